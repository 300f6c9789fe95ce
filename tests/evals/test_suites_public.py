"""Public sets of summaries and next actions as suites, run as a whole on data in their form that is written here."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from copilot.errors import UserError
from evals.actions.asked import Step, figures
from evals.harness import public
from evals.harness.run import Asked, run, suite_of

Json = dict[str, Any]


def rows(path: Path, given: list[Json]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in given), "utf-8")


async def found(name: str, data: Path, out: Path, limit: int | None = None) -> Json:
    return await run(suite_of(name, data, limit, seed=7), Asked(out, seed=7), Console(quiet=True))


def values(of: Json) -> dict[str, Any]:
    return {name: f["value"] for name, f in of["metrics"].items()}


def tweets(folder: Path) -> None:
    told = {"speaker_heuristic": "customer", "text": "AcmeHelp my toaster does not start since Monday"}
    said = {"speaker_heuristic": "agent", "text": "Please unplug your toaster for an hour."}
    near, far = "The customer says the toaster does not start since Monday.", "Qqq zzz."
    rows(
        folder / "valid.jsonl",
        [
            {"id": f"t{n}", "brand": "AcmeHelp", "turns": [told, said], "summaries": [far, near] if n else [near, far]}
            for n in range(3)
        ],
    )


async def test_tweetsumm_is_rouge_against_the_first_each_and_the_best_reference(tmp_path: Path) -> None:
    tweets(tmp_path / "mine")  # the set's own folder, whatever its name
    of = await found("tweetsumm", tmp_path / "mine", tmp_path / "out")
    first, every, best = (values(of)[f"tweetsumm.rouge1{rule}"] for rule in ("", "_mean", "_best"))
    assert best > 0.3
    assert every == pytest.approx(best / 2, abs=1e-3)
    assert first == pytest.approx(best / 3, abs=1e-3)  # the far one is first in two of three
    assert values(of)["tweetsumm.rouge2_best"] <= best
    assert "toaster" in of["cases"][0]["output"]["summary"]["text"]
    tweets(tmp_path / "tweetsumm")
    few = await found("tweetsumm", tmp_path, tmp_path / "few", limit=2)
    assert len(few["cases"]) == few["metrics"]["tweetsumm.rougeL"]["n"] == 2


def dialogue(n: int) -> Json:
    kind, label, answer = (("room", "room_free", "It is free."), ("ride", "ride_soon", "It comes soon."))[n % 2]
    events = [
        {"agent": "User", "action": "utter", "text": f"hello, I ask about my {kind} number {n}"},
        {"agent": "Wizard", "action": "query", "constraints": [{"Kind": kind}]},
        {"agent": "KnowledgeBase", "action": "return_item", "item": {"Kind": kind}},
        {"agent": "Wizard", "action": "pick_suggestion", "text": answer, "label": label, "options": []},
    ]
    return {"id": n, "scenario": {"WizardCapabilities": [{"Task": kind}]}, "events": events}


async def test_star_learns_from_its_training_part_and_asks_each_step(tmp_path: Path) -> None:
    folder = tmp_path / "star"
    rows(folder / "dialogues.jsonl", [dialogue(n) for n in range(66)])
    split = {"happy": {"train": list(range(60)), "test": list(range(60, 66))}}
    (folder / "splits_published.json").write_text(json.dumps(split))
    assert len(public.read("star", tmp_path).parts[0].cases) == 12
    of = await found("star", tmp_path, tmp_path / "out", limit=8)
    assert len(of["cases"]) == 8
    told = values(of)
    assert told["star.errors"] == 0
    assert told["star.action@3"] > 0.7
    proposed = [tuple(a["action"] for a in c["output"]["next_actions"]) for c in of["cases"]]
    sums = figures([Step(c["expect"]["actions"][0], p) for c, p in zip(of["cases"], proposed, strict=True)])
    assert told["star.action@1"] == pytest.approx(sums.accuracy, abs=1e-4)
    assert told["star.action@3"] == pytest.approx(sums.within_three, abs=1e-4)
    assert told["star.action_weighted_f1"] == pytest.approx(sums.weighted_f1, abs=1e-4)
    assert set(of["slices"]["star.action@1"]["task"]) == {"room", "ride"}


async def test_star_says_where_nothing_can_be_learned(tmp_path: Path) -> None:
    rows(tmp_path / "dialogues.jsonl", [dialogue(n) for n in range(3)])
    (tmp_path / "splits_published.json").write_text(json.dumps({"happy": {"train": [0, 1], "test": [2]}}))
    with pytest.raises(UserError, match="nothing was learned: too little"):
        await found("star", tmp_path, tmp_path / "out")


def call(name: str, **arguments: str) -> Json:
    function = {"name": name, "arguments": json.dumps(arguments)}
    return {"role": "assistant", "content": None, "tool_calls": [{"id": f"c-{name}", "function": function}]}


def trajectory(task: int, user: str, booking: str) -> Json:
    record = json.dumps({"reservation_id": booking, "flights": [{"flight_number": "HAT777"}]})
    traj = [
        {"role": "user", "content": f"Please cancel reservation {booking}. My user id is {user}."},
        call("get_reservation_details", reservation_id=booking),
        {"role": "tool", "tool_call_id": "c-get_reservation_details", "content": record},
        {"role": "assistant", "content": "Shall I cancel it?"},
        {"role": "user", "content": f"Yes, cancel {booking}."},
        call("cancel_reservation", reservation_id=booking),
        {"role": "tool", "tool_call_id": "c-cancel_reservation", "content": record},
        {"role": "assistant", "content": "It is cancelled."},
    ]
    return {"task_id": task, "trial": 0, "reward": 1.0, "traj": traj}


async def test_tau_bench_asks_for_tools_with_arguments_and_for_facts(tmp_path: Path) -> None:
    folder = tmp_path / "tau_bench"
    booked = ("QX41ZZ", "LM93AB", "TR28KD", "WB66PO")
    rows(
        folder / "airline" / "gpt4o_trajectories.jsonl",
        [trajectory(n, f"ada_lima_1{n}", code) for n, code in enumerate(booked)],
    )
    for domain in ("Airline", "Retail"):
        rows(folder / "few_shot_data" / f"Mock{domain}DomainEnv-few_shot.jsonl", [])
    of = await found("tau_bench", tmp_path, tmp_path / "out")
    told = values(of)
    assert [p["cases"] for p in of["parts"].values()] == [8, 4]
    assert told["tau_bench-tools.errors"] == told["tau_bench-summaries.errors"] == 0
    assert told["tau_bench-tools.action@3"] > 0.4
    assert 0 < told["tau_bench-tools.action_exact"] <= told["tau_bench-tools.action@1"]
    assert told["tau_bench-summaries.facts_kept_micro"] > 0.5
    assert told["tau_bench-summaries.wrong_told"] == 0
    assert [len(p.cases) for p in suite_of("tau_bench", tmp_path, 1, seed=7).parts] == [1, 1]


@pytest.mark.parametrize("name", ["tweetsumm", "star", "tau_bench"])
def test_absent_data_is_one_line(name: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "evals", "run", name, "--data", str(tmp_path), "--out", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "is not there" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
