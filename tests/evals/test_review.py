"""Reviews by people: a blind and repeatable sample, files that are safe to open, and what comes back is read right."""

import csv
import io
import json
import random
from pathlib import Path
from typing import Any

import pytest

from copilot.errors import UserError
from evals.figures import Unscored
from evals.judge.judge import Label
from evals.review.__main__ import LABELS, PAGE, SHEET, make, read
from evals.review.agree import result, vote
from evals.review.page import as_html
from evals.review.sample import read_key, read_run, sample
from evals.review.sheet import Labelled, as_csv, read_labels, safe

EVIL = "<script>alert(1)</script>\"'&"


def case(n: int, *, text: str = "Within 30 days.", asked: str = "How long?") -> dict[str, Any]:
    reply = {
        "text": text,
        "confidence": 0.8341,
        "citations": [{"title": "Returns", "quote": "Within 30 days.", "source_id": "secret-source"}],
    }
    messages = [
        {"author": "customer", "text": asked},
        {"author": "agent", "text": "GW-77", "private": True},
    ]
    conversation = {"channel": "email", "subject": "Return", "messages": messages}
    return {
        "id": f"case-{n}",
        "suite": "replies",
        "input": {"conversation": conversation},
        "output": {"replies": [reply]},
        "scores": {"right": 1.0},
    }


def run(tmp_path: Path, cases: list[dict[str, Any]]) -> Path:
    folder = tmp_path / "run"
    folder.mkdir(exist_ok=True)
    (folder / "results.json").write_text(json.dumps({"cases": cases}))
    return folder


def test_the_sample_goes_by_the_seed_alone_and_gives_nothing_away(tmp_path: Path) -> None:
    cases = [case(n, text=f"Within {n} days.") for n in range(30)]
    mixed = random.Random(1).sample(cases, 30)
    first, again, other = sample(cases, 10, 7), sample(mixed, 10, 7), sample(cases, 10, 8)
    assert first == again
    assert [i.case for i in first] != [i.case for i in other]
    assert [i.id for i in first] == [f"r{n:03}" for n in range(1, 11)]
    for shown in (as_html(first), as_csv(first)):
        assert first[0].reply in shown
        assert not [word for word in ("case-", "0.8341", "secret-source", "GW-77") if word in shown]


def test_a_run_without_suggestions_or_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no case of the run"):
        sample([case(1) | {"output": {"replies": []}}, case(2) | {"output": {"problem": "503"}}], 5, 7)
    file = tmp_path / "x.json"
    file.write_text("[]")
    with pytest.raises(UserError, match="it has no list of cases"):
        read_run(file)


def test_a_draft_with_one_reply_is_taken_too() -> None:
    draft = case(1) | {"output": {"decision": "send", "reply": {"text": "Yes.", "citations": []}}}
    assert [i.reply for i in sample([draft], 5, 7)] == ["Yes."]


def test_the_page_escapes_everything_and_runs_its_own_script_alone() -> None:
    page = as_html(sample([case(1, text=EVIL, asked=EVIL)], 5, 7))
    assert EVIL not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2
    assert page.count("<script>") == 1
    assert "default-src &#x27;none&#x27;" in page
    assert "http" not in page.replace("http-equiv", "")


