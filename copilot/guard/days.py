# ruff: noqa: E501 (long lists of words)
"""Days, times and spans that follow from others: "30 days from 18 November", "20 minutes before 6:55", "4 days ago". Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise

from copilot.guard.rounded import ABOUT
from copilot.guard.value import Value
from copilot.guard.values import extract

_MOST = 24
"""Days, times or spans that are tried."""
_BEFORE = re.compile(
    r"(?<!\w)(?:before|earlier|prior|ahead|in advance|vor|vorher|früher|avant|plus tôt|antes|voor|prima|eerder|ago|"
    r"il y a|hace|há|geleden|fa)(?!\w)",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"(?<!\w)(?:vor|seit|in|il y a|depuis|dans|hace|desde hace|dentro de|quedan?|faltan?|há|daqui a|em|faltam|"
    r"restam|fa|da|tra|fra|"
    r"restano|mancano|over|nog|sinds|noch|encore|ancora|todavía|aún|ainda|for|since|is|are|only|another|still|"
    r"reste\w*|bleiben|about|already|bereits|déjà|ya|già|já|al|"
    r"una?|un)\s$",
    re.IGNORECASE,
)
_UP_TO_NOW = re.compile(
    r"\s(?:ago|old|alt|geleden|fa|left|remaining|noch|from now|away|later|hence|zurück|oud|ya|restant\w*|to go|"
    r"before|ahead)(?!\w)",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?<!\w)(?:until|till|by|bis|spätestens|jusqu\w*|avant le|hasta|entro|fino|tot|uiterlijk|"
r"até)(?!\w)",
                    re.IGNORECASE)  # fmt: skip


_DAY_BESIDE = re.compile(
    r"(?<!\w)(?:(?P<before>(?:the |a )?(?:day|evening|night) before|(?:am |der )?(?:vor)?tag (?:vor|davor)|(?:am )?vortag\w*|la veille|"
    r"le jour (?:précédent|d['’]avant)|(?:el )?día (?:antes|anterior)|(?:il )?giorno (?:prima|precedente)|"
    r"(?:de )?dag (?:ervoor|voor|tevoren|van tevoren)|(?:na )?véspera|(?:o )?dia anterior)|"
    r"(?P<after>(?:the )?(?:next|following) (?:(?P<work>business|working|banking|work) )?day|(?:the )?day after(?! tomorrow)|"
    r"(?:am )?(?:nächste[nr]?|folgende[nr]?) (?:tag|(?P<werk>(?:bank)?(?:werktag|arbeitstag)))|(?:am )?(?:folgetag|tag darauf)|"
    r"le (?:lendemain|jour suivant)|(?:el |al )?día (?P<habil>hábil )?siguiente|"
    r"(?:il )?giorno (?P<lavor>lavorativo )?(?:dopo|seguente|successivo)|(?:de )?(?:volgende (?P<nl>werk)?dag|dag erna)|"
    r"(?:no )?dia (?P<util>útil )?seguinte))(?!\w)",
    re.IGNORECASE,
)
"""A day before or after another, as it is said without a number."""
_BEFORE_IT = re.compile(
    r"\s?(?:\w+\s){0,2}?(?:before|prior|ahead|in advance|beforehand|earlier|vor|vorher|zuvor|davor|im voraus|avant|auparavant|"
    r"à l['’]avance|antes|de antelación|previos|prima|in anticipo|voor|ervoor|vooraf|van tevoren)(?!\w)",
    re.IGNORECASE,
)
_MONTH_END = re.compile(
    r"(?<!\w)(?:end of (?:a|the|each|that|any) (?:calendar )?month|month['’]?s? end|monatsende|ende (?:des|eines|jedes) (?:kalender)?monats|"
    r"fin (?:du|de|d['’]un) mois|(?:fin|final) de(?:l)? mes|fine (?:del )?mese|einde van (?:de|een) (?:kalender)?maand|"
    r"(?:fim|final) do mês)(?!\w)",
    re.IGNORECASE,
)


def led_back(text: str) -> Iterator[str]:
    """The spans of a text that count back from a day: "14 days before", "on the day before arrival"."""
    yield from (k for v in extract(text) if v.kind == "duration" and _BEFORE_IT.match(text, v.end) for k in v.keys)
    if any(m["before"] for m in _DAY_BESIDE.finditer(text)):
        yield "s 86400"


def led_on(text: str) -> Iterator[str]:
    """The spans of a text for "the next day" and "the next working day"."""
    for m in _DAY_BESIDE.finditer(text):
        if m["after"]:
            yield "w 1" if any(m[g] for g in ("work", "werk", "habil", "lavor", "nl", "util")) else "s 86400"


def month_ends(text: str, now: date) -> Iterator[date]:
    """The ends of months that a text's terms of notice lead to from a day: "1 month to the end of a month"."""
    at = _MONTH_END.search(text)
    if at is None:
        return
    spans = [k for v in extract(text) if v.kind == "duration" and _beside(text, v, at) for k in sorted(v.keys)][:_MOST]
    for day in (now, *(d for s in spans for d in later_days(now, s))):
        try:
            yield day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1, day=1) - timedelta(days=1)
        except ValueError:  # the calendar's last month
            continue


