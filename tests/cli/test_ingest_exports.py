"""Exports and tables go in as they come; the command says what it took them for."""

import json
import shutil
from pathlib import Path

from tests.cli.conftest import Shell

EXPORTS = Path(__file__).parents[1] / "retrieval" / "exports"


def test_a_folder_of_exports_goes_in_and_private_notes_are_not_found(shell: Shell) -> None:
    folder = shell.cwd / "exports"
    folder.mkdir()
    for name in ("zendesk_macros.json", "solved.csv", "faq.csv"):
        shutil.copy(EXPORTS / name, folder)
    tickets = json.loads((EXPORTS / "zendesk_tickets.json").read_text().split("\n{\n")[0])
    tickets["tickets"] = tickets["tickets"][:3]
    (folder / "tickets.json").write_text(json.dumps(tickets))
    (folder / "package.json").write_text('{"name": "site"}')
    shutil.copy(EXPORTS / "chatwoot.json", folder)

    ran = shell.run("ingest", str(folder), "--tenant", "acme")

    assert ran.code == 1
    assert ran.out == (
        "articles: 3 created, 0 updated, 0 unchanged; resolutions: 4 created, 0 updated, 0 unchanged; "
        "6 left out (3 not published, 2 not closed, 1 merged into another); 2 errors\n"
    )
    assert "reading chatwoot.json as chatwoot, solved.csv as csv, 2 files as zendesk" in ran.err
    assert "left alone: faq.csv: say what the columns of faq.csv are (Question, Answer" in ran.err
    assert "left alone: package.json: its objects are no articles or conversations" in ran.err
    assert "error: chatwoot.json item 7: the conversation has no 'messages'" in ran.err
    assert "nothing was removed because of the errors" in ran.err
    for question in ("lot 7741 known batch fault", "lost by the carrier twice this week"):
        found = shell.run("search", question, "--json").out
        assert "7741" not in found
        assert "we pay anyway" not in found
    found = json.loads(shell.run("search", "no water comes out, E3", "--kind", "resolution", "--json").out)
    assert found["passages"][0]["source_id"] == "zendesk:ticket:501"


def test_a_table_with_a_mapping_and_an_export_by_name(shell: Shell) -> None:
    table = shell.cwd / "faq.csv"
    table.write_text("Frage;Antwort\nWie lange gilt die Garantie?;Zwei Jahre ab dem Kauf.\n")

    refused = shell.run("ingest", str(table), "--tenant", "acme")
    mapped = shell.run("ingest", str(table), "--map", "title=Frage", "--map", "body=Antwort", "--tenant", "acme")
    named = shell.run("ingest", str(EXPORTS / "zammad.json"), "--format", "zammad")

    assert (refused.code, refused.out) == (2, "")
    assert "say what the columns of faq.csv are (Frage, Antwort): --map title=COLUMN" in refused.err
    assert (mapped.code, mapped.out) == (0, "articles: 1 created, 0 updated, 0 unchanged\n")
    assert "resolutions: 2 created" in named.out


def test_what_the_words_cannot_mean_is_one_line_and_exit_code_2(shell: Shell) -> None:
    (shell.cwd / "odd.json").write_text('[{"colour": "red"}]')
    (shell.cwd / "none.ndjson").write_text("")
    (shell.cwd / "page.md").write_text("# T\n\nText")
    for words, says in [
        (("odd.json",), "can't tell what odd.json holds: say it with --format ndjson, csv, zendesk"),
        (("none.ndjson",), "holds nothing to ingest"),
        (("page.md",), "is one page; give the folder it is in"),
        (("page.md", "--format", "folder"), "is no folder"),
        (("odd.json", "--map", "title"), "--map takes FIELD=COLUMN"),
        (("odd.json", "--map", "a=b", "--format", "zendesk"), "--map is for tables"),
        (("odd.json", "--source", "x" * 513), "1-512 printable characters"),
    ]:
        ran = shell.run("ingest", *words, "--tenant", "acme")
        assert (ran.code, ran.out) == (2, ""), words
        assert says in ran.err.splitlines()[-1], words
        assert "Traceback" not in ran.err


def test_a_second_account_whose_ids_meet_the_first_ones_is_refused_until_it_has_a_prefix(shell: Shell) -> None:
    def export(name: str, text: str, at: str) -> str:
        says = [{"author_id": 1, "body": text, "created_at": at}]
        ticket = {"id": 7, "status": "solved", "requester_id": 1, "comments": says}
        (shell.cwd / name).write_text(json.dumps({"tickets": [ticket]}))
        return str(shell.cwd / name)

    one = export("one.json", "The kettle leaks at the handle.", "2026-03-01T10:00:00Z")
    two = export("two.json", "The grinder makes no sound.", "2026-04-01T10:00:00Z")
    assert shell.run("ingest", one, "--tenant", "acme").code == 0
    refused = shell.run("ingest", two)
    assert refused.code == 2
    assert f"zendesk:ticket:7 is there already, from {one}" in refused.err
    assert "--id-prefix" in refused.err
    for status in ("1 created", "1 unchanged"):
        ran = shell.run("ingest", two, "--id-prefix", "eu")
        assert ran.code == 0
        assert status in ran.out
    assert "1 unchanged" in shell.run("ingest", one).out
    moved = export("moved.json", "The kettle leaks at the handle.", "2026-03-01T10:00:00Z")
    assert "1 unchanged" in shell.run("ingest", moved).out, "an export may move"
