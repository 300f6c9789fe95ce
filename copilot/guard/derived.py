# ruff: noqa: E501 (long lists of words)
"""Values that a reader can work out: a price times a count, a sum, a difference, a share, a date or time and a span.

Allowed only where the operands are known (cited, in the thread, or vouched for in the reply) and the sentence's words
say that something is worked out; then the result must be exact. Works through one sentence in rounds, because a result
may be the operand of the next: "three packs are 39 instead of 44.70, so you save 5.70". Pure.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import combinations

from copilot.guard import sum_words
from copilot.guard.numerals import number_words
from copilot.guard.value import Value
from copilot.guard.value_index import figures
from copilot.guard.value_tables import NO_MONEY, UNITS

_MOST = 40
"""Operands of one sort that are tried."""
_ROUNDS = 3
_FEW = 6
"""Rates of a paragraph that are added up."""
_CENT = Decimal("0.01")
_PRICE = re.compile(r"\d+[.,]\d\d")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a sentence of a reply may be worked out from."""

    words: str
    """The sentence."""
    start: int
    """Its place in the reply."""
    said: Sequence[Value]
    """Its values."""
    sure: Sequence[Value]
    """Those of its paragraph that something vouches for."""
    thread: Sequence[Value]
    """The values of the conversation, the record and the tenant's own texts."""
    cited: Sequence[Value]
    """The values of the passages that the sentence cites, or of all where it cites none that is known."""
    told: frozenset[Decimal] = frozenset()
    """Numbers that the thread writes in words."""
    bills: frozenset[tuple[str, Decimal]] = frozenset()
    """What follows from the price lists for the things that are named."""
    unit_prices: frozenset[tuple[str, Decimal]] = frozenset()
    """What one of several costs that the passages price together."""
    fits: Callable[[Value, Value], bool] = lambda value, operand: True
    """Whether a price of a passage may be worked with for this value: not that of another plan."""


def worked_out(ground: Ground) -> frozenset[Value]:
    """The values of the sentence that nothing vouches for, and that follow."""
    sure, got = list(ground.sure), set[Value]()
    for _ in range(_ROUNDS):
        fresh = set[Value]()
        for value in ground.said:
            if value not in sure and value not in fresh:
                fresh |= _follow(value, ground, sure)
        fresh -= got
        if not fresh:
            break
        got |= fresh
        sure += sorted(fresh, key=lambda v: v.start)
    return frozenset(got)


def _follow(value: Value, ground: Ground, sure: Sequence[Value]) -> set[Value]:
    """The value, with others that are proven with it, or none."""
    match value.kind:
        case "money":
            return _money(value, ground, sure)
        case "number" | "measure" | "duration" | "percent":
            return _count(value, ground, sure)
        case "times":
            spans = [Decimal(k[2:]) for v in sure if v.kind == "duration" for k in v.keys if k[:2] == "s "]
            whole = {Decimal(n) for n in (60, 3600, 86_400, 604_800)}
            if any(Decimal(k) * s in whole for k in value.keys for s in spans) or _ratio(value, ground, sure):
                return {value}
            return _count(value, ground, sure)
        case "ordinal":
            return {value} if any(v.kind in ("number", "times") and v.keys & value.keys for v in sure) else set()
        case _:
            return set()


def _money(value: Value, ground: Ground, sure: Sequence[Value]) -> set[Value]:
    wanted = _amounts([value])
    cited = [v for v in ground.cited if v.kind != "money" or ground.fits(value, v)]
    money = {c for c, _ in _amounts([*sure, *ground.thread, *ground.cited])}
    currencies = {c for c, _ in wanted if not money or c in money}
    wanted = {(c, q) for c, q in wanted if c in currencies}
    shown = _amounts([*sure, *ground.thread]) | _bare([*sure, *ground.thread], currencies)
    prices = shown | _amounts(cited)
    thread = _amounts(ground.thread)
    result, compared = _results(value, ground), _compared(value, ground)
    each = _for_one(value, ground)
    helpers = None
    if not each:
        helpers = _product(value, wanted, [*sure, *ground.thread], cited, ground, result=result)
    if helpers is not None:
        return {value, *helpers} - set(sure)
    if wanted & ground.bills and not (each or value.per):
        return {value}
    if wanted & ground.unit_prices and (each or (sum_words.EACH.search(ground.words) and (result or compared))):
        return {value}
    every = prices | _amounts(ground.cited)  # what it is compared with may be another's
    if (
        _paired(wanted, prices if compared else shown, every if compared else shown)
        or _paired(wanted, thread, prices)
        or (sum_words.ADDED.search(ground.words) and _paired(wanted, shown, prices))
    ):
        return {value}
    if compared and _total(wanted, value, sure):
        return {value}
    if result and _rates_together(wanted, value, ground, sure):
        return {value}
    stated = _shares(v for v in sure if v in ground.said)
    shares = stated or _shares([*sure, *ground.thread, *ground.cited])
    near = _shares(sure) if not compared and not result else shares
    if _part(wanted, shown, near) or (result and _part(wanted, prices, _shares(sure))):
        return {value}
    if sum_words.EXAMPLE.search(ground.words):
        for base in ground.said:
            if base.kind == "money" and base != value and base not in sure and _part(wanted, _amounts([base]), shares):
                return {value, base}
    if result or sum_words.EACH.search(ground.words):
        counts = _counts([v for v in ground.said if v in sure] + list(ground.thread)) | {Decimal(12)}
        if sum_words.EACH.search(ground.words) and any(
            c == d and n > 1 and (a / n).quantize(_CENT) == b
            for c, a in _amounts(sure)
            for d, b in wanted
            for n in counts
        ):
            return {value}
    return set()


