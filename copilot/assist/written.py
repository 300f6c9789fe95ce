"""Replies that a model writes: streamed without their markers, then every claim held against its passage."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from copilot.assist.case import Case
from copilot.assist.events import Event
from copilot.assist.markers import Markers
from copilot.domain import Citation, Reply
from copilot.guard.grounding import Evidence, check_reply
from copilot.guard.sentences import Unit, sentence_at, units
from copilot.guard.values import extract, same
from copilot.guard.words import content
from copilot.llm import Llm, Meter, Say
from retrieval.documents import Found
from retrieval.text import detect_language


@dataclass(frozen=True, slots=True)
class Writing:
    """One reply to be written; ``passages`` are (found, text) in the order of their numbers in the prompt."""

    llm: Llm
    prompt: Sequence[Say]
    case: Case
    passages: Sequence[tuple[Found, str]]
    evidence: Evidence
    reply_id: str
    deadline: float
    meter: Meter
    insertable: bool = True

    async def events(self) -> AsyncGenerator[Event, None]:
        """``reply.delta`` events, then the whole as ``reply`` (or ``answer``). Raises LlmFailed."""
        markers = Markers()
        async with aclosing(self.llm.stream(self.prompt, deadline=self.deadline, meter=self.meter)) as stream:
            async for piece in stream:
                if delta := markers.feed(piece):
                    yield self._delta(delta)
        if delta := markers.finish():
            yield self._delta(delta)
        yield Event("reply" if self.insertable else "answer", self._reply(markers))

    def _delta(self, text: str) -> Event:
        return Event("reply.delta", {"reply_id": self.reply_id, "text": text})

    def _reply(self, markers: Markers) -> Reply:
        text = markers.text.rstrip()
        citations, unknown = cite(text, markers.places, self.passages, self.case.language)
        language = detect_language(text)
        checks = check_reply(
            text,
            citations,
            self.evidence,
            language=language,
            wanted_language=self.case.language if self.insertable else None,
            unknown_marks=unknown,
        )
        failed = sum(1 for c in checks if not c.ok)
        relevance = max((f.relevance for f, _ in self.passages), default=0.0)
        confidence = (0.35 + 0.55 * relevance if citations else 0.3) - 0.15 * failed
        return Reply(
            id=self.reply_id,
            text=text,
            language=language or self.case.language,
            origin="llm",
            confidence=round(min(0.95, max(0.05, confidence)), 3),
            citations=tuple(citations),
            checks=checks,
            insertable=self.insertable,
        )


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
