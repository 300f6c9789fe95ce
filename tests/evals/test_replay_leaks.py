"""No future reaches a replay: a secret is planted in everything that came later, and looked for everywhere."""

import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from copilot.domain import AssistRequest, Caller
from copilot.settings import Settings
from evals.replay.ask import STOOD, conversation_of, index_export, opened
from evals.replay.run import Options, Replayed, replay
from evals.replay.turns import read_export, turns_of
from retrieval.embed import Embedder
from tests.conftest import CACHE
from tests.llm_stub import LlmStub, answer

NOW = datetime(2026, 3, 10, 10, 0, 0, tzinfo=UTC)
"""When the customer of the turn under test wrote."""
UNDER_TEST = "zendesk:ticket:900 turn 1"
ASKED = "My Arc espresso machine shows error E3 and no water comes out of the group head, what can I do about it?"
SECRETS = {
    "own answer": "zibberwock",
    "own later message": "quandrofel",
    "own last note": "mirtawonk",
    "own tag": "plunterkiss",
    "own action": "vorbelschmidt",
    "later case": "gruntelvap",
    "case closed later": "halbotrisk",
    "duplicate": "snerkelpoff",
    "later article": "dwimmelcrag",
    "later edit": "fostrelbing",
    "later macro": "kribbelwen",
    "later action": "ottrembane",
    "later tag": "yelvonquist",
}
"""What is planted, each with a word that stands nowhere else."""


def at(hours: float) -> str:
    """Hours after the turn."""
    return (NOW + timedelta(hours=hours)).isoformat().replace("+00:00", "Z")


def ticket(number: int, said: list[tuple[str, float, str]], *, closed: float, **more: Any) -> dict[str, Any]:
    """A ticket of Zendesk; who is ``customer``, ``agent`` or ``note``."""
    comments = [
        {
            "id": number * 100 + n,
            "author_id": number if who == "customer" else 7,
            "body": text,
            "public": who != "note",
            "created_at": at(hours),
        }
        for n, (who, hours, text) in enumerate(said)
    ]
    return {
        "id": number, "status": "closed", "subject": f"Arc case {number}", "requester_id": number, "tags": [],
        "via": {"channel": "email"}, "comments": comments, "metric_set": {"solved_at": at(closed), "reopens": 0},
        "updated_at": at(closed),
    } | more  # fmt: skip


def macro(number: int, title: str) -> list[dict[str, Any]]:
    """An audit: a macro was applied together with a comment."""
    comment = {"type": "Comment", "id": number * 100 + 1}
    return [{"events": [comment, {"type": "AgentMacroReference", "macro_title": title}]}]


def past_tickets() -> list[dict[str, Any]]:
    problems = [
        "Error E3 on my Arc, there is no water coming through at all since breakfast.",
        "The display of the espresso machine says E3. Water does not come out of the group head.",
        "E3 again! The pump hums, nothing flows. It is an Arc from last summer.",
    ]
    answers = [
        "Please descale the Arc twice with 100 ml of descaler, then hold both buttons for five seconds.",
        "E3 means that the water path is blocked. Descale it twice and rinse the group head.",
        "Fill the tank, descale twice, and hold both buttons for five seconds to reset E3.",
    ]
    return [
        ticket(
            n, [("customer", -900 + 50 * n, p), ("agent", -899 + 50 * n, a)], closed=-800 + 50 * n,
            audits=macro(n, "Send descaler"),
        )
        for n, (p, a) in enumerate(zip(problems, answers, strict=True), 1)
    ]  # fmt: skip


def article(number: int, title: str, body: str, hours: float) -> dict[str, Any]:
    return {
        "id": number, "title": title, "body": f"<p>{body}</p>", "locale": "en-us", "draft": False, "section_id": 1,
        "updated_at": at(hours), "html_url": f"https://help.acme.example/hc/en-us/articles/{number}",
    }  # fmt: skip


