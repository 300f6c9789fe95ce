"""Live conversations: kept for 90 days after their last change, appended to, watched as they go."""

import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Any, Literal, cast

from pydantic import AwareDatetime, ValidationError
from redis.asyncio import Redis

from copilot.domain import Conversation, ConversationId
from copilot.errors import InvalidInput, NotFound, StateUnavailable
from copilot.state.done import read_done, together
from copilot.state.redis import talking
from copilot.state.tenant import TenantState
from retrieval.documents import Author, Channel, Frozen, Message

KEEP_S = 90 * 24 * 3600
MAX_MESSAGES = 2000
MAX_LISTED = 500
MAX_ACTIONS = 500
SNIPPET = 160
"""Characters of the last message in a list."""

Status = Literal["open", "closed"]


class StoredConversation(Frozen):
    conversation: Conversation
    customer_id: str | None = None
    status: Status = "open"


class ConversationHead(Frozen):
    """A conversation's line in the list."""

    id: ConversationId
    channel: Channel
    public: bool
    subject: str | None
    customer_id: str | None
    customer_name: str | None
    last_author: Author | None
    last_text: str
    """Of the last message that is no private note, at most 160 characters."""
    waiting_since: AwareDatetime | None
    """Since when the customer waits for an agent; None where an agent spoke last."""
    updated_at: AwareDatetime
    status: Status
    ready: bool
    """Suggestions are prepared."""
    handed_over: bool = False
    """A bot has handed it to people, and none of them has given it back."""


class ConversationEvent(Frozen):
    name: str
    """``open`` once, when the watcher misses nothing any more; then ``message``."""
    data: dict[str, Any]


# One step, so that two agents who write at once get two messages, and the same id twice gets one.
# KEYS: head, messages, order, list, channel, done actions. ARGV: id or '', JSON, author, private, sent_at, snippet,
# seconds to keep, epoch seconds, conversation id, most messages.
_APPEND = """
if redis.call('EXISTS', KEYS[1]) == 0 then return {'missing'} end
local n = redis.call('LLEN', KEYS[3])
local id = ARGV[1]
if id == '' then
  local made = n + 1
  id = 'm' .. made
  while redis.call('HEXISTS', KEYS[2], id) == 1 do made = made + 1; id = 'm' .. made end
end
local there = redis.call('HGET', KEYS[2], id)
if there then return {'same', id, there} end
if n >= tonumber(ARGV[10]) then return {'full'} end
redis.call('HSET', KEYS[2], id, ARGV[2])
redis.call('RPUSH', KEYS[3], id)
redis.call('HDEL', KEYS[1], 'ready')
if ARGV[4] == '0' then
  redis.call('HSET', KEYS[1], 'last_author', ARGV[3], 'last_text', ARGV[6])
  if ARGV[3] == 'customer' then
    redis.call('HSETNX', KEYS[1], 'waiting_since', ARGV[5])
    redis.call('HSET', KEYS[1], 'status', 'open')
  elseif ARGV[3] == 'agent' then
    redis.call('HDEL', KEYS[1], 'waiting_since')
  end
end
redis.call('HSET', KEYS[1], 'updated_at', ARGV[8])
redis.call('ZADD', KEYS[4], ARGV[8], ARGV[9])
for i = 1, 3 do redis.call('EXPIRE', KEYS[i], ARGV[7]) end
redis.call('EXPIRE', KEYS[6], ARGV[7])
redis.call('PUBLISH', KEYS[5], id)
return {'new', id, ARGV[2]}
"""


