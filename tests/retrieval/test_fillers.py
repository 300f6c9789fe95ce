"""What people say while they think is no part of a question."""

import pytest

from retrieval.documents import Message
from retrieval.fillers import strip_fillers
from retrieval.thread import query_from_thread


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("can i get a you know room with a like good view", "can i get a room with a good view"),
        ("uh yeah i i would like the north you know", "i would like the north"),
        ("is it a um good deal, er, for the money", "is it a good deal, for the money"),
        ("do you know if they have like free wifi", "do you know if they have free wifi"),
        ("did you know about it", "did you know about it"),
        ("hmm", "hmm"),
        ("I'd like a room, it looks like rain", "I'd like a room, it looks like rain"),
    ],
)
def test_english(said: str, meant: str) -> None:
    assert strip_fillers(said, "en") == meant


def test_what_is_a_word_elsewhere_stays_there() -> None:
    assert strip_fillers("äh um 8 Uhr, er kommt um um 9", "de") == "um 8 Uhr, er kommt um 9"
    assert strip_fillers("um café, uhm, sem açúcar", "pt") == "um café, sem açúcar"
    assert strip_fillers("um café", None) == "um café"


def asked(*said: str) -> str:
    turns = [m for text in said for m in (Message(author="agent", text="Yes?"), Message(author="customer", text=text))]
    query = query_from_thread(turns, subject=None, language="en")
    assert query is not None
    return query.text


def test_talk_is_searched_for_without_them() -> None:
    assert asked("um do they uh have like a pool you know") == "do they have a pool"


def test_a_question_within_talk_stands_alone() -> None:
    """Else it would lean on what was said before it, and what was said before is another matter."""
    assert asked("i want a hotel in the north", "i forgot do they have parking") == "i forgot do they have parking"
    assert "hotel in the north" in asked("i want a hotel in the north", "the big one")
