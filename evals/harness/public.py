"""Public sets as suites: each reader takes the folder that the command names; nothing of them is in this package."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from copilot.errors import UserError
from evals.harness.ask import Done
from evals.harness.suite import Case, Part, Suite
from evals.retrieval.suite import DataMissing, Question

Json = dict[str, Any]
SETS: dict[str, tuple[str, str]] = {
    "stackfaq": ("stackfaq", "evals.harness.public:searched"),
    "dstc11": ("dstc11_t5_val", "evals.harness.public:searched"),
    "dstc11-spoken": ("dstc11_t5_val", "evals.harness.public:searched"),
    "clinc150": ("intents_clinc150", "evals.harness.public:searched"),
    "beir": ("", "evals.harness.public:searched"),
    "banking77": ("intents_banking77", "evals.harness.own:banking77"),
    "presidio": ("pii_presidio_synth", "evals.harness.own:presidio"),
    "bipia": ("inj_bipia", "evals.harness.own:bipia"),
    "tweetsumm": ("tweetsumm", "evals.summaries.suite:tweetsumm"),
    "star": ("star", "evals.actions.suite:star"),
    "tau_bench": ("tau_bench", "evals.actions.suite:tau_bench"),
}
"""Name -> (its folder in a folder of them all, ``module:function``). The function takes the name and the folder and
returns the suite; it raises DataMissing or FileNotFoundError where the data isn't there."""

_METRICS: dict[str, tuple[str, ...]] = {
    "stackfaq": ("map", "hit@1", "hit@5", "mrr@10", "ndcg@10", "let_through", "right_let_through"),
    "dstc11": ("hit@1", "recall@5", "recall@10", "mrr@10", "ndcg@10", "selection", "selection_micro", "let_through"),
    "clinc150": ("hit@1", "auroc", "let_through", "held_back"),
    "beir": ("ndcg@10", "recall@10", "mrr@10", "map", "hit@1", "hit@5", "let_through"),
}


def read(name: str, data: Path | None) -> Suite:
    """The suite of a set. Raises UserError, one line, where the data or its adapter is not there."""
    if data is None:
        raise UserError(f"the suite {name} needs its data: give --data FOLDER")
    of_all, place = SETS[name]
    folder = data / of_all if of_all and (data / of_all).is_dir() else data
    module, _, function = place.partition(":")
    try:
        made: Callable[[str, Path], Suite] = getattr(import_module(module), function)
    except (ModuleNotFoundError, AttributeError) as e:
        raise UserError(f"this version has no adapter for {name}: {place} is absent") from e
    try:
        return made(name, folder)
    except FileNotFoundError as e:
        raise UserError(f"the data of {name} is not there: no {e.filename}") from e
    except DataMissing as e:
        raise UserError(str(e)) from e


def searched(name: str, folder: Path) -> Suite:
    """Questions and documents, asked at ``POST /v1/search``; the readers are those of ``evals.retrieval``."""
    from evals.retrieval.suites import load

    suite = load(name, folder)
    metrics = _METRICS[name.removesuffix("-spoken")]
    part = Part(
        name=name,
        about=_first_line(name),
        door="search",
        cases=[_question(q) for q in suite.questions],
        metrics=metrics,
        thresholds={},
        slices=("group",),
        ask={"limit": suite.limit, "below_floor": True},
        documents=suite.documents,
    )
    return Suite(name, part.about, [part])


def _question(q: Question) -> Case:
    body: Json = {"audience": q.audience}
    if q.raw:
        body["query"] = q.said[-20_000:]
    else:
        messages = [m.model_dump(mode="json", exclude_defaults=True) for m in q.messages]
        body["conversation"] = {"channel": "chat", "messages": messages}
    expect: Json = {"gold": dict(q.gold), "kind": q.kind}
    return Case(q.id, body, expect, {"group": q.group} if q.group else {})


def _first_line(name: str) -> str:
    from evals.retrieval.suites import SUITES

    return " ".join((SUITES[name].__doc__ or "").split("\n\n")[0].split())


def scored_as(part: str, case: str, scores: Json, output: Json, ms: float = 0.0) -> Done:
    """What a part with a way of its own found for a case."""
    return Done(part, case, {k: round(float(v), 6) for k, v in scores.items()} | {"errors": 0.0}, {}, output, ms)
