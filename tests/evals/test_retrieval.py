"""The search suites: what they read, and a small one run through the app."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from evals.retrieval.__main__ import run as run_suite
from evals.retrieval.ablate import FULL, VARIANTS
from evals.retrieval.suite import DataMissing, Suite
from evals.retrieval.suites import CASES, load
from retrieval.documents import Article


def write(path: Path, *rows: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A BEIR folder of three documents and two questions, one of them unjudged."""
    write(
        tmp_path / "corpus.jsonl",
        {"_id": "d1", "title": "Resetting your password", "text": "Click the link that we mail you."},
        {"_id": "d2", "title": "Returning an order", "text": "Send it back within 30 days."},
        {"_id": "d3", "title": "", "text": "Our shop in Bristol opens at nine."},
    )
    write(tmp_path / "queries.jsonl", {"_id": "q1", "text": "forgot my password"}, {"_id": "q2", "text": "hello"})
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td9\t1\n", "utf-8")
    return tmp_path


def test_a_beir_folder_becomes_a_suite(folder: Path) -> None:
    suite = load("beir", folder)
    assert [d.id for d in suite.documents] == ["d1", "d2", "d3"]
    (question,) = suite.questions
    assert (question.id, dict(question.gold), question.raw) == ("q1", {"d1": 2.0}, True)


def test_missing_data_is_said_in_one_line(tmp_path: Path) -> None:
    for name, data in (("stackfaq", tmp_path), ("dstc11", None)):
        with pytest.raises(DataMissing) as e:
            load(name, data)
        assert "\n" not in str(e.value)


def test_the_sample_cases_are_whole() -> None:
    suite = load("sample", None)
    there = {d.id for d in suite.documents}
    assert all(set(q.gold) <= there for q in suite.questions)
    assert len({q.id for q in suite.questions}) == len(suite.questions) >= 150
    german = [q for q in suite.questions if q.group == "de" and q.gold]
    assert len(german) >= 40
    assert all(all(gold.startswith("de-") for gold in q.gold) for q in german)
    assert sum(not q.gold for q in suite.questions) >= 30
    assert len(CASES.read_text("utf-8").splitlines()) == len(suite.questions)


def test_questions_are_sampled_evenly() -> None:
    suite = load("sample", None)
    few = suite.sampled(20)
    assert len(few.questions) == 20
    assert {q.group for q in few.questions} == {"de", "en"}
    assert suite.sampled(10_000) is suite


def test_the_command_asks_every_way_and_writes_what_came(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    done = run("beir", "--data", str(folder), "--out", str(out), "--ablate")
    assert done.returncode == 0, done.stderr
    result = json.loads(out.read_text("utf-8"))
    assert result["figures"]["everything"]["hit@1"]["value"] == 1
    assert set(result["figures"]) >= {"dense only", "BM25 only", "fused scores only", "one pool", "without title path"}
    assert result["answers"][0]["found"][0][0] == "d1"
    assert "hit@1" in done.stdout


async def test_what_is_kept_for_one_suite_is_not_found_in_another(folder: Path, tmp_path: Path) -> None:
    suite = load("beir", folder)
    kept = tmp_path / "kept"
    first = await run_suite(suite, VARIANTS, kept)
    other = Suite(
        "other", [Article(id="d4", title="Passwords", body="forgot my password: see there.")], suite.questions
    )
    assert [hit.id for hit in (await run_suite(other, (FULL,), kept))[FULL.name][0].found] == ["d4"]
    again = await run_suite(suite, (FULL,), kept)
    assert again[FULL.name][0].found == first[FULL.name][0].found


def test_the_command_says_what_is_missing(tmp_path: Path) -> None:
    done = run("clinc150", "--data", str(tmp_path))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "evals.retrieval", *arguments], capture_output=True, text=True, timeout=240, check=False
    )
