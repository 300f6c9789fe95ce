"""The model's door against a scripted server over real HTTP: every oddity ends in a typed outcome."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

import pytest
from pydantic import BaseModel, Field

from copilot.llm import Llm, LlmFailed, Meter, Say, open_llm
from copilot.settings import Settings
from tests import llm_stub as stub

PROMPT = (Say("system", "Be brief."), Say("user", "Hello"))


@asynccontextmanager
async def door(url: str, **settings: float | str) -> AsyncIterator[Llm]:
    llm = open_llm(Settings.model_validate({"llm_url": url, "llm_model": "stub", **settings}))
    assert llm is not None
    try:
        yield llm
    finally:
        await llm.close()


async def read(llm: Llm, *, seconds: float = 5, meter: Meter | None = None) -> str:
    deadline = asyncio.get_running_loop().time() + seconds
    return "".join([p async for p in llm.stream(PROMPT, deadline=deadline, meter=meter or Meter())])


def test_no_url_means_no_model() -> None:
    assert open_llm(Settings.model_validate({})) is None


async def test_a_good_answer_streams_and_tells_its_usage() -> None:
    meter = Meter()
    async with stub.LlmStub(stub.answer("Good day to you.")) as server, door(server.url) as llm:
        assert await read(llm, meter=meter) == "Good day to you."
    assert (meter.prompt_tokens, meter.completion_tokens, meter.calls) == (120, 30, 1)
    assert server.requests[0]["stream"] is True


async def test_an_answer_in_one_piece_is_read_although_a_stream_was_asked_for() -> None:
    async with stub.LlmStub(stub.whole) as server, door(server.url) as llm:
        assert await read(llm) == "All in one piece."


@pytest.mark.parametrize(
    ("name", "script", "code"),
    [
        ("silent", stub.silent, "llm_timeout"),
        ("stalls", stub.stalls_after("Well, "), "llm_timeout"),
        ("no-end", stub.pieces("Half an", finish=None, done=False), "llm_cut_short"),
        ("length", stub.pieces("Too long", finish="length"), "llm_cut_short"),
        ("filter", stub.pieces("Hm", finish="content_filter"), "llm_refused"),
        ("refusal", stub.refusal, "llm_refused"),
        ("empty", stub.pieces(), "llm_bad_answer"),
        ("html", stub.html, "llm_bad_answer"),
        ("malformed", stub.malformed, "llm_bad_answer"),
        ("foreign", stub.foreign, "llm_bad_answer"),
        ("error-event", stub.error_event, "llm_cut_short"),
        ("queue", stub.headers_only, "llm_timeout"),
        ("dripping", stub.dripping, "llm_timeout"),
        ("endless", stub.endless, "llm_cut_short"),
        ("flood", stub.flood, "llm_bad_answer"),
        ("endless-page", stub.endless_page, "llm_bad_answer"),
        ("half-a-character", stub.half_a_character, "llm_bad_answer"),
        ("bad-bytes", stub.bad_bytes, "llm_bad_answer"),
        ("no-choices", stub.no_choices, "llm_bad_answer"),
        ("thoughts-only", stub.answer("<think>Hm, hm, hm."), "llm_bad_answer"),
        ("429", stub.status(429), "llm_busy"),
        ("401", stub.status(401), "llm_unavailable"),
        ("404", stub.status(404), "llm_unavailable"),
        ("400", stub.status(400, error={"message": "x", "code": "content_filter"}), "llm_refused"),
    ],
)
async def test_each_failure_of_a_server_has_its_code_and_is_not_tried_again(
    name: str, script: stub.Script, code: str
) -> None:
    async with stub.LlmStub(script) as server, door(server.url) as llm:
        with pytest.raises(LlmFailed) as failed:
            await read(llm, seconds=0.6 if code == "llm_timeout" else 30)
    assert failed.value.code == code, name
    assert len(server.requests) == 1


async def test_reasoning_never_reaches_the_answer() -> None:
    async with stub.LlmStub(stub.thinks("The customer is a fool.", "Good day [1].")) as server, door(server.url) as llm:
        assert await read(llm) == "Good day [1]."


async def test_an_answer_is_whole_when_it_said_so_although_the_server_never_ends_the_stream() -> None:
    async with stub.LlmStub(stub.open_after_the_end) as server, door(server.url) as llm:
        assert await read(llm, seconds=60) == "All of it."


async def test_silence_between_tokens_has_its_own_limit() -> None:
    script = stub.stalls_after("Well, ")
    async with stub.LlmStub(script) as server, door(server.url, llm_between_tokens_s=0.2) as llm:
        with pytest.raises(LlmFailed) as failed:
            await read(llm, seconds=600)
    assert failed.value.code == "llm_timeout"
    assert "silent" in failed.value.detail


async def test_a_slow_stream_that_goes_on_is_read_to_its_end() -> None:
    words = tuple(f"{n} " for n in range(8))
    script = stub.slowly(*words, every=0.06)
    async with stub.LlmStub(script) as server, door(server.url, llm_between_tokens_s=0.4) as llm:
        assert await read(llm, seconds=60) == "".join(words)


async def test_tokens_that_a_server_does_not_tell_are_estimated() -> None:
    meter = Meter()
    async with stub.LlmStub(stub.open_after_the_end) as server, door(server.url) as llm:
        await read(llm, meter=meter)
    assert meter.usage().estimated
    assert meter.completion_tokens == 3  # ten bytes
    assert meter.prompt_tokens > 0


async def test_a_server_that_is_not_there_is_unavailable() -> None:
    async with stub.LlmStub(stub.silent) as server:
        url = server.url
    async with door(url) as llm:
        with pytest.raises(LlmFailed) as failed:
            await read(llm)
    assert failed.value.code == "llm_unavailable"


async def test_the_first_token_has_its_own_limit() -> None:
    async with stub.LlmStub(stub.silent) as server, door(server.url, llm_first_token_s=0.2) as llm:
        with pytest.raises(LlmFailed) as failed:
            await read(llm, seconds=60)
    assert failed.value.code == "llm_timeout"


async def test_closing_a_stream_hangs_up_on_the_server_and_frees_the_slot() -> None:
    async with (
        stub.LlmStub(stub.stalls_after("One ", "two "), stub.answer("Next")) as server,
        door(server.url, llm_max_concurrent=1) as llm,
    ):
        deadline = asyncio.get_running_loop().time() + 30
        async with aclosing(llm.stream(PROMPT, deadline=deadline, meter=Meter())) as stream:
            assert await anext(stream) == "One "
        async with asyncio.timeout(5):
            await server.until_gone()
        assert await read(llm) == "Next"


async def test_calls_beyond_the_limit_wait_for_a_slot_and_say_so_when_there_is_none() -> None:
    async with stub.LlmStub(stub.stalls_after("One ")) as server, door(server.url, llm_max_concurrent=1) as llm:
        deadline = asyncio.get_running_loop().time() + 30
        async with aclosing(llm.stream(PROMPT, deadline=deadline, meter=Meter())) as stream:
            await anext(stream)
            with pytest.raises(LlmFailed) as failed:
                await read(llm, seconds=0.1)
    assert failed.value.code == "llm_busy"
    assert len(server.requests) == 1


class Colour(BaseModel):
    name: str = Field(max_length=20)
    warm: bool = False


async def complete(llm: Llm, *, seconds: float = 5) -> Colour:
    deadline = asyncio.get_running_loop().time() + seconds
    return await llm.complete(PROMPT, Colour, deadline=deadline, meter=Meter())


async def test_a_structured_answer_sends_a_strict_schema() -> None:
    async with stub.LlmStub(stub.structured({"name": "red", "warm": True})) as server, door(server.url) as llm:
        assert await complete(llm) == Colour(name="red", warm=True)
    schema = server.requests[0]["response_format"]["json_schema"]["schema"]
    assert schema["required"] == ["name", "warm"]
    assert schema["additionalProperties"] is False


async def test_a_server_without_schemas_is_asked_again_without_one_and_remembered() -> None:
    text = stub.answer('Sure:\n```json\n{"name": "blue"}\n```')
    async with stub.LlmStub(stub.status(400), text) as server, door(server.url) as llm:
        assert (await complete(llm)).name == "blue"
        assert (await complete(llm)).name == "blue"
    assert ["response_format" in r for r in server.requests] == [True, False, False]


async def test_json_that_can_not_be_read_is_asked_for_once_more_with_what_was_wrong() -> None:
    scripts = stub.structured({"name": 7, "secret": "words"}), stub.structured({"name": "red"})
    async with stub.LlmStub(*scripts) as server, door(server.url) as llm:
        assert (await complete(llm)).name == "red"
        assert llm.figures.extra["repair"] == 1
    first, second = server.prompts
    assert second.startswith(first)
    assert "name: Input should be a valid string" in second
    assert "words" not in second
    assert len(server.requests[1]["messages"]) == 2  # some templates take no two users in turn


async def test_a_model_that_writes_no_json_is_asked_for_it_no_more_than_twice() -> None:
    async with stub.LlmStub(stub.answer("No JSON.")) as server, door(server.url) as llm:
        with pytest.raises(LlmFailed):
            await complete(llm)
    assert len(server.requests) == 2


async def test_json_is_not_asked_for_again_without_time_or_beyond_the_budget() -> None:
    async with stub.LlmStub(stub.answer("No JSON.")) as server, door(server.url) as llm:
        with pytest.raises(LlmFailed):
            await complete(llm, seconds=0.9)
        assert len(server.requests) == 1
        for _ in range(20):
            with pytest.raises(LlmFailed):
                await complete(llm, seconds=30)
    assert len(server.requests) <= 21 + 3 + 3


@pytest.mark.parametrize("finish", ["length", None])
async def test_an_answer_cut_short_is_taken_where_what_is_whole_of_it_will_do(finish: str | None) -> None:
    cut = stub.pieces('{"name": "red", "war', finish=finish)
    async with stub.LlmStub(cut) as server, door(server.url) as llm:
        assert await complete(llm) == Colour(name="red")
    assert len(server.requests) == 1


async def test_an_answer_cut_too_early_is_cut_short_and_not_asked_for_again() -> None:
    async with stub.LlmStub(stub.pieces('{"name": "re', finish="length")) as server, door(server.url) as llm:
        with pytest.raises(LlmFailed) as failed:
            await complete(llm)
    assert failed.value.code == "llm_cut_short"
    assert len(server.requests) == 1


@pytest.mark.parametrize("text", ["No JSON at all.", '{"name": 7}', '{"name": "' + "x" * 40 + '"}', "[]"])
async def test_a_wrong_structured_answer_is_a_bad_answer(text: str) -> None:
    async with stub.LlmStub(stub.answer(text)) as server, door(server.url) as llm:
        with pytest.raises(LlmFailed) as failed:
            await complete(llm)
    assert failed.value.code == "llm_bad_answer"
