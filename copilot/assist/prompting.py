"""Puts a request into the words of a prompt, in an order that providers can cache: what changes least comes first.

The prompt file, then the tenant (name, tone), then the customer's record and earlier contacts, then the thread, which
only grows: so all of one tenant's prompts share their beginning, and each turn of a conversation shares the turns
before it. What every turn has anew comes last: the passages, what is known of the thread, the task.

A customer-facing prompt holds public passages and the visible thread only. Private notes, internal articles and the
customer's side of other conversations have no way in: they are not passed to these functions.

A prompt and its answer keep within the model's context, whatever is in the request. Where little is left, fewer replies
are asked for, then shorter ones; where too little is left to write anything of use, the prompt says that it does not
fit, and no model is asked.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from copilot.assist.case import Case
from copilot.assist.facts import tried
from copilot.assist.form import form
from copilot.assist.ledger import promises
from copilot.assist.outside import fence, plain
from copilot.assist.packing import Packed, pack
from copilot.assist.said import given
from copilot.domain import NextAction, SummaryKind
from copilot.guard.grounding import flatten
from copilot.llm import LlmFailed, Say, tokens
from prompts import system

_RECORD, _RECORD_FROM, _RECORD_SHARE = 400, 800, 8
"""Most tokens of a customer's record, and the part that it may take of a context beyond so many, where that is less."""
_KNOWN_SHARE = 8
"""The part of the context for what a reply must heed."""
_SAFE = 0.9
"""Of the context: our count of tokens is an estimate."""
_LEAST = 100
"""Tokens for conversation, passages and history below which nothing of use can be written."""
_ANSWER, _MORE = 800, 400
"""Most tokens of one reply, and of each further one."""
_LEAST_ANSWER = 160
"""Tokens of a reply for which there must be room."""
_PER_REPLY = 1000
"""Tokens of context for each reply that is asked for."""
_SCARCE = 300
"""Tokens for conversation, passages and history below which the answer is made shorter for their sake."""
_STRUCTURED, _SUMMARY = 700, 1200
"""Most tokens of an answer in JSON, and of a summary."""
SUMMARY_PROMPT = "summary.v2"
_TASKS: dict[SummaryKind, str] = {
    "live": "Summarise this conversation as JSON, for the agent who answers now.",
    "handover": "Summarise this conversation as JSON, for the next shift: text tells what is open, who waits for whom "
    "since when and what was promised; next_step is what has to be done first.",
    "closing": "Summarise this closed conversation as JSON, for the archive: issue is the problem; cause is why it "
    "came about and solution what solved it, as the agents said; text tells the three in this order.",
    "customer": "Summarise all of this customer's contacts as JSON, the earlier ones in <history> and this one: "
    "text tells the course, what the customer came back about and what is open.",
}
_LANGUAGES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
}
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
    """False where the model's context can't hold it with an answer."""

    def fitting(self, what: str) -> "Prompt":
        """Itself. Raises LlmFailed where it does not fit; ``what`` was to be written."""
        if self.fits:
            return self
        detail = f"The model's context (COPILOT_LLM_CONTEXT_TOKENS) leaves too little room for {what}."
        raise LlmFailed("llm_too_long", detail)


