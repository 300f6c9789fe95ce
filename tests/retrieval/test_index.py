"""What every engine must do, run over both."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from retrieval.documents import Passage
from retrieval.index import Hit, KnowledgeIndex
from retrieval.points import PointIndex
from retrieval.scope import FOREVER, Scope
from tests.retrieval.tiny import embed, passage, point, record, sparse

ACME = Scope("acme")
GLOBEX = Scope("globex")
NOW = datetime.now(UTC)


async def put(index: KnowledgeIndex, scope: Scope, *passages: Passage) -> None:
    await index.put_passages(scope, [point(p) for p in passages])


async def found(index: KnowledgeIndex, scope: Scope, text: str, *, limit: int = 10) -> dict[str, Hit]:
    hits = await index.search(scope, "article", embed(text), sparse(text), limit=limit)
    assert len({h.passage.id for h in hits}) == len(hits)
    return {h.passage.source_id: h for h in hits}


async def test_what_was_put_is_found_whole(index: KnowledgeIndex) -> None:
    written = passage(
        "returns",
        "Send it back within 30 days.",
        section="Returns > Deadlines",
        url="https://example.com/r",
        language="en",
        tags=["returns", "eu"],
        valid_until=NOW + timedelta(days=1),
        metadata={"rating": 5, "actions": ["refund"]},
    )
    await put(index, ACME, written)
    hit = (await found(index, ACME, "send it back"))["returns"]
    assert hit.passage == written
    assert hit.generation == "g1"


async def test_vectors_come_along_where_asked_for(index: KnowledgeIndex) -> None:
    await put(index, ACME, passage("a", "red apple"))
    (with_vector,) = await index.search(ACME, "article", embed("red apple"), sparse("red apple"), limit=5)
    assert with_vector.vector is not None
    assert with_vector.vector @ embed("red apple") > 0.98
    (without,) = await index.search(ACME, "article", embed("red apple"), sparse("red apple"), limit=5, vectors=False)
    assert without.vector is None
    assert without == with_vector


async def test_both_halves_score_every_hit(index: KnowledgeIndex) -> None:
    """A passage that only one half has among its best gets the other half's score all the same, but no rank."""
    await put(index, ACME, passage("both", "red apple"), passage("one", "red brick wall"), passage("none", "blue sky"))
    hits = await found(index, ACME, "red apple", limit=1)
    assert set(hits) == {"both"}
    hits = await found(index, ACME, "red apple", limit=3)
    assert hits["both"].dense_rank == hits["both"].bm25_rank == 1
    assert hits["one"].bm25_rank == 2
    assert hits["none"].bm25_rank is None
    assert hits["none"].bm25_score == 0
    assert all(h.dense_score is not None for h in hits.values())
    assert (hits["both"].bm25_score or 0) > (hits["one"].bm25_score or 0) > 0


async def test_the_missing_half_is_filled_with_the_same_score(index: KnowledgeIndex) -> None:
    texts = {f"a{n}": f"common word{n} filler{n % 3}" for n in range(12)}
    await put(index, ACME, *(passage(k, t) for k, t in texts.items()))
    question = "common word3 word7 filler1"
    everything = await found(index, ACME, question, limit=50)
    few = await found(index, ACME, question, limit=3)
    assert 3 <= len(few) <= 6
    for key, hit in few.items():
        assert hit.dense_score == pytest.approx(everything[key].dense_score, abs=1e-4)
        assert hit.bm25_score == pytest.approx(everything[key].bm25_score, abs=1e-4)


async def test_a_half_that_was_not_asked_has_no_score(index: KnowledgeIndex) -> None:
    await put(index, ACME, passage("a", "red apple"))
    (dense,) = await index.search(ACME, "article", embed("red"), None, limit=5)
    assert dense.bm25_score is None
    assert dense.bm25_rank is None
    (words,) = await index.search(ACME, "article", None, sparse("red"), limit=5)
    assert words.dense_score is None
    assert await index.search(ACME, "article", None, sparse(""), limit=5) == []


