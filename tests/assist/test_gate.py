"""The bot's gate: nothing goes out unless everything holds, and every code has its place."""

from itertools import combinations
from typing import Any

import pytest

from copilot.assist.gate import (
    CLARIFIABLE,
    GATES,
    MOST_QUESTIONS,
    check_policy,
    combined,
    decide,
    forbidden_in,
    team_for,
)
from copilot.domain import HandoffPolicy, Policy, SendPolicy, TeamRule
from copilot.drafting import CODES, Facts, Noted
from copilot.errors import InvalidInput

OPEN = SendPolicy(enabled=True, min_confidence=0.5)


def facts(**changed: Any) -> Facts:
    known: dict[str, Any] = {
        "channel": "chat",
        "language": "en",
        "text": "You can return it within 30 days.",
        "origin": "extractive",
        "confidence": 0.9,
    }
    return Facts(**(known | changed))


def test_send_in_exactly_one_of_all_combinations_of_gates() -> None:
    """Every subset of gates that hold, in full for each half and across: 2 ** len(GATES) would take an hour."""
    names = [gate for gate, _ in GATES]
    sends = 0
    for half in (names[: len(names) // 2], names[len(names) // 2 :]):
        for bits in range(2 ** len(half)):
            holds = dict.fromkeys(names, True) | {g: bool(bits >> n & 1) for n, g in enumerate(half)}
            decision, reasons = combined(holds, question=None, clarified=0)
            assert (decision == "send") == all(holds.values())
            assert bool(reasons) == (decision != "send")
            sends += decision == "send"
    assert sends == 2  # all hold, once in each half
    for failing in range(1, 4):
        for group in combinations(names, failing):
            holds = {g: g not in group for g in names}
            assert combined(holds, question=None, clarified=0)[0] == "handoff"


def test_a_gate_that_nobody_told_of_has_failed() -> None:
    for gate, code in GATES:
        holds = {g: True for g, _ in GATES if g != gate}
        assert combined(holds, question=None, clarified=0) == ("handoff", (code,))


@pytest.mark.parametrize("code", sorted({code for _, code in GATES}))
def test_a_question_goes_out_only_for_what_it_would_mend(code: Any) -> None:
    gate = next(g for g, c in GATES if c == code)
    holds = {g: g != gate for g, _ in GATES}
    wanted = "clarify" if code in CLARIFIABLE else "handoff"
    assert combined(holds, question=code, clarified=0)[0] == wanted
    assert combined(holds, question=code, clarified=MOST_QUESTIONS)[0] == "handoff"
    other = next(c for c in CODES if c != code)
    assert combined(holds, question=other, clarified=0)[0] == "handoff"  # type: ignore[arg-type]


def test_what_goes_out_and_says_why() -> None:
    assert decide(facts(), OPEN).decision == "send"
    assert decide(facts(), OPEN).reasons == ("answer_approved",)
    assert decide(facts(origin="llm"), OPEN).reasons == ("answer_grounded",)
    assert decide(facts(degraded=("no_model",)), OPEN).reasons == ("answer_approved", "no_model")
    assert all(g.ok for g in decide(facts(), OPEN).gates)


@pytest.mark.parametrize(
    ("changed", "policy", "code"),
    [
        ({}, {"enabled": False}, "policy_restricted"),
        ({"channel": "sms"}, {"channels": ["chat", "email"]}, "policy_restricted"),
        ({"language": "de"}, {"languages": ["en", "fr"]}, "policy_restricted"),
        ({}, {"topics": ["returns"]}, "policy_restricted"),
        ({"topics": ["Returns", "legal"]}, {"topics": ["returns"], "never_topics": ["legal"]}, "policy_restricted"),
        ({"confidence": 0.49}, {}, "below_confidence"),
        ({"text": ""}, {}, "no_evidence"),
        ({"bot_turns": 6}, {}, "bot_loop"),
        ({"text": "We do it Free  of CHARGE."}, {"forbidden": ["free of charge"]}, "forbidden_promise"),
        ({"room": 10}, {"disclosure": "A machine wrote this."}, "no_disclosure"),
        ({"signals": [Noted(code="legal_or_safety")]}, {}, "legal_or_safety"),
        ({"flaws": [Noted(code="unsupported_value", detail="30")]}, {}, "unsupported_value"),
        ({"flaws": [Noted(code="no_evidence")]}, {}, "no_evidence"),
    ],
)
def test_each_rule_alone_forbids(changed: dict[str, Any], policy: dict[str, Any], code: str) -> None:
    send = OPEN.model_copy(update=SendPolicy.model_validate(policy).model_dump(include=set(policy)))
    decided = decide(facts(**changed), send)
    assert decided.decision == "handoff"
    assert decided.reasons == (code,)
    assert [g.code for g in decided.gates if not g.ok] == [code]


def test_rules_that_fit_let_it_through() -> None:
    send = SendPolicy(
        enabled=True,
        channels=("chat",),
        languages=("en",),
        topics=("returns",),
        never_topics=("legal",),
        min_confidence=0.9,
        disclosure="A machine wrote this.",
        forbidden=("free of charge",),
    )
    assert decide(facts(topics=["Returns"], language="en-GB", room=200), send).decision == "send"
    assert decide(facts(topics=["Returns"], room=3, told=True), send).decision == "send"


def test_wordings_are_found_whole() -> None:
    assert forbidden_in("It is free.", ["free of charge", "free"]) == "free"
    assert forbidden_in("He was freed.", ["free"]) is None
    assert forbidden_in("You get 100 % back", ["100% back"]) == "100% back"


def test_the_first_team_whose_rule_fits() -> None:
    policy = HandoffPolicy(
        team="first line",
        rules=(
            TeamRule(team="legal", reasons=("legal_or_safety",)),
            TeamRule(team="billing", topics=("Billing",), channels=("email",)),
            TeamRule(team="german", languages=("de",)),
        ),
    )
    assert team_for(policy, facts(), ["legal_or_safety", "upset_or_vulnerable"]) == "legal"
    assert team_for(policy, facts(topics=["billing"], channel="email"), []) == "billing"
    assert team_for(policy, facts(topics=["billing"]), []) == "first line"
    assert team_for(policy, facts(language="de-AT"), []) == "german"
    assert team_for(HandoffPolicy(), facts(), []) is None


def test_a_policy_names_codes_that_exist() -> None:
    rule = TeamRule(team="x", reasons=("no_evidence", "no_such_thing"))
    with pytest.raises(InvalidInput, match=r"handoff\.rules\[0\]\.reasons: 'no_such_thing'"):
        check_policy(Policy(handoff=HandoffPolicy(rules=(rule,))))


def test_a_question_that_is_at_hand_blocks_nothing_by_itself() -> None:
    assert decide(facts(question="ambiguous"), OPEN).decision == "send"
    unsure = decide(facts(question="ambiguous", confidence=0.1), OPEN)
    assert (unsure.decision, unsure.reasons) == ("clarify", ("ambiguous", "below_confidence"))
    flawed = decide(facts(question="ambiguous", flaws=[Noted(code="unsupported_value")]), OPEN)
    assert flawed.decision == "handoff"


@pytest.mark.parametrize("code", CODES)
def test_whatever_is_noted_keeps_the_reply_back(code: Any) -> None:
    assert decide(facts(flaws=[Noted(code=code)]), OPEN).decision == "handoff"
    assert decide(facts(signals=[Noted(code=code)]), OPEN).decision == "handoff"
