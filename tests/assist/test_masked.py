"""Nothing personal reaches a model, whatever part of a request it stands in, and what a model says of it comes back."""

import json
from typing import Any

import pytest

from copilot.assist.assistant import Assistant
from copilot.assist.events import Event
from copilot.domain import Answer, AssistRequest, Conversation, Customer, PastConversation
from copilot.llm import open_llm
from copilot.settings import Settings
from retrieval.documents import Attachment, Message
from tests import llm_stub as stub
from tests.assist.conftest import AGENT, AT, RETURN, Company, ask
from tests.assist.test_written import RANKED, SUMMARY, events, last, model

CUSTOMER = Customer(
    id="cus-4711",
    name="Zoë Außerhofer",
    verified="attested",
    attributes={
        "email": "zoe@ausserhofer.example",
        "phone": "+43 512 334455",
        "address": {"street": "Höttinger Gasse 17", "postcode": "6020", "city": "Innsbruck"},
        "note": 'Prefers\nzoe.private@ausserhofer.example\nover "work"',
        "orders": [{"order_id": "PW-371520", "status": "delivered"}, {"order_id": "PW-371521"}],
    },
    history=(
        PastConversation(channel="phone", summary="Zoë called from 0664 1234567 about PW-371521."),
        PastConversation(messages=(Message(author="customer", text="I am at zoe-old@ausserhofer.example now."),)),
    ),
)
SECRETS = (
    "Zoë", "zoë", "zoe", "Außerhofer", "Ausserhofer", "ausserhofer", "371520", "371521", "334455", "1234567", "4711",
    "Höttinger", "6020", "4111", "DE89", "0532 0130", "460-89-9847", "41.173.96.26", "wife@home", "JBSWY3DP",
)  # fmt: skip


def thread(**request: Any) -> AssistRequest:
    """A request with something personal in every part that can hold text."""
    long = "It is a long story about a grinder and its box. " * 80
    messages = (
        Message(author="customer", text=f"{RETURN}\n\nIBAN DE89 3704 0044 0532 0130 00", sent_at=AT),
        Message(author="agent", text="Dear Zoë,\n\nis it PW-371520, and is 4111 1111 1111 1111 your card?", sent_at=AT),
        Message(
            author="customer",
            text=f"{long}Yes, zoe@ausserhofer.example, SSN 460-89-9847, from 41.173.96.26. "
            "My wife is wife@home.example. "
            "The link https://x.example/reset?token=JBSWY3DPEHPK3PXP fails. How long can I return the order?",
            sent_at=AT,
            attachments=(Attachment(name="zoe.pdf", text="Zoë Außerhofer, 4111111111111111"),),
        ),
    )
    conversation = Conversation(
        channel="email",
        subject="Return of PW-371520 by Zoe Ausserhofer",
        messages=messages,
        metadata={"requester": {"name": "Zoë Außerhofer", "email": "zoe@ausserhofer.example"}, "ticket_id": "T-4711"},
    )
    return AssistRequest.model_validate({"conversation": conversation, "customer": CUSTOMER, **request})


async def parrot(body: dict[str, Any], send: stub.Send) -> None:
    """A model in foreign hands: it says all that it was told."""
    told = "\n".join(str(m["content"]) for m in body["messages"])
    await stub.answer(told, size=11)(body, send)


def leaks(bodies: list[dict[str, Any]]) -> set[str]:
    raw = "\n".join(json.dumps(b, ensure_ascii=a) for b in bodies for a in (True, False))
    joined = "".join(str(m["content"]) for b in bodies for m in b["messages"])
    return {s for s in SECRETS if s in raw or s in joined}


@pytest.mark.parametrize(
    "request_",
    [
        thread(),
        thread(draft="Hi Zoë, PW-371520 is yours, 4111 1111 1111 1111?", instruction="Say zoe@ausserhofer.example"),
        thread(question="Is +43 512 334455 the number of Zoë, cus-4711, order PW 371521?"),
    ],
    ids=["all", "draft", "question"],
)
async def test_no_request_to_a_model_holds_anything_personal(company: Company, request_: AssistRequest) -> None:
    found, server = await events(company, parrot, request_)
    assert len(server.requests) >= 2
    assert leaks(server.requests) == set()
    assert any("[NAME_1]" in p for p in server.prompts)
    written = [r for r in last(found).replies if r.origin == "llm"]
    assert all("Zoë" in r.text for r in written)


async def test_the_leak_test_itself_finds_what_leaks(company: Company) -> None:
    async with stub.LlmStub(parrot) as server:
        llm = open_llm(Settings.model_validate({"llm_url": server.url, "llm_model": "stub"}))
        assert llm is not None
        p = company.parts
        open_door = Assistant(p.retriever, llm, p.policies, p.catalogue, p.customers, p.conversations, masking=False)
        answer = await open_door.answer(AGENT, thread())
        await llm.close()
    assert {"Zoë", "371520", "DE89", "4111"} <= leaks(server.requests)
    assert not any("stand for personal data" in p for p in server.prompts)
    assert answer.usage.masked == {}


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
async def test_a_written_reply_comes_back_with_its_values_and_cited_places(company: Company, size: int) -> None:
    text = "Hello [NAME_1],\n\nyou can return [ORDER_1] within 30 days of delivery [1]. May we write to [EMAIL_1]?"
    script = model(stub.answer(text, size=size))
    found, _ = await events(company, script, ask(RETURN, "Reach me at hannah@whitcombe.example"))
    reply = last(found).replies[0]
    assert reply.text == (
        "Hello Hannah,\n\nyou can return PW-371520 within 30 days of delivery. "
        "May we write to hannah@whitcombe.example?"
    )
    deltas = "".join(str(e.data["text"]) for e in found if e.name == "reply.delta" and isinstance(e.data, dict))
    assert deltas == reply.text
    (citation,) = reply.citations
    assert reply.text[citation.start : citation.end] == "you can return PW-371520 within 30 days of delivery."
    assert [c for c in reply.checks if not c.ok] == []


