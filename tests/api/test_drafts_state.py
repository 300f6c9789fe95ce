"""``/v1/drafts`` while things fail or change under it: nothing goes out unseen, a human always gets a package."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
from pydantic import SecretStr

from copilot.drafting import DraftRequest
from copilot.engines import PrivateValkey
from copilot.settings import Settings
from copilot.wiring import assemble
from retrieval.embed import Embedder
from retrieval.index import IndexDown
from tests import llm_stub as stub
from tests.api.conftest import Served, serving
from tests.api.test_assist import THREAD, teach
from tests.api.test_drafts import allow, ask

WRITTEN = "E3 means that the pump draws no water [1]."


class Gate:
    """A model that begins to write when it is told to."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.go = asyncio.Event()

    async def __call__(self, body: dict[str, Any], send: stub.Send) -> None:
        self.asked.set()
        await self.go.wait()
        await stub.answer(WRITTEN)(body, send)


@asynccontextmanager
async def worker(settings: Settings, embedder: Embedder, **own: Any) -> AsyncIterator[Served]:
    """A service with its own index and the settings' Redis."""
    async with (
        assemble(settings.model_copy(update=own), embedder=embedder) as parts,
        serving(parts.settings, parts) as served,
    ):
        yield served


def model(server: stub.LlmStub) -> dict[str, Any]:
    return {"llm_url": server.url, "llm_model": "stub"}


@pytest.mark.parametrize("changed", ["switched off", "handed over"])
async def test_what_changes_while_a_model_writes_is_heeded(
    settings: Settings, embedder: Embedder, changed: str
) -> None:
    gate, thread = Gate(), THREAD | {"id": "c1"}
    async with AsyncExitStack() as closing:
        server = await closing.enter_async_context(stub.LlmStub(gate))
        slow = await closing.enter_async_context(worker(settings, embedder, **model(server)))
        folder = settings.data_dir.with_name("other")
        other = await closing.enter_async_context(worker(settings, embedder, data_dir=folder))
        await teach(slow)
        await allow(other)
        writing = asyncio.create_task(ask(slow, conversation=thread, deadline_ms=20_000))
        await gate.asked.wait()
        if changed == "switched off":
            await allow(other, enabled=False)
        else:
            assert (await ask(other, conversation=thread))["decision"] == "handoff"  # it has no article
        gate.go.set()
        draft = await writing
        wanted = "policy_restricted" if changed == "switched off" else "handed_over"
        assert (draft["decision"], draft["reasons"][0]) == ("handoff", wanted)
        assert draft["reply"] is None
        kept = await slow.http.get(f"/v1/drafts/{draft['id']}", headers=slow.auth())
        assert kept.json()["draft"] == draft
        gate.go.set()
        free = await ask(slow, conversation=THREAD | {"id": "c2"})
        assert free["decision"] == ("handoff" if changed == "switched off" else "send"), free["gates"]


def usable(draft: dict[str, Any]) -> dict[str, Any]:
    assert draft["decision"] == "handoff"
    package: dict[str, Any] = draft["handoff"]
    assert package["summary"]["text"]
    assert "E3" in package["wants"]
    assert package["reasons"] == draft["reasons"]
    return package


async def test_without_redis_a_human_takes_over_with_all_that_is_known(
    settings: Settings, embedder: Embedder, mortal: PrivateValkey
) -> None:
    async with worker(settings, embedder, redis_url=SecretStr(mortal.url)) as served:
        await teach(served)
        await allow(served)
        assert (await ask(served, conversation=THREAD | {"id": "c1"}))["decision"] == "send"
        mortal.stop()
        draft = await ask(served, conversation=THREAD | {"id": "c1"}, customer={"id": "u1", "name": "Maja Lindqvist"})
        package = usable(draft)
        assert draft["reasons"][0] == "state_unavailable"
        assert package["first_reply"]["text"]
        assert package["sources"]
        assert package["team"] == "first line"  # as the policy last said
        assert {"name": "name", "value": "Maja Lindqvist", "source": "record", "verified": False} in package["facts"]


