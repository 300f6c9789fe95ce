"""Knowledge in and out: articles and resolutions, one by one and in batches."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from litestar import Request, Response, delete, get, post, put
from litestar.datastructures import State
from litestar.openapi import ResponseSpec
from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIType
from litestar.params import JSONBody

from copilot.api.access import only, scope_of
from copilot.api.batch import BATCH_LIMIT, ResultLine, load, received
from copilot.api.batch_response import MEDIA_TYPE, BatchResponse
from copilot.api.bodies import PathId, document_id, media_type
from copilot.api.given import CallerGiven, PartsGiven
from copilot.api.problems import Refused, problems
from copilot.domain import Caller
from copilot.errors import NotFound, StateUnavailable
from copilot.wiring import Parts
from retrieval.documents import ActionDone, Article, ArticleBody, Frozen, Kind, Resolution, ResolutionBody
from retrieval.ingest import PutResult

WRITE = problems(400, 401, 403, 413, 415, 503, 507)
READ = problems(400, 401, 403, 404, 503)
BATCH_TYPES = {
    "",
    "application/json",
    "application/jsonl",
    "application/ndjson",
    "application/octet-stream",
    "application/x-jsonlines",
    "application/x-ndjson",
    "text/plain",
}
D = TypeVar("D", Article, Resolution)


class Written(Frozen):
    """What became of a document."""

    id: str
    status: Literal["created", "updated", "unchanged"]


CREATED = {201: ResponseSpec(Written, description="It is new.", generate_examples=False)}


@dataclass
class BatchOperation(Operation):
    """A batch's body, which no type of a handler describes."""

    def __post_init__(self) -> None:
        line = Schema(type=OpenAPIType.STRING, description="One JSON object a line: the body of a PUT, with its `id`.")
        self.request_body = RequestBody(content={MEDIA_TYPE: OpenAPIMediaType(schema=line)}, required=True)


def _written(result: PutResult) -> Response[Written]:
    assert result.status != "error", "put raises what put_many reports"
    code = 201 if result.status == "created" else 200
    return Response(Written(id=result.id, status=result.status), status_code=code)


@put(
    "/v1/articles/{article_id:str}",
    guards=[only("admin")],
    status_code=200,
    responses=CREATED | WRITE,
    tags=["knowledge"],
    summary="Put an article",
)
async def put_article(
    article_id: PathId, data: JSONBody[ArticleBody], caller: CallerGiven, parts: PartsGiven
) -> Response[Written]:
    """Create or replace an article. One that is older (`updated_at`) than what is stored changes nothing."""
    article = Article.model_validate({**dict(data), "id": document_id(article_id, "article_id")})
    return _written(await parts.knowledge.put(scope_of(caller), article))


@put(
    "/v1/resolutions/{resolution_id:str}",
    guards=[only("admin")],
    status_code=200,
    responses=CREATED | WRITE,
    tags=["knowledge"],
    summary="Put a resolution",
)
async def put_resolution(
    resolution_id: PathId,
    data: JSONBody[ResolutionBody],
    caller: CallerGiven,
    parts: PartsGiven,
) -> Response[Written]:
    """Create or replace a past conversation that was closed.

    Without `actions`, it has what `POST /v1/feedback` told was done in the stored conversation of this id.
    """
    name = document_id(resolution_id, "resolution_id")
    actions = data.actions or await _told_done(parts, caller.tenant, name)
    resolution = Resolution.model_validate({**dict(data), "actions": actions, "id": name})
    return _written(await parts.knowledge.put(scope_of(caller), resolution))


async def _told_done(parts: Parts, tenant: str, name: str) -> tuple[ActionDone, ...]:
    """None while Redis is gone: knowledge is taken in all the same."""
    try:
        return await parts.feedback.done(tenant, name)
    except StateUnavailable:
        return ()


