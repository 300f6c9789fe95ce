"""Values that a reply can get wrong: numbers, money, percentages, durations, dates, times, links, mails, phones, codes.

``extract`` finds them with their place in the text; ``same`` compares two across formats and languages
(1.000,00 EUR is 1000 EUR, two weeks are 14 days). Pure, and knows nothing of replies or evidence.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

ValueKind = Literal[
    "link", "email", "phone", "code", "money", "percent", "duration", "date", "weekday", "time", "number"
]


@dataclass(frozen=True, slots=True)
class Value:
    """One value; ``keys`` are its possible readings (more than one where the notation is ambiguous)."""

    kind: ValueKind
    text: str
    start: int
    end: int
    keys: frozenset[str]


_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90,
    "ein": 1, "eine": 1, "einen": 1, "einem": 1, "einer": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6,
    "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "vierzehn": 14, "dreißig": 30,
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "dix": 10, "quinze": 15,
    "una": 1, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "siete": 7, "ocho": 8, "diez": 10,
    "een": 1, "twee": 2, "drie": 3, "vijf": 5, "zes": 6, "zeven": 7, "negen": 9, "tien": 10,
    "a": 1, "an": 1,
}  # fmt: skip
MONTHS = {
    "january": 1, "jan": 1, "januar": 1, "jänner": 1, "janvier": 1, "enero": 1, "januari": 1,
    "february": 2, "feb": 2, "februar": 2, "février": 2, "febrero": 2, "februari": 2,
    "march": 3, "mar": 3, "märz": 3, "mars": 3, "marzo": 3, "maart": 3,
    "april": 4, "apr": 4, "avril": 4, "abril": 4, "may": 5, "mai": 5, "mayo": 5, "mei": 5,
    "june": 6, "jun": 6, "juni": 6, "juin": 6, "junio": 6, "july": 7, "jul": 7, "juli": 7, "juillet": 7, "julio": 7,
    "august": 8, "aug": 8, "août": 8, "agosto": 8, "augustus": 8,
    "september": 9, "sep": 9, "sept": 9, "septembre": 9, "septiembre": 9,
    "october": 10, "oct": 10, "oktober": 10, "okt": 10, "octobre": 10, "octubre": 10,
    "november": 11, "nov": 11, "novembre": 11, "noviembre": 11,
    "december": 12, "dec": 12, "dezember": 12, "dez": 12, "décembre": 12, "diciembre": 12,
}  # fmt: skip
_WEEKDAYS = {
    "monday": 0, "montag": 0, "montags": 0, "mondays": 0, "tuesday": 1, "tuesdays": 1, "dienstag": 1, "dienstags": 1,
    "wednesday": 2, "mittwoch": 2, "thursday": 3, "donnerstag": 3, "friday": 4, "freitag": 4, "fridays": 4,
    "saturday": 5, "samstag": 5, "sonnabend": 5, "saturdays": 5, "sunday": 6, "sonntag": 6, "sundays": 6, "sonntags": 6,
}  # fmt: skip
# Everything of one family is counted in its smallest unit, so two weeks meet 14 days; working days stay apart.
_UNITS: dict[str, tuple[str, int]] = {}
for _names, _family, _factor in (
    ("second seconds sec secs sekunde sekunden seconde secondes segundo segundos", "s", 1),
    ("minute minutes min mins minuten minuto minutos minuut", "s", 60),
    ("hour hours hr hrs h stunde stunden heure heures hora horas uur", "s", 3600),
    ("day days tag tage tagen jour jours día días dag dagen", "s", 86_400),
    ("week weeks woche wochen semaine semaines semana semanas weken", "s", 604_800),
    ("month months monat monate monaten mois mes meses maand maanden", "m", 1),
    ("year years jahr jahre jahren an ans année années año años jaar", "m", 12),
    ("workday workdays werktag werktage werktagen arbeitstag arbeitstage arbeitstagen werkdag werkdagen", "w", 1),
):
    _UNITS.update(dict.fromkeys(_names.split(), (_family, _factor)))
_UNITS["fortnight"] = ("s", 1_209_600)
_CURRENCIES = {"€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "gbp": "GBP", "pound": "GBP",
               "pounds": "GBP", "quid": "GBP", "$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD",
               "chf": "CHF", "franken": "CHF", "francs": "CHF"}  # fmt: skip

_N = r"(?<![\w.,])\d{1,3}(?:[.,'\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?(?![\d])|(?<![\w])\d+(?:[.,]\d+)?"
_W = "|".join(sorted(_WORDS, key=len, reverse=True))
_M = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_U = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_C = r"€|£|\$|EUR|Euros?|GBP|pounds?|quid|USD|dollars?|CHF|Franken|francs"
_WORK = r"(?:working|business|week|jours?\s+ouvr\w+|werk)"

_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'„“”]+|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|org|net|io|de|uk|eu|fr|es|nl|app|"
    r"shop|info|"
    r"xyz|ru|cn|link|me|co|example|test|site|online|top|ly)(?:/[^\s<>\"'„“”]*)?(?![\w@-])",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w+-])(?:\+\d{1,3}|00\d{1,3}|\(?0)[\d ()/.\-\u00a0]{5,20}\d(?!\w)")
_CODE = re.compile(
    r"(?<![\w-])(?!(?:EUR|GBP|USD|CHF)\d)"
    r"(?:[A-Z]{1,6}-?\d\w*(?:-\w+)*|[A-Za-z]{1,8}-\d\w*(?:-\w+)*|(?=\d*[A-Z])(?=[A-Z]*\d)[A-Z0-9]{5,20}|"
    r"[A-Z]{2,}\d+)(?![\w-])"
)
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DMY = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}|\d{2}))?(?![\d])")
_SLASH = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?![\d/])")
_DAY_MONTH = re.compile(
    rf"(?<!\w)(\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?({_M})\b\.?(?:,?\s+(?:de\s+)?(\d{{4}}))?", re.IGNORECASE
)
_MONTH_DAY = re.compile(rf"\b({_M})\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.,]*\d)(?:,?\s+(\d{{4}}))?", re.IGNORECASE)
_WEEKDAY = re.compile(rf"(?<!\w)({'|'.join(_WEEKDAYS)})(?!\w)", re.IGNORECASE)
_TIME = re.compile(
    r"(?<![\d:])(\d{1,2})(?::(\d{2})(?!\d)(?:\s?(am|pm|a\.m\.|p\.m\.))?|(?::\d{2})?\s?(am|pm|a\.m\.|p\.m\.|Uhr|"
    r"o'clock)\b)",
    re.IGNORECASE,
)
_MONEY = re.compile(rf"({_C})\s?({_N})|({_N})\s?({_C})(?!\w)", re.IGNORECASE)
_PERCENT = re.compile(
    rf"({_N})\s?(?:%|percent\b|per cent\b|Prozent\b|pour cent\b|por ciento\b|procent\b)", re.IGNORECASE
)
_JOIN = r"\s?(?:-|–|to|and|or|bis|und|oder|à|et|ou|a|y|o|tot|en|of|,)\s?"
_DURATION = re.compile(
    rf"(?<!\w)({_N}|{_W})(?:{_JOIN}({_N}|{_W}))?[\s\u00a0-]?(?:full\s+|weitere\s+|"
    rf"volle\s+)?({_WORK}[\s-])?({_U})(?:\s+(ouvrables|ouvrés|laborables|hábiles))?(?!\w)",
    re.IGNORECASE,
)
_NUMBER = re.compile(_N)
_LIST_MARK = re.compile(r"^[ \t]*\d{1,2}[.)](?=\s)", re.MULTILINE)


def readings(number: str) -> frozenset[Decimal]:
    """What ``number`` may mean: ``1.000`` is a thousand or one, ``1.000,00`` only a thousand."""
    plain = re.sub(r"['\u00a0\u202f ]", "", number)
    dot, comma = plain.rfind("."), plain.rfind(",")
    if dot >= 0 and comma >= 0:
        decimal, thousands = (".", ",") if dot > comma else (",", ".")
        return frozenset({Decimal(plain.replace(thousands, "").replace(decimal, "."))})
    mark = "." if dot >= 0 else ","
    head, *groups = plain.split(mark)
    if not groups:
        return frozenset({Decimal(plain)})
    whole = Decimal(plain.replace(mark, ""))
    if len(groups) > 1:
        return frozenset({whole})
    point = Decimal(f"{head}.{groups[0]}")
    return frozenset({whole, point}) if len(groups[0]) == 3 and len(head) <= 3 and head != "0" else frozenset({point})


def _amounts(text: str) -> frozenset[Decimal]:
    word = _WORDS.get(text.lower())
    return frozenset({Decimal(word)}) if word is not None else readings(text)


def _plain(amount: Decimal) -> str:
    return format(amount.normalize(), "f")


def _date_keys(year: str | None, month: int, day: int) -> frozenset[str]:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return frozenset()
    full = (("20" + year) if len(year) == 2 else year) if year else "*"
    return frozenset({f"{full}-{month:02}-{day:02}"})


def _link_key(link: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", link, flags=re.IGNORECASE).rstrip("/").lower()


def extract(text: str) -> tuple[Value, ...]:
    """Every value in ``text``, by place; none overlaps another."""
    return _extract(text) if len(text) > 4000 else _extract_cached(text)


@lru_cache(maxsize=4096)
def _extract_cached(text: str) -> tuple[Value, ...]:
    return _extract(text)


def _extract(text: str) -> tuple[Value, ...]:
    found: list[Value] = []
    rest = list(text)

    def take(kind: ValueKind, start: int, end: int, keys: Iterable[str]) -> None:
        readable = frozenset(keys)
        if readable:
            found.append(Value(kind, text[start:end], start, end, readable))
        rest[start:end] = "\x00" * (end - start)

    for m in _EMAIL.finditer(text):
        take("email", *m.span(), {m[0].lower().rstrip(".")})
    for m in _LINK.finditer("".join(rest)):
        link = m[0].rstrip(".,;:!?)]}»'")
        if m[0][len(link) :].startswith(")") and "(" in link:
            link += ")"
        take("link", m.start(), m.start() + len(link), {_link_key(link)})
    for m in _ISO.finditer("".join(rest)):
        take("date", *m.span(), _date_keys(m[1], int(m[2]), int(m[3])))
    for m in _CODE.finditer("".join(rest)):
        take("code", *m.span(), {re.sub(r"[^A-Z0-9]", "", m[0].upper())})
    for m in _DAY_MONTH.finditer("".join(rest)):
        take("date", *m.span(), _date_keys(m[3], MONTHS[m[2].lower()], int(m[1])))
    for m in _MONTH_DAY.finditer("".join(rest)):
        take("date", *m.span(), _date_keys(m[3], MONTHS[m[1].lower()], int(m[2])))
    for m in _DMY.finditer("".join(rest)):
        take("date", *m.span(), _date_keys(m[3], int(m[2]), int(m[1])))
    for m in _SLASH.finditer("".join(rest)):
        take("date", *m.span(), _date_keys(m[3], int(m[2]), int(m[1])) | _date_keys(m[3], int(m[1]), int(m[2])))
    for m in _PHONE.finditer("".join(rest)):
        digits = re.sub(r"\D", "", m[0])
        if 7 <= len(digits) <= 16:
            take("phone", *m.span(), {digits.lstrip("0")})
    for m in _TIME.finditer("".join(rest)):
        hour, minute, half = int(m[1]), int(m[2] or 0), (m[3] or m[4] or "").lower().replace(".", "")
        if hour < 25 and minute < 60:
            hour = hour % 12 + 12 * (half == "pm") if half in ("am", "pm") else hour
            either = {f"{(hour + 12) % 24}:{minute:02}"} if half == "o'clock" else set()
            take("time", *m.span(), {f"{hour}:{minute:02}", *either})
    for m in _MONEY.finditer("".join(rest)):
        unit, amount = (m[1], m[2]) if m[1] else (m[4], m[3])
        currency = _CURRENCIES[unit.lower()]
        take("money", *m.span(), {f"{currency} {_plain(a)}" for a in readings(amount)})
    for m in _PERCENT.finditer("".join(rest)):
        take("percent", *m.span(), {_plain(a) for a in readings(m[1])})
    for m in _DURATION.finditer("".join(rest)):
        family, factor = _UNITS[m[4].lower()]
        if (m[3] or m[5]) and family == "s" and factor == 86_400:
            family, factor = "w", 1
        if m[1].lower() in ("an", "a") and m[4].lower() in ("an", "h", "min", "mes"):
            continue
        for part in (1, 2):
            if m[part]:
                keys = {f"{family} {_plain(a * factor)}" for a in _amounts(m[part])}
                end = m.end() if part == 2 or not m[2] else m.end(1)
                take("duration", m.start(part), end, keys)
    for m in _WEEKDAY.finditer("".join(rest)):
        take("weekday", *m.span(), {str(_WEEKDAYS[m[1].lower()])})
    for m in _LIST_MARK.finditer("".join(rest)):
        rest[m.start() : m.end()] = " " * (m.end() - m.start())
    for m in _NUMBER.finditer("".join(rest)):
        take("number", *m.span(), {_plain(a) for a in readings(m[0])})
    return tuple(sorted(found, key=lambda v: v.start))


def same(said: Value, known: Value) -> bool:
    """True where ``known`` vouches for ``said``."""
    if said.kind == known.kind:
        if said.kind == "phone":
            return any(a.endswith(b[-9:]) or b.endswith(a[-9:]) for a in said.keys for b in known.keys)
        if said.kind == "date":
            return any(_same_date(a, b) for a in said.keys for b in known.keys)
        return bool(said.keys & known.keys)
    pair = {said.kind, known.kind}
    if pair == {"money", "number"}:  # a price without its currency, as people write in chats
        amounts = {k.rpartition(" ")[2] for k in said.keys}, {k.rpartition(" ")[2] for k in known.keys}
        return bool(amounts[0] & amounts[1])
    if said.kind == "weekday" and known.kind == "date":
        return any(_weekday(k) in said.keys for k in known.keys)
    return False


def _same_date(a: str, b: str) -> bool:
    (year_a, rest_a), (year_b, rest_b) = (k.split("-", 1) for k in (a, b))
    return rest_a == rest_b and ("*" in (year_a, year_b) or year_a == year_b)


def _weekday(key: str) -> str:
    try:
        return str(date.fromisoformat(key).weekday())
    except ValueError:  # no year, or no such day
        return ""
