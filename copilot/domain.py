"""The nouns of the copilot, as they cross its doors. Field names are the API's; see docs/api.md."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from copilot.conditions import ActionsPolicy, Condition, Mood
from retrieval.documents import (
    ActionDone,
    Channel,
    DocumentId,
    Frozen,
    Kind,
    Language,
    Message,
    Moment,
    Passage,
    ResolutionBody,
)

Role = Literal["agent", "bot", "evaluator", "admin"]
Mode = Literal["full", "no_llm", "no_retrieval", "nothing"]
Origin = Literal["llm", "extractive"]
Want = Literal["replies", "summary", "next_actions"]
SummaryKind = Literal["live", "handover", "closing", "customer"]
"""For whom: the agent who answers now, the next shift, the archive, or all of a customer's contacts."""
ActionKind = Literal["action", "label", "priority", "team"]
ActionOrigin = Literal["similar", "learned", "rule", "due"]
Short = Annotated[str, StringConstraints(max_length=2000)]
ConversationId = Annotated[str, StringConstraints(min_length=1, max_length=256, pattern=r"^[^/\x00-\x1f\x7f]+$")]
Confidence = Annotated[float, Field(ge=0, le=1)]


class Caller(Frozen):
    """Who is asking, as the key says; nothing else decides the tenant."""

    tenant: str
    role: Role
    key_id: str
    agent: str | None = None
    """The person, from the header ``Copilot-Agent``; for figures and audit only."""


# --- what comes in -----------------------------------------------------------------------------------------------


class Conversation(Frozen):
    id: ConversationId | None = None
    channel: Channel
    public: bool = False
    """Everyone can read the thread: a reply carries no personal data."""
    subject: Annotated[str, StringConstraints(max_length=1000)] | None = None
    language: Language | None = None
    messages: Annotated[tuple[Message, ...], Field(min_length=1, max_length=2000)]
    actions: Annotated[tuple[ActionDone, ...], Field(max_length=500)] = ()
    metadata: dict[str, Any] = Field(default_factory=dict)

    @field_validator("messages")
    @classmethod
    def _number(cls, messages: tuple[Message, ...]) -> tuple[Message, ...]:
        """Give every message an id; refuse two with the same."""
        taken = {m.id for m in messages if m.id}
        if len(taken) != sum(1 for m in messages if m.id):
            raise ValueError("two messages have the same id")
        out = []
        for n, message in enumerate(messages, 1):
            made = f"m{n}"
            while not message.id and made in taken:
                made += "_"
            out.append(message if message.id else message.model_copy(update={"id": made}))
        return tuple(out)


class PastConversation(Frozen):
    """One earlier contact of the customer, on any channel."""

    channel: Channel = "other"
    at: Moment | None = None
    summary: Annotated[str, StringConstraints(max_length=20_000)] | None = None
    messages: Annotated[tuple[Message, ...], Field(max_length=500)] = ()
    outcome: Annotated[str, StringConstraints(max_length=64)] | None = None


class CustomerBody(Frozen):
    """A customer's record without its id."""

    name: Annotated[str, StringConstraints(max_length=256)] | None = None
    verified: Literal["none", "claimed", "attested"] = "none"
    attributes: dict[str, Any] = Field(default_factory=dict)
    history: Annotated[tuple[PastConversation, ...], Field(max_length=500)] = ()


class Customer(CustomerBody):
    id: DocumentId | None = None


