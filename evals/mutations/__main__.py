"""Does the evaluation notice a broken copilot: ``python -m evals mutations [--cases N] [--keep FOLDER]``.

Breaks one thing at a time, asks the sample company's questions, and prints every metric; ✗ marks one that fell beyond
the noise (the 95 % interval of the paired differences lies below zero). 1 where the metric that has to notice doesn't.
"""

import argparse
import asyncio
import json
import random
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from copilot.api.logs import configure_logging
from copilot.demo import TENANT, load
from copilot.domain import AssistRequest, Caller, Conversation
from copilot.errors import UserError
from copilot.settings import load_settings
from copilot.wiring import Parts, assemble
from evals.figures import Figure, Unscored, average
from evals.metrics import Interval, bootstrap, mean
from evals.mutations.mutants import MUTATIONS, NOTHING, Mutation
from evals.mutations.score import METRICS, Case, Seen, scores
from retrieval.documents import Message
from retrieval.scope import Scope
from retrieval.search import Retriever
from retrieval.thread import query_from_thread

CASES = Path(__file__).parents[1] / "cases" / "sample_search.jsonl"
CALLER = Caller(tenant=TENANT, role="evaluator", key_id="evals")
AT = datetime(2026, 7, 1, tzinfo=UTC)
"""When the questions are asked: half of the sample's past cases were closed by then."""
DEADLINE_MS = 120_000
_UNANSWERED = 3
"""One in so many cases is one that nothing answers."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A metric of one mutation beside that of the copilot as it is."""

    figure: Figure
    change: Interval | None
    """Of the cases that both can score, paired; None where there are none."""

    @property
    def red(self) -> bool:
        return self.change is not None and self.change.high < 0


