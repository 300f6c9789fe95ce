"""Everything that one request needs from the knowledge: for the customer, for the agent, for counting."""

import asyncio
import re
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from copilot.assist.case import Case, apart
from copilot.assist.closeness import Closeness
from copilot.assist.extract import promising, question, quotable_text, rarity
from copilot.assist.issue import IMPLIED, matter, ranked_sentences, topics
from copilot.assist.notes import noted
from copilot.domain import Reason, Source, title_of
from copilot.guard.words import content
from retrieval.alive import Standing
from retrieval.documents import Found, Kind, Message, Query, SearchResult
from retrieval.embed import EmbedderUnavailable
from retrieval.index import IndexDown
from retrieval.scope import Scope
from retrieval.search import Retriever
from retrieval.thread import query_from_thread

OUTAGES = (IndexDown, EmbedderUnavailable)
_WHY = {
    "nothing_indexed": "No knowledge has been imported yet.",
    "below_floor": "Nothing in the knowledge fits well enough.",
    "stale_only": "Only expired articles fit.",
    "filtered_out": "What fits may not be shown to this customer.",
    "empty_query": "Nothing is asked yet.",
}
_ASKS = 2
"""Questions of one turn that are searched for on their own."""
_ALONE = 3
"""Content words from which on each of two questions in one sentence is searched for."""
_MAIN, _ASKED, _ECHO = 0.8, 0.6, 0.7
"""How much a search vouches for what it finds: for the thread, for one question, for what was found before."""
_SURE = 0.75
"""Relevance from which on a page's title is searched for, to bring its other passages."""
_ADVICE = re.compile(
    r"\b(?:taxable|tax (?:advice|return|benefit)|deductible|deduct|lawyer|legal advice|liabilit\w+|diagnos\w+|"
    r"medication|"
    r"investment advice|steuerlich\w*|absetzbar|absetzen|geldwert\w*|rechtsberatung|haftung|diagnose|"
    r"medikament\w*)\b",
    re.IGNORECASE,
)
_BESIDE = 0.8
"""Share of a page's best relevance that its other passages have at least."""
_FOUND, _FOUND_BESIDE = 16, 8
"""Passages that are taken from the search for the thread, and from each other one."""
_ALIKE = 50
"""Past cases in which it is counted what was done."""
_KINDS: tuple[Kind, ...] = ("article", "resolution")
"""The thread finds both; for a key sentence past cases bring nothing that the articles don't, and cost as much."""
_SHOWN = 6
"""Articles that an agent is shown besides those that the replies rest on."""
_LOOKED_AT = 12
"""Passages of each kind of which the parts are looked at."""
_COMPARED, _COMPARED_PAST, _COMPARED_EACH = 12, 4, 6
"""Parts of articles and of past answers that are compared in meaning, the best by their words, and at least one of each
of the first passages: embedding is what a request takes longest for, and with all parts of twelve passages the replies
were no better."""
_NEAR = 0.5
"""Relevance from which on a past case is near enough to ask with its answer."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What retrieval found for one thing that was asked; ``ask`` None for the thread as a whole."""

    ask: str | None
    found: tuple[Found, ...]


@dataclass
class Gathered:
    """What was found. ``answered`` holds only what a customer may read; ``sources`` is for the agent."""

    query: Query | None
    answered: tuple[Answered, ...] = ()
    beside: tuple[Found, ...] = ()
    """The best articles for an agent, internal ones too."""
    reasons: list[Reason] = field(default_factory=list)
    notes: tuple[Reason, ...] = ()
    """What makes it less than it could be although nothing failed."""
    down: bool = False
    """The vector store or the embedder is gone."""
    beyond: bool = False
    """Advice is asked for that nobody here has given: like cases are none."""
    standing: Standing | None = None
    """What the searches had in common, for those that follow."""

    @cached_property
    def evidence(self) -> tuple[tuple[Found, str], ...]:
        """Passages for a customer's reply, best first, each once, with the text that may be quoted."""
        out: dict[str, tuple[Found, str]] = {}
        for part in self.answered:
            for found in part.found:
                text = quotable_text(found.passage)
                if text and not found.below_floor and found.passage.visibility == "public":
                    out.setdefault(found.passage.id, (found, text))
        return tuple(out.values())

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """What the agent finds and what the replies rest on; made when it is first asked for, since a model isn't."""
        return shown_sources(self.beside, [f for f, _ in self.evidence])


