"""A model as judge: blind, in both orders, and replayed from its recorded answers without a key."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from copilot.errors import UserError
from copilot.llm import Say, open_llm
from copilot.settings import Settings
from evals.figures import Unscored
from evals.judge.__main__ import JUDGED, RECORD, _run, label
from evals.judge.judge import Judge, Material, Preference, Rating
from evals.judge.records import NotRecorded, Recorded, fingerprint
from evals.model_stub import LlmStub, Script, structured
from evals.review.sample import Item, write_key
from evals.review.sheet import read_labels

MATERIAL = Material(
    (("customer", "How long do I have to return a kettle?"),), ("Returns: within 30 days of delivery.",)
)
ITEMS = [Item("r001", MATERIAL, "Within 30 days.", "s/a"), Item("r002", MATERIAL, "Within 90 days.", "s/b")]


def says(value: dict[str, Any]) -> Script:
    return structured({"reason": "It names the 30 days of the source."} | value)


@asynccontextmanager
async def judging(file: Path, *scripts: Script) -> AsyncIterator[tuple[Judge, Recorded, LlmStub]]:
    async with LlmStub(*scripts) as stub:
        llm = open_llm(Settings.model_validate({"llm_url": stub.url, "llm_model": "judge-1"}))
        assert llm is not None
        try:
            recorded = Recorded(file, llm)
            yield Judge(recorded), recorded, stub
        finally:
            await llm.close()


async def test_a_reply_gets_one_of_the_four_labels_and_the_judge_sees_no_score(tmp_path: Path) -> None:
    async with judging(tmp_path / "r.jsonl", says({"label": "small_edit"})) as (judge, _, stub):
        told = await judge.rate(MATERIAL, "Within 30 days.")
    assert isinstance(told, Rating)
    assert told.label == "small_edit"
    shown = json.loads(stub.requests[0]["messages"][-1]["content"])
    assert set(shown) == {"conversation", "sources", "reply"}


@pytest.mark.parametrize(
    ("there", "back", "better"),
    [
        ("first", "second", "first"),
        ("second", "first", "second"),
        ("first", "first", "tie"),
        ("tie", "first", "tie"),
        ("tie", "tie", "tie"),
    ],
)
async def test_the_better_of_two_is_so_in_both_orders(tmp_path: Path, there: str, back: str, better: str) -> None:
    async with judging(tmp_path / "r.jsonl", says({"better": there}), says({"better": back})) as (judge, _, stub):
        assert await judge.prefer(MATERIAL, "one", "other") == better
    shown = [json.loads(r["messages"][-1]["content"]) for r in stub.requests]
    assert [(s["first"], s["second"]) for s in shown] == [("one", "other"), ("other", "one")]


async def test_recorded_answers_replay_without_a_model_and_what_is_missing_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    async with judging(file, says({"label": "right"}), says({"label": "harmful"})) as (judge, recorded, stub):
        first = [await judge.rate(i.material, i.reply) for i in ITEMS]
        again = [await judge.rate(i.material, i.reply) for i in ITEMS]
        assert recorded.asked == len(stub.requests) == 2
    assert first == again
    assert file.stat().st_mode & 0o777 == 0o600
    replay = Judge(Recorded(file))
    assert await label(replay, ITEMS) == first
    with pytest.raises(NotRecorded, match=r"holds no answer of 'judge-1' to request [0-9a-f]{12}: set COPILOT_LLM_URL"):
        await replay.rate(MATERIAL, "Within 31 days.")


async def test_a_judge_that_fails_gives_no_label(tmp_path: Path) -> None:
    async with judging(tmp_path / "r.jsonl", says({"label": "splendid"})) as (judge, _, _stub):
        told = await judge.rate(MATERIAL, "Within 30 days.")
    assert told == Unscored("the judge gave no answer: llm_bad_answer")
    assert not (tmp_path / "r.jsonl").exists()


def test_another_model_message_or_schema_is_another_request() -> None:
    prompt = [Say("user", "a")]
    prints = [
        fingerprint("m", prompt, Rating),
        fingerprint("n", prompt, Rating),
        fingerprint("m", [Say("user", "b")], Rating),
        fingerprint("m", [Say("system", "a")], Rating),
        fingerprint("m", prompt, Preference),
    ]
    assert len(set(prints)) == 5
    assert fingerprint("m", prompt, Rating) == prints[0]


def test_a_file_that_cannot_be_used_says_why(tmp_path: Path) -> None:
    with pytest.raises(NotRecorded, match="holds no recorded answers"):
        Recorded(tmp_path / "none.jsonl")
    file = tmp_path / "r.jsonl"
    rows = [{"fingerprint": str(n), "model": f"m{n}", "answer": {}} for n in range(2)]
    file.write_text("\n".join(map(json.dumps, rows)))
    with pytest.raises(NotRecorded, match="answers of 2 models; name one"):
        Recorded(file)
    file.write_text('\n{"model": 1}\n')
    with pytest.raises(UserError, match="line 2: not a recorded answer"):
        Recorded(file)


def test_its_labels_stand_in_a_file_as_a_reviewer_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_key(tmp_path, ITEMS, 7)

    async def record() -> None:
        async with judging(tmp_path / RECORD, says({"label": "right"}), says({"label": "wrong"})) as (judge, _, _stub):
            for item in ITEMS:
                await judge.rate(item.material, item.reply)

    asyncio.run(record())
    assert asyncio.run(_run(tmp_path, tmp_path / RECORD, None)) == 0
    assert read_labels(tmp_path / JUDGED, ["r001", "r002"]).labels == {"r001": "right", "r002": "wrong"}
    assert "judge-1: 2 items, 0 asked of the model" in capsys.readouterr().out
