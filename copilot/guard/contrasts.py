"""What a passage's sentence says otherwise than a claim: denied, turned round, of another thing, or under a condition.

Each rule gives the reason in words, or None where it sees nothing wrong. Pure.
"""

import re
from functools import lru_cache
from itertools import pairwise

from copilot.guard.antonyms import LIMITS
from copilot.guard.denial import denial
from copilot.guard.levelled import MARK
from copilot.guard.lexemes import COSTLESS, OPPOSITES, THINGS, side_name
from copilot.guard.lexemes import known as known_keys
from copilot.guard.places import countries
from copilot.guard.roles import turned_round
from copilot.guard.scope import widened
from copilot.guard.sources import Ground, Source, meet, names, spoken_of
from copilot.guard.statements import Clause, Statement, Word, statement
from copilot.guard.words import stem

_FEW = 3
_TURNING = {"before": "before", "until": "before", "after": "after", "only after": "after"}
_LIMITS = frozenset(LIMITS.split())
_PARTIES_WORDS = """
carrier courier driver seller buyer sender recipient owner bank manufacturer landlord airline administrator
admin zusteller verkäufer käufer hersteller bank absender empfänger spedition vermieter transporteur vendeur
acheteur banque vendedor comprador banco transportista vervoerder verkoper koper
"""
_PARTIES = frozenset(_PARTIES_WORDS.split())
_EXTENDS = frozenset({"if", "not if", "after", "before", "until", "only after", "without", "during"})
_SETS = frozenset({"if", "not if", "until", "before", "only after", "only"})
_SELF = re.compile(
    r"\b(?:themselves|itself|himself|herself|on their own|by themselves|elles?-mêmes?|eux-mêmes|ell[oa]s mism[oa]s)\b",
    re.IGNORECASE,
)
_WE_YOU = re.compile(r"\b(?:we|us|our|you|your)\b", re.IGNORECASE)
_PERSONS = {
    "en": (r"(?:you)", r"(?:we|our team|i)", ""),
    "de": (r"(?:sie|du)", r"(?:wir|ich)", r"\b(?:werden|wird|wurde)\b"),
    "fr": (r"(?:vous)", r"(?:nous)", ""),
    "es": (r"(?:usted)", r"(?:nosotros)", ""),
    "nl": (r"(?:u|je)", r"(?:wij|we)", r"\b(?:wordt|worden)\b"),
}
_AUX = (
    r"(?:\s+(?:can|may|must|will|should|could|have to|need to|then|also|always|never|do|don't|cannot|can't|"
    r"won't|only|just|"
    r"still|kindly|yourself|ourselves|peut|pouvez|devez|devons|pouvons|kunt|kunnen|moet|moeten|zal|zullen))*"
)


def against(  # noqa: PLR0917
    clause: Clause, here: Statement, src: Source, n: int, ground: Ground, whole: frozenset[str]
) -> str | None:
    """What statement ``n`` of a passage says otherwise than ``clause`` of the sentence ``here``; None where "
    "nothing."""
    other = src.statements[n]
    pairs = [(w, [o for o in other.words if meet(w, o)]) for w in clause.words]
    hits = [(w, found) for w, found in pairs if found]
    if not other.clauses:
        return None
    beside = _beside(clause, other)
    flipped = _opposite(clause, other, ground)
    met = sum(spoken_of(w, other.keys | src.around[n]) for w in clause.words)
    denied = denial(clause, beside, hits, here, other, met) if hits else None
    if bool(flipped) != bool(denied):
        return denied or flipped
    for why in (
        _sibling(clause, here, other, src, n, ground),
        _modality(clause, beside, other),
        _exclusive(clause, here, beside, other) if hits else None,
        _despite(here, other) if hits else None,
        _order(clause, here, other),
        _amount(clause, other),
        _dropped(clause, here, beside, other, ground, whole) if hits else None,
        _doer(clause, here, beside, ground.language),
        turned_round(clause.text, here.text, other.text, ground.language),
        widened(clause, here, other, ground.language),
        _name(clause, here, src, n, ground),
        _displaced(clause, src, n, ground),
    ):
        if why:
            return why
    return None