DESCALING = "When the Arc shows E3 the water path is blocked. Descale it twice with 100 ml of descaler each time."


def world(folder: Path, planted: set[str], chance: random.Random) -> Path:
    """An export; with what is ``planted`` of the future in it."""

    def word(kind: str) -> str:
        return SECRETS[kind] if kind in planted else "plainly"

    def later() -> float:
        return chance.uniform(0.0005, 900.0)

    own: dict[str, Any] = {}
    own_said = [("customer", 0.0, ASKED)]
    if "own last note" in planted:
        own_said.append(("note", 0.0002, f"E3 on the Arc is solved by {word('own last note')}, tell them so."))
    own_said.append(("agent", 1.0, f"Please descale the Arc twice, the {word('own answer')} way."))
    if "own later message" in planted:
        own_said.append(("customer", 2.0, f"The E3 on the Arc is gone, it was the {word('own later message')}."))
    if "own action" in planted:
        own["audits"] = macro(900, f"Send {word('own action')}")
    if "own tag" in planted:
        own["tags"] = [word("own tag")]
    if "rating" in planted:
        own["satisfaction_rating"] = {"score": "bad"}
    tickets = [*past_tickets(), ticket(900, own_said, closed=later() + 3, **own)]
    articles = [article(50, "Arc shows E3", DESCALING, -400), article(51, "Cleaning the group head", DESCALING, -300)]
    macros: list[dict[str, Any]] = []
    problem = "My Arc shows error E3 and no water comes out of the group head, please help me with the {} at once."
    if "later case" in planted:
        told = [("customer", 3.0, problem.format("machine")), ("agent", 4.0, f"Use {word('later case')} for E3.")]
        tickets.append(ticket(901, told, closed=4 + later(), audits=macro(901, "Send descaler")))
    if "later tag" in planted:
        tickets[0]["tags"] = [word("later tag")]
        tickets[0]["updated_at"] = at(later())
    if "case closed later" in planted:
        said = f"For E3 on the Arc use {word('case closed later')} twice and hold both buttons."
        told = [("customer", -50.0, problem.format("coffee")), ("agent", -49.0, said)]
        tickets.append(ticket(902, told, closed=later()))
    if "duplicate" in planted:
        said = f"E3 on the Arc goes away with {word('duplicate')}, then hold both buttons."
        tickets.append(ticket(903, [("customer", -60.0, f"Hello. {ASKED}"), ("agent", -59.0, said)], closed=-30))
    if "later article" in planted:
        articles.append(article(60, "Arc shows E3 and no water comes", f"{DESCALING} {word('later article')}", later()))
    if "later edit" in planted:
        articles.append(article(61, f"E3 and {word('later edit')}", f"{DESCALING} {word('later edit')}", later()))
    if "later macro" in planted:
        actions = [{"field": "comment_value", "value": f"{DESCALING} {word('later macro')}"}]
        macros.append({"id": 70, "title": "E3", "active": True, "actions": actions, "updated_at": at(later())})
    if "later action" in planted:
        told = [("customer", 5.0, problem.format("pump")), ("agent", 6.0, "It is on its way.")]
        tickets.append(ticket(904, told, closed=later() + 7, audits=macro(904, f"Ship {word('later action')}")))
    if "rating" in planted:
        for old in tickets[:3]:
            old["satisfaction_rating"], old["metric_set"]["reopens"] = {"score": "bad"}, 3
            old["updated_at"] = at(later())
    folder.mkdir(parents=True)
    (folder / "tickets.json").write_text(json.dumps({"tickets": tickets}))
    (folder / "articles.json").write_text(json.dumps({"articles": articles}))
    if macros:
        (folder / "macros.json").write_text(json.dumps({"macros": macros}))
    return folder


