"""Fills the parameters of a next action from the thread and the customer's record, each with the place that holds it;
what is not there stays missing."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from textwrap import shorten
from typing import Any

import jsonschema

from copilot.assist import typed
from copilot.assist.asking import question_for
from copilot.assist.case import Case
from copilot.assist.whence import Known, objects, place, recorded, said
from copilot.domain import Where
from copilot.guard.values import Value, extract

_TOKEN = re.compile(r"[^\s,;:!?()\"'<>]{2,40}")
_UK_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}"
_ADDRESS = re.compile(
    rf"(?:[A-ZÄÖÜ][\w'’.-]+(?: [A-ZÄÖÜ][\w'’.-]+){{0,3}},\s*)?(?:\d{{1,4}}[a-z]?\s+[A-ZÄÖÜ][\w'’ .-]{{2,40}}|"
    rf"[A-ZÄÖÜ][\wäöüß.' -]{{2,40}}\s\d{{1,4}}\s?[a-z]?)"
    rf",\s*[^\n,]{{0,40}}?(?:,\s*)?(?:{_UK_POSTCODE}|\d{{4,5}}\s+[A-ZÄÖÜ][\wäöüß-]+)"
)
_CURRENCY = {"GB": "GBP", "UK": "GBP", "US": "USD", "CH": "CHF"}
_TOMORROW = re.compile(
    r"\btomorrow'?s?\b|\b(?:ab|für|bis|von)? ?morgen(?! früh,)\b(?=.{0,300}\b(?:paket|päckchen|lieferung)\b)",
    re.IGNORECASE,
)
_FREE_TEXT = ("reason", "problem", "description", "note", "comment")


@dataclass(frozen=True, slots=True)
class Filled:
    """Arguments that are known, where each stands, and what has to be asked for."""

    arguments: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, Where] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    """To the customer, one for each missing parameter."""


def filled(schema: Mapping[str, Any], case: Case, issue: str, action: str = "") -> Filled:
    """What thread and record hold of an action's parameters; nothing is filled in that stands nowhere.

    An id for which ``action`` was done already in this conversation is not the one that is meant now.
    """
    properties = schema.get("properties")
    if not isinstance(properties, Mapping):
        return Filled()
    arguments: dict[str, Any] = {}
    sources: dict[str, Where] = {}
    used = {str(v) for a in case.conversation.actions if a.action == action for v in a.arguments.values()}
    for name, spec in properties.items():
        if isinstance(name, str) and isinstance(spec, Mapping):
            known = _find(name, spec, case, arguments, issue, used)
            if known is not None and valid(known.value, spec):
                arguments[name], sources[name] = known
    for name in _alike(properties, arguments):
        del arguments[name], sources[name]
    missing = tuple(n for n in _required(schema, arguments) if n not in arguments)
    asked = (question_for(n, s if isinstance(s := properties.get(n), Mapping) else {}, case.language) for n in missing)
    return Filled(arguments, sources, missing, tuple(asked))


def _alike(properties: Mapping[str, Any], arguments: Mapping[str, Any]) -> list[str]:
    """Parameters of one form that got the same value: whether it is where from or where to, nobody can tell."""
    plain = {n: properties[n].get("pattern") for n, v in arguments.items() if isinstance(v, str)}
    return [
        name
        for name, pattern in plain.items()
        if pattern and any(o != name and p == pattern and arguments[o] == arguments[name] for o, p in plain.items())
    ]


def _required(schema: Mapping[str, Any], arguments: Mapping[str, Any]) -> list[str]:
    """What must be given: the required parameters, and the first of several sets where none is complete."""
    names = _names(schema)
    for word in ("anyOf", "oneOf"):
        options = schema.get(word)
        sets = [s for o in options if isinstance(o, Mapping) and (s := _names(o))] if isinstance(options, list) else []
        if sets and not any(all(n in arguments for n in s) for s in sets):
            names += [n for n in sets[0] if n not in names]
    return names


def _names(schema: Mapping[str, Any]) -> list[str]:
    required = schema.get("required")
    return [n for n in required if isinstance(n, str)] if isinstance(required, list) else []


def valid(value: Any, spec: Mapping[str, Any]) -> bool:
    """True where ``value`` fits the parameter's schema (its pattern aside)."""
    plain = {k: v for k, v in spec.items() if k != "pattern"}  # patterns were matched already, on short tokens only
    validator = _validator(json.dumps(plain, sort_keys=True))
    return validator is not None and bool(validator.is_valid(value))


