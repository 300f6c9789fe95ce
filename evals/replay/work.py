"""Asking about many turns: some at once in this process, or spread over processes that each have a copy of the index.

What a request takes is computing, and one interpreter computes on one core.
"""

import asyncio
import multiprocessing
import os
import shutil
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from multiprocessing.queues import Queue
from pathlib import Path
from queue import Empty

from copilot.api.logs import configure_logging
from copilot.domain import ActionSpec, Policy
from copilot.errors import UserError
from copilot.settings import Settings
from copilot.wiring import Parts
from evals.replay.ask import EDITED, allow, ask, eras, offer, opened
from evals.replay.keep import private_folder
from evals.replay.score import Scored, scored
from evals.replay.turns import Turn

_LOOK_S = 1.0
"""Between two looks at whether the processes live."""
Done = Callable[[str, Scored | None], None]
"""Called with a turn's key and its scores; None where it can't be asked about."""


@dataclass(frozen=True, slots=True)
class Job:
    """A turn, the ids of its duplicates, and the articles that its answer came from (unedited, edited since)."""

    turn: Turn
    excluded: tuple[str, ...]
    origin: tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be asked, and what the tenant allows and offers."""

    jobs: tuple[Job, ...]
    policy: Policy
    actions: tuple[ActionSpec, ...]
    """The catalogue; where empty, it grows by what is ``known``."""
    known: Mapping[str, datetime]
    parallel: int


async def ask_all(parts: Parts, work: Work, done: Done) -> None:
    """Every turn in the order of time, some at once; nobody is asked while the catalogue changes."""
    await allow(parts, work.policy)
    await offer(parts, work.actions)
    jobs = {job.turn.key: job for job in work.jobs}
    free = asyncio.Semaphore(work.parallel)

    async def bounded(job: Job) -> None:
        async with free:
            done(job.turn.key, await _one(parts, job))

    for new, era in eras([job.turn for job in work.jobs], {} if work.actions else work.known):
        await offer(parts, [ActionSpec(name=name, label=name.replace("_", " ").capitalize()) for name in new])
        async with asyncio.TaskGroup() as group:
            for turn in era:
                group.create_task(bounded(jobs[turn.key]))


async def _one(parts: Parts, job: Job) -> Scored | None:
    response = await ask(parts, job.turn, job.excluded)
    if response is None:
        return None
    edited = await ask(parts, job.turn, job.excluded, tenant=EDITED, bot=False) if job.origin[1] else None
    return scored(job.turn, response, job.origin, edited)


async def spread(work: Work, settings: Settings, data: Path, workers: int, done: Done) -> None:
    """The same by ``workers`` processes. ``data``: a closed data folder, whose index each gets a copy of."""
    context = multiprocessing.get_context("spawn")
    answers: Queue[tuple[str, Scored | None]] = context.Queue()
    with ExitStack() as closing:
        running = []
        for n in range(workers):
            own = data / f"worker-{n + 1}"
            private_folder(own)
            closing.callback(shutil.rmtree, own, ignore_errors=True)
            await asyncio.to_thread(shutil.copytree, data / "index", own / "index", dirs_exist_ok=True)
            share = replace(work, jobs=work.jobs[n::workers])
            process = context.Process(target=_work, args=(settings, own, share, answers), daemon=True)
            process.start()
            closing.callback(_end, process)
            running.append(process)
        for _ in work.jobs:
            done(*await asyncio.to_thread(_next, answers, running))


def _next(answers: "Queue[tuple[str, Scored | None]]", running: Sequence[BaseProcess]) -> tuple[str, Scored | None]:
    while True:
        failed = any(process.exitcode for process in running)
        try:
            return answers.get(timeout=_LOOK_S)
        except Empty:
            if failed or not any(process.is_alive() for process in running):
                raise UserError("a worker ended early; start it again for the rest, or with --workers 1") from None


def _end(process: BaseProcess) -> None:
    process.terminate()
    process.join()


def _work(settings: Settings, data: Path, work: Work, answers: "Queue[tuple[str, Scored | None]]") -> None:
    """One process's share."""
    end_with_parent()
    configure_logging("error")

    async def run() -> None:
        async with opened(data, settings) as parts:
            await ask_all(parts, work, lambda key, found: answers.put((key, found)))

    asyncio.run(run())


def end_with_parent() -> None:
    """From here on this process ends where the one that started it does, however that ended: nobody waits for it."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