def _beside(text: str, value: Value, m: re.Match[str]) -> bool:
    """Whether a span and the end of a month are one term."""
    first, last = sorted((value.start, value.end, *m.span()))[1:3]
    return not re.search(r"[.;:!?\n]", text[first:last])


def day_of(key: str, year: int | None) -> date | None:
    """The day of a date's key; one without a year falls into ``year``."""
    if key.startswith("*"):
        key = f"{year}{key[1:]}" if year else ""
    try:
        return date.fromisoformat(key)
    except ValueError:
        return None


def nearest_day(key: str, now: date | None) -> date | None:
    """The day of a date's key; one without a year is the nearest to today."""
    if not key.startswith("*") or now is None:
        return day_of(key, now.year if now else None)
    days = [d for n in (-1, 0, 1) if (d := day_of(key, now.year + n))]
    return min(days, key=lambda d: abs(d - now), default=None)


def later_days(day: date, span: str, *, back: bool = False) -> Iterable[date]:
    """The day that a duration leads to; before and after, and with working days counted from Monday to Friday."""
    family, _, number = span.partition(" ")
    amount = Decimal(number)
    if amount != amount.to_integral_value() or amount > 10**9:
        return
    count = int(amount)
    try:
        if family == "s" and count % 86_400 == 0:
            yield day + timedelta(days=count // 86_400)
            if back:
                yield day - timedelta(days=count // 86_400)
        elif family == "m":
            months = day.month - 1 + count
            yield day.replace(year=day.year + months // 12, month=months % 12 + 1)
        elif family == "w" and count <= 60:
            after = day
            while count:
                after += timedelta(days=1)
                count -= after.weekday() < 5
            yield after
    except (ValueError, OverflowError):  # 31 January and a month, or beyond the calendar
        return


def is_day(value: Value, day: date) -> bool:
    """Whether a date is this day."""
    return f"{day:%Y-%m-%d}" in value.keys or f"*-{day:%m-%d}" in value.keys


def falls_on(  # noqa: PLR0917 (what a sentence rests on)
    value: Value,
    words: str,
    start: int,
    ground: Sequence[Value],
    cited: Sequence[Value],
    now: date | None,
    texts: Sequence[str] = (),
    quotes: Sequence[str] = (),
) -> bool:
    """Whether ``value`` follows from the days, times and spans that a sentence rests on.

    ``ground``: of its quotes, its paragraph, the thread and the record; ``cited``: of its passages, whose days count
    from or to today; ``now``: the thread's day; ``start``: of ``words``, the sentence, in the reply; ``texts``: of the
    passages and ``quotes``, which may say from which side of a day is counted.
    """
    year = now.year if now else None
    spans = list(dict.fromkeys(k for v in ground if v.kind == "duration" for k in sorted(v.keys)))[:_MOST]
    days = list(dict.fromkeys(d for v in ground if v.kind == "date" for k in v.keys if (d := day_of(k, year))))[:_MOST]
    back = bool(_BEFORE.search(words))
    if value.kind == "duration":
        more = [d for v in cited if v.kind == "date" for k in v.keys if (d := day_of(k, year))][:_MOST]
        about = ABOUT.search(words[max(0, value.start - start - 24) : max(0, value.start - start)]) is not None
        told = about or _counted_from_today(value, words, start)
        return told and _between(value, now, [*days, *more], ground, about=about)
    clocks = [time.fromisoformat(k.zfill(5)) for v in ground if v.kind == "time" for k in v.keys if ":" in k][:_MOST]
    moments = [
        _moved(datetime.combine(d, t), s, back=back)
        for d in (days or [now or date(2000, 1, 3)])
        for t in clocks
        for s in spans
    ]
    if value.kind == "time":
        return any(m and f"{m.hour}:{m.minute:02}" in value.keys for m in moments)
    if now:
        days.append(now)
    if _UNTIL.search(words):
        spans = list(dict.fromkeys([*spans, *(k for v in cited if v.kind == "duration" for k in sorted(v.keys))]))[
            :_MOST
        ]
    later = [d for day in days for s in spans for d in later_days(day, s, back=back)]
    later += [m.date() for m in moments if m and days]
    if value.kind == "weekday":
        texts = quotes = ()
    sides = [(k, True) for t in texts for k in led_back(t)] + [(k, False) for t in quotes for k in led_on(t)]
    later += [d for day in days for k, back in sides[:_MOST] for d in _on_one_side(day, k, back=back)]
    if now:
        later += [d for t in texts for d in month_ends(t, now)]
    if value.kind == "month":
        return any(f"{d:%Y-%m}" in value.keys for d in later)
    if value.kind == "weekday":
        said = {s for v in ground if v.kind == "date" and v.text in words for s in v.keys}
        return any(
            str(d.weekday()) in value.keys for d in later if not said or {f"{d:%Y-%m-%d}", f"*-{d:%m-%d}"} & said
        )
    return any(is_day(value, d) for d in later) or bool(now and any(_day_of_month(value, cited, now)))


def _on_one_side(day: date, span: str, *, back: bool) -> Iterator[date]:
    """The day that a span leads to, back where it is counted back."""
    if not back:
        yield from later_days(day, span)
    elif span[:2] == "m ":
        yield from (d for n in (int(Decimal(span[2:])),) if n < 1000 for d in later_days(day, f"m -{n}"))
    else:
        yield from (d for d in later_days(day, span, back=True) if d < day)


def _counted_from_today(value: Value, words: str, start: int) -> bool:
    before, after = words[: value.start - start], words[value.end - start :]
    return bool(_SINCE.search(before[-24:]) or _UP_TO_NOW.match(after[:24]))


_STAY = re.compile(
    r"[^.!?\n]{0,24}(?:-|–|to|until|till|bis|au|al|tot|t/m|tot en met|a|ao|und|and|e)[^.!?\n]{0,24}", re.IGNORECASE
)


def nights(text: str, year: int | None) -> Iterator[int]:
    """How many nights lie between two dates that a text gives as a stay: "from 22 to 25 May"."""
    dates = [v for v in extract(text) if v.kind == "date"]
    for first, last in pairwise(dates):
        if last.start - first.end > 40 or not _STAY.fullmatch(text[first.end : last.start]):
            continue
        a, b = (day_of(next(iter(v.keys)), year) for v in (first, last))
        if a and b and 1 < (b - a).days < 60:
            yield (b - a).days


def _moved(moment: datetime, span: str, *, back: bool) -> datetime | None:
    family, _, number = span.partition(" ")
    if family != "s" or Decimal(number) > 10**7:
        return None
    try:
        step = timedelta(seconds=float(number))
        return moment - step if back else moment + step
    except OverflowError:
        return None


def _between(value: Value, now: date | None, days: Iterable[date], ground: Sequence[Value], *, about: bool) -> bool:
    """Whether a span is the one from or to today, in days, weeks, months or years."""
    if now is None:
        return False
    gaps: set[str] = set()
    for day in days:
        gap = abs((now - day).days)
        early, late = sorted((now, day))
        months = (late.year - early.year) * 12 + late.month - early.month
        if late.day < early.day:
            months -= 1
        if about and gap > 10:
            gaps |= {f"s {round(gap / 7) * 604_800}", f"m {round(gap / 30.4)}"}
        gaps |= {f"s {gap * 86_400}", f"m {months}", f"m {months // 12 * 12}", f"w {_working(early, late)}"}
    for v in ground:
        if v.kind == "month":
            for key in v.keys:
                months = abs((now.year - int(key[:4])) * 12 + now.month - int(key[5:7]))
                gaps |= {f"m {months}", f"m {months // 12 * 12}"}
    return bool(value.keys & (gaps - {"s 0", "m 0", "w 0"}))


def _working(early: date, late: date) -> int:
    days = (late - early).days
    return sum((early + timedelta(days=n)).weekday() < 5 for n in range(1, days + 1)) if days < 90 else 0


def _day_of_month(value: Value, cited: Sequence[Value], now: date) -> Iterator[date]:
    """The days that "by the 15th of each month" means now."""
    days = {
        int(k) for v in cited if v.kind in ("ordinal", "number") for k in v.keys if k.isdigit() and 1 <= int(k) <= 31
    }
    first, last = max(1, now.toordinal() - 45), min(date.max.toordinal(), now.toordinal() + 45)
    near = map(date.fromordinal, range(first, last + 1))  # a message may be of the last day that there is
    return (d for d in near if d.day in days and is_day(value, d))
