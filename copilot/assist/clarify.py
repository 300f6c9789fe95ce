"""The one question that would unblock a conversation, in the customer's language. A model writes none."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from copilot.assist.case import SHORT_CHANNELS, Case
from copilot.assist.gather import Gathered
from copilot.assist.phrases import phrases, spoken
from copilot.domain import Answer, Reply
from copilot.drafting import Code

_WHAT = {
    "en": "What can we help you with?",
    "de": "Wobei können wir Ihnen helfen?",
    "fr": "En quoi pouvons-nous vous aider ?",
    "es": "¿En qué podemos ayudarle?",
    "nl": "Waarmee kunnen we u helpen?",
}
_WHICH = {
    "en": "Is it about “{one}” or “{other}”?",
    "de": "Geht es um „{one}“ oder um „{other}“?",
    "fr": "S'agit-il de « {one} » ou de « {other} » ?",
    "es": "¿Se trata de «{one}» o de «{other}»?",
    "nl": "Gaat het om ‘{one}’ of om ‘{other}’?",
}
_CLOSE = 0.04
"""Difference in relevance within which two articles are equally likely."""
_LIKELY = 0.3
"""Relevance that an article needs to be worth asking for."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, and the code of what its answer would mend."""

    code: Code
    text: str

    def reply(self, case: Case, draft_id: str) -> Reply:
        """The message that asks it."""
        known = phrases(case.language)
        if case.channel in SHORT_CHANNELS:
            name = known.hi.format(name=case.first_name) if case.first_name else known.hi_nobody
            text = f"{name} {self.text}" if not any(m.author == "bot" for m in case.visible) else self.text
        else:
            name = known.hello.format(name=case.first_name) if case.first_name else known.hello_nobody
            text = "\n\n".join((name, self.text, known.regards))
        return Reply(id=f"{draft_id}-q", text=text, language=spoken(case.language), origin="extractive", confidence=1.0)


def questions(case: Case, found: Gathered, answer: Answer) -> Iterator[Question]:
    """What could be asked, the most helpful first."""
    language = spoken(case.language)
    if any(r.code in ("small_talk", "empty_query") for r in answer.reasons):
        yield Question("nothing_asked", _WHAT[language])
        return
    best = _best_pages(found)
    if len(best) > 1 and best[0][1] >= _LIKELY and best[0][1] - best[1][1] <= _CLOSE and len(case.turn_text) < 80:
        yield Question("ambiguous", _WHICH[language].format(one=best[0][0], other=best[1][0]))


def asked_before(question: Question, said: Iterable[str]) -> bool:
    """Whether one of these texts asks it already."""
    wanted = _plain(question.text)
    return any(wanted in _plain(text) for text in said)


def _best_pages(found: Gathered) -> list[tuple[str, float]]:
    pages: dict[str, tuple[str, float]] = {}
    for f, _ in found.evidence:
        if f.passage.kind == "article":
            title, relevance = pages.get(f.passage.source_id, (f.passage.title, 0.0))
            pages[f.passage.source_id] = (title, max(relevance, f.relevance))
    return sorted(pages.values(), key=lambda p: -p[1])


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
