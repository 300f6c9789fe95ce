"""tau-bench, airline: the next tool from the beginning of a conversation, and its arguments exactly.

200 conversations of a model with a simulated customer (sierra-research/tau-bench, 50 tasks, four trials each). At each
tool call the service is asked with what came before: the messages, the tools called so far, and, as the record, what
they returned. All conversations are indexed as resolutions; those of the same task are excluded by the request, so no
sibling leaks. Calls of ``think`` and ``calculate`` are no actions and left out. The few-shot conversations name no
tools, so nothing can be learned from them here.

``tool@1``, ``tool@3``: the called tool is the first, or among the first three. ``exact``: the first is the called tool
and its arguments equal the call's. Baselines under the same exclusion: ``majority``, the most frequent tool after the
last one, without arguments; ``neighbour``, tool and arguments of the call whose last two messages and last tool are
nearest by the cosine of TF-IDF. Intervals are bootstrapped over tasks (95 %, seeded). ``filled`` and ``wrong``: for the
tool that was called, shares of its arguments that are filled in rightly and wrongly.
"""

import argparse
import asyncio
import json
import math
import random
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import httpx2

from copilot.api.logs import configure_logging
from copilot.app import create_app
from copilot.assist.arguments import filled
from copilot.assist.case import Case
from copilot.assist.summaries import summarise
from copilot.domain import AssistRequest, Conversation, Policy
from copilot.settings import load_settings
from copilot.wiring import Parts, assemble
from evals.actions.airline import CATALOGUE
from evals.retrieval.ask import OTHERS
from evals.retrieval.suite import folder_of
from retrieval.documents import ActionDone, Message, Outcome, Resolution
from retrieval.scope import Scope

TENANT = "evals"
TRAJECTORIES = "airline/gpt4o_trajectories.jsonl"
_NO_ACTIONS = frozenset({"think", "calculate"})
_REPEATS, _SEED = 1000, 1
_NOW = datetime(2024, 5, 15, 20, tzinfo=UTC)
"""The time that the data's policy says it is."""


@dataclass(frozen=True, slots=True)
class Call:
    """One tool call, with what came before it."""

    task: int
    conversation: str
    before: Conversation
    tool: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Guess:
    tools: tuple[str, ...]
    arguments: Mapping[str, Any]
    """Of the first."""


def read(file: Path) -> tuple[list[Resolution], list[Call]]:
    """Whole conversations, and every tool call in them that is an action."""
    resolutions, calls = [], []
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        name = f"t{row['task_id']}-{row['trial']}"
        messages: list[Message] = []
        done: list[ActionDone] = []
        record: dict[str, list[Any]] = defaultdict(list)
        names: dict[str, str] = {}
        for turn in row["traj"]:
            if turn["role"] in ("user", "assistant") and turn.get("content"):
                author: Any = "customer" if turn["role"] == "user" else "agent"
                messages.append(Message(id=f"m{len(messages) + 1}", author=author, text=turn["content"], sent_at=_NOW))
            for called in turn.get("tool_calls") or ():
                tool, arguments = called["function"]["name"], json.loads(called["function"]["arguments"])
                names[called["id"]] = tool
                if tool in _NO_ACTIONS:
                    continue
                if any(m.author == "customer" for m in messages):
                    before = Conversation(
                        channel="chat", messages=tuple(messages), actions=tuple(done), metadata=_known(record)
                    )
                    calls.append(Call(row["task_id"], name, before, tool, arguments))
                done.append(ActionDone(action=tool, arguments=arguments, after=messages[-1].id if messages else None))
            if turn["role"] == "tool" and (returned := _returned(turn["content"])) is not None:
                record[names.get(turn.get("tool_call_id", ""), "tool")].append(returned)
        outcome = Outcome(solved=row["reward"] == 1)
        resolutions.append(
            Resolution(id=name, channel="chat", messages=tuple(messages), actions=tuple(done), outcome=outcome)
        )
    return resolutions, calls


def _returned(text: str) -> dict[str, Any] | None:
    """What a tool returned, where that is an object: a profile or a reservation; lists of flights are no record."""
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _known(record: Mapping[str, list[Any]]) -> dict[str, Any]:
    return json.loads(json.dumps(record))  # type: ignore[no-any-return]  # a copy, as it stands now


