"""From how sure on an answer is sent."""

import numpy as np
import pytest

from retrieval.answerability import TooThin
from retrieval.selective import Judged, held_out, threshold


def known(sureness: float, *, right: bool = True) -> Judged:
    return Judged(sureness, right, True)


def strange(sureness: float) -> Judged:
    return Judged(sureness, False, False)


def test_the_least_sureness_that_keeps_wrong_sends_rare() -> None:
    judged = [known(0.5 + n / 1000) for n in range(100)] + [known(0.55, right=False), *[known(0.4, right=False)] * 2]
    assert threshold(judged, wrong=0.02) == 0.5
    assert threshold(judged, wrong=0.0) == pytest.approx(0.551)


def test_openings_out_of_scope_count_by_their_share_of_the_traffic() -> None:
    judged = [known(0.3 + n / 200) for n in range(100)] + [strange(0.6), *[strange(0.1)] * 9]
    assert threshold(judged, wrong=0.02, foreign=0.05) == 0.3  # half a wrong one
    rare = threshold(judged, wrong=0.02, foreign=0.5)  # ten wrong ones
    assert rare is not None
    assert rare > 0.6


def test_equal_ones_are_sent_together_or_not_at_all() -> None:
    judged = [known(0.9), *[known(0.5)] * 3, known(0.5, right=False)]
    assert threshold(judged, wrong=0.1) == 0.9


def test_where_none_is_sure_enough_there_is_no_threshold() -> None:
    assert threshold([known(0.9, right=False), known(0.8)], wrong=0.02) is None
    assert threshold([strange(0.9)]) is None
    assert threshold([]) is None


def test_own_cases_are_judged_by_heads_that_have_not_seen_them() -> None:
    chance = np.random.default_rng(5)
    groups = [f"g{n % 8}" for n in range(160)]
    rows = np.eye(8, dtype=np.float32)[[n % 8 for n in range(160)]] + chance.normal(0, 0.1, (160, 8))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    judged = held_out(rows, [f"word{n % 8} please" for n in range(160)], groups, "m")
    inside, outside = ([j for j in judged if j.in_scope is there] for there in (True, False))
    assert inside
    assert outside
    assert all(j.right for j in inside)
    assert not any(j.right for j in outside)
    assert max(j.sureness for j in outside) < min(j.sureness for j in inside)
    assert threshold(judged, wrong=0.0) == min(j.sureness for j in inside)


def test_too_few_cases_are_refused() -> None:
    with pytest.raises(TooThin):
        held_out(np.eye(4, dtype=np.float32), ["a", "b", "c", "d"], ["1", "2", "3", "4"], "m")
