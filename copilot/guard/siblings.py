# ruff: noqa: E501 (long lists of words)
"""Whose value it is: "Arc: 2 years, Arc Pro: 3 years" holds both durations, each for one of two. Pure.

A passage is read for labels (a table's rows and columns, what stands before a colon, the subject of a clause, names,
"for students") and the values beside each. A reply that gives one label's value to another of the same sort, which has
a value of its own, is told so.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from copilot.guard.places import countries
from copilot.guard.rounded import FREE
from copilot.guard.value_tables import CURRENCIES, MEASURES, MONTHS, UNITS, WEEKDAYS, words
from copilot.guard.values import Value, extract, same
from copilot.guard.words import STOP, content

_AND = "and|und|while|whereas|but|aber|während|sowie|y|et|en|e|mientras|terwijl|tandis que|or|oder"
_CLAUSE = re.compile(
    rf"[.!?](?=\s|$)|[;|\n]|,(?!\d)|\s[–—-]\s|\s(?-i:{_AND})\s(?!\d)|(?<=[^\d\s])\s(?-i:{_AND})\s(?=\d)", re.IGNORECASE
)
"""What parts one statement from the next; "2 and 3 days" is one."""
_LABELLED = re.compile(r"^\s*(?:[-*•]\s+)?([^\W\d_][^:;|\n.!?,]{0,38}?):\s")
_NAME = re.compile(r"(?<!\w)[A-ZÄÖÜÉ][\w'’+-]*(?:[ \u00a0](?:[A-ZÄÖÜÉ][\w'’+-]*|\d{1,3}(?!\w|[.,:]\d)))*")
_VERB = (
    "is|are|costs?|has|have|had|comes?|includes?|gives?|takes?|weighs?|pays?|lasts?|runs?|starts?|ends?|gets?|allows?|"
    "needs?|closes?|opens?|saves?|holds?|prints?|reaches|reach|carries|may|can|must|will|works?|begins?|expires?|means|"
    "arrives?|use|uses|stays?|charges?|measures?|includes|"
    "kostet|kosten|dauert|dauern|hat|haben|ist|sind|beträgt|betragen|gilt|gelten|wiegt|fasst|hält|öffnet|nehmen|erhalten|"
    "coûte|coûtent|est|prend|prennent|dure|permet|a|cuesta|cuestan|tarda|tardan|es|dura|kost|kosten|duurt|is|heeft|costa|"
    "costano|dura|arriva|è"
)
_VERBS = re.compile(_VERB)
_SUBJECT = re.compile(
    rf"^\s*(?:[-*•]\s+)?(?:(?:the|an?|each|every|our|your|ein(?:e[nrm]?)?|der|die|das|den|dem|auf|nach|in|ab|la|le|"
    rf"les|l['’]|"
    rf"el|los|las|una?|une|de|het|een|il|lo|to|at|for|with|on|un|à|al?|das modell|dem|die mitgliedschaft)\s+){{0,3}}"
    rf"(?P<what>[^\W\d_][\w'’-]*(?:\s[^\W\d_][\w'’-]*){{0,3}}?)"
    rf"(?=\s(?:{_VERB}|from|until|up|at|von|bis|de|within|about|on|by|due|get|hasta|desde|tot|vanaf|dès|entro|"
    rf"fino)\s|\s[€£$]?\d|\s(?:one|two|three|four|five|six|seven|ten|"
    rf"zwei|drei|vier|acht)\s|:)",
    re.IGNORECASE,
)
_ACTS = re.compile(r"^\s*([A-Z][\w-]*[^\Ws])\s[a-z]{2,}s\s(?=[a-z])")
"""A name and a verb at a sentence's start: "Lite streams in 720p"."""
_FOR = re.compile(
    r"(?<!\w)(?:(?:for|für|pour|para|voor|at the|in the|in die|a la|al|a los|aux?|per i|naar)\s(?:the\s|an?\s|die\s|"
    r"der\s|"
    r"den\s|das\s|les?\s|la\s|het\s|de\s)?|(?-i:(?<!\w)[Aa]\s(?=[A-Z])))(\d{1,4}[^\W\d_]\w*|"
    r"[^\W\d_][\w'’-]+(?:\s(?-i:[A-Z])[\w'’-]+)?)",
    re.IGNORECASE,
)
_WAY = re.compile(
    r"(?<!\w)(express|standard|basic|premium|pro|plus|business|economy|priority|monthly|yearly|annual|weekly|online|"
    r"domestic|international|first|second|third|fourth|erste[nrs]?|zweite[nrs]?|dritte[nrs]?|monatlich|jährlich|"
    r"new customers?|members?|students?|adults?|children|kinder|erwachsene|"
    rf"weekdays|weekends?|unopened|opened|geöffnete|{'|'.join(WEEKDAYS)})(?!\w)",
    re.IGNORECASE,
)
_PRONOUNS = words(
    "it you we they i he she this that these those there who which please if when once es sie wir ich er man dies "
    "wenn il elle "
    "nous vous on ils ce usted ustedes se u je wij zij si lei your not no then also only just"
)
_COMPARES = re.compile(
    r"(?<!\w)(?:instead|compared|rather than|than|versus|vs|against|gegenüber|contre|frente a|tegenover|contro|statt|als|im vergleich|au lieu|en lugar|in plaats|"
    r"anziché)(?!\w)",
    re.IGNORECASE,
)
_BOUNDS = words(
    "least most plus moins menos más máximo mínimo maximum minimum min max mindestens höchstens minstens hoogstens"
)
_THEN = re.compile(
    r"(?<!\w)(?:then|after(?:wards| that)?|thereafter|otherwise|beyond|danach|sonst|ansonsten|darüber|darunter|puis|ensuite|sinon|"
    r"au-delà|después|luego|si no|poi|dopo|altrimenti|oltre|daarna|anders|depois|senão|from|ab|dès|desde|da|vanaf)(?!\w)",
    re.IGNORECASE,
)
"""What is free at first, or for some, has a price as well."""
_NOT_LABELS = {*CURRENCIES, *(m.lower() for m in MEASURES), *UNITS, *MONTHS}
_PAIRED = frozenset({"duration", "money", "percent", "measure", "number"})
_AMOUNTS = frozenset({"money", "percent"})


