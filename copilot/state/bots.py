"""What bots did: in which conversations, whom they handed them to, and every decision, kept for audit."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, cast

from pydantic import ValidationError
from redis.asyncio import Redis

from copilot.drafting import Decision, DraftHead, DraftRecord, HandedOver, Noted
from copilot.errors import InvalidInput, NotFound, StateUnavailable
from copilot.state.redis import hash_at, talking
from copilot.state.tenant import TenantState

KEEP_S = 90 * 24 * 3600
"""A decision's record and a conversation's state are kept this long after their last change."""
_ASKED = "asked:"

Refusal = Literal["policy", "handed_over"]

# KEYS: policy, bot, draft, customer's drafts, customer's bots, list of all, lists of the decision and of each reason.
# ARGV: "1" for what goes out to the customer, policy version, seconds to keep, record, id, epoch ms, oldest ms kept,
# conversation id or "", customer id or "", then fields of the conversation to set where unset, each with its value.
_KEEP = """
if ARGV[1] == '1' then
  if (redis.call('HGET', KEYS[1], 'version') or '0') ~= ARGV[2] then return 'policy' end
  if ARGV[8] ~= '' and redis.call('HEXISTS', KEYS[2], 'handed_over') == 1 then return 'handed_over' end
end
redis.call('SET', KEYS[3], ARGV[4], 'EX', ARGV[3])
for i = 6, #KEYS do
  redis.call('ZADD', KEYS[i], ARGV[6], ARGV[5])
  redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', ARGV[7])
  redis.call('EXPIRE', KEYS[i], ARGV[3])
end
if ARGV[8] ~= '' and #ARGV > 9 then
  for i = 10, #ARGV, 2 do redis.call('HSETNX', KEYS[2], ARGV[i], ARGV[i + 1]) end
  redis.call('EXPIRE', KEYS[2], ARGV[3])
end
if ARGV[9] ~= '' then
  redis.call('SADD', KEYS[4], ARGV[5])
  redis.call('EXPIRE', KEYS[4], ARGV[3])
  if ARGV[8] ~= '' then
    redis.call('SADD', KEYS[5], ARGV[8])
    redis.call('EXPIRE', KEYS[5], ARGV[3])
  end
