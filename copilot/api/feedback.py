"""What became of suggestions, and what was done; figures of it."""

from datetime import date
from typing import Annotated, Literal, Self

from litestar import get, post
from litestar.params import JSONBody, QueryParameter
from pydantic import Field, StringConstraints, model_validator

from copilot.api.access import only
from copilot.api.given import CallerGiven, PartsGiven
from copilot.api.problems import problems
from copilot.assist.sent import verdict
from copilot.domain import Caller, Confidence, ConversationId
from copilot.errors import Forbidden
from copilot.state.feedback import MOST_DAYS, Event, Told
from retrieval.documents import ActionDone, Frozen

MOST_TOLD = 20_000
"""Characters of an action with its arguments, as JSON."""
Id = Annotated[str, StringConstraints(min_length=1, max_length=128)]


class ShownReply(Frozen):
    id: Id
    text: Annotated[str, StringConstraints(max_length=50_000)]


class FeedbackBody(Frozen):
    """One thing that happened to an answer: `event` for a reply or action, or `sent`, or `done`."""

    answer_id: Id
    """Of the answer, or of the bot's draft."""
    conversation_id: ConversationId | None = None
    """Of the stored conversation, if it is one."""
    event: Literal["shown", "used", "edited", "dismissed"] | None = None
    reply_id: Id | None = None
    action: Id | None = None
    """Name of the suggested action that `event` is about."""
    sent: Annotated[str, StringConstraints(max_length=50_000)] | None = None
    """What went to the customer: whether a reply was used is inferred from it. It is not kept."""
    replies: Annotated[tuple[ShownReply, ...], Field(max_length=10)] = ()
    """The replies that were shown, to compare `sent` with. Not kept either."""
    done: ActionDone | None = None
    """An action that was done, with its arguments; `after` is the last message where absent."""

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if sum(v is not None for v in (self.event, self.sent, self.done)) != 1:
            raise ValueError("give exactly one of 'event', 'sent' and 'done'")
        if self.event in ("used", "edited", "dismissed") and self.reply_id is None and self.action is None:
            raise ValueError("say which: 'reply_id' or 'action'")
        if self.done is not None and len(self.done.model_dump_json()) > MOST_TOLD:
            raise ValueError(f"an action with its arguments has {MOST_TOLD} characters at most")
        return self


class Understood(Frozen):
    """How the feedback was taken."""

    event: Event
    reply_id: str | None = None
    similarity: Confidence | None = None
    """Of what was sent to the reply, 0..1."""
    new: bool
    """False where it was told before: nothing changed."""
    kept: bool = False
    """The action counts as done in the stored conversation, and is learned from."""


class DayFigures(Frozen):
    day: date
    agent: str
    shown: int = 0
    used: int = 0
    edited: int = 0
    dismissed: int = 0
    ignored: int = 0
    done: int = 0
    acceptance: Confidence | None = None
    """Used or edited, of all that were used, edited, dismissed or ignored; null where there are none."""


class FeedbackFigures(Frozen):
    days: tuple[DayFigures, ...]
    """The newest first."""


@post(
    "/v1/feedback",
    guards=[only("agent", "bot", "admin")],
    status_code=200,
    responses=problems(400, 401, 403, 413, 415, 503, 507),
    tags=["feedback"],
    summary="Tell what became of it",
)
async def post_feedback(data: JSONBody[FeedbackBody], caller: CallerGiven, parts: PartsGiven) -> Understood:
    """Say what became of a suggestion or what was done. Told again, it changes nothing."""
    told = _told(data, caller)
    kept = await parts.feedback.add(caller.tenant, told)
    return Understood(
        event=told.event,
        reply_id=told.subject if told.subject and data.done is None and data.action is None else None,
        similarity=told.similarity,
        new=kept.new,
        kept=kept.example,
    )


@get(
    "/v1/feedback/figures",
    guards=[only("agent", "admin")],
    responses=problems(400, 401, 403, 503),
    tags=["feedback"],
    summary="How suggestions are taken",
)
async def get_figures(
    caller: CallerGiven,
    parts: PartsGiven,
    days: Annotated[int, QueryParameter(ge=1, le=MOST_DAYS, description="How many, today included (UTC).")] = 30,
    agent: Annotated[str | None, QueryParameter(max_length=128, description="Of one person only.")] = None,
) -> FeedbackFigures:
    """By day and person. Keys of role `agent` see their own figures only."""
    who = agent
    if caller.role != "admin":
        if agent not in (None, _who(caller)):
            raise Forbidden("figures of others take a key with role admin")
        who = _who(caller)
    counts = await parts.feedback.figures(caller.tenant, days, who)
    return FeedbackFigures(days=tuple(_figures(c.day, c.who, dict(c.events)) for c in counts))


def _told(data: FeedbackBody, caller: Caller) -> Told:
    who = _who(caller)
    if data.done is not None:
        return Told("done", data.answer_id, data.done.action, who, data.conversation_id, done=data.done)
    if data.sent is not None:
        taken = verdict(data.sent, [(r.id, r.text) for r in data.replies])
        return Told(taken.event, data.answer_id, taken.reply_id, who, data.conversation_id, taken.similarity)
    assert data.event is not None, "the body has one of the three"
    return Told(data.event, data.answer_id, data.reply_id or data.action or "", who, data.conversation_id)


def _who(caller: Caller) -> str:
    """The person that the header names, else the key."""
    return caller.agent or f"key {caller.key_id}"


def _figures(day: date, agent: str, events: dict[str, int]) -> DayFigures:
    taken = events.get("used", 0) + events.get("edited", 0)
    judged = taken + events.get("dismissed", 0) + events.get("ignored", 0)
    share = round(taken / judged, 4) if judged else None
    return DayFigures.model_validate({"day": day, "agent": agent, "acceptance": share, **events})


HANDLERS = [post_feedback, get_figures]
