"""Where a statement stands: the message, the earlier contact or the field of the record that holds its words. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from copilot.assist.case import Case, once, own_text
from copilot.domain import Where
from copilot.guard.sentences import units
from copilot.guard.values import extract
from copilot.guard.words import content
from retrieval.documents import Message
from retrieval.text import detect_language

MOST_FIELDS = 1000
"""Fields of a record that are looked at."""
_QUOTE = 300
"""Characters of a quote."""
_ALIKE = 0.5
"""Share of a statement's content words that a sentence must hold to be where it comes from."""


class Leaf(NamedTuple):
    """One plain field of the record."""

    path: str
    name: str
    """The field in plain words, with what it belongs to."""
    value: str
    entry: str
    """Path of the object that holds it."""


@once
def leaves(case: Case) -> tuple[Leaf, ...]:
    """Every plain field of the record and of the thread's metadata, outermost first, with its path."""
    roots: list[tuple[str, Any]] = [("metadata", case.conversation.metadata)]
    if case.customer is not None:
        roots.insert(0, ("attributes", case.customer.attributes))
    out: list[Leaf] = []
    while roots and len(out) < MOST_FIELDS:
        path, node = roots.pop(0)
        pairs: Iterable[tuple[Any, Any]] = ()
        if isinstance(node, Mapping):
            pairs = node.items()
        elif isinstance(node, (list, tuple)):
            pairs = enumerate(node)
        for key, value in pairs:
            inner = f"{path}/{key}"
            if isinstance(value, (Mapping, list, tuple)):
                roots.append((inner, value))
            elif isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value).strip():
                out.append(Leaf(inner, _called(inner), " ".join(str(value).split()), path))
    return tuple(out[:MOST_FIELDS])


def _called(path: str) -> str:
    """A field in plain words, with what it belongs to: "order status" of ``attributes/orders/0/status``."""
    of, name = ([p.replace("_", " ") for p in path.split("/") if not p.isdigit()] + [""])[-3:-1]
    if of in ("attributes", "metadata") or name.startswith(of):
        return name
    one = f"{of[:-3]}y" if of.endswith("ies") else of.removesuffix("s")
    return name if name.startswith(one) else f"{one} {name}"


def at_field(leaf: Leaf) -> Where:
    return Where(record=leaf.path, quote=leaf.value[:_QUOTE])


def at_message(message: Message, quote: str) -> Where:
    """The place in a message of this conversation."""
    return Where(
        message_id=message.id,
        quote=quote[:_QUOTE],
        language=_language(message.text),
        private=message.private,
    )


def at_contact(number: int, quote: str) -> Where:
    """The place in one of the customer's earlier contacts."""
    return Where(history=number, quote=quote[:_QUOTE], language=_language(quote))


def verbatim(statement: str, text: str) -> str | None:
    """``statement`` as it stands in ``text``, where only spaces and a cut end may differ."""
    words = statement.removesuffix("...").rstrip(",;:").split()
    if not words or words[0] not in text:
        return None
    found = re.search(r"\s+".join(map(re.escape, words)), text)
    return found[0] if found else None


def places(case: Case, statement: str, *, first: str = "") -> tuple[Where, ...]:
    """Where a sentence that was taken over stands word for word: the latest such message, those of the author ``first``
    before others, else an earlier contact."""
    latest = case.visible[::-1]
    spoken = [*(m for m in latest if m.author == first), *(m for m in latest if m.author != first)]
    for message in spoken:
        if quote := verbatim(statement, message.text):
            return (at_message(message, quote),)
    for number, text in _contacts(case):
        if quote := verbatim(statement, text):
            return (at_contact(number, quote),)
    return ()


def nearest(case: Case, statement: str, among: Iterable[Message]) -> Where | None:
    """The sentence of these messages that says most of what ``statement`` says in other words; None where none does."""
    wanted = _matter(case, statement)
    best: tuple[float, Message, str] | None = None
    for message in among:
        for unit in units(own_text(message)):
            share = len(wanted & _matter(case, unit.text)) / max(1, len(wanted))
            if best is None or share > best[0]:
                best = (share, message, unit.text)
    return at_message(best[1], best[2]) if best and best[0] > 0 else None


def alike(case: Case, statement: str) -> Where | None:
    """As ``nearest`` in all of the thread, else in earlier contacts, where the likeness is beyond doubt."""
    wanted = _matter(case, statement)

    def share(text: str) -> float:
        return len(wanted & _matter(case, text)) / max(1, len(wanted))

    found = nearest(case, statement, case.visible)
    if found is not None and share(found.quote) >= _ALIKE:
        return found
    sentences = [(n, u.text) for n, text in _contacts(case) for u in units(text)]
    number, quote = max(sentences, key=lambda s: share(s[1]), default=(0, ""))
    return at_contact(number, quote) if quote and share(quote) >= _ALIKE else None


def _matter(case: Case, text: str) -> set[str]:
    """Its content words and its values, however these are written."""
    return {*content(text, case.language), *(key for value in extract(text) for key in value.keys)}


def _contacts(case: Case) -> Iterator[tuple[int, str]]:
    """(number, text) of earlier contacts, the latest first; private notes are none of it."""
    history = case.customer.history if case.customer else ()
    for number in range(len(history) - 1, -1, -1):
        past = history[number]
        if past.summary:
            yield number, past.summary
        for message in past.messages:
            if not message.private:
                yield number, message.text


@lru_cache(maxsize=256)
def _language(text: str) -> str | None:
    found = detect_language(text)
    return found.split("-")[0] if found else None
