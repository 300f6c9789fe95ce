"""The nouns of a bot's draft: what it asks, what it is told to do, and why. Field names are the API's."""

from datetime import datetime
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, StringConstraints, model_validator

from copilot.domain import (
    Confidence,
    Conversation,
    ConversationId,
    Customer,
    Mode,
    PromiseMade,
    Reason,
    Reply,
    Source,
    Summary,
    Usage,
)
from retrieval.documents import Channel, DocumentId, Frozen, Moment

Decision = Literal["send", "clarify", "handoff"]

Code = Literal[
    "answer_grounded",
    "answer_approved",
    "ambiguous",
    "attachment_unread",
    "bad_citation",
    "below_confidence",
    "bot_failed",
    "bot_loop",
    "budget",
    "contradiction",
    "customer_asked_for_human",
    "deadline",
    "forbidden_promise",
    "foreign_link",
    "handed_over",
    "injection_suspected",
    "internal_error",
    "legal_or_safety",
    "missing_detail",
    "needs_action",
    "needs_identity",
    "no_disclosure",
    "no_evidence",
    "no_model",
    "nothing_asked",
    "out_of_scope",
    "personal_data",
    "policy_restricted",
    "repeat_contact",
    "retrieval_unavailable",
    "state_unavailable",
    "too_long",
    "unsupported_claim",
    "unsupported_value",
    "upset_or_vulnerable",
    "with_agent",
    "wrong_language",
]
"""Why a decision is what it is: a closed list, each explained in ``docs/drafts.md``."""
CODES: tuple[str, ...] = get_args(Code)


class DraftRequest(Frozen):
    """The body of ``POST /v1/drafts``: a conversation, or the id of one that was stored."""

    conversation: Conversation | None = None
    conversation_id: ConversationId | None = None
    customer: Customer | None = None
    deadline_ms: Annotated[int, Field(ge=50, le=120_000)] = 8000
    as_of: Moment | None = None
    exclude: Annotated[tuple[DocumentId, ...], Field(max_length=1000)] = ()

    @model_validator(mode="after")
    def _one_conversation(self) -> Self:
        if (self.conversation is None) == (self.conversation_id is None):
            raise ValueError("give either 'conversation' or 'conversation_id'")
        return self


class Gate(Frozen):
    """One thing that has to hold before anything is sent."""

    gate: str
    ok: bool
    code: Code | None = None
    """The reason that it gives where it does not hold."""
    detail: str = ""


class Fact(Frozen):
    """Something known of the case, and where it stands."""

    name: str
    """In plain words, such as ``order id``; ``number or code`` where only the customer names it."""
    value: str
    source: Literal["thread", "record"]
    verified: bool = False
    """From the record of a customer whose identity the caller attests."""


class Handoff(Frozen):
    """What a human starts with, so that the customer repeats nothing. For agents' eyes: it may rest on the record."""

    summary: Summary
    wants: str
    """What the customer wants, in their own words."""
    tried: tuple[str, ...] = ()
    bot_said: tuple[str, ...] = ()
    """What bots have told the customer in this conversation, oldest first."""
    promises: tuple[PromiseMade, ...] = ()
    mood: str = "unknown"
    facts: tuple[Fact, ...] = ()
    team: str | None = None
    """As the policy says; None where it names none."""
    first_reply: Reply | None = None
    """A suggestion for the agent's first message, flagged as any other; nothing is sent."""
    sources: tuple[Source, ...] = ()
    reasons: tuple[Code, ...] = ()


class HandedOver(Frozen):
    """What an agent sees of a conversation that a bot has handed over, until one of them gives it back."""

    draft_id: str
    """Of the decision that handed it over; ``GET /v1/drafts/{id}`` has all of it."""
    at: datetime | None = None
    why: tuple["Noted", ...] = ()
    """Every reason, the weightiest first, each with what it says in this case."""
    package: Handoff | None = None
    """None where the decision's record is gone."""