@dataclass(frozen=True, slots=True)
class _Clause:
    labels: frozenset[tuple[str, str]]
    """(sort, words) of each."""
    values: tuple[Value, ...]
    said: str = ""
    """What it says, for people; empty for a table's."""
    words: frozenset[str] = frozenset()
    """Stems of its content words, and of the statement that it is part of."""
    start: int = 0
    """Where ``said`` begins in its line."""
    free: bool = False
    """Says that nothing is charged, and holds no price."""

    def before(self, value: Value) -> str:
        """The clause up to one of its values."""
        return self.said[: max(0, value.start - self.start)]


def other_holder(
    text: str, value: Value, sentence: tuple[int, int], passage: str, *, named: bool = False
) -> tuple[str, str] | None:
    """(what the reply speaks of, whose value it is in the passage) where these differ; None where all is well.

    ``named``: by the names in the value's own clause alone, as for what is worked out from several.
    """
    clauses = _read(passage)
    holding = [c for c in clauses if any(same(value, v) for v in c.values)]
    if text[slice(*sentence)].strip() in passage:
        return None
    if (value.kind == "number" and value.text[0].isalpha()) or _COMPARES.search(text, *sentence):
        return None
    near, whole = _around(text, value, sentence), text[slice(*sentence)]
    everyone = frozenset(w for c in holding for _, w in c.labels)
    spans = [w for w in _flat(near).split() if w in UNITS and len(w) > 2]
    alone = not named and sum(_alike(v, value) for v in extract(whole)) == 1
    for sort in ("row", "column", "name", "case", "subject"):
        labels = frozenset(w for c in clauses for s, w in c.labels if s == sort)
        mine = _mentioned(near, labels) or (_mentioned(whole, labels) if alone else frozenset())
        theirs = [
            frozenset(w for s, w in c.labels if s == sort) for c in holding if any(s == sort for s, _ in c.labels)
        ]
        holders = frozenset().union(*theirs)
        if sort == "name":  # "cash" of "Cash withdrawals" is none
            mine = frozenset(m for m in mine if not m.isalpha() or not re.search(rf"(?<!\w){m}(?!\w)", whole))
        if not holders or not mine or mine & holders or any(f" {_flat(value.text)} " in f" {m} " for m in mine):
            continue
        if mine & everyone or any(h.startswith(w) for h in holders for w in spans):  # "a day ticket", "for the day"
            continue
        if any(len(h) > 4 and f" {h}" in f" {_flat(near)}" for h in holders):  # "four day tickets"
            continue
        if sort in ("subject", "case") and _same_matter(mine, holders, whole):
            continue
        if sort not in ("row", "column") and any(not any(s == sort for s, _ in c.labels) for c in holding):
            continue
        if any(
            (sort, m) in c.labels and _alike(v, value) and not same(value, v)
            for c in clauses
            for m in mine
            for v in c.values
        ) or (value.kind == "money" and any(c.free and (sort, m) in c.labels for c in clauses for m in mine)):
            return min(mine), min(holders)
    if named:
        return None
    return _other_pair(near, value, clauses, holding) or _other_statement(near, value, clauses, holding)


