"""Bad input: each gets a problem that says what is wrong and where."""

import json
from typing import Any

import pytest

from tests.conftest import Client

MESSAGE = {"author": "customer", "text": "Hello?"}


def thread(**change: Any) -> dict[str, Any]:
    return {"conversation": {"channel": "chat", "messages": [MESSAGE]} | change}


BAD: dict[str, tuple[str, str, Any, int, str]] = {
    "malformed JSON": ("POST", "/v1/assist", b'{"conversation": {', 400, "body"),
    "JSON of another shape": ("POST", "/v1/assist", b"[]", 400, "body"),
    "no body": ("POST", "/v1/assist", b"", 400, "body"),
    "not UTF-8": ("POST", "/v1/search", b'{"query": "\xff"}', 400, "body"),
    "half a surrogate": ("POST", "/v1/search", b'{"query": "\\ud800"}', 400, "body"),
    "nested without end": ("POST", "/v1/search", b'{"query":' + b"[" * 100_000, 400, "body"),
    "neither conversation nor id": ("POST", "/v1/assist", {}, 400, "body"),
    "unknown field": ("POST", "/v1/assist", thread() | {"wnat": ["replies"]}, 400, "wnat"),
    "unknown field deep down": ("POST", "/v1/assist", thread(colour="red"), 400, "conversation.colour"),
    "empty conversation": ("POST", "/v1/assist", thread(messages=[]), 400, "conversation.messages"),
    "10,000 messages": ("POST", "/v1/assist", thread(messages=[MESSAGE] * 10_000), 400, "conversation.messages"),
    "a message of 1 MB": (
        "POST",
        "/v1/assist",
        thread(messages=[MESSAGE, MESSAGE | {"text": "x" * 1_000_000}]),
        400,
        "conversation.messages[1].text",
    ),
    "wrong author": (
        "POST",
        "/v1/assist",
        thread(messages=[{"author": "boss", "text": "x"}]),
        400,
        "conversation.messages[0].author",
    ),
    "no channel": ("POST", "/v1/assist", {"conversation": {"messages": [MESSAGE]}}, 400, "conversation.channel"),
    "a number as text": ("POST", "/v1/assist", thread() | {"max_replies": "3"}, 400, "max_replies"),
    "a text as truth": ("POST", "/v1/assist", thread(public="yes"), 400, "conversation.public"),
    "a time without zone": ("POST", "/v1/search", {"query": "x", "as_of": "2026-01-01T00:00:00"}, 400, "as_of"),
    "a time before the calendar": (
        "POST",
        "/v1/assist",
        thread(messages=[MESSAGE | {"sent_at": "0001-01-01T00:00:00+14:00"}]),
        400,
        "conversation.messages[0].sent_at",
    ),
    "a time after the calendar": (
        "PUT",
        "/v1/conversations/a",
        thread() | {"updated_at": "9999-12-31T23:59:59-12:00"},
        400,
        "updated_at",
    ),
    "two messages of one id": (
        "POST",
        "/v1/assist",
        thread(messages=[MESSAGE | {"id": "a"}, MESSAGE | {"id": "a"}]),
        400,
        "conversation.messages",
    ),
    "both query and conversation": ("POST", "/v1/search", thread() | {"query": "x"}, 400, "body"),
    "unknown kind": ("POST", "/v1/search", {"query": "x", "kinds": ["tweet"]}, 400, "kinds[0]"),
    "a limit without bounds": ("POST", "/v1/search", {"query": "x", "limit": 10**9}, 400, "limit"),
    "an article without body": ("PUT", "/v1/articles/a", {"title": "T"}, 400, "body"),
    "an article with an id of its own": ("PUT", "/v1/articles/a", {"id": "b", "title": "T", "body": "x"}, 400, "id"),
    "a rating of six": (
        "PUT",
        "/v1/resolutions/r",
        {"messages": [MESSAGE], "outcome": {"rating": 6}},
        400,
        "outcome.rating",
    ),
    "an action's bad name": ("PUT", "/v1/actions/Refund!", {"label": "x"}, 400, "path.name"),
    "an action whose schema is none": (
        "PUT",
        "/v1/actions/refund",
        {"label": "x", "parameters": {"type": "object", "properties": {"a": {"type": "zonk"}}}},
        400,
        "parameters.properties.a.type",
    ),
    "an action whose schema is elsewhere": (
        "PUT",
        "/v1/actions/refund",
        {"label": "x", "parameters": {"type": "object", "$ref": "http://10.0.0.1/x"}},
        400,
        "parameters",
    ),
    "a confidence above one": ("PUT", "/v1/policy", {"send": {"min_confidence": 1.5}}, 400, "send.min_confidence"),
    "another id than the path's": (
        "PUT",
        "/v1/conversations/a",
        thread(id="b"),
        400,
        "conversation.id",
    ),
    "a slash in a conversation's id": ("GET", "/v1/conversations/a%2Fb", None, 400, "path.conversation_id"),
}


@pytest.mark.parametrize("name", BAD)
async def test_bad_input_is_refused_with_its_place(client: Client, name: str) -> None:
    method, path, body, status, where = BAD[name]
    content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    headers = client.auth() | {"Content-Type": "application/json"}
    answer = await client.http.request(method, path, content=content, headers=headers)
    problem = answer.json()
    assert answer.status_code == status, problem
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["status"] == status
    assert problem["title"] == "Bad Request"
    assert problem["type"].startswith("urn:copilot:problem:")
    assert problem["detail"]
    assert where in [e["where"] for e in problem["errors"]], problem


async def test_ten_thousand_faults_are_told_in_twenty(client: Client) -> None:
    body = thread(messages=[{"author": "boss", "text": "x"}] * 2000)
    answer = await client.http.post("/v1/assist", json=body, headers=client.auth())
    assert len(answer.json()["errors"]) == 20
    assert "and 1999 more" in answer.json()["detail"]


async def test_a_refusal_does_not_repeat_what_was_sent(client: Client) -> None:
    secret = "4111-1111-1111-1111"
    answer = await client.http.post(
        "/v1/assist", json=thread(messages=[{"author": secret, "text": secret}]), headers=client.auth()
    )
    assert answer.status_code == 400
    assert secret not in answer.text


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data", 415),
        ("application/json; charset=utf-8", 200),
        ("application/vnd.x+json", 200),
    ],
)
async def test_only_json_is_json(client: Client, kind: str, status: int) -> None:
    headers = client.auth() | {"Content-Type": kind}
    answer = await client.http.post("/v1/search", content=b'{"query": "x"}', headers=headers)
    assert answer.status_code == status
