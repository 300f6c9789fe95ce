"""``/v1/drafts`` over a real socket: what goes out, what is handed over, and what is kept of it."""

import asyncio
from typing import Any

import pytest

from tests.api.conftest import Served
from tests.api.test_assist import ARTICLE, THREAD, teach

QUESTION = "My machine shows E3 and no water comes. What should I do?"
POLICY: dict[str, Any] = {"send": {"enabled": True, "min_confidence": 0.3}, "handoff": {"team": "first line"}}


async def allow(served: Served, **send: Any) -> int:
    body = POLICY | {"send": POLICY["send"] | send}
    answer = await served.http.put("/v1/policy", json=body, headers=served.auth())
    assert answer.status_code == 200, answer.text
    version: int = answer.json()["version"]
    return version


async def ask(served: Served, role: Any = "bot", headers: dict[str, str] | None = None, **body: Any) -> dict[str, Any]:
    wanted = {"conversation": THREAD} | body
    if "conversation_id" in body:
        del wanted["conversation"]
    answer = await served.http.post("/v1/drafts", json=wanted, headers=served.auth(role) | (headers or {}))
    assert answer.status_code == 200, answer.text
    draft: dict[str, Any] = answer.json()
    assert draft["reasons"]
    return draft


def thread(*texts: str, **more: Any) -> dict[str, Any]:
    """Customer and bot in turn."""
    messages = [{"author": ("customer", "bot")[n % 2], "text": t} for n, t in enumerate(texts)]
    return {"channel": "chat", "messages": messages} | more


async def test_nothing_is_sent_until_the_policy_says_so(served: Served) -> None:
    await teach(served)
    draft = await ask(served)
    assert draft["decision"] == "handoff"
    assert draft["reasons"][0] == "policy_restricted"
    assert draft["reply"] is None
    assert draft["handoff"]["first_reply"]["text"]
    version = await allow(served)
    draft = await ask(served)
    assert draft["decision"] == "send", draft["gates"]
    assert draft["reasons"] == ["answer_approved", "no_model"]
    assert draft["handoff"] is None
    assert draft["policy_version"] == version
    assert draft["mode"] == "no_llm"
    assert draft["reply"]["citations"][0]["quote"] in ARTICLE["body"]
    assert all(g["ok"] for g in draft["gates"])
    await allow(served, enabled=False)
    assert (await ask(served))["decision"] == "handoff"


async def test_a_disclosure_stands_under_the_first_message_only(served: Served) -> None:
    await teach(served)
    await allow(served, disclosure="This answer comes from a machine.")
    first = await ask(served)
    assert first["reply"]["text"].endswith("\n\nThis answer comes from a machine.")
    later = thread("Hi", "Hello! This answer comes from a machine.", QUESTION)
    again = await ask(served, conversation=later)
    assert again["decision"] == "send", again["gates"]
    assert "machine." not in again["reply"]["text"].splitlines()[-1] or "comes from a" not in again["reply"]["text"]


async def test_what_was_handed_over_stays_so_until_a_human_gives_it_back(served: Served) -> None:
    await teach(served)
    await allow(served, channels=["chat"])
    first = await ask(served, conversation=THREAD | {"id": "c1"})
    assert first["decision"] == "handoff"
    assert first["reasons"][0] == "policy_restricted"
    await allow(served)
    second = await ask(served, conversation=THREAD | {"id": "c1"})
    assert second["decision"] == "handoff"
    assert second["reasons"][0] == "handed_over"
    assert (await ask(served, conversation=THREAD | {"id": "c2"}))["decision"] == "send"
    refused = await served.http.post("/v1/conversations/c1/release", headers=served.auth("bot"))
    assert refused.status_code == 403
    released = await served.http.post("/v1/conversations/c1/release", headers=served.auth("agent"))
    assert released.status_code == 204
    assert (await ask(served, conversation=THREAD | {"id": "c1"}))["decision"] == "send"
    again = await served.http.post("/v1/conversations/c1/release", headers=served.auth("agent"))
    assert again.status_code == 404


async def test_people_see_with_the_conversation_what_the_bot_left(served: Served) -> None:
    await teach(served)
    await allow(served, channels=["chat"])
    path = "/v1/conversations/c1"
    stored = {"conversation": THREAD | {"id": "c1"}}
    assert (await served.http.put(path, json=stored, headers=served.auth())).status_code == 200

    async def seen(role: Any) -> tuple[Any, bool]:
        listed = (await served.http.get("/v1/conversations", headers=served.auth(role))).json()["conversations"]
        return (await served.http.get(path, headers=served.auth(role))).json()["handoff"], listed[0]["handed_over"]

    assert await seen("agent") == (None, False)
    draft = await ask(served, conversation_id="c1")
    told, listed = await seen("agent")
    assert listed
    assert told["draft_id"] == draft["id"]
    assert told["package"] == draft["handoff"]
    assert [w["code"] for w in told["why"]] == draft["reasons"]
    assert told["why"][0]["detail"] == "The policy does not let bots send on email."
    assert (await seen("bot"))[0] is None
    again = await ask(served, conversation_id="c1")  # adds nothing to what the first one told
    assert again["id"] != draft["id"]
    assert (await seen("agent"))[0] == told
    await served.http.post(f"{path}/release", headers=served.auth("agent"))
    assert await seen("agent") == (None, False)


