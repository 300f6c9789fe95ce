"""Builds every part once and closes it once. Only this file knows all of them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import structlog
from redis.asyncio import Redis

from copilot.assist.assistant import Assistant
from copilot.assist.drafts import Drafts
from copilot.assist.learn import Head
from copilot.assist.learn import read as read_head
from copilot.engines import DataFolder, PrivateValkey
from copilot.errors import CopilotError, ModelMismatch, StateUnavailable, UserError
from copilot.late_index import LateIndex
from copilot.live import Live
from copilot.settings import Settings
from copilot.state.bots import Bots
from copilot.state.conversations import Conversations
from copilot.state.customers import Customers
from copilot.state.feedback import Feedback
from copilot.state.heads import Heads
from copilot.state.keys import Keys
from copilot.state.records import Catalogue, Policies
from copilot.state.redis import check_server, open_redis
from copilot.state.repeatable import Repeatable
from copilot.state.summaries import Summaries
from copilot.state.tokens import Tokens
from retrieval.embed import Embedder, EmbedderUnavailable, open_embedder
from retrieval.index import IndexDown, IndexMismatch, KnowledgeIndex
from retrieval.ingest import Knowledge
from retrieval.rerank import Reranker, RerankerUnavailable
from retrieval.search import Retriever

if TYPE_CHECKING:
    from copilot.llm import Llm

REFRESH_S = 60.0
"""Between two looks at all keys, policies and catalogues; a tenth of how long they serve without Redis."""
RETRY_S = 5.0
"""Between two tries at a server that was gone at the start."""

log = structlog.get_logger()


@dataclass
class Parts:
    """Everything that serves a request."""

    settings: Settings
    redis: Redis
    keys: Keys
    policies: Policies
    catalogue: Catalogue
    heads: Heads[Head]
    customers: Customers
    conversations: Conversations
    embedder: Embedder
    index: KnowledgeIndex
    knowledge: Knowledge
    retriever: Retriever
    llm: "Llm | None"
    assistant: Assistant
    bots: Bots
    drafts: Drafts
    repeatable: Repeatable
    feedback: Feedback
    live: Live
    started_at: datetime
    closing: AsyncExitStack
    """Ends with the process's parts: what is made later is closed by it too."""
    problems: list[str] = field(default_factory=list)
    """What is degraded, in words for the operator."""


@asynccontextmanager
async def assemble(
    settings: Settings,
    *,
    progress: Callable[[str], None] | None = None,
    folder: DataFolder | None = None,
    embedder: Embedder | None = None,
) -> AsyncIterator[Parts]:
    """Every part, ready to serve; closed in reverse order at the end.

    ``folder``: the data folder, where the caller holds its lock already. ``embedder``: one that is open and stays so.
    Raises UserError (one line) for what a person must fix; a server that doesn't answer is noted in ``problems``.
    """
    async with AsyncExitStack() as closing:
        if settings.embedded and folder is None:
            folder = DataFolder.acquire(settings.data_dir)
            closing.callback(folder.release)
        if embedder is None:
            embedder = await _embedder(settings, progress)
            closing.push_async_callback(embedder.close)
        problems: list[str] = []
        redis = await open_state(settings, folder, closing)
        waiting: list[_Waiting] = []
        try:
            problems += await check_server(redis)
        except StateUnavailable as e:
            if settings.redis_url is None:
                raise UserError(f"the private Valkey does not answer: {e}") from e
            waiting.append(_Waiting(f"{e}; live conversations and changes must wait", lambda: check_server(redis)))
        index = await _index(settings, folder, embedder, waiting)
        closing.push_async_callback(index.close)
        llm = await _llm(settings, closing)
        keys, policies, catalogue = Keys(redis), Policies(redis), Catalogue(redis)
        heads = Heads(redis, read_head)
        customers, conversations, bots = Customers(redis), Conversations(redis), Bots(redis)
        retriever = Retriever(index, embedder, await _reranker(settings, closing, problems))
        problems += [w.problem for w in waiting]
        for problem in problems:
            log.warning("degraded", problem=problem)
        tokens = Tokens(redis)
        closing.push_async_callback(tokens.close)
        masking = settings.llm_masking == "on"
        assistant = Assistant(
            retriever,
            llm,
            policies,
            catalogue,
            customers,
            conversations,
            tokens,
            summaries=Summaries(redis),
            masking=masking,
            heads=heads,
        )
        parts = Parts(
            settings=settings,
            redis=redis,
            keys=keys,
            policies=policies,
            catalogue=catalogue,
            heads=heads,
            customers=customers,
            conversations=conversations,
            embedder=embedder,
            index=index,
            knowledge=Knowledge(index, embedder),
            retriever=retriever,
            llm=llm,
            assistant=assistant,
            bots=bots,
            drafts=Drafts(assistant, policies, conversations, customers, bots),
            repeatable=Repeatable(redis),
            feedback=Feedback(redis),
            live=Live(assistant, conversations),
            started_at=datetime.now(UTC),
            closing=closing,
            problems=problems,
        )
        await _remember(parts)
        background(closing, _keep_remembering(parts))
        if waiting:
            background(closing, _keep_trying(parts, waiting))
        yield parts


