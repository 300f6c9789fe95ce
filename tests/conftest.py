"""Parts that every room's tests share. All are real: a Valkey of our own, the packaged model, the app in process."""

import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2
import pytest
import pytest_asyncio
from hypothesis import settings as property_settings
from pydantic import SecretStr
from redis.asyncio import Redis

from copilot.domain import Role
from copilot.engines import PrivateValkey
from copilot.settings import Settings
from copilot.state.redis import open_redis

if TYPE_CHECKING:
    from copilot.wiring import Parts
    from retrieval.embed import Embedder

os.environ.setdefault("HF_HUB_OFFLINE", "1")
property_settings.register_profile("untimed", deadline=None)  # a busy machine is no counterexample
property_settings.load_profile("untimed")
CACHE = Path(os.environ.get("TEST_CACHE_DIR", "~/.cache/agent-copilot")).expanduser()
"""Where the packaged model is kept as ONNX between runs: building it takes 12 s."""


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the developer has set must not decide what the tests see."""
    for name in [n for n in os.environ if n.upper().startswith("COPILOT_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateValkey]:
    """One Valkey for the run; tests that kill theirs start their own."""
    server = PrivateValkey(tmp_path_factory.mktemp("valkey"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[PrivateValkey]:
    """A Valkey of the test's own, to be stopped or killed."""
    server = PrivateValkey(tmp_path / "mortal")
    server.start()
    yield server
    server.stop()


@pytest_asyncio.fixture
async def redis(valkey: PrivateValkey) -> AsyncIterator[Redis]:
    """A client to an empty Valkey."""
    client = open_redis(valkey.url)
    await client.flushall()
    yield client
    await client.aclose()


@pytest.fixture
def settings(tmp_path: Path, valkey: PrivateValkey, redis: Redis) -> Settings:
    """Embedded index in a new folder, state in the run's (emptied) Valkey, no model, any free port."""
    return Settings.model_validate(
        {"data_dir": tmp_path / "data", "cache_dir": CACHE, "port": 0, "redis_url": SecretStr(valkey.url)}
    )


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def embedder() -> "AsyncIterator[Embedder]":
    """The packaged model, opened once."""
    from retrieval.embed import open_embedder

    opened = await open_embedder(model=None, url=None, key=None, cache_dir=CACHE)
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def parts(settings: Settings, embedder: "Embedder") -> "AsyncIterator[Parts]":
    """Everything that serves a request, wired as in the service."""
    from copilot.wiring import assemble

    async with assemble(settings, embedder=embedder) as assembled:
        yield assembled


@dataclass
class Client:
    """The app in process, over its ASGI door. For streams use a real server: this transport waits for the end."""

    http: httpx2.AsyncClient
    parts: "Parts"
    keys: dict[Role, str]
    """A key of tenant ``acme`` for each role."""
    other: dict[Role, str] = field(default_factory=dict)
    """The same for tenant ``globex``."""

    def auth(self, role: Role = "admin", *, other: bool = False) -> dict[str, str]:
        """The header that makes a request one of this role's."""
        return {"Authorization": f"Bearer {(self.other if other else self.keys)[role]}"}


ROLES: tuple[Role, ...] = ("agent", "bot", "evaluator", "admin")


@pytest_asyncio.fixture
async def client(settings: Settings, parts: "Parts") -> AsyncIterator[Client]:
    """The app with keys for two tenants, ``acme`` and ``globex``."""
    from copilot.app import create_app

    keys = {role: (await parts.keys.create("acme", role))[1] for role in ROLES}
    other = {role: (await parts.keys.create("globex", role))[1] for role in ROLES}
    app = create_app(settings, parts=parts)
    transport = httpx2.ASGITransport(app=app)  # type: ignore[arg-type]  # the ASGI types of two libraries differ in name
    async with httpx2.AsyncClient(transport=transport, base_url="http://copilot.test", timeout=60) as http:
        yield Client(http, parts, keys, other)
