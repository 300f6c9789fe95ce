"""Each claim of a written reply held against the passage it cites: not only how much, but what, for whom and when.

By rules, in a few milliseconds and without a model. A sentence is cut into clauses, each is laid beside the sentence of
the passage that says most of the same, and then compared (``contrasts``): what it speaks of, what it denies, what it
allows or demands, what it excludes, and under which condition. What can't be told apart by such rules passes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from copilot.domain import Check, Citation
from copilot.guard.binding import of_another
from copilot.guard.claims import claims, closes, without_greeting
from copilot.guard.contrasts import against, against_abroad
from copilot.guard.levelled import MARK, levelled, told_again
from copilot.guard.sentences import Unit, units
from copilot.guard.sources import Ground, Source, holds, long_root, plain, source, spoken_of
from copilot.guard.statements import Clause, Word, statement
from retrieval.text import detect_language

_LEAST = 0.42
"""Share of a claim's words that its passage must speak of."""
_LEAST_VALUED = 0.25
"""The same where it holds a value of the claim."""
_LEAST_ABROAD = 0.55
"""Share of a clause's words that a sentence of another language must meet to be compared with it."""
_NEAR = 0.15
"""How much less than the best sentence another may share with a claim and still vouch for it."""

_SUM_WORDS = """
total altogether sum difference insgesamt zusammen summe differenz gesamt somme différence serait suma diferencia sería
totaal samen verschil totale
"""
_SUMS = frozenset(_SUM_WORDS.split())
_RECORD_WORDS = """
number serial tracking carrier appointment booking order amount date reference bought ordered booked paid
seriennummer sendungsnummer bestellnummer nummer termin bestellung buchung betrag datum gekauft bestellt gebucht
bezahlt numéro commande rendez-vous acheté commandé payé número pedido cita comprado pagado bestelling afspraak gekocht
besteld betaald
"""
_OF_A_RECORD = frozenset(_RECORD_WORDS.split())
"""What a value of the record may be called, and how it came there; not what was done about it."""

_TELLING = 120
"""Characters from which on a text's language is told for sure."""


def check_support(
    text: str,
    citations: Sequence[Citation],
    passages: Mapping[str, str],
    *,
    language: str | None,
    conversation: str = "",
    record: str = "",
    fixed: str = "",
) -> Iterable[Check]:
    """A failed ``support`` check for each claim of ``text`` that its passage doesn't bear or that cites none, with its
    place and the reason; a passed one that is ``partial`` for each that only a passage of another language bears; one
    passed check where every claim holds. ``passages``: those that may vouch."""
    short = (language or "en")[:2]
    ground = Ground(
        statement(levelled(conversation), short), statement(levelled(record), short), plain(levelled(fixed)), short
    )
    written = passages
    passages = {name: levelled(passage) for name, passage in passages.items()}
    claimed = [(unit, levelled(said)) for unit, said in _claims(text, citations)]
    whole = frozenset(k for _, s in claimed for k in statement(s, short).keys)
    good = 0
    for unit, said in claimed:
        cited = _cited(unit, text, citations)
        if plain(said) and plain(said) in ground.fixed:
            continue
        near, abroad = _by_language([passages[i] for i in cited if i in passages], short)
        why = _unsupported(said, near, ground, whole) if near or not abroad else "Only a foreign passage may say so."
        if not cited and why is None:
            continue
        if why and abroad:
            why = _unsupported_abroad(said, abroad, ground)
            if why is None:
                yield _partly(unit, abroad)
                continue
        elif why and cited and not near:
            why = "The passage it cites may not vouch for anything."
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
            detail = told_again(why, unit.text, *(written[i] for i in cited if i in written))
            yield Check(kind="support", ok=False, start=unit.start, end=unit.end, found=unit.text[:200], detail=detail)
    if good and good == len(claimed):
        yield Check(kind="support", ok=True, detail=f"{good} statements hold against what they cite.")


