"""Who may do what: keys, roles, and what a refusal says."""

import pytest

from copilot.domain import Role
from tests.conftest import ROLES, Client

THREAD = {"channel": "chat", "messages": [{"author": "customer", "text": "Where is my parcel?"}]}

DOORS: list[tuple[str, str, object, set[Role]]] = [
    ("PUT", "/v1/articles/a", {"title": "T", "body": "Words."}, {"admin"}),
    ("GET", "/v1/articles/a", None, {"admin", "agent", "evaluator", "bot"}),
    ("DELETE", "/v1/articles/a", None, {"admin"}),
    ("POST", "/v1/articles:batch", None, {"admin"}),
    ("GET", "/v1/articles?source=s", None, {"admin", "agent", "evaluator"}),
    ("GET", "/v1/resolutions", None, {"admin", "agent", "evaluator"}),
    ("PUT", "/v1/resolutions/r", {"messages": [{"author": "agent", "text": "Done."}]}, {"admin"}),
    ("GET", "/v1/resolutions/r", None, {"admin", "agent", "evaluator"}),
    ("DELETE", "/v1/resolutions/r", None, {"admin"}),
    ("POST", "/v1/resolutions:batch", None, {"admin"}),
    ("POST", "/v1/search", {"query": "parcel"}, {"admin", "agent", "evaluator", "bot"}),
    ("POST", "/v1/search", {"query": "parcel", "audience": "agent"}, {"admin", "agent", "evaluator"}),
    ("POST", "/v1/search", {"query": "parcel", "kinds": ["resolution"]}, {"admin", "agent", "evaluator"}),
    ("POST", "/v1/search", {"query": "parcel", "exclude": ["r"]}, {"admin", "evaluator"}),
    ("POST", "/v1/search", {"query": "parcel", "as_of": "2026-01-01T00:00:00Z"}, {"admin", "evaluator"}),
    ("POST", "/v1/assist", {"conversation": THREAD}, {"admin", "agent", "evaluator", "bot"}),
    ("POST", "/v1/assist", {"conversation": THREAD, "exclude": ["r"]}, {"admin", "evaluator"}),
    ("POST", "/v1/assist", {"conversation": THREAD, "question": "May I?"}, {"admin", "agent", "evaluator"}),
    ("GET", "/v1/actions", None, {"admin", "agent", "evaluator", "bot"}),
    ("PUT", "/v1/actions/refund", {"label": "Refund"}, {"admin"}),
    ("DELETE", "/v1/actions/refund", None, {"admin"}),
    ("GET", "/v1/policy", None, {"admin", "agent", "evaluator", "bot"}),
    ("PUT", "/v1/policy", {}, {"admin"}),
    ("PUT", "/v1/customers/c", {"name": "Ada"}, {"admin"}),
    ("GET", "/v1/customers/c", None, {"admin", "agent", "bot"}),
    ("GET", "/v1/customers/c/ledger", None, {"admin", "agent"}),
    ("DELETE", "/v1/customers/c", None, {"admin"}),
    ("PUT", "/v1/conversations/k", {"conversation": THREAD}, {"admin", "bot"}),
    ("GET", "/v1/conversations", None, {"admin", "agent", "bot"}),
    ("GET", "/v1/conversations/k", None, {"admin", "agent", "bot"}),
    ("POST", "/v1/conversations/k/messages", {"author": "agent", "text": "Hello"}, {"admin", "agent", "bot"}),
    ("POST", "/v1/feedback", {"answer_id": "a", "event": "shown"}, {"admin", "agent", "bot"}),
    ("GET", "/v1/feedback/figures", None, {"admin", "agent"}),
    ("GET", "/v1/me", None, {"admin", "agent", "evaluator", "bot"}),
]


@pytest.mark.parametrize(
    ("method", "path", "body", "allowed"), DOORS, ids=[f"{d[0]} {d[1]} {n}" for n, d in enumerate(DOORS)]
)
async def test_a_role_may_what_it_may_and_a_refusal_says_which_roles_do(
    client: Client, method: str, path: str, body: object, allowed: set[Role]
) -> None:
    for role in ROLES:
        answer = await client.http.request(method, path, json=body, headers=client.auth(role))
        if role in allowed:
            assert answer.status_code not in {401, 403}, (role, answer.text)
            assert answer.status_code < 500, answer.text
        else:
            assert answer.status_code == 403, (role, answer.text)
            assert all(name in answer.json()["detail"] for name in allowed)
    without = await client.http.request(method, path, json=body)
    assert without.status_code == 401


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Basic abc",
        "Bearer cpk_unknown",
        "cpk_x",
        "Bearer " + "k" * 5000,
        "Bearer cpk_" + "0" * 43,
    ],
)
async def test_no_key_or_none_of_ours_is_401_and_says_what_to_send(client: Client, header: str) -> None:
    answer = await client.http.get("/v1/me", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_revoked_key_is_refused_at_the_next_request(client: Client) -> None:
    key_id, key = await client.parts.keys.create("acme", "agent")
    headers = {"Authorization": f"bearer {key}"}
    assert (await client.http.get("/v1/me", headers=headers)).json()["role"] == "agent"
    await client.parts.keys.revoke(key_id)
    assert (await client.http.get("/v1/me", headers=headers)).status_code == 401


async def test_the_key_alone_says_who_one_is(client: Client) -> None:
    me = (await client.http.get("/v1/me", headers=client.auth("bot") | {"Copilot-Agent": "ada"})).json()
    assert (me["tenant"], me["role"], me["agent"]) == ("acme", "bot", "ada")
    assert me["llm"] is False
    assert me["mode"] == "no_llm"
    assert me["knowledge"] == {"articles": 0, "resolutions": 0, "passages": 0}
    assert (await client.http.get("/v1/me", headers=client.auth("bot", other=True))).json()["tenant"] == "globex"


async def test_an_endless_agent_name_is_refused(client: Client) -> None:
    answer = await client.http.get("/v1/me", headers=client.auth() | {"Copilot-Agent": "a" * 129})
    assert answer.status_code == 400
    assert "Copilot-Agent" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics", "/schema", "/schema/openapi.json", "/"])
async def test_what_needs_no_key_is_served_without_one(client: Client, path: str) -> None:
    assert (await client.http.get(path)).status_code == 200
