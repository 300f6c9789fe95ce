"""All documents into an index for another embedding model, beside the live one, which goes on taking writes.

Passes compare the records of both and carry over what differs, so that a pass after a crash, a second run or a busy
hour all do the same. The last pass runs while no write does; then the new index takes over in one step.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from retrieval.documents import Article, Document, Kind, Passage, Query, Resolution
from retrieval.embed import Embedder
from retrieval.index import KnowledgeIndex, Record
from retrieval.ingest import SLICE, Knowledge
from retrieval.scope import Scope
from retrieval.search import Retriever

CALM = 64
"""Differences that the last pass may find: it is short, since writes wait for it."""
PASSES = 20
"""After so many the last pass is made however much is written meanwhile."""
TOP = 10
QUERIES = 50

Key = tuple[Kind, str]
Report = Callable[[str, int, int], Awaitable[None]]
"""Told what is done, of how many; the word says which stage."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the two indexes find for the same questions."""

    queries: int
    overlap: float
    """Share of the old ten best that are among the new ten best, 0..1, mean over the queries."""
    same_first: float
    """Share of the queries with the same best passage, 0..1."""


@dataclass(frozen=True, slots=True)
class Reindexed:
    documents: int
    passes: int
    seconds: float
    paused_s: float
    """How long writes waited at the end."""
    comparison: Comparison
    switched: bool


