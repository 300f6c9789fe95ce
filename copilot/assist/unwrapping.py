"""Takes a reply out of the JSON or the code fence that some models put around it. Pure.

Only where it is plain what the text is: one member that is called like a reply, or a list of replies. Anything else
goes on as it came, and ``packaging`` finds it in the text, so that a check can say so.
"""

import json
import re
from typing import Any

from copilot.llm.lenient import Cut, lenient

_TEXTS = frozenset(
    {"reply", "text", "message", "answer", "response", "content", "body", "output", "draft", "rewritten"}
)
_LISTS = frozenset({"replies", "candidates", "suggestions", "answers", "responses", "messages"})
_BESIDE = frozenset({"subject", "language", "lang", "tone", "channel", "id", "type", "role", "title", "confidence"})
"""Members that are no part of what the customer reads."""
_DIVIDER = "\n---\n"
_OPENS = re.compile(r"\s*(?:\{\s*[\"']|\[\s*[\"'{]|```)")
_MAY_OPEN = re.compile(r"\s*(?:[{\[]\s*|`{1,2})?\Z")
_FENCE = re.compile(r"\s*```[ \t]*\w{0,12}[ \t]*\r?\n(.*?)\r?\n?```\s*", re.DOTALL)
_JSON = re.compile(
    r"\A\s*(?:\{\s*[\"'][^\"'\n]{1,40}[\"']\s*:|\[\s*(?:\{|[\"'][^\n]*[\"']\s*[,\]]\s*))|"
    rf"[\"'](?:{'|'.join(sorted(_TEXTS | _LISTS))})[\"']\s*:\s*[\"'\[{{]"
)


class Unwrapper:
    """Feed it pieces of a model's text; it returns what is left without the packaging. A text that begins in another
    way goes on piece by piece, one in a packaging at its end. ``several``: more replies than one may be in it."""

    def __init__(self, *, several: bool) -> None:
        self._several = several
        self._held: str | None = ""

    def feed(self, piece: str) -> str:
        if self._held is None:
            return piece
        self._held += piece
        if _OPENS.match(self._held) or _MAY_OPEN.match(self._held):
            return ""
        text, self._held = self._held, None
        return text

    def finish(self) -> str:
        """What was held back."""
        held, self._held = self._held or "", None
        return _unwrapped(held, several=self._several) if held.strip() else held


def packaging(text: str) -> re.Match[str] | None:
    """Where a text still holds the JSON that it was to be taken out of."""
    return _JSON.search(text)


def _unwrapped(text: str, *, several: bool) -> str:
    fenced = _FENCE.fullmatch(text)
    inner = fenced[1] if fenced else text
    if "```" in inner:
        return text
    if inner.lstrip()[:1] not in ("{", "["):
        return inner
    replies = _replies(_value(inner))
    return _DIVIDER.join(replies) if replies and (several or len(replies) == 1) else inner


def _value(text: str) -> Any:
    """The whole of a text as JSON, with the slips that models make; None where it is none or was cut off."""
    bare = text.strip()
    try:
        value, end = json.JSONDecoder(strict=False).raw_decode(bare)
    except (ValueError, RecursionError):
        pass
    else:
        return value if end == len(bare) else None  # words after it are no part of it
    try:
        return lenient(bare) if bare[-1:] in ("}", "]") else None
    except (Cut, ValueError, RecursionError):
        return None


def _replies(value: Any) -> list[str]:
    """The texts in a value; none where it is not plain which they are."""
    if isinstance(value, list):
        found = [_replies(item if isinstance(item, dict) else {"text": item}) for item in value]
        return [one[0] for one in found] if all(len(one) == 1 for one in found) else []
    if not isinstance(value, dict):
        return []
    lists = [v for k, v in value.items() if k.lower() in _LISTS and isinstance(v, list)]
    texts = [v for k, v in value.items() if k.lower() in _TEXTS and isinstance(v, str) and v.strip()]
    others = [k for k, v in value.items() if isinstance(v, (str, dict)) and k.lower() not in _TEXTS | _BESIDE]
    if others or len(lists) + len(texts) != 1:
        return []
    return _replies(lists[0]) if lists else [texts[0].strip()]