end
return 'kept'
"""
# KEYS: bot. ARGV: now, seconds to keep.
_RELEASE = """
if redis.call('HDEL', KEYS[1], 'handed_over') == 0 then return 0 end
redis.call('HDEL', KEYS[1], 'resumed')
redis.call('HSET', KEYS[1], 'released_at', ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1
"""


@dataclass(frozen=True, slots=True)
class BotState:
    """What bots did in one conversation."""

    handed_over: str | None = None
    """Id of the draft that handed it to a human; None while it is the bot's."""
    asked: tuple[tuple[str, str], ...] = ()
    """(turn, question) of each clarifying question; a turn is the id of the customer's message."""
    released_at: datetime | None = None
    """When a human last gave it back."""
    resumed: str | None = None
    """Id of the human's latest message that was there when a bot next decided: the bot goes on after that one."""


class Bots:
    """Every method raises StateUnavailable where Redis is gone."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._keep = redis.register_script(_KEEP)
        self._release = redis.register_script(_RELEASE)

    async def state(self, tenant: str, conversation_id: str) -> BotState:
        with talking():
            stored = await hash_at(self._redis, TenantState(self._redis, tenant).bot(conversation_id))
        asked = tuple((k.removeprefix(_ASKED), v) for k, v in stored.items() if k.startswith(_ASKED))
        released = stored.get("released_at")
        return BotState(
            handed_over=stored.get("handed_over"),
            asked=asked,
            released_at=datetime.fromisoformat(released) if released else None,
            resumed=stored.get("resumed"),
        )

    async def keep(
        self, tenant: str, record: DraftRecord, *, turn: str = "", resumed: str | None = None, live: bool = True
    ) -> Refusal | None:
        """Write a decision down, and in the same step what follows from it for its conversation.

        None where it was kept. Otherwise nothing was: what would go out rests on a policy that has changed, or the
        conversation was handed over meanwhile. ``turn``: the id of the customer's message; ``resumed``: of a human's
        who gave the conversation back. ``live``: False where nobody acts on the decision.
        """
        state, draft = TenantState(self._redis, tenant), record.draft
        conversation, customer = record.conversation_id or "", record.customer_id or ""
        fields: list[str] = []
        if live and draft.decision == "handoff":
            fields += ["handed_over", record.id]
        elif live and draft.decision == "clarify":
            fields += [f"{_ASKED}{turn}", draft.question or ""]
        if live and resumed:
            fields += ["resumed", resumed]
        at = int(record.at.timestamp() * 1000)
        with talking():
            done = await self._keep(
                keys=[
                    state.policy,
                    state.bot(conversation),
                    state.draft(record.id),
                    state.customer_drafts(customer),
                    state.customer_bots(customer),
                    state.drafts(),
                    state.drafts(draft.decision),
                    *(state.drafts(code) for code in draft.reasons),
                ],
                args=[
                    int(draft.decision != "handoff"),
                    draft.policy_version,
                    KEEP_S,
                    record.model_dump_json(exclude_defaults=True),
                    record.id,
                    at,
                    at - KEEP_S * 1000,
                    conversation,
                    customer,
                    *fields,
                ],
            )
        return None if done == "kept" else cast(Refusal, done)

    async def handed_over(self, tenant: str, conversation_id: str) -> HandedOver | None:
        """What the humans who have the conversation start with; None while it is the bot's."""
        draft_id = (await self.state(tenant, conversation_id)).handed_over
        if draft_id is None:
            return None
        try:
            record = await self.get(tenant, draft_id)
        except StateUnavailable:  # of another version, or gone in between: the thread is shown without it
            record = None
        if record is None:  # it holds all the same: only a human gives it back
            return HandedOver(draft_id=draft_id)
        told = {g.code: g.detail for g in reversed(record.draft.gates) if g.code is not None}
        why = tuple(Noted(code=code, detail=told.get(code, "")) for code in record.draft.reasons)
        return HandedOver(draft_id=draft_id, at=record.at, why=why, package=record.draft.handoff)

    async def release(self, tenant: str, conversation_id: str) -> None:
        """Give a conversation back to the bot; what was asked stays asked. Raises NotFound where none has it."""
        with talking():
            key = TenantState(self._redis, tenant).bot(conversation_id)
            now = datetime.now(UTC).isoformat()
            if not await self._release(keys=[key], args=[now, KEEP_S]):
                raise NotFound("no bot has handed over a conversation with this id")

    async def get(self, tenant: str, draft_id: str) -> DraftRecord | None:
        with talking():
            text = await self._redis.get(TenantState(self._redis, tenant).draft(draft_id))
        return _record(str(text)) if text is not None else None

    async def list(
        self,
        tenant: str,
        *,
        reason: str | None = None,
        decision: Decision | None = None,
        before: str | None = None,
        limit: int = 50,
    ) -> tuple[list[DraftRecord], str | None]:
        """The newest first, and what to give as ``before`` for the ones before these.

        Raises InvalidInput for a ``before`` that no list gave.
        """
        state = TenantState(self._redis, tenant)
        found: list[DraftRecord] = []
        latest, offset = _place(before)
        key = state.drafts(reason or decision or "all")
        with talking():
            while len(found) < limit:
                names = cast(
                    "list[str]",
                    await self._redis.zrange(
                        key,
                        latest,
                        "-inf",
                        byscore=True,
                        desc=True,
                        offset=offset,
                        num=limit,  # pyright: ignore
                    ),
                )
                if not names:
                    return found, None
                texts = await self._redis.mget([state.draft(n) for n in names])
                for text in texts:
                    offset += 1
                    record = _record(str(text)) if text is not None else None  # erased with its customer
                    if record is None or (decision and record.draft.decision != decision):
                        continue
                    found.append(record)
                    if len(found) == limit:
                        break
        return found, f"{latest}-{offset}"


def head(record: DraftRecord) -> DraftHead:
    """A record as it stands in a list."""
    draft = record.draft
    return DraftHead(
        id=record.id,
        at=record.at,
        decision=draft.decision,
        reasons=draft.reasons,
        conversation_id=record.conversation_id,
        policy_version=draft.policy_version,
        mode=draft.mode,
    )


def _record(text: str) -> DraftRecord:
    try:
        return DraftRecord.model_validate_json(text)
    except ValidationError as e:
        raise StateUnavailable("a stored decision can't be read") from e


def _place(before: str | None) -> tuple[int, int]:
    """The newest moment of a list in epoch ms, and how many from there were told already: a list that grows at its
    front does not move under who reads on."""
    if before is None:
        return int(datetime.now(UTC).timestamp() * 1000), 0
    latest, _, offset = before.partition("-")
    if not (latest.isdecimal() and offset.isdecimal() and len(before) < 40):
        raise InvalidInput("before: give what an earlier list had as 'next'")
    return int(latest), int(offset)
