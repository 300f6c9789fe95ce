"""What bots left in a conversation, read by those who come after."""

from redis.asyncio import Redis

from copilot.state.bots import Bots
from copilot.state.tenant import TenantState


async def test_a_hand_off_that_cannot_be_read_hides_no_conversation(redis: Redis) -> None:
    state = TenantState(redis, "acme")
    await redis.hset(state.bot("c1"), "handed_over", "d1")
    await redis.set(state.draft("d1"), '{"of": "another version"}')
    told = await Bots(redis).handed_over("acme", "c1")
    assert told is not None
    assert (told.draft_id, told.package) == ("d1", None)
