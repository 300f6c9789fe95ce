"""Replies that a model writes: one stream of up to three, without their markers, then every claim held against its
passage."""

import re
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace

from copilot.assist.candidates import Splitter
from copilot.assist.case import Case
from copilot.assist.confidence import confidence
from copilot.assist.consistency import check_consistency
from copilot.assist.events import Event
from copilot.assist.form import failed
from copilot.assist.issue import complains
from copilot.assist.markers import Markers
from copilot.assist.prompting import Prompt
from copilot.assist.unwrapping import Unwrapper, packaging
from copilot.domain import Citation, Reply
from copilot.guard.grounding import Evidence, check_reply
from copilot.guard.redaction import left_over
from copilot.guard.sentences import Unit, sentence_at, units
from copilot.guard.values import extract, same
from copilot.guard.words import content
from copilot.llm import LlmFailed, Meter, Model
from retrieval.documents import Found
from retrieval.text import detect_language
from retrieval.visible import VisibleStream

_SAME = 0.85
"""Share of their words that two candidates have in common, from which on they are one."""
_TURNS = re.compile(
    r"(?:not|no|never|nor|none|without|cannot|unable|nicht|kein\w*|nie|ohne|pas|aucune?|sans|jamais|sin|nunca|niet|geen|"
    r"nooit|zonder|unless|except|only|if|wenn|nur|falls|außer|\w+n['’]?t)|\w*\d\w*",
    re.IGNORECASE,
)
"""Words of which one more or less makes another answer."""
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Writing:
    """The replies of one call; ``passages`` are (found, text) in the order of their numbers in the prompt.

    The first reply is ``reply_id``, the others ``reply_id`` with 2 and 3 behind it.
    """

    llm: Model
    prompt: Prompt
    case: Case
    passages: Sequence[tuple[Found, str]]
    evidence: Callable[[], Evidence]
    """What vouches for a reply; worked out when the first is whole, or by whoever needs it sooner."""
    reply_id: str
    deadline: float
    meter: Meter
    insertable: bool = True
    weak: bool = False
    """The embedding model reads the customer's language badly."""
    after: LlmFailed | None = None
    """What the reply before this one came to, where this one replaces it."""

    async def events(self) -> AsyncGenerator[Event, None]:
        """For each reply ``reply.delta`` events, then the whole as ``reply`` (or ``answer``) as soon as it ends.

        One that differs in nothing from one before is taken back with ``reply.withdrawn``, and so is one that the model
        leaves unfinished. Raises LlmFailed after that; the replies before it stay.
        """
        done: list[Reply] = []
        current = _Candidate(self.reply_id)
        try:
            async with aclosing(self._parts()) as parts:
                async for part in parts:
                    if part is not None:
                        if delta := current.markers.feed(part):
                            yield current.delta(delta)
                        continue
                    for event in self._ended(current, done):
                        yield event
                    if len(done) == self.prompt.most:
                        return  # more than was asked for: the call is cancelled
                    current = _Candidate(f"{self.reply_id}{current.number + 1}", current.number + 1)
        except LlmFailed as e:
            if current.markers.text:
                yield Event("reply.withdrawn", {"reply_id": current.id, "reason": e.code})
            raise
        for event in self._ended(current, done):
            yield event

    async def _parts(self) -> AsyncGenerator[str | None, None]:
        """Pieces of text, and None between two replies."""
        seen = VisibleStream()
        bare = Unwrapper(several=self.prompt.most is not None and self.prompt.most > 1)
        splitter = Splitter(cuts=self.prompt.most is not None)
        stream = self.llm.stream(
            self.prompt.says,
            deadline=self.deadline,
            meter=self.meter,
            max_tokens=self.prompt.max_tokens,
            after=self.after,
        )
        async with aclosing(stream):
            async for piece in stream:
                for part in splitter.feed(bare.feed(seen.feed(piece))):
                    yield part
        for part in (*splitter.feed(bare.feed(seen.finish()) + bare.finish()), *splitter.finish()):
            yield part

    def _ended(self, candidate: "_Candidate", done: list[Reply]) -> Iterator[Event]:
        """What is still to be shown of a reply, and the whole. Raises LlmFailed where there is none at all."""
        if delta := candidate.markers.finish():
            yield candidate.delta(delta)
        if not candidate.markers.text.strip():
            if not done:
                raise LlmFailed("llm_bad_answer", "The model answered with nothing.")
            return
        reply = self._reply(candidate)
        if any(_alike(reply.text, other.text) for other in done):
            yield Event("reply.withdrawn", {"reply_id": reply.id, "reason": "duplicate"})
            return
        done.append(reply)
        yield Event("reply" if self.insertable else "answer", reply)

    def _reply(self, candidate: "_Candidate") -> Reply:
        text = candidate.markers.text.rstrip()
        citations, unknown = cite(text, candidate.markers.places, self.passages, self.case.language)
        language = detect_language(text)
        checks = check_reply(
            text,
            citations,
            self.evidence(),
            language=language,
            wanted_language=self.case.language if self.insertable else None,
            unknown_marks=unknown,
            written=True,
        )
        if self.insertable:
            checks += check_consistency(text, self.case)
        if (raw := packaging(text)) is not None:
            detail = "It is wrapped in JSON, which no customer may read."
            checks += (failed(raw.start(), raw.end(), raw[0].strip()[:80], detail),)
        checks += left_over(text)
        cited = {c.passage_id for c in citations}
        # approved knowledge first: what it cites of past answers beside an article takes nothing away
        best = max(
            (f for f, _ in self.passages if f.passage.id in cited),
            key=lambda f: (f.passage.kind == "article", f.relevance),
            default=None,
        )
        sure = confidence(
            best.relevance if best else None,
            checks,
            written=True,
            weak=self.weak or (best is not None and best.other_language),
            past=best is not None and best.passage.kind == "resolution",
            complaint=self.case.public and complains(self.case),
        )
        return Reply(
            id=candidate.id,
            text=text,
            language=language or self.case.language,
            origin="llm",
            prompt_version=self.prompt.version,
            confidence=sure,
            citations=tuple(citations),
            checks=checks,
            insertable=self.insertable,
        )


