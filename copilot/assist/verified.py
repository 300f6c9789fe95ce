"""Values that an agent relies on, each with its place: what thread and record hold, or only one of them. Pure."""

import re
from collections.abc import Iterator

from copilot.assist.case import Case, own_text
from copilot.assist.located import Leaf, at_field, at_message, leaves, verbatim
from copilot.domain import Fact, Where
from copilot.guard.values import extract
from retrieval.documents import Message

_MOST = 24
_KINDS = {"code": "number or code", "date": "date", "money": "amount"}
"""Of values in messages, and what they are called where the record has no name for them."""
_PLAN = re.compile(r"\b(?:plan|tier|subscription|membership|tarif|contract|warranty)\b", re.IGNORECASE)
_ITEM = re.compile(r"\b(?:item|items|product|products|model|machine|device|article|name of product)\b", re.IGNORECASE)
_NAMING = re.compile(r"(?:^|\s)(?:id|number|no|serial|reference|code)$", re.IGNORECASE)
"""Fields that tell one order or machine from another."""
_OF_THE_CASE = re.compile(
    r"status|date|total|amount|price|currency|item|product|model|quantity|until|warranty|delivered|carrier|tracking",
    re.IGNORECASE,
)
_REACH = re.compile(r"mail|phone|address|street|postcode|zip|city|country|language|channel|handle", re.IGNORECASE)
"""How to reach the customer: the page shows it anyway."""

_READ = 200
"""Of the messages, the latest in which numbers are looked for."""


def facts(case: Case) -> tuple[Fact, ...]:
    """What both hold, then what belongs to it in the record, then what only the thread says, then what was done."""
    both = list(_in_both(case))
    entries = {f.confirmed_by.record.rpartition("/")[0] for f in both if f.confirmed_by and f.confirmed_by.record}
    named = {leaf.entry for leaf in leaves(case) if leaf.entry in entries and "/" in leaf.entry}
    out: dict[tuple[str, str], Fact] = {}
    known: set[str] = set()
    for fact in [*both, *_of_record(case, named)]:
        if out.setdefault((fact.name, fact.value.casefold()), fact) is fact:
            known.add(fact.value.casefold())
    for fact in _said_only(case):
        if len(out) >= _MOST:  # the latest ones are enough, and reading takes time
            break
        if not any(fact.value.casefold() in k or k in fact.value.casefold() for k in known):
            out.setdefault((fact.name, fact.value.casefold()), fact)
    done = list(_done(case))
    return (*list(out.values())[: _MOST - len(done[:6])], *done[:6])


def _in_both(case: Case) -> Iterator[Fact]:
    """Values of the record that a message names word for word."""
    spoken = [m for m in reversed(case.visible) if m.author != "bot"]
    folded = [m.text.casefold() for m in spoken]
    for leaf in leaves(case):
        if not _telling(leaf):
            continue
        wanted = leaf.value.casefold()
        for message, text in zip(spoken, folded, strict=True):
            if wanted in text and (quote := _word(leaf.value, message.text)):
                yield Fact(
                    name=leaf.name, value=leaf.value, where=at_message(message, quote), confirmed_by=at_field(leaf)
                )
                break


def _telling(leaf: Leaf) -> bool:
    """Long enough, and such that naming it says something: a number, a product; not "open" or how to reach someone."""
    if len(leaf.value) < 3 or len(leaf.value) > 120 or _REACH.search(leaf.name):
        return False
    if _ITEM.search(leaf.name) or _PLAN.search(leaf.name) or _ITEM.search(leaf.entry.replace("/", " ")):
        return True
    return (any(c.isdigit() for c in leaf.value) and len(leaf.value) > 3) or bool(_NAMING.search(leaf.name))


def _word(value: str, text: str) -> str | None:
    found = re.search(rf"(?<![\w-]){re.escape(value)}(?![\w-])", text, re.IGNORECASE)
    return found[0] if found else None


def _of_record(case: Case, named: set[str]) -> Iterator[Fact]:
    """The plan, and what the record says of an order or machine that the thread names."""
    for leaf in leaves(case):
        top = leaf.path.count("/") == 1
        of_it = leaf.entry in named or any(leaf.entry.startswith(f"{e}/") for e in named)
        if (top and _PLAN.search(leaf.name)) or (
            not top and of_it and (_OF_THE_CASE.search(leaf.name) or _ITEM.search(leaf.entry.replace("/", " ")))
        ):
            yield Fact(name=leaf.name, value=leaf.value[:120], where=at_field(leaf))


def _said_only(case: Case) -> Iterator[Fact]:
    """Numbers, amounts and dates that people wrote, the latest message first."""
    for message in reversed(case.visible[-_READ:]):
        if message.author == "bot":
            continue
        for kind, value in _values(message):
            if quote := verbatim(value, message.text):
                yield Fact(name=_KINDS[kind], value=value, where=at_message(message, quote))


def _values(message: Message) -> Iterator[tuple[str, str]]:
    for value in extract(own_text(message)):
        if value.kind in _KINDS:
            # the dot of "18 November." ends the sentence
            yield value.kind, re.sub(r"(?<=[^\W\d])\.$", "", value.text).strip()


def _done(case: Case) -> Iterator[Fact]:
    """What was done in the help desk, the latest first, with its plain arguments."""
    for number, action in reversed(list(enumerate(case.conversation.actions))):
        told = ", ".join(
            f"{k.replace('_', ' ')} {v}"
            for k, v in action.arguments.items()
            if isinstance(v, (str, int, float)) and not isinstance(v, bool) and len(str(v)) <= 60
        )
        name = action.action.replace("_", " ")
        value = f"{name} ({told})" if told else name
        yield Fact(name="done", value=value[:200], where=Where(record=f"actions/{number}", quote=action.action))