def against_abroad(clause: Clause, here: Statement, src: Source, n: int, ground: Ground) -> str | None:
    """The same for a passage in another language: by the rules that rest on the lexicon, which holds all languages."""
    other = src.statements[n]
    hits = [(w, [o for o in other.words if w.keys & o.keys]) for w in clause.words]
    hits = [(w, found) for w, found in hits if found]
    if not other.clauses or len(hits) < 2 or any(not s.turns for s in (here, other) if s.denied):
        return None
    beside = _beside(clause, other)
    for why in (
        _opposite(clause, other, ground),
        denial(clause, beside, hits, here, other, len(clause.words)),
        _sibling(clause, here, other, src, n, ground),
        _exclusive(clause, here, beside, other),
        _despite(here, other),
    ):
        if why:
            return why
    return None


def _doer(clause: Clause, here: Statement, beside: Clause, language: str) -> str | None:
    """Who does it: "we collect it" turned into "you collect it"."""
    customer, _, passive = _PERSONS.get(language, ("", "", ""))
    if not customer or (passive and re.search(passive, f"{clause.text} {beside.text}", re.IGNORECASE)):
        return None
    party = beside.words[0] if beside.words and beside.words[0].text in _PARTIES else None
    if party and re.match(rf"(?:\w+\s+)?{customer}\b", clause.text, re.IGNORECASE):
        named = any(meet(w, party) for w in here.words)
        if not named and not re.search(rf"\b{customer}\b", beside.text, re.IGNORECASE):
            return f"In the passage it is '{party.text}': '{beside.text}'."
    if (
        language == "en"
        and re.match(rf"(?:\w+\s+)?(?:{customer}|{_PERSONS[language][1]})\b", clause.text, re.IGNORECASE)
        and not clause.condition
        and _SELF.search(beside.text)
        and not _WE_YOU.search(beside.text)
        and not _SELF.search(here.text)
    ):
        return f"Somebody else does it in the passage: '{beside.text}'."
    mine, theirs = _does(clause.text, language), _does(beside.text, language)
    for who, verb in mine:
        for other, known in theirs:
            if who != other and verb & known and (other, verb) not in mine and (who, verb) not in theirs:
                return f"Somebody else does it in the passage: '{beside.text}'."
    return None


@lru_cache(maxsize=4096)
def _does(text: str, language: str) -> tuple[tuple[int, frozenset[str]], ...]:
    """(0 for the customer or 1 for the company, keys of the verb) where a pronoun stands right beside its verb."""
    out: list[tuple[int, frozenset[str]]] = []
    for n, person in enumerate(_PERSONS[language][:2]):
        patterns = [rf"\b{person}\b{_AUX}\s+([^\W\d_]+)"]
        if language in ("de", "nl"):
            patterns.append(rf"([^\W\d_]+)\s+{person}\b")
        out += [(n, _verb(m[1].lower(), language)) for one in patterns for m in re.finditer(one, text, re.IGNORECASE)]
    return tuple(out)


def _verb(word: str, language: str) -> frozenset[str]:
    """The stem of a verb, and the lines of those that mean one act."""
    keys = known_keys(word, language)
    return frozenset({stem(word, language)}) | (keys & known_keys("choose", "en"))


def _name(clause: Clause, here: Statement, src: Source, n: int, ground: Ground) -> str | None:
    """A name that the passage's sentence doesn't hold, where that holds another."""
    if ground.language == "de":  # every noun is large
        return None
    other = src.statements[n]
    there = names(other.text) | {
        name for name in src.names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", other.text.lower())
    }
    told = f"{ground.conversation.text}\n{ground.record.text}\n{ground.fixed}".lower()
    for name in sorted(name for name in names(here.text) if name in clause.text.lower()):
        spoken = any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", t) for t in (other.text.lower(), *src.names))
        if spoken or name in told or any(name in s.text.lower() for s in src.statements):
            continue
        if there:
            return f"Speaks of '{name}', the passage of '{min(there)}'."
        if countries(name.title()):
            return f"The passage doesn't speak of '{name.title()}'."
    return None


