"""Replies, summary and next actions without a model."""

import pytest

from copilot.assist.events import Event
from copilot.domain import Answer, AssistRequest, Customer, Reason, Reply
from retrieval.alive import Standing
from retrieval.documents import Article, Author, Found, Query
from retrieval.scope import Scope
from tests.assist.conftest import AGENT, RETURN, TENANT, Company, ask, past


def verbatim(answer: Answer, reply: Reply) -> None:
    """Every citation's quote stands in its source, and where the reply says it."""
    sources = {s.passage_id: s for s in answer.sources}
    assert reply.citations
    for c in reply.citations:
        assert c.quote in sources[c.passage_id].text
        assert reply.text[c.start : c.end] == c.quote


async def test_an_email_gets_a_reply_that_an_agent_would_send(company: Company) -> None:
    answer = await company.assistant().answer(AGENT, ask(RETURN))
    reply = answer.replies[0]
    assert reply.text.startswith("Hello Hannah,\n\n")
    assert reply.text.endswith("Kind regards,\nYour Acme team")
    assert "within 30 days of delivery" in reply.text
    assert (reply.origin, reply.language, answer.mode) == ("extractive", "en", "no_llm")
    assert all(c.ok for c in reply.checks)
    verbatim(answer, reply)


async def test_steps_of_a_list_stay_together(company: Company) -> None:
    request = ask("How do I send my order back, what do I have to do with the label and the box?", channel="chat")
    answer = await company.assistant().answer(AGENT, request)
    text = answer.replies[0].text
    assert "1. Open Account > Orders and select Return.\n2. Print the label" in text
    assert "3. Hand the box in" in text
    assert "##" not in text
    verbatim(answer, answer.replies[0])


async def test_what_is_quoted_after_a_short_greeting_begins_a_line(company: Company) -> None:
    answer = await company.assistant().answer(AGENT, ask("My Arc Pro shows E3 on the display", channel="chat"))
    assert all(r.text.startswith("Hi Hannah,\n") for r in answer.replies)
    verbatim(answer, answer.replies[0])


async def test_a_reply_is_in_the_customers_language(company: Company) -> None:
    request = ask("Guten Tag, wie lange kann ich meine Bestellung zurücksenden und was kostet das Etikett?")
    reply = (await company.assistant().answer(AGENT, request)).replies[0]
    assert reply.text.startswith("Guten Tag Hannah Whitcombe,")
    assert "innerhalb von 30 Tagen" in reply.text
    assert reply.language == "de"


async def test_a_language_that_the_embedding_model_does_not_know_is_told_once_with_what_to_set(
    company: Company,
) -> None:
    request = ask("Guten Tag, wie lange kann ich meine Bestellung zurücksenden und was kostet das Etikett?")
    events = [e async for e in company.assistant().events(AGENT, request)]
    (told,) = [e.data for e in events if e.name == "reason"]
    assert isinstance(told, Reason)
    assert (told.stage, told.code) == ("retrieval", "language_weak")
    assert "COPILOT_EMBEDDINGS_MODEL" in told.detail
    assert "multilingual" in told.detail
    unknown = ask("Guten Tag, wer hat 1974 die Weltmeisterschaft im Fußball gewonnen, und wie hoch?")
    answer = await company.assistant().answer(AGENT, unknown)
    assert answer.replies == ()
    assert [r.code for r in answer.reasons] == ["below_floor", "language_weak"], "it is no reason for silence"


@pytest.mark.parametrize(("channel", "limit"), [("sms", 320), ("x", 280)])
async def test_short_channels_get_short_replies(company: Company, channel: str, limit: int) -> None:
    answer = await company.assistant().answer(AGENT, ask(RETURN, channel=channel))  # type: ignore[arg-type]
    assert answer.replies
    assert all(len(r.text) <= limit for r in answer.replies)


async def test_a_public_reply_holds_no_personal_data_and_invites_to_a_direct_message(company: Company) -> None:
    answer = await company.assistant().answer(AGENT, ask(RETURN, channel="x", public=True))
    assert answer.replies
    for reply in answer.replies:
        assert "direct message" in reply.text
        assert "Whitcombe" not in reply.text
        assert "PW-371520" not in reply.text
        assert all(c.ok for c in reply.checks)