class Reindex:
    """One move from ``old`` to ``new``, an index opened with ``old.beside(embedder)``."""

    def __init__(
        self,
        live: Knowledge,
        old: tuple[KnowledgeIndex, Embedder],
        new: tuple[KnowledgeIndex, Embedder],
        *,
        chunk: Callable[[Document], list[Passage]] | None = None,
        settle_s: float = 0.0,
    ) -> None:
        """``settle_s``: how long after the switch another process may still write to ``old``."""
        self._live = live
        self._old, self._old_embedder = old
        self._new, self._new_embedder = new
        self._copy = Knowledge(self._new, self._new_embedder, chunk=chunk)
        self._settle_s = settle_s

    async def run(self, report: Report, *, queries: Sequence[str] = (), switch: bool = True) -> Reindexed:
        """Build, compare, switch. Raises IndexDown and EmbedderUnavailable; the old index then serves on, and the next
        run takes up what was built."""
        began = perf_counter()
        passes = 0
        while passes < PASSES:
            passes += 1
            if await self.carry_over(report) <= CALM:
                break
        comparison = await self.compare(queries or await self._some_questions(), report)
        paused = 0.0
        if switch:
            async with self._live.paused() as put_in_place:
                pausing = perf_counter()
                await self.carry_over(report)
                before = await self._all_records() if self._settle_s else {}
                await self._new.take_over()
                put_in_place(self._new, self._new_embedder)
                paused = perf_counter() - pausing
            if self._settle_s:
                await asyncio.sleep(self._settle_s)
                await self._carry_late(before)
        return Reindexed(await self._documents(), passes, perf_counter() - began, paused, comparison, switch)

    async def _documents(self) -> int:
        """How many the new index holds."""
        kinds: tuple[Kind, ...] = ("article", "resolution")
        tenants = await self._new.tenants()
        return sum([await self._new.count(Scope(t), kind, records=True) for t in tenants for kind in kinds])

    async def carry_over(self, report: Report) -> int:
        """Make the new index hold what the old one holds; how many documents differed."""
        tenants = await self._old.tenants()
        for tenant in set(await self._new.tenants()) - set(tenants):
            await self._copy.erase(Scope(tenant))
        plans = []
        for tenant in tenants:
            scope = Scope(tenant)
            there, here = await _records(self._old, scope), await _records(self._new, scope)
            changed = [key for key, version in there.items() if here.get(key) != version]
            plans.append((scope, changed, [key for key in here if key not in there]))
        total = sum(len(changed) + len(gone) for _, changed, gone in plans)
        done = 0
        for scope, changed, gone in plans:
            for kind, source_id in gone:
                await self._copy.delete(scope, kind, source_id)
            done += len(gone)
            for start in range(0, len(changed), SLICE):
                part = changed[start : start + SLICE]
                await self._put(scope, part)
                done += len(part)
                await report("documents", done, total)
        return total

    async def _put(self, scope: Scope, keys: Sequence[Key]) -> None:
        records = await self._old.records(scope, keys)
        documents = [_document(record) for record in records.values()]
        await self._copy.put_many(scope, documents)
        after = await self._new.records(scope, list(records), whole=False)
        for key, record in records.items():
            now = after.get(key)
            if now is None or _version(now) != _version(record):
                # it was deleted and put back with an older date: only here it looks as if it came too late
                await self._copy.delete(scope, *key)
                await self._copy.put_many(scope, [_document(record)])

    async def _all_records(self) -> "dict[str, dict[Key, Version]]":
        return {tenant: await _records(self._old, Scope(tenant)) for tenant in await self._old.tenants()}

    async def _carry_late(self, before: "dict[str, dict[Key, Version]]") -> None:
        """What other processes wrote to the old index while it was replaced, unless the new one has been written to."""
        late = await self._all_records()
        for tenant in before.keys() | late.keys():
            scope = Scope(tenant)
            then, now, here = before.get(tenant, {}), late.get(tenant, {}), await _records(self._new, scope)
            for key in then.keys() - now.keys():
                if here.get(key) == then[key]:
                    await self._copy.delete(scope, *key)
            changed = [
                key for key, version in now.items() if then.get(key) != version and here.get(key) == then.get(key)
            ]
            for start in range(0, len(changed), SLICE):
                await self._put(scope, changed[start : start + SLICE])

    async def compare(self, queries: Sequence[tuple[str, str]] | Sequence[str], report: Report) -> Comparison:
        """The ten best of both indexes for some questions, each asked for its tenant (plain texts: for every one)."""
        tenants = await self._old.tenants()
        asked = [q for text in queries for q in ([(t, text) for t in tenants] if isinstance(text, str) else [text])]
        old, new = Retriever(self._old, self._old_embedder), Retriever(self._new, self._new_embedder)
        overlaps, firsts = [], []
        for n, (tenant, text) in enumerate(asked, 1):
            before, after = [
                [f.passage.id for f in (await r.search(Query(text=text), Scope(tenant), below_floor=True)).passages]
                for r in (old, new)
            ]
            if before:
                overlaps.append(len(set(before[:TOP]) & set(after[:TOP])) / len(before[:TOP]))
                firsts.append(before[:1] == after[:1])
            await report("comparison", n, len(asked))
        count = len(overlaps)
        return Comparison(count, sum(overlaps) / count if count else 0.0, sum(firsts) / count if count else 0.0)

    async def _some_questions(self) -> list[tuple[str, str]]:
        """Titles of articles and what customers wrote, drawn from all tenants with a fixed seed."""
        dice = random.Random(7)  # noqa: S311  # drawing, not guessing
        found: list[tuple[str, str]] = []
        for tenant in await self._old.tenants():
            scope = Scope(tenant)
            keys = sorted(await _records(self._old, scope))
            drawn = dice.sample(keys, min(len(keys), QUERIES))
            for record in (await self._old.records(scope, drawn)).values():
                document = _document(record)
                found.append((tenant, document.title if isinstance(document, Article) else _asked(document)))
        return dice.sample(found, min(len(found), QUERIES))


Version = tuple[str, int, str | None]


def _version(record: Record) -> Version:
    return record.digest, record.updated_at, record.source


async def _records(index: KnowledgeIndex, scope: Scope) -> dict[Key, Version]:
    return {(r.kind, r.source_id): _version(r) async for r in index.scroll(scope, whole=False)}


def _document(record: Record) -> Document:
    return (Article if record.kind == "article" else Resolution).model_validate_json(record.document)


def _asked(resolution: Resolution) -> str:
    said = next((m.text for m in resolution.messages if m.author == "customer" and not m.private), "")
    return f"{resolution.subject or ''} {said}".strip()[:300]