def _displaced(clause: Clause, src: Source, n: int, ground: Ground) -> str | None:
    """What the passage says of one thing, said of another that it speaks of elsewhere."""
    other = src.statements[n]
    if n in src.rows or len(clause.words) < 2 or clause.condition in ("if", "after", "before"):
        return None
    if why := _sort(clause, src, n, ground):
        return why
    open_ = [
        w
        for w in clause.words
        if not w.light and not spoken_of(w, other.keys | src.around[n]) and not w.lines & other.lines
    ]
    if len(open_) != 1:
        return None
    word = open_[0]
    first = (
        clause.words[0] is word
        and bool(other.words)
        and other.words[0] in [o for o in other.words if not any(meet(w, o) for w in clause.words)]
    )
    room = 6 if first or word.text in names(clause.text) else 2
    elsewhere = any(word.keys & s.keys for k, s in enumerate(src.statements) if k != n)
    left = [o for o in other.words if not o.light and not any(meet(w, o) for w in clause.words)]
    if elsewhere and 1 <= len(left) <= room and not spoken_of(word, ground.conversation.keys):
        return f"The passage says this of '{left[0].text}', not of '{word.text}'."
    return None


def _sort(clause: Clause, src: Source, n: int, ground: Ground) -> str | None:
    """Another sort of the same thing, which the passage speaks of elsewhere: "basic fares" of "flexible fares"."""
    other = src.statements[n]
    for before, noun in _adjacent(clause):
        if spoken_of(before, other.keys | ground.conversation.keys) or before.lines & other.lines:
            continue
        elsewhere = any(before.keys & s.keys for k, s in enumerate(src.statements) if k != n)
        sorts = [b for c in other.clauses for b, thing in _adjacent(c) if meet(noun, thing)]
        if elsewhere and sorts and not any(meet(b, w) for b in sorts for w in clause.words):
            return f"The passage says this of '{sorts[0].text}', not of '{before.text}'."
    return None


def _adjacent(clause: Clause) -> list[tuple[Word, Word]]:
    """Content words that stand right after one another."""
    return [
        (a, b)
        for a, b in pairwise(clause.words)
        if not a.light and not b.light and b.start - a.start == len(a.text) + 1
    ]


def _beside(clause: Clause, other: Statement) -> Clause:
    """The clause of ``other`` that shares most with ``clause``."""
    keys = frozenset(k for w in clause.words for k in w.keys)

    def shared(c: Clause) -> tuple[int, int]:
        return sum(bool(w.keys & keys) for w in c.words), int(not c.condition)

    return max(other.clauses, key=shared)


def _opposite(clause: Clause, other: Statement, ground: Ground) -> str | None:
    said = statement(clause.text, ground.language).sides
    for line, member in sorted(said):
        if line not in OPPOSITES or (line, member) in other.sides:
            continue
        there = [m for k, m in other.sides if k == line]
        if there and line in _OF_NOUNS and not _same_noun(clause, other, line):
            continue
        if there and not any((line, m) in said for m in there):
            return f"Says '{side_name(line, member)}', the passage says '{side_name(line, there[0])}'."
    if _FREE in said and _FREE not in other.sides and not other.denied and not clause.denied:
        paying = next((c for c in other.clauses if _PAYS.search(c.text) and not _WE.search(c.text)), None)
        if paying and any(meet(w, o) for w in clause.words for o in paying.words):
            return f"Says '{side_name(*_FREE)}', the passage says '{paying.text}'."
    mine, theirs = ({w.text for w in words} for words in (clause.words, other.words))
    for said_word in sorted(mine - theirs):
        for known in sorted(theirs - mine):
            if _negates(said_word, known) or _negates(known, said_word):
                return f"Says '{said_word}', the passage says '{known}'."
    return None


_FREE = (COSTLESS, 1)
_PAYS = re.compile(r"\b(?:pays?|zahl(?:en|t)|bezahl(?:en|t)|payez|paie|pagan?|betaalt|betalen)\b", re.IGNORECASE)
_WE = re.compile(r"\b(?:we|wir|nous|wij)\b", re.IGNORECASE)
_OF_NOUNS = frozenset(n for n in OPPOSITES if side_name(n, 0) in ("new", "same"))
"""Lines of what only excludes its neighbour of the same thing: a new line and an old one."""


