"""By when something was promised: the words that say so, and the day that they mean. Seven languages. Pure.

Days are counted in UTC from when it was said. What leaves a choice is read as the later day, so that nothing is called
overdue that may not be; what cannot be told (a date as 05/12, "soon", "once it is here") has no day.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from copilot.guard.value_tables import MONTHS, WEEKDAYS
from copilot.guard.values import extract

_NUMBERS = {
    word: n
    for n, words in enumerate(
        (
            "a an one ein eine einem einer einen un une una uno um uma een één",
            "two zwei deux dos due dois duas twee",
            "three drei trois tres tre três drie",
            "four vier quatre cuatro quattro quatro",
            "five fünf cinq cinco cinque vijf",
            "six sechs seis sei zes",
            "seven sieben sept siete sette sete zeven",
            "eight acht huit ocho otto oito",
            "nine neun neuf nueve nove negen",
            "ten zehn dix diez dieci dez tien",
            "eleven elf onze once undici",
            "twelve zwölf douze doce dodici doze twaalf",
        ),
        1,
    )
    for word in words.split()
} | {"fourteen": 14, "vierzehn": 14, "quinze": 15, "quince": 15, "fifteen": 15, "twenty": 20, "thirty": 30}
_UNITS = {
    "minute": r"min(?:ute[ns]?|utos?|uti|uten|s)?\b",
    "hour": r"hours?|hrs?|stunden?|heures?|horas?|or[ae]|uur|uren",
    "working": r"(?:working|business|week) ?days?|werktage?n?|arbeitstage?n?|geschäftstage?n?|bankarbeitstage?n?|"
    r"jours? ouvr(?:é|able)s?|días? (?:hábil(?:es)?|laborables?)|giorn[oi] lavorativ[oi]|dias? út(?:il|eis)|"
    r"werkdag(?:en)?",
    "day": r"days?|tage?n?|jours?|días?|giorn[oi]|dias?|dag(?:en)?",
    "week": r"weeks?|wochen?|semaines?|semanas?|settiman[ae]|weken",
    "month": r"months?|monate?n?|mois|mes(?:es)?|mes[ei]|maand(?:en)?",
    "fortnight": r"fortnight",
}
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_WITHIN = re.compile(
    r"\b(?:within|in|inside|innerhalb(?: von)?|binnen|sous|dans|d['’]ici|en|dentro de|entro|tra|fra|em|no prazo de)"
    r"(?: (?:the next|the|den nächsten|der nächsten|les|les prochains?|los próximos|un plazo (?:máximo )?de|i "
    r"prossimi|"
    r"até|os próximos|de komende|maximal|höchstens|at most|about|around))?"
    rf" (?:{_NUMBER} ?(?:to|or|bis|oder|à|a|o|ou|tot|-|–) ?)?(?P<n>{_NUMBER})[ -](?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _UNITS.items())
    + r")\b",
    re.IGNORECASE,
)
_PERIOD = {
    "day": r"day|business|tages|journée|jour|día|giornata|giorno|dia|dag",
    "week": r"week|woche|semaine|semana|settimana",
    "month": r"month|monats?|mois|mes|mese|mês|maand",
    "year": r"year|jahres?|année|año|anno|ano|jaar",
}
_NEXT = (
    r"next|coming|following|nächste\w*|kommende\w*|prochaine?|próxim[oa]|prossim[oa]|volgende|komende|que viene|"
    r"que vem"
)
_LATE = r"ends?|close|ende|fine?|final(?:es)?|fim|einde?"
_THE = (
    r"(?:the|this|der|dieser|des|dieses|de la|de cette|du|de l['’]|de|del|de esta|de este|della|di|do|da|"
    r"desta|deste|van de|van deze|van het|deze|la|le|il|o)"
)
_END = re.compile(
    rf"\b(?:{_LATE})(?: of)?(?: {_THE})?(?: (?P<before>{_NEXT}))? ?(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _PERIOD.items())
    + rf")\b(?: (?P<after>{_NEXT})\b)?|\b(?P<compound>wochen|monats|tages|jahres)ende\b",
    re.IGNORECASE,
)
_NEXT_PERIOD = re.compile(
    rf"\b(?:early |anfang |début |mid |mitte |in the course of |im laufe der )?(?:(?P<before>{_NEXT}) "
    rf"(?P<b>{_PERIOD['week']}|{_PERIOD['month']})"
    rf"|(?P<a>semaine|semana|settimana|mois|mes|mese|mês) (?P<after>{_NEXT}))\b",
    re.IGNORECASE,
)
_NEXT_DAY = re.compile(
    rf"\b(?:{_NEXT}) (?:{'|'.join(WEEKDAYS)})\b|\b(?:{'|'.join(WEEKDAYS)}) (?:{_NEXT})\b", re.IGNORECASE
)
_MONTH = "|".join(m for m in MONTHS if len(m) > 4 or m in ("may", "june", "july", "juin"))
_IN_MONTH = re.compile(rf"\b(?:in|im|en|em|during|by the end of|bis ende) (?P<month>{_MONTH})\b(?! \d)", re.IGNORECASE)
_THIS_WEEK = re.compile(
    r"\b(?:this week|within the week|(?:noch )?diese(?:r)? woche|cette semaine|esta semana|questa settimana|"
    r"deze week|"
    r"by the weekend|before the weekend|(?:bis zum|vor dem) wochenende|avant le week-end|voor het weekend)\b",
    re.IGNORECASE,
)
_DAYS = (
    (2, r"day after tomorrow|übermorgen|après-demain|pasado mañana|dopodomani|depois de amanhã|overmorgen"),
    (1, r"tomorrow|(?<!guten )(?<!am )(?<!jeden )morgen|demain|(?<!la )(?<!por la )mañana|domani|amanhã|the "
    r"next day|next working day"),
    (0, r"the same day|same day|today|tonight|this (?:morning|afternoon|evening)|am selben tag|heute|"
    r"aujourd['’]hui|ce soir|hoy|esta tarde|oggi|stasera|hoje|vandaag|vanavond"),
)  # fmt: skip
_DAY = re.compile("|".join(rf"\b(?P<d{n}>{words})\b" for n, words in _DAYS), re.IGNORECASE)
_FEIRA = re.compile(r"\b(segunda|terça|quarta|quinta|sexta)(?:[- ]feira)\b", re.IGNORECASE)
_FEIRAS = ("segunda", "terça", "quarta", "quinta", "sexta")
_DATE_PT = re.compile(
    r"\b(\d{1,2}) de (janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)\b",
    re.IGNORECASE,
)
_MONTHS_PT = (
    "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro",
    "dezembro",
)  # fmt: skip
_LEAD = re.compile(
    r"\b(?:by|until|before|no later than|bis(?: (?:zum|spätestens))?|spätestens(?: am)?|vor|am|on|d['’]ici(?: à|"
    r" au)?|avant|"
    r"pour|au plus tard|antes (?:de|del)|para|hasta|a más tardar|entro|prima di|até(?: a[o]?)?|voor|uiterlijk|"
    r"tegen|op)"
    r"(?: (?:the|le|la|el|il|o|a|het|den|dem|dit))?\s+$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:by|until|before|later than|within|bis|spätestens|vor|innerhalb|binnen|ici|avant|sous|tard|antes|"
    r"hasta|tardar|"
    r"entro|prima|até|voor|uiterlijk)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:of|from|since|dated|placed on|last|vom|seit|letzte\w*|du|depuis|dernier|del|desde|dal|desde|pasado|"
    r"van|sinds|afgelopen)"
    r"(?: (?:the|le|el|il|de))?\s+$",
    re.IGNORECASE,
)
"""Before a day that is not the due one: "your order of 18 November"."""
_BETWEEN = re.compile(
    r"[\s,()]*(?:(?:at|um|gegen|à|vers|a las?|alle|às|om|the|den|dem|le|el|il|by|before|bis|noon|next|morning|"
    r"afternoon|"
    r"evening|dia|de manhã)[\s,]*){0,2}",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:once|as soon as|after (?:we|you|it|the|receipt|receiving)|when (?:we|you|it|the)|(?<!know )(?<!ask "
    r")(?<!check )(?<!see )"
    r"if|unless|upon|of (?:receipt|receiving|purchase|delivery|your return)|from receipt|sobald|wenn|falls|"
    r"nachdem|nach (?:dem |der )?(?:eingang|erhalt|rücksendung|prüfung)|"
    r"dès (?:que|réception)|une fois|après réception|si (?:vous|nous|usted|nos)|cuando|una vez|tras (?:recibir|la)|"
    r"non appena|dopo (?:aver|la|il)|assim que|após|depois de receber|zodra|als (?:u|we|wij|het|de)|na ontvangst)\b",
    re.IGNORECASE,
)
"""The time counts from something that has not happened yet, so there is no day."""


@lru_cache(maxsize=2048)
def due(sentence: str) -> str | None:
    """The words of a sentence that say by when, as they stand; None where there are none."""
    spans = sorted(_spans(sentence))
    groups: list[tuple[int, int, bool]] = []
    for start, end, day in spans:
        if groups and start <= groups[-1][1]:
            groups[-1] = (groups[-1][0], max(end, groups[-1][1]), groups[-1][2] or day)
        elif groups and _BETWEEN.fullmatch(sentence, groups[-1][1], start):
            groups[-1] = (groups[-1][0], end, groups[-1][2] or day)
        else:
            groups.append((start, end, day))
    if not groups:
        return None

    def rank(group: tuple[int, int, bool]) -> tuple[bool, bool]:
        before = sentence[max(0, group[0] - 24) : group[0]]
        return not (_BY.search(sentence[group[0] : group[1]]) or _LEAD.search(before)), not group[2]

    start, end, _ = min(groups, key=rank)
    lead = _LEAD.search(sentence[:start])
    words = sentence[lead.start() if lead else start : end].strip()
    # the dot of "18 November." ends the sentence; those of "18." and "a.m." are their own
    return re.sub(r"(?<=\w{4})\.$" if sentence[end:].strip() else r"(?<=\w{3})\.$", "", words)


def _spans(sentence: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether it names a day) of all that says when."""
    for value in extract(sentence):
        before = sentence[: value.start]
        if value.kind in ("date", "weekday", "time") and (_LEAD.search(before) or not _PAST.search(before)):
            yield value.start, value.end, value.kind != "time"
    for pattern in (_WITHIN, _END, _IN_MONTH, _NEXT_DAY, _NEXT_PERIOD, _THIS_WEEK, _DAY, _FEIRA, _DATE_PT):
        for found in pattern.finditer(sentence):
            yield found.start(), found.end(), True


