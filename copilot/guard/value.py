"""One value of a text, and when one vouches for another: across formats, units of one family, and languages. Pure."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from copilot.guard.numerals import plain

ValueKind = Literal[
    "link", "email", "phone", "code", "money", "percent", "duration", "measure", "date", "month", "weekday", "time",
    "version", "ordinal", "times", "number",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """One value; ``keys`` are its possible readings (more than one where the notation is ambiguous)."""

    kind: ValueKind
    text: str
    start: int
    end: int
    keys: frozenset[str]
    per: str = ""
    """Of a price: for how long it is paid, as the key of a duration."""
    counted: str = ""
    """Of a bare number: the word it counts, in lower case."""


RELATED = frozenset(
    {("weekday", "date"), ("month", "date"), ("ordinal", "date")}
    | {p for a, b in (("money", "number"), ("number", "duration"), ("number", "version"), ("number", "ordinal"),
                      ("number", "date"), ("time", "duration"), ("number", "times")) for p in ((a, b), (b, a))}
)  # fmt: skip
"""Kinds of which the second may vouch for the first."""

_HOUR = re.compile(r"^(?:\d\d?|[^\W\d]+)\s?(?:h|heures?|horas?|uur|ore)$")
_YEARS = re.compile(r"year|jahr|\ban(?:s|née)|año|jaar|ann[oi]", re.IGNORECASE)


def same(said: Value, known: Value) -> bool:
    """True where ``known`` vouches for ``said``."""
    if said.kind == known.kind:
        if said.keys == known.keys and not said.per:
            return True
        if said.kind == "phone":
            return any(_same_phone(a, b) for a in said.keys for b in known.keys)
        if said.kind == "date":
            return any(_same_date(a, b) for a in said.keys for b in known.keys)
        if said.kind == "version":
            return any(_same_version(a, b) for a in said.keys for b in known.keys)
        return bool(said.keys & known.keys) and (not said.per or not known.per or said.per == known.per)
    if (said.kind, known.kind) not in RELATED:
        return False
    match said.kind, known.kind:
        case ("money", "number") | ("number", "money"):  # a price without its currency, as people write in chats
            amounts = {k.rpartition(" ")[2] for k in said.keys}, {k.rpartition(" ")[2] for k in known.keys}
            return not (said.counted or known.counted) and bool(amounts[0] & amounts[1])
        case "weekday", "date":
            return any(_weekday(k) in said.keys for k in known.keys)
        case "month", "date":
            return any(k[:7] in said.keys for k in known.keys)
        case "ordinal", "date":
            return any(str(int(k[-2:])) in said.keys for k in known.keys)
        case ("number", "duration") | ("duration", "number"):  # an age
            number, span = (said, known) if said.kind == "number" else (known, said)
            ages = {f"m {plain(12 * Decimal(k))}" for k in number.keys if re.fullmatch(r"\d{1,3}", k)}
            return not number.counted and bool(_YEARS.search(span.text)) and bool(ages & span.keys)
        case ("time", "duration") | ("duration", "time"):  # "11 h" is both
            clock, span = (said, known) if said.kind == "time" else (known, said)
            hours = {clock_of(k) for k in span.keys if _HOUR.search(span.text)}
            always = "always" in clock.keys and span.text.startswith("24") and "s 86400" in span.keys
            return always or bool(hours & clock.keys)
        case ("number", "version") | ("version", "number"):
            return {k.rpartition(" ")[2] for k in said.keys} == {k.rpartition(" ")[2] for k in known.keys}
        case ("number", "ordinal") | ("ordinal", "number") | ("number", "times") | ("times", "number"):
            return bool(said.keys & known.keys)
        case ("number", "date") | ("date", "number"):  # "18.11" without its last dot
            number, day = (said, known) if said.kind == "number" else (known, said)
            return any(
                number.text.replace("/", ".") == form
                for k in day.keys
                for form in (f"{int(k[-2:])}.{int(k[-5:-3])}", f"{k[-2:]}.{k[-5:-3]}")
            )
    return False


def clock_of(span: str) -> str:
    """The time that is written like a duration: "11 h"; empty for what no clock shows."""
    seconds = span.removeprefix("s ")
    fits = span.startswith("s ") and seconds.isdigit() and int(seconds) % 3600 == 0 and int(seconds) <= 86_400
    return f"{int(seconds) // 3600 % 24}:00" if fits else ""


def _same_phone(a: str, b: str) -> bool:
    """The same digits; a number without its country is the end of one that has it."""
    if a.startswith("+") == b.startswith("+"):
        return a == b
    abroad, home = (a, b) if a.startswith("+") else (b, a)
    return len(home) >= 6 and abroad.endswith(home) and len(abroad) - len(home) in (2, 3, 4)


def _same_version(a: str, b: str) -> bool:
    (name_a, _, number_a), (name_b, _, number_b) = a.rpartition(" "), b.rpartition(" ")
    return number_a == number_b and (name_a == name_b or not name_a or not name_b)


def _same_date(a: str, b: str) -> bool:
    (year_a, rest_a), (year_b, rest_b) = (k.split("-", 1) for k in (a, b))
    return rest_a == rest_b and ("*" in (year_a, year_b) or year_a == year_b)


def _weekday(key: str) -> str:
    try:
        return str(date.fromisoformat(key).weekday())
    except ValueError:  # no year, or no such day
        return ""
