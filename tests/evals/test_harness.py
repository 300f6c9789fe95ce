"""Suites are read, asked in process and over HTTP with the same result, resumed, gated and shown."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from copilot.errors import UserError
from copilot.settings import Settings
from evals.harness import ask, public, result
from evals.harness.gate import failures
from evals.harness.report import report
from evals.harness.run import Asked, run
from evals.harness.suite import in_the_box, read
from retrieval.documents import Article
from retrieval.scope import Scope
from tests.api.conftest import serving

Json = dict[str, Any]
PAGES = {
    "returns": ("Returning an order", "You can return an order within 30 days of delivery. Return shipping is free."),
    "delivery": ("Delivery times", "Delivery in Norway takes 4 working days and costs 9.50 EUR."),
    "password": (
        "Resetting your password",
        "Choose Forgotten password on the sign-in page. The link lasts 60 minutes.",
    ),
}
SUITE = """
name: {door}
about: A shop.
door: {door}
knowledge: pages
ask: {ask}
slices: [language]
metrics: [{metrics}]
thresholds: {{errors: {{at_most: 0}}, {threshold}}}
cases:
  - {{id: r, text: "How long can I return my order?", language: en, gold: [returns]}}
  - {{id: d, text: "How long does delivery to Norway take?", language: en, gold: [delivery]}}
  - {{id: p, text: "Wie setze ich mein Passwort zurück?", language: de, gold: [password]}}
  - {{id: n, text: "What is the weather on the moon?", language: en, gold: []}}