def conditional(sentence: str) -> bool:
    """True where what is promised waits for something else to happen."""
    return bool(_EVENT.search(sentence))


@lru_cache(maxsize=4096)
def due_on(words: str, said: datetime) -> date | None:
    """The day that the words of ``due`` mean when they are said at ``said``; None where that can't be told."""
    day = said.astimezone(UTC).date()
    try:
        for meant in (_by_date, _by_length, _by_end, _by_weekday, _by_name, _by_time):
            found = meant(words, day, said)
            if found is not None:
                return found
    except (ValueError, OverflowError):  # 30 February, or beyond the calendar
        pass
    return None


def _by_date(words: str, day: date, said: datetime) -> date | None:
    if pt := _DATE_PT.search(words):
        return _in_year(day, _MONTHS_PT.index(pt[2].lower()) + 1, int(pt[1]))
    for value in extract(words):
        if value.kind != "date" or len(value.keys) != 1:
            continue  # two readings are no day
        year, month, number = next(iter(value.keys)).split("-")
        if year == "*":
            return _in_year(day, int(month), int(number))
        return date(int(year), int(month), int(number))
    return None


def _in_year(day: date, month: int, number: int) -> date:
    """The date of this year, or of the next where that lies half a year back."""
    found = date(day.year, month, number)
    return found if found >= day - timedelta(days=180) else date(day.year + 1, month, number)


