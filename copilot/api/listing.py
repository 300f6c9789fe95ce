"""Which documents there are: their ids, in pages, all or those of one source."""

from typing import Annotated

from litestar import get
from litestar.params import QueryParameter

from copilot.api.access import only, scope_of
from copilot.api.given import CallerGiven, PartsGiven
from copilot.api.problems import problems
from copilot.domain import Caller
from copilot.wiring import Parts
from retrieval.documents import Frozen, Kind

LARGEST_PAGE = 500
"""Ids; a vector store in strict mode gives no more than 1000 points a call."""
_PRINTABLE = r"^[^\x00-\x1f\x7f]+$"

SourceGiven = Annotated[
    str | None,
    QueryParameter(
        description="Only what was put with this `source`.", min_length=1, max_length=512, pattern=_PRINTABLE
    ),
]
AfterGiven = Annotated[
    str | None,
    QueryParameter(description="`next` of the page before.", min_length=1, max_length=512, pattern=_PRINTABLE),
]
LimitGiven = Annotated[int, QueryParameter(description="Ids a page.", ge=1, le=LARGEST_PAGE)]
READ = problems(400, 401, 403, 503)


class Page(Frozen):
    """Some of the ids, in an order that never changes but means nothing."""

    ids: tuple[str, ...]
    next: str | None
    """``after`` of the next page; null at the end."""


@get(
    "/v1/articles",
    guards=[only("agent", "evaluator", "admin")],
    responses=READ,
    tags=["knowledge"],
    summary="List articles",
)
async def list_articles(
    caller: CallerGiven,
    parts: PartsGiven,
    source: SourceGiven = None,
    after: AfterGiven = None,
    limit: LimitGiven = LARGEST_PAGE,
) -> Page:
    """Ids of the articles. What is written or deleted between two pages disturbs neither."""
    return await _page(caller, parts, "article", source=source, after=after, limit=limit)


@get(
    "/v1/resolutions",
    guards=[only("agent", "evaluator", "admin")],
    responses=READ,
    tags=["knowledge"],
    summary="List resolutions",
)
async def list_resolutions(
    caller: CallerGiven,
    parts: PartsGiven,
    source: SourceGiven = None,
    after: AfterGiven = None,
    limit: LimitGiven = LARGEST_PAGE,
) -> Page:
    """Ids of the past conversations, as for articles."""
    return await _page(caller, parts, "resolution", source=source, after=after, limit=limit)


async def _page(caller: Caller, parts: Parts, kind: Kind, *, source: str | None, after: str | None, limit: int) -> Page:
    ids = await parts.knowledge.page(scope_of(caller), kind, source=source, after=after, limit=limit)
    return Page(ids=tuple(ids), next=ids[-1] if len(ids) == limit else None)


HANDLERS = [list_articles, list_resolutions]
