"""Learned heads in Redis: what is not there is remembered too, so that Redis may go."""

import pytest

from copilot.engines import PrivateValkey
from copilot.errors import StateUnavailable
from copilot.state.heads import Heads
from copilot.state.redis import open_redis


async def test_a_tenant_without_a_head_has_none_when_redis_is_gone(mortal: PrivateValkey) -> None:
    client = open_redis(mortal.url)
    heads = Heads(client, bytes.decode)
    await heads.put("globex", b"learned", "v1", {})
    assert await heads.get("acme") == (False, None)
    assert await heads.get("globex") == (True, "learned")
    mortal.stop()
    assert await heads.get("acme") == (False, None)
    assert await heads.get("globex") == (True, "learned")
    with pytest.raises(StateUnavailable):
        await heads.get("initech")
    await client.aclose()
