"""Many scripted conversations with the bot, and what they break."""

import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from copilot.demo import TENANT as SAMPLE
from evals.drafts.invariants import Course, violations
from evals.drafts.openings import read_openings
from evals.drafts.personas import Persona
from evals.drafts.service import Bot, bot, opened, without_model

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Violation:
    conversation: str
    step: int
    rule: str
    detail: str


@dataclass
class Outcome:
    """What came of all conversations."""

    steps: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    """(decision, weightiest reason) -> how many."""
    ends: Counter[str] = field(default_factory=Counter[str])
    """The last decision of each conversation."""
    right: Counter[tuple[str, bool]] = field(default_factory=Counter[tuple[str, bool]])
    """(first or later message, whether what is sent cites an article that answers it) -> how many."""
    violations: list[Violation] = field(default_factory=list)
    packages: list[Body] = field(default_factory=list)
    """The first hand-off of each conversation, with the thread it is about."""


async def run(conversations: int, seed: int) -> Outcome:
    """All of them, one after the other."""
    out, openings = Outcome(), tuple(read_openings())
    async with (
        opened(_progress) as (parts, _),
        bot(parts, SAMPLE) as obeys,
        bot(without_model(parts), SAMPLE) as quotes,
    ):
        began = time.monotonic()
        for n in range(conversations):
            if n and n % 50 == 0:
                _progress(f"{n} of {conversations} conversations, {time.monotonic() - began:.0f} s")
            persona = Persona(f"{seed}-{n}", openings)
            await converse(obeys if persona.model else quotes, persona, out)
    return out


async def converse(one: Bot, persona: Persona, out: Outcome) -> None:
    """One conversation to its end."""
    course = Course(persona)
    name = f"sim-{persona.seed}"
    message: Body | None = persona.opens()
    decision, step = "", 0
    while message is not None:
        course.messages.append(message)
        draft = await one.draft(_body(course, name))
        record = await one.record(draft["id"])
        out.violations += [Violation(name, step, rule, what) for rule, what in violations(course, draft, record)]
        out.steps[draft["decision"], draft["reasons"][0]] += 1
        decision = draft["decision"]
        if decision == "send" and persona.asked is not None:
            gold = {g.removeprefix("de-") for g in persona.asked.gold}
            cited = {c["source_id"].removeprefix("de-") for c in draft["reply"]["citations"]}
            out.right["later" if step else "first", bool(cited & gold)] += 1
        if decision == "handoff":
            if not course.handed_over:
                out.packages.append({"thread": list(course.messages), "handoff": draft["handoff"]})
            course.handed_over = True
        else:
            course.texts.append(draft["reply"]["text"])
            course.questions += [draft["question"]] if decision == "clarify" else []
            course.messages.append({"author": "bot", "text": draft["reply"]["text"]})
        does, message = persona.reacts(decision, draft["question"])
        if does == "released" and message is not None:
            course.messages.append({"author": "agent", "text": "Hello, Maya here. I've sorted this out for you."})
            await one.release(name)
            course.handed_over, course.agent = False, True
        step += 1
    out.ends[decision] += 1


def _body(course: Course, name: str) -> Body:
    persona = course.persona
    conversation: Body = {
        "id": name,
        "channel": persona.channel,
        "public": persona.public,
        "messages": [m | {"id": f"m{n}"} for n, m in enumerate(course.messages, 1)],
    }
    return {"conversation": conversation, "customer": persona.customer, "deadline_ms": 60_000}


def show(outcome: Outcome, console: Console) -> int:
    """The tables; returns the number of violations."""
    table = Table("decision", "weightiest reason", "steps", title="Decisions")
    for (decision, reason), n in outcome.steps.most_common():
        table.add_row(decision, reason, str(n))
    console.print(table)
    console.print(
        "conversations by their last decision: " + ", ".join(f"{d} {n}" for d, n in outcome.ends.most_common())
    )
    for when in ("first", "later"):
        right, wrong = outcome.right[when, True], outcome.right[when, False]
        console.print(f"{when} questions that were sent an answer: {right + wrong}, with a right article: {right}")
    table = Table("rule", "violations", title="Violations")
    for rule, n in Counter(v.rule for v in outcome.violations).most_common():
        table.add_row(rule, str(n))
    console.print(table)
    shown: Counter[str] = Counter()
    for v in outcome.violations:
        shown[v.rule] += 1
        if shown[v.rule] <= 6:
            console.print(f"{v.conversation} step {v.step}: {v.rule}: {v.detail}", markup=False)
    return len(outcome.violations)


def keep(outcome: Outcome, file: Path) -> None:
    """The hand-offs for a human to read."""
    file.write_text("\n".join(json.dumps(p, ensure_ascii=False) for p in outcome.packages) + "\n", "utf-8")


def _progress(line: str) -> None:
    print(line, file=sys.stderr)