async def test_no_tenant_sees_another(index: KnowledgeIndex) -> None:
    await put(index, ACME, passage("a", "secret plans"))
    await index.put_record(ACME, record("a"))
    await put(index, GLOBEX, passage("a", "other plans"))
    assert (await found(index, GLOBEX, "secret plans"))["a"].passage.text == "other plans"
    assert await index.records(GLOBEX, [("article", "a")]) == {}
    assert [r async for r in index.scroll(GLOBEX)] == []
    await index.delete_passages(GLOBEX, "article", "a")
    await index.delete_record(GLOBEX, "article", "a")
    await index.erase(GLOBEX)
    assert set(await found(index, ACME, "secret plans")) == {"a"}
    assert len(await index.records(ACME, [("article", "a")])) == 1


async def test_word_statistics_are_the_tenants_own(index: KnowledgeIndex) -> None:
    """What is rare with one tenant counts the same however common another tenant makes it."""
    await put(index, ACME, passage("a", "rare word"), passage("b", "usual word"))
    before = (await found(index, ACME, "rare"))["a"].bm25_score
    await put(index, GLOBEX, *(passage(f"g{n}", "rare rare thing", n) for n in range(30)))
    assert (await found(index, ACME, "rare"))["a"].bm25_score == pytest.approx(before)


async def test_pools_are_apart(index: KnowledgeIndex) -> None:
    await put(index, ACME, passage("a", "red apple"), passage("r", "red apple", kind="resolution", side="problem"))
    assert set(await found(index, ACME, "red apple")) == {"a"}
    (hit,) = await index.search(ACME, "resolution", embed("red apple"), None, limit=5)
    assert hit.passage.source_id == "r"
    assert await index.count(ACME, "article") == await index.count(ACME, "resolution") == 1


async def test_the_scope_filters(index: KnowledgeIndex) -> None:
    """Audience, validity, language, tags: outside of the scope nothing is found, in either half."""
    await put(
        index,
        ACME,
        passage("public", "red apple", tags=["fruit", "eu"], language="en"),
        passage("internal", "red apple", visibility="internal"),
        passage("over", "red apple", valid_until=NOW - timedelta(hours=1)),
        passage("future", "red apple", valid_from=NOW + timedelta(hours=1)),
        passage("german", "red apple", language="de"),
    )

    async def seen(scope: Scope) -> set[str]:
        return set(await found(index, scope, "red apple"))

    assert await seen(ACME) == {"public", "internal", "german"}
    assert await seen(Scope("acme", audience="customer")) == {"public", "german"}
    assert await seen(Scope("acme", tags=("fruit", "other"))) == {"public"}
    assert await seen(Scope("acme", language="de")) == {"german"}
    assert await seen(Scope("acme", as_of=NOW + timedelta(hours=2))) == {"public", "internal", "german", "future"}
    assert await seen(Scope("acme", as_of=NOW - timedelta(hours=2))) == {"public", "internal", "german", "over"}


async def test_a_language_holds_for_its_regions_and_a_region_for_itself(index: KnowledgeIndex) -> None:
    spoken = {"a": "de", "b": "de-AT", "c": "de-CH", "d": "en-US", "e": None}
    await put(index, ACME, *(passage(name, "red apple", language=language) for name, language in spoken.items()))

    assert set(await found(index, Scope("acme", language="de"), "red apple")) == {"a", "b", "c"}
    assert set(await found(index, Scope("acme", language="de-at"), "red apple")) == {"b"}
    assert set(await found(index, Scope("acme", language="en"), "red apple")) == {"d"}


async def test_what_is_for_another_brand_market_or_plan_is_not_found(index: KnowledgeIndex) -> None:
    await put(
        index,
        ACME,
        passage("all", "red apple", tags=["fruit"]),
        passage("north", "red apple", tags=["Brand:North  Coffee", "market:uk", "market:ie"]),
        passage("south", "red apple", tags=["brand:south"]),
    )
    assert set(await found(index, ACME, "red apple")) == {"all", "north", "south"}
    for segments, expected in {
        (("brand", "north coffee"),): {"all", "north"},
        (("brand", "SOUTH"),): {"all", "south"},
        (("brand", "west"),): {"all"},
        (("market", "ie"),): {"all", "north", "south"},
        (("market", "de"),): {"all", "south"},
        (("brand", "north coffee"), ("market", "de")): {"all"},
    }.items():
        assert set(await found(index, replace(ACME, segments=segments), "red apple")) == expected, segments


async def test_excluded_resolutions_are_not_found(index: KnowledgeIndex) -> None:
    await put(index, ACME, *(passage(i, "red apple", kind="resolution", side="problem") for i in ("r1", "r2")))
    hits = await index.search(
        Scope("acme", exclude=frozenset({"r1"})), "resolution", embed("red"), sparse("red"), limit=5
    )
    assert [h.passage.source_id for h in hits] == ["r2"]


