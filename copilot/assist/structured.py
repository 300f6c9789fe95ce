"""Next actions in a model's order as structured output: read, validated, and held against what is known."""

import math
import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from copilot.assist.arguments import valid
from copilot.assist.case import Case
from copilot.assist.prompting import actions_prompt
from copilot.assist.whence import place
from copilot.domain import ActionSpec, NextAction
from copilot.guard.values import extract, same
from copilot.llm import Meter, Model

Line = Annotated[str, StringConstraints(max_length=600, strip_whitespace=True)]


class _Read(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Argument(_Read):
    name: Line
    value: Line


class _Ranked(_Read):
    action: Line
    reason: Line = ""
    arguments: Annotated[list[_Argument], Field(max_length=12)] = []


class RankedActions(_Read):
    actions: Annotated[list[_Ranked], Field(max_length=12)]


async def rank(
    llm: Model, case: Case, counted: Sequence[NextAction], specs: Sequence[ActionSpec], *, deadline: float, meter: Meter
) -> tuple[NextAction, ...]:
    """The given actions in the model's order, with its reasons; it adds none, and those of the tenant's rules stay even
    where it leaves them out. Raises LlmFailed."""
    by_name = {s.name: s for s in specs}
    when = {s.name: s.when for s in specs}
    prompt = actions_prompt(case, counted, when, llm.context_tokens).fitting("ranking the next actions")
    got = await llm.complete(prompt.says, RankedActions, deadline=deadline, meter=meter, max_tokens=prompt.max_tokens)
    ours = {a.action: a for a in counted}
    known = f"{case.thread_text}\n{case.record_text}"
    out: list[NextAction] = []
    for ranked in got.actions:
        action = ours.pop(ranked.action, None)
        if action is None:
            continue
        arguments, sources = dict(action.arguments), dict(action.argument_sources)
        for extra in ranked.arguments:
            value = _typed(extra.value, by_name[action.action], extra.name)
            if extra.name not in action.missing or value is None or not _stands(extra.value, known):
                continue
            if (where := place(case, extra.value, extra.name)) is not None:
                arguments[extra.name], sources[extra.name] = value, where
        open_ones = [(m, q) for m, q in zip_longest(action.missing, action.questions) if m and m not in arguments]
        vouched = extract(known) + extract(action.reason)
        said = all(any(same(v, k) for k in vouched) for v in extract(ranked.reason))
        reason = f"{ranked.reason.rstrip()} {action.reason}" if ranked.reason and said else action.reason
        update = {
            "arguments": arguments,
            "argument_sources": sources,
            "missing": tuple(m for m, _ in open_ones),
            "questions": tuple(q for _, q in open_ones if q),
            "reason": reason,
        }
        out.append(action.model_copy(update=update))
    return (*out, *(a for a in ours.values() if a.origin in ("rule", "due") and out))


def _stands(value: str, text: str) -> bool:
    """Whether ``text`` holds it word for word: the 3 of "PW-371520" says nothing of how many."""
    return bool(value) and re.search(rf"(?<![\w-]){re.escape(value)}(?![\w-]|[.,]\d)", text) is not None


def _typed(value: str, spec: ActionSpec, name: str) -> Any:
    """A value in the type that the parameter wants, or None where it does not fit."""
    schema = spec.parameters.get("properties", {}).get(name)
    if not isinstance(schema, dict):
        return None
    typed: Any = value
    if schema.get("type") in ("number", "integer"):
        try:
            typed = float(value) if schema["type"] == "number" else int(value)
        except ValueError:
            return None
        if isinstance(typed, float) and not math.isfinite(typed):
            return None
    return typed if valid(typed, schema) else None