@get("/v1/articles/{article_id:str}", responses=READ, tags=["knowledge"], summary="Get an article")
async def get_article(article_id: PathId, caller: CallerGiven, parts: PartsGiven) -> Article:
    """An article as it was put. Keys of role `bot` see public ones only."""
    wanted = document_id(article_id, "article_id")
    found = await parts.knowledge.get(scope_of(caller), "article", wanted)
    if not isinstance(found, Article) or (caller.role == "bot" and found.visibility != "public"):
        raise NotFound("there is no article with this id")
    # a source may be a path of the company's, and a bot speaks to customers
    return found.model_copy(update={"source": None}) if caller.role == "bot" else found


@get(
    "/v1/resolutions/{resolution_id:str}",
    guards=[only("agent", "evaluator", "admin")],
    responses=READ,
    tags=["knowledge"],
    summary="Get a resolution",
)
async def get_resolution(resolution_id: PathId, caller: CallerGiven, parts: PartsGiven) -> Resolution:
    """A past conversation as it was put."""
    found = await parts.knowledge.get(scope_of(caller), "resolution", document_id(resolution_id, "resolution_id"))
    if not isinstance(found, Resolution):
        raise NotFound("there is no resolution with this id")
    return found


@delete(
    "/v1/articles/{article_id:str}",
    guards=[only("admin")],
    responses=READ,
    tags=["knowledge"],
    summary="Delete an article",
)
async def delete_article(article_id: PathId, caller: CallerGiven, parts: PartsGiven) -> None:
    """Gone at once: it is found no more when this returns."""
    await _delete(caller, parts, "article", document_id(article_id, "article_id"))


@delete(
    "/v1/resolutions/{resolution_id:str}",
    guards=[only("admin")],
    responses=READ,
    tags=["knowledge"],
    summary="Delete a resolution",
)
async def delete_resolution(resolution_id: PathId, caller: CallerGiven, parts: PartsGiven) -> None:
    """Gone at once."""
    await _delete(caller, parts, "resolution", document_id(resolution_id, "resolution_id"))


async def _delete(caller: Caller, parts: Parts, kind: Kind, wanted: str) -> None:
    if not await parts.knowledge.delete(scope_of(caller), kind, wanted):
        raise NotFound(f"there is no {kind} with this id")


_BATCH: dict[str, Any] = {
    "guards": [only("admin")],
    "status_code": 200,
    "request_max_body_size": BATCH_LIMIT,
    "operation_class": BatchOperation,
    "tags": ["knowledge"],
    "responses": {
        200: ResponseSpec(ResultLine, media_type=MEDIA_TYPE, description="A line per item.", generate_examples=False)
    }
    | problems(400, 401, 403, 413, 415, 503, 507),
}


@post("/v1/articles:batch", summary="Put many articles", **_BATCH)
async def batch_articles(request: Request[Caller, Any, State], caller: CallerGiven, parts: PartsGiven) -> BatchResponse:
    """NDJSON in, up to 64 MB; a result line per item out, as they land. A broken line stops nothing."""
    return _batch(request, Article, _put_many(caller, parts))


@post("/v1/resolutions:batch", summary="Put many resolutions", **_BATCH)
async def batch_resolutions(
    request: Request[Caller, Any, State], caller: CallerGiven, parts: PartsGiven
) -> BatchResponse:
    """NDJSON in, up to 64 MB; a result line per item out, as they land. A broken line stops nothing."""
    return _batch(request, Resolution, _put_many(caller, parts))


def _put_many(caller: Caller, parts: Parts) -> Callable[[Sequence[Article | Resolution]], Awaitable[list[PutResult]]]:
    scope = scope_of(caller)
    return lambda documents: parts.knowledge.put_many(scope, documents)


def _batch(
    request: Request[Caller, Any, State],
    model: type[D],
    put_many: Callable[[Sequence[D]], Awaitable[list[PutResult]]],
) -> BatchResponse:
    if media_type(request) not in BATCH_TYPES:
        raise Refused(415, "unsupported-media-type", f"send this as {MEDIA_TYPE}: one JSON object a line")
    return BatchResponse(load(received(request.stream()), model, put_many))


HANDLERS = [
    put_article,
    put_resolution,
    get_article,
    get_resolution,
    delete_article,
    delete_resolution,
    batch_articles,
    batch_resolutions,
]