@pytest.mark.parametrize("cell", ["=1+1", "+49 30", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_no_cell_is_run_as_a_formula(cell: str) -> None:
    assert safe(cell) == "'" + cell
    rows = list(csv.reader(io.StringIO(as_csv(sample([case(1, text=cell)], 5, 7)), newline="")))
    assert rows[1][3] == "'" + cell
    assert safe("Within 30 days = fine") == "Within 30 days = fine"


def test_what_a_spreadsheet_saves_is_read_back(tmp_path: Path) -> None:
    items = ["r001", "r002", "r003", "r004"]
    file = tmp_path / "anna.csv"
    text = (
        'Item;suggestion;LABEL\r\nr001;"two\r\nlines; and more";Small edit\r\nr002;x;1\r\nr003;x;\r\nr004;x;HARMFUL\r\n'
    )
    want = {"r001": "small_edit", "r002": "right", "r004": "harmful"}
    for data in (text.encode("utf-8-sig"), text.encode("utf-16"), text.replace(";", "\t").encode()):
        file.write_bytes(data)
        told = read_labels(file, items)
        assert (told.name, told.labels, told.faults) == ("anna", want, [])


def test_bad_rows_are_named_by_line_and_the_others_count(tmp_path: Path) -> None:
    file = tmp_path / "b.csv"
    file.write_text(
        'item,comment,label\nr001,"a\nb",rigth\nr009,,right\nr002,,right\nr002,,wrong\nr003\n\nr003,,wrong\n'
    )
    told = read_labels(file, ["r001", "r002", "r003"])
    assert told.labels == {"r002": "right", "r003": "wrong"}
    assert told.faults == [
        f"{file}, line 2: 'rigth' is no label; there are right, small_edit, wrong, harmful",
        f"{file}, line 4: 'r009' is no item of this review",
        f"{file}, line 6: 'r002' has a label already; the first one counts",
        f"{file}, line 7: the row has 1 of 3 cells",
    ]
    file.write_text("id,verdict\n1,right\n")
    assert read_labels(file, []).faults == [f"{file}, line 1: there is no column item and label"]
    file.write_bytes(b"item,label\nr001,\xff\xfe\n")
    assert "neither UTF-8 nor UTF-16" in read_labels(file, ["r001"]).faults[0]


def test_the_vote_of_reviewers_who_disagree_is_no_label() -> None:
    one, two = Labelled("a", {"x": "right", "y": "right"}), Labelled("b", {"x": "right", "y": "wrong"})
    told = vote(["x", "y", "z"], [one, two])
    assert told == {"x": "right", "y": Unscored("reviewers disagree"), "z": Unscored("not labelled")}


def test_shares_agreement_and_the_judge_are_told() -> None:
    items = [f"r{n}" for n in range(10)]
    right: dict[str, Label] = dict.fromkeys(items, "right")
    edits: dict[str, Label] = dict.fromkeys(items, "small_edit")
    one = Labelled("a", right)
    two = Labelled("b", right | {"r0": "wrong", "r1": "wrong"})
    three = Labelled("c", right | {"r0": "wrong"})
    told = result(items, [one, two, three], Labelled("judge", edits | {"r0": "wrong"}))
    assert told["shares"]["accepted"]["value"] == 0.9
    assert told["agreement"]["a / b"]["raw"]["value"] == 0.8
    assert told["agreement"]["a / b"]["kappa"]["value"] == 0
    # seen .8667, expected .9² + .1²
    assert told["fleiss_kappa"]["value"] == pytest.approx((13 / 15 - 0.82) / 0.18, abs=1e-4)
    assert told["judge"]["agreement"]["raw"]["value"] == 0.1
    assert told["judge"]["accepted_agreement"]["kappa"]["value"] == 1


def test_from_a_run_to_the_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "review"
    assert make(run(tmp_path, [case(n) for n in range(6)]), out, 4, 7) == 0
    assert all((out / name).stat().st_mode & 0o777 == 0o600 for name in (PAGE, SHEET, "key.json"))
    assert len(read_key(out)) == 4
    with pytest.raises(UserError, match="no case of the run"):
        make(tmp_path / "run", tmp_path / "other", 4, 7, ["safety"])
    with pytest.raises(UserError, match="holds a review already"):
        make(run(tmp_path, [case(1)]), out, 4, 7)
    rows = list(csv.reader(io.StringIO((out / SHEET).read_text("utf-8-sig"), newline="")))
    filled = [[r[0], "right" if n else "oops"] for n, r in enumerate(rows[1:])]
    for name in ("anna.csv", "ben.csv"):
        (tmp_path / name).write_text("item,label\n" + "\n".join(",".join(r) for r in filled))
    assert read(out, [tmp_path / "anna.csv", tmp_path / "ben.csv"], None, 7) == 1
    told = capsys.readouterr()
    assert "anna.csv, line 2: 'oops' is no label" in told.err
    assert "accepted   1.00 [0.44, 1.00] (n=3, 1 not labelled)" in told.out
    assert json.loads((out / LABELS).read_text())["agreement"]["anna / ben"]["raw"]["n"] == 3
