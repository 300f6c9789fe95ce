"""Errors of the service itself, and what every answer carries."""

import asyncio
import errno
import json
from pathlib import Path

import httpx2
import pytest
from litestar import Litestar
from litestar.testing import RequestFactory
from pydantic import SecretStr

from copilot.api.problems import handle
from copilot.app import create_app
from copilot.domain import Caller
from copilot.engines import PrivateValkey
from copilot.errors import StateUnavailable, StorageFull
from copilot.settings import Settings
from copilot.wiring import assemble
from retrieval.embed import Embedder, EmbedderUnavailable
from retrieval.index import IndexDown, IndexFull
from tests.api.conftest import Served
from tests.conftest import Client


@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("GET", "/nothing/here", 404, "no-such-path"),
        ("GET", "/v1/nothing", 404, "no-such-path"),
        ("GET", "/static/nothing.js", 404, "no-such-path"),
        ("GET", "/static/../app.py", 404, "no-such-path"),
        ("GET", "/static/%2e%2e/%2e%2e/app.py", 404, "no-such-path"),
        ("GET", "/static/%00", 404, "no-such-path"),
        ("GET", "/static/" + "a" * 300, 404, "no-such-path"),
        ("GET", "/schema/nothing", 404, "no-such-path"),
        ("GET", "/schema/nothing.json", 404, "no-such-path"),
        ("PATCH", "/v1/policy", 405, "method-not-allowed"),
        ("POST", "/health/live", 405, "method-not-allowed"),
    ],
)
async def test_unknown_paths_and_methods_are_problems_too(
    served: Served, method: str, path: str, status: int, kind: str
) -> None:
    answer = await served.http.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == f"urn:copilot:problem:{kind}"
    assert answer.headers["x-request-id"]
    if status == 405:
        assert answer.headers["allow"]


async def test_a_body_too_large_gets_its_answer_and_not_a_broken_pipe(served: Served) -> None:
    body = b'{"query": "' + b"x" * 6_000_000 + b'"}'
    answer = await served.http.post("/v1/search", content=body, headers=served.auth())
    assert answer.status_code == 413
    assert answer.json()["type"] == "urn:copilot:problem:too-large"


async def test_a_body_too_large_is_refused_without_its_length_too(served: Served) -> None:
    async def endless() -> object:
        for _ in range(40):
            yield b" " * 100_000

    answer = await served.http.post("/v1/search", content=endless(), headers=served.auth())  # type: ignore[arg-type]
    assert answer.status_code == 413


async def test_a_request_id_is_taken_over_or_made(client: Client) -> None:
    taken = await client.http.get("/health/live", headers={"X-Request-Id": "abc-123"})
    assert taken.headers["x-request-id"] == "abc-123"
    for bad in ["a" * 65, "a b", 'a"b']:
        made = await client.http.get("/health/live", headers={"X-Request-Id": bad})
        assert len(made.headers["x-request-id"]) == 32