async def test_another_customers_side_and_data_never_come_up(company: Company) -> None:
    answer = await company.assistant().answer(AGENT, ask(RETURN, max_replies=3))
    assert any(s.kind == "resolution" for s in answer.sources)
    shown = answer.model_dump_json(include={"replies", "sources"})
    for personal in ("Zebulon", "Quartermain", "PW-999111", "zeb@", "RT-55512"):
        assert personal not in shown, personal


async def test_internal_articles_reach_the_agent_as_sources_and_no_reply(company: Company) -> None:
    request = ask("Can I return my order after 45 days, late, as goodwill? Do you accept late returns?")
    answer = await company.assistant().answer(AGENT, request)
    internal = [s for s in answer.sources if s.visibility == "internal"]
    assert [s.source_id for s in internal] == ["goodwill"]
    assert all("GW-77" not in r.text for r in answer.replies)
    assert all(c.source_id != "goodwill" for r in answer.replies for c in r.citations)


async def test_a_bot_is_shown_no_internal_sources(company: Company) -> None:
    request = ask("Can I return my order after 45 days, late, as goodwill? Do you accept late returns?")
    answer = await company.assistant().answer(AGENT.model_copy(update={"role": "bot"}), request)
    assert answer.sources
    assert all(s.visibility == "public" for s in answer.sources)


async def test_small_talk_gets_no_reply_and_says_so(company: Company) -> None:
    answer = await company.assistant().answer(AGENT, ask("Hi", channel="chat"))
    assert answer.replies == ()
    assert [r.code for r in answer.reasons] == ["small_talk"]


def nobody_asked(*authors: Author, **request: object) -> AssistRequest:
    said = {"agent": "We will call you about order PW-371520.", "bot": "Welcome! How may I help?", "system": "Opened."}
    messages = [{"author": a, "text": said[a]} for a in authors]
    return AssistRequest.model_validate({"conversation": {"channel": "chat", "messages": messages}, **request})


@pytest.mark.parametrize("authors", [("agent",), ("bot",), ("system",), ("system", "bot", "agent")])
async def test_where_no_customer_has_written_that_is_said(company: Company, authors: tuple[Author, ...]) -> None:
    answer = await company.assistant().answer(AGENT, nobody_asked(*authors))
    assert answer.replies == ()
    assert [r.code for r in answer.reasons] == ["no_question"]
    assert answer.summary is not None


async def test_where_no_customer_has_written_a_draft_is_checked_and_a_question_answered(company: Company) -> None:
    request = nobody_asked(
        "agent", draft="You can return it within 45 days.", question="How long can orders be returned?"
    )
    answer = await company.assistant().answer(AGENT, request)
    assert any(c.kind == "value" and not c.ok for c in answer.replies[0].checks)
    assert answer.answer is not None
    assert "30 days" in answer.answer.text
    assert "no_question" not in [r.code for r in answer.reasons]


async def test_a_question_about_something_else_gets_no_reply_and_says_so(company: Company) -> None:
    answer = await company.assistant().answer(AGENT, ask("Who won the football world cup in 1974, and by how much?"))
    assert answer.replies == ()
    assert [r.code for r in answer.reasons] == ["below_floor"]


async def test_a_tenant_without_knowledge_is_told_so(company: Company) -> None:
    caller = AGENT.model_copy(update={"tenant": "globex"})
    answer = await company.assistant().answer(caller, ask(RETURN))
    assert answer.replies == ()
    assert [r.code for r in answer.reasons] == ["nothing_indexed"]


async def test_next_actions_are_counted_and_their_arguments_filled(company: Company) -> None:
    answer = await company.assistant().answer(AGENT, ask(RETURN))
    action = answer.next_actions[0]
    assert (action.action, action.arguments, action.missing) == ("create_return_label", {"order_id": "PW-371520"}, ())
    assert action.evidence is not None
    assert action.evidence.did_this == 3
    assert action.evidence.reopened == 1
    assert set(action.evidence.resolution_ids) == {"res-1", "res-2", "res-3"}


async def test_what_an_action_needs_and_nobody_said_is_missing_and_asked_for(company: Company) -> None:
    request = ask("I want to send my order back, how do I return it?", channel="chat", customer=None)
    answer = await company.assistant().answer(AGENT, request)
    assert answer.next_actions[0].missing == ("order_id",)
    asking = [r.text for r in answer.replies if "your order number" in r.text]
    assert len(asking) == 1


