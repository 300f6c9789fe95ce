"""How STAR's events become our conversations, and how steps are counted. The dialogue here is written for the test."""

import json
from pathlib import Path

import pytest

from evals.actions.asked import Step, figures, places
from evals.actions.star import dialogues
from evals.retrieval.suite import DataMissing

EVENTS = [
    {"agent": "User", "action": "utter", "text": "is room 4 free?"},
    {"agent": "Wizard", "action": "query", "constraints": [{"Room": "4"}, {"RequestType": '"Check"'}]},
    {"agent": "KnowledgeBase", "action": "return_item", "item": {"Message": "free"}},
    {"agent": "Wizard", "action": "request_suggestions", "text": "tell it"},
    {"agent": "Wizard", "action": "pick_suggestion", "text": "It is free.", "label": "Room-free", "options": []},
    {"agent": "User", "action": "complete"},
]


def test_a_dialogue_becomes_a_resolution(tmp_path: Path) -> None:
    (tmp_path / "star").mkdir()
    stored = {"id": 7, "scenario": {"WizardCapabilities": [{"Task": "room_book"}]}, "events": EVENTS}
    (tmp_path / "star" / "dialogues.jsonl").write_text(json.dumps(stored) + "\n")
    read = dialogues(tmp_path)[7]
    assert [(m.author, m.text) for m in read.resolution.messages] == [
        ("customer", "is room 4 free?"), ("system", "Message: free"), ("agent", "It is free."),
    ]  # fmt: skip
    assert [(len(p.messages), did) for p, did in places(read)] == [(1, "query_check"), (2, "room_free")]
    assert read.typed == {1: "tell it"}
    assert read.tasks == ("room_book",)


def test_data_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataMissing, match="is not there"):
        dialogues(tmp_path)


def test_where_nothing_is_proposed_it_counts_as_wrong() -> None:
    sums = figures([Step("a", ("a", "b")), Step("a", ()), Step("b", ("a", "c", "b", "d")), Step("c", ("b",))])
    assert (sums.accuracy, sums.within_three, sums.shown) == (0.25, 0.5, 0.75)
    assert sums.weighted_f1 == pytest.approx((2 * (2 * 1 / (2 + 2))) / 4)
