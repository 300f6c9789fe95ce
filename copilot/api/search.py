"""What retrieval finds, with scores: for people who tune, for evaluators, and for the page's search box."""

from typing import Annotated, Self

from litestar import post
from litestar.params import JSONBody
from pydantic import Field, StringConstraints, model_validator

from copilot.api.access import require
from copilot.api.given import CallerGiven, PartsGiven
from copilot.api.problems import problems
from copilot.assist.notes import noted
from copilot.domain import Caller, Confidence, Conversation, Reason
from retrieval.documents import (
    DocumentId,
    Explain,
    Found,
    Frozen,
    Kind,
    Language,
    Moment,
    Query,
    Side,
    Tag,
    Visibility,
)
from retrieval.scope import Audience, Scope
from retrieval.segments import segments_of
from retrieval.text import detect_language
from retrieval.thread import query_from_thread

Segment = Annotated[str, StringConstraints(min_length=1, max_length=256, pattern=r"\S")]


class SearchSegments(Frozen):
    """Whom the answer is for: what is tagged for another brand, market or plan is not found."""

    brand: Segment | None = None
    market: Segment | None = None
    plan: Segment | None = None


class SearchFilters(Frozen):
    tags: Annotated[tuple[Tag, ...], Field(max_length=50)] = ()
    """Any of them."""
    segments: SearchSegments = SearchSegments()
    language: Language | None = None
    """Only this one; ``en`` holds for ``en-US`` too."""


class SearchRequest(Frozen):
    """The body of ``POST /v1/search``: a query, or a conversation to make one from."""

    query: Annotated[str, StringConstraints(min_length=1, max_length=20_000)] | None = None
    conversation: Conversation | None = None
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1, max_length=2)] | None = None
    """Both where absent (articles only for keys of role ``bot``)."""
    audience: Audience | None = None
    """Who will read what is found; the widest that the key may ask for where absent."""
    filters: SearchFilters = SearchFilters()
    limit: Annotated[int, Field(ge=1, le=100)] = 10
    per_source: Annotated[int, Field(ge=1, le=20)] = 1
    below_floor: bool = False
    explain: bool = False
    as_of: Moment | None = None
    exclude: Annotated[tuple[DocumentId, ...], Field(max_length=1000)] = ()

    @model_validator(mode="after")
    def _one_question(self) -> Self:
        if (self.query is None) == (self.conversation is None):
            raise ValueError("give either 'query' or 'conversation'")
        return self


class SearchPassage(Frozen):
    """A passage that was found."""

    passage_id: str
    kind: Kind
    source_id: str
    side: Side
    title: str
    section: str
    url: str | None
    text: str
    language: str | None
    visibility: Visibility
    tags: tuple[str, ...]
    relevance: Confidence
    below_floor: bool
    other_language: bool
    explain: Explain | None


class SearchResponse(Frozen):
    passages: tuple[SearchPassage, ...]
    """Best first."""
    reason: str | None
    """Why there are none: ``small_talk``, ``no_question``, ``below_floor``, ``nothing_indexed``, ``stale_only``,
    ``filtered_out``..."""
    notes: tuple[Reason, ...] = ()
    """What makes the search less than it could be: ``language_weak``, with the model to use instead."""
    timings_ms: dict[str, float]


@post("/v1/search", status_code=200, responses=problems(400, 401, 403, 413, 415, 503), tags=["search"])
async def search(data: JSONBody[SearchRequest], caller: CallerGiven, parts: PartsGiven) -> SearchResponse:
    """Find passages. `as_of` and `exclude` are for keys of role `evaluator` or `admin`."""
    scope, kinds = allowed(data, caller)
    query = query_of(data)
    if query is None:
        return SearchResponse(passages=(), reason=_nothing_asked(data), timings_ms={})
    found = await parts.retriever.search(
        query,
        scope,
        kinds=kinds,
        limit=data.limit,
        per_source=data.per_source,
        below_floor=data.below_floor,
        explain=data.explain,
    )
    return SearchResponse(
        passages=tuple(_passage(f) for f in found.passages),
        reason=found.reason,
        notes=noted(found.notes, parts.embedder.name),
        timings_ms=found.timings_ms,
    )


def _nothing_asked(data: SearchRequest) -> str:
    """Whether a customer said something that asks nothing, or none said a word."""
    messages = data.conversation.messages if data.conversation else ()
    spoke = any(m.author == "customer" and not m.private for m in messages)
    return "small_talk" if spoke or data.conversation is None else "no_question"


def allowed(data: SearchRequest, caller: Caller) -> tuple[Scope, tuple[Kind, ...]]:
    """What the caller's role may look at. Raises Forbidden where the request asks for more.

    A bot sees what customers may: no internal articles, and no past conversations, whose text is other customers'.
    """
    if data.audience == "agent":
        require(caller, "agent", "evaluator", "admin", what="audience 'agent'")
    if data.kinds and "resolution" in data.kinds:
        require(caller, "agent", "evaluator", "admin", what="searching resolutions")
    if data.as_of or data.exclude:
        require(caller, "evaluator", "admin", what="'as_of' and 'exclude'")
    bot = caller.role == "bot"
    scope = Scope(
        tenant=caller.tenant,
        audience=data.audience or ("customer" if bot else "agent"),
        tags=data.filters.tags,
        segments=segments_of(data.filters.segments.model_dump()),
        language=data.filters.language,
        as_of=data.as_of,
        exclude=frozenset(data.exclude),
    )
    every: tuple[Kind, ...] = ("article",) if bot else ("article", "resolution")
    return scope, tuple(dict.fromkeys(data.kinds or every))


def query_of(data: SearchRequest) -> Query | None:
    """The query; None where a conversation asks nothing."""
    if data.conversation is not None:
        thread = data.conversation
        return query_from_thread(thread.messages, subject=thread.subject, language=thread.language)
    text = data.query or ""
    return Query(text=text, language=data.filters.language or detect_language(text))


def _passage(found: Found) -> SearchPassage:
    p = found.passage
    return SearchPassage(
        passage_id=p.id,
        kind=p.kind,
        source_id=p.source_id,
        side=p.side,
        title=p.title,
        section=p.section,
        url=p.url,
        text=p.text,
        language=p.language,
        visibility=p.visibility,
        tags=p.tags,
        relevance=found.relevance,
        below_floor=found.below_floor,
        other_language=found.other_language,
        explain=found.explain,
    )


HANDLERS = [search]
