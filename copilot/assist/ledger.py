"""A customer's ledger: what was promised, by when, whether it was kept, and what was tried, on every channel. Pure.

Private notes are no part of it: it may be told to whom it is about.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from copilot.assist.acts import acts, did_call, done, got, same_things
from copilot.assist.case import Case, once, own_text
from copilot.assist.deadlines import conditional, due, due_on
from copilot.assist.facts import is_step, sentences
from copilot.assist.outcomes import Result, only_result, result_of
from copilot.assist.promised import promises_something, signed, tells_of_promise
from copilot.domain import Conversation, Customer, PromiseMade, Where
from copilot.guard.words import overlap
from retrieval.documents import ActionDone, Channel, Frozen, Message, Moment

MOST = 200
"""Promises, and steps, of one customer that are told, the latest."""
_SHOWN = 5
"""Of open promises in a summary."""
_AGAIN = 0.5
"""Share of an older promise's words that a newer one for the same act must have to stand in its place."""
_LENGTH = 300
_READ = 1000
"""Characters of a sentence that are read; what is longer is a list or a dump."""
_LOOKED = 1000
"""Sentences that say that something was done, the latest; each promise is held against each of them."""

Standing = Literal["open", "overdue", "kept", "replaced"]


class Promise(PromiseMade):
    """One promise, with what became of it."""

    status: Standing = "open"
    """``replaced``: a later promise for the same stands in its place."""
    said_at: Moment | None = None
    channel: Channel = "other"
    conversation_id: str | None = None
    """Of the stored conversation in which it was made; ``where`` names the message in it."""
    kept_by: str | None = None
    """The words, or the action, that say that it was kept."""


class Step(Frozen):
    """One thing that the customer did about their problem."""

    what: str
    result: Result | None = None
    """None where nobody says what came of it."""
    at: Moment | None = None
    channel: Channel = "other"
    conversation_id: str | None = None
    where: Where


class Ledger(Frozen):
    """What one customer was promised and has tried."""

    as_of: Moment
    """The time that ``overdue`` is told for."""
    promises: tuple[Promise, ...] = ()
    """The overdue ones first, then the open ones by their day, then those that are settled, the latest first."""
    steps: tuple[Step, ...] = ()
    """The latest first."""


