"""How sure a written reply is."""

import pytest

from copilot.assist.confidence import passage_answers, written_confidence
from copilot.domain import Check, Policy
from evals.guard.confidence import calibration_error

GOOD = Check(kind="support", ok=True)


def test_it_grows_with_the_relevance_and_with_a_past_answer_that_agrees() -> None:
    values = [passage_answers(r) for r in (0.1, 0.5, 0.9, 0.99)]
    assert values == sorted(values)
    assert passage_answers(0.9, agreeing=True) > passage_answers(0.9)


@pytest.mark.parametrize("kind", ["support", "value", "link", "audience", "consistency"])
def test_a_failed_claim_keeps_it_far_below_what_lets_a_bot_send(kind: str) -> None:
    bad = Check.model_validate({"kind": kind, "ok": False})
    assert written_confidence(1.0, [GOOD, bad], agreeing=True) <= Policy().send.min_confidence - 0.3


def test_a_sure_reply_without_a_failed_check_reaches_it_and_one_without_a_citation_does_not() -> None:
    assert written_confidence(1.0, [GOOD]) >= Policy().send.min_confidence
    assert written_confidence(None, []) < 0.5


def test_the_calibration_error_is_the_gap_between_what_was_said_and_what_came_true() -> None:
    assert calibration_error([(0.8, True)] * 8 + [(0.8, False)] * 2) == pytest.approx(0.0)
    assert calibration_error([(0.95, False)] * 10) == pytest.approx(0.95)
