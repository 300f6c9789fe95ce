"""The folder of the embedded index: which shard is current, which is being built beside it, and with which model.

``store/index.json`` is the label of the shard that is served, ``store/next.json`` of the one being built. Renaming the
second to the first is the switch: a crash leaves either. Shards that no label names are leftovers.
"""

import errno
import json
import os
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import qdrant_edge as q

from retrieval.durable import sync
from retrieval.embed import Embedder
from retrieval.index import FORMAT, IndexDown, IndexFull, IndexMismatch, other_model
from retrieval.memory import let_go
from retrieval.points import INTEGERS, KEYWORDS

T = TypeVar("T")

RESERVE = 256 * 2**20
"""Bytes that must stay free for a write. The engine maps sparse files of 32 MB into memory, and running out of disk
under such a map kills the process instead of raising an error."""
OPENING = 64 * 2**20
"""The same for opening an index that is there: the engine repeats what its log holds, so it writes."""
CURRENT = "index.json"
NEXT = "next.json"
CHECKED = frozenset({"generation", "updated_at"})
"""Fields that filters only check on the few points of one document: this engine reads them from the points, and an
index of each would take 8 MB of memory at 50,000 points. A server may be strict and refuse that."""
FIRST = "shard"
"""Folder of the first shard of a store; later ones add random letters."""


class Opened(NamedTuple):
    """An open shard and the folder that it is in."""

    shard: Any
    folder: Path


def open_current(path: Path, embedder: Embedder, reserve: int) -> Opened:
    """The shard that is served, made where there is none. Raises IndexMismatch, IndexDown, IndexFull."""
    store = path / "store"
    try:
        path.mkdir(parents=True, exist_ok=True)
        if not store.exists():
            check_room(path, reserve)
            return guarded(lambda: _create_store(path, embedder))
        known = _label(store / CURRENT)
        if known["format"] > FORMAT:
            raise IndexMismatch(
                f"the index in {path} has format {known['format']} and this version knows {FORMAT}: "
                "upgrade agent-copilot, or use another COPILOT_DATA_DIR"
            )
        check_room(path, OPENING, "opening the index")
        _remove_unused(store)
        folder = store / _folder(known)
        same = known.get("embedder") == embedder.fingerprint
        config = _config(embedder.dimension) if same else None
        shard = guarded(lambda: q.EdgeShard.load(str(folder), config))
        if not same:
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
            return guarded(lambda: _create_store(path, embedder))
        shard = guarded(lambda: _indexed(shard))
        let_go(folder)  # opening reads every file whole, and most of it never again
        return Opened(shard, folder)
    except OSError as e:
        raise IndexDown(f"the index folder {path} can't be used: {e.strerror or e}") from e


def open_next(path: Path, embedder: Embedder, reserve: int) -> Opened:
    """The shard being built beside the current one: what a killed run left of the same model, or a new one."""
    store = path / "store"
    try:
        check_room(path, reserve)
        with suppress(IndexDown):
            known = _label(store / NEXT)
            if known.get("embedder") == embedder.fingerprint and known["format"] == FORMAT:
                folder = store / _folder(known)
                config = _config(embedder.dimension)
                return Opened(guarded(lambda: _indexed(q.EdgeShard.load(str(folder), config))), folder)
        (store / NEXT).unlink(missing_ok=True)
        _remove_unused(store)
        folder = store / f"{FIRST}-{secrets.token_hex(4)}"
        shard = guarded(lambda: _create_shard(folder, embedder.dimension))
        _write(store / NEXT, _label_of(embedder, folder.name))
        return Opened(shard, folder)
    except OSError as e:
        raise IndexDown(f"the index folder {path} can't be used: {e.strerror or e}") from e


def make_current(path: Path) -> None:
    """Switch to the shard that was built beside, in one step. Its files must be flushed."""
    (path / "store" / NEXT).replace(path / "store" / CURRENT)
    sync(path / "store")


def remove_if_replaced(folder: Path) -> None:
    """Delete the folder of a shard that was closed, where another has taken its place."""
    named = _named(folder.parent)
    if named and folder.name not in named:
        shutil.rmtree(folder, ignore_errors=True)


