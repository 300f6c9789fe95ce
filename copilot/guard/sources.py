"""Passages and conversations as claims are laid beside them: read once, and kept. Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache

from copilot.guard.sentences import units
from copilot.guard.statements import Statement, Word, statement

_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|this|these|es|sie|ihn|diese[rsnm]?|dies|il|elle|ils|elles|celui|lo|la|ellos|het|ze|deze|dit)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![\w.])[A-ZÄÖÜ][\w]*(?:[ -][A-Z0-9ÄÖÜ][\w]*)*")


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


def meet(a: Word, b: Word) -> bool:
    return bool(a.keys & b.keys) or spoken_of(a, b.keys)
