"""What keeps a reply from being sent unseen: failed checks, and evidence that may not be relied on. Pure."""

from collections.abc import Iterator

from copilot.assist.assistant import Considered
from copilot.domain import Reply
from copilot.drafting import Code, Noted

_CODES: dict[str, Code] = {
    "citation": "bad_citation",
    "support": "unsupported_claim",
    "value": "unsupported_value",
    "link": "foreign_link",
    "audience": "personal_data",
    "language": "wrong_language",
    "consistency": "contradiction",
}


def flaws(reply: Reply, seen: Considered) -> tuple[Noted, ...]:
    """Each kind once, with what the first check of it says."""
    return tuple({n.code: n for n in reversed(list(_flaws(reply, seen)))}.values())


def _flaws(reply: Reply, seen: Considered) -> Iterator[Noted]:
    for check in reply.checks:
        if not check.ok:
            yield Noted(code=_CODES[check.kind], detail=check.detail)
    if seen.case.limit is not None and len(reply.text) > seen.case.limit:
        yield Noted(code="too_long", detail=f"The channel takes {seen.case.limit} characters.")
    if not reply.citations:
        yield Noted(code="no_evidence", detail="The reply cites nothing.")
    at_hand = {f.passage.id: f for f, _ in seen.found.evidence}
    for cited in reply.citations:
        found = at_hand.get(cited.passage_id)
        if found is None or found.passage.visibility != "public" or cited.passage_id in seen.evidence.suspect:
            yield Noted(code="no_evidence", detail="It cites what may not be relied on unseen.")
        elif found.passage.kind == "resolution":
            yield Noted(code="no_evidence", detail="It rests on what an agent once answered, not on an article.")