def _same_matter(mine: frozenset[str], holders: frozenset[str], whole: str) -> bool:
    """The daily cash limit is "the cash limit per day" too: most words of the holder stand in the sentence."""
    said = set(content(whole))
    for holder in holders:
        words = set(content(holder))
        if any(set(content(m)) <= words for m in mine) and len(words & said) * 2 > len(words):
            return True
    return False


_LINKING = words(
    "hasta desde las from until till von ab dalle alle tot van vanaf até das serve serves entro within binnen innerhalb dentro plazo sous bis até tot fino días días dias jours dagen giorni mesi horas"
)
_HOW_OFTEN = re.compile(
    r"(?<!\w)(?:every|each|alle|jede\w?|tous les|toutes les|chaque|cada|ogni|elke|iedere|per|from|ab|über|over|"
    r"unter|under|below)\s$",
    re.IGNORECASE,
)


def _other_statement(
    near: str, value: Value, clauses: tuple[_Clause, ...], holding: list[_Clause]
) -> tuple[str, str] | None:
    """A value of a statement that shares no word with the clause, while another that shares most has one of its own."""
    said = set(content(near)) - set(content(value.text))
    said = {
        w
        for w in said
        if not any(c.isdigit() for c in w) and w not in _NOT_LABELS | _LINKING and not _VERBS.fullmatch(w)
    }
    if not said or any(said & c.words or not c.said for c in holding):
        return None
    own = [
        c
        for c in clauses
        if any(v.kind == value.kind and not same(value, v) and not _HOW_OFTEN.search(c.before(v)) for v in c.values)
    ]
    best = max(own, key=lambda c: len(said & c.words), default=None)
    if best is None or not best.said:
        return None
    shared = len(said & best.words)
    if shared < len(said) and (shared < 2 or shared * 2 < len(said)):
        return None
    return best.said, holding[0].said if holding else ""


def _other_pair(
    near: str, value: Value, clauses: tuple[_Clause, ...], holding: list[_Clause]
) -> tuple[str, str] | None:
    """From 60 minutes 25 %, from 120 minutes 50 %: a value of another kind may be what tells the two apart."""
    for beside in extract(near):
        if (
            _alike(beside, value)
            or beside.kind not in _PAIRED
            or any(same(beside, v) for c in holding for v in c.values)
        ):
            continue
        theirs = next((v.text for c in holding for v in c.values if v.kind == beside.kind), None)
        own = [c for c in clauses if any(same(beside, v) for v in c.values) and any(_alike(v, value) for v in c.values)]
        if theirs and own:
            return beside.text, theirs
    return None


def _alike(a: Value, b: Value) -> bool:
    return a.kind == b.kind or {a.kind, b.kind} == _AMOUNTS


def _around(text: str, value: Value, sentence: tuple[int, int]) -> str:
    """The clause of the sentence that holds the value."""
    start, end = sentence
    for m in _CLAUSE.finditer(text, start, end):
        if m.end() <= value.start:
            start = m.end()
        elif m.start() >= value.end:
            end = m.start()
            break
    return text[start:end]


def _mentioned(text: str, labels: frozenset[str]) -> frozenset[str]:
    """The labels that a text names; of two that overlap the longer."""
    flat = f" {_flat(text)} "
    found = set()
    for label in sorted(labels, key=lambda w: (-len(w), w)):
        if f" {label} " in flat:
            found.add(label)
            flat = flat.replace(f" {label} ", " \x00 ")
    return frozenset(found)


def _flat(text: str) -> str:
    return " ".join(re.findall(r"[\w+]+", re.sub(r"['’]s\b", "", text.casefold())))


