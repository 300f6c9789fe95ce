"""What the door tests share: the app on a real socket, served in the test's own loop."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest_asyncio
import uvicorn

from copilot.app import create_app
from copilot.domain import Role
from copilot.settings import Settings
from copilot.wiring import Parts
from tests.conftest import ROLES


@dataclass
class Served:
    """The app behind uvicorn on a loopback port."""

    http: httpx2.AsyncClient
    port: int
    parts: Parts
    keys: dict[Role, str]
    """Of tenant ``acme``."""

    def auth(self, role: Role = "admin") -> dict[str, str]:
        return {"Authorization": f"Bearer {self.keys[role]}"}


@asynccontextmanager
async def serving(settings: Settings, parts: Parts) -> AsyncIterator[Served]:
    """As in production: uvicorn, httptools, a TCP socket."""
    keys = {role: (await parts.keys.create("acme", role))[1] for role in ROLES}
    with socket.create_server(("127.0.0.1", 0)) as sock:
        port = sock.getsockname()[1]
        config = uvicorn.Config(
            create_app(settings, parts=parts), http="httptools", log_config=None, timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        running = asyncio.create_task(server.serve([sock]))
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30) as http:
            yield Served(http, port, parts, keys)
        server.should_exit = True
        await running


@pytest_asyncio.fixture
async def served(settings: Settings, parts: Parts) -> AsyncIterator[Served]:
    """The app without a model, on a real socket."""
    async with serving(settings, parts) as it:
        yield it


async def read_events(response: httpx2.Response) -> AsyncIterator[tuple[str, Any, str | None]]:
    """Name, data and id of each event of a stream, as they arrive."""
    name, data, event_id = "message", "", None
    async for row in response.aiter_lines():
        field, _, value = row.partition(": ")
        if field == "event":
            name = value
        elif field == "id":
            event_id = value
        elif field == "data":
            data += value
        elif not row and data:
            yield name, json.loads(data), event_id
            name, data, event_id = "message", "", None
