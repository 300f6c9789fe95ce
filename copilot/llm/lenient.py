"""JSON as models write it: single quotes, Python's words, commas too many, an end that is missing.

What was cut off is left out whole, so that half a list or half a sentence never passes for one that was meant.
"""

import json
import re
from typing import Any

_SPACE = re.compile(r"\s*")
_WORD = re.compile(r"(?:true|false|null|True|False|None)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_WORDS = {"True": True, "False": False, "None": None}
_DEEPEST = 40
_SINGLE = re.compile(r"'((?:[^'\\]|\\.|'(?!\s*(?:[,:}\]]|$)))*)'", re.DOTALL)
"""A single quote ends a text only where something may follow: an apostrophe is none."""
_STRING = json.JSONDecoder(strict=False)


class Cut(Exception):
    """The text ended before the value did; ``kept`` are the members that were whole, None where it was no object."""

    def __init__(self, kept: dict[str, Any] | None = None) -> None:
        super().__init__()
        self.kept = kept


def lenient(text: str) -> Any:
    """The object or list that ``text`` begins with. Raises ValueError where it is none, and Cut."""
    return _Reader(text).value(0)[0]


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text

    def value(self, at: int, depth: int = 0) -> tuple[Any, int]:
        """The value at a place, and where it ends."""
        at = self._skip(at)
        first = self._text[at]
        if first in "{[" and depth < _DEEPEST:
            return self._object(at + 1, depth) if first == "{" else self._list(at + 1, depth)
        if first in "\"'":
            return self._string(at)
        m = _WORD.match(self._text, at)
        if m is None:
            raise ValueError("no JSON")
        if m.end() == len(self._text):  # a number may have gone on
            raise Cut
        return (_WORDS[m[0]] if m[0] in _WORDS else json.loads(m[0])), m.end()

    def _object(self, at: int, depth: int) -> tuple[dict[str, Any], int]:
        out: dict[str, Any] = {}
        try:
            while True:
                at = self._skip(at)
                if self._text[at] == "}":
                    return out, at + 1
                key, at = self._string(at)
                value, at = self.value(self._expect(":", at), depth + 1)
                out[key] = value
                at = self._next("}", at)
        except Cut:
            raise Cut(out) from None

    def _list(self, at: int, depth: int) -> tuple[list[Any], int]:
        out: list[Any] = []
        while True:
            at = self._skip(at)
            if self._text[at] == "]":
                return out, at + 1
            value, at = self.value(at, depth + 1)
            out.append(value)
            at = self._next("]", at)

    def _string(self, at: int) -> tuple[str, int]:
        if self._text[at] == '"':
            try:
                value, end = _STRING.raw_decode(self._text, at)
            except json.JSONDecodeError as e:
                if e.msg.startswith("Unterminated"):
                    raise Cut from None
                raise
            return value, end
        if self._text[at] != "'":
            raise ValueError("no JSON")
        m = _SINGLE.match(self._text, at)
        if m is None:
            raise Cut
        inner = re.sub(r'\\.|"', lambda c: {"\\'": "'", '"': '\\"'}.get(c[0], c[0]), m[1], flags=re.DOTALL)
        return _STRING.decode(f'"{inner}"'), m.end()

    def _skip(self, at: int) -> int:
        """The next place that is no space."""
        m = _SPACE.match(self._text, at)
        end = m.end() if m else at
        if end == len(self._text):
            raise Cut
        return end

    def _expect(self, sign: str, at: int) -> int:
        at = self._skip(at)
        if self._text[at] != sign:
            raise ValueError("no JSON")
        return at + 1

    def _next(self, closing: str, at: int) -> int:
        """After the comma, or at the closing bracket."""
        at = self._skip(at)
        if self._text[at] == closing:
            return at
        return self._expect(",", at)
