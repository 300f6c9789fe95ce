"""What concerns all tenants at once. Not for the network: served on the data folder's socket, and in the process of a
command."""

from typing import Annotated, Any

from litestar import Request, post
from litestar.datastructures import State
from litestar.params import JSONBody
from litestar.response import Stream
from pydantic import Field, StringConstraints

from copilot.api.progress import followed
from copilot.errors import NotFound
from copilot.reindex import reindex
from copilot.wiring import Parts
from retrieval.documents import Frozen
from retrieval.reindex import Reindexed


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
    return followed(lambda report: reindex(parts, data.model, report, queries=data.queries, switch=data.switch), _told)


def _told(done: Reindexed) -> dict[str, Any]:
    compared = done.comparison
    return {
        "documents": done.documents,
        "seconds": round(done.seconds, 1),
        "paused_s": round(done.paused_s, 3),
        "queries": compared.queries,
        "overlap": round(compared.overlap, 3),
        "same_first": round(compared.same_first, 3),
        "switched": done.switched,
    }


HANDLERS = [start_reindex]
