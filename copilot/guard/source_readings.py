# ruff: noqa: E501 (long lists of words)
"""What a source holds beside the values that ``extract`` finds in it: readings that are too loose for a reply.

A rate's span ("a month" of 5 EUR a month, "quarterly"), the days of a calendar week, the end of a month, a card's
"11/28", a clock with a dot ("until 11.30"), small numbers that count a word left out ("the first three a month"). Pure.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from copilot.guard.numerals import number_words
from copilot.guard.value import Value
from copilot.guard.value_tables import CURRENCIES, MONTHS, UNITS
from copilot.guard.values import extract

_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_REGULAR = (
    ("s 86400", "daily|täglich|quotidien\\w*|diari[oa]s?|giornalier[oaie]|dagelijks|diariamente"),
    ("s 604800", "weekly|wöchentlich|hebdomadaire\\w*|semanal\\w*|settimanal[ei]|wekelijks"),
    ("s 1209600", "fortnightly|biweekly|vierzehntägig"),
    ("m 1", "monthly|monatlich|mensuel\\w*|mensual\\w*|mensil[ei]|maandelijks|mensal\\w*"),
    (
        "m 3",
        "quarterly|vierteljährlich|quartalsweise|trimestriel\\w*|trimestral\\w*|trimestral[ei]|driemaandelijks|per kwartaal",
    ),
    ("m 6", "half-yearly|semi-annual\\w*|halbjährlich|semestriel\\w*|semestral\\w*|semestral[ei]|halfjaarlijks"),
    ("m 12", "yearly|annual\\w*|jährlich|annuel\\w*|anual\\w*|annual[ei]|jaarlijks"),
)
_HOW_OFTEN = re.compile(
    "|".join(rf"(?P<k{n}>(?<!\w)(?:{words})(?!\w))" for n, (_, words) in enumerate(_REGULAR)), re.IGNORECASE
)
_IN_CURRENCY = re.compile(
    r"(?<!\w)(?:amounts?|prices?|fees?|charges?|preise?|beträge|prix|montants|precios|importes|prezzi|importi|prijzen|bedragen|preços|valores)\s"
    rf"(?:are\s|sind\s|sont\s|son\s|sono\s|zijn\s|são\s|expressed\s|all\s|angegeben\s)*(?:in|en|em)\s({'|'.join(sorted(map(re.escape, CURRENCIES), key=len, reverse=True))})(?!\w)",
    re.IGNORECASE,
)
_DOLLARS = frozenset({"AUD", "CAD", "NZD", "SGD", "HKD", "MXN"})
_PER = re.compile(
    rf"(?<!\w)(?:per|each|every|pro|im|par|por|al|a|an|chaque|cada|ogni|all['’]|elke|iedere|over an?)\s?({'|'.join(sorted(UNITS, key=len, reverse=True))})(?!\w)",
    re.IGNORECASE,
)
_WEEK = re.compile(
    r"(?<!\w)(?:KW|Kalenderwoche|calendar week|week|wk|semaine|semana|settimana)\s?(\d{1,2})(?![\w.,/]\d|\w)",
    re.IGNORECASE,
)
_END = re.compile(
    rf"(?<!\w)(?:end of|ende|fin(?:al)? de|fin|fine(?: di)?|einde?|eind|fim de|final de)\s({_MONTH})(?!\w)\.?(?:\s(?:de\s)?(20\d\d))?",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<![\d/.])(0[1-9]|1[0-2])/([2-4]\d)(?![\d/.]\d|\d|/)")
_CLOCK = re.compile(
    r"(?<![\d.,:/€$£])([01]?\d|2[0-3])\.([0-5][05])(?![\d%]|[.,:]\d|\s?(?:[€$£%]|EUR|[A-Z]{3}(?!\w)|euros?\b|Euro\b|[ap]\.?m(?!\w)))"
)
_LIST = re.compile(
    r"(?<![\w.,])((?:\d{1,4}(?:\.\d+)?,\s){1,6})\d{1,4}(?:\.\d+)?,?\s(?:or|and|oder|und|ou|et|o|y|e|of|en)\s"
    r"\d{1,4}(?:\.\d+)?\s?([^\W\d_]{1,12})(?!\w)"
)
"""Numbers before the two that stand by the unit: "every 30, 60 or 90 days"."""
_OMITTED = re.compile(
    r"\s?(?:[.,;:!?)]|$|(?:a|an|per|pro|im|par|por|al|each|every|je|for|für|pour|para|per|and|und|et|y|e|en|of)\s)"
)


def source_readings(text: str, found: Sequence[Value], year: int | None) -> Iterator[Value]:
    """The values of a source that only a second look holds; ``found`` are those of the first, ``year`` today's."""
    if m := _IN_CURRENCY.search(text):
        code = CURRENCIES[m[1].lower()]
        for v in found:
            if v.kind == "number" and not v.text[0].isalpha():
                codes = {code, "USD"} if code in _DOLLARS else {code}  # all of which are written $ at home
                keys = frozenset(f"{c} {k}" for c in codes for k in v.keys if "/" not in k)
                if keys:
                    yield Value("money", v.text, v.start, v.end, keys)
    for m in _END.finditer(text):
        month = MONTHS[m[1].lower()]
        last = monthrange(int(m[2]) if m[2] else year or 2001, month)[1]
        yield Value("date", m[0], *m.span(), frozenset({f"{m[2] or '*'}-{month:02}-{last}"}))
    for m in _CARD.finditer(text):
        yield Value("month", m[0], *m.span(), frozenset({f"20{m[2]}-{m[1]}"}))
    for m in _CLOCK.finditer(text):
        yield Value("time", m[0], *m.span(), frozenset({f"{int(m[1])}:{m[2]}"}))
    if year:
        yield from _calendar_weeks(text, year)
    yield from _left_out(text, found)
    for m in _LIST.finditer(text):
        for number in re.finditer(r"\d+(?:\.\d+)?", m[1]):
            for v in extract(f"{number[0]} {m[2]}"):
                if v.kind in ("duration", "measure"):
                    yield replace(v, start=m.start(1) + number.start(), end=m.start(1) + number.end())


def rates(text: str, found: Sequence[Value]) -> Iterator[Value]:
    """The spans of a source for which something is paid or done, which nothing counts with: "a month", "quarterly"."""
    for v in found:
        if v.kind == "money" and v.per:
            yield Value("duration", v.text, v.start, v.end, frozenset({v.per}))
    for m in _PER.finditer(text):
        family, factor = UNITS[m[1].lower()]
        yield Value("duration", m[0], *m.span(), frozenset({f"{family} {factor}"}))
    for m in _HOW_OFTEN.finditer(text):
        key = _REGULAR[int((m.lastgroup or "k0")[1:])][0]
        yield Value("duration", m[0], *m.span(), frozenset({key}))


def _calendar_weeks(text: str, year: int) -> Iterator[Value]:
    for m in _WEEK.finditer(text):
        try:
            days = [date.fromisocalendar(year, int(m[1]), n) for n in range(1, 8)]
        except (ValueError, OverflowError):  # no such week, or at the calendar's edge
            continue
        for day in days:
            yield Value("date", m[0], *m.span(), frozenset({f"{day:%Y-%m-%d}"}))


def _left_out(text: str, found: Sequence[Value]) -> Iterator[Value]:
    """Small numbers in words whose noun goes without saying, which ``extract`` takes for pronouns."""
    taken = {v.start for v in found}
    for start, end, number in number_words(text):
        if 1 < number < 13 and start not in taken and _OMITTED.match(text, end):
            yield Value("number", text[start:end], start, end, frozenset({str(number)}))
