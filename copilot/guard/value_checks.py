"""The value checks of a reply: every value and name stands where the reply may take it from, and for what it says.

A value is vouched for by the passages its sentence cites (uncited: by any allowed one), by the conversation, by the
customer's record or by the tenant's own texts; or it follows from these by a sum that its reader can do as well.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache

from copilot.domain import Check, Citation
from copilot.guard.evidence import Evidence
from copilot.guard.names import Known, unknown_names
from copilot.guard.numerals import number_words, plain, readings
from copilot.guard.sentences import sentence_at
from copilot.guard.siblings import other_holder
from copilot.guard.values import RELATED, Value, extract, same

_NAMES = {"money": "the price", "percent": "the percentage", "duration": "the duration", "date": "the date",
          "weekday": "the day", "time": "the time", "number": "the number", "email": "the address",
          "phone": "the phone number", "code": "the code", "measure": "the measure", "month": "the month",
          "version": "the version", "ordinal": "the number", "times": "the number of times"}  # fmt: skip
_OPERANDS = frozenset({"money", "percent", "duration", "number", "measure"})
_BESIDE = frozenset({"", "the", "den", "dem", "le", "el", "il", "de", "der"})
_DIALLING = {
    "en": ("44", "1", "353", "61", "64", "65", "27", "91"), "de": ("49", "43", "41", "352", "423"),
    "fr": ("33", "32", "41", "352", "1"), "es": ("34", "52", "54", "56", "57", "51"), "nl": ("31", "32"),
    "it": ("39", "41"),
}  # fmt: skip
"""Country codes that a number may get which the evidence gives without one, by the reply's language."""
_RELATIVE = re.compile(
    r"(?<!\w)(?:(?P<two>the day after tomorrow|übermorgen|overmorgen|après-demain|pasado mañana|dopodomani)|"
    r"(?P<one>tomorrow|morgen(?! früh\b)|demain|domani|(?<!la )(?<!por )mañana(?!s)))(?!\w)",
    re.IGNORECASE,
)
_KINDS_OF_SUMS = ("money", "date", "number", "measure", "duration")


def check_values(text: str, citations: Sequence[Citation], evidence: Evidence, language: str | None) -> list[Check]:
    """One failed check for each value or name that nothing vouches for; one passed where all of several are known."""
    pools = _Pools(text, citations, evidence, language)
    good, out = 0, []
    for value in pools.values:
        if value.kind == "link":
            continue
        detail = pools.objection(value)
        good += not detail
        if detail:
            out.append(_failed(value.start, value.end, value.text, detail))
    out += _relative_days(text, pools, evidence)
    known = Known((*evidence.vouching.values(), evidence.conversation, evidence.record, evidence.fixed))
    for name in unknown_names(text, known, language):
        if any(c.start is not None and c.start < name.end and name.start < (c.end or 0) for c in out):
            continue
        detail = f"The name {name.text!r} stands in no source, nor in the conversation or the customer's record."
        out.append(_failed(name.start, name.end, name.text, detail))
    if good and not out:
        out.append(Check(kind="value", ok=True, detail=f"{good} values found in the sources or the conversation."))
    return sorted(out, key=lambda c: c.start or 0)


def _failed(start: int, end: int, found: str, detail: str) -> Check:
    return Check(kind="value", ok=False, start=start, end=end, found=found, detail=detail)


ByKind = Mapping[str, Sequence[Value]]


def _by_kind(values: Iterable[Value]) -> ByKind:
    out: dict[str, list[Value]] = {}
    for value in values:
        out.setdefault(value.kind, []).append(value)
    return out


@lru_cache(maxsize=2048)
def kinds_of(text: str) -> ByKind:
    """The values of a text by their kind."""
    return _by_kind(extract(text))


def able_to_vouch(value: Value, *pools: ByKind) -> Iterator[Value]:
    """The values of a kind that may vouch for this one."""
    loose = value.kind == "number" and value.text[0].isalpha() and not value.counted
    for pool in pools:
        for kind, values in pool.items():
            if loose or kind == value.kind or (value.kind, kind) in RELATED:
                yield from values


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    cited: tuple[str, ...]
    quotes: tuple[str, ...]


