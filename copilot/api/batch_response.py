"""Sends result lines while the request's body is still coming in."""

import asyncio
from collections.abc import AsyncIterator, Iterable

from litestar.response.base import ASGIResponse
from litestar.types import Receive, Scope, Send

from copilot.api.batch import ClientGone, ResultLine, TooMuch
from copilot.api.problems import Refused

MEDIA_TYPE = "application/x-ndjson"


class BatchResponse(ASGIResponse):
    """The answer to a batch.

    Litestar's own stream listens on ``receive`` for the client to leave, and would eat the body that we still read;
    so this one speaks ASGI itself. Lines wait in a queue of no fixed length (at most a line per line that came in):
    were reading to wait for writing, a client that reads only after it has sent everything would never finish.
    """

    def __init__(self, results: AsyncIterator[list[ResultLine]]) -> None:
        super().__init__(status_code=200, media_type=MEDIA_TYPE)
        self._results = results

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._send_all(send)
        except ClientGone:
            return
        except TooMuch:
            raise Refused(413, "too-large", "the batch is over 64 MB: send it in parts") from None

    async def _send_all(self, send: Send) -> None:
        none: list[ResultLine] = []
        first = await anext(self._results, none)  # may raise: then no status was sent, and it becomes a problem
        headers = [(b"content-type", MEDIA_TYPE.encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        queue: asyncio.Queue[list[ResultLine] | None] = asyncio.Queue()
        queue.put_nowait(first)
        writer = asyncio.create_task(_write(queue, send))
        try:
            async for lines in self._results:
                queue.put_nowait(lines)
            queue.put_nowait(None)
            await writer
        finally:
            writer.cancel()
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _write(queue: asyncio.Queue[list[ResultLine] | None], send: Send) -> None:
    while (lines := await queue.get()) is not None:
        if lines:
            await send({"type": "http.response.body", "body": _encode(lines), "more_body": True})


def _encode(lines: Iterable[ResultLine]) -> bytes:
    return b"".join(line.model_dump_json().encode() + b"\n" for line in lines)
