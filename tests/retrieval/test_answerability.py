"""Which usual answer an opening wants and how sure that is; made-up vectors and texts."""

import io

import numpy as np
import pytest

from retrieval.answerability import ANSWERED, KEPT, MOST_GROUPS, Head, TooThin, Unreadable, fit
from retrieval.index import Vector
from retrieval.logistic import Matrix, one_vs_rest, sigmoid
from retrieval.sketch import SIZE, Sketcher

DIMENSION = 16
TOPICS = {
    "refund": "i want my money back for the mattress",
    "delivery": "when does my parcel arrive",
    "size": "which size fits a double bed",
    "cancel": "please cancel the order i placed",
}


def towards(*parts: tuple[int, float], seed: int = 0) -> Vector:
    """A unit vector along some axes, with a little of everything else."""
    vector = np.random.default_rng(seed).normal(0, 0.05, DIMENSION)
    for axis, weight in parts:
        vector[axis] += weight
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def cases(each: int = 8) -> tuple[Matrix, list[str], list[str | None]]:
    rows, texts, groups = [], [], []
    for axis, (group, text) in enumerate(TOPICS.items()):
        for n in range(each):
            rows.append(towards((axis, 1.0), seed=100 * axis + n))
            texts.append(f"{text} number {n}")
            groups.append(group)
    return np.stack(rows), texts, list[str | None](groups)


@pytest.fixture(scope="module")
def head() -> Head:
    return fit(*cases(), "model-1")


@pytest.mark.parametrize("axis", range(4))
def test_an_opening_like_a_groups_cases_is_of_that_group(head: Head, axis: int) -> None:
    group, text = list(TOPICS.items())[axis]
    said = head.score(towards((axis, 1.0), seed=999 + axis), text)
    assert said.group == group
    assert said.sureness > 0.8
    assert said.margin > 0
    assert said.next_group in TOPICS.keys() - {group}


def test_an_opening_like_none_is_held_back(head: Head) -> None:
    said = head.score(towards((9, 1.0)), "does the moon shine tonight")
    assert said.sureness < ANSWERED


def test_an_opening_between_two_groups_is_less_sure_than_one_of_either(head: Head) -> None:
    both = head.score(towards((0, 1.0), (1, 1.0)), "my money")
    one = head.score(towards((0, 1.0)), "my money")
    assert {both.group, both.next_group} == {"refund", "delivery"}
    assert both.sureness < one.sureness
    assert both.margin < one.margin


def test_words_tell_where_meaning_does_not(head: Head) -> None:
    same = towards((0, 1.0), (1, 1.0))
    assert head.score(same, "parcel arrive").group == "delivery"
    assert head.score(same, "money mattress").group == "refund"


def test_a_slip_of_the_pen_costs_little(head: Head) -> None:
    same = towards((0, 1.0), (1, 1.0))
    assert head.score(same, "parcle arive").group == "delivery"


def test_cases_that_were_handed_off_hold_similar_openings_back() -> None:
    rows, texts, groups = cases()
    strange = np.stack([towards((0, 1.0), (9, 1.0), seed=n) for n in range(8)])
    more = [f"is the mattress vegan {n}" for n in range(8)]
    opening = towards((0, 1.0), (9, 1.0), seed=77), "is the mattress vegan"
    without = fit(rows, texts, groups, "m").score(*opening)
    taught = fit(np.vstack([rows, strange]), [*texts, *more], [*groups, *[None] * 8], "m").score(*opening)
    assert taught.sureness < without.sureness
    assert taught.group in TOPICS


def test_no_text_at_all_is_judged_by_meaning(head: Head) -> None:
    assert head.score(towards((2, 1.0)), "").group == "size"
    assert head.score(towards((2, 1.0)), "?!").group == "size"


def test_stored_and_read_again_it_judges_the_same(head: Head) -> None:
    again = Head.from_bytes(head.to_bytes(), "model-1")
    for axis in range(5):
        opening = towards((axis, 1.0), seed=axis), "where is my parcel"
        assert again.score(*opening) == head.score(*opening)


def test_the_same_cases_make_the_same_head(head: Head) -> None:
    assert fit(*cases(), "model-1").to_bytes() == head.to_bytes()


def test_a_head_of_another_model_is_refused(head: Head) -> None:
    with pytest.raises(Unreadable, match="another embedding model"):
        Head.from_bytes(head.to_bytes(), "model-2")