async def gather(
    retriever: Retriever,
    case: Case,
    scope: Scope,
    *,
    for_agent: bool,
    extra: Sequence[str] = (),
) -> Gathered:
    """Search for the thread, for what its key sentences and questions say, and for ``extra`` texts (a draft).

    A long message is a poor question: its key sentences find what the whole does not. And what was answered in a
    case like this one finds the article that the answer came from. Never raises for a lost store.
    """
    query = asked_about(case)
    if query is None and not extra:
        return Gathered(None, reasons=[Reason(stage="replies", code="small_talk", detail="Nothing is asked yet.")])
    mine = scope.for_audience("public" if case.public else "customer")
    asks = _separate(case) if query else []
    wanted = [_Search(None, query, _MAIN)] if query else []
    wanted += [_Search(None, Query(text=text[:2000], language=case.language), _MAIN) for text in extra]
    keys = topics(case) if query else ()
    wanted += [_Search(None, q, w) for key, w in keys if (q := _focused(case, key)) is not None and q != query]
    # a question that is a key sentence gets its own answer too, but what it finds counted already
    heard = {a for a in asks if any(a in key for key, _ in keys)}
    wanted += [_Search(a, q, 0.0 if a in heard else _ASKED) for a in asks if (q := _focused(case, a)) is not None]
    # where an agent's actions are counted, the thread's like cases are found in the same pass
    standing = retriever.standing(mine, cases=_ALIKE if for_agent and "next_actions" in case.request.want else 0)

    def search(wanted: _Search, *, internal: bool = False, why: bool = False) -> Coroutine[None, None, SearchResult]:
        if wanted.ask is not None:
            return retriever.search(wanted.query, mine, kinds=("article",), limit=3, why=why, standing=standing)
        first = wanted.query is query
        return retriever.search(
            wanted.query, mine, kinds=_KINDS if first else _KINDS[:1], limit=_FOUND if first else _FOUND_BESIDE,
            per_source=4, below_floor=True, internal=internal, why=why, standing=standing,
        )  # fmt: skip

    searches = [search(w, internal=for_agent and n == 0, why=n == 0) for n, w in enumerate(wanted)]
    results = await asyncio.gather(*searches, return_exceptions=True)
    out = Gathered(query, standing=standing)
    _raise_bug(results)
    out.down = any(isinstance(r, BaseException) or r.reason == "unavailable" for r in results)
    good = [(w, r) for w, r in zip(wanted, results, strict=True) if isinstance(r, SearchResult)]
    out.notes = noted((note for _, r in good for note in r.notes), retriever.embedder.name)
    out.beside = _beside(good[0][1].passages) if for_agent and good else ()
    good = [(w, r.model_copy(update={"passages": _public(r.passages)})) for w, r in good]
    if not out.down:
        expanded = _expanded(case, _merged([(w, r.passages) for w, r in good if w.ask is None]))
        if expanded is not None:
            more = await retriever.search(
                expanded, mine, kinds=("article",), limit=8, per_source=4, below_floor=True, why=False,
                standing=standing,
            )  # fmt: skip
            good.append((_Search(None, expanded, _ECHO), more))
    whole = _merged([(w, r.passages) for w, r in good])
    out.beyond = advice_unbacked(case, whole)
    if out.beyond:
        whole, good = (), []
    out.answered = (Answered(None, whole), *(Answered(w.ask, r.passages) for w, r in good if w.ask and r.passages))
    if out.down:
        detail = "The knowledge can't be searched at the moment."
        out.reasons.append(Reason(stage="retrieval", code="retrieval_unavailable", detail=detail))
    elif not any(a.found for a in out.answered):
        reason = "below_floor"
        if (silent := next(((w, r) for w, r in good if r.reason), None)) is not None:
            told = silent[1] if silent[0] is wanted[0] else await search(silent[0], why=True)
            reason = told.reason or reason
        out.reasons.append(Reason(stage="retrieval", code=reason, detail=_WHY.get(reason, "")))
    return out


