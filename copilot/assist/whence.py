"""Where a value stands: in a message, in the record, or in an earlier contact, with its words there. Pure."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from copilot.assist.case import Case
from copilot.domain import Where

_MOST = 5000
"""Nodes of a record that are looked at."""


class Known(NamedTuple):
    """A value with the place that vouches for it."""

    value: Any
    where: Where


def said(case: Case, words: str) -> Where | None:
    """The latest message that both sides can read in which these words stand; else the subject."""
    if not words.strip():
        return None
    wanted = _verbatim(words)
    for message in reversed(case.visible):
        for text in (message.text, *(a.text for a in message.attachments if a.text)):
            if found := wanted.search(text):
                return Where(message_id=message.id, quote=found[0])
    found = wanted.search(case.conversation.subject or "")
    return Where(record="subject", quote=found[0]) if found else None


def recorded(case: Case, words: str, key: str | None = None) -> Where | None:
    """The path in the record whose value is these words or else holds them; under ``key`` first."""
    if not words.strip():
        return None
    wanted = _verbatim(words)
    best: tuple[int, Where] | None = None
    for path, value in leaves(case):
        text = str(value)
        found = wanted.search(text)
        if found is None:
            continue
        rank = 2 * (key is None or path.rpartition("/")[2] == key) + (found[0] == text)
        if best is None or rank > best[0]:
            best = rank, Where(record=path, quote=found[0])
    return best[1] if best else None


def place(case: Case, words: str, key: str | None = None) -> Where | None:
    """Where these words stand: in the thread, else in the record, else in an earlier contact."""
    return said(case, words) or recorded(case, words, key) or _past(case, words)


def objects(case: Case) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every object of the thread's metadata and the customer's attributes with its path, the outermost first."""
    stack: list[tuple[str, Any]] = [("metadata", case.conversation.metadata)]
    stack.append(("attributes", case.customer.attributes if case.customer else {}))
    for _ in range(_MOST):
        if not stack:
            return
        path, node = stack.pop(0)
        if isinstance(node, Mapping):
            yield path, node
            stack += [(f"{path}/{k}", v) for k, v in node.items()]
        elif isinstance(node, list):
            stack += [(f"{path}/{n}", v) for n, v in enumerate(node[:200])]


def leaves(case: Case) -> Iterator[tuple[str, Any]]:
    """Every plain value of the record with its path, such as ``attributes/orders/0/status``."""
    for path, node in objects(case):
        for key, value in node.items():
            if isinstance(value, (str, int, float)):
                yield f"{path}/{key}", value
            elif isinstance(value, list):
                yield from ((f"{path}/{key}/{n}", v) for n, v in enumerate(value[:200]) if isinstance(v, (str, int)))


def _past(case: Case, words: str) -> Where | None:
    wanted = _verbatim(words)
    history = case.customer.history if case.customer else ()
    for n in range(len(history) - 1, -1, -1):
        for text in (history[n].summary or "", *(m.text for m in history[n].messages if not m.private)):
            if found := wanted.search(text):
                return Where(history=n, quote=found[0])
    return None


def _verbatim(words: str) -> re.Pattern[str]:
    """The words as they may stand: any space and capitals, and no part of a longer word."""
    body = r"\s+".join(re.escape(w) for w in words.split())
    before = r"(?<!\w)" if words.strip()[:1].isalnum() else ""
    after = r"(?!\w)" if words.strip()[-1:].isalnum() else ""
    return re.compile(before + body + after, re.IGNORECASE)
