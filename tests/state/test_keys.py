"""API keys are shown once, kept as a hash, tied to one tenant and role, and refused as soon as they are revoked."""

from datetime import timedelta

import pytest
from redis.asyncio import Redis

from copilot.engines import PrivateValkey
from copilot.errors import InvalidInput, StateUnavailable
from copilot.state.keys import Keys
from copilot.state.redis import open_redis


async def test_a_key_says_tenant_and_role(redis: Redis) -> None:
    keys = Keys(redis)
    key_id, key = await keys.create("acme", "bot", "web chat")

    caller = await keys.resolve(key)

    assert caller is not None
    assert (caller.tenant, caller.role, caller.key_id) == ("acme", "bot", key_id)


async def test_a_key_is_nowhere_in_redis(redis: Redis) -> None:
    _, key = await Keys(redis).create("acme", "admin")

    everything = str([await redis.keys("*"), await redis.hgetall("cp:keys"), await redis.smembers("cp:tenants")])

    assert len(key) == 4 + 43
    assert "acme" in everything
    assert key not in everything
    assert key[4:] not in everything


@pytest.mark.parametrize("key", ["", "cpk_", "cpk_" + "0" * 43, "cpk_" + "0" * 5000, "Bearer x", "cpk_" + "é" * 43])
async def test_what_is_no_key_of_ours_is_nobody(redis: Redis, key: str) -> None:
    assert await Keys(redis).resolve(key) is None


@pytest.mark.parametrize("tenant", ["", "Acme", "-acme", "a b", "a}b", "a:b", "a" * 64, "ä", "acme\n"])
async def test_a_bad_tenant_name_is_refused(redis: Redis, tenant: str) -> None:
    with pytest.raises(InvalidInput, match="no tenant name"):
        await Keys(redis).create(tenant, "agent")
    assert await redis.keys("*") == []


async def test_a_revoked_key_is_refused_at_once_by_every_process(redis: Redis, valkey: PrivateValkey) -> None:
    here, elsewhere_client = Keys(redis), open_redis(valkey.url)
    key_id, key = await here.create("acme", "agent")
    elsewhere = Keys(elsewhere_client)
    assert await elsewhere.resolve(key)

    assert await here.revoke(key_id)

    assert await elsewhere.resolve(key) is None
    assert await here.resolve(key) is None
    assert [r.revoked for r in await here.list()] == [True]
    await elsewhere_client.aclose()


async def test_revoking_an_unknown_key_says_so(redis: Redis) -> None:
    assert not await Keys(redis).revoke("key_000000000000")


async def test_the_list_is_per_tenant_and_oldest_first(redis: Redis) -> None:
    keys = Keys(redis)
    first, _ = await keys.create("acme", "agent", "one")
    second, _ = await keys.create("acme", "admin", "two")
    await keys.create("globex", "agent")

    assert [r.key_id for r in await keys.list("acme")] == [first, second]
    assert await keys.tenants() == ("acme", "globex")


async def test_an_expired_key_is_refused_and_not_listed(redis: Redis) -> None:
    keys = Keys(redis)
    _, key = await keys.create("acme", "admin", lifetime=timedelta(seconds=-1))

    assert await keys.resolve(key) is None
    assert await keys.list() == []


async def test_a_discarded_key_leaves_no_trace(redis: Redis) -> None:
    keys = Keys(redis)
    key_id, key = await keys.create("acme", "admin", lifetime=timedelta(hours=1))

    await keys.discard(key_id)

    assert await keys.resolve(key) is None
    assert await redis.hgetall("cp:keys") == {}
    assert await keys.tenants() == ("acme",)


async def test_without_redis_known_keys_work_and_unknown_ones_are_unavailable(mortal: PrivateValkey) -> None:
    client = open_redis(mortal.url)
    maker, keys = Keys(client), Keys(client)
    _, seen = await maker.create("acme", "agent")
    assert await keys.resolve(seen)
    _, listed = await maker.create("acme", "bot")
    revoked_id, revoked = await maker.create("acme", "admin")
    await maker.revoke(revoked_id)
    await keys.refresh()
    mortal.stop()

    known = [await keys.resolve(seen), await keys.resolve(listed)]

    assert [c.role for c in known if c] == ["agent", "bot"]
    assert await keys.resolve(revoked) is None
    with pytest.raises(StateUnavailable):
        await keys.resolve("cpk_" + "0" * 43)
    await client.aclose()


async def test_a_restarted_redis_is_asked_again(mortal: PrivateValkey) -> None:
    client = open_redis(mortal.url)
    keys = Keys(client)
    key_id, key = await keys.create("acme", "agent")
    mortal.stop()
    mortal.start()

    assert await keys.resolve(key)
    await keys.revoke(key_id)
    assert await keys.resolve(key) is None
    await client.aclose()
