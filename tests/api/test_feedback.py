"""What became of suggestions, and what was done: told over HTTP, counted once, learned from, erased."""

from typing import Any

import pytest

from copilot.domain import Customer
from copilot.engines import PrivateValkey
from copilot.state.redis import open_redis
from tests.conftest import Client

REPLY = "You can return the order within 30 days; the label is free, and I have sent it to you by e-mail today."
THREAD = {
    "channel": "chat",
    "messages": [
        {"id": "a", "author": "customer", "text": "I want to return PW-371520."},
        {"id": "b", "author": "agent", "text": "Here is your label."},
    ],
}
LABEL = {"action": "create_return_label", "arguments": {"order_id": "PW-371520"}}


async def tell(client: Client, body: dict[str, Any], *, agent: str = "maya", other: bool = False) -> dict[str, Any]:
    headers = client.auth("agent", other=other) | {"Copilot-Agent": agent}
    answer = await client.http.post("/v1/feedback", json={"answer_id": "ans_1"} | body, headers=headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def figures(client: Client, query: str = "", role: Any = "admin", *, agent: str = "maya") -> list[dict[str, Any]]:
    headers = client.auth(role) | {"Copilot-Agent": agent}
    answer = await client.http.get(f"/v1/feedback/figures{query}", headers=headers)
    assert answer.status_code == 200, answer.text
    days: list[dict[str, Any]] = answer.json()["days"]
    return days


async def stored(client: Client, name: str = "c1", customer: str | None = "cus-1") -> None:
    body = {"conversation": THREAD, "customer_id": customer}
    assert (await client.http.put(f"/v1/conversations/{name}", json=body, headers=client.auth())).is_success


@pytest.mark.parametrize(
    ("sent", "event"),
    [
        (REPLY, "used"),
        (REPLY.replace(", and", " -  AND"), "used"),
        ("Hi Hannah! " + REPLY.replace("today", "this morning"), "edited"),
        ("We have no record of this. Which machine is it?", "ignored"),
        ("", "ignored"),
    ],
)
async def test_what_was_sent_tells_whether_a_reply_was_used(client: Client, sent: str, event: str) -> None:
    shown = [{"id": "r1", "text": "Which machine do you have at home?"}, {"id": "r2", "text": REPLY}]
    taken = await tell(client, {"sent": sent, "replies": shown})
    assert taken["event"] == event
    assert taken["reply_id"] == (None if event == "ignored" else "r2")
    again = await tell(client, {"sent": sent, "replies": shown})
    assert again["new"] is False


async def test_told_again_is_counted_once_and_figures_are_by_person(client: Client) -> None:
    for _ in range(3):
        await tell(client, {"event": "used", "reply_id": "r1"})
    await tell(client, {"event": "dismissed", "reply_id": "r2"})
    await tell(client, {"event": "shown", "reply_id": "r1"}, agent="owen")
    mine, owens = await figures(client)
    assert (mine["agent"], mine["used"], mine["dismissed"], mine["acceptance"]) == ("maya", 1, 1, 0.5)
    assert (owens["agent"], owens["shown"], owens["acceptance"]) == ("owen", 1, None)
    assert [d["agent"] for d in await figures(client, role="agent", agent="owen")] == ["owen"]
    headers = client.auth("agent") | {"Copilot-Agent": "owen"}
    assert (await client.http.get("/v1/feedback/figures?agent=maya", headers=headers)).status_code == 403
    assert [d["agent"] for d in await figures(client, "?agent=maya&days=2")] == ["maya"]


async def test_what_was_done_stands_in_the_conversation_and_in_its_resolution(client: Client) -> None:
    await stored(client)
    done = {"conversation_id": "c1", "done": LABEL}
    assert (await tell(client, done))["kept"] is True
    assert (await tell(client, done))["new"] is False
    got = await client.http.get("/v1/conversations/c1", headers=client.auth("agent"))
    assert got.json()["conversation"]["actions"] == [LABEL | {"after": "b"}]
    ((name, actions),) = await client.parts.feedback.examples("acme")
    assert (name, [a.action for a in actions], actions[0].after) == ("c1", ["create_return_label"], "b")
    body = {"messages": THREAD["messages"]}
    assert (await client.http.put("/v1/resolutions/c1", json=body, headers=client.auth())).is_success
    kept = (await client.http.get("/v1/resolutions/c1", headers=client.auth())).json()
    assert kept["actions"] == [LABEL | {"after": "b"}]


async def test_of_a_conversation_that_is_not_stored_only_the_count_is_kept(client: Client) -> None:
    assert (await tell(client, {"conversation_id": "elsewhere", "done": LABEL}))["kept"] is False
    assert (await figures(client))[0]["done"] == 1
    assert await client.parts.feedback.examples("acme") == []


async def test_no_text_is_kept_and_all_of_a_customer_is_erased(client: Client) -> None:
    await client.parts.customers.put("acme", "cus-1", Customer(name="Hannah"))
    await stored(client)
    secret = "zanzibar-secret"
    shown = [{"id": "r1", "text": f"Your word is {secret} as agreed."}]
    await tell(client, {"conversation_id": "c1", "sent": f"Your word is {secret} as agreed.", "replies": shown})
    await tell(client, {"conversation_id": "c1", "done": LABEL | {"arguments": {"order_id": "PW-371520"}}})
    held = await everything(client)
    assert secret not in held
    assert "PW-371520" in held
    gone = await client.http.delete("/v1/customers/cus-1", headers=client.auth())
    assert gone.status_code == 204
    held = await everything(client)
    assert "PW-371520" not in held
    assert "cus-1" not in held
    assert "c1" not in [line.rpartition(":")[2] for line in held.splitlines()]


async def everything(client: Client) -> str:
    """All that Redis holds of the tenant, keys and values."""
    redis, out = client.parts.redis, []
    async for key in redis.scan_iter("cp:{acme}:*"):
        kind = await redis.type(key)
        out.append(str(key))
        if kind == "string":
            out.append(str(await redis.get(key)))
        elif kind == "hash":
            out.append(str(await redis.hgetall(key)))
        elif kind == "set":
            out.append(str(await redis.smembers(key)))
    return "\n".join(out)


async def test_another_tenant_neither_sees_nor_changes_it(client: Client) -> None:
    await stored(client)
    await tell(client, {"conversation_id": "c1", "done": LABEL})
    assert (await tell(client, {"conversation_id": "c1", "done": LABEL}, other=True))["kept"] is False
    assert [d["done"] for d in await figures(client)] == [1]
    theirs = await client.http.get("/v1/feedback/figures", headers=client.auth("admin", other=True))
    assert [d["done"] for d in theirs.json()["days"]] == [1]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"event": "used"},
        {"event": "used", "reply_id": "r", "done": LABEL},
        {"event": "liked", "reply_id": "r"},
        {"sent": 7},
        {"event": "shown", "text": "x"},
        {"done": {"action": "a", "arguments": {"note": "x" * 20_000}}},
    ],
)
async def test_what_says_nothing_or_too_much_is_refused(client: Client, body: dict[str, Any]) -> None:
    answer = await client.http.post("/v1/feedback", json={"answer_id": "a"} | body, headers=client.auth("agent"))
    assert answer.status_code == 400, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


async def test_without_redis_it_says_so(client: Client, mortal: PrivateValkey) -> None:
    client.parts.feedback = type(client.parts.feedback)(open_redis(mortal.url))
    await tell(client, {"event": "shown", "reply_id": "r1"})
    mortal.stop()
    answer = await client.http.post(
        "/v1/feedback", json={"answer_id": "a", "event": "shown"}, headers=client.auth("agent")
    )
    assert answer.status_code == 503
