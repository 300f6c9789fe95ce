"""``POST /v1/assist``: the whole answer as JSON, or its parts as events while they are made."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from typing import Any

from litestar import Request, Response, post
from litestar.datastructures import State
from litestar.openapi import ResponseSpec
from litestar.params import JSONBody
from pydantic import BaseModel
from pydantic_core import to_json

from copilot.api.access import WAITED_S, require
from copilot.api.given import CallerGiven, PartsGiven
from copilot.api.metrics import Metrics
from copilot.api.problems import problems
from copilot.api.stream import CLIENT_GONE, Ended, Running, event_stream, sse, unless_gone, with_pings
from copilot.assist.events import Event
from copilot.domain import Answer, AssistRequest, Caller


@post(
    "/v1/assist",
    status_code=200,
    responses={
        200: ResponseSpec(
            Answer,
            description="The answer; with `Accept: text/event-stream` the same as events, as each part is ready.",
            generate_examples=False,
        )
    }
    | problems(400, 401, 403, 404, 413, 415, 503),
    tags=["assist"],
    summary="Replies, summary and next actions for a conversation",
)
async def assist(
    request: Request[Caller, Any, State],
    data: JSONBody[AssistRequest],
    caller: CallerGiven,
    parts: PartsGiven,
) -> Response[Any]:
    """Help for a conversation given in the body, or by the id of one that was stored.

    A part that fails doesn't fail the others: `reasons` says what is missing and why. `as_of` and `exclude` are for
    keys of role `evaluator` or `admin`.
    """
    if data.as_of or data.exclude:
        require(caller, "evaluator", "admin", what="'as_of' and 'exclude'")
    if data.question is not None:  # its answer may rest on internal articles
        require(caller, "agent", "evaluator", "admin", what="'question'")
    began = asyncio.get_running_loop().time() - request.state[WAITED_S]
    metrics: Metrics = request.app.state.metrics
    if "text/event-stream" in request.headers.get("accept", ""):
        answer_id = f"ans_{secrets.token_hex(8)}"
        events = parts.assistant.events(caller, data, answer_id=answer_id, began=began)
        running = Running(encoded(events, answer_id, metrics))
        try:
            first = await running.next()  # what is wrong from the start is still a status, not an event
        except Ended:
            first = b""
        except BaseException:
            await running.close()
            raise
        return event_stream(_after(first, running))
    answer = await unless_gone(request, parts.assistant.answer(caller, data, began=began))
    if answer is None:
        return Response(b"", media_type="application/json", status_code=CLIENT_GONE)
    metrics.answered(answer)
    return Response(answer.model_dump_json().encode(), media_type="application/json", status_code=200)


async def encoded(events: AsyncIterator[Event], answer_id: str, metrics: Metrics) -> AsyncIterator[bytes]:
    """Events as they go over the wire; the id of each is the answer's and its place."""
    n = 0
    try:
        async for event in events:
            n += 1
            if isinstance(event.data, Answer):
                metrics.answered(event.data)
            data = event.data.model_dump_json() if isinstance(event.data, BaseModel) else to_json(event.data)
            yield sse(event.name, data, f"{answer_id}:{n}")
    finally:
        if (close := getattr(events, "aclose", None)) is not None:
            await close()


async def _after(first: bytes, running: Running[bytes]) -> AsyncIterator[bytes]:
    rest = with_pings(running)
    try:
        yield first
        async for item in rest:
            yield item
    finally:
        await rest.aclose()
        await running.close()


HANDLERS = [assist]
