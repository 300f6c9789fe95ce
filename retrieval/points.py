"""How documents lie in an index: ids and payloads, the same in both engines, and everything that isn't engine talk.

Two kinds of points. A passage has vectors, its filterable fields and its JSON. A record has no vectors and holds a
whole document. Passages carry ``kind``, records carry ``record`` instead, so that a filter for one never meets the
other; both carry ``tenant``.
"""

import asyncio
import json
import time
from abc import ABC, abstractmethod
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_OID, uuid5

from retrieval.documents import Kind, Passage
from retrieval.index import Hit, PassagePoint, Record, Sparse, Vector
from retrieval.known import LIGHT, Known, record_of
from retrieval.language import wider
from retrieval.scope import FOREVER, AnyOf, AtLeast, AtMost, Condition, Equals, Scope, Where
from retrieval.segments import SEGMENTS, segments_in

if TYPE_CHECKING:
    from retrieval.embed import Embedder

KEYWORDS = (
    "tenant",
    "kind",
    "record",
    "source_id",
    "generation",
    "visibility",
    "language",
    "tags",
    "title",
    "named",
    "supersedes",
    "source",
    *SEGMENTS,
)
INTEGERS = ("valid_from", "valid_until", "updated_at")
"""Payload fields with an index; filters use no others."""

WRITE = 64
"""Points per call: the embedded engine keeps every other thread waiting during a call."""
PAGE = 64
MANY = 100_000
"""Tenants that are listed at the most."""
NEAREST = 16
"""Nearest passages whose vectors come along: enough to tell a crowded place from a lonely one."""
_READ = 4096
"""Passages kept as read: a point never changes, a changed document gets new ones. About 2 kB each."""
_KNOWN = 30_000
"""Documents and names of which is known what stands of them, until all is forgotten; under 1 kB each."""
_WAITING = 64
"""Documents that wait for their day, of which the first is looked for."""
_TITLES = 20_000
"""Titles of a tenant that are known by name; with more, those that most articles have."""
_KINDS: tuple[Kind, ...] = ("article", "resolution")


