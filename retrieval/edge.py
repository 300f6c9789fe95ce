"""The index in this process: Qdrant's own engine, on disk, no server."""

import asyncio
import errno
import json
import os
import shutil
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self, TypeVar

import qdrant_edge as q

from retrieval.embed import Embedder
from retrieval.index import FORMAT, IndexDown, IndexFull, IndexMismatch, Sparse, other_model
from retrieval.points import INTEGERS, KEYWORDS, Ask, PointIndex, Raw, Scored
from retrieval.scope import AnyOf, AtLeast, AtMost, Condition, Equals, Where

T = TypeVar("T")

RESERVE = 256 * 2**20
"""Bytes that must stay free for a write. The engine maps sparse files of 32 MB into memory, and running out of disk
under such a map kills the process instead of raising an error."""
OPENING = 64 * 2**20
"""The same for opening an index that is there: the engine repeats what its log holds, so it writes."""
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

    def __init__(self, shard: Any, embedder: Embedder, path: Path, thread: ThreadPoolExecutor, reserve: int) -> None:
        super().__init__()
        self.embedder = embedder.fingerprint
        self._shard = shard
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
        thread = ThreadPoolExecutor(1, thread_name_prefix="index")
        loop = asyncio.get_running_loop()
        try:
            shard = await loop.run_in_executor(thread, _open, path, embedder, reserve)
        except BaseException:
            thread.shutdown(wait=False)
            raise
        return cls(shard, embedder, path, thread, reserve)

    def _leftover_before(self) -> int:
        return self._opened_ms

    async def _run(self, work: Callable[[], T]) -> T:
        if self._closed:
            raise IndexDown("the vector store is closed")
        return await asyncio.get_running_loop().run_in_executor(self._thread, _guarded, work)

    def _read_now(self, work: Callable[[], T]) -> T:
        if self._closed:
            raise IndexDown("the vector store is closed")
        return _guarded(work)

    async def _write(self, operation: Any) -> None:
        await self._run(lambda: self._shard.update(operation))
        if self._flush is None and not self._closed:
            self._flush = asyncio.get_running_loop().call_later(FLUSH_AFTER_S, self._start_flush)

    def _start_flush(self) -> None:
        self._flush = None
        if not self._closed:
            self._thread.submit(self._shard.flush)

    async def _upsert(self, points: Sequence[Raw], *, only_if: Condition | None = None) -> None:
        _check_room(self._path, self._reserve)
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

    async def _query(self, asks: Sequence[Ask]) -> list[list[Scored]]:
        requests = [_request(a) for a in asks]

        def work() -> list[list[Scored]]:
            # one by one: the engine's own batch call took twice as long for two different vectors
            return [[Scored(str(p.id), p.score) for p in self._shard.query(r)] for r in requests]

        return self._read_now(work)

    async def _retrieve(self, ids: Sequence[str], fields: Sequence[str] | None) -> dict[str, dict[str, Any]]:
        wanted = True if fields is None else list(fields)
        return self._read_now(lambda: {str(p.id): p.payload for p in self._shard.retrieve(list(ids), wanted, False)})

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

    async def close(self) -> None:
        """Write everything to disk and let go of the folder. May be called twice."""
        if self._closed:
            return
        self._closed = True
        if self._flush is not None:
            self._flush.cancel()
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._thread, _guarded, self._shard.flush)
        finally:
            await loop.run_in_executor(self._thread, self._shard.close)
            self._thread.shutdown(wait=False)


def _guarded(work: Callable[[], T]) -> T:
    """The engine raises bare Exceptions; they come out as IndexDown."""
    try:
        return work()
    except Exception as e:
        lines = str(e).splitlines() or [type(e).__name__]
        if getattr(e, "errno", None) == errno.ENOSPC or "No space left" in str(e):
            raise IndexFull("the disk is full: free some space and send it again; no document is half written") from e
        raise IndexDown(f"the vector store failed: {lines[0][:300]}") from e


def _check_room(path: Path, reserve: int, what: str = "writing") -> None:
    free = shutil.disk_usage(path).free
    if free < reserve:
        raise IndexFull(
            f"the disk of {path} has {free // 2**20} MB free and {what} needs {reserve // 2**20}: "
            "free some space and send it again; no document is half written"
        )


