"""A question to the passages that answer it, or why there are none."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from retrieval import bm25
from retrieval.alive import Standing
from retrieval.chunk import embedding_text
from retrieval.documents import Found, Kind, NoneFound, Query, SearchNote, SearchResult
from retrieval.embed import Embedder, EmbedderUnavailable
from retrieval.index import Hit, IndexDown, KnowledgeIndex, Sparse, Vector
from retrieval.lexicon import Lexicon
from retrieval.names import NOTHING, Spoken
from retrieval.outdated import outdated
from retrieval.rated import Rated, as_found, as_seen, at_most, id_as_seen, ranked, weighed
from retrieval.relevance import (
    FLOOR,
    SIMILAR_FLOOR,
    Terms,
    fused,
    is_other_language,
    likeness,
    relevance,
    share_crowd,
)
from retrieval.rerank import READ, Reranker, RerankerUnavailable
from retrieval.scope import Scope

_POOL = 40
"""Hits of each half in each pool, at least."""
_RANKED = 16
"""Hits of a pool that are looked at closely, at least: after them nothing has climbed to the top in our questions."""
_SPARE = 8
"""Hits looked at besides, in place of those that turn out to be superseded."""
_ELSEWHERE = 0.3
"""What it takes off the fused score, which decides what is looked at closely, that the talk is of another name."""
_WITHIN = 24
"""Hits of each half under the names that are spoken of."""
_BESIDE = 2
"""Passages of a document that are looked at closely besides those that may be shown: the best of a long page may be its
third by fused score, and twenty passages of three pages leave no room for a fourth page."""
_KINDS: tuple[Kind, ...] = ("article", "resolution")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as both halves read it; ``dense`` is None where the embedder is gone."""

    query: Query
    dense: Vector | None
    bm25: Sparse
    weak: bool = False
    """In a language that the embedding model doesn't know."""
    spoken: Spoken = NOTHING
    """The names in it that articles are under."""
    settled: bool = True
    """These are the names of the titles as they are now."""


