"""``POST /v1/assist`` over a real socket: JSON, events as they are made, stored conversations."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from copilot.settings import Settings
from copilot.wiring import assemble
from retrieval.embed import Embedder
from tests import llm_stub as stub
from tests.api.conftest import Served, read_events, serving

ARTICLE = {
    "title": "The machine shows E3",
    "body": "E3 means that the pump draws no water. Take the filter cartridge out, fill the tank and start the machine "
    "again. If E3 stays, we collect the machine free of charge.",
    "url": "https://help.acme.example/e3",
}
THREAD = {
    "channel": "email",
    "messages": [{"author": "customer", "text": "My machine shows E3 and no water comes. What should I do?"}],
}


async def teach(served: Served) -> None:
    answer = await served.http.put("/v1/articles/faq%2Fe3", json=ARTICLE, headers=served.auth())
    assert answer.status_code == 201, answer.text


async def events_of(served: Served, body: dict[str, Any], role: Any = "agent") -> list[tuple[str, Any, str | None]]:
    headers = served.auth(role) | {"Accept": "text/event-stream"}
    async with served.http.stream("POST", "/v1/assist", json=body, headers=headers) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["x-accel-buffering"] == "no"
        return [event async for event in read_events(response)]


async def test_json_and_events_say_the_same(served: Served) -> None:
    await teach(served)
    answer = (await served.http.post("/v1/assist", json={"conversation": THREAD}, headers=served.auth("agent"))).json()
    assert answer["mode"] == "no_llm"
    cited = answer["replies"][0]["citations"][0]
    assert cited["source_id"] == "faq/e3"
    assert cited["quote"] in ARTICLE["body"]
    events = await events_of(served, {"conversation": THREAD})
    assert events[0][0] == "sources"
    assert [name for name, _, _ in events].count("done") == 1
    name, done, _ = events[-1]
    assert name == "done"
    assert [r["text"] for r in done["replies"]] == [r["text"] for r in answer["replies"]]
    assert [event_id for _, _, event_id in events] == [f"{done['id']}:{n}" for n in range(1, len(events) + 1)]
    assert {r["id"] for n, r, _ in events if n == "reply"} == {r["id"] for r in done["replies"]}


async def test_a_stored_conversation_is_helped_by_its_id_with_its_customer(served: Served) -> None:
    await teach(served)
    await served.http.put("/v1/customers/c1", json={"name": "Ada Whitcombe"}, headers=served.auth())
    stored = {"conversation": THREAD, "customer_id": "c1"}
    await served.http.put("/v1/conversations/k1", json=stored, headers=served.auth())
    answer = await served.http.post("/v1/assist", json={"conversation_id": "k1"}, headers=served.auth("agent"))
    assert any("Ada" in reply["text"] for reply in answer.json()["replies"])


async def test_an_unknown_conversation_is_404_for_streams_too(served: Served) -> None:
    for accept in ("application/json", "text/event-stream"):
        headers = served.auth("agent") | {"Accept": accept}
        answer = await served.http.post("/v1/assist", json={"conversation_id": "none"}, headers=headers)
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"


async def test_nothing_to_answer_is_200_with_a_reason(served: Served) -> None:
    hi = {"channel": "chat", "messages": [{"author": "customer", "text": "Hi"}]}
    answer = await served.http.post("/v1/assist", json={"conversation": hi}, headers=served.auth("agent"))
    assert answer.status_code == 200
    assert answer.json()["reasons"]


async def test_a_bot_is_shown_no_internal_article(served: Served) -> None:
    await served.http.put("/v1/articles/in", json=ARTICLE | {"visibility": "internal"}, headers=served.auth())
    body = {"conversation": THREAD}
    for role, expected in [("agent", ["in"]), ("bot", [])]:
        answer = (await served.http.post("/v1/assist", json=body, headers=served.auth(role))).json()  # type: ignore[arg-type]
        assert [s["source_id"] for s in answer["sources"]] == expected, role
        assert "cartridge" not in "".join(r["text"] for r in answer["replies"])


class Gate:
    """A model that writes the first half of its reply, and the second when it is let."""

    def __init__(self) -> None:
        self.opened = asyncio.Event()

    async def __call__(self, body: dict[str, Any], send: stub.Send) -> None:
        await stub.pieces("E3 means that the pump ", finish=None, done=False)(body, send)
        await self.opened.wait()
        await send(stub.chunk("draws no water [1].") + stub.chunk(None, "stop") + b"data: [DONE]\n\n")


@pytest_asyncio.fixture
async def gated(settings: Settings, embedder: Embedder) -> AsyncIterator[tuple[Served, Gate, stub.LlmStub]]:
    """The app with a model that waits in the middle of its reply, and fails at everything else."""
    gate = Gate()
    scripts: dict[str, stub.Script] = {"write replies": gate, "other": stub.status(500)}
    async with stub.LlmStub(stub.by_prompt(**scripts)) as model:
        with_model = settings.model_copy(update={"llm_url": model.url, "llm_model": "stub"})
        async with assemble(with_model, embedder=embedder) as parts, serving(with_model, parts) as served:
            yield served, gate, model


@pytest.mark.parametrize("masking", ["on", "off"])
async def test_the_setting_says_whether_a_model_reads_personal_data(
    settings: Settings, embedder: Embedder, masking: str
) -> None:
    async with stub.LlmStub(stub.answer("Hello.")) as model:
        update = {"llm_url": model.url, "llm_model": "stub", "llm_masking": masking}
        with_model = settings.model_copy(update=update)
        async with assemble(with_model, embedder=embedder) as parts, serving(with_model, parts) as served:
            await teach(served)
            body = {"conversation": THREAD, "customer": {"name": "Hannah Whitcombe"}, "want": ["replies"]}
            answer = (await served.http.post("/v1/assist", json=body, headers=served.auth("agent"))).json()
    assert answer["usage"]["masked"] == ({"name": 1} if masking == "on" else {})
    assert ("Whitcombe" in model.prompts[0]) == (masking == "off")


async def test_each_event_is_out_before_the_next_is_made(gated: tuple[Served, Gate, stub.LlmStub]) -> None:
    """The model finishes only after the client has read the replies made without it and the first words written."""
    served, gate, _ = gated
    await teach(served)
    headers = served.auth("agent") | {"Accept": "text/event-stream"}
    body = {"conversation": THREAD, "want": ["replies"], "deadline_ms": 60_000}
    seen: list[str] = []
    async with asyncio.timeout(30), served.http.stream("POST", "/v1/assist", json=body, headers=headers) as response:
        async for name, data, _ in read_events(response):
            seen.append(name)
            if name == "reply.delta" and not gate.opened.is_set():
                assert seen[:2] == ["sources", "reply"]
                gate.opened.set()
            if name == "done":
                written = [r["text"] for r in data["replies"] if r["origin"] == "llm"]
                assert data["mode"] == "full"
    assert any("pump draws no water." in text for text in written)
    assert seen[-1] == "done"


async def test_a_reader_who_leaves_ends_the_model_s_work(gated: tuple[Served, Gate, stub.LlmStub]) -> None:
    served, gate, model = gated
    await teach(served)
    headers = served.auth("agent") | {"Accept": "text/event-stream"}
    body = {"conversation": THREAD, "want": ["replies"], "deadline_ms": 60_000}
    async with asyncio.timeout(30):
        async with served.http.stream("POST", "/v1/assist", json=body, headers=headers) as response:
            async for name, _, _ in read_events(response):
                if name == "reply.delta":
                    break
        await model.until_gone()
    assert not gate.opened.is_set()


async def test_two_streams_at_once_do_not_wait_for_each_other(gated: tuple[Served, Gate, stub.LlmStub]) -> None:
    served, gate, _ = gated
    await teach(served)
    body = {"conversation": THREAD, "want": ["replies"], "deadline_ms": 60_000}
    headers = served.auth("agent") | {"Accept": "text/event-stream"}
    async with asyncio.timeout(30), served.http.stream("POST", "/v1/assist", json=body, headers=headers) as first:
        events = read_events(first)
        async for name, _, _ in events:
            if name == "reply.delta":
                break
        other = await served.http.post("/v1/search", json={"query": "E3"}, headers=served.auth("agent"))
        assert isinstance(other, httpx2.Response)
        assert other.json()["passages"][0]["source_id"] == "faq/e3"
        gate.opened.set()
        assert [name async for name, _, _ in events][-1] == "done"
