"""An index that could not be opened at the start and is opened when its server answers."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

from retrieval.documents import Kind
from retrieval.embed import Embedder
from retrieval.index import Hit, IndexDown, IndexMismatch, KnowledgeIndex, PassagePoint, Record, Sparse, Vector
from retrieval.scope import Scope

REST_S = 2.0
"""Between two tries, so that not every request waits for a server that is gone."""


class LateIndex:
    """A KnowledgeIndex whose calls raise IndexDown until the real one could be opened."""

    def __init__(self, fingerprint: str, opener: Callable[[], Awaitable[KnowledgeIndex]]) -> None:
        self.embedder = fingerprint
        self.exclusive = False  # only a server is opened late, and others write to it too
        self._opener = opener
        self._index: KnowledgeIndex | None = None
        self._lock = asyncio.Lock()
        self._rest_until = 0.0
        self._why = "the vector store has not answered yet"

    async def opened(self) -> KnowledgeIndex:
        """The real index. Raises IndexDown while there is none."""
        if self._index is None:
            async with self._lock:
                if self._index is None:
                    if time.monotonic() < self._rest_until:
                        raise IndexDown(self._why)
                    try:
                        self._index = await self._opener()
                    except (IndexDown, IndexMismatch) as e:
                        self._why = str(e)
                        self._rest_until = time.monotonic() + REST_S
                        raise IndexDown(self._why) from e
        return self._index

    async def put_passages(self, scope: Scope, points: Sequence[PassagePoint]) -> None:
        await (await self.opened()).put_passages(scope, points)

    async def put_record(self, scope: Scope, record: Record) -> bool:
        return await (await self.opened()).put_record(scope, record)

    async def records(
        self, scope: Scope, wanted: Sequence[tuple[Kind, str]], *, whole: bool = True
    ) -> dict[tuple[Kind, str], Record]:
        return await (await self.opened()).records(scope, wanted, whole=whole)

    async def superseding(self, scope: Scope, names: Sequence[str]) -> list[Record]:
        return await (await self.opened()).superseding(scope, names)

    async def scroll(self, scope: Scope, kind: Kind | None = None, *, whole: bool = True) -> AsyncIterator[Record]:
        async for record in (await self.opened()).scroll(scope, kind, whole=whole):
            yield record

    async def page(
        self, scope: Scope, kind: Kind, *, source: str | None = None, after: str | None = None, limit: int
    ) -> list[Record]:
        return await (await self.opened()).page(scope, kind, source=source, after=after, limit=limit)

    async def delete_passages(
        self, scope: Scope, kind: Kind, source_id: str, *, keep: str | None = None, only: str | None = None
    ) -> None:
        await (await self.opened()).delete_passages(scope, kind, source_id, keep=keep, only=only)

    async def sweep(self, scope: Scope) -> int:
        return await (await self.opened()).sweep(scope)

    async def delete_record(self, scope: Scope, kind: Kind, source_id: str) -> None:
        await (await self.opened()).delete_record(scope, kind, source_id)

    async def search(
        self,
        scope: Scope,
        kind: Kind,
        dense: Vector | None,
        bm25: Sparse | None,
        *,
        limit: int,
        vectors: bool = True,
    ) -> list[Hit]:
        return await (await self.opened()).search(scope, kind, dense, bm25, limit=limit, vectors=vectors)

    async def count(self, scope: Scope, kind: Kind, *, records: bool = False) -> int:
        return await (await self.opened()).count(scope, kind, records=records)

    async def titles(self, scope: Scope) -> dict[str, int]:
        return await (await self.opened()).titles(scope)

    def written(self, scope: Scope) -> int:
        return self._index.written(scope) if self._index else 0

    def version(self) -> int | None:
        return None  # as where others write, see ``exclusive``

    async def next_valid(self, scope: Scope, after: int) -> int:
        return await (await self.opened()).next_valid(scope, after)

    async def erase(self, scope: Scope) -> None:
        await (await self.opened()).erase(scope)

    async def tenants(self) -> list[str]:
        return await (await self.opened()).tenants()

    async def beside(self, embedder: Embedder) -> KnowledgeIndex:
        return await (await self.opened()).beside(embedder)

    async def take_over(self) -> None:
        await (await self.opened()).take_over()

    async def moved_to(self) -> str | None:
        return await self._index.moved_to() if self._index else None

    async def following(self, embedder: Embedder) -> KnowledgeIndex:
        return await (await self.opened()).following(embedder)

    async def close(self) -> None:
        if self._index is not None:
            await self._index.close()
