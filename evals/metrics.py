"""Measures of ranking, of telling two kinds apart, and of choosing: pure, each with its definition and its source.

A ranking is ids, best first; ``relevant`` are the ids that are right. Every measure of one question is 0..1.
"""

import math
import random
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


def recall_at(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """The share of the relevant ids that are among the first ``k`` (Manning, Raghavan, Schuetze 2008, 8.3)."""
    return len(set(ranking[:k]) & set(relevant)) / _some(relevant)


def hit_at(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """1 where any relevant id is among the first ``k``, else 0: "success at k" (trec_eval's ``success``)."""
    return float(not set(ranking[:k]).isdisjoint(relevant))


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """1 / rank of the first relevant id among the first ``k``, else 0; its mean is MRR@k (Voorhees, TREC-8, 1999)."""
    return next((1.0 / n for n, found in enumerate(ranking[:k], 1) if found in relevant), 0.0)


def average_precision(ranking: Sequence[str], relevant: Collection[str]) -> float:
    """The mean, over all relevant ids, of the precision at their ranks; 0 for those that aren't found. Its mean over
    questions is MAP (Manning, Raghavan, Schuetze 2008, 8.4; trec_eval's ``map``)."""
    right, total = 0, 0.0
    for n, found in enumerate(ranking, 1):
        if found in relevant:
            right += 1
            total += right / n
    return total / _some(relevant)


def ndcg_at(ranking: Sequence[str], gains: Mapping[str, float], k: int) -> float:
    """Discounted gain of the first ``k`` by that of the best order: sum of gain / log2(rank + 1) (Jarvelin and
    Kekalainen 2002, with the linear gain of trec_eval's ``ndcg_cut`` and of BEIR)."""
    ideal = _discounted(sorted(gains.values(), reverse=True)[:k])
    if ideal <= 0:
        raise ValueError("nothing is relevant")
    return _discounted([gains.get(found, 0.0) for found in ranking[:k]]) / ideal


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float:
    """How likely a positive scores above a negative, equal ones half: the area under the ROC curve, from ranks
    (Mann-Whitney U by n1 * n2; Hanley and McNeil 1982)."""
    if not positives or not negatives:
        raise ValueError("both kinds are needed")
    scored = sorted([(s, 1) for s in positives] + [(s, 0) for s in negatives])
    ranks, at = 0.0, 0
    while at < len(scored):
        end = at
        while end < len(scored) and scored[end][0] == scored[at][0]:
            end += 1
        ranks += sum(kind for _, kind in scored[at:end]) * (at + 1 + end) / 2  # the mean of the ranks of equal scores
        at = end
    n = len(positives)
    return (ranks - n * (n + 1) / 2) / (n * len(negatives))


@dataclass(frozen=True, slots=True)
class Chosen:
    """Precision, recall and their harmonic mean (van Rijsbergen 1979)."""

    precision: float
    recall: float
    f1: float


def chosen(pairs: Sequence[tuple[Collection[str], Collection[str]]]) -> Chosen:
    """Of what was shown and what is right, counted over all questions together (micro average)."""
    shown = sum(len(set(s)) for s, _ in pairs)
    right = sum(len(set(g)) for _, g in pairs)
    both = sum(len(set(s) & set(g)) for s, g in pairs)
    precision, recall = both / shown if shown else 0.0, both / right if right else 0.0
    return Chosen(precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0)


def matthews(said: Sequence[str | None], right: Sequence[str | None]) -> float:
    """Matthews correlation of many classes, -1..1, "none" (None) being one of them; 0 where only one is ever said or
    right (Gorodkin 2004)."""
    classes = {*said, *right}
    often, truly = Counter(said), Counter(right)
    n = len(right)
    same = sum(s == r for s, r in zip(said, right, strict=True))
    together = n * same - sum(often[c] * truly[c] for c in classes)
    apart = (n * n - sum(often[c] ** 2 for c in classes)) * (n * n - sum(truly[c] ** 2 for c in classes))
    return together / math.sqrt(apart) if apart else 0.0


def accuracy_at_coverage(answers: Sequence[tuple[float, bool]], coverage: float) -> float:
    """The share of right ones among the surest ``coverage`` of (sureness, right) (El-Yaniv and Wiener 2010)."""
    first = sorted(answers, key=lambda a: -a[0])[: max(1, round(coverage * len(answers)))]
    return mean([float(right) for _, right in first])


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure and where it would lie in 95 of 100 repetitions with other questions of the kind."""

    value: float
    low: float
    high: float


def mean(values: Sequence[float]) -> float:
    """The plain mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def bootstrap(
    sample: Sequence[T], measure: Callable[[Sequence[T]], float], *, rounds: int = 500, seed: int = 7
) -> Interval:
    """The measure with its 95 % percentile interval over resamples with replacement (Efron and Tibshirani 1993, 13).

    The same sample and seed give the same interval.
    """
    if not sample:
        raise ValueError("nothing to resample")
    chance = random.Random(seed)  # noqa: S311 (statistics, no secret)
    drawn = sorted(measure(chance.choices(sample, k=len(sample))) for _ in range(rounds))
    return Interval(measure(sample), drawn[int(0.025 * rounds)], drawn[min(rounds - 1, int(0.975 * rounds))])


def _some(relevant: Collection[str]) -> int:
    if not relevant:
        raise ValueError("nothing is relevant")
    return len(set(relevant))


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(n + 1) for n, gain in enumerate(gains, 1))
