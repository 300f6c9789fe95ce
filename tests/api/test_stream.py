"""Streams of events: pings in silence, everything closed behind a reader who leaves."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from copilot.api.stream import PING, Ended, Running, sse, with_pings
from retrieval.index import IndexDown


class Source:
    """Makes what it is told to, and notes when it is closed."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.closed = asyncio.Event()

    async def items(self) -> AsyncGenerator[bytes, None]:
        try:
            yield b"first"
            await self.go.wait()
            yield b"second"
        finally:
            self.closed.set()


async def test_silence_is_filled_with_pings_and_then_the_next_item_comes() -> None:
    source = Source()
    stream = with_pings(Running(source.items()), every=0.001)
    assert await anext(stream) == b"first"
    assert await anext(stream) == PING
    source.go.set()
    rest = [item async for item in stream]
    assert [item for item in rest if item != PING] == [b"second"]
    assert source.closed.is_set()


async def test_the_first_item_is_out_before_the_next_is_made() -> None:
    """Also where the source never waits for anything."""
    made: list[int] = []

    async def items() -> AsyncGenerator[int, None]:
        for n in range(3):
            made.append(n)
            yield n

    running = Running(items())
    assert await running.next() == 0
    assert made == [0]
    assert [await running.next(), await running.next()] == [1, 2]
    with pytest.raises(Ended):
        await running.next()


async def test_a_source_that_ran_out_of_time_is_no_silence() -> None:
    async def items() -> AsyncGenerator[bytes, None]:
        yield b"first"
        raise TimeoutError

    got = [item async for item in with_pings(Running(items()), every=60)]
    assert got[0] == b"first"
    assert b'"status": 500' in got[1]


async def test_a_reader_who_leaves_ends_the_source() -> None:
    source = Source()
    stream = with_pings(Running(source.items()), every=60)
    assert await anext(stream) == b"first"
    await stream.aclose()
    assert source.closed.is_set()


async def test_a_reader_who_is_cancelled_ends_the_source() -> None:
    source = Source()
    begun = asyncio.Event()

    async def read() -> None:
        async for _ in with_pings(Running(source.items()), every=60):
            begun.set()

    reading = asyncio.create_task(read())
    await begun.wait()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    async with asyncio.timeout(5):
        await source.closed.wait()


async def test_what_fails_in_the_middle_is_told_as_an_event() -> None:
    async def items() -> AsyncGenerator[bytes, None]:
        yield b"first"
        raise IndexDown("10.0.0.1 is gone")

    got = [item async for item in with_pings(Running(items()))]
    assert got[0] == b"first"
    assert got[1].startswith(b"event: problem\ndata: ")
    assert b'"status": 503' in got[1]
    assert b"10.0.0.1" not in got[1]


async def test_timeouts_that_span_items_hold() -> None:
    """A generator may hold a timeout across its yields: all of it runs in one task."""

    async def items() -> AsyncGenerator[int, None]:
        async with asyncio.timeout(60):
            for n in range(3):
                yield n

    running = Running(items())
    assert [await running.next() for _ in range(3)] == [0, 1, 2]
    with pytest.raises(Ended):
        await running.next()


def test_an_event_is_id_name_and_one_line_of_data() -> None:
    assert sse("reply", '{"a":1}', "x:1") == b'id: x:1\nevent: reply\ndata: {"a":1}\n\n'
