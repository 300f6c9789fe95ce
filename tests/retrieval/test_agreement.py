"""The answer that like cases got, from what the search found."""

import pytest

from retrieval.agreement import agreed, answered
from retrieval.documents import Found, Passage


def case(n: int, relevance: float, answer: str | None = None, actions: tuple[str, ...] = ()) -> Found:
    metadata: dict[str, object] = {"actions": list(actions)}
    if answer is not None:
        metadata["answer"] = answer
    return Found(
        passage=Passage(
            id=f"resolution:{n}#0", kind="resolution", source_id=str(n), side="problem", title="t", text="t",
            metadata=metadata,
        ),
        relevance=relevance,
    )  # fmt: skip


def test_answers_in_the_same_words_are_one() -> None:
    one, other = case(1, 0.5, "We've refunded it."), case(2, 0.5, "we've  refunded it")
    assert answered(one.passage) == answered(other.passage) is not None
    assert answered(case(3, 0.5, "It is on its way.").passage) != answered(one.passage)
    assert "refunded" not in str(answered(one.passage))  # a key goes into logs and files, an answer must not


def test_without_an_answer_the_actions_tell() -> None:
    assert answered(case(1, 0.5, None, ("refund", "close")).passage) == "did:close+refund"
    assert answered(case(1, 0.5, "?", ("refund",)).passage) == "did:refund"
    assert answered(case(1, 0.5).passage) is None


def test_several_near_cases_outvote_one_that_is_nearer() -> None:
    said = agreed("where is my parcel now", [case(0, 0.8, "One."), *[case(n, 0.75, "Two.") for n in range(1, 5)]])
    assert said is not None
    assert said.group == answered(case(9, 0.1, "Two.").passage)
    assert said.next_group == answered(case(9, 0.1, "One.").passage)


def test_many_cases_that_are_little_alike_do_not_outvote_a_near_one() -> None:
    said = agreed("where is my parcel now", [case(0, 0.95, "One."), *[case(n, 0.2, "Two.") for n in range(1, 20)]])
    assert said is not None
    assert said.group == answered(case(9, 0.1, "One.").passage)


def test_surer_where_cases_are_nearer_and_agree() -> None:
    def sure(*found: Found) -> float:
        said = agreed("where is my parcel now", found)
        assert said is not None
        return said.sureness

    near = [case(n, 0.95, "One.") for n in range(5)]
    apart = [case(n, 0.95, "One." if n % 2 else "Two.") for n in range(5)]
    assert sure(*near) > sure(*apart)
    assert sure(*near) > sure(*[case(n, 0.4, "One.") for n in range(5)])
    assert sure(*near) > 0.8
    assert sure(*[case(n, 0.1, f"Number {n}.") for n in range(5)]) < 0.3


def test_one_case_alone_has_no_next_answer() -> None:
    said = agreed("where is my parcel now", [case(1, 0.9, "One.")])
    assert said is not None
    assert said.next_group is None
    assert said.margin > 0


@pytest.mark.parametrize("found", [[], [case(1, 0.9), case(2, 0.8, "!")]])
def test_nothing_answered_is_no_judgement(found: list[Found]) -> None:
    assert agreed("where is my parcel now", found) is None