async def test_the_log_has_the_request_and_none_of_its_words(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "my-secret-question"
    await client.http.post("/v1/search", json={"query": words}, headers=client.auth() | {"X-Request-Id": "r-1"})
    await client.http.get(f"/v1/articles/{words}?q={words}", headers=client.auth())
    logged = capsys.readouterr().err
    lines = [json.loads(line) for line in logged.splitlines() if '"request"' in line]
    assert [(x["method"], x["route"], x["status"]) for x in lines] == [
        ("POST", "/v1/search", 200),
        ("GET", "/v1/articles/{article_id}", 404),
    ]
    assert lines[0]["request_id"] == "r-1"
    assert lines[0]["key_id"].startswith("key_")
    assert words not in logged


async def test_pages_and_answers_carry_strict_headers(client: Client) -> None:
    for path in ["/", "/health/live", "/nothing"]:
        headers = (await client.http.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
    assert (await client.http.get("/v1/me", headers=client.auth())).headers["cache-control"] == "no-store"


def _handled(exc: Exception) -> tuple[int, dict[str, str], dict[str, object]]:
    response = handle(RequestFactory(app=Litestar([], logging_config=None)).get("/"), exc)
    return response.status_code or 0, dict(response.headers), json.loads(response.content)


@pytest.mark.parametrize(
    "exc", [StorageFull("no room"), OSError(errno.ENOSPC, "No space left on device"), OSError(errno.EDQUOT, "")]
)
def test_a_full_disk_is_507(exc: Exception) -> None:
    status, _, problem = _handled(exc)
    assert (status, problem["type"]) == (507, "urn:copilot:problem:storage-full")


def test_an_index_without_room_is_507_and_says_what_to_do() -> None:
    status, _, problem = _handled(IndexFull("the disk has 3 MB free: free some space and send it again"))
    assert (status, problem["type"]) == (507, "urn:copilot:problem:storage-full")
    assert "free some space" in str(problem["detail"])


@pytest.mark.parametrize("error", [IndexDown, StateUnavailable, EmbedderUnavailable])
def test_what_is_gone_is_503_says_when_to_try_again_and_names_servers_only_in_the_log(
    error: type[Exception], capsys: pytest.CaptureFixture[str]
) -> None:
    status, headers, problem = _handled(error("connect to 10.1.2.3 refused"))
    assert (status, int(headers["Retry-After"]) > 0) == (503, True)
    assert "10.1.2.3" not in json.dumps(problem)
    logged = capsys.readouterr()
    assert "connect to 10.1.2.3 refused" in logged.err + logged.out


def test_a_bug_is_500_and_neither_answer_nor_log_says_what_it_choked_on(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="4111") as raised:
        int("card 4111")
    status, _, problem = _handled(raised.value)
    assert (status, problem["title"]) == (500, "Internal Server Error")
    logged = capsys.readouterr()
    assert "4111" not in json.dumps(problem) + logged.err + logged.out
    assert "ValueError" in logged.err + logged.out


async def test_without_state_what_needs_none_goes_on_and_the_rest_says_so(
    tmp_path: Path, settings: Settings, embedder: Embedder
) -> None:
    valkey = PrivateValkey(tmp_path / "valkey")
    valkey.start()
    try:
        own = settings.model_copy(update={"redis_url": SecretStr(valkey.url), "data_dir": tmp_path / "own"})
        async with assemble(own, embedder=embedder) as parts:
            _, key = await parts.keys.create("acme", "admin")
            transport = httpx2.ASGITransport(app=create_app(own, parts=parts))  # type: ignore[arg-type]
            headers = {"Authorization": f"Bearer {key}"}
            async with httpx2.AsyncClient(transport=transport, base_url="http://t", headers=headers) as http:
                assert (await http.get("/v1/me")).status_code == 200
                assert (await http.get("/health/ready")).json()["status"] == "ok"
                valkey.stop()
                assert (await http.post("/v1/search", json={"query": "parcel"})).status_code == 200
                gone = await http.get("/v1/conversations")
                assert gone.status_code == 503
                assert gone.json()["type"] == "urn:copilot:problem:state-unavailable"
                assert int(gone.headers["retry-after"]) > 0
                ready = await http.get("/health/ready")
                assert (ready.status_code, ready.json()["status"]) == (200, "degraded")
                assert ready.json()["parts"]["state"] == "down"
                assert (await http.get("/metrics")).status_code == 200
    finally:
        valkey.stop()


async def test_figures_name_no_tenant_and_no_path(client: Client) -> None:
    await client.http.put("/v1/articles/a", json={"title": "T", "body": "Words."}, headers=client.auth())
    await client.http.get("/v1/articles/some-name", headers=client.auth())
    await client.http.get("/some/other-path")
    await client.http.request("BREW", "/v1/me", headers=client.auth())
    thread = {"channel": "chat", "messages": [{"author": "customer", "text": "Where is my parcel?"}]}
    await client.http.post("/v1/assist", json={"conversation": thread}, headers=client.auth())
    text = (await client.http.get("/metrics")).text
    assert 'copilot_http_requests_total{method="GET",route="/v1/articles/{article_id}",status="404"} 1.0' in text
    assert 'copilot_http_requests_total{method="GET",route="none",status="404"} 1.0' in text
    assert "copilot_assist_answers_total{mode=" in text
    assert 'copilot_index_size{what="articles"} 1.0' in text
    assert Caller.__name__ not in text
    for word in ("acme", "some-name", "other-path", "BREW", "parcel"):
        assert word not in text


async def test_a_client_that_hangs_up_in_its_body_is_no_bug(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    for path in ("/v1/search", "/v1/articles:batch"):
        _, writer = await asyncio.open_connection("127.0.0.1", served.port)
        head = f"POST {path} HTTP/1.1\r\nHost: t\r\nAuthorization: {served.auth()['Authorization']}\r\n"
        writer.write(f'{head}Content-Length: 1000\r\n\r\n{{"query": '.encode())
        await writer.drain()
        writer.close()
        await writer.wait_closed()
    logged = ""
    async with asyncio.timeout(30):
        while logged.count('"event": "request"') < 2:  # until both are done with
            logged += capsys.readouterr().err
            await asyncio.sleep(0)
    assert '"bug"' not in logged
    assert '"status": 5' not in logged
