"""Rules of the policy, and what can be done now. Pure, and once through the assistant."""

import json
from typing import Any

import pytest

from copilot.assist.actions import next_actions
from copilot.assist.case import Case
from copilot.assist.conditional import Told, holds
from copilot.assist.rules import check_rules, merged, suggested
from copilot.conditions import ActionRule, Condition
from copilot.domain import ActionEvidence, ActionSpec, Customer, NextAction, Policy
from copilot.errors import InvalidInput
from retrieval.documents import ActionDone, Found, Passage
from tests import llm_stub as stub
from tests.assist.conftest import RETURN, TENANT, Company, ask
from tests.assist.test_rules import case
from tests.assist.test_written import REPLY, events, last, model

ORDER: dict[str, Any] = {"type": "object", "properties": {"order_id": {"type": "string", "pattern": "^PW-[0-9]{6}$"}}}
ORDER |= {"required": ["order_id"]}


def spec(name: str, **more: Any) -> ActionSpec:
    return ActionSpec.model_validate({"name": name, "label": name.replace("_", " "), "parameters": ORDER, **more})


def customer(status: str = "shipped", **attributes: Any) -> Customer:
    return Customer(attributes={"orders": [{"order_id": "PW-222222", "status": status}], **attributes})


THREAD = case(
    ("customer", "I am furious! Third time that PW-222222 is late, I want my lawyer."),
    channel="chat",
    customer=customer(plan="Reserve", value=1200, renewal={"on": "2026-12-01"}),
    topic="Shipping",
)
TOLD = Told(
    frozenset({"shipping"}), frozenset({"legal_or_safety"}),
    {"overdue_promise": True, "renewal_in_days": 8, "incident": "brew-5-3"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({}, False),
        ({"topics": ["SHIPPING", "returns"]}, True),
        ({"topics": ["returns"]}, False),
        ({"channels": ["chat"]}, True),
        ({"channels": ["email"]}, False),
        ({"languages": ["en-GB"]}, True),
        ({"languages": ["de"]}, False),
        ({"moods": ["angry"]}, True),
        ({"moods": ["calm"]}, False),
        ({"reasons": ["legal_or_safety"]}, True),
        ({"reasons": ["bot_failed"]}, False),
        ({"mentions": ["third  TIME"]}, True),
        ({"mentions": ["hird time"]}, False),
        ({"record": [{"path": "plan", "equals": "reserve"}]}, True),
        ({"record": [{"path": "plan", "none_of": ["Reserve"]}]}, False),
        ({"record": [{"path": "nothing", "none_of": ["Reserve"]}]}, False),
        ({"record": [{"path": "value", "greater": 1000, "less": 2000}]}, True),
        ({"record": [{"path": "value", "greater": 1200}]}, False),
        ({"record": [{"path": "orders/*/status", "one_of": ["lost", "shipped"]}]}, True),
        ({"record": [{"path": "orders/1/status", "equals": "shipped"}]}, False),
        ({"record": [{"path": "metadata/topic", "contains": "ship"}]}, True),
        ({"record": [{"path": "plan", "equals": "Reserve"}, {"path": "value", "less": 5}]}, False),
        ({"done": ["cancel_order"]}, False),
        ({"overdue_promise": True}, True),
        ({"overdue_promise": False}, False),
        ({"renewal_in_days": 8}, True),
        ({"renewal_in_days": 7}, False),
        ({"incident": True}, True),
        ({"incident": "Brew-5-3"}, True),
        ({"incident": "other"}, False),
        ({"moods": ["angry"], "channels": ["email"]}, False),
    ],
)
def test_a_condition_holds_where_all_that_it_says_does(when: dict[str, Any], expected: bool) -> None:
    assert holds(Condition.model_validate(when), THREAD, TOLD) is expected


@pytest.mark.parametrize("when", [{"overdue_promise": False}, {"renewal_in_days": 99}, {"incident": False}])
def test_what_is_not_known_never_holds(when: dict[str, Any]) -> None:
    assert not holds(Condition.model_validate(when), THREAD, Told())


def ruled(thread: Case, rules: list[dict[str, Any]], *catalogue: ActionSpec, told: Told = TOLD) -> list[NextAction]:
    policy = Policy.model_validate_json(
        json.dumps({"actions": {"rules": [{"reason": "Because.", **r} for r in rules]}})
    )
    return list(suggested(Case(thread.request, thread.conversation, thread.customer, policy), catalogue, "", told))


ANGRY = {"when": {"moods": ["angry"]}}


def test_a_rule_suggests_its_action_with_what_it_fixes_and_what_is_found() -> None:
    team = {"type": "object", "properties": {"team": {"enum": ["care", "legal"]}, **ORDER["properties"]}}
    team |= {"required": ["team", "order_id"]}
    (got,) = ruled(
        THREAD, [ANGRY | {"action": "escalate", "arguments": {"team": "legal"}}], spec("escalate", parameters=team)
    )
    assert (got.origin, got.arguments, got.missing) == ("rule", {"team": "legal", "order_id": "PW-222222"}, ())
    assert got.argument_sources["team"].record == "policy/actions/rules/0"
    assert got.argument_sources["order_id"].message_id == "m1"
    assert got.reason == "Because."


def test_each_action_once_and_none_that_left_the_catalogue() -> None:
    rules = [ANGRY | {"action": "escalate"}, ANGRY | {"action": "escalate"}, ANGRY | {"action": "gone"}]
    assert [a.action for a in ruled(THREAD, rules, spec("escalate"))] == ["escalate"]


