"""Summaries through the door: kinds, notes for agents only, and a closing that becomes a resolution."""

from typing import Any

from copilot.domain import Role
from tests.api.conftest import Served, read_events
from tests.conftest import Client

NOTE = "SECRET-NOTE: goodwill up to 40 EUR."
CONVERSATION: dict[str, Any] = {
    "id": "c-1",
    "channel": "email",
    "messages": [
        {"id": "a", "author": "customer", "text": "My machine shows E3 and no water comes out."},
        {"id": "n", "author": "agent", "text": NOTE, "private": True},
        {"id": "b", "author": "agent", "text": "Please take out the filter cartridge and switch it on again."},
        {"id": "c", "author": "customer", "text": "Thank you, it works now!"},
    ],
}
CUSTOMER = {"id": "cus-1", "name": "Hannah Whitcombe", "verified": "attested", "attributes": {"plan": "Duo"}}


def body(**more: Any) -> dict[str, Any]:
    return {"conversation": CONVERSATION, "customer": CUSTOMER, "want": ["summary"], **more}


async def test_a_closing_is_put_as_a_resolution_as_it_comes(client: Client) -> None:
    agent, admin = client.auth("agent"), client.auth("admin")
    answer = await client.http.post("/v1/assist", json=body(summary_kind="closing"), headers=agent)
    assert answer.status_code == 200, answer.text
    summary = answer.json()["summary"]
    assert summary["kind"] == "closing"
    resolution = summary["closing"]["resolution"]
    put = await client.http.put("/v1/resolutions/c-1", json=resolution, headers=admin)
    assert put.status_code in (200, 201), put.text
    stored = await client.http.get("/v1/resolutions/c-1", headers=admin)
    assert "filter cartridge" in stored.text
    assert "SECRET" not in stored.text


async def test_a_summary_alone_searches_for_nothing(served: Served) -> None:
    alone = (await served.http.post("/v1/assist", json=body(), headers=served.auth("agent"))).json()
    assert (alone["sources"], alone["reasons"]) == ([], [])
    both = body() | {"want": ["summary", "replies"]}
    more = (await served.http.post("/v1/assist", json=both, headers=served.auth("agent"))).json()
    assert more["sources"] or more["reasons"], "it was searched, and what came of it is told"
    assert alone["summary"] == more["summary"]


async def test_notes_are_for_agents_and_not_for_bots(client: Client) -> None:
    roles: dict[Role, list[str]] = {"agent": [NOTE], "bot": []}
    for role, told in roles.items():
        answer = await client.http.post("/v1/assist", json=body(), headers=client.auth(role))
        assert answer.json()["summary"]["notes"] == told, role
        assert ("SECRET" in answer.text) == bool(told), role
    draft = {"conversation": CONVERSATION, "customer": CUSTOMER}
    answer = await client.http.post("/v1/drafts", json=draft, headers=client.auth("bot"))
    package = answer.json()["handoff"]
    assert package["summary"]["facts"], "the package has them"
    assert "issue" in package["summary"]["evidence"]
    assert "SECRET" not in answer.text


async def test_events_carry_the_kind_and_the_readers_language(served: Served) -> None:
    headers = {**served.auth("agent"), "Accept": "text/event-stream"}
    asked = body(summary_kind="handover", reader_language="de")
    async with served.http.stream("POST", "/v1/assist", json=asked, headers=headers) as response:
        found = {name: data async for name, data, _ in read_events(response)}
    assert found["summary"] == found["done"]["summary"]
    assert found["summary"]["language"] == "de"
    assert found["summary"]["next_step"].startswith("Dem Kunden antworten")


async def test_a_kind_or_language_that_is_none_is_refused(client: Client) -> None:
    for wrong in ({"summary_kind": "poem"}, {"reader_language": "in my own words"}):
        answer = await client.http.post("/v1/assist", json=body(**wrong), headers=client.auth("agent"))
        assert answer.status_code == 400, answer.text
