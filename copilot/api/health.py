"""Is it alive, is it ready, and who am I."""

import asyncio
from collections.abc import Awaitable
from typing import Literal

from litestar import Response, get
from litestar.datastructures import State
from litestar.openapi import ResponseSpec

from copilot.api.access import scope_of
from copilot.api.given import CallerGiven, PartsGiven
from copilot.api.problems import problems
from copilot.domain import Mode, Role
from copilot.errors import CopilotError
from copilot.state.redis import talking
from copilot.wiring import Parts
from retrieval.documents import Frozen
from retrieval.index import IndexDown
from retrieval.scope import Scope

ASK_TIMEOUT_S = 2.0

PartState = Literal["ok", "down", "not_configured"]


class Live(Frozen):
    status: Literal["ok"] = "ok"


class Ready(Frozen):
    """Whether requests are served, and what each part says."""

    status: Literal["ok", "degraded", "unavailable"]
    """``degraded``: requests are served, with less; ``unavailable`` comes with 503."""
    parts: dict[str, PartState]


class KnowledgeCounts(Frozen):
    articles: int
    resolutions: int
    passages: int


class Me(Frozen):
    """What a key is for, and what stands behind it."""

    tenant: str
    role: Role
    agent: str | None
    brand: str
    llm: bool
    """A model is configured."""
    mode: Mode
    """What answers can be at best, right now."""
    knowledge: KnowledgeCounts | None
    """None where the index doesn't answer."""
    problems: tuple[str, ...]
    """What an operator should look at, in words; for keys of role ``admin``, as it may name servers."""


@get("/health/live", tags=["operations"], summary="Is the process alive")
async def live() -> Live:
    """Always 200."""
    return Live()


@get(
    "/health/ready",
    responses={503: ResponseSpec(Ready, description="No request can be served.", generate_examples=False)},
    tags=["operations"],
    summary="Can it serve requests",
)
async def ready(state: State) -> Response[Ready]:
    """200 while anything useful can be answered, 503 when both the state and the index are gone."""
    parts: Parts = state.parts
    redis, index = await asyncio.gather(
        _answers(_ping(parts)),
        _answers(parts.index.count(Scope(tenant="health"), "article")),
    )
    states: dict[str, PartState] = {
        "state": "ok" if redis else "down",
        "index": "ok" if index else "down",
        "llm": "not_configured" if parts.llm is None else "ok" if parts.llm.available else "down",
    }
    status: Literal["ok", "degraded", "unavailable"] = "degraded"
    if not redis and not index:
        status = "unavailable"
    elif redis and index and states["llm"] != "down" and not parts.problems:
        status = "ok"
    body = Ready(status=status, parts=states)
    return Response(body, status_code=503 if status == "unavailable" else 200)


@get("/v1/me", responses=problems(401, 503), tags=["operations"], summary="What this key is for")
async def me(caller: CallerGiven, parts: PartsGiven) -> Me:
    """Tenant and role of the key, the brand, and what can be expected of answers."""
    try:
        brand = (await parts.policies.get(caller.tenant)).brand
    except CopilotError:
        brand = ""
    try:
        async with asyncio.timeout(ASK_TIMEOUT_S):
            counts = await parts.knowledge.counts(scope_of(caller))
        knowledge = KnowledgeCounts(articles=counts.articles, resolutions=counts.resolutions, passages=counts.passages)
    except (TimeoutError, CopilotError, IndexDown):
        knowledge = None
    llm = parts.llm is not None
    writes = parts.llm is not None and parts.llm.available
    mode: Mode = ("full" if writes else "no_llm") if knowledge else ("no_retrieval" if writes else "nothing")
    return Me(
        tenant=caller.tenant,
        role=caller.role,
        agent=caller.agent,
        brand=brand,
        llm=llm,
        mode=mode,
        knowledge=knowledge,
        problems=tuple(parts.problems) if caller.role == "admin" else (),
    )


async def _ping(parts: Parts) -> None:
    with talking():
        await parts.redis.ping()


async def _answers(question: Awaitable[object]) -> bool:
    try:
        async with asyncio.timeout(ASK_TIMEOUT_S):
            await question
    except (TimeoutError, CopilotError, IndexDown):
        return False
    return True


OPEN = [live, ready]
HANDLERS = [me]
