"""What people say in many words is told by its kind; the evaluation's goals hold on the half that was tuned on."""

import pytest

from copilot.guard.anger import angry
from copilot.guard.distress import vulnerable
from copilot.guard.human import human_wanted
from copilot.guard.legal import legal
from copilot.guard.safety import danger
from copilot.guard.wording import plain, said_in, wording
from evals.signals.__main__ import CASES, FALSE_ALARMS, RECALL, raised, read


def test_patterns_and_texts_are_folded_alike() -> None:
    late = wording("late", r"\bverspätet\b", r"\bdéjà\b")
    for text in ("Verspätet!", "verspaetet", "VERSPATET", "Deja vu", "Déjà vu"):
        assert said_in(plain(text), (late,)) == "late"


def test_what_speaks_against_counts_in_its_own_sentence_only() -> None:
    fire = wording("fire", r"\bfire\b", unless=(r"\bfire tv\b",))
    assert said_in(plain("My Fire TV is slow."), (fire,)) is None
    assert said_in(plain("My Fire TV is slow. There was a fire."), (fire,)) == "fire"


@pytest.mark.parametrize(
    ("tell", "text", "kind"),
    [
        (vulnerable, "I want to kill myself and lost my job", "self-harm"),
        (vulnerable, "Ich habe meine Arbeit verloren und kann nicht mehr zahlen.", "hardship"),
        (danger, "Somebody hacked my account", "fraud"),
        (danger, "Huele a gas", "gas"),
        (legal, "Please delete all my personal data", "data protection"),
        (human_wanted, "call me back", "a call"),
        (angry, "WHY DOES NOBODY EVER ANSWER MY MESSAGES", "shouting"),
        (angry, "My order number is PW-204518", None),
        (danger, "My battery died", None),
    ],
)
def test_kinds(tell: object, text: str, kind: str | None) -> None:
    assert callable(tell)
    assert tell(text) == kind


def test_a_long_text_is_read_at_both_ends() -> None:
    filler = "The tea was nice. " * 2000
    assert danger(f"{filler}\nIt caught fire.") == "fire or shock"
    assert len(plain(filler)) < 7000


def test_the_goals_hold_where_it_was_tuned() -> None:
    wanted = [s for s in read(CASES / "signals_wanted.jsonl") if s.half == "tune"]
    for code in {s.code for s in wanted}:
        of = [s for s in wanted if s.code == code]
        assert sum(code in raised(s) for s in of) >= RECALL["tune"] * len(of), code
    benign = [s for s in read(CASES / "signals_benign.jsonl") if s.half == "tune"]
    assert sum(bool(raised(s)) for s in benign) <= FALSE_ALARMS["any"] * len(benign)
    assert sum("injection_suspected" in raised(s) for s in benign) <= FALSE_ALARMS["injection_suspected"] * len(benign)