class _Pools:
    """Which known values may vouch for a value at a place of the text."""

    def __init__(self, text: str, citations: Sequence[Citation], evidence: Evidence, language: str | None) -> None:
        self.text = text
        self.citations = citations
        self.evidence = evidence
        self.values = extract(text)
        self.everywhere = [v for t in (evidence.conversation, evidence.record, evidence.fixed) for v in extract(t)]
        self.of_passage = {i: extract(t) for i, t in evidence.vouching.items()}
        self.by_kind = _by_kind(self.everywhere)
        self.passage_by_kind = {i: kinds_of(t) for i, t in evidence.vouching.items()}
        self.any_passage = [v for values in self.of_passage.values() for v in values]
        self.currencies = {
            k.split(" ")[0] for v in (*self.any_passage, *self.everywhere) if v.kind == "money" for k in v.keys
        }
        self.dialling = _DIALLING.get((language or "en")[:2], ())

    def sentence(self, place: int) -> _Sentence:
        mine = [c for c in self.citations if c.start <= place < c.end]
        if mine:
            start, end = min(c.start for c in mine), max(c.end for c in mine)
        else:
            start, end = sentence_at(self.text, place + 1)
        cited = tuple(dict.fromkeys(c.passage_id for c in mine))
        return _Sentence(start, end, cited, tuple(c.quote for c in mine))

    def passages(self, sentence: _Sentence) -> list[Value]:
        ids = sentence.cited or tuple(self.of_passage)
        return [v for i in ids for v in self.of_passage.get(i, ())]

    def objection(self, value: Value) -> str:
        """Why the value may not stand there; empty where it may."""
        sentence = self.sentence(value.start)
        what = _NAMES[value.kind].capitalize()
        if value.kind == "weekday" and (day := self.day_beside(value)):
            fits = str(day.weekday()) in value.keys
            return "" if fits else f"{what} {value.text!r} does not fit: {day.day}.{day.month}.{day.year} is another."
        if any(self.vouches(value, known) for known in able_to_vouch(value, self.by_kind)):
            return ""
        pool = able_to_vouch(
            value, *(self.passage_by_kind[i] for i in sentence.cited or self.of_passage if i in self.of_passage)
        )
        if any(self.vouches(value, k) for k in pool if not _bare_price(value, k)):
            return self._of_another(value, sentence, what)
        if value.kind in _KINDS_OF_SUMS and self._follows(value, sentence):
            return ""
        where = "the passage it cites" if sentence.cited else "any source"
        unlike = self._unlike(value, sentence)
        return f"{what} {value.text!r} stands neither in {where} nor in the conversation{unlike}."

    def day_beside(self, value: Value) -> date | None:
        """The date that the reply gives with a weekday: "Friday, 24 April"."""
        after = next((v for v in self.values if v.start >= value.end), None)
        if after is None or after.kind != "date" or self.text[value.end : after.start].strip(" ,.") not in _BESIDE:
            return None
        days = [d for k in after.keys if (d := _day(k, self.year))]
        return days[0] if len(days) == 1 else None

    @cached_property
    def stated(self) -> list[Value]:
        """The values of the reply that something vouches for by itself."""
        pools = (self.by_kind, *self.passage_by_kind.values())
        return [
            v for v in self.values if v.kind in _OPERANDS and any(self.vouches(v, k) for k in able_to_vouch(v, *pools))
        ]

    def vouches(self, said: Value, known: Value) -> bool:
        """``same``, with what the thread's day and language add: years and country codes that are left unsaid."""
        if said.kind == "number" and said.text[0].isalpha() and not said.counted:  # "instead of three"
            return bool(said.keys & _figures(known.text))
        if not same(said, known):
            return False
        if said.kind == known.kind == "date" and self.evidence.now:
            years = {k[:4] for k in said.keys if k[0].isdigit()}
            if years and all(k[0] == "*" for k in known.keys):
                return any(abs(int(y) - self.evidence.now.year) <= 1 for y in years)
        if said.kind == "money" and known.kind == "number" and self.currencies:
            return any(k.split(" ")[0] in self.currencies for k in said.keys)
        if said.kind == known.kind == "phone":
            (number,), (other,) = said.keys, known.keys
            if number.startswith("+") and not other.startswith("+") and self.dialling:
                return number.removesuffix(other)[1:] in self.dialling
        return True

    def _unlike(self, value: Value, sentence: _Sentence) -> str:
        """What the cited passage holds instead, where that is a single value of the kind."""
        if not sentence.cited:
            return ""
        kin = {v.text for v in self.passages(sentence) if v.kind == value.kind}
        return f"; the passage has {kin.pop()!r}" if len(kin) == 1 else ""

    def _of_another(self, value: Value, sentence: _Sentence, what: str) -> str:
        if not sentence.cited:
            return ""
        holders = [
            other_holder(self.text, value, (sentence.start, sentence.end), self.evidence.vouching[i])
            for i in sentence.cited
            if i in self.of_passage and any(same(value, k) for k in self.of_passage[i])
        ]
        if not holders or not all(holders):
            return ""
        said, holder = holders[0] or ("", "")
        return f"{what} {value.text!r} stands in the passage for {holder!r}, not for {said!r}."

    def _follows(self, value: Value, sentence: _Sentence) -> bool:
        """Whether a reader can work it out from what the sentence cites, the conversation and the record."""
        passages = self.passages(sentence) if sentence.cited else []
        quoted = [v for q in sentence.quotes for v in extract(q)]
        start, end = self.text.rfind("\n\n", 0, value.start) + 1, self.text.find("\n\n", value.end)
        vouched = [v for v in self.stated if start <= v.start and (v.end <= end or end < 0)]
        ground = [*quoted, *self.everywhere, *vouched]
        if value.kind == "money":
            free = bool(_SUMMED.search(self.text, sentence.start, sentence.end))
            seen = [*vouched, *self.everywhere]
            some = [*passages, *seen]
            if self.currencies and not any(k.split(" ")[0] in self.currencies for k in value.keys):
                return False
            first = some if free else seen
            return _sum_of_money(value, first, first) or _sum_of_money(value, self.everywhere, some)
        if value.kind in ("number", "measure", "duration"):
            near = [v for v in vouched if v.kind == value.kind and sentence.start <= v.start < sentence.end]
            return bool(_SUMMED.search(self.text, sentence.start, sentence.end)) and _sum_of_counts(value, near)
        spans = [k for v in ground if v.kind == "duration" for k in v.keys]
        days = [d for v in (*self.everywhere, *quoted) if v.kind == "date" for k in v.keys if (d := _day(k, self.year))]
        if self.evidence.now:
            days.append(self.evidence.now)
        back = bool(_BEFORE.search(self.text, sentence.start, sentence.end))
        return any(_matches(value, later) for d in days for s in spans for later in _later(d, s, back=back))

    @property
    def year(self) -> int | None:
        return self.evidence.now.year if self.evidence.now else None


