# ruff: noqa: E501 (long lists of words)
"""The value checks of a reply: every value and name stands where the reply may take it from, and for what it says.

A value is vouched for by the passages its sentence cites (uncited: by any allowed one), by the conversation, by the
customer's record or by the tenant's own texts; or it follows from these by a sum that its reader can do as well.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from functools import cached_property, lru_cache

from copilot.domain import Check, Citation
from copilot.guard.bills import bills, unit_prices
from copilot.guard.bounds import at_other_end
from copilot.guard.days import day_of, falls_on, is_day, later_days, led_on, nights
from copilot.guard.derived import Ground, adds_up, worked_out
from copilot.guard.evidence import Evidence
from copilot.guard.names import Known, unknown_names
from copilot.guard.numerals import number_words
from copilot.guard.rounded import FREE, says_less
from copilot.guard.sentences import sentence_at
from copilot.guard.shorthand import in_short, year_of_now
from copilot.guard.siblings import other_holder
from copilot.guard.source_readings import rates
from copilot.guard.value_index import Index, figures, known_values
from copilot.guard.values import Value, extract, same
from copilot.guard.weekdays import date_beside, falls_on_weekday, soon_on

_NAMES = {"money": "the price", "percent": "the percentage", "duration": "the duration", "date": "the date",
          "weekday": "the day", "time": "the time", "number": "the number", "email": "the address",
          "phone": "the phone number", "code": "the code", "measure": "the measure", "month": "the month",
          "version": "the version", "ordinal": "the number", "times": "the number of times"}  # fmt: skip
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:/(\d\d))?(?!\d)")
_DIALLING = {
    "en": ("44", "1", "353", "61", "64", "65", "27", "91"), "de": ("49", "43", "41", "352", "423"),
    "fr": ("33", "32", "41", "352", "1"), "es": ("34", "52", "54", "56", "57", "51"), "nl": ("31", "32"),
    "it": ("39", "41"),
}  # fmt: skip
"""Country codes that a number may get which the evidence gives without one, by the reply's language."""
_CLOSED = re.compile(
    r"(?<!\w)(?:closed|shut|geschlossen|fermée?s?|cerrad[oa]s?|chius[oiae]|gesloten|dicht|fechad[oa]s?|encerrad[oa]s?)(?!\w)",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"(?<!\w)(?:instead of|rather than|statt|anstatt|anstelle von|au lieu de|en lugar de|en vez de|invece (?:di|che)|in plaats van|"
    r"em vez de)\s$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?<!\w)(?:(?P<two>the day after tomorrow|übermorgen|overmorgen|après-demain|pasado mañana|dopodomani)|"
    r"(?P<one>tomorrow|morgen(?! früh\b)|demain|domani|(?<!la )(?<!por )mañana(?!s)))(?!\w)",
    re.IGNORECASE,
)


def check_values(text: str, citations: Sequence[Citation], evidence: Evidence, language: str | None) -> list[Check]:
    """One failed check for each value or name that nothing vouches for; one passed where all of several are known."""
    pools = _Pools(text, citations, evidence, language)
    good, out = 0, []
    for value in pools.values:
        if value.kind == "link":
            continue
        detail = pools.objection(value)
        good += not detail
        if not detail:
            pools.good.append(value)
        if detail:
            out.append(_failed(value.start, value.end, value.text, detail))
    out += _relative_days(text, pools, evidence)
    known = Known((*evidence.vouching.values(), evidence.conversation, evidence.record, evidence.fixed))
    for name in unknown_names(text, known, language):
        if any(c.start is not None and c.start < name.end and name.start < (c.end or 0) for c in out):
            continue
        if any(v.kind == "money" and v.start <= name.start < v.end for v in pools.values):  # "CA$10"
            continue
        detail = f"The name {name.text!r} stands in no source, nor in the conversation or the customer's record."
        out.append(_failed(name.start, name.end, name.text, detail))
    if good and not out:
        out.append(Check(kind="value", ok=True, detail=f"{good} values found in the sources or the conversation."))
    return sorted(out, key=lambda c: c.start or 0)


