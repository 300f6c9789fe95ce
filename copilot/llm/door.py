"""The door: which model is asked, when another one steps in, and what is never asked twice.

The first model gets a share of the deadline to begin; when it doesn't, the second one writes. Where there is no second,
a call that failed at once may be tried again, within a budget that keeps a bad day from getting worse. Text that a
reader has seen is never continued by another call.
"""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from copilot.llm.call import Ask, Endpoint, open_endpoint
from copilot.llm.limits import ExtraCalls
from copilot.llm.outcome import LlmFailed, Meter, Say
from copilot.llm.reading import read_json, strict_schema, wrong_fields
from copilot.settings import Settings
from prompts import system
from retrieval.visible import visible

T = TypeVar("T", bound=BaseModel)

ROLES = ("first", "second")
"""Names of the models by their place, for figures."""
_SHARE = 0.5
"""Of what is left of the deadline, for the first model to begin in where a second one waits."""
_ENOUGH_S = 1.0
"""Of the deadline, for a second model to write anew what was withdrawn."""
_BACKOFF_S = (0.1, 0.3)
_LEFT_S = 0.2
"""Without so much left of the deadline nothing more is tried."""


@dataclass(slots=True)
class Figures:
    """What the door has done since the start; models by their place."""

    calls: Counter[str] = field(default_factory=Counter)
    failures: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By model and code."""
    extra: Counter[str] = field(default_factory=Counter)
    """``retry``, ``hedge``, ``repair``, ``fallback``."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """An answer whose first piece is there."""

    place: int
    first: str
    rest: AsyncGenerator[str, None]
    before: LlmFailed | None
    """What the models before it did."""


class Llm:
    """One model or two, each behind a URL. ``deadline`` is always a time of the running loop, in seconds."""

    def __init__(
        self,
        endpoints: Sequence[Endpoint],
        *,
        timeout_s: float,
        hedge_after_s: float | None = None,
        context_tokens: int = 8000,
    ) -> None:
        self.endpoints = tuple(endpoints)
        self.context_tokens = context_tokens
        self.figures = Figures()
        self._timeout_s = timeout_s
        self._hedge_after_s = hedge_after_s
        self._extra = ExtraCalls()

    @property
    def model(self) -> str:
        """The first model's name."""
        return self.endpoints[0].model

    @property
    def available(self) -> bool:
        """False while every model is left alone after its failures."""
        return any(e.breaker.state != "open" and not e.breaker.paused for e in self.endpoints)

    async def close(self) -> None:
        for endpoint in self.endpoints:
            await endpoint.close()

    async def stream(
        self,
        prompt: Sequence[Say],
        *,
        deadline: float,
        meter: Meter,
        max_tokens: int = 800,
        after: LlmFailed | None = None,
    ) -> AsyncGenerator[str, None]:
        """Pieces of the answer as they come. Raises LlmFailed, also after pieces were given: where ``follows`` then
        says so, an answer may be written anew with ``after`` that failure."""
        ask = self._ask(prompt, deadline, meter, max_tokens)
        begun = await self._begin(ask, after)
        meter.model = self.endpoints[begun.place].model
        async with aclosing(self._all(begun, ask)) as pieces:
            async for piece in pieces:
                yield piece

    async def complete(
        self, prompt: Sequence[Say], answer: type[T], *, deadline: float, meter: Meter, max_tokens: int = 700
    ) -> T:
        """A structured answer. The schema is sent where the server takes it; what comes is read tolerantly, also what
        was cut short. What can't be read is asked of the second model, or else once more of the same one with what was
        wrong, where deadline and budget allow it. Raises LlmFailed."""
        ask = self._ask(prompt, deadline, meter, max_tokens, strict_schema(answer))
        after: LlmFailed | None = None
        repaired = False
        while True:
            try:
                begun = await self._begin(ask, after)
                value = await self._read(begun, ask, answer)
            except LlmFailed as e:
                if self.follows(e, deadline):
                    after = e
                elif isinstance(e, _Unreadable) and not repaired and self._may_repair(e, ask):
                    repaired, after = True, e
                    ask = replace(ask, prompt=_told(ask.prompt, e.why))
                else:
                    raise
            else:
                meter.model = meter.model or self.endpoints[begun.place].model
                return value

    def follows(self, error: LlmFailed, deadline: float) -> bool:
        """Whether a stream that failed after it was shown may be replaced by an answer from the start."""
        return (
            error.next_model is not None
            and self.endpoints[error.next_model].breaker.admits
            and deadline - asyncio.get_running_loop().time() >= _ENOUGH_S
        )

    def _ask(
        self,
        prompt: Sequence[Say],
        deadline: float,
        meter: Meter,
        max_tokens: int,
        schema: dict[str, Any] | None = None,
    ) -> Ask:
        latest = asyncio.get_running_loop().time() + self._timeout_s
        return Ask(prompt, min(deadline, latest), meter, max_tokens, schema)

    async def _read(self, begun: _Begun, ask: Ask, answer: type[T]) -> T:
        """The value in the whole of an answer; in one that was cut short, where what is whole of it will do."""
        pieces: list[str] = []
        cut: LlmFailed | None = None
        try:
            async with aclosing(self._all(begun, ask)) as stream:
                async for piece in stream:
                    pieces.append(piece)  # noqa: PERF401  # what came before a failure counts
        except LlmFailed as e:
            if e.code != "llm_cut_short":
                raise
            cut = e
        try:
            value = answer.model_validate(read_json(visible("".join(pieces))))
        except (LlmFailed, ValidationError) as e:
            if cut is not None:
                raise cut from None
            wrong = _Unreadable(e, begun.place)
            self._failed(begun.place, wrong)
            raise wrong from None
        if cut is not None and begun.place > 0:
            ask.meter.stood_in = self._stood_in(begun)
        return value

    def _may_repair(self, error: "_Unreadable", ask: Ask) -> bool:
        if ask.deadline - asyncio.get_running_loop().time() < _ENOUGH_S or not self._extra.take():
            return False
        self.figures.extra["repair"] += 1
        error.next_model = error.place
        return True

    def _stood_in(self, begun: _Begun) -> str | None:
        """Why it was not the first model that wrote, in words."""
        if begun.place == 0:
            return None
        why = f" after the first: {begun.before.detail}" if begun.before else "; it was the quicker one."
        return f"The second model, {self.endpoints[begun.place].model}, wrote{why}"

    async def _all(self, begun: _Begun, ask: Ask) -> AsyncGenerator[str, None]:
        meter = ask.meter
        if begun.place > 0:  # noted first, since a reader may have enough before the stream has ended
            self.figures.extra["fallback"] += 1
            meter.stood_in = self._stood_in(begun)
        async with aclosing(begun.rest) as rest:
            try:
                yield begun.first
                async for piece in rest:
                    yield piece
            except LlmFailed as e:
                meter.stood_in = None
                self._failed(begun.place, e)
                raise

    def _failed(self, place: int, error: LlmFailed) -> None:
        self.figures.failures[ROLES[place], error.code] += 1
        if error.again:
            error.next_model = place
        elif error.elsewhere and place + 1 < len(self.endpoints):
            error.next_model = place + 1

    async def _begin(self, ask: Ask, after: LlmFailed | None) -> _Begun:
        """The first model that begins to answer. Raises LlmFailed where none does."""
        loop = asyncio.get_running_loop()
        failed = after
        self._extra.earn()
        for place in range(after.next_model or 0 if after else 0, len(self.endpoints)):
            endpoint = self.endpoints[place]
            if not endpoint.breaker.enter():
                failed = failed or _resting(endpoint)
                continue
            spare = any(e.breaker.admits for e in self.endpoints[place + 1 :])
            until = ask.deadline
            if spare:
                until = loop.time() + (ask.deadline - loop.time()) * _SHARE
            try:
                try:
                    begun = await self._perhaps_hedged(place, ask, until, failed)
                except LlmFailed as e:
                    if spare or not await self._may_retry(endpoint, e, ask):
                        raise
                    self.figures.extra["retry"] += 1
                    begun = await self._first(place, ask, until, failed)
            except LlmFailed as e:
                failed = _both(failed, e)
                if not e.elsewhere or ask.deadline - loop.time() < _LEFT_S:
                    break
            else:
                return begun
        assert failed is not None, "there is at least one model"
        raise failed

    async def _may_retry(self, endpoint: Endpoint, error: LlmFailed, ask: Ask) -> bool:
        """Waits until the call may be made again; False where it may not, or not in time."""
        wait = error.retry_after if error.retry_after is not None else random.uniform(*_BACKOFF_S)  # noqa: S311
        if not error.transient or asyncio.get_running_loop().time() + wait + _LEFT_S > ask.deadline:
            return False
        if not self._extra.take():
            return False
        await asyncio.sleep(wait)
        return endpoint.breaker.enter()

    async def _first(self, place: int, ask: Ask, until: float, before: LlmFailed | None) -> _Begun:
        """The first piece of a call that its breaker has let through. Raises LlmFailed."""
        endpoint = self.endpoints[place]
        self.figures.calls[ROLES[place]] += 1
        pieces = endpoint.stream(ask, first_by=until)
        try:
            first = await anext(pieces)
        except LlmFailed as e:
            if e.fault:
                endpoint.breaker.failed()
            elif e.code in ("llm_busy", "llm_budget", "llm_timeout"):
                endpoint.breaker.left()
            else:
                endpoint.breaker.succeeded()
            self.figures.failures[ROLES[place], e.code] += 1
            raise
        except BaseException:
            endpoint.breaker.left()
            await pieces.aclose()
            raise
        endpoint.breaker.succeeded()
        return _Begun(place, first, pieces, before)

    async def _perhaps_hedged(self, place: int, ask: Ask, until: float, before: LlmFailed | None) -> _Begun:
        """``_first``, or a second call beside it where it is slow, hedging is on and the budget allows it."""
        if self._hedge_after_s is None:
            return await self._first(place, ask, until, before)
        racing = [asyncio.create_task(self._first(place, ask, until, before))]
        try:
            done, _ = await asyncio.wait(racing, timeout=self._hedge_after_s)
            if not done:
                other = min(place + 1, len(self.endpoints) - 1)
                breaker = self.endpoints[other].breaker
                if breaker.admits and self._extra.take() and breaker.enter():
                    self.figures.extra["hedge"] += 1
                    racing.append(asyncio.create_task(self._first(other, ask, ask.deadline, None)))
            return await _quickest(racing)
        finally:
            await _leave(racing)