@pytest.mark.parametrize(
    ("name", "status", "offered"),
    [
        ("refund_order", "shipped", True),
        ("refund_order", "refunded", False),
        ("cancel_order", "processing", True),
        ("cancel_order", "delivered", False),
        ("cancel_order", "Cancelled by customer", False),
        ("pause_order", "paused until May", False),
        ("change_order", "returned", False),
        ("resend_order", "delivered", True),
    ],
)
def test_what_cant_be_done_now_is_not_offered(name: str, status: str, offered: bool) -> None:
    thread = case(("customer", "About PW-222222 please"), customer=customer(status))
    rule = {"when": {"mentions": ["PW-222222"]}, "action": name}
    assert bool(ruled(thread, [rule], spec(name))) is offered
    passage = Passage(
        id="resolution:r#0", kind="resolution", source_id="r", title="", text="x", side="problem",
        metadata={"actions": (name,)},
    )  # fmt: skip
    near = [Found(passage=passage, relevance=0.8)] * 3
    assert bool(next_actions(thread, near, [spec(name)], "", {})) is offered


def test_the_catalogues_own_conditions_are_heeded() -> None:
    workshop = {"record": [{"path": "repair/status", "none_of": ["returned"]}]}
    repair = spec("book_repair", unless=[workshop], parameters={"type": "object", "properties": {}})
    rule = {"when": {"channels": ["email"]}, "action": "book_repair"}
    text = ("customer", "It shows E5")
    there = case(text, customer=customer(repair={"status": "waiting for part"}))  # type: ignore[arg-type]
    back = case(text, customer=customer(repair={"status": "returned"}))  # type: ignore[arg-type]
    assert ruled(there, [rule], repair) == []
    assert len(ruled(back, [rule], repair)) == 1
    target = spec("refund_order", unless=[{"record": [{"path": "target/status", "equals": "shipped"}]}])
    assert ruled(THREAD, [ANGRY | {"action": "refund_order"}], target) == []


def test_what_was_done_for_this_order_is_not_offered_and_for_another_it_is() -> None:
    def after(order: str) -> Case:
        done = (ActionDone(action="refund_order", arguments={"order_id": order}),)
        conversation = THREAD.conversation.model_copy(update={"actions": done})
        return Case(THREAD.request, conversation, THREAD.customer, THREAD.policy)

    rule = ANGRY | {"action": "refund_order"}
    assert ruled(after("PW-222222"), [rule], spec("refund_order")) == []
    assert len(ruled(after("PW-111111"), [rule], spec("refund_order"))) == 1


def test_what_rules_and_cases_both_say_comes_once_with_the_counts() -> None:
    def one(name: str, **more: Any) -> NextAction:
        return NextAction(action=name, label=name, confidence=0.5, reason=f"{name}.", **more)

    evidence = ActionEvidence(similar=4, did_this=3, reopened=0)
    both = merged([one("a", origin="rule")], [one("b"), one("a", evidence=evidence)])
    assert [(a.action, a.origin) for a in both] == [("a", "rule"), ("b", "similar")]
    assert both[0].evidence == evidence


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"when": {"moods": ["angry"]}, "action": "gone"}, "not in the catalogue"),
        ({"when": {}, "action": "refund_order"}, "says nothing"),
        ({"when": {"reasons": ["grumpy"]}, "action": "refund_order"}, "no reason code"),
        ({"when": {"moods": ["angry"]}, "action": "refund_order", "arguments": {"x": 1}}, "no parameter 'x'"),
        ({"when": {"moods": ["angry"]}, "action": "refund_order", "arguments": {"order_id": 7}}, "does not fit"),
    ],
)
def test_a_rule_that_can_never_work_is_refused_in_words(rule: dict[str, Any], words: str) -> None:
    made = ActionRule.model_validate_json(json.dumps({"reason": "x", **rule}))
    with pytest.raises(InvalidInput, match=words):
        check_rules(Policy.model_validate({"actions": {"rules": (made,)}}), [spec("refund_order")])


async def test_labels_and_teams_are_suggested_like_actions_and_the_model_drops_no_rule(company: Company) -> None:
    empty = {"type": "object", "properties": {}}
    await company.parts.catalogue.put(TENANT, spec("vip", kind="label", parameters=empty))
    rules = [
        {"when": {"record": [{"path": "orders/0/status", "equals": "delivered"}]}, "action": "vip", "reason": "VIP."},
        {"when": {"channels": ["email"]}, "action": "gone", "reason": "x"},
    ]
    policy = Policy.model_validate_json(json.dumps({"actions": {"rules": rules}}))
    await company.parts.policies.put(TENANT, policy)
    invented = [
        {"action": "send_gold", "reason": "She deserves it."},
        {"action": "create_return_label", "reason": "", "arguments": [{"name": "gold", "value": "PW-371520"}]},
    ]
    script = model(stub.answer(REPLY), actions=stub.structured({"actions": invented}))
    found, _ = await events(company, script, ask(RETURN))
    answer = last(found)
    assert [(a.action, a.kind, a.origin) for a in answer.next_actions] == [
        ("create_return_label", "action", "similar"),
        ("vip", "label", "rule"),
    ]
    assert answer.next_actions[0].arguments == {"order_id": "PW-371520"}
    assert [r.code for r in answer.reasons if r.stage == "next_actions"] == ["rule_ignored"]
