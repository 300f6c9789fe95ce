# ruff: noqa: E501 (long lists of words)
"""Sums that a reader makes of a price list: what several named things cost, with how many of each are wanted. Pure.

"Two adults and one child pay 115" of "adult 42, child 31": the things are found by the words beside each price, their
number before the same words in the sentence or the thread. Only what is named counts, so that no sum is met by chance.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from copilot.guard.numerals import number_words
from copilot.guard.value_tables import NO_MONEY, UNITS
from copilot.guard.values import extract
from copilot.guard.words import content

_CENT = Decimal("0.01")
_LISTED = 40
"""Prices of a passage that are read."""
_ITEMS = 6
"""Named things of which sums are tried."""
_LONG = 4
"""Letters of a word that may be found within a compound."""
_EDGE = re.compile(r"[.;:!?\n|](?!\d)")
_STOPS = re.compile(r"[.,;!?\n|](?!\d)")
_COUNTED = re.compile(r"(?<![\w.,])(?P<n>\d{1,4})(?:\s?[x×])?[ \u00a0-](?P<a>[^\W\d_]+)(?: (?P<b>[^\W\d_]+))?")
_PARTS = re.compile(r"(?<![\w.,])\d{1,3}[ -][^\W\d_]+")
_NAME_BEFORE = re.compile(r"(?<!\w)([A-ZÄÖÜ][\w-]*) $")
_THRESHOLD = re.compile(
    r"(?<!\w)(?:over|above|under|below|up to|more than|less than|free from|über|unter|bis(?: zu)?|frei ab|kostenlos ab|plus de|moins de|"
    r"jusqu['’]à|más de|menos de|hasta|oltre|fino a|sotto|boven|onder|tot|gratis (?:ab|vanaf|da|desde)|acima de|até)\s$",
    re.IGNORECASE,
)
"""Before an amount that is no price."""

Amount = tuple[str, Decimal]


@dataclass(frozen=True, slots=True)
class _Item:
    """One price, or one share off, with the stems of the words that tell whose it is."""

    stems: frozenset[str]
    amounts: frozenset[Amount]
    shares: frozenset[Decimal] = frozenset()
    per: str = ""
    """For how long the price is paid, as the key of a duration."""
    counts: frozenset[Decimal] = frozenset()
    """Numbers beside the price: "10 lessons 70 EUR"."""


def bills(words: str, thread: str, passages: Sequence[str], language: str | None, *, told: bool) -> frozenset[Amount]:
    """The (currency, amount) pairs that follow from the passages' prices for what ``words`` or the thread names.

    ``told``: the words say that something is added up; else only what is counted is.
    """
    out: set[Amount] = set()
    asked, said = _counts(thread, language), _counts(words, language)
    periods = (frozenset[str](), _spans(words), _spans(thread))
    for passage in passages:
        items = _items(passage, language)
        for spans in periods:
            out |= _sums(items, words, {**asked, **said}, said, language, spans, told=told)
            out |= _sums(items, "", asked, asked, language, spans, told=told)
        out.update(_reduced(items, words, language))
    return frozenset(out)


def unit_prices(passages: Sequence[str], language: str | None) -> frozenset[Amount]:
    """What one of several costs where a passage prices them together: "10 lessons 70 EUR"."""
    return frozenset(
        (c, (a / n).quantize(_CENT))
        for p in passages
        for i in _items(p, language)
        for c, a in i.amounts
        for n in i.counts
    )


def _spans(text: str) -> frozenset[str]:
    return frozenset(k for v in extract(text) if v.kind == "duration" for k in v.keys)


def _times(per: str, spans: frozenset[str]) -> Decimal:
    """How often a price is paid within the one span of its unit; once where there is none, or several."""
    family, _, unit = per.partition(" ")
    often = {Decimal(s[2:]) / Decimal(unit) for s in spans if unit and s[:1] == family}
    often = {n for n in often if 1 < n <= 60 and n == int(n)}
    return often.pop() if len(often) == 1 else Decimal(1)


def _sums(  # noqa: PLR0917 (what a bill is made of)
    items: Sequence[_Item],
    words: str,
    counts: dict[str, Decimal],
    said: dict[str, Decimal],
    language: str | None,
    spans: frozenset[str],
    *,
    told: bool,
) -> set[Amount]:
    """Each counted thing, and all sums of several named ones that leave out none that is counted."""
    stems = frozenset(content(words, language))
    terms: list[tuple[frozenset[Amount], bool]] = []
    for item in items:
        if item.shares:
            continue
        number = next((n for w, n in sorted(counts.items()) if _names(item, w)), None)
        counted = any(_names(item, w) for w in said)
        if number is None and not any(_names(item, w) for w in stems):
            continue
        often = (number or 1) * _times(item.per, spans)
        terms.append((frozenset((c, a * often) for c, a in item.amounts), counted))
        del terms[_ITEMS:]
    out = {amount for amounts, counted in terms if counted for amount in amounts}
    for size in range(2, len(terms) + 1):
        for some in combinations(terms, size):
            left = [t for t in terms if t not in some]
            if any(counted for _, counted in left) or not (told or any(counted for _, counted in some)):
                continue
            for currency in {c for amounts, _ in some for c, _ in amounts}:
                each = [[a for c, a in amounts if c == currency] for amounts, _ in some]
                if all(each):
                    out.add((currency, sum((e[0] for e in each), Decimal(0))))
    return out


def _reduced(items: Sequence[_Item], words: str, language: str | None) -> Iterator[Amount]:
    """The prices less a share off that is for whom the words name: "children under 12: 30 % off"."""
    stems = frozenset(content(words, language))
    for off in items:
        if off.shares and any(_names(off, w) for w in stems):
            for item in items:
                yield from ((c, (a - a * s).quantize(_CENT)) for c, a in item.amounts for s in off.shares)


def _names(item: _Item, word: str) -> bool:
    """Whether a word is one of the item's, as it is or as a part of a compound."""
    if word in item.stems:
        return True
    return len(word) >= _LONG and any(word in s or (len(s) >= _LONG and s in word) for s in item.stems)


