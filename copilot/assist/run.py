"""One request on its way: what it has produced so far, how long it took, and the model's jobs running beside it."""

import asyncio
import secrets
import time
from collections import deque
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

import structlog

from copilot.assist.case import Case
from copilot.assist.events import Event
from copilot.assist.gather import Gathered
from copilot.assist.usual import Usual
from copilot.domain import Answer, Customer, Mode, NextAction, Reason, Reply, Source, Summary
from copilot.guard.grounding import Evidence
from copilot.guard.redaction import Redaction
from copilot.llm import Meter, Model

log = structlog.get_logger(__name__)
Stage = Literal["retrieval", "replies", "summary", "next_actions", "llm", "state", "input", "guard"]
T = TypeVar("T")
_MARGIN_S = 0.05
"""Kept back of the deadline for sending what is ready."""
_LATE_S = 0.02
"""After the deadline of its calls, for the model's jobs to say how they ended."""
_TURNS = 12
"""Of the loop, until a model's request is written: it takes 8 where a connection is open."""
_HOPS, BURST_S = 3, 0.004
"""Turns of the loop that an event takes from a job to the wire (the request's own task, the stream's, the server's),
and for how long events are made in one go while one waits to go out."""
_STATE_S, _STATE_SHARE = 1.0, 1 / 4
"""Most that one read of our records may take, in seconds and of what is left."""
FALLBACK_USED = "llm_fallback_used"
"""No failure: the second model wrote."""


@dataclass(slots=True)
class Run:
    """What one request has produced so far, and how long it took."""

    started: float
    seconds: float
    id: str = field(default_factory=lambda: "ans_" + secrets.token_hex(8))
    reasons: list[Reason] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    asked: Reply | None = None
    summary: Summary | None = None
    actions: tuple[NextAction, ...] = ()
    sources: tuple[Source, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)
    meter: Meter = field(default_factory=Meter)
    llm: Model | None = None
    """The model as this request may use it: where masking is on, what stands in for it."""
    redaction: Redaction | None = None
    withheld: Customer | None = None
    """Whose record this request must not show, but whose name and ids are masked all the same."""
    replies_only: bool = False
    """The model is asked for replies and for nothing else."""
    case: Case | None = None
    found: Gathered | None = None
    evidence: Callable[[], Evidence] | None = None
    """What replies may rest on; worked out when it is first asked for."""
    usual: Usual | None = None
    down: bool = False
    wrote: bool = False
    _clock: float = field(default_factory=time.perf_counter)

    @property
    def deadline(self) -> float:
        """Time of the loop by which everything must be ready to send."""
        return self.started + max(0.04, self.seconds - _MARGIN_S)

    def patience(self) -> float:
        """Seconds that a read of what we remember may take: most of the time is for the answer."""
        left = self.deadline - asyncio.get_running_loop().time()
        return max(0.0, min(_STATE_S, left * _STATE_SHARE))

    def took(self, stage: str) -> None:
        self.timings[stage] = round((time.perf_counter() - self._clock) * 1000, 2)

    def took_once(self, stage: str) -> None:
        if stage not in self.timings:
            self.took(stage)

    def add(self, stage: Stage, code: str, detail: str) -> None:
        reason = Reason(stage=stage, code=code, detail=detail)
        # a model's call and the request that waits for it may end at the same moment: that is told once
        told = any((r.stage, r.code) == (stage, code) for r in self.reasons) if stage == "llm" else False
        if not told and reason not in self.reasons:
            self.reasons.append(reason)

    def warn(self, reason: Reason | None) -> None:
        """A reason that takes nothing away; in the log its codes and places, no word of the text."""
        if reason is not None:
            self.reasons.append(reason)
            log.warning(reason.code, stage=reason.stage, detail=reason.detail)

    def failed(self, stage: Stage, error: Exception) -> None:
        """One part failed on a bug of ours: said without its message, which may hold a customer's text."""
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else ""
        log.error("assist_stage_failed", stage=stage, error=type(error).__name__, where=where)
        self.add(stage, "internal_error", "This part failed; it is logged.")

    def guarded(self, stage: Stage, make: Callable[[], T], instead: T) -> T:
        """What ``make`` returns, or ``instead`` where it fails: one part never takes the others with it."""
        try:
            return make()
        except Exception as e:
            self.failed(stage, e)
            return instead

    def note(self, event: Event) -> None:
        """Keep what an event brings, for the answer at the end."""
        data: Any = event.data
        if event.name == "sources":
            self.sources = tuple(data["sources"])
        elif event.name == "reply":
            self.replies.append(data)
        elif event.name == "answer":
            self.asked = data
        elif event.name == "summary":
            self.summary = data
        elif event.name == "next_actions":
            self.actions = tuple(data["next_actions"])

    def answer(self, case: Case, has_model: bool) -> Answer:
        self.took("total")
        written = [r for r in self.replies if r.origin == "llm"]
        others = [r for r in self.replies if r.origin != "llm"]
        failed = any(
            (r.code.startswith("llm_") and r.code != FALLBACK_USED) or (r.stage, r.code) == ("llm", "internal_error")
            for r in self.reasons
        )
        mode: Mode = "full"
        if self.down:
            mode = "no_retrieval" if self.wrote else "nothing"
        elif not has_model or (failed and not written):
            mode = "no_llm"
        return Answer(
            id=self.id,
            mode=mode,
            reasons=tuple(self.reasons),
            replies=tuple((written + others)[: case.request.max_replies]),
            answer=self.asked,
            summary=self.summary,
            next_actions=self.actions,
            sources=self.sources,
            timings_ms=self.timings,
            usage=self.meter.usage().model_copy(update={"masked": self.redaction.counts() if self.redaction else {}}),
        )


