"""The escalation suites: what they read, how a small scope is made, and one judged with the real parts."""

import json
import random
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from evals.escalation.figures import figures, risk_coverage
from evals.escalation.judge import Answer, Said, judge
from evals.escalation.noisy import noisy, small, sources
from evals.escalation.plot import risk_coverage_svg
from evals.escalation.scope import Opening, Scope, banking77, clinc150
from evals.escalation.weights import best_threshold, correlation, fitted, reweighted
from evals.metrics import accuracy_at_coverage, matthews
from evals.retrieval.suite import DataMissing

PARTS = ("train", "valid", "test")


def write(path: Path, rows: list[tuple[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps({"text": text, "label": label}) + "\n" for text, label in rows), "utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Both corpora in small: 40 intents each."""
    clinc, banking = tmp_path / "intents_clinc150", tmp_path / "intents_banking77"
    for part in ("train", "val", "test"):
        write(
            clinc / f"original_{part}.jsonl",
            [(f"{part} thing {n} please {k}", f"c{n}") for n in range(40) for k in range(6)],
        )
        write(clinc / f"original_oos_{part}.jsonl", [(f"{part} strange {n}", "oos") for n in range(5)])
    for part in PARTS:
        write(
            banking / f"{part}.jsonl", [(f"{part} money {n} today {k}", f"b{n}") for n in range(40) for k in range(6)]
        )
    (clinc / "domains.json").write_text(
        json.dumps({f"d{n}": [f"c{i}" for i in range(10 * n, 10 * n + 10)] for n in range(4)})
    )
    return tmp_path


def said(sureness: float, group: str | None, right: str | None) -> Answer:
    return Answer(Opening("text", right), group, sureness, (sureness, 1.0))


ANSWERS = [said(0.9, "a", "a"), said(0.8, "b", "b"), said(0.7, "a", None), said(0.6, "b", "a"), said(0.1, "a", None)]


def test_correlation_of_many_classes() -> None:
    assert matthews(["a", "b", None], ["a", "b", None]) == pytest.approx(1)
    assert matthews(["a", "a", "a"], ["a", "b", None]) == 0
    # of two classes it is the usual one: (tp tn - fp fn) / sqrt(...)
    two = [("a", "a")] * 6 + [("b", "b")] * 3 + [("a", "b")] * 1 + [("b", "a")] * 2
    usual = (6 * 3 - 1 * 2) / (7 * 8 * 5 * 4) ** 0.5
    assert matthews([s for s, _ in two], [r for _, r in two]) == pytest.approx(usual)


def test_accuracy_among_the_surest() -> None:
    answers = [(0.9, True), (0.1, False), (0.8, True), (0.7, False)]
    assert accuracy_at_coverage(answers, 0.5) == 1
    assert accuracy_at_coverage(answers, 1) == 0.5


def test_figures_count_an_answer_out_of_scope_as_wrong() -> None:
    out = figures(Said(ANSWERS, ANSWERS, []))
    assert out["in scope, right group"] == pytest.approx(2 / 3)
    assert out["AUROC, in scope or not"] == pytest.approx(5 / 6)
    assert out["in scope, sent at 2 % wrong (threshold of the test)"] == pytest.approx(2 / 3)
    assert out["threshold of the validation part"] == 0.8
    assert out["validation part: wrong among the sent"] == 0
    assert out["validation part: out of scope, handed off"] == 1
    assert "threshold of the validation part" not in figures(Said([], ANSWERS, []))
    own = figures(Said([], ANSWERS, [a.judged for a in ANSWERS]))
    assert own["own cases: in scope, sent"] == pytest.approx(2 / 3)
    assert own["own cases: wrong among the sent in scope"] == 0


def test_risk_against_coverage_is_drawn() -> None:
    curve = risk_coverage(ANSWERS)
    assert curve[1] == (0.4, 0.0)
    assert curve[2] == pytest.approx((0.6, 1 / 3))
    drawn = ElementTree.fromstring(risk_coverage_svg("a < b", {"ours": curve, "theirs": curve}, 0.02))
    assert len(drawn.findall("{*}polyline")) == 2
    texts = [t.text for t in drawn.findall("{*}text")]
    assert "a < b" in texts
    assert texts.count("40% at 2% wrong") == 2


def test_held_out_intents_are_nobodys_answer(data: Path) -> None:
    scope = banking77(data / "intents_banking77", 7)
    known = {o.group for o in scope.cases}
    assert len(known) == 20
    for openings in (scope.tune, scope.asked):
        assert {o.group for o in openings} == known | {None}
        assert sum(o.group is None for o in openings) == 10 * 6
    assert {o.text.split()[2] for o in scope.tune if o.group is None}.isdisjoint(
        o.text.split()[2] for o in scope.asked if o.group is None
    )


def test_clinc_is_read_with_its_own_openings_out_of_scope(data: Path) -> None:
    scope = clinc150(data / "intents_clinc150", 7)
    assert [sum(o.group is None for o in part) for part in (scope.cases, scope.tune, scope.asked)] == [0, 5, 5]


def test_small_scopes_are_repeatable_and_tuning_reads_nothing_of_the_test(data: Path) -> None:
    from_, strange = sources(data, "tune")
    one = small("clinc150", 3, "tune", from_, strange)
    assert one == small("clinc150", 3, "tune", from_, strange) != small("clinc150", 4, "tune", from_, strange)
    everything = [
        t for s in from_.values() for texts in (*s.cases.values(), *s.asked.values()) for t in texts
    ] + strange
    assert not any(t.startswith("test") for t in everything)
    known = {o.group for o in one.cases}
    outside = sum(o.group is None for o in one.asked) / len(one.asked)
    assert {o.group for o in one.asked} <= known | {None}
    assert 0.39 < outside < 0.73


def test_noise_keeps_some_sentences_and_never_all_of_none() -> None:
    text = "When will you send my replacement card to the new address?"
    made = [noisy(text, random.Random(n)) for n in range(300)]
    assert all(made)
    assert len(set(made)) > 100
    assert "when will you send my replacement card to the new address" in made


def test_weights_are_found_again_and_order_the_answers() -> None:
    chance = np.random.default_rng(0)
    answers = []
    for _ in range(4000):
        one, other = chance.normal(size=2)
        right = chance.random() < 1 / (1 + np.exp(-(2 * one - other + 0.5)))
        answers.append(Answer(Opening("text", "a" if right else None), "a", 0.5, (one, other, 1.0)))
    weights = fitted(answers)
    assert weights == pytest.approx([2, -1, 0.5], abs=0.2)
    again = reweighted(answers, weights)
    least, best = best_threshold([again])
    assert best == correlation(again, least) > 0.4 > correlation(again, 0.0)


async def test_a_scope_is_judged_with_the_real_parts() -> None:
    asks = {
        "refund": ["I want my money back", "please refund my order", "how do I get a refund", "refund me please"],
        "parcel": ["where is my parcel", "my package has not arrived", "when will it be delivered", "track my parcel"],
        "login": ["I forgot my password", "can't log in to my account", "reset my password", "login does not work"],
    }
    scope = Scope(
        "tiny",
        [Opening(text, group) for group, texts in asks.items() for text in texts],
        [],
        [Opening("could I have my money back please", "refund"), Opening("what is the capital of Peru", None)],
    )
    for method, said_to in (await judge(scope)).items():
        assert not said_to.tune
        assert not said_to.own
        known, strange = said_to.asked
        assert known.right, method
        assert known.sureness > strange.sureness, method
        assert not strange.right


def test_data_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(DataMissing):
        clinc150(tmp_path, 7)
    ran = subprocess.run(
        [sys.executable, "-m", "evals.escalation", "small", "--data", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1