class OneByOne:
    """The packaged embedder, each text alone: in a batch the vectors of its 8-bit model differ a little with what else
    is in it, which would hide a leak in a rounding."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.name, self.fingerprint = embedder.name, embedder.fingerprint
        self.dimension, self.languages = embedder.dimension, embedder.languages

    async def query(self, text: str) -> NDArray[np.float32]:
        return await self._embedder.query(text)

    async def documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.concatenate([await self._embedder.documents([text]) for text in texts])

    async def close(self) -> None:
        await self._embedder.close()


async def run(export: Path, out: Path, embedder: Embedder) -> tuple[Replayed, list[str]]:
    """A replay with a model that records what it is told; its prompts about the turn under test, without those about
    the duplicate's own."""
    async with LlmStub(answer("Please descale the Arc twice with 100 ml of descaler [1].")) as stub:
        settings = Settings.model_validate(
            {"cache_dir": CACHE, "llm_url": stub.url, "llm_model": "stub", "llm_masking": "off"}
        )
        options = Options(export, out, parallel=1)
        done = await replay(options, settings, lambda *_: None, embedder=OneByOne(embedder))
        return done, [p for p in stub.prompts if ASKED[:60] in p and f"Hello. {ASKED[:60]}" not in p]


def told(done: Replayed) -> dict[str, Any]:
    """All that was answered at the turn under test, without what really happened and what the clock says."""
    turn = next(t for t in done.turns if t.key == UNDER_TEST)
    real = {"ms", "sent", "well", "taken", "right_action", "origin", "origin_edited", "rank", "rank_edited", "covered"}
    likeness = {"likeness", "best_likeness", "use", "bot_likeness"}
    out = turn.model_dump(exclude=real | likeness)
    for reply in out["replies"]:
        del reply["likeness"]
    return out


@pytest.mark.parametrize("seed", [1, 2])
async def test_no_trace_of_the_future_is_in_answers_sources_prompts_or_counts(
    seed: int, tmp_path: Path, embedder: Embedder
) -> None:
    """A world with a future and one without give the same, word for word and count for count."""
    chance = random.Random(seed)
    kinds = {*SECRETS, "rating"}
    planted = kinds if seed == 1 else {k for k in sorted(kinds) if chance.random() < 0.6}
    bare = world(tmp_path / "bare" / "export", set(), random.Random(seed))
    full = world(tmp_path / "full" / "export", planted, chance)
    without, prompts_without = await run(bare, tmp_path / "bare" / "out", embedder)
    with_it, prompts = await run(full, tmp_path / "full" / "out", embedder)

    answered = told(with_it)
    assert answered["replies"], "an answer to look into"
    assert answered["sources"], "sources to look into"
    assert answered["actions"][0]["did_this"] >= 2, "counts to look into"
    assert prompts, "prompts to look into"
    for kind, secret in SECRETS.items():
        assert secret not in json.dumps(answered).lower(), kind
        assert secret not in "\n".join(prompts).lower(), kind
    before = told(without)
    assert {name: (was, answered[name]) for name, was in before.items() if answered[name] != was} == {}
    assert sorted(set(prompts)) == sorted(set(prompts_without))


async def test_the_planted_future_would_be_found(tmp_path: Path, embedder: Embedder) -> None:
    """The same questions without a moment and without exclusions: else the test above could not fail."""
    export = read_export(world(tmp_path / "export", {*SECRETS, "rating"}, random.Random(3)))
    turn = next(t for ticket in export.tickets for t in turns_of(ticket) if t.key == UNDER_TEST)
    async with opened(tmp_path / "data", Settings.model_validate({"cache_dir": CACHE}), embedder) as parts:
        await index_export(parts, export, lambda *_: None, edited=False)
        request = AssistRequest(conversation=conversation_of(turn))
        found = await parts.assistant.answer(Caller(tenant=STOOD, role="evaluator", key_id="t"), request)
    seen = found.model_dump_json()
    found_of = {kind for kind, secret in SECRETS.items() if secret in seen}
    assert found_of >= {"own answer", "later article"}, found_of
    assert len(found_of) >= 4, found_of
