"""Next actions on tau-bench: what is read, and the baselines, on a file of our own in its form."""

import json
from pathlib import Path
from typing import Any

from evals.actions.tau import Guess, arguments_of, figures, majority, neighbour, read


def call(name: str, **arguments: str) -> dict[str, Any]:
    function = {"name": name, "arguments": json.dumps(arguments)}
    return {"role": "assistant", "content": None, "tool_calls": [{"id": f"c-{name}", "function": function}]}


def row(task: int, trial: int, user: str, booking: str) -> dict[str, Any]:
    traj = [
        {"role": "system", "content": "You are a clerk."},
        {"role": "user", "content": f"Please cancel {booking}. My user ID is {user}."},
        call("get_user_details", user_id=user),
        {"role": "tool", "tool_call_id": "c-get_user_details", "content": json.dumps({"reservations": [booking]})},
        call("think", thought="I should cancel it"),
        call("cancel_reservation", reservation_id=booking),
    ]
    return {"task_id": task, "trial": trial, "reward": 1.0, "traj": traj}


def written(folder: Path) -> Path:
    rows = [row(0, 0, "ada_lima_12", "QX41ZZ"), row(0, 1, "ada_lima_12", "QX41ZZ"), row(1, 0, "bo_ekman_77", "LM93AB")]
    file = folder / "trajectories.jsonl"
    file.write_text("\n".join(json.dumps(r) for r in rows))
    return file


def test_every_tool_call_is_read_with_what_came_before_it(tmp_path: Path) -> None:
    resolutions, calls = read(written(tmp_path))
    assert [r.id for r in resolutions] == ["t0-0", "t0-1", "t1-0"]
    assert [c.tool for c in calls[:2]] == ["get_user_details", "cancel_reservation"]
    assert [a.action for a in calls[0].before.actions] == []
    assert [a.action for a in calls[1].before.actions] == ["get_user_details"]
    assert calls[0].before.metadata == {}
    assert calls[1].before.metadata == {"get_user_details": [{"reservations": ["QX41ZZ"]}]}


def test_baselines_learn_from_other_tasks_only(tmp_path: Path) -> None:
    _, calls = read(written(tmp_path))
    assert majority(calls)(calls[-1]).tools[0] == "cancel_reservation"
    copied = neighbour(calls)(calls[0])
    assert (copied.tools[0], copied.arguments) == ("get_user_details", {"user_id": "bo_ekman_77"})


def test_arguments_count_only_where_all_are_right(tmp_path: Path) -> None:
    _, calls = read(written(tmp_path))
    told = arguments_of(calls)
    assert (told["all"]["exact"], told["all"]["wrong"]) == (1.0, 0.0)
    guesses = [Guess((c.tool,), dict(c.arguments)) for c in calls]
    assert figures(calls, guesses)["exact"] == (1.0, 1.0, 1.0)
    guesses = [Guess((c.tool,), {"user_id": "x"}) for c in calls]
    assert (figures(calls, guesses)["tool@1"][0], figures(calls, guesses)["exact"][0]) == (1.0, 0.0)