def _same_noun(clause: Clause, other: Statement, line: int) -> bool:
    """Whether what a member of the line is said of has a counterpart of which the passage says its neighbour."""
    mine, theirs = ([b for a, b in pairwise(words) if f"/{line}" in a.lines] for words in (clause.words, other.words))
    return any(meet(a, b) for a in mine for b in theirs) or not mine or not theirs


def _negates(a: str, b: str) -> bool:
    return any(a == p + b and len(b) > (3 if p == "un" else 4) for p in ("un", "in", "im", "ir", "non-", "non", "dis"))


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
    if (
        "must" in clause.turns
        and not clause.denied
        and free
        and not any("must" in c.turns and not c.denied for c in other.clauses)
    ):
        return f"The passage doesn't demand it: '{free[0].text}'."
    if "must" in clause.turns and not clause.denied and "advised" in other.turns and "must" not in other.turns:
        return f"Demands what the passage only recommends: '{other.text}'."
    lifted = (
        {"not", "must"} <= clause.turns and clause.denied and "must" in beside.turns and not (beside.denied or free)
    )
    if lifted and any(meet(w, o) for w in clause.words for o in beside.words if not o.light):
        return f"The passage demands it: '{beside.text}'."
    mine, theirs = clause.turns & {"may", "must"}, beside.turns & {"may", "must"}
    if len(mine) != 1 or len(theirs) != 1 or mine == theirs or clause.denied != beside.denied:
        return None
    if clause.denied:
        return f"'Must not' and 'need not' are not the same: '{beside.text}'."
    if mine == {"must"} and not other.turns & {*_EXTENDS, "only"}:  # what only one way allows, that way demands
        return f"Demands what the passage allows: '{beside.text}'."
    return None


def _exclusive(clause: Clause, here: Statement, beside: Clause, other: Statement) -> str | None:
    near = {"only", "soft only", "only after", "must", "not", "not if", "most"}
    apart = here.denied or _FREE in here.sides  # "you don't pay, only businesses do"
    contrast = apart and not clause.denied and len(here.clauses) > 1 and len(clause.words) < _FEW
    if "only" in clause.turns and not other.turns & near and not contrast:
        return "Says 'only', the passage doesn't."
    for taken_out in (c for c in other.clauses if c.condition == "not if" and c.words):
        refused = any(c.denied for c in other.clauses if c is not taken_out)
        if (
            "only" in clause.turns
            and not (here.denied or refused)
            and all(any(meet(w, o) for w in clause.words) for o in taken_out.words)
        ):
            return f"Says 'only', the passage takes it out: '{taken_out.text}'."
    named = [w for c in here.clauses if c.condition in ("if", "during", "after") for w in c.words]
    if any(meet(w, o) for w in named for o in beside.words):
        return None  # "if a member is with them" of "only with a member"
    ours = here.turns - ({"soft only"} if "also" in here.turns else set())
    if "only" in beside.turns and not ours & near and not _names_focus(here, beside):
        return f"The passage says 'only': '{beside.text}'."
    return None


_ONLY_WORDS = re.compile(
    r"\b(?:only|solely|exclusively|nur|ausschließlich|seule?s?|uniquement|seulement|s[oó]lo|únicamente|solamente|alleen|"
    r"uitsluitend|soltanto|somente|apenas)\b[\s,]*(?P<focus>(?:[\w'’-]+\s*){1,5})",
    re.IGNORECASE,
)


def _names_focus(here: Statement, beside: Clause) -> bool:
    """Whether a claim names what "only" stands before or, at the end, after: "at the desk" of "only at the desk"."""
    m = _ONLY_WORDS.search(beside.text)
    if m:
        focus = [w for w in beside.words if w.text in m["focus"].lower()][:1]
    else:
        last = beside.words[-2:] if re.search(r"\b(?:only|nur|alleen)\W*$", beside.text) else ()
        focus = [w for w in last if last[-1].start - w.start in (0, len(w.text) + 1)]  # "new customers only"
    return bool(focus) and not here.turns & {"also", "all"} and all(any(meet(w, o) for w in here.words) for o in focus)


