"""``POST /v1/search``: what is found, for whom, and why there is nothing."""

from typing import Any

import pytest_asyncio

from tests.conftest import Client

ARTICLES: dict[str, dict[str, Any]] = {
    "returns": {"title": "Returns", "body": "You can send back what you bought within 30 days.", "tags": ["shop"]},
    "shipping": {"title": "Shipping", "body": "Parcels take two working days within the country.", "tags": ["post"]},
    "margins": {
        "title": "Goodwill",
        "body": "Agents may refund up to 15 EUR for late parcels.",
        "visibility": "internal",
    },
    "german": {
        "title": "Rückgabe",
        "body": "Sie können Ihre Ware innerhalb von 30 Tagen zurücksenden.",
        "language": "de",
    },
    "uk": {"title": "Parcels in the UK", "body": "A parcel in the UK is left with a neighbour.", "tags": ["market:uk"]},
    "expired": {
        "title": "Old returns",
        "body": "You can send back goods within 14 days.",
        "valid_until": "2024-01-01T00:00:00Z",
    },
}
RESOLUTION = {
    "messages": [
        {"author": "customer", "text": "My parcel is three days late, what now?"},
        {"author": "agent", "text": "I have refunded the shipping costs, and the parcel arrives tomorrow."},
    ],
}


@pytest_asyncio.fixture
async def taught(client: Client) -> Client:
    for name, body in ARTICLES.items():
        assert (await client.http.put(f"/v1/articles/{name}", json=body, headers=client.auth())).status_code == 201
    answer = await client.http.put("/v1/resolutions/late", json=RESOLUTION, headers=client.auth())
    assert answer.status_code == 201
    return client


async def find(client: Client, role: Any = "agent", **body: Any) -> tuple[list[str], dict[str, Any]]:
    answer = await client.http.post("/v1/search", json={"below_floor": True} | body, headers=client.auth(role))
    assert answer.status_code == 200, answer.text
    found = answer.json()
    return [p["source_id"] for p in found["passages"]], found


async def test_the_best_comes_first_with_where_it_stands(taught: Client) -> None:
    names, found = await find(taught, query="How long may I send something back?", kinds=["article"], explain=True)
    assert names[0] == "returns"
    best = found["passages"][0]
    assert best["text"] in ARTICLES["returns"]["body"]
    assert best["passage_id"].startswith("article:returns#")
    assert 0 <= best["relevance"] <= 1
    assert best["explain"]["pool"] == "article"
    assert found["reason"] is None
    assert "expired" not in names


async def test_filters_limit_and_kinds_hold(taught: Client) -> None:
    names, _ = await find(taught, query="parcel", filters={"tags": ["post"]}, kinds=["article"])
    assert names == ["shipping"]
    names, _ = await find(taught, query="zurücksenden", filters={"language": "de"}, kinds=["article"])
    assert names == ["german"]
    names, _ = await find(taught, query="parcel", filters={"segments": {"market": "DE"}}, kinds=["article"])
    assert "uk" not in names
    names, _ = await find(taught, query="parcel", filters={"segments": {"market": "UK"}}, kinds=["article"])
    assert "uk" in names
    names, _ = await find(taught, query="late parcel", limit=1)
    assert len(names) == 1
    names, found = await find(taught, query="late parcel", kinds=["resolution"])
    assert names == ["late"]
    assert found["passages"][0]["kind"] == "resolution"


async def test_readers_see_what_is_for_them(taught: Client) -> None:
    assert "margins" in (await find(taught, query="refund late parcels"))[0]
    for role, audience in [("agent", "customer"), ("admin", "public"), ("bot", "customer"), ("bot", None)]:
        names, _ = await find(taught, role, query="refund late parcels", audience=audience)
        assert "margins" not in names, (role, audience)
    assert "late" not in (await find(taught, "bot", query="late parcel"))[0]


async def test_evaluators_look_back_and_leave_out(taught: Client) -> None:
    names, _ = await find(taught, "evaluator", query="send back goods", as_of="2023-06-01T00:00:00Z")
    assert "expired" in names
    names, _ = await find(taught, "evaluator", query="late parcel", kinds=["resolution"], exclude=["late"])
    assert names == []


async def test_a_conversation_is_searched_by_what_it_asks(taught: Client) -> None:
    asked = {"channel": "chat", "messages": [{"author": "customer", "text": "Until when can I send it back?"}]}
    assert (await find(taught, conversation=asked, kinds=["article"]))[0][0] == "returns"
    hi = {"channel": "chat", "messages": [{"author": "customer", "text": "Hi!"}]}
    names, found = await find(taught, conversation=hi)
    assert (names, found["reason"]) == ([], "small_talk")
    ours = {"channel": "chat", "messages": [{"author": "agent", "text": "Is there anything else I can do?"}]}
    names, found = await find(taught, conversation=ours)
    assert (names, found["reason"]) == ([], "no_question")


async def test_an_empty_tenant_says_that_nothing_is_there(client: Client) -> None:
    names, found = await find(client, query="anything")
    assert (names, found["reason"]) == ([], "nothing_indexed")
