"""What a model wrote of a conversation, kept for an hour: asked again, it is not written again."""

from pydantic import BaseModel, ConfigDict, ValidationError
from redis.asyncio import Redis

from copilot.state.redis import talking
from copilot.state.tenant import TenantState

KEEP_S = 3600


class KeptSummary(BaseModel):
    """A summary as it was written, and the fingerprints of what it was written from."""

    model_config = ConfigDict(frozen=True)

    rest: str
    """Of everything but the messages."""
    messages: tuple[str, ...]
    """One for each message."""
    written: str
    """JSON."""


class Summaries:
    """Every method raises StateUnavailable where Redis is gone. What is kept goes by itself, or with the customer."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def get(self, tenant: str, conversation_id: str, name: str) -> KeptSummary | None:
        """``name`` tells the summaries of one conversation apart: kind and language."""
        with talking():
            text = await self._redis.hget(TenantState(self._redis, tenant).summaries(conversation_id), name)
        if text is None:
            return None
        try:
            return KeptSummary.model_validate_json(text)
        except ValidationError:
            return None  # of another version: it is written again

    async def put(
        self, tenant: str, conversation_id: str, name: str, kept: KeptSummary, *, customer_id: str | None
    ) -> None:
        """In place of the one before; erased with this customer."""
        state = TenantState(self._redis, tenant)
        key = state.summaries(conversation_id)
        with talking():
            async with self._redis.pipeline(transaction=True) as batch:
                batch.hset(key, name, kept.model_dump_json())
                batch.expire(key, KEEP_S)
                if customer_id:
                    batch.sadd(state.customer_summaries(customer_id), conversation_id)
                    batch.expire(state.customer_summaries(customer_id), 2 * KEEP_S)  # never before what it names
                await batch.execute()
