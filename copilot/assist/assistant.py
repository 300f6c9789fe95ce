"""The use case: a conversation comes in, help for the agent goes out, as one stream of typed events.

What needs no model comes first and always: sources, extractive replies, a summary by rules, counted next actions. A
model, where there is one, then writes beside them; when it fails, they stay, and a reason says why.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial

from copilot.assist import kept_summary, structured
from copilot.assist.allowed import approved, evidence_of
from copilot.assist.case import Case, apart
from copilot.assist.closeness import Closeness
from copilot.assist.events import Event
from copilot.assist.extract import quotable_text
from copilot.assist.gather import OUTAGES, Gathered, asked_about, gather, nearness
from copilot.assist.groundwork import Asked, Basis, Groundwork, kept_replies
from copilot.assist.known import open_case
from copilot.assist.learn import Head
from copilot.assist.masked import Masked, redaction_of
from copilot.assist.prompting import question_prompt, reply_prompt, rewrite_prompt
from copilot.assist.proposing import Proposing
from copilot.assist.replies import Writer, draft_reply, quoted_answer
from copilot.assist.run import FALLBACK_USED, Jobs, Run
from copilot.assist.summaries import summarise
from copilot.assist.suspicion import suspect_passages, suspected
from copilot.assist.usual import Usual, usual
from copilot.assist.written import Writing, written
from copilot.domain import (
    ActionSpec,
    Answer,
    AssistRequest,
    Caller,
    Customer,
    NextAction,
    Reply,
    Source,
    Summary,
)
from copilot.guard.grounding import Evidence
from copilot.llm import Llm, LlmFailed
from copilot.state.conversations import Conversations
from copilot.state.customers import Customers
from copilot.state.heads import Heads
from copilot.state.records import Catalogue, Policies
from copilot.state.summaries import Summaries
from copilot.state.tokens import Tokens
from retrieval.agreement import LOOKED
from retrieval.documents import Found, Query
from retrieval.scope import Scope
from retrieval.search import Retriever
from retrieval.visible import visible

Keep = Callable[..., None]
"""Keeps what was found ``until`` a time."""
_PROMPT_PASSAGES = 6
NO_QUESTION = "no_question"
"""Only agents, bots or the system have spoken: no small talk, but nothing to answer either."""


@dataclass(frozen=True, slots=True)
class Considered:
    """An answer and what it rests on."""

    case: Case
    found: Gathered
    evidence: Evidence
    answer: Answer
    usual: Usual | None = None
    """What past customers were told in the same words, where the policy takes that for approved."""


class Assistant:
    """Helps with one conversation at a time; between requests it holds what was found lately, and nothing else."""

    def __init__(  # noqa: PLR0917  # it takes what the wiring wires
        self,
        retriever: Retriever,
        llm: Llm | None,
        policies: Policies,
        catalogue: Catalogue,
        customers: Customers,
        conversations: Conversations,
        tokens: Tokens | None = None,
        *,
        summaries: Summaries | None = None,
        masking: bool = True,
        heads: Heads[Head] | None = None,
    ) -> None:
        self.search_with(retriever)
        self._llm = llm
        self._masking = masking
        self._policies = policies
        self._proposing = Proposing(catalogue, heads)
        self._customers = customers
        self._conversations = conversations
        self._tokens = tokens
        self._summaries = summaries

    def search_with(self, retriever: Retriever) -> None:
        """From now on; what is under way may end with the one before."""
        self._retriever = retriever
        self._groundwork = Groundwork()
        self._closeness = Closeness(retriever.embedder)

    async def answer(self, caller: Caller, request: AssistRequest, *, began: float | None = None) -> Answer:
        """The whole answer at once; its deadline counts from ``began``, a time of the loop, or from now.

        Raises NotFound and StateUnavailable where the conversation can't be had.
        """
        async with aclosing(self._events(caller, request, _run(request, began))) as events:
            async for event in events:
                if event.name == "done" and isinstance(event.data, Answer):
                    return event.data
        raise AssertionError("a stream of events ended without 'done'; this is a bug")

    async def consider(
        self, caller: Caller, request: AssistRequest, *, withheld: Customer | None = None
    ) -> "Considered":
        """The answer with what it rests on, for a bot's gate; a model writes replies only.

        ``withheld``: a customer whose record the request leaves out, and who is masked before the model all the same.
        Raises NotFound and StateUnavailable where the conversation can't be had.
        """
        run = _run(request)
        run.withheld, run.replies_only = withheld, True
        async with aclosing(self._events(caller, request, run)) as events:
            async for event in events:
                if event.name == "done" and isinstance(event.data, Answer):
                    assert run.case is not None
                    assert run.found is not None
                    assert run.evidence is not None
                    return Considered(run.case, run.found, run.evidence(), event.data, run.usual)
        raise AssertionError("a stream of events ended without 'done'; this is a bug")

    async def prepare(self, tenant: str, conversation_id: str) -> bool:
        """Do ahead what needs no model, so that who asks finds it at hand; True where there is a reply to offer.

        Raises NotFound and StateUnavailable where the conversation can't be had.
        """
        caller = Caller(tenant=tenant, role="agent", key_id="live")
        request = AssistRequest(conversation_id=conversation_id)
        run = _run(request)
        async with aclosing(self._events(caller, request, run, model=False)) as events:
            async for event in events:
                if event.name == "done" and isinstance(event.data, Answer):
                    return bool(event.data.replies)
        return False

    def events(
        self, caller: Caller, request: AssistRequest, *, answer_id: str | None = None, began: float | None = None
    ) -> AsyncIterator[Event]:
        """Events as their parts are ready; the last is always ``done``. Closing the stream cancels the model's calls.
        ``answer_id`` is the id of the answer to be, made here where None; ``began`` is as for ``answer``.

        Raises NotFound and StateUnavailable before the first event where the conversation can't be had.
        """
        run = _run(request, began)
        run.id = answer_id or run.id
        return self._events(caller, request, run)

    async def _events(
        self, caller: Caller, request: AssistRequest, run: Run, *, model: bool = True
    ) -> AsyncGenerator[Event, None]:
        run.case = case = await open_case(
            caller.tenant,
            request,
            run,
            conversations=self._conversations,
            customers=self._customers,
            policies=self._policies,
        )
        scope = Scope(caller.tenant, segments=case.segments, as_of=request.as_of, exclude=frozenset(request.exclude))
        llm = self._llm if model else None
        if self._tokens is not None and (limit := case.policy.llm.tokens_per_day) is not None:
            run.meter.purse = self._tokens.purse(caller.tenant, limit)
        jobs = Jobs(run)
        try:
            async with aclosing(self._work(caller, case, scope, run, llm, jobs)) as work:
                async for event in work:
                    run.note(event)
                    yield event
        finally:
            await jobs.close()
        if run.meter.stood_in:
            run.add("llm", FALLBACK_USED, run.meter.stood_in)
        for reason in run.reasons:
            yield Event("reason", reason)
        yield Event("done", run.answer(case, self._llm is not None))

    async def _work(  # noqa: PLR0917  # one request's own things
        self, caller: Caller, case: Case, scope: Scope, run: Run, llm: Llm | None, jobs: Jobs
    ) -> AsyncGenerator[Event, None]:
        request = case.request
        basis, keep = await self._basis(caller, case, scope, run)
        run.found = found = basis.found
        run.down = found.down
        guarded = self._llm is not None or run.replies_only  # what is quoted to an agent obeys nobody

        @cache
        def suspect() -> list[tuple[str, str]]:
            return run.guarded("guard", lambda: suspect_passages(found), []) if guarded else []

        @cache
        def evidence() -> Evidence:
            return run.guarded("guard", lambda: evidence_of(case, found, suspect()), Evidence({}))  # or nothing vouches

        run.evidence = evidence
        if llm is not None and not run.guarded("llm", partial(self._open, case, found, run, llm), instead=False):
            llm = None
        replied = "replies" in request.want and (found.evidence or found.down or request.instruction)
        if llm is not None and (replied or request.draft is not None):
            jobs.start(self._written(case, found, evidence, run))
            await jobs.set_out()  # it thinks while the rest is made, and before anything else is sent
        sources: tuple[Source, ...] = run.guarded("retrieval", lambda: found.sources, ())
        yield Event("sources", {"sources": list(sources)})
        near = await self._near(case, basis, run)
        writer = Writer(case, found.answered, near, evidence(), run.id, weak=_weak(found))
        replies: list[Reply] = []
        if request.draft is not None:
            replies = run.guarded(
                "replies",
                lambda: [draft_reply(case, visible(request.draft or ""), approved(found, evidence()), run.id)],
                [],
            )
        elif "replies" in request.want:
            replies = run.guarded("replies", lambda: kept_replies(writer, basis), []) if found.query else []
            if not replies and not run.reasons and found.query is not None:
                run.add("replies", "below_floor", "What was found doesn't answer it.")
        for reply in replies[: request.max_replies]:
            yield Event("reply", reply)
        run.reasons += found.notes
        run.warn(run.guarded("guard", lambda: suspected(case, suspect()), None))
        run.took("first_reply")
        internal: list[tuple[Found, str]] = []
        if request.question is not None:
            internal = await self._for_question(case, scope, request.question, run)
            quoted = run.guarded("replies", lambda: quoted_answer(case, request.question or "", internal, run.id), None)
            if quoted is not None:
                yield Event("answer", quoted)
        if run.replies_only and case.policy.send.approved_resolutions:
            await self._usual(case, scope, found, evidence(), run)
        ruled = None
        if "summary" in request.want or "next_actions" in request.want:
            ruled = run.guarded("summary", lambda: summarise(case, notes=caller.role != "bot"), None)
        if ruled is not None and "summary" in request.want:
            yield Event("summary", ruled)
        issue = ruled.issue if ruled else ""
        specs, counted = await self._proposing.proposed(
            self._retriever, self._closeness, case, scope, found, issue, run
        )
        if "next_actions" in request.want:
            yield Event("next_actions", {"next_actions": list(counted)})
        asked = next((a for a in counted if a.missing), None)
        if "replies" in request.want and request.draft is None and asked and len(replies) < request.max_replies:
            asking = run.guarded("replies", lambda: writer.asking(asked), None)
            if asking is not None:
                yield Event("reply", asking)
        if keep is not None and found.standing is not None:
            with suppress(*OUTAGES):
                keep(until=await found.standing.holds_until())
        run.took("without_model")
        if llm is None:
            if self._llm is None and (undone := _needs_model(request)):
                run.add("llm", "llm_not_configured", undone)
            return
        if run.redaction is not None:
            run.redaction.allow(f"{f.passage.title}\n{text}" for f, text in internal)
            run.redaction.allow(f"{s.label}\n{s.when}" for s in specs)
        if request.question is not None:
            jobs.start(self._answered(case, internal, request.question, run))
        if ruled is not None and "summary" in request.want and found.query is not None and not run.replies_only:
            jobs.start(self._summary(caller.tenant, case, ruled, run))
        if counted and "next_actions" in request.want and not run.replies_only:
            jobs.start(self._ranked(case, counted, specs, run))
        async with aclosing(jobs.events()) as events:
            async for event in events:
                yield event

    def _open(self, case: Case, found: Gathered, run: Run, llm: Llm) -> bool:
        """The door to the model for this request; it stays shut where masking fails."""
        if self._masking:
            run.redaction = redaction_of(case, [f"{f.passage.title}\n{text}" for f, text in found.evidence])
            if (other := run.withheld) is not None:
                run.redaction.learn_record(other.name, other.id, other.attributes)
        run.llm = Masked(llm, run.redaction) if run.redaction is not None else llm
        return True

    # --- what is needed first --------------------------------------------------------------------------------------

    async def _basis(self, caller: Caller, case: Case, scope: Scope, run: Run) -> tuple[Basis, Keep | None]:
        """What was found, now or lately; and where it is new, how to keep it."""
        request = case.request
        extra = (request.draft,) if request.draft else ()
        if set(request.want) == {"summary"} and not extra and request.question is None:
            return Basis(Gathered(asked_about(case))), None  # a summary rests on the thread alone
        if not case.from_customer and not extra:
            run.add("replies", NO_QUESTION, "No customer has written in this conversation.")
            return Basis(Gathered(None)), None
        asked = Asked(scope, caller.role != "bot", extra)
        version, groundwork = self._retriever.version(), self._groundwork
        basis, keep = groundwork.of(asked, case, version), None
        if basis is None:
            basis = Basis(await self._gather(asked, case, run))
            if version is not None and not basis.found.down:
                keep = partial(groundwork.keep, asked, case, basis, version=version)
        run.reasons += basis.found.reasons
        run.took("retrieval")
        return basis, keep

    async def _gather(self, asked: Asked, case: Case, run: Run) -> Gathered:
        try:
            async with asyncio.timeout_at(run.deadline):
                return await gather(self._retriever, case, asked.scope, for_agent=asked.for_agent, extra=asked.extra)
        except TimeoutError:
            run.add("retrieval", "retrieval_timeout", "The knowledge could not be searched before the deadline.")
        except Exception as e:
            run.failed("retrieval", e)
        return Gathered(None, down=True)

    async def _near(self, case: Case, basis: Basis, run: Run) -> Mapping[str, float]:
        """What ``nearness`` says; nothing where it fails, and words alone choose what is quoted."""
        if "replies" not in case.request.want or case.request.draft is not None:
            return {}
        if basis.near is not None:
            return basis.near
        try:
            async with asyncio.timeout_at(run.deadline):
                near = await nearness(self._closeness, case, basis.found)
                basis.near = near or None
                return near
        except TimeoutError:
            run.add("retrieval", "retrieval_timeout", "Sentences could not be compared before the deadline.")
        except Exception as e:
            run.failed("retrieval", e)
        return {}

    async def _for_question(self, case: Case, scope: Scope, text: str, run: Run) -> list[tuple[Found, str]]:
        """What the agent's own question finds, internal articles too."""
        try:
            async with asyncio.timeout_at(run.deadline):
                mine = scope.for_audience("agent")
                texts = dict.fromkeys([text, *apart(text)])  # two questions in one find what neither half does
                queries = [Query(text=t, language=case.language) for t in texts]
                results = await asyncio.gather(
                    *(self._retriever.search(q, mine, limit=_PROMPT_PASSAGES, per_source=2) for q in queries)
                )
        except Exception as e:
            run.failed("retrieval", e)
            return []
        best: dict[str, Found] = {}
        for f in sorted((f for r in results for f in r.passages), key=lambda f: -f.relevance):
            best.setdefault(f.passage.id, f)
        return [(f, text) for f in best.values() if (text := quotable_text(f.passage))]

    async def _usual(self, case: Case, scope: Scope, found: Gathered, evidence: Evidence, run: Run) -> None:
        """Note the usual answer, where there is one; where it can't be searched for, there is none."""
        if found.query is None or found.down or found.beyond:
            return
        try:
            async with asyncio.timeout_at(run.deadline):
                near = await self._retriever.similar(found.query, scope.for_audience("customer"), limit=LOOKED)
        except (TimeoutError, *OUTAGES):
            return
        except Exception as e:
            run.failed("replies", e)
            return
        now = case.last_at or case.request.as_of or datetime.now(UTC)
        made = partial(usual, case, near, evidence, reply_id=f"{run.id}-u", now=now)
        run.usual = run.guarded("replies", made, None)

    # --- what a model adds -----------------------------------------------------------------------------------------

    async def _written(
        self, case: Case, found: Gathered, evidence: Callable[[], Evidence], run: Run
    ) -> AsyncGenerator[Event, None]:
        assert run.llm is not None
        passages = found.evidence[:_PROMPT_PASSAGES]
        shown = [(f.passage.title, text) for f, text in passages]
        draft, context = case.request.draft, run.llm.context_tokens
        prompt = reply_prompt(case, shown, context) if draft is None else rewrite_prompt(case, shown, draft, context)
        try:
            prompt = prompt.fitting("a reply" if draft is None else "rewriting the draft")
            used = [passages[n] for n in prompt.used]
            writing = Writing(
                run.llm, prompt, case, used, evidence, f"{run.id}-w", run.deadline, run.meter, weak=_weak(found)
            )
            async with aclosing(written(writing)) as events:
                async for event in events:
                    run.wrote = run.wrote or event.name == "reply"
                    yield event
                    run.took_once("first_token")
        except LlmFailed as e:
            run.add("llm", e.code, e.detail)

    async def _answered(
        self, case: Case, internal: list[tuple[Found, str]], question: str, run: Run
    ) -> AsyncGenerator[Event, None]:
        assert run.llm is not None
        if not internal:
            return
        evidence = Evidence(
            passages={f.passage.id: f"{f.passage.title}\n{text}" for f, text in internal},
            conversation=case.thread_text + "\n" + question,
            record=case.record_text,
            hosts=case.policy.links,
        )
        shown = [(f.passage.title, text) for f, text in internal]
        prompt = question_prompt(case, shown, question, run.llm.context_tokens)
        try:
            used = [internal[n] for n in prompt.fitting("an answer to the question").used]
            writing = Writing(
                run.llm, prompt, case, used, lambda: evidence, f"{run.id}-k", run.deadline, run.meter, insertable=False
            )
            async with aclosing(written(writing)) as events:
                async for event in events:
                    if event.name == "answer":
                        yield event
        except LlmFailed as e:
            run.add("llm", e.code, e.detail)

    async def _summary(self, tenant: str, case: Case, ruled: Summary, run: Run) -> AsyncGenerator[Event, None]:
        try:
            yield Event("summary", await kept_summary.summary(tenant, case, ruled, run, self._summaries))
        except LlmFailed as e:
            run.add("summary", e.code, e.detail)

    async def _ranked(
        self, case: Case, counted: tuple[NextAction, ...], specs: tuple[ActionSpec, ...], run: Run
    ) -> AsyncGenerator[Event, None]:
        assert run.llm is not None
        try:
            ranked = await structured.rank(run.llm, case, counted, specs, deadline=run.deadline, meter=run.meter)
            if ranked:
                yield Event("next_actions", {"next_actions": list(ranked)})
        except LlmFailed as e:
            run.add("next_actions", e.code, e.detail)


def _run(request: AssistRequest, began: float | None = None) -> Run:
    return Run(began or asyncio.get_running_loop().time(), request.deadline_ms / 1000)


def _needs_model(request: AssistRequest) -> str:
    """What was asked for and is left undone where no model is configured; "" where nothing is."""
    why = "that needs a language model; none is configured."
    if request.draft is not None:
        return "The draft is checked but not rewritten: " + why
    return "The instruction is not followed: " + why if request.instruction else ""


def _weak(found: Gathered) -> bool:
    return any(note.code == "language_weak" for note in found.notes)
