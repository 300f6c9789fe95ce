"""A tenant's tokens of the day: counted in Redis for all processes, and here while Redis is gone."""

import asyncio

import pytest
from redis.asyncio import Redis

from copilot.engines import PrivateValkey
from copilot.state.redis import open_redis
from copilot.state.tokens import Tokens


async def test_what_is_set_aside_by_one_process_is_gone_for_the_other(redis: Redis) -> None:
    one, other = Tokens(redis), Tokens(redis)
    assert await one.reserve("acme", 1000, 600)
    assert not await other.reserve("acme", 1000, 600)
    assert await other.reserve("acme", 1000, 400)
    assert await other.reserve("globex", 1000, 600)


async def test_what_was_not_used_can_be_spent_again(redis: Redis) -> None:
    one, other = Tokens(redis), Tokens(redis)
    assert await one.reserve("acme", 1000, 900)
    one.settle("acme", 900, 100)
    await one.close()
    assert await other.reserve("acme", 1000, 900)
    assert not await other.reserve("acme", 1000, 1)


async def test_a_new_day_begins_at_nothing(redis: Redis) -> None:
    days = ["2026-11-25"]
    tokens = Tokens(redis, today=lambda: days[-1])
    assert await tokens.reserve("acme", 1000, 1000)
    assert not await tokens.reserve("acme", 1000, 1)
    days.append("2026-11-26")
    assert await tokens.reserve("acme", 1000, 1000)


async def test_many_at_once_never_pass_the_limit(redis: Redis) -> None:
    tokens = Tokens(redis)
    granted = await asyncio.gather(*(tokens.reserve("acme", 1000, 70) for _ in range(50)))
    assert sum(granted) == 14


async def test_the_counter_goes_by_itself(redis: Redis) -> None:
    await Tokens(redis, today=lambda: "2026-11-25").reserve("acme", 1000, 70)
    assert 0 < await redis.ttl("cp:{acme}:llm-tokens:2026-11-25") <= 2 * 86_400


@pytest.mark.slow
async def test_without_redis_the_limit_holds_here_and_is_told_when_it_is_back(mortal: PrivateValkey) -> None:
    client = open_redis(mortal.url)
    now = [100.0]
    tokens = Tokens(client, today=lambda: "2026-11-25", clock=lambda: now[0])
    assert await tokens.reserve("acme", 1000, 300)
    mortal.stop()
    assert await tokens.reserve("acme", 1000, 300)
    assert await tokens.reserve("acme", 1000, 300)
    assert not await tokens.reserve("acme", 1000, 300)
    tokens.settle("acme", 300, 250)
    mortal.start()
    now[0] += 60
    assert not await tokens.reserve("acme", 1000, 300)
    assert await client.get("cp:{acme}:llm-tokens:2026-11-25") == "850"
    await tokens.close()
    await client.aclose()
