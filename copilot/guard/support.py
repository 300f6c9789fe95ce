"""Each claim of a written reply held against the passage it cites: not only how much, but what, for whom and when.

By rules, in a few milliseconds and without a model. A sentence is cut into clauses, each is laid beside the sentence of
the passage that says most of the same, and then compared: what it speaks of, what it denies, what it allows or demands,
what it excludes, and under which condition. What can't be told apart by such rules passes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from copilot.domain import Check, Citation
from copilot.guard.claims import claims, closes, without_greeting
from copilot.guard.lexicon import LIMITS
from copilot.guard.sentences import Unit, units
from copilot.guard.statements import OPPOSITES, THINGS, Clause, Statement, Word, side_name, statement
from copilot.guard.words import stem

_LEAST = 0.42
"""Share of a claim's words that its passage must speak of."""
_NEAR = 0.15
"""How much less than the best sentence another may share with a claim and still vouch for it."""
_TURNING = {"before": "before", "until": "before", "after": "after", "only after": "after"}
_LIMITS = frozenset(LIMITS.split())
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|this|these|es|sie|ihn|diese[rsnm]?|dies|il|elle|ils|elles|celui|lo|la|ellos|het|ze|deze|dit)\b",
    re.IGNORECASE,
)
_PARTIES = frozenset(
    "carrier courier driver seller buyer sender recipient owner bank manufacturer landlord host airline administrator "
    "admin zusteller verkäufer käufer hersteller bank absender empfänger spedition vermieter transporteur vendeur "
    "acheteur banque vendedor comprador banco transportista vervoerder verkoper koper".split()
)
_NAME = re.compile(r"(?<![\w.])[A-ZÄÖÜ][\w]*(?:[ -][A-Z0-9ÄÖÜ][\w]*)*")
_EXTENDS = frozenset({"if", "not if", "after", "before", "until", "only after", "without", "during"})


@dataclass(frozen=True, slots=True)
class Source:
    """One passage, read once: its sentences, and what its title and headings speak of."""

    statements: tuple[Statement, ...]
    around: tuple[frozenset[str], ...]
    """For each statement the keys of its lead, its heading and the passage's first line."""
    about: tuple[frozenset[tuple[int, int]], ...]
    keys: frozenset[str]
    names: frozenset[str]
    sentences: frozenset[str]
    """Letter by letter, for what is quoted."""
    rows: frozenset[int]


@dataclass(frozen=True, slots=True)
class Ground:
    """What besides the passages may vouch for a claim."""

    conversation: Statement
    record: Statement
    fixed: str
    language: str


@lru_cache(maxsize=1024)
def source(text: str, language: str) -> Source:
    """``text`` of a passage as it may be cited; ``language`` is the reply's."""
    found = units(text)
    statements: list[Statement] = []
    around: list[frozenset[str]] = []
    about: list[frozenset[tuple[int, int]]] = []
    first = statement(text.split("\n", 1)[0], language)
    heading = lead = first
    rows: set[int] = set()
    for unit in found:
        here = statement(unit.text, language)
        if unit.kind == "debris":
            heading = lead = here
            if len(found) > 1 and "|" not in unit.text and len(unit.text.split()) < 8:
                continue
        elif unit.lead:
            lead = here
        elif not unit.listed:
            lead = heading
        if unit.kind == "row":
            rows.add(len(statements))
        statements.append(here)
        context = {*first.keys, *heading.keys, *lead.keys}
        if statements and _POINTS_BACK.search(unit.text):
            context |= statements[-1].keys
        around.append(frozenset(context))
        about.append(first.sides | heading.sides | lead.sides)
    keys = frozenset(k for s in statements for k in s.keys).union(*around)
    plain = frozenset(_plain(u.text) for u in found)
    return Source(tuple(statements), tuple(around), tuple(about), keys, names(text), plain, frozenset(rows))


