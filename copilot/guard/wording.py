"""What people say in many words, as tables of patterns: folded text in, the kind of the first hit out. Pure; cached.

Patterns and texts are folded alike: lower case, no accents, an umlaut with or without its "e". A sentence is a line, so
that ``.`` in a pattern never leaves it, and what speaks against a hit is looked for in the same sentence only.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

MOST = 6_000
"""Characters of a text that are examined: its beginning and its end."""
_UMLAUTS = {"ä": "ae?", "ö": "oe?", "ü": "ue?", "ß": "ss"}
_ENDS = re.compile(r"(?<=[.!?;])\s+|\s*\n\s*|(?<=[!?])(?=\w)")


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """One kind of thing that may be said; told apart by which it is, so that a table is looked up at once."""

    kind: str
    said: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    """Found in the same sentence, it was meant otherwise."""


def wording(kind: str, *said: str, unless: Sequence[str] = ()) -> Wording:
    """A wording of patterns as people write them, accents and umlauts included."""
    return Wording(kind, _compiled(said), _compiled(unless) if unless else None)


@lru_cache(maxsize=8192)
def said_in(text: str, wordings: tuple[Wording, ...]) -> str | None:
    """The kind of the first wording that a text of ``plain`` holds."""
    for wanted in wordings:
        for hit in wanted.said.finditer(text):
            if wanted.unless is None or not wanted.unless.search(_line(text, hit.start())):
                return wanted.kind
    return None


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """The text folded, one sentence a line."""
    if len(text) > MOST:
        text = f"{text[: MOST // 2]}\n{text[-MOST // 2 :]}"
    folded = _folded(text.casefold().replace("’", "'").replace("`", "'").replace("´", "'"))
    lines = (" ".join(line.split()) for line in _ENDS.split(folded))
    return "\n".join(line for line in lines if line)


def _compiled(patterns: Sequence[str]) -> re.Pattern[str]:
    joined = "|".join(f"(?:{p})" for p in patterns)
    for letter, instead in _UMLAUTS.items():
        joined = joined.replace(letter, instead)
    return re.compile(_folded(joined), re.MULTILINE)


def _folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _line(text: str, at: int) -> str:
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return text[start : end if end >= 0 else len(text)]