class Draft(Frozen):
    """What ``POST /v1/drafts`` returns."""

    id: str
    decision: Decision
    reasons: tuple[Code, ...]
    """At least one, the weightiest first."""
    reply: Reply | None = None
    """What to send, word for word, where the decision is ``send`` or ``clarify``."""
    question: str | None = None
    """The one question of ``reply`` where the decision is ``clarify``."""
    handoff: Handoff | None = None
    gates: tuple[Gate, ...] = ()
    notes: tuple[Reason, ...] = ()
    """What was degraded on the way, as in ``POST /v1/assist``."""
    mode: Mode
    policy_version: int
    timings_ms: dict[str, float] = Field(default_factory=dict)
    usage: Usage = Usage()


class Noted(Frozen):
    """A reason against an automatic answer."""

    code: Code
    detail: str = ""


class Facts(Frozen):
    """Everything that a decision rests on beside the policy: codes and numbers, and the text that would be sent."""

    channel: Channel
    language: str
    topics: tuple[str, ...] = ()
    """Of the conversation, as its metadata says, and tags of the cited articles."""
    text: str = ""
    """Of the reply that would be sent; empty where there is none."""
    origin: Literal["llm", "extractive", ""] = ""
    past: bool = False
    """It is a usual answer from past cases, which rests on no article."""
    confidence: Confidence = 0.0
    room: int | None = None
    """Characters that the channel leaves beside the text; None without a limit."""
    told: bool = False
    """The thread already holds a bot's disclosure, or the text does."""
    bot_turns: int = 0
    """A bot's answers since a human last wrote."""
    clarified: int = 0
    question: Code | None = None
    """What a clarifying question is at hand for: counts as failing where anything else fails."""
    signals: tuple[Noted, ...] = ()
    """What the conversation itself gives against an automatic answer."""
    flaws: tuple[Noted, ...] = ()
    """What is wrong with the reply."""
    degraded: tuple[Code, ...] = ()
    """What was missing on the way: told beside the reasons, forbids nothing by itself."""


class Decided(Frozen):
    """A decision, with the gates that made it."""

    decision: Decision
    reasons: tuple[Code, ...]
    gates: tuple[Gate, ...] = ()


class DraftRecord(Frozen):
    """A decision as it is kept for audit: for 90 days, or until its customer is erased."""

    id: str
    at: datetime
    key_id: str
    """Of the API key that asked."""
    conversation_id: str | None = None
    message_ids: tuple[str, ...] = ()
    customer_id: str | None = None
    passage_ids: tuple[str, ...] = ()
    """Of all passages that were at hand."""
    prompt_version: str | None = None
    facts: Facts
    draft: Draft


class DraftHead(Frozen):
    """A decision in a list."""

    id: str
    at: datetime
    decision: Decision
    reasons: tuple[Code, ...]
    conversation_id: str | None = None
    policy_version: int
    mode: Mode


class DraftList(Frozen):
    drafts: tuple[DraftHead, ...]
    """The newest first."""
    next: str | None = None
    """Give it as ``before`` for the ones before these; None at the end."""


class Changed(Frozen):
    """One decision that another policy would have made otherwise."""

    id: str
    conversation_id: str | None = None
    before: Decision
    after: Decision
    reasons: tuple[Code, ...]
    """Of the new one."""


class DryRun(Frozen):
    """How decisions on the last conversations would change under a policy that was not stored."""

    looked_at: int
    """Decisions, the newest first."""
    before: dict[str, int] = Field(default_factory=dict)
    """Decision -> how many."""
    after: dict[str, int] = Field(default_factory=dict)
    changed: tuple[Changed, ...] = ()
    """At most 100 of those that change."""
    left_out: int = 0
    """Of the changed."""


IdempotencyKey = Annotated[str, StringConstraints(min_length=1, max_length=255, pattern=r"^[\x21-\x7e]+$")]
