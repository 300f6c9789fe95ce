"""Who looks back sees neither what came later nor what it does to counts, names and word statistics."""

from datetime import UTC, datetime, timedelta

from retrieval.documents import Article, Message, Outcome, Query, Resolution
from retrieval.edge import EdgeIndex
from retrieval.index import KnowledgeIndex
from retrieval.ingest import Knowledge
from retrieval.lexicon import Lexicon
from retrieval.scope import Scope
from retrieval.search import Retriever
from tests.retrieval.tiny import TinyEmbedder

THEN = datetime(2026, 3, 1, tzinfo=UTC)
LATER = THEN + timedelta(days=5)
BACK = Scope("acme", as_of=THEN)


def case(name: str, closed: datetime, changed: datetime | None) -> Resolution:
    said = (
        Message(author="customer", text="The kettle leaks at the handle."),
        Message(author="agent", text="Please tighten the screw below the handle of the kettle."),
    )
    outcome = Outcome(rating=1, reopened=True, closed_at=closed)
    return Resolution(id=name, messages=said, outcome=outcome, updated_at=changed)


async def test_how_a_case_ended_is_told_only_where_it_was_known(index: KnowledgeIndex, tiny: TinyEmbedder) -> None:
    early = THEN - timedelta(days=9)
    knowledge = Knowledge(index, tiny)
    await knowledge.put_many(Scope("acme"), [case("known", early, early), case("rated later", early, LATER)])
    retriever = Retriever(index, tiny)
    asked = Query(text="the kettle leaks at the handle")

    ends = {f.passage.source_id: f.passage.metadata for f in await retriever.similar(asked, BACK)}
    assert (ends["known"].get("rating"), ends["known"].get("reopened")) == (1, True)
    assert "rating" not in ends["rated later"]
    assert "reopened" not in ends["rated later"]
    now = {f.passage.source_id: f.passage.metadata for f in await retriever.similar(asked, Scope("acme"))}
    assert now["rated later"]["rating"] == 1


async def test_later_articles_change_neither_names_nor_scores(index: KnowledgeIndex, tiny: TinyEmbedder) -> None:
    knowledge, retriever = Knowledge(index, tiny), Retriever(index, tiny)
    kettle = Article(id="kettle", title="Kettle Nova", body="The kettle leaks where the handle is loose.")
    await knowledge.put(Scope("acme"), kettle)
    asked = Query(text="kettle nova leaks at the handle")
    before = await retriever.search(asked, BACK, explain=True, below_floor=True)
    names = await index.titles(BACK)

    many = [
        Article(id=f"later-{n}", title=f"Kettle Orbit {n}", body="The kettle leaks, the handle too.", valid_from=LATER)
        for n in range(5)
    ]
    await knowledge.put_many(Scope("acme"), many)

    after = await retriever.search(asked, BACK, explain=True, below_floor=True)
    if isinstance(index, EdgeIndex):  # the server's stand-in takes word statistics from all there is
        assert after.passages == before.passages
    assert [f.passage.source_id for f in after.passages] == ["kettle"]
    assert await index.titles(BACK) == names == {"Kettle Nova": 1}
    assert len(await index.titles(Scope("acme"))) == 6
    lexicon = Lexicon(index)
    assert await lexicon.names(BACK) is await lexicon.names(BACK), "the same titles, the same names"
    assert await lexicon.names(BACK) is not await lexicon.names(Scope("acme", as_of=LATER))


async def test_where_all_is_later_nothing_was_indexed(index: KnowledgeIndex, tiny: TinyEmbedder) -> None:
    later = Article(id="later", title="Kettle", body="The kettle leaks where the handle is loose.", valid_from=LATER)
    await Knowledge(index, tiny).put(Scope("acme"), later)
    found = await Retriever(index, tiny).search(Query(text="kettle leaks"), BACK)
    assert found.reason == "nothing_indexed"