async def test_one_question_at_most_twice_and_never_the_same(served: Served) -> None:
    await teach(served)
    await allow(served)
    first = await ask(served, conversation=thread("Hi", id="c1"))
    assert first["decision"] == "clarify", first
    assert first["question"] in first["reply"]["text"]
    assert first["question"].count("?") == first["reply"]["text"].count("?") == 1
    retried = await ask(served, conversation=thread("Hi", id="c1"))
    assert retried["decision"] == "clarify"
    second = await ask(served, conversation=thread("Hi", first["reply"]["text"], "Hello", id="c1"))
    assert second["decision"] == "handoff"
    assert "nothing_asked" in second["reasons"]


async def test_thanks_for_an_answer_are_no_case_for_a_human(served: Served) -> None:
    await teach(served)
    await allow(served)
    first = await ask(served, conversation=thread(QUESTION, id="c1"))
    assert first["decision"] == "send", first["gates"]
    after = await ask(served, conversation=thread(QUESTION, first["reply"]["text"], "Great, thank you!", id="c1"))
    assert after["decision"] == "clarify"
    assert after["question"] == "Is there anything else we can help you with?"


async def test_a_human_in_the_thread_is_not_interrupted(served: Served) -> None:
    await teach(served)
    await allow(served)
    messages = [
        {"author": "customer", "text": "Hello"},
        {"author": "agent", "text": "Hello, Maja here. What is it?"},
        *THREAD["messages"],
    ]
    draft = await ask(served, conversation={"channel": "email", "messages": messages})
    assert draft["decision"] == "handoff"
    assert draft["reasons"] == ["with_agent", "no_model"]


async def test_anger_before_a_human_wrote_is_settled_with_them(served: Served) -> None:
    await teach(served)
    await allow(served)
    angry = {"author": "customer", "text": "I am furious, this is completely unacceptable and a disgrace!!"}
    person = {"author": "agent", "text": "Maja here, I am sorry. I have put it right."}
    conversation = {"channel": "email", "messages": [angry, person, *THREAD["messages"]]}
    draft = await ask(served, conversation=conversation)
    assert "with_agent" in draft["reasons"]
    assert "upset_or_vulnerable" not in draft["reasons"]
    again = conversation | {"messages": [angry, *THREAD["messages"]]}
    assert "upset_or_vulnerable" in (await ask(served, conversation=again))["reasons"]


async def test_the_record_counts_only_where_the_caller_attests_who_it_is(served: Served) -> None:
    await teach(served)
    await allow(served)
    record = {"id": "u1", "name": "Maja Lindqvist", "attributes": {"orders": [{"order_id": "A-4711"}]}}
    stranger = await ask(served, customer=record)
    assert stranger["decision"] == "send"
    assert "Maja" not in stranger["reply"]["text"]
    known = await ask(served, customer=record | {"verified": "attested"})
    assert "Maja" in known["reply"]["text"]
    await allow(served, enabled=False)
    package = (await ask(served, customer=record))["handoff"]
    facts = {f["name"]: f for f in package["facts"]}
    assert facts["name"]["value"] == "Maja Lindqvist"  # the human sees the record, and that nobody attests it
    assert not facts["name"]["verified"]


