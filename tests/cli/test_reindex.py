"""``copilot reindex`` as an operator runs it, beside a service that serves."""

from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from tests.cli.conftest import Shell
from tests.retrieval.models import save_model


@pytest.mark.slow
def test_a_running_service_moves_to_another_model(shell: Shell, pages: Callable[..., Path], tmp_path: Path) -> None:
    folder = pages(
        reset__md="# Reset password\n\nPlease reset the login.", late__md="# Late parcel\n\nWhere is my order."
    )
    model = save_model(tmp_path / "small")
    key = shell.run("keys", "create", "--tenant", "acme", "--role", "admin").out.strip()
    auth = {"Authorization": f"Bearer {key}"}
    with shell.running() as service, httpx2.Client(base_url=service.url, headers=auth, timeout=60) as http:
        assert shell.run("ingest", str(folder), "--tenant", "acme").code == 0
        assert http.post("/operator/reindex", json={"model": str(model)}).status_code == 404, "not for the network"

        compared = shell.run("reindex", "--model", str(model), "--compare-only")
        assert (compared.code, compared.out.splitlines()[-1]) == (
            0,
            "not switched; run it again without --compare-only to do so",
        )
        ran = shell.run("reindex", "--model", str(model))
        assert ran.code == 0, ran.err
        assert ran.out.startswith("2 documents in ")
        assert f"COPILOT_EMBEDDINGS_MODEL={model}" in ran.out
        again = shell.run("reindex", "--model", str(model))
        assert (again.code, again.err.count("\n")) == (2, 1)
        assert "holds the vectors of" in again.err

        found = http.post("/v1/search", json={"query": "reset my password", "below_floor": True}).json()
        assert {p["source_id"] for p in found["passages"]} == {"reset.md", "late.md"}
        new = {"title": "Cancel", "body": "How to cancel the plan."}
        assert http.put("/v1/articles/cancel", json=new).status_code in (200, 201)
        answer = http.post(
            "/v1/assist",
            json={"conversation": {"channel": "chat", "messages": [{"author": "customer", "text": "How to cancel?"}]}},
        )
        assert answer.status_code == 200
        assert http.get("/health/ready").json()["status"] == "ok"

    refused = shell.run("serve")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "was built with the embedding model" in refused.err
    with shell.running(COPILOT_EMBEDDINGS_MODEL=str(model)) as service:
        assert httpx2.get(f"{service.url}/v1/articles/cancel", headers=auth).status_code == 200


def test_a_model_that_is_not_there_changes_nothing(shell: Shell) -> None:
    shell.run("keys", "create", "--tenant", "acme", "--role", "admin")
    ran = shell.fresh("reindex", "--model", "./nowhere")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "there is no such folder" in ran.err