def read_cases(most: int, seed: int) -> list[Case]:
    """A third of them without an answer, the rest half English and half German, as far as there are any."""
    rows = [json.loads(line) for line in CASES.read_text("utf-8").splitlines() if line.strip()]
    chance = random.Random(seed)  # noqa: S311 (a sample, no secret)
    chance.shuffle(rows)
    rows = [r for r in rows if len(r["messages"]) == 1]
    answered = [r for r in rows if r["gold"]]
    english, german = ([r for r in answered if r["language"] == lang] for lang in ("en", "de"))
    none = [r for r in rows if not r["gold"]][: most // _UNANSWERED]
    half = (most - len(none)) // 2
    chosen = none + german[:half] + english[: most - len(none) - len(german[:half])]
    return [
        Case(r["id"], r["messages"][-1]["text"], r["language"], tuple(r["gold"]), AT)
        for r in sorted(chosen, key=lambda r: str(r["id"]))
    ]


async def run(parts: Parts, cases: Sequence[Case], mutations: Iterable[Mutation]) -> dict[str, list[Seen]]:
    """What comes out, by mutation, the copilot as it is first. The assistant searches as before at the end."""
    out = {NOTHING.name: await _asked(parts, cases, NOTHING)}
    try:
        for mutation in mutations:
            _progress(mutation.name)
            seen = await _asked(parts, cases, mutation) if mutation.asks_anew else out[NOTHING.name]
            out[mutation.name] = [
                replace(s, replies=tuple(mutation.spoil(r, s.found) for r in s.replies)) for s in seen
            ]
    finally:
        parts.assistant.search_with(parts.retriever)
    return out


async def _asked(parts: Parts, cases: Sequence[Case], mutation: Mutation) -> list[Seen]:
    plain = mutation.retriever is Retriever
    retriever = parts.retriever if plain else mutation.retriever(parts.index, parts.embedder)
    parts.assistant.search_with(retriever)
    return [await _ask(parts, retriever, case, mutation) for case in cases]


async def _ask(parts: Parts, retriever: Retriever, case: Case, mutation: Mutation) -> Seen:
    message = Message(author="customer", text=case.text)
    request = AssistRequest(
        conversation=Conversation(channel="email", messages=(message,)), deadline_ms=DEADLINE_MS, as_of=case.at
    )
    considered = await parts.assistant.consider(CALLER, mutation.ask(request))
    query = query_from_thread([message], subject=None, language=case.language)
    scope = Scope(TENANT, as_of=case.at)
    ranked = (await retriever.search(query, scope, limit=10, below_floor=True)).passages if query else ()
    return Seen(
        case,
        tuple(dict.fromkeys(f.passage.source_id for f in ranked if f.passage.kind == "article")),
        considered.answer.replies,
        considered.evidence.passages,
        tuple(f for f, _ in considered.found.evidence),
    )


def compared(seen: Mapping[str, Sequence[Seen]], *, seed: int = 7) -> dict[str, dict[str, Cell]]:
    """Mutation -> metric -> cell."""
    return {name: {m: _cell(seen[NOTHING.name], broken, m, seed) for m in METRICS} for name, broken in seen.items()}


def _cell(whole: Sequence[Seen], broken: Sequence[Seen], metric: str, seed: int) -> Cell:
    before, after = scores(whole, metric), scores(broken, metric)
    both = [(before[i], after[i]) for i in after]
    changes = [b - a for a, b in both if not isinstance(a, Unscored) and not isinstance(b, Unscored)]
    change = bootstrap(changes, mean, seed=seed) if changes else None
    return Cell(average(after.values(), seed=seed), change)


def caught(mutation: Mutation, cells: Mapping[str, Mapping[str, Cell]]) -> bool:
    """Whether the metric that has to notice did."""
    return cells[mutation.name][mutation.metric].red


def table(cells: Mapping[str, Mapping[str, Cell]], mutations: Sequence[Mutation]) -> str:
    """In Markdown: the metric that has to notice in bold, ✗ where one fell beyond the noise."""
    names = list(METRICS)
    rows = [f"| broken | {' | '.join(names)} | noticed |", "|---" * (len(names) + 2) + "|"]
    for mutation in (NOTHING, *mutations):
        told = [_told(cells[mutation.name][m], wanted=m == mutation.metric) for m in names]
        noticed = "" if mutation is NOTHING else "yes" if caught(mutation, cells) else "NO"
        rows.append(f"| {mutation.name} | {' | '.join(told)} | {noticed} |")
    return "\n".join(rows)


def _told(cell: Cell, *, wanted: bool) -> str:
    figure = "not scored" if cell.figure.interval is None else f"{cell.figure.interval.value:.2f}"
    figure = f"{figure} ✗" if cell.red else figure
    return f"**{figure}**" if wanted else figure


async def _whole(folder: Path, most: int, seed: int) -> dict[str, list[Seen]]:
    own = {"data_dir": folder, "log_level": "error", "llm_url": None, "llm_model": None}
    settings = load_settings().model_copy(update=own | {"qdrant_url": None, "redis_url": None})
    async with assemble(settings) as parts:
        await load(parts, folder, lambda done, of: _progress(f"loaded {done} of {of} documents"))
        return await run(parts, read_cases(most, seed), MUTATIONS)


def _progress(line: str) -> None:
    print(line, file=sys.stderr)


def main() -> int:
    """Print the table; 0 where everything broken was noticed."""
    parser = argparse.ArgumentParser(prog="python -m evals mutations", description=__doc__)
    parser.add_argument("--cases", type=int, default=60, help="how many questions are asked (default 60)")
    parser.add_argument("--seed", type=int, default=7, help="of the sample and the intervals")
    parser.add_argument("--keep", type=Path, help="a folder for the loaded sample, which a later run uses again")
    told = parser.parse_args()
    configure_logging("error")  # warnings are of the traps that the sample holds
    try:
        with ExitStack() as closing:
            folder = told.keep or Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="copilot-evals-")))
            folder.mkdir(parents=True, exist_ok=True)
            cells = compared(asyncio.run(_whole(folder, told.cases, told.seed)), seed=told.seed)
    except (UserError, OSError) as e:
        print(f"evals mutations: {e}", file=sys.stderr)
        return 2
    print(table(cells, MUTATIONS))
    return 0 if all(caught(m, cells) for m in MUTATIONS) else 1


if __name__ == "__main__":
    sys.exit(main())
