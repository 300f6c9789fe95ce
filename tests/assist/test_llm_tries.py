"""Who is asked, and how often: retries, the second model, hedging, and a breaker, over real HTTP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

import pytest
from pydantic import BaseModel

from copilot.llm import Llm, LlmFailed, Meter, Say, open_llm
from copilot.settings import Settings
from tests import llm_stub as stub

PROMPT = (Say("system", "Be brief."), Say("user", "Hello"))


@dataclass
class Two:
    llm: Llm
    first: stub.LlmStub
    second: stub.LlmStub

    @property
    def asked(self) -> tuple[int, int]:
        return len(self.first.requests), len(self.second.requests)


@asynccontextmanager
async def one(*scripts: stub.Script, **settings: float) -> AsyncIterator[tuple[Llm, stub.LlmStub]]:
    async with stub.LlmStub(*scripts) as server:
        llm = open_llm(Settings.model_validate({"llm_url": server.url, "llm_model": "big", **settings}))
        assert llm is not None
        yield llm, server
        await llm.close()


@asynccontextmanager
async def two(first: stub.Script, second: stub.Script, **settings: float) -> AsyncIterator[Two]:
    async with AsyncExitStack() as closing:
        a = await closing.enter_async_context(stub.LlmStub(first))
        b = await closing.enter_async_context(stub.LlmStub(second))
        urls = {"llm_url": a.url, "llm_model": "big", "llm_fallback_url": b.url, "llm_fallback_model": "small"}
        llm = open_llm(Settings.model_validate({**urls, **settings}))
        assert llm is not None
        closing.push_async_callback(llm.close)
        yield Two(llm, a, b)


async def read(llm: Llm, *, seconds: float = 20, meter: Meter | None = None, after: LlmFailed | None = None) -> str:
    deadline = asyncio.get_running_loop().time() + seconds
    stream = llm.stream(PROMPT, deadline=deadline, meter=meter or Meter(), after=after)
    return "".join([piece async for piece in stream])


async def fails(llm: Llm, *, seconds: float = 20) -> LlmFailed:
    with pytest.raises(LlmFailed) as failed:
        await read(llm, seconds=seconds)
    return failed.value


# --- again -----------------------------------------------------------------------------------------------------------


async def test_a_server_that_failed_at_once_is_asked_once_more() -> None:
    async with one(stub.status(500), stub.answer("Hello.")) as (llm, server):
        assert await read(llm) == "Hello."
    assert len(server.requests) == 2


async def test_what_a_reader_has_seen_is_never_tried_again() -> None:
    async with one(stub.pieces("Half", finish=None, done=False)) as (llm, server):
        assert (await fails(llm)).code == "llm_cut_short"
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "script",
    [stub.status(400), stub.status(401), stub.status(404), stub.html, stub.refusal],
    ids=["400", "401", "404", "html", "refusal"],
)
async def test_what_will_fail_again_is_not_tried_again(script: stub.Script) -> None:
    async with one(script) as (llm, server):
        await fails(llm)
    assert len(server.requests) == 1


async def test_retry_after_is_waited_for_within_the_deadline() -> None:
    async with one(stub.status(429, after=0.3), stub.answer("Hello.")) as (llm, _):
        began = asyncio.get_running_loop().time()
        assert await read(llm) == "Hello."
        assert asyncio.get_running_loop().time() - began >= 0.3


async def test_a_retry_after_told_as_a_date_is_waited_for() -> None:
    date = "date: Wed, 25 Nov 2026 10:00:00 GMT\r\n"
    busy = stub.status(429, after="Wed, 25 Nov 2026 10:00:01 GMT", extra=date)
    async with one(busy, stub.answer("Hello.")) as (llm, _):
        began = asyncio.get_running_loop().time()
        assert await read(llm) == "Hello."
        assert asyncio.get_running_loop().time() - began >= 1


async def test_a_date_beyond_the_deadline_fails_at_once_and_is_remembered() -> None:
    busy = stub.status(503, after="Wed, 25 Nov 2099 10:00:00 GMT")
    async with one(busy, stub.answer("Hello.")) as (llm, server):
        assert (await fails(llm, seconds=600)).code == "llm_unavailable"
        assert "left alone" in (await fails(llm, seconds=600)).detail
    assert len(server.requests) == 1


async def test_a_retry_after_beyond_the_deadline_fails_at_once_and_is_remembered() -> None:
    async with one(stub.status(429, after=3600), stub.answer("Hello.")) as (llm, server):
        assert (await fails(llm, seconds=600)).code == "llm_busy"
        assert (await fails(llm, seconds=600)).code == "llm_busy"
    assert len(server.requests) == 1


async def test_a_server_in_trouble_gets_hardly_more_calls_than_were_asked_for() -> None:
    """Failures between successes, so that the breaker stays closed."""
    turn = iter(range(10_000))

    async def flaky(body: dict[str, object], send: stub.Send) -> None:
        await (stub.status(503) if next(turn) % 4 else stub.answer("Hello."))(body, send)

    async with one(flaky) as (llm, server):
        for _ in range(60):
            with suppress(LlmFailed):
                await read(llm)
    assert 60 < len(server.requests) <= 60 + 3 + 6


# --- the second model ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "script",
    [stub.status(500), stub.status(429), stub.status(401), stub.html, stub.foreign, stub.pieces()],
    ids=["500", "429", "401", "html", "foreign", "empty"],
)
async def test_a_first_model_that_does_not_begin_is_stood_in_for(script: stub.Script) -> None:
    meter = Meter()
    async with two(script, stub.answer("From the second.")) as t:
        assert await read(t.llm, meter=meter) == "From the second."
        assert t.asked == (1, 1)
    assert meter.model == "small"
    assert meter.stood_in


async def test_a_silent_first_model_leaves_time_for_the_second() -> None:
    async with two(stub.silent, stub.answer("From the second.")) as t:
        assert await read(t.llm, seconds=3) == "From the second."
        async with asyncio.timeout(5):
            await t.first.until_gone()


async def test_nobody_else_is_asked_for_what_the_first_declined_to_say() -> None:
    async with two(stub.refusal, stub.answer("Of course.")) as t:
        assert (await fails(t.llm)).code == "llm_refused"
        assert t.asked == (1, 0)


async def test_the_second_is_left_alone_while_the_first_writes() -> None:
    meter = Meter()
    async with two(stub.answer("From the first."), stub.answer("No.")) as t:
        assert await read(t.llm, meter=meter) == "From the first."
        assert t.asked == (1, 0)
    assert (meter.model, meter.stood_in) == ("big", None)


async def test_both_gone_is_one_failure_that_tells_of_both() -> None:
    async with two(stub.html, stub.status(404)) as t:
        failed = await fails(t.llm)
    assert failed.code == "llm_unavailable"
    assert "COPILOT_LLM_FALLBACK_MODEL" in failed.detail
    assert "no chat completion" in failed.detail


async def test_a_failure_after_the_first_words_goes_to_the_reader_and_the_second_may_write_anew() -> None:
    async with two(stub.pieces("Half", finish=None, done=False), stub.answer("Anew.")) as t:
        failed = await fails(t.llm)
        now = asyncio.get_running_loop().time()
        assert t.asked == (1, 0)
        assert t.llm.follows(failed, now + 5)
        assert not t.llm.follows(failed, now + 0.2)
        assert await read(t.llm, after=failed) == "Anew."


class Colour(BaseModel):
    name: str


async def test_a_structured_answer_that_can_not_be_read_is_asked_of_the_second() -> None:
    async with two(stub.answer("A nice one."), stub.structured({"name": "red"})) as t:
        deadline = asyncio.get_running_loop().time() + 20
        meter = Meter()
        assert await t.llm.complete(PROMPT, Colour, deadline=deadline, meter=meter) == Colour(name="red")
    assert meter.model == "small"


# --- hedging ---------------------------------------------------------------------------------------------------------


async def test_a_slow_first_word_gets_a_second_call_and_the_slower_is_hung_up_on() -> None:
    async with two(stub.silent, stub.answer("Quick."), llm_hedge_after_s=0.1) as t:
        assert await read(t.llm) == "Quick."
        async with asyncio.timeout(5):
            await t.first.until_gone()


async def test_one_model_is_hedged_by_itself_within_the_budget() -> None:
    async with one(stub.slowly("Hello.", every=0.2), llm_hedge_after_s=0.02) as (llm, server):
        for _ in range(8):
            assert await read(llm) == "Hello."
    assert len(server.requests) == 8 + 3
    assert llm.figures.extra["hedge"] == 3


async def test_an_answer_in_time_is_not_hedged() -> None:
    async with two(stub.answer("In time."), stub.answer("No."), llm_hedge_after_s=30) as t:
        assert await read(t.llm) == "In time."
        assert t.asked == (1, 0)


async def test_a_reader_who_leaves_ends_both_calls() -> None:
    both = asyncio.Event()

    async def second(body: dict[str, object], send: stub.Send) -> None:
        both.set()
        await stub.silent(body, send)

    async with two(stub.silent, second, llm_hedge_after_s=0.05) as t:
        reading = asyncio.create_task(read(t.llm))
        await both.wait()
        reading.cancel()
        async with asyncio.timeout(5):
            await t.first.until_gone()
            await t.second.until_gone()


# --- the breaker -----------------------------------------------------------------------------------------------------


async def test_a_broken_server_is_left_alone_and_the_answer_comes_at_once() -> None:
    async with one(stub.status(404)) as (llm, server):
        for _ in range(5):
            await fails(llm)
        failed = await fails(llm, seconds=600)
        assert failed.code == "llm_unavailable"
        assert "in a row" in failed.detail
        assert not llm.available
    assert len(server.requests) == 5


async def test_an_endpoint_that_is_left_alone_costs_the_second_nothing() -> None:
    async with two(stub.status(404), stub.answer("From the second.")) as t:
        for _ in range(8):
            assert await read(t.llm) == "From the second."
        assert t.asked == (5, 8)
        assert t.llm.available


async def test_impatient_requests_do_not_make_an_endpoint_look_broken() -> None:
    async with one(stub.slowly("Hello.", every=0.3)) as (llm, _):
        for _ in range(8):
            assert (await fails(llm, seconds=0.05)).code == "llm_timeout"
        assert await read(llm) == "Hello."


# --- reasoning whose beginning stood in the prompt -------------------------------------------------------------------


async def test_unmarked_reasoning_is_taken_back_and_then_held_back() -> None:
    script = stub.answer("They are fools.</think>Good day.")
    async with one(script) as (llm, _):
        failed = await fails(llm)
        assert llm.follows(failed, asyncio.get_running_loop().time() + 5)
        assert await read(llm, after=failed) == "Good day."
        assert await read(llm) == "Good day."