def _for_one(value: Value, ground: Ground) -> bool:
    """Whether a price is said to be for one: "per person", but not "por tres noches"."""
    m = _PER_ONE.match(ground.words, value.end - ground.start)
    return m is not None and not any(
        start == 0 for start, _, _ in number_words(ground.words[m.end() - 1 : m.end() + 20])
    )


def _ratio(value: Value, ground: Ground, sure: Sequence[Value]) -> bool:
    """Three times as much: of two amounts of one unit, of which the sentence states one."""
    said = [v for v in sure if v in ground.said and v.kind in ("measure", "money", "duration")]
    known = [*said, *ground.cited, *ground.thread]
    wanted = {Decimal(k) for k in value.keys}
    return any(
        u == w and b and a / b in wanted
        for v in said
        for o in known
        if o.kind == v.kind
        for one, other in ((v, o), (o, v))
        for u, a in _sizes([one])
        for w, b in _sizes([other])
    )


def _rates_together(wanted: set[tuple[str, Decimal]], value: Value, ground: Ground, sure: Sequence[Value]) -> bool:
    """Two rates added up, for so many days or people: "6 a day and 11.90 a day, for three days 53.70"."""
    before = [v for v in sure if v.kind == "money" and v.end <= value.start][-_FEW:]
    counts = _counts(v for v in ground.said if v.kind in ("duration", "number", "times"))
    return any(
        c == d == e and n * (a + b) == q
        for one, other in combinations(before, 2)
        for c, a in _amounts([one])
        for d, b in _amounts([other])
        for e, q in wanted
        for n in counts
    )


def adds_up(words: str) -> bool:
    """Whether a sentence says that something is worked out, added up or taken apart."""
    return any(p.search(words) for p in (sum_words.RESULT, sum_words.COMPARED, sum_words.ADDED))


def _compared(value: Value, ground: Ground) -> bool:
    before, after = ground.words[: value.start - ground.start], ground.words[value.end - ground.start :]
    words = (
        sum_words.COMPARED.search(ground.words)
        or sum_words.COMPARES_IT.match(after[:40])
        or sum_words.COMPARES_AHEAD.search(before[-60:])
    )
    return words is not None


_FOR_TWO = re.compile(
    r"\W+(?:for|on|für|pour|para|per|voor)\s(?:(?:the|your|die|das|den|le|la|el|il|de|het)\s)?[^\W\d_]+\s(?:and|und|et|y|e|en)\s"
    r"(?:(?:the|your|die|das|den|le|la|el|il|de|het)\s)?[^\W\d_]+",
    re.IGNORECASE,
)
"""Two things that a price is for: "for gas and electricity"."""
_PER_ONE = re.compile(
    rf"\s?,?-?\s(?:per|pro|par|por|je|a|por cada|each)\s(?!(?:{'|'.join(sorted(UNITS, key=len, reverse=True))})(?!\w))\w",
    re.IGNORECASE,
)
"""After a price of one thing, which is no product."""


_SPELLED_OUT = re.compile(
    r"[^.!?;]{0,60}\(\s?[€$£]?\s?\d[\d.,]*\s?[€$£]?\s?(?:EUR|euros?|Euro)?\s?[x×*=+−-]", re.IGNORECASE
)
"""The sum in brackets after its result: "9.60 (4 x 2.40)"."""


