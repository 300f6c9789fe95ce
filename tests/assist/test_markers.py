"""Markers taken out of a stream, at any cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.assist.markers import Markers


def run(pieces: list[str]) -> tuple[str, list[tuple[int, int]]]:
    markers = Markers()
    text = "".join([*(markers.feed(p) for p in pieces), markers.finish()])
    assert text == markers.text
    return text, markers.places


def test_markers_are_taken_out_with_the_blank_before_them_and_their_places_kept() -> None:
    text, places = run(["It takes 5 days [1]. It is free [2, 3]."])
    assert text == "It takes 5 days. It is free."
    assert places == [(15, 1), (27, 2), (27, 3)]


@pytest.mark.parametrize(
    ("marker", "numbers"),
    [
        ("[passage 1]", [1]),
        ("[Passages 1 and 2]", [1, 2]),
        ('[passage n="1"]', [1]),
        ("[n=1]", [1]),
        ("[#1]", [1]),
        ("[^1]", [1]),
        ("[Source: 2]", [2]),
        ("[Quelle 2]", [2]),
        ("(Passage 2)", [2]),
        ("【1】", [1]),
        ("【1†source】", [1]),
        ("［2］", [2]),
        ("\\[1\\]", [1]),
        ("[1-3]", [1, 2, 3]),
        ("[3-1]", [3, 1]),
        ("[1, 2, 3, 4, 5, 6, 7, 8, 9]", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
    ],
)
def test_other_notations_of_models_are_read_whole_and_letter_by_letter(marker: str, numbers: list[int]) -> None:
    expected = ("It is free.", [(10, n) for n in numbers])
    assert run([f"It is free {marker}."]) == expected
    assert run(list(f"It is free {marker}.")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "See [here] and [2026] and [",
        "a (passage in two parts) b",
        "(1) Open it. (source)",
        "[Step 1]",
        "C:\\Temp\\",
        "[]",
    ],
)
def test_brackets_that_are_no_markers_stay(text: str) -> None:
    assert run([text])[0] == text
    assert run(list(text))[0] == text


def test_a_long_run_of_blanks_or_brackets_is_read_in_no_time_to_speak_of() -> None:
    for text in ("x" + " " * 200_000 + "y", "[" * 200_000 + "y", "[1" * 100_000 + "y"):
        assert run([text])[0] == text


@given(
    st.lists(
        st.sampled_from(
            [
                "a ",
                "b",
                ".",
                " [1]",
                "[2][3]",
                "[x]",
                " ",
                "[",
                "]",
                "7",
                "\n",
                "【2】",
                "(",
                "passage ",
                ")",
                "\\",
                "-",
                "and ",
            ]
        ),
        max_size=12,
    ),
    st.data(),
)
def test_any_cut_gives_the_same(parts: list[str], data: st.DataObject) -> None:
    whole = "".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=6)))
    pieces = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert run(pieces) == run([whole])
