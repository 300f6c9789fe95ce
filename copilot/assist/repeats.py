"""Whether a customer comes back about the same, in earlier contacts or within the thread. Pure."""

import re
from datetime import datetime, timedelta

from copilot.assist.case import Case, own_text
from copilot.domain import PastConversation
from copilot.guard.words import content

SOON = timedelta(days=14)
_UNSOLVED = frozenset({"open", "reopened", "unsolved", "pending", "escalated"})
_SAME, _SAME_UNSOLVED = 0.4, 0.2
"""Share of this turn's words, or of the earlier contact's, that the two have in common where they are one matter."""
_ALIKE = 0.8
"""The same of two messages that ask the same."""
_WORDS = 12
"""Words of the shorter text from which a share says something."""


def came_back(case: Case, now: datetime) -> bool:
    """True where a contact of the last 14 days, or one that was never solved, was about what is asked now."""
    at = case.last_at or now
    return any(_same_matter(case, past, at) for past in (case.customer.history if case.customer else ()))


def goes_round(case: Case) -> bool:
    """True where the customer asks a bot the same again, or the bot's last two answers are the same."""
    bots = [m for m in case.visible if m.author == "bot"]
    if len(bots) >= 2 and len(bots[-1].text) > 20 and _plain(bots[-1].text) == _plain(bots[-2].text):
        return True
    last: str | None = None
    answered = False
    for message in case.visible:
        if message.author == "agent":
            last, answered = None, False
        elif message.author == "bot":
            answered = last is not None
        elif message.author == "customer":
            text = own_text(message)
            if answered and last is not None and message in case.turn and _alike(last, text):
                return True
            last, answered = text, False
    return False


def _same_matter(case: Case, past: PastConversation, at: datetime) -> bool:
    unsolved = past.outcome in _UNSOLVED
    recent = past.at is not None and timedelta(0) <= at - past.at <= SOON
    if not (recent or unsolved):
        return False
    said = set(content(case.turn_text, case.language))
    texts = [past.summary or "", *(own_text(m) for m in past.messages if m.author == "customer" and not m.private)]
    known = set(content("\n".join(texts), case.language))
    shared = len(said & known)
    enough = shared / max(1, min(len(said), len(known), _WORDS))
    return shared > 0 and enough >= (_SAME_UNSOLVED if unsolved and recent else _SAME)


def _alike(a: str, b: str) -> bool:
    one, other = set(_plain(a).split()), set(_plain(b).split())
    return len(one) >= 3 and len(one & other) >= _ALIKE * len(one | other)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+|\d+", text.casefold()))