@lru_cache(maxsize=2048)
def names(text: str) -> frozenset[str]:
    """Capitalised words and runs of them that don't stand first in a sentence, lower-case."""
    out: set[str] = set()
    for m in _NAME.finditer(text):
        before = text[: m.start()].rstrip(" \t\"'“„«(*-–•")
        if before and before[-1] not in ".!?:\n…" and "\n" not in text[len(before) : m.start()]:
            out.add(m[0].lower())
    return frozenset(out)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def check_support(
    text: str,
    citations: Sequence[Citation],
    passages: dict[str, str],
    *,
    language: str | None,
    conversation: str = "",
    record: str = "",
    fixed: str = "",
) -> Iterable[Check]:
    """A failed ``support`` check for each claim of ``text`` that its passage doesn't bear or that cites none, with its
    place and the reason; one passed check where every claim holds."""
    short = (language or "en")[:2]
    ground = Ground(statement(conversation, short), statement(record, short), _plain(fixed), short)
    claimed = list(_claims(text))
    whole = frozenset(k for _, s in claimed for k in statement(s, short).keys)
    good = 0
    for unit, said in claimed:
        cited = _cited(unit, text, citations)
        if _plain(said) and _plain(said) in ground.fixed:
            continue
        why = _unsupported(said, [passages[i] for i in cited if i in passages], ground, whole)
        if not cited and why is None:
            continue
        if not cited:
            later = [i for i in _later(unit, text, citations) if i in passages]
            if later and _unsupported(said, [passages[i] for i in later], ground, whole) is None:
                why = None
            elif not _told(said, ground):
                bears = any(_unsupported(said, [t], ground, whole) is None for t in passages.values())
                why = "Cites no passage, though one says so." if bears else "Cites no passage, and none says so."
            else:
                why = None
        if why is None:
            good += 1
        else:
            yield Check(kind="support", ok=False, start=unit.start, end=unit.end, found=unit.text[:200], detail=why)
    if good and good == len(claimed):
        yield Check(kind="support", ok=True, detail=f"{good} statements hold against what they cite.")


def _claims(text: str) -> Iterator[tuple[Unit, str]]:
    """The units of a reply that claim something, with their words without a greeting."""
    for unit in units(text):
        said, _ = without_greeting(unit.text)
        if closes(unit.text):
            return
        if unit.kind != "debris" and claims(said) and not unit.lead:
            yield unit, said


def _cited(unit: Unit, text: str, citations: Sequence[Citation]) -> list[str]:
    """The passages that a unit cites; a list's items rest on what the sentence before the list cites, too."""
    own = [c.passage_id for c in citations if c.start < unit.end and unit.start < c.end]
    if own or not unit.listed:
        return list(dict.fromkeys(own))
    leads = [u for u in units(text) if u.lead and u.end <= unit.start]
    return [c.passage_id for c in citations if leads and c.start < leads[-1].end and leads[-1].start < c.end]


def _later(unit: Unit, text: str, citations: Sequence[Citation]) -> list[str]:
    """The passages cited further on in the same paragraph or list."""
    block = [u for u in units(text) if u.block == unit.block and u.start > unit.start]
    end = max((u.end for u in block), default=unit.end)
    return list(dict.fromkeys(c.passage_id for c in citations if unit.end <= c.start < end))


def _told(said: str, ground: Ground) -> bool:
    """Whether the customer's own words or their record say it."""
    here = statement(said, ground.language)
    words = [w for w in here.words if w.keys]
    known = ground.conversation.keys | ground.record.keys
    return not words or sum(bool(w.keys & known) for w in words) >= 0.75 * len(words)


