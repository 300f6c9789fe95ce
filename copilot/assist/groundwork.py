"""What the help for a conversation rests on, kept for a while: an agent who opens what was prepared when the customer
wrote, or asks again with another wish, doesn't wait for the same searches once more."""

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from copilot.assist.case import Case
from copilot.assist.gather import Gathered
from copilot.assist.replies import Writer
from copilot.domain import Conversation, Customer, Policy, Reply
from copilot.guard.grounding import Evidence
from retrieval.scope import Scope

_MOST = 64
"""Conversations kept, a few hundred kB each."""


class Asked(NamedTuple):
    """What is looked for, besides the conversation."""

    scope: Scope
    for_agent: bool
    extra: tuple[str, ...] = ()


@dataclass(slots=True)
class Ground:
    """What was found for a conversation, and what was made of it."""

    found: Gathered
    near: Mapping[str, float] | None = None
    """What ``nearness`` says of it; None until it was asked, and where it says nothing."""
    replies: tuple[Evidence, tuple[tuple[str, Reply], ...]] | None = None
    """The extractive ones, with the ends of their ids, and what they were held against."""


@dataclass(frozen=True, slots=True)
class _Kept:
    ground: Ground
    version: int
    until: int
    conversation: Conversation
    customer: Customer | None
    policy: Policy


class Groundwork:
    """Of the conversations asked about last. Nothing is kept past a write to the index, past the moment at which a
    document becomes or stops being valid, or for another conversation, customer or policy than it was made for."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._kept: OrderedDict[tuple[Asked, Sequence[str]], _Kept] = OrderedDict()

    def of(self, asked: Asked, case: Case, version: int | None) -> Ground | None:
        """What is kept for this conversation as it is now; ``version`` is the index's."""
        key = _key(asked, case)
        kept = self._kept.get(key)
        if kept is None or version is None:
            return None
        same = (kept.conversation, kept.customer, kept.policy) == (case.conversation, case.customer, case.policy)
        if not same or kept.version != version or self._clock() >= kept.until:
            del self._kept[key]
            return None
        self._kept.move_to_end(key)
        return kept.ground

    def keep(self, asked: Asked, case: Case, ground: Ground, *, version: int, until: int) -> None:
        """Keep what was found while the index had this version, until this time (epoch seconds) at the latest."""
        self._kept[_key(asked, case)] = _Kept(ground, version, until, case.conversation, case.customer, case.policy)
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)


def kept_replies(writer: Writer, ground: Ground) -> list[Reply]:
    """The replies without a model; those that were compared in meaning are made once for what is kept."""
    if ground.replies is None or ground.replies[0] != writer.evidence:
        made = writer.replies()
        if ground.near is None:
            return made
        ground.replies = writer.evidence, tuple((r.id.removeprefix(writer.id_prefix), r) for r in made)
    return [r.model_copy(update={"id": writer.id_prefix + end}) for end, r in ground.replies[1]]


def _key(asked: Asked, case: Case) -> tuple[Asked, Sequence[str]]:
    """What sets it apart from most others; whether it is the same is compared in full."""
    return asked, (case.conversation.id or "", *(m.text for m in case.conversation.messages[-1:]))
