"""Replay of closed tickets: what is a turn, what is the same, what is scored, and what is written."""

import json
import os
import random
import stat
import subprocess
import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from copilot.errors import UserError
from copilot.settings import Settings
from evals.replay import __main__ as command
from evals.replay.figures import figure, wilson
from evals.replay.hide import as_case, as_it_stood, duplicates, moment
from evals.replay.keep import TURNS, Kept, fingerprint
from evals.replay.likeness import common, covered, rouge_l
from evals.replay.report import page
from evals.replay.run import Options, chosen, replay
from evals.replay.source import Origins
from evals.replay.turns import Turn, ended_well, read_export, slug, turns_of
from retrieval.documents import Article, Outcome, Resolution
from retrieval.embed import Embedder
from tests.conftest import CACHE

EXPORTS = Path(__file__).parent.parent / "retrieval" / "exports"


def message(n: int, author: str, text: str, **more: Any) -> dict[str, Any]:
    return {"id": f"m{n}", "author": author, "text": text, "sent_at": f"2026-03-01T10:{n:02}:00Z"} | more


def ticket(*messages: dict[str, Any], name: str = "t1", **more: Any) -> Resolution:
    outcome = {"closed_at": "2026-03-02T00:00:00Z"}
    return Resolution.model_validate({"id": name, "messages": messages, "outcome": outcome, "channel": "chat"} | more)


def only(found: Resolution) -> Turn:
    (turn,) = turns_of(found)
    return turn


# --- turns ---------------------------------------------------------------------------------------------------------


def test_a_turn_is_every_answer_to_a_customer_with_what_stood_before_it() -> None:
    found = list(
        turns_of(
            ticket(
                message(1, "customer", "It leaks."),
                message(2, "bot", "Have you tried turning it off?"),
                message(3, "agent", "Which one?", private=True),
                message(4, "agent", "Which model is it?"),
                message(5, "agent", "And since when?"),
                message(6, "customer", "An Arc."),
                message(7, "agent", "Known fault of the Arc.", private=True),
                message(8, "agent", "Please send it in."),
                message(9, "customer", "Thanks."),
            )
        )
    )
    assert [[m.id for m in t.seen] for t in found] == [["m1", "m2"], ["m1", "m2", "m3", "m4", "m5", "m6"]]
    assert [t.sent for t in found] == ["Which model is it?\n\nAnd since when?", "Please send it in."]
    assert [t.at.minute for t in found] == [2, 6]
    assert [t.after_agent for t in found] == [False, True]
    assert moment(found[0]) < found[0].at


def test_messages_are_taken_by_their_times_and_those_without_any_give_no_turn() -> None:
    swapped = ticket(message(2, "agent", "Yes."), message(1, "customer", "Open today?"))
    assert only(swapped).sent == "Yes."
    timeless = ticket({"author": "customer", "text": "Open?"}, {"author": "agent", "text": "Yes."})
    assert list(turns_of(timeless)) == []


def test_the_right_action_is_what_was_done_with_the_answer() -> None:
    said = (
        message(1, "customer", "a"),
        message(2, "agent", "b"),
        message(3, "customer", "c"),
        message(4, "agent", "d"),
    )
    actions = [
        {"action": "label", "after": "m2"},
        {"action": "refund", "after": "m3"},
        {"action": "close", "after": "m4"},
    ]
    first, second = turns_of(ticket(*said, actions=actions))
    assert (first.right, [a.action for a in first.done]) == (("label",), [])
    assert (second.right, [a.action for a in second.done]) == (("refund", "close"), ["label"])
    first, second = turns_of(ticket(*said, actions=[{"action": "label"}]))
    assert (first.right, second.right, second.done) == (None, None, ()), "nothing says when: cannot be scored"


def test_exports_of_two_products_give_turns_and_name_what_cannot_be_read() -> None:
    for name in ("zendesk_tickets.json", "intercom.ndjson"):
        export = read_export(EXPORTS / name)
        turns, _ = chosen(export, Options(EXPORTS, Path("out")))
        assert turns, name
        assert all(t.seen[-1].author in ("customer", "bot") for t in turns)
    assert [where for where, _ in read_export(EXPORTS / "zendesk_tickets.json").unreadable] == [
        "zendesk_tickets.json item 4"
    ]
    with pytest.raises(UserError, match="holds no closed conversation"):
        read_export(EXPORTS / "zendesk_articles.json")


def test_names_of_actions_fit_a_catalogue() -> None:
    assert slug("Send descaler") == "send_descaler"
    assert slug("1st reply") == "action_1st_reply"
    assert slug("\u8fd4\u91d1").startswith("action_")
    assert slug("\u8fd4\u91d1") != slug("\u767c\u9001")


def test_an_end_is_good_where_nothing_speaks_against_it() -> None:
    assert ended_well(Outcome())
    assert not ended_well(Outcome(rating=3))
    assert not ended_well(Outcome(reopened=True))
    assert not ended_well(Outcome(solved=False))


