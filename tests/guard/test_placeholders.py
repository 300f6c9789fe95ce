"""Placeholders are read as models write them, at every cut of a stream, and nothing else is."""

import itertools
import random

import pytest

from copilot.guard.placeholders import LABELS, Filling, filled

VALUES = {"EMAIL_1": "h@x.example", "NAME_1": "Hannah", "NAME_2": "Whitcombe", "ORDER_12": "PW-371520"}
PIECES = (
    "[EMAIL_1]", "\\[EMAIL\\_1\\]", "EMAIL_1", "[email 1]", "[E-MAIL_1 ]", "NAME_1s", "[NAME_1]'s", "[ NAME_1",
    "NAME 1", "[NAME-2]", "order_12", "[ORDER_12", "[Bestellung 12]", "[EMAIL_7]", "[1]", "[2, 3]", " ", "a", "[", "\\",
    "_1", "1", "id", "_", "]", "na", "xNAME_1", "【NAME_1】", "\n", "e-", "mail_1", "3", "-", "2", "[nom_1]",
    "EMAIL_1234",
)  # fmt: skip


def streamed(pieces: list[str]) -> str:
    filling = Filling(VALUES.get)
    return "".join([*(filling.feed(p) for p in pieces), filling.finish()])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[NAME_1]", "Hannah"),
        ("[name_1]", "Hannah"),
        ("[ NAME 1 ]", "Hannah"),
        ("NAME_1,", "Hannah,"),
        ("**[NAME_1]**", "**Hannah**"),
        ("\\[NAME\\_1\\]", "Hannah"),
        ("[NAME_1]s Paket", "Hannahs Paket"),
        ("[NAME_1]'s parcel", "Hannah's parcel"),
        ("d'[NAME_1]", "d'Hannah"),
        ("[NOM_1] [NAAM_2]", "Hannah Whitcombe"),
        ("(E-Mail: [E-Mail_1])", "(E-Mail: h@x.example)"),
        ("[Bestellung 12]", "PW-371520"),
        ("mailto:[EMAIL_1]", "mailto:h@x.example"),
    ],
)
def test_what_models_do_to_a_placeholder_is_understood(written: str, read: str) -> None:
    assert filled(written, VALUES.get) == read


@pytest.mark.parametrize(
    "text",
    ["[EMAIL_7]", "order 12", "[order 12 of 20]", "name 1", "[1]", "[NAME]", "FILENAME_1", "EMAIL_1234", "[NAME_"],
)
def test_what_was_not_made_or_is_no_placeholder_stays(text: str) -> None:
    assert filled(text, VALUES.get) == text
    assert streamed(list(text)) == text


def test_every_cut_in_two_and_three_gives_the_same_text() -> None:
    text = "Hi [NAME_1], [E-MAIL_1] \\[ORDER\\_12\\] [2] NAME_2s [EMAIL_7]."
    whole = filled(text, VALUES.get)
    for a, b in itertools.combinations_with_replacement(range(len(text) + 1), 2):
        assert streamed([text[:a], text[a:b], text[b:]]) == whole


def test_any_text_in_any_pieces_gives_what_the_whole_gives() -> None:
    chance = random.Random(7)
    for _ in range(4000):
        text = "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 9)))
        cuts = sorted(chance.randint(0, len(text)) for _ in range(chance.randint(0, 8)))
        pieces = [text[a:b] for a, b in itertools.pairwise([0, *cuts, len(text)])]
        assert streamed(pieces) == filled(text, VALUES.get), pieces


def test_the_end_of_a_stream_gives_a_half_placeholder_as_it_stands() -> None:
    assert streamed(["Hello ", "[EMAI"]) == "Hello [EMAI"
    assert streamed(["Hello ", "[NAME_"]) == "Hello [NAME_"


def test_words_are_passed_on_at_once() -> None:
    filling = Filling(VALUES.get)
    assert filling.feed("Hello Maya, thank you for ") == "Hello Maya, thank you for "


def test_no_citation_marker_reads_as_a_placeholder() -> None:
    for label in LABELS:
        assert not label[0].isdigit()
    assert filled("[1] [2, 3] [ 4 ]", lambda _: "x") == "[1] [2, 3] [ 4 ]"
