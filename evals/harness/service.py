"""The service that is asked: the app in this process with what a part has to know, or one that runs at a URL.

Both are asked over HTTP and by the same code, so that what comes back differs in time alone.
"""

import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import httpx2

from copilot.app import create_app
from copilot.demo import TENANT as SAMPLE
from copilot.demo import load
from copilot.domain import Role
from copilot.errors import UserError
from copilot.settings import Settings, load_settings
from copilot.wiring import Parts, assemble
from evals.harness.suite import Part
from retrieval.documents import Document
from retrieval.scope import Scope
from retrieval.sources import LeftOut, Unreadable

TENANT = "evals"
_BATCH = 64
_PATIENCE_S = 180
Progress = Callable[[str], None]


@asynccontextmanager
async def at(url: str, key: str) -> AsyncIterator[httpx2.AsyncClient]:
    """A service that runs, with a key of the role ``evaluator`` or ``admin``. Raises UserError where it isn't there."""
    async with httpx2.AsyncClient(
        base_url=url, headers={"Authorization": f"Bearer {key}"}, timeout=httpx2.Timeout(_PATIENCE_S, connect=5)
    ) as http:
        try:
            (await http.get("/health/live")).raise_for_status()
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as e:
            raise UserError(f"no service answers at {url}: {e or type(e).__name__}") from e
        yield http


@asynccontextmanager
async def in_process(part: Part, keep: Path | None, progress: Progress) -> AsyncIterator[httpx2.AsyncClient]:
    """The app in this process, filled for the part: in ``keep``, which a later run uses again, or for once."""
    async with _knowing(part, keep, progress) as (parts, tenant), asked(parts, tenant) as http:
        yield http


@asynccontextmanager
async def asked(parts: Parts, tenant: str, role: Role = "evaluator") -> AsyncIterator[httpx2.AsyncClient]:
    """A client of these parts, with a key of the tenant."""
    key_id, key = await parts.keys.create(tenant, role, "evals")
    transport = httpx2.ASGITransport(app=cast(Any, create_app(parts.settings, parts=parts)))
    headers = {"Authorization": f"Bearer {key}"}
    try:
        async with httpx2.AsyncClient(
            transport=transport, base_url="http://copilot", headers=headers, timeout=_PATIENCE_S
        ) as http:
            yield http
    finally:
        await parts.keys.discard(key_id)


@asynccontextmanager
async def opened(role: Role = "evaluator") -> AsyncIterator[tuple[Parts, httpx2.AsyncClient]]:
    """The app in this process that knows nothing yet, and a client of it; for parts that are asked in their own way."""
    with tempfile.TemporaryDirectory(prefix="copilot-evals-") as folder:
        async with assemble(own_settings(Path(folder))) as parts, asked(parts, TENANT, role) as http:
            yield parts, http


@asynccontextmanager
async def _knowing(part: Part, keep: Path | None, progress: Progress) -> AsyncIterator[tuple[Parts, str]]:
    with tempfile.TemporaryDirectory(prefix="copilot-evals-") as once:
        known = "sample" if part.knowledge == "sample" else part.name
        folder = keep / known if keep else Path(once)
        folder.mkdir(parents=True, exist_ok=True)
        async with assemble(own_settings(folder)) as parts:
            if part.knowledge == "sample":
                progress("loading the sample company")
                await load(parts, folder, lambda done, of: None)
                yield parts, SAMPLE
                return
            documents = part.documents if part.documents is not None else _documents(part)
            scope = Scope(TENANT)
            for start in range(0, len(documents), _BATCH):
                if start % (16 * _BATCH) == 0:
                    progress(f"{part.name}: {start} of {len(documents)} documents are in")
                for result in await parts.knowledge.put_many(scope, documents[start : start + _BATCH]):
                    if result.status == "error":
                        progress(f"skipped {result.id}: {result.problem}")
            yield parts, TENANT


def own_settings(folder: Path) -> Settings:
    """The environment's, with engines of our own in the folder. The model stays: it is what is evaluated, if it is
    configured."""
    own = {"data_dir": folder, "log_level": "error", "qdrant_url": None, "redis_url": None}
    return load_settings().model_copy(update=own)


def _documents(part: Part) -> list[Document]:
    """From the path that the suite names, read as ``copilot ingest`` does. Raises UserError."""
    from copilot.cli.ingest import Asked, planned

    if part.knowledge is None:
        raise UserError(f"{part.name}: the suite names no knowledge for this process; give --url, or add 'knowledge:'")
    found = planned(Asked(Path(part.knowledge)))
    documents: list[Document] = []
    for one in (document for source in found.parts for document in source.read()):
        if isinstance(one, Unreadable):
            raise UserError(f"{one.where}: {one.reason}")
        if not isinstance(one, LeftOut):
            documents.append(one)
    return documents
