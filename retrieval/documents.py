"""The nouns of retrieval: what is indexed (articles, resolutions) and what is found (passages)."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from retrieval.segments import SEGMENTS

Kind = Literal["article", "resolution"]
Visibility = Literal["public", "internal"]
Author = Literal["customer", "agent", "bot", "system"]
Channel = Literal[
    "email",
    "chat",
    "whatsapp",
    "messenger",
    "instagram",
    "sms",
    "imessage",
    "x",
    "review",
    "community",
    "phone",
    "video",
    "web",
    "other",
]
Side = Literal["article", "problem", "answer"]
"""Which part of its document a passage is: a piece of an article, or one side of a resolution."""

DocumentId = Annotated[str, StringConstraints(min_length=1, max_length=512, pattern=r"^[^\x00-\x1f\x7f]+$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)]
Tag = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Text = Annotated[str, StringConstraints(max_length=2_000_000)]
Source = Annotated[str, StringConstraints(min_length=1, max_length=512, pattern=r"^[^\x00-\x1f\x7f]+$")]
"""Which folder or export a document came from: what is mirrored is removed by it."""
_YEARS = 10_000
"""Seconds of 1970 that are taken for what was meant, years: a number alone is read as epoch seconds."""


def misfit(field: str) -> str:
    """What a text should be that doesn't fit the pattern of a field with this name."""
    if field == "language":
        return "should be a language code such as en, de or pt-BR"
    return "should not be blank" if field in SEGMENTS else "should be one line of printable characters"


def _in_utc(at: datetime) -> datetime:
    try:
        utc = at.astimezone(UTC)
    except OverflowError:
        raise ValueError("is outside the years 1 to 9999 in UTC") from None
    if utc.year == 1970 and 0 < utc.timestamp() < _YEARS:
        raise ValueError("should be a time such as 2026-03-31T14:00:00Z")
    return at


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""A time with its zone, which can be told in UTC too."""


class Frozen(BaseModel):
    """Base of everything that crosses a door: immutable, and unknown fields are refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Attachment(Frozen):
    type: Annotated[str, StringConstraints(max_length=64)] = "file"
    name: Annotated[str, StringConstraints(max_length=512)] | None = None
    url: Annotated[str, StringConstraints(max_length=2048)] | None = None
    text: Annotated[str, StringConstraints(max_length=100_000)] | None = None
    """What was read from it, if anything was."""


class Message(Frozen):
    author: Author
    text: Annotated[str, StringConstraints(max_length=500_000)]
    id: Annotated[str, StringConstraints(min_length=1, max_length=256)] | None = None
    """Made (``m1``, ``m2``...) where absent."""
    sent_at: Moment | None = None
    private: bool = False
    """A note among agents; never shown to a customer, never in a prompt for one."""
    attachments: tuple[Attachment, ...] = ()


class ActionDone(Frozen):
    """An action that was taken in a conversation."""

    action: Annotated[str, StringConstraints(min_length=1, max_length=128)]
    arguments: dict[str, Any] = Field(default_factory=dict)
    after: str | None = None
    """Id of the message after which it was done."""


class Outcome(Frozen):
    solved: bool = True
    reopened: bool = False
    rating: Annotated[int, Field(ge=1, le=5)] | None = None
    closed_at: Moment | None = None


class ArticleBody(Frozen):
    """A knowledge article without its id, as ``PUT /v1/articles/{id}`` takes it."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=1000, strip_whitespace=True)]
    body: Annotated[Text, StringConstraints(min_length=1)]
    format: Literal["markdown", "html", "text"] = "markdown"
    url: Annotated[str, StringConstraints(max_length=2048)] | None = None
    language: Language | None = None
    """Detected from the text where absent."""
    visibility: Visibility = "public"
    tags: tuple[Tag, ...] = ()
    valid_from: Moment | None = None
    valid_until: Moment | None = None
    supersedes: tuple[DocumentId, ...] = ()
    """Ids of articles and resolutions that this one replaces; they are no longer found while it is valid. An id is an
    article's where there is one, else a resolution's; ``resolution:ID`` is always a resolution's."""
    updated_at: Moment | None = None
    """When the source changed it. A write older than what is stored changes nothing."""
    source: Source | None = None
    """The folder or export it came from, to list and mirror by; it says nothing about the content."""


