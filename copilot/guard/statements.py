"""A sentence as a statement: what it speaks of, and what turns it (not, only, may, before, if ...). Pure; cached."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from copilot.guard import lexemes
from copilot.guard.levelled import MARK
from copilot.guard.words import common, stem

_BREAK = re.compile(r"[;:()–—!?\n|]|\s-\s|\.\s")

_JOINS = {
    "en": "and or", "de": "und oder sowie", "fr": "et ou", "es": "y o e u", "nl": "en of",
    "it": "e o ed", "pt": "e ou",
}  # fmt: skip
_PARTS = {
    "en": "but however although though because whereas which who so therefore otherwise that while",
    "de": "aber sondern doch denn weil obwohl jedoch sonst dass damit",
    "fr": "mais cependant car parce puisque sinon",
    "es": "pero sino aunque porque",
    "nl": "maar echter want omdat hoewel anders terwijl",
    "it": "ma però perché benché altrimenti",
    "pt": "mas porém porque embora senão",
}
_SUBJECTS = {
    "en": "you we it they i he she this these there is are was were will has have do does don't doesn't isn't "
    "aren't won't "
    "please",
    "de": "sie wir es ich er man diese dies ist sind wird werden hat haben bitte",
    "fr": "vous nous il elle ils elles on je est sont sera a ont",
    "es": "usted ustedes es son está están será ha han",
    "nl": "u je wij we ze het er is zijn wordt worden heeft hebben",
    "it": "lei voi noi è sono viene vengono ha hanno sarà",
    "pt": "você nós é são está estão será tem têm foi",
}
_JOIN, _APART, _SUBJECT = (
    {language: frozenset(listed.split()) for language, listed in table.items()} for table in (_JOINS, _PARTS, _SUBJECTS)
)
_NONE: frozenset[str] = frozenset()
_LATE = {"de": "erst", "nl": "pas"}
_INVERTED = {
    "en": frozenset(["should", "had", "were"]),
    "de": frozenset(
        [
            "ist",
            "sind",
            "wird",
            "werden",
            "hat",
            "haben",
            "kann",
            "können",
            "sollte",
            "sollten",
            "liegt",
            "fehlt",
            "geht",
            "kommt",
            "war",
        ]
    ),
    "nl": frozenset(["is", "zijn", "wordt", "worden", "heeft", "hebben", "kan", "kunt", "mocht"]),
}
"""Verbs that begin a condition where they begin a sentence that is no question."""
_WHOM = frozenset(["you", "we", "it", "they", "the", "your", "our", "a", "an", "that", "this", "all", "he", "she"])
_PREPOSITION = frozenset(["nach", "vor", "bis", "bei", "mit", "ab", "innerhalb", "während", "na", "tot", "bij", "voor"])
_FINITE_WORDS = """
ist sind wird werden hat haben kann können darf dürfen muss müssen gilt gelten fallen bekommen erhalten senden
schicken erstatten is zijn wordt worden kan kunt kunnen mag moet moeten heeft hebben krijgt
"""
_FINITE = frozenset(_FINITE_WORDS.split())
_COPULA = frozenset(["is", "it's", "that's", "are", "be"])
_RELATIVE = frozenset(["whatever", "whoever", "whichever", "wherever"])
_BARE_NOT = {
    "en": "not", "de": "nicht", "fr": "pas non", "es": "no", "nl": "niet", "it": "non", "pt": "não",
}  # fmt: skip
_PAY_WORDS = """
pay pays paid charged zahlen zahlt bezahlen bezahlt payez paie paye paga pagan pagar betaalt betalen
"""
_PAY = frozenset(_PAY_WORDS.split())
_LEXICAL_WORDS = """
left leaves missing omitted fehlt fehlen
excluded exclude excludes ineligible void forbidden prohibited impossible unable refuse refuses declined
disallowed banned stop stops stopped lose loses free fail fails rejected reject rejects refused unmöglich
ausgeschlossen untersagt verboten impossible interdit exclu exclue exclus exclues imposible prohibido excluido
excluidos excluida excluidas onmogelijk verboden uitgesloten
"""
_LEXICAL = frozenset(_LEXICAL_WORDS.split())
_EITHER = frozenset(w for listed in _JOINS.values() for w in listed.split())
_SOFT = frozenset(("just", "alone", "merely", "purely", "allein", "bloß", "seul", "même"))
_OPENS = frozenset(("if", "not if", "before", "after", "only after", "until", "without", "during"))
"""Turns with which a condition begins."""
_NOTHING = frozenset(["nothing", "anything", "nichts", "rien", "nada", "niets"])
_EXTRA = frozenset(["extra", "zusätzlich", "additional", "supplémentaire", "adicional"])
_COST = ("cost", "kost", "coût", "cuest", "pay", "zahl", "bezahl", "betaal")
_INSTEAD = frozenset(["instead", "rather", "statt", "anstatt", "anstelle", "au", "en", "in"])
_CONCORD = ("es", "fr", "it", "pt")
"""Languages in which two words of denial are one denial."""


@dataclass(frozen=True, slots=True)
class Word:
    """One content word; ``keys`` are its stem and its lines in the lexicon."""

    text: str
    keys: frozenset[str]
    start: int
    denied: bool
    lines: frozenset[str] = frozenset()
    """Lines of what excludes its neighbours: "red" and "green" share one."""
    light: bool = False
    """A common word, kept because it has an opposite."""
    focus: bool = False
    """What a negation beside it denies: "traded" of "can't be traded"."""


@dataclass(frozen=True, slots=True)
class Clause:
    words: tuple[Word, ...]
    turns: frozenset[str]
    denied: bool
    condition: str = ""
    """The turn with which it begins, where it is a condition."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    clauses: tuple[Clause, ...]
    sides: frozenset[tuple[int, int]]
    """(line, member) of what excludes its neighbours, ``antonyms.APART``."""
    keys: frozenset[str]
    lines: frozenset[str]
    text: str

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(w for c in self.clauses for w in c.words)

    @property
    def turns(self) -> frozenset[str]:
        return frozenset(t for c in self.clauses for t in c.turns)

    @property
    def denied(self) -> bool:
        return any(c.denied for c in self.clauses)


