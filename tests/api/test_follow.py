"""Two processes behind one index server and one Redis: one moves to another embedding model, the other goes along."""

import asyncio
import warnings
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
import pytest_asyncio
from qdrant_client import AsyncQdrantClient

import copilot.reindex
from copilot.app import create_app
from copilot.errors import InvalidInput
from copilot.follow import Follower
from copilot.reindex import reindex
from copilot.settings import Settings
from copilot.wiring import Parts, assemble
from retrieval.embed import Embedder
from retrieval.server import Layout, ServerIndex
from tests.retrieval.models import save_model

BODY = {"title": "Reset password", "body": "Please reset the login."}


@dataclass
class Two:
    """What two processes are made of, with a door to each."""

    parts: list[Parts]
    http: list[httpx2.AsyncClient]


@pytest_asyncio.fixture
async def two(settings: Settings, embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Two]:
    """The client's own in-memory engine stands in for the server that both reach."""
    client = AsyncQdrantClient(":memory:")

    async def opened(_url: str, _key: str | None, collection: str, of: Embedder, *, layout: Layout) -> ServerIndex:
        return await ServerIndex.attach(client, collection, of, layout=layout)

    monkeypatch.setattr(ServerIndex, "open", opened)
    monkeypatch.setattr("retrieval.server.SURE_S", 0.0)
    monkeypatch.setattr(copilot.reindex, "SETTLE_S", 0.0)
    shared = settings.model_copy(update={"qdrant_url": "http://qdrant.test:6333"})
    async with AsyncExitStack() as closing:
        closing.enter_context(warnings.catch_warnings())
        warnings.filterwarnings("ignore", "Payload indexes have no effect")
        parts = [await closing.enter_async_context(assemble(shared, embedder=embedder)) for _ in range(2)]
        _, key = await parts[0].keys.create("acme", "admin")
        doors = []
        for one in parts:
            transport = httpx2.ASGITransport(app=create_app(shared, parts=one))  # type: ignore[arg-type]
            doors.append(
                await closing.enter_async_context(
                    httpx2.AsyncClient(
                        transport=transport,
                        base_url="http://copilot.test",
                        timeout=60,
                        headers={"Authorization": f"Bearer {key}"},
                    )
                )
            )
        yield Two(parts, doors)


async def quiet(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


async def found(http: httpx2.AsyncClient) -> list[str]:
    answer = (await http.post("/v1/search", json={"query": "reset my password", "below_floor": True})).json()
    return [p["source_id"] for p in answer["passages"]]


async def test_the_other_process_follows_and_both_write_to_the_new_index(two: Two, tmp_path: Path) -> None:
    model = str(await asyncio.to_thread(save_model, tmp_path / "small"))
    first, second = two.http
    follower = Follower(two.parts[1])
    assert (await first.put("/v1/articles/reset", json=BODY)).is_success
    assert not await follower.look()

    await reindex(two.parts[0], model, quiet, queries=(), switch=True)
    assert await found(second) == ["reset"], "it answers from the index before"
    refused = await second.put("/v1/articles/login", json=BODY)
    assert refused.status_code == 503
    assert f"COPILOT_EMBEDDINGS_MODEL={model}" in refused.json()["detail"]

    with pytest.raises(InvalidInput, match="has not followed"):
        await reindex(two.parts[1], "all-MiniLM-L6-v2", quiet, queries=(), switch=True)

    assert await follower.look()
    assert not await follower.look()
    assert two.parts[1].embedder.fingerprint == two.parts[0].embedder.fingerprint
    assert (await second.put("/v1/articles/login", json=BODY)).is_success
    assert (await first.put("/v1/articles/late", json=BODY)).is_success
    for http in two.http:
        assert set(await found(http)) == {"reset", "login", "late"}
    assert two.parts[1].problems == []

    await reindex(two.parts[1], "all-MiniLM-L6-v2", quiet, queries=(), switch=True)
    assert (await first.put("/v1/articles/back", json=BODY)).status_code == 503, "who moved once follows too"
    assert await Follower(two.parts[0]).look()
    assert (await first.put("/v1/articles/back", json=BODY)).is_success


async def test_a_process_that_cannot_load_the_model_says_so_and_answers_on(two: Two, tmp_path: Path) -> None:
    model = await asyncio.to_thread(save_model, tmp_path / "small")
    await two.http[0].put("/v1/articles/reset", json=BODY)
    await reindex(two.parts[0], str(model), quiet, queries=(), switch=True)
    model.rename(tmp_path / "elsewhere")
    follower = Follower(two.parts[1])
    assert not await follower.look()
    (problem,) = two.parts[1].problems
    assert f"the index has moved to the embedding model {model} and this process can't follow" in problem
    assert f"COPILOT_EMBEDDINGS_MODEL={model}" in problem
    assert (await two.http[1].get("/health/ready")).json()["status"] == "degraded"
    assert await found(two.http[1]) == ["reset"]
    assert (await two.http[1].put("/v1/articles/new", json=BODY)).status_code == 503

    (tmp_path / "elsewhere").rename(model)
    assert await Follower(two.parts[1]).look()
