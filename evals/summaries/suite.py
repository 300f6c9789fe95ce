"""Public sets of summaries as suites of the harness, asked at ``POST /v1/assist`` with ``want: ["summary"]``."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from copilot.domain import Summary
from evals.harness.ask import Done, ask_each
from evals.harness.service import Progress, opened
from evals.harness.suite import Case, Part, Suite
from evals.rouge import KINDS
from evals.summaries import tasks, tweets

Json = dict[str, Any]
_ASK: Json = {"want": ["summary"]}


def tweetsumm(name: str, folder: Path) -> Suite:
    """Threads on Twitter against what people wrote of them (Feigenblat et al. 2021): ROUGE on the valid part."""
    cases = [
        Case(str(t.conversation.id), {"conversation": _json(t.conversation)}, {"references": list(t.references)}, {})
        for t in tweets.threads(folder, "valid")
    ]
    about = "Support threads on Twitter, summed up, against what people wrote (Feigenblat et al. 2021), valid part"
    metrics = tuple(f"{kind}{rule}" for rule in ("", "_mean", "_best") for kind in KINDS)
    part = Part(name, about, "assist", cases, metrics, {}, (), _ASK, documents=())
    return Suite(name, about, [part])


def facts(name: str, folder: Path) -> Part:
    """Whether a summary keeps what was found and done in tau-bench's conversations and adds nothing: ``tasks``."""
    known = {task.name: task for task in tasks.tasks(folder)}

    async def run(part: Part, progress: Progress) -> list[Done]:
        async with opened() as (_, http):
            return [judged(known[done.id], done, part.metrics) for done in await ask_each(http, part, progress)]

    about = "Facts of conversations with tools that a summary keeps, and what it adds (Yao et al. 2024)"
    metrics = ("facts_kept", "facts_kept_micro", "wrong_told")
    return Part(name, about, "own", [_case(t) for t in known.values()], metrics, {}, ("set",), _ASK, runner=run)


def judged(task: tasks.Task, done: Done, metrics: Sequence[str]) -> Done:
    """With the scores of a task; without a summary there are none."""
    if done.scores["errors"]:
        return done
    if not done.output["summary"]:
        return replace(done, unscored=dict.fromkeys(metrics, "no summary came"))
    summary = Summary.model_validate(done.output["summary"])
    lost, wanted = tasks.lost(task, summary), len(task.gold)
    added, told = tasks.added(task, summary)
    scores = {"facts": wanted, "facts_found": wanted - len(lost), "told": told, "added": len(added)}
    kept = {"facts_kept": round(1 - len(lost) / wanted, 6)} if wanted else {}
    output = done.output | {"lost": [[g.kind, *g.words] for g in lost], "added": added}
    return replace(done, scores=done.scores | {k: float(v) for k, v in scores.items()} | kept, output=output)


def _case(task: tasks.Task) -> Case:
    body: Json = {"conversation": _json(task.conversation)}
    if task.customer:
        body["customer"] = _json(task.customer)
    kind = task.name.partition("-")[0].removesuffix("_trajectories")
    return Case(task.name, body, {"told": [[g.kind, *g.words] for g in task.gold]}, {"set": kind})


def _json(model: Any) -> Json:
    made: Json = model.model_dump(mode="json", exclude_defaults=True)
    return made