@lru_cache(maxsize=4096)
def statement(text: str, language: str) -> Statement:
    """The statement of one sentence, list item or table row."""
    spelt = lexemes.spelt(text)
    words = [w for w, _, _ in spelt]
    turned: dict[int, frozenset[str]] = {}
    inside: set[int] = set()
    for a, b, names in lexemes.found_in(words, lexemes.turns(language)):
        turned[a] = names - {"after"} if words[a] == "once" and not _goes_on(text, spelt, a) else names
        inside.update(range(a, b))
    if language == "en":
        for n, word in enumerate(words):
            if (word.endswith("n't") and n not in inside) or word.startswith("non-"):
                turned[n] = frozenset({"not"})
            if word == "up" and words[n + 1 : n + 2] == ["to"] and n + 2 < len(words):
                following = words[n + 2]
                left_to = words[n - 1] in _COPULA if n else False  # "it's up to you"
                if n in turned and left_to:
                    turned[n] = turned[n] - {"most"}
                elif n in turned and not following.startswith(MARK) and not following[:1].isdigit():
                    turned[n] = turned[n] - {"most"} | {"until"}  # "up to departure"
    for n, word in enumerate(words):
        if word in _RELATIVE and n and text[spelt[n - 1][2] : spelt[n][1]].isspace():
            turned[n] = turned.get(n, frozenset()) - {"despite"}  # "to whoever bought it"
    phrases: dict[int, frozenset[str]] = {}
    covered: set[int] = set()
    for a, b, keys in lexemes.found_in(words, lexemes.phrases()):
        if b - a > 1 and any(k[0] == "=" for k in keys):
            phrases[a] = keys
            covered.update(range(a, b))
    sides = _sides_of(words, language)
    lined: dict[int, frozenset[str]] = {}
    for a, b, found in lexemes.found_in(words, lexemes.sides()):
        lined.update(dict.fromkeys(range(a, b), frozenset(f"/{line}" for line, _ in found)))
    if words and words[0] in _INVERTED.get(language, _NONE) and "," in text and not text.rstrip().endswith("?"):
        turned[0] = turned.get(0, frozenset()) | {"if"}  # "Ist kein Stand abzulesen, ..."
    starts = [n for n in _boundaries(text, spelt, turned, language) if n not in inside or n in turned or not n]
    clauses: list[Clause] = []
    for a, b in zip(starts, [*starts[1:], len(words)], strict=True):
        made = _clause(text, spelt, a, b, turned, phrases, covered, inside, language)
        in_line = {spelt[n][1]: lined[n] for n in lined}
        words_ = tuple(replace(w, lines=w.lines | in_line.get(w.start, frozenset())) for w in made.words)
        clauses.append(replace(made, words=words_))
    clauses = _whose_denial(text, clauses, language)
    keys = frozenset(k for c in clauses for w in c.words for k in w.keys)
    lines = frozenset(k for c in clauses for w in c.words for k in w.lines)
    return Statement(tuple(c for c in clauses if c.words or c.turns), sides, keys, lines, text)


