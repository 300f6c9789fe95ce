"""Questions find what answers them, with the packaged model and the engine in this process."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from retrieval.documents import Article, Found, Message, Outcome, Query, Resolution
from retrieval.edge import EdgeIndex
from retrieval.embed import Embedder, EmbedderUnavailable
from retrieval.index import IndexDown, Vector
from retrieval.ingest import Knowledge
from retrieval.relevance import FLOOR
from retrieval.scope import Scope
from retrieval.search import Retriever
from retrieval.thread import query_from_thread

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOW = datetime.now(UTC)
ACME = Scope("acme")


def article(name: str, title: str, body: str, **more: object) -> Article:
    return Article.model_validate({"id": name, "title": title, "body": body, **more})


def case(name: str, asked: str, answered: str, **outcome: object) -> Resolution:
    return Resolution(
        id=name,
        language="en",
        customer_id="cus-gwen",
        messages=(Message(author="customer", text=asked), Message(author="agent", text=answered)),
        outcome=Outcome.model_validate({"closed_at": NOW - timedelta(days=20), **outcome}),
    )


DOCUMENTS: list[Article | Resolution] = [
    article(
        "returns",
        "Returning an order",
        "You can return an order within 30 days of delivery. The label is free.",
        supersedes=("returns-old",),
    ),
    article("returns-old", "Returning an order (60 days)", "You can return an order within 60 days of delivery."),
    article(
        "descale", "Descaling the Arc", "Descale your machine every 3 months with two tablets. It takes 25 minutes."
    ),
    article("de-descale", "Die Arc entkalken", "Entkalken Sie Ihre Maschine alle 3 Monate mit zwei Tabletten."),
    article("goodwill", "Goodwill vouchers", "Agents may offer a voucher of up to 15 EUR.", visibility="internal"),
    article("sale", "Summer sale 2025", "In the summer sale all grinders cost 20 % less.", valid_until=NOW),
    article("sizes", "Grinder sizes", "The small grinder has 40 mm burrs.", tags=("grinders",)),
    case("r-good", "My kettle leaks at the handle, water everywhere", "Please stop using it; a new lid is on its way."),
    case(
        "r-bad",
        "My kettle leaks at the handle, water on the table",
        "Please dry it and tighten the lid.",
        reopened=True,
        rating=1,
    ),
    case("r-open", "My kettle leaks and nobody answers", "We are looking into it for you now.", solved=False),
]


@asynccontextmanager
async def filled(
    path: Path, embedder: Embedder, documents: Sequence[Article | Resolution] = DOCUMENTS
) -> AsyncIterator[EdgeIndex]:
    index = await EdgeIndex.open(path, embedder)
    await Knowledge(index, embedder).put_many(ACME, documents)
    yield index
    await index.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def index(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> AsyncIterator[EdgeIndex]:
    """The documents above, for tests that only read."""
    async with filled(tmp_path_factory.mktemp("search") / "index", embedder) as opened:
        yield opened


@pytest.fixture(scope="module")
def retriever(index: EdgeIndex, embedder: Embedder) -> Retriever:
    return Retriever(index, embedder)


def ask(text: str, language: str | None = "en") -> Query:
    return Query(text=text, language=language)


async def found(retriever: Retriever, text: str, scope: Scope = ACME, **more: object) -> list[str]:
    result = await retriever.search(ask(text), scope, **more)  # type: ignore[arg-type]
    assert (result.reason is None) == any(not f.below_floor for f in result.passages)
    return [f.passage.source_id for f in result.passages]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("can i send my order back", "returns"),
        ("how often do I need to descale", "descale"),
        ("kettle is leaking", "r-good"),
        ("what diameter are the burrs of the grinder", "sizes"),
    ],
)
async def test_a_question_finds_its_answer_first(retriever: Retriever, question: str, first: str) -> None:
    assert (await found(retriever, question))[0] == first


@pytest.mark.parametrize(
    "question",
    ["what's the capital of France", "can I deduct this from my taxes", "who won the world cup", "tell me a joke"],
)
async def test_a_question_about_anything_else_finds_nothing_and_says_why(retriever: Retriever, question: str) -> None:
    result = await retriever.search(ask(question), ACME)
    assert result.passages == ()
    assert result.reason == "below_floor"


async def test_what_the_floor_holds_back_can_be_asked_for_and_is_marked(retriever: Retriever) -> None:
    result = await retriever.search(ask("what's the capital of France"), ACME, below_floor=True)
    assert result.reason == "below_floor"
    assert result.passages
    assert all(f.below_floor and f.relevance < FLOOR for f in result.passages)


async def test_passages_come_best_first_one_of_a_document(retriever: Retriever) -> None:
    result = await retriever.search(ask("kettle leaks at the handle"), ACME, below_floor=True, limit=50)
    scores = [f.relevance for f in result.passages]
    assert scores == sorted(scores, reverse=True)
    sources = [f.passage.source_id for f in result.passages]
    assert len(set(sources)) == len(sources)
    both = await retriever.search(ask("kettle leaks at the handle"), ACME, below_floor=True, limit=50, per_source=2)
    assert sum(f.passage.source_id == "r-good" for f in both.passages) == 2


async def test_a_case_that_came_back_counts_less_than_one_that_held(retriever: Retriever) -> None:
    result = await retriever.search(
        ask("kettle leaks at the handle"), ACME, kinds=["resolution"], below_floor=True, explain=True
    )
    weights = {f.passage.source_id: f.explain.weight for f in result.passages if f.explain}
    assert weights["r-good"] > weights["r-bad"]
    assert weights["r-good"] > weights["r-open"]


async def test_a_superseded_article_is_not_found(retriever: Retriever) -> None:
    assert "returns-old" not in await found(retriever, "return an order within 60 days", below_floor=True, limit=50)


async def test_an_expired_answer_is_the_reason_and_not_the_answer(retriever: Retriever) -> None:
    result = await retriever.search(ask("do grinders cost less in the summer sale 2025?"), ACME)
    assert "sale" not in [f.passage.source_id for f in result.passages]
    assert result.reason == "stale_only"


async def test_as_of_asks_how_things_stood_then(retriever: Retriever) -> None:
    then = replace(ACME, as_of=NOW - timedelta(days=100))
    names = await found(retriever, "summer sale grinders, kettle leaks at the handle", then, below_floor=True, limit=50)
    assert "sale" in names
    assert "r-good" not in names


@pytest.mark.parametrize("audience", ["customer", "public"])
async def test_customers_get_no_internal_article_and_no_other_customers_words(
    retriever: Retriever, audience: str
) -> None:
    scope = ACME.for_audience(audience)  # type: ignore[arg-type]
    assert "goodwill" in await found(retriever, "how much goodwill voucher may an agent offer")
    assert "goodwill" not in await found(retriever, "how much goodwill voucher may an agent offer", scope)
    result = await retriever.search(ask("kettle leaks at the handle"), scope, below_floor=True, limit=50, per_source=5)
    cases = [f.passage for f in result.passages if f.passage.kind == "resolution"]
    assert {p.source_id for p in cases} == {"r-good", "r-bad"}  # the open one has no answer
    assert "water everywhere" not in result.model_dump_json()
    assert "cus-gwen" not in result.model_dump_json()
    assert all(p.side == "answer" and p.id.endswith("#1") for p in cases)


async def test_other_languages_are_found_after_ones_own_and_marked(retriever: Retriever) -> None:
    result = await retriever.search(ask("Wie oft muss ich die Arc entkalken?", "de"), ACME, below_floor=True)
    assert result.passages[0].passage.source_id == "de-descale"
    assert {f.passage.source_id: f.other_language for f in result.passages}["descale"]
    assert not result.passages[0].other_language


async def test_what_fits_and_may_not_be_seen_is_the_reason(retriever: Retriever) -> None:
    question = "how much goodwill voucher may an agent offer"
    for scope, reason in [
        (ACME.for_audience("customer"), "filtered_out"),
        (replace(ACME, tags=("grinders",)), "filtered_out"),
        (replace(ACME, language="de"), "filtered_out"),
    ]:
        assert (await retriever.search(ask(question), scope, kinds=("article",))).reason == reason
    unknown = await retriever.search(ask("who painted the ceiling of the chapel"), ACME.for_audience("customer"))
    assert unknown.reason == "below_floor"
    unasked = await retriever.search(ask(question), ACME.for_audience("customer"), kinds=("article",), why=False)
    assert unasked.reason == "below_floor"


async def test_filters_that_leave_nothing_are_the_reason(retriever: Retriever) -> None:
    result = await retriever.search(ask("kettle leaks"), replace(ACME, tags=("nothing-has-this",)))
    assert result.reason == "filtered_out"
    assert await found(retriever, "burrs of the small grinder", replace(ACME, tags=("grinders",))) == ["sizes"]


async def test_a_hidden_case_is_not_found(retriever: Retriever) -> None:
    scope = replace(ACME, exclude=frozenset({"r-good"}))
    assert "r-good" not in await found(retriever, "kettle leaks at the handle", scope, below_floor=True, limit=50)


async def test_an_empty_index_and_another_tenant_say_so(retriever: Retriever) -> None:
    assert (await retriever.search(ask("kettle leaks"), Scope("globex"))).reason == "nothing_indexed"


@pytest.mark.parametrize("text", ["", "  ", "?!", "👍"])
async def test_a_question_without_words_is_not_searched(retriever: Retriever, text: str) -> None:
    assert (await retriever.search(ask(text), ACME)).reason == "empty_query"
    assert await retriever.similar(ask(text), ACME) == []


async def test_an_explanation_tells_ranks_scores_weight_and_filters(retriever: Retriever) -> None:
    result = await retriever.search(ask("how often descale"), ACME.for_audience("customer"), explain=True)
    explain = result.passages[0].explain
    assert explain is not None
    assert (explain.pool, explain.dense_rank, explain.bm25_rank, explain.weight) == ("article", 1, 1, 1.0)
    assert explain.dense_score is not None
    assert explain.fused > 0
    assert set(explain.filters) == {"valid_from", "valid_until", "visibility"}
    assert (await retriever.search(ask("how often descale"), ACME)).passages[0].explain is None


async def test_similar_cases_are_counted_by_their_problem_however_they_ended(retriever: Retriever) -> None:
    cases = await retriever.similar(ask("water leaks out of my kettle at the handle"), ACME)
    assert {f.passage.source_id for f in cases} == {"r-good", "r-bad", "r-open"}
    assert all(f.passage.side == "problem" for f in cases)
    assert len(await retriever.similar(ask("water leaks out of my kettle"), ACME, limit=1)) == 1


class NoEmbedder:
    """An embedder that has gone away."""

    name = fingerprint = "gone"
    dimension = 384
    languages: frozenset[str] | None = None

    async def query(self, text: str) -> Vector:
        raise EmbedderUnavailable("the embeddings server does not answer")

    async def documents(self, texts: object) -> Vector:
        raise EmbedderUnavailable("the embeddings server does not answer")

    async def close(self) -> None: ...


@pytest.mark.parametrize("question", ["dscale", "can i retrun it", "descaleing tablts"])
async def test_a_misspelt_question_is_asked_again_as_it_was_meant(retriever: Retriever, question: str) -> None:
    assert (await found(retriever, question))[0] in {"returns", "descale"}


async def test_two_words_that_are_each_others_slip_are_not_tried_in_turn(tmp_path: Path, embedder: Embedder) -> None:
    # the articles know one of them only, the past cases the other only
    documents: list[Article | Resolution] = [
        article("flash", "Firmware", "Copy the file to a flash drive."),
        case("r-rain", "The driver left it in the rain", "We are sorry."),
    ]
    async with filled(tmp_path / "index", embedder, documents) as index:
        assert await found(Retriever(index, embedder), "Which songs does your choir's driver sing?") == []


async def test_internal_articles_come_beside_what_a_customer_may_see_and_are_marked(retriever: Retriever) -> None:
    customers = ACME.for_audience("customer")
    beside = await retriever.search(ask("goodwill voucher of 15 EUR"), customers, internal=True)
    assert [(f.passage.source_id, f.passage.visibility) for f in beside.passages[:1]] == [("goodwill", "internal")]
    assert "goodwill" not in await found(retriever, "goodwill voucher of 15 EUR", customers)
    past = await retriever.search(ask("my kettle leaks at the handle"), customers, internal=True)
    assert all(f.passage.side != "problem" for f in past.passages)


async def test_counting_similar_cases_reads_no_vectors(
    index: EdgeIndex, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    vectors = index._nearest

    async def counted(points: Sequence[str]) -> dict[str, Vector]:
        read.extend(points)
        return await vectors(points)

    monkeypatch.setattr(index, "_nearest", counted)
    retriever = Retriever(index, embedder)
    assert await retriever.similar(ask("my kettle leaks at the handle"), ACME)
    assert not read
    await retriever.search(ask("my kettle leaks at the handle"), ACME)
    assert read


async def test_without_the_embedder_words_alone_find(index: EdgeIndex) -> None:
    retriever = Retriever(index, NoEmbedder())
    assert (await found(retriever, "how often to descale the machine with tablets"))[0] == "descale"
    assert (await retriever.search(ask("capital of France"), ACME)).reason == "below_floor"


async def test_an_index_that_is_gone_is_a_reason_for_a_search_and_an_error_for_counting(
    tmp_path: Path, embedder: Embedder
) -> None:
    async with filled(tmp_path / "index", embedder) as index:
        retriever = Retriever(index, embedder)
        await index.close()
        result = await retriever.search(ask("kettle leaks"), ACME)
        assert result.reason == "unavailable"
        assert "embed" in result.timings_ms
        with pytest.raises(IndexDown):
            await retriever.similar(ask("kettle leaks"), ACME)


async def test_a_deleted_document_is_not_found(tmp_path: Path, embedder: Embedder) -> None:
    async with filled(tmp_path / "index", embedder) as index:
        retriever = Retriever(index, embedder)
        assert (await found(retriever, "how often do I need to descale"))[0] == "descale"
        await Knowledge(index, embedder).delete(ACME, "article", "descale")
        assert "descale" not in await found(retriever, "how often do I need to descale", below_floor=True, limit=50)


async def test_a_language_that_the_model_does_not_know_is_noted(retriever: Retriever) -> None:
    german = await retriever.search(Query(text="Maschine alle 3 Monate entkalken", language="de-AT"), ACME)
    assert german.notes == ("language_weak",)
    assert german.passages[0].passage.source_id == "de-descale"
    for language in ("en", None):
        assert (await retriever.search(Query(text="descale the machine", language=language), ACME)).notes == ()


async def test_a_past_answer_that_a_newer_article_contradicts_counts_less_and_says_so(
    tmp_path: Path, embedder: Embedder
) -> None:
    index = await EdgeIndex.open(tmp_path / "index", embedder)
    knowledge = Knowledge(index, embedder)
    rule = "Orders can be returned within {} days of delivery."
    await knowledge.put(ACME, case("past", "How long can I return my order?", rule.format(60)))
    retriever = Retriever(index, embedder)

    async def past() -> Found | None:
        result = await retriever.search(ask("How long can I return an order?"), ACME, explain=True, below_floor=True)
        return next((f for f in result.passages if f.passage.source_id == "past"), None)

    for days, changed, by in ((60, NOW, None), (30, NOW - timedelta(days=400), None), (30, NOW, "rule")):
        await knowledge.delete(ACME, "article", "rule")
        await knowledge.put(ACME, article("rule", "Returning an order", rule.format(days), updated_at=changed))
        told = await past()
        assert told is not None
        assert told.explain is not None
        assert told.explain.contradicted_by == by
        assert (told.explain.weight < 0.5) == (by is not None)
    await knowledge.put(ACME, article("rule", "Returning an order", rule.format(30), supersedes=("past",)))
    assert await past() is None
    await index.close()


async def test_the_name_spoken_of_earlier_leads_to_its_own_answer(tmp_path: Path, embedder: Embedder) -> None:
    """Of sixty houses with the same answers, the one that the talk is about, however it is spelt."""
    index = await EdgeIndex.open(tmp_path / "index", embedder)
    names = [f"{first} {second}" for first in ("Acorn", "Bridge", "Cobalt", "Dover", "Elmwood", "Fennel") for second in
             ("Lodge", "House", "Court", "Villa", "Manor", "Hall", "Grange", "Cottage", "Barn", "Mill")]  # fmt: skip
    facts = ("Parking in the yard is free.", "Pets are welcome in all rooms.", "Breakfast starts at seven.")
    articles = [article(f"{name}/{n}", name, fact) for name in names for n, fact in enumerate(facts)]
    await Knowledge(index, embedder).put_many(ACME, articles)
    retriever = Retriever(index, embedder)
    for spelt, house in (
        ("fenel grange", "Fennel Grange"),
        ("COBALT  cottage", "Cobalt Cottage"),
        ("dover-mill", "Dover Mill"),
    ):
        said = (
            Message(author="customer", text=f"I would like a room in the {spelt} please"),
            Message(author="agent", text="Of course, for how many nights?"),
            Message(author="customer", text="two, and can I bring my pets?"),
        )
        query = query_from_thread(said, subject=None, language=None)
        assert query is not None
        found = (await retriever.search(query, ACME)).passages
        assert found[0].passage.source_id == f"{house}/1", spelt
    await index.close()
