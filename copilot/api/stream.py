"""Server-sent events: each one out at once, a ping when nothing happens, everything closed when the reader leaves."""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine
from typing import Any, Generic, TypeVar

from litestar import Request
from litestar.response import Stream

from copilot.api.problems import as_event
from copilot.assist.run import BURST_S

T = TypeVar("T")

PING_S = 15.0
PING = b": ping\n\n"
CLIENT_GONE = 499
"""For our log and figures; nobody is there to read it."""


class Ended(Exception):
    """The source has no more."""


class Running(Generic[T]):
    """An async iterator that runs in one task of its own.

    One task, because generators hold timeouts and task groups across their yields, and those belong to the task that
    entered them. It runs ahead of a slow reader; what it makes is small and ends by itself or with ``close``.
    """

    def __init__(self, source: AsyncIterator[T]) -> None:
        self._queue: asyncio.Queue[T | Exception] = asyncio.Queue()
        self._task = asyncio.create_task(self._run(source))

    async def _run(self, source: AsyncIterator[T]) -> None:
        out_by = 0.0
        try:
            try:
                async for item in source:
                    self._queue.put_nowait(item)
                    if time.perf_counter() >= out_by:  # it goes out before the next is worked on
                        await asyncio.sleep(0)
                        out_by = time.perf_counter() + BURST_S
            finally:
                if isinstance(source, AsyncGenerator):
                    await source.aclose()
        except Exception as e:
            self._queue.put_nowait(e)
        else:
            self._queue.put_nowait(Ended())

    async def next(self) -> T:
        """The next item; raises Ended after the last, or what the source raised."""
        item = await self._queue.get()
        if isinstance(item, Exception):
            raise item
        return item

    async def within(self, seconds: float) -> T | Exception | None:
        """The next item, or what the source raised (Ended after the last); None where none comes in time."""
        if not self._queue.empty():
            return self._queue.get_nowait()
        try:
            async with asyncio.timeout(seconds):
                return await self._queue.get()
        except TimeoutError:
            return None

    async def close(self) -> None:
        """End the source, wherever it is."""
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task


def sse(name: str, data: str | bytes, event_id: str | None = None) -> bytes:
    """One event; ``data`` is JSON without line breaks."""
    head = f"id: {event_id}\n" if event_id else ""
    text = data.decode() if isinstance(data, bytes) else data
    return f"{head}event: {name}\ndata: {text}\n\n".encode()


async def with_pings(running: Running[bytes], *, every: float = PING_S) -> AsyncGenerator[bytes, None]:
    """What ``running`` makes, with a comment after each ``every`` seconds of silence.

    A failure becomes an event ``problem``: the answer's status is long sent.
    """
    try:
        while True:
            item = await running.within(every)
            if isinstance(item, Ended):
                return
            if isinstance(item, Exception):
                yield sse("problem", as_event(item))
                return
            yield PING if item is None else item
    finally:
        await running.close()


async def unless_gone(request: Request[Any, Any, Any], work: Coroutine[Any, Any, T]) -> T | None:
    """What ``work`` returns; None, and the work cancelled, where the client hangs up before. The body has been read."""
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_hung_up(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        for task in (working, leaving):
            task.cancel()
        await asyncio.gather(working, leaving, return_exceptions=True)


async def _hung_up(request: Request[Any, Any, Any]) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def event_stream(events: AsyncIterator[bytes]) -> Stream:
    """The response around encoded events."""
    return Stream(
        events,
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        status_code=200,
    )
