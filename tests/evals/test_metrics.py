"""Measures against brute force and against values worked out by hand."""

import itertools
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics import (
    auroc,
    average_precision,
    bootstrap,
    chosen,
    hit_at,
    mean,
    ndcg_at,
    recall_at,
    reciprocal_rank,
)

IDS = "abcdefgh"
rankings = st.permutations(list(IDS)).flatmap(lambda p: st.integers(0, len(p)).map(lambda n: p[:n]))
relevants = st.sets(st.sampled_from([*IDS, "never found"]), min_size=1)
scores = st.lists(st.integers(0, 5).map(float), min_size=1, max_size=12)


def test_known_values_of_a_ranking() -> None:
    ranking, relevant = ["x", "a", "y", "b"], {"a", "b", "c"}
    assert recall_at(ranking, relevant, 2) == pytest.approx(1 / 3)
    assert recall_at(ranking, relevant, 5) == pytest.approx(2 / 3)
    assert hit_at(ranking, relevant, 1) == 0
    assert hit_at(ranking, relevant, 2) == 1
    assert reciprocal_rank(ranking, relevant, 10) == 0.5
    assert reciprocal_rank(ranking, relevant, 1) == 0
    assert average_precision(ranking, relevant) == pytest.approx((1 / 2 + 2 / 4) / 3)
    # gains 0, 3, 0, 1 by log2(2), log2(3), log2(4), log2(5); the best order is 3, 2, 1
    found = 3 / math.log2(3) + 1 / math.log2(5)
    best = 3 / math.log2(2) + 2 / math.log2(3) + 1 / math.log2(4)
    assert ndcg_at(ranking, {"a": 3, "b": 1, "c": 2}, 10) == pytest.approx(found / best)


@given(rankings, relevants)
def test_average_precision_is_the_mean_of_the_precisions_at_each_relevant_rank(
    ranking: list[str], relevant: set[str]
) -> None:
    precisions = [
        len(set(ranking[: ranking.index(r) + 1]) & relevant) / (ranking.index(r) + 1) if r in ranking else 0.0
        for r in relevant
    ]
    assert average_precision(ranking, relevant) == pytest.approx(sum(precisions) / len(relevant))


@given(relevants, st.integers(1, 9))
def test_no_order_has_more_discounted_gain_than_the_best_one(relevant: set[str], k: int) -> None:
    gains = {r: float(n) for n, r in enumerate(sorted(relevant), 1)}
    best = sorted(gains, key=lambda r: -gains[r])
    assert ndcg_at(best, gains, k) == pytest.approx(1.0)
    some = itertools.islice(itertools.permutations(best), 40)
    assert all(0 <= ndcg_at(order, gains, k) <= 1 + 1e-9 for order in some)


@given(scores, scores)
def test_auroc_is_the_share_of_pairs_in_order(positives: list[float], negatives: list[float]) -> None:
    pairs = [(p > n) + 0.5 * (p == n) for p in positives for n in negatives]
    assert auroc(positives, negatives) == pytest.approx(sum(pairs) / len(pairs))


def test_precision_and_recall_are_counted_over_all_questions() -> None:
    both = chosen([({"a", "b"}, {"a"}), (set(), {"c"}), ({"d"}, {"d", "e"})])
    assert both.precision == pytest.approx(2 / 3)
    assert both.recall == pytest.approx(2 / 4)
    assert both.f1 == pytest.approx(2 * (2 / 3) * 0.5 / (2 / 3 + 0.5))
    assert chosen([({"a"}, {"b"})]).f1 == 0


def test_an_interval_is_repeatable_and_holds_the_figure() -> None:
    sample = [random.Random(n).random() for n in range(200)]
    once, again = bootstrap(sample, mean), bootstrap(sample, mean)
    assert once == again
    assert once.low < once.value < once.high
    # the interval of a mean is about two standard errors on either side
    error = math.sqrt(mean([(s - mean(sample)) ** 2 for s in sample]) / len(sample))
    assert once.high - once.low == pytest.approx(2 * 1.96 * error, rel=0.2)
    assert bootstrap([1.0, 1.0], mean).high == 1


def test_nothing_to_measure_is_an_error() -> None:
    for measure in (lambda: recall_at(["a"], set(), 1), lambda: auroc([], [1.0]), lambda: bootstrap([], mean)):
        with pytest.raises(ValueError, match=r"relevant|kinds|resample"):
            measure()