async def test_only_what_is_wanted_is_made(company: Company) -> None:
    answer = await company.assistant().answer(AGENT, ask(RETURN, want=["summary"]))
    assert (answer.replies, answer.next_actions) == ((), ())
    assert answer.summary is not None


async def test_events_come_in_order_and_end_with_the_whole_answer(company: Company) -> None:
    events: list[Event] = [e async for e in company.assistant().events(AGENT, ask(RETURN))]
    names = [e.name for e in events]
    assert names[0] == "sources"
    assert names[1] == "reply"
    assert names.index("summary") < names.index("next_actions")
    assert names[-1] == "done"
    done = events[-1].data
    assert isinstance(done, Answer)
    assert [r.id for r in done.replies] == [e.data.id for e in events if isinstance(e.data, Reply)]


async def test_a_draft_is_returned_unchanged_with_its_failed_checks(company: Company) -> None:
    draft = "Hello Hannah, you have 60 days, see https://evil.example/pay. Your Acme team"
    answer = await company.assistant().answer(AGENT, ask(RETURN, draft=draft))
    reply = answer.replies[0]
    assert reply.text == draft
    assert {(c.kind, c.found) for c in reply.checks if not c.ok} == {
        ("value", "60 days"),
        ("link", "https://evil.example/pay"),
    }


async def test_an_agents_question_is_answered_from_internal_articles_but_not_for_inserting(company: Company) -> None:
    answer = await company.assistant().answer(AGENT, ask(RETURN, question="Which goodwill for returns after 45 days?"))
    assert answer.answer is not None
    assert "GW-77" in answer.answer.text
    assert not answer.answer.insertable
    assert all("GW-77" not in r.text for r in answer.replies)


async def test_an_instruction_without_a_model_is_said_not_to_work(company: Company) -> None:
    answer = await company.assistant().answer(AGENT, ask(RETURN, instruction="say no politely"))
    assert "llm_not_configured" in [r.code for r in answer.reasons]
    assert answer.replies


async def test_where_nothing_is_known_no_action_is_proposed_either(company: Company) -> None:
    request = ask("I want to return my order, how long do I have? And is the return label tax deductible?")
    answer = await company.assistant().answer(AGENT, request)
    assert [r.code for r in answer.reasons] == ["below_floor"]
    assert (answer.replies, answer.next_actions) == ((), ())


