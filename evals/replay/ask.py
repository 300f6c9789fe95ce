"""The copilot in process, as the service wires it, asked about turns of the past."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from copilot.domain import ActionSpec, Answer, AssistRequest, Caller, Conversation, Policy, SendPolicy
from copilot.drafting import Draft, DraftRequest
from copilot.settings import Settings
from copilot.wiring import Parts, assemble
from evals.replay.hide import EXCLUDED_AT_MOST, as_case, as_it_is, as_it_stood, moment
from evals.replay.turns import Export, Turn
from retrieval.documents import Document
from retrieval.embed import Embedder
from retrieval.index import Vector
from retrieval.ingest import Knowledge
from retrieval.scope import Scope

STOOD, EDITED = "replay", "replay-edited"
"""Tenants: the knowledge as far as it stood at each turn, and with articles as they were edited since."""
SEND = Policy(send=SendPolicy(enabled=True))
"""What a bot may do where no policy is given: answer wherever every other gate holds."""
_NO_DEADLINE_MS = 120_000
_BATCH = 64
_TRIES, _BUSY = 3, ("state_unavailable", "retrieval_timeout", "retrieval_unavailable")
"""What says that this machine was too busy is no answer: it is asked for again, so that a seed gives one result."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Response:
    """What came back for one turn. ``draft`` is None where no bot was asked: a person had the conversation already."""

    answer: Answer
    draft: Draft | None
    ms: float
    """How long both took, in milliseconds; with others beside it, not what a request takes alone."""


@asynccontextmanager
async def opened(folder: Path, settings: Settings, embedder: Embedder | None = None) -> AsyncIterator[Parts]:
    """Every part, with its data in ``folder``, whatever the environment says of servers: a replay is its own."""
    own = {"data_dir": folder, "qdrant_url": None, "redis_url": None}
    async with assemble(settings.model_copy(update=own), embedder=embedder) as parts:
        yield parts


async def index_export(parts: Parts, export: Export, progress: Progress, *, edited: bool) -> int:
    """Index once; ``edited``: also with the articles as they are now. Returns how many cases have no time."""
    cases = [as_case(t) for t in export.tickets]
    known: list[Document] = [c for c in cases if c is not None]
    stood: list[Document] = [as_it_stood(a) for a in export.articles]
    knowledge = Knowledge(parts.index, _Memo(parts.embedder) if edited else parts.embedder)
    await _put(knowledge, STOOD, [*stood, *known], progress)
    if edited:
        await _put(knowledge, EDITED, [*map(as_it_is, export.articles), *known], progress)
    return len(cases) - len(known)


async def _put(knowledge: Knowledge, tenant: str, documents: Sequence[Document], progress: Progress) -> None:
    for start in range(0, len(documents), _BATCH):
        progress("indexing", start, len(documents))
        await knowledge.put_many(Scope(tenant), documents[start : start + _BATCH])
    progress("indexing", len(documents), len(documents))


async def allow(parts: Parts, policy: Policy) -> None:
    """Set what the tenant allows."""
    for tenant in (STOOD, EDITED):
        await parts.policies.put(tenant, policy)


async def offer(parts: Parts, specs: Sequence[ActionSpec]) -> None:
    """Put actions into the catalogue."""
    for spec in specs:
        for tenant in (STOOD, EDITED):
            await parts.catalogue.put(tenant, spec)


def conversation_of(turn: Turn) -> Conversation:
    """The conversation as it stood. Without id, so that no decision of another turn is remembered, and without tags,
    since nothing says when they were put on."""
    ticket = turn.ticket
    return Conversation(
        channel=ticket.channel,
        subject=ticket.subject,
        language=ticket.language,
        messages=turn.seen,
        actions=turn.done,
    )


async def ask(
    parts: Parts, turn: Turn, excluded: Sequence[str], *, tenant: str = STOOD, bot: bool = True
) -> Response | None:
    """What the copilot would have said. None where more is to be excluded than a request can say."""
    exclude = (turn.ticket.id, *excluded)
    if len(exclude) > EXCLUDED_AT_MOST:
        return None
    began = perf_counter()
    conversation, at = conversation_of(turn), moment(turn)
    caller = Caller(tenant=tenant, role="evaluator", key_id="replay")
    asked = AssistRequest(conversation=conversation, deadline_ms=_NO_DEADLINE_MS, as_of=at, exclude=exclude)
    for _ in range(_TRIES):
        answer = await parts.assistant.answer(caller, asked)
        if not any(r.code in _BUSY for r in answer.reasons):
            break
    draft = None
    if bot and not turn.after_agent:
        wanted = DraftRequest(conversation=conversation, deadline_ms=_NO_DEADLINE_MS, as_of=at, exclude=exclude)
        for _ in range(_TRIES):
            draft = await parts.drafts.draft(caller, wanted)
            if not any(code in _BUSY for code in draft.reasons):
                break
    return Response(answer, draft, round((perf_counter() - began) * 1000, 1))


def eras(turns: Sequence[Turn], known: Mapping[str, datetime]) -> list[tuple[tuple[str, ...], list[Turn]]]:
    """The turns in the order of time, cut where an action becomes known: (actions new from here on, turns).

    An action that was first taken later must not stand in a catalogue that a model reads.
    """
    waiting = sorted(known, key=lambda name: (known[name], name))
    out: list[tuple[tuple[str, ...], list[Turn]]] = [((), [])]
    for turn in sorted(turns, key=lambda t: (t.at, t.key)):
        new = []
        while waiting and known[waiting[0]] <= moment(turn):
            new.append(waiting.pop(0))
        if new:
            out.append((tuple(new), []))
        out[-1][1].append(turn)
    return out


class _Memo:
    """An embedder that remembers documents' vectors: the same cases are written under two tenants."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vector] = {}
        self.name, self.fingerprint = embedder.name, embedder.fingerprint
        self.dimension, self.languages = embedder.dimension, embedder.languages

    async def query(self, text: str) -> Vector:
        return await self._embedder.query(text)

    async def documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        new = list(dict.fromkeys(t for t in texts if t not in self._known))
        if new:
            self._known.update(zip(new, await self._embedder.documents(new), strict=True))
        return np.stack([self._known[t] for t in texts])

    async def close(self) -> None:
        await asyncio.sleep(0)  # the one inside is closed by who opened it
