"""Customers: one record each, with their history across channels."""

import json

from pydantic import ValidationError
from redis.asyncio import Redis

from copilot.domain import Customer
from copilot.errors import InvalidInput, StateUnavailable
from copilot.state.redis import talking
from copilot.state.tenant import TenantState

MOST_READ = 200
"""Conversations of one customer that are read together."""


class Customers:
    """Every method raises StateUnavailable where Redis is gone."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def get(self, tenant: str, customer_id: str) -> Customer | None:
        with talking():
            text = await self._redis.get(TenantState(self._redis, tenant).customer(customer_id))
        if text is None:
            return None
        try:
            return Customer.model_validate_json(text)
        except ValidationError as e:
            raise StateUnavailable("the stored customer can't be read; put it again") from e

    async def conversation_ids(self, tenant: str, customer_id: str, most: int = MOST_READ) -> list[str]:
        """The customer's ``most`` conversations that changed last, by id; some may be gone by their age."""
        state = TenantState(self._redis, tenant)
        with talking():
            names = sorted(str(n) for n in await self._redis.smembers(state.customer_conversations(customer_id)))
            if len(names) <= most:
                return names
            changed = await self._redis.zmscore(state.conversations, names)
        kept = [(at, name) for at, name in zip(changed, names, strict=True) if at is not None]
        return sorted(name for _, name in sorted(kept)[-most:])

    async def put(self, tenant: str, customer_id: str, customer: Customer) -> bool:
        """Replace the whole record; True where it is new. Raises InvalidInput where the record has another id."""
        if customer.id not in (None, customer_id):
            raise InvalidInput("the customer's own id differs from the one it is stored under")
        state = TenantState(self._redis, tenant)
        stored = customer.model_copy(update={"id": customer_id}).model_dump(mode="json", exclude_defaults=True)
        with talking():
            async with self._redis.pipeline(transaction=True) as batch:
                batch.set(state.customer(customer_id), json.dumps(stored, ensure_ascii=False), get=True)
                if customer.name:
                    batch.hset(state.customer_names, customer_id, customer.name)
                else:
                    batch.hdel(state.customer_names, customer_id)
                before, _ = await batch.execute()
        return before is None

    async def delete(self, tenant: str, customer_id: str) -> bool:
        """Erase the record, stored conversations, summaries, decisions of bots, feedback; False where nothing was."""
        state = TenantState(self._redis, tenant)
        with talking():
            conversations = [str(n) for n in await self._redis.smembers(state.customer_conversations(customer_id))]
            drafts = [str(n) for n in await self._redis.smembers(state.customer_drafts(customer_id))]
            told = [str(n) for n in await self._redis.smembers(state.customer_summaries(customer_id))]
            feedback = [str(n) for n in await self._redis.smembers(state.customer_feedback(customer_id))]
            bots = [str(n) for n in await self._redis.smembers(state.customer_bots(customer_id))]
            async with self._redis.pipeline(transaction=True) as batch:
                batch.delete(
                    state.customer(customer_id),
                    state.customer_conversations(customer_id),
                    state.customer_drafts(customer_id),  # in lists their ids point to nothing then
                    state.customer_bots(customer_id),
                    state.customer_summaries(customer_id),
                    *(state.summaries(c) for c in {*told, *conversations}),
                    state.customer_feedback(customer_id),
                    *(state.draft(d) for d in drafts),
                    *(state.feedback(f) for f in feedback),
                    *(state.bot(c) for c in bots),
                )
                batch.hdel(state.customer_names, customer_id)
                for conversation_id in conversations:
                    batch.delete(
                        state.conversation(conversation_id),
                        state.messages(conversation_id),
                        state.order(conversation_id),
                        state.done(conversation_id),
                    )
                    batch.zrem(state.conversations, conversation_id)
                gone = await batch.execute()
        return any(gone)
