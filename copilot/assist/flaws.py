"""What keeps a reply from being sent unseen: failed checks, and evidence that may not be relied on. Pure."""

import re
from collections.abc import Iterator

from copilot.assist.assistant import Considered
from copilot.assist.phrases import spoken
from copilot.domain import Reply
from copilot.drafting import Code, Noted
from copilot.guard.sentences import units
from retrieval.text import detect_language

_CODES: dict[str, Code] = {
    "citation": "bad_citation",
    "support": "unsupported_claim",
    "value": "unsupported_value",
    "link": "foreign_link",
    "audience": "personal_data",
    "language": "wrong_language",
    "consistency": "contradiction",
}


_LIKELIER = 1.1
"""How much likelier, in odds, another article has to be than all that is quoted, to speak against the quotation. Of the
sample company's openings that would be sent, 10 of 14 such quotations were wrong (see ``python -m evals.drafts``)."""


_ABOUT = re.compile(
    r"\b(?:the|this|that) customer(?!s)\b|\b(?:dem|den|der|diesem|diesen) kunden?\b|\b(?:der|die) kundin\b|"
    r"\b(?:au|le|ce) client\b|\b(?:al|el|este) cliente\b|\b(?:de|deze) klant\b",
    re.IGNORECASE,
)
"""Speaks of the customer to someone else: an order to who answers, or a text for agents."""
_SENTENCE = 9
"""Words from which on the language of a sentence can be told."""


def flaws(reply: Reply, seen: Considered) -> tuple[Noted, ...]:
    """Each kind once, with what the first check of it says."""
    return tuple({n.code: n for n in reversed(list(_flaws(reply, seen)))}.values())


def _flaws(reply: Reply, seen: Considered) -> Iterator[Noted]:
    usual = seen.usual if seen.usual is not None and seen.usual.reply is reply else None
    if usual is not None:
        yield from usual.flaws
    for check in reply.checks:
        if not check.ok:
            yield Noted(code=_CODES[check.kind], detail=check.detail)
    if seen.case.limit is not None and len(reply.text) > seen.case.limit:
        yield Noted(code="too_long", detail=f"The channel takes {seen.case.limit} characters.")
    said = [_plain(m.text) for m in seen.case.visible if m.author == "bot"]
    if said and reply.citations and all(any(_plain(c.quote) in text for text in said) for c in reply.citations):
        yield Noted(code="bot_loop", detail="A bot has told the customer all of this already.")
    if not reply.citations:
        yield Noted(code="no_evidence", detail="The reply cites nothing.")
    if _ABOUT.search(reply.text):
        yield Noted(code="no_evidence", detail="It speaks about the customer, not to them.")
    if strange := next((u for u in _sentences(reply) if _foreign(u, reply.language)), None):
        # what was slipped into a text is often in another language than the text
        yield Noted(code="wrong_language", detail=f"A sentence is in another language: {strange[:60]}")
    if _other_fits_better(reply, seen):
        yield Noted(code="ambiguous", detail="Another article fits better than what is quoted.")
    if usual is not None:
        return  # what it rests on was looked at when it was made
    at_hand = {f.passage.id: f for f, _ in seen.found.evidence}
    for cited in reply.citations:
        found = at_hand.get(cited.passage_id)
        if found is None or found.passage.visibility != "public" or cited.passage_id in seen.evidence.suspect:
            yield Noted(code="no_evidence", detail="It cites what may not be relied on unseen.")
        elif found.passage.kind == "resolution":
            yield Noted(code="no_evidence", detail="It rests on what an agent once answered, not on an article.")


def _other_fits_better(reply: Reply, seen: Considered) -> bool:
    """Whether search holds another article for likelier than any that the reply cites."""
    pages: dict[str, float] = {}
    for found, _ in seen.found.evidence:
        if found.passage.kind == "article":
            name = found.passage.source_id
            pages[name] = max(pages.get(name, 0.0), found.relevance)
    named = {
        f.passage.source_id for f, _ in seen.found.evidence if f.passage.id in {c.passage_id for c in reply.citations}
    }
    cited = [pages[name] for name in named if name in pages]
    return bool(cited) and _odds(max(pages.values())) > _LIKELIER * _odds(max(cited))


def _odds(relevance: float) -> float:
    known = min(0.9999, max(0.0005, relevance))
    return known / (1 - known)


def _foreign(sentence: str, language: str | None) -> bool:
    """Whether it is in one of our languages, and in another than this one."""
    told = detect_language(sentence)
    return told is not None and language is not None and spoken(told) == told and not language.startswith(told)


def _sentences(reply: Reply) -> Iterator[str]:
    for cited in reply.citations:
        for unit in units(cited.quote):
            if len(re.findall(r"[^\W\d_]{2,}", unit.text)) >= _SENTENCE and "](" not in unit.text:
                yield unit.text


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
