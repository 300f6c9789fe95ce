"""Another embedding model, on both engines: nothing lost, no search fails, vectors of two models never meet."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from retrieval.documents import Query
from retrieval.edge import EdgeIndex
from retrieval.index import IndexDown, IndexMismatch, IndexMoved, KnowledgeIndex, Vector
from retrieval.ingest import Counts, Knowledge
from retrieval.reindex import Reindex
from retrieval.scope import Scope
from retrieval.search import Retriever
from retrieval.server import ServerIndex
from tests.retrieval.tiny import TinyEmbedder, article, embed, lines, resolution

ACME, GLOBEX = Scope("acme"), Scope("globex")
FEW = ("red apple number7",)
"""Questions for comparing, where a test isn't about the comparison."""
MANY = 75
"""More than a slice holds, few enough for the client's own small engine."""


class Mirrored(TinyEmbedder):
    """Its vectors point the other way: meeting those of TinyEmbedder, the nearest would be the farthest."""

    def __init__(self) -> None:
        super().__init__("mirrored:1")
        self.name = "mirrored"

    async def query(self, text: str) -> Vector:
        return -embed(text)

    async def documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return -(await super().documents(texts))


async def quiet(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


async def filled(index: KnowledgeIndex, tiny: TinyEmbedder) -> Knowledge:
    knowledge = Knowledge(index, tiny, chunk=lines)
    await knowledge.put_many(ACME, [article(f"a{n}", f"red apple number{n}") for n in range(MANY)])
    await knowledge.put(ACME, resolution("r", "a question of mine"))
    await knowledge.put(GLOBEX, article("g", "blue sky"))
    return knowledge


async def test_everything_is_there_with_the_new_vectors(index: KnowledgeIndex, tiny: TinyEmbedder) -> None:
    knowledge, mirrored = await filled(index, tiny), Mirrored()
    new = await index.beside(mirrored)
    done = await Reindex(knowledge, (index, tiny), (new, mirrored), chunk=lines).run(quiet, queries=FEW)
    assert (done.documents, done.switched) == (MANY + 2, True)
    assert await knowledge.counts(ACME) == Counts(MANY, 1, MANY + 2)
    assert await knowledge.counts(GLOBEX) == Counts(1, 0, 1)
    for n in (0, 37, MANY - 1):
        found = await new.search(
            ACME, "article", await mirrored.query(f"About a{n}\nred apple number{n}"), None, limit=1
        )
        assert found[0].passage.source_id == f"a{n}"
        assert found[0].dense_score is not None
        assert found[0].dense_score > 0.5, "with the old vectors it would be negative"
    await knowledge.put(ACME, article("later", "green pear"))
    assert mirrored.embedded[-1] == "About later\ngreen pear"
    await new.close()


async def test_writes_and_deletes_meanwhile_are_not_lost_and_searches_go_on(
    index: KnowledgeIndex, tiny: TinyEmbedder
) -> None:
    knowledge, mirrored = await filled(index, tiny), Mirrored()
    new = await index.beside(mirrored)
    reports = 0

    async def meanwhile(stage: str, done: int, total: int) -> None:
        """Between two slices the tenants go on working, on what was carried over and on what was not."""
        nonlocal reports
        reports += 1
        if stage == "documents" and reports < 4:
            await knowledge.put(ACME, article(f"a{reports}", f"changed to version{reports}"))
            await knowledge.put(ACME, article("fresh", f"just written round{reports}"))
            assert await knowledge.delete(ACME, "article", f"a{70 + reports}")
            await knowledge.erase(GLOBEX)
        found = await Retriever(index, tiny).search(Query(text="red apple number7"), ACME, below_floor=True)
        assert found.passages[0].passage.source_id == "a7"

    await Reindex(knowledge, (index, tiny), (new, mirrored), chunk=lines).run(meanwhile, queries=FEW)
    assert await knowledge.counts(ACME) == Counts(MANY - 3 + 1, 1, MANY)
    assert await new.tenants() == ["acme"]
    for n in (1, 2, 3):
        assert await knowledge.get(ACME, "article", f"a{n}") == article(f"a{n}", f"changed to version{n}")
        assert await knowledge.get(ACME, "article", f"a{70 + n}") is None
    assert await knowledge.get(ACME, "article", "fresh") == article("fresh", "just written round3")
    await new.close()


async def test_a_write_during_the_switch_waits_and_lands_in_the_new_index(
    index: KnowledgeIndex, tiny: TinyEmbedder
) -> None:
    knowledge, mirrored = await filled(index, tiny), Mirrored()
    new = await index.beside(mirrored)
    async with knowledge.paused() as put_in_place:
        writing = asyncio.create_task(knowledge.put(ACME, article("waits", "patient words")))
        await asyncio.sleep(0)
        put_in_place(new, mirrored)
    await writing
    assert await new.count(ACME, "article", records=True) == 1
    assert await index.count(ACME, "article", records=True) == MANY
    await new.close()


async def test_only_comparing_leaves_all_as_it_was(index: KnowledgeIndex, tiny: TinyEmbedder) -> None:
    knowledge, mirrored = await filled(index, tiny), Mirrored()
    new = await index.beside(mirrored)
    done = await Reindex(knowledge, (index, tiny), (new, mirrored), chunk=lines).run(quiet, switch=False)
    assert not done.switched
    assert done.comparison.queries == 50
    assert done.comparison.overlap > 0.8, "the same model but for its sign finds the same"
    before = len(tiny.embedded)
    await knowledge.put(ACME, article("later", "green pear"))
    assert tiny.embedded[before:] == ["About later\ngreen pear"]
    await new.close()


async def test_put_back_with_an_older_date(index: KnowledgeIndex, tiny: TinyEmbedder) -> None:
    """Deleted and put again from an older export: the copy must not take it for a write that came too late."""
    knowledge, mirrored = await filled(index, tiny), Mirrored()
    await knowledge.put(ACME, article("dated", "new words", updated_at="2026-05-01T00:00:00Z"))
    new = await index.beside(mirrored)
    work = Reindex(knowledge, (index, tiny), (new, mirrored), chunk=lines)
    await work.carry_over(quiet)
    await knowledge.delete(ACME, "article", "dated")
    older = article("dated", "old words", updated_at="2025-05-01T00:00:00Z")
    await knowledge.put(ACME, older)
    assert await work.carry_over(quiet) == 1
    assert await work.carry_over(quiet) == 0
    await work.run(quiet, queries=FEW)
    assert await knowledge.get(ACME, "article", "dated") == older
    await new.close()


async def test_a_run_that_was_cut_off_is_taken_up(tmp_path: Path, tiny: TinyEmbedder) -> None:
    index, mirrored = await EdgeIndex.open(tmp_path / "x", tiny), Mirrored()
    knowledge = await filled(index, tiny)

    async def dies(stage: str, done: int, total: int) -> None:
        raise IndexDown("as if the power went")

    new = await index.beside(mirrored)
    with pytest.raises(IndexDown):
        await Reindex(knowledge, (index, tiny), (new, mirrored), chunk=lines).run(dies, queries=FEW)
    await new.close()
    await index.close()
    before = len(mirrored.embedded)
    assert 0 < before < MANY + 3

    index, mirrored = await EdgeIndex.open(tmp_path / "x", tiny), Mirrored()
    new = await index.beside(mirrored)
    await Reindex(Knowledge(index, tiny, chunk=lines), (index, tiny), (new, mirrored), chunk=lines).run(
        quiet, queries=FEW
    )
    assert len(mirrored.embedded) == MANY + 3 - before, "what was embedded before is not embedded again"
    await new.close()
    await index.close()

    assert len(list((tmp_path / "x" / "store").glob("shard*"))) == 1, "the old vectors are gone from the disk"
    with pytest.raises(IndexMismatch, match="embedding model mirrored, and tiny is configured"):
        await EdgeIndex.open(tmp_path / "x", tiny)
    again = await EdgeIndex.open(tmp_path / "x", mirrored)
    assert await again.count(ACME, "article", records=True) == MANY
    await again.close()


async def test_what_was_built_for_one_model_is_not_taken_for_another(tmp_path: Path, tiny: TinyEmbedder) -> None:
    index = await EdgeIndex.open(tmp_path / "x", tiny)
    await filled(index, tiny)
    new = await index.beside(Mirrored())
    await Knowledge(new, Mirrored(), chunk=lines).put(ACME, article("half"))
    await new.close()
    third = await index.beside(TinyEmbedder("third:1"))
    assert await third.count(ACME, "article") == 0
    assert len(list((tmp_path / "x" / "store").glob("shard*"))) == 2
    await third.close()
    await index.close()


@pytest.mark.parametrize("index", ["server"], indirect=True)
async def test_another_process_may_not_write_to_the_replaced_collection(
    index: ServerIndex, tiny: TinyEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It still serves the old one until it follows: what it wrote there would be lost."""
    monkeypatch.setattr("retrieval.server.SURE_S", 0.0)
    knowledge, mirrored = await filled(index, tiny), Mirrored()
    other = await ServerIndex.attach(index._client, "knowledge", tiny)
    new = await index.beside(mirrored)
    late = article("late", "written during the switch")

    class Slow(Reindex):
        async def _all_records(self):  # type: ignore[no-untyped-def]
            """The other process writes once more, after the last pass and before it notices."""
            found = await super()._all_records()
            if "late" not in {source for _, source in found["acme"]}:
                await Knowledge(other, tiny, chunk=lines).put(ACME, late)
            return found

    await Slow(knowledge, (index, tiny), (new, mirrored), chunk=lines, settle_s=0.001).run(quiet, queries=FEW)
    assert await knowledge.get(ACME, "article", "late") == late
    with pytest.raises(IndexMoved, match=r"moved to the embedding model mirrored .*EMBEDDINGS_MODEL=mirrored"):
        await Knowledge(other, tiny, chunk=lines).put(ACME, article("lost"))
    assert await other.moved_to() == "mirrored"
    with pytest.raises(IndexMismatch):
        await other.following(tiny)
    followed = await other.following(mirrored)
    await Knowledge(followed, mirrored, chunk=lines).put(ACME, article("kept"))
    assert await knowledge.delete(ACME, "article", "kept")
    assert (await followed.moved_to(), await new.moved_to()) == (None, None)
    with pytest.raises(IndexMismatch):
        await ServerIndex.attach(index._client, "knowledge", tiny)
    fresh = await ServerIndex.attach(index._client, "knowledge", mirrored)
    assert await fresh.count(ACME, "article", records=True) == MANY + 1


async def test_another_source_is_carried_over_without_embedding(index: KnowledgeIndex, tiny: TinyEmbedder) -> None:
    knowledge, mirrored = await filled(index, tiny), Mirrored()
    new = await index.beside(mirrored)
    reindex = Reindex(knowledge, (index, tiny), (new, mirrored), chunk=lines)
    await reindex.carry_over(quiet)
    embedded = len(mirrored.embedded)
    await knowledge.put(ACME, article("a1", "red apple number1", source="docs"))
    assert await reindex.carry_over(quiet) == 1
    assert len(mirrored.embedded) == embedded
    assert [r.source_id for r in await new.page(ACME, "article", source="docs", limit=9)] == ["a1"]
    await new.close()
