"""Articles and resolutions, one by one."""

from typing import Any
from urllib.parse import quote

import pytest

from tests.conftest import Client

ARTICLE = {"title": "Two-factor log-in", "body": "Open Settings, then Security, and scan the code with your phone."}
RESOLUTION = {
    "channel": "email",
    "messages": [
        {"author": "customer", "text": "My parcel has not arrived."},
        {"author": "agent", "text": "We have sent a second one today; it takes two days."},
    ],
}


@pytest.mark.parametrize(
    "name",
    [
        "plain",
        "docs/2fa.md",
        "a//b/",
        "/lead",
        "über uns",
        "100%",
        "a%2Fb",
        "?x=1#y",
        "..",
        "a:batch",
        "注文/返品",
        "+ &",
    ],
)
async def test_any_printable_id_is_put_read_and_deleted_whole(client: Client, name: str) -> None:
    path = f"/v1/articles/{quote(name, safe='').replace('.', '%2E')}"
    put = await client.http.put(path, json=ARTICLE, headers=client.auth())
    assert (put.status_code, put.json()) == (201, {"id": name, "status": "created"})
    got = await client.http.get(path, headers=client.auth())
    assert got.json()["id"] == name
    assert got.json()["body"] == ARTICLE["body"]
    assert (await client.http.delete(path, headers=client.auth())).status_code == 204
    assert (await client.http.get(path, headers=client.auth())).status_code == 404
    assert (await client.http.delete(path, headers=client.auth())).status_code == 404


async def test_a_slash_that_is_not_encoded_is_another_path(client: Client) -> None:
    assert (await client.http.put("/v1/articles/docs/2fa.md", json=ARTICLE, headers=client.auth())).status_code == 404


@pytest.mark.parametrize("name", ["a" * 513, "tab%09", "%00", "%FF", "nl%0A"])
async def test_an_id_that_is_none_is_refused_with_its_place(client: Client, name: str) -> None:
    answer = await client.http.put(f"/v1/articles/{name}", json=ARTICLE, headers=client.auth())
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["where"] == "path.article_id"


async def test_the_longest_id_is_taken(client: Client) -> None:
    name = "ü" * 512
    answer = await client.http.put(f"/v1/articles/{quote(name)}", json=ARTICLE, headers=client.auth())
    assert answer.json() == {"id": name, "status": "created"}


async def test_put_says_created_then_unchanged_then_updated(client: Client) -> None:
    async def put(**change: Any) -> tuple[int, str]:
        answer = await client.http.put("/v1/articles/a", json=ARTICLE | change, headers=client.auth())
        return answer.status_code, answer.json()["status"]

    assert await put() == (201, "created")
    assert await put() == (200, "unchanged")
    assert await put(body="Something else entirely.") == (200, "updated")


async def test_a_resolution_comes_back_as_it_was_put(client: Client) -> None:
    answer = await client.http.put("/v1/resolutions/r%2F1", json=RESOLUTION, headers=client.auth())
    assert (answer.status_code, answer.json()) == (201, {"id": "r/1", "status": "created"})
    got = (await client.http.get("/v1/resolutions/r%2F1", headers=client.auth("agent"))).json()
    assert [m["text"] for m in got["messages"]] == [m["text"] for m in RESOLUTION["messages"]]  # type: ignore[index]
    assert (await client.http.delete("/v1/resolutions/r%2F1", headers=client.auth())).status_code == 204


async def test_internal_articles_are_read_by_people_and_not_by_bots(client: Client) -> None:
    await client.http.put("/v1/articles/open", json=ARTICLE, headers=client.auth())
    await client.http.put("/v1/articles/secret", json=ARTICLE | {"visibility": "internal"}, headers=client.auth())
    for role, name, expected in [
        ("agent", "secret", 200),
        ("evaluator", "secret", 200),
        ("admin", "secret", 200),
        ("bot", "secret", 404),
        ("bot", "open", 200),
    ]:
        answer = await client.http.get(f"/v1/articles/{name}", headers=client.auth(role))  # type: ignore[arg-type]
        assert answer.status_code == expected, (role, name)


async def test_an_article_without_words_is_refused_and_nothing_is_kept(client: Client) -> None:
    for body in ["   ", "\n\n", "<p> </p>"]:
        answer = await client.http.put(
            "/v1/articles/empty", json=ARTICLE | {"body": body, "format": "html"}, headers=client.auth()
        )
        assert answer.status_code == 400, body
        assert "no text" in answer.json()["detail"]
    assert (await client.http.get("/v1/articles/empty", headers=client.auth())).status_code == 404
