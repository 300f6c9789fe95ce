"""Servers of our own that are gone at the start: it starts, says so, and recovers when they are back."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2

from copilot.engines import PrivateValkey
from tests.cli.conftest import Shell


def test_it_serves_without_its_servers_and_takes_them_up_when_they_come(shell: Shell, tmp_path: Path) -> None:
    late = PrivateValkey(tmp_path / "late")
    url = f"unix://{tmp_path}/late/valkey.sock"
    with shell.running(COPILOT_REDIS_URL=url, COPILOT_QDRANT_URL="http://127.0.0.1:1") as service:
        ready = httpx2.get(f"{service.url}/health/ready", timeout=30)
        assert ready.status_code == 503
        assert ready.json()["parts"] | {"llm": None} == {"state": "down", "index": "down", "llm": None}
        late.start()
        try:
            made = shell.run("keys", "create", "--tenant", "acme", "--role", "admin", COPILOT_REDIS_URL=url)
            me = f"{service.url}/v1/me"
            auth = {"Authorization": f"Bearer {made.out.strip()}"}
            answer = until(me, lambda r: r.status_code == 200, auth)
            assert answer["knowledge"] is None
            assert answer["mode"] == "nothing"
            told = until(me, lambda r: len(r.json()["problems"]) == 1, auth)
            assert "without knowledge" in told["problems"][0]
            now = httpx2.get(f"{service.url}/health/ready", timeout=30)
            assert (now.status_code, now.json()["parts"]["state"], now.json()["parts"]["index"]) == (200, "ok", "down")
        finally:
            late.stop()


def until(url: str, holds: Callable[[httpx2.Response], bool], headers: dict[str, str] | None = None) -> dict[str, Any]:
    """The answer, once it is as wanted."""
    for _ in range(600):
        response = httpx2.get(url, headers=headers, timeout=30)
        if holds(response):
            answer: dict[str, Any] = response.json()
            return answer
        time.sleep(0.1)
    raise AssertionError(f"{url} never answered as wanted; last with {response.status_code}")
