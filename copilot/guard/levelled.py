"""Values written alike: for comparing what two sentences say, "two weeks" and "14 days" are one word. Pure; cached.

Whether a value is right the value checks tell; here it only must not look like a word that one of the two lacks.
"""

import re
from functools import lru_cache
from zlib import crc32

from copilot.guard.values import extract

MARK = "qv"
"""How the word for a value begins."""
_KINDS = frozenset({"money", "percent", "duration", "measure", "date", "time", "times", "number"})
"""Without weekdays and months, which a sentence may be about."""
_WORD = re.compile(rf"\b{MARK}\d+\b")
_YEAR = re.compile(r"^(?:\d{4}|\*)-(?=\d)")


@lru_cache(maxsize=4096)
def levelled(text: str) -> str:
    """``text`` with each value as one word that is the same in every notation."""
    out, end = [], 0
    for value in extract(text):
        if value.kind not in _KINDS or value.start < end or not value.keys:
            continue
        key = _YEAR.sub("", min(value.keys))
        out += [text[end : value.start], f"{MARK}{crc32(f'{value.kind} {key}'.encode())}"]
        end = value.end - (text[value.end - 1] == "." and not text[value.end : value.end + 1].strip())
    return "".join([*out, text[end:]])


def told_again(words: str, *texts: str) -> str:
    """``words``, taken from levelled ``texts``, with the values as these wrote them."""
    if MARK not in words:
        return words
    written: dict[str, str] = {}
    for text in texts:
        for value in extract(text):
            written.setdefault(levelled(value.text), value.text)
    return _WORD.sub(lambda m: written.get(m[0], "…"), words)
