"""The bot's use case: a conversation comes in, a decision goes out, and it is written down before anyone acts on it."""

import asyncio
import secrets
import time
from collections import Counter
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar

from copilot.assist.assistant import Assistant, Considered
from copilot.assist.case import Case
from copilot.assist.clarify import Question, asked_before, questions
from copilot.assist.confidence import confidence
from copilot.assist.flaws import flaws
from copilot.assist.gate import decide, team_for
from copilot.assist.handoff import handoff
from copilot.assist.issue import complains
from copilot.assist.reading import read_customer
from copilot.assist.rivals import page_fits
from copilot.assist.signals import signals
from copilot.assist.turns import bot_turns, closed, resumed_after, turn_of, with_agent, with_authors
from copilot.domain import AssistRequest, Caller, Conversation, Customer, Policy, Reply
from copilot.drafting import (
    Changed,
    Code,
    Decided,
    Draft,
    DraftRecord,
    DraftRequest,
    DryRun,
    Facts,
    Noted,
)
from copilot.errors import NotFound, StateUnavailable
from copilot.state.bots import Bots, BotState
from copilot.state.conversations import Conversations
from copilot.state.customers import Customers
from copilot.state.records import Policies

_T = TypeVar("_T")
_CHANGED = 100
"""Changed decisions that a dry run names."""
_LOOKED_AT = 500
"""Decisions that a dry run makes anew."""
_WRITES, _WRITES_MOST, _AT_ONCE = 0.1, 0.5, 0.05
"""Share of the deadline that is left for writing the decision down, at most this many seconds; and how long what is
late anyway may take."""
_COMPLAINT = 0.45
"""Most that a reply has to a complaint that all can read: it wants a person."""
_TRIES = 3
"""Times a decision is made anew because the policy or the conversation changed under it."""
_DEGRADED: dict[str, Code] = {
    "llm_budget": "budget",
    "llm_timeout": "deadline",
    "retrieval_timeout": "deadline",
    "retrieval_unavailable": "retrieval_unavailable",
    "state_unavailable": "state_unavailable",
    "internal_error": "internal_error",
}
"""Codes of an answer's reasons, and what they are called here; any other of the model's is ``no_model``."""
_ATTRIBUTES = ("language", "brand", "market")
"""Of a record whose customer nobody attests, what an answer may go by: none of it says who they are."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is remembered that a decision needs."""

    policy: Policy
    bot: BotState
    down: str | None = None
    """Why it can't be read, where it can't."""


