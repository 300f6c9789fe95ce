"""A Redis that hangs, which takes calls and never answers: a conversation in the body is answered all the same."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Literal

import pytest
from pydantic import SecretStr

from copilot.engines import PrivateValkey
from copilot.settings import Settings
from copilot.wiring import assemble
from retrieval.embed import Embedder
from tests import llm_stub as stub
from tests.api.conftest import Served, read_events, serving
from tests.api.test_assist import ARTICLE, THREAD
from tests.llm_faults import GOOD

DEADLINE_MS = 1500
SLACK_S = 2.0
"""For a machine that is busy; the client's own limits are three tries of three seconds."""


class Line:
    """A TCP port that leads to the Valkey until it is frozen: then it takes connections and says nothing."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._open = asyncio.Event()
        self._open.set()

    def freeze(self) -> None:
        self._open.clear()

    def thaw(self) -> None:
        self._open.set()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[str]:
        tasks: set[asyncio.Task[None]] = set()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            tasks.add(task)
            try:
                await self._open.wait()
                there, back = await asyncio.open_unix_connection(self._path)
                await asyncio.gather(self._copy(reader, back), self._copy(there, writer))
            except (ConnectionError, asyncio.CancelledError):
                pass
            finally:
                writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        yield f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65_536):
            await self._open.wait()
            writer.write(data)
            await writer.drain()
        writer.close()


@asynccontextmanager
async def hanging(
    how: Literal["listener", "paused"], valkey: PrivateValkey, settings: Settings, embedder: Embedder, **more: Any
) -> AsyncIterator[tuple[Served, Callable[[], None]]]:
    """The app with an article and a customer, and what makes its Redis hang."""
    async with AsyncExitStack() as closing:
        url = valkey.url
        if how == "listener":
            line = Line(valkey.url.removeprefix("unix://").partition("?")[0])
            url = await closing.enter_async_context(line.listening())
            hang, heal = line.freeze, line.thaw
        else:
            pid = valkey.pid
            assert pid is not None

            def hang() -> None:
                os.kill(pid, signal.SIGSTOP)

            def heal() -> None:
                os.kill(pid, signal.SIGCONT)

        closing.callback(heal)
        told = settings.model_copy(update={"redis_url": SecretStr(url)} | more)
        parts = await closing.enter_async_context(assemble(told, embedder=embedder))
        served = await closing.enter_async_context(serving(told, parts))
        await served.http.put("/v1/articles/e3", json=ARTICLE, headers=served.auth())
        await served.http.put("/v1/customers/c1", json={"name": "Ada"}, headers=served.auth())
        await ask(served)  # warm
        yield served, hang
        heal()


BODY = {"conversation": THREAD, "customer": {"id": "c1"}, "deadline_ms": DEADLINE_MS, "want": ["replies"]}


async def ask(served: Served) -> dict[str, Any]:
    async with asyncio.timeout(DEADLINE_MS / 1000 + SLACK_S):
        answer = await served.http.post("/v1/assist", json=BODY, headers=served.auth("agent"))
    found: dict[str, Any] = answer.json()
    assert answer.status_code == 200, found
    return found


@pytest.mark.parametrize("how", ["listener", "paused"])
async def test_a_conversation_in_the_body_is_answered_in_time_with_the_reason(
    how: Literal["listener", "paused"], mortal: PrivateValkey, settings: Settings, embedder: Embedder
) -> None:
    async with stub.LlmStub(stub.answer(GOOD)) as model:
        told = {"llm_url": model.url, "llm_model": "stub"}
        async with hanging(how, mortal, settings, embedder, **told) as (served, hang):
            assert (await ask(served))["reasons"] == []
            hang()
            for _ in range(2):
                answer = await ask(served)
                assert "state_unavailable" in [r["code"] for r in answer["reasons"]]
                assert answer["replies"]
                assert answer["mode"] == "full"
            headers = served.auth("agent") | {"Accept": "text/event-stream"}
            async with asyncio.timeout(DEADLINE_MS / 1000 + SLACK_S):
                async with served.http.stream("POST", "/v1/assist", json=BODY, headers=headers) as response:
                    found = [(name, data) async for name, data, _ in read_events(response)]
            assert found[-1][0] == "done"
            assert "state_unavailable" in [data["code"] for name, data in found if name == "reason"]


async def test_a_stored_conversation_that_can_not_be_read_is_said_by_the_deadline(
    mortal: PrivateValkey, settings: Settings, embedder: Embedder
) -> None:
    async with hanging("paused", mortal, settings, embedder) as (served, hang):
        hang()
        async with asyncio.timeout(DEADLINE_MS / 1000 + SLACK_S):
            body = {"conversation_id": "x", "deadline_ms": DEADLINE_MS}
            answer = await served.http.post("/v1/assist", json=body, headers=served.auth("agent"))
        assert answer.status_code == 503