def reply_prompt(case: Case, passages: Sequence[tuple[str, str]], context: int) -> Prompt:
    """For new replies; ``passages`` are (title, text), best first, and ``context`` the model's room in tokens."""
    most = min(case.request.max_replies, max(1, context // _PER_REPLY))
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
    return _written(
        "reply.v2", case, passages, task, context, answer=_answer(most, context), least=most * _LEAST_ANSWER, most=most
    )


def rewrite_prompt(case: Case, passages: Sequence[tuple[str, str]], draft: str, context: int) -> Prompt:
    """For the agent's own draft."""
    wish = case.request.instruction or "Make it clear, correct and friendly."
    # the wish comes last: it may ask for another language or length than the form does
    task = [fence("draft", draft), form(case), "Rewrite the draft as the agent asks: " + plain(wish).strip()]
    least = int(_REWRITE * tokens(draft))
    answer = max(_answer(1, context), least)
    return _written("rewrite.v2", case, passages, task, context, answer=answer, least=least)


def question_prompt(case: Case, passages: Sequence[tuple[str, str]], question: str, context: int) -> Prompt:
    """For the agent's own question; the only prompt that may hold internal articles. Without one it does not fit."""
    task = "<task>\nAnswer the agent's question: " + plain(question).strip() + "\n</task>"

    def lay(packed: Packed) -> list[str]:
        return [_thread(packed), _evidence(passages, packed), task]

    made = _fitted("question.v1", case, passages, context, lay, _answer(1, context), words=question)
    return made if made.used or not passages else replace(made, fits=False)


@dataclass(frozen=True, slots=True)
class Former:
    """A summary of the conversation's first messages, to be brought up to date."""

    text: str
    """As the model wrote it, in JSON."""
    messages: int
    """Visible messages that it covers."""


def summary_prompt(case: Case, context: int, former: Former | None = None) -> Prompt:
    """For a summary of the whole conversation, or of what has come since ``former``. Private notes have no way in: a
    closing becomes an answer to other customers."""
    person, known = _person(case, context), _known(case, context) if former is None else ""
    language = (case.request.reader_language or "en").split("-")[0].lower()
    named = _LANGUAGES.get(language, f"the language with the code {language}")
    told = f"<task>\n{_TASKS[case.request.summary_kind]} Write in {named}; copied values stay as they are.\n</task>"
    numbers = {m.id: n for n, m in enumerate(case.visible, 1)}
    before = fence("summary", former.text, up_to_message=former.messages) if former else ""

    def lay(packed: Packed) -> list[str]:
        if former is None:
            return [person, _history(packed), _thread(packed, numbers), known, told]
        new = tuple((m, text) for m, text in packed.messages if numbers[m.id] > former.messages)
        return [person, before, _thread(replace(packed, messages=new, left_out=0), numbers), told]

    answer = min(_SUMMARY, max(_LEAST_ANSWER, context // 3))
    return _fitted(SUMMARY_PROMPT, case, (), context, lay, answer)


def actions_prompt(case: Case, actions: Sequence[NextAction], when: dict[str, str], context: int) -> Prompt:
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
    person, known = _person(case, context), _known(case, context)
    task = "<task>\nRank the candidates as JSON.\n</task>"

    def lay(packed: Packed) -> list[str]:
        return [person, _history(packed), _thread(packed), shown, known, task]

    return _fitted("actions.v1", case, (), context, lay, min(_STRUCTURED, _answer(1, context)))


def _written(
    name: str,
    case: Case,
    passages: Sequence[tuple[str, str]],
    task: Sequence[str],
    context: int,
    *,
    answer: int,
    least: int = _LEAST_ANSWER,
    most: int | None = None,
) -> Prompt:
    tone = f"Tone: {plain(case.policy.tone).strip()}" if case.policy.tone else ""
    brand = f"Company: {plain(case.policy.brand).strip()}" if case.policy.brand else ""
    tenant = "\n".join(p for p in (brand, tone) if p)
    person, known = _person(case, context), _known(case, context)
    told = "<task>\n" + "\n".join(task) + "\n</task>"

    def lay(packed: Packed) -> list[str]:
        return [tenant, person, _history(packed), _thread(packed), _evidence(passages, packed), known, told]

    return _fitted(name, case, passages, context, lay, answer, least=least, most=most)


def _fitted(  # noqa: PLR0917  # one prompt's own things
    name: str,
    case: Case,
    passages: Sequence[tuple[str, str]],
    context: int,
    lay: Callable[[Packed], Sequence[str]],
    answer: int,
    *,
    least: int = _LEAST_ANSWER,
    most: int | None = None,
    words: str | None = None,
) -> Prompt:
    """The prompt whose parts ``lay`` puts in their order, packed to what is left beside the rules, the task and the
    answer; that may shrink to ``least``. It is measured as it will be sent."""
    limit = int(_SAFE * context)

    def size(says: Sequence[Say]) -> int:
        return sum(tokens(s.text) for s in says) + tokens(system("masked.v1"))

    bare = _says(name, lay(Packed((), 0, (), (), "")))
    answer = max(min(answer, limit - size(bare) - _SCARCE), min(answer, least))
    room = limit - size(bare) - answer
    while room >= _LEAST:
        packed = pack(case, passages, room, words=words)
        says = _says(name, lay(packed))
        over = size(says) + answer - limit
        if over <= 0:
            return Prompt(name, says, tuple(n for n, _ in packed.passages), answer, most)
        room -= over  # what is packed is counted without its tags' attributes
    return Prompt(name, bare, (), answer, most, fits=False)


def _answer(replies: int, context: int) -> int:
    """Most tokens of so many replies."""
    return min(_ANSWER + _MORE * (replies - 1), max(_LEAST_ANSWER, context // 3))


def _says(name: str, parts: Sequence[str]) -> tuple[Say, ...]:
    return Say("system", system(name)), Say("user", "\n\n".join(p for p in parts if p))


def _evidence(passages: Sequence[tuple[str, str]], packed: Packed) -> str:
    if not packed.passages:
        return "There are no passages: cite nothing."
    return "\n".join(
        fence("passage", text, n=number, title=passages[place][0])
        for number, (place, text) in enumerate(packed.passages, 1)
    )


def _person(case: Case, context: int) -> str:
    customer = case.customer
    if customer is None:
        return ""
    if case.public:  # everyone can read the reply: the model gets nothing that must not stand in it
        return fence("customer", f"First name: {case.first_name}") if case.first_name else ""
    lines = [f"Name: {case.customer_name or 'unknown'}"]
    rest = dict(customer.attributes)
    room = min(_RECORD, max(0, context - _RECORD_FROM) // _RECORD_SHARE)
    for label, names in _TELLING.items():
        named = [k for n in names for k in rest if k == n or k.startswith(f"{n}_")]
        name = next((k for k in named if isinstance(rest[k], (str, int, float))), None)
        if name and tokens(str(rest[name])) <= min(_SHORT, room // 4):
            lines.append(f"{label}: {rest.pop(name)}")
    return fence("customer", "\n".join([*lines, *_record(rest, case.thread_text, room)]))


def _record(attributes: Mapping[str, Any], thread: str, room: int) -> list[str]:
    """The record line by line as far as there is room, what the thread names first; no entry is cut in two."""
    entries: list[tuple[str, Any]] = []
    for key, value in attributes.items():
        if isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
            entries += [(key, v) for v in reversed(value)]
        else:
            entries.append((key, value))

    def named(value: Any) -> bool:
        return any(len(part) > 3 and part in thread for part in flatten(value).splitlines())

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


def _thread(packed: Packed, numbers: Mapping[str | None, int] | None = None) -> str:
    shown = [
        fence("message", text, **({"n": numbers[m.id]} if numbers else {}), by=m.author, at=m.sent_at)
        for m, text in packed.messages
    ]
    if packed.left_out:
        shown.insert(1, f"({packed.left_out} messages are left out here.)")
    subject = [fence("subject", packed.subject)] if packed.subject else []
    return "\n".join([*subject, *shown])


def _known(case: Case, context: int) -> str:
    """What a reply must heed, told apart from the thread, so that it is not overlooked in it. Where not all has room,
    promises come before steps."""
    told = [f"Already given: {g.what}{f' {g.value}' if g.value and not case.public else ''}" for g in given(case)]
    steps = [] if case.public else [f"Already tried: {t}" for t in tried(case)]
    due = [] if case.public else [f"Promised{f', due {p.due}' if p.due else ''}: {p.what}" for p in promises(case)]
    room = context // _KNOWN_SHARE
    kept: set[str] = set()
    for line in (*told, *due, *steps):
        if tokens(line) < room:
            room -= tokens(line) + 1
            kept.add(line)
    lines = [line for line in (*told, *steps, *due) if line in kept]
    return fence("known", "\n".join(lines)) if lines else ""
