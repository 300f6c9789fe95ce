"""The one door to Qdrant: what an index can do. Two engines stand behind it: edge.py in this process, and server.py."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.documents import Kind, Passage
from retrieval.scope import Scope

if TYPE_CHECKING:
    from retrieval.embed import Embedder

Vector = NDArray[np.float32]
"""Unit length, shape (dimension,)."""

FORMAT = 1
"""Layout of points and payloads; a higher one found on disk is refused in words, a lower one migrated."""

OLDEST_SERVER = "1.20"
"""Version of a Qdrant server: statistics per tenant, Turbo8 vectors and conditional writes came with it."""


@dataclass(frozen=True, slots=True)
class Sparse:
    """A BM25 vector: term ids and weights."""

    indices: tuple[int, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PassagePoint:
    """A passage with its vectors, as it is written."""

    passage: Passage
    generation: str
    dense: Vector
    bm25: Sparse


@dataclass(frozen=True, slots=True)
class Record:
    """A whole document as one vectorless point. Its generation says which passages are alive."""

    kind: Kind
    source_id: str
    generation: str
    document: str
    """The document's JSON."""
    digest: str
    """sha256 of the document but for ``updated_at`` and ``source``, to leave unchanged ones alone."""
    passages: int
    updated_at: int
    """Epoch milliseconds; 0 where the source does not say."""
    visibility: str
    valid_from: int
    valid_until: int
    supersedes: tuple[str, ...] = ()
    source: str | None = None
    """None also for records from before there were sources."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found in one pool, with the scores of both halves (None where that half has no score for it)."""

    passage: Passage
    generation: str
    dense_score: float | None
    dense_rank: int | None
    bm25_score: float | None
    """0 where it was asked for and no term of the query stands in the passage."""
    bm25_rank: int | None
    vector: Vector | None = field(default=None, compare=False)
    """The passage's own; of the nearest ones only, where asked for."""


class KnowledgeIndex(Protocol):
    """Points of all tenants; every call needs a Scope. Errors of the engine come out as IndexDown."""

    embedder: str
    """Fingerprint of the embedder whose vectors it holds."""
    exclusive: bool
    """True where this process is the only writer, so that what a write didn't finish is a leftover."""

    async def put_passages(self, scope: Scope, points: Sequence[PassagePoint]) -> None: ...

    async def put_record(self, scope: Scope, record: Record) -> bool:
        """Write a document's record: from here on its generation is what is found.

        False, and nothing is changed, where a record with a later ``updated_at`` is there already.
        """
        ...

    async def records(
        self, scope: Scope, wanted: Sequence[tuple[Kind, str]], *, whole: bool = True
    ) -> dict[tuple[Kind, str], Record]:
        """The records of some documents; those that don't exist are left out. Not ``whole``: without ``document``."""
        ...

    async def superseding(self, scope: Scope, names: Sequence[str]) -> list[Record]:
        """Records, without their documents, of the articles that name any of these as superseded, valid now or not."""
        ...

    def scroll(self, scope: Scope, kind: Kind | None = None, *, whole: bool = True) -> AsyncIterator[Record]:
        """Every record of the tenant, in no order, in pages. Not ``whole``: without ``document``."""
        ...

    async def page(
        self, scope: Scope, kind: Kind, *, source: str | None = None, after: str | None = None, limit: int
    ) -> list[Record]:
        """Up to ``limit`` records, without their documents, those of one source where it is given.

        ``after``: the ``source_id`` of the last record of the page before. The order never changes, so each record
        that stays is met once, whatever is written and deleted between two pages.
        """
        ...

    async def delete_passages(
        self, scope: Scope, kind: Kind, source_id: str, *, keep: str | None = None, only: str | None = None
    ) -> None:
        """Delete a document's passages: all but those of generation ``keep``, or those of generation ``only``."""
        ...

    async def sweep(self, scope: Scope) -> int:
        """Delete the tenant's passages that no record stands for: leftovers of writes that were cut off.

        Returns how many. Where others write too, only leftovers that nobody can be working on any more.
        """
        ...

    async def delete_record(self, scope: Scope, kind: Kind, source_id: str) -> None: ...

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
        """The union of the ``limit`` best of each half within the scope's filter, in no order.

        ``vectors``: the nearest ones bring theirs along, which takes a call more.
        """
        ...

    async def count(self, scope: Scope, kind: Kind, *, records: bool = False) -> int:
        """Passages (or documents) of one pool, whoever may see them."""
        ...

    async def titles(self, scope: Scope) -> dict[str, int]:
        """The titles of the tenant's articles, at ``as_of`` where the scope has one, whoever may see them, and how many
        articles have each."""
        ...

    def written(self, scope: Scope) -> int:
        """How often this process has written passages of the tenant."""
        ...

    def version(self) -> int | None:
        """Another number after every write, so that what was found can be kept while it stays the same; None where
        others write too."""
        ...

    async def next_valid(self, scope: Scope, after: int) -> int:
        """When, in epoch seconds past ``after``, the next document of the tenant becomes valid: FOREVER where none
        waits, and right away where too many do."""
        ...

    async def erase(self, scope: Scope) -> None:
        """Delete everything of the tenant."""
        ...

    async def tenants(self) -> list[str]:
        """Who has anything in the index: for work on all of it, such as embedding it anew."""
        ...

    async def beside(self, embedder: "Embedder") -> "KnowledgeIndex":
        """An index for another embedder beside this one, empty or as far as an earlier run came; nobody reads it.

        Raises IndexDown, IndexFull.
        """
        ...

    async def take_over(self) -> None:
        """Make an index opened with ``beside`` the one that is opened from now on, in one step."""
        ...

    async def moved_to(self) -> str | None:
        """The embedding model of the index that another process has put in this one's place; None where none has."""
        ...

    async def following(self, embedder: "Embedder") -> "KnowledgeIndex":
        """The index that has taken this one's place. Raises IndexDown, and IndexMismatch where it is another
        embedder's."""
        ...

    async def close(self) -> None: ...


def is_too_old(version: str) -> bool:
    """Whether a Qdrant server of this version lacks what we need."""
    return _numbers(version) < _numbers(OLDEST_SERVER)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(n) for n in version.split("-", maxsplit=1)[0].split(".")[:2] if n.isdecimal())


class IndexDown(Exception):
    """The vector store can't be reached, or failed."""


class IndexFull(IndexDown):
    """The disk has no room for the write; no document is half written."""


class IndexMoved(IndexDown):
    """Another index has taken this one's place, so that nothing may be written here; the message says what to do."""


class IndexMismatch(Exception):
    """The index holds vectors of another embedder, or a newer format; the message says which and what to do."""


def other_model(place: str, label: Mapping[str, object], name: str, fingerprint: str, *, instead: str) -> IndexMismatch:
    """The error for an index at ``place`` whose ``label`` names another embedder; ``instead`` names a fresh place."""
    built, before = str(label.get("model")), str(label.get("embedder"))
    if built != name:
        return IndexMismatch(
            f"{place} was built with the embedding model {built}, and {name} is configured: "
            f"set COPILOT_EMBEDDINGS_MODEL back, or {instead} and ingest again"
        )
    return IndexMismatch(
        f"{place} was built with another version of the embedding model {name} ({before}) than the one "
        f"configured ({fingerprint}), so their vectors don't compare: bring that version back, or {instead} "
        "and ingest again"
    )