def _by_length(words: str, day: date, said: datetime) -> date | None:
    found = _WITHIN.search(words)
    if found is None:
        return None
    number = found["n"].lower()
    n = int(number) if number.isdecimal() else _NUMBERS[number]
    if found["working"]:
        return working_days_after(day, n)
    if found["minute"] or found["hour"]:
        return (said.astimezone(UTC) + timedelta(**{"minutes" if found["minute"] else "hours": n})).date()
    if found["month"]:
        months = day.month - 1 + n
        year, month = day.year + months // 12, months % 12 + 1
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    return day + timedelta(days=n * (14 if found["fortnight"] else 7 if found["week"] else 1))


def working_days_after(day: date, n: int) -> date:
    """The ``n``-th working day after ``day``; Saturdays and Sundays are none, holidays are not known."""
    while n > 0:
        day += timedelta(days=1)
        n -= day.weekday() < 5
    return day


def _by_end(words: str, day: date, said: datetime) -> date | None:
    if found := _END.search(words):
        of = {"wochen": "week", "monats": "month", "tages": "day", "jahres": "year"}.get(
            (found["compound"] or "").lower()
        )
        period = of or next(name for name in _PERIOD if found[name])
        return _last(period, day, following=bool(found["before"] or found["after"]))
    if found := _IN_MONTH.search(words):
        month = MONTHS[found["month"].lower()]
        year = day.year + (month < day.month)
        return date(year, month, calendar.monthrange(year, month)[1])
    if found := _NEXT_PERIOD.search(words):
        period = "week" if re.search(_PERIOD["week"], found[0], re.IGNORECASE) else "month"
        return _last(period, day, following=True)
    return _last("week", day, following=False) if _THIS_WEEK.search(words) else None