@lru_cache(maxsize=2048)
def _read(passage: str) -> tuple[_Clause, ...]:
    out: list[_Clause] = []
    header: list[str] = []
    for line in passage.split("\n"):
        if "|" in line:
            cells = [c.strip() for c in line.strip().strip("|").split("|")]
            if len(cells) > 1 and not re.fullmatch(r"[-:\s]*", "".join(cells)):
                out += _row(cells, header)
                header = header or cells
            continue
        header = []
        values = extract(line)
        carried: frozenset[tuple[str, str]] = frozenset()
        headed: frozenset[tuple[str, str]] = frozenset()
        whole: frozenset[str] = frozenset()
        for start, end in _clauses(line):
            piece = line[start:end]
            mine = tuple(v for v in values if start <= v.start < end)
            labels = _labels(piece, mine, start)
            words = frozenset(content(piece))
            if m := _LABELLED.match(piece):
                headed = frozenset({("name", _flat(m[1]))})
            if labels and all(
                sort != "name" and _WAY.fullmatch(w) for sort, w in labels
            ):  # "breakfast until 10:30, weekends until 11:00"
                labels |= frozenset((sort, w) for sort, w in carried if sort == "subject")
            free = bool(FREE.search(piece)) and not any(v.kind == "money" for v in mine) and not _THEN.search(line, end)
            if mine or (free and labels):
                whole |= words
                own = labels if any(sort == "name" for sort, _ in labels) else labels | headed
                at = start + len(piece) - len(piece.lstrip())
                out.append(_Clause(own or carried, mine, piece.strip(), words | whole, at, free))
            carried = labels or carried
            whole |= words
            if line[end : end + 1] in (".", "!", "?"):
                carried = headed = frozenset()
                whole = frozenset()
    return tuple(out)


def _row(cells: list[str], header: list[str]) -> list[_Clause]:
    """The values of a row are the row's, and where several cells hold the same kind, each is its column's too."""
    name = _flat(cells[0])
    values = [extract(c) for c in cells[1:]]
    own = frozenset({("row", name)} if name else set())
    if len(header) != len(cells):
        return [_Clause(own, tuple(v for found in values for v in found))]
    kinds = [{v.kind for v in found} for found in values]
    shared = {k for n, these in enumerate(kinds) for k in these if any(k in other for other in kinds[n + 1 :])}
    out = []
    for head, found, these in zip(header[1:], values, kinds, strict=True):
        column = {("column", _flat(head))} if these & shared and head else set()
        if found:
            out.append(_Clause(own | column, found))
    return out


def _clauses(line: str) -> list[tuple[int, int]]:
    out, at = [], 0
    for m in _CLAUSE.finditer(line):
        out.append((at, m.start()))
        at = m.end()
    out.append((at, len(line)))
    return [(a, b) for a, b in out if line[a:b].strip()]


def _labels(piece: str, values: tuple[Value, ...], at: int) -> frozenset[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    if m := _LABELLED.match(piece):
        found |= {("subject", _flat(m[1])), ("name", _flat(m[1]))}
    if (
        (m := _SUBJECT.match(piece))
        and not any(w in _PRONOUNS or _VERBS.fullmatch(w) for w in m["what"].lower().split())
        and (
            not re.match(r"\s\d", piece[m.end() :])
            or any(v.start - at == m.end() + 1 and v.kind != "number" for v in values)
        )
    ):
        found.add(("subject", _flat(m["what"])))
        if _NAME.fullmatch(m["what"]) and not _german(piece) and not re.match(r"\s\d", piece[m.end() :]):
            found.add(("name", _flat(m["what"])))
    if (m := _ACTS.match(piece)) and m[1].lower() not in STOP and not _german(piece):
        found.add(("name", _flat(m[1])))
    taken = [(v.start - at, v.end - at) for v in values]
    for m in _NAME.finditer(piece):
        parts = m[0].split()
        start = m.start()
        if _opens(piece, start) and parts[0].lower() in STOP:
            start += len(parts.pop(0)) + 1
        single = len(parts) == 1
        coded = any(c.isdigit() for w in parts for c in w) or any(c.isupper() for w in parts for c in w[1:])
        if not parts or (single and not coded and not countries(parts[0]) and (_opens(piece, start) or _german(piece))):
            continue
        if not any(a <= start < b for a, b in taken):
            found.add(("name", _flat(" ".join(parts))))
            if not single and _german(piece):  # "Tarif Flex"
                found.add(("name", _flat(" ".join(parts[1:]))))
    found |= {("case", _flat(m[1])) for p in (_WAY, _FOR) for m in p.finditer(piece)}
    found |= {("name", _flat(v.text)) for v in values if v.kind == "code"}
    return frozenset(
        (sort, label)
        for sort, label in found
        if (label and not label.isdigit() and label not in _NOT_LABELS and not _empty(label))
        or (sort == "case" and _WAY.fullmatch(label))
    )  # fmt: skip


def _empty(label: str) -> bool:
    return all(w in STOP or w.isdigit() or w in _BOUNDS for w in label.split())


def _opens(piece: str, place: int) -> bool:
    return not piece[:place].strip(" -*•")


def _german(piece: str) -> bool:
    """Nouns are written large here, so that a capital makes no name."""
    return bool(re.search(r"(?<!\w)(?:der|die|das|und|nach|ist|sind|kostet|dauert|wir|beträgt|innerhalb)(?!\w)", piece))
