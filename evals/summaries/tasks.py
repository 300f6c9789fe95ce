"""tau-bench: whether a summary keeps what was done for whom, and adds nothing.

Yao et al., "tau-bench", 2024: conversations of an agent with tools and a played customer. What the tools answered is
the customer's record, what they changed are the conversation's actions; both come with a request as from a help desk.

Gold facts of a conversation, each counted once:

- ``id``: a reservation or an order that a tool found or made and that a message names;
- ``item``: a flight or a product of such a reservation or order that a message names;
- ``action``: a tool that changed something, or handed over, and did not fail (where the calls are recorded);
- ``outcome``: that action together with the reservation or order it was done to.

Kept: the share of gold facts that stand in the summary, word for word (an outcome in one statement). Wrong: of the
numbers, amounts, dates and actions that the summary tells, the share that neither thread nor record nor calls hold.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from copilot.domain import Conversation, Customer, Summary
from copilot.guard.grounding import flatten
from copilot.guard.values import extract, same
from evals.retrieval.suite import DataMissing, folder_of

CHANGES = re.compile(r"^(?:book|cancel|update|modify|return|exchange|send|transfer)_")
_IDS = ("reservation_id", "order_id")
_FILES = (
    "airline/gpt4o_trajectories.jsonl",
    "few_shot_data/MockAirlineDomainEnv-few_shot.jsonl",
    "few_shot_data/MockRetailDomainEnv-few_shot.jsonl",
)
_SAID = re.compile(r"^(user|assistant|tool): ", re.MULTILINE)
_TOLD_KINDS = ("code", "money", "date")
_STOP = "###STOP###"


@dataclass(frozen=True, slots=True)
class Gold:
    """A fact; all of ``words`` must stand in one statement."""

    kind: str
    words: tuple[str, ...]


@dataclass
class Task:
    """A conversation with what is known of it."""

    name: str
    messages: list[dict[str, str]] = field(default_factory=list)
    actions: list[dict[str, Any]] = field(default_factory=list)
    user: dict[str, Any] = field(default_factory=dict)
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Reservations and orders as a tool last showed them, by id."""

    @property
    def conversation(self) -> Conversation:
        return Conversation.model_validate(
            {"id": self.name, "channel": "chat", "language": "en", "messages": self.messages, "actions": self.actions}
        )

    @property
    def customer(self) -> Customer | None:
        if not self.user and not self.records:
            return None
        name = self.user.get("name")
        full = f"{name.get('first_name', '')} {name.get('last_name', '')}".strip() if isinstance(name, dict) else None
        attributes = {k: v for k, v in self.user.items() if k not in ("name", "orders", "reservations")}
        for key, kind in zip(_IDS, ("reservations", "orders"), strict=True):
            if found := [r for r in self.records.values() if key in r]:
                attributes[kind] = found
        return Customer(id=f"u-{self.name}", name=full or None, attributes=attributes)

    @property
    def thread(self) -> str:
        return "\n".join(m["text"] for m in self.messages)

    @property
    def gold(self) -> list[Gold]:
        thread = self.thread.casefold()
        out = []
        for key, record in self.records.items():
            if _names(thread, key):
                out.append(Gold("id", (key,)))
                out += [Gold("item", (item,)) for item in dict.fromkeys(_items(record)) if _names(thread, item)]
        for done in self.actions:
            action = done["action"].replace("_", " ")
            out.append(Gold("action", (action,)))
            out += [Gold("outcome", (action, done["arguments"][k])) for k in _IDS if k in done["arguments"]]
        return list(dict.fromkeys(out))


def tasks(data: Path, limit: int | None = None) -> list[Task]:
    """The conversations that have both sides; ``limit`` of each file. Raises DataMissing."""
    out = []
    for name in _FILES:
        path = folder_of(data, "tau_bench") / name
        if not path.is_file():
            raise DataMissing(f"no {path}: tau_bench is not there")
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()[:limit]]
        out += [_task(f"{path.stem}-{n}", row) for n, row in enumerate(rows)]
    return [t for t in out if {m["author"] for m in t.messages} == {"customer", "agent"}]


def lost(task: Task, summary: Summary) -> list[Gold]:
    """The gold facts that the summary does not tell."""
    said = [" ".join(s.casefold().split()) for s in statements(summary)]
    return [g for g in task.gold if not any(all(_names(s, w) for w in g.words) for s in said)]


def added(task: Task, summary: Summary) -> tuple[list[str], int]:
    """(what the summary tells and nobody said, how much it tells that can be checked)."""
    known = "\n".join([task.thread, flatten(task.user), flatten(task.records), flatten(task.actions)])
    values = extract(known)
    told = [v for s in statements(summary) for v in extract(s) if v.kind in _TOLD_KINDS]
    wrong = [v.text for v in told if not any(same(v, k) for k in values) and v.text not in known]
    done = [f.value for f in summary.facts if f.name == "done"]
    did = [a["action"].replace("_", " ") for a in task.actions]
    wrong += [d for d in done if not any(d.startswith(a) for a in did)]
    return wrong, len(told) + len(done)


def statements(summary: Summary) -> Iterator[str]:
    """All that it tells, one by one: without where each comes from, and without private notes."""
    yield from (summary.issue, summary.background, summary.state)
    yield from (*summary.tried, *summary.open_questions, *summary.text.splitlines())
    yield from (f"{p.what} {p.due or ''}" for p in summary.promises)
    yield from (f"{f.name} {f.value}" for f in summary.facts)


def _task(name: str, row: dict[str, Any]) -> Task:
    task = Task(name)
    if "traj" in row:
        calls: dict[str, tuple[str, dict[str, Any]]] = {}
        for step in row["traj"]:
            for call in step.get("tool_calls") or []:
                calls[call["id"]] = (call["function"]["name"], json.loads(call["function"]["arguments"]))
            if step["role"] == "tool":
                _answered(task, step["content"], calls.get(step["tool_call_id"]))
            else:
                _spoke(task, step["role"], step.get("content"))
        return task
    _, *parts = _SAID.split(row["messages_display"])
    for role, text in zip(parts[::2], parts[1::2], strict=True):
        if role == "tool":
            _answered(task, text.strip(), None)
        else:
            _spoke(task, role, text)
    return task


def _spoke(task: Task, role: str, text: str | None) -> None:
    said = (text or "").replace(_STOP, "").strip()
    author = {"user": "customer", "assistant": "agent"}.get(role)
    if author and said and said != "None":
        task.messages.append({"author": author, "text": said})


def _answered(task: Task, text: str, call: tuple[str, dict[str, Any]] | None) -> None:
    """What a tool said goes into the record; what it changed is an action."""
    try:
        record = json.loads(text)
    except json.JSONDecodeError:
        record = None
    if isinstance(record, dict):
        key = next((record[k] for k in _IDS if isinstance(record.get(k), str)), None)
        if key:
            task.records[key] = record
        elif "name" in record and "email" in record:
            task.user = record
    if call and CHANGES.match(call[0]) and not text.startswith("Error"):
        task.actions.append({"action": call[0], "arguments": call[1]})


def _items(record: dict[str, Any]) -> Iterator[str]:
    for flight in record.get("flights") or []:
        yield flight["flight_number"]
    for item in record.get("items") or []:
        yield item["name"]


def _names(text: str, word: str) -> bool:
    """Whether a text in small letters holds a word or name, whole; "#W12" is also "W12"."""
    return re.search(rf"(?<!\w){re.escape(word.casefold().lstrip('#'))}(?!\w)", text) is not None
