"""A model's summary: held against thread and record, kept by what it covers, brought up to date. Over real HTTP."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from copilot.assist.assistant import Assistant
from copilot.assist.case import Case
from copilot.assist.summaries import summarise
from copilot.assist.written_summary import WrittenSummary, settled
from copilot.domain import AssistRequest, Caller, Conversation, Customer, Summary
from copilot.llm import open_llm
from copilot.settings import Settings
from copilot.state.redis import open_redis
from copilot.state.summaries import KEEP_S, Summaries
from copilot.state.tenant import TenantState
from retrieval.documents import Message
from tests import llm_stub as stub
from tests.assist.conftest import AGENT, HANNAH, TENANT, Company
from tests.assist.test_summary_kinds import case

WRITTEN: dict[str, Any] = {
    "issue": "The grinder of order PW-371520 has not come.",
    "background": "Hannah has the plan Duo.",
    "tried": ["Checked with the neighbours."],
    "state": "Waiting for us.",
    "open_questions": ["When does it arrive?"],
    "promises": [{"what": "A new one is sent by Friday.", "due": "by Friday", "by": None}],
    "mood": "angry",
    "facts": [
        {"name": "order", "value": "PW-371520", "messages": [1]},
        {"name": "carrier", "value": "the carrier", "messages": [2]},
        {"name": "voucher", "value": "GW-77", "messages": [2]},
    ],
    "text": "The grinder has not come.",
    "evidence": [
        {"of": "issue", "messages": [1]},
        {"of": "tried/0", "messages": [1]},
        {"of": "open_questions/0", "messages": [3]},
        {"of": "promises/0", "messages": [2, 99]},
    ],
}


def held(asked: Case, **changes: Any) -> Summary:
    return settled(asked, summarise(asked), WrittenSummary.model_validate(WRITTEN | changes))


def test_message_numbers_become_places_with_the_nearest_words() -> None:
    summary = held(case())
    assert summary.origin == "llm"
    assert summary.evidence["issue"][0].message_id == "m1"
    assert "PW-371520 still has not arrived" in summary.evidence["issue"][0].quote
    assert "neighbours" in summary.evidence["tried/0"][0].quote
    assert summary.evidence["open_questions/0"][0].quote == "When will it arrive?"
    (promised,) = summary.evidence["promises/0"]
    assert promised.quote == "We will send a new one by Friday.", "there is no message 99"
    assert summary.promises[0].where == promised


def test_facts_of_the_model_stand_somewhere_or_are_left_out_and_told() -> None:
    summary = held(case())
    values = [f.value for f in summary.facts]
    assert values.count("PW-371520") == 1
    assert "the carrier" in values
    assert "GW-77" not in values
    (bad,) = [c for c in summary.checks if not c.ok]
    assert (bad.kind, bad.found) == ("value", "GW-77")


def test_a_value_that_nobody_said_gives_way_and_is_flagged() -> None:
    asked = case()
    ruled = summarise(asked)
    summary = held(asked, issue="She wants 999 EUR back.", tried=["Called 14 times."], text="Owes 999 EUR.")
    assert summary.issue == ruled.issue
    assert summary.evidence["issue"] == ruled.evidence["issue"]
    assert summary.text == ruled.text
    assert summary.tried == ()
    told = {c.detail.split(":")[0]: c.found for c in summary.checks if not c.ok and c.kind == "value"}
    assert {"issue", "text", "tried/0"} <= set(told)
    assert "999" in (told["issue"] or "")


def test_a_statement_without_a_place_is_flagged() -> None:
    summary = held(case(), tried=["Repainted the garden fence."], promises=[], evidence=[])
    assert [c.found for c in summary.checks if c.kind == "citation"] == ["Repainted the garden fence."]
    assert "tried/0" not in summary.evidence


def test_notes_are_the_rules_own() -> None:
    asked = case()
    summary = held(asked)
    assert summary.notes == summarise(asked).notes
    assert all(w.private for w in summary.evidence["notes/0"])
    assert all(not w.private for p, ws in summary.evidence.items() if p != "notes/0" for w in ws)


def test_what_a_model_writes_of_a_closing_becomes_the_resolution() -> None:
    closing = held(case("closing"), cause="The carrier mixed up the label.", solution="A new one is sent.").closing
    assert closing is not None
    assert closing.solution == "A new one is sent."
    assert closing.resolution is not None
    assert closing.resolution.messages[0].text == WRITTEN["issue"]
    assert closing.resolution.messages[1].text == "The carrier mixed up the label.\n\nA new one is sent."


@asynccontextmanager
async def writing(company: Company, summaries: Summaries | None) -> AsyncIterator[tuple[Assistant, stub.LlmStub]]:
    """An assistant whose model always writes the same."""
    p = company.parts
    async with stub.LlmStub(stub.structured(WRITTEN)) as server:
        llm = open_llm(Settings.model_validate({"llm_url": server.url, "llm_model": "stub"}))
        assert llm is not None
        try:
            yield (
                Assistant(p.retriever, llm, p.policies, p.catalogue, p.customers, p.conversations, summaries=summaries),
                server,
            )
        finally:
            await llm.close()


FIRST = Message(author="customer", text="My grinder of order PW-371520 has not arrived. Where is it?", id="a")
SECOND = Message(author="customer", text="Hello? It still has not arrived.", id="b")
NOTE = Message(author="agent", text="SECRET note.", private=True, id="n")


def want(*messages: Message, customer: Customer | None = HANNAH, **more: Any) -> AssistRequest:
    conversation = Conversation(id="c-1", channel="chat", messages=messages)
    return AssistRequest(conversation=conversation, customer=customer, want=("summary",), deadline_ms=60_000, **more)


async def summed(a: Assistant, asked: AssistRequest, caller: Caller = AGENT) -> Summary:
    answer = await a.answer(caller, asked)
    assert answer.summary is not None
    assert answer.summary.origin == "llm", answer.reasons
    return answer.summary


async def test_the_same_again_costs_no_call_and_a_new_message_updates(company: Company) -> None:
    async with writing(company, Summaries(company.parts.redis)) as (a, server):
        first = await summed(a, want(FIRST))
        assert len(server.prompts) == 1
        assert await summed(a, want(FIRST)) == first
        noted = await summed(a, want(FIRST, NOTE))
        assert len(server.prompts) == 1
        assert noted.notes == ("SECRET note.",)
        assert noted.covers != first.covers
        await summed(a, want(FIRST, NOTE, SECOND))
        assert len(server.prompts) == 2
        update = server.prompts[-1]
        assert "Hello? It still has not arrived." in update
        assert 'n="2"' in update
        assert "Where is it?" not in update
        assert "up_to_message=" in update
        assert "The grinder of order" in update
        assert "SECRET" not in update


async def test_what_else_changes_is_written_anew_and_kinds_and_tenants_are_apart(company: Company) -> None:
    other = Caller(tenant="globex", role="agent", key_id="k2")
    async with writing(company, Summaries(company.parts.redis)) as (a, server):
        await summed(a, want(FIRST))
        for n, (asked, caller) in enumerate(
            [
                (want(FIRST, summary_kind="handover"), AGENT),
                (want(FIRST, reader_language="de"), AGENT),
                (want(FIRST), other),
                (want(FIRST, customer=HANNAH.model_copy(update={"name": "Ada Byron"})), AGENT),
                (want(FIRST.model_copy(update={"text": "Edited: where is my grinder?"}), SECOND), AGENT),
            ],
            2,
        ):
            await summed(a, asked, caller)
            assert len(server.prompts) == n
            assert "up_to_message=" not in server.prompts[-1]
            if asked.reader_language:
                assert "Write in German" in server.prompts[-1]


async def test_it_goes_by_itself_and_with_the_customer(company: Company) -> None:
    redis = company.parts.redis
    state = TenantState(redis, TENANT)
    async with writing(company, Summaries(redis)) as (a, server):
        await summed(a, want(FIRST))
        assert 0 < await redis.ttl(state.summaries("c-1")) <= KEEP_S
        assert await company.parts.customers.delete(TENANT, "cus-1")
        assert not [k async for k in redis.scan_iter("*summaries*")]
        await summed(a, want(FIRST))
        assert len(server.prompts) == 2


async def test_without_redis_or_an_id_it_is_written_each_time(company: Company) -> None:
    async with writing(company, Summaries(company.parts.redis)) as (a, server):
        bare = want(FIRST)
        assert bare.conversation is not None
        bare = bare.model_copy(update={"conversation": bare.conversation.model_copy(update={"id": None})})
        for _ in range(2):
            await summed(a, bare)
        assert len(server.prompts) == 2
    gone = open_redis("redis://127.0.0.1:1/0")
    async with writing(company, Summaries(gone)) as (a, server):
        for _ in range(2):
            answer = await a.answer(AGENT, want(FIRST))
            assert answer.summary is not None
            assert answer.summary.origin == "llm"
            assert answer.reasons == ()
        assert len(server.prompts) == 2
    await gone.aclose()


async def test_what_is_kept_and_can_not_be_read_is_written_again(company: Company) -> None:
    redis = company.parts.redis
    async with writing(company, Summaries(redis)) as (a, server):
        await summed(a, want(FIRST))
        for broken in ("no json", json.dumps({"rest": "x", "messages": [], "written": "{}"})):
            await redis.hset(TenantState(redis, TENANT).summaries("c-1"), "live.en", broken)
            await summed(a, want(FIRST))
        assert len(server.prompts) == 3
