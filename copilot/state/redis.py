"""The client to Redis (or our private Valkey): how it is opened, what its errors mean, what we ask of the server."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialWithJitterBackoff
from redis.exceptions import (
    AuthenticationError,
    AuthorizationError,
    BusyLoadingError,
    RedisError,
    ResponseError,
)
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from copilot.errors import StateUnavailable, StorageFull, UserError
from copilot.state.tenant import FORMAT_KEY

T = TypeVar("T")

FORMAT = 1
"""Layout of our records in Redis; a newer one is refused in words."""


def open_redis(url: str) -> Redis:
    """A client that connects when it is first used. Close it with ``aclose()``.

    Raises UserError for an address that can't be one.
    """
    try:
        return Redis.from_url(
            url,
            decode_responses=True,
            legacy_responses=False,
            socket_timeout=3,
            socket_connect_timeout=1,
            # A person waits: two quick tries, then the snapshot or a clear error.
            retry=Retry(ExponentialWithJitterBackoff(base=0.02, cap=0.1), retries=2),
            health_check_interval=30,
        )
    except ValueError:  # its words quote from the address, and that may be the password
        raise UserError(
            "COPILOT_REDIS_URL is no address of a Redis: it begins with redis://, rediss:// or unix://, "
            "and special characters in its password are percent-encoded"
        ) from None


@contextmanager
def talking() -> Iterator[None]:
    """Turn the client's errors into ours: StateUnavailable, or StorageFull where Redis can't write to its disk."""
    try:
        yield
    except (AuthenticationError, AuthorizationError) as e:
        raise StateUnavailable(f"Redis refuses our credentials ({_short(e)}); check COPILOT_REDIS_URL") from e
    except (RedisConnectionError, RedisTimeoutError, BusyLoadingError, OSError) as e:
        raise StateUnavailable(f"Redis can't be reached ({_short(e)})") from e
    except ResponseError as e:
        words = _server_words(e)
        if words.startswith("MISCONF"):
            raise StorageFull("Redis can't write to its disk; free some space") from e
        if words.startswith("OOM"):
            raise StorageFull("Redis is out of memory; give it more, its policy must stay noeviction") from e
        raise StateUnavailable(f"Redis refuses: {words[:200]}") from e
    except RedisError as e:
        raise StateUnavailable(f"Redis failed ({type(e).__name__})") from e


async def answered(asking: Coroutine[Any, Any, T], seconds: float) -> T:
    """What ``asking`` returns, where Redis answers in time: one that hangs takes the calls and says nothing.

    Raises StateUnavailable, and what ``asking`` raises.
    """
    # Not asyncio.timeout: the client swallows a cancellation that comes while it connects.
    task = asyncio.ensure_future(asking)
    try:
        await asyncio.wait({task}, timeout=max(0.0, seconds))
    finally:
        if not task.done():
            task.cancel()
            task.add_done_callback(lambda late: late.cancelled() or late.exception())  # nobody waits for it
    if not task.done():
        raise StateUnavailable("Redis did not answer in time")
    return task.result()


async def hash_at(redis: Redis, key: str) -> dict[str, str]:
    """The whole hash, empty where there is none."""
    return cast("dict[str, str]", await redis.hgetall(key))


async def check_server(redis: Redis) -> list[str]:
    """What is wrong with the server, in words, for ``problems``; empty where all is well.

    Raises UserError for a server that would lose our records (it evicts) or holds a newer format, StateUnavailable
    where it can't be asked.
    """
    with talking():
        memory: dict[str, Any] = await redis.info("memory")
        persistence: dict[str, Any] = await redis.info("persistence")
        policy = str(memory.get("maxmemory_policy", "noeviction"))
        if policy != "noeviction":
            raise UserError(
                f"Redis would delete our records: its maxmemory-policy is {policy}; set it to noeviction "
                "or name another server in COPILOT_REDIS_URL"
            )
        await redis.set(FORMAT_KEY, FORMAT, nx=True)
        found = str(await redis.get(FORMAT_KEY))
    if not found.isdecimal() or int(found) > FORMAT:
        raise UserError(
            f"Redis holds records of format {found[:20]!r} and this version knows {FORMAT}: use the newer version"
        )
    if int(persistence.get("aof_enabled", 0)) == 0 and not await _saves(redis):
        return ["Redis persists nothing: keys and policies are lost when it restarts; turn its append-only file on"]
    return []


async def _saves(redis: Redis) -> bool:
    """Whether snapshots are scheduled; assumed where a managed server doesn't say."""
    try:
        answer = await redis.config_get("save")
    except RedisError:
        return True
    return bool(answer.get("save"))


def _server_words(e: ResponseError) -> str:
    """What the server said. Around it the client quotes the command, and that may be a customer's words."""
    _, _, words = str(e).rpartition("of pipeline caused error: ")
    return words.strip("()'\"").partition("\n")[0].partition(", with args beginning with")[0]


def _short(e: Exception) -> str:
    return str(e).strip().split("\n")[0][:200] or type(e).__name__