def _last(period: str, day: date, *, following: bool) -> date:
    """The last working day of a week, the last day of a month or a year. On a weekend "this" week is the coming one."""
    if period == "day":
        return day
    if period == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(days=7 * (day.weekday() >= 5))
        return monday + timedelta(days=4 + 7 * following)
    if period == "year":
        return date(day.year + following, 12, 31)
    months = day.month - 1 + following
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])


def _by_weekday(words: str, day: date, said: datetime) -> date | None:
    wanted = next((int(k) for v in extract(words) if v.kind == "weekday" for k in v.keys if k.isdecimal()), None)
    if wanted is None and (pt := _FEIRA.search(words)):
        wanted = _FEIRAS.index(pt[1].lower())
    if wanted is None:
        return None
    ahead = (wanted - day.weekday()) % 7 or 7
    if ahead < 7 - day.weekday() and re.search(rf"\b(?:{_NEXT})\b", words, re.IGNORECASE):
        ahead += 7  # "next Friday", said on a Monday
    return day + timedelta(days=ahead)


def _by_name(words: str, day: date, said: datetime) -> date | None:
    found = _DAY.search(words)
    if found is None:
        return None
    if "working" in found[0].lower():
        return working_days_after(day, 1)
    return day + timedelta(days=next(n for n, _ in _DAYS if found[f"d{n}"]))


def _by_time(words: str, day: date, said: datetime) -> date | None:
    """A time alone is one of the same day, where it is still ahead."""
    if re.search(rf"\b(?:{'|'.join(WEEKDAYS)})\b", words, re.IGNORECASE):
        return None
    time = next((k for v in extract(words) if v.kind == "time" for k in v.keys), None)
    return day if time and time.zfill(5) > said.astimezone(UTC).strftime("%H:%M") else None
