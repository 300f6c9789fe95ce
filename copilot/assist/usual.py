"""The usual answer: what past customers with the same question were told in the same words, for a bot to say again.

A text that one agent once wrote is no approved knowledge. The same words, given to several customers whose cases stayed
solved, are, where the tenant's policy says so; unless they tell of one case, hold personal data or may be out of date.
Pure.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from copilot.assist.case import Case
from copilot.assist.consistency import check_consistency
from copilot.assist.extract import quotable_text
from copilot.assist.phrases import phrases
from copilot.assist.wrapping import wrapped
from copilot.domain import Citation, Reply
from copilot.drafting import Noted
from copilot.guard.evidence import Evidence
from copilot.guard.grounding import check_reply
from copilot.guard.identifiers import identifiers
from copilot.guard.injection import signs
from copilot.guard.personal import case_bound, personal
from copilot.guard.placeholders import placeholders
from copilot.guard.sentences import units
from copilot.guard.values import Value, extract, same
from retrieval.agreement import agreed, answered
from retrieval.documents import Found

CUSTOMERS = 3
"""Different customers who were given the same words; cases that don't say whose they are count half."""
_FAILED = 0.2
"""Share of the cases with these words that were reopened or rated badly, from which on they are no good answer."""
_LATELY = timedelta(days=365)
"""Since when the words must have been given for what they say to be thought true today, where no article says it."""
_MOST = 0.97
_COURTESY = re.compile(
    r"^(?:(?:many )?thank(?:s| you)|(?:i|we)(?:['’]m| am|['’]re| are) (?:so |very |really )?sorry|sorry|apologies|"
    r"(?:i|we) (?:apologi[sz]e|understand|appreciate|hope)|great|of course|you['’]?re welcome|welcome|please let "
    r"(?:us|me) know|"
    r"(?:vielen |herzlichen )?dank|danke|gerne|es tut (?:mir|uns)|merci|gracias|bedankt)\b",
    re.IGNORECASE,
)
_DONE = (
    r"booked|sent|asked|opened|refunded|cancell?ed|added|noted|spoke|spoken|found|changed|made|called|checked|updated|"
    r"reset|processed|issued|shipped|removed|unlocked|escalated|forwarded|passed|credited|applied|extended|arranged|"
    r"ordered|put|done|taken|given|paid|set|looked|received|paused|stopped|closed|fixed|resolved|blocked|replaced"
)
_ONE_CASE = re.compile(
    rf"\b(?:i|we)(?:['’]ve| have| has| had)?(?: also| already| now| just| gone ahead and| since)* (?:{_DONE})\b|"
    r"\b(?:i|we)(?:['’]ve| have)(?: also| already| now| just)* \w+(?:ed|en)\b|"
    r"\b(?:i|we)(?:['’]ll| will| shall)\b|\b(?:i|we)(?:['’]m| am|['’]re| are) \w+ing\b|\bi(?:['’]m| am| can| could)\b|"
    rf"\b(?:has|have|had|was|were)(?: already| now| just)*(?: been)? (?:{_DONE})\b|"
    r"\byour (?:order|parcel|machine|repair|refund|replacement|label|subscription|invoice|account|points|case|card|"
    r"payment|package|request) (?:is|was|has|leaves|left|will|should)\b|"
    r"\blet me\b|\b(?:attached|enclosed)\b|\b(?:today|tomorrow|tonight|yesterday|(?:this|next) (?:morning|afternoon|"
    r"evening|week|month))\b|\bas promised\b|\byour (?:sister|brother|husband|wife|mother|father|friend|partner|son|"
    r"daughter)\b",
    re.IGNORECASE,
)
"""Tells what was done or will be done for one customer: said to another, it would be invented."""


@dataclass(frozen=True, slots=True)
class Usual:
    """A usual answer as a reply, and what forbids to send it."""

    reply: Reply
    flaws: tuple[Noted, ...]
    topics: tuple[str, ...] = ()
    """Tags of most of the cases."""


