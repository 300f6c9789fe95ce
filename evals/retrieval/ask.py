"""The app in this process, its knowledge filled, and every question asked at ``POST /v1/search``."""

import tempfile
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from time import perf_counter
from typing import Any, cast

import httpx2

from copilot.app import create_app
from copilot.settings import load_settings
from copilot.wiring import Parts, assemble
from evals.retrieval.suite import Asked, Hit, Question, Suite
from retrieval.documents import Document, Passage
from retrieval.ingest import Knowledge
from retrieval.scope import Scope

TENANT = "evals"
BATCH = 64
OTHERS = ("llm_url", "llm_model", "qdrant_url", "redis_url")
"""Settings that are left out: own engines, no language model."""
Chunker = Callable[[Document], list[Passage]]
Progress = Callable[[str], None]


@asynccontextmanager
async def filled(suite: Suite, progress: Progress, *, keep: Path | None, chunk: Chunker | None) -> AsyncIterator[Parts]:
    """Parts whose index holds the suite's documents: in ``keep``, which a later run uses again, or for once."""
    async with AsyncExitStack() as closing:
        if keep is None:
            keep = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="copilot-evals-")))
        own = {"data_dir": keep / "data", "log_level": "warning"} | dict.fromkeys(OTHERS)
        settings = load_settings().model_copy(update=own)
        parts = await closing.enter_async_context(assemble(settings))
        knowledge = parts.knowledge if chunk is None else Knowledge(parts.index, parts.embedder, chunk=chunk)
        scope = Scope(tenant=TENANT)
        for start in range(0, len(suite.documents), BATCH):
            if start % (16 * BATCH) == 0:
                progress(f"{suite.name}: {start} of {len(suite.documents)} documents are in")
            for result in await knowledge.put_many(scope, suite.documents[start : start + BATCH]):
                if result.status == "error":
                    progress(f"skipped {result.id}: {result.problem}")
        yield parts


async def ask_all(parts: Parts, suite: Suite, progress: Progress, *, raw: bool = False) -> list[Asked]:
    """Ask one after the other. ``raw``: the thread's text as the query, in place of the conversation."""
    _, key = await parts.keys.create(TENANT, "evaluator", "evals")
    app = create_app(parts.settings, parts=parts)
    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=cast(Any, app)),
        base_url="http://copilot",
        headers={"Authorization": f"Bearer {key}"},
        timeout=60,
    ) as http:
        await _ask(http, suite.questions[0], suite.limit, raw)  # the first request of a process pays for warming up
        asked = []
        for n, question in enumerate(suite.questions):
            if n % 500 == 0:
                progress(f"{suite.name}: {n} of {len(suite.questions)} questions are asked")
            asked.append(await _ask(http, question, suite.limit, raw))
        return asked


async def _ask(http: httpx2.AsyncClient, question: Question, limit: int, raw: bool) -> Asked:
    body: dict[str, Any] = {"audience": question.audience, "limit": limit, "below_floor": True}
    if raw or question.raw:
        body["query"] = question.said[-20_000:]
    else:
        messages = [m.model_dump(mode="json", exclude_defaults=True) for m in question.messages]
        body["conversation"] = {"channel": "chat", "messages": messages}
    started = perf_counter()
    response = await http.post("/v1/search", json=body)
    took = (perf_counter() - started) * 1000
    response.raise_for_status()
    answer = response.json()
    return Asked(
        question,
        _once(Hit(p["source_id"], p["kind"], p["relevance"], p["below_floor"]) for p in answer["passages"]),
        answer["reason"],
        tuple(note["code"] for note in answer.get("notes", ())),
        took,
    )


def _once(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Each document where it comes first."""
    found: dict[str, Hit] = {}
    for hit in hits:
        found.setdefault(hit.id, hit)
    return tuple(found.values())


def silent(_: str) -> None:
    """Progress that nobody watches."""