def _counts(text: str, language: str | None) -> dict[str, Decimal]:
    """How many of what a text names: "two adults", "30 boxes", "2 days of car hire"."""
    plain = text
    for start, end, number in reversed(number_words(text[:2000])):
        plain = f"{plain[:start]}{number}{plain[end:]}" if number < 1000 else plain
    out: dict[str, Decimal] = {}
    for m in _COUNTED.finditer(plain[:2000]):
        named = _NAME_BEFORE.search(plain[max(0, m.start() - 24) : m.start()])
        if named and content(named[1], language):  # "Aria 2 Pro"
            continue
        for noun in (m["a"], m["b"]):
            for stem in content(noun, language) if noun and noun.lower() not in UNITS else ():
                out.setdefault(stem, Decimal(m["n"]))
    return out


@lru_cache(maxsize=512)
def _items(passage: str, language: str | None) -> tuple[_Item, ...]:
    """The prices and shares of a passage with the words between the value before and the next mark."""
    found = []
    at = 0
    values = extract(passage)
    for value in values:
        if value.kind not in ("money", "percent"):
            continue
        if _THRESHOLD.search(passage[max(0, value.start - 16) : value.start]):
            continue
        edges = [m.end() for m in _EDGE.finditer(passage, at, value.start)]
        # "Adult: 42 EUR": what stands before a colon names it too
        start = edges[-1] if edges and passage[edges[-1] - 1] != ":" else edges[-2] if len(edges) > 1 else at
        stop = _STOPS.search(passage, value.end)
        end = stop.start() if stop else len(passage)
        label = f"{passage[max(start, value.start - 80) : value.start]} {passage[value.end : min(end, value.end + 40)]}"
        beside = [v for v in values if v.kind == "number" and start <= v.start < value.start]
        counts = frozenset(Decimal(k) for v in beside for k in v.keys if "/" not in k and Decimal(k) > 1)
        label = _PARTS.sub(
            " ", label
        )  # what a bundle is made of does not name it: "family ticket (2 adults, 2 children)"
        stems = frozenset(w for w in content(label, language) if not any(c.isdigit() for c in w) and w not in UNITS)
        if value.kind == "money":
            every = ((k.split(" ")[0], Decimal(k.split(" ")[1])) for k in value.keys)
            amounts = frozenset((c, a) for c, a in every if a < NO_MONEY)
            found.append(_Item(stems, amounts, per=value.per, counts=counts))
        else:
            shares = frozenset(Decimal(k) / 100 for k in value.keys if "/" not in k and Decimal(k) < 100)
            found.append(_Item(stems, frozenset(), shares))
        at = value.end
        if len(found) == _LISTED:
            break
    return tuple(found)