@dataclass(frozen=True, slots=True)
class Talk:
    """One contact: an earlier one of the record, or a conversation."""

    channel: Channel
    messages: tuple[Message, ...]
    at: datetime | None = None
    summary: str | None = None
    history: int | None = None
    conversation_id: str | None = None
    actions: tuple[ActionDone, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    """One sentence that someone said."""

    text: str
    author: str
    order: int
    """Counts messages and summaries over all contacts."""
    at: datetime | None
    talk: Talk
    where: Where
    by: str | None

    def after(self, other: "_Said") -> bool:
        if self.at is not None and other.at is not None and self.at != other.at:
            return self.at > other.at
        return self.order > other.order


def talks_of(customer: Customer | None, conversations: Iterable[Conversation] = ()) -> tuple[Talk, ...]:
    """All contacts, those of the record first, then conversations by their first message."""
    out = [
        Talk(channel=past.channel, messages=past.messages, at=past.at, summary=past.summary, history=n)
        for n, past in enumerate(customer.history if customer else ())
    ]
    live = [
        Talk(channel=c.channel, messages=c.messages, conversation_id=c.id, actions=c.actions) for c in conversations
    ]
    unknown = datetime.max.replace(tzinfo=UTC)
    return (*out, *sorted(live, key=lambda t: next((m.sent_at for m in t.messages if m.sent_at), unknown)))


def ledger(talks: Sequence[Talk], now: datetime) -> Ledger:
    """What these contacts say, as it stands at ``now``."""
    said = tuple(_said(talks))
    made = [s for s in said if _promise(s)][-MOST:]
    did = [(s, told) for s in said if (told := _did(s))][-_LOOKED:]
    promises: dict[str, Promise] = {}
    for n, promise in enumerate(made):
        promises[promise.text] = _standing(promise, made[n + 1 :], did, talks, now)  # said again counts once, the last
    steps: dict[str, Step] = {}
    for n, step in enumerate(said):
        if step.author in ("customer", "summary") and is_step(step.text) and not only_result(step.text):
            following = [s.text for s in said[n + 1 : n + 3] if s.order == step.order]
            steps.pop(step.text, None)
            steps[step.text] = Step(
                what=step.text[:_LENGTH],
                result=result_of(step.text, following),
                at=step.at,
                channel=step.talk.channel,
                conversation_id=step.talk.conversation_id,
                where=step.where,
            )
    latest = list(promises.values())
    latest.reverse()
    ranked = sorted(latest, key=_rank)
    return Ledger(as_of=now, promises=tuple(ranked[:MOST]), steps=tuple(reversed(steps.values()))[:MOST])


def _rank(promise: Promise) -> tuple[int, date]:
    order = {"overdue": 0, "open": 1, "kept": 2, "replaced": 2}[promise.status]
    return order, (promise.due_on or date.max) if order < 2 else date.max


def _said(talks: Sequence[Talk]) -> Iterator[_Said]:
    order = 0
    for talk in talks:
        for message in talk.messages:
            if message.private or message.author == "system":
                continue
            order += 1
            text, by, at = own_text(message), signed(message.text), message.sent_at or talk.at
            for whole in sentences(text):
                sentence = whole[:_READ]
                where = Where(
                    message_id=message.id if talk.history is None else None,
                    history=talk.history,
                    quote=sentence[:_LENGTH],
                )
                yield _Said(sentence, message.author, order, at, talk, where, by)
        if talk.summary:
            order += 1
            for whole in sentences(talk.summary):
                sentence = whole[:_READ]
                where = Where(history=talk.history, quote=sentence[:_LENGTH])
                yield _Said(sentence, "summary", order, talk.at, talk, where, None)


def _promise(said: _Said) -> bool:
    if said.author == "summary":
        return tells_of_promise(said.text)
    return said.author == "agent" and promises_something(said.text)


def _did(said: _Said) -> frozenset[str]:
    """What a sentence says was done or has come."""
    if said.author == "customer":
        return got(said.text)
    if said.author not in ("agent", "summary"):
        return frozenset()
    told = done(said.text)
    return told if said.author == "agent" or did_call(said.text) else told - {"call"}


def _standing(  # all that speaks for its end
    said: _Said,
    later: Sequence[_Said],
    did: Sequence[tuple[_Said, frozenset[str]]],
    talks: Sequence[Talk],
    now: datetime,
) -> Promise:
    words = due(said.text)
    on = due_on(words, said.at) if words and said.at and not conditional(said.text) else None
    kept = _kept(said, did, talks)
    status: Standing = "open"
    if kept is not None:
        status = "kept"
    elif any(_replaces(newer, said) for newer in later):
        status = "replaced"
    elif on is not None and on < now.astimezone(UTC).date():
        status = "overdue"
    return Promise(
        what=_unsigned(said)[:_LENGTH],
        due=words,
        due_on=on,
        by=said.by,
        where=said.where,
        overdue=status == "overdue",
        status=status,
        said_at=said.at,
        channel=said.talk.channel,
        conversation_id=said.talk.conversation_id,
        kept_by=kept,
    )


def _unsigned(said: _Said) -> str:
    """Without the name that stands after it, where a message ends in it."""
    rest = said.text.removesuffix(said.by).rstrip() if said.by else ""
    return rest if rest.endswith((".", "!", "?")) else said.text


def _replaces(newer: _Said, older: _Said) -> bool:
    """True where a promise of a later message is about the same: another day for the same call."""
    if newer.order == older.order or not newer.after(older):
        return False
    shared = acts(newer.text) & acts(older.text)
    if not shared:
        return False
    # calls and answers are one at a time; of refunds and parcels there may be two
    return bool(shared & {"call", "reply"}) or overlap(older.text, newer.text) >= _AGAIN


def _kept(promise: _Said, did: Sequence[tuple[_Said, frozenset[str]]], talks: Sequence[Talk]) -> str | None:
    """The words that say that it was done, after it was promised; None where none do."""
    wanted = acts(promise.text)
    if not wanted:
        return None
    weighty = wanted - {"check"} or wanted  # "I'll check and call you" is kept by the call, not by the check
    for said, told in did:
        ours = said.author != "customer"
        if not told & (weighty if ours else wanted) or said.order == promise.order or not said.after(promise):
            continue
        if not ours or _about_the_same(promise, said):
            return said.text[:_LENGTH]
    for talk in talks:
        for action in talk.actions:
            name = action.action.replace("_", " ")
            if acts(name) & wanted and _acted_after(action, talk, promise):
                return f"action {action.action}"
    return None


def _about_the_same(promise: _Said, said: _Said) -> bool:
    """A parcel of another contact is not the one that was promised in this, unless they share a word of what it is."""
    if not same_things(promise.text, said.text):
        return False
    return said.talk is promise.talk or "call" in acts(promise.text) or overlap(promise.text, said.text) > 0


def _acted_after(action: ActionDone, talk: Talk, promise: _Said) -> bool:
    if talk is not promise.talk:
        return talk.history is None and promise.talk.history is not None  # what is open now came later
    ids = [m.id for m in talk.messages]
    if action.after not in ids or promise.where.message_id not in ids:
        return False
    return ids.index(action.after) >= ids.index(promise.where.message_id)


# --- of one request ----------------------------------------------------------------------------------------------


def moment_of(case: Case) -> datetime:
    """The time that a request is answered for."""
    return case.request.as_of or datetime.now(UTC)


@once
def of_case(case: Case) -> Ledger:
    """The ledger as this thread and the customer's earlier contacts have it."""
    return ledger(talks_of(case.customer, (case.conversation,)), moment_of(case))


@once
def promises(case: Case) -> tuple[PromiseMade, ...]:
    """What we said we would do and have not done yet: what is overdue first, then the newest."""
    open_ = [p for p in of_case(case).promises if p.status in ("overdue", "open")]
    late = [p for p in open_ if p.overdue]
    return tuple(_plain(p) for p in [*late, *_newest([p for p in open_ if not p.overdue], case)][:_SHOWN])


def overdue(case: Case) -> tuple[Promise, ...]:
    """What we promised for a day that is past, the oldest first."""
    return tuple(p for p in of_case(case).promises if p.overdue)


def _newest(made: list[Promise], case: Case) -> list[Promise]:
    """Of this thread first, from its end; then of earlier contacts."""
    ids = [m.id for m in case.conversation.messages]

    def place(promise: Promise) -> tuple[int, int]:
        where = promise.where or Where()
        if where.history is not None:
            return 1, -where.history
        return 0, -ids.index(where.message_id) if where.message_id in ids else 0

    return sorted(made, key=place)


def _plain(promise: Promise) -> PromiseMade:
    return PromiseMade.model_validate({name: getattr(promise, name) for name in PromiseMade.model_fields})