def _by_language(texts: Sequence[str], language: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Texts in the reply's language, and (text, language) of the others: rules compare words, and theirs are others."""
    near: list[str] = []
    abroad: list[tuple[str, str]] = []
    for text in texts:
        told = _language(text)
        if told and told != language:
            abroad.append((text, told))
        else:
            near.append(text)
    return near, abroad


def _partly(unit: Unit, abroad: Sequence[tuple[str, str]]) -> Check:
    tongues = ", ".join(sorted({f"'{language}'" for _, language in abroad}))
    detail = f"Rests on a passage in {tongues}: checked in part only (values, names, what is denied or excluded)."
    return Check(
        kind="support", ok=True, partial=True, start=unit.start, end=unit.end, found=unit.text[:200], detail=detail
    )


def _claims(text: str, citations: Sequence[Citation]) -> Iterator[tuple[Unit, str]]:
    """The units of a reply that claim something, with their words without a greeting."""
    for unit in units(text):
        said, _ = without_greeting(unit.text)
        if closes(unit.text):
            return
        cited = any(c.start < unit.end and unit.start < c.end for c in citations)
        if unit.kind != "debris" and claims(said, cited=cited) and not unit.lead:
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
    known = ground.conversation.keys | ground.record.keys
    words = [w for w in here.words if w.keys and not (w.text in _OF_A_RECORD and not w.keys & known)]
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
    if any(plain(said) in s.sentences for s in sources):
        return None
    known = sources[0].keys if len(sources) == 1 else frozenset(k for s in sources for k in s.keys)
    told = ground.conversation.keys | ground.record.keys
    rest = [w for w in here.words if not w.light and (w.keys & known or not (w.keys & told or _derived(w)))]
    new = [w for w in rest if not spoken_of(w, known)]
    measured = len(rest) > 1 or not any(c.isdigit() for c in said)
    valued = any(w.text.startswith(MARK) and w not in new for w in rest)
    if rest and measured and (len(rest) - len(new)) / len(rest) < (_LEAST_VALUED if valued else _LEAST):
        return f"The passage doesn't speak of {_listed(new)}."
    entire = Clause(here.words, here.turns, denied=False)
    wholly = [_shares(entire, s) for s in sources]
    for clause in here.clauses:
        if not clause.words:
            continue
        # a condition belongs to what it is a condition of
        weight = 0.4 if clause.condition and len(here.clauses) > 1 else 1.0
        options = [
            (weight * share + (1.5 - weight) * whole_share, s, n)
            for s, shares in zip(sources, wholly, strict=True)
            for (n, share), (_, whole_share) in zip(
                shares if _same(clause, entire) else _shares(clause, s), shares, strict=True
            )
        ]
        if not options:
            continue
        best = max(o[0] for o in options)
        why = None
        for _, s, n in sorted((o for o in options if o[0] >= best - _NEAR), key=lambda o: -o[0])[:4]:
            found = against(clause, here, s, n, ground, whole)
            if found is None:
                why = None
                break
            why = why or found
        why = why or of_another(clause, here, sources, ground)
        if why:
            reasons.append(why)
    return reasons[0] if reasons else None


def _same(clause: Clause, entire: Clause) -> bool:
    """Whether a statement is one clause, which then shares with a passage what the whole does."""
    return clause.words == entire.words and clause.turns == entire.turns


def _derived(word: Word) -> bool:
    """A value, or the word for one that a reader works out: whether it is right the value checks tell."""
    return word.text.startswith(MARK) or word.text in _SUMS


def _unsupported_abroad(said: str, texts: Sequence[tuple[str, str]], ground: Ground) -> str | None:
    """What the passages of other languages say otherwise, as far as the lexicon and the values tell; else None."""
    here = statement(said, ground.language)
    sources = [source(t, language) for t, language in texts]
    for clause in here.clauses:
        places = [(share, s, n) for s in sources for n, share in _shares(clause, s)]
        best = max((share for share, _, _ in places), default=0.0)
        found = [
            against_abroad(clause, here, s, n, ground)
            for share, s, n in places
            if share >= max(_LEAST_ABROAD, best - _NEAR)
        ]
        if found and all(found):
            return found[0]
    return None


@lru_cache(maxsize=1024)
def _language(text: str) -> str | None:
    """Two letters, where a text is long enough to tell."""
    found = detect_language(text) if len(text) > _TELLING else None
    return found[:2] if found else None


def _listed(words: Sequence[Word]) -> str:
    return ", ".join(f"'{w.text}'" for w in words[:3])


def _shares(clause: Clause, src: Source) -> list[tuple[int, float]]:
    """For each statement of a passage how much of a clause it speaks of, what stands around it counting half."""
    out: list[tuple[int, float]] = []
    # a root that nothing of the passage holds, none of its sentences holds: most words are looked up once
    words = [(word, root if (root := long_root(word)) and holds(root, src.keys) else None) for word in clause.words]
    words = [(w, root) for w, root in words if root or w.lines or not w.keys.isdisjoint(src.keys)]
    for n, other in enumerate(src.statements):
        hits = 0.0
        for word, root in words:
            if not word.keys.isdisjoint(other.keys):
                hits += 1.0
            elif root is not None and holds(root, other.keys):
                hits += 0.8
            elif not word.lines.isdisjoint(other.lines):
                hits += 0.6
            elif not word.keys.isdisjoint(src.around[n]):
                hits += 0.5
        # of two that share the same, the one that says little else, and that allows or demands alike
        extra = 0.05 * min(1.0, hits / max(1, len(other.words))) + 0.05 * bool(
            clause.turns & other.turns & {"may", "must"}
        )
        out.append((n, hits / len(clause.words) + extra))
    return out