"""
SEARCH = {"door": "search", "ask": "{limit: 5, below_floor: true}", "metrics": "hit@1, mrr@10, held_back, auroc"}
ASSIST = {"door": "assist", "ask": "{want: [replies, summary]}", "metrics": "answered, right, grounded, aurc, short"}


def suite_file(folder: Path, threshold: str = "", **of: str) -> Path:
    pages = folder / "pages"
    pages.mkdir(exist_ok=True)
    for name, (title, body) in PAGES.items():
        (pages / f"{name}.md").write_text(f"---\nid: {name}\ntitle: {title}\n---\n{body}\n", "utf-8")
    file = folder / f"{of['door']}.yaml"
    file.write_text(SUITE.format(threshold=threshold, **of), "utf-8")
    return file


def quiet() -> Console:
    return Console(quiet=True)


def without_time(file: Path) -> str:
    """The bytes of what may not change."""
    found = result.read(file)
    return json.dumps({k: v for k, v in found.items() if k not in ("timings", "run")}, ensure_ascii=False)


async def test_the_same_seed_gives_the_same_file_in_process_and_over_http(
    tmp_path: Path, settings: Settings, parts: Any
) -> None:
    (tmp_path / "both.yaml").write_text("name: both\nparts: [search.yaml, assist.yaml]\n", "utf-8")
    suite_file(tmp_path, **SEARCH)
    suite_file(tmp_path, **ASSIST)
    suite = read(str(tmp_path / "both.yaml"))
    await run(suite, Asked(tmp_path / "here", seed=3, workers=1), quiet())
    articles = [Article(id=i, title=t, body=b) for i, (t, b) in PAGES.items()]
    await parts.knowledge.put_many(Scope("acme"), articles)
    async with serving(settings, parts) as served:
        url, key = f"http://127.0.0.1:{served.port}", served.keys["evaluator"]
        found = await run(suite, Asked(tmp_path / "there", seed=3, url=url, key=key, workers=3), quiet())
    assert found["metrics"]["search.hit@1"]["value"] == 1
    assert found["metrics"]["assist.right"]["n"] >= 2
    assert found["run"]["where"] == url
    assert without_time(tmp_path / "here") == without_time(tmp_path / "there")
    assert sorted(p.name for p in (tmp_path / "here").iterdir()) == ["report.html", "results.json"]
    assert (tmp_path / "here" / "results.json").stat().st_mode & 0o077 == 0


async def test_a_refused_key_ends_the_run_in_one_line_and_what_was_done_is_taken_up(
    tmp_path: Path, settings: Settings, parts: Any
) -> None:
    suite = read(str(suite_file(tmp_path, **SEARCH)))
    await parts.knowledge.put_many(Scope("acme"), [Article(id="returns", title="Returns", body="Within 30 days.")])
    async with serving(settings, parts) as served:
        url = f"http://127.0.0.1:{served.port}"
        with pytest.raises(UserError, match="401"):
            await run(suite, Asked(tmp_path / "out", seed=1, url=url, key="cpk_wrong"), quiet())
        right = Asked(tmp_path / "out", seed=1, url=url, key=served.keys["evaluator"], resume=True)
        header = {"suite": suite.fingerprint, "seed": 1, "where": url}
        journal = ask.Journal(tmp_path / "out" / "unfinished.jsonl", header, resume=True)
        journal.add(ask.Done("search", "r", {"hit@1": 0.25, "errors": 0.0}, {}, {"passages": [], "reason": None}, 1.0))
        journal.close(whole=False)
        with (tmp_path / "out" / "unfinished.jsonl").open("a") as file:
            file.write('{"part": "search", "id": "d", "sc')  # a line cut short
        found = await run(suite, right, quiet())
    scores = {c["id"]: c["scores"].get("hit@1") for c in found["cases"]}
    assert scores["r"] == 0.25  # not asked again
    assert scores["d"] == 0.0  # asked: the page about delivery isn't there
    other = json.dumps({"suite": "another", "seed": 1, "where": url}) + "\n"
    (tmp_path / "out" / "unfinished.jsonl").write_text(other)
    with pytest.raises(UserError, match="another suite"):
        await run(suite, right, quiet())


def test_an_answer_of_a_service_in_trouble_is_no_result() -> None:
    assert ask.degraded({"reason": "below_floor", "notes": []}) == []
    assert ask.degraded({"reasons": [{"code": "small_talk"}, {"code": "retrieval_timeout"}]}) == ["retrieval_timeout"]
    drafted = {"reasons": ["policy_restricted", "state_unavailable"], "notes": [{"code": "llm_timeout"}]}
    assert ask.degraded(drafted) == ["state_unavailable"]


def case(name: str, scores: Json, **more: Any) -> Json:
    known = {"id": name, "suite": "s", "slices": {}, "input": {"text": "?"}, "expect": {}, "output": {}, "unscored": {}}
    return known | {"scores": scores, "failed": []} | more


def found(cases: list[Json], metrics: Json, thresholds: list[Json]) -> Json:
    return {
        "format": 1, "suite": "s", "about": "", "parts": {"s": {"about": "", "door": "search", "cases": len(cases)}},
        "fingerprint": "f", "seed": 1, "metrics": metrics, "slices": {}, "thresholds": thresholds, "cases": cases,
        "timings": {"cases_per_s": 1.0, "cases_ms": {}, "request_ms": {},
                    "cost": {"calls": 0, "prompt_tokens": 0, "completion_tokens": 0}},
        "run": {"at": "", "where": "", "workers": 1, "version": ""},
    }  # fmt: skip


def figure(value: float | None, **unscored: int) -> Json:
    return {"value": value, "low": value, "high": value, "n": 0 if value is None else 9, "unscored": unscored}


def test_the_gate_names_what_fails_and_what_cannot_be_scored(tmp_path: Path) -> None:
    suite = read(str(suite_file(tmp_path, "'hit@1': {at_least: 0.9}, auroc: {at_least: 0.8}", **SEARCH)))
    metrics = {
        "search.hit@1": figure(0.5),
        "search.auroc": figure(None, **{"request failed: 503": 4}),
        "search.errors": figure(0),
    }
    looked_at, lines = failures(found([], metrics, []), suite)
    assert looked_at == 3
    assert lines == [
        "search.hit@1 is 0.5, must be at least 0.9 (9 cases)",
        "search.auroc cannot be scored: request failed: 503 (4); must be at least 0.8",
    ]


def test_what_customers_wrote_is_escaped_and_the_page_needs_nothing_else() -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    passage = {
        "source_id": attack,
        "kind": "article",
        "title": attack,
        "relevance": 0.5,
        "below_floor": False,
        "text": attack,
    }
    bad = case(attack, {"hit@5": 0.0}, failed=["hit@5"], output={"reason": None, "passages": [passage]})
    bad |= {
        "input": {"conversation": {"messages": [{"author": attack, "text": attack}]}},
        "slices": {"language": attack},
    }
    page = report(found([bad], {"s.hit@5": figure(0.0)}, []))
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 5
    assert not re.search(r"(src|href)=[\"']?(https?:)?//", page)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("metrics: [hit@1", "metrics: [hit@77"), "there is no metric 'hit@77'"),
        (("door: search", "door: window"), "door"),
        (("about:", "abuot:"), "abuot"),
        (("id: d", "id: r"), "two cases have the id 'r'"),
        (('text: "How long can I', 'txet: "How long can I'), "needs one of text"),
        (("cases:", "cases: ["), "is no YAML"),
        (("about:", "parts: [search.yaml]\nabout:"), "a suite of parts has no cases"),
    ],
)
def test_a_broken_suite_is_named_in_one_line(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    file = suite_file(tmp_path, **SEARCH)
    file.write_text(file.read_text("utf-8").replace(*change), "utf-8")
    with pytest.raises(UserError, match=re.escape(said)) as e:
        read(str(file))
    assert "\n" not in str(e.value)


def test_parts_have_names_of_their_own(tmp_path: Path) -> None:
    file = suite_file(tmp_path, **SEARCH)
    (tmp_path / "both.yaml").write_text(f"name: both\nparts: [{file.name}, {file.name}]\n", "utf-8")
    with pytest.raises(UserError, match="two parts have the name 'search'"):
        read(str(tmp_path / "both.yaml"))


def test_the_suites_in_the_box_are_whole() -> None:
    assert {"sample", "retrieval", "replies", "summaries", "actions", "drafts", "safety"} <= set(in_the_box())
    suite = read("sample")
    assert [p.name for p in suite.parts] == ["retrieval", "replies", "summaries", "actions", "drafts", "safety"]
    assert all(p.thresholds and p.knowledge == "sample" for p in suite.parts)
    few = suite.sampled(10, seed=1)
    assert [len(p.cases) for p in few.parts] == [10] * 6
    assert few.fingerprint == suite.sampled(10, seed=1).fingerprint != suite.sampled(10, seed=2).fingerprint
    hidden = suite.parts[3].cases[0]
    assert hidden.body["exclude"] == [hidden.id]  # a past conversation is no evidence for itself
    assert all(m["author"] != "agent" or not m.get("private") for m in hidden.body["conversation"]["messages"])


def test_public_sets_say_plainly_what_is_missing(tmp_path: Path) -> None:
    for name, data, said in (("stackfaq", None, "--data"), ("stackfaq", tmp_path, "is not there")):
        with pytest.raises(UserError, match=said):
            public.read(name, data)
    (tmp_path / "corpus.jsonl").write_text('{"_id": "d1", "title": "Returns", "text": "30 days."}\n')
    (tmp_path / "queries.jsonl").write_text('{"_id": "q1", "text": "how long"}\n')
    (tmp_path / "qrels.tsv").write_text("q\td\ts\nq1\td1\t2\n")
    (part,) = public.read("beir", tmp_path).parts
    assert [c.body for c in part.cases] == [{"audience": "agent", "query": "how long"}]
    assert part.cases[0].expect["gold"] == {"d1": 2.0}


def test_commands_fail_in_one_line(tmp_path: Path) -> None:
    for arguments, said in (
        (["nothing"], "no command"),
        (["run", "nowhere", "--out", str(tmp_path)], "no suite 'nowhere'"),
        (["gate", str(tmp_path)], "results.json"),
        (["compare", str(tmp_path), str(tmp_path)], "results.json"),
    ):
        done = subprocess.run([sys.executable, "-m", "evals", *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert said in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