def usual(case: Case, similar: Sequence[Found], evidence: Evidence, *, reply_id: str, now: datetime) -> Usual | None:
    """The usual answer to what the customer asks; None where past cases don't agree on one.

    ``similar``: past cases as ``Retriever.similar`` finds them for the thread, none internal. ``evidence``: what a
    reply may rest on today. ``now``: what counts as lately.
    """
    cases = [_clean(f) for f in similar]
    judged = agreed(case.turn_text, cases)
    if judged is None or not judged.group.startswith("said:"):
        return None
    alike = [f for f in cases if answered(f.passage) == judged.group]
    good = [f for f in alike if _held(f)]
    if _customers(good) < CUSTOMERS or len(alike) - len(good) > _FAILED * len(alike):
        return None
    best = max(good, key=lambda f: (f.passage.metadata.get("closed_at") or 0, f.relevance, f.passage.id)).passage
    body = _body(quotable_text(best))
    text = wrapped(case, body, phrases(case.language)) if body else ""
    if not text or case.public or (case.limit is not None and len(text) > case.limit):
        return None  # where all can read it, only articles are quoted
    at = text.index(body)
    citation = Citation.of(best, body, at, at + len(body), 1)
    rests = replace(evidence, passages={**evidence.passages, best.id: body})
    language = best.language or case.language
    checks = check_reply(text, [citation], rests, language=language, wanted_language=case.language)
    checks += check_consistency(text, case)
    reply = Reply(
        id=reply_id,
        text=text,
        language=language,
        origin="extractive",
        confidence=round(min(_MOST, judged.sureness), 3),
        citations=(citation,),
        checks=checks,
    )
    flaws = _flaws(body, language, good, evidence, now)
    tags = Counter(tag for f in good for tag in set(f.passage.tags))
    topics = tuple(sorted(tag for tag, n in tags.items() if 2 * n >= len(good)))
    return Usual(reply, tuple({n.code: n for n in reversed(list(flaws))}.values()), topics)


def _clean(found: Found) -> Found:
    """With the person taken out of the answer, so that cases differ in their answers and not in names."""
    said = quotable_text(found.passage)
    metadata = found.passage.metadata | {"answer": said}
    return found.model_copy(update={"passage": found.passage.model_copy(update={"metadata": metadata})})


def _held(found: Found) -> bool:
    """It was solved, stayed so, and nobody was unhappy with it."""
    known = found.passage.metadata
    rating = known.get("rating")
    stayed = known.get("solved") is True and not known.get("reopened")
    return stayed and (not isinstance(rating, int) or rating >= 3) and found.passage.visibility == "public"


def _customers(cases: Sequence[Found]) -> int:
    known = [f.passage.metadata.get("customer_id") for f in cases]
    return len({k for k in known if k}) + sum(not k for k in known) // 2


def _body(text: str) -> str:
    """Without the courtesies that an answer begins and ends with; what is left is word for word."""
    kept = [u for u in units(text) if not _COURTESY.match(u.text) or _ONE_CASE.search(u.text)]
    return text[kept[0].start : kept[-1].end].strip() if kept else ""


def _flaws(body: str, language: str, cases: Sequence[Found], evidence: Evidence, now: datetime) -> Iterator[Noted]:
    if any(f.passage.metadata.get("actions") for f in cases):
        yield Noted(code="needs_action", detail="Where this was answered before, something was done for the customer.")
    foreign = not language.startswith("en")
    if _ONE_CASE.search(body) or (foreign and any(case_bound(u.text) for u in units(body))):
        yield Noted(code="needs_action", detail="The usual answer tells of something that is done for one customer.")
    masked = re.search(r"\[(?:e-mail|phone|id|address|account|name)\]", body)
    if masked or personal(body) or identifiers(body):
        yield Noted(code="personal_data", detail="The usual answer holds personal data.")
    if any(placeholders(body)):
        yield Noted(code="no_evidence", detail="The usual answer holds a placeholder.")
    if signs(body):
        yield Noted(code="injection_suspected", detail="The usual answer seems to give orders to the machine.")
    if (old := _outdated(body, cases, evidence, now)) is not None:
        yield Noted(code="unsupported_value", detail=f"{old.text!r} may be out of date: no article holds it.")


def _outdated(body: str, cases: Sequence[Found], evidence: Evidence, now: datetime) -> Value | None:
    """A value that neither today's articles hold nor an answer of late."""
    articles = [t for i, t in evidence.vouching.items() if not i.startswith("resolution:")]
    known = [v for text in articles for v in extract(text)]
    closed = max((f.passage.metadata.get("closed_at") or 0 for f in cases), default=0)
    lately = now.timestamp() - closed <= _LATELY.total_seconds()
    for value in extract(body):
        if not any(same(value, k) for k in known) and (not lately or value.kind == "date"):
            return value
    return None
