"""Learning from the tenant's own resolutions, on demand."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Any

from litestar import delete, post
from litestar.openapi import ResponseSpec
from litestar.response import Stream

from copilot.api.access import only
from copilot.api.given import CallerGiven, PartsGiven
from copilot.api.problems import as_event, problems
from copilot.errors import NotFound
from copilot.training import train
from copilot.wiring import Parts
from retrieval.documents import Frozen

MEDIA_TYPE = "application/x-ndjson"


class TrainingLine(Frozen):
    """A line of the answer: progress, or what came of it."""

    stage: str | None = None
    done: int | None = None
    total: int | None = None
    result: dict[str, Any] | None = None
    problem: dict[str, Any] | None = None


@post(
    "/v1/train",
    guards=[only("admin")],
    status_code=200,
    responses={
        200: ResponseSpec(
            TrainingLine, media_type=MEDIA_TYPE, description="Lines of progress.", generate_examples=False
        )
    }
    | problems(401, 403),
    tags=["actions"],
    summary="Learn next actions",
)
async def start_training(caller: CallerGiven, parts: PartsGiven) -> Stream:
    """Learn from the resolutions which action comes next. Lines of JSON: `{"stage", "done", "total"}`, and last
    `{"result": figures}` or `{"problem": problem}`. It ends where the caller goes away, and what was learned before
    stays."""
    return Stream(_lines(parts, caller.tenant), media_type=MEDIA_TYPE)


@delete(
    "/v1/train", guards=[only("admin")], responses=problems(401, 403, 404, 503), tags=["actions"], summary="Forget it"
)
async def forget_training(caller: CallerGiven, parts: PartsGiven) -> None:
    """Forget what was learned; next actions are counted only."""
    if not await parts.heads.delete(caller.tenant):
        raise NotFound("nothing was learned yet")


async def _lines(parts: Parts, tenant: str) -> AsyncIterator[bytes]:
    queue: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()

    async def report(stage: str, done: int, total: int) -> None:
        queue.put_nowait({"stage": stage, "done": done, "total": total})

    work = asyncio.create_task(train(parts, tenant, report))
    work.add_done_callback(lambda _: queue.put_nowait(None))
    try:
        while (line := await queue.get()) is not None:
            yield json.dumps(line).encode() + b"\n"
        try:
            figures = await work
        except Exception as e:
            yield b'{"problem":' + as_event(e) + b"}\n"
        else:
            yield json.dumps({"result": asdict(figures)}).encode() + b"\n"
    finally:
        if not work.done():
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)


HANDLERS = [start_training, forget_training]
