"""The client side of a Qdrant server: what is beside the conformance of test_index.py."""

import warnings
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from qdrant_client import AsyncQdrantClient
from qdrant_client import models as m

from retrieval.index import IndexDown, IndexMismatch
from retrieval.scope import Scope
from retrieval.server import Layout, ServerIndex
from tests.retrieval.tiny import TinyEmbedder, passage, point

ACME = Scope("acme")


@pytest_asyncio.fixture
async def client() -> AsyncIterator[AsyncQdrantClient]:
    client = AsyncQdrantClient(":memory:")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Payload indexes have no effect")
        yield client
    await client.close()


async def test_a_second_process_finds_the_collection(client: AsyncQdrantClient, tiny: TinyEmbedder) -> None:
    first = await ServerIndex.attach(client, "knowledge", tiny)
    await first.put_passages(ACME, [point(passage("a", "red apple"))])
    second = await ServerIndex.attach(client, "knowledge", tiny)
    assert await second.count(ACME, "article") == 1


async def test_vectors_of_another_model_are_refused_in_words(client: AsyncQdrantClient, tiny: TinyEmbedder) -> None:
    await ServerIndex.attach(client, "knowledge", tiny)
    with pytest.raises(
        IndexMismatch, match=r"another version of the embedding model tiny \(tiny:1\).*COPILOT_QDRANT_COLLECTION"
    ):
        await ServerIndex.attach(client, "knowledge", TinyEmbedder("other:1"))


async def test_a_newer_format_is_refused_in_words(client: AsyncQdrantClient, tiny: TinyEmbedder) -> None:
    await client.create_collection(
        "knowledge",
        vectors_config={"dense": m.VectorParams(size=32, distance=m.Distance.COSINE)},
        metadata={"format": 99, "embedder": tiny.fingerprint},
    )
    with pytest.raises(IndexMismatch, match=r"format 99.*upgrade"):
        await ServerIndex.attach(client, "knowledge", tiny)


async def test_a_collection_of_somebody_else_is_left_alone(client: AsyncQdrantClient, tiny: TinyEmbedder) -> None:
    await client.create_collection("theirs", vectors_config=m.VectorParams(size=3, distance=m.Distance.DOT))
    with pytest.raises(IndexMismatch, match="not made by agent-copilot"):
        await ServerIndex.attach(client, "theirs", tiny)


async def test_no_server_is_said_in_one_sentence(unused_tcp_port: int, tiny: TinyEmbedder) -> None:
    with pytest.raises(IndexDown, match=r"can't be reached .* check COPILOT_QDRANT_URL"):
        await ServerIndex.open(f"http://127.0.0.1:{unused_tcp_port}", None, "knowledge", tiny)


async def test_quantisation_shards_and_replicas_are_settings_of_new_collections(
    client: AsyncQdrantClient, tiny: TinyEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stand-in forgets what it was told of memory, so what it is told is looked at."""
    told: dict[str, object] = {}
    create = client.create_collection

    async def listens(name: str, **given: object) -> bool:
        told.update(given)
        return await create(name, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(client, "create_collection", listens)
    await ServerIndex.attach(client, "knowledge", tiny, layout=Layout(scalar=True, shards=12, replicas=2))
    assert (told["shard_number"], told["replication_factor"]) == (12, 2)
    assert isinstance(told["quantization_config"], m.ScalarQuantization)
    assert told["quantization_config"].scalar.memory == m.Memory.PINNED
    assert told["vectors_config"] == {
        "dense": m.VectorParams(size=32, distance=m.Distance.COSINE, datatype=m.Datatype.FLOAT16, memory=m.Memory.COLD)
    }


async def test_the_collection_stands_behind_an_alias(client: AsyncQdrantClient, tiny: TinyEmbedder) -> None:
    """So that another can take its place in one step."""
    await ServerIndex.attach(client, "knowledge", tiny)
    (alias,) = (await client.get_aliases()).aliases
    assert alias.alias_name == "knowledge"
    assert alias.collection_name.startswith("knowledge__")