async def test_who_writes_an_address_is_compared_with_who_had_one_changed(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    retriever, compared = company.parts.retriever, list[str]()
    plain = retriever.similar

    async def similar(query: Query, scope: Scope, *, limit: int, standing: Standing) -> list[Found]:
        compared.append(query.text)
        return await plain(query, scope, limit=limit, standing=standing)

    monkeypatch.setattr(retriever, "similar", similar)
    request = ask(
        "I ordered the lamp twenty minutes ago and it's going to the house, where it would be seen.",
        "Can it go to my sister instead? Isla Allister, 41 Wynd Lane, North Berwick EH39 9ZZ",
        "And please don't ring the landline about it, only the mobile.",
        channel="chat",
    )
    await company.assistant().answer(AGENT, request)
    assert any("delivery address" in text for text in compared)


async def test_a_list_whose_lead_is_only_a_heading_is_not_put_beside_an_answer(company: Company) -> None:
    body = (
        "## Why it fails\n\n- The card that pays the subscription has expired or was replaced by the bank.\n"
        "- The account that pays the subscription was empty on that day, so that the bank refused.\n"
        "- The bank took back the payment of the subscription, since the account's number had a slip in it.\n"
        "- The bank wants the card to be confirmed again, which happens every few months with some banks.\n\n"
        "## How to pay now\n\n1. Open Account > Payment and enter the new card for the subscription.\n"
        "2. Press Pay now, and the payment of the subscription is tried at once, without waiting.\n"
        "3. Wait for the mail that confirms it; the parcel leaves on the next Tuesday after that.\n"
    )
    await company.parts.knowledge.put_many(Scope(TENANT), [Article(id="failed", title="A payment failed", body=body)])
    request = ask(
        "The payment for my subscription failed because the card has expired. How do I enter a new card and pay?"
    )
    answer = await company.assistant().answer(AGENT, request)
    assert "1. Open Account > Payment" in answer.replies[0].text
    assert "- The card" not in answer.replies[0].text


@pytest.mark.parametrize(
    "asked",
    [
        "How many days do I have to return my order? What does error E3 on the machine mean?",
        "How many days do I have to return my order, and what does error E3 on the machine mean?",
    ],
)
async def test_two_questions_get_two_answers(company: Company, asked: str) -> None:
    text = (await company.assistant().answer(AGENT, ask(asked))).replies[0].text
    assert "within 30 days of delivery" in text
    assert "the pump runs but no water flows" in text


async def test_an_agents_two_questions_get_two_answers(company: Company) -> None:
    asked = "What does error E3 on the machine mean, and which reason code do I use for goodwill?"
    answer = (await company.assistant().answer(AGENT, ask(RETURN, question=asked))).answer
    assert answer is not None
    assert "E3 means" in answer.text
    assert "GW-77" in answer.text


async def test_an_agent_is_not_told_a_list_of_donts_as_if_it_were_one_of_dos(company: Company) -> None:
    body = (
        "Callers are verified by their order number and their postcode, and by nothing else. "
        "If the two don't match, we write to the address of the account and wait for the reply.\n\n"
        "## Never to a caller who isn't verified\n\n"
        "- Read out the address of the caller's account or the postcode of the order number.\n"
        "- Change the address of the caller's account or the postcode of the order number.\n"
        "- Switch off the second step of the caller's account, whatever the caller verifies."
    )
    callers = Article(id="callers", title="Callers", body=body, visibility="internal")
    await company.parts.knowledge.put_many(Scope(TENANT), [callers])
    answer = (await company.assistant().answer(AGENT, ask(RETURN, question="How do I verify a caller?"))).answer
    assert answer is not None
    assert answer.text.startswith("Callers are verified by their order number")
    assert "Read out" not in answer.text


async def test_a_past_answer_does_not_vouch_for_a_rule_in_a_draft(company: Company) -> None:
    old = past(9, "How long do I have to return my order?", "You have 60 days to return your order.", "none")
    await company.parts.knowledge.put_many(Scope(TENANT), [old])
    reply = (await company.assistant().answer(AGENT, ask(RETURN, draft="You have 60 days to return it."))).replies[0]
    assert [(c.found, c.ok) for c in reply.checks if c.kind == "value"] == [("60 days", False)]
    reply = (await company.assistant().answer(AGENT, ask(RETURN, draft="You have 30 days to return it."))).replies[0]
    assert all(c.ok for c in reply.checks)


async def test_a_tables_row_gives_way_to_its_pages_own_sentences(company: Company) -> None:
    body = (
        "| code | what it means | what to do |\n|---|---|---|\n"
        "| Q7 | No foam: frother or blocked milk valve | Take out the valve, try again |\n"
        "| Q8 | Lid of the frother open | Close the lid |\n\n"
        "## Q7: no foam\n\nA blocked milk valve is the usual cause of Q7. Take it out and rinse it under warm water, "
        "and the frother makes foam again.\n"
    )
    await company.parts.knowledge.put(Scope(TENANT), Article(id="codes", title="Frother codes: Q7 and Q8", body=body))
    request = ask("The frother shows Q7 and makes no foam. What does Q7 mean, is the milk valve blocked, what do I do?")
    text = (await company.assistant().answer(AGENT, request)).replies[0].text
    assert "the usual cause of Q7" in text
    assert "Q7: No foam" not in text


async def test_another_markets_article_answers_nobody_else(company: Company) -> None:
    """Whom it is for comes from the conversation's metadata, else from the customer's record."""
    body = "In Ireland, to return an order you have 99 days after delivery to send it back."
    irish = Article(id="ie", title="How many days do I have to return an order?", body=body, tags=("market:IE",))
    await company.parts.knowledge.put(Scope(TENANT), irish)

    async def sources(market: str | None, record: str | None = None) -> set[str]:
        request = ask(RETURN, customer=Customer(name="Ann", attributes={"market": record} if record else {}))
        assert request.conversation is not None
        told = request.conversation.model_copy(update={"metadata": {"market": market} if market else {}})
        answer = await company.assistant().answer(AGENT, request.model_copy(update={"conversation": told}))
        return {s.source_id for s in answer.sources}

    assert "ie" in await sources(None)
    assert "ie" in await sources("ie")
    assert "ie" in await sources(None, "IE")
    assert "ie" in await sources("IE", "uk")
    assert "ie" not in await sources("UK")
    assert "ie" not in await sources(None, "uk")