def _despite(here: Statement, other: Statement) -> str | None:
    if "despite" in here.turns and "despite" not in other.turns and (other.denied or other.turns & {*_EXTENDS, "only"}):
        return "Lifts a condition that the passage sets."
    alike = {"anytime", "despite", "always"}
    if "anytime" in here.turns and not here.denied and not other.turns & alike and other.turns & _SETS:
        return "Lifts a condition that the passage sets."
    for lifted in (c for c in here.clauses if c.condition == "without" and c.words):
        held = [o for w in lifted.words for o in other.words if meet(w, o)]
        if held and not any(o.denied for o in held) and other.turns & {"only", "must", "if"}:
            return f"Lifts a condition that the passage sets: '{other.text}'."
    return None


def _order(clause: Clause, here: Statement, other: Statement) -> str | None:
    """Before turned into after, for the same thing."""
    for mine in here.clauses if not clause.condition else (clause,):
        if mine.condition not in _TURNING:
            continue
        way = _TURNING[mine.condition]
        theirs = [c for c in other.clauses if c.condition in _TURNING]
        untimed = way == "before" and not theirs and not other.turns & {*_EXTENDS, "from", "least"}
        valued = all(w.text.startswith(MARK) for w in mine.words)  # "until 13:00" of "10:00-13:00"
        if untimed and not valued and all(any(meet(w, o) for o in other.words) for w in mine.words):
            return f"Says '{mine.text}', the passage doesn't."
        if not theirs or any(_TURNING[c.condition] == way for c in theirs):
            continue
        for c in theirs:
            foreign = mine.words and not any(spoken_of(w, other.keys) for w in mine.words) and len(here.clauses) < _FEW
            if not c.words or not mine.words or foreign or any(meet(w, o) for w in mine.words for o in c.words):
                return f"Says '{mine.condition}', the passage says '{c.text}'."
    return None


def _amount(clause: Clause, other: Statement) -> str | None:
    for a, b in (
        ("all", "some"),
        ("some", "all"),
        ("least", "most"),
        ("most", "least"),
        ("always", "some"),
        ("more", "less"),
        ("less", "more"),
    ):
        if a in clause.turns and b not in clause.turns and b in other.turns and a not in other.turns:
            return f"Says '{a}', the passage says '{b}'."
    return None


def _parted(text: str, a: Clause, b: Clause) -> bool:
    """Whether a semicolon stands between two clauses with a clause of its own beside the condition."""
    first, last = sorted((text.find(a.text), text.find(b.text)))
    between = text[first:last]
    return min(first, last) >= 0 and ";" in between and len(between.rpartition(";")[2].split()) > 2


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
        if _parted(other.text, beside, condition):
            continue
        if condition.condition == "not if" and "only" in here.turns and here.turns & _EXTENDS:
            continue
        if all(w.text.startswith(MARK) for w in condition.words) and any(w.text.startswith(MARK) for w in here.words):
            continue  # the other end of a span, or of another one
        missing = [w for w in condition.words if not spoken_of(w, known)]
        ways = [c for c in here.clauses if c.condition in _EXTENDS]
        pairs = [(w, o) for c in ways for w in c.words for o in condition.words]
        opposed = any(_negates(w.text, o.text) or _negates(o.text, w.text) for w, o in pairs)
        if not opposed and any(meet(w, o) for w, o in pairs if not o.light):
            continue  # in other words
        same = {c.condition for c in here.clauses} if len(condition.words) < _FEW else set()
        same |= {c for c in ("after", "only after") if same & {"after", "only after"}}
        if condition.condition in same - ({"if"} if len(condition.words) > 1 else set()):
            continue  # in other words
        share = 0.5 if here.turns & _EXTENDS else 0.49
        if condition.words and len(missing) > share * len(condition.words):
            return f"Leaves out the condition '{condition.text}'."
    plans = names(other.text) if ground.language != "de" else frozenset()
    for word in beside.words:
        if word.text in _LIMITS and not spoken_of(word, known) and not (here.denied and word.text.startswith("un")):
            if word.text in plans and names(here.text):
                continue  # the name of another plan, which the claim isn't about
            if any(word.lines & w.lines and any(meet(w, o) for o in other.words) for w in here.words):
                continue  # the sentence speaks of its neighbour as well, and the claim of that
            return f"Leaves out that it is about '{word.text}' alone."
    return None
