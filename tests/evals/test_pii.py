"""The measure of what is kept from a model: what it counts, and that our own tickets meet the goal."""

import json
import unicodedata
from pathlib import Path

import pytest

from evals.guard import pii
from evals.guard.pii import Score, Ticket, measured, structured, tickets


def test_a_value_counts_only_where_all_of_it_is_masked() -> None:
    text = "Mail a@x.example now, or ring 467 3395 99"
    spans = (("email", 5, 16), ("phone", text.index("467"), len(text)), ("name", 0, 4))
    scores = measured([Ticket(text, spans)])
    assert scores["email"] == Score(kept=1, of=1, masked=1, right=1)
    assert scores["name"] == Score(kept=0, of=1)
    assert structured(scores)[1] == 3


def test_what_is_masked_without_need_lowers_precision() -> None:
    scores = measured([Ticket("Call +49 30 1234567", ())])
    assert scores["phone"] == Score(masked=1, right=0)


def test_our_tickets_are_sound_and_their_spans_name_what_they_say() -> None:
    held = list(tickets())
    assert len(held) >= 100
    languages = {json.loads(line)["language"] for line in pii.TICKETS.read_text(encoding="utf-8").splitlines()}
    assert languages == {"en", "de", "fr", "es", "nl"}
    for ticket in held:
        assert unicodedata.is_normalized("NFC", ticket.text)
        for kind, start, end in ticket.spans:
            value = ticket.text[start:end]
            assert value == value.strip()
            assert value
            assert ("@" in value) == (kind == "email")


def test_the_goal_holds_on_our_tickets_with_few_places_masked_without_need() -> None:
    scores = measured(tickets())
    kept, of = structured(scores)
    assert kept >= pii.GOAL * of
    masked, right = sum(s.masked for s in scores.values()), sum(s.right for s in scores.values())
    assert right >= 0.97 * masked


def test_the_command_says_where_data_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pii.main(show=False, data=tmp_path) == 2
    assert "no data" in capsys.readouterr().err
