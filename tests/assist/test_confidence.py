"""How sure a reply is, written or quoted."""

import math

import pytest

from copilot.assist.confidence import confidence, page_answers
from copilot.domain import Check, Policy
from evals.guard.confidence import SURE, First, fit, left_out, quality

GOOD = Check(kind="support", ok=True)
SENT = SURE
"""What an agent is told is sure; a bot's replies are weighed beside the other pages too (see test_rivals)."""


def test_it_grows_with_the_relevance_and_falls_where_the_language_is_read_badly() -> None:
    values = [page_answers(r) for r in (0.1, 0.5, 0.9, 0.99)]
    assert values == sorted(values)
    assert page_answers(0.9, weak=True) < SENT < page_answers(0.9)


@pytest.mark.parametrize("kind", ["support", "value", "link", "audience", "consistency"])
@pytest.mark.parametrize("written", [True, False])
def test_a_failed_claim_keeps_it_far_below_what_lets_a_bot_send(kind: str, written: bool) -> None:
    bad = Check.model_validate({"kind": kind, "ok": False})
    assert confidence(1.0, [GOOD, bad], written=written) <= SENT - 0.3
    assert confidence(None, [GOOD, bad], written=written, page=0.99) < Policy().send.min_confidence


def test_a_sure_reply_without_a_failed_check_reaches_it_and_one_without_a_citation_does_not() -> None:
    assert confidence(1.0, [GOOD], written=True) >= SENT
    assert confidence(None, [], written=True) < 0.5


def test_written_and_quoted_are_on_one_scale() -> None:
    written, quoted = (confidence(0.9, [GOOD], written=w) for w in (True, False))
    assert quoted == pytest.approx(page_answers(0.9), abs=0.001)
    assert 0.95 * quoted < written < quoted


def test_a_past_answer_and_a_public_complaint_stay_below_what_lets_a_bot_send() -> None:
    assert confidence(0.95, [GOOD], written=False, past=True) < SENT
    assert confidence(1.0, [GOOD], written=False, complaint=True) < SENT


def test_the_calibration_error_is_the_gap_between_what_was_said_and_what_came_true() -> None:
    assert quality([(0.85, True)] * 17 + [(0.85, False)] * 3).calibration_error == pytest.approx(0.0)
    assert quality([(0.95, False)] * 10).calibration_error == pytest.approx(0.95)


def test_of_what_is_said_to_be_sure_the_share_that_came_true_is_told() -> None:
    q = quality([(0.9, True), (0.9, False), (0.3, True), (0.3, True)])
    assert (q.sure, q.right_when_sure) == (0.5, 0.5)
    assert math.isnan(quality([(0.3, True)]).right_when_sure)


def test_a_small_set_weighs_as_much_as_a_large_one_and_is_judged_by_weights_made_without_it() -> None:
    points = [First("large", f"l{n}", 0.9, False, True) for n in range(90)]
    points += [First("small", f"s{n}", 0.9, False, False) for n in range(10)]
    slope, offset, _ = fit(points)
    assert 1 / (1 + math.exp(-(slope * math.log(9) + offset))) == pytest.approx(0.5, abs=0.02)
    alone = [First("a", "same", 0.9, False, True)] * 5 + [First("b", "other", 0.9, False, False)] * 5
    assert left_out(alone)[0] < 0.1
    assert left_out(alone)[-1] > 0.9
