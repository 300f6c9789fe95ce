"""Whether a condition of the policy or the catalogue holds. Pure; what is not known does not hold."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from copilot.assist.case import Case, once
from copilot.assist.facts import mood
from copilot.conditions import Condition, RecordTest


@dataclass(frozen=True, slots=True)
class Told:
    """What others found out about a case."""

    topics: frozenset[str] = frozenset()
    """Case-folded."""
    reasons: frozenset[str] = frozenset()
    """Codes of the gate."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """``overdue_promise`` (bool), ``renewal_in_days`` (int), ``incident`` (its name); absent where unknown."""


def holds(condition: Condition, case: Case, told: Told, target: Mapping[str, Any] | None = None) -> bool:
    """True where every part that is given holds; a condition that says nothing never does."""
    parts = list(_parts(condition, case, told, target or {}))
    return bool(parts) and all(parts)


def _parts(c: Condition, case: Case, told: Told, target: Mapping[str, Any]) -> Iterator[bool]:
    if c.topics:
        yield not told.topics.isdisjoint(t.casefold() for t in c.topics)
    if c.channels:
        yield case.channel in c.channels
    if c.languages:
        yield any(case.language == other.partition("-")[0] for other in c.languages)
    if c.moods:
        yield mood(case) in c.moods
    if c.reasons:
        yield not told.reasons.isdisjoint(c.reasons)
    if c.mentions:
        yield _mentioned(c, case)
    if c.record:
        yield all(_tested(test, case, target) for test in c.record)
    if c.done:
        yield any(a.action in c.done for a in case.conversation.actions)
    yield from _of_facts(c, told.facts)


def _of_facts(c: Condition, facts: Mapping[str, Any]) -> Iterator[bool]:
    if c.overdue_promise is not None:
        yield "overdue_promise" in facts and bool(facts["overdue_promise"]) is c.overdue_promise
    if c.renewal_in_days is not None:
        days = facts.get("renewal_in_days")
        yield isinstance(days, int) and 0 <= days <= c.renewal_in_days
    if c.incident is not None:
        known = facts.get("incident")
        if isinstance(c.incident, bool):
            yield "incident" in facts and bool(known) is c.incident
        else:
            yield isinstance(known, str) and known.casefold() == c.incident.casefold()


def _mentioned(c: Condition, case: Case) -> bool:
    text = _turn(case)
    return any((words := _plain(m)) and f" {words} " in text for m in c.mentions)


@once
def _turn(case: Case) -> str:
    """One for all rules and actions: a turn may be long, and conditions many."""
    return f" {_plain(case.turn_text)} "


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _tested(test: RecordTest, case: Case, target: Mapping[str, Any]) -> bool:
    head, _, rest = test.path.partition("/")
    if head == "target":
        root: Any = target
    elif head == "metadata":
        root = case.conversation.metadata
    else:
        root, rest = (case.customer.attributes if case.customer else {}), test.path
    return any(_fits(test, value) for value in _at(root, rest.split("/") if rest else []))


def _at(node: Any, keys: list[str]) -> Iterator[Any]:
    if not keys:
        yield node
        return
    key, rest = keys[0], keys[1:]
    if isinstance(node, Mapping):
        for value in node.values() if key == "*" else [node[key]] if key in node else []:
            yield from _at(value, rest)
    elif isinstance(node, list):
        chosen = node if key == "*" else [node[int(key)]] if key.isdecimal() and int(key) < len(node) else []
        for value in chosen:
            yield from _at(value, rest)


def _fits(test: RecordTest, value: Any) -> bool:
    number = value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
    if number is None and isinstance(value, str) and (found := re.fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*\D{0,4}", value)):
        number = float(found[1])
    return (
        (test.equals is None or _same(value, test.equals))
        and (not test.one_of or any(_same(value, o) for o in test.one_of))
        and not any(_same(value, o) for o in test.none_of)
        and (test.contains is None or test.contains.casefold() in str(value).casefold())
        and (test.less is None or (number is not None and number < test.less))
        and (test.greater is None or (number is not None and number > test.greater))
    )


def _same(value: Any, other: str | float | bool) -> bool:
    if isinstance(value, str) and isinstance(other, str):
        return value.strip().casefold() == other.strip().casefold()
    return isinstance(value, bool) is isinstance(other, bool) and value == other
