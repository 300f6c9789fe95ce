"""Long work as an answer: lines of JSON while it goes on, and last what came of it."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

from litestar.response import Stream

from copilot.api.problems import as_event
from retrieval.reindex import Report

T = TypeVar("T")
MEDIA_TYPE = "application/x-ndjson"


def followed(work: Callable[[Report], Awaitable[T]], told: Callable[[T], dict[str, Any]]) -> Stream:
    """Lines ``{"stage", "done", "total"}``, and last ``{"result": told}`` or ``{"problem"}``.

    The work ends where the caller goes away.
    """
    return Stream(_lines(work, told), media_type=MEDIA_TYPE)


async def _lines(work: Callable[[Report], Awaitable[T]], told: Callable[[T], dict[str, Any]]) -> AsyncIterator[bytes]:
    queue: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()

    async def report(stage: str, done: int, total: int) -> None:
        queue.put_nowait({"stage": stage, "done": done, "total": total})

    going = asyncio.ensure_future(work(report))
    going.add_done_callback(lambda _: queue.put_nowait(None))
    try:
        while (line := await queue.get()) is not None:
            yield json.dumps(line).encode() + b"\n"
        try:
            result = await going
        except Exception as e:
            yield b'{"problem":' + as_event(e) + b"}\n"
        else:
            yield json.dumps({"result": told(result)}).encode() + b"\n"
    finally:
        if not going.done():
            going.cancel()
            await asyncio.gather(going, return_exceptions=True)
