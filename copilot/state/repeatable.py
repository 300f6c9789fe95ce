"""Which decision a request with an ``Idempotency-Key`` came to, for a day: asked again, it gets the same.

Only the decision's id is kept, so that nothing stays here of a customer who is erased.
"""

import hashlib
import json
from enum import Enum
from typing import NamedTuple

from redis.asyncio import Redis

from copilot.state.redis import talking
from copilot.state.tenant import TenantState

KEEP_S = 24 * 3600
WORK_S = 150
"""A request that never ended, with its process, blocks its key this long: longer than the longest deadline."""


class Known(Enum):
    NEW = "new"
    """Nobody has asked; whoever is told this works, and then calls ``done`` or ``failed``."""
    BUSY = "busy"
    OTHER = "other"
    """The key was used with another request."""
    ANSWERED = "answered"


class Asked(NamedTuple):
    known: Known
    draft_id: str = ""
    """Of what it came to, where it was answered."""


class Repeatable:
    """Keys are the tenant's own and kept as digests. Every method raises StateUnavailable where Redis is gone."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def begin(self, tenant: str, key: str, request: bytes) -> Asked:
        """What is known of a request; where it is new, it is ours from here on."""
        mark = hashlib.sha256(request).hexdigest()
        name = self._name(tenant, key)
        with talking():
            if await self._redis.set(name, json.dumps({"request": mark}), nx=True, ex=WORK_S):
                return Asked(Known.NEW)
            stored = await self._redis.get(name)
        if stored is None:  # it went between the two
            return Asked(Known.BUSY)
        known = json.loads(stored)
        if known["request"] != mark:
            return Asked(Known.OTHER)
        return Asked(Known.ANSWERED, known["draft"]) if "draft" in known else Asked(Known.BUSY)

    async def done(self, tenant: str, key: str, request: bytes, draft_id: str) -> None:
        """Give this decision from now on."""
        mark = hashlib.sha256(request).hexdigest()
        with talking():
            await self._redis.set(self._name(tenant, key), json.dumps({"request": mark, "draft": draft_id}), ex=KEEP_S)

    async def failed(self, tenant: str, key: str) -> None:
        """Nothing came of it: the key may be used again."""
        with talking():
            await self._redis.delete(self._name(tenant, key))

    def _name(self, tenant: str, key: str) -> str:
        return TenantState(self._redis, tenant).repeatable(hashlib.sha256(key.encode()).hexdigest())