# --- opening ---------------------------------------------------------------------------------------------------------


def _open(path: Path, embedder: Embedder, reserve: int) -> Any:
    """The shard, made where there is none, with all payload indexes."""
    store = path / "store"
    wanted = {"format": FORMAT, "embedder": embedder.fingerprint, "model": embedder.name}
    try:
        path.mkdir(parents=True, exist_ok=True)
        if not store.exists():
            _check_room(path, reserve)
            return _guarded(lambda: _create(path, embedder.dimension, wanted))
        known = _label(store / "index.json")
        if known["format"] > FORMAT:
            raise IndexMismatch(
                f"the index in {path} has format {known['format']} and this version knows {FORMAT}: "
                "upgrade agent-copilot, or use another COPILOT_DATA_DIR"
            )
        _check_room(path, OPENING, "opening the index")
        shard = _guarded(lambda: q.EdgeShard.load(str(store / "shard")))
        if known.get("embedder") != embedder.fingerprint:
            empty = shard.count(q.CountRequest(exact=True)) == 0
            shard.close()
            if not empty:
                raise other_model(
                    f"the index in {path}",
                    known,
                    embedder.name,
                    embedder.fingerprint,
                    instead="use a new COPILOT_DATA_DIR",
                )
            return _guarded(lambda: _create(path, embedder.dimension, wanted))
        return _guarded(lambda: _indexed(shard))
    except OSError as e:
        raise IndexDown(f"the index folder {path} can't be used: {e.strerror or e}") from e


def _label(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("format"), int):
        raise IndexDown(f"{path} is damaged: restore the data folder, or delete {path.parent} and ingest again")
    return found


def _create(path: Path, dimension: int, label: dict[str, Any]) -> Any:
    """A new shard with its label, made under another name and moved: a crash leaves none or a whole one."""
    work, final = path / "store.new", path / "store"
    config = q.EdgeConfig(
        vectors={
            "dense": q.EdgeVectorParams(
                size=dimension, distance=q.Distance.Cosine, datatype=q.VectorStorageDatatype.Turbo8
            )
        },
        sparse_vectors={"bm25": q.EdgeSparseVectorParams(modifier=q.Modifier.Idf)},
        wal_enabled=True,
    )
    for old in (work, final):
        if old.exists():
            shutil.rmtree(old)
    work.mkdir()
    shard = _indexed(q.EdgeShard.create(str(work / "shard"), config))
    shard.flush()
    shard.close()
    with (work / "index.json").open("w") as f:
        json.dump(label, f)
        f.flush()
        os.fsync(f.fileno())
    work.rename(final)
    return q.EdgeShard.load(str(final / "shard"))


def _indexed(shard: Any) -> Any:
    """The shard with an index on every field that filters use."""
    there = set(shard.info().payload_schema)
    wanted: dict[str, Any] = {name: q.KeywordIndexParams(is_tenant=name == "tenant") for name in KEYWORDS}
    wanted |= {name: q.IntegerIndexParams(lookup=False, range=True) for name in INTEGERS}
    for name, params in wanted.items():
        if name not in there:
            shard.update(q.UpdateOperation.create_field_index(name, params))
    return shard


# --- our words to the engine's ---------------------------------------------------------------------------------------


def _sparse(vector: Sparse) -> Any:
    return q.SparseVector(list(vector.indices), list(vector.values))


def _request(ask: Ask) -> Any:
    params = None
    if isinstance(ask.vector, Sparse):
        query = q.Query.Nearest(_sparse(ask.vector), "bm25")
        params = q.SearchParams(idf=q.IdfParams(corpus=_filter(ask.corpus)))
    else:
        query = q.Query.Nearest(ask.vector.tolist(), "dense")
    return q.QueryRequest(
        limit=ask.limit,
        query=query,
        filter=_filter(ask.where, ask.ids),
        with_payload=False,
        params=params,
    )


def _filter(where: Where, ids: Sequence[str] | None = None) -> Any:
    must = [_condition(c) for c in where.must]
    if ids is not None:
        must.append(q.HasIdCondition(set(ids)))
    return q.Filter(must=must, must_not=[_condition(c) for c in where.must_not] or None)


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
