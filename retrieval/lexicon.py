"""The names that a tenant's titles hold, kept from question to question and made anew after writes."""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass

from retrieval.index import IndexDown, KnowledgeIndex
from retrieval.names import Names
from retrieval.scope import Scope

REST_S = 5.0
"""Between two makings: an import of thousands of articles must not make names for each of them."""
FRESH_S = 60.0
"""After so long they are made anew in any case: other processes write too."""
_TENANTS = 256
_PAST = 16
"""Sets of titles of the past whose names are kept."""


@dataclass(slots=True)
class _Kept:
    names: Names
    written: int
    at: float
    making: "asyncio.Task[None] | None" = None


class Lexicon:
    """Names by tenant. What is written becomes a name within seconds; until then it is found without."""

    def __init__(self, index: KnowledgeIndex) -> None:
        self._index = index
        self._kept: dict[str, _Kept] = {}
        self._past: dict[tuple[str, frozenset[tuple[str, int]]], Names] = {}

    async def names(self, scope: Scope) -> Names:
        """The names of the tenant's titles: made at the first question, later beside the questions. Raises
        IndexDown."""
        if scope.as_of is not None:
            return await self._back_then(scope)
        kept = self._kept.get(scope.tenant)
        if kept is None:
            kept = await self._made(scope)
            while len(self._kept) >= _TENANTS:
                self._kept.pop(next(iter(self._kept)))
            self._kept[scope.tenant] = kept
        age = time.monotonic() - kept.at
        stale = age > FRESH_S or (age > REST_S and kept.written != self._index.written(scope))
        if stale and (kept.making is None or kept.making.done()):
            kept.making = asyncio.create_task(self._again(scope))
        return kept.names

    def current(self, scope: Scope) -> bool:
        """Whether the names that were asked for last are those of the titles as they are now."""
        kept = self._kept.get(scope.tenant)
        return kept is not None and kept.written == self._index.written(scope)

    async def _back_then(self, scope: Scope) -> Names:
        """Those of the titles at ``as_of``: a name that came later is no name yet. Who looks back does so in order of
        time, mostly, so that the titles are those of the question before."""
        titles = await self._index.titles(scope)
        key = (scope.tenant, frozenset(titles.items()))
        names = self._past.get(key)
        if names is None:
            names = await asyncio.to_thread(Names, titles)
            while len(self._past) >= _PAST:
                self._past.pop(next(iter(self._past)))
            self._past[key] = names
        return names

    async def _again(self, scope: Scope) -> None:
        with suppress(IndexDown):  # the names there are stay; the next question tries again
            self._kept[scope.tenant] = await self._made(scope)

    async def _made(self, scope: Scope) -> _Kept:
        written = self._index.written(scope)
        titles = await self._index.titles(scope)
        names = await asyncio.to_thread(Names, titles)
        return _Kept(names, written, time.monotonic())
