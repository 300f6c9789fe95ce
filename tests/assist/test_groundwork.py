"""What was found for a conversation is kept while it holds, and not a moment longer."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from copilot.assist.assistant import Assistant
from copilot.assist.case import Case
from copilot.assist.closeness import Closeness
from copilot.assist.gather import Gathered, nearness
from copilot.assist.groundwork import Asked, Ground, Groundwork, kept_replies
from copilot.assist.replies import Writer
from copilot.domain import AssistRequest, Caller, Conversation, Customer, Policy
from copilot.guard.grounding import Evidence
from retrieval.documents import Article, Kind, Message, Query
from retrieval.edge import EdgeIndex
from retrieval.index import Hit, Sparse, Vector
from retrieval.scope import FOREVER, Scope
from retrieval.search import Retriever
from tests.assist.conftest import AGENT, HANNAH, RETURN, TENANT, Company, ask

ASKED = Asked(Scope(TENANT), for_agent=True)
BOT = Caller(tenant=TENANT, role="bot", key_id="k2")


@dataclass
class Searches:
    n: int = 0


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> Searches:
    """Counts what the engine is asked; it answers as ever."""
    counted, search = Searches(), EdgeIndex.search

    async def counting(
        self: EdgeIndex, scope: Scope, kind: Kind, dense: Vector | None, bm25: Sparse | None, *, limit: int,
        vectors: bool = True,
    ) -> list[Hit]:  # fmt: skip
        counted.n += 1
        return await search(self, scope, kind, dense, bm25, limit=limit, vectors=vectors)

    monkeypatch.setattr(EdgeIndex, "search", counting)
    return counted


async def told(assistant: Assistant, request: AssistRequest, caller: Caller = AGENT) -> tuple[list[str], list[str]]:
    """Sources, and the texts of the replies."""
    answer = await assistant.answer(caller, request)
    assert len({r.id for r in answer.replies}) == len(answer.replies)
    assert all(r.id.startswith(answer.id) for r in answer.replies)
    return [s.passage_id for s in answer.sources], [r.text for r in answer.replies]


async def test_the_same_conversation_is_searched_for_once(company: Company, searches: Searches) -> None:
    assistant = company.assistant()
    first = await told(assistant, ask(RETURN, want=["replies"]))
    before = searches.n
    assert before
    assert await told(assistant, ask(RETURN, want=["replies"])) == first
    assert await told(assistant, ask(RETURN, want=["replies"], instruction="Say it kindly.")) == first
    assert searches.n == before


async def test_what_is_prepared_on_arrival_is_at_hand_when_the_agent_asks(company: Company, searches: Searches) -> None:
    assistant = company.assistant()
    given = ask(RETURN).conversation
    assert given is not None
    await company.parts.conversations.put(TENANT, given.model_copy(update={"id": "conv-1"}))
    assert await assistant.prepare(TENANT, "conv-1")
    before = searches.n
    answer = await assistant.answer(AGENT, AssistRequest(conversation_id="conv-1"))
    assert answer.replies
    assert answer.next_actions
    assert searches.n == before
    message = Message(author="customer", text="And who pays for the label?")
    await company.parts.conversations.append(TENANT, "conv-1", message)
    await assistant.answer(AGENT, AssistRequest(conversation_id="conv-1"))
    assert searches.n > before


async def test_replies_are_held_against_what_may_vouch_now(company: Company) -> None:
    seen = await company.assistant().consider(BOT, ask(RETURN))
    ground = Ground(seen.found, near=await nearness(Closeness(company.parts.embedder), seen.case, seen.found))
    writer = Writer(seen.case, seen.found.answered, ground.near or {}, seen.evidence, "a")
    (first, *_) = kept_replies(writer, ground)
    assert all(c.ok for c in first.checks)
    assert kept_replies(replace(writer, id_prefix="b"), ground)[0] == first.model_copy(update={"id": "b-a"})
    (doubtful, *_) = kept_replies(replace(writer, evidence=Evidence({})), ground)
    assert not all(c.ok for c in doubtful.checks)


async def test_another_question_customer_reader_or_policy_is_not(company: Company, searches: Searches) -> None:
    assistant = company.assistant()
    await told(assistant, ask(RETURN))
    for request, caller in (
        (ask(RETURN + " It was a gift."), AGENT),
        (ask("Hello", RETURN), AGENT),
        (ask(RETURN, customer=HANNAH.model_copy(update={"attributes": {"plan": "pro"}})), AGENT),
        (ask(RETURN, exclude=("res-1",)), AGENT),
        (ask(RETURN), BOT),
        (ask(RETURN), AGENT.model_copy(update={"tenant": "globex"})),
    ):
        before = searches.n
        await assistant.answer(caller, request)
        assert searches.n > before, request
    await company.parts.policies.put(TENANT, Policy(brand="Acme Coffee"))
    before = searches.n
    await told(assistant, ask(RETURN))
    assert searches.n > before


async def test_what_is_written_or_deleted_counts_at_once(company: Company) -> None:
    assistant = company.assistant()
    sources, replies = await told(assistant, ask(RETURN))
    assert any("30 days" in r for r in replies)
    await company.parts.knowledge.delete(Scope(TENANT), "article", "returns")
    sources, replies = await told(assistant, ask(RETURN))
    assert not any(s.startswith("article:returns") for s in sources)
    new = Article(id="new", title="Returning an order", body="You can return an order within 60 days.", language="en")
    await company.parts.knowledge.put_many(Scope(TENANT), [new])
    sources, _ = await told(assistant, ask(RETURN))
    assert any(s.startswith("article:new") for s in sources)


async def test_what_the_clock_changes_is_known_ahead(company: Company) -> None:
    knowledge, scope = company.parts.knowledge, Scope(TENANT)
    hour = timedelta(hours=1)
    now = datetime.now(UTC).replace(microsecond=0)

    async def until(scope: Scope = scope) -> int:
        retriever = Retriever(company.parts.index, company.parts.embedder)  # which knows today's titles
        standing = retriever.standing(scope)
        await retriever.search(Query(text="How do I return an order?", language="en"), scope, standing=standing)
        return await standing.holds_until()

    assert await until() == FOREVER
    await knowledge.put_many(
        scope, [Article(id="later", title="Parcel lockers", body="Lockers take returns.", valid_from=now + 3 * hour)]
    )
    assert await until() == int((now + 3 * hour).timestamp())
    await knowledge.put_many(
        scope, [Article(id="ends", title="Returning an order", body="Return an order by bus.", valid_until=now + hour)]
    )
    assert await until() == int((now + hour).timestamp())
    assert await until(Scope(TENANT, as_of=now)) == 0


async def test_right_after_a_write_nothing_is_kept(company: Company) -> None:
    """Until the titles' names are made anew."""
    retriever, scope = company.parts.retriever, Scope(TENANT)
    for whole in (True, False):
        standing = retriever.standing(scope)
        await retriever.search(Query(text="How do I return an order?", language="en"), scope, standing=standing)
        assert standing.whole is whole
        assert bool(await standing.holds_until()) is whole
        await company.parts.knowledge.put_many(scope, [Article(id="later", title="Parcel lockers", body="In shops.")])


