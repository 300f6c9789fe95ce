"""The index in this process: Qdrant's own engine, on disk, no server."""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any, Self, TypeVar

import numpy as np
import qdrant_edge as q

from retrieval.edge_store import (
    RESERVE,
    Opened,
    check_room,
    guarded,
    make_current,
    open_current,
    open_next,
    remove_if_replaced,
)
from retrieval.embed import Embedder
from retrieval.index import IndexDown, Sparse, Vector
from retrieval.points import MANY, Ask, PointIndex, Raw, Scores
from retrieval.scope import AnyOf, AtLeast, AtMost, Condition, Equals, IsOrNone, Where

T = TypeVar("T")

FLUSH_AFTER_S = 5.0
"""A killed process loses nothing, the log is written at once; this bounds what a power cut can take."""


class EdgeIndex(PointIndex):
    """A KnowledgeIndex in a folder.

    The caller owns the folder: it must hold its own lock on a file beside it before calling ``open``, since even a
    refused second open damages the first one's journals. Every call holds the interpreter's lock, so calls are small
    (64 points). Writes have a thread of their own; reads are made where they are asked for, since a thread would only
    add its hand-over, a tenth of a millisecond and a hundred times a request. The engine's optimiser is never run: it
    would stop the process for seconds to minutes.
    """

    exclusive = True

    def __init__(
        self, opened: Opened, embedder: Embedder, path: Path, thread: ThreadPoolExecutor, reserve: int
    ) -> None:
        super().__init__()
        self.embedder = embedder.fingerprint
        self._shard, self._folder = opened
        self._path = path
        self._thread = thread
        self._reserve = reserve
        self._opened_ms = int(time.time() * 1000)
        self._flush: asyncio.TimerHandle | None = None
        self._closed = False

    @classmethod
    async def open(cls, path: Path, embedder: Embedder, *, reserve: int = RESERVE) -> Self:
        """Open or create the index in the folder ``path``.

        Raises IndexMismatch for vectors of another embedder or a newer format, IndexDown where the engine can't open,
        IndexFull where the disk has no room even for that.
        """
        return await cls._opened(open_current, path, embedder, reserve)

    @classmethod
    async def _opened(
        cls, opener: Callable[[Path, Embedder, int], Opened], path: Path, embedder: Embedder, reserve: int
    ) -> Self:
        thread = ThreadPoolExecutor(1, thread_name_prefix="index")
        try:
            opened = await asyncio.get_running_loop().run_in_executor(thread, opener, path, embedder, reserve)
        except BaseException:
            thread.shutdown(wait=False)
            raise
        return cls(opened, embedder, path, thread, reserve)

    async def beside(self, embedder: Embedder) -> Self:
        return await self._opened(open_next, self._path, embedder, self._reserve)

    async def take_over(self) -> None:
        def work() -> None:
            self._shard.flush()
            make_current(self._path)

        await self._run(work)

    def _leftover_before(self) -> int:
        return self._opened_ms

    async def _run(self, work: Callable[[], T]) -> T:
        if self._closed:
            raise IndexDown("the vector store is closed")
        return await asyncio.get_running_loop().run_in_executor(self._thread, guarded, work)

    def _read_now(self, work: Callable[[], T]) -> T:
        if self._closed:
            raise IndexDown("the vector store is closed")
        return guarded(work)

    async def _write(self, operation: Any) -> None:
        def work() -> None:
            try:
                self._shard.update(operation)
            finally:
                self._changes += 1  # in the thread that writes, which goes on where the caller is cancelled

        await self._run(work)
        if self._flush is None and not self._closed:
            self._flush = asyncio.get_running_loop().call_later(FLUSH_AFTER_S, self._start_flush)

    def _start_flush(self) -> None:
        self._flush = None
        if not self._closed:
            self._thread.submit(self._shard.flush)

    async def _upsert(self, points: Sequence[Raw], *, only_if: Condition | None = None) -> None:
        check_room(self._path, self._reserve)
        made = []
        for p in points:
            vectors: dict[str, Any] = {}
            if p.dense is not None:
                vectors["dense"] = p.dense.tolist()
            if p.bm25 is not None and p.bm25.indices:
                vectors["bm25"] = _sparse(p.bm25)
            made.append(q.Point(p.id, vectors, p.payload))
        condition = None if only_if is None else q.Filter(must=[_condition(only_if)])
        await self._write(q.UpdateOperation.upsert_points(made, condition=condition))

    async def _delete(self, where: Where) -> None:
        await self._write(q.UpdateOperation.delete_points_by_filter(_filter(where)))

    async def _delete_ids(self, ids: Sequence[str]) -> None:
        await self._write(q.UpdateOperation.delete_points(list(ids)))

    async def _query(self, asks: Sequence[Ask]) -> list[Scores]:
        requests = [_request(a) for a in asks]

        def work() -> list[Scores]:
            # one by one: the engine's own batch call took twice as long for two different vectors
            return [{_id(p.id.int): p.score for p in self._shard.query(r)} for r in requests]

        return self._read_now(work)

    async def _retrieve(self, ids: Sequence[str], fields: Sequence[str] | None) -> dict[str, dict[str, Any]]:
        wanted = True if fields is None else list(fields)
        return self._read_now(lambda: {p.id.hex: p.payload for p in self._shard.retrieve(list(ids), wanted, False)})

    async def _scroll(
        self, where: Where, fields: Sequence[str] | None, offset: Any, limit: int
    ) -> tuple[list[tuple[str, dict[str, Any]]], Any]:
        wanted = True if fields is None else list(fields)
        request = q.ScrollRequest(offset=offset, limit=limit, filter=_filter(where), with_payload=wanted)

        def work() -> tuple[list[tuple[str, dict[str, Any]]], Any]:
            found, following = self._shard.scroll(request)
            return [(str(p.id), p.payload) for p in found], following

        return self._read_now(work)

    async def _count(self, where: Where) -> int:
        return self._read_now(lambda: int(self._shard.count(q.CountRequest(exact=True, filter=_filter(where)))))

    async def tenants(self) -> list[str]:
        request = q.FacetRequest("tenant", limit=MANY, exact=True)
        return sorted(str(hit.value) for hit in self._read_now(lambda: self._shard.facet(request).hits))

    async def _vectors(self, ids: Sequence[str]) -> dict[str, Vector]:
        points = self._read_now(lambda: self._shard.retrieve(list(ids), False, ["dense"]))
        return {p.id.hex: np.asarray(p.vector["dense"], np.float32) for p in points if p.vector}

    async def _facet(self, where: Where, key: str, limit: int) -> dict[str, int]:
        request = q.FacetRequest(key, limit=limit, exact=False, filter=_filter(where))
        return self._read_now(lambda: {str(hit.value): int(hit.count) for hit in self._shard.facet(request).hits})

    async def close(self) -> None:
        """Write everything to disk and let go of the folder. May be called twice."""
        if self._closed:
            return
        self._closed = True
        if self._flush is not None:
            self._flush.cancel()
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._thread, guarded, self._shard.flush)
        finally:
            await loop.run_in_executor(self._thread, self._shard.close)
            await loop.run_in_executor(self._thread, remove_if_replaced, self._folder)
            self._thread.shutdown(wait=False)