def _unsupported(said: str, texts: Sequence[str], ground: Ground, whole: frozenset[str]) -> str | None:
    """Why none of the cited ``texts`` bears what is said; None where they do."""
    here = statement(said, ground.language)
    if not here.words:
        return None
    if not texts:
        return "Cites no passage."
    reasons: list[str] = []
    sources = [source(t, ground.language) for t in texts]
    if any(_plain(said) in s.sentences for s in sources):
        return None
    known = frozenset(k for s in sources for k in s.keys)
    told = ground.conversation.keys | ground.record.keys
    rest = [w for w in here.words if not w.light and (w.keys & known or not w.keys & told)]
    new = [w for w in rest if not _spoken_of(w, known)]
    measured = len(rest) > 1 or not any(c.isdigit() for c in said)
    if rest and measured and (len(rest) - len(new)) / len(rest) < _LEAST:
        return f"The passage doesn't speak of {_listed(new)}."
    entire = Clause(here.words, here.turns, denied=False)
    for clause in here.clauses:
        if not clause.words:
            continue
        # a condition belongs to what it is a condition of
        weight = 0.4 if clause.condition and len(here.clauses) > 1 else 1.0
        options = [
            (weight * share + (1.5 - weight) * whole_share, s, n)
            for s in sources
            for (n, share), (_, whole_share) in zip(_shares(clause, s), _shares(entire, s), strict=True)
        ]
        if not options:
            continue
        best = max(o[0] for o in options)
        why = None
        for _, s, n in sorted((o for o in options if o[0] >= best - _NEAR), key=lambda o: -o[0])[:4]:
            found = _against(clause, here, s, n, ground, whole)
            if found is None:
                why = None
                break
            why = why or found
        if why:
            reasons.append(why)
    return reasons[0] if reasons else None


def _listed(words: Sequence[Word]) -> str:
    return ", ".join(f"'{w.text}'" for w in words[:3])


def _spoken_of(word: Word, known: frozenset[str]) -> bool:
    """Whether ``known`` holds a word or, as in compounds and other inflections, most of it."""
    if word.keys & known:
        return True
    root = min((k for k in word.keys if k[0] not in "=/"), key=len, default=word.text)
    if len(root) < 5:
        return False
    return any(
        (root in k or k in root or (k[:6] == root[:6] and abs(len(k) - len(root)) < 4))
        for k in known
        if len(k) >= 5 and k[0] not in "=/"
    )


def _shares(clause: Clause, src: Source) -> list[tuple[int, float]]:
    """For each statement of a passage how much of a clause it speaks of, what stands around it counting half."""
    out: list[tuple[int, float]] = []
    for n, other in enumerate(src.statements):
        hits = 0.0
        for word in clause.words:
            if word.keys & other.keys:
                hits += 1.0
            elif _spoken_of(word, other.keys):
                hits += 0.8
            elif word.lines & other.lines:
                hits += 0.6
            elif word.keys & src.around[n]:
                hits += 0.5
        # of two that share the same, the one that says little else, and that allows or demands alike
        extra = 0.05 * min(1.0, hits / max(1, len(other.words))) + 0.05 * bool(clause.turns & other.turns & {"may", "must"})
        out.append((n, hits / len(clause.words) + extra))
    return out


def _against(  # noqa: PLR0917
    clause: Clause, here: Statement, src: Source, n: int, ground: Ground, whole: frozenset[str]
) -> str | None:
    """What statement ``n`` of a passage says otherwise than ``clause`` of the sentence ``here``; None where nothing."""
    other = src.statements[n]
    pairs = [(w, [o for o in other.words if _meet(w, o)]) for w in clause.words]
    hits = [(w, found) for w, found in pairs if found]
    if not other.clauses:
        return None
    beside = _beside(clause, other)
    flipped = _opposite(clause, other, ground)
    denial = _denial(clause, beside, hits, here, other) if hits else None
    if bool(flipped) != bool(denial):
        return denial or flipped
    for why in (
        _sibling(clause, here, other, src, n, ground),
        _modality(clause, beside, other),
        _exclusive(clause, here, beside, other) if hits else None,
        _despite(here, other) if hits else None,
        _order(clause, here, other),
        _amount(clause, other),
        _dropped(clause, here, beside, other, ground, whole) if hits else None,
        _doer(clause, here, beside, ground.language),
        _name(clause, here, src, n, ground),
        _displaced(clause, src, n, ground),
    ):
        if why:
            return why
    return None


