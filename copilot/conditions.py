"""The nouns of the tenant's rules: what must hold of a conversation, and the action that follows."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from retrieval.documents import Channel, Frozen, Language

Mood = Literal["calm", "pleased", "worried", "frustrated", "angry", "unknown"]
_Topic = Annotated[str, StringConstraints(min_length=1, max_length=128)]
_Code = Annotated[str, StringConstraints(max_length=64)]
_Words = Annotated[str, StringConstraints(min_length=2, max_length=200)]


class RecordTest(Frozen):
    """A test of a value in the customer's record or the thread's metadata; everything that is given must hold."""

    path: Annotated[str, StringConstraints(min_length=1, max_length=300)]
    """Keys joined by ``/``, such as ``subscription/status``; ``*`` is any key or place of a list. ``metadata/...`` is
    the conversation's, ``target/...`` the object that holds an id among the action's arguments."""
    equals: str | float | bool | None = None
    """Of texts, capitals don't matter."""
    one_of: Annotated[tuple[str | float | bool, ...], Field(max_length=100)] = ()
    none_of: Annotated[tuple[str | float | bool, ...], Field(max_length=100)] = ()
    """The value is there, and is none of these."""
    contains: Annotated[str, StringConstraints(min_length=1, max_length=300)] | None = None
    less: float | None = None
    greater: float | None = None


class Condition(Frozen):
    """What holds of a conversation: every part that is given must hold, and of a list one entry is enough."""

    topics: Annotated[tuple[_Topic, ...], Field(max_length=500)] = ()
    """Of the conversation (``metadata.topic``) and tags of the articles that were found for it."""
    channels: Annotated[tuple[Channel, ...], Field(max_length=50)] = ()
    languages: Annotated[tuple[Language, ...], Field(max_length=100)] = ()
    moods: Annotated[tuple[Mood, ...], Field(max_length=10)] = ()
    reasons: Annotated[tuple[_Code, ...], Field(max_length=100)] = ()
    """Reason codes of the gate (docs/drafts.md) that are told of the conversation itself."""
    mentions: Annotated[tuple[_Words, ...], Field(max_length=200)] = ()
    """Words or phrases in what the customer wrote since an agent last answered; capitals and spaces don't matter."""
    record: Annotated[tuple[RecordTest, ...], Field(max_length=20)] = ()
    """All of them."""
    done: Annotated[tuple[_Topic, ...], Field(max_length=100)] = ()
    """Actions of which one was done in this conversation."""
    overdue_promise: bool | None = None
    renewal_in_days: Annotated[int, Field(ge=0, le=3660)] | None = None
    """The record's renewal lies ahead, and this many days at most."""
    incident: bool | Annotated[str, StringConstraints(max_length=300)] | None = None
    """True for any known incident that fits, or the name of one."""


class ActionRule(Frozen):
    """Where ``when`` holds, the action is suggested."""

    when: Condition
    action: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,127}$")]
    arguments: dict[str, Any] = Field(default_factory=dict)
    """Fixed ones; the others are looked for in thread and record."""
    reason: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    """Shown to the agent."""


class ActionsPolicy(Frozen):
    rules: Annotated[tuple[ActionRule, ...], Field(max_length=200)] = ()