async def test_records_come_back_as_they_were_put(index: KnowledgeIndex) -> None:
    first = record("a/b ü#1", document='{"x": "y"}', supersedes=("old", "older"), updated_at=5, valid_from=-3)
    second = record("r", kind="resolution")
    assert await index.put_record(ACME, first)
    assert await index.put_record(ACME, second)
    wanted = [("article", first.source_id), ("resolution", "r"), ("article", "r"), ("article", "nobody")]
    got = await index.records(ACME, wanted)  # type: ignore[arg-type]
    assert got == {("article", first.source_id): first, ("resolution", "r"): second}
    light = await index.records(ACME, [("article", first.source_id)], whole=False)
    assert light["article", first.source_id].document == ""
    assert light["article", first.source_id].supersedes == ("old", "older")


async def test_a_later_record_is_not_overwritten(index: KnowledgeIndex) -> None:
    assert await index.put_record(ACME, record("a", "new", updated_at=10))
    assert not await index.put_record(ACME, record("a", "old", updated_at=9))
    assert (await index.records(ACME, [("article", "a")]))["article", "a"].generation == "new"
    assert await index.put_record(ACME, record("a", "newer", updated_at=10))
    assert await index.put_record(ACME, record("a", "undated", updated_at=0))
    assert (await index.records(ACME, [("article", "a")]))["article", "a"].generation == "undated"


async def test_superseding_articles_are_found_by_what_they_replace(index: KnowledgeIndex) -> None:
    await index.put_record(ACME, record("new", supersedes=("old", "older")))
    await index.put_record(ACME, record("unrelated"))
    await index.put_record(GLOBEX, record("foreign", supersedes=("old",)))
    assert [r.source_id for r in await index.superseding(ACME, ["old", "x"])] == ["new"]
    assert await index.superseding(ACME, ["x"]) == []
    assert await index.superseding(ACME, []) == []


async def test_scroll_meets_every_record_once(index: KnowledgeIndex) -> None:
    """Also over several pages."""
    names = {f"a{n}" for n in range(150)}
    for name in names:
        await index.put_record(ACME, record(name))
    await index.put_record(ACME, record("r", kind="resolution"))
    seen = [r.source_id async for r in index.scroll(ACME, "article")]
    assert len(seen) == 150
    assert set(seen) == names
    assert len([r async for r in index.scroll(ACME, whole=False)]) == 151
    assert await index.count(ACME, "article", records=True) == 150


async def test_passages_go_by_generation(index: KnowledgeIndex) -> None:
    p = passage("a", "red apple")
    await index.put_passages(ACME, [point(p, "g1"), point(p, "g2"), point(p, "g3")])
    assert await index.count(ACME, "article") == 3
    await index.delete_passages(ACME, "article", "a", only="g1")
    await index.delete_passages(ACME, "article", "a", keep="g3")
    (left,) = await index.search(ACME, "article", embed("red"), None, limit=5)
    assert left.generation == "g3"
    await index.delete_passages(ACME, "article", "a")
    assert await index.count(ACME, "article") == 0


async def test_deleting_a_document_leaves_its_neighbours(index: KnowledgeIndex) -> None:
    await put(index, ACME, passage("a", "red"), passage("b", "red"), passage("a", "red", kind="resolution"))
    await index.put_record(ACME, record("a"))
    await index.put_record(ACME, record("b"))
    await index.delete_record(ACME, "article", "a")
    await index.delete_passages(ACME, "article", "a")
    assert set(await found(index, ACME, "red")) == {"b"}
    assert await index.count(ACME, "resolution") == 1
    assert {r.source_id async for r in index.scroll(ACME)} == {"b"}


async def test_erase_leaves_nothing(index: KnowledgeIndex) -> None:
    await put(index, ACME, passage("a", "red"))
    await index.put_record(ACME, record("a"))
    await index.erase(ACME)
    assert await index.count(ACME, "article") == await index.count(ACME, "article", records=True) == 0


async def test_many_points_in_one_call(index: KnowledgeIndex) -> None:
    """More than the engine takes at once."""
    await put(index, ACME, *(passage("a", f"red n{n}", n) for n in range(200)))
    assert await index.count(ACME, "article") == 200


