"""The ids of a source, in pages."""

from tests.conftest import Client

ARTICLE: dict[str, object] = {
    "title": "Two-factor log-in",
    "body": "Open Settings, then Security, and scan the code with your phone.",
}
RESOLUTION: dict[str, object] = {
    "messages": [{"author": "customer", "text": "My parcel has not arrived, where is it?"}]
}


async def put(client: Client, path: str, body: dict[str, object], *, other: bool = False) -> str:
    answer = await client.http.put(f"/v1/{path}", json=body, headers=client.auth(other=other))
    assert answer.status_code < 300, answer.text
    return str(answer.json()["status"])


async def listed(client: Client, kind: str = "articles", *, other: bool = False, **query: str | int) -> list[str]:
    """The ids of all pages; each page but the last is full."""
    ids: list[str] = []
    while True:
        answer = await client.http.get(f"/v1/{kind}", params=query, headers=client.auth("evaluator", other=other))
        page = answer.json()
        ids += page["ids"]
        if page["next"] is None:
            return ids
        assert len(page["ids"]) == query["limit"]
        query["after"] = page["next"]


async def test_the_ids_of_a_source_come_in_pages(client: Client) -> None:
    for n in range(7):
        await put(client, f"articles/a{n}", ARTICLE | {"source": "docs"})
    await put(client, "articles/b", ARTICLE | {"source": "blog"})
    await put(client, "articles/c", ARTICLE)
    await put(client, "resolutions/a1", RESOLUTION | {"source": "docs"})
    await put(client, "articles/theirs", ARTICLE | {"source": "docs"}, other=True)

    assert sorted(await listed(client, source="docs", limit=3)) == [f"a{n}" for n in range(7)]
    assert sorted(await listed(client, source="docs", limit=7)) == [f"a{n}" for n in range(7)]
    assert await listed(client, source="blog") == ["b"]
    assert len(await listed(client, limit=2)) == 9
    assert await listed(client, "resolutions", source="docs") == ["a1"]
    assert await listed(client, other=True, source="docs") == ["theirs"]
    assert await listed(client, source="nowhere") == []


async def test_a_page_goes_on_after_a_document_that_was_deleted(client: Client) -> None:
    for n in range(6):
        await put(client, f"articles/a{n}", ARTICLE | {"source": "docs"})
    first = (await client.http.get("/v1/articles?source=docs&limit=2", headers=client.auth())).json()
    for gone in first["ids"]:
        await client.http.delete(f"/v1/articles/{gone}", headers=client.auth())

    rest = await listed(client, source="docs", limit=2, after=first["next"])

    assert sorted([*first["ids"], *rest]) == [f"a{n}" for n in range(6)]


async def test_another_source_is_stored_without_a_new_version(client: Client) -> None:
    assert await put(client, "articles/a", ARTICLE | {"updated_at": "2026-01-01T00:00:00Z"}) == "created"
    assert await put(client, "articles/a", ARTICLE | {"updated_at": "2026-01-01T00:00:00Z", "source": "x"}) == (
        "unchanged"
    )
    assert await listed(client, source="x") == ["a"]
    assert (await client.http.get("/v1/articles/a", headers=client.auth())).json()["source"] == "x"
    assert (await client.http.get("/v1/articles/a", headers=client.auth("bot"))).json()["source"] is None
    assert await put(client, "articles/a", ARTICLE | {"updated_at": "2025-01-01T00:00:00Z", "source": "old"}) == (
        "unchanged"
    )
    assert await listed(client, source="old") == []


async def test_a_query_that_is_none_is_refused_with_its_place(client: Client) -> None:
    for query, where in [("limit=0", "query.limit"), ("limit=501", "query.limit"), ("source=", "query.source")]:
        answer = await client.http.get(f"/v1/articles?{query}", headers=client.auth())
        assert answer.status_code == 400, query
        assert answer.json()["errors"][0]["where"] == where