class _Unreadable(LlmFailed):
    """A structured answer that holds no such JSON; ``why`` is for the model, without its words."""

    def __init__(self, error: LlmFailed | ValidationError, place: int) -> None:
        if isinstance(error, LlmFailed):
            super().__init__(error.code, error.detail)
            self.why = "it held no JSON object"
        else:
            super().__init__("llm_bad_answer", f"The model's JSON has {error.error_count()} wrong fields.")
            self.why = wrong_fields(error)
        self.place = place


def _told(prompt: Sequence[Say], why: str) -> list[Say]:
    """The same question with what was wrong with its answer; as one message, since some templates take no two in turn
    of the same speaker."""
    *before, last = prompt
    return [*before, Say(last.role, f"{last.text}\n\n{system('repair.v1')} {why}")]


async def _quickest(racing: "list[asyncio.Task[_Begun]]") -> _Begun:
    """The first that begins, taken out of ``racing``; the first one's failure where none does."""
    waiting = set(racing)
    while waiting:
        done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            if task.exception() is None:
                racing.remove(task)
                return task.result()
    return racing[0].result()


async def _leave(racing: "list[asyncio.Task[_Begun]]") -> None:
    """Hang up on those that lost."""
    for task in racing:
        task.cancel()
    for late in await asyncio.gather(*racing, return_exceptions=True):
        if isinstance(late, _Begun):
            await late.rest.aclose()


