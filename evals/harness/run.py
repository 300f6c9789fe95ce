"""``python -m evals run SUITE --out DIR --seed N``: asks every case, scores it, writes figures and a report."""

import argparse
import asyncio
import os
import platform
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from copilot.api.logs import configure_logging
from copilot.errors import UserError
from evals.harness import public, result, service
from evals.harness.ask import Done, Journal, ask_all
from evals.harness.report import report
from evals.harness.suite import Part, Suite, in_the_box, read

if TYPE_CHECKING:
    import httpx2

Json = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """What the command line said."""

    out: Path
    seed: int
    url: str | None = None
    key: str | None = None
    workers: int = 2
    resume: bool = False
    keep: Path | None = None


def suite_of(name: str, data: Path | None, limit: int | None, seed: int) -> Suite:
    """A suite in the box, a file, or a public set with its data. Raises UserError."""
    given = public.read(name, data) if name in public.SETS else read(name)
    return given.sampled(limit, seed)


async def run(suite: Suite, asked: Asked, console: Console) -> Json:
    """The whole of it; writes both files into ``asked.out`` and returns what stands in the JSON."""
    asked.out.mkdir(parents=True, exist_ok=True)
    where = asked.url or "in process"
    header = {"suite": suite.fingerprint, "seed": asked.seed, "where": where}
    journal = Journal(asked.out / "unfinished.jsonl", header, resume=asked.resume)
    whole, before, seconds = False, len(journal.done), 0.0
    total = sum(len(p.cases) for p in suite.parts)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    try:
        with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
            task = bar.add_task(suite.name, total=total, completed=before)
            plain = _plain(console, total, before)

            def tick(done: Done) -> None:
                bar.advance(task)
                plain()

            # one service serves all parts that need the same: loading the sample takes longer than asking it
            for parts in _together(suite.parts):
                if parts[0].runner is not None:
                    began = perf_counter()
                    await _by_itself(parts[0], asked, journal, tick, console)
                    seconds += perf_counter() - began
                    continue
                async with _open(parts[0], asked, console) as http:
                    await http.get("/health/live")  # the first request of a process pays for warming up
                    for part in parts:
                        bar.update(task, description=part.name)
                        began = perf_counter()
                        await ask_all(http, part, journal, asked.workers, tick)
                        seconds += perf_counter() - began
        whole = True
    except BaseExceptionGroup as e:
        told = next((one for one in e.exceptions if isinstance(one, UserError)), None)
        raise told or e from None
    finally:
        journal.close(whole=whole)
    found = result.result_of(suite, asked.seed, journal.done, _about_run(where, asked), seconds)
    found["timings"]["cases_per_s"] = round((total - before) / seconds, 2) if seconds and total > before else None
    result.write(asked.out, found, report(found))
    return found


def _together(parts: Sequence[Part]) -> list[list[Part]]:
    """Parts that need the same knowledge."""
    out: dict[Any, list[Part]] = {}
    for part in parts:
        out.setdefault(part.knowledge or part.name, []).append(part)
    return list(out.values())


async def _by_itself(
    part: Part, asked: Asked, journal: Journal, tick: Callable[[Done], None], console: Console
) -> None:
    """A part that is asked in a way of its own; what is left of it is asked at once."""
    assert part.runner is not None
    if asked.url is not None:
        raise UserError(f"{part.name} is asked in this process alone; leave --url out")
    left = [c for c in part.cases if (part.name, c.id) not in journal.done]
    if not left:
        return
    for done in await part.runner(replace(part, cases=left), lambda line: console.print(line, markup=False)):
        journal.add(done)
        tick(done)


@asynccontextmanager
async def _open(part: Part, asked: Asked, console: Console) -> "AsyncIterator[httpx2.AsyncClient]":
    def say(line: str) -> None:
        console.print(line, markup=False, highlight=False)

    async with AsyncExitStack() as closing:
        if asked.url is None:
            yield await closing.enter_async_context(service.in_process(part, asked.keep, say))
        else:
            if part.documents:
                say(f"the {len(part.documents)} documents of {part.name} have to be in the service at {asked.url}")
            yield await closing.enter_async_context(service.at(asked.url, asked.key or ""))


def _plain(console: Console, total: int, done: int) -> Callable[[], None]:
    """Progress where no terminal shows a bar: a line now and then."""
    step, count = max(1, total // 10), done

    def tick() -> None:
        nonlocal count
        count += 1
        if not console.is_terminal and count % step == 0:
            console.print(f"{count} of {total} cases", highlight=False)

    return tick


def _about_run(where: str, asked: Asked) -> Json:
    try:
        ours = version("agent-copilot")
    except PackageNotFoundError:
        ours = "unknown"
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "where": where,
        "workers": asked.workers,
        "version": ours,
        "python": platform.python_version(),
        "cpus": os.cpu_count(),
    }


def show(found: Json, console: Console) -> None:
    """The figures as a table, and what the thresholds say."""
    table = Table("metric", "value", "95 %", "cases", "not scored", title=f"{found['suite']}, seed {found['seed']}")
    for name, f in found["metrics"].items():
        value = "-" if f["value"] is None else f"{f['value']:.3f}"
        between = "" if f["low"] is None else f"{f['low']:.3f}-{f['high']:.3f}"
        table.add_row(name, value, between, str(f["n"]), str(sum(f["unscored"].values()) or ""))
    console.print(table)
    times = found["timings"]
    if times["cases_per_s"]:
        ms = times["request_ms"]
        console.print(
            f"{times['cases_per_s']} cases/s with {found['run']['workers']} at a time; a request took "
            f"{ms['p50']:.0f} ms at the median, {ms['p95']:.0f} ms at p95"
        )
    for t in found["thresholds"]:
        if not t["ok"]:
            console.print(f"threshold: {t['metric']} is {t['value']}, must be {t['must']}", markup=False)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evals run", description=__doc__, allow_abbrev=False)
    parser.add_argument(
        "suite",
        help=f"in the box: {', '.join(in_the_box())}; public data (--data): {', '.join(sorted(public.SETS))}; or the "
        "path of a file",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="results.json and report.html go there")
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="of samples and intervals (7)")
    parser.add_argument("--url", help="a running service to ask, in place of this process")
    parser.add_argument(
        "--key", default=os.environ.get("EVALS_KEY"), help="its API key of the role evaluator (or in EVALS_KEY)"
    )
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="where the data of a public set is")
    parser.add_argument("--limit", type=int, metavar="N", help="at most N cases of each part, drawn by the seed")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="requests at the same time (2)")
    parser.add_argument("--resume", action="store_true", help="go on where the last run into DIR stopped")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the index there, and use it again")
    given = parser.parse_args()
    if min(given.workers, given.limit or 1) < 1:
        parser.error("--workers and --limit are 1 or more")
    if given.url and not given.key:
        parser.error("--url needs --key")
    configure_logging("error")
    try:
        suite = suite_of(given.suite, given.data, given.limit, given.seed)
        asked = Asked(given.out, given.seed, given.url, given.key, given.workers, given.resume, given.keep)
        found = asyncio.run(run(suite, asked, Console(stderr=True)))
    except (UserError, OSError) as e:
        print(f"evals run: {e}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"evals run: stopped; --resume goes on, what was done is in {given.out}", file=sys.stderr)
        return 130
    show(found, Console())
    print(f"{given.out / result.RESULTS}\n{given.out / result.REPORT}")
    return 0