class AssistRequest(Frozen):
    """The body of ``POST /v1/assist``: a conversation, or the id of one that was stored."""

    conversation: Conversation | None = None
    conversation_id: ConversationId | None = None
    customer: Customer | None = None
    want: tuple[Want, ...] = ("replies", "summary", "next_actions")
    max_replies: Annotated[int, Field(ge=1, le=3)] = 3
    instruction: Short | None = None
    draft: Annotated[str, StringConstraints(max_length=20_000)] | None = None
    question: Short | None = None
    summary_kind: SummaryKind = "live"
    reader_language: Language | None = None
    """Of the summary, where it shall not be English: the agent's, not the customer's."""
    deadline_ms: Annotated[int, Field(ge=50, le=120_000)] = 8000
    as_of: Moment | None = None
    exclude: Annotated[tuple[DocumentId, ...], Field(max_length=1000)] = ()

    @model_validator(mode="after")
    def _one_conversation(self) -> Self:
        if (self.conversation is None) == (self.conversation_id is None):
            raise ValueError("give either 'conversation' or 'conversation_id'")
        return self


# --- what goes out -----------------------------------------------------------------------------------------------


class Reason(Frozen):
    """Why an answer is less than it could be; ``code`` is stable, ``detail`` is for people."""

    stage: Literal["retrieval", "replies", "summary", "next_actions", "llm", "state", "input", "guard"]
    code: str
    detail: str = ""


def title_of(passage: Passage) -> str:
    """What a passage is called on the page; a past answer comes without its own, which was the other customer's."""
    return passage.title or "Past answer"


class Citation(Frozen):
    passage_id: str
    kind: Kind
    source_id: str
    title: str
    url: str | None = None
    quote: str
    """Verbatim from the passage's text."""
    start: int
    """Where in the reply the claim starts, in characters; ``reply.text[start:end]`` is what the quote stands for."""
    end: int
    number: int = 1
    """The n of ``[n]`` beside the claim on the page; the text itself holds no markers."""

    @classmethod
    def of(cls, passage: Passage, quote: str, start: int, end: int, number: int) -> Self:
        """A citation of ``passage`` for ``reply.text[start:end]``."""
        return cls(
            passage_id=passage.id,
            kind=passage.kind,
            source_id=passage.source_id,
            title=title_of(passage),
            url=passage.url,
            quote=quote,
            start=start,
            end=end,
            number=number,
        )


class Check(Frozen):
    kind: Literal["citation", "support", "value", "link", "audience", "language", "consistency"]
    ok: bool
    start: int | None = None
    end: int | None = None
    found: str | None = None
    detail: str = ""
    partial: bool = False
    """True for a passed check that could look at a part only, which ``detail`` names: no proof for a bot."""


class Reply(Frozen):
    id: str
    text: str
    language: str | None = None
    origin: Origin
    confidence: Confidence
    citations: tuple[Citation, ...] = ()
    checks: tuple[Check, ...] = ()
    prompt_version: str | None = None
    """The prompt that a model wrote it with, such as ``reply.v2``; None for an extractive reply."""
    insertable: bool = True
    """False for the answer to an agent's own question, which may rest on internal articles."""


class Where(Frozen):
    """Where something is known from: one of the three places is set."""

    message_id: str | None = None
    """A message of this conversation."""
    history: int | None = None
    """Which of the customer's earlier contacts, counted from 0."""
    record: str | None = None
    """A path in the customer's record or the thread's metadata, such as ``attributes/orders/0/status``."""
    quote: str = ""
    """Its words there, verbatim."""
    language: str | None = None
    """Of the quote, where it is known."""
    private: bool = False
    """From a private note: never for a text that the customer reads."""


class Fact(Frozen):
    """A value that can be pointed at, such as the order or the plan."""

    name: str
    value: str
    where: Where
    confirmed_by: Where | None = None
    """The place in the record that holds the same value; None where only one of thread and record has it."""


class PromiseMade(Frozen):
    what: str
    due: str | None = None
    """The words that say by when."""
    due_on: date | None = None
    """The day that the words mean, counted from when they were said."""
    by: str | None = None
    where: Where | None = None
    overdue: bool = False
    """The day is past, and nothing says that it was kept."""


class Closing(Frozen):
    """What a closed conversation leaves: ready to become a resolution."""

    problem: str
    cause: str = ""
    solution: str = ""
    resolution: ResolutionBody | None = None
    """The same as a body for ``PUT /v1/resolutions/{id}``; None while there is no solution."""


