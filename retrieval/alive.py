"""What the searches of one request have in common: what was found, and which of it still stands, that is, is of its
document's current generation and not superseded."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from retrieval.documents import Kind
from retrieval.index import Hit, KnowledgeIndex, Record, Sparse, Vector
from retrieval.points import epoch_ms
from retrieval.scope import FOREVER, Scope

_LATER = ("reopened", "rating")
"""Of how a case ended, what may become known only after it was closed."""

Document = tuple[Kind, str]
"""Kind and source id."""
_Asked = tuple[Scope, Kind, bytes | None, Sparse]
"""Among what is looked for, and both halves of the question."""


class _Found(NamedTuple):
    """What the engine found: so many of each half, with the vectors of the nearest or without."""

    limit: int
    vectors: bool
    hits: list[Hit]


class Standing:
    """Finds hits and tells which may be shown, for the searches of one request: what several of them want is looked up
    once."""

    def __init__(self, index: KnowledgeIndex, scope: Scope, *, resolutions: int = 0) -> None:
        """Of ``scope`` only the tenant and ``as_of`` count. ``resolutions``: how many of each half a
        later search of the request will want: the first one fetches them, since a few more cost next to nothing."""
        self._index = index
        self._scope = scope
        self._resolutions = resolutions
        self._found: dict[_Asked, _Found] = {}
        self._records: dict[Document, Record | None] = {}
        self._gone: set[Document] = set()
        self._reading = asyncio.Lock()
        self._began = int(datetime.now(UTC).timestamp())
        self._expires = FOREVER
        """When, past the beginning, the first of what was read becomes or stops being valid, in epoch seconds."""
        self.whole = True
        """Nothing was missing that is there as a rule: the embedder, the names of today's titles, a reranker."""

    async def nearest(
        self, scope: Scope, kind: Kind, dense: Vector | None, bm25: Sparse, *, limit: int, vectors: bool = True
    ) -> list[Hit]:
        """The ``limit`` best hits of each half, as KnowledgeIndex.search says. Raises IndexDown."""
        asked = scope, kind, None if dense is None else dense.tobytes(), bm25
        self.whole = self.whole and dense is not None
        known = self._found.get(asked)
        if known is None or known.limit < limit or (vectors and not known.vectors):
            further = max(limit, self._resolutions if kind == "resolution" else 0)
            hits = await self._index.search(scope, kind, dense, bm25, limit=further, vectors=vectors)
            known = self._found[asked] = _Found(further, vectors, hits)
        return [h for hit in known.hits if (h := _among(hit, limit, vectors=vectors)) is not None]

    async def holds_until(self) -> int:
        """Until when, in epoch seconds, the same searches find the same if nothing is written; 0 for not at all. Raises
        IndexDown."""
        if not self.whole or self._scope.as_of is not None:
            return 0
        return min(self._expires, await self._index.next_valid(self._scope, self._began))

    async def of(self, hits: Sequence[Hit]) -> list[Hit]:
        """The hits that may be shown, in their order. Raises IndexDown.

        Dropped are passages of an older version or of a deleted document, and articles and resolutions that an article
        supersedes while it is valid (at ``scope.as_of``, else now), whoever may see it: what is outdated is outdated
        for all. An id that it names is an article's where there is one, else a resolution's; ``resolution:ID`` is
        always one. A passage's ``updated_at`` comes from its record, which may be newer where only the time has
        changed.
        """
        async with self._reading:  # searches that run side by side find much the same
            new = list({_document(h): None for h in hits if not self._knows(h)})
            if new:
                await self._read(new)
        standing = []
        for hit in hits:
            document = _document(hit)
            record = self._records.get(document)
            if record is None or record.generation != hit.generation or document in self._gone:
                continue
            if record.updated_at > epoch_ms(hit.passage.updated_at):
                updated = datetime.fromtimestamp(record.updated_at / 1000, UTC)
                hit = replace(hit, passage=hit.passage.model_copy(update={"updated_at": updated}))
            standing.append(self._without_hindsight(hit))
        return standing

    def _without_hindsight(self, hit: Hit) -> Hit:
        """A past case that was changed after ``as_of`` may have been reopened or rated then: neither is told."""
        p, at = hit.passage, self._scope.as_of
        if at is None or p.kind != "resolution" or (p.updated_at is not None and p.updated_at <= at):
            return hit
        metadata = {key: value for key, value in p.metadata.items() if key not in _LATER}
        return replace(hit, passage=p.model_copy(update={"metadata": metadata, "updated_at": None}))

    def _knows(self, hit: Hit) -> bool:
        """A hit of another generation than the record's may be of a version written since."""
        record = self._records.get(_document(hit))
        return record is not None and record.generation == hit.generation

    async def _read(self, documents: Sequence[Document]) -> None:
        names = [name for kind, source_id in documents for name in _names(kind, source_id)]
        records, others = await asyncio.gather(
            self._index.records(self._scope, documents, whole=False), self._index.superseding(self._scope, names)
        )
        at = int((self._scope.as_of or datetime.now(UTC)).timestamp())
        ends = (end for r in (*records.values(), *others) for end in (r.valid_from, r.valid_until) if end > self._began)
        self._expires = min(self._expires, *ends, FOREVER)
        valid = [other for other in others if other.valid_from <= at < other.valid_until]
        replaced = await _replaced(self._index, self._scope, documents, valid)
        self._records.update((document, records.get(document)) for document in documents)
        self._gone.difference_update(documents)
        self._gone.update(("article", source_id) for source_id in superseded(records.values(), valid))
        self._gone.update(("resolution", source_id) for source_id in replaced)