@lru_cache(maxsize=1024)
def _validator(schema: str) -> Any:
    """None where it is no schema."""
    read = json.loads(schema)
    made = jsonschema.validators.validator_for(read)
    try:
        made.check_schema(read)
    except jsonschema.SchemaError:
        return None
    return made(read)


def _find(  # noqa: PLR0917  # what is known so far
    name: str, spec: Mapping[str, Any], case: Case, filled: Mapping[str, Any], issue: str, used: Collection[str]
) -> Known | None:
    low = name.lower()
    options = spec.get("enum")
    kind = spec.get("type")
    if "currency" in low:
        return _currency(case, filled, options)
    if isinstance(options, list):
        return _choice(name, [o for o in options if isinstance(o, str)], case, filled)
    if kind == "boolean":
        return typed.yes_or_no(name, case)
    if kind == "array":
        return typed.many(name, spec, case)
    if kind in ("number", "integer"):
        money = re.search(r"amount|price|value|sum|total(?!_)", low)
        return (_amount(case, filled) if money else None) or typed.count(name, case)
    pattern = spec.get("pattern")
    if isinstance(pattern, str):
        return _by_pattern(pattern, name, case, used)
    if any(word in low for word in _FREE_TEXT):
        return _told(issue, case)
    if "phone" in low:
        return _phone(case)
    if "mail" in low:
        return _mail(case)
    if "address" in low:
        return _address(case)
    if low in ("until", "date", "when", "on", "from", "day") or spec.get("format") == "date":
        return _date(low, case)
    if "item" in low or "product" in low:
        return _item(case, filled)
    known = typed.labelled(name, case)
    if known is not None and known.value not in used:
        return known
    return typed.by_example(spec, case, used) or _from_record(name, case, used)


def _told(issue: str, case: Case) -> Known | None:
    """What the customer says is the matter, in a few words; from the message that begins with them."""
    value = shorten(issue, 200, placeholder="...")
    where = said(case, " ".join(issue.split()[:6])) if value else None
    if where is None and value and case.turn:
        where = Where(message_id=case.turn[-1].id)  # put together from several sentences
    return Known(value, where) if where else None


def _by_pattern(pattern: str, name: str, case: Case, used: Collection[str]) -> Known | None:
    """The token that fits: the customer's latest word first, then the thread, then the record."""
    fits = typed.safe_pattern(pattern)
    if fits is None:
        return None  # a pattern that may run for ever is not run at all
    if heads := typed.directed(name, fits, case):
        return _placed(heads, case)
    for text in (case.turn_text, case.customer_text, case.thread_text):
        found = list(dict.fromkeys(t.rstrip(".") for t in _TOKEN.findall(text) if fits.search(t.rstrip("."))))
        found = [f for f in found if f not in used]
        if found:
            return _placed(str(found[0]) if len(found) == 1 else _current(found, case), case)
    from_record = _from_record(name, case, used)
    if from_record and fits.search(str(from_record.value)):
        return from_record
    known = list(dict.fromkeys(t for t in _TOKEN.findall(case.record_text) if fits.search(t) and t not in used))
    return _placed(known[0], case, name) if len(known) == 1 else None


def _placed(words: str | None, case: Case, key: str | None = None) -> Known | None:
    where = place(case, words, key) if words else None
    return Known(words, where) if where else None


def _records(case: Case) -> Iterator[Mapping[str, Any]]:
    return (node for _, node in objects(case))


