"""Texts cut into quotable units."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from copilot.guard.sentences import units


def kinds(text: str) -> list[tuple[str, str]]:
    return [(u.kind, u.text) for u in units(text)]


def test_sentences_are_cut_at_their_ends_and_not_at_abbreviations_or_dates() -> None:
    text = "Use e.g. a cloth. Am 14. Dezember geht es los. See no. 7 for more, z. B. this. Is it safe? Yes, it is."
    assert [t for _, t in kinds(text)] == [
        "Use e.g. a cloth.",
        "Am 14. Dezember geht es los.",
        "See no. 7 for more, z. B. this.",
        "Is it safe?",
        "Yes, it is.",
    ]


def test_list_steps_are_units_without_their_mark_and_keep_their_second_line() -> None:
    text = "Do this:\n\n1. Print the label.\n   It is prepaid.\n2. Pack it."
    assert kinds(text) == [
        ("sentence", "Do this:"),
        ("step", "Print the label.\n   It is prepaid."),
        ("step", "Pack it."),
    ]
    lead, first, second = units(text)
    assert lead.lead
    assert first.block == second.block == lead.block + 1


def test_a_short_line_with_a_question_in_it_is_no_heading() -> None:
    found = units("will it break? the lamp is on")
    assert [(u.kind, u.text) for u in found] == [("sentence", "will it break?"), ("sentence", "the lamp is on")]


def test_headings_and_table_rows_are_debris() -> None:
    text = "What it costs\n\nUK | DPD | 4.90 GBP\n\nThe label is free."
    assert kinds(text) == [
        ("debris", "What it costs"),
        ("debris", "UK | DPD | 4.90 GBP"),
        ("sentence", "The label is free."),
    ]


@given(st.text(alphabet="aB1 .:!?\n-|#*)\t", max_size=200))
def test_every_unit_is_verbatim_in_order_and_apart(text: str) -> None:
    found = units(text)
    assert all(text[u.start : u.end] == u.text and u.text.strip() for u in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
