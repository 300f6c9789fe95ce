"""What disappears from a source disappears from the knowledge, and nothing else does."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from copilot.cli.mirror import remove_missing
from copilot.cli.reach import ServiceError
from tests.cli.conftest import Shell
from tests.conftest import Client

PARKING = "---\ntitle: Parking\n---\nCustomers may park behind the shop for 90 minutes.\n"
REFUNDS = "---\ntitle: Refunds\n---\nRefunds arrive within 5 working days after we have the parcel.\n"
HOURS = "---\ntitle: Opening hours\n---\nWe are open from nine to five, on Sundays from ten.\n"
SOLVED = {"id": "r1", "messages": [{"author": "customer", "text": "My voucher code is refused, what now?"}]}


def found(shell: Shell, question: str, *words: str) -> list[str]:
    out = json.loads(shell.run("search", question, "--json", *words).out)
    return [p["source_id"] for p in out["passages"]]


def test_deleted_renamed_and_unpublished_files_go(shell: Shell, pages: Callable[..., Path]) -> None:
    folder = pages(parking__md=PARKING, refunds__md=REFUNDS, hours__md=HOURS, r__jsonl=json.dumps(SOLVED) + "\n")
    assert shell.run("ingest", str(folder), "--tenant", "acme").code == 0

    (folder / "parking.md").unlink()
    (folder / "refunds.md").rename(folder / "money.md")
    pages(hours__md=HOURS.replace("---\n", "---\ndraft: true\n", 1))
    (folder / "r.jsonl").write_text(json.dumps(SOLVED | {"id": "r2"}) + "\n")
    kept = shell.run("ingest", str(folder), "--keep-missing")
    assert set(found(shell, "how long can I park")) >= {"parking.md"}
    mirrored = shell.run("ingest", str(folder))
    again = shell.run("ingest", str(folder))

    assert kept.out == (
        "articles: 1 created, 0 updated, 0 unchanged; resolutions: 1 created, 0 updated, 0 unchanged; "
        "1 left out (1 not published)\n"
    )
    assert (mirrored.code, mirrored.out) == (
        0,
        "articles: 0 created, 0 updated, 1 unchanged, 3 removed; "
        "resolutions: 0 created, 0 updated, 1 unchanged, 1 removed; 1 left out (1 not published)\n",
    )
    assert "removed" not in again.out
    assert found(shell, "how long can I park", "--kind", "article") in ([], ["money.md"])
    assert found(shell, "when do refunds arrive", "--kind", "article") == ["money.md"]


def test_what_cannot_be_read_keeps_everything(shell: Shell, pages: Callable[..., Path]) -> None:
    folder = pages(parking__md=PARKING, refunds__md=REFUNDS, r__jsonl=json.dumps(SOLVED) + "\n")
    assert shell.run("ingest", str(folder), "--tenant", "acme").code == 0

    pages(parking__md=b"\xff\xfe\xff")
    broken = shell.run("ingest", str(folder))
    (folder / "parking.md").unlink()
    pages(r__jsonl="{cut off")
    doubtful = shell.run("ingest", str(folder))

    assert broken.code == 1
    assert "nothing was removed because of the errors" in broken.err
    assert doubtful.code == 0
    assert "nothing was removed because r.jsonl could not be read" in doubtful.err
    assert "parking.md" in found(shell, "how long can I park")


def test_sources_and_tenants_do_not_touch_each_other(shell: Shell, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
    (one / "parking.md").write_text(PARKING)
    (one / "hours.md").write_text(HOURS)
    (two / "refunds.md").write_text(REFUNDS)
    for tenant in ("acme", "globex"):
        for folder in (one, two):
            assert shell.run("ingest", str(folder), "--tenant", tenant).code == 0

    (one / "hours.md").unlink()
    by_path = shell.run("ingest", "one", "--tenant", "acme")
    by_name = shell.run("ingest", str(two), "--tenant", "acme", "--source", str(one))

    assert by_path.out == "articles: 0 created, 0 updated, 1 unchanged, 1 removed\n"
    assert by_name.out == "articles: 0 created, 0 updated, 1 unchanged, 1 removed\n"  # it says to be all of 'one'
    assert found(shell, "how long can I park", "--tenant", "acme") == []
    assert "hours.md" in found(shell, "when are you open", "--tenant", "globex")


def test_kill_9_of_the_command_in_a_removal_is_made_good_by_the_next(shell: Shell, pages: Callable[..., Path]) -> None:
    def rows(numbers: range, shelf: str) -> str:
        articles = ({"id": f"a{n}", "title": f"Shelf {n}", "body": f"{shelf} {n} holds part {n}."} for n in numbers)
        return "\n".join(map(json.dumps, articles)) + "\n"

    key = shell.run("keys", "create", "--tenant", "acme", "--role", "admin").out.strip()
    folder = pages(a__ndjson=rows(range(300), "Shelf"))
    with (
        shell.running() as service,
        httpx2.Client(base_url=service.url, headers={"Authorization": f"Bearer {key}"}, timeout=30) as http,
    ):
        assert shell.run("ingest", str(folder), "--tenant", "acme").code == 0
        pages(a__ndjson=rows(range(50), "Board"))
        left = 300
        for bound in (300, 200):  # killed when the removal has begun, and in its middle
            ingest = subprocess.Popen(
                [sys.executable, "-m", "copilot", "ingest", str(folder), "--tenant", "acme"],
                env=shell.env, cwd=shell.cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            while ingest.poll() is None and left >= bound:
                left = http.get("/v1/me").json()["knowledge"]["articles"]
            ingest.kill()
            ingest.wait()
        left = http.get("/v1/me").json()["knowledge"]["articles"]
        last = shell.run("ingest", str(folder), "--tenant", "acme")
        ids = http.get("/v1/articles").json()["ids"]

    assert 50 < left < 300
    assert last.out == f"articles: 0 created, 0 updated, 50 unchanged, {left - 50} removed\n"
    assert sorted(ids) == sorted(f"a{n}" for n in range(50))


async def test_a_removal_that_was_cut_off_is_finished_by_the_next(client: Client) -> None:
    article = {"title": "Parking", "body": "Customers may park behind the shop for 90 minutes.", "source": "s"}
    names = ["a", "..", "b/c", "d?e=1#f", "über"]
    lines = "\n".join(json.dumps(article | {"id": name}) for name in [*names, "stays"])
    await client.http.post(
        "/v1/articles:batch", content=lines, headers=client.auth() | {"Content-Type": "application/x-ndjson"}
    )
    await client.http.put("/v1/articles/mine", json=article | {"source": None}, headers=client.auth())
    client.http.headers.update(client.auth())
    deletes = 0

    async def die(request: httpx2.Request) -> None:
        nonlocal deletes
        deletes += request.method == "DELETE"
        if deletes == 3:
            raise httpx2.ConnectError("gone")

    client.http.event_hooks["request"] = [die]
    there: dict[Any, set[str]] = {"article": {"stays"}, "resolution": set()}
    with pytest.raises(ServiceError, match="run the same command again"):
        await remove_missing(client.http, "s", there)
    client.http.event_hooks["request"] = []

    assert await remove_missing(client.http, "s", there) == {"article": 3, "resolution": 0}
    listed = await client.http.get("/v1/articles")
    assert sorted(listed.json()["ids"]) == ["mine", "stays"]
