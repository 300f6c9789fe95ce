"""STAR (Mosig, Mehri and Kober 2020): dialogues in which each step of the agent is known, read as our resolutions.

What the agent picked or asked of the knowledge base is the action; what the knowledge base answered is a system line.
Public data by Rasa, MIT; it is read where it lies and never stored here.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.retrieval.suite import DataMissing, folder_of
from retrieval.documents import ActionDone, Message, Outcome, Resolution

SPLITS = ("happy", "unhappy", "multitask")
_BEGINS = "The conversation begins."
"""A system line where the agent acts before anybody has spoken: a conversation has a message."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    resolution: Resolution
    tasks: tuple[str, ...]
    typed: dict[int, str]
    """For the n-th action, a reply that was picked: what the agent had typed to find it."""


def dialogues(data: Path) -> dict[int, Dialogue]:
    """By id. Raises DataMissing."""
    file = folder_of(data, "star") / "dialogues.jsonl"
    if not file.is_file():
        raise DataMissing(f"no {file}: STAR is not there")
    with file.open(encoding="utf-8") as lines:
        stored = [json.loads(line) for line in lines]
    return {d["id"]: made for d in stored if (made := _dialogue(d)) is not None}


def split(data: Path, name: str) -> tuple[list[int], list[int]]:
    """Ids for training and for the test, as published."""
    both = json.loads((folder_of(data, "star") / "splits_published.json").read_text("utf-8"))[name]
    return both["train"], both["test"]


def templates(data: Path) -> dict[str, dict[str, str]]:
    """For each task its replies by label."""
    out = {}
    for file in sorted((folder_of(data, "star") / "tasks").glob("*/responses.json")):
        out[file.parent.name] = json.loads(file.read_text("utf-8"))
    return out


def name_of(label: str) -> str:
    """A label as the name of an action of ours."""
    return label.lower().replace("-", "_")


def _dialogue(stored: dict[str, Any]) -> Dialogue | None:
    messages: list[Message] = []
    actions: list[ActionDone] = []
    typed: dict[int, str] = {}
    last = ""

    def say(author: Any, text: str) -> None:
        messages.append(Message(author=author, text=text or "-", id=f"m{len(messages) + 1}"))

    for event in stored["events"]:
        kind = event["action"]
        if event["agent"] == "User" and kind == "utter":
            say("customer", event["text"])
        elif event["agent"] == "KnowledgeBase":
            item = (event.get("item") or {}).items()
            say("system", "; ".join(f"{k}: {v}" for k, v in item) or "Nothing was found.")
        elif event["agent"] == "Wizard" and kind == "request_suggestions":
            last = event.get("text", "")
        elif event["agent"] == "Wizard" and kind in ("query", "pick_suggestion"):
            if not messages:
                say("system", _BEGINS)
            if kind == "pick_suggestion":
                typed[len(actions)] = last
            actions.append(
                ActionDone(action=_label(event), arguments=dict(_constraints(event)), after=f"m{len(messages)}")
            )
            if kind == "pick_suggestion":
                say("agent", event["text"])
        elif event["agent"] == "Wizard" and kind == "utter":
            say("agent", event["text"])
    if not messages:
        return None
    resolution = Resolution(
        id=f"star-{stored['id']}",
        channel="chat",
        language="en",
        messages=tuple(messages),
        actions=tuple(actions),
        outcome=Outcome(solved=True),
    )
    return Dialogue(resolution, tuple(c["Task"] for c in stored["scenario"]["WizardCapabilities"]), typed)


def _label(event: dict[str, Any]) -> str:
    if event["action"] == "pick_suggestion":
        return name_of(event["label"])
    wanted = next((v.lower() for k, v in _constraints(event) if k == "RequestType"), "")
    return "query_check" if "check" in wanted else "query_book" if "book" in wanted else "query"


def _constraints(event: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for one in event.get("constraints", ()):
        for name, value in one.items():
            yield name, str(value)
