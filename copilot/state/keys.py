"""API keys: made once, kept as sha256 only, revoked at once."""

import hashlib
import re
import secrets
import string
from datetime import UTC, datetime, timedelta

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError
from redis.asyncio import Redis

from copilot.domain import Caller, Role
from copilot.state.redis import hash_at, talking
from copilot.state.remembered import Remembered
from copilot.state.tenant import KEYS_KEY, TENANTS_KEY, check_tenant

_ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
_SHAPE = re.compile(r"cpk_[0-9A-Za-z]{43}")


class KeyRecord(BaseModel):
    """What is kept of a key; never the key itself."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    key_id: str
    tenant: str
    role: Role
    label: str = ""
    created_at: AwareDatetime
    revoked: bool = False
    expires_at: AwareDatetime | None = None

    @property
    def usable(self) -> bool:
        return not self.revoked and (self.expires_at is None or datetime.now(UTC) < self.expires_at)


class Keys:
    """Every key is looked up in Redis on each use, so a revoked one is refused at the next request.

    When Redis is gone, keys seen within the last ten minutes go on working.
    """

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._remembered: Remembered[str] = Remembered()

    async def create(
        self, tenant: str, role: Role, label: str = "", *, lifetime: timedelta | None = None
    ) -> tuple[str, str]:
        """A new key: its id, and the key, which is shown this once.

        Raises InvalidInput for a bad tenant name, StateUnavailable.
        """
        key = "cpk_" + _base62(secrets.token_bytes(32))
        now = datetime.now(UTC)
        record = KeyRecord(
            key_id="key_" + secrets.token_hex(6),
            tenant=check_tenant(tenant),
            role=role,
            label=label[:200],
            created_at=now,
            expires_at=now + lifetime if lifetime else None,
        )
        with talking():
            await self._redis.sadd(TENANTS_KEY, tenant)
            await self._redis.hset(KEYS_KEY, _digest(key), record.model_dump_json())
        return record.key_id, key

    async def list(self, tenant: str | None = None) -> list[KeyRecord]:
        """Every key that was made, revoked ones too, oldest first; expired ones are gone."""
        found = [r for r in (await self._all()).values() if tenant is None or r.tenant == tenant]
        kept = [r for r in found if r.expires_at is None or r.usable]
        return sorted(kept, key=lambda r: (r.created_at, r.key_id))

    async def tenants(self) -> tuple[str, ...]:
        """Names of tenants that ever had a key, so they may have data."""
        with talking():
            return tuple(sorted(str(name) for name in await self._redis.smembers(TENANTS_KEY)))

    async def revoke(self, key_id: str) -> bool:
        """Refuse the key from now on; False where there is none with this id."""
        for digest, record in (await self._all()).items():
            if record.key_id == key_id:
                revoked = record.model_copy(update={"revoked": True})
                with talking():
                    await self._redis.hset(KEYS_KEY, digest, revoked.model_dump_json())
                self._remembered.forget(digest)
                return True
        return False

    async def discard(self, key_id: str) -> None:
        """Remove a short-lived key without a trace, and any that have expired."""
        gone = [d for d, r in (await self._all()).items() if r.key_id == key_id or (r.expires_at and not r.usable)]
        if gone:
            with talking():
                await self._redis.hdel(KEYS_KEY, *gone)
            for digest in gone:
                self._remembered.forget(digest)

    async def resolve(self, key: str) -> Caller | None:
        """Who the key belongs to; None for one that we don't know or no longer accept.

        Raises StateUnavailable where Redis is gone and the key was not seen of late.
        """
        if not _SHAPE.fullmatch(key):
            return None
        digest = _digest(key)

        async def ask() -> str:
            with talking():
                return str(await self._redis.hget(KEYS_KEY, digest) or "")

        text = (await self._remembered.read(digest, ask)).value
        if not text:
            self._remembered.forget(digest)
            return None
        record = _record(text)
        if record is None or not record.usable:
            return None
        return Caller(tenant=record.tenant, role=record.role, key_id=record.key_id)

    async def refresh(self) -> None:
        """Remember every key as it stands now. Raises StateUnavailable."""
        with talking():
            self._remembered.keep_all(await hash_at(self._redis, KEYS_KEY))

    async def _all(self) -> dict[str, KeyRecord]:
        with talking():
            stored = await hash_at(self._redis, KEYS_KEY)
        return {digest: record for digest, text in stored.items() if (record := _record(text))}


def _record(text: str) -> KeyRecord | None:
    try:
        return KeyRecord.model_validate_json(text)
    except ValidationError:
        return None


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _base62(data: bytes) -> str:
    """43 characters for 32 bytes."""
    number, out = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 62)
        out = _ALPHABET[digit] + out
    return out.rjust(43, "0")
