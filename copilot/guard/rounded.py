# ruff: noqa: E501 (long lists of words)
"""Values that say less than the known one, and are right: "about 25 pounds", "two weeks" of ten working days. Pure."""

import re
from collections.abc import Iterable
from decimal import Decimal

from copilot.guard.value import Value

ABOUT = re.compile(
    r"(?<!\w)(?:about|around|roughly|approximately|approx\.?|almost|nearly|(?:just |a little )?(?:under|over)|some|"
    r"a (?:bit|little) (?:more|less) than|etwas (?:mehr|weniger) als|un peu (?:plus|moins) de|poco (?:más|menos) de|poco (?:più|meno) di|"
    r"iets (?:meer|minder) dan|pouco (?:mais|menos) de|rund|etwa|circa|"
    r"ca\.|knapp|ungefähr|fast|gut|environ|à peu près|presque|près de|unos|unas|casi|alrededor de|aproximadamente|"
    r"quasi|quase|"
    r"cerca de|ongeveer|bijna|zo['’]n|~)\s?(?:the |de |los |les |[€$£])?$",
    re.IGNORECASE,
)
_CLOSE = Decimal("0.02")
"""How far from the known value "about" may be, as a share of it."""
_DAYS = {"s": Decimal(1) / 86_400, "m": Decimal("30.4375"), "w": Decimal("1.4")}
_ON_WORKING_DAYS = re.compile(
    r"\s(?:on|an|am|les|en|in|op|em)\s(?:working|business|week)?\s?(?:days|werktagen|arbeitstagen|jours ouvr\w+|"
    r"días (?:hábiles|"
    r"laborables)|giorni (?:lavorativi|feriali)|werkdagen|dias úteis)(?!\w)",
    re.IGNORECASE,
)
FREE = re.compile(
    r"(?<!\w)(?:free|nothing|no (?:extra )?(?:fees?|charges?|costs?)|waived|kostenlos|kostenfrei|gratis|umsonst|"
    r"gebührenfrei|"
    r"versandkostenfrei|frei|nichts|keine|gratuit\w*|sans frais|offert\w*|rien|gratuit[oa]s?|sin coste|sin cargo|nada|"
    r"gratuita\w*|senza costi|niente|kosteloos|grátis|isent\w+|sem custos?)(?!\w)",
    re.IGNORECASE,
)


def says_less(text: str, said: Value, known: Iterable[Value]) -> bool:
    """True where a known value is what ``said`` rounds, or is the same in weeks of five working days."""
    known = [k for k in known if k.kind == said.kind]
    if said.kind == "duration" and any(_in_working_days(text, said, k) for k in known):
        return True
    if said.kind not in ("money", "number", "measure", "duration", "percent"):
        return False
    if not ABOUT.search(text[max(0, said.start - 24) : said.start]):
        return False
    return any(_near(a, b) for a in _sizes(said) for k in known if _rounder(said, k) for b in _sizes(k))


def _in_working_days(text: str, said: Value, known: Value) -> bool:
    (key,), (other,) = sorted(said.keys)[:1], sorted(known.keys)[:1]
    if key[:2] != "s " or other[:2] != "w ":
        return False
    days, working = Decimal(key[2:]) / 86_400, Decimal(other[2:])
    if days == working and _ON_WORKING_DAYS.match(text, said.end):
        return True
    return bool(re.search(r"we|wo|sem|sett", said.text, re.IGNORECASE)) and days % 7 == 0 and days / 7 * 5 == working


def _sizes(value: Value) -> list[tuple[str, Decimal]]:
    out = []
    for key in sorted(value.keys)[:8]:
        unit, _, amount = key.rpartition(" ")
        if "/" in amount:
            continue
        size = Decimal(amount)
        out.append(("days", size * _DAYS[unit]) if value.kind == "duration" else (unit, size))
    return out


def _near(a: tuple[str, Decimal], b: tuple[str, Decimal]) -> bool:
    return a[0] == b[0] and a[1] > 0 and abs(a[1] - b[1]) <= _CLOSE * b[1]


def _rounder(said: Value, known: Value) -> bool:
    """Whether it has fewer figures that tell: 25 for 24.99, never 24.98."""
    return min(map(_telling, said.keys)) < max(map(_telling, known.keys)) or said.kind == "duration"


def _telling(key: str) -> int:
    return len(key.rpartition(" ")[2].replace(".", "").strip("0"))