_BEFORE = re.compile(
    r"(?<!\w)(?:before|earlier|prior|ahead|vor|vorher|früher|avant|antes|voor|prima)(?!\w)", re.IGNORECASE
)
_SUMMED = re.compile(
    r"(?<!\w)(?:total\w*|together|altogether|sum|in all|saves?|saving|difference|instead|more(?! than)|"
    r"less(?! than)|cheaper|plus|"
    r"zusammen|insgesamt|gesamt\w*|summe|sparen|unterschied|mehr(?! als)|weniger(?! als)|en tout|au total|total|"
    r"ahorra|samen|totaal|"
    r"in totale)(?!\w)",
    re.IGNORECASE,
)
"""Words that tell a reader to add up, or to take apart."""


def _bare_price(said: Value, known: Value) -> bool:
    """A whole number in a passage counts something, and is no price."""
    return said.kind == "money" and known.kind == "number" and not _PRICE.fullmatch(known.text)


_PRICE = re.compile(r"\d+[.,]\d\d")
_MOST_AMOUNTS = 40
_CENT = Decimal("0.01")


def _sum_of_money(value: Value, seen: Sequence[Value], ground: Sequence[Value]) -> bool:
    """Two amounts of the same currency added or taken apart, one of which the reader sees; or a share of one seen."""
    currencies = {k.split(" ")[0] for k in value.keys}
    have, other = _amounts(seen, currencies), _amounts(ground, currencies)
    shares = [Decimal(k) / 100 for v in ground if v.kind == "percent" for k in v.keys]
    made = {(c, x) for c, a in have for d, b in other if c == d and a != b for x in (a + b, abs(a - b))}
    try:
        made |= {(c, x.quantize(_CENT)) for c, a in have for s in shares for x in (a * s, a - a * s)}
    except InvalidOperation:  # an amount beyond all money
        return False
    return any(f"{c} {plain(x)}" in value.keys for c, x in made)