class Contact(Frozen):
    """One of a customer's contacts, in one line."""

    channel: Channel
    at: Moment | None = None
    what: str
    outcome: str | None = None
    where: Where | None = None
    """None for the conversation that is open now."""


class Summary(Frozen):
    kind: SummaryKind = "live"
    issue: str
    background: str = ""
    tried: tuple[str, ...] = ()
    state: str = ""
    open_questions: tuple[str, ...] = ()
    promises: tuple[PromiseMade, ...] = ()
    mood: Mood = "unknown"
    mood_change: Literal["better", "worse", "same", "unknown"] = "unknown"
    """From the customer's first messages to the latest ones."""
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    """What private notes say, for agents only."""
    next_step: str = ""
    """What has to be done first; of a ``handover``."""
    closing: Closing | None = None
    timeline: tuple[Contact, ...] = ()
    """All contacts across channels, oldest first; of a ``customer``."""
    recurring: str = ""
    """What the customer came back about; of a ``customer``."""
    evidence: dict[str, tuple[Where, ...]] = Field(default_factory=dict)
    """Where each statement comes from, by its place in the summary: ``issue``, ``tried/0``, ``promises/1``..."""
    checks: tuple[Check, ...] = ()
    """Of a summary that a model wrote: values that the thread and the record don't hold are told."""
    covers: str | None = None
    """A fingerprint of what it was made from."""
    language: str = "en"
    """Of the summary itself."""
    text: str
    """Three short lines at most."""
    origin: Origin = "extractive"


class ActionEvidence(Frozen):
    similar: int
    """Similar resolutions found."""
    did_this: int
    reopened: int
    """Of those that did this."""
    resolution_ids: tuple[str, ...] = ()


class NextAction(Frozen):
    action: str
    label: str
    kind: ActionKind = "action"
    origin: ActionOrigin = "similar"
    """Counted in similar conversations, told by the learned head, by a rule of the policy, or because it is due."""
    arguments: dict[str, Any] = Field(default_factory=dict)
    argument_sources: dict[str, Where] = Field(default_factory=dict)
    missing: tuple[str, ...] = ()
    """Required parameters that neither thread nor record holds."""
    questions: tuple[str, ...] = ()
    """What to ask the customer, one for each missing parameter."""
    confidence: Confidence
    reason: str
    evidence: ActionEvidence | None = None
    needs_approval: bool = False
    team: str | None = None


class Source(Frozen):
    """A passage shown to the agent beside the replies; internal ones are for the agent's eyes only."""

    passage_id: str
    kind: Kind
    source_id: str
    title: str
    section: str = ""
    url: str | None = None
    text: str
    relevance: Confidence
    visibility: Literal["public", "internal"] = "public"
    language: str | None = None


class Usage(Frozen):
    prompt_tokens: int = 0
    completion_tokens: int = 0
    estimated: bool = False
    """Some of the tokens are our estimate: the server told none, or the call was cut off before."""
    model: str | None = None
    """The one that wrote."""
    calls: int = 0
    masked: dict[str, int] = Field(default_factory=dict)
    """How many values of each kind (``email``, ``name``...) were kept from the model and restored in what it wrote."""


class Answer(Frozen):
    """What ``POST /v1/assist`` returns."""

    id: str
    mode: Mode
    reasons: tuple[Reason, ...] = ()
    replies: tuple[Reply, ...] = ()
    answer: Reply | None = None
    """To the agent's own ``question``; not for the customer."""
    summary: Summary | None = None
    next_actions: tuple[NextAction, ...] = ()
    sources: tuple[Source, ...] = ()
    timings_ms: dict[str, float] = Field(default_factory=dict)
    usage: Usage = Usage()


# --- what a tenant sets ------------------------------------------------------------------------------------------


