"""What goes in and what comes out of a model's call: messages, the failures' codes, and what was used."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from pydantic import BaseModel

from copilot.domain import Usage

T = TypeVar("T", bound=BaseModel)

LlmCode = Literal[
    "llm_timeout",
    "llm_unavailable",
    "llm_cut_short",
    "llm_bad_answer",
    "llm_refused",
    "llm_busy",
    "llm_budget",
    "llm_too_long",
]


class LlmFailed(Exception):  # called for what happened, like the other errors of the domain
    """The model gave no usable answer; ``code`` says why in a stable word, ``detail`` in words without its text."""

    def __init__(
        self,
        code: LlmCode,
        detail: str,
        *,
        transient: bool = False,
        fault: bool = False,
        retry_after: float | None = None,
        again: bool = False,
    ) -> None:
        super().__init__(f"{code}: {detail}")
        self.code: LlmCode = code
        self.detail = detail
        self.transient = transient
        """The same call may well succeed in a moment."""
        self.fault = fault
        """It is the endpoint that fails, whatever it is asked."""
        self.retry_after = retry_after
        """Seconds, where the server named them."""
        self.again = again
        """The same model will do better from the start: we know it now."""
        self.next_model: int | None = None
        """The place of the model that may still write an answer of its own, from the start."""

    @property
    def elsewhere(self) -> bool:
        """Whether another model may be asked: nobody looks for one that says what the first declined to say."""
        return self.code not in ("llm_refused", "llm_budget")


@dataclass(frozen=True, slots=True)
class Say:
    """One message of a prompt."""

    role: Literal["system", "user"]
    text: str


class Purse(Protocol):
    """What a tenant may still spend."""

    async def reserve(self, tokens: int) -> bool:
        """Set them aside; False where there are not so many left. Never raises."""
        ...

    def settle(self, reserved: int, used: int) -> None:
        """Of what was set aside this was used. Returns at once."""
        ...


@dataclass(slots=True)
class Meter:
    """Adds up what a request's calls used. Where a server told nothing, or was cut off before, it is estimated."""

    purse: Purse | None = None
    model: str | None = None
    """The one that wrote; where two did, the one of the running text."""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    calls: int = 0
    estimated: bool = False
    stood_in: str | None = None
    """Why a model other than the first wrote, in words; None where none did."""

    def add(self, prompt: int, completion: int, *, estimated: bool) -> None:
        self.prompt_tokens += prompt
        self.completion_tokens += completion
        self.estimated = self.estimated or estimated

    def usage(self) -> Usage:
        return Usage(
            prompt_tokens=self.prompt_tokens,
            completion_tokens=self.completion_tokens,
            estimated=self.estimated,
            model=self.model,
            calls=self.calls,
        )


class Model(Protocol):
    """A model as a request uses it: the door itself, or what masks personal data before it and restores it after.

    ``deadline`` is always a time of the running loop, in seconds."""

    @property
    def context_tokens(self) -> int:
        """Room for a prompt and its answer."""
        ...

    def stream(
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
        ...

    async def complete(
        self, prompt: Sequence[Say], answer: type[T], *, deadline: float, meter: Meter, max_tokens: int = 700
    ) -> T:
        """A structured answer. Raises LlmFailed."""
        ...

    def follows(self, error: LlmFailed, deadline: float) -> bool:
        """Whether a stream that failed after it was shown may be replaced by an answer from the start."""
        ...


def tokens(text: str) -> int:
    """About how many tokens a model counts: a quarter of the characters in plain Latin, more where others are used."""
    if text.isascii():
        return (len(text) + 3) // 4
    plain = len(text.encode("ascii", "ignore"))
    others = len(text) - plain
    # two bytes a letter are about half a token, three (CJK, Indic) a whole one
    return (plain + 3) // 4 + (len(text.encode("utf-8", "replace")) - plain - others + 1) // 2