@dataclass(slots=True)
class _Candidate:
    """One reply under way."""

    id: str
    number: int = 1
    markers: Markers = field(default_factory=Markers)

    def delta(self, text: str) -> Event:
        return Event("reply.delta", {"reply_id": self.id, "text": text})


def _alike(a: str, b: str) -> bool:
    """True where two replies say the same: nearly the same words, and no number or negation in only one of them."""
    one, other = ({w.lower() for w in _WORD.findall(text)} for text in (a, b))
    if any(_TURNS.fullmatch(w) for w in one ^ other):
        return False
    return len(one & other) >= _SAME * len(one | other)


async def written(writing: Writing) -> AsyncGenerator[Event, None]:
    """The events of a writing. Where it fails before any reply is whole and another model has the time, that one writes
    anew from the start, under ids of its own. Raises LlmFailed."""
    while True:
        whole = False
        try:
            async with aclosing(writing.events()) as events:
                async for event in events:
                    whole = whole or isinstance(event.data, Reply)
                    yield event
            return
        except LlmFailed as e:
            if whole or not writing.llm.follows(e, writing.deadline):
                raise
            writing = replace(writing, reply_id=f"{writing.reply_id}n", after=e)


def cite(
    text: str, places: Sequence[tuple[int, int]], passages: Sequence[tuple[Found, str]], language: str | None
) -> tuple[list[Citation], list[tuple[int, int]]]:
    """Citations for the markers of a text, each with the span of the passage that supports its sentence best, and the
    markers that name no passage."""
    out: list[Citation] = []
    unknown: list[tuple[int, int]] = []
    for place, number in places:
        place = min(place, len(text))
        if not 1 <= number <= len(passages):
            unknown.append((place, number))
            continue
        found, source = passages[number - 1]
        start, end = sentence_at(text, place)
        quote = support(text[start:end], source, language)
        if start >= end or quote is None or any((c.start, c.end, c.number) == (start, end, number) for c in out):
            continue
        out.append(Citation.of(found.passage, quote.text, start, end, number))
    return out, unknown


def support(sentence: str, source: str, language: str | None) -> Unit | None:
    """The unit of ``source`` that says most of what ``sentence`` says; None for an empty source."""
    words, values = set(content(sentence, language)), extract(sentence)

    def score(unit: Unit) -> tuple[float, int]:
        known = extract(unit.text)
        shared = sum(1 for v in values if any(same(v, k) for k in known))
        return 1.5 * shared + len(words & set(content(unit.text, language))), -unit.start

    return max(units(source), key=score, default=None)