class ActionSpecBody(Frozen):
    """An action of the tenant's catalogue, without its name."""

    label: Annotated[str, StringConstraints(min_length=1, max_length=256)]
    when: Short = ""
    parameters: dict[str, Any] = Field(default_factory=lambda: {"type": "object", "properties": {}})
    """JSON Schema of the arguments (an object)."""
    team: Annotated[str, StringConstraints(max_length=128)] | None = None
    needs_approval: bool = False
    kind: ActionKind = "action"
    """``label``, ``priority`` and ``team`` are set on the conversation, an ``action`` is done."""
    unless: Annotated[tuple[Condition, ...], Field(max_length=20)] = ()
    """Where one of these holds, the action can't be done and is not suggested."""


class ActionSpec(ActionSpecBody):
    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,127}$")]


Topic = Annotated[str, StringConstraints(min_length=1, max_length=128)]


class SendPolicy(Frozen):
    """When a bot's draft may go out without a person; an empty list restricts nothing."""

    enabled: bool = False
    """Nothing is sent by a bot until this is true."""
    channels: Annotated[tuple[Channel, ...], Field(max_length=50)] = ()
    topics: Annotated[tuple[Topic, ...], Field(max_length=500)] = ()
    """Of the conversation (``metadata.topic``) and tags of the articles that the reply cites: one of these at least."""
    never_topics: Annotated[tuple[Topic, ...], Field(max_length=500)] = ()
    """With any of these a person answers."""
    languages: Annotated[tuple[Language, ...], Field(max_length=100)] = ()
    min_confidence: Confidence = 0.8
    """The chance that all articles which the reply cites answer; ``docs/drafts.md`` says what comes of which one."""
    disclosure: Short | None = None
    """Says that a machine writes; put under a bot's first message of a conversation."""
    forbidden: Annotated[
        tuple[Annotated[str, StringConstraints(min_length=3, max_length=300)], ...], Field(max_length=200)
    ] = ()
    """Wordings that nobody may promise, such as "free of charge"; capitals and spaces don't matter."""
    approved_resolutions: bool = False
    """What several customers were told in the same words, and stayed solved, counts as approved as an article does."""
    max_bot_turns: Annotated[int, Field(ge=1, le=50)] = 6
    """A bot's answers in a row, after which a person takes over."""


class TeamRule(Frozen):
    """Which team takes over: the first rule of which everything fits."""

    team: Annotated[str, StringConstraints(min_length=1, max_length=128)]
    reasons: Annotated[tuple[Annotated[str, StringConstraints(max_length=64)], ...], Field(max_length=100)] = ()
    topics: Annotated[tuple[Topic, ...], Field(max_length=500)] = ()
    channels: Annotated[tuple[Channel, ...], Field(max_length=50)] = ()
    languages: Annotated[tuple[Language, ...], Field(max_length=100)] = ()


class HandoffPolicy(Frozen):
    """Who takes over from a bot."""

    team: Annotated[str, StringConstraints(max_length=128)] | None = None
    """Where no rule fits."""
    rules: Annotated[tuple[TeamRule, ...], Field(max_length=200)] = ()


class LlmPolicy(Frozen):
    tokens_per_day: Annotated[int, Field(ge=0, le=10**12)] | None = None
    """Of prompts and answers together, by the day in UTC; without a limit where null."""


class Policy(Frozen):
    """What a tenant allows."""

    send: SendPolicy = SendPolicy()
    handoff: HandoffPolicy = HandoffPolicy()
    llm: LlmPolicy = LlmPolicy()
    actions: ActionsPolicy = ActionsPolicy()
    links: Annotated[tuple[Annotated[str, StringConstraints(max_length=253)], ...], Field(max_length=500)] = ()
    """Hosts that a reply may link to although no evidence holds the link."""
    tone: Short = ""
    signature: Annotated[str, StringConstraints(max_length=500)] = ""
    brand: Annotated[str, StringConstraints(max_length=128)] = ""
    version: Annotated[int, Field(ge=0)] = 0
    """Set by the service; counts up with each change."""