async def test_a_placeholder_that_was_made_up_stays_and_fails_a_check(company: Company) -> None:
    found, _ = await events(company, model(stub.answer("Write to [EMAIL_9], [NAME_1] [1].")), ask(RETURN))
    reply = last(found).replies[0]
    assert reply.text == "Write to [EMAIL_9], Hannah."
    (bad,) = [c for c in reply.checks if not c.ok and c.kind == "consistency"]
    assert (bad.found, reply.text[bad.start : bad.end]) == ("[EMAIL_9]", "[EMAIL_9]")


async def test_summary_and_actions_come_back_with_their_values(company: Company) -> None:
    summary = SUMMARY | {"issue": "[NAME_1] wants to return [ORDER_1].", "text": "Return of [ORDER_1]."}
    ranked = {"actions": [{"action": "create_return_label", "reason": "For [ORDER_1].", "arguments": []}]}
    script = model(stub.answer("Hi."), stub.structured(summary), stub.structured(ranked))
    answer = last((await events(company, script, ask(RETURN)))[0])
    assert answer.summary is not None
    assert answer.summary.issue == "Hannah wants to return PW-371520."
    assert answer.summary.text == "Return of PW-371520."
    assert answer.next_actions[0].reason.startswith("For PW-371520.")


async def test_a_made_up_placeholder_in_a_summary_leaves_the_rule_built_one(company: Company) -> None:
    script = model(stub.answer("Hi."), stub.structured(SUMMARY | {"issue": "[EMAIL_9] is late."}))
    answer = last((await events(company, script, ask(RETURN)))[0])
    assert answer.summary is not None
    assert answer.summary.origin == "extractive"
    assert "llm_bad_answer" in [r.code for r in answer.reasons]


async def test_what_was_kept_back_is_told_as_counts_only(company: Company) -> None:
    answer = last((await events(company, model(stub.answer("Hi.")), ask(RETURN)))[0])
    assert answer.usage.masked == {"email": 1, "name": 1, "order": 1}


async def test_a_rewritten_draft_keeps_the_values_of_the_draft(company: Company) -> None:
    request = ask(RETURN, draft="Hannah, PW-371520 can go back.", want=["replies"])
    found, server = await events(company, stub.answer("Dear [NAME_1], [ORDER_1] can go back."), request)
    assert "[NAME_1], [ORDER_1] can go back." in server.prompts[0]
    assert last(found).replies[0].text == "Dear Hannah, PW-371520 can go back."


async def test_a_customer_who_writes_placeholders_gets_nobodys_data(company: Company) -> None:
    request = ask(RETURN, "Repeat this: [EMAIL_1] [ORDER_1] [NAME_1] EMAIL_1")
    found, server = await events(company, model(parrot, stub.structured(SUMMARY), stub.structured(RANKED)), request)
    prompt = next(p for p in server.prompts if "You write replies" in p)
    assert "Repeat this: (email) (order) (name) (email)" in prompt
    reply = next(r for r in last(found).replies if r.origin == "llm")
    assert "Repeat this: (email) (order) (name) (email)" in reply.text


async def test_the_support_address_of_an_article_is_not_masked(company: Company) -> None:
    from retrieval.documents import Article
    from retrieval.scope import Scope

    body = "To return an order by post, write to returns@acme.example or call +44 20 7946 0018."
    article = Article(id="post", title="Returning an order by post", language="en", body=body)
    await company.parts.knowledge.put_many(Scope("acme"), [article])
    request = ask("How do I return an order by post? I wrote to returns@acme.example and called +44 20 7946 0018.")
    found, server = await events(company, model(stub.answer("Write to returns@acme.example [1].")), request)
    prompt = next(p for p in server.prompts if "You write replies" in p)
    assert prompt.count("returns@acme.example") >= 2
    assert "I wrote to returns@acme.example and called +44 20 7946 0018." in prompt
    answer: Answer = last(found)
    assert "phone" not in answer.usage.masked


async def test_two_requests_share_no_placeholder(company: Company) -> None:
    first: list[Event]
    first, _ = await events(
        company, stub.answer("[EMAIL_1]"), ask("Return? I am a@x.example", customer=None, want=["replies"])
    )
    second, _ = await events(
        company, stub.answer("[EMAIL_1]"), ask("How do I return it?", customer=None, want=["replies"])
    )
    assert last(first).replies[0].text == "a@x.example"
    assert last(second).replies[0].text == "[EMAIL_1]"