class Drafts:
    """Decides for bots. A decision that can't be written down is none to act on: it becomes a hand-off."""

    def __init__(
        self, assistant: Assistant, policies: Policies, conversations: Conversations, customers: Customers, bots: Bots
    ) -> None:
        self._assistant = assistant
        self._policies = policies
        self._conversations = conversations
        self._customers = customers
        self._bots = bots

    async def draft(self, caller: Caller, request: DraftRequest) -> Draft:
        """The decision for the latest turn. Raises NotFound and StateUnavailable where a stored thread can't be had."""
        clock = time.perf_counter()
        deadline = _now() + request.deadline_ms / 1000
        live = caller.role in ("bot", "agent", "admin") and not (request.as_of or request.exclude)
        conversation, customer = await self._given(caller.tenant, request, deadline)
        attested = customer is not None and customer.verified == "attested"
        answered_by = deadline - min(_WRITES_MOST, _WRITES * request.deadline_ms / 1000)
        asked = AssistRequest(
            conversation=closed(conversation),
            customer=customer if attested else _stranger(customer),
            deadline_ms=max(50, int((answered_by - _now()) * 1000)),
            as_of=request.as_of,
            exclude=request.exclude,
        )
        bot = caller.model_copy(update={"role": "bot"})
        reading = asyncio.ensure_future(self._kept(caller.tenant, conversation.id, answered_by))
        try:
            seen = await self._assistant.consider(bot, asked, withheld=None if attested else customer)
            kept = await reading
        finally:
            reading.cancel()
        if kept.down is not None:  # who takes over is known all the same
            kept = _Kept(seen.case.policy, kept.bot, kept.down)
        thread = with_authors(seen.case.conversation, conversation)
        seen = replace(seen, case=Case(asked, thread, seen.case.customer, seen.case.policy))
        whole = Case(asked, thread, read_customer(customer), kept.policy)
        draft_id = f"drf_{secrets.token_hex(8)}"
        for _ in range(_TRIES):
            record = self._record(draft_id, caller, seen, whole, kept, clock)
            acted = live and kept.policy.send.enabled  # until then a bot only watches
            resumed = resumed_after(seen.case, kept.bot)
            keeping = self._bots.keep(caller.tenant, record, turn=turn_of(seen.case), resumed=resumed, live=acted)
            try:
                refused = await _by(deadline, keeping)
            except StateUnavailable as e:
                kept = _Kept(kept.policy, kept.bot, down=str(e))
                return self._record(draft_id, caller, seen, whole, kept, clock).draft
            if refused is None:
                return record.draft
            kept = await self._kept(caller.tenant, conversation.id, deadline)
        kept = _Kept(kept.policy, kept.bot, down="the policy changes too fast to decide by it")
        return self._record(draft_id, caller, seen, whole, kept, clock).draft

    async def dry_run(self, tenant: str, policy: Policy) -> DryRun:
        """How the last decisions would change under ``policy``. Raises StateUnavailable."""
        records, _ = await self._bots.list(tenant, limit=_LOOKED_AT)
        before: Counter[str] = Counter(r.draft.decision for r in records)
        after: Counter[str] = Counter()
        changed: list[Changed] = []
        for record in records:
            new = decide(record.facts, policy.send)
            after[new.decision] += 1
            if new.decision != record.draft.decision:
                changed.append(
                    Changed(
                        id=record.id,
                        conversation_id=record.conversation_id,
                        before=record.draft.decision,
                        after=new.decision,
                        reasons=new.reasons,
                    )
                )
        return DryRun(
            looked_at=len(records),
            before=dict(before),
            after=dict(after),
            changed=tuple(changed[:_CHANGED]),
            left_out=max(0, len(changed) - _CHANGED),
        )

    # --- what comes in ---------------------------------------------------------------------------------------------

    async def _given(self, tenant: str, request: DraftRequest, deadline: float) -> tuple[Conversation, Customer | None]:
        """The thread and the whole record; how far the customer is verified this request alone says."""
        conversation, customer = request.conversation, request.customer
        customer_id = customer.id if customer else None
        if conversation is None:
            assert request.conversation_id is not None  # the request's own type says so
            stored = await _by(deadline, self._conversations.get(tenant, request.conversation_id))
            if stored is None:
                raise NotFound(f"There is no conversation '{request.conversation_id}'.")
            conversation, customer_id = stored.conversation, customer_id or stored.customer_id
        verified = customer.verified if customer else "none"
        if customer_id and (customer is None or customer == Customer(id=customer.id, verified=verified)):
            try:
                half = (_now() + deadline) / 2  # without the record there is still an answer to find
                found = await _by(half, self._customers.get(tenant, customer_id))
            except StateUnavailable:
                found = None  # the kill switch can't be read then either: it becomes a hand-off
            if found is not None:
                customer = found.model_copy(update={"verified": verified})
        return conversation, customer

    async def _kept(self, tenant: str, conversation_id: str | None, deadline: float) -> _Kept:
        try:
            policy = await _by(deadline, self._policies.fresh(tenant))
            bot = BotState()
            if conversation_id:
                bot = await _by(deadline, self._bots.state(tenant, conversation_id))
        except StateUnavailable as e:
            return _Kept(Policy(), BotState(), down=str(e))
        return _Kept(policy, bot)

    # --- what goes out ---------------------------------------------------------------------------------------------

    def _record(  # noqa: PLR0917  # one decision's own things
        self, draft_id: str, caller: Caller, seen: Considered, whole: Case, kept: _Kept, clock: float
    ) -> DraftRecord:
        """The decision on what is known, ready to be written down."""
        case, answer = seen.case, seen.answer
        ask = _question(case, seen, kept)
        now = case.request.as_of or datetime.now(UTC)
        found = signals(case, whole, seen.found, answer, now=now) + _of_state(case, kept)
        reply, facts, decided = _best(seen, kept, found, ask)
        package = None
        if decided.decision == "handoff":
            team = team_for(kept.policy.handoff, facts, decided.reasons)
            why = next((g.detail for g in decided.gates if not g.ok and g.code == decided.reasons[0]), "")
            package = handoff(whole, seen, first=reply, team=team, reasons=decided.reasons, why=why)
            reply = None
        elif decided.decision == "clarify":
            assert ask is not None  # the gate clarifies only what it is told a question for
            reply = ask.reply(case, draft_id)
        if reply is not None:
            reply = _disclosed(reply, facts, kept.policy)
        timings = answer.timings_ms | {"total": round((time.perf_counter() - clock) * 1000, 2)}
        draft = Draft(
            id=draft_id,
            decision=decided.decision,
            reasons=decided.reasons,
            reply=reply,
            question=ask.text if ask and decided.decision == "clarify" else None,
            handoff=package,
            gates=decided.gates,
            notes=answer.reasons,
            mode=answer.mode,
            policy_version=kept.policy.version,
            timings_ms=timings,
            usage=answer.usage,
        )
        return DraftRecord(
            id=draft_id,
            at=datetime.now(UTC),
            key_id=caller.key_id,
            conversation_id=case.conversation.id,
            message_ids=tuple(m.id for m in case.conversation.messages if m.id),
            customer_id=whole.customer.id if whole.customer else None,
            passage_ids=_passages(seen),
            prompt_version=next((r.prompt_version for r in answer.replies if r.prompt_version), None),
            facts=facts,
            draft=draft,
        )


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _by(deadline: float, work: Awaitable[_T]) -> _T:
    """What it returns, where it does by then or at once. Raises StateUnavailable where not."""
    try:
        async with asyncio.timeout_at(max(deadline, _now() + _AT_ONCE)):
            return await work
    except TimeoutError:
        raise StateUnavailable("Redis does not answer in time") from None


