"""A figure over cases: its value, where that would lie with other cases, and how many could not be scored.

What can't be scored is a value of its own, ``Unscored``: it is counted apart, with its reason, and is never a zero.
"""

import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from evals.metrics import Interval, bootstrap, mean

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unscored:
    """There is no score to give; ``reason`` says why in a few words, the same for every such case."""

    reason: str


Score = float | Unscored


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric over ``n`` scored cases; ``interval`` is None where none could be scored."""

    interval: Interval | None
    n: int
    unscored: Mapping[str, int] = field(default_factory=dict)
    """Reason -> cases."""

    def as_json(self) -> dict[str, Any]:
        """``{value, low, high, n, unscored}``; null in place of what can't be scored."""
        told = self.interval
        ends = {"value": told.value, "low": told.low, "high": told.high} if told else dict.fromkeys(_ENDS)
        return {k: None if v is None else round(v, 4) for k, v in ends.items()} | {
            "n": self.n,
            "unscored": dict(sorted(self.unscored.items())),
        }

    def __str__(self) -> str:
        apart = sum(self.unscored.values())
        left = f", {apart} not scored" if apart else ""
        if self.interval is None:
            return f"not scored (n={self.n}{left})"
        return f"{self.interval.value:.2f} [{self.interval.low:.2f}, {self.interval.high:.2f}] (n={self.n}{left})"


_ENDS = ("value", "low", "high")


def wilson(right: int, of: int, z: float = 1.96) -> Interval:
    """A share with its 95 % score interval (Wilson 1927): holds near 0 and 1 and for few cases, where the normal
    approximation doesn't. Raises ValueError for a share of nothing."""
    if not 0 <= right <= of or of == 0:
        raise ValueError("a share needs cases, and no more right ones than there are")
    share = right / of
    centre = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return Interval(share, max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half)))


def split(scores: Iterable[T | Unscored]) -> tuple[list[T], dict[str, int]]:
    """What was scored, and the reasons of the rest with their counts."""
    kept: list[T] = []
    reasons: Counter[str] = Counter()
    for score in scores:
        if isinstance(score, Unscored):
            reasons[score.reason] += 1
        else:
            kept.append(score)
    return kept, dict(reasons)


def share(scores: Iterable[bool | Unscored]) -> Figure:
    """Of yes-or-no scores the share of yes, with Wilson's interval."""
    kept, reasons = split(scores)
    return Figure(wilson(sum(kept), len(kept)) if kept else None, len(kept), reasons)


def average(scores: Iterable[float | Unscored], *, seed: int = 7, rounds: int = 500) -> Figure:
    """Of graded scores the mean, with a seeded bootstrap interval."""
    kept, reasons = split(scores)
    return Figure(bootstrap(kept, mean, rounds=rounds, seed=seed) if kept else None, len(kept), reasons)


def pooled(
    cases: Iterable[T | Unscored], measure: Callable[[Sequence[T]], Score], *, seed: int = 7, rounds: int = 500
) -> Figure:
    """A metric that only many cases together have, such as MCC, with a seeded bootstrap interval over the cases.

    Resamples in which it can't be scored, such as those without a single positive, are left out.
    """
    kept, reasons = split(cases)
    whole = measure(kept) if kept else Unscored("no cases")
    if isinstance(whole, Unscored):
        return Figure(None, 0, reasons | {whole.reason: reasons.get(whole.reason, 0) + len(kept)} if kept else reasons)
    chance = random.Random(seed)  # noqa: S311 (statistics, no secret)
    resampled = (measure(chance.choices(kept, k=len(kept))) for _ in range(rounds))
    drawn = sorted(d for d in resampled if not isinstance(d, Unscored)) or [whole]
    ends = drawn[int(0.025 * len(drawn))], drawn[min(len(drawn) - 1, int(0.975 * len(drawn)))]
    return Figure(Interval(whole, *ends), len(kept), reasons)
