"""The lexicon read for look-up: which words mean the same, exclude each other, or turn a statement. Pure; cached."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from copilot.guard.antonyms import APART
from copilot.guard.synonyms import SAME
from copilot.guard.turns import TURNS
from copilot.guard.words import stem

_WORD = re.compile(r"\w+(?:[-'’.]\w+)*", re.UNICODE)
_ELISION = re.compile(r"^(?:l|d|j|m|t|s|c|n|qu|lorsqu|puisqu)['’](?=\w)")
_LONGEST = 6

T = TypeVar("T")
Spelt = tuple[str, ...]


def spelt(text: str) -> list[tuple[str, int, int]]:
    """Lower-case words with their places; the article before an apostrophe apart."""
    out: list[tuple[str, int, int]] = []
    for m in _WORD.finditer(text):
        word, start = m[0].lower().replace("’", "'"), m.start()
        cut = _ELISION.match(word)
        if cut:
            out.append((word[: cut.end()], start, start + cut.end()))
            word, start = word[cut.end() :], start + cut.end()
        out.append((word.removesuffix("'s"), start, m.end()))
    return out


def _key(phrase: str) -> Spelt:
    return tuple(w for w, _, _ in spelt(phrase.strip()))


def _lines(source: str) -> list[str]:
    return re.sub(r"\n[ ]+", "", source.strip()).splitlines()


@lru_cache(maxsize=8)
def turns(language: str) -> Mapping[Spelt, frozenset[str]]:
    """What phrases of a language do to a statement."""
    out: dict[Spelt, set[str]] = {}
    for turn, listed in TURNS.get(language, {}).items():
        for phrase in listed.split("|"):
            names = {"not", turn[4:]} if turn in ("not may", "not must") else {turn}
            out.setdefault(_key(phrase), set()).update(names)
    return {phrase: frozenset(names) for phrase, names in out.items()}


@lru_cache(maxsize=1)
def phrases() -> Mapping[Spelt, frozenset[str]]:
    """The lines of the lexicon that a phrase stands in: ``=line`` of synonyms, ``/line.member`` of what excludes."""
    out: dict[Spelt, set[str]] = {}
    for n, line in enumerate(_lines(SAME)):
        for phrase in line.split("|"):
            out.setdefault(_key(phrase), set()).add(f"={n}")
    for n, line in enumerate(_lines(APART)):
        for k, member in enumerate(line.lstrip("~#").split(";")):
            for phrase in member.split("|"):
                out.setdefault(_key(phrase), set()).add(f"/{n}.{k}")
    return {phrase: frozenset(keys) for phrase, keys in out.items() if phrase}


@lru_cache(maxsize=8)
def _same_stems(language: str) -> Mapping[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for phrase, keys in phrases().items():
        if len(phrase) == 1 and len(phrase[0]) > 3:
            out.setdefault(stem(phrase[0], language), set()).update(k for k in keys if k[0] == "=")
    return {word: frozenset(keys) for word, keys in out.items()}


@lru_cache(maxsize=1)
def sides() -> Mapping[Spelt, frozenset[tuple[int, int]]]:
    """(line, member) of the phrases that exclude their neighbours."""
    out: dict[Spelt, set[tuple[int, int]]] = {}
    for n, line in enumerate(_lines(APART)):
        for k, member in enumerate(line.lstrip("~#").split(";")):
            for phrase in member.split("|"):
                out.setdefault(_key(phrase), set()).add((n, k))
    free = next((n, k) for n, k in out["free",] if _lines(APART)[n].startswith("~paid"))
    for phrase in _lines(SAME)[0].split("|"):
        out.setdefault(_key(phrase), set()).add(free)
    return {phrase: frozenset(sides) for phrase, sides in out.items() if phrase}


_APART = tuple(_lines(APART))
THINGS = frozenset(n for n, line in enumerate(_APART) if line.startswith("#"))
OPPOSITES = frozenset(n for n, line in enumerate(_APART) if line.startswith("~"))


@lru_cache(maxsize=8)
def side_stems(language: str) -> Mapping[str, frozenset[tuple[int, int]]]:
    """``sides`` by the stems of single words."""
    out: dict[str, set[tuple[int, int]]] = {}
    for phrase, found in sides().items():
        if len(phrase) == 1 and len(phrase[0]) > 5:
            out.setdefault(stem(phrase[0], language), set()).update(found)
    return {word: frozenset(found) for word, found in out.items()}


_ON_WORDS = """
switch switched turn turned power schalten schalte schaltet geschaltet stellen stelle machen mach
"""
_ON = frozenset(_ON_WORDS.split())
_STAYS = frozenset(["is", "are", "be", "stays", "stay", "remains", "remain", "it's"])
_AFTER_STATE = frozenset(["while", "when", "if", "until", "during", "and", "or", "before", "after", "for", "as"])
_ON_OFF = {"on": 0, "off": 1, "ein": 0, "an": 0, "aus": 1, "ab": 1}


def switched(words: Sequence[str]) -> Iterable[tuple[int, int]]:
    """On or off where verb and particle stand apart: "switch the machine off", "schalten Sie die Maschine aus"."""
    for n, word in enumerate(words):
        if word in _ON:
            german = word.startswith(("sch", "stell", "mach"))
            some = [w for w in words[n + 1 : n + 11] if w in _ON_OFF and (w in ("on", "off")) != german]
            if some:
                yield ENABLED, _ON_OFF[some[-1 if german else 0]]
        elif word in _STAYS and words[n + 1 : n + 2] in (["on"], ["off"]) and {*words[n + 2 : n + 3]} <= _AFTER_STATE:
            yield ENABLED, _ON_OFF[words[n + 1]]


def side_name(line: int, member: int) -> str:
    """How the lexicon first names a member."""
    return _APART[line].lstrip("~#").split(";")[member].split("|")[0].strip()


ENABLED = next(n for n in OPPOSITES if side_name(n, 0) == "enable")
COSTLESS = next(n for n in OPPOSITES if side_name(n, 1) == "free")


def found_in(words: Sequence[str], table: Mapping[Spelt, T]) -> Iterable[tuple[int, int, T]]:
    """Longest phrases of ``table`` from left to right, as (first word, word after, value)."""
    at = 0
    while at < len(words):
        for n in range(min(_LONGEST, len(words) - at), 0, -1):
            hit = table.get(tuple(words[at : at + n]))
            if hit is not None:
                yield at, at + n, hit
                at += n
                break
        else:
            at += 1


_PAST_WORDS = """
sold:sell bought:buy sent:send left:leave took:take taken:take gave:give given:give paid:pay kept:keep lost:lose
held:hold made:make came:come went:go gone:go got:get chose:choose chosen:choose broke:break broken:break wrote:write
written:write driven:drive drove:drive flew:fly flown:fly began:begin begun:begin found:find told:tell said:say
brought:bring caught:catch built:build spent:spend lent:lend met:meet ran:run shown:show showed:show worn:wear
stolen:steal stole:steal frozen:freeze froze:freeze shook:shake shaken:shake spoke:speak spoken:speak withdrew:withdraw
withdrawn:withdraw ridden:ride rode:ride slept:sleep stood:stand understood:understand won:win thrown:throw threw:throw
grown:grow known:know knew:know felt:feel fed:feed led:lead rent:rent signature:sign signatures:sign loss:lose
sale:sell choice:choose permission:permit permissions:permit payer:pay proof:prove belief:believe departure:depart
"""
_PAST = dict(pair.split(":") for pair in _PAST_WORDS.split())
"""English forms that no stem joins with their verb."""


@lru_cache(maxsize=16_384)
def known(word: str, language: str) -> frozenset[str]:
    """The keys of one lower-case word."""
    if language == "en" and word in _PAST:
        return _known(word, language) | _known(_PAST[word], language)
    return _known(word, language)


def _known(word: str, language: str) -> frozenset[str]:
    found = phrases().get((word,))
    root = stem(word, language)
    keys = (found or frozenset()) | _same_stems(language).get(root, frozenset()) | {root}
    if language == "de" and (base := masculine(word)):
        return keys | _known(base, language)
    if language in ("fr", "it") and word.endswith(("trice", "trices", "trici")):
        return keys | _known(re.sub(r"tric(?:es?|i)$", "teur" if language == "fr" else "tore", word), language)
    if language == "en" and (parts := _PARTICLE.match(word)):
        return keys | known(parts[1], language)
    return keys


_PARTICLE = re.compile(r"(\w{3,})-(?:in|out|off|up|down|over|back|on)$")
"""A noun made of a verb and its particle: "take-off", "drop-off"."""
_FEMININE = re.compile(r"(\w{3,}[^\Waeiouäöü])(?:in|innen)$")


def masculine(word: str) -> str | None:
    """The German noun that a feminine one is made of, where the lexicon holds it: "kundin", "mieterinnen"."""
    m = _FEMININE.match(word)
    ends = ("", "e", "en", "n") if m else ()
    return next((m[1] + end for end in ends if m and (m[1] + end,) in phrases()), None)


def lines_of(keys: frozenset[str]) -> frozenset[str]:
    """The lines of ``antonyms.APART`` among the keys of a word."""
    return frozenset(k.split(".")[0] for k in keys if k[0] == "/")