# --- hiding --------------------------------------------------------------------------------------------------------


def test_a_case_counts_from_its_last_word_on_and_without_a_time_not_at_all() -> None:
    late = ticket(message(1, "customer", "a"), message(2, "agent", "b", sent_at="2026-04-01T00:00:00Z"), tags=["x"])
    case = as_case(late)
    assert case is not None
    assert case.outcome.closed_at == datetime(2026, 4, 1, tzinfo=UTC)
    assert case.tags == ()
    assert as_case(ticket({"author": "customer", "text": "a"}, outcome={})) is None


def test_a_rating_counts_only_where_something_says_when_it_was_given() -> None:
    rated = {"closed_at": "2026-03-02T00:00:00Z", "rating": 1, "reopened": True}
    case = as_case(ticket(message(1, "customer", "a"), outcome=rated))
    assert case is not None
    assert (case.outcome.rating, case.outcome.reopened) == (None, False)
    dated = as_case(ticket(message(1, "customer", "a"), outcome=rated, updated_at="2026-03-05T00:00:00Z"))
    assert dated is not None
    assert (dated.outcome.rating, dated.updated_at) == (1, datetime(2026, 3, 5, tzinfo=UTC))


def test_an_article_counts_from_its_last_change_on() -> None:
    changed = datetime(2026, 3, 5, tzinfo=UTC)
    assert as_it_stood(Article(id="a", title="A", body="b", updated_at=changed)).valid_from == changed
    later = datetime(2026, 4, 5, tzinfo=UTC)
    assert as_it_stood(Article(id="a", title="A", body="b", updated_at=changed, valid_from=later)).valid_from == later
    assert as_it_stood(Article(id="a", title="A", body="b")).valid_from is None


def test_duplicates_are_the_same_words_of_a_customer_and_not_the_same_question() -> None:
    text = "The grinder I bought in May makes a loud noise and then stops after ten seconds, every single time."

    def one(name: str, said: str, customer: str = "") -> Resolution:
        answer = message(2, "agent", f"An answer of {name}.")
        return ticket(
            message(1, "customer", said), answer, name=name, **({"customer_id": customer} if customer else {})
        )

    tickets = [
        one("first", text),
        one("again", f"Hello again. {text} Is anyone there?"),
        one("forwarded", f"Fwd from my wife\n{text}"),
        one("other", "My grinder from May is loud. It stops after some seconds. What is wrong with it, please?"),
        one("short", "Where is my order?", "c1"),
        one("short again", "where is my order", "c1"),
        one("short of another", "Where is my order?", "c2"),
    ]
    assert duplicates(tickets) == {
        "first": ("again", "forwarded"),
        "again": ("first", "forwarded"),
        "forwarded": ("again", "first"),
        "short": ("short again",),
        "short again": ("short",),
    }


# --- scoring -------------------------------------------------------------------------------------------------------


def test_the_longest_common_subsequence_is_the_one_of_the_plain_table() -> None:
    def plain(one: list[str], other: list[str]) -> int:
        @cache
        def at(i: int, j: int) -> int:
            if i == len(one) or j == len(other):
                return 0
            return 1 + at(i + 1, j + 1) if one[i] == other[j] else max(at(i + 1, j), at(i, j + 1))

        return at(0, 0)

    chance = random.Random(5)
    for _ in range(200):
        one, other = (chance.choices("abcde", k=chance.randrange(12)) for _ in range(2))
        assert common(one, other) == plain(one, other)


def test_likeness_goes_from_nothing_to_the_same() -> None:
    assert rouge_l("Descale it twice.", "descale IT twice") == 1.0
    assert rouge_l("Descale it twice.", "We are open.") == 0.0
    assert rouge_l("", "We are open.") == 0.0
    assert covered("Descale the tank", ["Descale the machine"]) == 0.5
    assert covered("Thanks!", ["Descale"]) is None


def test_an_answer_comes_from_the_article_that_it_links_or_repeats() -> None:
    body = (
        "Fill the tank to the line, add 100 ml of descaler, press both buttons for five seconds and wait for the beep."
    )
    then, edit = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC)
    origins = Origins(
        [
            Article(
                id="zendesk:article:12", title="Descaling", body=body, url="https://help.acme.example/articles/12-x"
            ),
            Article(id="zendesk:article:13", title="Hours", body="We are open from nine to five.", updated_at=edit),
            Article(
                id="future", title="New", body="Nothing yet.", url="https://help.acme.example/new", valid_from=edit
            ),
        ]
    )
    assert origins.of(f"Hi Ann. {body} Best, Bo", then) == (("zendesk:article:12",), ())
    assert origins.of("See https://www.help.acme.example/articles/12-x/?utm=1.", then) == (("zendesk:article:12",), ())
    assert origins.of("See https://acme.example/hc/en/articles/13-hours", then) == ((), ("zendesk:article:13",))
    assert origins.of("See https://help.acme.example/new", then) == ((), ())
    assert origins.of("It is on its way.", then) == ((), ())


