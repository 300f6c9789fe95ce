"""Fills the parameters of a next action from the thread and the customer's record; what is not there stays missing."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from textwrap import shorten
from typing import Any

import jsonschema

from copilot.assist.case import Case
from copilot.guard.values import Value, extract

_NESTED = re.compile(r"\([^)]*[+*{][^)]*\)\s*[+*{]")
_TOKEN = re.compile(r"[^\s,;:!?()\"'<>]{2,40}")
_UK_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}"
_ADDRESS = re.compile(
    rf"(?:[A-ZÄÖÜ][\w'’.-]+(?: [A-ZÄÖÜ][\w'’.-]+){{0,3}},\s*)?(?:\d{{1,4}}[a-z]?\s+[A-ZÄÖÜ][\w'’ .-]{{2,40}}|"
    rf"[A-ZÄÖÜ][\wäöüß.' -]{{2,40}}\s\d{{1,4}}\s?[a-z]?)"
    rf",\s*[^\n,]{{0,40}}?(?:,\s*)?(?:{_UK_POSTCODE}|\d{{4,5}}\s+[A-ZÄÖÜ][\wäöüß-]+)"
)
_CURRENCY = {"GB": "GBP", "UK": "GBP", "US": "USD", "CH": "CHF"}
_FREE_TEXT = ("reason", "problem", "description", "note", "comment")


def fill(schema: Mapping[str, Any], case: Case, issue: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Arguments that are known for sure, and the names of required ones that are not."""
    properties = schema.get("properties")
    if not isinstance(properties, Mapping):
        return {}, ()
    filled: dict[str, Any] = {}
    for name, spec in properties.items():
        if isinstance(name, str) and isinstance(spec, Mapping):
            value = _find(name, spec, case, filled, issue)
            if value is not None and valid(value, spec):
                filled[name] = value
    required = schema.get("required")
    names = [n for n in required if isinstance(n, str)] if isinstance(required, list) else []
    return filled, tuple(n for n in names if n not in filled)


def valid(value: Any, spec: Mapping[str, Any]) -> bool:
    """True where ``value`` fits the parameter's schema (its pattern aside)."""
    plain = {k: v for k, v in spec.items() if k != "pattern"}  # patterns were matched already, on short tokens only
    try:
        jsonschema.validate(value, plain)
    except (jsonschema.ValidationError, jsonschema.SchemaError):
        return False
    return True


def _find(name: str, spec: Mapping[str, Any], case: Case, filled: Mapping[str, Any], issue: str) -> Any:
    low = name.lower()
    options = spec.get("enum")
    if "currency" in low:
        return _currency(case, filled, options)
    if isinstance(options, list):
        return _one_of([o for o in options if isinstance(o, str)], case, filled)
    if spec.get("type") in ("number", "integer"):
        return _amount(low, case, filled) if re.search(r"amount|price|value|sum|total", low) else None
    pattern = spec.get("pattern")
    if isinstance(pattern, str):
        return _by_pattern(pattern, name, case)
    if any(word in low for word in _FREE_TEXT):
        return shorten(issue, 200, placeholder="...") or None
    if "phone" in low:
        return _phone(case)
    if "mail" in low:
        return _attribute(case, "email")
    if "address" in low:
        return _address(case)
    if low in ("until", "date", "when", "on", "from", "day") or spec.get("format") == "date":
        return _date(low, case)
    if "item" in low or "product" in low:
        return _item(case, filled)
    return _from_record(name, case)


def _by_pattern(pattern: str, name: str, case: Case) -> str | None:
    """The token that fits: the customer's latest word first, then the thread, then the record."""
    if len(pattern) > 200 or _NESTED.search(pattern):
        return None  # a pattern that may run for ever is not run at all
    try:
        fits = re.compile(pattern)
    except re.error:
        return None
    for text in (case.turn_text, case.customer_text, case.thread_text):
        found = list(dict.fromkeys(t.rstrip(".") for t in _TOKEN.findall(text) if fits.search(t.rstrip("."))))
        if len(found) == 1:
            return str(found[0])
        if found:
            return _current(found, case)
    from_record = _from_record(name, case)
    if from_record and fits.search(from_record):
        return from_record
    known = list(dict.fromkeys(t for t in _TOKEN.findall(case.record_text) if fits.search(t)))
    return known[0] if len(known) == 1 else None


def _records(case: Case) -> Iterator[Mapping[str, Any]]:
    """Every object in the customer's attributes and the thread's metadata, outermost first."""
    stack: list[Any] = [case.conversation.metadata, case.customer.attributes if case.customer else {}]
    while stack:
        node = stack.pop(0)
        if isinstance(node, Mapping):
            yield node
            stack += list(node.values())
        elif isinstance(node, list):
            stack += node[:200]


def _from_record(name: str, case: Case) -> str | None:
    """The value under a key of this name; of several, the one that is named in the thread or still open."""
    found = list(dict.fromkeys(str(r[name]) for r in _records(case) if isinstance(r.get(name), (str, int))))
    if len(found) == 1:
        return found[0]
    return _current(found, case) if found else None


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