def _whose_denial(text: str, clauses: Sequence[Clause], language: str) -> list[Clause]:
    """The clauses with the "nicht" that follows a preposition's phrase denying what stands before that ("darf bei der
    Prüfung nicht dabei sein"), and with "erst ..., wenn" as "only after"."""
    out = list(clauses)
    if language not in _LATE:
        return out
    for n in range(1, len(out)):
        before, here = out[n - 1], out[n]
        first = here.text.split(maxsplit=1)[0].lower() if here.text.split() else ""
        at = text.find(here.text)
        if here.condition in ("if", "after") and _LATE[language] in before.text.lower().split():
            out[n] = replace(here, condition="only after", turns=here.turns | {"only after"})
        elif first in _PREPOSITION and here.denied and not before.denied and "," not in text[at - 2 : at]:
            out[n - 1] = replace(
                before, turns=before.turns | {"not"}, denied=True,
                words=tuple(replace(w, denied=True) for w in before.words),
            )  # fmt: skip
    return out


def _sides_of(words: Sequence[str], language: str) -> frozenset[tuple[int, int]]:
    out: set[tuple[int, int]] = set(lexemes.switched(words))
    taken: set[int] = set()
    for a, b, found in lexemes.found_in(words, lexemes.sides()):
        out.update(found)
        taken.update(range(a, b))
    stems = lexemes.side_stems(language)
    for n, word in enumerate(words):
        if n not in taken and len(word) > 5:
            base = lexemes.masculine(word) if language == "de" else None
            out.update(stems.get(stem(base or word, language), ()))
    if set(words) & _NOTHING and any(w.startswith(_COST) for w in words):
        out.add((lexemes.COSTLESS, 1))
    return frozenset(out)


_VERBAL = frozenset(["not", "may", "must"])


def _boundaries(
    text: str, spelt: Sequence[tuple[str, int, int]], turned: Mapping[int, frozenset[str]], language: str
) -> list[int]:
    starts = [0]
    bare = _BARE_NOT.get(language, "").split()
    join, part, subject = (table.get(language, _NONE) for table in (_JOIN, _APART, _SUBJECT))
    verbs, things = [0], [0]  # how many stand before each word: a comma asks for those since the last boundary
    for k, (word, _, _) in enumerate(spelt):
        verbs.append(verbs[-1] + (word in subject or bool(turned.get(k, _NONE) & _VERBAL)))
        things.append(things[-1] + (not (common(word) or k in turned or word in part)))
    for n in range(1, len(spelt)):
        word = spelt[n][0]
        gap = text[spelt[n - 1][2] : spelt[n][1]]
        opens = bool(turned.get(n, frozenset()) & _OPENS) and _goes_on(text, spelt, n)
        length = n - starts[-1]
        if opens and things[n] == things[starts[-1]]:
            continue  # "only if", "but not within": one turn
        if _BREAK.search(gap):
            starts.append(n)
        elif "," in gap:
            verb = (
                verbs[n] > verbs[starts[-1]]
                or bool(turned.get(starts[-1], frozenset()) & _OPENS)
                or word in part
                or word in bare
                or opens
            )
            if verb and length > 1:
                starts.append(n)
        elif word in bare and spelt[n - 1][0] in join and length > 1:
            starts.append(n - 1)  # "and not with the airport"
        elif (
            (word in part and spelt[n - 1][0] != "those")  # "not those that are negative"
            or (opens and length)
            or (
                word in join
                and any(
                    spelt[k][0] in subject or turned.get(k, frozenset()) & {"not", "may", "must", *_OPENS}
                    for k in range(n + 1, min(n + 3, len(spelt)))
                )
            )
            or (
                language in ("de", "nl")
                and word in _FINITE
                and spelt[starts[-1]][0] in _PREPOSITION
                and turned.get(starts[-1], frozenset()) & _OPENS
            )
        ):
            starts.append(n)
    return starts


