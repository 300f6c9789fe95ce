"""``/v1/drafts``: what a bot is told to do, why, and every such decision afterwards."""

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.openapi import ResponseSpec
from litestar.params import HeaderParameter, JSONBody, PathParameter, QueryParameter

from copilot.api.access import only
from copilot.api.bodies import PathConversation, conversation_id
from copilot.api.given import CallerGiven, PartsGiven
from copilot.api.problems import Fault, Refused, problems
from copilot.api.stream import CLIENT_GONE, unless_gone
from copilot.domain import Caller
from copilot.drafting import CODES, Decision, Draft, DraftList, DraftRecord, DraftRequest
from copilot.errors import InvalidInput, NotFound, StateUnavailable
from copilot.state.bots import head
from copilot.state.repeatable import Known
from copilot.wiring import Parts

REPLAYED = "Idempotency-Replayed"
_LONGEST_KEY = 255
_SEEN_BY = only("agent", "evaluator", "admin")


@post(
    "/v1/drafts",
    guards=[only("bot", "evaluator", "admin")],
    status_code=200,
    responses={200: ResponseSpec(Draft, description="The decision.", generate_examples=False)}
    | problems(400, 401, 403, 404, 409, 413, 415, 422, 503),
    tags=["drafts"],
    summary="What a bot should do: send, clarify or hand off",
)
async def create_draft(
    request: Request[Caller, Any, State],
    data: JSONBody[DraftRequest],
    caller: CallerGiven,
    parts: PartsGiven,
    key: Annotated[str | None, HeaderParameter(name="Idempotency-Key")] = None,
) -> Response[Any]:
    """A decision with its reasons: `send` the reply as it stands, `clarify` with one question, or `handoff`.

    `customer.verified` is `attested` where the caller knows who the customer is; only then does the record count.
    With an `Idempotency-Key` the same request gets the same decision for a day.
    """
    if data.as_of or data.exclude:
        _evaluating(caller)
    if key is not None and not (0 < len(key) <= _LONGEST_KEY and key.isascii() and key.isprintable()):
        raise InvalidInput(f"header.Idempotency-Key: 1 to {_LONGEST_KEY} printable ASCII characters")
    body = await request.body()
    if key is not None and (known := await _known(parts, caller, key, body)) is not None:
        return _answer(known, replayed=True)
    draft = None
    try:
        draft = await unless_gone(request, parts.drafts.draft(caller, data))
    finally:
        if key is not None:
            await _settle(parts, caller, key, body, draft)
    if draft is None:
        return Response(b"", media_type="application/json", status_code=CLIENT_GONE)
    request.app.state.metrics.drafted(draft)
    return _answer(draft)


@get(
    "/v1/drafts",
    guards=[_SEEN_BY],
    responses=problems(400, 401, 403, 503),
    tags=["drafts"],
    summary="List decisions, by reason or decision",
)
async def list_drafts(  # noqa: PLR0917  # one for each part of the query
    caller: CallerGiven,
    parts: PartsGiven,
    reason: Annotated[str | None, QueryParameter(description="One of the reason codes.")] = None,
    decision: Annotated[Decision | None, QueryParameter()] = None,
    before: Annotated[str | None, QueryParameter(description="What an earlier list had as `next`.")] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
) -> DraftList:
    """The newest first, of the last 90 days."""
    if reason is not None and reason not in CODES:
        raise InvalidInput(f"query.reason: none of the reason codes, which are {', '.join(CODES)}")
    records, more = await parts.bots.list(caller.tenant, reason=reason, decision=decision, before=before, limit=limit)
    return DraftList(drafts=tuple(head(r) for r in records), next=more)


@get(
    "/v1/drafts/{draft_id:str}",
    guards=[_SEEN_BY],
    responses=problems(400, 401, 403, 404, 503),
    tags=["drafts"],
    summary="Get one decision with all that it rests on",
)
async def get_draft(
    draft_id: Annotated[str, PathParameter(schema_extra={"maxLength": 64})], caller: CallerGiven, parts: PartsGiven
) -> DraftRecord:
    """Gates, facts and ids of what went in, and the hand-off; gone after 90 days or with its customer."""
    record = await parts.bots.get(caller.tenant, draft_id)
    if record is None:
        raise NotFound("there is no decision with this id")
    return record


@post(
    "/v1/conversations/{name:str}/release",
    guards=[only("agent", "admin")],
    status_code=204,
    responses=problems(400, 401, 403, 404, 503),
    tags=["conversations"],
    summary="Give a conversation back to the bot",
)
async def release_conversation(name: PathConversation, caller: CallerGiven, parts: PartsGiven) -> None:
    """What a bot has handed over stays with people until one of them does this."""
    await parts.bots.release(caller.tenant, conversation_id(name))


def _evaluating(caller: Caller) -> None:
    from copilot.api.access import require

    require(caller, "evaluator", "admin", what="'as_of' and 'exclude'")


async def _known(parts: Parts, caller: Caller, key: str, body: bytes) -> Draft | None:
    """The decision that this key came to already; None where it is ours to make."""
    try:
        asked = await parts.repeatable.begin(caller.tenant, key, body)
        if asked.known is Known.ANSWERED:
            record = await parts.bots.get(caller.tenant, asked.draft_id)
            if record is not None:
                return record.draft
            await parts.repeatable.failed(caller.tenant, key)  # erased with its customer
            asked = await parts.repeatable.begin(caller.tenant, key, body)
    except StateUnavailable:
        return None  # nothing can be sent now, so nothing can be sent twice
    if asked.known is Known.OTHER:
        problem = "this key was used with another request; take a new one for each message"
        fault = Fault(where="header.Idempotency-Key", problem=problem)
        raise Refused(422, "idempotency-key-reused", problem, [fault])
    if asked.known is Known.BUSY:
        raise Refused(409, "in-progress", "the request with this Idempotency-Key is still worked on; ask again soon")
    return None


async def _settle(parts: Parts, caller: Caller, key: str, body: bytes, draft: Draft | None) -> None:
    try:
        if draft is None or "state_unavailable" in draft.reasons:  # there may be no record of it
            await parts.repeatable.failed(caller.tenant, key)
        else:
            await parts.repeatable.done(caller.tenant, key, body, draft.id)
    except StateUnavailable:
        pass


def _answer(draft: Draft, *, replayed: bool = False) -> Response[Any]:
    headers = {REPLAYED: "true"} if replayed else {}
    return Response(draft.model_dump_json().encode(), media_type="application/json", status_code=200, headers=headers)


HANDLERS = [create_draft, list_drafts, get_draft, release_conversation]