async def test_decisions_are_kept_listed_and_erased_with_their_customer(served: Served) -> None:
    await teach(served)
    await allow(served)
    sent = await ask(served, conversation=THREAD | {"id": "c1"}, customer={"id": "u1"})
    lost = await ask(served, conversation=thread("What is the capital of France?"))
    assert lost["decision"] == "handoff"
    got = await served.http.get(f"/v1/drafts/{sent['id']}", headers=served.auth("agent"))
    record = got.json()
    assert record["draft"] == sent
    assert record["conversation_id"] == "c1"
    assert record["message_ids"] == ["m1"]
    assert record["customer_id"] == "u1"
    assert record["passage_ids"]
    every = (await served.http.get("/v1/drafts", headers=served.auth("agent"))).json()
    assert [d["id"] for d in every["drafts"]] == [lost["id"], sent["id"]]
    page = (await served.http.get("/v1/drafts", params={"limit": 1}, headers=served.auth())).json()
    rest = {"limit": 1, "before": page["next"]}
    after = (await served.http.get("/v1/drafts", params=rest, headers=served.auth())).json()
    assert [d["id"] for d in (*page["drafts"], *after["drafts"])] == [lost["id"], sent["id"]]
    for params, wanted in [
        ({"reason": "answer_approved"}, [sent["id"]]),
        ({"decision": "handoff"}, [lost["id"]]),
        ({"reason": "no_model", "decision": "send"}, [sent["id"]]),
        ({"reason": "bot_loop"}, []),
    ]:
        listed = (await served.http.get("/v1/drafts", params=params, headers=served.auth())).json()
        assert [d["id"] for d in listed["drafts"]] == wanted, params
    refused = await served.http.get("/v1/drafts", params={"reason": "nonsense"}, headers=served.auth())
    assert refused.status_code == 400
    assert "no_evidence" in refused.json()["detail"]
    assert (await served.http.get(f"/v1/drafts/{sent['id']}", headers=served.auth("bot"))).status_code == 403
    gone = await served.http.delete("/v1/customers/u1", headers=served.auth())
    assert gone.status_code == 204
    assert (await served.http.get(f"/v1/drafts/{sent['id']}", headers=served.auth())).status_code == 404
    every = (await served.http.get("/v1/drafts", headers=served.auth("agent"))).json()
    assert [d["id"] for d in every["drafts"]] == [lost["id"]]


async def test_another_tenant_sees_none_of_it(served: Served) -> None:
    await teach(served)
    await allow(served)
    sent = await ask(served, conversation=THREAD | {"id": "c1"})
    _, key = await served.parts.keys.create("other", "admin")
    theirs = {"Authorization": f"Bearer {key}"}
    assert (await served.http.get(f"/v1/drafts/{sent['id']}", headers=theirs)).status_code == 404
    assert (await served.http.get("/v1/drafts", headers=theirs)).json()["drafts"] == []


async def test_the_same_request_gets_the_same_decision(served: Served) -> None:
    await teach(served)
    await allow(served)
    key = {"Idempotency-Key": "k-1"}
    first = await ask(served, headers=key)
    await allow(served, enabled=False)
    again = await served.http.post("/v1/drafts", json={"conversation": THREAD}, headers=served.auth("bot") | key)
    assert again.json() == first
    assert again.headers["Idempotency-Replayed"] == "true"
    other = {"conversation": thread("Hi")}
    refused = await served.http.post("/v1/drafts", json=other, headers=served.auth("bot") | key)
    assert refused.status_code == 422
    assert refused.json()["type"] == "urn:copilot:problem:idempotency-key-reused"
    fresh = await ask(served, headers={"Idempotency-Key": "k-2"})
    assert fresh["decision"] == "handoff"


async def test_at_once_with_one_key_only_one_is_worked_on(served: Served) -> None:
    await teach(served)
    await allow(served)
    headers = served.auth("bot") | {"Idempotency-Key": "k"}
    answers = await asyncio.gather(
        *(served.http.post("/v1/drafts", json={"conversation": THREAD}, headers=headers) for _ in range(8))
    )
    ids = {a.json()["id"] for a in answers if a.status_code == 200}
    assert len(ids) == 1
    assert {a.status_code for a in answers} <= {200, 409}


async def test_a_dry_run_tells_what_would_change_and_stores_nothing(served: Served) -> None:
    await teach(served)
    version = await allow(served)
    sent = await ask(served, conversation=THREAD | {"id": "c1"})
    await ask(served, conversation=thread("What is the capital of France?"))
    body = {"send": {"enabled": True, "min_confidence": 0.3, "channels": ["chat"]}}
    dry = await served.http.put("/v1/policy", params={"dry_run": True}, json=body, headers=served.auth())
    assert dry.status_code == 200, dry.text
    told = dry.json()
    assert told["looked_at"] == 2
    assert told["before"] == {"send": 1, "handoff": 1}
    assert told["after"] == {"handoff": 2}
    assert [c["id"] for c in told["changed"]] == [sent["id"]]
    assert told["changed"][0]["reasons"][0] == "policy_restricted"
    assert (await served.http.get("/v1/policy", headers=served.auth())).json()["version"] == version


@pytest.mark.parametrize(
    ("send", "where"),
    [
        ({"min_confidence": 2}, "send.min_confidence"),
        ({"chanels": []}, "send.chanels"),
        ({"channels": ["fax"]}, "send"),
    ],
)
async def test_a_wrong_policy_is_refused_by_place(served: Served, send: dict[str, Any], where: str) -> None:
    refused = await served.http.put("/v1/policy", json={"send": send}, headers=served.auth())
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["where"].startswith(where)