def test_a_newer_format_is_refused(head: Head) -> None:
    with np.load(io.BytesIO(head.to_bytes())) as stored:
        arrays = dict(stored)
    out = io.BytesIO()
    np.savez_compressed(out, **(arrays | {"format": np.int32(99)}))
    with pytest.raises(Unreadable, match="format 99"):
        Head.from_bytes(out.getvalue(), "model-1")


@pytest.mark.parametrize("cut", [0, 1, 100, -200])
def test_cut_or_strange_bytes_are_refused(head: Head, cut: int) -> None:
    with pytest.raises(Unreadable):
        Head.from_bytes(head.to_bytes()[:cut], "model-1")
    with pytest.raises(Unreadable):
        Head.from_bytes(b"x" * 500, "model-1")


def test_a_pickle_in_the_bytes_is_not_opened(head: Head) -> None:
    out = io.BytesIO()
    np.savez_compressed(out, format=np.array([object()], dtype=object))
    with pytest.raises(Unreadable):
        Head.from_bytes(out.getvalue(), "model-1")


def test_too_few_cases_are_refused_with_how_many() -> None:
    rows, texts, _ = cases(2)
    every = [f"answer {n}" for n in range(len(texts))]
    with pytest.raises(TooThin, match="0 answers were given at least 2 times in 8 cases"):
        fit(rows, texts, every, "m")
    with pytest.raises(TooThin, match="1 answers"):
        fit(rows, texts, ["same"] * len(texts), "m")
    with pytest.raises(TooThin):
        fit(rows, texts, [None] * len(texts), "m")
    with pytest.raises(TooThin):
        fit(np.zeros((0, DIMENSION), np.float32), [], [], "m")


def test_a_group_of_one_case_is_no_group() -> None:
    rows, texts, groups = cases()
    learnt = fit(np.vstack([rows, towards((7, 1.0))]), [*texts, "once asked"], [*groups, "once"], "m")
    assert "once" not in learnt.groups


def test_a_big_group_is_compared_by_as_many_cases_as_the_others() -> None:
    rows, texts, groups = cases(3)
    many = np.stack([towards((5, 1.0), seed=n) for n in range(KEPT // 5 + 50)])
    big = fit(
        np.vstack([rows, many]), [*texts, *["is it in stock"] * len(many)], [*groups, *["stock"] * len(many)], "m"
    )
    assert len(big.vectors) == 4 * 3 + KEPT // 5
    assert big.score(towards((0, 1.0)), TOPICS["refund"]).group == "refund"
    assert big.score(towards((5, 1.0)), "in stock").group == "stock"


def test_of_very_many_groups_the_most_common_are_learnt() -> None:
    chance = np.random.default_rng(1)
    names = [f"a{n}" for n in range(MOST_GROUPS + 5) for _ in range(2)] + ["often"] * 6
    rows = chance.normal(size=(len(names), DIMENSION)).astype(np.float32)
    learnt = fit(rows / np.linalg.norm(rows, axis=1, keepdims=True), names, names, "m")
    assert len(learnt.groups) == MOST_GROUPS
    assert "often" in learnt.groups


def test_one_vs_rest_is_at_its_minimum() -> None:
    chance = np.random.default_rng(3)
    rows = chance.normal(size=(60, 5)).astype(np.float32)
    wanted = (rows[:, :2] + chance.normal(size=(60, 2)) > 0).astype(np.float32)
    weights = one_vs_rest(rows, wanted, 1.0)
    slope = rows.T @ (sigmoid(rows @ weights[:-1] + weights[-1]) - wanted) + weights[:-1]
    assert np.abs(slope).max() < 0.5
    start = rows.T @ (wanted.mean(axis=0) - wanted)
    assert np.abs(slope).max() < 0.05 * np.abs(start).max()


def test_sketches_are_alike_where_words_are() -> None:
    texts = ["when does my parcel arrive", "i want my money back", "which size is right"]
    sketcher = Sketcher.of(texts)
    parcel, money, typed = (sketcher.sketch(t) for t in (texts[0], texts[1], "wen dose my parcl arive"))
    assert parcel.shape == (SIZE,)
    assert np.linalg.norm(parcel) == pytest.approx(1, abs=0.15)
    assert typed @ parcel > 0.3 > typed @ money
    assert not sketcher.sketch("").any()


def test_what_is_known_of_the_words() -> None:
    sketcher = Sketcher.of(["when does my parcel arrive", "i want my money back"])
    assert sketcher.known("parcel arrive") == 1.0
    assert sketcher.known("zebra") == sketcher.known("?") == 0.0
    assert 0 < sketcher.known("my zebra") < sketcher.known("my parcel zebra") < 1