class Retriever:
    """Searches articles and resolutions apart and merges them by evidence."""

    def __init__(self, index: KnowledgeIndex, embedder: Embedder, reranker: Reranker | None = None) -> None:
        self._index = index
        self._embedder = embedder
        self._reranker = reranker
        self._lexicon = Lexicon(index)

    def on(self, index: KnowledgeIndex, embedder: Embedder) -> "Retriever":
        """The same on another index."""
        return Retriever(index, embedder, self._reranker)

    def version(self) -> int | None:
        """Another number after every write to the index; None where others write too."""
        return self._index.version()

    @property
    def embedder(self) -> Embedder:
        """What questions are embedded with; for comparing texts with what was found."""
        return self._embedder

    def standing(self, scope: Scope, *, cases: int = 0) -> Standing:
        """For searches of one request, so that what they find is looked up once; of the scope its tenant and time.
        ``cases``: how many like cases will be asked for besides."""
        return Standing(self._index, scope, resolutions=_cases(cases) if cases else 0)

    async def search(
        self,
        query: Query,
        scope: Scope,
        *,
        kinds: Sequence[Kind] = _KINDS,
        limit: int = 10,
        per_source: int = 1,
        below_floor: bool = False,
        internal: bool = False,
        explain: bool = False,
        why: bool = True,
        standing: Standing | None = None,
        respell: bool = True,
    ) -> SearchResult:
        """The passages that answer, best first, at most ``per_source`` of one document; or the reason for none.

        ``below_floor`` returns the others too, marked. An index that can't be reached is the reason ``unavailable``;
        where only the embedder is gone, words alone decide. Readers other than agents get a resolution's answer in
        place of the customer's words. ``internal`` brings internal articles too, whoever the reader is, for an agent
        beside them: in the same pass, and marked by their visibility. Without ``why`` nothing more is searched for
        the reason for none, which is ``below_floor`` then. ``respell``: where nothing answers, ask once more with the
        slips of the pen put right.
        """
        started = perf_counter()
        timings = {"embed": 0.0}
        if not _asks(query):
            return SearchResult(reason="empty_query")
        wanted = [kind for kind in _KINDS if kind in kinds]
        seen = scope.for_audience("agent") if internal else scope
        standing = standing or self.standing(scope)
        try:
            asked = await self._ask(query, seen if "article" in wanted else None)
            standing.whole = standing.whole and asked.settled
            timings["embed"] = _since(started)
            searching = perf_counter()
            looked = max(_RANKED, 2 * limit) + _SPARE
            pools = await asyncio.gather(
                *(
                    self._pool(
                        asked,
                        seen,
                        standing,
                        kind,
                        max(_POOL, 3 * limit),
                        looked=looked,
                        per_source=per_source + _BESIDE,
                    )
                    for kind in wanted
                )
            )
            share_crowd([pool.terms for pool in pools])
            timings["search"] = _since(searching)
            ranking = perf_counter()
            hits = dict(zip(wanted, (pool.standing for pool in pools), strict=True))
            told = outdated(hits.get("article", ()), hits.get("resolution", ()), scope.as_of)
            most, language = max(_RANKED, 2 * limit), query.language
            rated = [weighed(pool.standing[:most], pool.terms, language, scope, told) for pool in pools]
            found = ranked([r for of in rated for r in of])
            if self._reranker is not None:
                read = await self._read_again(self._reranker, query, found, scope)
                found, standing.whole = read or found, standing.whole and read is not None
            timings["rank"] = _since(ranking)
            good = [r for r in found if not r.below_floor]
            if respell and not good and (meant := _meant(query, pools)) is not None:
                again = await self.search(  # once: two words that are each other's slip would take turns for ever
                    meant, scope, kinds=kinds, limit=limit, per_source=per_source, below_floor=below_floor,
                    internal=internal, explain=explain, why=why, standing=standing, respell=False,
                )  # fmt: skip
                if again.reason is None:
                    return again
            reason = None if good else await self._why(asked, scope, standing, wanted, pools) if why else "below_floor"
        except IndexDown:
            standing.whole = False
            return SearchResult(reason="unavailable", timings_ms=timings | {"total": _since(started)})
        best = at_most(per_source, found if below_floor else good)[:limit]
        shown = [as_found(r, query, scope, explain=explain) for r in best]
        timings["total"] = _since(started)
        notes: tuple[SearchNote, ...] = ("language_weak",) if asked.weak else ()
        return SearchResult(passages=tuple(shown), reason=reason, notes=notes, timings_ms=timings)

    async def similar(
        self, query: Query, scope: Scope, *, limit: int = 50, standing: Standing | None = None
    ) -> list[Found]:
        """Past cases like this one, each by its problem passage, best first, solved or not: for counting.

        What was answered tells cases apart as well as what was asked, so the nearer side counts (of 330 past cases
        the nearest had the same action in 42 % instead of 38 %). How a case ended does not move it. Raises IndexDown.
        """
        if not _asks(query):
            return []
        asked = await self._ask(query, None)
        # how alike two cases are, no crowd tells, but where the model doesn't know the language
        pool = await self._pool(
            asked, scope, standing or self.standing(scope), "resolution", _cases(limit), looked=3 * limit,
            vectors=asked.weak,
        )  # fmt: skip
        scores: dict[str, float] = {}
        for hit in pool.standing:
            source = hit.passage.source_id
            scores[source] = max(scores.get(source, 0.0), likeness(hit, pool.terms))
        rated = [
            Rated(hit, hit.passage.id, scores[hit.passage.source_id])
            for hit in pool.standing
            if hit.passage.side == "problem" and scores[hit.passage.source_id] >= SIMILAR_FLOOR
        ]
        return [
            Found(
                passage=r.hit.passage,
                relevance=r.relevance,
                other_language=is_other_language(r.hit.passage, query.language),
            )
            for r in at_most(1, ranked(rated))[:limit]
        ]

    async def _read_again(
        self, reranker: Reranker, query: Query, found: list[Rated], scope: Scope
    ) -> list[Rated] | None:
        """The best passages in the reranker's order; None where it fails."""
        best = found[:READ]
        try:
            order = await reranker.order(query.text, [embedding_text(as_seen(r.hit.passage, scope)) for r in best])
        except RerankerUnavailable:
            return None
        return [*(best[n] for n in order), *found[READ:]]

    async def _ask(self, query: Query, scope: Scope | None) -> _Asked:
        """The question, with the names of the scope's articles in it (None: no names). Raises IndexDown."""
        # the model has a thread of its own: words and names are looked up meanwhile
        dense, (words, spoken, settled) = await asyncio.gather(self._dense(query), self._words(query, scope))
        known, language = self._embedder.languages, (query.language or "").split("-")[0]
        weak = known is not None and bool(language) and language not in known
        return _Asked(query, dense, words, weak, spoken, settled)

    async def _dense(self, query: Query) -> Vector | None:
        try:
            return await self._embedder.query(query.text)
        except EmbedderUnavailable:
            return None

    async def _words(self, query: Query, scope: Scope | None) -> tuple[Sparse, Spoken, bool]:
        words = bm25.query(query.terms or ((query.text, 1.0),), query.language)
        if scope is None:
            return words, NOTHING, True
        names = await self._lexicon.names(scope)
        settled = self._lexicon.current(scope)  # of these very names: nothing is awaited in between
        return words, names.spoken_of(query.said or (query.text,)), settled

    async def _pool(
        self,
        asked: _Asked,
        scope: Scope,
        standing: Standing,
        kind: Kind,
        limit: int,
        *,
        looked: int,
        per_source: int | None = None,
        vectors: bool = True,
    ) -> "_Pool":
        """The ``looked`` best hits among the ``limit`` of each half, at most ``per_source`` of one document, and which
        of them stand."""
        found = await standing.nearest(scope, kind, asked.dense, asked.bm25, limit=limit, vectors=vectors)
        spoken = asked.spoken if kind == "article" else NOTHING
        if spoken.titles:  # a name may have hundreds of passages: the right ones are not among the best of all
            within = replace(scope, titles=tuple(spoken.titles))
            there = {(h.passage.id, h.generation) for h in found}
            named = await self._index.search(within, kind, asked.dense, asked.bm25, limit=min(limit, _WITHIN))
            found = [*found, *(h for h in named if (h.passage.id, h.generation) not in there)]
        best = sorted(found, key=lambda h: _ELSEWHERE * spoken.elsewhere(h.passage.title) - fused(h))
        hits = (best if per_source is None else _varied(best, per_source))[:looked]
        terms = Terms(asked.query, asked.bm25, hits, spoken, weak=asked.weak, found=found)
        return _Pool(hits, await standing.of(hits), terms)

    async def _why(
        self, asked: _Asked, scope: Scope, standing: Standing, kinds: Sequence[Kind], pools: Sequence["_Pool"]
    ) -> NoneFound:
        """The reason for no passage above the floor."""
        replaced = [(hit, pool.terms) for pool in pools for hit in pool.dropped]
        if "article" in kinds:
            stale = replace(scope, stale=True)
            expired = await self._index.search(stale, "article", asked.dense, asked.bm25, limit=_RANKED)
            among = Terms(asked.query, asked.bm25, [*expired, *(hit for pool in pools for hit in pool.hits)])
            replaced += [(hit, among) for hit in expired]
        if any(relevance(hit, terms, 1.0) >= FLOOR for hit, terms in replaced):
            return "stale_only"
        wide = replace(scope, audience="agent", tags=(), segments=(), language=None)
        for kind in kinds if wide != scope else ():
            pool = await self._pool(asked, wide, standing, kind, _POOL, looked=_RANKED)
            shown = [hit for hit in pool.standing if id_as_seen(hit.passage, scope) is not None]
            if any(relevance(hit, pool.terms, 1.0) >= FLOOR for hit in shown):
                return "filtered_out"
        if any(pool.standing for pool in pools):
            return "below_floor"
        counts = [await self._index.count(scope, kind) for kind in kinds]
        if not any(counts) or (scope.as_of is not None and not any(pool.hits for pool in pools)):
            return "nothing_indexed"
        # vectors always find something; words alone may find nothing
        return "below_floor" if asked.dense is None else "filtered_out"