def _money(case: Case, filled: Mapping[str, Any]) -> list[str]:
    """Keys such as ``GBP 9.9``: the only amount that the customer names, else the order's total."""
    if not _order(case, filled):
        return []  # without an order an amount that is mentioned may be anything
    said = {k for v in extract(case.turn_text) if v.kind == "money" for k in v.keys}
    if len(said) == 1:
        return list(said)
    if said:
        return []
    total = _order(case, filled).get("total")
    return [k for v in extract(str(total)) if v.kind == "money" for k in v.keys] if total else []


def _amount(low: str, case: Case, filled: Mapping[str, Any]) -> float | None:
    keys = _money(case, filled)
    return float(keys[0].split(" ")[1]) if len(keys) == 1 else None


def _currency(case: Case, filled: Mapping[str, Any], options: Any) -> str | None:
    keys = _money(case, filled)
    found = keys[0].split(" ")[0] if keys else None
    if found is None:
        totals = {
            k.split(" ")[0]
            for r in _records(case)
            for v in extract(str(r.get("total", "")))
            if v.kind == "money"
            for k in v.keys
        }
        country = (_attribute(case, "country") or "").upper()
        found = totals.pop() if len(totals) == 1 else _CURRENCY.get(country)
    return found if found and (not isinstance(options, list) or found in options) else None


def _one_of(options: list[str], case: Case, filled: Mapping[str, Any]) -> str | None:
    """The only option that is named: in the order's record, in what the customer writes, then in the thread."""
    for text in ("\n".join(str(v) for v in _order(case, filled).values()), case.turn_text, case.thread_text):
        named = [o for o in options if re.search(rf"(?<!\w){re.escape(o)}(?!\w)", text, re.IGNORECASE)]
        if len(named) == 1:
            return named[0]
        if named:
            return None
    return None


def _phone(case: Case) -> str | None:
    said = [v.text for v in extract(case.customer_text) if v.kind == "phone"]
    caller = case.conversation.metadata.get("caller") or case.conversation.metadata.get("from")
    for option in (said[-1] if len(set(said)) == 1 else None, _attribute(case, "phone"), caller):
        if isinstance(option, str) and option:
            return option
    return None


def address_in(text: str) -> bool:
    """True where a postal address stands in ``text``."""
    return _ADDRESS.search(text) is not None


def _address(case: Case) -> str | None:
    """A complete address that the customer writes, with a correction in a later message applied (``*41 Wynd Lane``)."""
    found = list(_ADDRESS.finditer(case.turn_text))
    if len(found) != 1:
        return None
    address = re.sub(r"\s+", " ", found[0][0]).strip()
    for line in case.turn_text[found[0].end() :].splitlines():
        if line.strip().startswith("*"):
            fixed = re.match(r"\*\s*(\S+)\s+([A-ZÄÖÜ][\w'’-]+(?:\s[A-ZÄÖÜ][\w'’-]+)?)", line.strip())
            if not fixed or fixed[2] not in address:
                return None  # corrected in a way we can't follow: better missing than wrong
            address = re.sub(rf"\S+\s+{re.escape(fixed[2])}", f"{fixed[1]} {fixed[2]}", address, count=1)
    return address


def _day(value: Value, sent: datetime) -> date | None:
    year, month, day = next(iter(sorted(value.keys))).split("-")
    try:
        if year != "*":
            return date(int(year), int(month), int(day))
        near = date(sent.year, int(month), int(day))
        return near if near >= sent.date() else date(sent.year + 1, int(month), int(day))
    except ValueError:
        return None


def _date(low: str, case: Case) -> str | None:
    """The date that the customer names, as ISO; ``until`` takes the last one. Nothing where several could be meant."""
    sent = case.last_at
    if sent is None:
        return None
    dates = (_day(v, sent) for v in extract(case.turn_text) if v.kind == "date")
    days = [d for d in dates if d is not None]
    if low == "until":
        return max(days).isoformat() if days else None
    if re.search(
        r"\btomorrow'?s?\b|\b(?:ab|für|bis|von)? ?morgen(?! früh,)\b(?=.*\b(?:paket|päckchen|lieferung)\b)",
        case.turn_text,
        re.IGNORECASE,
    ):
        days.append(sent.date() + timedelta(days=1))
    future = [d for d in dict.fromkeys(days) if d >= sent.date()]
    if low in ("date", "day", "from") and len(future) > 1:
        return min(future).isoformat()
    return future[0].isoformat() if len(future) == 1 else None


def _item(case: Case, filled: Mapping[str, Any]) -> str | None:
    items = _order(case, filled).get("items")
    names = [i for i in items if isinstance(i, str)] if isinstance(items, list) else []
    named = [i for i in names if re.sub(r"\s+(?:\d.*|x\d+)$", "", i).lower() in case.customer_text.lower()]
    pool = named or names
    return pool[0] if len(pool) == 1 else None
