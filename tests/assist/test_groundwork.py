"""What was found for a conversation is kept while it holds, and not a moment longer."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from copilot.assist.assistant import Assistant
from copilot.assist.case import Case
from copilot.assist.closeness import Closeness
from copilot.assist.gather import Gathered, nearness
from copilot.assist.groundwork import Asked, Basis, Groundwork, kept_replies
from copilot.assist.replies import Writer
from copilot.domain import AssistRequest, Caller, Conversation, Customer, Policy
from copilot.guard.grounding import Evidence
from retrieval.documents import Article, Kind, Message, Query
from retrieval.edge import EdgeIndex
from retrieval.index import Hit, IndexDown, Sparse, Vector
from retrieval.scope import FOREVER, Scope
from retrieval.search import Retriever
from tests.assist.conftest import AGENT, AT, HANNAH, RETURN, TENANT, Company, ask

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
    basis = Basis(seen.found, near=await nearness(Closeness(company.parts.embedder), seen.case, seen.found))
    writer = Writer(seen.case, seen.found.answered, basis.near or {}, seen.evidence, "a")
    (first, *_) = kept_replies(writer, basis)
    assert all(c.ok for c in first.checks)
    assert kept_replies(replace(writer, id_prefix="b"), basis)[0] == first.model_copy(update={"id": "b-a"})
    (doubtful, *_) = kept_replies(replace(writer, evidence=Evidence({})), basis)
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
NONE: dict[str, Any] = {}


def case(
    text: str = RETURN, customer: Customer | None = HANNAH, policy: Policy = POLICY, metadata: dict[str, Any] = NONE
) -> Case:
    conversation = Conversation(
        channel="email", metadata=metadata, messages=(Message(author="customer", text=text, id="m1"),)
    )
    return Case(AssistRequest(conversation=conversation), conversation, customer, policy)


def test_nothing_is_kept_past_its_time_a_write_or_where_others_write() -> None:
    at = 100.0
    work = Groundwork(clock=lambda: at)
    basis = Basis(Gathered(None))

    def keep(*, version: int = 7, until: int = 200) -> None:
        work.of(ASKED, case(), version)
        work.keep(ASKED, case(), basis, version=version, until=until)

    keep()
    assert work.of(ASKED, case(), 7) is basis
    assert work.of(ASKED._replace(for_agent=False), case(), 7) is None
    assert work.of(ASKED._replace(extra=("a draft",)), case(), 7) is None
    for other in (case("Hello"), case(customer=None), case(policy=Policy(brand="Acme"))):
        assert work.of(ASKED, other, 7) is None
    assert work.of(ASKED, case(), None) is None
    assert work.of(ASKED, case(), 7) is None  # all of it is gone
    keep()
    assert work.of(ASKED, case(), 8) is None
    keep()
    at = 200.0
    assert work.of(ASKED, case(), 7) is None
    keep(until=200)  # over already
    assert work.of(ASKED, case(), 7) is None
    keep(until=FOREVER)
    at += 3600
    assert work.of(ASKED, case(), 7) is None


def test_what_was_found_before_a_write_is_not_kept_after_it() -> None:
    work = Groundwork()
    work.of(ASKED, case(), 2)
    work.keep(ASKED, case(), Basis(Gathered(None)), version=1, until=FOREVER)
    assert work.of(ASKED, case(), 1) is None
    assert work.of(ASKED, case(), 2) is None


def test_what_only_json_tells_apart_is_apart() -> None:
    work = Groundwork()
    work.of(ASKED, case(), 1)
    told = case(metadata={"bot_failed": 1})
    work.keep(ASKED, told, Basis(Gathered(None)), version=1, until=FOREVER)
    assert work.of(ASKED, case(metadata={"bot_failed": 1}), 1) is not None
    assert work.of(ASKED, case(metadata={"bot_failed": True}), 1) is None


async def test_a_search_that_failed_in_the_middle_is_not_kept(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The later searches of a request make what it finds surer; without them it is less, and says nothing of it."""
    whole = await company.assistant().answer(AGENT, ask(RETURN, want=["replies"]))
    assistant, search, asked = company.assistant(), EdgeIndex.search, 0

    async def failing(self: EdgeIndex, *args: Any, **more: Any) -> list[Hit]:
        nonlocal asked
        asked += 1
        if asked == 4:
            raise IndexDown("gone for a moment")
        return await search(self, *args, **more)

    monkeypatch.setattr(EdgeIndex, "search", failing)
    await assistant.answer(AGENT, ask(RETURN, want=["replies"]))
    assert asked >= 4
    again = await assistant.answer(AGENT, ask(RETURN, want=["replies"]))
    assert [(r.text, r.confidence) for r in again.replies] == [(r.text, r.confidence) for r in whole.replies]


async def test_replies_beside_a_promise_are_made_anew(company: Company) -> None:
    """Whether it is overdue the clock says."""
    promised = (
        Message(author="customer", text="Where is my refund?", sent_at=AT),
        Message(author="agent", text="We will refund you by 10 December.", sent_at=AT),
        Message(author="customer", text="How many days do I have to send an order back?", sent_at=AT),
    )
    request = ask(RETURN)
    assert request.conversation is not None
    given = request.conversation.model_copy(update={"messages": promised})
    for conversation, kept in ((request.conversation, True), (given, False)):
        seen = await company.assistant().consider(BOT, request.model_copy(update={"conversation": conversation}))
        near = await nearness(Closeness(company.parts.embedder), seen.case, seen.found)
        basis = Basis(seen.found, near)
        assert kept_replies(Writer(seen.case, seen.found.answered, near, seen.evidence, "a"), basis)
        assert (basis.replies is not None) is kept


def test_only_the_latest_are_kept() -> None:
    work = Groundwork()
    work.of(ASKED, case(), 1)
    for n in range(70):
        work.keep(ASKED, case(f"question {n}"), Basis(Gathered(None)), version=1, until=FOREVER)
    assert work.of(ASKED, case("question 0"), 1) is None
    assert work.of(ASKED, case("question 69"), 1) is not None