def _goes_on(text: str, spelt: Sequence[tuple[str, int, int]], n: int) -> bool:
    """False for a particle at the end of its clause: "legen Sie den Beleg bei, sonst"."""
    if spelt[n][0] == "once" and (n + 1 == len(spelt) or spelt[n + 1][0] not in _WHOM):
        return False  # one time
    if n + 1 < len(spelt) and spelt[n + 1][0] in ("uns", "mir", "ihnen", "that", "then"):
        return False
    return n + 1 < len(spelt) and not re.search(r"[,;:.!?]", text[spelt[n][2] : spelt[n + 1][1]])


def _clause(  # noqa: PLR0917
    text: str,
    spelt: Sequence[tuple[str, int, int]],
    a: int,
    b: int,
    turned: Mapping[int, frozenset[str]],
    phrases: Mapping[int, frozenset[str]],
    covered: set[int],
    inside: set[int],
    language: str,
) -> Clause:
    turns: set[str] = set()
    plain = lexical = 0
    deniers: list[int] = []
    for n in range(a, b):
        names = turned.get(n, frozenset())
        after = spelt[n + 1][0] if n + 1 < b else ""
        before = spelt[n - 1][0] if n > a else ""
        pays = after in _PAY or before in _PAY
        if "only" in names and (after[:1].isdigit() or MARK in (after[:2], before[:2]) or pays or spelt[n][0] in _SOFT):
            names = (names - {"only"}) | {"soft only"}
        if "not" in names and spelt[n][0] in _INSTEAD:
            names = names - {"not"}  # one instead of another: which is right other rules tell
        turns |= names
        if "not" in names:
            if spelt[n][0] in _LEXICAL:
                lexical += 1
            else:
                plain += 1
                deniers.append(spelt[n][1])
    here = {w for w, _, _ in spelt[a:b]}
    nothing = here & _NOTHING and any(w.startswith(_COST) for w in here)
    if nothing and plain:
        plain -= 1
        turns -= {"not"} if not plain else set()
    opening = next(
        (
            t
            for n in range(a, min(a + 3, b))
            for t in sorted(turned.get(n, frozenset()))
            if t in _OPENS and _goes_on(text, spelt, n)
        ),
        "",
    )
    if opening in ("not if", "without"):
        plain += 1 if "not" not in turns else 0
    denied = (plain + lexical > 0) if language in _CONCORD else (plain > 0) != (lexical > 0)
    out: list[Word] = []
    if nothing:
        out.append(Word("free", lexemes.known("free", language), spelt[a][1], denied))
    for n in range(a, b):
        word, start, _ = spelt[n]
        light = common(word)
        sided = (word,) in lexemes.sides()
        if n in phrases:
            out.append(Word(word, phrases[n] | {word}, start, denied, lexemes.lines_of(phrases[n])))
        elif n in covered or (n in inside and not sided) or (light and not sided) or word[:1].isdigit():
            continue
        elif len(word) > 1 and not word.endswith("'"):
            if nothing and (word in _EXTRA or word.startswith(_COST)):
                continue
            keys = lexemes.known(word, language)
            out.append(Word(word, keys, start, denied, lexemes.lines_of(keys), light))
    piece = text[spelt[a][1] : spelt[b - 1][2]] if a < b else ""
    return Clause(_focused(text, out, deniers) if denied else tuple(out), frozenset(turns), denied, opening, piece)


def _focused(text: str, words: Sequence[Word], deniers: Sequence[int]) -> tuple[Word, ...]:
    """The words with those marked that the negations at these places deny: the next one with what is joined to it by
    "or"; none where it ends its clause."""
    at: set[int] = set()
    for place in deniers:
        after = [n for n, w in enumerate(words) if w.start >= place]
        at |= {*after[:1]}
        for a, b in pairwise(after):
            gap = text[words[a].start : words[b].start].split()[1:]
            if a not in at or not gap or gap[-1].lower() not in _EITHER:
                break
            at.add(b)
    return tuple(replace(w, focus=n in at) for n, w in enumerate(words))
