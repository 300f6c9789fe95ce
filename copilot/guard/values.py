"""Values that a reply can get wrong: numbers, money, percentages, durations, dates, times, measures, links, codes...

``extract`` finds them with their place in the text; ``same`` compares two across formats and languages
(1.000,00 EUR is 1000 EUR, two weeks are 14 days). Pure, and knows nothing of replies or evidence.
"""

import re
from collections.abc import Callable, Hashable, Iterable
from decimal import Decimal
from functools import lru_cache, wraps
from typing import TypeVar, cast

from copilot.guard import value_patterns as p
from copilot.guard.addresses import find_links, link_key
from copilot.guard.numerals import number_words, plain, readings, scaled_numbers
from copilot.guard.value import RELATED, Value, ValueKind, same
from copilot.guard.value_tables import (
    CURRENCIES,
    CURRENCY_READINGS,
    GERMAN_ADJECTIVES,
    MEASURES,
    MONTHS,
    SHORT_WEEKDAYS,
    UNITS,
    WEEKDAYS,
)
from copilot.guard.words import STOP

__all__ = ["MONTHS", "RELATED", "Value", "ValueKind", "extract", "readings", "same"]


_Read = TypeVar("_Read", bound=Callable[..., tuple[Value, ...]])
_LONG = 4000
"""Characters from which on few texts are kept: threads and records, which each check of a request reads again."""


def kept(read: _Read) -> _Read:
    """``read``, whose first argument is a text, with a memory: of passages and replies many, of long texts few."""
    short, long = lru_cache(maxsize=4096)(read), lru_cache(maxsize=8)(read)

    @wraps(read)
    def reading(text: str, *more: Hashable) -> tuple[Value, ...]:
        return (short if len(text) <= _LONG else long)(text, *more)

    return cast("_Read", reading)


@kept
def extract(text: str) -> tuple[Value, ...]:
    """Every value in ``text``, by place; none overlaps another."""
    return _Reading(text).values()


_ALIKE = str.maketrans({"\u017f": "s", "\u212a": "K", "\u0130": "I", "\u0131": "i"})
"""Letters that patterns take for others where case is ignored, and tables of words don't."""