async def test_calls_at_the_same_time(index: KnowledgeIndex) -> None:
    await asyncio.gather(*(put(index, ACME, passage(f"a{n}", f"red n{n}")) for n in range(20)))
    answers = await asyncio.gather(*(found(index, ACME, f"n{n}", limit=1) for n in range(20)))
    assert all(f"a{n}" in hits for n, hits in enumerate(answers))


async def test_records_come_in_pages_by_source(index: KnowledgeIndex) -> None:
    for n in range(9):
        await index.put_record(ACME, record(f"a{n}", source="docs" if n % 3 else "blog"))
    await index.put_record(ACME, record("r", kind="resolution", source="docs"))
    await index.put_record(GLOBEX, record("a1", source="docs"))

    seen: list[str] = []
    after = None
    while page := await index.page(ACME, "article", source="docs", after=after, limit=2):
        seen += [r.source_id for r in page]
        after = page[-1].source_id
        await index.delete_record(ACME, "article", after)  # the next page begins there all the same
    assert sorted(seen) == ["a1", "a2", "a4", "a5", "a7", "a8"]
    assert len(await index.page(ACME, "article", limit=100)) == 3 + 3


async def test_titles_are_counted_by_article_and_tenant(index: KnowledgeIndex) -> None:
    await put(index, ACME, passage("a", "one", title="Acorn"), passage("a", "two", 1, title="Acorn"))
    await put(index, ACME, passage("b", "three", title="Acorn"), passage("c", "four", title="Bridge"))
    await put(index, ACME, passage("r", "five", kind="resolution", title="My subject line"))
    await put(index, GLOBEX, passage("x", "six", title="Elsewhere"))
    assert await index.titles(ACME) == {"Acorn": 2, "Bridge": 1}
    assert index.written(ACME) > index.written(GLOBEX) > index.written(Scope("nobody"))


async def test_only_articles_with_some_titles_are_found_where_asked(index: KnowledgeIndex) -> None:
    await put(index, ACME, passage("a", "red apple", title="Acorn"), passage("b", "red apple", title="Bridge"))
    assert set(await found(index, Scope("acme", titles=("Bridge", "Nowhere")), "red apple")) == {"b"}


async def test_the_nearest_bring_their_vectors(index: KnowledgeIndex) -> None:
    await put(index, ACME, *(passage(f"a{n}", f"word{n} filler") for n in range(20)))
    for _ in range(2):  # read, then kept
        hits = await found(index, ACME, "word3", limit=20)
        with_vector = [h for h in hits.values() if h.vector is not None]
        assert {h.dense_rank for h in with_vector} == set(range(1, 17))
        near = hits["a3"]
        assert near.vector is not None
        assert float(near.vector @ embed(near.passage.text)) > 0.99


async def test_the_next_document_that_becomes_valid_is_known(index: KnowledgeIndex) -> None:
    now = int(NOW.timestamp())
    assert await index.next_valid(ACME, now) == FOREVER
    for name, tenant, days in (("past", ACME, -1), ("later", ACME, 9), ("soon", ACME, 3), ("other", GLOBEX, 1)):
        await index.put_record(tenant, record(name, valid_from=now + days * 86_400))
    soon, later = now + 3 * 86_400, now + 9 * 86_400
    assert await index.next_valid(ACME, now) == soon
    assert await index.next_valid(ACME, soon) == later
    assert await index.next_valid(ACME, now - 2 * 86_400) == now - 86_400  # who began earlier may have missed more
    for n in range(70):
        await index.put_record(ACME, record(f"many {n}", valid_from=later + n))
    assert await index.next_valid(ACME, now) <= now + 1  # too many to look through: nothing may be kept


async def test_a_write_counts_once_it_is_made(index: KnowledgeIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else who reads in the middle of it would take what was there before for what is there now."""
    assert isinstance(index, PointIndex)
    seen: list[tuple[int, int | None]] = []
    upsert = type(index)._upsert

    async def watched(self: PointIndex, points: Any, *, only_if: Any = None) -> None:
        seen.append((index.written(ACME), index.version()))
        await upsert(self, points, only_if=only_if)

    monkeypatch.setattr(type(index), "_upsert", watched)
    before = index.written(ACME), index.version()
    await put(index, ACME, passage("a", "red apple"))
    assert seen == [before]
    assert index.written(ACME) > before[0]
    assert index.version() is None or index.version() != before[1]
