"""Whatever the model's server does: an answer by the deadline, as JSON and as events, with a reason that has a code."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, NamedTuple

import pytest

from copilot.settings import Settings
from copilot.wiring import assemble
from retrieval.embed import Embedder
from tests import llm_stub as stub
from tests.api.conftest import Served, read_events, serving
from tests.api.test_assist import ARTICLE, THREAD
from tests.llm_faults import FAULTS, GOOD

DEADLINE_MS = 2500
LATE_MS = 2000
"""Far below every limit that isn't the deadline, and no measure of time: see benchmarks/assist_llm.py for that."""
PATIENT_MS = 30_000
"""Where the deadline isn't what ends it: a machine that stands still for two seconds is no failure of a server."""
GERMAN = "Die Pumpe zieht kein Wasser. Nehmen Sie bitte den Filter heraus und starten Sie die Maschine noch einmal."


class Kind(NamedTuple):
    script: stub.Script
    code: str | None
    """Of the failure; None where the answer is good."""

    @property
    def deadline_ms(self) -> int:
        return DEADLINE_MS if self.code == "llm_timeout" else PATIENT_MS


KINDS = {
    "good": Kind(stub.answer(GOOD), None),
    "whole": Kind(stub.whole, None),
    "slow": Kind(stub.slowly(*GOOD.split(" ")), None),
    "reasoning": Kind(stub.thinks("SECRET thought", GOOD), None),
    "open after the end": Kind(stub.open_after_the_end, None),
    "unmarked reasoning": Kind(stub.answer(f"SECRET thought</think>{GOOD}"), None),
    "unknown model": Kind(stub.answer(GOOD), None),  # servers answer 200 whatever the name is
    "wrong language": Kind(stub.answer(GERMAN), None),
    "silent": Kind(stub.silent, "llm_timeout"),
    "silent queue": Kind(stub.headers_only, "llm_timeout"),
    "stalls": Kind(stub.stalls_after("E3 ", "means "), "llm_timeout"),
    "dripping": Kind(stub.dripping, "llm_timeout"),
    "half a character": Kind(stub.half_a_character, "llm_bad_answer"),
    "bad bytes": Kind(stub.bad_bytes, "llm_bad_answer"),
    "malformed": Kind(stub.malformed, "llm_bad_answer"),
    "error event": Kind(stub.error_event, "llm_cut_short"),
    "429": Kind(stub.status(429), "llm_busy"),
    "500": Kind(stub.status(500), "llm_unavailable"),
    "404": Kind(stub.status(404), "llm_unavailable"),
    "refusal": Kind(stub.refusal, "llm_refused"),
    "length": Kind(stub.pieces("Too long", finish="length"), "llm_cut_short"),
    "endless": Kind(stub.endless, "llm_cut_short"),
    "no done": Kind(stub.pieces("E3 means", finish=None, done=False), "llm_cut_short"),
    "no choices": Kind(stub.no_choices, "llm_bad_answer"),
    "html": Kind(stub.html, "llm_bad_answer"),
    "foreign": Kind(stub.foreign, "llm_bad_answer"),
    "empty": Kind(stub.pieces(), "llm_bad_answer"),
    "only reasoning": Kind(stub.answer("<think>SECRET thought"), "llm_bad_answer"),
}


@asynccontextmanager
async def with_model(
    settings: Settings, embedder: Embedder, first: stub.Script, second: stub.Script | None = None, **more: Any
) -> AsyncIterator[tuple[Served, stub.LlmStub]]:
    """The app on a socket, one article, and the model (with a second one)."""
    async with AsyncExitStack() as closing:
        server = await closing.enter_async_context(stub.LlmStub(first))
        update: dict[str, Any] = {"llm_url": server.url, "llm_model": "big"} | more
        if second is not None:
            other = await closing.enter_async_context(stub.LlmStub(second))
            update |= {"llm_fallback_url": other.url, "llm_fallback_model": "small"}
        told = settings.model_copy(update=update)
        parts = await closing.enter_async_context(assemble(told, embedder=embedder))
        served = await closing.enter_async_context(serving(told, parts))
        await served.http.put("/v1/articles/e3", json=ARTICLE, headers=served.auth())
        yield served, server


async def as_json(served: Served, **more: Any) -> dict[str, Any]:
    body = {"conversation": THREAD, "deadline_ms": DEADLINE_MS} | more
    answer = await served.http.post("/v1/assist", json=body, headers=served.auth("agent"))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def as_events(served: Served, **more: Any) -> list[tuple[str, Any]]:
    body = {"conversation": THREAD, "deadline_ms": DEADLINE_MS} | more
    headers = served.auth("agent") | {"Accept": "text/event-stream"}
    async with served.http.stream("POST", "/v1/assist", json=body, headers=headers) as response:
        return [(name, data) async for name, data, _ in read_events(response)]