class Article(ArticleBody):
    id: DocumentId


class ResolutionBody(Frozen):
    """A past conversation that was closed, without its id."""

    channel: Channel = "other"
    language: Language | None = None
    subject: Annotated[str, StringConstraints(max_length=1000)] | None = None
    messages: Annotated[tuple[Message, ...], Field(min_length=1, max_length=2000)]
    customer_id: DocumentId | None = None
    actions: tuple[ActionDone, ...] = ()
    outcome: Outcome = Outcome()
    tags: tuple[Tag, ...] = ()
    updated_at: Moment | None = None
    source: Source | None = None
    """As an article's."""


class Resolution(ResolutionBody):
    id: DocumentId


Document = Article | Resolution


class Passage(Frozen):
    """The unit that is embedded and found."""

    id: str
    """``{kind}:{source_id}#{n}``: stable while the document does not change."""
    kind: Kind
    source_id: str
    side: Side = "article"
    title: str
    section: str = ""
    """Headings above it, joined by `` > ``; empty at the top of an article."""
    text: str
    """What may be quoted, as plain text with links kept as ``label (url)``. Never contains title or section."""
    url: str | None = None
    language: str | None = None
    visibility: Visibility = "public"
    tags: tuple[str, ...] = ()
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    updated_at: datetime | None = None
    metadata: dict[str, Any] = Field(default_factory=dict)
    """For a resolution: ``channel``, ``solved``, ``reopened``, ``rating``, ``closed_at`` (epoch seconds),
    ``actions`` (names), ``customer_id``, and for a problem passage ``answer`` (the agent's side, see chunk.py)."""


class Query(Frozen):
    """What is searched for."""

    text: str
    """For the embedder: the question as a person would ask it."""
    terms: tuple[tuple[str, float], ...] = ()
    """For BM25: pieces of text with weights; ``text`` with weight 1 where empty."""
    said: tuple[str, ...] = ()
    """What was said by anyone, the latest last: names in it are looked for in titles. ``text`` where empty."""
    language: str | None = None
    """Preferred; others are found too, and marked."""


class Explain(Frozen):
    """How a passage came to its place."""

    pool: Kind
    dense_rank: int | None = None
    dense_score: float | None = None
    """Cosine similarity, -1..1."""
    bm25_rank: int | None = None
    bm25_score: float | None = None
    fused: float = 0.0
    weight: float = 1.0
    """Factor for how a resolution ended, and for one that is contradicted; 1 for articles."""
    contradicted_by: str | None = None
    """Id of the article, changed after this resolution was closed, that names another amount for the same thing."""
    filters: tuple[str, ...] = ()


class Found(Frozen):
    """A passage that was found."""

    passage: Passage
    relevance: Annotated[float, Field(ge=0, le=1)]
    """0..1, meaning the same across queries."""
    below_floor: bool = False
    other_language: bool = False
    explain: Explain | None = None


NoneFound = Literal["nothing_indexed", "below_floor", "stale_only", "filtered_out", "empty_query", "unavailable"]


SearchNote = Literal["language_weak"]


class SearchResult(Frozen):
    passages: tuple[Found, ...] = ()
    """Best first."""
    reason: NoneFound | None = None
    """Why there are none; None where there are some."""
    notes: tuple[SearchNote, ...] = ()
    """What makes the search less than it could be. ``language_weak``: the embedding model wasn't made for the
    question's language, so that words alone find most."""
    timings_ms: dict[str, float] = Field(default_factory=dict)
