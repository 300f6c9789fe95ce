"""Replies without a model: verbatim from approved passages and past answers, in the wrapper the channel wants."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from copilot.assist.bots import said_by_bot
from copilot.assist.case import SHORT_CHANNELS, Case, apart
from copilot.assist.confidence import confidence
from copilot.assist.consistency import against, check_consistency
from copilot.assist.extract import Pick, Question, pick, question, quotable_text, rarity
from copilot.assist.facts import tried
from copilot.assist.gather import Answered
from copilot.assist.hazards import dangerous, warns
from copilot.assist.issue import complains, matter
from copilot.assist.parts import candidates, together, wording
from copilot.assist.phrases import Phrases, phrases
from copilot.assist.wrapping import body_of, citations_of, wrapped
from copilot.domain import Citation, NextAction, Reply
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
_TRIED, _ODDS, _PLACE, _CODED, _BARE, _ROWS = 0.3, 0.1, 0.1, 0.2, 0.1, 0.35
"""On the scale of scores: what a page about something done already loses, what a step on the scale of odds counts (half
where the packaged model doesn't read the language), what a page loses by its place among those found (times the
logarithm), what a code in the title counts that the customer named, what a list without its lead loses, what a table's
rows read aloud lose where its page has sentences about the matter."""
_INVITED = 0.5
"""Confidence of the bare invitation to a direct message."""
_ABOUT, _ADDS = 0.5, 0.8
"""Share of a second reply's words that stand on the first one's page, at least, and in the first one, at most."""
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
    weak: bool = False
    """The embedding model reads the customer's language badly."""

    def replies(self) -> list[Reply]:
        """An answer from articles, then one from past answers, best first; nothing where nothing fits."""
        if self.case.public and not self.case.asks and complains(self.case):
            return [r for r in (self.invitation(),) if r is not None]  # who only complains wants no page read out
        article, past = self._from("article", "a"), self._from("resolution", "p")
        if article is not None and past is not None:
            if not _clean(article) and _clean(past):
                article = None
            elif not _clean(past) or not self._earned(past, article):
                past = None
        out = [r for r in (article, past, self.invitation()) if r is not None]
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
        text = wrapped(self.case, line, known)
        return self._reply(f"{self.id_prefix}-q", text, [], sure=round(0.6 * action.confidence, 3))

    def invitation(self) -> Reply | None:
        """For a public thread: asks for a direct message and says nothing else."""
        if not self.case.public:
            return None
        known = phrases(self.case.language)
        return self._reply(f"{self.id_prefix}-d", wrapped(self.case, known.direct, known), [], sure=_INVITED)

    def _earned(self, past: Reply, article: Reply) -> bool:
        """A second reply is about what the first one is about, and adds to it; or it is the better one."""
        if past.confidence > article.confidence:
            return True
        language = self.case.language
        new = set(content(" ".join(c.quote for c in past.citations), language))
        said = set(content(" ".join(c.quote for c in article.citations), language))
        pages = {c.source_id for c in article.citations}
        texts = {f.passage.id: f.passage.text for a in self.answered for f in a.found if f.passage.source_id in pages}
        known = {w for text in texts.values() for w in content(text, language)}
        return bool(new) and len(new & known) >= _ABOUT * len(new) and len(new & said) <= _ADDS * len(new)

    def _from(self, kind: str, suffix: str) -> Reply | None:
        picks = self._picks(kind)
        if not picks:
            return None
        known = phrases(self.case.language)
        body, spans = body_of(picks)
        if self.case.public:
            ended = body.rstrip().endswith((".", "!", "?", ")"))
            body += ("\n\n" if self.case.channel not in SHORT_CHANNELS else " " if ended else "\n") + known.direct
        text = wrapped(self.case, body, known)
        if self.case.limit and len(text) > self.case.limit:
            return None
        at = text.index(body)
        citations = citations_of(spans, at)
        return self._reply(f"{self.id_prefix}-{suffix}", text, citations, picks[0].found)

    def _reply(
        self, reply_id: str, text: str, citations: list[Citation], source: Found | None = None, sure: float = 0.0
    ) -> Reply:
        """``sure``: its confidence where it rests on no ``source``."""
        language = (source.passage.language if source else None) or self.case.language
        checks = check_reply(text, citations, self.evidence, language=language, wanted_language=self.case.language)
        checks += check_consistency(text, self.case)
        if source is not None:
            sure = confidence(
                source.relevance,
                checks,
                written=False,
                weak=self.weak or source.other_language,
                past=source.passage.kind == "resolution",
                complaint=self.case.public and complains(self.case),
            )
        return Reply(
            id=reply_id,
            text=text,
            language=language,
            origin="extractive",
            confidence=sure,
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
        if dangerous(self.case):
            page = options[0].found.passage.source_id  # its warning before whatever else it says
            options.sort(key=lambda o: o.found.passage.source_id != page or not any(warns(u.text) for u in o.units))
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
        picked = [f for p in tries if p is not None and not self._bots(p) and (f := self._fitting(p)).units]
        said = {p.found.passage.source_id for p in picked if not _rows(p)}
        done = {w for t in tried(self.case) for w in content(t, self.case.language)}

        words = {w for text, _ in matter(self.case) for w in content(text, self.case.language)}

        reads = _ODDS if self.case.language == "en" else _ODDS / 2
        pages = list(dict.fromkeys(f.passage.source_id for f in part.found if f.passage.kind == kind))

        def rank(p: Pick) -> float:
            title = set(content(p.found.passage.title, self.case.language))
            about = set(content(_subject(p.found.passage), self.case.language))
            # a page about what was tried already; an error code is what it was tried for
            steps = {w for w in about & done if not any(c.isdigit() for c in w)}
            repeats = bool(about) and len(steps) >= 0.5 * len(about)
            siblings = sum(1 for f in pool if f.passage.source_id == p.found.passage.source_id)
            sure = min(0.995, max(0.005, p.found.relevance))
            odds = math.log(sure / (1 - sure))  # relevance of good passages lies close together
            coded = _CODED if any(any(c.isdigit() for c in w) for w in title & words) else 0.0
            return (
                reads * odds
                + 0.8 * p.score
                + coded
                + 0.05 * min(siblings, 4)
                - (_PLACE * math.log1p(pages.index(p.found.passage.source_id)) if kind == "article" else 0.0)
                - (_TRIED if repeats or any(against(u.text, self.case) for u in p.units) else 0.0)
                - (_BARE if _bare(p) else 0.0)
                - (_ROWS if _rows(p) and p.found.passage.source_id in said else 0.0)
            )

        return sorted(picked, key=rank, reverse=True)

    def _fitting(self, p: Pick) -> Pick:
        """Without the steps, items and rows that ask for what the customer gave or propose what they tried; what a
        sentence says others may lean on."""
        return replace(p, units=tuple(u for u in p.units if not (u.listed and against(u.text, self.case))))

    def _bots(self, p: Pick) -> bool:
        """Whether it is mostly what a bot answered, which did not help."""
        again = [u for u in p.units if said_by_bot(self.case, u.text)]
        return 2 * len(again) >= len(p.units)

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
            tail += len(known.sorry_bot_short) + 1 if self.case.bot_unanswered else 0
            return self.case.limit - len(name) - tail - 2
        return _ROOM.get(self.case.channel, _ROOM_SHORT)


def _clean(reply: Reply) -> bool:
    return all(c.ok for c in reply.checks)


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


def _detail(known: Phrases, name: str) -> str | None:
    low = name.lower()
    return next((what for key, what in known.details.items() if key in low), None)


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
    body, spans = body_of(picks)
    evidence = Evidence(
        passages={f.passage.id: f"{f.passage.title}\n{t}" for f, t in passages}, hosts=case.policy.links
    )
    citations = citations_of(spans, 0)
    checks = check_reply(body, citations, evidence)
    return Reply(
        id=f"{id_prefix}-k",
        text=body,
        language=picks[0].found.passage.language,
        origin="extractive",
        confidence=confidence(picks[0].found.relevance, checks, written=False),
        citations=tuple(citations),
        checks=checks,
        insertable=False,
    )
