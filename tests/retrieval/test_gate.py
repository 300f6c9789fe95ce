"""Many together, or one alone."""

import asyncio

import pytest

from retrieval.gate import Gate


async def test_alone_waits_for_those_inside_and_keeps_others_out() -> None:
    gate, seen = Gate(), []
    leave = asyncio.Event()

    async def inside(name: str) -> None:
        async with gate.together():
            seen.append(f"{name} in")
            await leave.wait()
        seen.append(f"{name} out")

    async def alone() -> None:
        async with gate.alone():
            seen.append("alone")

    first = asyncio.create_task(inside("first"))
    await asyncio.sleep(0)
    only = asyncio.create_task(alone())
    await asyncio.sleep(0)
    second = asyncio.create_task(inside("second"))
    await asyncio.sleep(0)
    assert seen == ["first in"]
    leave.set()
    await asyncio.gather(first, only, second)
    assert seen.index("alone") < seen.index("second in")
    assert seen.index("first out") < seen.index("alone")


async def test_work_that_goes_on_after_its_caller_left_is_waited_for() -> None:
    gate, end = Gate(), asyncio.Event()
    work = asyncio.ensure_future(end.wait())
    async with gate.together():
        gate.stay(work)
    waiting = asyncio.create_task(anext_alone(gate))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert not waiting.done()
    end.set()
    assert await waiting


async def anext_alone(gate: Gate) -> bool:
    async with gate.alone():
        return True


async def test_who_gave_up_waiting_leaves_the_gate_open() -> None:
    gate = Gate()
    async with gate.together():
        waiting = asyncio.create_task(anext_alone(gate))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    async with gate.together():
        pass
