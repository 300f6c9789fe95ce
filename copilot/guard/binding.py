"""Whose property it is: what a passage says of one plan, room or group, said of another that it speaks of, too. Pure.

Each name and each half of a sentence parted by a semicolon is held to what stands beside it in the passage.
"""

import re
from collections.abc import Iterator, Sequence

from copilot.guard.levelled import MARK
from copilot.guard.sources import Ground, Source, spoken_of
from copilot.guard.statements import Clause, Statement, Word, statement

_LARGE = re.compile(r"(?<=[\w,'’] )[A-Z]\w*[a-z]\w*")


def of_another(clause: Clause, here: Statement, sources: Sequence[Source], ground: Ground) -> str | None:
    """The thing of which a passage says what ``clause`` says of another one of its things; None where all is well."""
    if clause.denied or clause.condition:
        return None
    words = [w for w in clause.words if not w.light and not w.text.startswith(MARK)]
    if len(words) < 2:
        return None
    for src in sources:
        why = _of_name(words, here, src, ground) or _of_half(words, here, src, ground)
        if why:
            return why
    return None


def _named(text: str) -> frozenset[str]:
    """Words written large that don't begin a sentence, lower-case."""
    return frozenset(m[0].lower() for m in _LARGE.finditer(text))


def _halves(src: Source, known: frozenset[str], language: str) -> Iterator[Statement]:
    """The sentences, parted at semicolons, and at commas where both sides have a name."""
    for one in src.statements:
        for piece in one.text.split(";"):
            parts = [p for p in piece.split(", ") if p.strip()]
            apart = len(parts) > 1 and all(known & set(p.lower().split()) for p in parts)
            for part in parts if apart else [piece]:
                if part.strip():
                    yield statement(part.strip(), language)


def _of_name(words: Sequence[Word], here: Statement, src: Source, ground: Ground) -> str | None:
    """ "Breakfast is part of the Basic rate", where it is of Comfort, and Basic stands elsewhere."""
    if ground.language == "de":  # every noun is large
        return None
    claimed = _named(here.text)
    known = claimed.union(*(_named(s.text) for s in src.statements))
    mine = [w for w in words if w.text in claimed]
    halves = list(_halves(src, known, ground.language))
    own = [h for h in halves if mine and spoken_of(mine[0], h.keys)]
    others = [w for w in words if w not in mine and any(spoken_of(w, h.keys) for h in halves)]
    if len(mine) != 1 or not own or not others or any(all(spoken_of(w, h.keys) for w in others) for h in own):
        return None
    for half in halves:
        if half in own or not all(spoken_of(w, half.keys) for w in others):
            continue
        there = [w for w in half.words if w.text in known and not spoken_of(w, here.keys)]
        if there:
            return f"The passage says this of '{there[0].text}', not of '{mine[0].text}'."
    return None


def _of_half(words: Sequence[Word], here: Statement, src: Source, ground: Ground) -> str | None:
    """ "All guests may use the sauna" of "the pool is open to all guests; the sauna is reserved for adults"."""
    if len(here.clauses) > 1:
        return None
    for one in src.statements:
        pieces = [statement(p.strip(), ground.language) for p in one.text.split(";") if p.strip()]
        if len(pieces) < 2:
            continue
        met = [{w.text for w in words if spoken_of(w, p.keys)} for p in pieces]
        if len(set().union(*met)) < len(words) or any(len(m) == len(words) for m in met):
            continue
        left = [[w for w in p.words if not w.light and not spoken_of(w, here.keys)] for p in pieces]
        alone = [n for n, m in enumerate(met) if m - set().union(*(o for k, o in enumerate(met) if k != n))]
        if len(alone) > 1 and all(left[n] for n in alone):
            return f"The passage says this of '{left[alone[-1]][0].text}': '{pieces[alone[-1]].text}'."
    return None