@dataclass(frozen=True, slots=True)
class _Pool:
    hits: list[Hit]
    standing: list[Hit]
    terms: Terms

    @property
    def dropped(self) -> list[Hit]:
        """Superseded, mostly."""
        stands = {(h.passage.id, h.generation) for h in self.standing}
        return [h for h in self.hits if (h.passage.id, h.generation) not in stands]


def _meant(query: Query, pools: Sequence[_Pool]) -> Query | None:
    """The question with its slips of the pen put right by what the pools hold; None where there are none."""
    terms = query.terms or ((query.text, 1.0),)
    for pool in pools:
        text = pool.terms.respelt(query.text)
        if text != query.text:
            meant = tuple((pool.terms.respelt(piece), weight) for piece, weight in terms)
            return query.model_copy(update={"text": text, "terms": meant})
    return None


def _varied(hits: Sequence[Hit], per_source: int) -> list[Hit]:
    """The hits in their order, without those of a document that has had ``per_source`` already."""
    taken: Counter[tuple[str, str]] = Counter()
    kept = []
    for hit in hits:
        document = (hit.passage.source_id, hit.generation)
        taken[document] += 1
        if taken[document] <= per_source:
            kept.append(hit)
    return kept


def _cases(limit: int) -> int:
    """Hits of each half for so many like cases, which are each found by what was asked and by what was answered."""
    return max(_POOL, 2 * limit)


def _asks(query: Query) -> bool:
    return any(c.isalnum() for c in query.text) or any(c.isalnum() for piece, _ in query.terms for c in piece)


def _since(start: float) -> float:
    return round((perf_counter() - start) * 1000, 3)
