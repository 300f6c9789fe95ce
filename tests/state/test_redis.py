"""What errors of Redis become."""

import pytest
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from copilot.errors import CopilotError, StateUnavailable, StorageFull
from copilot.state.redis import talking

SECRET = "Ann's card is 4111"


def quoted(words: str) -> ResponseError:
    """As the client tells of a command in a pipeline."""
    return ResponseError(f"Command # 1 (SET cp:{{acme}}:customer:c {SECRET}) of pipeline caused error: {words}")


@pytest.mark.parametrize(
    ("words", "becomes"),
    [
        ("MISCONF Errors writing to the AOF file: No space left on device", StorageFull),
        ("OOM command not allowed when used memory > 'maxmemory'.", StorageFull),
        ("NOREPLICAS Not enough good replicas to write.", StateUnavailable),
    ],
)
def test_what_a_pipeline_fails_for_is_told_without_what_it_wrote(words: str, becomes: type[CopilotError]) -> None:
    for error in (quoted(words), quoted(f"('{words}',)"), ResponseError(words)):
        with pytest.raises(becomes) as raised, talking():
            raise error
        assert type(raised.value) is becomes
        assert "4111" not in str(raised.value)


async def test_a_command_that_redis_refuses_is_not_repeated_in_the_error(redis: Redis) -> None:
    await redis.set("text", "x")
    batch = redis.pipeline()
    batch.hset("text", "field", SECRET)
    with pytest.raises(StateUnavailable, match="Redis refuses: WRONGTYPE") as raised, talking():
        await batch.execute()
    assert "4111" not in str(raised.value)
