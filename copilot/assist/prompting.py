"""Puts a request into the words of a prompt: stable text first, then tone, evidence, the person, the thread, the task.

A customer-facing prompt holds public passages and the visible thread only. Private notes, internal articles and the
customer's side of other conversations have no way in: they are not passed to these functions.
"""

import json
from collections.abc import Sequence

from copilot.assist.case import LIMITS, SHORT_CHANNELS, Case, own_text
from copilot.assist.facts import promises, tried
from copilot.domain import NextAction
from copilot.llm import Say
from prompts import fence, system

_LANGUAGES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "nl": "Dutch", "it": "Italian",
              "pt": "Portuguese", "pl": "Polish", "sv": "Swedish", "da": "Danish"}  # fmt: skip
_PASSAGE, _THREAD, _HISTORY, _RECORD = 1600, 9000, 2500, 1500
"""Most characters of each part."""


def reply_prompt(case: Case, passages: Sequence[tuple[str, str]]) -> list[Say]:
    """For a new reply; ``passages`` are (title, text) by their numbers, from 1."""
    task = [_form(case)]
    if case.bot_failed:
        task.append("A bot's answers did not help the customer: acknowledge that briefly and do not repeat them.")
    if case.request.instruction:
        task.append("The agent asks: " + _outside(case.request.instruction))
    return _prompt("reply.v1", case, passages, task)


def rewrite_prompt(case: Case, passages: Sequence[tuple[str, str]], draft: str) -> list[Say]:
    """For the agent's own draft."""
    wish = case.request.instruction or "Make it clear, correct and friendly."
    task = [fence("draft", draft), "Rewrite the draft as the agent asks: " + _outside(wish), _form(case)]
    return _prompt("rewrite.v1", case, passages, task)


def question_prompt(case: Case, passages: Sequence[tuple[str, str]], question: str) -> list[Say]:
    """For the agent's own question; the only prompt that may hold internal articles."""
    parts = [_evidence(passages), _thread(case), fence("task", "Answer the agent's question: " + question)]
    return [Say("system", system("question.v1")), Say("user", "\n\n".join(p for p in parts if p))]


def summary_prompt(case: Case) -> list[Say]:
    parts = [_person(case), _thread(case), fence("task", "Summarise this conversation as JSON.")]
    return [Say("system", system("summary.v1")), Say("user", "\n\n".join(p for p in parts if p))]


def actions_prompt(case: Case, actions: Sequence[NextAction], when: dict[str, str]) -> list[Say]:
    """To rank and explain counted actions; ``when`` says when each is used."""
    shown = [
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
    ]
    parts = ["\n".join(shown), _person(case), _thread(case), fence("task", "Rank the candidates as JSON.")]
    return [Say("system", system("actions.v1")), Say("user", "\n\n".join(p for p in parts if p))]


def _prompt(name: str, case: Case, passages: Sequence[tuple[str, str]], task: Sequence[str]) -> list[Say]:
    tone = f"Tone: {_outside(case.policy.tone)}" if case.policy.tone else ""
    brand = f"Company: {_outside(case.policy.brand)}" if case.policy.brand else ""
    parts = [brand, tone, _evidence(passages), _person(case), _thread(case), "<task>\n" + "\n".join(task) + "\n</task>"]
    return [Say("system", system(name)), Say("user", "\n\n".join(p for p in parts if p))]


def _outside(text: str) -> str:
    return text.replace("<", "‹").strip()


def _evidence(passages: Sequence[tuple[str, str]]) -> str:
    if not passages:
        return "There are no passages: cite nothing."
    return "\n".join(fence("passage", text[:_PASSAGE], n=n, title=title) for n, (title, text) in enumerate(passages, 1))


def _person(case: Case) -> str:
    customer = case.customer
    if customer is None:
        return ""
    if case.public:  # everyone can read the reply: the model gets nothing that must not stand in it
        return fence("customer", f"First name: {case.first_name}") if case.first_name else ""
    record = json.dumps(customer.attributes, ensure_ascii=False, default=str)[:_RECORD]
    person = fence("customer", f"Name: {case.customer_name or 'unknown'}\nRecord: {record}")
    past = [
        f"{h.channel} {h.at.date().isoformat() if h.at else ''}: "
        + (h.summary or " / ".join(f"{m.author}: {own_text(m)}" for m in h.messages if not m.private))
        for h in customer.history[-5:]
    ]
    facts = [f"Already tried: {t}" for t in tried(case)] + [f"Promised: {p.what}" for p in promises(case)]
    history = "\n".join([*past, *facts])[:_HISTORY]
    return person + ("\n" + fence("history", history) if history else "")


def _thread(case: Case) -> str:
    room = _THREAD
    shown: list[str] = []
    for message in reversed(case.visible):
        text = own_text(message)[: max(200, room)]
        room -= len(text)
        if room < 0 and shown:
            break
        shown.append(fence("message", text, by=message.author, at=message.sent_at))
    subject = [fence("subject", case.conversation.subject)] if case.conversation.subject else []
    return "\n".join([*subject, *reversed(shown)])


def _form(case: Case) -> str:
    language = _LANGUAGES.get(case.language, f"the language '{case.language}'")
    parts = [f"Write the reply in {language}."]
    if case.channel in LIMITS:
        parts.append(f"It is for {case.channel}: at most {LIMITS[case.channel]} characters.")
    elif case.channel in SHORT_CHANNELS:
        parts.append("It is for a chat: two to five short sentences, with a short greeting, without a sign-off.")
    elif case.channel == "phone":
        parts.append("It is read out on the phone: short, spoken sentences.")
    else:
        sign = f" Sign off with: {_outside(case.policy.signature)}" if case.policy.signature else ""
        parts.append("It is a message with a greeting by name and a sign-off." + sign)
    if case.public:
        parts.append(
            "Everyone can read this thread: no personal data, no order numbers, no surname. Invite to a direct message."
        )
    return " ".join(parts)