def _best(
    seen: Considered, kept: _Kept, found: tuple[Noted, ...], ask: Question | None
) -> tuple[Reply | None, Facts, Decided]:
    """The first reply that may be sent, what a model wrote before what is quoted; else a question; else the reply with
    the fewest flaws, and why it may not be sent."""
    tried: list[tuple[Reply | None, Facts, Decided]] = []
    for reply in (*_replies(seen), None):
        facts = _facts(seen, kept, found, ask, reply)
        decided = decide(facts, kept.policy.send)
        if decided.decision == "send":
            return reply, facts, decided
        tried.append((reply, facts, decided))
    asking = next((t for t in tried if t[2].decision == "clarify"), None)
    return asking or min(tried[:-1] or tried, key=lambda t: len(t[1].flaws))


def _weighed(reply: Reply, seen: Considered) -> Reply:
    """With a confidence that knows the other pages: nobody reads over what is sent."""
    case = seen.case
    page = page_fits(reply, seen.found.evidence, case.turn_text, case.language)
    if page is None:
        return reply
    shown = case.public and complains(case)
    sure = confidence(None, reply.checks, written=reply.origin == "llm", page=page)
    return reply.model_copy(update={"confidence": min(sure, _COMPLAINT) if shown else sure})


def _passages(seen: Considered) -> tuple[str, ...]:
    """Ids of all that a reply could rest on."""
    cited = [c.passage_id for c in seen.usual.reply.citations] if seen.usual is not None else []
    return tuple(dict.fromkeys([*(f.passage.id for f, _ in seen.found.evidence), *cited]))


def _replies(seen: Considered) -> list[Reply]:
    """What may be sent, in the order of choice: what a model wrote, then what is surest of the rest."""
    out = [_weighed(reply, seen) for reply in seen.answer.replies]
    if seen.usual is not None:
        reply = seen.usual.reply
        at = next((n for n, r in enumerate(out) if r.origin != "llm" and r.confidence < reply.confidence), len(out))
        out.insert(at, reply)
    return out


