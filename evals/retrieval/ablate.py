"""Search with parts left out, each as a Retriever of its own behind the same door."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from evals.retrieval.ask import Chunker
from retrieval import bm25, chunk
from retrieval.alive import Standing
from retrieval.documents import Document, Found, Kind, Passage, Query, SearchResult
from retrieval.embed import Embedder
from retrieval.index import Hit, KnowledgeIndex, Sparse
from retrieval.relevance import Terms, fused, outcome_weight, relevance
from retrieval.scope import Scope
from retrieval.search import Retriever

Score = Callable[[Hit], float]


class Plain(Retriever):
    """Ranks by one score of the halves and nothing else; its relevance is that score, cut to 0..1."""

    def __init__(self, index: KnowledgeIndex, embedder: Embedder, score: Score, halves: str = "both") -> None:
        super().__init__(index, embedder)
        self._score = score
        self._halves = halves

    async def search(
        self, query: Query, scope: Scope, *, kinds: Sequence[Kind] = ("article", "resolution"), limit: int = 10,
        per_source: int = 1, below_floor: bool = False, internal: bool = False, explain: bool = False,
        why: bool = True, standing: Standing | None = None, respell: bool = True,
    ) -> SearchResult:  # fmt: skip
        dense = await self.embedder.query(query.text) if self._halves != "bm25" else None
        words = bm25.query(query.terms or ((query.text, 1.0),), query.language) if self._halves != "dense" else None
        hits: list[Hit] = []
        for kind in kinds:
            hits += await self._index.search(scope, kind, dense, words, limit=max(40, 3 * limit))
        best = self._ordered(query, words, hits)
        once: dict[tuple[Kind, str], Found] = {}
        for passage, score in best:
            found = Found(passage=passage, relevance=min(1.0, max(0.0, score)))
            once.setdefault((passage.kind, passage.source_id), found)
        shown = tuple(once.values())[:limit]
        return SearchResult(passages=shown, reason=None if shown else "below_floor")

    def _ordered(self, _: Query, __: Sparse | None, hits: Sequence[Hit]) -> list[tuple[Passage, float]]:
        scored = [(hit.passage, self._score(hit)) for hit in hits]
        return sorted(scored, key=lambda one: (-one[1], one[0].id))


class OnePool(Plain):
    """Articles and resolutions as one heap: the best of both by fused score, weighed together."""

    def _ordered(self, query: Query, words: Sparse | None, hits: Sequence[Hit]) -> list[tuple[Passage, float]]:
        best = sorted(hits, key=fused, reverse=True)[:40]
        terms = Terms(query, words or Sparse((), ()), best)
        scored = [(hit.passage, relevance(hit, terms, outcome_weight(hit.passage))) for hit in best]
        return sorted(scored, key=lambda one: (-one[1], one[0].id))


def untitled(document: Document) -> list[Passage]:
    """Passages that don't say where they come from."""
    return [p.model_copy(update={"title": "", "section": ""}) for p in chunk.passages(document)]


@dataclass(frozen=True, slots=True)
class Variant:
    """One row of the table: a way to search, how the documents were cut, and what was sent."""

    name: str
    made: Callable[[KnowledgeIndex, Embedder], Retriever] = Retriever
    raw: bool = False
    chunk: Chunker | None = field(default=None)


FULL = Variant("everything")
VARIANTS = (
    FULL,
    Variant("dense only", lambda i, e: Plain(i, e, lambda hit: hit.dense_score or 0.0, "dense")),
    Variant("BM25 only", lambda i, e: Plain(i, e, lambda hit: (hit.bm25_score or 0.0) / 100, "bm25")),
    Variant("fused scores only", lambda i, e: Plain(i, e, fused)),
    Variant("one pool", lambda i, e: OnePool(i, e, fused)),
    Variant("without query building", raw=True),
    Variant("without title path", chunk=untitled),
)
