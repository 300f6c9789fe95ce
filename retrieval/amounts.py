"""What a text says of amounts: numbers with what they count, sentence by sentence, in any language."""

import re
from dataclasses import dataclass
from functools import lru_cache

from retrieval import bm25
from retrieval.sentences import sentences

_CURRENCIES = {"€": "eur", "$": "usd", "£": "gbp", "euro": "eur", "euros": "eur", "dollar": "usd", "dollars": "usd"}
_PERCENT = frozenset({"%", "percent", "prozent", "procent"})
_NUMBER = r"\d+(?:[.,:'\u00a0\u202f]\d+)*"
_AMOUNT = re.compile(
    rf"(?:(?P<sign>[€$£])\s?|(?P<code>\b(?:EUR|USD|GBP|CHF))\s?|(?<![\w#.,:/-]))"
    rf"(?P<low>{_NUMBER})(?:\s?(?:[-–]|to|and|or|bis|und|oder|à|et|a|y|tot|en)\s?(?P<high>{_NUMBER}))?"
    r"(?:[\s\u00a0-]{0,2}(?P<unit>[€$£%]|(?:(?:working|business|calendar|full|whole)[\s-])?[^\W\d_]+))?",
    re.IGNORECASE,
)
_LIMITS = re.compile(r"\b(?:within|until|least|maximum|minimum|innerhalb|binnen|mindestens|maximal)\b", re.IGNORECASE)
"""Words that stand beside amounts of anything."""
_GROUPED = re.compile(r"\d{1,3}(?:([.,'\u00a0\u202f])\d{3})(?:\1\d{3})*(?![\d])")


Unit = str | frozenset[int]
"""A currency or ``%``, or the terms of what is counted: days, working days, devices."""


@dataclass(frozen=True, slots=True)
class Told:
    """Of one sentence: the amounts of one thing, and what else it speaks of."""

    unit: Unit
    amounts: frozenset[str]
    terms: frozenset[int]
    """Of the sentence without its amounts."""


@lru_cache(maxsize=4096)
def told(text: str, language: str | None) -> tuple[Told, ...]:
    """What each sentence with an amount says; numbers that count nothing (ids, years, versions) are left out."""
    if not any(c.isdigit() for c in text):
        return ()
    out = []
    for sentence in sentences(text):
        found: dict[Unit, set[str]] = {}
        rest, end = "", 0
        for m in _AMOUNT.finditer(sentence):
            unit = _unit(m["sign"] or m["code"] or m["unit"], language)
            if unit is not None:
                found.setdefault(unit, set()).update(_plain(n) for n in (m["low"], m["high"]) if n)
            rest, end = f"{rest}{sentence[end : m.start()]} ", m.end()
        terms = terms_of(_LIMITS.sub(" ", rest + sentence[end:]), language) if found else frozenset[int]()
        out += [Told(unit, frozenset(amounts), terms) for unit, amounts in found.items()]
    return tuple(out)


def terms_of(text: str, language: str | None) -> frozenset[int]:
    """The terms of a text."""
    return frozenset(bm25.document(text, language).indices)


def _unit(word: str | None, language: str | None) -> Unit | None:
    if not word:
        return None
    word = word.casefold()
    if word in _PERCENT:
        return "%"
    if word in _CURRENCIES or word in _CURRENCIES.values() or word == "chf":
        return _CURRENCIES.get(word, word)
    return terms_of(word, language) or None  # a stopword: nothing is counted


def _plain(number: str) -> str:
    """``1,000`` and ``1.000,00`` are 1000, ``4,90`` is 4.9."""
    grouped = _GROUPED.match(number)
    if grouped:
        whole, part = re.sub(r"\D", "", grouped[0]), number[grouped.end() + 1 :]
    else:
        whole, _, part = number.replace(",", ".").partition(".")
    return f"{whole}.{part}".rstrip("0").rstrip(".") if part else whole
