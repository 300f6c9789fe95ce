"""What became of suggestions, and what was done: counts by day and person, and the actions of stored conversations.

Kept of a piece of feedback, for KEEP_S: its event, the ids of answer, reply or action and conversation, who told it,
when, and how near what was sent is to what was suggested; no text. An action that was done is kept with its arguments
beside the stored conversation, as long as that is. The counts name no customer and are kept for FIGURES_S.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, NamedTuple

from redis.asyncio import Redis

from copilot.state.conversations import KEEP_S as CONVERSATION_S
from copilot.state.done import read_done
from copilot.state.redis import hash_at, talking
from copilot.state.tenant import TenantState
from retrieval.documents import ActionDone

Event = Literal["shown", "used", "edited", "dismissed", "ignored", "done"]
EVENTS: tuple[Event, ...] = ("shown", "used", "edited", "dismissed", "ignored", "done")
KEEP_S = 90 * 24 * 3600
FIGURES_S = 400 * 24 * 3600
MOST_DAYS = 366
MOST_PEOPLE = 2000
"""Counters of one day: a header may name anybody, and a day's figures stay small all the same."""
MOST_DONE = 500
"""Actions kept with one conversation."""
OTHERS = "(others)"

# Once only: told again, nothing is counted and nothing changes.
# KEYS: entry, day, the conversation's done actions, the customer's entries, the conversation. ARGV: entry, seconds to
# keep it, person, event, seconds to keep figures, most counters, digest, done action or '', seconds to keep it, most of
# them, customer?
_ADD = """
if not redis.call('SET', KEYS[1], ARGV[1], 'NX', 'EX', ARGV[2]) then return 0 end
local field = ARGV[4] .. ':' .. ARGV[3]
if redis.call('HEXISTS', KEYS[2], field) == 0 and redis.call('HLEN', KEYS[2]) >= tonumber(ARGV[6]) then
  field = ARGV[4] .. ':(others)'
end
redis.call('HINCRBY', KEYS[2], field, 1)
redis.call('EXPIRE', KEYS[2], ARGV[5])
if ARGV[8] ~= '' and redis.call('EXISTS', KEYS[5]) == 1 and redis.call('HLEN', KEYS[3]) < tonumber(ARGV[10]) then
  redis.call('HSET', KEYS[3], ARGV[7], ARGV[8])
  redis.call('EXPIRE', KEYS[3], ARGV[9])
end
if ARGV[11] == '1' then
  redis.call('SADD', KEYS[4], ARGV[7])
  redis.call('EXPIRE', KEYS[4], ARGV[2])
end
return 1
"""


class Told(NamedTuple):
    """One piece of feedback."""

    event: Event
    answer_id: str
    subject: str
    """Id of the reply, or name of the action; empty for the answer as a whole."""
    who: str
    conversation_id: str | None = None
    similarity: float | None = None
    done: ActionDone | None = None


class Kept(NamedTuple):
    new: bool
    """False where it was told before."""
    example: bool
    """The action is kept with its conversation, to learn from."""


class Count(NamedTuple):
    day: date
    who: str
    events: Mapping[str, int]


class Feedback:
    """Every method raises StateUnavailable where Redis is gone."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._add = redis.register_script(_ADD)

    async def add(self, tenant: str, told: Told, now: datetime | None = None) -> Kept:
        """Count it, once; what was done in a stored conversation is kept with it."""
        state = TenantState(self._redis, tenant)
        at = now or datetime.now(UTC)
        digest = _digest(told)
        conversation = told.conversation_id or ""
        with talking():
            head, last = await self._conversation(state, conversation)
            done = ""
            if told.done is not None and head is not None:
                after = told.done.after or last
                done = told.done.model_copy(update={"after": after}).model_dump_json() + f"\n{at.timestamp()}"
            customer = (head or {}).get("customer_id") or ""
            entry = told._asdict() | {"done": None, "at": at.isoformat()}
            new = await self._add(
                keys=[
                    state.feedback(digest),
                    state.feedback_day(at.date().isoformat()),
                    state.done(conversation),
                    state.customer_feedback(customer),
                    state.conversation(conversation),  # erased in between, nothing is kept with it
                ],
                args=[
                    json.dumps({k: v for k, v in entry.items() if v is not None}, ensure_ascii=False),
                    KEEP_S,
                    told.who,
                    told.event,
                    FIGURES_S,
                    MOST_PEOPLE * len(EVENTS),
                    digest,
                    done,
                    CONVERSATION_S,
                    MOST_DONE,
                    int(bool(customer)),
                ],
            )
        return Kept(bool(new), bool(done))

    async def _conversation(self, state: TenantState, name: str) -> tuple[dict[str, str] | None, str | None]:
        """The head of a stored conversation and its last message's id; None where it is not stored."""
        if not name:
            return None, None
        head = await hash_at(self._redis, state.conversation(name))
        last = await self._redis.lindex(state.order(name), -1) if head else None
        return head or None, str(last) if last else None

    async def done(self, tenant: str, conversation_id: str) -> tuple[ActionDone, ...]:
        """What feedback says was done in a stored conversation, in the order it was told."""
        state = TenantState(self._redis, tenant)
        with talking():
            return read_done(await hash_at(self._redis, state.done(conversation_id)))

    async def examples(self, tenant: str) -> list[tuple[str, tuple[ActionDone, ...]]]:
        """(conversation, its actions) of all stored conversations in which something was done: what to learn from."""
        state = TenantState(self._redis, tenant)
        with talking():
            names = [str(n) for n in await self._redis.zrange(state.conversations, 0, -1)]
            async with self._redis.pipeline(transaction=False) as batch:
                for name in names:
                    batch.hgetall(state.done(name))
                found: list[dict[str, str]] = await batch.execute() if names else []
        return [(name, read_done(kept)) for name, kept in zip(names, found, strict=True) if kept]

    async def figures(self, tenant: str, days: int, who: str | None = None) -> Sequence[Count]:
        """Counts by day and person of the last ``days`` days (UTC), the newest first; of one person where named."""
        state = TenantState(self._redis, tenant)
        today = datetime.now(UTC).date()
        wanted = [today - timedelta(days=n) for n in range(days)]
        with talking():
            async with self._redis.pipeline(transaction=False) as batch:
                for day in wanted:
                    batch.hgetall(state.feedback_day(day.isoformat()))
                found: list[dict[str, str]] = await batch.execute()
        out: list[Count] = []
        for day, counters in zip(wanted, found, strict=True):
            people: dict[str, dict[str, int]] = {}
            for field, value in counters.items():
                event, _, person = field.partition(":")
                if who is None or person == who:
                    people.setdefault(person, {})[event] = int(value)
            out += [Count(day, person, people[person]) for person in sorted(people)]
        return out


def _digest(told: Told) -> str:
    """One verdict for each answer and event; of what was done, one for each action with its arguments."""
    done: Any = told.done.model_dump(mode="json") if told.done else None
    kind = "sent" if told.similarity is not None else told.event
    parts = [told.answer_id, told.conversation_id or "", "" if kind == "sent" else told.subject, kind, done]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
