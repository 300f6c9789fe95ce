"""Another embedding model for a service that runs: built beside, compared, and put in place in one step."""

import asyncio
from collections.abc import Sequence
from importlib.util import find_spec

import structlog

from copilot.errors import InvalidInput
from copilot.wiring import Parts, background, open_configured_embedder
from retrieval.embed import PACKAGE, PACKAGED_NAME, Embedder, EmbedderUnavailable
from retrieval.index import KnowledgeIndex
from retrieval.reindex import Reindex, Reindexed, Report

RETIRE_S = 150.0
"""How long the old index stays open after the switch: longer than any request that began before it."""
SETTLE_S = 12.0
"""How long another process may still be writing to the old collection: its last look, and one call's time limit."""

log = structlog.get_logger()
AT_WORK = asyncio.Lock()
"""Held while this process moves to another model."""


async def reindex(parts: Parts, model: str, report: Report, *, queries: Sequence[str], switch: bool) -> Reindexed:
    """Move the index to ``model``; where ``switch`` is False only build and compare.

    Raises InvalidInput for a model that can't be used, the one in use, or while another move is under way or not yet
    followed.
    """
    if AT_WORK.locked():
        raise InvalidInput("a reindex is under way already: wait until it has finished")
    if (moved := await parts.index.moved_to()) is not None:
        raise InvalidInput(f"the index has just moved to {moved} and this process has not followed: wait until it has")
    async with AT_WORK:
        embedder = await open_model(parts, model)
        try:
            if embedder.fingerprint == parts.embedder.fingerprint:
                raise InvalidInput(f"the index holds the vectors of {embedder.name} already: nothing to do")
            new = await parts.index.beside(embedder)
        except BaseException:
            await embedder.close()
            raise
        try:
            settle = 0.0 if parts.index.exclusive else SETTLE_S
            old = (parts.index, parts.embedder)
            done = await Reindex(parts.knowledge, old, (new, embedder), settle_s=settle).run(
                report, queries=queries, switch=switch
            )
        except BaseException:
            await _let_go(new, embedder)
            raise
        if switch:
            put_in_place(parts, new, embedder)
        else:
            await _let_go(new, embedder)
        return done


async def open_model(parts: Parts, model: str) -> Embedder:
    """An embedder by its name, as the settings say where it runs. Raises InvalidInput where it can't be loaded."""
    packaged = model == PACKAGED_NAME and not parts.settings.embeddings_url and find_spec(PACKAGE) is not None
    try:
        return await open_configured_embedder(
            parts.settings,
            model=None if packaged else model,
            progress=lambda line: log.info("embedder", progress=line),
        )
    except EmbedderUnavailable as e:
        raise InvalidInput(str(e)) from e


def put_in_place(parts: Parts, new: KnowledgeIndex, embedder: Embedder) -> None:
    """From here on ``new`` is what is searched; what was before is let go of when nobody reads it any more."""
    old, old_embedder = parts.index, parts.embedder
    parts.closing.push_async_callback(embedder.close)
    parts.closing.push_async_callback(new.close)
    parts.index, parts.embedder = new, embedder
    parts.retriever = parts.retriever.on(new, embedder)
    parts.assistant.search_with(parts.retriever)
    background(parts.closing, _retire(old, old_embedder))
    log.info("reindexed", model=embedder.name)


async def _retire(old: KnowledgeIndex, embedder: Embedder) -> None:
    """Let go of what was replaced, when nobody can be reading it any more; else all is closed when we stop."""
    await asyncio.sleep(RETIRE_S)
    await embedder.close()
    if old.exclusive:  # else it holds the connection that both use
        await old.close()


async def _let_go(new: KnowledgeIndex, embedder: Embedder) -> None:
    await new.close()
    await embedder.close()
