"""Indexes of both engines, each empty."""

import warnings
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from qdrant_client import AsyncQdrantClient

from retrieval.edge import EdgeIndex
from retrieval.index import KnowledgeIndex
from retrieval.server import ServerIndex
from tests.retrieval.tiny import TinyEmbedder


@pytest.fixture
def tiny() -> TinyEmbedder:
    return TinyEmbedder()


@pytest_asyncio.fixture(params=["edge", "server"])
async def index(request: pytest.FixtureRequest, tmp_path: Path, tiny: TinyEmbedder) -> AsyncIterator[KnowledgeIndex]:
    """Each engine in turn. The client's own small in-memory engine stands in for a server: same calls, same client."""
    opened: KnowledgeIndex
    if request.param == "edge":
        opened = await EdgeIndex.open(tmp_path / "index", tiny)
    else:
        with warnings.catch_warnings():  # the stand-in says, once, that it has no payload indexes
            warnings.filterwarnings("ignore", "Payload indexes have no effect")
            opened = await ServerIndex.attach(AsyncQdrantClient(":memory:"), "knowledge", tiny)
    yield opened
    await opened.close()
