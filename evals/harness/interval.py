"""Figures with their intervals, by one seed: the same scores and seed give the same figures to the last digit."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from evals.figures import wilson
from evals.harness.measures import Measure
from evals.metrics import mean

Json = dict[str, Any]
ROUNDS = 1000
_POOLED_ROUNDS = 200
"""Of metrics that a resample costs more."""
_DIGITS = 4
_CHUNK = 2_000_000
"""Numbers drawn at once."""


def resampled_means(values: Sequence[float], seed: int, rounds: int = ROUNDS) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The means of so many resamples with replacement, sorted; shape (rounds,) (Efron and Tibshirani 1993, 13)."""
    given = np.asarray(values, dtype=np.float64)
    chance = np.random.default_rng(seed)
    at_once = max(1, _CHUNK // len(given))
    means = [
        given[chance.integers(0, len(given), (min(at_once, rounds - n), len(given)))].mean(axis=1)
        for n in range(0, rounds, at_once)
    ]
    return np.sort(np.concatenate(means))


def figure(name: str, measure: Measure, rows: Sequence[Json], seed: int) -> Json:
    """``{value, low, high, n, unscored}`` of a metric over cases with their ``scores`` and ``unscored``.

    ``value`` is null where nothing can be scored; ``unscored`` counts the reasons.
    """
    reasons: dict[str, int] = {}
    for row in rows:
        if (reason := row["unscored"].get(name)) is not None:
            reasons[reason] = reasons.get(reason, 0) + 1
    none: Json = {"value": None, "low": None, "high": None, "n": 0, "unscored": dict(sorted(reasons.items()))}
    if measure.pooled is not None:
        scores = [row["scores"] for row in rows if all(used in row["scores"] for used in measure.uses)]
        value = measure.pooled(scores)
        if value is None:
            return none
        return none | _told(value, *_pooled_interval(measure.pooled, scores, seed), len(scores))
    values = [row["scores"][name] for row in rows if name in row["scores"]]
    if not values:
        return none
    if set(values) <= {0.0, 1.0}:
        of = wilson(int(sum(values)), len(values))
        return none | _told(of.value, of.low, of.high, len(values))
    drawn = resampled_means(values, seed)
    return none | _told(mean(values), *ends(drawn), len(values))


def ends(drawn: Any) -> tuple[float, float]:
    """The 95 % percentile interval of what was drawn, sorted."""
    return float(drawn[int(0.025 * len(drawn))]), float(drawn[min(len(drawn) - 1, int(0.975 * len(drawn)))])


def _pooled_interval(
    pooled: Callable[[Sequence[Any]], float | None], scores: Sequence[Json], seed: int
) -> tuple[float, float]:
    chance = np.random.default_rng(seed)
    drawn = []
    for _ in range(_POOLED_ROUNDS):
        value = pooled([scores[n] for n in chance.integers(0, len(scores), len(scores))])
        if value is not None:
            drawn.append(value)
    return ends(sorted(drawn)) if drawn else (math.nan, math.nan)


def _told(value: float, low: float, high: float, n: int) -> Json:
    def plain(number: float) -> float | None:
        return None if math.isnan(number) else round(number, _DIGITS)

    return {"value": plain(value), "low": plain(low), "high": plain(high), "n": n}
