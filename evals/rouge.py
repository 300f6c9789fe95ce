"""ROUGE-1, ROUGE-2 and ROUGE-L of a text against a reference: how many of the reference's words come again.

Lin, "ROUGE: A package for automatic evaluation of summaries", 2004; counted as the package ``rouge-score`` counts:
lower-cased runs of a-z and 0-9 are words, of those longer than three letters the Porter stem. Our stemmer is Snowball's
``porter``, the algorithm of 1980; ``rouge-score`` has NLTK's with its few changes, so that single words differ.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, Protocol, cast

Kind = Literal["rouge1", "rouge2", "rougeL"]
KINDS: tuple[Kind, ...] = ("rouge1", "rouge2", "rougeL")
_ASCII, _ANY = re.compile(r"[a-z0-9]+"), re.compile(r"[^\W_]+")
_STEMMED = 3
"""Words longer than that are stemmed."""


@dataclass(frozen=True, slots=True)
class Rouge:
    """Precision: share of the text's units that the reference holds; recall: the reverse; f1: harmonic mean."""

    precision: float
    recall: float
    f1: float


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 (its own name)


@cache
def _porter() -> _Stemmer:
    import snowballstemmer

    return cast(_Stemmer, snowballstemmer.stemmer("porter"))


def words(text: str, *, stem: bool = True, ascii_only: bool = True) -> list[str]:
    """What is counted. ``ascii_only=False`` takes the letters of every alphabet: the figures are then no longer those
    of ``rouge-score``, which drops "ü" and all of a text in Greek."""
    found: list[str] = (_ASCII if ascii_only else _ANY).findall(text.lower())
    return [_porter().stemWord(w) if len(w) > _STEMMED else w for w in found] if stem else found


def rouge(
    text: str, reference: str, kinds: Iterable[Kind] = KINDS, *, stem: bool = True, ascii_only: bool = True
) -> dict[Kind, Rouge]:
    """Of each kind: units are single words (1), pairs in a row (2), or the longest common subsequence (L).

    A text or a reference without words scores 0, as with ``rouge-score``; a caller that has no reference has no score.
    """
    said, right = (words(t, stem=stem, ascii_only=ascii_only) for t in (text, reference))
    return {kind: _of(kind, said, right) for kind in kinds}


def best_rouge(text: str, references: Sequence[str], kind: Kind, *, stem: bool = True) -> Rouge:
    """Against the nearest of several references, by f1 (Lin 2004, 2.1; ``score_multi`` of ``rouge-score``).

    Raises ValueError for no reference."""
    if not references:
        raise ValueError("there is no reference")
    return max((rouge(text, r, (kind,), stem=stem)[kind] for r in references), key=lambda r: r.f1)


def _of(kind: Kind, said: Sequence[str], right: Sequence[str]) -> Rouge:
    if kind == "rougeL":
        return _rated(_common(said, right), len(said), len(right))
    n = 1 if kind == "rouge1" else 2
    ours, theirs = _grams(said, n), _grams(right, n)
    return _rated((ours & theirs).total(), ours.total(), theirs.total())


def _grams(tokens: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(zip(*(tokens[i:] for i in range(n)), strict=False))


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """The length of the longest common subsequence, row by row."""
    row = [0] * (len(b) + 1)
    for x in a:
        diagonal = 0
        for j, y in enumerate(b, 1):
            above = row[j]
            row[j] = diagonal + 1 if x == y else max(above, row[j - 1])
            diagonal = above
    return row[-1]


def _rated(both: int, said: int, right: int) -> Rouge:
    precision, recall = both / said if said else 0.0, both / right if right else 0.0
    return Rouge(precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0)
