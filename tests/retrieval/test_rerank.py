"""The optional reranker: a tiny CrossEncoder with random weights decides the order, and may fail."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from copilot.settings import Settings
from copilot.wiring import assemble
from retrieval.chunk import embedding_text
from retrieval.documents import Article, Query
from retrieval.edge import EdgeIndex
from retrieval.embed import Embedder
from retrieval.ingest import Knowledge
from retrieval.rerank import Reranker, RerankerUnavailable
from retrieval.scope import Scope
from retrieval.search import Retriever
from tests.retrieval.models import save_cross_encoder

SCOPE = Scope("acme")
ASKED = Query(text="where is my refund", language="en")
TITLES = ("Where is my order", "Refund of a late parcel", "Reset your password", "Cancel the plan", "Login")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_cross_encoder(tmp_path_factory.mktemp("cross") / "encoder")


@pytest_asyncio.fixture
async def index(tmp_path: Path, embedder: Embedder) -> AsyncIterator[EdgeIndex]:
    opened = await EdgeIndex.open(tmp_path / "index", embedder)
    articles = [
        Article(id=f"a{n}", title=t, body=f"{t}: please see the order and the refund.") for n, t in enumerate(TITLES)
    ]
    await Knowledge(opened, embedder).put_many(SCOPE, articles)
    yield opened
    await opened.close()


async def found(retriever: Retriever) -> list[tuple[str, float]]:
    result = await retriever.search(ASKED, SCOPE, below_floor=True)
    return [(f.passage.source_id, f.relevance) for f in result.passages]


async def test_it_orders_what_was_found_and_leaves_the_relevance(
    model: Path, index: EdgeIndex, embedder: Embedder
) -> None:
    from sentence_transformers import CrossEncoder

    plain = await Retriever(index, embedder).search(ASKED, SCOPE, below_floor=True)
    reranker = Reranker.load(str(model))
    again = await found(Retriever(index, embedder, reranker))
    await reranker.close()
    scores = CrossEncoder(str(model)).predict([(ASKED.text, embedding_text(f.passage)) for f in plain.passages])
    by_model = sorted(zip(scores, plain.passages, strict=True), key=lambda one: -one[0])
    assert again == [(f.passage.source_id, f.relevance) for _, f in by_model]
    assert [s for s, _ in again] != [f.passage.source_id for f in plain.passages]  # the seed makes it disagree


async def test_where_it_fails_our_order_stands(index: EdgeIndex, embedder: Embedder) -> None:
    class Broken:
        def predict(self, *_: Any, **__: Any) -> Any:
            raise RuntimeError("out of memory")

    broken = Reranker(Broken(), "broken")
    assert await found(Retriever(index, embedder, broken)) == await found(Retriever(index, embedder))
    with pytest.raises(RerankerUnavailable, match="the reranker broken failed: RuntimeError"):
        await broken.order("a", ["b"])
    await broken.close()


def test_a_model_that_sorts_into_classes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RerankerUnavailable, match="has 3 outputs, and one is needed"):
        Reranker.load(str(save_cross_encoder(tmp_path / "classes", labels=3)))


async def test_the_service_starts_without_one_that_is_not_there(settings: Settings, embedder: Embedder) -> None:
    named = settings.model_copy(update={"reranker_model": "/nowhere/at-all"})
    async with assemble(named, embedder=embedder) as parts:
        assert any("the reranker /nowhere/at-all can't be loaded" in problem for problem in parts.problems)
        result = await parts.retriever.search(ASKED, SCOPE)
        assert result.reason == "nothing_indexed"