def _results(value: Value, ground: Ground) -> bool:
    """Whether the words before a value, or what it is for right after it, say that it is worked out."""
    before, after = ground.words[: value.start - ground.start], ground.words[value.end - ground.start :]
    return bool(
        sum_words.RESULT.search(before)
        or re.match(r"\W+=|\W+for (?:the|both|all|you)\b", after[:24])
        or sum_words.BOTH.search(after[:32])
        or _SPELLED_OUT.match(after[:90])
    )


def _product(
    value: Value,
    wanted: set[tuple[str, Decimal]],
    shown: Sequence[Value],
    cited: Sequence[Value],
    ground: Ground,
    *,
    result: bool,
) -> list[Value] | None:
    """The counts of the sentence that make a price of another (none where a known one does), or None: those said, and
    where the words ask for it those that are known."""
    priced = [*shown, *cited]
    prices = _amounts(priced) | _bare(priced, {c for c, _ in wanted})
    nearer = _amounts(shown) | _bare(shown, {c for c, _ in wanted})
    said = [v for v in ground.said if _factor(v, ground.words) and (result or v.end <= value.start)]
    factors = [(n, [v]) for v in said for n in _counts([v])]
    taken = [(v.start - ground.start, v.end - ground.start) for v in ground.said]
    factors += [  # "two bikes", whose two is no value
        (Decimal(n), [])
        for start, end, n in number_words(ground.words)
        if n > 1 and not any(a < end and start < b for a, b in taken) and (result or end <= value.start - ground.start)
    ]
    if sum_words.YEARLY.search(ground.words):
        factors.append((Decimal(12), []))
    if (sum_words.BOTH.search(ground.words) and not any(n == 2 for n, _ in factors)) or (
        result and sum_words.EACH.search(ground.words) and _FOR_TWO.match(ground.words, value.end - ground.start)
    ):
        factors.append((Decimal(2), []))
    known: list[tuple[Decimal, list[Value]]] = []
    if result:
        known += [(n, []) for n in _counts(v for v in ground.thread if v.counted or v.kind == "times")]
        known += [(n, []) for n in sorted(ground.told)]
    del factors[_MOST:]
    for c, q in wanted:
        of = [p for d, p in prices if c == d and p and p != q]
        for n, used in factors:
            if any(n * p == q for p in of):
                return used
        if any(n * p == q for n, _ in known for d, p in nearer if c == d and p != q):
            return []
        for (n, used), (m, more) in combinations(factors, 2) if result else ():
            if any(n * m * p == q for p in of):
                return [*used, *more]
    for price in priced:
        if price.kind == "money" and price.per:
            for span in ground.said:
                if span.kind == "duration":
                    for n, used in ((Decimal(1), []), *((*factors, *known) if result else ())):
                        if _rated(wanted, price, span, n):
                            return [span, *used]
    return None


def _factor(value: Value, words: str) -> bool:
    """Whether a value counts how often: "2 packs", "4 x"; a figure of a name counts nothing."""
    if value.kind in ("times", "measure"):
        return True
    if value.kind != "number":
        return False
    if re.search(rf"(?<!^)(?<![.!?]\s)[A-ZÄÖÜ][\w-]*\s{re.escape(value.text)}(?!\w)", words):
        return False
    if value.text[0].isalpha():
        return True
    beside = re.search(
        rf"[x×*]\s?[€$£]?\s?{re.escape(value.text)}|{re.escape(value.text)}\s?(?:[x×*]|times|fois|mal|veces)", words
    )
    return bool(value.counted) or beside is not None


def _rated(wanted: set[tuple[str, Decimal]], price: Value, span: Value, each: Decimal) -> bool:
    """Whether a price of so much a day, for so many days, is what is wanted."""
    family, _, per = price.per.partition(" ")
    times = [Decimal(k[2:]) / Decimal(per) for k in span.keys if k[:1] == family]
    return any(c == d and each * n * p == q for c, q in wanted for d, p in _amounts([price]) for n in times)


def _bare(values: Iterable[Value], currencies: set[str]) -> set[tuple[str, Decimal]]:
    """Prices without a currency, as chats and sums write them, in each that is asked for."""
    keys = {k for v in values if v.kind == "number" and _PRICE.fullmatch(v.text) for k in sorted(v.keys)}
    return {(c, Decimal(k)) for k in sorted(keys)[:_MOST] for c in currencies}


def _paired(
    wanted: set[tuple[str, Decimal]], shown: set[tuple[str, Decimal]], prices: set[tuple[str, Decimal]]
) -> bool:
    """A sum or difference of two amounts, of which one at least is shown to the reader."""
    return any(
        c == d == e and a != b and q in (a + b, abs(a - b)) for c, q in wanted for d, a in shown for e, b in prices
    )


