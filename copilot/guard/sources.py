"""Passages and conversations as claims are laid beside them: read once, and kept. Pure."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from copilot.guard.sentences import units
from copilot.guard.statements import Statement, Word, statement

_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|this|these|es|sie|ihn|diese[rsnm]?|dies|il|elle|ils|elles|celui|lo|la|ellos|het|ze|deze|dit)\b",
    re.IGNORECASE,
)
_LONG, _BEGINS = 5, 6
"""Letters of words that may be met by others, and letters at their beginning that must be the same."""
_MET = 1024
"""Roots whose answer is kept for one passage."""
_NAME = re.compile(r"(?<![\w.])[A-ZÄÖÜ][\w]*(?:[ -][A-Z0-9ÄÖÜ][\w]*)*")


@dataclass(frozen=True, slots=True)
class Source:
    """One passage, read once: its sentences, and what its title and headings speak of."""

    statements: tuple[Statement, ...]
    around: tuple[frozenset[str], ...]
    """For each statement the keys of its lead, its heading and the passage's first line."""
    about: tuple[frozenset[tuple[int, int]], ...]
    keys: frozenset[str]
    """Of all statements and what stands around them."""
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
        if len(statements) > 1 and _POINTS_BACK.search(unit.text):
            context |= statements[-2].keys
        around.append(frozenset(context))
        about.append(first.sides | heading.sides | lead.sides)
    keys = frozenset(k for s in statements for k in s.keys).union(*around)
    quoted = frozenset(plain(u.text) for u in found)
    return Source(tuple(statements), tuple(around), tuple(about), keys, names(text), quoted, frozenset(rows))


@lru_cache(maxsize=2048)
def names(text: str) -> frozenset[str]:
    """Capitalised words and runs of them that don't stand first in a sentence, lower-case."""
    out: set[str] = set()
    for m in _NAME.finditer(text):
        before = text[: m.start()].rstrip(" \t\"'“„«(*-–•")
        if before and before[-1] not in ".!?:\n…" and "\n" not in text[len(before) : m.start()]:
            out.add(m[0].lower())
    return frozenset(out)


def plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def spoken_of(word: Word, known: frozenset[str]) -> bool:
    """Whether ``known`` holds a word or, as in compounds and other inflections, most of it."""
    if not word.keys.isdisjoint(known):
        return True
    root = long_root(word)
    return root is not None and holds(root, known)


def long_root(word: Word) -> str | None:
    """What of a word other words may hold; None where it is too short for that."""
    return _root(word.text, word.keys)


@lru_cache(maxsize=16_384)
def _root(text: str, keys: frozenset[str]) -> str | None:
    root = min((k for k in keys if k[0] not in "=/"), key=lambda k: (len(k), k), default=text)
    return root if len(root) >= _LONG else None


def holds(root: str, known: frozenset[str]) -> bool:
    """Whether one of the long keys holds the root, or stands in it, or begins like it and is about as long."""
    keys = _long(known)
    found = keys.met.get(root)
    if found is None:  # replies about one passage share most of their words
        if len(keys.met) >= _MET:
            keys.met.clear()
        found = keys.met[root] = _holds(root, keys)
    return found


def _holds(root: str, keys: "_Long") -> bool:
    if root in keys.joined:
        return True
    if any(abs(length - len(root)) < 4 for length in keys.lengths.get(root[:_BEGINS], ())):
        return True
    for start in range(len(root) - _LONG + 1):
        for key in keys.heads.get(root[start : start + _LONG], ()):
            if root.startswith(key, start):
                return True
    return False


@dataclass(frozen=True, slots=True)
class _Long:
    """The keys that are long enough to be met by others, ready to be looked up."""

    joined: str
    lengths: dict[str, set[int]]
    """Of the keys with one beginning."""
    heads: dict[str, list[str]]
    """The keys by their first letters, as many as make one long."""
    met: dict[str, bool] = field(default_factory=dict)
    """What ``holds`` said of roots lately."""


@lru_cache(maxsize=2048)
def _long(known: frozenset[str]) -> _Long:
    keys = frozenset(k for k in known if len(k) >= _LONG and k[0] not in "=/")
    lengths: dict[str, set[int]] = {}
    heads: dict[str, list[str]] = {}
    for k in keys:
        lengths.setdefault(k[:_BEGINS], set()).add(len(k))
        heads.setdefault(k[:_LONG], []).append(k)
    return _Long("\n".join(keys), lengths, heads)


def meet(a: Word, b: Word) -> bool:
    return bool(a.keys & b.keys) or spoken_of(a, b.keys)
