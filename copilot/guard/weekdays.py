# ruff: noqa: E501 (long lists of words)
"""A weekday beside its date or the day's number: whether the two fit. Pure."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from copilot.guard.days import nearest_day
from copilot.guard.value import Value

_AFTER = re.compile(r"[ ,.]{0,3}(?:(?:the|den|dem|le|el|il|de|der|o|dia|día|op|da)\s)?", re.IGNORECASE)
_BEFORE = re.compile(
    r"\.?,?\s?[(–-]?\s?(?:(?:is|was|falls on|ist|war|fällt auf|est|était|tombe|es|era|cae en|è|cade di|valt op|is|é|cai)\s)?"
    r"(?:(?:an?|ein|einem|einen|un|une|een|uma?)\s)",
    re.IGNORECASE,
)
"""Between a date and its weekday: "28 September, a Monday", "20 September is a Sunday"."""
_BACK, _ON = 6, 14
"""Days around a date, and days from today, among which a day by its number is looked for."""


def date_beside(text: str, values: Sequence[Value], weekday: Value, now: date | None) -> date | None:
    """The date that a text gives with a weekday: "Friday, 24 April", "24 April, a Friday"; ``values`` are all of it."""
    at = bisect_left(values, weekday.start, key=_start)
    for there, pattern in ((at + 1, _AFTER), (at - 1, _BEFORE)):
        near = values[there] if 0 <= there < len(values) else None
        if near is None or near.kind != "date":
            continue
        first, last = sorted((weekday, near), key=_start)
        if pattern.fullmatch(text[first.end : last.start]):
            days = [d for k in near.keys if (d := nearest_day(k, now))]
            return days[0] if len(days) == 1 else None
    return None


def falls_on_weekday(text: str, good: Sequence[Value], day: Value, now: date | None) -> bool:
    """Whether a day by its number alone falls on the known weekday before it: soon, or around a date shortly before.

    ``good``: the values before it that may stand.
    """
    weekday = good[-1] if good else None
    if (
        now is None
        or weekday is None
        or weekday.kind != "weekday"
        or not _AFTER.fullmatch(text[weekday.end : day.start])
    ):
        return False
    days = _around(now, 0, _ON)
    for v in good[-4:]:
        if v.kind == "date":
            days += [d for k in v.keys if (beside := nearest_day(k, now)) for d in _around(beside, _BACK, _BACK + 1)]
    return any(str(d.day) in day.keys and str(d.weekday()) in weekday.keys for d in days)


def soon_on(text: str, values: Sequence[Value], day: Value, known: Sequence[Value], now: date | None) -> bool:
    """Whether a date is the next, or the one after it, of the weekday beside it that the sources name: "on Friday" is
    "Friday, 27 November". ``values`` are all of the text, ``known`` those of the sources."""
    if now is None or day.kind != "date":
        return False
    named = {k for v in known if v.kind == "weekday" for k in v.keys}
    days = {d for k in day.keys if (d := nearest_day(k, now))}
    at = bisect_left(values, day.start, key=_start)
    beside = [v for v in values[max(0, at - 1) : at + 2] if v.kind == "weekday"]
    return any(
        date_beside(text, values, v, now) in days and not v.keys.isdisjoint(named) and 0 <= (d - now).days < _ON
        for v in beside
        for d in days
    )


def _around(day: date, back: int, on: int) -> list[date]:
    first, last = max(1, day.toordinal() - back), min(date.max.toordinal(), day.toordinal() + on)
    return [date.fromordinal(n) for n in range(first, last)]


def _start(value: Value) -> int:
    return value.start