def _total(wanted: set[tuple[str, Decimal]], value: Value, sure: Sequence[Value]) -> bool:
    """All amounts before it, added up."""
    some = [_amounts([v]) for v in sure if v.kind == "money" and v.end <= value.start]
    for c, q in wanted:
        each = [[a for d, a in s if c == d] for s in some]
        if len(each) > 1 and all(each) and sum((e[0] for e in each), Decimal(0)) == q:
            return True
    return False


def _part(wanted: set[tuple[str, Decimal]], bases: set[tuple[str, Decimal]], shares: set[Decimal]) -> bool:
    """A share of an amount, what it leaves, or both together."""
    try:
        made = {(c, x.quantize(_CENT)) for c, a in bases for s in shares for x in (a * s, a - a * s, a + a * s)}
    except InvalidOperation:  # beyond all money
        return False
    return bool(made & {(c, q.quantize(_CENT)) for c, q in wanted if q < NO_MONEY and q == round(q, 2)})


def _count(value: Value, ground: Ground, sure: Sequence[Value]) -> set[Value]:
    """A count, measure or span: of a product that closes, of two more of its unit, or first figure of an example."""
    near = [v for v in sure if v in ground.said]
    if value.kind == "percent":
        shown, shares = _amounts(near), _shares([value])
        of = any(c == d and b in (a * s, a - a * s) for c, a in shown for d, b in shown if a != b for s in shares)
        return {value} if of else set()
    for done in near if _factor(value, ground.words) else ():  # "24 x 34.99" of a price that follows
        if done.kind == "money":
            wanted = _amounts([done])
            rest = [v for v in near if v != done]
            others = _amounts(rest) | _bare(rest, {c for c, _ in wanted})
            if any(c == d and n * p == q for n in _counts([value]) for c, q in wanted for d, p in others):
                return {value}
    if value.kind == "number" and not value.counted and _results(value, ground):
        priced = [v for v in near if v.kind == "money"]
        for code in {c for c, _ in _amounts(priced)}:
            if (
                used := _product(
                    value, {(code, Decimal(k)) for k in value.keys if "/" not in k}, priced, [], ground, result=True
                )
            ) is not None:
                return {value, *used} - set(sure)
    wanted = _sizes([value])
    own = _sizes(v for v in near if v.kind == value.kind)
    compared, result = _compared(value, ground), sum_words.RESULT.search(ground.words)
    if (compared or result) and any(u == w == x and a != b and q in (a + b, abs(a - b)) for u, q in wanted for w, a in own
                                    for x, b in own):  # fmt: skip
        return {value}
    if result:
        counts = _counts(v for v in ground.said if v.kind in ("number", "times")) | (
            {Decimal(2)} if sum_words.BOTH.search(ground.words) else set()
        )
        if any(u == w and n * a == q and a != n for u, q in wanted for w, a in own for n in counts):
            return {value}
    if (compared or result) and sum_words.EXAMPLE.search(ground.words):
        known = _sizes(v for v in (*ground.cited, *ground.thread) if v.kind == value.kind)
        for other in ground.said:
            if other.kind == value.kind and other != value and other not in sure:
                pairs = ((a, b) for u, a in wanted for w, b in _sizes([other]) if u == w)
                if any((u, abs(a - b)) in known for a, b in pairs for u, _ in wanted):
                    return {value, other}
    return set()


def _amounts(values: Iterable[Value]) -> set[tuple[str, Decimal]]:
    keys = sorted({k for v in values if v.kind == "money" for k in v.keys})[:_MOST]
    every = ((k.split(" ")[0], Decimal(k.split(" ")[1])) for k in keys)
    return {(c, a) for c, a in every if a < NO_MONEY}


def _shares(values: Iterable[Value]) -> set[Decimal]:
    return {s for v in values if v.kind == "percent" for k in sorted(v.keys)[:4] for s in _share(k)}


def _share(key: str) -> Iterator[Decimal]:
    above, _, below = key.partition("/")
    if below:
        yield Decimal(above) / Decimal(below)
    elif 0 < Decimal(key) < 10_000:
        yield Decimal(key) / 100


def _counts(values: Iterable[Value]) -> set[Decimal]:
    kinds = ("number", "times", "duration", "measure")
    every = {Decimal(f) for v in values if v.kind in kinds for f in figures(v.text)}
    return {n for n in sorted(every)[:_MOST] if 1 < n < 100_000}


def _sizes(values: Iterable[Value]) -> set[tuple[str, Decimal]]:
    keys = [k.rpartition(" ") for v in values for k in v.keys]
    return {(unit, Decimal(amount)) for unit, _, amount in keys[:_MOST] if "/" not in amount}
