"""Documents in and out, whole or not at all, over both engines."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from numpy.typing import NDArray

from retrieval.alive import Standing
from retrieval.documents import Article, Document
from retrieval.embed import EmbedderUnavailable
from retrieval.index import IndexDown, KnowledgeIndex, Record
from retrieval.ingest import Counts, EmptyDocument, Knowledge
from retrieval.scope import Scope
from tests.retrieval.tiny import TinyEmbedder, article, embed, lines, passage, point, resolution, sparse

ACME = Scope("acme")
T0 = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def knowledge(index: KnowledgeIndex, tiny: TinyEmbedder) -> Knowledge:
    return Knowledge(index, tiny, chunk=lines)


async def texts(index: KnowledgeIndex, question: str = "words", scope: Scope = ACME) -> list[str]:
    hits = await index.search(scope, "article", embed(question), sparse(question), limit=50)
    return sorted(h.passage.text for h in await Standing(index, scope).of(hits))


async def test_create_change_and_leave_alone(index: KnowledgeIndex, knowledge: Knowledge, tiny: TinyEmbedder) -> None:
    """An unchanged document is not embedded again; a changed one leaves nothing of its old self."""
    assert (await knowledge.put(ACME, article("a", "one\ntwo"))).status == "created"
    assert len(tiny.embedded) == 2
    assert (await knowledge.put(ACME, article("a", "one\ntwo"))).status == "unchanged"
    assert len(tiny.embedded) == 2
    assert (await knowledge.put(ACME, article("a", "three"))).status == "updated"
    assert await texts(index) == ["three"]
    assert await index.count(ACME, "article") == 1


async def test_what_was_put_comes_back(knowledge: Knowledge) -> None:
    written = article("a/ü?#", "one", tags=["x"], supersedes=["b"], valid_until=T0)
    await knowledge.put_many(ACME, [written, resolution("r1")])
    assert await knowledge.get(ACME, "article", "a/ü?#") == written
    assert await knowledge.get(ACME, "resolution", "r1") == resolution("r1")
    assert await knowledge.get(ACME, "article", "r1") is None
    assert await knowledge.get(Scope("globex"), "article", "a/ü?#") is None


async def test_any_change_counts_also_one_that_is_not_embedded(index: KnowledgeIndex, knowledge: Knowledge) -> None:
    await knowledge.put(ACME, article("a", "one"))
    assert (await knowledge.put(ACME, article("a", "one", visibility="internal"))).status == "updated"
    assert await texts(index, scope=Scope("acme", audience="customer")) == []
    assert await texts(index) == ["one"]


async def test_an_older_version_changes_nothing(index: KnowledgeIndex, knowledge: Knowledge) -> None:
    await knowledge.put(ACME, article("a", "new", updated_at=T0))
    older = article("a", "old", updated_at=T0 - timedelta(milliseconds=5))
    assert (await knowledge.put(ACME, older)).status == "unchanged"
    assert await texts(index) == ["new"]
    assert (await knowledge.put(ACME, article("a", "newer", updated_at=T0))).status == "updated"
    assert (await knowledge.put(ACME, article("a", "undated"))).status == "updated"
    assert await texts(index) == ["undated"]


async def test_a_new_time_alone_is_kept_without_embedding(knowledge: Knowledge, tiny: TinyEmbedder) -> None:
    await knowledge.put(ACME, article("a", "one", updated_at=T0))
    later = article("a", "one", updated_at=T0 + timedelta(days=1))
    assert (await knowledge.put(ACME, later)).status == "unchanged"
    assert len(tiny.embedded) == 1
    assert await knowledge.get(ACME, "article", "a") == later
    between = article("a", "two", updated_at=T0 + timedelta(hours=1))
    assert (await knowledge.put(ACME, between)).status == "unchanged"


async def test_results_are_in_order_and_bad_documents_spare_the_good(knowledge: Knowledge) -> None:
    documents: list[Document] = [
        article("a"),
        Article(id="empty", title="Nothing", body="\n"),
        resolution("a"),
        article("a", "other"),
    ]
    results = await knowledge.put_many(ACME, documents)
    assert [(r.id, r.status) for r in results] == [
        ("a", "created"),
        ("empty", "error"),
        ("a", "created"),
        ("a", "updated"),
    ]
    assert results[1].problem == "the document has no text"
    assert await knowledge.counts(ACME) == Counts(articles=1, resolutions=1, passages=3)
    with pytest.raises(EmptyDocument, match="no text"):
        await knowledge.put(ACME, documents[1])


async def test_more_documents_than_one_slice(knowledge: Knowledge) -> None:
    results = await knowledge.put_many(ACME, [article(f"a{n}", f"words {n}\nmore {n}") for n in range(150)])
    assert [r.id for r in results] == [f"a{n}" for n in range(150)]
    assert {r.status for r in results} == {"created"}
    assert await knowledge.counts(ACME) == Counts(150, 0, 300)
    assert sorted([i async for i in knowledge.ids(ACME, "article")]) == sorted(f"a{n}" for n in range(150))


async def test_deleted_is_gone_when_the_call_returns(index: KnowledgeIndex, knowledge: Knowledge) -> None:
    await knowledge.put_many(ACME, [article("a", "one\ntwo"), article("b", "three")])
    assert await knowledge.delete(ACME, "article", "a")
    assert await texts(index) == ["three"]
    assert await knowledge.counts(ACME) == Counts(1, 0, 1)
    assert not await knowledge.delete(ACME, "article", "a")
    assert (await knowledge.put(ACME, article("a", "one"))).status == "created"


async def test_erase_is_of_one_tenant(knowledge: Knowledge) -> None:
    await knowledge.put(ACME, article("a"))
    await knowledge.put(Scope("globex"), article("a"))
    await knowledge.erase(ACME)
    assert await knowledge.counts(ACME) == Counts(0, 0, 0)
    assert await knowledge.counts(Scope("globex")) == Counts(1, 0, 1)


async def test_superseded_articles_return_when_the_new_one_goes(index: KnowledgeIndex, knowledge: Knowledge) -> None:
    await knowledge.put_many(ACME, [article("old", "old"), article("new", "new", supersedes=["old"])])
    assert await texts(index) == ["new"]
    await knowledge.put(ACME, article("new", "new", supersedes=["old"], valid_from=datetime.now(UTC) + timedelta(1)))
    assert await texts(index) == ["old"]
    await knowledge.delete(ACME, "article", "new")
    assert await texts(index) == ["old"]


class Dying:
    """An index whose nth write, or a later one, fails as if the process were killed there."""

    def __init__(self, index: KnowledgeIndex, lives: int) -> None:
        self._index = index
        self._lives = lives

    def __getattr__(self, name: str) -> object:
        inner = getattr(self._index, name)
        if name not in {"put_passages", "put_record", "delete_passages", "delete_record"}:
            return inner

        async def write(*args: object, **named: object) -> object:
            self._lives -= 1
            if self._lives < 0:
                raise IndexDown("killed")
            return await inner(*args, **named)

        return write


@pytest.mark.parametrize("lives", range(4))
async def test_cut_off_anywhere_a_document_is_old_or_new(
    index: KnowledgeIndex, tiny: TinyEmbedder, monkeypatch: pytest.MonkeyPatch, lives: int
) -> None:
    """And putting it again ends where an undisturbed run does, without leftovers."""
    knowledge = Knowledge(index, tiny, chunk=lines)
    await knowledge.put(ACME, article("a", "old one\nold two"))
    dying = Knowledge(Dying(index, lives), tiny, chunk=lines)  # type: ignore[arg-type]
    if lives < 3:
        with pytest.raises(IndexDown, match="killed"):
            await dying.put(ACME, article("a", "new one\nnew two\nnew three"))
    else:
        await dying.put(ACME, article("a", "new one\nnew two\nnew three"))
    old, new = ["old one", "old two"], ["new one", "new three", "new two"]
    assert await texts(index) == (old if lives < 2 else new)
    monkeypatch.setattr(type(index), "_leftover_before", lambda _: 2**53)  # as long after a restart
    restarted = Knowledge(index, tiny, chunk=lines)
    assert (await restarted.put(ACME, article("a", "new one\nnew two\nnew three"))).status in {"updated", "unchanged"}
    assert await texts(index) == new
    assert await restarted.counts(ACME) == Counts(1, 0, 3)


async def test_a_sweep_spares_what_another_process_is_writing(index: KnowledgeIndex, knowledge: Knowledge) -> None:
    """On a server fresh passages without a record may be about to get one."""
    await index.put_passages(ACME, [point(passage("a", "in the making"), "g9")])
    swept = await index.sweep(ACME)
    assert swept == 0
    assert await index.count(ACME, "article") == 1


async def test_an_embedder_that_fails_changes_nothing(index: KnowledgeIndex, tiny: TinyEmbedder) -> None:
    class Failing(TinyEmbedder):
        async def documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
            raise EmbedderUnavailable("the embeddings server refused with status 503")

    await Knowledge(index, tiny, chunk=lines).put(ACME, article("a", "one"))
    with pytest.raises(EmbedderUnavailable):
        await Knowledge(index, Failing(), chunk=lines).put_many(ACME, [article("a", "two"), article("b", "three")])
    assert await texts(index) == ["one"]
    assert await index.count(ACME, "article") == 1


async def test_writers_at_the_same_time_leave_one_whole_version(index: KnowledgeIndex, knowledge: Knowledge) -> None:
    versions = [article("a", f"v{n} one\nv{n} two", updated_at=T0 + timedelta(seconds=n)) for n in range(8)]
    await asyncio.gather(*(knowledge.put(ACME, v) for v in versions))
    assert await texts(index) == ["v7 one", "v7 two"]
    assert await knowledge.counts(ACME) == Counts(1, 0, 2)


async def test_a_later_version_from_another_process_wins(index: KnowledgeIndex, tiny: TinyEmbedder) -> None:
    """It arrives between our look at the record and our write."""
    other = Knowledge(index, tiny, chunk=lines)

    class Slow(TinyEmbedder):
        async def documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
            await other.put(ACME, article("a", "theirs", updated_at=T0 + timedelta(1)))
            return await super().documents(texts)

    mine = Knowledge(index, Slow(), chunk=lines)
    assert (await mine.put(ACME, article("a", "mine", updated_at=T0))).status == "unchanged"
    assert await texts(index) == ["theirs"]
    assert await mine.counts(ACME) == Counts(1, 0, 1)


async def test_a_caller_that_goes_away_leaves_no_half(index: KnowledgeIndex, tiny: TinyEmbedder) -> None:
    """Cancelled between passages and record, the write still ends."""
    reached, go_on = asyncio.Event(), asyncio.Event()

    class Waiting(Dying):
        def __getattr__(self, name: str) -> object:
            inner = getattr(self._index, name)
            if name != "put_record":
                return inner

            async def put_record(scope: Scope, record: Record) -> bool:
                reached.set()
                await go_on.wait()
                done: bool = await inner(scope, record)
                finished.set()
                return done

            return put_record

    finished = asyncio.Event()
    knowledge = Knowledge(Waiting(index, 9), tiny, chunk=lines)  # type: ignore[arg-type]
    task = asyncio.create_task(knowledge.put(ACME, article("a", "one")))
    await reached.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    go_on.set()
    await finished.wait()
    assert await texts(index) == ["one"]


async def test_another_source_embeds_nothing_and_is_what_the_document_is_listed_by(
    index: KnowledgeIndex, knowledge: Knowledge, tiny: TinyEmbedder
) -> None:
    await knowledge.put_many(ACME, [article("a", "one", updated_at=T0), article("b", "two", source="x")])
    embedded = len(tiny.embedded)
    moved = article("a", "one", updated_at=T0, source="x")
    assert (await knowledge.put(ACME, moved)).status == "unchanged"
    assert (await knowledge.put(ACME, article("b", "two", source="y"))).status == "unchanged"
    assert len(tiny.embedded) == embedded
    assert await knowledge.get(ACME, "article", "a") == moved
    assert await knowledge.page(ACME, "article", source="x", limit=10) == ["a"]
    assert await knowledge.page(ACME, "article", source="y", limit=10) == ["b"]
    assert await texts(index) == ["one", "two"]


async def test_a_title_that_asks_is_half_of_the_vector_of_its_one_passage(
    index: KnowledgeIndex, tiny: TinyEmbedder
) -> None:
    knowledge = Knowledge(index, tiny)
    asks, names, long = "How to reset a password", "Passwords", "All there is about passwords"
    await knowledge.put(ACME, Article(id="asks", title=asks, body="Click the link."))
    await knowledge.put(ACME, Article(id="names", title=names, body="Click the link."))
    await knowledge.put(
        ACME, Article(id="long", title=long, body="\n\n".join(f"# Part {n}\n\n" + "Words of it. " * 99 for n in "ab"))
    )
    hits = await index.search(ACME, "article", embed(asks), None, limit=50)
    vectors = {h.passage.id: h.vector for h in hits if h.vector is not None}
    mixed = embed(f"{asks}\nClick the link.") + embed(asks)
    assert float(vectors["article:asks#0"] @ mixed) / float(np.linalg.norm(mixed)) > 0.99
    assert float(vectors["article:names#0"] @ embed(f"{names}\nClick the link.")) > 0.99
    assert long not in tiny.embedded
