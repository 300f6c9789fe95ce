"""Measures of replies, decisions, confidence and agreement, against values worked out by hand."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evals.agreement import agreement, cohen_kappa, fleiss_kappa
from evals.figures import Score, Unscored, average, pooled, share, wilson
from evals.metrics_calibration import aurc, brier, calibration_error, coverage_at_risk, risk_coverage
from evals.metrics_replies import (
    Escalation,
    Statement,
    acceptance_at,
    citation_precision,
    citation_recall,
    escalation_mcc,
    escalation_precision,
    escalation_recall,
    value_error_rate,
    value_errors,
)
from evals.rouge import best_rouge, rouge, words

ANSWERS = [(0.9, True), (0.8, True), (0.8, False), (0.3, False)]
answers = st.lists(st.tuples(st.integers(0, 10).map(lambda n: n / 10), st.booleans()), min_size=1, max_size=30)


def number(score: Score) -> float:
    assert not isinstance(score, Unscored)
    return score


def test_acceptance_counts_what_a_person_would_send() -> None:
    assert acceptance_at(["wrong", "small_edit"], 1) is False
    assert acceptance_at(["wrong", "small_edit"], 2) is True
    assert acceptance_at([], 3) is False
    assert acceptance_at([None, "right"], 2) is True
    assert isinstance(acceptance_at([None, "wrong"], 2), Unscored)


def test_citations_are_counted_by_statement_and_by_citation() -> None:
    reply = [Statement(True, (True, False)), Statement(False, (False,)), Statement(True, ())]
    assert citation_recall(reply) == pytest.approx(1 / 3)
    assert citation_precision(reply) == pytest.approx(1 / 3)
    assert citation_recall([]) == Unscored("no statement")
    assert citation_precision([Statement(False, ())]) == Unscored("no citation")


def test_values_that_nothing_holds_are_errors_and_no_value_is_no_score() -> None:
    assert value_errors(["30 days", "30 days", "5 EUR"], ["30 days"]) == 1
    assert value_error_rate(["30 days", "5 EUR"], ["30 days", "9 EUR"]) == 0.5
    assert value_error_rate([], ["30 days"]) == Unscored("no value")


def test_escalation_by_its_four_counts() -> None:
    # 3 rightly given, 1 too many, 2 missed, 4 rightly kept
    told = [(True, True)] * 3 + [(True, False)] + [(False, True)] * 2 + [(False, False)] * 4
    cases = [Escalation(given, due) for given, due in told]
    assert escalation_precision(cases) == 3 / 4
    assert escalation_recall(cases) == 3 / 5
    assert escalation_mcc(cases) == pytest.approx((3 * 4 - 1 * 2) / math.sqrt(4 * 5 * 5 * 6))
    always = [Escalation(True, due) for due in (True, False)]
    assert isinstance(escalation_mcc(always), Unscored)
    assert isinstance(escalation_recall([Escalation(True, False)]), Unscored)


def test_risk_by_coverage_takes_equal_confidences_together() -> None:
    assert [(p.coverage, p.risk) for p in risk_coverage(ANSWERS)] == [(0.25, 0), (0.75, 1 / 3), (1, 0.5)]
    assert aurc(ANSWERS) == pytest.approx(0.25 * 0 + 0.5 / 3 + 0.25 * 0.5)
    assert coverage_at_risk(ANSWERS, 0.0) == 0.25
    assert coverage_at_risk(ANSWERS, 0.4) == 0.75
    assert coverage_at_risk([(0.9, False)], 0.1) == 0
    assert [isinstance(m, Unscored) for m in (aurc([]), coverage_at_risk([], 0.1), brier([]))] == [True] * 3


def test_calibration_by_hand() -> None:
    # bins [.3, .4): |.3 - 0|; [.8, .9): |.8 - .5|; [.9, 1]: |.9 - 1|
    assert calibration_error(ANSWERS) == pytest.approx((0.3 + 2 * 0.3 + 0.1) / 4)
    assert calibration_error([(1.0, True)]) == 0
    assert brier(ANSWERS) == pytest.approx((0.01 + 0.04 + 0.64 + 0.09) / 4)


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(answers)
def test_the_bounds_hold(given_answers: list[tuple[float, bool]]) -> None:
    assert risk_coverage(given_answers)[-1].coverage == 1
    for measure in (aurc, calibration_error, brier):
        assert 0 <= number(measure(given_answers)) <= 1
    assert number(calibration_error(given_answers, bins=1)) == pytest.approx(
        abs(sum(c - r for c, r in given_answers) / len(given_answers))
    )


def test_cohen_and_fleiss_of_the_text_books() -> None:
    # 20 both yes, 15 both no, 5 and 10 apart: seen .7, expected .5
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohen_kappa(pairs) == pytest.approx(0.4)
    assert isinstance(cohen_kappa([("y", "y")] * 3), Unscored)
    # the table of Fleiss's kappa in its usual example: 10 items, 14 raters, 5 categories
    table = (
        "0 0 0 0 14; 0 2 6 4 2; 0 0 3 5 6; 0 3 9 2 0; 2 2 8 1 1; 7 7 0 0 0; 3 2 6 3 0; 2 5 3 2 2; 6 5 2 1 0; 0 2 2 3 7"
    )
    items = [[str(k) for k, n in enumerate(row.split()) for _ in range(int(n))] for row in table.split(";")]
    assert fleiss_kappa(items) == pytest.approx(0.210, abs=0.0005)
    told = agreement(pairs)
    assert (told["raw"].n, told["raw"].interval and told["raw"].interval.value) == (50, 0.7)
    assert told["kappa"].interval is not None
    assert told["kappa"].interval.low < 0.4 < told["kappa"].interval.high


def test_wilson_by_hand_and_at_the_ends() -> None:
    told = wilson(8, 10)
    assert (told.low, told.high) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0, 20).low == 0
    assert wilson(20, 20).high == 1
    with pytest.raises(ValueError, match="a share needs cases"):
        wilson(0, 0)


def test_what_cannot_be_scored_is_counted_apart_and_is_no_zero() -> None:
    told = share([True, True, Unscored("not labelled"), Unscored("not labelled")])
    assert told.as_json() == {"value": 1.0, "low": 0.3424, "high": 1.0, "n": 2, "unscored": {"not labelled": 2}}
    nothing = average([Unscored("no reference")])
    assert nothing.as_json() == {"value": None, "low": None, "high": None, "n": 0, "unscored": {"no reference": 1}}
    assert str(nothing) == "not scored (n=0, 1 not scored)"
    kinds = pooled([Escalation(True, True)] * 3, escalation_mcc)
    assert (kinds.interval, dict(kinds.unscored)) == (None, {"only one kind of case": 3})


def test_the_same_seed_gives_the_same_interval() -> None:
    values = [0.1, 0.4, 0.5, 0.9, 1.0]
    assert average(values, seed=3) == average(values, seed=3)
    cases = [Escalation(n % 3 == 0, n % 2 == 0) for n in range(20)]
    assert pooled(cases, escalation_mcc, seed=3) == pooled(cases, escalation_mcc, seed=3)


def test_rouge_by_hand() -> None:
    told = rouge("the cat sat on the mat", "the cat is on the mat", stem=False)
    assert told["rouge1"].f1 == pytest.approx(5 / 6)
    assert told["rouge2"].f1 == pytest.approx(3 / 5)
    assert told["rougeL"].recall == pytest.approx(5 / 6)
    assert rouge("", "words")["rouge1"].f1 == 0
    assert best_rouge("a b c", ["x y", "a b c"], "rougeL").f1 == 1
    assert words("Grüße, 5 Uhr!", stem=False) == ["gr", "e", "5", "uhr"]
    assert words("Grüße, 5 Uhr!", stem=False, ascii_only=False) == ["grüße", "5", "uhr"]
    with pytest.raises(ValueError, match="no reference"):
        best_rouge("a", [], "rouge1")
