"""How far those who label agree, beyond what chance would bring. Pure."""

from collections import Counter
from collections.abc import Sequence

from evals.figures import Figure, Score, Unscored, pooled, share

Pair = tuple[str, str]
"""Two labels of one item."""


def cohen_kappa(pairs: Sequence[Pair]) -> Score:
    """Agreement of two beyond chance, -1..1: (seen - expected) / (1 - expected), expected from each one's own shares of
    the labels (Cohen 1960). Unscored where both gave everything the same one label: chance alone brings that."""
    if not pairs:
        return Unscored("no item has both labels")
    n = len(pairs)
    seen = sum(a == b for a, b in pairs) / n
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(first[label] * second[label] for label in first) / (n * n)
    return (seen - expected) / (1 - expected) if expected < 1 else Unscored("only one label was given")


def fleiss_kappa(items: Sequence[Sequence[str]]) -> Score:
    """The same of any number of reviewers, the same for every item (Fleiss 1971). Raises ValueError where it isn't."""
    if not items:
        return Unscored("no item has all labels")
    raters = {len(labels) for labels in items}
    if len(raters) != 1 or (of := raters.pop()) < 2:
        raise ValueError("every item needs the same number of labels, two at least")
    seen = sum((sum(c * c for c in Counter(i).values()) - of) / (of * (of - 1)) for i in items) / len(items)
    whole = Counter(label for labels in items for label in labels)
    expected = sum((count / (of * len(items))) ** 2 for count in whole.values())
    return (seen - expected) / (1 - expected) if expected < 1 else Unscored("only one label was given")


def agreement(pairs: Sequence[Pair], *, seed: int = 7) -> dict[str, Figure]:
    """``raw``: the share of equal labels, with Wilson's interval; ``kappa``: Cohen's, with a seeded bootstrap."""
    return {"raw": share([a == b for a, b in pairs]), "kappa": pooled(pairs, cohen_kappa, seed=seed)}