def _from_record(name: str, case: Case, used: Collection[str] = ()) -> Known | None:
    """The value under a key of this name; of several, the one that is named in the thread or still open."""
    held = [k for k in typed.in_record(name, case) if isinstance(k.value, (str, int)) and str(k.value)]
    known = {str(k.value): Known(str(k.value), k.where) for k in held if str(k.value) not in used}
    current = next(iter(known)) if len(known) == 1 else _current(list(known), case)
    return known.get(current or "")


def _current(found: list[str], case: Case) -> str | None:
    """Of several ids, the one that the customer wrote last in this turn's text, or the only one not finished yet."""
    named = [f for f in found if f in case.turn_text]
    if len(named) == 1:
        return named[0]
    if named:
        return None
    closed = re.compile(r"delivered|closed|cancel|returned|refunded|done|ended|paid", re.IGNORECASE)
    open_ones = [
        f
        for f in found
        if any(
            f in r.values() and isinstance(r.get("status"), str) and not closed.search(r["status"])
            for r in _records(case)
        )
    ]
    return open_ones[0] if len(open_ones) == 1 else None


def _attribute(case: Case, key: str) -> str | None:
    value = case.customer.attributes.get(key) if case.customer else None
    return value if isinstance(value, str) else None


def _order(case: Case, filled: Mapping[str, Any]) -> Mapping[str, Any]:
    ids = {v for v in filled.values() if isinstance(v, str)}
    return next((r for r in _records(case) if "status" in r and ids & {str(v) for v in r.values()}), {})


def _money(case: Case, filled: Mapping[str, Any]) -> Known | None:
    """A key such as ``GBP 9.9``: the only amount that the customer names, else the order's total."""
    order = _order(case, filled)
    if not order:
        return None  # without an order an amount that is mentioned may be anything
    named = {k: v.text for v in extract(case.turn_text) if v.kind == "money" for k in v.keys}
    if named:
        return _keyed(named, case, None)
    total = order.get("total")
    return _keyed({k: v.text for v in extract(str(total)) if v.kind == "money" for k in v.keys}, case, "total")


def _keyed(keys: Mapping[str, str], case: Case, field: str | None) -> Known | None:
    if len(keys) != 1:
        return None
    key, words = next(iter(keys.items()))
    where = recorded(case, words, field) if field else said(case, words)
    return Known(key, where) if where else None


def _amount(case: Case, filled: Mapping[str, Any]) -> Known | None:
    money = _money(case, filled)
    return Known(float(money.value.split(" ")[1]), money.where) if money else None


def _currency(case: Case, filled: Mapping[str, Any], options: Any) -> Known | None:
    money = _money(case, filled)
    found = Known(money.value.split(" ")[0], money.where) if money else None
    if found is None:
        totals = {
            k.split(" ")[0]: v.text
            for r in _records(case)
            for v in extract(str(r.get("total", "")))
            if v.kind == "money"
            for k in v.keys
        }
        if len(totals) == 1 and (where := recorded(case, next(iter(totals.values())), "total")):
            found = Known(next(iter(totals)), where)
        else:
            country = _attribute(case, "country") or ""
            money_of = _CURRENCY.get(country.upper())
            where = recorded(case, country, "country")
            found = Known(money_of, where) if money_of and where else None
    return found if found and (not isinstance(options, list) or found.value in options) else None


def _choice(name: str, options: list[str], case: Case, filled: Mapping[str, Any]) -> Known | None:
    """The only option that is named: in what the customer writes, in the order's record, then in the thread; yes or no
    also as an answer to the question after it."""
    if {o.lower() for o in options} == {"yes", "no"}:
        answer = typed.yes_or_no(name, case)
        word = "yes" if answer and answer.value else "no"
        return Known(next(o for o in options if o.lower() == word), answer.where) if answer else None
    for text in (case.turn_text, "\n".join(str(v) for v in _order(case, filled).values()), case.thread_text):
        found = typed.named(options, text)
        if len(found) == 1:
            words = re.sub(r"[_-]+", " ", found[0])
            spelt = next((w for w in (found[0], words, words.replace(" ", "-")) if place(case, w)), None)
            where = place(case, spelt, name) if spelt else None
            return Known(found[0], where) if where else None
        if found:
            return None
    return None


