"""Chooses what to quote: the sentences and list steps of found passages that answer what was asked. Pure."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from copilot.assist.contrary import contrary, lacks_price
from copilot.assist.parts import Part, candidates, leans, together, wording
from copilot.guard.personal import past_answer
from copilot.guard.places import countries
from copilot.guard.sentences import Unit, units
from copilot.guard.values import Value, extract, same
from copilot.guard.words import content, overlap
from retrieval.documents import Found, Passage


@dataclass(frozen=True, slots=True)
class Pick:
    """Units of one passage, in its order, that belong into a reply."""

    found: Found
    text: str
    """The passage's text as it may be quoted; ``text[u.start:u.end]`` is verbatim."""
    units: tuple[Unit, ...]
    score: float

    @property
    def length(self) -> int:
        return sum(len(u.text) + 4 for u in self.units)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, as weighted stems."""

    weights: dict[str, float]
    language: str | None
    said: tuple[str, ...] = ()
    """What the customer was already told or has already tried: not proposed again."""
    near: Mapping[str, float] = field(default_factory=dict)
    """0..1 for parts (``wording``): how near they are in meaning to what is asked, or to answers in like cases."""
    done: tuple[frozenset[str], ...] = ()
    """The stems of each step that the customer has tried."""
    said_by_customer: str = ""
    """In their own words, for what they want done: turned on or off."""


def question(
    parts: Iterable[tuple[str, float]],
    language: str | None,
    said: Iterable[str] = (),
    near: Mapping[str, float] | None = None,
    done: Iterable[str] = (),
) -> Question:
    """From pieces of text with weights; a stem has the weight of the heaviest piece it stands in."""
    weights: dict[str, float] = {}
    parts = list(parts)
    for text, weight in parts:
        for word in content(text, language):
            weights[word] = max(weight, weights.get(word, 0.0))
    steps = tuple(frozenset(content(step, language)) for step in done)
    return Question(weights, language, tuple(said), near or {}, steps, "\n".join(text for text, _ in parts))


def quotable_text(passage: Passage) -> str:
    """What of a passage may be quoted: an article's text, or a resolution's agent side with the person taken out."""
    if passage.kind == "article":
        return passage.text
    side = passage.metadata.get("answer") if passage.side == "problem" else passage.text
    return _past(side) if isinstance(side, str) else ""


@lru_cache(maxsize=4096)
def _past(text: str) -> str:
    return past_answer(text)


def rarity(texts: Sequence[str], language: str | None) -> dict[str, float]:
    """How telling each stem is among the texts at hand (inverse document frequency)."""
    seen: Counter[str] = Counter()
    for text in texts:
        seen.update(set(content(text, language)))
    return {w: math.log(1 + (len(texts) + 1) / (n + 0.5)) for w, n in seen.items()}


def pick(
    asked: Question,
    found: Found,
    idf: dict[str, float],
    *,
    most: int,
    room: int,
    vouched: Sequence[Value] | None = None,
    places: frozenset[str] | None = None,
) -> Pick | None:
    """The run of neighbouring parts of one passage that answers best: at most ``most`` parts (a list counts once and
    stays whole) and ``room`` characters.

    ``vouched``: where given, a unit with another value is left out (a past answer must not quote yesterday's rules).
    ``places``: where given, a unit that names another country is left out (what held for a customer elsewhere).
    """
    text = quotable_text(found.passage)
    over = _over(asked, found.passage.section, text)
    able = [u for u in candidates(found.passage, text) if u.start not in over and not _told(asked, u)]
    if vouched is not None:
        able = [u for u in able if all(any(same(v, k) for k in vouched) for v in extract(u.text))]
    if places is not None:
        able = [u for u in able if countries(u.text) <= places]
    parts = together(able)
    if not parts:
        return None
    telling = _telling(asked, idf)
    context = _match(telling, f"{found.passage.title} {found.passage.section}")
    worth = [_score(asked, telling, part) for part in parts]
    if found.relevance < _PLAIN and max(worth) + 0.5 * context < _LEAST:
        return None
    section = found.passage.section.rpartition(" > ")[2] or found.passage.title
    headed = _match(telling, section)
    run = _run(parts, worth, _needs(parts, units(text)), headed=headed, most=most, room=room)
    if not run or lacks_price(asked.said_by_customer, " ".join(u.text for n in run for u in parts[n])):
        return None
    score = min(1.0, max(worth[n] for n in run) + 0.35 * context)
    if contrary(asked.said_by_customer, section):
        score *= _CONTRARY
    return Pick(found, text, tuple(u for n in run for u in parts[n]), score)


def promising(
    asked: Question, passages: Sequence[tuple[Found, str]], idf: dict[str, float], *, most: int, each: int = 0
) -> list[tuple[str, Found]]:
    """The wordings of the parts that may answer, by words and by the relevance of their passages, best first; and
    besides, one of each of the first ``each`` passages: a long message shares more words with a page beside the point.
    """
    rated: list[tuple[float, str, Found]] = []
    telling = _telling(asked, idf)
    for found, text in passages:
        for n, part in enumerate(together(candidates(found.passage, text))):
            said = wording(part)
            first = 0.1 if n == 0 else 0.0  # a passage begins with what it is about
            rated.append((_match(telling, said) + 0.3 * found.relevance + first, said, found))
    rated.sort(key=lambda r: -r[0])
    chosen = rated[:most]
    for found, _ in passages[:each]:
        if not any(f is found for _, _, f in chosen):
            chosen += [r for r in rated if r[2] is found][:1]
    return [(said, found) for _, said, found in chosen]


def _run(
    parts: Sequence[Part],
    worth: Sequence[float],
    needs: Sequence[int | None],
    *,
    headed: float,
    most: int,
    room: int,
) -> list[int]:
    """The best run around the best part. What follows an answer belongs to it sooner than what leads up to it, unless
    the heading itself is what was asked for: then the beginning is the answer."""
    lengths = [sum(len(u.text) + 4 for u in p) for p in parts]
    top = max(*worth, 1e-6)
    # rows and items that stand alone say one thing each: what is beside the point is left out
    rows = {n for n, p in enumerate(parts) if p[0].kind in ("row", "bullet") and worth[n] < _ITEM * top}
    hanging = [leans(p[0].text) and (n == 0 or needs[n] != n - 1) for n, p in enumerate(parts)]
    if sum(lengths) <= min(room, _WHOLE) and not any(hanging):
        return [n for n in range(len(parts)) if n not in rows]
    for best in sorted(range(len(parts)), key=lambda n: (-worth[n], n)):
        if worth[best] < _SHARE * top:
            break
        options = []
        for start in range(best, -1, -1):
            for end in range(best, len(parts)):
                run = [n for n in range(start, end + 1) if n not in rows or n == best]
                if len(run) > most or sum(lengths[n] for n in run) > room:
                    break
                if leans(parts[start][0].text) or any(hanging[n] for n in run):
                    break
                value = sum(worth[n] / top - (_AFTER if n > best else _BEFORE) for n in run if n != best)
                value += 0.8 * headed if start == 0 else 0.0
                options.append((value, -len(run), run))
        if options:
            return max(options)[2]
    return []


def _needs(parts: Sequence[Part], found: Sequence[Unit]) -> list[int | None]:
    """For each part the number of the part that stands right before it in the passage."""
    before = {b.start: a for a, b in pairwise(found)}
    last = {p[-1]: n for n, p in enumerate(parts)}
    return [last.get(before[p[0].start]) if p[0].start in before else None for p in parts]


_WHOLE = 320
"""Characters of a passage that is not cut any further."""
_SHARE = 0.55
"""Of the best part's score: what another must have to stand in for it."""
_ITEM = 0.3
"""The same for a row or an item to be left in."""
_AFTER, _BEFORE = 0.2, 0.5
"""Of the best part's score: what a neighbour after or before it must have to be quoted with it."""
_LEAST, _PLAIN = 0.2, 0.8
"""What the best part of a passage must have; and the relevance from which on a passage needs no such proof."""
_CONTRARY = 0.5
_USUAL, _HEAVIEST = 1.5, 5
"""How telling a stem is that none of the passages has; the stems of a question that make up all of it."""


def _score(asked: Question, telling: "_Telling", part: Part) -> float:
    words = max(_match(telling, u.text) for u in part)
    if len(part) > 1:
        words = 0.5 * (words + _match(telling, wording(part)))
    near = asked.near.get(wording(part))
    if near is None:
        return words
    # the packaged model reads English; in other languages the words say more
    share = 0.6 if (asked.language or "en") == "en" else 0.4
    return share * near + (1 - share) * words + (0.06 if part[0].kind == "step" else 0.0)


@dataclass(frozen=True, slots=True)
class _Telling:
    """How much each stem of a question tells among some passages."""

    weights: dict[str, float]
    most: float
    """What a text has that holds the most telling of them."""
    language: str | None


def _telling(asked: Question, idf: dict[str, float]) -> _Telling:
    weights = {w: weight * idf.get(w, _USUAL) for w, weight in asked.weights.items()}
    return _Telling(weights, sum(sorted(weights.values(), reverse=True)[:_HEAVIEST]) or 1.0, asked.language)


def _match(telling: _Telling, text: str) -> float:
    """0..1: how much of what is asked about stands in ``text``, telling words first."""
    weights = telling.weights
    hit = sum([weights[w] for w in set(content(text, telling.language)) if w in weights])
    return min(1.0, hit / telling.most)


def _over(asked: Question, section: str, text: str) -> frozenset[int]:
    """Where units begin whose heading names what the customer did: "Changing the belt" to "I changed the belt"."""

    def done(heading: str) -> bool:
        words = set(content(heading, asked.language))
        return len(words) >= 2 and any(words <= step for step in asked.done)

    out: list[int] = []
    past = bool(asked.done) and done(section.rpartition(" > ")[2])
    for unit in units(text) if asked.done else ():
        if unit.kind == "debris" and "|" not in unit.text:
            past = done(unit.text)
        elif past:
            out.append(unit.start)
    return frozenset(out)


def _told(asked: Question, unit: Unit) -> bool:
    return unit.kind != "step" and any(overlap(unit.text, told, asked.language) > 0.75 for told in asked.said)