def majority(calls: Sequence[Call]) -> Callable[[Call], Guess]:
    """The tools that follow the last one most often, by the calls of other tasks."""
    after: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for call in calls:
        after[call.task, _last(call)][call.tool] += 1
    tasks = sorted({c.task for c in calls})

    def guess(call: Call) -> Guess:
        total: Counter[str] = Counter()
        for task in tasks:
            if task != call.task:
                total += after[task, _last(call)]
        return Guess(tuple(t for t, _ in total.most_common(3)), {})

    return guess


def neighbour(calls: Sequence[Call]) -> Callable[[Call], Guess]:
    """The calls of other tasks whose last two messages and last tool are nearest."""
    bags = [_bag(c) for c in calls]
    seen = Counter(w for bag in bags for w in bag)
    idf = {w: math.log(1 + len(calls) / n) for w, n in seen.items()}
    vectors = []
    for bag in bags:
        weights = {w: (1 + math.log(n)) * idf[w] for w, n in bag.items()}
        length = math.sqrt(sum(v * v for v in weights.values())) or 1.0
        vectors.append({w: v / length for w, v in weights.items()})
    place = {id(c): n for n, c in enumerate(calls)}

    def guess(call: Call) -> Guess:
        mine = vectors[place[id(call)]]
        near = sorted(
            ((sum(v * other.get(w, 0.0) for w, v in mine.items()), n) for n, other in enumerate(vectors)), reverse=True
        )
        others = [calls[n] for _, n in near if calls[n].task != call.task]
        tools = tuple(dict.fromkeys(c.tool for c in others[:25]))[:3]
        return Guess(tools, others[0].arguments)

    return guess


def _bag(call: Call) -> Counter[str]:
    text = " ".join(m.text for m in call.before.messages[-2:])
    return Counter([*re.findall(r"\w+", text.lower()), *[f"last={_last(call)}"] * 3])


def _last(call: Call) -> str:
    return call.before.actions[-1].action if call.before.actions else ""


async def ask(resolutions: Sequence[Resolution], calls: Sequence[Call], progress: Callable[[str], None]) -> list[Guess]:
    """What ``POST /v1/assist`` says at each call, without the conversations of its task."""
    with tempfile.TemporaryDirectory(prefix="copilot-evals-") as folder:
        own = {"data_dir": Path(folder) / "data", "log_level": "warning"} | dict.fromkeys(OTHERS)
        async with assemble(load_settings().model_copy(update=own)) as parts:
            await filled_in(parts, resolutions, progress)
            return await _ask(parts, resolutions, calls, progress)


async def filled_in(parts: Parts, resolutions: Sequence[Resolution], progress: Callable[[str], None]) -> None:
    """All conversations and the catalogue."""
    for start in range(0, len(resolutions), 20):
        await parts.knowledge.put_many(Scope(TENANT), resolutions[start : start + 20])
        if start % 100 == 0:
            progress(f"{start} of {len(resolutions)} conversations are in")
    for spec in CATALOGUE:
        await parts.catalogue.put(TENANT, spec)


def body(call: Call, resolutions: Sequence[Resolution]) -> dict[str, Any]:
    """The request at a call, without the conversations of its task."""
    return {
        "conversation": call.before.model_dump(mode="json", exclude_defaults=True),
        "exclude": [r.id for r in resolutions if r.id.startswith(f"t{call.task}-")],
    }


async def _ask(
    parts: Parts, resolutions: Sequence[Resolution], calls: Sequence[Call], progress: Callable[[str], None]
) -> list[Guess]:
    _, key = await parts.keys.create(TENANT, "evaluator", "evals")
    transport = httpx2.ASGITransport(app=cast(Any, create_app(parts.settings, parts=parts)))
    headers = {"Authorization": f"Bearer {key}"}
    out = []
    async with httpx2.AsyncClient(transport=transport, base_url="http://copilot", headers=headers, timeout=120) as http:
        for n, call in enumerate(calls):
            asked = body(call, resolutions) | {"want": ["next_actions"], "deadline_ms": 60_000}
            answer = await http.post("/v1/assist", json=asked)
            answer.raise_for_status()
            found = answer.json()["next_actions"]
            first = found[0]["arguments"] if found else {}
            out.append(Guess(tuple(a["action"] for a in found[:3]), first))
            if n % 50 == 0:
                progress(f"{n} of {len(calls)} calls are asked")
    return out


