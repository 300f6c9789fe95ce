"""A tenant's durable records: its policy and its catalogue of next actions."""

import json
from collections.abc import Iterable
from typing import Any, cast

from pydantic import ValidationError
from redis.asyncio import Redis

from copilot.domain import ActionSpec, Policy
from copilot.errors import InvalidInput, StateUnavailable
from copilot.state.redis import hash_at, talking
from copilot.state.remembered import UNKNOWN_S, Remembered
from copilot.state.tenant import TenantState

MAX_ACTIONS = 500
"""In a tenant's catalogue."""

# The version counts real changes only, and two writers can't get the same one.
_PUT_POLICY = """
if redis.call('HGET', KEYS[1], 'body') ~= ARGV[1] then
  redis.call('HINCRBY', KEYS[1], 'version', 1)
  redis.call('HSET', KEYS[1], 'body', ARGV[1])
end
return redis.call('HGET', KEYS[1], 'version')
"""


class Policies:
    """What each tenant allows. When Redis is gone the last known policy holds for ten minutes, but nothing is sent."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._put = redis.register_script(_PUT_POLICY)
        self._remembered: Remembered[Policy] = Remembered()

    async def get(self, tenant: str, *, most_s: float = UNKNOWN_S) -> Policy:
        """The tenant's policy; the careful default where none was set. Redis has ``most_s`` seconds to answer.

        Raises StateUnavailable where Redis is gone and it was not read of late.
        """
        policy, fresh = await self._remembered.read(tenant, lambda: self._fetch(tenant), most_s=most_s)
        if fresh:
            return policy
        # It may have been switched off since: an unreadable kill switch counts as pulled.
        return policy.model_copy(update={"send": policy.send.model_copy(update={"enabled": False})})

    async def fresh(self, tenant: str) -> Policy:
        """The policy as it stands now, for who acts on it. Raises StateUnavailable where Redis can't be asked."""
        policy, fresh = await self._remembered.read(tenant, lambda: self._fetch(tenant))
        if not fresh:
            raise StateUnavailable("the policy can't be read at the moment")
        return policy

    async def put(self, tenant: str, policy: Policy) -> Policy:
        """Replace it; the answer has the new version (the same where nothing changed)."""
        body = policy.model_dump_json(exclude={"version"})
        with talking():
            version = int(await self._put(keys=[TenantState(self._redis, tenant).policy], args=[body]))
        stored = policy.model_copy(update={"version": version})
        self._remembered.keep(tenant, stored)
        return stored

    async def refresh(self, tenants: Iterable[str]) -> None:
        """Remember these tenants' policies. Raises StateUnavailable."""
        for tenant in tenants:
            self._remembered.keep(tenant, await self._fetch(tenant))

    async def _fetch(self, tenant: str) -> Policy:
        with talking():
            stored = await hash_at(self._redis, TenantState(self._redis, tenant).policy)
        if not stored:
            return Policy()
        try:
            return Policy.model_validate(json.loads(stored["body"]) | {"version": int(stored["version"])})
        except (ValidationError, ValueError, KeyError) as e:
            raise StateUnavailable("the stored policy can't be read; put it again") from e


class Catalogue:
    """The next actions that a tenant's agents can take."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._remembered: Remembered[tuple[ActionSpec, ...]] = Remembered()

    async def list(self, tenant: str, *, most_s: float = UNKNOWN_S) -> tuple[ActionSpec, ...]:
        """By name; Redis has ``most_s`` seconds to answer.

        Raises StateUnavailable where Redis is gone and it was not read of late.
        """
        return (await self._remembered.read(tenant, lambda: self._fetch(tenant), most_s=most_s)).value

    async def get(self, tenant: str, name: str) -> ActionSpec | None:
        return next((spec for spec in await self.list(tenant) if spec.name == name), None)

    async def put(self, tenant: str, spec: ActionSpec) -> bool:
        """Write one; True where it is new.

        Raises InvalidInput for parameters that are no JSON Schema of an object, or one action too many.
        """
        check_parameters(spec.parameters)
        key = TenantState(self._redis, tenant).actions
        with talking():
            if not await self._redis.hexists(key, spec.name) and await self._redis.hlen(key) >= MAX_ACTIONS:
                raise InvalidInput(f"a catalogue holds {MAX_ACTIONS} actions at most; delete one first")
            created = await self._redis.hset(key, spec.name, spec.model_dump_json())
        self._remembered.forget(tenant)
        return bool(created)

    async def delete(self, tenant: str, name: str) -> bool:
        """False where there was none."""
        with talking():
            gone = await self._redis.hdel(TenantState(self._redis, tenant).actions, name)
        self._remembered.forget(tenant)
        return bool(gone)

    async def refresh(self, tenants: Iterable[str]) -> None:
        """Remember these tenants' catalogues. Raises StateUnavailable."""
        for tenant in tenants:
            self._remembered.keep(tenant, await self._fetch(tenant))

    async def _fetch(self, tenant: str) -> tuple[ActionSpec, ...]:
        with talking():
            stored = await hash_at(self._redis, TenantState(self._redis, tenant).actions)
        try:
            return tuple(ActionSpec.model_validate_json(stored[name]) for name in sorted(stored))
        except ValidationError as e:
            raise StateUnavailable("a stored action can't be read; put it again") from e


def check_parameters(schema: dict[str, Any]) -> None:
    """Refuse what is no JSON Schema of an object, or one that would make us fetch something from elsewhere.

    Raises InvalidInput.
    """
    from jsonschema import Draft202012Validator, SchemaError

    if schema.get("type") != "object":
        raise InvalidInput("parameters: the schema's type must be 'object'")
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as e:
        where = "/".join(str(part) for part in e.absolute_path)
        raise InvalidInput(f"parameters{'/' + where if where else ''}: {e.message[:300]}") from None
    except RecursionError:
        raise InvalidInput("parameters: the schema is nested too deeply") from None
    waiting: list[object] = [schema]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            for word in ("$ref", "$dynamicRef"):
                target = part.get(word)
                if isinstance(target, str) and not target.startswith("#"):
                    raise InvalidInput(f"parameters: {word} may only point into the schema itself (#/...)")
            waiting.extend(cast("dict[str, object]", part).values())
        elif isinstance(part, list):
            waiting.extend(part)
