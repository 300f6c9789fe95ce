"""Puts a request into the words of a prompt, in an order that providers can cache: what changes least comes first.

The prompt file, then the tenant (name, tone), then the customer's record and earlier contacts, then the thread, which
only grows: so all of one tenant's prompts share their beginning, and each turn of a conversation shares the turns
before it. What every turn has anew comes last: the passages, what is known of the thread, the task.

A customer-facing prompt holds public passages and the visible thread only. Private notes, internal articles and the
customer's side of other conversations have no way in: they are not passed to these functions.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from copilot.assist.case import Case
from copilot.assist.facts import promises, tried
from copilot.assist.form import form
from copilot.assist.outside import fence, plain
from copilot.assist.packing import Packed, pack
from copilot.assist.said import given
from copilot.domain import NextAction
from copilot.guard.grounding import flatten
from copilot.llm import Say, tokens
from prompts import system

_RECORD = 400
"""Tokens of a customer's record."""
_SAFE = 0.9
"""Of the context: our count of tokens is an estimate."""
_LEAST = 300
"""Tokens for conversation, passages and history, however small the model's context is said to be."""
_ANSWER, _MORE = 800, 400
"""Most tokens of one reply, and of each further one."""
_REWRITE = 1.25
"""Most tokens of a rewritten draft, to one of the draft."""
_SHORT = 40
"""Tokens of an attribute that is told first."""
_TELLING = {
    "Plan": ("plan", "tier", "subscription", "membership", "tarif"),
    "Value": ("value", "lifetime_value", "ltv", "total_spent", "customer_value", "segment", "vip"),
    "Prefers": ("preferred_channel", "contact_preference", "channel"),
    "Customer since": ("since", "customer_since", "member_since"),
}
"""Attributes that say how to treat a customer, by the names that systems give them."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """Ready to be sent; ``used`` are the places of its numbered passages among those given, in order."""

    version: str
    says: tuple[Say, ...]
    used: tuple[int, ...] = ()
    max_tokens: int = _ANSWER
    most: int | None = None
    """Replies that are asked for; None where one text is, whatever lines it holds."""
    fits: bool = True
    """False for a draft that the model's context can't hold with its rewriting."""


def reply_prompt(case: Case, passages: Sequence[tuple[str, str]], context: int) -> Prompt:
    """For new replies; ``passages`` are (title, text), best first, and ``context`` the model's room in tokens."""
    most = case.request.max_replies
    task = [form(case)]
    if case.bot_failed:
        task.append(
            "A bot answered before and did not help: acknowledge that briefly in the opening, and repeat nothing of "
            "what it said."
        )
    if case.request.instruction:
        task.append("The agent asks: " + plain(case.request.instruction).strip())
    task.append(
        "Write one reply."
        if most == 1
        else f"Write up to {most} replies that differ in substance, best first, divided by a line that holds only ---"
    )
    return _written("reply.v2", case, passages, task, context, answer=_answer(most, context), most=most)


def rewrite_prompt(case: Case, passages: Sequence[tuple[str, str]], draft: str, context: int) -> Prompt:
    """For the agent's own draft."""
    wish = case.request.instruction or "Make it clear, correct and friendly."
    # the wish comes last: it may ask for another language or length than the form does
    task = [fence("draft", draft), form(case), "Rewrite the draft as the agent asks: " + plain(wish).strip()]
    answer = max(_answer(1, context), int(_REWRITE * tokens(draft)))
    fits = sum(map(tokens, (system("rewrite.v2"), system("masked.v1"), *task))) + answer + _LEAST <= _SAFE * context
    prompt = _written("rewrite.v2", case, passages, task, context, answer=answer)
    return prompt if fits or tokens(draft) <= _LEAST else replace(prompt, fits=False)


def question_prompt(case: Case, passages: Sequence[tuple[str, str]], question: str, context: int) -> Prompt:
    """For the agent's own question; the only prompt that may hold internal articles."""
    task = "<task>\nAnswer the agent's question: " + plain(question).strip() + "\n</task>"
    room = _room(context, _ANSWER, system("question.v1"), task)
    packed = pack(case, passages, room, words=question)
    parts = [_thread(packed), _evidence(passages, packed), task]
    return Prompt("question.v1", _says("question.v1", parts), tuple(n for n, _ in packed.passages))


def summary_prompt(case: Case, context: int) -> list[Say]:
    person, task = _person(case), "<task>\nSummarise this conversation as JSON.\n</task>"
    packed = pack(case, (), _room(context, _ANSWER, system("summary.v1"), person, task))
    return list(_says("summary.v1", [person, _history(packed), _thread(packed), _known(case), task]))


