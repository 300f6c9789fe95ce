"""Documents into the index and out of it, whole or not at all.

A new version's passages are written first, then its record, then the old passages go. The record is the switch: until
it is written the old version is what is found, and from then on the new one, wherever a process dies.
"""

import asyncio
import secrets
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from retrieval import bm25
from retrieval.documents import Article, Document, Kind, Passage, Resolution
from retrieval.embed import Embedder
from retrieval.gate import Gate
from retrieval.index import IndexDown, KnowledgeIndex, PassagePoint, Record, Sparse
from retrieval.points import epoch, epoch_ms
from retrieval.scope import FOREVER, Scope

SLICE = 64
"""Documents that are embedded together; bounds what is held in memory."""


class EmptyDocument(ValueError):
    """A document has no text that could be found."""


@dataclass(frozen=True, slots=True)
class PutResult:
    id: str
    status: Literal["created", "updated", "unchanged", "error"]
    """``unchanged`` also where what is stored is newer. ``error`` comes from ``put_many`` only."""
    problem: str | None = None
    taken_from: str | None = None
    """The source that it came from before, where that was another one."""


@dataclass(frozen=True, slots=True)
class Counts:
    articles: int
    resolutions: int
    passages: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """What will be done for one document: nothing (no record), a new time or source (no pieces), or a new version."""

    result: PutResult
    record: Record | None = None
    pieces: Sequence[tuple[Passage, str, Sparse]] = ()
    """Passages, with what is embedded and the words' vector."""
    asked: str | None = None
    """A title that is embedded by itself too."""

    @property
    def generation(self) -> str:
        return self.record.generation if self.record else ""


def kind_of(document: Document) -> Kind:
    return "article" if isinstance(document, Article) else "resolution"


