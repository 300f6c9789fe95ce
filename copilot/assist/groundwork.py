"""What the help for a conversation rests on, kept for a while: an agent who opens what was prepared when the customer
wrote, or asks again with another wish, doesn't wait for the same searches once more."""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from copilot.assist.case import Case, once
from copilot.assist.gather import Gathered
from copilot.assist.ledger import of_case
from copilot.assist.replies import Writer
from copilot.domain import Reply
from copilot.guard.grounding import Evidence
from retrieval.scope import Scope

_MOST = 64
"""Conversations kept, about a hundred kB each."""
_FOR_S = 1800
"""Seconds that something is kept at most: nobody's words shall lie in memory for long."""


class Asked(NamedTuple):
    """What is looked for, besides the conversation."""

    scope: Scope
    for_agent: bool
    extra: tuple[str, ...] = ()


@dataclass(slots=True)
class Basis:
    """What was found for a conversation, and what was made of it."""

    found: Gathered
    near: Mapping[str, float] | None = None
    """What ``nearness`` says of it; None until it was asked, and where it says nothing."""
    replies: tuple[Evidence, tuple[tuple[str, Reply], ...]] | None = None
    """The extractive ones, with the ends of their ids, and what they were held against."""


@dataclass(frozen=True, slots=True)
class _Kept:
    basis: Basis
    until: float


class Groundwork:
    """Of the conversations asked about last. Nothing outlives a write to the index, or the moment at which something
    that was found, or anything that waits for its day, becomes or stops being valid; and nothing serves another
    conversation, customer or policy than it was made for, of which only a digest is kept."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._version: int | None = None
        self._kept: OrderedDict[tuple[Asked, bytes], _Kept] = OrderedDict()

    def of(self, asked: Asked, case: Case, version: int | None) -> Basis | None:
        """What is kept for this conversation as it is now; ``version`` is the index's."""
        self._follow(version)
        if not self._kept:
            return None
        key = asked, _digest(case)
        kept = self._kept.get(key)
        if kept is None:
            return None
        if self._clock() >= kept.until:
            del self._kept[key]
            return None
        self._kept.move_to_end(key)
        return kept.basis

    def keep(self, asked: Asked, case: Case, basis: Basis, *, version: int, until: int) -> None:
        """Keep what was found while the index had this version, until this time (epoch seconds) at the latest."""
        if version != self._version or until <= self._clock():
            return
        self._kept[asked, _digest(case)] = _Kept(basis, min(until, self._clock() + _FOR_S))
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)

    def _follow(self, version: int | None) -> None:
        if version != self._version:
            self._kept.clear()
            self._version = version


def kept_replies(writer: Writer, basis: Basis) -> list[Reply]:
    """The replies without a model; those that were compared in meaning are made once for what is kept.

    Not where we have promised something: whether it is overdue the clock says, and replies are held against it.
    """
    if basis.replies is None or basis.replies[0] != writer.evidence:
        made = writer.replies()
        if basis.near is None or writer.near is not basis.near or of_case(writer.case).promises:
            return made
        basis.replies = writer.evidence, tuple((r.id.removeprefix(writer.id_prefix), r) for r in made)
    return [r.model_copy(update={"id": writer.id_prefix + end}) for end, r in basis.replies[1]]


@once
def _digest(case: Case) -> bytes:
    """Of all that a search for a case goes by: the conversation and the customer as they are read, and the policy."""
    read = (case.conversation, case.customer, case.policy)
    return hashlib.blake2b("\n".join(r.model_dump_json() if r else "" for r in read).encode()).digest()
