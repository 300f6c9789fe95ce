"""Replies without a model: verbatim from approved passages and past answers, in the wrapper the channel wants."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from copilot.assist.case import SHORT_CHANNELS, Case, apart
from copilot.assist.consistency import check_consistency
from copilot.assist.extract import Pick, Question, pick, question, quotable_text, rarity
from copilot.assist.facts import mood, tried
from copilot.assist.gather import Answered
from copilot.assist.issue import matter, wrong
from copilot.assist.parts import candidates, together, wording
from copilot.assist.phrases import Phrases, phrases
from copilot.domain import Check, Citation, NextAction, Reply
from copilot.guard.grounding import Evidence, check_reply
from copilot.guard.values import Value, extract
from copilot.guard.words import content
from retrieval.documents import Found, Passage
from retrieval.text import detect_language

_ROOM = {"email": 800, "community": 700, "review": 400}
_ROOM_SHORT = 480
_MOST_UNITS = 4
_LEAST_ASKING = 0.4
"""Confidence of an action from which on the customer is asked for what it needs."""
_TRIED, _ODDS, _CODED, _BARE, _ROWS = 0.3, 0.1, 0.2, 0.1, 0.35
"""On the scale of scores: what a page about something done already loses, what a step on the scale of odds counts (half
where the packaged model doesn't read the language), what a code in the title counts that the customer named, what a
list without its lead loses, what a table's rows read aloud lose where
its page has sentences about the matter."""
_CONSIDERED = 14
"""Passages of which the sentences are weighed."""
_MORE, _LEAST_ASK, _LEAST_PAST = 0.75, 0.35, 0.45
_SURE_ASK = 0.5
"""Scores from which on more of a page, the answer to one question, or a past answer is quoted."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Makes the extractive replies of one request."""

    case: Case
    answered: tuple[Answered, ...]
    near: Mapping[str, float]
    evidence: Evidence
    id_prefix: str

    def replies(self) -> list[Reply]:
        """An answer from articles, then one from past answers, best first; nothing where nothing fits."""
        made = [self._from("article", "a"), self._from("resolution", "p")]
        out = [r for r in (*made, self.invitation()) if r is not None]
        if len(out) >= 2 and _much_the_same(out[0], out[1]):
            out.pop(1)
        # approved knowledge before what one agent once wrote, unless that fits far better
        return sorted(
            out, key=lambda r: -r.confidence - (0.15 if r.id.endswith("-a") and not self.case.public else 0.0)
        )

    def asking(self, action: NextAction) -> Reply | None:
        """Asks the customer for what the likeliest action still misses."""
        if action.confidence < _LEAST_ASKING:
            return None
        known = phrases(self.case.language)
        wanted = [w for name in action.missing if (w := _detail(known, name))]
        if not wanted or self.case.public:
            return None
        unique = list(dict.fromkeys(wanted))
        what = unique[0] if len(unique) == 1 else ", ".join(unique[:-1]) + known.join + unique[-1]
        line = (known.ask_short if self.case.limit else known.ask).format(what=what)
        text = _wrap(self.case, line, known)
        return self._reply(f"{self.id_prefix}-q", text, [], round(0.6 * action.confidence, 3))

    def invitation(self) -> Reply | None:
        """For a public thread: asks for a direct message and says nothing else."""
        if not self.case.public:
            return None
        known = phrases(self.case.language)
        return self._reply(f"{self.id_prefix}-d", _wrap(self.case, known.direct, known), [], 0.6)

    def _from(self, kind: str, suffix: str) -> Reply | None:
        picks = self._picks(kind)
        if not picks:
            return None
        known = phrases(self.case.language)
        body, spans = _body(picks)
        if self.case.public:
            ended = body.rstrip().endswith((".", "!", "?", ")"))
            body += ("\n\n" if self.case.channel not in SHORT_CHANNELS else " " if ended else "\n") + known.direct
        text = _wrap(self.case, body, known)
        if self.case.limit and len(text) > self.case.limit:
            return None
        at = text.index(body)
        citations = _citations(spans, at)
        return self._reply(
            f"{self.id_prefix}-{suffix}", text, citations, self._confidence(picks), picks[0].found.passage
        )

    def _reply(
        self, reply_id: str, text: str, citations: list[Citation], confidence: float, source: Passage | None = None
    ) -> Reply:
        language = (source.language if source else None) or self.case.language
        checks: tuple[Check, ...] = check_reply(
            text, citations, self.evidence, language=language, wanted_language=self.case.language
        )
        return Reply(
            id=reply_id,
            text=text,
            language=language,
            origin="extractive",
            confidence=confidence,
            citations=tuple(citations),
            checks=checks,
        )

    def _question(self, ask: str | None) -> Question:
        done = tried(self.case)
        said = [m.text for m in self.case.visible if m.author in ("agent", "bot")] + list(done)
        pieces = matter(self.case) if ask is None else [(ask, 1.0)]
        return question(pieces, self.case.language, said, self.near, done)

    def _picks(self, kind: str) -> list[Pick]:
        """The best passage, then more of its page, then for each open question the passage that answers it."""
        whole, asks = self.answered[0], self.answered[1:]
        texts = [quotable_text(f.passage) for a in self.answered for f in a.found if f.passage.kind == kind]
        idf = rarity(texts, self.case.language)
        room = self._room()
        options = self._options(kind, whole, idf, _MOST_UNITS, room)
        if not options:
            return []
        out = [options[0]]
        if self.case.public and kind == "article":
            return out
        if kind == "resolution":
            return out if options[0].score >= _LEAST_PAST and options[0].length >= 60 else []
        page = options[0].found.passage.source_id
        more = [
            o
            for o in options[1:]
            if o.found.passage.source_id == page and o.score >= _MORE * options[0].score and _rows(o) <= _rows(out[0])
        ]
        for ask in asks:
            more += [
                o
                for o in self._options(kind, ask, idf, 2, room)[:1]
                if o.score >= _LEAST_ASK and o.found.relevance >= _SURE_ASK
            ]
        for option in more:
            short = self.case.channel in SHORT_CHANNELS
            if len(out) == (2 if short else 3) or sum(p.length for p in out) + option.length > room:
                continue
            added = _without(option, out)
            if added.units and not _bare(added) and not self._said_already(added, out):
                out.append(added)
        out = [p for p in out if not _bare(p)] or out
        return sorted(out, key=lambda p: _place(p, page))

    def _options(self, kind: str, part: Answered, idf: dict[str, float], most: int, room: int) -> list[Pick]:
        """What each found passage offers, best first."""
        pool = [f for f in part.found if f.passage.kind == kind and self._usable(f)][:_CONSIDERED]
        if kind == "article" and self.near and part.ask is None:
            pool = [f for f in pool if self._compared(f)]
        if not pool or room < 60:
            return []
        asked = self._question(part.ask)
        vouched, places = (self._vouched(), self.case.places) if kind == "resolution" else (None, None)
        tries = (pick(asked, f, idf, most=most, room=room, vouched=vouched, places=places) for f in pool)
        picked = [p for p in tries if p is not None]
        said = {p.found.passage.source_id for p in picked if not _rows(p)}
        done = {w for t in tried(self.case) for w in content(t, self.case.language)}

        words = {w for text, _ in matter(self.case) for w in content(text, self.case.language)}

        reads = _ODDS if self.case.language == "en" else _ODDS / 2

        def rank(p: Pick) -> float:
            title = set(content(p.found.passage.title, self.case.language))
            about = set(content(_subject(p.found.passage), self.case.language))
            repeats = bool(about) and len(about & done) >= 0.5 * len(about)  # a page about what was tried already
            siblings = sum(1 for f in pool if f.passage.source_id == p.found.passage.source_id)
            sure = min(0.995, max(0.005, p.found.relevance))
            odds = math.log(sure / (1 - sure))  # relevance of good passages lies close together
            coded = _CODED if any(any(c.isdigit() for c in w) for w in title & words) else 0.0
            return (
                reads * odds
                + 0.8 * p.score
                + coded
                + 0.03 * min(siblings, 4)
                - (_TRIED if repeats else 0.0)
                - (_BARE if _bare(p) else 0.0)
                - (_ROWS if _rows(p) and p.found.passage.source_id in said else 0.0)
            )

        return sorted(picked, key=rank, reverse=True)

    def _compared(self, found: Found) -> bool:
        """Whether its parts were compared in meaning: numbers of one that wasn't can't be held against these."""
        parts = together(candidates(found.passage, quotable_text(found.passage)))
        return any(wording(p) in self.near for p in parts)

    def _said_already(self, option: Pick, picks: Sequence[Pick]) -> bool:
        new = set(content(_text_of(option), self.case.language))
        have = {w for p in picks for w in content(_text_of(p), self.case.language)}
        return not new or len(new & have) > 0.6 * len(new)

    def _usable(self, found: Found) -> bool:
        passage = found.passage
        if found.below_floor or passage.visibility != "public":
            return False
        if passage.kind == "article":
            return True
        held = passage.metadata.get("solved") is not False and not passage.metadata.get("reopened")
        rating = passage.metadata.get("rating")
        same_language = (passage.language or self.case.language).split("-")[0] == self.case.language
        return held and same_language and (not isinstance(rating, int) or rating >= 3)

    def _vouched(self) -> list[Value]:
        """Values that today's articles hold: only those may come out of a past answer."""
        texts = [f.passage.text for a in self.answered for f in a.found if f.passage.kind == "article"]
        return [v for text in texts for v in extract(text)]

    def _room(self) -> int:
        if self.case.limit:
            known = phrases(self.case.language)
            tail = len(known.direct) + 1 if self.case.public else 0
            name = known.hi.format(name=self.case.first_name) if self.case.first_name else known.hi_nobody
            return self.case.limit - len(name) - tail - 2
        return _ROOM.get(self.case.channel, _ROOM_SHORT)

    def _confidence(self, picks: Sequence[Pick]) -> float:
        lead = picks[0]
        value = 0.2 + 0.6 * lead.found.relevance + 0.15 * min(1.0, lead.score)
        other = {"article": "resolution", "resolution": "article"}[lead.found.passage.kind]
        words = set(content(_text_of(lead), self.case.language))
        agreeing = any(
            words and len(words & set(content(quotable_text(f.passage), self.case.language))) >= 0.5 * len(words)
            for f in self.answered[0].found
            if f.passage.kind == other and self._usable(f)
        )
        value += 0.07 if agreeing else 0.0
        if self.case.public and wrong(self.case.turn_text):
            value *= 0.65  # a complaint that all can read wants a person, not a rule
        if lead.found.other_language:
            value -= 0.2
        if lead.found.passage.kind == "resolution":
            value *= 0.85  # approved knowledge before what one agent once wrote
        return round(min(0.95, max(0.05, value)), 3)


def _place(p: Pick, page: str) -> tuple[bool, int]:
    """The first page's passages in their own order, then the others."""
    number = p.found.passage.id.rpartition("#")[2]
    here = p.found.passage.source_id == page
    return not here, int(number) if here and number.isdigit() else 0


def _bare(p: Pick) -> bool:
    """A list without its lead: of what it is one, only a heading says that is not quoted."""
    return len(p.units) > 1 and all(u.kind == "bullet" for u in p.units)


def _rows(p: Pick) -> bool:
    """Nothing but rows of a table."""
    return all(u.kind == "row" for u in p.units)


def _subject(passage: Passage) -> str:
    """The title without names: "Descaling Arc and Arc Pro" is about descaling. As it is where every noun is large."""
    first, _, rest = passage.title.partition(" ")
    if passage.language != "en":
        return passage.title
    return " ".join([first, *(word for word in rest.split() if not word[:1].isupper())])


def _text_of(p: Pick) -> str:
    return " ".join(u.text for u in p.units)


def _without(p: Pick, others: Sequence[Pick]) -> Pick:
    """The pick without what another one already says."""
    have = {u.text for o in others for u in o.units}
    return replace(p, units=tuple(u for u in p.units if u.text not in have))


def _much_the_same(a: Reply, b: Reply) -> bool:
    quotes_a, quotes_b = (set(content(" ".join(c.quote for c in r.citations))) for r in (a, b))
    small = min(len(quotes_a), len(quotes_b))
    return bool(small) and len(quotes_a & quotes_b) > 0.8 * small


def _detail(known: Phrases, name: str) -> str | None:
    low = name.lower()
    return next((what for key, what in known.details.items() if key in low), None)


def _body(picks: Sequence[Pick]) -> tuple[str, list[tuple[int, int, Pick, int, int, int]]]:
    """The text of all picks, and for each verbatim span (start, end in body, pick, start, end in passage, number)."""
    body = ""
    spans: list[tuple[int, int, Pick, int, int, int]] = []
    numbers: dict[str, int] = {}
    for p in picks:
        number = numbers.setdefault(p.found.passage.id, len(numbers) + 1)
        if body:
            body += "\n\n"
        step, before = 0, None
        for unit in p.units:
            if before is not None:
                apart = before.block != unit.block and len(unit.text) > 160
                body += "\n" if unit.listed or before.listed else "\n\n" if apart else " "
            if unit.kind == "step" and sum(u.kind == "step" for u in p.units) > 1:
                step += 1
                body += f"{step}. "
            elif unit.kind != "step" and unit.listed and sum(u.listed for u in p.units) > 1:
                body += "- "
            for n, (a, b) in enumerate(unit.pieces):
                body += ("", ": ")[n] if n < 2 else ", "
                spans.append((len(body), len(body) + b - a, p, a, b, number))
                body += p.text[a:b]
            before = unit
    return body, spans


def _citations(spans: list[tuple[int, int, Pick, int, int, int]], at: int) -> list[Citation]:
    """One citation for each verbatim span; ``at`` is where the body begins in the reply."""
    return [
        Citation.of(p.found.passage, p.text[a:b], at + start, at + end, number) for start, end, p, a, b, number in spans
    ]


def _wrap(case: Case, body: str, known: Phrases) -> str:
    """The channel's greeting and sign-off around a body; no facts but the customer's name."""
    feeling = mood(case)
    upset = feeling in ("angry", "frustrated") or (case.public and feeling != "pleased" and wrong(case.turn_text))
    opening = known.sorry_bot if case.bot_failed else known.sorry if upset else ""
    if case.channel in ("phone", "video"):
        return "\n\n".join(part for part in (opening[:1].upper() + opening[1:], body) if part)
    if case.channel in SHORT_CHANNELS:
        greeting = known.hi.format(name=case.first_name) if case.first_name else known.hi_nobody
        fits = case.limit is None or len(greeting) + len(opening) + len(body) + 3 <= case.limit
        lead = " ".join(part for part in (greeting, opening if fits else "") if part)
        breaks = "\n" in body or len(body) > 220
        apart = "\n\n" if not case.limit else "\n"
        # quoted sentences begin with a capital, which doesn't go on after the comma of "Hi Maja,"
        near = "\n" if lead.endswith(",") else " "
        return lead + (apart if breaks and (not case.limit or body.startswith(("1. ", "- "))) else near) + body
    name = (
        case.first_name
        if case.public or known.hello.startswith(("Hello", "Hola", "Beste", "Bonjour"))
        else case.customer_name
    )
    greeting = known.hello.format(name=name) if name else known.hello_nobody
    closing = "" if case.public else known.more
    sign_off = known.regards + ("\n" + case.policy.signature.strip() if case.policy.signature.strip() else "")
    return "\n\n".join(
        part
        for part in (
            greeting,
            " ".join(p[:1].upper() + p[1:] if n else p for n, p in enumerate(o for o in (known.thanks, opening) if o)),
            body,
            closing,
            sign_off,
        )
        if part
    )


def draft_reply(case: Case, draft: str, evidence: Evidence, id_prefix: str) -> Reply:
    """The agent's own text, unchanged, with the checks that a written reply gets."""
    checks = check_reply(draft, [], evidence, language=detect_language(draft), wanted_language=case.language)
    checks += check_consistency(draft, case, own=True)
    failed = sum(1 for c in checks if not c.ok)
    return Reply(
        id=f"{id_prefix}-own",
        text=draft,
        language=detect_language(draft),
        origin="extractive",
        confidence=round(max(0.1, 0.8 - 0.2 * failed), 3),
        checks=checks,
    )


def quoted_answer(case: Case, asked: str, passages: Sequence[tuple[Found, str]], id_prefix: str) -> Reply | None:
    """For the agent's own question: the passages' own words, internal ones too; never to be inserted into a reply."""
    texts = [text for _, text in passages]
    idf = rarity(texts, case.language)
    halves = apart(asked)
    picks: list[Pick] = []
    for half in halves:
        wanted = question([(half, 1.0)], case.language)
        able = [p for f, _ in passages if not f.below_floor and (p := pick(wanted, f, idf, most=3, room=700))]
        able = [p for p in able if not _bare(p)] or able
        able.sort(key=lambda p: -(p.found.relevance + (0.35 if len(halves) == 1 else 1.0) * p.score))
        known = {p.found.passage.id for p in picks}
        picks += [p for p in able if p.found.passage.id not in known][: 2 // len(halves)]
    if not picks:
        return None
    body, spans = _body(picks)
    evidence = Evidence(
        passages={f.passage.id: f"{f.passage.title}\n{t}" for f, t in passages}, hosts=case.policy.links
    )
    citations = _citations(spans, 0)
    return Reply(
        id=f"{id_prefix}-k",
        text=body,
        language=picks[0].found.passage.language,
        origin="extractive",
        confidence=round(min(0.95, 0.3 + 0.6 * picks[0].found.relevance), 3),
        citations=tuple(citations),
        checks=check_reply(body, citations, evidence),
        insertable=False,
    )