def test_what_cannot_be_scored_is_not_zero() -> None:
    assert figure([None, None], 1) == {"value": None, "low": None, "high": None, "n": 0, "not_scored": 2}
    known = figure([True, False, None], 1)
    assert (known["value"], known["n"], known["not_scored"]) == (0.5, 2, 1)
    low, high = wilson(10, 10)
    assert (round(low, 3), round(high, 3)) == (0.722, 1.0)


# --- the whole of it -----------------------------------------------------------------------------------------------


def small_export(folder: Path) -> Path:
    folder.mkdir()
    articles = [{"id": "kb-1", "title": "Descaling", "body": "Descale the Arc twice with 100 ml of descaler."}]
    tickets = [
        ticket(
            message(1, "customer", f"<b>The Arc shows E{n}</b> and no water comes out of it, number {n}."),
            message(2, "agent", "Please descale it twice."),
            name=f"t{n}",
        ).model_dump(mode="json", exclude_defaults=True)
        for n in range(3)
    ]
    (folder / "articles.ndjson").write_text("\n".join(map(json.dumps, articles)))
    (folder / "tickets.ndjson").write_text("\n".join([*map(json.dumps, tickets), "{broken"]))
    return folder


async def test_a_run_that_was_cut_off_goes_on_and_gives_the_same(tmp_path: Path, embedder: Embedder) -> None:
    export, settings = small_export(tmp_path / "export"), Settings.model_validate({"cache_dir": CACHE})
    whole = await replay(Options(export, tmp_path / "whole"), settings, lambda *_: None, embedder=embedder)
    assert len(whole.turns) == 3
    assert whole.figures["export"]["unreadable"] == 1
    assert "tickets.ndjson:4" in whole.figures["export"]["unreadable_named"][0]
    assert not (tmp_path / "whole" / "data").exists()
    lines = (tmp_path / "whole" / TURNS).read_text().splitlines(keepends=True)
    (tmp_path / "cut").mkdir()
    (tmp_path / "cut" / TURNS).write_text("".join(lines[:2]) + lines[2][:40])

    rest = await replay(Options(export, tmp_path / "cut"), settings, lambda *_: None, embedder=embedder)

    assert rest.timings["turns_of_an_earlier_run"] == 1
    assert rest.figures == whole.figures
    assert [t.model_dump(exclude={"ms"}) for t in rest.turns] == [t.model_dump(exclude={"ms"}) for t in whole.turns]
    shown = "".join(page(rest))
    assert "<b>The Arc" not in shown
    assert "&lt;b&gt;The Arc shows E1&lt;/b&gt;" in shown
    assert "<script" not in shown


async def test_two_processes_give_the_same_as_one(tmp_path: Path, embedder: Embedder) -> None:
    export, settings = small_export(tmp_path / "export"), Settings.model_validate({"cache_dir": CACHE})
    one = await replay(Options(export, tmp_path / "one"), settings, lambda *_: None, embedder=embedder)
    options = Options(export, tmp_path / "two", workers=2, keep=True)
    two = await replay(options, settings, lambda *_: None, embedder=embedder)
    assert two.figures == one.figures
    assert [t.model_dump(exclude={"ms"}) for t in two.turns] == [t.model_dump(exclude={"ms"}) for t in one.turns]
    assert (tmp_path / "two" / "data" / "index").exists()
    assert not list((tmp_path / "two" / "data").glob("worker-*"))


PARENT = """
import multiprocessing, time
from evals.replay.work import end_with_parent

def work():
    end_with_parent()
    print("working", flush=True)
    time.sleep(600)

if __name__ == "__main__":
    multiprocessing.get_context("spawn").Process(target=work, daemon=True).start()
    time.sleep(600)
"""


def test_a_killed_replay_leaves_no_process_behind(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=env) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "working\n"
        parent.kill()
        assert parent.stdout.read() == ""  # ends only when the worker, which has the other end too, has ended


def test_another_export_or_another_question_starts_anew(tmp_path: Path) -> None:
    export = small_export(tmp_path / "export")
    before = fingerprint(export, 1)
    assert fingerprint(export, 2) != before
    (export / "articles.ndjson").write_text("{}")
    assert fingerprint(export, 1) != before
    Kept(tmp_path, "one").close()
    for key, anew in (("one", False), ("two", True)):
        kept = Kept(tmp_path, key)
        kept.close()
        assert kept.anew is anew
    assert stat.S_IMODE((tmp_path / TURNS).stat().st_mode) == 0o600


def test_the_command_says_in_one_line_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["replay", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")])
    assert command.main() == 2
    told = capsys.readouterr().err
    assert told == f"evals replay: {tmp_path / 'nowhere'} does not exist\n"
