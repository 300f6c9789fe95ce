"""Markers taken out of a stream, at any cut."""

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


def test_brackets_that_are_no_markers_stay() -> None:
    assert run(["See [here] and [2026] and ["])[0] == "See [here] and [2026] and ["


@given(
    st.lists(st.sampled_from(["a ", "b", ".", " [1]", "[2][3]", "[x]", " ", "[", "]", "7", "\n"]), max_size=12),
    st.data(),
)
def test_any_cut_gives_the_same(parts: list[str], data: st.DataObject) -> None:
    whole = "".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=6)))
    pieces = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert run(pieces) == run([whole])
