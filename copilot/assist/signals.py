"""What in a conversation speaks against an automatic answer: codes with a word on why. Rules without a model. Pure."""

import re
from collections.abc import Iterator
from datetime import datetime

from copilot.assist.case import Case, own_text
from copilot.assist.facts import mood
from copilot.assist.gather import Gathered
from copilot.assist.repeats import came_back, goes_round
from copilot.assist.suspicion import in_request
from copilot.domain import Answer
from copilot.drafting import Noted
from copilot.guard.anger import angry
from copilot.guard.contacts import tells_of_attachment, wrote_before
from copilot.guard.distress import vulnerable
from copilot.guard.human import human_wanted
from copilot.guard.legal import legal
from copilot.guard.own_data import own_data_wanted
from copilot.guard.safety import danger
from copilot.guard.wishes import action_wanted
from retrieval.documents import Attachment

_NEAR = 0.15
"""Relevance below which nothing found is even near: what is asked is no matter of this company's."""
_SURE = 0.3
"""Confidence of a next action from which its missing details are worth asking for."""
_DECORATION = re.compile(
    r"^(?:image\d{3}|outlook-\w+|logo\w*|\w*[-_]logo|signature\w*|icon\w*|banner\w*|spacer|pixel|(?:facebook|"
    r"linkedin|instagram|"
    r"twitter|xing|youtube)\w*)\.(?:png|gif|jpe?g|svg|bmp)$|\.(?:p7s|vcf|asc|ics)$|^winmail\.dat$",
    re.IGNORECASE,
)
"""Names of what mail programs attach on their own."""
_REPLY = re.compile(r"^\s*(?:re|aw|fwd?|wg|sv|tr|rv|antw|r)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)


def signals(case: Case, whole: Case, found: Gathered, answer: Answer, *, now: datetime) -> tuple[Noted, ...]:
    """Each code once. ``whole`` holds the customer's record even where ``case`` may not show it; ``now`` counts where
    the thread has no times."""
    noted: dict[str, Noted] = {}
    for one in (*_of_search(case, found, answer), *_of_talk(whole, answer, now)):
        noted.setdefault(one.code, one)
    return tuple(noted.values())


def _of_search(case: Case, found: Gathered, answer: Answer) -> Iterator[Noted]:
    if found.down:
        yield Noted(code="retrieval_unavailable", detail="The knowledge can't be searched at the moment.")
    if any(r.code == "internal_error" for r in answer.reasons):
        yield Noted(code="internal_error", detail="A part of the answer failed.")
    if found.query is None:
        yield Noted(code="nothing_asked", detail="Nothing is asked yet.")
    elif not found.evidence and not found.down:
        codes = {r.code for r in found.reasons}
        nearest = max((f.relevance for part in found.answered for f in part.found), default=0.0)
        if found.beyond or (nearest < _NEAR and codes <= {"below_floor"}):
            yield Noted(code="out_of_scope", detail="Nothing in the knowledge is about this.")
        else:
            yield Noted(code="no_evidence", detail="Nothing that may be shown is near enough.")
    if case.bot_failed:
        yield Noted(code="bot_failed", detail="The customer says that a bot's answer was no help.")


def _of_talk(case: Case, answer: Answer, now: datetime) -> Iterator[Noted]:
    text = _said(case)
    if in_request(case) or any(r.code == "injection_suspected" for r in answer.reasons):
        yield Noted(code="injection_suspected", detail="Someone may be giving orders to the machine.")
    if kind := legal(text):
        yield Noted(code="legal_or_safety", detail=f"The customer speaks of {kind}.")
    if kind := danger(text):
        yield Noted(code="legal_or_safety", detail=f"Danger: {kind}.")
    if kind := human_wanted(text):
        yield Noted(code="customer_asked_for_human", detail=f"The customer asks for {kind}.")
    if kind := vulnerable(text):
        yield Noted(code="upset_or_vulnerable", detail=f"The customer may need care: {kind}.")
    if kind := angry(text):
        yield Noted(code="upset_or_vulnerable", detail=f"The customer is angry: {kind}.")
    if mood(since_agent(case)) == "angry":
        yield Noted(code="upset_or_vulnerable", detail="The customer sounds angry.")
    if goes_round(case):
        yield Noted(code="bot_failed", detail="The talk with the bot goes round in circles.")
    if wrote_before(text) or came_back(case, now):
        yield Noted(code="repeat_contact", detail="The customer has written about this before.")
    if attachment_unread(case):
        yield Noted(code="attachment_unread", detail="Something was attached that nobody has read.")
    attested = case.customer is not None and case.customer.verified == "attested"
    if own_data_wanted(text) and not attested:
        yield Noted(
            code="needs_identity", detail="The customer's own data is asked for, and nobody attests who they are."
        )
    if action_wanted(text):
        missing = wanting(answer)
        detail = f"Still needed: {', '.join(missing)}." if missing else "Someone with the rights to do it must act."
        yield Noted(code="needs_action", detail=detail)


def wanting(answer: Answer) -> tuple[str, ...]:
    """Names of what the likeliest action still needs, where past cases are sure enough of it."""
    best = next(iter(answer.next_actions), None)
    return best.missing if best is not None and best.confidence >= _SURE else ()


def attachment_unread(case: Case) -> bool:
    """True where something that matters came with the turn, or is said to have come, and has no text to read."""
    sent = [a for m in case.turn for a in m.attachments]
    if any(not a.text and not _decorates(a) for a in sent):
        return True
    return not any(a.text for a in sent) and any(tells_of_attachment(own_text(m)) for m in case.turn)


def _decorates(attachment: Attachment) -> bool:
    return bool(attachment.name and _DECORATION.search(attachment.name.strip()))


def since_agent(case: Case) -> Case:
    """The thread after a human's last message: what upset the customer before is in that human's hands."""
    messages = case.conversation.messages
    last = max((n for n, m in enumerate(messages) if m.author == "agent" and not m.private), default=-1)
    if last < 0:
        return case
    thread = case.conversation.model_copy(update={"messages": messages[last + 1 :], "subject": None})
    return Case(case.request, thread, case.customer, case.policy)


def _said(case: Case) -> str:
    """The customer's turn, and the subject where it is not an earlier mail's."""
    subject = case.conversation.subject or ""
    return "\n".join(t for t in ("" if _REPLY.match(subject) else subject, case.turn_text) if t)
