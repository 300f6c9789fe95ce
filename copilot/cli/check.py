"""``copilot check``: what is configured, what answers, what is missing, and how to fix it."""

import asyncio
import importlib.util
import os
import shutil
import time
from collections.abc import Awaitable
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Literal, NamedTuple

from copilot.cli.reach import keys_of
from copilot.engines import DataFolder, valkey_binary
from copilot.errors import CopilotError, FolderInUse, UserError
from copilot.settings import Settings
from copilot.sockets import listen, owner_socket
from copilot.wiring import open_configured_embedder
from retrieval.embed import EmbedderUnavailable
from retrieval.index import OLDEST_SERVER, is_too_old

if TYPE_CHECKING:
    from rich.console import Console

    from copilot.llm import Llm

MODEL_S = 30.0
MODEL_TOKENS = 512
"""Enough for a model that thinks before it says yes."""
LOW_SPACE = 1_000_000_000
NO_SPACE = 100_000_000


class Row(NamedTuple):
    """A line of the table."""

    part: str
    state: Literal["ok", "note", "missing"]
    found: str
    fix: str = ""


async def check(settings: Settings) -> int:
    """Print the table; 0 where all that is configured answers, 1 where something is missing."""
    from rich.console import Console
    from rich.table import Table

    console = Console(stderr=True)
    rows = [_folder(settings), _space(settings)] if settings.embedded else []
    waiting: list[Awaitable[Row]] = [_state(settings), _index(settings), _embeddings(settings, console)]
    rows += [await one for one in waiting]
    rows += await _models(settings)
    rows += [_masking(settings)] if settings.llm_url else []
    rows.append(_port(settings))
    table = Table("part", "state", "what", "how to fix it")
    colours = {"ok": "green", "note": "yellow", "missing": "red"}
    for row in rows:
        table.add_row(row.part, f"[{colours[row.state]}]{row.state}[/]", _plain(row.found), _plain(row.fix))
    Console(width=None if console.is_terminal else 140).print(table)
    return 1 if any(row.state == "missing" for row in rows) else 0


async def warm(settings: Settings) -> int:
    """Get the embedding model ready (turned into ONNX once per machine), so that the first start is quick."""
    from rich.console import Console

    row = await _embeddings(settings, Console(stderr=True))
    if row.state == "missing":
        raise UserError(f"{row.found}; {row.fix}" if row.fix else row.found)
    print(row.found)
    return 0


def _folder(settings: Settings) -> Row:
    path = settings.data_dir.expanduser().absolute()
    if not path.exists():
        parent = next(p for p in path.parents if p.exists())
        if not parent.is_dir() or not os.access(parent, os.W_OK | os.X_OK):
            fix = "set COPILOT_DATA_DIR to a folder that can be written"
            return Row("data folder", "missing", f"{path} can't be made in {parent}", fix)
        return Row("data folder", "ok", f"{path} will be made in {parent}")
    try:
        DataFolder.acquire(path).release()
    except FolderInUse as e:
        if owner_socket(path):
            return Row("data folder", "ok", f"{path}, the service is running")
        return Row("data folder", "note", str(e), "wait until the other command has finished")
    except CopilotError as e:
        return Row("data folder", "missing", str(e), "set COPILOT_DATA_DIR to a folder that can be written")
    return Row("data folder", "ok", str(path))


def _space(settings: Settings) -> Row:
    path = settings.data_dir.expanduser().absolute()
    while not path.exists():
        path = path.parent
    free = shutil.disk_usage(path).free
    told = f"{free / 1e9:.1f} GB free at {path}"
    if free < NO_SPACE:
        return Row("disk", "missing", told, "free some space: writes will fail")
    if free < LOW_SPACE:
        return Row("disk", "note", told, "free some space soon")
    return Row("disk", "ok", told)


async def _state(settings: Settings) -> Row:
    """Redis, or the private Valkey (asked only where it runs: a check leaves no folder behind)."""
    if settings.redis_url is None:
        try:
            binary = valkey_binary()
        except UserError as e:
            return Row("state", "missing", "no COPILOT_REDIS_URL and no Valkey here", str(e))
        if not (settings.data_dir.expanduser() / "owner.lock").exists():
            return Row("state", "ok", f"private Valkey, to be started from {binary}")
    try:
        async with keys_of(settings, make_folder=False) as keys:
            tenants = await keys.tenants()
    except CopilotError as e:
        fix = "check COPILOT_REDIS_URL and that the server runs" if settings.redis_url else "see valkey/valkey.log"
        return Row("state", "missing", str(e), fix)
    kind = "Redis" if settings.redis_url else "private Valkey"
    told = f"{kind} answers; tenants: {', '.join(tenants[:5]) or 'none'}"
    if not tenants:
        return Row("state", "note", told, "copilot keys create --tenant NAME --role agent")
    return Row("state", "ok", told)


