"""Endless texts: what is read of them, and that the rules get through them."""

import pytest

from retrieval.chunk import passages
from retrieval.documents import Message, Resolution
from retrieval.readable import MOST, readable
from retrieval.thread import query_from_thread


def test_what_people_write_is_read_as_it_is() -> None:
    text = "My machine shows E3.\n\nhttps://help.example/" + "a" * 900 + "\n" + "It is loud. " * 1500
    assert readable(text) == text


def test_of_a_long_text_the_beginning_and_the_end_are_read() -> None:
    found = readable("First words. " + "log line\n" * 60_000 + "What does it mean?")
    assert len(found) <= MOST + 2
    assert found.startswith("First words.")
    assert found.endswith("What does it mean?")


@pytest.mark.parametrize("piece", ["a", "a@", "A1", "1,", "a.", "(", "_", "\n", "> ", "www.", "On Mon wrote:\n"])
def test_half_a_million_characters_of_anything_become_a_question_and_a_resolution(piece: str) -> None:
    """Without the cut each of these takes minutes, so a failure here is a run that does not end."""
    endless = Message(author="customer", text=f"Is this right? {piece * (499_900 // len(piece))} And now?")
    found = query_from_thread([endless], subject=None, language=None)
    assert found is not None
    assert "right?" in found.text
    made = passages(Resolution(id="r", messages=(endless, Message(author="agent", text="We have replaced the pump."))))
    assert made[0].text.startswith("Is this right?")