def written(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [r for r in answer["replies"] if r["origin"] == "llm"]


def check(answer: dict[str, Any], kind: Kind, name: str) -> None:
    codes = [r["code"] for r in answer["reasons"] if r["stage"] == "llm"]
    assert any(r["origin"] == "extractive" for r in answer["replies"]), name
    assert "internal_error" not in codes
    assert "SECRET" not in str(answer)
    assert answer["timings_ms"]["total"] <= kind.deadline_ms + LATE_MS
    if kind.code is None:
        assert (answer["mode"], codes) == ("full", []), name
        assert len(written(answer)) == 1
        assert answer["usage"]["model"] == "big"
    else:
        assert (answer["mode"], codes) == ("no_llm", [kind.code]), name
        assert not written(answer)
    assert answer["usage"]["calls"] >= 1


@pytest.mark.parametrize("name", KINDS)
async def test_every_kind_of_server_ends_in_an_answer_with_a_code(
    name: str, settings: Settings, embedder: Embedder
) -> None:
    kind = KINDS[name]
    async with with_model(settings, embedder, kind.script) as (served, _):
        answer = await as_json(served, want=["replies"], deadline_ms=kind.deadline_ms)
        check(answer, kind, name)
        found = await as_events(served, want=["replies"], deadline_ms=kind.deadline_ms)
        assert [n for n, _ in found].count("done") == 1
        done = found[-1][1]
        if name == "429":  # the minute of rest that the server asked for
            assert "left alone" in done["reasons"][-1]["detail"]
            done["usage"]["calls"] = 1
        check(done, kind, name)
        texts: dict[str, str] = {}
        for event, data in found:
            if event == "reply.delta":
                texts[data["reply_id"]] = texts.get(data["reply_id"], "") + data["text"]
            elif event == "reply.withdrawn":
                assert texts.pop(data["reply_id"])
        assert {k: v.rstrip() for k, v in texts.items()} == {r["id"]: r["text"] for r in written(done)}
        if name == "wrong language":
            assert any(c["kind"] == "language" and not c["ok"] for c in written(done)[0]["checks"])


async def test_whatever_a_server_sends_is_an_answer_with_a_code(settings: Settings, embedder: Embedder) -> None:
    """All of them behind one app; a good answer after each keeps its breaker closed."""
    now = [stub.answer(GOOD)]

    async def script(body: dict[str, Any], send: stub.Send) -> None:
        await now[0](body, send)

    async with with_model(settings, embedder, script) as (served, _):
        await as_json(served, want=["replies"])  # warm
        for name, (fault, code) in FAULTS.items():
            now[0], kind = fault, Kind(fault, code)
            check(await as_json(served, want=["replies"], deadline_ms=kind.deadline_ms), kind, name)
            found = await as_events(served, want=["replies"], deadline_ms=kind.deadline_ms)
            assert [n for n, _ in found].count("done") == 1, name
            assert "SECRET" not in str(found), name
            check(found[-1][1], kind, name)
            now[0] = stub.answer(GOOD)
            await as_json(served, want=["replies"])


@pytest.mark.parametrize("text", ["No JSON.", '{"issue": 7}', '{"issue": "x', "[]", "{}"])
async def test_wrong_json_leaves_the_summary_by_rules(text: str, settings: Settings, embedder: Embedder) -> None:
    async with with_model(settings, embedder, stub.answer(text)) as (served, _):
        answer = await as_json(served, want=["summary"])
        assert answer["summary"]["origin"] == "extractive"
        assert [r["code"] for r in answer["reasons"] if r["stage"] == "summary"] == ["llm_bad_answer"]


async def test_a_short_deadline_holds_while_the_model_is_silent(settings: Settings, embedder: Embedder) -> None:
    async with with_model(settings, embedder, stub.silent) as (served, _):
        await as_json(served, deadline_ms=3000)  # warm
        for answer in (await as_json(served, deadline_ms=600), (await as_events(served, deadline_ms=600))[-1][1]):
            assert answer["replies"]
            assert answer["timings_ms"]["total"] <= 600 + LATE_MS


async def test_a_silent_first_model_leaves_the_second_time_to_write(settings: Settings, embedder: Embedder) -> None:
    async with with_model(settings, embedder, stub.silent, stub.answer(GOOD)) as (served, _):
        answer = await as_json(served, want=["replies"], deadline_ms=6000)
    assert answer["usage"]["model"] == "small"
    assert answer["timings_ms"]["total"] < 6000


async def test_the_second_model_writes_and_says_so(settings: Settings, embedder: Embedder) -> None:
    async with with_model(settings, embedder, stub.status(500), stub.answer(GOOD)) as (served, _):
        for answer in (await as_json(served, want=["replies"]), (await as_events(served, want=["replies"]))[-1][1]):
            assert answer["mode"] == "full"
            assert answer["usage"]["model"] == "small"
            assert [r["code"] for r in answer["reasons"]] == ["llm_fallback_used"]
        figures = (await served.http.get("/metrics")).text
    assert 'copilot_llm_calls_total{model="second"} 2.0' in figures
    assert 'copilot_llm_failures_total{code="llm_unavailable",model="first"} 2.0' in figures
    assert 'copilot_llm_extra_total{kind="fallback"} 2.0' in figures
    assert 'copilot_llm_breaker{model="first",state="closed"} 1.0' in figures
    assert "acme" not in figures


async def test_a_reply_that_broke_is_taken_back_and_written_anew_under_another_id(
    settings: Settings, embedder: Embedder
) -> None:
    broken = stub.pieces("E3 means that", finish=None, done=False)
    async with with_model(settings, embedder, broken, stub.answer(GOOD)) as (served, _):
        found = await as_events(served, want=["replies"], deadline_ms=20_000)
    gone = next(data for name, data in found if name == "reply.withdrawn")
    (reply,) = written(found[-1][1])
    assert reply["id"] != gone["reply_id"]
    assert reply["text"] == GOOD.replace(" [1]", "")
    order = [(n, d["reply_id"]) for n, d in found if n in ("reply.delta", "reply.withdrawn")]
    cut = order.index(("reply.withdrawn", gone["reply_id"]))
    assert {i for _, i in order[:cut]} == {gone["reply_id"]}
    assert {i for _, i in order[cut + 1 :]} == {reply["id"]}
    assert [r["code"] for r in found[-1][1]["reasons"]] == ["llm_fallback_used"]


async def test_a_broken_server_is_known_and_answers_do_not_wait_for_it(settings: Settings, embedder: Embedder) -> None:
    async with with_model(settings, embedder, stub.status(404)) as (served, model):
        for _ in range(5):
            await as_json(served, want=["replies"])
        answer = await as_json(served, want=["replies"], deadline_ms=60_000)
        assert [r["code"] for r in answer["reasons"]] == ["llm_unavailable"]
        assert len(model.requests) == 5
        ready = (await served.http.get("/health/ready")).json()
        assert (ready["status"], ready["parts"]["llm"]) == ("degraded", "down")
        me = (await served.http.get("/v1/me", headers=served.auth("agent"))).json()
        assert me["mode"] == "no_llm"
        assert 'state="open"} 1.0' in (await served.http.get("/metrics")).text


async def test_a_tenant_over_its_tokens_gets_what_needs_no_model(settings: Settings, embedder: Embedder) -> None:
    async with with_model(settings, embedder, stub.answer(GOOD)) as (served, model):
        await served.http.put("/v1/policy", json={"llm": {"tokens_per_day": 2500}}, headers=served.auth())
        used = 0
        answer = await as_json(served, want=["replies"])
        while answer["mode"] == "full":
            used += answer["usage"]["prompt_tokens"] + answer["usage"]["completion_tokens"]
            answer = await as_json(served, want=["replies"])
        assert 0 < used <= 2500
        assert answer["mode"] == "no_llm"
        assert [r["code"] for r in answer["reasons"]] == ["llm_budget"]
        assert answer["replies"]
        asked = len(model.requests)
        await as_json(served, want=["replies"])
        assert len(model.requests) == asked


class Waiting:
    """A script that says when it was asked, begins where it is told to, and never ends."""

    def __init__(self, *texts: str) -> None:
        self.asked = asyncio.Event()
        self._script = stub.stalls_after(*texts) if texts else stub.silent

    async def __call__(self, body: dict[str, Any], send: stub.Send) -> None:
        self.asked.set()
        await self._script(body, send)


@pytest.mark.parametrize("stream", [False, True], ids=["json", "events"])
@pytest.mark.parametrize("way", ["waiting", "writing", "hedged", "fallback", "broken anew"])
async def test_a_client_that_hangs_up_ends_every_call_to_a_model(
    way: str, stream: bool, settings: Settings, embedder: Embedder
) -> None:
    first, second = Waiting(), Waiting()
    more: dict[str, Any] = {"llm_first_token_s": 120, "llm_timeout_s": 120}
    if way == "hedged":
        more["llm_hedge_after_s"] = 0.1
    one: dict[str, stub.Script] = {
        "writing": Waiting("E3 means "),
        "fallback": stub.status(404),
        "broken anew": stub.pieces("E3 means", finish=None, done=False),
    }
    async with AsyncExitStack() as closing:
        other = await closing.enter_async_context(stub.LlmStub(second))
        if way in ("hedged", "fallback", "broken anew"):
            more |= {"llm_fallback_url": other.url, "llm_fallback_model": "small"}
        script = one.get(way, first)
        served, model = await closing.enter_async_context(with_model(settings, embedder, script, **more))
        asking = asyncio.create_task((as_events if stream else as_json)(served, want=["replies"], deadline_ms=120_000))
        async with asyncio.timeout(30):
            if isinstance(script, Waiting):
                await script.asked.wait()
            if way not in ("waiting", "writing"):
                await second.asked.wait()
            asking.cancel()
            if isinstance(script, Waiting):
                await model.until_gone()
            if second.asked.is_set():
                await other.until_gone()