async def _index(settings: Settings) -> Row:
    if settings.qdrant_url is None:
        if importlib.util.find_spec("qdrant_edge") is None:
            fix = "install 'agent-copilot[embedded]', or set COPILOT_QDRANT_URL"
            return Row("index", "missing", "no COPILOT_QDRANT_URL and no engine here", fix)
        return Row("index", "ok", "Qdrant's engine in the service's own process")
    import httpx2

    headers = {"api-key": settings.qdrant_api_key.get_secret_value()} if settings.qdrant_api_key else {}
    try:
        async with httpx2.AsyncClient(timeout=5, headers=headers) as http:
            root = await http.get(settings.qdrant_url)
            version = str(root.json()["version"])
            access = await http.get(settings.qdrant_url.rstrip("/") + "/collections")
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, KeyError, TypeError):
        return Row("index", "missing", f"no Qdrant answers at {settings.qdrant_url}", "check COPILOT_QDRANT_URL")
    if access.status_code in (401, 403):
        return Row("index", "missing", "Qdrant refuses our key", "set COPILOT_QDRANT_API_KEY")
    if is_too_old(version):
        return Row("index", "missing", f"Qdrant {version} answers", f"upgrade it to {OLDEST_SERVER} or newer")
    return Row("index", "ok", f"Qdrant {version} answers, collection {settings.qdrant_collection}")


async def _embeddings(settings: Settings, console: "Console") -> Row:
    async with AsyncExitStack() as closing:
        try:
            began = time.monotonic()
            embedder = await open_configured_embedder(
                settings,
                model=settings.embeddings_model,
                progress=lambda line: console.print(line, style="dim", markup=False),
            )
            closing.push_async_callback(embedder.close)
            await embedder.query("Where is my parcel?")
        except EmbedderUnavailable as e:
            return Row("embeddings", "missing", str(e))
        took = time.monotonic() - began
        return Row("embeddings", "ok", f"{embedder.name}, {embedder.dimension} dimensions, ready in {took:.1f} s")


async def _models(settings: Settings) -> list[Row]:
    """A row for each model, which is asked a tiny question."""
    if settings.llm_url is None:
        told = "no model: replies are quoted from your knowledge"
        return [Row("model", "note", told, "to have them written, set COPILOT_LLM_URL and COPILOT_LLM_MODEL")]
    from copilot.llm import Llm, open_llm

    llm = open_llm(settings)
    assert llm is not None, "COPILOT_LLM_URL and COPILOT_LLM_MODEL are set"
    named = [
        ("model", settings.llm_url, "COPILOT_LLM"),
        ("fallback", settings.llm_fallback_url, "COPILOT_LLM_FALLBACK"),
    ]
    try:
        return [
            await _model(Llm([endpoint], timeout_s=MODEL_S), part, url or "", names)
            for endpoint, (part, url, names) in zip(llm.endpoints, named, strict=False)
        ]
    finally:
        await llm.close()


async def _model(llm: "Llm", part: str, url: str, names: str) -> Row:
    from copilot.llm import LlmFailed, Meter, Say

    began = time.monotonic()
    stream = llm.stream(
        [Say("user", "Answer with the word: yes")],
        deadline=asyncio.get_running_loop().time() + MODEL_S,
        meter=Meter(),
        max_tokens=MODEL_TOKENS,
    )
    try:
        await anext(stream)
    except (LlmFailed, StopAsyncIteration) as e:
        fix = f"check {names}_URL (it ends in /v1), {names}_MODEL and {names}_KEY"
        return Row(part, "missing", f"{llm.model} at {url}: {e or 'no answer'}", fix)
    finally:
        await stream.aclose()
    return Row(part, "ok", f"{llm.model} at {url}, first words in {time.monotonic() - began:.1f} s")


def _masking(settings: Settings) -> Row:
    if settings.llm_masking == "off":
        told = "off: the model reads names, mails, phones, cards and ids as they stand"
        return Row("personal data", "note", told, "unset COPILOT_LLM_MASKING where the model is not your own")
    return Row("personal data", "ok", "masked before the model, restored after it")


def _port(settings: Settings) -> Row:
    try:
        listen(settings.host, settings.port).close()
    except UserError as e:
        if owner_socket(settings.data_dir):
            return Row("port", "ok", f"{settings.port} on {settings.host}, the service is running")
        return Row("port", "missing", str(e), "set COPILOT_PORT or COPILOT_HOST")
    return Row("port", "ok", f"{settings.port} on {settings.host} is free")


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(text)