def asked_about(case: Case) -> Query | None:
    """The thread as a question; None for small talk."""
    return query_from_thread(case.visible, subject=case.conversation.subject, language=case.language)


def _public(found: Sequence[Found]) -> tuple[Found, ...]:
    return tuple(f for f in found if f.passage.visibility == "public")


def _beside(found: Sequence[Found]) -> tuple[Found, ...]:
    """The best articles for the agent, one passage each, internal ones too."""
    best: dict[str, Found] = {}
    for f in found:
        if f.passage.kind == "article" and not f.below_floor:
            best.setdefault(f.passage.source_id, f)
    return tuple(best.values())[:_SHOWN]


async def nearness(closeness: Closeness, case: Case, found: Gathered) -> Mapping[str, float]:
    """For the best passages' sentences, how near they are to the key sentences, the questions, and what was answered in
    like cases: for choosing what is quoted."""
    if found.down or not found.evidence:
        return {}
    asked = question(matter(case), case.language)
    idf = rarity([text for _, text in found.evidence], case.language)
    articles = [e for e in found.evidence if e[0].passage.kind == "article"]
    past = [e for e in found.evidence if e[0].passage.kind == "resolution"]
    parts = promising(asked, articles[:_LOOKED_AT], idf, most=_COMPARED, each=_COMPARED_EACH)
    answers = promising(asked, past[:_LOOKED_AT], idf, most=_COMPARED_PAST)
    to = [(s, 1.0) for s in (*(key for key, _ in topics(case)), *(_separate(case) or case.asks[-_ASKS:]))]
    subject = case.conversation.subject or ""
    to += [(subject, 0.9)] if len(content(subject, case.language)) > 1 else []
    to += [(said, 0.8 * f.relevance) for said, f in answers if f.relevance >= _NEAR]
    return await closeness.near([said for said, _ in (*parts, *answers)], to)


async def similar(
    retriever: Retriever, case: Case, query: Query, scope: Scope, standing: Standing | None = None
) -> tuple[Found, ...]:
    """Past cases like this one, for counting what was done in them; none where the store is gone. ``standing``: of the
    request's other searches."""
    keys = [key for key, _ in topics(case)]
    # what is wanted, and who writes an address wants it changed; the second sentence mostly leads astray
    focused = (_focused(case, key) for key in dict.fromkeys([*keys[:1], *(k for k in keys[1:] if k in IMPLIED)]))
    queries = list(dict.fromkeys([query, *(q for q in focused if q is not None)]))
    try:
        mine = scope.for_audience("agent")
        standing = standing or retriever.standing(mine)
        found = await asyncio.gather(*(retriever.similar(q, mine, limit=_ALIKE, standing=standing) for q in queries))
    except OUTAGES:
        return ()
    return _merged([(_Search(None, q, 0.6), f) for q, f in zip(queries, found, strict=True)])


@dataclass(frozen=True, slots=True)
class _Search:
    ask: str | None
    query: Query
    weight: float
    """How much it vouches for what it finds, 0..1."""


def _raise_bug(results: Sequence[object]) -> None:
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, OUTAGES):
            raise result


def advice_unbacked(case: Case, found: Sequence[Found]) -> bool:
    """True where tax, legal or medical advice is asked for and nothing found speaks of it: a near miss is no answer."""
    asked = {m.lower() for key, _ in topics(case) for m in _ADVICE.findall(key)}
    if not asked:
        return False
    known = " ".join(f"{f.passage.title} {f.passage.text}" for f in found).lower()
    return not any(word in known for word in asked)


