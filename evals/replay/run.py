"""A whole replay: read, index once, ask at every turn, score, and write down."""

import random
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from copilot.domain import ActionSpec, Policy
from copilot.settings import Settings
from evals.replay.ask import SEND, Progress, index_export, opened
from evals.replay.figures import decisions, figures, slices
from evals.replay.hide import duplicates
from evals.replay.keep import DATA, Kept, fingerprint, private_folder
from evals.replay.score import Scored
from evals.replay.source import Origins
from evals.replay.turns import NO_TIME, NO_TURN, Export, Turn, first_done, read_export, turns_of
from evals.replay.work import Job, Work, ask_all, spread
from retrieval.embed import Embedder
from retrieval.sources.shape import Format

NAMED = 100
"""Unreadable items that the figures name; all are counted."""


@dataclass(frozen=True, slots=True)
class Options:
    export: Path
    out: Path
    seed: int = 1
    form: Format | None = None
    limit: int | None = None
    """Tickets that are replayed, drawn by the seed; all of them are indexed."""
    policy: Policy | None = None
    """The tenant's; a bot that may answer wherever every other gate holds where None."""
    actions: tuple[ActionSpec, ...] = ()
    """The tenant's catalogue; where empty, what the tickets show, each action from when it could be known."""
    parallel: int = 4
    """Turns asked at once, in each process."""
    workers: int = 1
    """Processes that ask; each holds a copy of the index and of the embedding model."""
    keep: bool = False
    """Leave the index in ``out`` for another run."""


@dataclass
class Replayed:
    """What came of it, the turns in their order."""

    turns: list[Scored]
    figures: dict[str, Any]
    timings: dict[str, Any] = field(default_factory=dict)


async def replay(
    options: Options, settings: Settings, progress: Progress, *, embedder: Embedder | None = None
) -> Replayed:
    """Raises UserError for what a person must fix."""
    began = perf_counter()
    export = read_export(options.export, options.form)
    turns, passed = chosen(export, options)
    origins = Origins(export.articles)
    from_article = {t.key: origins.of(t.sent, t.at) for t in turns}
    edited = any(changed for _, changed in from_article.values())
    same = duplicates(export.tickets)
    private_folder(options.out)
    asked = (options.seed, options.form, options.limit, str(options.policy), str(options.actions), str(settings))
    kept = Kept(options.out, fingerprint(options.export, *asked))
    data = options.out / DATA
    if kept.anew and data.exists():
        shutil.rmtree(data)
    private_folder(data)
    before = len(kept.done)
    times = {"read_s": perf_counter() - began}
    began, busy = perf_counter(), process_time()
    known = {} if options.actions else first_done(export.tickets)
    jobs = tuple(
        Job(t, same.get(t.ticket.id, ()), from_article[t.key])
        for t in sorted(turns, key=lambda t: (t.at, t.key))
        if t.key not in kept.done
    )
    work = Work(jobs, options.policy or SEND, options.actions, known, options.parallel)
    asked_about = too_many = 0

    def done_with(key: str, turn: Scored | None) -> None:
        nonlocal asked_about, too_many
        asked_about += 1
        if turn is None:
            too_many += 1
        else:
            kept.add(turn)
        progress("replaying", asked_about, len(jobs))

    try:
        async with opened(data, settings, embedder) as parts:
            timeless = await index_export(parts, export, progress, edited=edited)
            times |= {"index_s": perf_counter() - began, "index_cpu_s": process_time() - busy}
            began, busy = perf_counter(), process_time()
            if options.workers == 1:
                await ask_all(parts, work, done_with)
        if options.workers > 1 and jobs:
            await spread(work, settings, data, options.workers, done_with)
        times["ask_s"] = perf_counter() - began
        if options.workers == 1:
            times["ask_cpu_s"] = process_time() - busy
    finally:
        kept.close()
    if not options.keep:
        shutil.rmtree(data)
    done = [kept.done[t.key] for t in turns if t.key in kept.done]
    passed |= {"more duplicates than a request can exclude": too_many} if too_many else {}
    told = _told(export, turns, passed, timeless=timeless, doubled=len(same))
    told |= {"metrics": figures(done, options.seed), "slices": slices(done), "bot": decisions(done)}
    return Replayed(done, told, _timings(times, done, len(done) - before, len(turns)))


def chosen(export: Export, options: Options) -> tuple[list[Turn], dict[str, int]]:
    """The turns to replay, in the order of the export, and how many tickets give none, by why."""
    passed: Counter[str] = Counter()
    by_ticket: list[list[Turn]] = []
    for ticket in export.tickets:
        found = list(turns_of(ticket))
        if found:
            by_ticket.append(found)
        else:
            timed = any(m.sent_at for m in ticket.messages)
            passed[NO_TURN if timed else NO_TIME] += 1
    if options.limit is not None and options.limit < len(by_ticket):
        drawn = random.Random(options.seed).sample(range(len(by_ticket)), options.limit)  # noqa: S311 (no secret)
        by_ticket = [by_ticket[n] for n in sorted(drawn)]
    return [t for found in by_ticket for t in found], dict(sorted(passed.items()))


def _told(
    export: Export, turns: Sequence[Turn], passed: dict[str, int], *, timeless: int, doubled: int
) -> dict[str, Any]:
    undated = sum(a.updated_at is None and a.valid_from is None for a in export.articles)
    return {
        "export": {
            "articles": len(export.articles),
            "articles_without_a_time": undated,
            "tickets": len(export.tickets),
            "tickets_without_a_time": timeless,
            "tickets_with_duplicates": doubled,
            "tickets_not_replayed": passed,
            "turns": len(turns),
            "left_out": dict(sorted(export.left_out.items())),
            "unreadable": len(export.unreadable),
            "unreadable_named": [f"{where}: {why}" for where, why in export.unreadable[:NAMED]],
        }
    }


def _timings(times: dict[str, float], done: Sequence[Scored], now: int, of: int) -> dict[str, Any]:
    spent = sorted(t.ms for t in done)
    out: dict[str, Any] = {name: round(s, 2) for name, s in times.items()}
    out["turns"], out["turns_of_an_earlier_run"] = of, len(done) - now
    out["turns_per_s"] = round(now / times["ask_s"], 2) if now and times["ask_s"] > 0 else None
    if spent:
        out["ms_p50"], out["ms_p95"] = spent[len(spent) // 2], spent[min(len(spent) - 1, int(0.95 * len(spent)))]
    return out
