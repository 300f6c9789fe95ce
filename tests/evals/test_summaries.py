"""The suites of summaries: what they read and count, on conversations written here."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from copilot.domain import Fact, Summary, Where
from evals.retrieval.suite import DataMissing
from evals.summaries import tasks, tweets
from evals.summaries.fit import fitted
from evals.summaries.service import summaries
from tests.llm_stub import LlmStub, structured

TWEETS: list[dict[str, Any]] = [
    {
        "id": f"t{n}",
        "brand": "AcmeHelp",
        "turns": [
            {"speaker_heuristic": "customer", "text": f"AcmeHelp my toaster no {n} wont start since Monday"},
            {"speaker_heuristic": "agent", "text": "Hi! Please unplug your toaster for an hour. Does it help? KL"},
            {"speaker_heuristic": "customer", "text": "AcmeHelp no"},
            {"speaker_heuristic": "agent", "text": "Please send us a DM with your order number <LINK>"},
        ],
        "summaries": [
            "Customer is complaining that the toaster wont start. Agent asks to send a DM with the order number.",
            "The customer has a broken toaster. The agent asks to unplug it.",
        ],
        "extractive_refs": [],
    }
    for n in range(6)
]


def call(name: str, number: int, **arguments: object) -> dict[str, Any]:
    function = {"name": name, "arguments": json.dumps(arguments)}
    return {"role": "assistant", "content": None, "tool_calls": [{"id": f"c{number}", "function": function}]}


def answered(number: int, content: str) -> dict[str, Any]:
    return {"role": "tool", "tool_call_id": f"c{number}", "content": content}


BOOKED = {"reservation_id": "ZX41QP", "flights": [{"flight_number": "HAT777"}, {"flight_number": "HAT001"}]}
TRAJECTORY: dict[str, Any] = {
    "traj": [
        {"role": "system", "content": "the policy"},
        {"role": "user", "content": "Please cancel ZX41QP with flight HAT777."},
        call("get_reservation_details", 1, reservation_id="ZX41QP"),
        answered(1, json.dumps(BOOKED)),
        call("cancel_reservation", 2, reservation_id="NOSUCH"),
        answered(2, "Error: not found"),
        call("cancel_reservation", 3, reservation_id="ZX41QP"),
        answered(3, json.dumps(BOOKED)),
        {"role": "assistant", "content": "It is cancelled; 240 USD come back by 3 June."},
        {"role": "user", "content": "###STOP###"},
    ]
}
SHOWN: dict[str, Any] = {
    "messages_display": "user: Where is my order #W123?\nassistant: None\n"
    'tool: {"order_id": "#W123", "items": [{"name": "Desk Lamp"}, {"name": "Sofa"}]}\n'
    "assistant: Your Desk Lamp\nis on its way."
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    files: dict[str, list[dict[str, Any]]] = {
        "tweetsumm/valid.jsonl": TWEETS,
        "tweetsumm/train.jsonl": TWEETS,
        "tau_bench/airline/gpt4o_trajectories.jsonl": [TRAJECTORY],
        "tau_bench/few_shot_data/MockAirlineDomainEnv-few_shot.jsonl": [],
        "tau_bench/few_shot_data/MockRetailDomainEnv-few_shot.jsonl": [SHOWN],
    }
    for name, rows in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return tmp_path


def test_handles_are_put_back_and_the_floor_is_a_template(data: Path) -> None:
    thread = tweets.threads(data, "valid", 1)[0]
    assert thread.conversation.messages[0].text == "@AcmeHelp my toaster no 0 wont start since Monday"
    assert thread.floor == "Customer is complaining about my toaster no 0 wont start since Monday Agent Hi!"
    with pytest.raises(DataMissing):
        tweets.threads(data, "test")


def test_several_references_are_counted_in_three_ways() -> None:
    found = tweets.figures([("a lamp is broken", ["a lamp is broken", "nothing alike"])])
    assert found["first reference"]["rouge1"] == found["best reference"]["rougeL"] == 1
    assert found["mean of references"]["rouge1"] == pytest.approx(0.5)
    assert tweets.figures([("a lamp", ["nothing alike", "a lamp"])])["first reference"]["rouge1"] == 0


def test_gold_facts_are_what_was_found_and_done_and_said(data: Path) -> None:
    flight, order = tasks.tasks(data)
    assert {(g.kind, *g.words) for g in flight.gold} == {
        ("id", "ZX41QP"),
        ("item", "HAT777"),
        ("action", "cancel reservation"),
        ("outcome", "cancel reservation", "ZX41QP"),
    }
    assert {(g.kind, *g.words) for g in order.gold} == {("id", "#W123"), ("item", "Desk Lamp")}
    assert [m["text"] for m in order.messages] == ["Where is my order #W123?", "Your Desk Lamp\nis on its way."]
    assert flight.messages[-1]["author"] == "agent"


def test_what_is_lost_and_what_is_added(data: Path) -> None:
    task = tasks.tasks(data)[0]
    where = Where(record="actions/0")
    done = Fact(name="done", value="cancel reservation (reservation id ZX41QP)", where=where)
    whole = Summary(issue="HAT777", text="240 USD by 3 June", facts=(done,), origin="extractive")
    assert tasks.lost(task, whole) == []
    assert tasks.added(task, whole)[0] == []
    never = done.model_copy(update={"value": "book reservation"})
    bad = whole.model_copy(update={"text": "250 USD", "facts": (never,)})
    assert tasks.added(task, bad)[0] == ["250 USD", "book reservation"]
    assert {g.kind for g in tasks.lost(task, bad)} == {"id", "action", "outcome"}


def test_weights_are_fitted_for_both(data: Path) -> None:
    threads = tweets.threads(data, "train")
    for speaker in ("customer", "agent"):
        weights, explained = fitted(threads, speaker)
        assert any(weights)
        assert explained <= 1


async def test_a_summary_of_the_service_with_and_without_a_model(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = tweets.threads(data, "valid", 1)[0].conversation
    async with summaries(model=False) as ask:
        summary = await ask(conversation, None)
    assert summary.origin == "extractive"
    assert "toaster no 0 wont start" in summary.text
    async with LlmStub(structured({"issue": "A toaster.", "text": "A toaster that does not start."})) as stub:
        monkeypatch.setenv("COPILOT_LLM_URL", stub.url)
        monkeypatch.setenv("COPILOT_LLM_MODEL", "stub")
        async with summaries(model=True) as ask:
            summary = await ask(conversation, None)
    assert (summary.origin, summary.text) == ("llm", "A toaster that does not start.")


def test_missing_data_is_one_line(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "evals.summaries", "tau", "--data", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 2
    assert told.stderr.count("\n") == 1
    assert "tau_bench is not there" in told.stderr
