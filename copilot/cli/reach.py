"""How the command line reaches the service: the one that owns the data folder, or the same app in this process."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from copilot.engines import DataFolder, PrivateValkey, valkey_url
from copilot.errors import CopilotError, FolderInUse, StateUnavailable, UserError
from copilot.settings import Settings
from copilot.sockets import find_socket, owner_socket
from copilot.state.keys import Keys
from copilot.state.redis import check_server, open_redis
from copilot.state.tenant import check_tenant

if TYPE_CHECKING:
    import httpx2

BUSY_S = 10.0
"""How long we wait for an owner that is starting, or for another short command."""
KEY_LIFETIME = timedelta(hours=12)
"""Of the key that a command makes for itself, should it not get to remove it."""


class ServiceError(CopilotError):
    """The service refused or went away; printed as one line, exit code 1."""


@asynccontextmanager
async def keys_of(settings: Settings, *, make_folder: bool) -> AsyncIterator[Keys]:
    """The API keys, whether the service runs or not.

    ``make_folder``: begin a data folder where there is none. Raises UserError, StateUnavailable.
    """
    async with AsyncExitStack() as closing:
        if settings.redis_url is not None:
            redis = open_redis(settings.redis_url.get_secret_value())
            closing.push_async_callback(redis.aclose)
        else:
            owned = await _folder(settings, closing, make_folder=make_folder)
            if isinstance(owned, DataFolder):
                valkey = PrivateValkey(owned.path / "valkey")
                closing.callback(valkey.stop)
                valkey.start()
                url = valkey.url
            else:
                url = owned
            redis = open_redis(url)
            closing.push_async_callback(redis.aclose)
        await check_server(redis)
        yield Keys(redis)


@asynccontextmanager
async def service(
    settings: Settings, tenant: str | None, *, make_folder: bool, progress: Callable[[str], None]
) -> AsyncIterator["httpx2.AsyncClient"]:
    """A client of our own API with an admin key for the tenant, made for this command and removed after it.

    ``tenant``: where None, the only one that exists. Raises UserError, StateUnavailable.
    """
    async with AsyncExitStack() as closing:
        transport, keys = await _reached(settings, closing, make_folder=make_folder, progress=progress)
        if keys is None:
            keys = await closing.enter_async_context(keys_of(settings, make_folder=False))
        key_id, key = await keys.create(
            await _tenant(keys, tenant, new=make_folder), "admin", "command line", lifetime=KEY_LIFETIME
        )
        closing.push_async_callback(_forget, keys, key_id)
        yield await closing.enter_async_context(_client(transport, {"Authorization": f"Bearer {key}"}))


@asynccontextmanager
async def operator(settings: Settings, *, progress: Callable[[str], None]) -> AsyncIterator["httpx2.AsyncClient"]:
    """A client of the operator's doors, which belong to nobody's tenant: who reaches the data folder, or the servers'
    own settings, may use them. Raises UserError, StateUnavailable."""
    async with AsyncExitStack() as closing:
        transport, _ = await _reached(settings, closing, make_folder=False, progress=progress)
        yield await closing.enter_async_context(_client(transport, {}))


def _client(transport: "httpx2.AsyncBaseTransport", headers: dict[str, str]) -> "httpx2.AsyncClient":
    import httpx2

    return httpx2.AsyncClient(
        transport=transport, base_url="http://copilot", headers=headers, timeout=httpx2.Timeout(600, connect=5)
    )


async def _reached(
    settings: Settings, closing: AsyncExitStack, *, make_folder: bool, progress: Callable[[str], None]
) -> "tuple[httpx2.AsyncBaseTransport, Keys | None]":
    """A way to the app: the folder owner's socket, or the app in this process (and then its keys)."""
    import httpx2

    folder = None
    if settings.embedded:
        if not make_folder:
            _must_exist(settings)
        try:
            folder = DataFolder.acquire(settings.data_dir)
            closing.callback(folder.release)
        except FolderInUse:
            return httpx2.AsyncHTTPTransport(uds=str(await _owner_door(settings))), None
    from copilot.app import create_app
    from copilot.wiring import assemble

    parts = await closing.enter_async_context(assemble(settings, progress=progress, folder=folder))
    return httpx2.ASGITransport(app=cast(Any, create_app(settings, parts=parts))), parts.keys


async def _forget(keys: Keys, key_id: str) -> None:
    """Take the key back. Where Redis is gone it ends by itself soon, and what went wrong first is what is told."""
    with contextlib.suppress(StateUnavailable):
        await keys.discard(key_id)


def problem_of(response: "httpx2.Response") -> str:
    """The service's own words for what went wrong."""
    try:
        problem = response.json()
        return str(problem.get("detail") or problem["title"])
    except (ValueError, KeyError, AttributeError):
        return f"the service answered with status {response.status_code}"


async def _tenant(keys: Keys, named: str | None, *, new: bool) -> str:
    known = await keys.tenants()
    if named is None:
        if len(known) == 1:
            return known[0]
        which = f"one of {', '.join(known[:10])}" if known else "none exists yet"
        raise UserError(f"which tenant? Add --tenant NAME ({which})")
    check_tenant(named)
    if not new and named not in known:
        raise UserError(f"there is no tenant {named!r}; known: {', '.join(known[:10]) or 'none'}")
    return named


def _must_exist(settings: Settings) -> None:
    folder = settings.data_dir.expanduser().absolute()
    if not (folder / "owner.lock").exists():
        raise UserError(f"{folder} is no data folder yet; set COPILOT_DATA_DIR, or ingest something first")


async def _folder(settings: Settings, closing: AsyncExitStack, *, make_folder: bool) -> DataFolder | str:
    """The data folder, now ours, or the address of its owner's Valkey."""
    if not make_folder:
        _must_exist(settings)
    deadline = time.monotonic() + BUSY_S
    while True:
        try:
            folder = DataFolder.acquire(settings.data_dir)
        except FolderInUse:
            path = find_socket(settings.data_dir.expanduser().absolute() / "valkey" / "valkey.sock")
            if path is not None and await _connects(path):
                return valkey_url(path)
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(0.05)
        else:
            closing.callback(folder.release)
            return folder


async def _owner_door(settings: Settings) -> Path:
    """The owner's socket. Raises FolderInUse where the owner has none: another command is at work."""
    deadline = time.monotonic() + BUSY_S
    while True:
        path = owner_socket(settings.data_dir)
        if path is not None and await _connects(path):
            return path
        if time.monotonic() > deadline:
            raise FolderInUse(f"another command is at work in {settings.data_dir}; run this again when it has finished")
        await asyncio.sleep(0.05)


async def _connects(path: Path) -> bool:
    with contextlib.suppress(OSError):
        _, writer = await asyncio.open_unix_connection(str(path))
        writer.close()
        return True
    return False
