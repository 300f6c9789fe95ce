"""Serves the app: on a TCP port, and for the command line on a socket in the data folder (mode 0600)."""

import asyncio
import contextlib
import gc
import logging
import os
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager

import uvicorn

from copilot.engines import DataFolder
from copilot.follow import Follower
from copilot.settings import Settings
from copilot.sockets import BACKLOG, address, listen, place_socket, remove_socket
from copilot.wiring import Parts, assemble, background, prepare_suggestions
from retrieval.memory import give_back

GRACE_S = 3
"""What open requests get when we stop; event streams never end by themselves."""


async def serve(
    settings: Settings,
    *,
    progress: Callable[[str], None] | None = None,
    prepare: Callable[[Parts], Awaitable[None]] | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM; a second one doesn't wait for open requests.

    ``prepare`` runs before anything is served, ``ready`` gets the address when it is. Raises UserError: folder or port
    in use, and all that ``assemble`` refuses.
    """
    async with AsyncExitStack() as closing:
        folder = None
        if settings.embedded:
            folder = DataFolder.acquire(settings.data_dir)
            closing.callback(folder.release)
        with _stopped_by_signals() as running:
            tcp = listen(settings.host, settings.port)
            closing.callback(tcp.close)
            sockets = [tcp]
            parts = await closing.enter_async_context(assemble(settings, progress=progress, folder=folder))
            if prepare is not None:
                await prepare(parts)
            background(closing, prepare_suggestions(parts))
            background(closing, Follower(parts).run())
            if folder is not None:
                sockets.append(await closing.enter_async_context(_owner_door(folder)))
            from copilot.app import create_app

            # Its errors quote what they choked on; ours are logged by the app.
            logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
            config = uvicorn.Config(
                create_app(settings, parts=parts),
                lifespan="on",
                log_config=None,
                access_log=False,
                http="httptools",
                ws="none",
                loop="asyncio",
                server_header=False,
                timeout_graceful_shutdown=GRACE_S,
                backlog=BACKLOG,
            )
            give_back()
            gc.collect()
            gc.freeze()  # what is loaded stays: a collection amid a request would walk all of it, a tenth of a second
            server = _Server(config, lambda: ready(address(settings.host, tcp)) if ready else None)
            running.append(server)
            await server.serve(sockets)


class _Server(uvicorn.Server):
    """Tells when it serves, and leaves signals to us: uvicorn raises them once more when it is done, which would cut
    our own closing short."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextmanager
def _stopped_by_signals() -> Iterator[list[uvicorn.Server]]:
    """SIGINT and SIGTERM end the server in the list, or, where there is none yet, cancel the task."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    servers: list[uvicorn.Server] = []

    def stop() -> None:
        if not servers:
            if task is not None:
                task.cancel()
            return
        servers[0].force_exit = servers[0].should_exit
        servers[0].should_exit = True

    handled = (signal.SIGINT, signal.SIGTERM)
    for sig in handled:
        loop.add_signal_handler(sig, stop)
    try:
        yield servers
    finally:
        # What comes while we close is not heard: the Valkey must get to save.
        for sig in handled:
            loop.remove_signal_handler(sig)
            signal.signal(sig, signal.SIG_IGN)


@asynccontextmanager
async def _owner_door(folder: DataFolder) -> AsyncIterator[socket.socket]:
    """The socket at which the command line finds the folder's owner."""
    wanted = folder.path / "owner.sock"
    path = place_socket(wanted)
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        before = os.umask(0o177)
        try:
            sock.bind(str(path))
        finally:
            os.umask(before)
        sock.listen(BACKLOG)
        sock.setblocking(False)
        yield sock
    finally:
        sock.close()
        with contextlib.suppress(OSError):
            remove_socket(wanted)
