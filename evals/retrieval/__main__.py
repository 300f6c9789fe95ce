"""How good search is: ``python -m evals.retrieval SUITE --data FOLDER``.

Every question goes through ``POST /v1/search`` of the app in this process, with an index that is thrown away, the
embedding model of the environment and no language model. Exit code 2 where the data is not there.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from copilot.api.logs import configure_logging
from copilot.errors import UserError
from evals.retrieval.ablate import FULL, VARIANTS, Variant
from evals.retrieval.ask import ask_all, filled
from evals.retrieval.figures import Figures, by_group, figures, times
from evals.retrieval.suite import Asked, DataMissing, Suite
from evals.retrieval.suites import SUITES, load


async def run(suite: Suite, variants: Sequence[Variant], keep: Path | None) -> dict[str, list[Asked]]:
    """Everything asked once for each variant; documents are put in once for each way of cutting them.

    What is kept in ``keep`` is kept apart by suite and by way of cutting: one suite's documents would be found by
    another's questions.
    """
    out: dict[str, list[Asked]] = {}
    for chunk in dict.fromkeys(v.chunk for v in variants):
        folder = keep / suite.name / ("whole" if chunk is None else chunk.__name__) if keep else None
        async with filled(suite, _progress, keep=folder, chunk=chunk) as parts:
            for variant in variants:
                if variant.chunk is chunk:
                    parts.retriever = variant.made(parts.index, parts.embedder)
                    out[variant.name] = await ask_all(parts, suite, _progress, raw=variant.raw)
    return {v.name: out[v.name] for v in variants}


def _progress(line: str) -> None:
    print(line, file=sys.stderr)


def result_of(suite: Suite, answers: dict[str, list[Asked]]) -> dict[str, Any]:
    """What is written as JSON."""

    def plain(sums: Figures) -> dict[str, dict[str, float]]:
        return {name: {k: round(v, 4) for k, v in asdict(interval).items()} for name, interval in sums.items()}

    return {
        "suite": suite.name,
        "documents": len(suite.documents),
        "questions": len(suite.questions),
        "figures": {name: plain(figures(suite.name, asked)) for name, asked in answers.items()},
        "groups": {name: plain(sums) for name, sums in by_group(suite.name, answers[FULL.name]).items()},
        "request_ms": {name: times(asked) for name, asked in answers.items()},
        "answers": [
            {
                "id": a.question.id,
                "gold": sorted(a.question.gold)[:20],
                "found": [[hit.id, round(hit.relevance, 4), hit.below_floor] for hit in a.found[:10]],
                "reason": a.reason,
                "notes": list(a.notes),
            }
            for a in answers[FULL.name]
        ],
    }


def show(result: dict[str, Any], console: Console) -> None:
    """The figures as tables: with intervals, or side by side where several ways were tried."""
    figures_of, ms = result["figures"], result["request_ms"]
    title = f"{result['suite']}: {result['questions']} questions, {result['documents']} documents"
    columns = figures_of if len(figures_of) > 1 else figures_of | result["groups"]
    table = Table("figure", *columns, title=title)
    for name in figures_of[FULL.name]:
        table.add_row(name, *(_cell(sums.get(name), len(figures_of) == 1) for sums in columns.values()))
    table.add_row("request p50 / p95, ms", *(f"{ms[c]['p50']} / {ms[c]['p95']}" if c in ms else "" for c in columns))
    console.print(table)


def _cell(interval: dict[str, float] | None, whole: bool) -> str:
    if interval is None:
        return ""
    value = f"{interval['value']:.3f}"
    return f"{value} [dim]{interval['low']:.3f}-{interval['high']:.3f}[/]" if whole else value


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.retrieval", description="Search, evaluated.")
    parser.add_argument("suite", choices=sorted(SUITES))
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="where the suite's data is; not for sample")
    parser.add_argument("--out", type=Path, metavar="FILE.json", help="write figures and answers there too")
    parser.add_argument("--limit", type=int, metavar="N", help="ask at most N questions, evenly from all")
    parser.add_argument("--ablate", action="store_true", help="the same with parts of the search left out")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the index there, and use it again")
    given = parser.parse_args()
    configure_logging("warning")
    try:
        suite = load(given.suite, given.data).sampled(given.limit)
        answers = asyncio.run(run(suite, VARIANTS if given.ablate else (FULL,), given.keep))
    except (UserError, DataMissing, OSError) as e:
        print(f"evals.retrieval: {e}", file=sys.stderr)
        return 2
    result = result_of(suite, answers)
    show(result, Console())
    if given.out:
        given.out.write_text(json.dumps(result, ensure_ascii=False, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