def figures(calls: Sequence[Call], guesses: Sequence[Guess]) -> dict[str, tuple[float, float, float]]:
    """Share, lower and upper end of its interval."""
    scores = [
        {
            "tool@1": g.tools[:1] == (c.tool,),
            "tool@3": c.tool in g.tools,
            "exact": g.tools[:1] == (c.tool,) and dict(g.arguments) == dict(c.arguments),
        }
        for c, g in zip(calls, guesses, strict=True)
    ]
    return {name: _interval([c.task for c in calls], [s[name] for s in scores]) for name in scores[0]}


def _interval(tasks: Sequence[int], hits: Sequence[bool]) -> tuple[float, float, float]:
    """Of a share, with whole tasks drawn again: calls of one task are no independent cases."""
    of: dict[int, list[bool]] = defaultdict(list)
    for task, hit in zip(tasks, hits, strict=True):
        of[task].append(hit)
    sums = [(sum(h), len(h)) for h in of.values()]
    draw = random.Random(_SEED)  # noqa: S311  # for an interval, not for secrets
    drawn = []
    for _ in range(_REPEATS):
        sample = draw.choices(sums, k=len(sums))
        drawn.append(sum(a for a, _ in sample) / sum(b for _, b in sample))
    drawn.sort()
    return sum(hits) / len(hits), drawn[int(0.025 * _REPEATS)], drawn[int(0.975 * _REPEATS)]


def arguments_of(calls: Sequence[Call]) -> dict[str, dict[str, float]]:
    """For the tool that was called, by tool: how many of its arguments are filled in rightly, wrongly, not at all."""
    specs = {s.name: s for s in CATALOGUE}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for call in calls:
        case = Case(AssistRequest(conversation=call.before), call.before, None, Policy())
        got = filled(specs[call.tool].parameters, case, summarise(case).issue, call.tool).arguments
        for tool in (call.tool, "all"):
            kept = counts[tool]
            kept["calls"] += 1
            kept["exact"] += got == dict(call.arguments)
            kept["arguments"] += len(call.arguments)
            kept["right"] += sum(got.get(k) == v for k, v in call.arguments.items())
            kept["wrong"] += sum(v != call.arguments.get(k) for k, v in got.items())
    return {
        tool: {
            "calls": kept["calls"],
            "exact": kept["exact"] / kept["calls"],
            "filled": kept["right"] / max(1, kept["arguments"]),
            "wrong": kept["wrong"] / max(1, kept["arguments"]),
        }
        for tool, kept in sorted(counts.items(), key=lambda c: -c[1]["calls"])
    }


def main(given: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.actions tau", description="Next tool from a prefix.")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="public data: tau_bench in it")
    parser.add_argument("--limit", type=int, metavar="N", help="at most N calls, evenly from all")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--no-service", action="store_true", help="baselines and arguments only")
    asked = parser.parse_args(given)
    configure_logging("error")
    file = folder_of(asked.data, "tau_bench") / TRAJECTORIES
    if not file.is_file():
        print(f"evals.actions: no {file}", file=sys.stderr)
        return 2
    resolutions, calls = read(file)
    chosen = calls
    if asked.limit and asked.limit < len(calls):
        chosen = [calls[int(n * len(calls) / asked.limit)] for n in range(asked.limit)]
    methods: dict[str, list[Guess]] = {}
    for name, made in (("majority", majority), ("neighbour", neighbour)):
        guess = made(calls)
        methods[name] = [guess(c) for c in chosen]
    if not asked.no_service:
        methods["service"] = asyncio.run(ask(resolutions, chosen, lambda line: print(line, file=sys.stderr)))
    result: dict[str, Any] = {"calls": len(chosen), "arguments": arguments_of(chosen)}
    print(f"{len(chosen)} of {len(calls)} calls")
    for name, guesses in methods.items():
        found = figures(chosen, guesses)
        result[name] = {k: round(v[0], 4) for k, v in found.items()}
        print(f"{name:10}" + "  ".join(f"{k} {v:.3f} [{a:.3f}, {b:.3f}]" for k, (v, a, b) in found.items()))
    for tool, sums in result["arguments"].items():
        words = "  ".join(f"{k} {v:.3f}" for k, v in sums.items() if k != "calls")
        print(f"{tool:32}{int(sums['calls']):5} calls  {words}")
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1) + "\n")
    return 0