_PERSONS = {
    "en": (r"(?:you)", r"(?:we|our team|i)", ""),
    "de": (r"(?:sie|du)", r"(?:wir|ich)", r"\b(?:werden|wird|wurde)\b"),
    "fr": (r"(?:vous)", r"(?:nous)", ""),
    "es": (r"(?:usted)", r"(?:nosotros)", ""),
    "nl": (r"(?:u|je)", r"(?:wij|we)", r"\b(?:wordt|worden)\b"),
}
_AUX = (
    r"(?:\s+(?:can|may|must|will|should|could|have to|need to|then|also|always|never|do|don't|cannot|can't|won't|only|just|"
    r"still|kindly|yourself|ourselves|peut|pouvez|devez|devons|pouvons|kunt|kunnen|moet|moeten|zal|zullen))*"
)


def _doer(clause: Clause, here: Statement, beside: Clause, language: str) -> str | None:
    """Who does it: "we collect it" turned into "you collect it"."""
    customer, company, passive = _PERSONS.get(language, ("", "", ""))
    if not customer or (passive and re.search(passive, f"{clause.text} {beside.text}", re.IGNORECASE)):
        return None
    party = beside.words[0] if beside.words and beside.words[0].text in _PARTIES else None
    if party and re.match(rf"(?:\w+\s+)?{customer}\b", clause.text, re.IGNORECASE):
        if not any(_meet(w, party) for w in here.words) and not re.search(rf"\b{customer}\b", beside.text, re.IGNORECASE):
            return f"In the passage it is '{party.text}': '{beside.text}'."
    mine, theirs = _does(clause.text, language), _does(beside.text, language)
    for who, verb in mine:
        for other, known in theirs:
            if who != other and verb == known and (other, verb) not in mine and (who, verb) not in theirs:
                return f"Somebody else does it in the passage: '{beside.text}'."
    return None


@lru_cache(maxsize=4096)
def _does(text: str, language: str) -> tuple[tuple[int, str], ...]:
    """(0 for the customer or 1 for the company, stem of the verb) where a pronoun stands right beside its verb."""
    out: list[tuple[int, str]] = []
    for n, person in enumerate(_PERSONS[language][:2]):
        for m in re.finditer(rf"\b{person}\b{_AUX}\s+([^\W\d_]+)", text, re.IGNORECASE):
            out.append((n, stem(m[1].lower(), language)))
        if language == "de":
            for m in re.finditer(rf"([^\W\d_]+)\s+{person}\b", text, re.IGNORECASE):
                out.append((n, stem(m[1].lower(), language)))
    return tuple(out)