# --- our words to the engine's ---------------------------------------------------------------------------------------


@lru_cache(maxsize=32_768)
def _id(number: int) -> str:
    """A point's id from its UUID as a number: half of what the engine finds, it has found lately."""
    return f"{number:032x}"


def _sparse(vector: Sparse) -> Any:
    return q.SparseVector(list(vector.indices), list(vector.values))


def _request(ask: Ask) -> Any:
    params = None
    if isinstance(ask.vector, Sparse):
        query = q.Query.Nearest(_sparse(ask.vector), "bm25")
        params = q.SearchParams(idf=q.IdfParams(corpus=_filter(ask.corpus)))
    else:
        query = _near(ask.vector.tobytes())
    return q.QueryRequest(
        limit=ask.limit,
        query=query,
        filter=_filter(ask.where, ask.ids),
        with_payload=False,
        params=params,
    )


@lru_cache(maxsize=64)
def _near(vector: bytes) -> Any:
    """The question of a vector, which each kind of passage is asked twice."""
    return q.Query.Nearest(np.frombuffer(vector, np.float32).tolist(), "dense")


def _filter(where: Where, ids: Sequence[str] | None = None) -> Any:
    must, must_not = _conditions(where.must), _conditions(where.must_not)
    if ids is not None:
        must = [*must, q.HasIdCondition(set(ids))]
    return q.Filter(must=must, must_not=must_not or None)


@lru_cache(maxsize=256)
def _conditions(wanted: tuple[Condition, ...]) -> list[Any]:
    """Kept, since the searches of a request have theirs in common."""
    return [_condition(c) for c in wanted]


def _condition(c: Condition) -> Any:
    match c:
        case Equals(key, value):
            return q.FieldCondition(key, match=q.MatchValue(value))
        case AnyOf(key, values):
            return q.FieldCondition(key, match=q.MatchAny(list(values)))
        case AtMost(key, bound):
            return q.FieldCondition(key, range=q.RangeFloat(lte=bound))
        case AtLeast(key, bound):
            return q.FieldCondition(key, range=q.RangeFloat(gte=bound))
        case IsOrNone(key, value):
            return q.Filter(should=[q.FieldCondition(key, match=q.MatchValue(value)), q.IsEmptyCondition(key)])
