"""How alike two texts are, for what was suggested and what was sent. Pure."""

import re
from collections.abc import Sequence

from copilot.guard.words import content

_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    return [w.lower() for w in _WORD.findall(text)]


def rouge_l(suggested: str, sent: str) -> float:
    """F1 of the longest common subsequence of words, 0..1 (Lin 2004, with beta 1 and no stemming)."""
    one, other = words(suggested), words(sent)
    if not one or not other:
        return 0.0
    return 2 * common(one, other) / (len(one) + len(other))


def common(one: Sequence[str], other: Sequence[str]) -> int:
    """Length of the longest common subsequence, with a row of the table in one integer's bits (Hyyro 2004)."""
    places: dict[str, int] = {}
    for n, word in enumerate(one):
        places[word] = places.get(word, 0) | (1 << n)
    mask = (1 << len(one)) - 1
    row = mask
    for word in other:
        matched = row & places.get(word, 0)
        row = ((row + matched) | (row - matched)) & mask
    return len(one) - row.bit_count()


def covered(sent: str, sources: Sequence[str], language: str | None = None) -> float | None:
    """The share of the content words of what was sent that any of the sources has, 0..1; None where it has none."""
    wanted = set(content(sent, language or "en"))
    if not wanted:
        return None
    return len(wanted & {w for s in sources for w in content(s, language or "en")}) / len(wanted)