def _facts(seen: Considered, kept: _Kept, found: tuple[Noted, ...], ask: Question | None, reply: Reply | None) -> Facts:
    case = seen.case
    text = reply.text if reply else ""
    disclosure = kept.policy.send.disclosure
    said = [m.text for m in case.visible if m.author == "bot"]
    clarified = {turn for turn, _ in kept.bot.asked if turn != turn_of(case)}
    return Facts(
        channel=case.conversation.channel,
        language=case.language,
        topics=_topics(seen, reply),
        text=text,
        origin=reply.origin if reply else "",
        past=seen.usual is not None and reply is seen.usual.reply,
        confidence=reply.confidence if reply else 0.0,
        room=case.limit - len(text) if case.limit is not None else None,
        told=disclosure is not None and any(disclosure in t for t in (*said, text)),
        bot_turns=bot_turns(case),
        clarified=len(clarified) if case.conversation.id else sum("?" in t for t in said),
        question=ask.code if ask else None,
        signals=found,
        flaws=flaws(reply, seen) if reply else (),
        degraded=_degraded(seen),
    )


def _of_state(case: Case, kept: _Kept) -> tuple[Noted, ...]:
    out: list[Noted] = []
    if kept.down is not None:
        detail = "What the policy allows and who has the conversation can't be read at the moment."
        out.append(Noted(code="state_unavailable", detail=detail))
    if kept.bot.handed_over is not None:
        detail = f"It was handed over with {kept.bot.handed_over}; only a human gives it back."
        out.append(Noted(code="handed_over", detail=detail))
    if with_agent(case, kept.bot):
        out.append(Noted(code="with_agent", detail="A human answered last."))
    return tuple(out)


def _question(case: Case, seen: Considered, kept: _Kept) -> Question | None:
    """The question that would help most, if it was not asked before."""
    said = [m.text for m in case.visible if m.author in ("bot", "agent")]
    said += [text for turn, text in kept.bot.asked if turn != turn_of(case)]
    asked = (q for q in questions(case, seen.found, seen.answer) if q.text.count("?") == 1)  # a title may ask too
    return next((q for q in asked if not asked_before(q, said)), None)


def _topics(seen: Considered, reply: Reply | None) -> tuple[str, ...]:
    named = seen.case.conversation.metadata.get("topic")
    tags = {f.passage.id: f.passage.tags for f, _ in seen.found.evidence}
    cited = [tag for c in (reply.citations if reply else ()) for tag in tags.get(c.passage_id, ())]
    if seen.usual is not None and reply is seen.usual.reply:
        cited += seen.usual.topics
    return tuple(dict.fromkeys([*([named] if isinstance(named, str) else []), *cited]))[:100]


def _degraded(seen: Considered) -> tuple[Code, ...]:
    out = [_DEGRADED.get(r.code) or ("no_model" if r.stage == "llm" else None) for r in seen.answer.reasons]
    if seen.answer.mode == "no_llm":
        out.append("no_model")
    told: tuple[Code | None, ...] = ("budget", "deadline", "no_model")
    return tuple(dict.fromkeys(code for code in out if code is not None and code in told))


def _stranger(customer: Customer | None) -> Customer | None:
    """What an answer may know of someone whom nobody attests: nothing that is theirs."""
    if customer is None:
        return None
    known = {k: v for k, v in customer.attributes.items() if k in _ATTRIBUTES}
    return Customer(attributes=known) if known else None


def _disclosed(reply: Reply, facts: Facts, policy: Policy) -> Reply:
    """The reply with the tenant's disclosure under it, where the thread does not hold it yet."""
    disclosure = policy.send.disclosure
    if not disclosure or facts.told:
        return reply
    apart = " " if facts.room is not None else "\n\n"
    return reply.model_copy(update={"text": f"{reply.text}{apart}{disclosure}"})
