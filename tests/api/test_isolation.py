"""No door of one tenant ever shows what another put, whatever the two do in whatever order."""

import itertools
import json
from typing import Any
from urllib.parse import quote

import httpx2
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import Client

NAMES = ("a", "docs/2fa", "übung")
"""Of three lengths, which name the conversations."""
MARKS = ("quokkafern", "narwhalmoss")
"""A word for each tenant that stands in all it puts, and in nothing else."""
_numbers = itertools.count()

Op = tuple[int, str, str]
ops = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(
            [
                "article",
                "internal",
                "batch",
                "resolution",
                "customer",
                "conversation",
                "message",
                "action",
                "policy",
                "delete",
            ]
        ),
        st.sampled_from(NAMES),
    ),
    min_size=2,
    max_size=10,
)


def thread(mark: str) -> dict[str, Any]:
    return {
        "channel": "chat",
        "subject": f"The {mark}",
        "messages": [
            {"author": "customer", "text": f"How do I repair my {mark}?"},
            {"author": "agent", "text": f"Turn the {mark} upside down for an hour, then start it again."},
        ],
    }


class Tenant:
    """One tenant's client, and what it should find."""

    def __init__(self, http: httpx2.AsyncClient, key: str, mark: str, other: str) -> None:
        self._http, self._auth = http, {"Authorization": f"Bearer {key}"}
        self.mark, self._other = mark, other
        self.mine: set[str] = set()
        """Paths that hold something of this tenant."""

    async def ask(self, method: str, path: str, body: Any = None, **headers: str) -> httpx2.Response:
        content = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        answer = await self._http.request(method, path, content=content, headers=self._auth | headers)
        assert answer.status_code < 500, answer.text
        assert self._other not in answer.text, f"{method} {path} shows the other tenant's words"
        return answer

    async def put(self, path: str, body: Any) -> None:
        assert (await self.ask("PUT", path, body)).is_success
        self.mine.add(path)

    async def do(self, kind: str, name: str) -> None:
        mark, n = self.mark, quote(name, safe="")
        article = {"title": f"The {mark}", "body": f"To repair a {mark}, turn it upside down for an hour."}
        if kind in {"article", "internal"}:
            visibility = "internal" if kind == "internal" else "public"
            await self.put(f"/v1/articles/{n}", article | {"visibility": visibility})
        elif kind == "batch":
            row = json.dumps(article | {"id": name, "tags": ["batch"]}).encode()
            assert b'"error"' not in (await self.ask("POST", "/v1/articles:batch", row)).content
            self.mine.add(f"/v1/articles/{n}")
        elif kind == "resolution":
            body = thread(mark)
            await self.put(f"/v1/resolutions/{n}", {"messages": body["messages"], "actions": [{"action": "swap"}]})
        elif kind == "customer":
            await self.put(f"/v1/customers/{n}", {"name": mark, "attributes": {"device": mark}})
        elif kind == "conversation":
            await self.put(f"/v1/conversations/{len(name)}", {"conversation": thread(mark), "customer_id": name})
        elif kind == "message":
            path = f"/v1/conversations/{len(name)}"
            sent = await self.ask("POST", f"{path}/messages", {"author": "customer", "text": f"My {mark}!"})
            assert sent.status_code == (201 if path in self.mine else 404)
        elif kind == "action":
            await self.put("/v1/actions/swap", {"label": f"Swap the {mark}"})
        elif kind == "policy":
            assert (await self.ask("PUT", "/v1/policy", {"brand": mark, "tone": mark})).is_success
        else:
            for path in (f"/v1/articles/{n}", f"/v1/resolutions/{n}"):
                gone = await self.ask("DELETE", path)
                assert gone.status_code == (204 if path in self.mine else 404)
                self.mine.discard(path)

    async def look_everywhere(self) -> None:
        """Every door that reads, asked for the other's words too."""
        names = [quote(name, safe="") for name in NAMES]
        paths = [f"/v1/{room}/{n}" for room in ("articles", "resolutions", "customers") for n in names]
        paths += [f"/v1/conversations/{len(name)}" for name in NAMES] + ["/v1/actions/swap"]
        for path in paths:
            got = await self.ask("GET", path)
            assert got.status_code == (200 if path in self.mine else 404), path
        for path in ("/v1/conversations", "/v1/actions", "/v1/policy", "/v1/me", "/v1/feedback/figures"):
            assert (await self.ask("GET", path)).status_code == 200
        counts = (await self.ask("GET", "/v1/me")).json()["knowledge"]
        assert counts["articles"] == sum("/articles/" in path for path in self.mine)
        assert counts["resolutions"] == sum("/resolutions/" in path for path in self.mine)
        for asked in (f"repair {self.mark}", "repair the other thing, upside down for an hour"):
            found = await self.ask("POST", "/v1/search", {"query": asked, "limit": 50, "below_floor": True})
            assert len(found.json()["passages"]) <= len(self.mine)
            conversation = {"channel": "chat", "messages": [{"author": "customer", "text": f"How do I {asked}?"}]}
            for accept in ("application/json", "text/event-stream"):
                await self.ask("POST", "/v1/assist", {"conversation": conversation}, Accept=accept)
        for name in NAMES:
            path = f"/v1/conversations/{len(name)}"
            helped = await self.ask("POST", "/v1/assist", {"conversation_id": str(len(name))})
            assert helped.status_code == (200 if path in self.mine else 404)


@given(ops)
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
)
async def test_no_door_shows_what_another_tenant_put(client: Client, done: list[Op]) -> None:
    number = next(_numbers)
    pair = []
    for mark, other in (MARKS, MARKS[::-1]):
        _, key = await client.parts.keys.create(f"t{number}-{mark}", "admin")
        pair.append(Tenant(client.http, key, mark, other))
    for who, kind, name in done:
        await pair[who].do(kind, name)
    for tenant in pair:
        await tenant.look_everywhere()
    text = (await client.http.get("/metrics")).text
    assert not any(mark in text for mark in MARKS)
