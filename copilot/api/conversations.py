"""Live conversations: listed, read, appended to, watched."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from typing import Any, Literal, cast

from litestar import Request, Response, get, post, put
from litestar.datastructures import State
from litestar.openapi import ResponseSpec
from litestar.params import JSONBody
from pydantic_core import to_json

from copilot.api.access import known_caller, only
from copilot.api.bodies import PathConversation, conversation_id
from copilot.api.given import CallerGiven, PartsGiven
from copilot.api.problems import Fault, Refused, problems
from copilot.api.stream import Running, event_stream, sse, with_pings
from copilot.domain import Caller, Conversation, Customer
from copilot.drafting import HandedOver
from copilot.errors import NotFound
from copilot.state.conversations import ConversationEvent, ConversationHead, Status, StoredConversation
from copilot.wiring import Parts
from retrieval.documents import DocumentId, Frozen, Message, Moment

ROLES = only("agent", "bot", "admin")


class ConversationList(Frozen):
    conversations: tuple[ConversationHead, ...]
    """The newest change first."""


class ConversationView(Frozen):
    conversation: Conversation
    customer: Customer | None
    status: Status
    handoff: HandedOver | None = None
    """While a bot has handed the conversation over, what a human starts with; keys of role `bot` see none."""


class ConversationBody(Frozen):
    """A whole conversation, as it is brought in from elsewhere."""

    conversation: Conversation
    customer_id: DocumentId | None = None
    updated_at: Moment | None = None
    status: Status = "open"


class WatchEvent(Frozen):
    """One event of a stream, field by field."""

    event: Literal["open", "message", "problem"]
    data: str
    """JSON: nothing, a Message, or a Problem."""
    id: str | None = None
    """The message's."""


@get("/v1/conversations", guards=[ROLES], responses=problems(401, 403, 503), tags=["conversations"], summary="List")
async def list_conversations(caller: CallerGiven, parts: PartsGiven) -> ConversationList:
    """The tenant's conversations, the newest change first."""
    return ConversationList(conversations=tuple(await parts.conversations.list(caller.tenant)))


@get(
    "/v1/conversations/{name:str}",
    guards=[ROLES],
    responses=problems(400, 401, 403, 404, 503),
    tags=["conversations"],
    summary="Get one with its customer",
)
async def get_conversation(name: PathConversation, caller: CallerGiven, parts: PartsGiven) -> ConversationView:
    """The thread, the customer's record, and what a bot that handed over left for people.

    Keys of role `bot` see no private notes and no hand-off.
    """
    stored = await _stored(name, caller, parts)
    customer = await parts.customers.get(caller.tenant, stored.customer_id) if stored.customer_id else None
    conversation, handoff = stored.conversation, None
    if caller.role != "bot":
        handoff = await parts.bots.handed_over(caller.tenant, conversation_id(name))
    else:
        conversation = conversation.model_copy(
            update={"messages": tuple(m for m in conversation.messages if not m.private)}
        )
    return ConversationView(conversation=conversation, customer=customer, status=stored.status, handoff=handoff)


@put(
    "/v1/conversations/{name:str}",
    guards=[only("bot", "admin")],
    responses=problems(400, 401, 403, 413, 415, 503, 507),
    tags=["conversations"],
    summary="Put a whole one",
)
async def put_conversation(
    name: PathConversation,
    data: JSONBody[ConversationBody],
    caller: CallerGiven,
    parts: PartsGiven,
) -> ConversationView:
    """Bring in a whole conversation, in place of what is there."""
    wanted = conversation_id(name)
    if data.conversation.id not in (None, wanted):
        problem = "differs from the id in the path"
        raise Refused(
            400, "invalid-input", f"conversation.id: {problem}", [Fault(where="conversation.id", problem=problem)]
        )
    conversation = data.conversation.model_copy(update={"id": wanted})
    await parts.conversations.put(caller.tenant, conversation, data.customer_id, data.updated_at, status=data.status)
    if data.status == "open" and conversation.messages[-1].author == "customer":
        parts.live.wrote(caller.tenant, wanted)
    customer = await parts.customers.get(caller.tenant, data.customer_id) if data.customer_id else None
    return ConversationView(conversation=conversation, customer=customer, status=data.status)


@post(
    "/v1/conversations/{name:str}/messages",
    guards=[ROLES],
    status_code=201,
    responses=problems(400, 401, 403, 404, 413, 415, 503, 507),
    tags=["conversations"],
    summary="Add a message",
)
async def post_message(
    name: PathConversation,
    data: JSONBody[Message],
    caller: CallerGiven,
    parts: PartsGiven,
) -> Message:
    """Add a message; the answer has its id and time. The same id again changes nothing."""
    stored = await parts.conversations.append(caller.tenant, conversation_id(name), data)
    if stored.author == "customer":
        parts.live.wrote(caller.tenant, conversation_id(name))
    return stored


@get(
    "/v1/conversations/{name:str}/events",
    guards=[ROLES],
    responses={
        200: ResponseSpec(
            WatchEvent,
            media_type="text/event-stream",
            description="Events `open` (nothing is missed from here on) and `message`, until you leave.",
            generate_examples=False,
        )
    }
    | problems(400, 401, 403, 404, 503),
    tags=["conversations"],
    summary="Watch one",
)
async def watch_conversation(
    name: PathConversation, request: Request[Caller, Any, State], caller: CallerGiven, parts: PartsGiven
) -> Response[Any]:
    """Each message as it is stored, until you leave or the key is revoked."""
    await _stored(name, caller, parts)
    events = parts.conversations.events(caller.tenant, conversation_id(name))

    async def still_known() -> None:
        await known_caller(request.headers.get("authorization", ""), parts.keys)

    return event_stream(_watched(events, notes=caller.role != "bot", before_each=still_known))


async def _watched(
    events: AsyncIterator[ConversationEvent], *, notes: bool, before_each: Callable[[], Awaitable[None]]
) -> AsyncIterator[bytes]:
    async with aclosing(with_pings(Running(_encoded(events, notes=notes, before_each=before_each)))) as stream:
        async for item in stream:
            yield item


async def _encoded(
    events: AsyncIterator[ConversationEvent], *, notes: bool, before_each: Callable[[], Awaitable[None]]
) -> AsyncIterator[bytes]:
    async with aclosing(cast(Any, events)):
        async for event in events:
            await before_each()
            if notes or not event.data.get("private"):
                yield sse(event.name, to_json(event.data), event.data.get("id"))


async def _stored(name: str, caller: Caller, parts: Parts) -> StoredConversation:
    stored = await parts.conversations.get(caller.tenant, conversation_id(name))
    if stored is None:
        raise NotFound("there is no conversation with this id")
    return stored


HANDLERS = [list_conversations, get_conversation, put_conversation, post_message, watch_conversation]
