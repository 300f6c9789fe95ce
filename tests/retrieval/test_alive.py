"""Hits against their records."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from retrieval.alive import Standing
from retrieval.documents import Kind
from retrieval.index import Hit, KnowledgeIndex, Sparse
from retrieval.points import epoch, epoch_ms
from retrieval.scope import FOREVER, Scope
from tests.retrieval.tiny import embed, passage, point, record, sparse

ACME = Scope("acme")
NOW = datetime.now(UTC)
HOUR = timedelta(hours=1)


def hit(source_id: str, generation: str = "g1", kind: Kind = "article", **fields: Any) -> Hit:
    return Hit(passage(source_id, "text", kind=kind, **fields), generation, 0.5, 1, None, None)


async def standing(index: KnowledgeIndex, scope: Scope, *hits: Hit) -> list[str]:
    return [h.passage.source_id for h in await Standing(index, scope).of(hits)]


async def test_only_the_current_generation_stands(index: KnowledgeIndex) -> None:
    await index.put_record(ACME, record("a", "g2"))
    assert await standing(index, ACME, hit("a", "g1"), hit("deleted"), hit("a", "g2")) == ["a"]
    assert await Standing(index, ACME).of([]) == []


async def test_order_is_kept(index: KnowledgeIndex) -> None:
    for name in "abc":
        await index.put_record(ACME, record(name))
    assert await standing(index, ACME, hit("c"), hit("a"), hit("b"), hit("a")) == ["c", "a", "b", "a"]


async def test_a_superseded_article_is_gone_while_the_other_is_valid(index: KnowledgeIndex) -> None:
    await index.put_record(ACME, record("old"))
    until = epoch(NOW + HOUR, 0)
    new = record("new", supersedes=("old",), valid_from=epoch(NOW - HOUR, 0), valid_until=until)
    await index.put_record(ACME, new)
    hits = [hit("old"), hit("new")]
    assert await standing(index, ACME, *hits) == ["new"]
    assert await standing(index, Scope("acme", as_of=NOW - 2 * HOUR), *hits) == ["old", "new"]
    assert await standing(index, Scope("acme", as_of=datetime.fromtimestamp(until, UTC)), *hits) == ["old", "new"]
    await index.delete_record(ACME, "article", "new")
    assert await standing(index, ACME, *hits) == ["old"]


async def test_an_internal_article_supersedes_for_customers_too(index: KnowledgeIndex) -> None:
    await index.put_record(ACME, record("old"))
    await index.put_record(ACME, record("new", supersedes=("old",), visibility="internal"))
    assert await standing(index, Scope("acme", audience="customer"), hit("old")) == []


async def test_a_superseded_resolution_is_gone_while_the_article_is_valid(index: KnowledgeIndex) -> None:
    for name in ("1", "2", "3"):
        await index.put_record(ACME, record(name, kind="resolution"))
    await index.put_record(ACME, record("new", supersedes=("1", "resolution:2"), valid_from=epoch(NOW - HOUR, 0)))
    hits = [hit(name, kind="resolution") for name in ("1", "2", "3")]
    assert await standing(index, ACME, *hits) == ["3"]
    assert await standing(index, Scope("acme", as_of=NOW - 2 * HOUR), *hits) == ["1", "2", "3"]


async def test_an_id_that_both_have_is_the_articles(index: KnowledgeIndex) -> None:
    await index.put_record(ACME, record("1", kind="resolution"))
    await index.put_record(ACME, record("1"))
    await index.put_record(ACME, record("new", supersedes=("1",)))
    assert await standing(index, ACME, hit("1", kind="resolution"), hit("1")) == ["1"]
    await index.put_record(ACME, record("new", "g2", supersedes=("resolution:1",)))
    assert [h.passage.kind for h in await Standing(index, ACME).of([hit("1", kind="resolution"), hit("1")])] == [
        "article"
    ]


async def test_a_chain_leaves_its_end(index: KnowledgeIndex) -> None:
    await index.put_record(ACME, record("v1"))
    await index.put_record(ACME, record("v2", supersedes=("v1",)))
    await index.put_record(ACME, record("v3", supersedes=("v2",)))
    assert await standing(index, ACME, hit("v1"), hit("v2"), hit("v3")) == ["v3"]


async def test_two_that_supersede_each_other_do_not_both_vanish(index: KnowledgeIndex) -> None:
    await index.put_record(ACME, record("a", supersedes=("b", "a"), updated_at=2))
    await index.put_record(ACME, record("b", supersedes=("a",), updated_at=1))
    assert await standing(index, ACME, hit("a"), hit("b")) == ["a"]


async def test_a_passage_shows_when_its_document_was_last_confirmed(index: KnowledgeIndex) -> None:
    await index.put_record(ACME, record("a", updated_at=epoch_ms(NOW), valid_until=FOREVER))
    (found,) = await Standing(index, ACME).of([hit("a", updated_at=NOW - HOUR)])
    assert found.passage.updated_at is not None
    assert abs(found.passage.updated_at - NOW) < timedelta(milliseconds=2)


async def test_a_document_is_read_once_for_the_searches_of_a_request(index: KnowledgeIndex) -> None:
    await index.put_record(ACME, record("a"))
    one_request = Standing(index, ACME)
    assert len(await one_request.of([hit("a")])) == 1
    await index.delete_record(ACME, "article", "a")
    assert len(await one_request.of([hit("a"), hit("a")])) == 2
    assert await standing(index, ACME, hit("a")) == []


async def test_a_version_written_between_two_searches_of_a_request_stands(index: KnowledgeIndex) -> None:
    await index.put_record(ACME, record("a", "g1"))
    one_request = Standing(index, ACME)
    await one_request.of([hit("a", "g1")])
    await index.put_record(ACME, record("a", "g2"))
    assert [h.generation for h in await one_request.of([hit("a", "g1"), hit("a", "g2")])] == ["g2"]


async def test_what_was_read_before_a_write_is_not_served_after_it(index: KnowledgeIndex) -> None:
    for name in ("a", "b"):
        await index.put_record(ACME, record(name))
    assert await standing(index, ACME, hit("a"), hit("b"), hit("new")) == ["a", "b"]
    await index.put_record(ACME, record("new", supersedes=("a",)))
    assert await standing(index, ACME, hit("a"), hit("b"), hit("new")) == ["b", "new"]
    await index.delete_record(ACME, "article", "new")
    assert await standing(index, ACME, hit("a"), hit("b"), hit("new")) == ["a", "b"]
    await index.erase(ACME)
    assert await standing(index, ACME, hit("a"), hit("b")) == []


async def test_what_is_known_of_one_tenant_is_nothing_of_another(index: KnowledgeIndex) -> None:
    await index.put_record(ACME, record("a"))
    assert await standing(index, ACME, hit("a")) == ["a"]
    assert await standing(index, Scope("globex"), hit("a")) == []


async def test_what_the_engine_found_serves_a_nearer_search_of_the_request_too(index: KnowledgeIndex) -> None:
    (word,) = sparse("kettle").indices
    made = [point(passage(f"r{n}", f"kettle word{n}", kind="resolution")) for n in range(12)]
    heavier = [replace(p, bm25=Sparse((word,), (1 + n / 10,))) for n, p in enumerate(made)]  # no two score the same
    await index.put_passages(ACME, heavier)
    asked = embed("kettle word3"), sparse("kettle")
    directly = {n: await index.search(ACME, "resolution", *asked, limit=n) for n in (2, 5)}
    plain = await index.search(ACME, "resolution", *asked, limit=5, vectors=False)
    found = Standing(index, ACME, resolutions=5)
    first = await found.nearest(ACME, "resolution", *asked, limit=2)
    await index.erase(ACME)
    assert first == directly[2]
    assert await found.nearest(ACME, "resolution", *asked, limit=5) == directly[5]
    without = await found.nearest(ACME, "resolution", *asked, limit=5, vectors=False)
    assert without == plain
    assert not any(h.vector is not None for h in without)
    assert any(h.vector is not None for h in first)
    assert await found.nearest(ACME, "resolution", *asked, limit=6) == [], "it can't know of a sixth"