class _Reading:
    """One pass over a text: what a kind has taken, the kinds after it don't see."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.rest = text.translate(_ALIKE)
        """The text without what is taken, as the last pass left it."""
        self.masks: list[tuple[int, int, str]] = []
        """Places taken since, which ``_settle`` puts into ``rest`` once a pass."""
        self.found: list[Value] = []

    def values(self) -> tuple[Value, ...]:
        self._names_of_places()
        self._numbers_to_digits()
        for kind in (self._dates, self._times, self._amounts, self._durations, self._measures, self._counts):
            kind()
        return tuple(sorted(self.found, key=lambda v: v.start))

    def _take(
        self, kind: ValueKind, start: int, end: int, keys: Iterable[str], *, per: str = "", counted: str = ""
    ) -> None:
        readable = frozenset(keys)
        if readable:
            self.found.append(Value(kind, self.text[start:end], start, end, readable, per, counted))
        self._mask(start, end)

    def _mask(self, start: int, end: int, by: str = "") -> None:
        self.masks.append((start, end, by or "\x00" * (end - start)))

    def _settle(self) -> None:
        if not self.masks:
            return
        characters = list(self.rest)
        for start, end, by in self.masks:
            characters[start:end] = by
        self.rest = "".join(characters)
        self.masks.clear()

    def _each(self, pattern: re.Pattern[str], read: Callable[[re.Match[str]], None]) -> None:
        for m in pattern.finditer(self.rest):
            read(m)
        self._settle()

    def _names_of_places(self) -> None:
        for m in p.EMAIL.finditer(self.text):
            self._take("email", *m.span(), {m[0].lower().rstrip(".")})
        self._settle()
        for start, end in find_links(self.rest):
            self._take("link", start, end, {link_key(self.text[start:end])})
        self._settle()
        self._each(p.ISO, lambda m: self._take("date", *m.span(), _date_keys(m[1], int(m[2]), int(m[3]))))
        self._each(p.AGES, lambda m: self._take("number", *m.span(), {str(int(m[1]))}))
        self._each(p.CODE, lambda m: self._take("code", *m.span(), {re.sub(r"[^A-Z0-9]", "", m[0].upper())}))

        def phone(m: re.Match[str]) -> None:
            said = m[0].replace("(0)", "")
            cut = said.rfind("(")
            if cut > 0 and ")" not in said[cut:]:  # "0345 555 0142 (24 hours)"
                said = said[:cut].rstrip()
            end = m.start() + len(said) if said in m[0] else m.end()
            digits = re.sub(r"\D", "", said)
            dated = any(d.fullmatch(m[0]) for d in (p.DMY, p.SLASH, p.DASHED))
            if 7 <= len(digits) <= 16 and not dated:
                abroad = said.startswith("+") or digits.startswith("00")
                self._take("phone", m.start(), end, {"+" + digits.lstrip("0") if abroad else digits.removeprefix("0")})

        self._each(p.ALWAYS, lambda m: self._take("time", *m.span(), {"always"}))
        self._each(p.PHONE, phone)

    def _numbers_to_digits(self) -> None:
        """Written numbers become digits of the same length, so that every pattern reads them in their place."""
        for written in (scaled_numbers, number_words):
            for start, end, number in written(self.rest):
                digits = str(number) if len(str(number)) <= end - start else f"{number // 1000}k"  # "mil" is 01k
                if len(digits) <= end - start and (digits[-1] != "k" or number % 1000 == 0):
                    self._mask(start, end, digits.rjust(end - start, "0"))
            self._settle()

    def _dates(self) -> None:
        def day_month(m: re.Match[str]) -> None:
            month = MONTHS[m[3].lower()]
            if m[2][0] == "0" and len(m[2]) > 2 and m[3].lower() in _MONTH_OR_WORD:  # "six may use it"
                return
            at = m.start(2) if m[1] else m.start()
            self._take("date", at, m.end(), _date_keys(m[4], month, int(m[2])))
            if m[1]:
                self._take("date", *m.span(1), _date_keys(m[4], month, int(m[1])))

        def month_day(m: re.Match[str]) -> None:
            month = MONTHS[m[1].lower()]
            self._take("date", m.start(), m.end(2) if m[3] else m.end(), _date_keys(m[4], month, int(m[2])))
            if m[3]:
                self._take("date", m.start(3), m.end(), _date_keys(m[4], month, int(m[3])))

        def either(m: re.Match[str]) -> None:
            year = m[3] if m.re.groups == 3 else None
            a, b = int(m[1]), int(m[2])
            days = [(month, day) for month, day in ((b, a), (a, b)) if 1 <= month <= 12 and 1 <= day <= 31] or [(b, a)]
            self._take("date", m.start(1), m.end(), frozenset().union(*(_date_keys(year, *d) for d in days)))

        def month_year(m: re.Match[str]) -> None:
            month, year = (MONTHS[m[1].lower()], m[2]) if m[1] else (int(m[3]), m[4])
            self._take("month", *m.span(), {f"{year}-{month:02}"})

        self._each(p.DAY_MONTH, day_month)
        self._each(p.MONTH_DAY, month_day)

        def day_month_year(m: re.Match[str]) -> None:
            if not m[3] and p.PRICED.search(self.rest, max(0, m.start() - 5), m.start()):
                return  # "$8.10." at a sentence's end
            if m[3] or (1 <= int(m[2]) <= 12 and 1 <= int(m[1]) <= 31):  # nor is "4.90."
                self._take("date", *m.span(), _date_keys(m[3], int(m[2]), int(m[1])))

        for pattern in (p.DMY, p.DASHED):
            self._each(pattern, day_month_year)
        self._each(p.SLASH, either)
        self._each(p.SLASH_SHORT, either)
        self._each(p.MONTH_YEAR, month_year)
        self._each(p.WEEKDAY, lambda m: self._take("weekday", *m.span(), {str(WEEKDAYS[m[1].lower()])}))
        for pattern in (p.DAYS_IN_SHORT, p.SHORT_WEEKDAY):
            self._each(pattern, self._short_days)

    def _short_days(self, m: re.Match[str]) -> None:
        for group in range(1, len(m.groups()) + 1):
            if m[group]:
                self._take("weekday", *m.span(group), set(SHORT_WEEKDAYS[m[group].lower()]))

    def _times(self) -> None:
        def clock(m: re.Match[str]) -> None:
            hour, minute, suffix = int(m[4]), int(m[5] or m[7] or m[9] or 0), _suffix(m[6] or m[8])
            if hour > 24 or minute > 59:
                return
            self._take("time", m.start(4), m.end(), _clock_keys(hour, minute, suffix))
            if m[1] and int(m[1]) <= 24:
                end = m.end(3) if m[3] else m.end(2) if m[2] else m.end(1)
                own = _suffix(m[3])
                keys = _clock_keys(int(m[1]), int(m[2] or 0), own or ("o'clock" if suffix in ("am", "pm") else suffix))
                self._take("time", m.start(1), end, keys)

        def said(m: re.Match[str]) -> None:
            if m["half"]:
                self._said_time(m.span(), _said_keys("half", int(m["of"]), "o'clock"))
            elif not m[2].isdigit():
                self._take("time", *m.span(), {"0:30" if p.NIGHT.match(m[2]) else "12:30"})
            else:
                self._said_time(m.span(), _said_keys(m[1], int(m[2]), "o'clock"))

        def hour_and(m: re.Match[str]) -> None:
            if not m["unit"] or p.CLOCK_BEFORE.search(self.text[max(0, m.start() - 14) : m.start()]):
                self._said_time(m.span(), _said_keys(m["part"], int(m["hour"]), "o'clock"))

        def span(m: re.Match[str]) -> None:
            first, last = int(m["h1"]), int(m["h2"])
            if first > 24 or last > 24 or not (m["lead"] or self._about_hours(m)):
                return
            halves = {first, first + 12} if first <= 12 and last <= 12 and first < 7 else {first}
            ends = {last + 12} if last <= first and last <= 12 else {last, last + 12} if len(halves) > 1 else {last}
            for part, hours in (("1", halves), ("2", ends)):
                minute = int(m["m" + part] or 0)
                keys = {f"{h % 24}:{minute:02}" for h in hours}
                self._take("time", m.start("h" + part), max(m.end("m" + part), m.end("h" + part)), keys)

        def part_of_day(m: re.Match[str]) -> None:
            hour, half = int(m[2]), "pm" if m["pm"] else "am"
            if 1 <= hour <= 12:
                how = m["past"] or m["later"]
                keys = _said_keys(how, hour, half) if how else _clock_keys(hour, int(m[3] or 0), half)
                self._take("time", *m.span(), keys)

        def minutes_said(m: re.Match[str]) -> None:
            before = m["side"].lower() in ("to", "vor", "voor")
            if m["side"].lower() == "to" and not (
                m["minutes"][0] == "0" and p.AT.search(self.text, max(0, m.start() - 9), m.start())
            ):
                return
            minute = int(m["minutes"]) * (-1 if before else 1) - (30 if m["half"] else 0)
            self._said_time(m.span(), _minutes_keys(int(m["hour"]), minute))

        def minutes_after(m: re.Match[str]) -> None:
            if not p.CLOCK_BEFORE.search(self.text[max(0, m.start() - 14) : m.start()]):
                return
            minute = int(m["minutes"]) if m["minutes"].isdigit() else 15
            self._said_time(m.span(), _minutes_keys(int(m["hour"]), -minute if m["less"] else minute))

        if p.IN_WORDS.search(self.rest):
            self._each(p.MINUTES_SAID, minutes_said)
            self._each(p.MINUTES_AFTER, minutes_after)
        self._each(p.PART_OF_DAY, part_of_day)
        self._each(p.TIME, clock)
        self._each(p.TIME_AND, hour_and)
        self._each(p.TIME_SAID, said)
        self._each(p.HOURS, span)

        def hour(m: re.Match[str]) -> None:
            if m["dotted"]:
                if int(m["dotted"]) > 5 or p.CLOCK_BEFORE.search(self.text[max(0, m.start() - 14) : m.start()]):
                    self._take("time", *m.span(), _clock_keys(int(m["dotted"]), int(m["minute"]), ""))
                return
            said = int(m[3] or m[5] or m[6])
            if said <= 24:
                self._take("time", *m.span(), _clock_keys(said, int(m[4] or m[7] or 0), ""))

        self._each(p.TIME_H, hour)
        self._each(p.HOUR_IN_WORDS, lambda m: self._said_time(m.span(1), _said_keys("", int(m[2]), "o'clock")))
        self._each(
            p.NOON,
            lambda m: self._take("time", *m.span(), {"0:00" if p.NIGHT.match(m[1]) else "12:00"}),
        )

    def _said_time(self, span: tuple[int, int], keys: set[str]) -> None:
        """A time in words; where there is no such hour it stays what it is, a number."""
        if keys:
            self._take("time", *span, keys)

    def _counts_things(self, end: int) -> bool:
        """Whether a number counts what follows: "17.50 and one student" is no range of prices."""
        noun = p.NOUN.match(self.rest, end)
        return noun is not None and noun[1].lower() not in STOP | _MODALS

    def _about_hours(self, m: re.Match[str]) -> bool:
        """Whether "8-12" stands where opening hours do."""
        before, after = self.text[max(0, m.start() - 24) : m.start()], self.text[m.end() : m.end() + 24]
        return bool(p.HOURS_BEFORE.search(before) or p.HOURS_AFTER.match(after))

    def _amounts(self) -> None:
        def money(m: re.Match[str]) -> None:
            unit = m["c1"] or m["c2"]
            first, second = ("a1", "b1") if m["c1"] else ("a2", "b2")
            rate = _factor(m["per"]) if m["per"] else p.ADVERBS.get((m["often"] or "").lower(), "")
            end = max(m.end(g) for g in (first, second, "c1", "c2"))
            code = CURRENCIES[unit.lower()]
            falls = m["c1"] and m[second] and max(readings(m[second])) < min(readings(m[first]))
            if m[second] and not (m["c1"] and (falls or self._counts_things(m.end(second)))):
                self._take("money", m.start(second), end, _money_keys(code, m[second]), per=rate)
                end = m.end(first)
            elif m[second]:
                end = m.end(first)
            start = m.start("c1") if m["c1"] else m.start(first)
            cents = (
                p.CENTS_AFTER.match(self.rest, m.end("c2")) if m["c2"] and m["c2"].isalpha() and not m[second] else None
            )
            if cents and not rate and code not in ("CENT", "PENCE") and m[first].isdigit():
                self._take("money", start, cents.end(1), _money_keys(code, f"{int(m[first])}.{int(cents[1])}"))
                return
            self._take("money", start, end, _money_keys(code, m[first]), per=rate)
            if rate:  # "a month" of a price is no duration
                self._mask(m.end() - 1, m.end())

        def percent(m: re.Match[str]) -> None:
            if m["half"]:
                self._take("percent", *m.span(), {"50"})
                return
            if m["part"]:
                self._take("percent", *m.span(), {_share(m["part"])})
                return
            if m["small"]:
                many = 3 if m["small"].lower().lstrip("0").startswith(("three", "3")) else 1
                share = Decimal("0.25") * many if p.QUARTER.search(m["small"]) else Decimal("0.5")
                self._take("percent", *m.span(), {plain(share)})
                return
            last = m["b"] or m["c"] or m["a"]
            self._take("percent", m.start("b") if m["b"] else m.start(), m.end(), map(plain, readings(last)))
            if m["b"]:
                self._take("percent", *m.span("a"), map(plain, readings(m["a"])))

        self._each(p.MONEY, money)
        self._each(p.PERCENT, percent)

    def _durations(self) -> None:
        def duration(m: re.Match[str]) -> None:
            family, factor = UNITS[m[4].lower()]
            if (m[3] or m[5]) and family == "s" and factor == 86_400:
                family, factor = "w", 1
            for part in (2, 1):
                if m[part]:
                    keys = {f"{family} {plain(a * factor)}" for a in readings(m[part])}
                    end = m.end() if part == 2 or not m[2] else m.end(1)
                    self._take("duration", m.start(part), end, keys)

        def half(m: re.Match[str]) -> None:
            if m["quarters"]:
                many = 3 if m["quarters"].lower().startswith(("drei", "trois", "tre")) or "3" in m["quarters"] else 1
                self._take("duration", *m.span(), {f"s {900 * many}"})
                return
            if m["glued"]:
                family, factor = UNITS[m["unit"].lower()]
                number = p.GLUED[m["glued"].lower()]
                self._take("duration", *m.span(), {f"{family} {plain((number + Decimal('0.5')) * factor)}"})
                return
            if m[1]:
                family, factor = UNITS[m[1].lower()]
                amounts = {Decimal("0.5")}
            else:
                unit = m[5] or m["romance"] or m[2] or m[3]
                if not unit:
                    return
                family, factor = UNITS[unit.lower()]
                amounts = {a + Decimal("0.5") for a in (readings(m[4] or m["n"]) if m[4] or m["n"] else {Decimal(1)})}
            self._take("duration", *m.span(), {f"{family} {plain(a * factor)}" for a in amounts})

        def compound(m: re.Match[str]) -> None:
            (family, factor), (other, small) = UNITS[m[2].lower()], UNITS[m[4].lower()]
            if family == other and factor > small:
                wholes = readings(m[1]) if m[1][0].isdigit() else {Decimal(1)}
                keys = {f"{family} {plain(a * factor + b * small)}" for a in wholes for b in readings(m[3])}
                self._take("duration", *m.span(), keys)

        def article(m: re.Match[str]) -> None:
            at, work, unit = (1, m[2], m[3]) if m[1] else (4, m[5], m[6])
            if m[at].lower() == unit.lower() or (unit in ("an", "h", "min", "mes") and m[at].lower() in ("a", "an")):
                return
            key = _factor(unit)
            self._take("duration", m.start(at), m.end(), {"w 1" if work and key == "s 86400" else key})

        def german(m: re.Match[str]) -> None:
            said, unit = (
                m[1] or m[3],
                m[2] or {"t": "tägig", "w": "wöchig", "m": "monatig", "j": "jährig"}[m[4][0].lower()],
            )
            number = int(said) if said.isdigit() else p.GERMAN_ONES[said.lower()]
            family, _, factor = GERMAN_ADJECTIVES[unit.lower()].partition(" ")
            self._take("duration", *m.span(), {f"{family} {number * int(factor)}"})

        self._each(p.HALF_DURATION, half)
        self._each(p.COMPOUND, compound)
        self._each(p.TIMES, self._repeated)
        self._each(p.DURATION, duration)
        self._each(p.ARTICLE_DURATION, article)
        self._each(p.GERMAN_DURATION, german)

    def _repeated(self, m: re.Match[str]) -> None:
        number = p.TIMES_WORDS[m["word"].lower()] if m["word"] else int(m["n"])
        self._take("times", *m.span(), {str(number)})
        rate = re.match(r"\s(?:a|an|per|each|every|pro|im|am|in der|je)\s[a-zäöü]+", self.rest[m.end() : m.end() + 24])
        if rate:
            self._mask(m.end(), m.end() + rate.end())

    def _measures(self) -> None:
        def dimensions(m: re.Match[str]) -> None:
            known = MEASURES.get(m[4]) or MEASURES.get(m[4].lower()) if m[4] else None
            for part in (3, 2, 1):
                if m[part] and known:
                    keys = {f"{known[0]} {plain(a * Decimal(known[1]))}" for a in readings(m[part])}
                    self._take("measure", *m.span(part), keys)
                elif m[part]:
                    self._take("number", *m.span(part), map(plain, readings(m[part])))

        def measure(m: re.Match[str]) -> None:
            unit = m[3].replace(" ", "") if not m["square"] else "sqft" if "f" in m["square"] else "sqm"
            known = MEASURES.get(unit) or (MEASURES.get(unit.lower()) if len(unit) > 1 else None)
            if known is None:
                return
            family, factor = known
            versions = m[2] and p.NAMED.search(self.rest, max(0, m.start() - 20), m.start())  # "macOS 13 and 8 GB"
            for part in (2,) if versions and max(readings(m[2])) < min(readings(m[1])) else (2, 1):
                if m[part]:
                    families = (family, "C", "F") if family == "deg" else (family,)
                    below = family in ("C", "F", "deg") and p.BELOW_ZERO.search(
                        self.text, max(0, m.start(part) - 3), m.start(part)
                    )
                    sign = -1 if below else 1
                    keys = {f"{f} {plain(sign * a * Decimal(factor))}" for f in families for a in readings(m[part])}
                    self._take("measure", m.start(part), m.end() if part == 2 or not m[2] else m.end(1), keys)

        self._each(p.DIMENSIONS, dimensions)
        self._each(p.MEASURE, measure)

    def _counts(self) -> None:
        self._each(p.VERSION, lambda m: self._take("version", *m.span(), {m[1] or _version(m[0], m[2])}))
        self._each(
            p.ORDINAL,
            lambda m: self._take("ordinal", *m.span(), {str(int(m[1])) if m[1] else str(p.NTH[m[2][:3].lower()])}),
        )
        self._each(p.FRACTION, lambda m: self._take("number", *m.span(), {f"{int(m[1])}/{int(m[2])}"}))
        for m in p.LIST_MARK.finditer(self.rest):
            self._mask(*m.span(), " " * (m.end() - m.start()))
        self._settle()

        def number(m: re.Match[str]) -> None:
            noun = p.NOUN.match(self.rest, m.end())
            counted = noun[1].lower() if noun and noun[1].lower() not in (STOP | _MODALS) else ""
            if self.text[m.start()].isalpha():
                said = min(readings(m[0]))
                given = said < 4 and p.GIVEN.search(self.text, max(0, m.start() - 8), m.start())
                if given or (not counted and said < 5) or counted in p.DISCOURSE or said == 1:
                    return
            self._take("number", *m.span(), map(plain, readings(m[0])), counted=counted)

        self._each(p.NUMBER, number)


def _share(said: str) -> str:
    """A third, two thirds, a quarter, three fifths, as a percentage or a fraction."""
    first = re.split(r"[ -]", said, maxsplit=1)[0].lower()
    many = 4 if first in p.FOURS else 3 if first in p.THREES else 2 if first in p.TWOS else 1
    if p.FIFTH.search(said):
        return str(20 * many)
    return str(25 * many) if p.QUARTER.search(said) else f"{many}/3"


def _factor(unit: str) -> str:
    family, factor = UNITS[unit.lower()]
    return f"{family} {factor}"


def _version(said: str, number: str) -> str:
    """The number; with its system where that is named: iOS 16 is not Android 16."""
    name = said[: -len(number)].strip().lower()
    return f"{name} {number}" if name in ("ios", "android", "windows", "macos") else number


def _suffix(said: str | None) -> str:
    return (said or "").lower().replace(".", "").replace("’", "'")


_PARTS = {"half past": (0, 30), "quarter past": (0, 15), "quarter to": (1, 45), "halb": (1, 30), "viertel nach": (0, 15),  # noqa: E501
          "viertel vor": (1, 45), "kwart over": (0, 15), "kwart voor": (1, 45), "": (0, 0)}  # fmt: skip


def _said_keys(how: str, hour: int, suffix: str) -> set[str]:
    """The time of an hour and words such as "half past", "half" or "y cuarto"; none where it is no hour."""
    how = how.strip().lower()
    if not 1 <= hour <= (12 if how in _PARTS or how == "half" else 24):
        return set()
    if how == "half":
        return {k for h in (hour - 1, hour) for k in _clock_keys(h % 12, 30, suffix)}
    before, minute = _PARTS.get(how) or (0, 15 if p.QUARTER.search(how) or how.endswith("quinze") else 30)
    hour -= before
    return _clock_keys(hour if hour > 12 else hour % 12, minute, suffix if hour <= 12 else "")


def _minutes_keys(hour: int, minute: int) -> set[str]:
    """The time some minutes after an hour, or before it where they are less than none; of either half of the day."""
    if not 1 <= hour <= 24:
        return set()
    at = hour * 60 + minute
    halves = (0, 720) if hour <= 12 else (0,)
    return {f"{(at + half) // 60 % 24}:{at % 60:02}" for half in halves}


def _clock_keys(hour: int, minute: int, suffix: str) -> set[str]:
    if suffix in ("am", "pm"):
        return {f"{hour % 12 + 12 * (suffix == 'pm')}:{minute:02}"}
    either = {f"{(hour + 12) % 24}:{minute:02}"} if suffix == "o'clock" else set()
    return {f"{hour % 24}:{minute:02}", *either}


def _money_keys(code: str, amount: str) -> set[str]:
    if code in ("CENT", "PENCE"):
        codes = ("GBP",) if code == "PENCE" else ("EUR", "USD")
        return {f"{c} {plain(a / 100)}" for c in codes for a in readings(amount)}
    return {f"{c} {plain(a)}" for c in CURRENCY_READINGS.get(code, (code,)) for a in readings(amount)}


def _date_keys(year: str | None, month: int, day: int) -> frozenset[str]:
    """Of a day that no calendar has too: it is said, and nothing vouches for it."""
    full = (("20" + year) if len(year) == 2 else year) if year else "*"
    return frozenset({f"{full}-{month:02}-{day:02}"})


_MONTH_OR_WORD = frozenset({"may", "march", "mar", "mai", "mars", "sept", "dec", "set"})
_MODALS = frozenset(["may", "must", "might", "shall", "could", "can", "will", "darf", "dürfen", "kann", "soll"])
