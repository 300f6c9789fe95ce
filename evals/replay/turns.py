"""A help desk's export as turns: every point at which a person answered a customer, and what came of it."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from copilot.errors import UserError
from retrieval.documents import ActionDone, Article, Message, Outcome, Resolution
from retrieval.sources import LeftOut, Unreadable
from retrieval.sources.csv_table import BadTable
from retrieval.sources.shape import Format, plan

_ONE_ANSWER = timedelta(hours=1)
"""What an agent adds within this time, before the customer writes again, is part of the answer."""
NO_TIME = "without a time"
NO_TURN = "without a customer's message that a person answered"


@dataclass
class Export:
    """What was read."""

    articles: list[Article] = field(default_factory=list)
    tickets: list[Resolution] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    """Where, and why, in one sentence: never fatal."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Reason -> how many: not closed, not published..."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One answer of a person, and what there was before it."""

    ticket: Resolution
    number: int
    """1 for the first answer of its ticket."""
    seen: tuple[Message, ...]
    """The thread as it stood, the customer's message last but for what a bot said; each message has an id."""
    done: tuple[ActionDone, ...]
    """Actions that had been taken by then."""
    at: datetime
    """When the last of ``seen`` was sent: nothing later may count."""
    sent: str
    """What the person answered."""
    right: tuple[str, ...] | None
    """Actions taken with this answer; None where the ticket does not say when its actions were taken."""

    @property
    def key(self) -> str:
        return f"{self.ticket.id} turn {self.number}"

    @property
    def after_agent(self) -> bool:
        """A person had answered before: the conversation is theirs, not a bot's."""
        return any(m.author == "agent" and not m.private for m in self.seen)


def read_export(path: Path, form: Format | None = None) -> Export:
    """Everything that the readers make of a file or folder. Raises UserError where nothing tells how to read it."""
    if not path.exists():
        raise UserError(f"{path} does not exist")
    out = Export()
    try:
        found = plan(path, form)
    except (BadTable, OSError) as e:
        raise UserError(f"can't read {path}: {e}") from None
    out.unreadable += [(file.name, why) for file, why in found.left_alone]
    documents: dict[tuple[str, str], Article | Resolution] = {}
    for part in found.parts:
        try:
            for read in part.read():
                if isinstance(read, Unreadable):
                    out.unreadable.append((read.where, read.reason))
                elif isinstance(read, LeftOut):
                    out.left_out[read.reason] += 1
                else:
                    documents[type(read).__name__, read.id] = read  # as in the service, the last one counts
        except (BadTable, OSError, ValueError) as e:
            out.unreadable.append((part.path.name, f"{type(e).__name__}: the rest of the file could not be read"))
    for document in documents.values():
        if isinstance(document, Article):
            out.articles.append(document)
        else:
            out.tickets.append(with_slugs(document))
    if not out.tickets:
        raise UserError(f"{path} holds no closed conversation that can be read")
    return out


def slug(name: str) -> str:
    """An action's name as a catalogue may have it: ``Send descaler`` is ``send_descaler``."""
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:120]
    if plain and plain[0].isalpha():
        return plain
    made = hashlib.sha256(name.encode()).hexdigest()[:12]
    return f"action_{plain or made}"


def with_slugs(ticket: Resolution) -> Resolution:
    """The ticket with its actions under names that a catalogue may have."""
    if not ticket.actions:
        return ticket
    return ticket.model_copy(
        update={"actions": tuple(a.model_copy(update={"action": slug(a.action)}) for a in ticket.actions)}
    )


def in_order(ticket: Resolution) -> tuple[Message, ...]:
    """The messages by their times where all have one, else as exported; each with an id."""
    messages = list(ticket.messages)
    taken = {m.id for m in messages if m.id}
    for n, message in enumerate(messages, 1):
        if message.id is None:
            made = f"m{n}"
            while made in taken:
                made += "_"
            taken.add(made)
            messages[n - 1] = message.model_copy(update={"id": made})
    if all(m.sent_at for m in messages):
        messages.sort(key=lambda m: m.sent_at.timestamp() if m.sent_at else 0.0)
    return tuple(messages)


def turns_of(ticket: Resolution) -> Iterator[Turn]:
    """Every answer of a person to a customer whose moment is known."""
    messages = in_order(ticket)
    places = {m.id: n for n, m in enumerate(messages)}
    answers = [n for n, m in enumerate(messages) if m.author == "agent" and not m.private]
    asked = [n for n, m in enumerate(messages) if m.author == "customer" and not m.private]
    unplaced = any(a.after is None or a.after not in places for a in ticket.actions)
    number, last = 0, -1
    for at in answers:
        before = [n for n in asked if last < n < at]
        if not before:
            continue  # goes on with the answer before it
        number, last = number + 1, at
        seen = _seen(messages, at, before[-1])
        moment = next((m.sent_at for m in reversed(seen) if m.sent_at), None)
        if moment is None:
            continue
        seen = tuple(m for m in seen if m.sent_at is None or m.sent_at <= moment)
        next_ask = next((n for n in asked if n > at), len(messages))
        placed = [(places[a.after], a) for a in ticket.actions if a.after is not None and a.after in places]
        now = dict.fromkeys(a.action for n, a in placed if before[-1] <= n < next_ask)
        yield Turn(
            ticket=ticket,
            number=number,
            seen=seen,
            done=tuple(a for n, a in placed if n < before[-1]),
            at=moment,
            sent=_answer(messages, at, next_ask),
            right=tuple(now) if now or not unplaced else None,
        )


def _seen(messages: Sequence[Message], at: int, asked: int) -> tuple[Message, ...]:
    """What stood there when the answer was begun. A note after the customer's last message may hold the answer."""
    return (*messages[: asked + 1], *(m for m in messages[asked + 1 : at] if m.author == "bot" and not m.private))


def _answer(messages: Sequence[Message], at: int, end: int) -> str:
    """The answer with what was added to it soon."""
    first = messages[at]
    texts = [first.text]
    for m in messages[at + 1 : end]:
        soon = m.sent_at is None or first.sent_at is None or m.sent_at - first.sent_at <= _ONE_ANSWER
        if m.author == "agent" and not m.private and soon:
            texts.append(m.text)
    return "\n\n".join(texts)


def ended_well(outcome: Outcome) -> bool:
    """Solved, not reopened, and not rated below 4 of 5."""
    return outcome.solved and not outcome.reopened and (outcome.rating is None or outcome.rating >= 4)


def known_from(ticket: Resolution) -> datetime | None:
    """When the ticket, as it was exported, was complete: closed and its last message sent. None where nothing says."""
    times = [m.sent_at for m in ticket.messages if m.sent_at]
    closed = ticket.outcome.closed_at
    return max([*times, *([closed] if closed else [])], default=None)


def first_done(tickets: Sequence[Resolution]) -> Mapping[str, datetime]:
    """From when on each action could be known from a closed ticket."""
    out: dict[str, datetime] = {}
    for ticket in tickets:
        known = known_from(ticket)
        for action in ticket.actions if known else ():
            assert known is not None
            out[action.action] = min(known, out.get(action.action, known))
    return out
