"""Knowledge goes in from files, is found afterwards, and unchanged documents are left alone."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Shell

PARKING = "---\ntitle: Parking\n---\nCustomers may park behind the shop for 90 minutes.\n"
REFUNDS = "---\ntitle: Refunds\n---\nRefunds arrive within 5 working days after we have the parcel.\n"
SOLVED = {
    "id": "res-1",
    "channel": "chat",
    "messages": [
        {"author": "customer", "text": "My voucher code is refused, what now?"},
        {"author": "agent", "text": "The code works from 40 EUR on; add another bag and try again."},
    ],
}


def test_a_folder_goes_in_once_and_its_changes_afterwards(shell: Shell, pages: Callable[..., Path]) -> None:
    folder = pages(parking__md=PARKING, refunds__md=REFUNDS)

    first = shell.fresh("ingest", str(folder), "--tenant", "acme")
    pages(parking__md=PARKING.replace("90", "60"))
    second = shell.run("ingest", str(folder))
    third = shell.run("ingest", str(folder))

    assert (first.code, first.out) == (0, "articles: 2 created, 0 updated, 0 unchanged\n")
    assert (second.code, second.out) == (0, "articles: 0 created, 1 updated, 1 unchanged\n")
    assert (third.code, third.out) == (0, "articles: 0 created, 0 updated, 2 unchanged\n")
    found = json.loads(shell.fresh("search", "how long can I park", "--json", "--limit", "1").out)
    assert "60 minutes" in found["passages"][0]["text"]


def test_it_works_while_the_service_runs_and_leaves_no_key_behind(shell: Shell, pages: Callable[..., Path]) -> None:
    folder = pages(parking__md=PARKING, res__jsonl=json.dumps(SOLVED) + "\n")
    with shell.running():
        ran = shell.run("ingest", str(folder), "--tenant", "acme")
        assert (ran.code, ran.out) == (
            0,
            "articles: 1 created, 0 updated, 0 unchanged; resolutions: 1 created, 0 updated, 0 unchanged\n",
        )
        assert shell.run("keys", "list").out == ""


def test_what_is_broken_is_named_and_the_rest_lands(shell: Shell, pages: Callable[..., Path]) -> None:
    lines = [json.dumps(SOLVED), "{not json", json.dumps(SOLVED | {"id": "res-2", "colour": "red"})]
    folder = pages(
        parking__md=PARKING, empty__md="", latin__md="---\ntitle: Caf\xe9\n---\nText".encode("latin-1"),
        res__jsonl="\n".join(lines) + "\n",
    )  # fmt: skip

    ran = shell.run("ingest", str(folder), "--tenant", "acme")

    assert ran.code == 1
    assert ran.out == (
        "articles: 1 created, 0 updated, 0 unchanged; resolutions: 1 created, 0 updated, 0 unchanged; 4 errors\n"
    )
    errors = ran.err.splitlines()
    for where in ("empty.md", "latin.md", "res.jsonl:2", "res.jsonl:3"):
        assert [e for e in errors if e.startswith("error: ") and where in e], where
    assert "Traceback" not in ran.err


def test_an_id_may_hold_other_line_breaks_than_the_newline(shell: Shell, tmp_path: Path) -> None:
    names = ["a\u2028b", "c\x85"]
    lines = [json.dumps({"id": name, "title": "Parking", "body": PARKING}) for name in names]
    (tmp_path / "a.ndjson").write_text("\n".join(lines))

    ran = shell.run("ingest", str(tmp_path / "a.ndjson"), "--tenant", "acme")

    assert (ran.code, ran.out) == (0, "articles: 2 created, 0 updated, 0 unchanged\n")
    assert ran.err == "reading a.ndjson as ndjson\n"


def test_mistakes_are_one_line_and_exit_code_2(shell: Shell, pages: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    for words, says in [
        (("ingest", str(tmp_path / "missing")), "does not exist"),
        (("ingest", str(tmp_path / "none")), "holds nothing to ingest"),
        (("ingest", str(pages(a__md=PARKING))), "which tenant? Add --tenant NAME (none exists yet)"),
        (("ingest", str(pages(a__md=PARKING)), "--tenant", "A B"), "no tenant name"),
    ]:
        ran = shell.run(*words)
        assert (ran.code, ran.out) == (2, "")
        assert says in ran.err
        assert ran.err.count("\n") == 1


def test_kill_9_of_the_service_in_an_ingest_loses_and_doubles_nothing(shell: Shell, pages: Callable[..., Path]) -> None:
    total = 600
    articles = (
        json.dumps({"id": f"a{n}", "title": f"Article {n}", "body": f"Shelf {n} holds the part number {n * 7}."})
        for n in range(total)
    )
    folder = pages(articles__jsonl="\n".join(articles) + "\n")
    key = shell.run("keys", "create", "--tenant", "acme", "--role", "admin").out.strip()
    assert key
    with shell.running() as service:
        ingest = subprocess.Popen(
            [sys.executable, "-m", "copilot", "ingest", str(folder), "--tenant", "acme"],
            env=shell.env, cwd=shell.cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        landed = 0
        while landed == 0 and ingest.poll() is None:  # some are in, others on their way
            landed = _counted(service.url, key)
        os.kill(service.process.pid, signal.SIGKILL)
        service.process.wait()
        out, err = ingest.communicate(timeout=120)
    assert landed
    assert ingest.returncode == 1, out
    assert "run the same command again" in err

    again = shell.run("ingest", str(folder), "--tenant", "acme")

    assert again.code == 0
    created, updated, unchanged = (int(word) for word in again.out.split() if word.isdecimal())
    assert (created + unchanged, updated) == (total, 0)
    assert unchanged >= landed
    with shell.running() as service:
        assert _counted(service.url, key) == total


def _counted(url: str, key: str) -> int:
    import httpx2

    me = httpx2.get(f"{url}/v1/me", headers={"Authorization": f"Bearer {key}"}, timeout=30).json()
    return int(me["knowledge"]["articles"])


def test_a_search_says_how_each_passage_came_to_its_place(
    shell: Shell, pages: Callable[..., Path], tmp_path: Path
) -> None:
    folder = pages(
        descale__md="---\ntags: [machines]\n---\n# Descaling\n\nDescale it every two months with two tablets.",
        ship__md="---\nmarket: UK\n---\n# Shipping\n\nA parcel takes three working days.",
    )
    assert shell.run("ingest", str(folder), "--tenant", "acme").code == 0
    ran = shell.run("search", "How often must I descale?", "--explain", "--below-floor")
    assert ran.code == 0, ran.err
    first, text, why = ran.out.splitlines()[:3]
    assert "article descale.md: Descaling" in first
    assert "every two months" in text
    assert re.search(
        r"pool articles; meaning 0\.\d{3} \(rank 1\), words \d+\.\d\d \(rank 1\), fused 0\.\d{3}; "
        r"filters: valid_from, valid_until$",
        why,
    )
    assert "[below floor]" in ran.out
    assert re.search(r"milliseconds: embed \d", ran.out)
    assert "nothing found" in shell.run("search", "parcel", "--tag", "machines").out
    assert "ship.md" in shell.run("search", "how long does a parcel take", "--for", "market=uk").out
    assert "ship.md" not in shell.run("search", "how long does a parcel take", "--for", "market=IE").out
    assert "--for takes brand=NAME, market=NAME, plan=NAME" in shell.run("search", "parcel", "--for", "region=IE").err
    thread = tmp_path / "thread.json"
    thread.write_text(
        json.dumps({"channel": "chat", "messages": [{"author": "customer", "text": "Hi! When should I descale it?"}]})
    )
    assert "descale.md" in shell.run("search", "--conversation", str(thread)).out
    both = shell.run("search", "parcel", "--conversation", str(thread))
    assert (both.code, both.err) == (2, "copilot: give a question, or --conversation FILE.json\n")


def test_pages_that_take_the_ids_of_another_folders_are_told(shell: Shell) -> None:
    for language, text in (("en", "Thirty days."), ("de", "Dreißig Tage.")):
        folder = shell.cwd / language
        folder.mkdir()
        (folder / "returns.md").write_text(f"# Returns\n\n{text}")

    first = shell.run("ingest", "en", "--tenant", "acme")
    second = shell.run("ingest", "de", "--tenant", "acme")

    assert (first.code, second.code) == (0, 0)
    assert "had come from" not in first.err
    told = f"1 had come from {shell.cwd / 'en'} and come from {shell.cwd / 'de'} now, such as returns.md; if they are"
    assert told in second.err
