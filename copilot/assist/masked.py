"""The one way from a request to a model: what is personal is masked in every prompt and restored in every answer."""

import re
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import aclosing
from typing import Any, TypeVar

from pydantic import BaseModel

from copilot.assist.case import Case
from copilot.guard.placeholders import placeholders
from copilot.guard.redaction import Redaction
from copilot.llm import LlmFailed, Meter, Model, Say
from prompts import system

T = TypeVar("T", bound=BaseModel)
_PUBLIC = re.compile(r"<passage\b.*?\n</passage>", re.DOTALL)
"""Knowledge for everyone, as the prompts fence it; no text from outside can hold a ``<``."""
_SHORTEST_CUT = 1000
"""Characters up to which no text of a request is ever cut to fit a prompt."""

_MESSAGES, _LONGEST = 60, 20_000
"""The latest messages, and so many characters of each, can be in a prompt."""


class Masked:
    """Stands in for a model throughout one request."""

    def __init__(self, llm: Model, redaction: Redaction) -> None:
        self._llm = llm
        self._redaction = redaction

    @property
    def context_tokens(self) -> int:
        return self._llm.context_tokens

    async def stream(
        self,
        prompt: Sequence[Say],
        *,
        deadline: float,
        meter: Meter,
        max_tokens: int = 800,
        after: LlmFailed | None = None,
    ) -> AsyncGenerator[str, None]:
        """Pieces of the answer, restored; a placeholder that comes in two pieces goes on as one value."""
        text = self._redaction.restoring()
        told = self._masked(prompt)
        pieces = self._llm.stream(told, deadline=deadline, meter=meter, max_tokens=max_tokens, after=after)
        async with aclosing(pieces) as stream:
            async for piece in stream:
                if ready := text.feed(piece):
                    yield ready
        if ready := text.finish():
            yield ready

    async def complete(
        self, prompt: Sequence[Say], answer: type[T], *, deadline: float, meter: Meter, max_tokens: int = 700
    ) -> T:
        """A structured answer with every text in it restored. Raises LlmFailed, also for a placeholder made up."""
        told = self._masked(prompt)
        got = await self._llm.complete(told, answer, deadline=deadline, meter=meter, max_tokens=max_tokens)
        return got.model_copy(update=self._fields(got))

    def follows(self, error: LlmFailed, deadline: float) -> bool:
        return self._llm.follows(error, deadline)

    def _masked(self, prompt: Sequence[Say]) -> list[Say]:
        told = [Say(say.role, self._redaction.mask(say.text, _PUBLIC)) for say in prompt]
        if told and told[0].role == "system":
            told[0] = Say("system", f"{told[0].text}\n{system('masked.v1')}")
        return told

    def _fields(self, value: BaseModel) -> dict[str, Any]:
        return {name: self._restored(getattr(value, name)) for name in type(value).model_fields}

    def _restored(self, value: Any) -> Any:
        if isinstance(value, BaseModel):
            return value.model_copy(update=self._fields(value))
        if isinstance(value, list):
            return [self._restored(v) for v in value]
        if not isinstance(value, str):
            return value
        text = self._redaction.restore(value)
        if any(placeholders(text)):
            raise LlmFailed("llm_bad_answer", "The model made up a placeholder for personal data.")
        return text


def redaction_of(case: Case, public: Iterable[str]) -> Redaction:
    """What this request keeps back: the customer's record and name, and what its texts hold that is not ``public``."""
    fixed = (case.policy.signature, case.policy.brand, case.policy.tone)
    redaction = Redaction([*public, *fixed])
    customer = case.customer
    if customer is not None:
        redaction.learn_record(customer.name, customer.id, customer.attributes)
        past = [(m.author, m.text) for h in customer.history for m in h.messages if not m.private]
        redaction.learn_thread(past)
    redaction.learn_record(None, None, case.conversation.metadata)
    redaction.learn_thread((m.author, m.text) for m in case.visible)
    given = (case.request.draft, case.request.instruction, case.request.question)
    latest = case.visible[-_MESSAGES:]
    attached = (a.text for m in latest for a in m.attachments if a.text)
    whole = [*(m.text for m in latest), *attached, case.record_text, *(g for g in given if g)]
    if sum(len(t) for t in whole) > _SHORTEST_CUT:
        redaction.learn_whole(t[:_LONGEST] for t in whole)
    return redaction
