"""From how sure on an answer is sent."""

import io

import numpy as np
import pytest

from retrieval.answerability import ANSWERED, EVIDENCE, WEIGHTS, Head, TooThin, sureness
from retrieval.logistic import Matrix
from retrieval.selective import Judged, Learnt, held_out, learn, threshold, trusted


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


def test_those_that_are_no_near_misses_count_as_handed_off() -> None:
    judged = [known(0.3 + n / 200) for n in range(100)] + [strange(0.6), *[strange(0.1)] * 9]
    assert threshold(judged, foreign=0.2) == pytest.approx(0.605)
    assert threshold(judged, foreign=0.2, near=0.5) == 0.3


def test_the_less_may_be_wrong_and_the_more_is_strange_the_surer_it_has_to_be() -> None:
    chance = np.random.default_rng(11)
    judged = [Judged(float(s), bool(chance.random() < s), True) for s in chance.random(400)]
    judged += [strange(float(s)) for s in chance.random(100) * 0.8]

    def rising(found: list[float | None]) -> bool:
        order = [1.0 if f is None else f for f in found]
        return order == sorted(order) and order[0] < order[-1]

    assert rising([threshold(judged, wrong=w) for w in (0.5, 0.3, 0.2, 0.1, 0.02)])
    assert rising([threshold(judged, wrong=0.2, foreign=f) for f in (0.0, 0.1, 0.2, 0.4)])
    assert rising([threshold(judged, wrong=0.2, near=n) for n in (0.0, 0.25, 0.5, 1.0)])


def test_equal_ones_are_sent_together_or_not_at_all() -> None:
    judged = [known(0.9), *[known(0.5)] * 3, known(0.5, right=False)]
    assert threshold(judged, wrong=0.1) == 0.9


def test_where_none_is_sure_enough_there_is_no_threshold() -> None:
    assert threshold([known(0.9, right=False), known(0.8)], wrong=0.02) is None
    assert threshold([strange(0.9)]) is None
    assert threshold([]) is None


def cases(each: int, groups: int = 8, spread: float = 0.1) -> tuple[Matrix, list[str], list[str | None]]:
    """Cases of groups that lie along an axis each."""
    of = [n % groups for n in range(each * groups)]
    rows = np.eye(groups)[of] + np.random.default_rng(5).normal(0, spread, (len(of), groups))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows.astype(np.float32), [f"word{n} please" for n in of], [f"g{n}" for n in of]


@pytest.fixture(scope="module")
def few() -> Learnt:
    return learn(*cases(20), "m")


def test_own_cases_are_judged_by_heads_that_have_not_seen_them() -> None:
    judged = held_out(*cases(20), "m")
    inside, outside = ([j for j in judged if j.in_scope is there] for there in (True, False))
    assert inside
    assert outside
    assert all(j.right for j in inside)
    assert not any(j.right for j in outside)
    assert max(j.sureness for j in outside) < min(j.sureness for j in inside)
    assert threshold(judged, wrong=0.0) == min(j.sureness for j in inside)


def test_too_few_cases_are_refused() -> None:
    thin = np.eye(4, dtype=np.float32), ["a", "b", "c", "d"], ["1", "2", "3", "4"], "m"
    with pytest.raises(TooThin):
        held_out(*thin)
    with pytest.raises(TooThin):
        learn(*thin)
    with pytest.raises(TooThin):
        learn(np.zeros((0, 4), np.float32), [], [], "m")


def test_what_is_learnt_is_the_same_each_time_and_says_from_where_on_to_send(few: Learnt) -> None:
    again = learn(*cases(20), "m")
    assert again.judged == few.judged
    assert again.head.to_bytes() == few.head.to_bytes()
    assert few.threshold(wrong=0.0) == min(j.sureness for j in few.judged if j.in_scope)


def test_few_cases_leave_the_general_weights_as_they_are(few: Learnt) -> None:
    assert few.head.trust == WEIGHTS
    assert trusted([]) == WEIGHTS
    assert trusted([known(0.5)] * 5000) == WEIGHTS  # nothing strange among them


def evidence(**named: float) -> tuple[float, ...]:
    return tuple({"constant": 1.0, **named}.get(name, 0.5) for name in EVIDENCE)


def test_many_cases_show_which_evidence_says_something_here() -> None:
    chance = np.random.default_rng(2)
    judged = []
    for n in range(2000):
        inside = n % 4 > 0
        told = evidence(nearest=0.6 * inside + 0.3 * chance.random(), head=float(chance.normal()))
        judged.append(Judged(sureness(WEIGHTS, told), inside, inside, told))
    weights = dict(zip(EVIDENCE, trusted(judged), strict=True))
    general = dict(zip(EVIDENCE, WEIGHTS, strict=True))
    assert weights["nearest"] > 2 * general["nearest"]
    assert abs(weights["head"]) < general["head"]


def test_as_many_of_the_own_cases_are_answered_with_weights_of_their_own() -> None:
    chance = np.random.default_rng(3)
    judged = []
    for n in range(3000):
        inside = n % 3 > 0
        told = evidence(nearest=0.3 * inside + 0.6 * chance.random(), head=float(chance.normal(-1.5 + inside)))
        judged.append(Judged(0.5, inside, inside, told))
    own = trusted(judged)
    assert own != WEIGHTS
    before, after = (sum(sureness(w, j.evidence) >= ANSWERED for j in judged if j.in_scope) for w in (WEIGHTS, own))
    assert 0 < before < 2000
    assert after == pytest.approx(before, abs=3)


def test_a_heads_own_weights_are_stored_with_it_in_plain_arrays(few: Learnt) -> None:
    own = tuple(w + 0.5 for w in WEIGHTS)
    head = few.head.trusting(own)
    again = Head.from_bytes(head.to_bytes(), "m")
    opening = few.head.vectors[0], "word1 please"
    assert again.trust == own
    assert again.score(*opening) == head.score(*opening) != few.head.score(*opening)
    with np.load(io.BytesIO(head.to_bytes()), allow_pickle=False) as stored:
        assert all(stored[name].dtype.kind in "fiU" for name in stored)
    with pytest.raises(ValueError, match="2 weights for 9"):
        few.head.trusting((1.0, 2.0))