def _remove_unused(store: Path) -> None:
    """Delete the shards that no label names: leftovers, of which none is open."""
    if named := _named(store):
        for folder in store.glob(f"{FIRST}*"):
            if folder.name not in named:
                shutil.rmtree(folder, ignore_errors=True)


def _named(store: Path) -> set[str]:
    """Folders that a label names; none where it isn't known which are."""
    try:
        named = {_folder(_label(store / CURRENT))}
    except IndexDown:
        return set()
    with suppress(IndexDown):
        named.add(_folder(_label(store / NEXT)))
    return named


def guarded(work: Callable[[], T]) -> T:
    """The engine raises bare Exceptions; they come out as IndexDown."""
    try:
        return work()
    except Exception as e:
        lines = str(e).splitlines() or [type(e).__name__]
        if getattr(e, "errno", None) == errno.ENOSPC or "No space left" in str(e):
            raise IndexFull("the disk is full: free some space and send it again; no document is half written") from e
        raise IndexDown(f"the vector store failed: {lines[0][:300]}") from e


def check_room(path: Path, reserve: int, what: str = "writing") -> None:
    """Raise IndexFull unless ``reserve`` bytes are free."""
    free = shutil.disk_usage(path).free
    if free < reserve:
        raise IndexFull(
            f"the disk of {path} has {free // 2**20} MB free and {what} needs {reserve // 2**20}: "
            "free some space and send it again; no document is half written"
        )


def _label(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("format"), int):
        raise IndexDown(f"{path} is damaged: restore the data folder, or delete {path.parent} and ingest again")
    return found


def _label_of(embedder: Embedder, folder: str) -> dict[str, Any]:
    return {"format": FORMAT, "embedder": embedder.fingerprint, "model": embedder.name, "shard": folder}


def _folder(label: dict[str, Any]) -> str:
    name = label.get("shard", FIRST)
    if not isinstance(name, str) or not name.startswith(FIRST) or "/" in name:
        raise IndexDown("the index's label names no shard: restore the data folder, or delete it and ingest again")
    return name


def _create_store(path: Path, embedder: Embedder) -> Opened:
    """A new store with one shard, made under another name and moved: a crash leaves none or a whole one."""
    work, final = path / "store.new", path / "store"
    for old in (work, final):
        if old.exists():
            shutil.rmtree(old)
    work.mkdir()
    _create_shard(work / FIRST, embedder.dimension).close()
    _write(work / CURRENT, _label_of(embedder, FIRST))
    work.rename(final)
    return Opened(q.EdgeShard.load(str(final / FIRST)), final / FIRST)


def _create_shard(folder: Path, dimension: int) -> Any:
    shard = _indexed(q.EdgeShard.create(str(folder), _config(dimension)))
    shard.flush()
    return shard


def _config(dimension: int) -> Any:
    return q.EdgeConfig(
        vectors={
            "dense": q.EdgeVectorParams(
                size=dimension, distance=q.Distance.Cosine, datatype=q.VectorStorageDatatype.Turbo8
            )
        },
        sparse_vectors={"bm25": q.EdgeSparseVectorParams(modifier=q.Modifier.Idf)},
        max_search_threads=1,  # there is one segment, so that more only hand it over: a sixth of a request's CPU
        wal_enabled=True,
    )


def _indexed(shard: Any) -> Any:
    """The shard with an index on every field that filters use to find points."""
    there = set(shard.info().payload_schema)
    wanted: dict[str, Any] = {name: q.KeywordIndexParams(is_tenant=name == "tenant") for name in KEYWORDS}
    wanted |= {name: q.IntegerIndexParams(lookup=False, range=True) for name in INTEGERS}
    for name, params in wanted.items():
        if name in CHECKED and name in there:  # from before
            shard.update(q.UpdateOperation.delete_field_index(name))
        if name not in CHECKED and name not in there:
            shard.update(q.UpdateOperation.create_field_index(name, params))
    return shard


def _write(file: Path, label: dict[str, Any]) -> None:
    """The whole file or none."""
    new = file.with_name(file.name + ".new")
    with new.open("w") as f:
        json.dump(label, f)
        f.flush()
        os.fsync(f.fileno())
    new.replace(file)