POLICY = Policy()


def case(text: str = RETURN, customer: Customer | None = HANNAH, policy: Policy = POLICY) -> Case:
    conversation = Conversation(channel="email", messages=(Message(author="customer", text=text, id="m1"),))
    return Case(AssistRequest(conversation=conversation), conversation, customer, policy)


def test_nothing_is_kept_past_its_time_a_write_or_where_others_write() -> None:
    at = 100.0
    work = Groundwork(clock=lambda: at)
    ground = Ground(Gathered(None))
    work.keep(ASKED, case(), ground, version=7, until=200)
    assert work.of(ASKED, case(), 7) is ground
    assert work.of(ASKED, case(), None) is None
    assert work.of(ASKED._replace(for_agent=False), case(), 7) is None
    assert work.of(ASKED._replace(extra=("a draft",)), case(), 7) is None
    at = 200.0
    assert work.of(ASKED, case(), 7) is None
    at = 100.0
    assert work.of(ASKED, case(), 7) is None  # what was over is gone
    work.keep(ASKED, case(), ground, version=7, until=200)
    assert work.of(ASKED, case(), 8) is None
    for other in (case(customer=None), case(policy=Policy(brand="Acme"))):
        work.keep(ASKED, case(), ground, version=7, until=200)
        assert work.of(ASKED, other, 7) is None


def test_only_the_latest_are_kept() -> None:
    work = Groundwork()
    for n in range(70):
        work.keep(ASKED, case(f"question {n}"), Ground(Gathered(None)), version=1, until=FOREVER)
    assert work.of(ASKED, case("question 0"), 1) is None
    assert work.of(ASKED, case("question 69"), 1) is not None