def _among(hit: Hit, limit: int, *, vectors: bool) -> Hit | None:
    """The hit as a search for the ``limit`` best of each half finds it; None where it doesn't."""
    dense, bm25 = (rank if rank is not None and rank <= limit else None for rank in (hit.dense_rank, hit.bm25_rank))
    if dense is None and bm25 is None:
        return None
    vector = hit.vector if vectors else None
    if dense == hit.dense_rank and bm25 == hit.bm25_rank and vector is hit.vector:
        return hit
    return replace(hit, dense_rank=dense, bm25_rank=bm25, vector=vector)


def _document(hit: Hit) -> Document:
    return hit.passage.kind, hit.passage.source_id


def _names(kind: Kind, source_id: str) -> tuple[str, ...]:
    """What a document may be called in ``supersedes``."""
    return (source_id,) if kind == "article" else (source_id, f"resolution:{source_id}")


async def _replaced(
    index: KnowledgeIndex, scope: Scope, keys: Sequence[tuple[Kind, str]], others: Sequence[Record]
) -> set[str]:
    """Ids of the resolutions among ``keys`` that one of ``others`` names."""
    named = {name for other in others for name in other.supersedes}
    cases = [source_id for kind, source_id in keys if kind == "resolution"]
    bare = [source_id for source_id in cases if source_id in named]
    articles = await index.records(scope, [("article", source_id) for source_id in bare], whole=False) if bare else {}
    meant = {source_id for source_id in bare if ("article", source_id) not in articles}
    return meant | {source_id for source_id in cases if f"resolution:{source_id}" in named}


def superseded(records: Iterable[Record], others: Iterable[Record]) -> set[str]:
    """Ids of the articles among ``records`` that one of ``others`` replaces.

    Of two articles that name each other the one changed later stands, so that a mistake doesn't hide both.
    """
    own = {r.source_id: r for r in records if r.kind == "article"}
    gone = set()
    for other in others:
        for source_id in other.supersedes:
            record = own.get(source_id)
            if record is None or source_id == other.source_id:
                continue
            mutual = other.source_id in record.supersedes
            if not mutual or (other.updated_at, other.source_id) > (record.updated_at, record.source_id):
                gone.add(source_id)
    return gone
