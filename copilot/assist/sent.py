"""What became of suggested replies, told from what was sent. Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from retrieval.text import strip_quoted

USED, EDITED = 0.97, 0.5
"""Share of word pairs that a reply and what was sent have in common, from which on it was used or edited."""
_READ = 5000
"""Words of a text that are compared."""


class Verdict(NamedTuple):
    event: Literal["used", "edited", "ignored"]
    reply_id: str
    """The nearest of the replies; empty where none is near."""
    similarity: float


def verdict(sent: str, shown: Sequence[tuple[str, str]]) -> Verdict:
    """Of the replies ``(id, text)`` that were shown, which was sent, changed or not.

    The measure is Dice's coefficient of word bigrams (Dice 1945, "Measures of the amount of ecologic association"),
    whatever the capitals, marks and spaces; quoted mails under what was sent don't count.
    """
    own = _pairs(strip_quoted(sent) or sent)
    best = max(((_dice(own, _pairs(text)), name) for name, text in shown), default=(0.0, ""))
    similarity = round(best[0], 3)
    if similarity >= USED:
        return Verdict("used", best[1], similarity)
    return Verdict("edited", best[1], similarity) if similarity >= EDITED else Verdict("ignored", "", similarity)


def _pairs(text: str) -> Counter[tuple[str, str]]:
    words = ["", *re.findall(r"\w+", text.casefold())[:_READ], ""]
    return Counter(pairwise(words)) if len(words) > 2 else Counter()


def _dice(a: Counter[tuple[str, str]], b: Counter[tuple[str, str]]) -> float:
    total = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / total if total else 0.0