def epoch(at: datetime | None, missing: int) -> int:
    """Whole epoch seconds, rounded down; ``missing`` where there is no time."""
    return missing if at is None else int(at.timestamp() // 1)


def epoch_ms(at: datetime | None) -> int:
    """Whole epoch milliseconds; 0 where there is no time."""
    return 0 if at is None else int(at.timestamp() * 1000)


@lru_cache(maxsize=16_384)
def record_id(tenant: str, kind: Kind, source_id: str) -> str:
    return str(uuid5(NAMESPACE_OID, json.dumps(["record", tenant, kind, source_id])))


def passage_id(tenant: str, generation: str, passage: Passage) -> str:
    return str(uuid5(NAMESPACE_OID, json.dumps(["passage", tenant, generation, passage.id])))


@dataclass(frozen=True, slots=True)
class Raw:
    """A point as it is written; both vectors are None for a record."""

    id: str
    payload: dict[str, Any]
    dense: Vector | None = None
    bm25: Sparse | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One half of a search: the nearest points to one vector, among ``ids`` where given."""

    vector: Vector | Sparse
    where: Where
    limit: int
    corpus: Where
    """Whose texts the inverse document frequencies come from."""
    ids: tuple[str, ...] | None = None


Scores = dict[str, float]
"""Points by id with their scores, best first."""


class PointIndex(ABC):
    """A KnowledgeIndex, but for what an engine does with points. Each primitive raises IndexDown."""

    embedder: str
    exclusive: bool
    _grace_ms: int = 0
    """How old a passage without a record must be, before this moment or the opening, to be a leftover."""

    def __init__(self) -> None:
        self._read: OrderedDict[str, tuple[str, Passage]] = OrderedDict()
        """Generation and passage of the points read last, by id."""
        self._near: OrderedDict[str, Vector] = OrderedDict()
        """Vectors of the points that were near lately, by id."""
        self._writes: Counter[str] = Counter()
        self._changes = 0
        """Writes of all kinds that have been made; counted where nobody else writes."""
        self._known = Known(0)

    # --- what an engine does ---------------------------------------------------------------------------------------

    @abstractmethod
    async def _upsert(self, points: Sequence[Raw], *, only_if: Condition | None = None) -> None:
        """Write up to WRITE points; over existing ones only where these meet ``only_if``."""

    @abstractmethod
    async def _delete(self, where: Where) -> None: ...

    @abstractmethod
    async def _delete_ids(self, ids: Sequence[str]) -> None: ...

    @abstractmethod
    async def _query(self, asks: Sequence[Ask]) -> list[Scores]:
        """Ids and scores for each. Payloads come from _retrieve: once for both halves, and quicker."""

    @abstractmethod
    async def _retrieve(self, ids: Sequence[str], fields: Sequence[str] | None) -> dict[str, dict[str, Any]]:
        """Payloads of the points that exist, by id."""

    @abstractmethod
    async def _scroll(
        self, where: Where, fields: Sequence[str] | None, offset: Any, limit: int
    ) -> tuple[list[tuple[str, dict[str, Any]]], Any]:
        """A page of ids and payloads, and where the next one starts (None at the end)."""

    @abstractmethod
    async def _count(self, where: Where) -> int: ...

    @abstractmethod
    async def tenants(self) -> list[str]: ...

    @abstractmethod
    async def beside(self, embedder: "Embedder") -> "PointIndex": ...

    @abstractmethod
    async def take_over(self) -> None: ...

    @abstractmethod
    async def _vectors(self, ids: Sequence[str]) -> dict[str, Vector]:
        """Dense vectors of the points that exist, by id."""

    @abstractmethod
    async def _facet(self, where: Where, key: str, limit: int) -> dict[str, int]:
        """The values of an indexed field and how many points have each, the most frequent ones."""

    @abstractmethod
    async def close(self) -> None: ...

    async def moved_to(self) -> str | None:
        return None  # nobody else can have put another in its place

    async def following(self, embedder: "Embedder") -> "PointIndex":
        raise AssertionError("only this process has the index; this is a bug")

    def _leftover_before(self) -> int:
        """Epoch ms: a passage without a record that was written earlier is nobody's work in progress."""
        return int(time.time() * 1000) - self._grace_ms

    # --- writing ---------------------------------------------------------------------------------------------------

    async def put_passages(self, scope: Scope, points: Sequence[PassagePoint]) -> None:
        written = int(time.time() * 1000)
        raw = [self._raw(scope, p, written) for p in points]
        try:
            for n in range(0, len(raw), WRITE):
                await self._upsert(raw[n : n + WRITE])
        finally:
            self._writes[scope.tenant] += 1  # who reads meanwhile has read before it

    @staticmethod
    def _raw(scope: Scope, point: PassagePoint, written: int) -> Raw:
        p = point.passage
        payload = {
            "tenant": scope.tenant,
            "kind": p.kind,
            "source_id": p.source_id,
            "generation": point.generation,
            "written": written,
            "visibility": p.visibility,
            "language": wider(p.language),
            "tags": list(p.tags),
            **segments_in(p.tags),
            "title": p.title if p.kind == "article" else None,
            "named": p.title if p.kind == "article" and p.id.endswith("#0") else None,  # once for each article
            "valid_from": epoch(p.valid_from, 0),
            "valid_until": epoch(p.valid_until, FOREVER),
            "passage": p.model_dump_json(),
        }
        return Raw(passage_id(scope.tenant, point.generation, p), payload, point.dense, point.bm25)

    async def put_record(self, scope: Scope, record: Record) -> bool:
        payload = {
            "tenant": scope.tenant,
            "record": record.kind,
            "source_id": record.source_id,
            "generation": record.generation,
            "document": record.document,
            "digest": record.digest,
            "passages": record.passages,
            "updated_at": record.updated_at,
            "visibility": record.visibility,
            "valid_from": record.valid_from,
            "valid_until": record.valid_until,
            "supersedes": list(record.supersedes),
            "source": record.source,
        }
        dated = record.updated_at > 0
        only_if = AtMost("updated_at", record.updated_at) if dated else None
        await self._upsert([Raw(record_id(scope.tenant, record.kind, record.source_id), payload)], only_if=only_if)
        if not dated:
            return True
        key = (record.kind, record.source_id)
        now = (await self.records(scope, [key], whole=False)).get(key)
        return now is not None and now.generation == record.generation

    async def delete_passages(
        self, scope: Scope, kind: Kind, source_id: str, *, keep: str | None = None, only: str | None = None
    ) -> None:
        where = scope.document(kind, source_id)
        must = (*where.must, Equals("generation", only)) if only is not None else where.must
        await self._delete(Where(must, () if keep is None else (Equals("generation", keep),)))

    async def delete_record(self, scope: Scope, kind: Kind, source_id: str) -> None:
        await self._delete_ids([record_id(scope.tenant, kind, source_id)])

    async def erase(self, scope: Scope) -> None:
        try:
            await self._delete(scope.whole_tenant())
        finally:
            self._writes[scope.tenant] += 1

    async def sweep(self, scope: Scope) -> int:
        standing = {(r.kind, r.source_id): r async for r in self.scroll(scope, whole=False)}
        counted = sum([await self.count(scope, kind) for kind in _KINDS])
        if counted == sum(r.passages for r in standing.values()):
            return 0  # passages are written before their record and deleted after it: equal means none too many
        before = self._leftover_before()
        leftovers = []
        where = Where((*scope.whole_tenant().must, AnyOf("kind", _KINDS)))
        async for point, payload in self._pages(where, ["kind", "source_id", "generation", "written"]):
            record = standing.get((payload["kind"], payload["source_id"]))
            alive = record is not None and record.generation == payload["generation"]
            if not alive and payload["written"] < before:
                leftovers.append(point)
        for n in range(0, len(leftovers), WRITE):
            await self._delete_ids(leftovers[n : n + WRITE])
        return len(leftovers)

    # --- reading ---------------------------------------------------------------------------------------------------

    async def records(
        self, scope: Scope, wanted: Sequence[tuple[Kind, str]], *, whole: bool = True
    ) -> dict[tuple[Kind, str], Record]:
        known: dict[tuple[str, Kind, str], Record | None] = {} if whole else self._unchanged().records
        missing = [d for d in dict.fromkeys(wanted) if (scope.tenant, *d) not in known]
        for n in range(0, len(missing), PAGE):
            page = missing[n : n + PAGE]
            ids = [record_id(scope.tenant, *document) for document in page]
            payloads = await self._retrieve(ids, None if whole else LIGHT)
            known.update(((scope.tenant, *document), None) for document in page)
            for found in map(record_of, payloads.values()):
                known[scope.tenant, found.kind, found.source_id] = found
        return {d: record for d in wanted if (record := known[(scope.tenant, *d)]) is not None}

    async def superseding(self, scope: Scope, names: Sequence[str]) -> list[Record]:
        known = self._unchanged().superseding
        missing = tuple(name for name in dict.fromkeys(names) if (scope.tenant, name) not in known)
        if missing:
            must = (*scope.whole_tenant().must, Equals("record", "article"), AnyOf("supersedes", missing))
            found = [record_of(payload) async for _, payload in self._pages(Where(must), LIGHT)]
            known.update(((scope.tenant, name), [r for r in found if name in r.supersedes]) for name in missing)
        return list({r.source_id: r for name in names for r in known[scope.tenant, name]}.values())

    def _unchanged(self) -> "Known":
        """What is known of documents as long as nothing is written; nothing where others may write too."""
        if not self.exclusive or self._known.at != self._changes or self._known.size > _KNOWN:
            self._known = Known(self._changes)  # who fills the one before meanwhile fills it for nobody
        return self._known

    async def scroll(self, scope: Scope, kind: Kind | None = None, *, whole: bool = True) -> AsyncIterator[Record]:
        which = AnyOf("record", _KINDS if kind is None else (kind,))
        async for _, payload in self._pages(Where((*scope.whole_tenant().must, which)), None if whole else LIGHT):
            yield record_of(payload)

    async def page(
        self, scope: Scope, kind: Kind, *, source: str | None = None, after: str | None = None, limit: int
    ) -> list[Record]:
        # points are scrolled by their ids, from one on that need not exist any more
        offset = None if after is None else record_id(scope.tenant, kind, after)
        found, _ = await self._scroll(scope.records(kind, source), LIGHT, offset, limit + 1)
        return [record_of(payload) for point, payload in found if point != offset][:limit]

    async def _pages(self, where: Where, fields: Sequence[str] | None) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        offset = None
        size = PAGE if fields is None else 4 * PAGE
        while True:
            page, offset = await self._scroll(where, fields, offset, size)
            for point in page:
                yield point
            if offset is None:
                return

    async def count(self, scope: Scope, kind: Kind, *, records: bool = False) -> int:
        field = "record" if records else "kind"
        return await self._count(Where((*scope.whole_tenant().must, Equals(field, kind))))

    async def titles(self, scope: Scope) -> dict[str, int]:
        known = scope.corpus()
        where = Where((*known.must, Equals("kind", "article")), known.must_not)
        return await self._facet(where, "named", _TITLES)

    def written(self, scope: Scope) -> int:
        return self._writes[scope.tenant]

    def version(self) -> int | None:
        return self._changes if self.exclusive else None

    async def next_valid(self, scope: Scope, after: int) -> int:
        known = self._unchanged().next_valid
        since, at = known.get(scope.tenant, (0, 0))
        if not since <= after < at:
            must = (*scope.whole_tenant().must, AnyOf("record", _KINDS), AtLeast("valid_from", after + 1))
            coming, more = await self._scroll(Where(must), LIGHT, None, _WAITING)
            if more is not None:
                return after + 1
            at = min((record_of(payload).valid_from for _, payload in coming), default=FOREVER)
            known[scope.tenant] = after, at
        return at

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
        halves = [dense, bm25 if bm25 is not None and bm25.indices else None]
        where, corpus = scope.passages(kind), scope.corpus()
        asked = [half for half, vector in enumerate(halves) if vector is not None]
        if not asked or limit < 1:
            return []
        answers = await self._query([Ask(v, where, limit, corpus) for v in halves if v is not None])
        found = dict(zip(asked, answers, strict=True))
        points = list(dict.fromkeys(chain.from_iterable(answers)))
        nearest = list(islice(answers[0], NEAREST)) if vectors and asked[0] == 0 else []
        filled, passages, near = await asyncio.gather(
            self._fill(halves, where, corpus, found, points), self._passages(points), self._nearest(nearest)
        )
        ranks = [{point: n for n, point in enumerate(found.get(half, ()), 1)} for half in (0, 1)]
        scores = [found.get(half, {}) | filled.get(half, {}) for half in (0, 1)]
        no_words = 0.0 if 1 in found else None  # asked for, and no term stands in the passage
        hits = []
        for point in points:
            if (read := passages.get(point)) is None:
                continue  # deleted just now
            generation, passage = read
            dense_score, bm25_score = scores[0].get(point), scores[1].get(point, no_words)
            dense_rank, bm25_rank = ranks[0].get(point), ranks[1].get(point)
            hits.append(Hit(passage, generation, dense_score, dense_rank, bm25_score, bm25_rank, near.get(point)))
        return hits

    async def _nearest(self, points: Sequence[str]) -> dict[str, Vector]:
        """Vectors of some points; a point never changes, so they are kept."""
        new = [point for point in points if point not in self._near]
        if new:
            self._near.update(await self._vectors(new))
        found = {point: self._near[point] for point in points if point in self._near}
        for point in found:
            self._near.move_to_end(point)
        while len(self._near) > _READ:
            self._near.popitem(last=False)
        return found

    async def _passages(self, points: Sequence[str]) -> dict[str, tuple[str, Passage]]:
        """Generation and passage of the points that exist, by id."""
        found = {}
        for point in points:
            if (read := self._read.get(point)) is not None:
                self._read.move_to_end(point)
                found[point] = read
        new = [point for point in points if point not in found]
        for point, payload in (await self._retrieve(new, ["generation", "passage"]) if new else {}).items():
            found[point] = payload["generation"], Passage.model_validate_json(payload["passage"])
            self._read[point] = found[point]
        while len(self._read) > _READ:
            self._read.popitem(last=False)
        return found

    async def _fill(
        self,
        vectors: Sequence[Vector | Sparse | None],
        where: Where,
        corpus: Where,
        found: Mapping[int, Scores],
        points: Sequence[str],
    ) -> dict[int, Scores]:
        """Scores of the points that only the other half has found."""
        asks, halves = [], []
        for half, known in found.items():
            vector = vectors[half]
            missing = tuple(p for p in points if p not in known)
            if missing and vector is not None:
                asks.append(Ask(vector, where, len(missing), corpus, ids=missing))
                halves.append(half)
        return dict(zip(halves, await self._query(asks) if asks else [], strict=True))