class Jobs:
    """Several streams of events as one; closing it cancels and awaits them all."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._made: deque[Event | None] = deque()
        """What waits to be told; None where a job has ended."""
        self._more = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self, events: AsyncGenerator[Event, None]) -> None:
        self._tasks.append(asyncio.create_task(self._pump(events)))

    async def set_out(self) -> None:
        """Let the jobs come as far as they do without an answer from anyone: a request to the model is sent then."""
        for _ in range(_TURNS):
            await asyncio.sleep(0)

    async def _pump(self, events: AsyncGenerator[Event, None]) -> None:
        out_by = 0.0
        try:
            async with aclosing(events):
                async for event in events:
                    self._tell(event)
                    if time.perf_counter() >= out_by:  # it goes out before more is read, or worked on for long
                        for _ in range(_HOPS):
                            await asyncio.sleep(0)
                        out_by = time.perf_counter() + BURST_S
        except Exception as e:
            self._run.failed("llm", e)
        finally:
            self._tell(None)

    def _tell(self, event: Event | None) -> None:
        self._made.append(event)
        self._more.set()

    async def _next(self) -> Event | None:
        """Pieces of one reply that came together are told together."""
        while not self._made:
            self._more.clear()
            await self._more.wait()
        event = self._made.popleft()
        if (reply_id := _piece_of(event)) is None:
            return event
        pieces = [event]
        while self._made and _piece_of(self._made[0]) == reply_id:
            pieces.append(self._made.popleft())
        text = "".join(p.data["text"] for p in pieces if p is not None and isinstance(p.data, dict))
        return Event("reply.delta", {"reply_id": reply_id, "text": text})

    async def events(self) -> AsyncGenerator[Event, None]:
        left = len(self._tasks)
        shown: set[str] = set()
        try:
            while left:
                async with asyncio.timeout_at(self._run.deadline + _LATE_S):
                    event = await self._next()
                if event is None:
                    left -= 1
                    continue
                if isinstance(event.data, Reply):
                    shown.discard(event.data.id)
                elif (reply_id := _piece_of(event)) is not None:
                    shown.add(reply_id)
                elif event.name == "reply.withdrawn" and isinstance(event.data, dict):
                    shown.discard(event.data["reply_id"])
                yield event
        except TimeoutError:
            for reply_id in shown:
                yield Event("reply.withdrawn", {"reply_id": reply_id, "reason": "llm_timeout"})
            self._run.add("llm", "llm_timeout", "The model did not finish before the deadline.")

    async def close(self) -> None:
        """Cancel what still runs, and wait for its end."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _piece_of(event: Event | None) -> str | None:
    """The id of the reply that a piece belongs to; None for any other event."""
    if event is None or event.name != "reply.delta" or not isinstance(event.data, dict):
        return None
    reply_id: str = event.data["reply_id"]
    return reply_id