class Conversations:
    """Every method raises StateUnavailable where Redis is gone."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._append = redis.register_script(_APPEND)

    async def put(
        self,
        tenant: str,
        conversation: Conversation,
        customer_id: str | None = None,
        updated: datetime | None = None,
        *,
        status: Status = "open",
    ) -> None:
        """Write a whole conversation in place of what is there. Raises InvalidInput where it has no id."""
        if conversation.id is None:
            raise InvalidInput("a conversation is stored under its id, and this one has none")
        state = TenantState(self._redis, tenant)
        name = conversation.id
        at = updated or max((m.sent_at for m in conversation.messages if m.sent_at), default=datetime.now(UTC))
        head = _head(conversation, at) | {"status": status} | ({"customer_id": customer_id} if customer_id else {})
        keys = (state.conversation(name), state.messages(name), state.order(name))
        with talking():
            before = await self._redis.hget(keys[0], "customer_id")
            async with self._redis.pipeline(transaction=True) as batch:
                if before and before != customer_id:
                    batch.srem(state.customer_conversations(str(before)), name)
                if customer_id:
                    batch.sadd(state.customer_conversations(customer_id), name)
                batch.delete(*keys)
                batch.hset(keys[0], mapping=cast(Any, head))
                batch.hset(keys[1], mapping={cast(str, m.id): _message_json(m) for m in conversation.messages})
                batch.rpush(keys[2], *(cast(str, m.id) for m in conversation.messages))
                for key in (*keys, state.done(name)):
                    batch.expire(key, KEEP_S)
                batch.zadd(state.conversations, {name: at.timestamp()})
                await batch.execute()

    async def get(self, tenant: str, conversation_id: str) -> StoredConversation | None:
        """The thread, with what feedback says was done in it among its actions."""
        state = TenantState(self._redis, tenant)
        with talking():
            async with self._redis.pipeline(transaction=True) as batch:
                batch.hgetall(state.conversation(conversation_id))
                batch.hgetall(state.messages(conversation_id))
                batch.lrange(state.order(conversation_id), 0, -1)
                batch.hgetall(state.done(conversation_id))
                head, messages, order, done = await batch.execute()
        if not head:
            return None
        try:
            thread = [json.loads(messages[name]) | {"id": name} for name in order if name in messages]
            conversation = Conversation.model_validate(
                json.loads(head["about"]) | {"id": conversation_id, "messages": thread}
            )
        except (ValidationError, ValueError, KeyError) as e:
            raise StateUnavailable("the stored conversation can't be read; put it again") from e
        actions = together(conversation.actions, read_done(done))[:MAX_ACTIONS]
        return StoredConversation(
            conversation=conversation.model_copy(update={"actions": actions}),
            customer_id=head.get("customer_id"),
            status=head.get("status", "open"),
        )

    async def list(self, tenant: str, limit: int = MAX_LISTED) -> list[ConversationHead]:
        """The newest change first."""
        state = TenantState(self._redis, tenant)
        with talking():
            names = [str(n) for n in await self._redis.zrange(state.conversations, 0, limit - 1, desc=True)]
            if not names:
                return []
            async with self._redis.pipeline(transaction=False) as batch:
                for name in names:
                    batch.hgetall(state.conversation(name))
                for name in names:
                    batch.hexists(state.bot(name), "handed_over")
                told: list[Any] = await batch.execute()
            heads: list[dict[str, str]] = told[: len(names)]
            handed = {name for name, over in zip(names, told[len(names) :], strict=True) if over}
            expired = [name for name, head in zip(names, heads, strict=True) if not head]
            if expired:
                await self._redis.zrem(state.conversations, *expired)
            customers = sorted({head["customer_id"] for head in heads if head.get("customer_id")})
            known = await self._redis.hmget(state.customer_names, customers) if customers else []
        called = {c: str(n) if n else None for c, n in zip(customers, known, strict=True)}
        return [
            _listed(name, head, called, handed_over=name in handed)
            for name, head in zip(names, heads, strict=True)
            if head
        ]

    async def append(self, tenant: str, conversation_id: str, message: Message) -> Message:
        """Add a message and tell who watches; the answer has its id and time.

        The same id again changes nothing and returns what is there. Raises NotFound, InvalidInput where it is full.
        """
        state = TenantState(self._redis, tenant)
        now = datetime.now(UTC)
        sent = message if message.sent_at else message.model_copy(update={"sent_at": now})
        with talking():
            done, *rest = await self._append(
                keys=[
                    state.conversation(conversation_id),
                    state.messages(conversation_id),
                    state.order(conversation_id),
                    state.conversations,
                    state.channel(conversation_id),
                    state.done(conversation_id),
                ],
                args=[
                    sent.id or "",
                    _message_json(sent),
                    sent.author,
                    int(sent.private),
                    cast(datetime, sent.sent_at).isoformat(),
                    _snippet(sent.text),
                    KEEP_S,
                    now.timestamp(),
                    conversation_id,
                    MAX_MESSAGES,
                ],
            )
        if done == "missing":
            raise NotFound(f"there is no conversation {conversation_id!r}")
        if done == "full":
            raise InvalidInput(f"a conversation holds {MAX_MESSAGES} messages at most; start another one")
        return Message.model_validate(json.loads(rest[1]) | {"id": rest[0]})

    async def set_ready(self, tenant: str, conversation_id: str) -> bool:
        """Suggestions for the last message are prepared, until the next message; False where there is none."""
        key = TenantState(self._redis, tenant).conversation(conversation_id)
        with talking():
            if not await self._redis.exists(key):
                return False
            await self._redis.hset(key, "ready", "1")
        return True

    async def events(self, tenant: str, conversation_id: str) -> AsyncIterator[ConversationEvent]:
        """What happens in it from now on, until the caller stops. The first event is ``open``: now nothing is missed.

        Each message comes once, as it is stored.
        """
        state = TenantState(self._redis, tenant)
        with talking():
            async with self._redis.pubsub() as watch:
                await watch.subscribe(state.channel(conversation_id))
                async with aclosing(cast(Any, watch.listen())) as told:
                    async for item in told:
                        if item["type"] == "subscribe":
                            yield ConversationEvent(name="open", data={})
                        elif item["type"] == "message":
                            text = await self._redis.hget(state.messages(conversation_id), item["data"])
                            if text:
                                yield ConversationEvent(name="message", data=json.loads(text) | {"id": item["data"]})


def _head(conversation: Conversation, at: datetime) -> dict[str, str]:
    """The hash above the messages: what the thread is, and what the list shows of it."""
    head = {
        "about": conversation.model_dump_json(exclude={"id", "messages"}, exclude_defaults=True),
        "channel": conversation.channel,
        "public": str(int(conversation.public)),
        "subject": conversation.subject or "",
        # In milliseconds: as a float, the last microsecond of the calendar is beyond it.
        "updated_at": str(at.replace(microsecond=at.microsecond // 1000 * 1000).timestamp()),
    }
    waiting: datetime | None = None
    for message in conversation.messages:
        if message.private:
            continue
        head |= {"last_author": message.author, "last_text": _snippet(message.text)}
        if message.author == "agent":
            waiting = None
        elif message.author == "customer":
            waiting = waiting or message.sent_at or at
    return head | ({"waiting_since": waiting.isoformat()} if waiting else {})


def _listed(name: str, head: dict[str, str], called: dict[str, str | None], *, handed_over: bool) -> ConversationHead:
    customer_id = head.get("customer_id")
    return ConversationHead.model_validate(
        {
            "id": name,
            "channel": head["channel"],
            "public": head["public"] == "1",
            "subject": head["subject"] or None,
            "customer_id": customer_id,
            "customer_name": called.get(customer_id) if customer_id else None,
            "last_author": head.get("last_author"),
            "last_text": head.get("last_text", ""),
            "waiting_since": head.get("waiting_since"),
            "updated_at": datetime.fromtimestamp(float(head["updated_at"]), UTC),
            "status": head.get("status", "open"),
            "ready": head.get("ready") == "1",
            "handed_over": handed_over,
        }
    )


def _message_json(message: Message) -> str:
    """Without its id, which is its name in the hash."""
    return message.model_dump_json(exclude={"id"}, exclude_defaults=True)


def _snippet(text: str) -> str:
    line = " ".join(text[: SNIPPET * 4].split())
    return line if len(line) <= SNIPPET else line[: SNIPPET - 1].rstrip() + "…"