def _sum_of_counts(value: Value, near: Sequence[Value]) -> bool:
    """Two values of the same sentence, added or taken apart: "360 more, 600 instead of 240"."""
    keys = [k.rpartition(" ")[::2] for v in near for k in v.keys]
    pairs = [(u, Decimal(a), Decimal(b)) for u, a in keys for w, b in keys if u == w and "/" not in a + b]
    made = {f"{u} {plain(x)}".strip() for u, a, b in pairs if a != b for x in (a + b, abs(a - b))}
    return bool(value.keys & made)


def _amounts(values: Iterable[Value], currencies: set[str]) -> list[tuple[str, Decimal]]:
    """Prices; those that a chat gives without a currency in each that is asked for."""
    keys = {k for v in values if v.kind == "money" for k in v.keys if k.split(" ")[0] in currencies}
    bare = {k for v in values if v.kind == "number" and _PRICE.fullmatch(v.text) for k in v.keys}
    keys |= {f"{c} {k}" for k in bare for c in currencies}
    return [(k.split(" ")[0], Decimal(k.split(" ")[1])) for k in sorted(keys)][:_MOST_AMOUNTS]


def _day(key: str, year: int | None) -> date | None:
    if key.startswith("*"):
        key = f"{year}{key[1:]}" if year else ""
    try:
        return date.fromisoformat(key)
    except ValueError:
        return None


def _figures(text: str) -> frozenset[str]:
    """The bare numbers of a value, without what they count."""
    digits = [r for n in re.findall(r"\d+(?:[.,]\d+)*", text) for r in readings(n)]
    return frozenset(map(plain, [*digits, *(Decimal(n) for _, _, n in number_words(text))]))


def _later(day: date, span: str, *, back: bool = False) -> Iterable[date]:
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


def _matches(value: Value, day: date) -> bool:
    return f"{day:%Y-%m-%d}" in value.keys or f"*-{day:%m-%d}" in value.keys


def _relative_days(text: str, pools: _Pools, evidence: Evidence) -> list[Check]:
    """Tomorrow, where neither the word nor its day stands in what the reply may rest on."""
    out = []
    for m in _RELATIVE.finditer(text):
        if m[0][0].isupper() and m[0].lower() == "morgen":  # the morning
            continue
        sentence = pools.sentence(m.start())
        ids = sentence.cited or tuple(evidence.vouching)
        texts = [*(evidence.vouching.get(i, "") for i in ids), evidence.conversation, evidence.record, evidence.fixed]
        if any(re.search(rf"(?<!\w){re.escape(m[0])}(?!\w)", t, re.IGNORECASE) for t in texts):
            continue
        if evidence.now:
            day = evidence.now + timedelta(days=2 if m["two"] else 1)
            spans = [k for q in sentence.quotes for v in extract(q) if v.kind == "duration" for k in v.keys]
            near = any(day == later for s in spans for later in _later(evidence.now, s))
            known = (*pools.everywhere, *pools.passages(sentence))
            if near or any(v.kind == "date" and _matches(v, day) for v in known):
                continue
            if any(v.kind == "weekday" and str(day.weekday()) in v.keys for v in known):
                continue
        detail = f"The day {m[0]!r} fits no day that the passage or the conversation names."
        out.append(_failed(m.start(), m.end(), m[0], detail))
    return out
