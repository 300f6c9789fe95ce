"""A tenant's learned head, among its durable records: packed arrays, replaced in one write."""

import base64
import binascii
import json
from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

from redis.asyncio import Redis

from copilot.errors import StateUnavailable
from copilot.state.redis import answered, hash_at, talking
from copilot.state.remembered import UNKNOWN_S, Remembered
from copilot.state.tenant import TenantState

H = TypeVar("H")


class Heads(Generic[H]):
    """``read`` makes a head of what is stored, None where it can't be used; a version is read once."""

    def __init__(self, redis: Redis, read: Callable[[bytes], H | None]) -> None:
        self._redis = redis
        self._read = read
        self._versions: dict[str, tuple[str, H | None]] = {}
        self._remembered: Remembered[str] = Remembered()

    async def get(self, tenant: str, *, most_s: float = UNKNOWN_S) -> tuple[bool, H | None]:
        """Whether one is stored, and the head, None where it can't be read; Redis has ``most_s`` seconds to answer.

        Raises StateUnavailable where Redis is gone and it was not read of late.
        """
        version = (await self._remembered.read(tenant, lambda: self._version(tenant), most_s=most_s)).value
        if not version:
            return False, None
        known = self._versions.get(tenant)
        if known is None or known[0] != version:
            known = await answered(self._fetch(tenant), most_s)
            if known is None:
                return False, None
            self._versions[tenant] = known
        return True, known[1]

    async def put(self, tenant: str, packed: bytes, version: str, about: dict[str, Any]) -> None:
        """Replace it, in one step: whoever asks gets the old one or the new one. ``about`` is for people to read."""
        fields = {"version": version, "about": json.dumps(about), "body": base64.b64encode(packed).decode()}
        with talking():
            await self._redis.hset(TenantState(self._redis, tenant).head, mapping=cast("dict[Any, Any]", fields))
        self._remembered.forget(tenant)

    async def delete(self, tenant: str) -> bool:
        """False where there was none."""
        with talking():
            gone = await self._redis.delete(TenantState(self._redis, tenant).head)
        self._remembered.forget(tenant)
        return bool(gone)

    async def _version(self, tenant: str) -> str:
        """Empty where there is none, which is remembered too."""
        with talking():
            stored = await self._redis.hget(TenantState(self._redis, tenant).head, "version")
        return "" if stored is None else str(stored)

    async def _fetch(self, tenant: str) -> tuple[str, H | None] | None:
        with talking():
            stored = await hash_at(self._redis, TenantState(self._redis, tenant).head)
        if not stored:
            return None
        try:
            return stored["version"], self._read(base64.b64decode(stored["body"], validate=True))
        except (KeyError, binascii.Error) as e:
            raise StateUnavailable("the stored head can't be read; run 'copilot train' again") from e
