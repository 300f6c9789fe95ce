"""Live conversations, customers, actions and policy over HTTP."""

import asyncio
from typing import Any

from tests.api.conftest import Served, read_events
from tests.conftest import Client

THREAD: dict[str, Any] = {
    "channel": "chat",
    "subject": "Late parcel",
    "messages": [
        {"author": "customer", "text": "Where is my parcel?", "id": "a"},
        {"author": "agent", "text": "She is difficult.", "private": True, "id": "b"},
    ],
}


async def test_a_conversation_comes_in_is_listed_and_grows(client: Client) -> None:
    http, auth = client.http, client.auth()
    assert (await http.put("/v1/customers/c1", json={"name": "Ada"}, headers=auth)).status_code == 201
    put = await http.put("/v1/conversations/k1", json={"conversation": THREAD, "customer_id": "c1"}, headers=auth)
    assert put.status_code == 200
    sent = await http.post(
        "/v1/conversations/k1/messages", json={"author": "agent", "text": "On its way."}, headers=auth
    )
    assert sent.status_code == 201
    assert sent.json()["id"]
    assert sent.json()["sent_at"]
    got = (await http.get("/v1/conversations/k1", headers=client.auth("agent"))).json()
    assert [m["text"] for m in got["conversation"]["messages"]][-1] == "On its way."
    assert got["customer"]["name"] == "Ada"
    assert got["status"] == "open"
    (head,) = (await http.get("/v1/conversations", headers=client.auth("agent"))).json()["conversations"]
    assert (head["id"], head["customer_name"], head["last_text"]) == ("k1", "Ada", "On its way.")


async def test_the_first_and_the_last_moment_there_are_can_be_listed_and_summed_up(client: Client) -> None:
    for name, at in [("first", "0001-01-01T00:00:00Z"), ("last", "9999-12-31T23:59:59.999999Z")]:
        thread = {"channel": "chat", "messages": [{"author": "customer", "text": "Where is it?", "sent_at": at}]}
        path = f"/v1/conversations/{name}"
        put = await client.http.put(path, json={"conversation": thread}, headers=client.auth())
        assert put.status_code == 200
        answer = await client.http.post("/v1/assist", json={"conversation_id": name}, headers=client.auth())
        assert answer.json()["summary"]
    heads = (await client.http.get("/v1/conversations", headers=client.auth())).json()["conversations"]
    assert [head["id"] for head in heads] == ["last", "first"]


async def test_a_bot_reads_no_private_notes(client: Client) -> None:
    await client.http.put("/v1/conversations/k1", json={"conversation": THREAD}, headers=client.auth())
    for role, expected in [("agent", ["a", "b"]), ("bot", ["a"])]:
        got = (await client.http.get("/v1/conversations/k1", headers=client.auth(role))).json()  # type: ignore[arg-type]
        assert [m["id"] for m in got["conversation"]["messages"]] == expected


async def test_whoever_watches_gets_each_message_once_and_bots_get_no_notes(served: Served) -> None:
    await served.http.put("/v1/conversations/k1", json={"conversation": THREAD}, headers=served.auth())
    path = "/v1/conversations/k1/messages"
    for role, expected in [("agent", ["x", "note", "y"]), ("bot", ["x", "y"])]:
        got: list[str] = []
        headers = served.auth(role)  # type: ignore[arg-type]
        watch = served.http.stream("GET", "/v1/conversations/k1/events", headers=headers)
        async with asyncio.timeout(30), watch as response:
            async for name, data, event_id in read_events(response):
                if name == "open":
                    for text, private in [("x", False), ("note", True), ("y", False)]:
                        message = {"author": "agent", "text": text, "private": private}
                        await served.http.post(path, json=message, headers=served.auth())
                else:
                    assert name == "message"
                    assert data["id"] == event_id
                    got.append(data["text"])
                if got and got[-1] == "y":
                    break
        assert got == expected


async def test_what_is_not_there_is_404(client: Client) -> None:
    message = {"author": "agent", "text": "Hello"}
    for method, path, body in [
        ("GET", "/v1/conversations/none", None),
        ("GET", "/v1/conversations/none/events", None),
        ("POST", "/v1/conversations/none/messages", message),
        ("GET", "/v1/customers/none", None),
        ("GET", "/v1/customers/none/ledger", None),
        ("DELETE", "/v1/customers/none", None),
        ("GET", "/v1/actions/none", None),
        ("DELETE", "/v1/actions/none", None),
    ]:
        answer = await client.http.request(method, path, json=body, headers=client.auth())
        assert (answer.status_code, answer.json()["status"]) == (404, 404), path


