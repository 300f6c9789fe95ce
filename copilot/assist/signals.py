"""What in a conversation speaks against an automatic answer: codes with a word on why. Pure."""

from collections.abc import Iterator

from copilot.assist.case import Case
from copilot.assist.facts import mood
from copilot.assist.gather import Gathered
from copilot.assist.suspicion import in_request
from copilot.domain import Answer
from copilot.drafting import Noted


def signals(case: Case, whole: Case, found: Gathered, answer: Answer) -> tuple[Noted, ...]:
    """Each code once. ``whole`` holds the customer's record even where ``case`` may not show it."""
    return tuple({n.code: n for n in _signals(case, whole, found, answer)}.values())


def _signals(case: Case, whole: Case, found: Gathered, answer: Answer) -> Iterator[Noted]:
    if found.down:
        yield Noted(code="retrieval_unavailable", detail="The knowledge can't be searched at the moment.")
    if any(r.code == "internal_error" for r in answer.reasons):
        yield Noted(code="internal_error", detail="A part of the answer failed.")
    if found.query is None:
        yield Noted(code="nothing_asked", detail="Nothing is asked yet.")
    elif not found.evidence and not found.down:
        yield Noted(code="out_of_scope", detail="Nothing in the knowledge is about this.")
    if in_request(whole) or any(r.code == "injection_suspected" for r in answer.reasons):
        yield Noted(code="injection_suspected", detail="Someone may be giving orders to the machine.")
    if case.bot_failed:
        yield Noted(code="bot_failed", detail="The customer says that a bot's answer was no help.")
    if mood(whole) in ("angry", "frustrated"):
        yield Noted(code="upset_or_vulnerable", detail=f"The customer sounds {mood(whole)}.")
    if any(m.attachments and not all(a.text for a in m.attachments) for m in case.turn):
        yield Noted(code="attachment_unread", detail="Something was attached that nobody has read.")
