"""Two runs are told apart beyond the noise, and not within it."""

import random
from typing import Any

import numpy as np
import pytest

from copilot.errors import UserError
from evals.figures import wilson
from evals.harness.compare import compared, mcnemar, signs
from evals.harness.interval import figure
from evals.harness.measures import MEASURES, calibration, risk_coverage

Json = dict[str, Any]


def run_of(scores: list[Json], metrics: list[str], slices: list[Json] | None = None) -> Json:
    cases = [
        {"id": str(n), "suite": "s", "slices": slices[n] if slices else {}, "scores": one, "unscored": {}}
        for n, one in enumerate(scores)
    ]
    return {"suite": "s", "fingerprint": "f", "metrics": {f"s.{m}": {} for m in metrics}, "cases": cases}


def hits(*values: float) -> list[Json]:
    return [{"hit@1": v} for v in values]


def test_the_same_run_is_no_change() -> None:
    one = run_of(hits(*([1.0] * 30 + [0.0] * 10)), ["hit@1"])
    (change,) = compared(one, one, seed=1)
    assert (change.p, change.low, change.high, change.verdict) == (1.0, 0.0, 0.0, "")


def test_a_drop_beyond_the_noise_is_a_regression_and_a_small_one_is_not() -> None:
    before = run_of(hits(*([1.0] * 40)), ["hit@1"])
    (change,) = compared(before, run_of(hits(*([0.0] * 10 + [1.0] * 30)), ["hit@1"]), seed=1)
    assert (change.verdict, change.before, change.after) == ("regression", 1.0, 0.75)
    assert change.high < 0
    (change,) = compared(before, run_of(hits(*([0.0] * 3 + [1.0] * 37)), ["hit@1"]), seed=1)
    assert (change.verdict, change.p) == ("", 0.25)  # three coins on one side: 2 * (1/2)^3


def test_lower_is_better_where_the_metric_says_so() -> None:
    before, after = ([{"value_errors": v}] * 40 for v in (0.0, 1.0))
    (change,) = compared(run_of(before, ["value_errors"]), run_of(after, ["value_errors"]), seed=1)
    assert change.verdict == "regression"


def test_a_slice_that_gets_worse_is_found_though_the_whole_does_not() -> None:
    slices = [{"language": "de" if n < 20 else "en"} for n in range(200)]
    before = [1.0] * 20 + [1.0] * 150 + [0.0] * 30
    after = [0.0] * 20 + [1.0] * 180
    changes = compared(run_of(hits(*before), ["hit@1"], slices), run_of(hits(*after), ["hit@1"], slices), seed=1)
    assert {c.slice: c.verdict for c in changes} == {"": "", "language=de": "regression", "language=en": "improvement"}


def test_scores_in_between_and_figures_of_many_cases_are_compared_too() -> None:
    chance = random.Random(4)
    before = [
        {"mrr@10": chance.choice((0.5, 1.0)), "confidence": 0.9 - n / 100, "right": float(n < 40)} for n in range(60)
    ]
    after = [{"mrr@10": s["mrr@10"] / 2, "confidence": n / 100, "right": s["right"]} for n, s in enumerate(before)]
    changes = compared(run_of(before, ["mrr@10", "aurc"]), run_of(after, ["mrr@10", "aurc"]), seed=1)
    assert [(c.metric, c.verdict) for c in changes] == [("s.mrr@10", "regression"), ("s.aurc", "regression")]
    assert changes == compared(run_of(before, ["mrr@10", "aurc"]), run_of(after, ["mrr@10", "aurc"]), seed=1)


def test_noise_alone_is_seldom_called_a_regression() -> None:
    chance = random.Random(8)
    called = 0
    for _ in range(60):
        one, two = (hits(*(float(chance.random() < 0.7) for _ in range(80))) for _ in range(2))
        called += any(c.verdict for c in compared(run_of(one, ["hit@1"]), run_of(two, ["hit@1"]), seed=1))
    assert called <= 8  # 5 % of 60 is 3


def test_cases_that_only_one_run_could_score_are_counted() -> None:
    (change,) = compared(run_of(hits(1, 1, 0), ["hit@1"]), run_of([*hits(1, 1), {}], ["hit@1"]), seed=1)
    assert (change.n, change.lost) == (2, 1)
    with pytest.raises(UserError):
        compared(run_of(hits(1), ["hit@1"]), run_of([], ["hit@1"]), seed=1)


def test_p_values_by_hand() -> None:
    assert mcnemar(np.array([1, 1, 1, 1, 0]), np.array([0, 0, 0, 0, 1])) == pytest.approx(2 * 6 / 32)
    assert signs(np.zeros(5), 1) == 1.0
    assert signs(np.array([0.1] * 12), 1) < 0.01


def test_figures_by_hand() -> None:
    rows: list[Json] = [{"scores": {"hit@1": v}, "unscored": {}} for v in (1.0, 1.0, 0.0, 1.0)]
    rows.append({"scores": {}, "unscored": {"hit@1": "request failed"}})
    told = figure("hit@1", MEASURES["hit@1"], rows, seed=1)
    assert (told["value"], told["n"], told["unscored"]) == (0.75, 4, {"request failed": 1})
    of = wilson(3, 4)
    assert (of.low, of.high) == pytest.approx((0.3006, 0.9544), abs=1e-4)
    nothing = figure("hit@1", MEASURES["hit@1"], rows[4:], seed=1)
    assert (nothing["value"], nothing["n"]) == (None, 0)
    assert risk_coverage([(0.9, True), (0.8, False), (0.8, True), (0.1, False)]) == [
        (0.25, 0.0),
        (0.75, 1 / 3),
        (1.0, 0.5),
    ]
    assert calibration([(0.95, True), (1.0, False), (0.05, False)]) == [(1, 0.05, 0.0), (2, 0.975, 0.5)]
