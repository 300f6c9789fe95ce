"""What of a request seems to give orders to the machine, and what therefore vouches for nothing."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from copilot.assist.case import Case, once
from copilot.assist.gather import Gathered
from copilot.domain import Reason
from copilot.guard.grounding import flatten
from copilot.guard.injection import Finding, findings, signs
from copilot.guard.values import extract

_MOST = 60_000
"""Characters of a request that are examined, the latest first: a tenth of a second."""
_SHORT = 6
"""Words of a line that may be nothing but a way to reach someone."""
_MINE = re.compile(
    r"\b(?:my|me|i|i'm|our|us|we|mein\w*|mich|mir|ich|uns\w*|wir|mon|ma|mes|moi|je|notre|nous|mi|mis|me|yo|nuestro|reach|"
    r"account|registered|ordered)\b",
    re.IGNORECASE,
)
_THREAD = frozenset({"subject", "message", "attachment", "thread"})


def suspected(case: Case, passages: Sequence[tuple[str, str]]) -> Reason | None:
    """One reason that names places and kinds, without a word of the text; None where nothing is suspected.

    ``passages``: those of ``suspect_passages``.
    """
    seen = (*in_request(case), *findings(("knowledge", text) for _, text in passages))
    if not seen:
        return None
    places: dict[str, list[str]] = {}
    for finding in dict.fromkeys(seen):
        places.setdefault(finding.place, []).append(finding.code)
    told = "; ".join(f"{place} ({', '.join(codes)})" for place, codes in places.items())
    detail = f"Someone may be giving orders to the machine, in: {told}. What stands there was not relied on."
    return Reason(stage="guard", code="injection_suspected", detail=detail)


@once
def in_request(case: Case) -> tuple[Finding, ...]:
    """Findings in the thread, in the customer's record and in the draft."""
    found = findings(_within(_texts(case), _MOST))
    whole = "" if any(f.place in _THREAD for f in found) else _together(case)
    # one order may be cut into several texts, each of which says nothing
    return (*found, *findings([("thread", whole)])) if whole else found


def suspect_passages(found: Gathered) -> list[tuple[str, str]]:
    """(id, text) of the passages that seem to give orders."""
    texts = [(f.passage.id, f"{f.passage.title}\n{f.passage.section}\n{text}") for f, text in found.evidence]
    return [(passage_id, text) for passage_id, text in texts if signs(text)]


def vouching_thread(case: Case) -> str:
    """The thread's text; where something in it is suspected, only what agents wrote: an order may be cut in pieces."""
    if not any(f.place in _THREAD for f in in_request(case)):
        return _own_contacts(case.thread_text)
    return "\n".join(m.text for m in case.visible if m.author == "agent" and not signs(m.text))


def _own_contacts(text: str) -> str:
    """A text without the addresses and phone numbers that nobody calls their own: a reply must not send people there.
    A short line is an answer, a signature or an entry of a record."""
    return "\n".join(map(_own_of_line, text.splitlines()))


def _own_of_line(line: str) -> str:
    if len(line.split()) <= _SHORT:
        return line
    for value in reversed(extract(line)):
        if value.kind in ("email", "phone") and not _MINE.search(line, max(0, value.start - 90), value.start):
            line = f"{line[: value.start]} {line[value.end :]}"
    return line


def vouching_record(case: Case) -> str:
    """The customer's record; where anything is suspected, only attributes without signs: the rest may hold a piece."""
    if not in_request(case):
        return _own_contacts(case.record_text)
    return "\n".join(text for text in _scalars(case.customer.attributes) if not signs(text)) if case.customer else ""


def _scalars(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, dict) and depth < 9:
        for inner in value.values():
            yield from _scalars(inner, depth + 1)
    elif isinstance(value, (list, tuple)) and depth < 9:
        for inner in value:
            yield from _scalars(inner, depth + 1)
    else:
        yield flatten(value)


def _within(texts: Iterator[tuple[str, str]], room: int) -> Iterator[tuple[str, str]]:
    for place, text in texts:
        yield place, text[:room]
        room -= len(text)
        if room <= 0:
            return


def _texts(case: Case) -> Iterator[tuple[str, str]]:
    conversation, customer, given = case.conversation, case.customer, case.request
    yield "subject", given.conversation.subject or "" if given.conversation else conversation.subject or ""
    raw = given.conversation or conversation  # as it came: what nobody sees is a sign too
    for message in reversed(raw.messages):
        if message.private or message.author == "system":
            continue
        yield "message", message.text
        for attachment in message.attachments:
            yield "attachment", f"{attachment.name or ''}\n{attachment.text or ''}"
    if raw.metadata:
        yield "metadata", _flat(raw.metadata)
    customer = given.customer if given.customer and given.customer.attributes else customer
    if customer is not None:
        yield "name", customer.name or ""
        yield "record", _flat(customer.attributes)
        for past in customer.history:
            yield "history", past.summary or ""
            for message in past.messages:
                if not message.private:
                    yield "history", message.text
    yield "draft", given.draft or ""


def _flat(value: object) -> str:
    """The scalars of a JSON-like value with the names of its fields, which are text from outside too."""
    return f"{flatten(value)}\n{json.dumps(value, ensure_ascii=False, default=str)}"[:20_000]


def _together(case: Case) -> str:
    """Subject, name and the customer's latest messages as one text; empty where there is only one."""
    name = case.customer.name if case.customer else None
    parts = [case.conversation.subject, name, *(m.text for m in case.from_customer[-6:])]
    texts = [p.strip() for p in parts if p and p.strip()]
    return " ".join(t[:2000] for t in texts) if len(texts) > 1 else ""
