"""What the judge is asked, and what its word is worth: one label for a reply, or the better of two in both orders.

Blind: it learns neither which copilot wrote nor how sure that was. Two replies are shown in both orders, since models
prefer a place (Wang et al. 2023, "Large language models are not fair evaluators"); where the orders disagree, it is a
tie (Zheng et al. 2023, "Judging LLM-as-a-judge with MT-Bench and Chatbot Arena", 3.4).
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from copilot.llm import Say
from evals.figures import Unscored
from evals.judge.records import Unanswered

T = TypeVar("T", bound=BaseModel)
Label = Literal["right", "small_edit", "wrong", "harmful"]
LABELS: tuple[Label, ...] = ("right", "small_edit", "wrong", "harmful")
Better = Literal["first", "second", "tie"]


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore")
    reason: str = Field(default="", max_length=4000)


class Rating(_Answer):
    """One label, with the judge's reason."""

    label: Label


class Preference(_Answer):
    """The better of two as they were shown."""

    better: Better


@dataclass(frozen=True, slots=True)
class Material:
    """What people and the judge see of a case."""

    conversation: Sequence[tuple[str, str]]
    """(author, text) of each message that the customer could read."""
    sources: Sequence[str] = ()


class Answers(Protocol):
    """Where answers come from."""

    async def complete(self, prompt: Sequence[Say], answer: type[T], loop_time: float) -> T: ...


class Judge:
    """Asks for ratings. A call that fails is ``Unscored`` with the door's code, and no label."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    async def rate(self, material: Material, reply: str) -> Rating | Unscored:
        """The label of one reply. Raises NotRecorded."""
        return await self._ask("rate.v1", _shown(material) | {"reply": reply}, Rating)

    async def prefer(self, material: Material, one: str, other: str) -> Better | Unscored:
        """Which of two is better: ``first`` means ``one``; a tie where it depends on the order. Raises NotRecorded."""
        there = await self._ask("pair.v1", _shown(material) | {"first": one, "second": other}, Preference)
        back = await self._ask("pair.v1", _shown(material) | {"first": other, "second": one}, Preference)
        if isinstance(there, Unscored):
            return there
        if isinstance(back, Unscored):
            return back
        return there.better if there.better == _TURNED[back.better] else "tie"

    async def _ask(self, name: str, shown: dict[str, object], answer: type[T]) -> T | Unscored:
        rubric = files(__package__).joinpath(f"{name}.md").read_text(encoding="utf-8").strip()
        prompt = [Say("system", rubric), Say("user", json.dumps(shown, ensure_ascii=False, indent=1))]
        try:
            return await self._answers.complete(prompt, answer, asyncio.get_running_loop().time())
        except Unanswered as e:
            return Unscored(f"the judge gave no answer: {e.code}")


_TURNED: dict[Better, Better] = {"first": "second", "second": "first", "tie": "tie"}


def _shown(material: Material) -> dict[str, object]:
    conversation = [{"author": author, "text": text} for author, text in material.conversation]
    return {"conversation": conversation, "sources": list(material.sources)}