def _phone(case: Case) -> Known | None:
    numbers = [v.text for v in extract(case.customer_text) if v.kind == "phone"]
    caller = case.conversation.metadata.get("caller") or case.conversation.metadata.get("from")
    for option in (numbers[-1] if len(set(numbers)) == 1 else None, _attribute(case, "phone"), caller):
        if isinstance(option, str) and option:
            return _placed(option, case)
    return None


def _mail(case: Case) -> Known | None:
    """The record's address, else the only one that the customer writes."""
    if address := _attribute(case, "email"):
        where = recorded(case, address, "email")
        return Known(address, where) if where else None
    written = list(dict.fromkeys(v.text for v in extract(case.customer_text) if v.kind == "email"))
    return _placed(written[0], case) if len(written) == 1 else None


def address_in(text: str) -> bool:
    """True where a postal address stands in ``text``."""
    return _ADDRESS.search(text) is not None


def _address(case: Case) -> Known | None:
    """A complete address that the customer writes, with a correction in a later message applied (``*41 Wynd Lane``)."""
    found = list(_ADDRESS.finditer(case.turn_text))
    if len(found) != 1:
        return None
    address = re.sub(r"\s+", " ", found[0][0]).strip()
    where = said(case, found[0][0])
    for line in case.turn_text[found[0].end() :].splitlines():
        if line.strip().startswith("*"):
            fixed = re.match(r"\*\s*(\S+)\s+([A-ZÄÖÜ][\w'’-]+(?:\s[A-ZÄÖÜ][\w'’-]+)?)", line.strip())
            if not fixed or fixed[2] not in address:
                return None  # corrected in a way we can't follow: better missing than wrong
            address = re.sub(rf"\S+\s+{re.escape(fixed[2])}", f"{fixed[1]} {fixed[2]}", address, count=1)
            where = said(case, line.strip()) or where
    return Known(address, where) if where else None


def _day(value: Value, sent: datetime) -> date | None:
    year, month, day = next(iter(sorted(value.keys))).split("-")
    try:
        if year != "*":
            return date(int(year), int(month), int(day))
        near = date(sent.year, int(month), int(day))
        return near if near >= sent.date() else date(sent.year + 1, int(month), int(day))
    except ValueError:
        return None


def _date(low: str, case: Case) -> Known | None:
    """The date that the customer names, as ISO; ``until`` takes the last one. Nothing where several could be meant."""
    sent = case.last_at
    if sent is None:
        return None
    days: dict[date, str] = {}
    for value in extract(case.turn_text):
        if value.kind == "date" and (day := _day(value, sent)) is not None:
            days.setdefault(day, value.text)
    if low == "until":
        return _dated(max(days), days, case) if days else None
    tomorrow = _TOMORROW.search(case.turn_text)
    if tomorrow and sent.date() < date.max:
        days.setdefault(sent.date() + timedelta(days=1), tomorrow[0])
    future = [d for d in days if d >= sent.date()]
    if low in ("date", "day", "from") and len(future) > 1:
        return _dated(min(future), days, case)
    return _dated(future[0], days, case) if len(future) == 1 else None


def _dated(day: date, words: Mapping[date, str], case: Case) -> Known | None:
    where = said(case, words[day])
    return Known(day.isoformat(), where) if where else None


def _item(case: Case, filled: Mapping[str, Any]) -> Known | None:
    items = _order(case, filled).get("items")
    names = [i for i in items if isinstance(i, str)] if isinstance(items, list) else []
    named = [i for i in names if re.sub(r"\s+(?:\d.*|x\d+)$", "", i).lower() in case.customer_text.lower()]
    pool = named or names
    where = recorded(case, pool[0]) if len(pool) == 1 else None
    return Known(pool[0], where) if where else None
