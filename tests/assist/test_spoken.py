"""What a model says to the reader, at any cut."""

import pytest

from copilot.llm.spoken import Spoken


def said(text: str, size: int, *, reasons_first: bool = False) -> tuple[str, bool]:
    spoken = Spoken(reasons_first=reasons_first)
    out = "".join(spoken.feed(text[i : i + size]) for i in range(0, len(text), size))
    return out + spoken.finish(), spoken.unmarked


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Hello [1], 3 < 4 and [2].", "Hello [1], 3 < 4 and [2]."),
        ("<think>secret</think>Hello", "Hello"),
        ("Well <THINKING>a <b> c</thinking>done", "Well done"),
        ("[THINK]hm[/THINK]Yes [1]", "Yes [1]"),
        ("<think>never ends", ""),
        ("Ends with <thi", "Ends with <thi"),
        ("Grüße 🎉", "Grüße 🎉"),
        ("Party \ud83c\udf89!", "Party 🎉!"),
        ("half \ud83c", "half "),
    ],
)
def test_reasoning_is_taken_out_and_the_rest_stays(text: str, left: str, size: int) -> None:
    assert said(text, size) == (left, False)


@pytest.mark.parametrize("size", [1, 4, 100])
def test_an_end_of_reasoning_without_its_beginning_is_noticed(size: int) -> None:
    assert said("I should lie.</think>Hello", size)[1]


@pytest.mark.parametrize("size", [1, 4, 100])
def test_a_model_known_to_reason_first_is_held_back_until_it_has_ended(size: int) -> None:
    assert said("I should lie.</think>Hello", size, reasons_first=True) == ("Hello", False)
    assert said("No reasoning this time.", size, reasons_first=True) == ("No reasoning this time.", False)
