"""What a process remembers is served for ten minutes after Redis last confirmed it, and no longer."""

import asyncio

import pytest

from copilot.errors import StateUnavailable
from copilot.state.remembered import KEEP_S, REST_S, Remembered


class Server:
    """Stands for Redis: answers or is gone, and counts how often it was asked."""

    def __init__(self) -> None:
        self.value: str | None = "one"
        self.asked = 0

    async def __call__(self) -> str:
        self.asked += 1
        if self.value is None:
            raise StateUnavailable("gone")
        return self.value


@pytest.fixture
def now() -> list[float]:
    return [1000.0]


async def test_a_server_that_hangs_is_given_up_and_left_alone(now: list[float]) -> None:
    server, memory = Server(), Remembered[str](lambda: now[0])
    await memory.read("a", server)

    async def hangs() -> str:
        await asyncio.Event().wait()
        return ""

    assert await memory.read("a", hangs) == ("one", False)
    with pytest.raises(StateUnavailable):
        await memory.read("b", server)
    assert server.asked == 1
    now[0] += REST_S
    with pytest.raises(StateUnavailable):
        await memory.read("b", hangs, most_s=0.05)


async def test_a_value_is_read_anew_while_the_server_answers(now: list[float]) -> None:
    server, memory = Server(), Remembered[str](lambda: now[0])
    assert await memory.read("a", server) == ("one", True)
    server.value = "two"
    assert await memory.read("a", server) == ("two", True)


async def test_the_last_value_serves_for_ten_minutes_and_is_marked(now: list[float]) -> None:
    server, memory = Server(), Remembered[str](lambda: now[0])
    await memory.read("a", server)
    server.value = None
    now[0] += KEEP_S
    assert await memory.read("a", server) == ("one", False)
    now[0] += 1
    with pytest.raises(StateUnavailable):
        await memory.read("a", server)


async def test_what_was_never_read_is_unavailable(now: list[float]) -> None:
    server, memory = Server(), Remembered[str](lambda: now[0])
    server.value = None
    with pytest.raises(StateUnavailable, match="gone"):
        await memory.read("a", server)


async def test_a_server_that_is_gone_is_left_alone_for_a_second(now: list[float]) -> None:
    server, memory = Server(), Remembered[str](lambda: now[0])
    memory.keep("a", "one")
    server.value = None
    for _ in range(5):
        await memory.read("a", server)
    assert server.asked == 1
    now[0] += REST_S
    server.value = "two"
    assert await memory.read("a", server) == ("two", True)