async def test_a_deleted_customer_is_gone_with_the_conversations(client: Client) -> None:
    http, auth = client.http, client.auth()
    assert (await http.put("/v1/customers/shop%2F7", json={"name": "Ada"}, headers=auth)).json()["id"] == "shop/7"
    await http.put("/v1/conversations/k1", json={"conversation": THREAD, "customer_id": "shop/7"}, headers=auth)
    assert (await http.delete("/v1/customers/shop%2F7", headers=auth)).status_code == 204
    assert (await http.get("/v1/customers/shop%2F7", headers=auth)).status_code == 404
    assert (await http.get("/v1/conversations/k1", headers=auth)).status_code == 404


async def test_actions_are_put_listed_and_deleted(client: Client) -> None:
    http, auth = client.http, client.auth()
    body = {
        "label": "Refund",
        "when": "The parcel is lost",
        "parameters": {"type": "object", "properties": {"amount": {"type": "number"}}, "required": ["amount"]},
    }
    assert (await http.put("/v1/actions/refund", json=body, headers=auth)).status_code == 201
    again = await http.put("/v1/actions/refund", json=body | {"team": "billing"}, headers=auth)
    assert (again.status_code, again.json()["team"]) == (200, "billing")
    (listed,) = (await http.get("/v1/actions", headers=client.auth("agent"))).json()["actions"]
    assert listed == again.json() == (await http.get("/v1/actions/refund", headers=auth)).json()
    assert (await http.delete("/v1/actions/refund", headers=auth)).status_code == 204
    assert (await http.get("/v1/actions", headers=auth)).json() == {"actions": []}


async def test_a_policy_is_careful_until_it_is_put_and_counts_its_changes(client: Client) -> None:
    http = client.http
    before = (await http.get("/v1/policy", headers=client.auth("bot"))).json()
    assert (before["send"]["enabled"], before["version"]) == (False, 0)
    put = await http.put("/v1/policy", json={"brand": "Acme", "send": {"enabled": True}}, headers=client.auth())
    assert put.json()["version"] == 1
    assert (await http.get("/v1/policy", headers=client.auth("agent"))).json() == put.json()
    assert (await http.get("/v1/me", headers=client.auth("agent"))).json()["brand"] == "Acme"


async def test_a_watch_ends_when_its_key_is_revoked_and_tells_nothing_more(served: Served) -> None:
    await served.http.put("/v1/conversations/k1", json={"conversation": THREAD}, headers=served.auth())
    key_id, key = await served.parts.keys.create("acme", "agent")
    watch = served.http.stream("GET", "/v1/conversations/k1/events", headers={"Authorization": f"Bearer {key}"})
    got = []
    async with asyncio.timeout(30), watch as response:
        async for name, data, _ in read_events(response):
            got.append((name, data.get("status")))
            if name == "open":
                assert await served.parts.keys.revoke(key_id)
                message = {"author": "customer", "text": "My card is 4111."}
                await served.http.post("/v1/conversations/k1/messages", json=message, headers=served.auth())
    assert got == [("open", None), ("problem", 401)]


async def test_a_rule_for_an_action_that_is_not_in_the_catalogue_is_refused_also_in_a_dry_run(client: Client) -> None:
    rule = {"when": {"moods": ["angry"]}, "action": "calm_down", "reason": "They are angry."}
    body = {"actions": {"rules": [rule]}}
    for query in ("", "?dry_run=true"):
        refused = await client.http.put(f"/v1/policy{query}", json=body, headers=client.auth())
        assert refused.status_code == 400
        assert "actions.rules[0].action: 'calm_down' is not in the catalogue" in refused.json()["detail"]
    await client.http.put("/v1/actions/calm_down", json={"label": "Calm down"}, headers=client.auth())
    assert (await client.http.put("/v1/policy", json=body, headers=client.auth())).status_code == 200
    silent = {"label": "x", "unless": [{}]}
    refused = await client.http.put("/v1/actions/x", json=silent, headers=client.auth())
    assert (refused.status_code, "unless[0]" in refused.json()["detail"]) == (400, True)