def _resting(endpoint: Endpoint) -> LlmFailed:
    seconds = round(endpoint.breaker.wait_s)
    if endpoint.breaker.paused:
        return LlmFailed("llm_busy", f"The model's server asked to be left alone for {seconds} s more.")
    return LlmFailed("llm_unavailable", f"The model failed several times in a row; it is asked again in {seconds} s.")


def _both(first: LlmFailed | None, second: LlmFailed) -> LlmFailed:
    """The later failure, which says what the earlier one was."""
    if first is not None:
        second.detail = f"{second.detail} The first model: {first.detail}"
    return second


def open_llm(settings: Settings) -> Llm | None:
    """The configured models, or None where there are none. Makes no call."""
    if not settings.llm_url or not settings.llm_model:
        return None
    models = [(settings.llm_url, settings.llm_model, settings.llm_key, "COPILOT_LLM")]
    if settings.llm_fallback_url and settings.llm_fallback_model:
        url, model, key = settings.llm_fallback_url, settings.llm_fallback_model, settings.llm_fallback_key
        models.append((url, model, key, "COPILOT_LLM_FALLBACK"))
    endpoints = [
        open_endpoint(
            url,
            model,
            key.get_secret_value() if key else None,
            names=names,
            timeout_s=settings.llm_timeout_s,
            first_token_s=settings.llm_first_token_s,
            between_tokens_s=settings.llm_between_tokens_s,
            max_concurrent=settings.llm_max_concurrent,
        )
        for url, model, key, names in models
    ]
    return Llm(
        endpoints,
        timeout_s=settings.llm_timeout_s,
        hedge_after_s=settings.llm_hedge_after_s,
        context_tokens=settings.llm_context_tokens,
    )
