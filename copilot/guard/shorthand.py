# ruff: noqa: E501 (long lists of words)
"""What replies write shorter than their sources: a day or an hour alone, a year, pounds of weight, an inch mark. Pure."""

import re
from collections.abc import Iterable
from datetime import date

from copilot.guard.value import Value

_DAY = re.compile(
    r"(?<!\w)(?:the|on|by|until|from|to|am|dem|den|der|vom|zum|bis|le|du|au|el|del|al|hasta|il|dal|all?|op|de|van|tot|dia|no dia|ao)\s$",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r"(?<!\w)(?:at|from|until|till|by|before|after|around|um|ab|bis|gegen|vor|nach|à|dès|vers|avant|las|alle|dalle|le|ore|om|vanaf|tot|às|das|as)\s$",
    re.IGNORECASE,
)
_INCH = re.compile(r"\s?(?:[\"”]|''|′′)")
_POUNDS = re.compile(r"(?<!\w)pounds?$", re.IGNORECASE)


def in_short(text: str, said: Value, known: Value) -> bool:
    """True where ``said`` is what stands in ``known``, of another kind, in fewer signs."""
    match said.kind, known.kind:
        case "number" | "ordinal", "date":
            if not said.keys.isdisjoint(_years(known)):
                return said.kind == "number"
            return _is_day(text, said) and any(str(int(k[-2:])) in said.keys for k in known.keys)
        case "number", "month":
            return not said.keys.isdisjoint(_years(known))
        case "number", "time":
            before, after = text[max(0, said.start - 12) : said.start], text[said.end : said.end + 2]
            hours = {k.split(":")[0] for k in known.keys if k.endswith(":00")}
            if re.fullmatch(r"\d\d?\.[0-5]\d", said.text):
                return said.text.replace(".", ":").removeprefix("0") in known.keys
            return bool(
                not said.counted and _HOUR.search(before) and not after.lstrip()[:1].isdigit()
                and any(h in said.keys or str(int(h) - 12) in said.keys for h in hours if h)
            )  # fmt: skip
        case "number", "measure" | "duration" if known.text.startswith(said.text) and _ends(text, said):
            unit = known.text.rpartition(" ")[2][:3].lower()
            return len(unit) == 3 and unit in text[max(0, said.start - 60) : said.start].lower()
        case "number", "measure":
            inches = {k.removeprefix("in ") for k in known.keys if k.startswith("in ")}
            return bool(inches & said.keys) and _INCH.match(text, said.end) is not None
        case "money", "measure":
            weights = {k.removeprefix("lb ") for k in known.keys if k.startswith("lb ")}
            return _POUNDS.search(said.text) is not None and any(k.rpartition(" ")[2] in weights for k in said.keys)
    return False


def _ends(text: str, said: Value) -> bool:
    """Whether a number ends its clause, so that what it counts was said before: "the longest one 30."."""
    return not said.counted and text[said.end : said.end + 1] in (".", ",", ";", ")", "", "!", "?", ":")


def _is_day(text: str, said: Value) -> bool:
    return not said.counted and _DAY.search(text[max(0, said.start - 8) : said.start]) is not None


def _years(known: Value) -> Iterable[str]:
    return {k[:4] for k in known.keys if k[0] != "*"}


def year_of_now(said: Value, now: date | None) -> bool:
    """A year that is this one, the last or the next."""
    return bool(now and said.kind == "number" and any(str(now.year + n) in said.keys for n in (-1, 0, 1)))