def _name(clause: Clause, here: Statement, src: Source, n: int, ground: Ground) -> str | None:
    """A name that the passage's sentence doesn't hold, where that holds another."""
    if ground.language == "de":  # every noun is large
        return None
    other = src.statements[n]
    there = names(other.text) | {name for name in src.names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", other.text.lower())}
    told = f"{ground.conversation.text}\n{ground.record.text}\n{ground.fixed}".lower()
    for name in sorted(name for name in names(here.text) if name in clause.text.lower()):
        spoken = any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", t) for t in (other.text.lower(), *src.names))
        if spoken or name in told or any(name in s.text.lower() for s in src.statements):
            continue
        if there:
            return f"Speaks of '{name}', the passage of '{min(there)}'."
    return None


def _displaced(clause: Clause, src: Source, n: int, ground: Ground) -> str | None:
    """What the passage says of one thing, said of another that it speaks of elsewhere."""
    other = src.statements[n]
    if n in src.rows or len(clause.words) < 2:
        return None
    open_ = [
        w
        for w in clause.words
        if not w.light and not _spoken_of(w, other.keys | src.around[n]) and not w.lines & other.lines
    ]
    if len(open_) != 1:
        return None
    word = open_[0]
    first = clause.words[0] is word and bool(other.words) and other.words[0] in [
        o for o in other.words if not any(_meet(w, o) for w in clause.words)
    ]
    room = 6 if first or word.text in names(clause.text) else 2
    elsewhere = any(word.keys & s.keys for k, s in enumerate(src.statements) if k != n)
    left = [o for o in other.words if not o.light and not any(_meet(w, o) for w in clause.words)]
    if elsewhere and 1 <= len(left) <= room and not _spoken_of(word, ground.conversation.keys):
        return f"The passage says this of '{left[0].text}', not of '{word.text}'."
    return None


def _meet(a: Word, b: Word) -> bool:
    return bool(a.keys & b.keys) or _spoken_of(a, b.keys)


def _beside(clause: Clause, other: Statement) -> Clause:
    """The clause of ``other`` that shares most with ``clause``."""
    keys = frozenset(k for w in clause.words for k in w.keys)

    def shared(c: Clause) -> tuple[int, int]:
        return sum(bool(w.keys & keys) for w in c.words), int(not c.condition)

    return max(other.clauses, key=shared)


def _denial(
    clause: Clause, beside: Clause, hits: Sequence[tuple[Word, list[Word]]], here: Statement, other: Statement
) -> str | None:
    same = different = 0
    if not clause.denied and here.denied and any(
        c.denied and any(_meet(w, o) for w in c.words for o in beside.words) for c in here.clauses if c is not clause
    ):
        return None  # "bags that were opened can't be returned": one statement in two clauses
    without = [any(c.condition == "without" for c in s.clauses) for s in (here, other)]
    if without[0] != without[1] and here.denied == other.denied:
        return None  # "guests join without an account": denied in one half of it, however it is cut
    mine = [w for w, _ in hits]
    for denied in other.clauses:
        if denied.denied and denied.words and not here.denied and len(denied.words) < len(clause.words):
            if all(any(_meet(w, o) for w in mine) for o in denied.words):
                return f"The passage denies it: '{denied.text}'."
    for word, found in hits:
        sides = {o.denied for o in found}
        if len(sides) == 2:
            continue
        if word.denied in sides:
            same += 1
        else:
            different += 1
    alone = not here.denied or not other.denied
    if different and (different > same or (alone and different >= same) or (alone and clause.denied != beside.denied)):
        if clause.denied:
            return f"Denies what the passage says: '{beside.text}'."
        return f"The passage denies it: '{beside.text}'."
    return None


def _opposite(clause: Clause, other: Statement, ground: Ground) -> str | None:
    said = statement(clause.text, ground.language).sides
    for line, member in sorted(said):
        if line not in OPPOSITES or (line, member) in other.sides:
            continue
        there = [m for k, m in other.sides if k == line]
        if there and not any((line, m) in said for m in there):
            return f"Says '{side_name(line, member)}', the passage says '{side_name(line, there[0])}'."
    for word in clause.words:
        for o in other.words:
            if word.text != o.text and (_negates(word.text, o.text) or _negates(o.text, word.text)):
                if not any(w.text == o.text for w in clause.words) and not any(w.text == word.text for w in other.words):
                    return f"Says '{word.text}', the passage says '{o.text}'."
    return None


def _negates(a: str, b: str) -> bool:
    return any(a == p + b for p in ("un", "in", "im", "ir", "non-", "non", "dis")) and len(b) > 4


def _sibling(  # noqa: PLR0917
    clause: Clause, here: Statement, other: Statement, src: Source, n: int, ground: Ground
) -> str | None:
    said = statement(clause.text, ground.language).sides
    for line, member in sorted(said):
        if line in OPPOSITES or (line, member) in other.sides or (line, member) in src.about[n]:
            continue
        there = [m for k, m in other.sides if k == line] or [m for k, m in src.about[n] if k == line]
        anywhere = any((line, member) in s.sides for s in src.statements)
        if line in THINGS and not anywhere and (line, member) not in ground.conversation.sides | ground.record.sides:
            return f"The passage doesn't speak of '{side_name(line, member)}'."
        if there:
            return f"Speaks of '{side_name(line, member)}', the passage of '{side_name(line, there[0])}'."
    return None


def _modality(clause: Clause, beside: Clause, other: Statement) -> str | None:
    free = [c for c in other.clauses if c.denied and "must" in c.turns]
    if "must" in clause.turns and not clause.denied and free and not any(
        "must" in c.turns and not c.denied for c in other.clauses
    ):
        return f"The passage doesn't demand it: '{free[0].text}'."
    mine, theirs = clause.turns & {"may", "must"}, beside.turns & {"may", "must"}
    if len(mine) != 1 or len(theirs) != 1 or mine == theirs or clause.denied != beside.denied:
        return None
    if clause.denied:
        return f"'Must not' and 'need not' are not the same: '{beside.text}'."
    if mine == {"must"} and not beside.turns & _EXTENDS:
        return f"Demands what the passage allows: '{beside.text}'."
    return None


def _exclusive(clause: Clause, here: Statement, beside: Clause, other: Statement) -> str | None:
    near = {"only", "soft only", "only after", "must", "not", "not if", "most"}
    if "only" in clause.turns and not other.turns & near:
        return "Says 'only', the passage doesn't."
    if "only" in beside.turns and not here.turns & near:
        return f"The passage says 'only': '{beside.text}'."
    return None


def _despite(here: Statement, other: Statement) -> str | None:
    if "despite" in here.turns and "despite" not in other.turns and (other.denied or other.turns & {*_EXTENDS, "only"}):
        return "Lifts a condition that the passage sets."
    return None


def _order(clause: Clause, here: Statement, other: Statement) -> str | None:
    """Before turned into after, for the same thing."""
    for mine in here.clauses if not clause.condition else (clause,):
        if mine.condition not in _TURNING:
            continue
        way = _TURNING[mine.condition]
        theirs = [c for c in other.clauses if c.condition in _TURNING]
        if way == "before" and not theirs and mine.words and not other.turns & {*_EXTENDS, "from", "least"}:
            if all(any(_meet(w, o) for o in other.words) for w in mine.words):
                return f"Says '{mine.text}', the passage doesn't."
        if not theirs or any(_TURNING[c.condition] == way for c in theirs):
            continue
        for c in theirs:
            if not c.words or not mine.words or any(_meet(w, o) for w in mine.words for o in c.words):
                return f"Says '{mine.condition}', the passage says '{c.text}'."
    return None


def _amount(clause: Clause, other: Statement) -> str | None:
    for a, b in (("all", "some"), ("some", "all"), ("least", "most"), ("most", "least"), ("always", "some"), ("more", "less"),
                 ("less", "more")):
        if a in clause.turns and b not in clause.turns and b in other.turns and a not in other.turns:
            return f"Says '{a}', the passage says '{b}'."
    return None


def _dropped(  # noqa: PLR0917
    clause: Clause, here: Statement, beside: Clause, other: Statement, ground: Ground, whole: frozenset[str]
) -> str | None:
    """A condition of the passage's sentence that neither the reply nor the conversation holds."""
    known = whole | ground.conversation.keys | ground.record.keys
    at = other.clauses.index(beside)
    if beside.condition and len(other.clauses) > 1 and not clause.condition:
        return None
    for k, condition in enumerate(other.clauses):
        if condition.condition not in _EXTENDS or abs(k - at) > 2 or k == at:
            continue
        missing = [w for w in condition.words if not _spoken_of(w, known)]
        share = 0.5 if here.turns & _EXTENDS else 0.49
        if condition.words and len(missing) > share * len(condition.words):
            return f"Leaves out the condition '{condition.text}'."
    for word in beside.words:
        if word.text in _LIMITS and not _spoken_of(word, known) and not (here.denied and word.text.startswith("un")):
            return f"Leaves out that it is about '{word.text}' alone."
    return None

