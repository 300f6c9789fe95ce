# ruff: noqa: E501 (long lists of words)
"""What a text vouches for, with what its words add to its values, and a look-up instead of a comparison with each.

"Paid yesterday" holds a date, "Mon-Fri" a Wednesday, "two adults and a child" three people. Pure.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from copilot.guard.days import day_of
from copilot.guard.numerals import number_words, plain, readings
from copilot.guard.source_readings import source_readings
from copilot.guard.value import Value, clock_of
from copilot.guard.value_tables import WEEKDAYS
from copilot.guard.values import extract, kept

_RANGE = re.compile(
    r"\.?\s?(?:-|–|to|through|thru|until|till|bis|à|au|a|al|tot|t/m|tot en met|até|a)\s?", re.IGNORECASE
)
_WEEKEND = re.compile(r"(?<!\w)(?:weekends?|wochenende\w*|week-ends?|fin(?:es)? de semana|fine settimana|"
r"fins de semana)"
                      r"(?!\w)", re.IGNORECASE)  # fmt: skip
_EVERY_DAY = re.compile(
    r"(?<!\w)(?:daily|every day|7 days a week|24/7|täglich|jeden tag|tous les jours|7j?/7|todos los días|cada día|"
    r"todos os dias|ogni giorno|tutti i giorni|dagelijks|elke dag)(?!\w)",
    re.IGNORECASE,
)
_DAYS_AGO = {
    0: "today heute aujourd'hui aujourd’hui hoy oggi hoje vandaag",
    1: "yesterday gestern hier ayer ieri ontem gisteren",
    2: "vorgestern avant-hier anteayer anteontem eergisteren",
    -1: "tomorrow demain domani amanhã",
}
_AGO = {w: n for n, listed in _DAYS_AGO.items() for w in listed.split()}
_RELATIVE = re.compile(rf"(?<!\w)(?:{'|'.join(_AGO)})(?!\w)", re.IGNORECASE)
_ANY_TIME = re.compile(
    r"(?<!\w)(?:(?:at )?any ?time|at all (?:times|hours)|at any hour|day or night|night and day|jederzeit|zu jeder (?:zeit|stunde)|"
    r"tag und nacht|à (?:tout moment|toute heure)|en (?:cualquier|todo) momento|a (?:cualquier|todas) horas?|las 24 horas|"
    r"(?:in|a) qualsiasi (?:momento|ora)|a tutte le ore|op (?:elk|ieder) moment|op elk uur|te allen tijde|altijd bereikbaar|"
    r"a (?:qualquer|toda a) (?:hora|momento|altura)|dia ou noite)(?!\w)",
    re.IGNORECASE,
)
"""What a source says for all day and night; in a reply it is mostly no time of a line: "cancel any time"."""
_HOURS = re.compile(r"\s?(?:-|–|to|until|till|and|bis|und|à|et|a|y|e|tot|en|alle|às)\s?(?:las\s|as\s)?", re.IGNORECASE)
_DAY_ALONE = re.compile(
    r"(?<![\w.,:-])(?:(?:the|am|den|dem|zum|le|el|il|au|op de|dia)\s(?:"
    rf"(?:{'|'.join(WEEKDAYS)}),?\s(?:the\s|den\s|dem\s)?)?|(?:{'|'.join(WEEKDAYS)}),?\s(?:the\s)?(?=\d+(?:st|nd|rd|th)))(\d{{1,2}})(?:st|nd|rd|th|er|º|e|\.)?"
    r"(?=\s?[?!,;:)]|\s?\.?$|\s?\n|\.\s(?![a-zäöü]{3})|"
    r"\s(?:o|ou|et|e|y|en|or|and|oder|und|at|um|à|a|alle|instead|please|bitte|if|but|to|for|für|para|pour|per|with|mit|from|is|ist)\s|\sw/)",
    re.IGNORECASE | re.MULTILINE,
)
"""A day whose month goes without saying: "until the 26th"."""
_ARTICLE = r"(?:\d{1,3}|an?|one|eine?[nm]?|une?|una?|uno|umas?|uma?|een)"
_PARTY = re.compile(
    rf"(?<![\w.,])({_ARTICLE})\s[^\W\d_]{{3,20}}(?:\s?[,+&]\s?|\s(?:and|und|et|y|e|en)\s)({_ARTICLE})\s[^\W\d_]{{3,20}}"
    rf"(?:(?:\s?[,+&]\s?|\s(?:and|und|et|y|e|en)\s)({_ARTICLE})\s[^\W\d_]{{3,20}})?",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def figures(text: str) -> frozenset[str]:
    """The bare numbers of a value, without what they count."""
    digits = [r for n in re.findall(r"\d+(?:[.,]\d+)*", text) for r in readings(n)]
    worded = () if text[:1].isdigit() else number_words(text)
    return frozenset(map(plain, [*digits, *(Decimal(n) for _, _, n in worded)]))


@kept
def known_values(text: str, now: date | None = None) -> tuple[Value, ...]:
    """The values of a text that may vouch, with those that only its words hold; ``now`` is the day it was written."""
    found = extract(text)
    return (
        *found,
        *_days(text, found),
        *_relative(text, now),
        *_parties(text),
        *_open(text, found),
        *_bare_days(text, found, now),
        *source_readings(text, found, now.year if now else None),
    )


def _open(text: str, found: tuple[Value, ...]) -> Iterator[Value]:
    """All day and night in other words, and how long hours last that are given from and to."""
    for m in _ANY_TIME.finditer(text):
        yield Value("time", m[0], *m.span(), frozenset({"always"}))
    times = [v for v in found if v.kind == "time"]
    for first, last in pairwise(times):
        if not _HOURS.fullmatch(text[first.end : last.start]) or len(first.keys) > 1 or len(last.keys) > 1:
            continue
        (a,), (b,) = first.keys, last.keys
        if ":" in a and ":" in b:
            minutes = (_minutes(b) - _minutes(a)) % 1440
            yield Value(
                "duration", text[first.start : last.end], first.start, last.end, frozenset({f"s {60 * minutes}"})
            )


_DAYS = 8
"""Dates of a thread after which a day without a month is looked for."""


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return 60 * int(hour) + int(minute)


def _bare_days(text: str, found: tuple[Value, ...], now: date | None) -> Iterator[Value]:
    """Days without a month of a thread: the next such day after today, and after each date that it names."""
    if now is None:
        return
    days = {now}
    for v in found:
        if v.kind == "date":
            days |= {d for k in v.keys if (d := day_of(k, now.year))}
    taken = bytearray(len(text))
    for v in found:
        if v.kind in ("date", "time", "money", "percent"):
            taken[v.start : v.end] = b"\x01" * (v.end - v.start)
    near = sorted(days)[:_DAYS]
    for m in _DAY_ALONE.finditer(text):
        number = int(m[1])
        if any(taken[m.start(1) : m.end()]):
            continue
        keys = {f"{d:%Y-%m-%d}" for day in near for d in _nearest(day, number)}
        if keys:
            yield Value("date", m[0], *m.span(), frozenset(keys))


def _nearest(day: date, number: int) -> Iterator[date]:
    """The day of that number next after ``day`` and last before it, each within a month."""
    first, last = max(1, day.toordinal() - 31), min(date.max.toordinal(), day.toordinal() + 31)
    for n in range(first, last + 1):
        if (near := date.fromordinal(n)).day == number:
            yield near


def _days(text: str, found: tuple[Value, ...]) -> Iterator[Value]:
    """The days within a range, and those of a weekend."""
    days = [v for v in found if v.kind == "weekday"]
    for first, last in pairwise(days):
        if _RANGE.fullmatch(text[first.end : last.start]):
            for a in first.keys:
                for b in last.keys:
                    inner = {str(n % 7) for n in range(int(a), int(b) + (7 if int(b) < int(a) else 0))}
                    yield Value("weekday", text[first.start : last.end], first.start, last.end, frozenset(inner))
    for pattern, keys in ((_WEEKEND, "56"), (_EVERY_DAY, "0123456")):
        for m in pattern.finditer(text):
            yield Value("weekday", m[0], *m.span(), frozenset(keys))


def _relative(text: str, now: date | None) -> Iterator[Value]:
    for m in _RELATIVE.finditer(text) if now else ():
        try:
            day = now - timedelta(days=_AGO[m[0].lower()])  # type: ignore[operator]
        except OverflowError:  # at the calendar's edge
            continue
        yield Value("date", m[0], *m.span(), frozenset({f"{day:%Y-%m-%d}"}))


def _parties(text: str) -> Iterator[Value]:
    """How many several things are that are counted one after the other."""
    digits = text
    for start, end, number in reversed(number_words(text)):
        digits = f"{digits[:start]}{number}{digits[end:]}" if number < 20 else digits
    for m in _PARTY.finditer(digits):
        some = [int(g) if g.isdigit() else 1 for g in m.groups() if g]
        yield Value("number", m[0], 0, 0, frozenset({str(sum(some))}))


def handles(value: Value, year: int | None = None, *, loose: bool = False) -> set[str]:
    """Two values of which one vouches for the other share one of these; ``loose`` for any that hold the same figure."""
    out = {f"{value.kind} {k}" for k in value.keys}
    match value.kind:
        case "money" | "number" | "ordinal" | "version" | "times":
            out |= {f"# {k.rpartition(' ')[2]}" for k in value.keys}
            if value.kind == "number":
                out |= {f"duration m {plain(12 * Decimal(k))}" for k in value.keys if re.fullmatch(r"\d{1,3}", k)}
                out.add(f"day.month {value.text.replace('/', '.')}")
        case "date":
            for key in value.keys:
                out |= {f"date {key[-5:]}", f"ordinal {int(key[-2:])}"}
                out |= {f"day.month {int(key[-2:])}.{int(key[-5:-3])}", f"day.month {key[-2:]}.{key[-5:-3]}"}
                full = key if key[0] != "*" else f"{year}{key[1:]}" if year else ""
                if full:
                    out |= {f"month {full[:7]}", *_weekday(full)}
        case "duration":
            out |= {f"time {t}" for k in value.keys if (t := clock_of(k))}
            if "s 86400" in value.keys:
                out.add("time always")
        case "phone":
            out |= {f"phone {k[-6:]}" for k in value.keys}
        case _:
            pass
    if loose:
        out |= {f"figure {f}" for f in figures(value.text)}
    return out


def _weekday(key: str) -> set[str]:
    try:
        return {f"weekday {date.fromisoformat(key).weekday()}"}
    except ValueError:
        return set()


class Index:
    """Values by their handles; the same value twice is kept once."""

    def __init__(self, values: Iterable[Value], year: int | None = None) -> None:
        self.year = year
        self._of: dict[str, list[Value]] = {}
        seen = set()
        for value in values:
            same = (value.kind, value.keys, value.per, value.counted, value.text if value.kind == "number" else "")
            if same in seen:
                continue
            seen.add(same)
            for handle in handles(value, year, loose=True):
                self._of.setdefault(handle, []).append(value)

    def near(self, value: Value, *, loose: bool = False) -> Iterator[Value]:
        """The values that may vouch for this one, some perhaps twice."""
        for handle in handles(value, self.year, loose=loose):
            yield from self._of.get(handle, ())
