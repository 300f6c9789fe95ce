"""A customer's ledger over HTTP: from the record and stored conversations, gone with the customer, apart by tenant."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.api.conftest import Served
from tests.conftest import Client

AGO = datetime.now(UTC) - timedelta(days=20)
HISTORY: list[dict[str, Any]] = [
    {
        "channel": "phone",
        "at": AGO.isoformat(),
        "messages": [{"author": "agent", "text": "I'll call you back tomorrow. Owen", "sent_at": AGO.isoformat()}],
    }
]
LATER = (AGO + timedelta(days=2)).isoformat()
THREAD: dict[str, Any] = {
    "channel": "chat",
    "messages": [
        {"author": "customer", "text": "I already restarted it, no change.", "sent_at": LATER, "id": "a"},
        {"author": "agent", "text": "I'll refund him tomorrow, SECRET.", "private": True, "sent_at": LATER, "id": "n"},
        {"author": "agent", "text": "We will send you a new lid within two weeks.", "sent_at": LATER, "id": "b"},
    ],
}


async def _put(client: Client | Served, conversation: str = "k1") -> None:
    http, auth = client.http, client.auth()
    put = await http.put("/v1/customers/c%2F1", json={"name": "Ada", "history": HISTORY}, headers=auth)
    assert put.is_success
    body = {"conversation": THREAD, "customer_id": "c/1"}
    assert (await http.put(f"/v1/conversations/{conversation}", json=body, headers=auth)).is_success


async def test_the_ledger_joins_the_record_and_stored_conversations(client: Client) -> None:
    await _put(client)
    got = await client.http.get("/v1/customers/c%2F1/ledger", headers=client.auth("agent"))
    assert got.status_code == 200
    told = got.json()
    assert [(p["status"], p["channel"], p["conversation_id"]) for p in told["promises"]] == [
        ("overdue", "phone", None),
        ("overdue", "chat", "k1"),
    ]
    call, lid = told["promises"]
    assert (call["by"], call["due"], call["where"]["history"]) == ("Owen", "tomorrow", 0)
    assert call["due_on"] == (AGO + timedelta(days=1)).date().isoformat()
    assert (lid["where"]["message_id"], lid["overdue"]) == ("b", True)
    assert [(s["what"], s["result"], s["channel"]) for s in told["steps"]] == [
        ("I already restarted it, no change.", "no_effect", "chat")
    ]
    assert "SECRET" not in got.text


async def test_a_message_that_keeps_the_promise_settles_it(client: Client) -> None:
    await _put(client)
    said = {"author": "agent", "text": "The new lid was shipped today."}
    assert (await client.http.post("/v1/conversations/k1/messages", json=said, headers=client.auth())).is_success
    told = (await client.http.get("/v1/customers/c%2F1/ledger", headers=client.auth())).json()
    assert {p["channel"]: p["status"] for p in told["promises"]} == {"phone": "overdue", "chat": "kept"}
    assert told["promises"][1]["kept_by"] == "The new lid was shipped today."


async def test_conversations_alone_make_a_ledger_and_it_goes_with_the_customer(client: Client) -> None:
    body = {"conversation": THREAD, "customer_id": "c2"}
    await client.http.put("/v1/conversations/k2", json=body, headers=client.auth())
    path = "/v1/customers/c2/ledger"
    assert len((await client.http.get(path, headers=client.auth())).json()["promises"]) == 1
    assert (await client.http.delete("/v1/customers/c2", headers=client.auth())).status_code == 204
    assert (await client.http.get(path, headers=client.auth())).status_code == 404


async def test_a_conversation_that_went_to_another_customer_leaves_the_ledger(client: Client) -> None:
    await _put(client)
    moved = {"conversation": THREAD, "customer_id": "c9"}
    assert (await client.http.put("/v1/conversations/k1", json=moved, headers=client.auth())).is_success
    told = (await client.http.get("/v1/customers/c%2F1/ledger", headers=client.auth())).json()
    assert [p["channel"] for p in told["promises"]] == ["phone"]


async def test_an_overdue_promise_is_the_first_next_action_and_stands_in_the_summary(client: Client) -> None:
    await _put(client)
    action = {"label": "Call the customer back", "team": "desk"}
    assert (await client.http.put("/v1/actions/call_customer", json=action, headers=client.auth())).is_success
    asked = {"author": "customer", "text": "Is there any news on the cracked lid of my kettle?"}
    assert (await client.http.post("/v1/conversations/k1/messages", json=asked, headers=client.auth())).is_success
    answer = (await client.http.post("/v1/assist", json={"conversation_id": "k1"}, headers=client.auth())).json()
    assert [p["overdue"] for p in answer["summary"]["promises"]] == [True, True]
    assert answer["next_actions"][0]["action"] == "call_customer"
    assert answer["next_actions"][0]["origin"] == "due"