async def test_a_redis_that_hangs_does_not_hold_a_decision_up(
    settings: Settings, embedder: Embedder, mortal: PrivateValkey
) -> None:
    async with worker(settings, embedder, redis_url=SecretStr(mortal.url)) as served:
        await teach(served)
        await allow(served)
        pid = mortal.pid
        assert pid is not None
        caller = await served.parts.keys.resolve(served.keys["bot"])
        assert caller is not None
        request = DraftRequest.model_validate({"conversation": THREAD | {"id": "c1"}, "deadline_ms": 1500})
        os.kill(pid, signal.SIGSTOP)
        try:
            async with asyncio.timeout(4):  # the client alone would wait for nine seconds
                draft = await served.parts.drafts.draft(caller, request)
        finally:
            os.kill(pid, signal.SIGCONT)
        assert draft.reasons[0] == "state_unavailable"
        assert draft.handoff is not None
        assert draft.handoff.first_reply is not None


async def test_without_the_index_it_is_handed_over(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    await teach(served)
    await allow(served)

    async def gone(*_: object, **__: object) -> None:
        raise IndexDown("10.0.0.1 is gone")

    monkeypatch.setattr(served.parts.index, "search", gone)
    draft = await ask(served, conversation=THREAD | {"id": "c1"})
    usable(draft)
    assert "retrieval_unavailable" in draft["reasons"]


@pytest.mark.parametrize(
    ("script", "code"),
    [
        (stub.silent, "deadline"),
        (stub.stalls_after("E3 ", "means "), "deadline"),
        (stub.status(500), "no_model"),
        (stub.refusal, "no_model"),
        (stub.pieces("Too long", finish="length"), "no_model"),
        (stub.html, "no_model"),
    ],
    ids=["silent", "stalls", "fails", "refuses", "too long", "a page"],
)
async def test_whatever_the_model_does_the_approved_answer_goes_out(
    settings: Settings, embedder: Embedder, script: stub.Script, code: str
) -> None:
    async with stub.LlmStub(script) as server, worker(settings, embedder, **model(server)) as served:
        await teach(served)
        await allow(served)
        draft = await ask(served, deadline_ms=3000)
        assert draft["decision"] == "send", draft["gates"]
        assert draft["reasons"][:2] == ["answer_approved", code]
        lost = await ask(
            served,
            conversation={"channel": "chat", "messages": [{"author": "customer", "text": "What about Mars?"}]},
            deadline_ms=3000,
        )
        assert lost["decision"] == "handoff"


async def test_a_spent_budget_is_told(settings: Settings, embedder: Embedder) -> None:
    async with stub.LlmStub(stub.answer(WRITTEN)) as server, worker(settings, embedder, **model(server)) as served:
        await teach(served)
        body = {"send": {"enabled": True, "min_confidence": 0.3}, "llm": {"tokens_per_day": 0}}
        assert (await served.http.put("/v1/policy", json=body, headers=served.auth())).status_code == 200
        draft = await ask(served)
        assert draft["decision"] == "send", draft["gates"]
        assert draft["reasons"][:2] == ["answer_approved", "budget"]
        assert server.requests == []


async def test_the_bot_goes_on_after_a_human_gave_back_and_stops_where_one_writes_again(served: Served) -> None:
    await teach(served)
    await allow(served, channels=["chat"])
    first = [{"author": "customer", "text": "Hello"}]
    assert (await ask(served, conversation=THREAD | {"id": "c1"}))["decision"] == "handoff"
    await allow(served)
    human = {"author": "agent", "text": "Hello, Maja here. That is done.", "id": "a1"}
    messages = [*first, human, *THREAD["messages"]]
    thread = {"channel": "email", "id": "c1", "messages": messages}
    assert (await ask(served, conversation=thread))["reasons"][0] == "handed_over"
    released = await served.http.post("/v1/conversations/c1/release", headers=served.auth("agent"))
    assert released.status_code == 204
    assert (await ask(served, conversation=thread))["decision"] == "send"
    more = {"author": "agent", "text": "One more thing from me.", "id": "a2"}
    again = {"author": "customer", "text": "And what does E3 mean?"}
    interrupted = await ask(served, conversation=thread | {"messages": [*messages, more, again]})
    assert (interrupted["decision"], interrupted["reasons"][0]) == ("handoff", "with_agent")
