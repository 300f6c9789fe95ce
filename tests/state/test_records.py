"""A tenant's policy and catalogue: careful defaults, counted versions, checked parameters, nobody else's."""

from typing import Any

import pytest
from redis.asyncio import Redis

from copilot.domain import ActionSpec, Policy, SendPolicy
from copilot.engines import PrivateValkey
from copilot.errors import InvalidInput, StateUnavailable, UserError
from copilot.state.records import MAX_ACTIONS, Catalogue, Policies
from copilot.state.redis import check_server, open_redis


async def test_nothing_may_be_sent_until_a_tenant_allows_it(redis: Redis) -> None:
    policy = await Policies(redis).get("acme")
    assert (policy.send.enabled, policy.version) == (False, 0)


async def test_a_policy_comes_back_as_it_was_put_and_counts_its_changes(redis: Redis) -> None:
    policies = Policies(redis)
    wanted = Policy(tone="warm", links=("example.com",), send=SendPolicy(enabled=True, channels=("chat",)))

    first = await policies.put("acme", wanted)
    same = await policies.put("acme", wanted)
    other = await policies.put("acme", Policy(tone="dry"))

    assert first == wanted.model_copy(update={"version": 1})
    assert same.version == 1
    assert other.version == 2
    assert await policies.get("acme") == other
    assert await policies.get("globex") == Policy()


async def test_without_redis_the_last_policy_holds_but_nothing_is_sent(mortal: PrivateValkey) -> None:
    client = open_redis(mortal.url)
    policies, catalogue = Policies(client), Catalogue(client)
    await policies.put("acme", Policy(tone="warm", send=SendPolicy(enabled=True)))
    await catalogue.put("acme", ActionSpec(name="a", label="A"))
    await catalogue.refresh(["acme"])
    mortal.stop()

    policy = await policies.get("acme")

    assert (policy.tone, policy.send.enabled) == ("warm", False)
    assert [a.name for a in await catalogue.list("acme")] == ["a"]
    with pytest.raises(StateUnavailable):
        await policies.get("globex")
    with pytest.raises(StateUnavailable):
        await policies.put("acme", Policy())
    await client.aclose()


async def test_actions_are_listed_by_name_replaced_and_deleted(redis: Redis) -> None:
    catalogue = Catalogue(redis)
    assert await catalogue.put("acme", ActionSpec(name="b", label="B"))
    assert await catalogue.put("acme", ActionSpec(name="a", label="A"))
    assert not await catalogue.put("acme", ActionSpec(name="a", label="A again", team="care"))

    assert [a.name for a in await catalogue.list("acme")] == ["a", "b"]
    assert await catalogue.get("acme", "a") == ActionSpec(name="a", label="A again", team="care")
    assert await catalogue.list("globex") == ()
    assert await catalogue.delete("acme", "a")
    assert not await catalogue.delete("acme", "a")
    assert await catalogue.get("acme", "a") is None


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string"}, "must be 'object'"),
        ({"type": "object", "properties": {"a": {"type": "nonsense"}}}, "parameters/properties/a/type"),
        ({"type": "object", "properties": {"a": {"$ref": "http://169.254.169.254/"}}}, "only point into the schema"),
        ({"type": "object", "allOf": [{"$dynamicRef": "file:///etc/passwd"}]}, "only point into the schema"),
    ],
)
async def test_parameters_must_be_a_self_contained_schema_of_an_object(
    redis: Redis, schema: dict[str, Any], words: str
) -> None:
    with pytest.raises(InvalidInput, match=words):
        await Catalogue(redis).put("acme", ActionSpec(name="a", label="A", parameters=schema))
    assert await Catalogue(redis).list("acme") == ()


async def test_a_catalogue_has_an_end(redis: Redis) -> None:
    catalogue = Catalogue(redis)
    spec = ActionSpec(name="a", label="A").model_dump_json()
    await redis.hset("cp:{acme}:actions", mapping={f"a{n}": spec for n in range(MAX_ACTIONS)})

    with pytest.raises(InvalidInput, match=f"{MAX_ACTIONS} actions at most"):
        await catalogue.put("acme", ActionSpec(name="one_more", label="A"))
    assert not await catalogue.put("acme", ActionSpec(name="a0", label="replaced"))


async def test_a_server_that_evicts_is_refused(redis: Redis) -> None:
    await redis.config_set("maxmemory-policy", "allkeys-lru")
    try:
        with pytest.raises(UserError, match="maxmemory-policy is allkeys-lru; set it to noeviction"):
            await check_server(redis)
    finally:
        await redis.config_set("maxmemory-policy", "noeviction")
    assert await check_server(redis) == []


async def test_a_server_that_persists_nothing_is_a_problem(redis: Redis) -> None:
    await redis.config_set("appendonly", "no")
    try:
        problems = await check_server(redis)
    finally:
        await redis.config_set("appendonly", "yes")
    assert len(problems) == 1
    assert "persists nothing" in problems[0]


async def test_records_of_a_newer_version_are_refused(redis: Redis) -> None:
    await redis.set("cp:format", 2)
    with pytest.raises(UserError, match="format '2' and this version knows 1"):
        await check_server(redis)


async def test_no_server_is_unavailable_in_words() -> None:
    client = open_redis("redis://127.0.0.1:1")
    with pytest.raises(StateUnavailable, match="Redis can't be reached"):
        await check_server(client)
    await client.aclose()


def test_an_address_that_is_none_is_refused_in_words() -> None:
    for address in ("http://127.0.0.1", "redis://me:pass/word@127.0.0.1:6379"):
        with pytest.raises(UserError, match="COPILOT_REDIS_URL") as refused:
            open_redis(address)
        assert "pass" not in str(refused.value).replace("password", "")
