"""Public sets of next actions as suites of the harness: each step of an agent is a case, asked at ``POST /v1/assist``
in an app that was given the past conversations."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from copilot.errors import UserError
from evals.actions import tau
from evals.actions.asked import body, places
from evals.actions.run_star import filled
from evals.actions.star import dialogues, split
from evals.harness.ask import Done, ask_each
from evals.harness.service import Progress, opened
from evals.harness.suite import Case, Part, Suite
from evals.retrieval.suite import DataMissing, folder_of

Json = dict[str, Any]
_ASK: Json = {"want": ["next_actions"]}
_NOTHING = -1
"""Number of the action where none was proposed."""


def star(name: str, folder: Path) -> Suite:
    """Steps of the dialogues of one task each, split as published ("happy"), after learning from the training part
    (Mosig et al. 2020). ``action@1`` is the accuracy; where nothing is proposed it counts as wrong."""
    known = dialogues(folder)
    train, test = ([known[i] for i in ids if i in known] for ids in split(folder, "happy"))
    names = sorted({a.action for d in (*train, *test) for a in d.resolution.actions})
    number = {action: n for n, action in enumerate(names)}
    cases = [
        Case(
            f"{d.resolution.id}-{n}", {"conversation": body(place)["conversation"]}, {"actions": [did]}, _task(d.tasks)
        )
        for d in test
        for n, (place, did) in enumerate(places(d))
    ]

    async def run(part: Part, progress: Progress) -> list[Done]:
        async with opened("admin") as (_, http):
            learned = await filled(http, train, progress)
            if "result" not in learned:
                raise UserError(f"{name}: nothing was learned: {learned.get('problem', {}).get('detail', '')}")
            done = await ask_each(http, part, progress)
        return [_numbered(d, c.expect["actions"][0], number) for d, c in zip(done, part.cases, strict=True)]

    about = "The agent's next step in dialogues of one task, after learning from others (Mosig et al. 2020)"
    metrics = ("action@1", "action_weighted_f1", "action@3", "proposed")
    return Suite(name, about, [Part(name, about, "own", cases, metrics, {}, ("task",), _ASK, runner=run)])


def _task(tasks: tuple[str, ...]) -> dict[str, str]:
    return {"task": "+".join(tasks)}


def _numbered(done: Done, did: str, number: dict[str, int]) -> Done:
    """With what was done and what was proposed first as numbers, for the F1 of each action."""
    if done.scores["errors"]:
        return done
    proposed = done.output["next_actions"]
    first = number[proposed[0]["action"]] if proposed else _NOTHING
    return replace(done, scores=done.scores | {"did": float(number[did]), "first": float(first)})


def tau_bench(name: str, folder: Path) -> Suite:
    """The airline's next tool with its arguments, conversations of the same task left out, and the facts that
    summaries keep (Yao et al. 2024)."""
    from evals.summaries.suite import facts

    file = folder_of(folder, "tau_bench") / tau.TRAJECTORIES
    if not file.is_file():
        raise DataMissing(f"no {file}: tau_bench is not there")
    resolutions, calls = tau.read(file)
    cases = [
        Case(
            f"{call.conversation}-{n:04}",
            tau.body(call, resolutions),
            {"actions": [call.tool], "arguments": dict(call.arguments)},
            {"tool": call.tool},
        )
        for n, call in enumerate(calls)
    ]

    async def run(part: Part, progress: Progress) -> list[Done]:
        async with opened() as (parts, http):
            await tau.filled_in(parts, resolutions, progress)
            return await ask_each(http, part, progress)

    about = "The next tool of an airline's agent and its arguments (Yao et al. 2024)"
    metrics = ("action@1", "action@3", "action_exact")
    tools = Part(f"{name}-tools", about, "own", cases, metrics, {}, ("tool",), _ASK, runner=run)
    return Suite(name, "tau-bench: next tools, and summaries", [tools, facts(f"{name}-summaries", folder)])