def _failed(start: int, end: int, found: str, detail: str) -> Check:
    return Check(kind="value", ok=False, start=start, end=end, found=found, detail=detail)


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
        talk = (evidence.conversation, evidence.record, evidence.fixed)
        self.everywhere = [v for t in talk for v in known_values(t, evidence.now)]
        self.of_passage = {i: known_values(t) for i, t in evidence.vouching.items()}
        self.known = Index(self.everywhere, self.year)
        self.passage = {i: _index(t, self.year) for i, t in evidence.vouching.items()}
        self.currencies = {
            k.split(" ")[0]
            for values in (self.everywhere, *self.of_passage.values())
            for v in values
            if v.kind == "money"
            for k in v.keys
        }
        self.language = language
        self.dialling = _DIALLING.get((language or "en")[:2], ())
        self._sentences: dict[tuple[int, int], _Sentence] = {}
        self._derived: dict[tuple[int, int], frozenset[Value]] = {}
        self.good: list[Value] = []
        """Values of the reply that were looked at and may stand, by place."""

    def sentence(self, place: int) -> _Sentence:
        mine = [c for c in self.citations if c.start <= place < c.end]
        if mine:
            start, end = min(c.start for c in mine), max(c.end for c in mine)
        else:
            start, end = sentence_at(self.text, place + 1)
        if (start, end) not in self._sentences:
            cited = tuple(dict.fromkeys(c.passage_id for c in mine))
            self._sentences[start, end] = _Sentence(start, end, cited, tuple(c.quote for c in mine))
        return self._sentences[start, end]

    def ids(self, sentence: _Sentence) -> tuple[str, ...]:
        return tuple(i for i in sentence.cited or self.of_passage if i in self.of_passage)

    def passages(self, sentence: _Sentence) -> list[Value]:
        return [v for i in self.ids(sentence) for v in self.of_passage[i]]

    def within(self, start: int, end: int, values: Sequence[Value]) -> Sequence[Value]:
        return values[bisect_left(values, start, key=_start) : bisect_left(values, end, key=_start)]

    def objection(self, value: Value) -> str:
        """Why the value may not stand there; empty where it may."""
        sentence = self.sentence(value.start)
        what = _NAMES[value.kind].capitalize()
        if value.kind == "weekday" and (day := date_beside(self.text, self.values, value, self.evidence.now)):
            fits = str(day.weekday()) in value.keys
            return "" if fits else f"{what} {value.text!r} does not fit: {day.day}.{day.month}.{day.year} is another."
        if value.kind in ("ordinal", "number") and falls_on_weekday(self.text, self.good, value, self.evidence.now):
            return ""
        loose = self._loose(value)
        if any(self.vouches(value, known) for known in self.known.near(value, loose=loose)) or self.spelled(
            value, sentence
        ):
            return ""
        pool = (k for i in self.ids(sentence) for k in self.passage[i].near(value, loose=loose))
        if any(self.vouches(value, k) for k in pool if not _bare_price(value, k)):
            other = self._of_another(value, sentence, what) or self._at_other_end(value, sentence, what)
            return "" if other and value in self.derived(value, {value}) else other
        known = [*self.everywhere, *self.passages(sentence)]
        if value.kind == "weekday" and self._outside(value, sentence):
            return ""
        if says_less(self.text, value, known) or self._nothing(value, sentence):
            return ""
        if year_of_now(value, self.evidence.now) or any(in_short(self.text, value, k) for k in known):
            return ""
        if value.kind == "duration" and self._is_rate(value, sentence):
            return ""
        if soon_on(self.text, self.values, value, known, self.evidence.now):
            return ""
        if value in self.derived(value) or self._falls_on(value, sentence):
            return ""
        where = "the passage it cites" if sentence.cited else "any source"
        unlike = self._unlike(value, sentence)
        return f"{what} {value.text!r} stands neither in {where} nor in the conversation{unlike}."

    def fits(self, value: Value, operand: Value) -> bool:
        """Whether a value of a passage may be worked with where ``value`` stands: not that of another plan."""
        sentence = self.sentence(value.start)
        place = sentence_at(self.text, value.start + 1)
        stand_in = replace(operand, text=value.text, start=value.start, end=value.end)
        holders = [i for i in self.ids(sentence) if any(operand is v for v in self.of_passage[i])]
        return not any(other_holder(self.text, stand_in, place, self.evidence.vouching[i], named=True) for i in holders)

    @cached_property
    def years(self) -> frozenset[str]:
        """The years that the conversation, the record and the passages name."""
        texts = (
            self.evidence.conversation,
            self.evidence.record,
            self.evidence.fixed,
            *self.evidence.vouching.values(),
        )
        found = {m for t in texts for m in _YEAR.findall(t)}
        return frozenset({y for y, _ in found} | {y[:2] + more for y, more in found if more})

    @cached_property
    def told(self) -> frozenset[Decimal]:
        """Small numbers that the thread writes in words or as a stay: "there are two of us", "from 18 to 20 May"."""
        talk = self.evidence.conversation
        words = {n for _, _, n in number_words(talk) if 1 < n < 100}
        return frozenset(map(Decimal, words | set(nights(talk, self.year))))

    def spelled(self, value: Value, sentence: _Sentence) -> bool:
        """A code or long number that a source writes with other marks between: NW 482."""
        if value.kind not in ("code", "number", "phone") or len(next(iter(value.keys))) < (
            3 if value.kind == "code" else 6
        ):
            return False
        plain = re.sub(r"[^A-Z0-9]", "", value.text.upper().replace("(0)", ""))
        if not any(c.isdigit() for c in plain) or len(plain) > 40:
            return False
        pattern = re.compile(r"(?<!\w)" + r"[\s./-]?".join(plain) + r"(?!\w)", re.IGNORECASE)
        talk = (self.evidence.conversation, self.evidence.record, self.evidence.fixed)
        return any(pattern.search(t) for t in (*talk, *(self.evidence.vouching[i] for i in self.ids(sentence))))

    def _outside(self, value: Value, sentence: _Sentence) -> bool:
        """Whether it is called closed on a day that is none of the days from and to that the passages give."""
        days = [v for v in self.passages(sentence) if v.kind == "weekday"]
        if not any(len(v.keys) > 1 for v in days) or not _CLOSED.search(self.text, sentence.start, sentence.end):
            return False
        return not any(value.keys & v.keys for v in days)

    def _is_rate(self, value: Value, sentence: _Sentence) -> bool:
        """Whether it is the span that a price of a source is for, or in which something is done."""
        texts = [
            self.evidence.conversation,
            self.evidence.record,
            *(self.evidence.vouching[i] for i in self.ids(sentence)),
        ]
        return any(value.keys & r.keys for t in texts for r in rates(t, extract(t)))

    def _nothing(self, value: Value, sentence: _Sentence) -> bool:
        """Whether it is none of something that a source calls free."""
        if value.kind not in ("money", "percent") or {k.rpartition(" ")[2] for k in value.keys} != {"0"}:
            return False
        texts = [self.evidence.conversation, *(self.evidence.vouching[i] for i in self.ids(sentence))]
        return any(FREE.search(t) for t in texts)

    def derived(self, value: Value, doubted: Set[Value] = frozenset()) -> frozenset[Value]:
        """What the reader of the value's sentence can work out; ``doubted`` values count as not vouched for."""
        place = sentence_at(self.text, value.start + 1)
        if place not in self._derived or doubted:
            start, end = place
            above, below = self.text.rfind("\n\n", 0, start) + 1, self.text.find("\n\n", end)
            sure = self.within(above, below if below >= 0 else len(self.text), self.stated)
            ground = Ground(
                self.text[start:end],
                start,
                self.within(start, end, self.values)[:_MOST],
                [v for v in sure[:_MOST] if v not in doubted],
                self.everywhere[:_MOST],
                self.passages(self.sentence(value.start))[:_MOST],
                self.told,
                *self._bills(start, end, value),
                self.fits,
            )
            found = worked_out(ground)
            if doubted:
                return found
            self._derived[place] = found
        return self._derived[place]

    def _bills(
        self, start: int, end: int, value: Value
    ) -> tuple[frozenset[tuple[str, Decimal]], frozenset[tuple[str, Decimal]]]:
        if not any(v.kind == "money" for v in self.within(start, end, self.values)):
            return frozenset(), frozenset()
        texts = [self.evidence.vouching[i] for i in self.ids(self.sentence(value.start))[:_TEXTS]]
        words = self.text[start:end]
        found = bills(words, self.evidence.conversation[-_TALK:], texts, self.language, told=adds_up(words))
        return found, unit_prices(texts, self.language)

    @cached_property
    def stated(self) -> list[Value]:
        """The values of the reply that something vouches for by itself."""
        pools = (self.known, *self.passage.values())
        return [
            v for v in self.values if any(self.vouches(v, k) for p in pools for k in p.near(v, loose=self._loose(v)))
        ]

    def vouches(self, said: Value, known: Value) -> bool:
        """``same``, with what the thread's day and language add: years and country codes that are left unsaid."""
        if self._loose(said):  # "instead of three"
            return bool(said.keys & figures(known.text))
        if said.kind == "weekday" and known.kind == "date":
            return any(str(d.weekday()) in said.keys for k in known.keys if (d := day_of(k, self.year)))
        if not same(said, known):
            return False
        if said.kind == known.kind == "date" and self.evidence.now:
            years = {k[:4] for k in said.keys if k[0].isdigit()}
            if years and all(k[0] == "*" for k in known.keys):
                return any(abs(int(y) - self.evidence.now.year) <= 1 or y in self.years for y in years)
        if said.kind == "money" and known.kind == "number" and self.currencies:
            return any(k.split(" ")[0] in self.currencies for k in said.keys)
        if said.kind == known.kind == "phone":
            (number,), (other,) = said.keys, known.keys
            if number.startswith("+") and not other.startswith("+") and self.dialling:
                return number.removesuffix(other)[1:] in self.dialling
        return True

    def _loose(self, value: Value) -> bool:
        """A number whose figure anywhere vouches for it: in words, counting nothing; or beside another: "instead of 10"."""
        if value.kind != "number" or value.counted:
            return False
        return value.text[0].isalpha() or bool(_INSTEAD.search(self.text[max(0, value.start - 24) : value.start]))

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

    def _at_other_end(self, value: Value, sentence: _Sentence, what: str) -> str:
        for i in sentence.cited:
            values = self.of_passage.get(i, ())
            holding = [k for k in values if same(value, k)]
            if at_other_end(self.text, value, self.evidence.vouching.get(i, ""), values, holding):
                return f"{what} {value.text!r} is at the other end of the range that the passage gives."
        return ""

    def _falls_on(self, value: Value, sentence: _Sentence) -> bool:
        """Whether a day, a time or a span follows from those that the sentence rests on."""
        if value.kind not in ("date", "month", "weekday", "time", "duration"):
            return False
        start, end = self.text.rfind("\n\n", 0, value.start) + 1, self.text.find("\n\n", value.end)
        vouched = self.within(start, end if end >= 0 else len(self.text), self.stated)
        quoted = [v for q in sentence.quotes for v in extract(q)]
        return falls_on(
            value,
            self.text[sentence.start : sentence.end],
            sentence.start,
            [*self.everywhere, *quoted, *vouched],
            self.passages(sentence),
            self.evidence.now,
            [self.evidence.vouching[i] for i in self.ids(sentence)],
            sentence.quotes,
        )

    @property
    def year(self) -> int | None:
        return self.evidence.now.year if self.evidence.now else None


def _start(value: Value) -> int:
    return value.start


@lru_cache(maxsize=512)
def _index(text: str, year: int | None) -> Index:
    return Index(known_values(text), year)


def _bare_price(said: Value, known: Value) -> bool:
    """A whole number in a passage counts something, and is no price."""
    return said.kind == "money" and known.kind == "number" and not _PRICE.fullmatch(known.text)


_PRICE = re.compile(r"\d+[.,]\d\d")
_TEXTS, _TALK = 8, 2000
"""Passages, and characters of the thread's end, that price lists are read with."""
_MOST = 60
"""Values of one sort that a sentence is worked out from."""


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
            spans += [k for t in texts for k in led_on(t)]
            near = any(day == later for s in spans for later in later_days(evidence.now, s))
            known = (*pools.everywhere, *pools.passages(sentence))
            if near or any(v.kind == "date" and is_day(v, day) for v in known):
                continue
            if any(v.kind == "weekday" and str(day.weekday()) in v.keys for v in known):
                continue
        detail = f"The day {m[0]!r} fits no day that the passage or the conversation names."
        out.append(_failed(m.start(), m.end(), m[0], detail))
    return out