class Knowledge:
    """A tenant's documents: every method needs the Scope, and only its tenant counts. All raise IndexDown."""

    def __init__(
        self,
        index: KnowledgeIndex,
        embedder: Embedder,
        *,
        chunk: Callable[[Document], list[Passage]] | None = None,
    ) -> None:
        """``chunk`` cuts a document into passages, or says in a ValueError why there are none;
        ``retrieval.chunk.passages`` where None."""
        self._index = index
        self._embedder = embedder
        self._chunk = chunk
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._swept: set[str] = set()
        self._gate = Gate()

    @asynccontextmanager
    async def paused(self) -> AsyncIterator[Callable[[KnowledgeIndex, Embedder], None]]:
        """Nothing is written meanwhile: what is under way ends first, what comes waits. Gives a function that puts
        another index, with its embedder, in the place of this one."""

        def switch(index: KnowledgeIndex, embedder: Embedder) -> None:
            self._index, self._embedder = index, embedder
            self._swept.clear()

        async with self._gate.alone():
            yield switch

    async def put(self, scope: Scope, document: Document) -> PutResult:
        """Write one document. Raises EmptyDocument, and EmbedderUnavailable; nothing is changed then."""
        (result,) = await self.put_many(scope, [document])
        if result.problem is not None:
            raise EmptyDocument(result.problem)
        return result

    async def put_many(self, scope: Scope, documents: Sequence[Document]) -> list[PutResult]:
        """Write documents in their order, each whole or not at all, with a result for each.

        What hasn't changed isn't embedded again, and a version older than the stored one changes nothing. When this
        raises, the documents written so far stay: putting all of them again is safe.
        """
        results: list[PutResult] = []
        for part in _slices(documents):
            async with self._gate.together():
                await self._sweep(scope)
                results += await self._put(scope, part)
        return results

    async def _put(self, scope: Scope, documents: Sequence[Document]) -> list[PutResult]:
        """One slice; no document is in it twice."""
        stored = await self._index.records(scope, [(kind_of(d), d.id) for d in documents], whole=False)
        plans = await asyncio.to_thread(self._plans, documents, stored)
        vectors = await self._vectors(plans)
        points = []
        if vectors is not None:
            pieces = [(plan.generation, *piece) for plan in plans for piece in plan.pieces]
            points = [PassagePoint(p, g, v, words) for (g, p, _, words), v in zip(pieces, vectors, strict=True)]
        if not any(plan.record for plan in plans):
            return [plan.result for plan in plans]
        # a caller that goes away must not leave a write half done
        writing = asyncio.ensure_future(self._write(scope, plans, points))
        self._gate.stay(writing)
        return await asyncio.shield(writing)

    async def _vectors(self, plans: Sequence[_Plan]) -> NDArray[np.float32] | None:
        """A vector for each piece of the plans, in order."""
        texts = [text for plan in plans for _, text, _ in plan.pieces]
        if not texts:
            return None
        titles = list({plan.asked: None for plan in plans if plan.asked})
        vectors = await self._embedder.documents([*texts, *titles])
        at = {title: len(texts) + n for n, title in enumerate(titles)}
        rows = [(n, at[plan.asked]) for n, plan in enumerate(p for p in plans for _ in p.pieces) if plan.asked]
        if rows:
            pieces, heads = (list(side) for side in zip(*rows, strict=True))
            mixed = vectors[pieces] + vectors[heads]  # half and half: one vector near both ways of asking
            vectors[pieces] = mixed / np.maximum(np.linalg.norm(mixed, axis=1, keepdims=True), 1e-9)
        return vectors[: len(texts)]

    def _plans(self, documents: Sequence[Document], stored: dict[tuple[Kind, str], Record]) -> list[_Plan]:
        """What has to be done for each document. Runs in a thread: parsing takes its time."""
        from retrieval.chunk import asked_by_title, digest, embedding_text, passages

        plans = []
        for document in documents:
            old = stored.get((kind_of(document), document.id))
            taken = old.source if old is not None and document.source not in (None, old.source) else None
            changed_at = epoch_ms(document.updated_at)
            if old is not None and 0 < changed_at < old.updated_at:
                plans.append(_Plan(PutResult(document.id, "unchanged")))
                continue
            unchanged = PutResult(document.id, "unchanged", taken_from=taken)
            checksum = digest(document)
            if old is not None and old.digest == checksum:
                touched = replace(
                    old, document=document.model_dump_json(), updated_at=changed_at, source=document.source
                )
                moved = changed_at > old.updated_at or document.source != old.source
                plans.append(_Plan(unchanged, touched if moved else None))
                continue
            try:
                cut = (self._chunk or passages)(document)
            except ValueError as e:
                plans.append(_Plan(PutResult(document.id, "error", str(e))))
                continue
            record = _record(document, secrets.token_hex(8), checksum, cut)
            with_texts = [(p, embedding_text(p)) for p in cut]
            pieces = [(p, text, bm25.document(text, p.language)) for p, text in with_texts]
            result = PutResult(document.id, "updated" if old else "created", taken_from=taken)
            plans.append(_Plan(result, record, pieces, asked_by_title(cut)))
        return plans

    async def _write(self, scope: Scope, plans: Sequence[_Plan], points: Sequence[PassagePoint]) -> list[PutResult]:
        pending: dict[str, Record] = {p.generation: p.record for p in plans if p.record and p.pieces}
        results = []
        async with self._locks[scope.tenant]:
            try:
                keys = [(p.record.kind, p.record.source_id) for p in plans if p.record]
                current = await self._index.records(scope, keys, whole=False)
                await self._index.put_passages(scope, points)
                for plan in plans:
                    results.append(await self._switch(scope, plan, current))
                    pending.pop(plan.generation, None)
            except BaseException:
                for record in pending.values():
                    with suppress(IndexDown):  # what stays is invisible, and swept after the next start
                        await self._index.delete_passages(scope, record.kind, record.source_id, only=record.generation)
                raise
        return results

    async def _switch(self, scope: Scope, plan: _Plan, current: dict[tuple[Kind, str], Record]) -> PutResult:
        """Make the passages just written the ones that are found, and delete the old ones."""
        record = plan.record
        if record is None:
            return plan.result
        kind, source_id = record.kind, record.source_id
        old = current.get((kind, source_id))
        if not plan.pieces:  # only its time or its source has changed
            if old is not None and old.generation == record.generation:
                await self._index.put_record(scope, record)
            return plan.result
        if not await self._index.put_record(scope, record):  # a later version came first
            await self._index.delete_passages(scope, kind, source_id, only=record.generation)
            return PutResult(source_id, "unchanged")
        if old is None:
            return replace(plan.result, status="created")
        if self._index.exclusive:
            await self._index.delete_passages(scope, kind, source_id, keep=record.generation)
        else:  # another process may be writing a third version just now
            await self._index.delete_passages(scope, kind, source_id, only=old.generation)
        return replace(plan.result, status="updated")

    async def get(self, scope: Scope, kind: Kind, source_id: str) -> Document | None:
        """A document as it was put; None where there is none."""
        record = (await self._index.records(scope, [(kind, source_id)])).get((kind, source_id))
        if record is None:
            return None
        return (Article if kind == "article" else Resolution).model_validate_json(record.document)

    async def delete(self, scope: Scope, kind: Kind, source_id: str) -> bool:
        """Delete a document; when this returns it is not found any more. False where there was none."""
        async with self._gate.together():
            await self._sweep(scope)
            async with self._locks[scope.tenant]:
                record = (await self._index.records(scope, [(kind, source_id)], whole=False)).get((kind, source_id))
                if record is not None:
                    await self._index.delete_record(scope, kind, source_id)
                only = None if self._index.exclusive or record is None else record.generation
                if self._index.exclusive or record is not None:
                    await self._index.delete_passages(scope, kind, source_id, only=only)
        return record is not None

    async def counts(self, scope: Scope) -> Counts:
        await self._sweep(scope)
        count = self._index.count
        return Counts(
            articles=await count(scope, "article", records=True),
            resolutions=await count(scope, "resolution", records=True),
            passages=await count(scope, "article") + await count(scope, "resolution"),
        )

    async def erase(self, scope: Scope) -> None:
        """Delete everything of the tenant."""
        async with self._gate.together(), self._locks[scope.tenant]:
            await self._index.erase(scope)

    async def page(
        self, scope: Scope, kind: Kind, *, source: str | None = None, after: str | None = None, limit: int
    ) -> list[str]:
        """Up to ``limit`` ids, of one source where it is given; ``after`` is the last id of the page before."""
        records = await self._index.page(scope, kind, source=source, after=after, limit=limit)
        return [record.source_id for record in records]

    async def ids(self, scope: Scope, kind: Kind) -> AsyncIterator[str]:
        """Ids of the tenant's documents, in no order."""
        async for record in self._index.scroll(scope, kind, whole=False):
            yield record.source_id

    async def _sweep(self, scope: Scope) -> None:
        """Clear what a killed process left behind, once per tenant in this process's life."""
        if scope.tenant in self._swept:
            return
        async with self._locks[scope.tenant]:
            if scope.tenant not in self._swept:
                await self._index.sweep(scope)
                self._swept.add(scope.tenant)


def _slices(documents: Sequence[Document]) -> Iterator[list[Document]]:
    """In order, SLICE at most, and no document twice in one."""
    part: dict[tuple[Kind, str], Document] = {}
    for document in documents:
        key = (kind_of(document), document.id)
        if len(part) == SLICE or key in part:
            yield list(part.values())
            part = {}
        part[key] = document
    if part:
        yield list(part.values())


def _record(document: Document, generation: str, checksum: str, pieces: Sequence[Passage]) -> Record:
    valid_from, valid_until, supersedes = 0, FOREVER, tuple[str, ...]()
    if isinstance(document, Article):
        valid_from, valid_until = epoch(document.valid_from, 0), epoch(document.valid_until, FOREVER)
        supersedes = document.supersedes
    return Record(
        kind=kind_of(document),
        source_id=document.id,
        generation=generation,
        document=document.model_dump_json(),
        digest=checksum,
        passages=len(pieces),
        updated_at=epoch_ms(document.updated_at),
        visibility=pieces[0].visibility,
        valid_from=valid_from,
        valid_until=valid_until,
        supersedes=supersedes,
        source=document.source,
    )