async def open_configured_embedder(
    settings: Settings, *, model: str | None, progress: Callable[[str], None]
) -> Embedder:
    """The embedder of the settings, with this model. Raises EmbedderUnavailable."""
    return await open_embedder(
        model=model,
        url=settings.embeddings_url,
        key=settings.embeddings_key.get_secret_value() if settings.embeddings_key else None,
        cache_dir=settings.cache_dir.expanduser(),
        progress=progress,
    )


async def open_state(settings: Settings, folder: DataFolder | None, closing: AsyncExitStack) -> Redis:
    """A client to the configured Redis, or to a Valkey started in the data folder; both end with ``closing``."""
    if settings.redis_url is not None:
        url = settings.redis_url.get_secret_value()
    else:
        assert folder is not None, "no COPILOT_REDIS_URL, so the data folder is ours"
        valkey = PrivateValkey(folder.path / "valkey")
        closing.callback(valkey.stop)
        valkey.start()
        background(closing, valkey.keep_alive())
        url = valkey.url
    redis = open_redis(url)
    closing.push_async_callback(redis.aclose)
    return redis


async def _embedder(settings: Settings, progress: Callable[[str], None] | None) -> Embedder:
    told = progress or (lambda line: log.info("embedder", progress=line))
    try:
        return await open_configured_embedder(settings, model=settings.embeddings_model, progress=told)
    except EmbedderUnavailable as e:
        raise UserError(str(e)) from e


async def _index(
    settings: Settings, folder: DataFolder | None, embedder: Embedder, waiting: "list[_Waiting]"
) -> KnowledgeIndex:
    try:
        if settings.qdrant_url is None:
            assert folder is not None, "no COPILOT_QDRANT_URL, so the data folder is ours"
            from retrieval.edge import EdgeIndex

            return await EdgeIndex.open(folder.path / "index", embedder)
        return await _server_index(settings, embedder)
    except IndexMismatch as e:
        raise ModelMismatch(str(e)) from e
    except IndexDown as e:
        if settings.qdrant_url is None:
            raise UserError(f"the index can't be opened: {e}") from e
        late = LateIndex(embedder.fingerprint, lambda: _server_index(settings, embedder))
        waiting.append(_Waiting(f"{e}; answers come without knowledge until it is back", late.opened))
        return late


async def _server_index(settings: Settings, embedder: Embedder) -> KnowledgeIndex:
    from retrieval.server import Layout, ServerIndex

    key = settings.qdrant_api_key.get_secret_value() if settings.qdrant_api_key else None
    return await ServerIndex.open(
        settings.qdrant_url or "",
        key,
        settings.qdrant_collection,
        embedder,
        layout=Layout(
            scalar=settings.qdrant_quantization == "scalar",
            shards=settings.qdrant_shards,
            replicas=settings.qdrant_replicas,
        ),
    )


async def _reranker(settings: Settings, closing: AsyncExitStack, problems: list[str]) -> Reranker | None:
    """The configured reranker; where it can't be loaded, search goes on without it and that is noted."""
    if settings.reranker_model is None:
        return None
    try:
        reranker = await asyncio.to_thread(Reranker.load, settings.reranker_model)
    except RerankerUnavailable as e:
        problems.append(f"{e}; search goes on without it")
        return None
    closing.push_async_callback(reranker.close)
    return reranker


async def _llm(settings: Settings, closing: AsyncExitStack) -> "Llm | None":
    if settings.llm_url is None:
        return None
    from copilot.llm import open_llm

    llm = open_llm(settings)
    if llm is not None:
        closing.push_async_callback(llm.close)
    return llm


def background(closing: AsyncExitStack, work: Coroutine[Any, Any, None]) -> None:
    """Run it until ``closing`` ends."""
    task = asyncio.create_task(work)

    async def end() -> None:
        while not task.done():  # the Redis client swallows a cancellation that comes while it connects
            task.cancel()
            await asyncio.wait({task}, timeout=1)
        if not task.cancelled() and (error := task.exception()):
            log.error("background work failed", error=type(error).__name__)

    closing.push_async_callback(end)


async def _remember(parts: Parts) -> None:
    """Read what is served for a while when Redis is gone."""
    with suppress(StateUnavailable):
        await parts.keys.refresh()
        tenants = await parts.keys.tenants()
        await parts.policies.refresh(tenants)
        await parts.catalogue.refresh(tenants)


async def _keep_remembering(parts: Parts) -> None:
    while True:
        await asyncio.sleep(REFRESH_S)
        await _remember(parts)


async def prepare_suggestions(parts: Parts) -> None:
    """Keep suggestions ready for whoever writes, in a process that serves. Never returns."""
    tenants: list[str] = []
    with suppress(StateUnavailable):
        tenants = list(await parts.keys.tenants())
    await parts.live.run(tenants)


@dataclass(frozen=True)
class _Waiting:
    """Something that was gone at the start."""

    problem: str
    try_again: Callable[[], Awaitable[object]]


async def _keep_trying(parts: Parts, waiting: "list[_Waiting]") -> None:
    while waiting:
        await asyncio.sleep(RETRY_S)
        for one in list(waiting):
            try:
                await one.try_again()
            except (CopilotError, IndexDown):
                continue
            waiting.remove(one)
            parts.problems.remove(one.problem)
            log.info("recovered", problem=one.problem)