def actions_prompt(case: Case, actions: Sequence[NextAction], when: dict[str, str], context: int) -> list[Say]:
    """To rank and explain counted actions; ``when`` says when each is used."""
    shown = "\n".join(
        fence(
            "candidate",
            json.dumps(
                {
                    "label": a.label,
                    "when": when.get(a.action, ""),
                    "arguments": a.arguments,
                    "missing": list(a.missing),
                    "counts": a.reason,
                },
                ensure_ascii=False,
            ),
            action=a.action,
        )
        for a in actions
    )
    person, task = _person(case), "<task>\nRank the candidates as JSON.\n</task>"
    packed = pack(case, (), _room(context, _ANSWER, system("actions.v1"), person, task, shown))
    return list(_says("actions.v1", [person, _history(packed), _thread(packed), shown, _known(case), task]))


def _written(
    name: str,
    case: Case,
    passages: Sequence[tuple[str, str]],
    task: Sequence[str],
    context: int,
    *,
    answer: int,
    most: int | None = None,
) -> Prompt:
    tone = f"Tone: {plain(case.policy.tone).strip()}" if case.policy.tone else ""
    brand = f"Company: {plain(case.policy.brand).strip()}" if case.policy.brand else ""
    tenant = "\n".join(p for p in (brand, tone) if p)
    person, known = _person(case), _known(case)
    told = "<task>\n" + "\n".join(task) + "\n</task>"
    packed = pack(case, passages, _room(context, answer, system(name), tenant, person, known, told))
    parts = [tenant, person, _history(packed), _thread(packed), _evidence(passages, packed), known, told]
    return Prompt(name, _says(name, parts), tuple(n for n, _ in packed.passages), answer, most)


def _answer(replies: int, context: int) -> int:
    """Most tokens of so many replies."""
    return min(_ANSWER + _MORE * (replies - 1), max(_ANSWER // 4, context // 3))


def _says(name: str, parts: Sequence[str]) -> tuple[Say, ...]:
    return Say("system", system(name)), Say("user", "\n\n".join(p for p in parts if p))


def _room(context: int, answer: int, *fixed: str) -> int:
    """Tokens for what is packed, beside the answer and what must stand in the prompt, where that is masked too."""
    return max(_LEAST, int(_SAFE * context) - answer - sum(tokens(t) for t in (*fixed, system("masked.v1"))))


def _evidence(passages: Sequence[tuple[str, str]], packed: Packed) -> str:
    if not packed.passages:
        return "There are no passages: cite nothing."
    return "\n".join(
        fence("passage", text, n=number, title=passages[place][0])
        for number, (place, text) in enumerate(packed.passages, 1)
    )


def _person(case: Case) -> str:
    customer = case.customer
    if customer is None:
        return ""
    if case.public:  # everyone can read the reply: the model gets nothing that must not stand in it
        return fence("customer", f"First name: {case.first_name}") if case.first_name else ""
    lines = [f"Name: {case.customer_name or 'unknown'}"]
    rest = dict(customer.attributes)
    for label, names in _TELLING.items():
        named = [k for n in names for k in rest if k == n or k.startswith(f"{n}_")]
        name = next((k for k in named if isinstance(rest[k], (str, int, float))), None)
        if name and tokens(str(rest[name])) <= _SHORT:
            lines.append(f"{label}: {rest.pop(name)}")
    return fence("customer", "\n".join([*lines, *_record(rest, case.thread_text)]))


def _record(attributes: Mapping[str, Any], thread: str) -> list[str]:
    """The record line by line as far as there is room, what the thread names first; no entry is cut in two."""
    entries: list[tuple[str, Any]] = []
    for key, value in attributes.items():
        if isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
            entries += [(key, v) for v in reversed(value)]
        else:
            entries.append((key, value))

    def named(value: Any) -> bool:
        return any(len(part) > 3 and part in thread for part in flatten(value).splitlines())

    room = _RECORD
    out: dict[int, str] = {}
    for n in sorted(range(len(entries)), key=lambda n: (not named(entries[n][1]), n)):
        key, value = entries[n]
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
        line = f"{key.replace('_', ' ')}: {shown}"
        if tokens(line) <= room:
            room -= tokens(line)
            out[n] = line
    return [out[n] for n in sorted(out)]


def _history(packed: Packed) -> str:
    return fence("history", "\n".join(packed.history)) if packed.history else ""


def _thread(packed: Packed) -> str:
    shown = [fence("message", text, by=m.author, at=m.sent_at) for m, text in packed.messages]
    if packed.left_out:
        shown.insert(1, f"({packed.left_out} messages are left out here.)")
    subject = [fence("subject", packed.subject)] if packed.subject else []
    return "\n".join([*subject, *shown])


def _known(case: Case) -> str:
    """What a reply must heed, told apart from the thread, so that it is not overlooked in it."""
    lines = [f"Already given: {g.what}{f' {g.value}' if g.value and not case.public else ''}" for g in given(case)]
    if not case.public:
        lines += [f"Already tried: {t}" for t in tried(case)]
        lines += [f"Promised{f', due {p.due}' if p.due else ''}: {p.what}" for p in promises(case)]
    return fence("known", "\n".join(lines)) if lines else ""
