"""The running service against its own OpenAPI document, by schemathesis, and what that document promises."""

import asyncio
import json
import re
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, settings
from litestar import Litestar
from pydantic import SecretStr
from schemathesis.config import (
    ChecksConfig,
    CoveragePhaseConfig,
    GenerationConfig,
    PhasesConfig,
    PositiveDataAcceptanceConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from schemathesis.config._checks import NegativeDataRejectionConfig
from schemathesis.specs.openapi.checks import negative_data_rejection

from copilot.app import create_app
from copilot.engines import PrivateValkey
from copilot.settings import Settings
from tests.conftest import CACHE

EXAMPLES = 8
"""For each operation; the whole takes well under a minute."""


@dataclass
class Running:
    """The service in a thread and loop of its own: schemathesis is synchronous."""

    url: str
    key: str


@pytest.fixture(scope="module")
def running(valkey: PrivateValkey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    own = Settings.model_validate(
        {
            "data_dir": tmp_path_factory.mktemp("contract") / "data",
            "cache_dir": CACHE,
            "redis_url": SecretStr(valkey.url),
            "log_level": "error",
        }
    )
    server = _Server(create_app(own))
    with socket.create_server(("127.0.0.1", 0)) as sock:
        thread = threading.Thread(target=lambda: server.run([sock]))
        thread.start()
        key = server.key.result(timeout=120)
        yield Running(f"http://127.0.0.1:{sock.getsockname()[1]}", key)
        server.should_exit = True
        thread.join()


class _Server(uvicorn.Server):
    """Makes a key as soon as it serves."""

    def __init__(self, app: Litestar) -> None:
        super().__init__(
            uvicorn.Config(app, http="httptools", log_config=None, lifespan="on", timeout_graceful_shutdown=1)
        )
        self._app = app
        self.key: Future[str] = Future()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        try:
            self.key.set_result((await self._app.state.parts.keys.create("contract", "admin"))[1])
        except Exception as e:  # the one who waits is told, whatever it was
            self.key.set_exception(e)


async def _document() -> Any:
    transport = httpx2.ASGITransport(app=create_app(Settings()))  # type: ignore[arg-type]  # two libraries' ASGI types
    async with httpx2.AsyncClient(transport=transport, base_url="http://copilot.test") as http:
        return (await http.get("/schema/openapi.json")).json()


DOCUMENT: dict[str, Any] = asyncio.run(_document())
"""Read while tests are collected: there is one for each of its operations. Needs none of the parts."""


@schemathesis.serializer("application/x-ndjson")
def _lines(_: Any, value: Any) -> bytes:
    return value.encode() if isinstance(value, str) else json.dumps(value).encode()


schema = schemathesis.openapi.from_dict(
    DOCUMENT,
    config=SchemathesisConfig(
        projects=ProjectsConfig(
            default=ProjectConfig(
                max_stream_events=1,
                generation=GenerationConfig(max_examples=EXAMPLES, deterministic=True),
                checks=ChecksConfig(
                    positive_data_acceptance=PositiveDataAcceptanceConfig(enabled=False),
                    negative_data_rejection=NegativeDataRejectionConfig(
                        expected_statuses=[400, 401, 403, 404, 405, 413, 415]
                    ),
                ),
                phases=PhasesConfig(coverage=CoveragePhaseConfig(enabled=False)),
            )
        )
    ),
)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_door_does_what_its_description_says(case: schemathesis.Case[Any], running: Running) -> None:
    """No 500; every status, content type and body is a described one; what the schema forbids is refused.

    Left out: that all the schema allows is taken. JSON Schema can't say "either of two fields", or "ids differ".
    """
    batch = case.operation.path.endswith(":batch")  # says of each line what is wrong, under a 200
    case.call_and_validate(
        excluded_checks=[negative_data_rejection] if batch else [],
        base_url=running.url,
        headers={"Authorization": f"Bearer {running.key}"},
    )


def _operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, o) for path, item in DOCUMENT["paths"].items() for method, o in item.items()]


def test_every_error_is_described_as_a_problem() -> None:
    for path, method, operation in _operations():
        for status, response in operation["responses"].items():
            if int(status) >= 400 and path != "/health/ready":
                assert list(response["content"]) == ["application/problem+json"], (path, method, status)


def test_every_door_under_v1_needs_the_key_and_says_so() -> None:
    assert DOCUMENT["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    for path, method, operation in _operations():
        if path.startswith("/v1/"):
            assert operation["security"] == [{"key": []}], (path, method)
            assert "401" in operation["responses"], (path, method)
        else:
            assert "security" not in operation, path


def test_every_door_that_takes_a_body_says_what_it_does_with_a_bad_one() -> None:
    for path, method, operation in _operations():
        if "requestBody" in operation:
            assert {"400", "413", "415"} <= set(operation["responses"]), (path, method)


def test_the_promised_doors_are_there() -> None:
    """What every script relies on."""
    promised = {
        "/v1/assist": {"post"},
        "/v1/search": {"post"},
        "/v1/drafts": {"post", "get"},
        "/v1/drafts/{draft_id}": {"get"},
        "/v1/conversations/{name}/release": {"post"},
        "/v1/articles/{article_id}": {"put", "get", "delete"},
        "/v1/resolutions/{resolution_id}": {"put", "get", "delete"},
        "/v1/articles:batch": {"post"},
        "/v1/articles": {"get"},
        "/v1/resolutions": {"get"},
        "/v1/resolutions:batch": {"post"},
        "/v1/actions": {"get"},
        "/v1/actions/{name}": {"put", "get", "delete"},
        "/v1/policy": {"put", "get"},
        "/v1/customers/{customer_id}": {"put", "get", "delete"},
        "/v1/customers/{customer_id}/ledger": {"get"},
        "/v1/conversations": {"get"},
        "/v1/conversations/{name}": {"put", "get"},
        "/v1/conversations/{name}/messages": {"post"},
        "/v1/conversations/{name}/events": {"get"},
        "/v1/train": {"post", "delete"},
        "/v1/feedback": {"post"},
        "/v1/feedback/figures": {"get"},
        "/v1/me": {"get"},
        "/health/live": {"get"},
        "/health/ready": {"get"},
        "/metrics": {"get"},
    }
    assert {path: set(item) for path, item in DOCUMENT["paths"].items()} == promised


def test_the_types_are_described_as_they_are_checked() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    conversation = schemas["Conversation"]
    assert conversation["additionalProperties"] is False
    assert conversation["properties"]["messages"] == {
        "items": {"$ref": "#/components/schemas/Message"},
        "maxItems": 2000,
        "minItems": 1,
        "title": "Messages",
        "type": "array",
    }
    used = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(DOCUMENT)))
    assert used <= set(schemas)