def _merged(found: Sequence[tuple[_Search, Sequence[Found]]]) -> tuple[Found, ...]:
    """Each passage once. What several searches find stands on more than one leg, and is the more relevant for it."""
    doubt: dict[str, float] = {}
    best: dict[str, Found] = {}
    for search, passages in found:
        for f in passages:
            key = f.passage.id
            doubt[key] = doubt.get(key, 1.0) * (1.0 - search.weight * f.relevance)
            if key not in best or best[key].relevance < f.relevance:
                best[key] = f
    relevance = {key: round(1.0 - doubt[key], 4) for key in best}
    pages: dict[tuple[str, str], float] = {}
    for key, f in best.items():
        if not f.below_floor:
            page = (f.passage.kind, f.passage.source_id)
            pages[page] = max(pages.get(page, 0.0), relevance[key])
    out = []
    for key, f in best.items():
        of_page = pages.get((f.passage.kind, f.passage.source_id), 0.0)
        if of_page:  # what a passage says may only be clear beside the rest of its page
            least = _BESIDE * of_page if f.passage.kind == "article" else 0.0
            out.append(f.model_copy(update={"relevance": max(relevance[key], least), "below_floor": False}))
    return tuple(sorted(out, key=lambda f: (-f.relevance, f.passage.id)))


def _focused(case: Case, text: str) -> Query | None:
    """A question of one sentence, with the subject."""
    message = Message(author="customer", text=text)
    return query_from_thread([message], subject=case.conversation.subject, language=case.language)


def _expanded(case: Case, found: Sequence[Found]) -> Query | None:
    """The nearest page's title and what was said in the nearest case that went well, as a question to the articles."""
    page = next((f.passage.title for f in found if f.passage.kind == "article" and f.relevance >= _SURE), "")
    past = next(
        (
            quotable_text(f.passage)
            for f in found
            if f.passage.kind == "resolution" and f.relevance >= _NEAR and not f.passage.metadata.get("reopened")
        ),
        "",
    )[:300]
    if not page and not past:
        return None
    key = next(iter(ranked_sentences(case)), "")
    terms = tuple((text, weight) for text, weight in ((key, 1.0), (page, 0.8), (past, 0.6)) if text)
    return Query(text=f"{page}. {key} {past}".strip(". ")[:600], terms=terms, language=case.language)


def _separate(case: Case) -> list[str]:
    """The questions worth a search of their own: two or more in one turn, each with something to search for."""
    asks: list[str] = []
    for ask in case.asks:
        halves = apart(ask)
        alone = all(len(content(h, case.language)) >= _ALONE for h in halves)
        asks += [a for a in (halves if alone else [ask]) if len(content(a, case.language)) >= 2]
    return asks[-_ASKS:] if len(asks) >= 2 else []


def source(found: Found) -> Source:
    """A passage as the agent sees it; of a resolution its agent side, with the other customer taken out."""
    p = found.passage
    answered = p.side == "problem" and bool(p.metadata.get("answer"))
    return Source(
        passage_id=f"resolution:{p.source_id}#1" if answered else p.id,  # as a reply cites it
        kind=p.kind,
        source_id=p.source_id,
        title=title_of(p),
        section=p.section,
        url=p.url,
        text=quotable_text(p),
        relevance=found.relevance,
        visibility=p.visibility,
        language=p.language,
    )


def shown_sources(for_agent: Sequence[Found], needed: Sequence[Found]) -> tuple[Source, ...]:
    """What the agent finds and what the replies rest on, each once, best first."""
    out: dict[str, Source] = {}
    for found in (*for_agent, *needed):
        made = source(found)
        if made.text:
            out.setdefault(made.passage_id, made)
    return tuple(sorted(out.values(), key=lambda s: -s.relevance))
