"""What concerns all tenants at once. Not for the network: served on the data folder's socket, and in the process of a
command."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from litestar import Request, post
from litestar.datastructures import State
from litestar.params import JSONBody
from litestar.response import Stream
from pydantic import Field, StringConstraints

from copilot.api.problems import as_event
from copilot.errors import NotFound
from copilot.reindex import reindex
from copilot.wiring import Parts
from retrieval.documents import Frozen

MEDIA_TYPE = "application/x-ndjson"


class ReindexBody(Frozen):
    model: Annotated[str, StringConstraints(min_length=1, max_length=512)]
    queries: Annotated[tuple[Annotated[str, StringConstraints(max_length=2000)], ...], Field(max_length=1000)] = ()
    """Questions to compare the two models on; some of the tenants' own where there are none."""
    switch: bool = True


@post("/operator/reindex", include_in_schema=False, status_code=200)
async def start_reindex(request: Request[Any, Any, State], data: JSONBody[ReindexBody]) -> Stream:
    """Lines ``{"stage", "done", "total"}``, and last the result or a problem. Ends where the caller goes away."""
    if (request.scope.get("server") or ("", None))[1] is not None:
        raise NotFound("nothing is served at this path; /schema lists what is")
    parts: Parts = request.app.state.parts
    return Stream(_lines(parts, data), media_type=MEDIA_TYPE)


async def _lines(parts: Parts, asked: ReindexBody) -> AsyncIterator[bytes]:
    queue: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()

    async def report(stage: str, done: int, total: int) -> None:
        queue.put_nowait({"stage": stage, "done": done, "total": total})

    work = asyncio.create_task(reindex(parts, asked.model, report, queries=asked.queries, switch=asked.switch))
    work.add_done_callback(lambda _: queue.put_nowait(None))
    try:
        while (line := await queue.get()) is not None:
            yield json.dumps(line).encode() + b"\n"
        try:
            done = await work
        except Exception as e:
            yield b'{"problem":' + as_event(e) + b"}\n"
        else:
            compared = done.comparison
            result = {
                "documents": done.documents,
                "seconds": round(done.seconds, 1),
                "paused_s": round(done.paused_s, 3),
                "queries": compared.queries,
                "overlap": round(compared.overlap, 3),
                "same_first": round(compared.same_first, 3),
                "switched": done.switched,
            }
            yield json.dumps({"result": result}).encode() + b"\n"
    finally:
        if not work.done():
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)


HANDLERS = [start_reindex]
