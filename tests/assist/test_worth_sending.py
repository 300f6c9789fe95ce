"""Replies and actions without a model that a lead of support would let out."""

from datetime import UTC, datetime

import pytest

from copilot.assist.actions import next_actions
from copilot.assist.case import Case
from copilot.assist.hazards import dangerous, warns
from copilot.assist.issue import complains
from copilot.domain import ActionSpec, AssistRequest, Conversation, Customer, PastConversation, Policy
from retrieval.documents import Author, Channel, Found, Message, Passage
from tests.assist.conftest import AGENT, RETURN, Company, ask

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
REPAIR = ActionSpec(name="book_repair", label="Book a repair", when="A machine has a fault.")


def case(text: str, *, public: bool = False, history: tuple[PastConversation, ...] = ()) -> Case:
    messages = (Message(author="customer", text=text, sent_at=AT),)
    conversation = Conversation(channel="review" if public else "chat", public=public, messages=messages)
    return Case(AssistRequest(conversation=conversation), conversation, Customer(id="c", history=history), Policy())


def repaired(n: int, *actions: str) -> Found:
    passage = Passage(
        id=f"resolution:r{n}#0",
        kind="resolution",
        source_id=f"r{n}",
        title="E5",
        text="It shows E5.",
        side="problem",
        metadata={"actions": actions},
    )
    return Found(passage=passage, relevance=0.8)


def told(text: str, *, at: datetime = AT, author: Author = "agent") -> tuple[PastConversation, ...]:
    return (PastConversation(channel="phone", at=at, messages=(Message(author=author, text=text),)),)


def proposed(history: tuple[PastConversation, ...], *similar: Found) -> list[str]:
    asked = case("It still shows E5, when do I get it back?", history=history)
    return [a.action for a in next_actions(asked, similar, [REPAIR], "E5", {})]


ONCE = tuple(repaired(n, "book_repair") for n in range(4))


def test_what_an_agent_said_is_done_is_not_proposed_again() -> None:
    assert proposed((), *ONCE) == ["book_repair"]
    assert proposed(told("I have booked repair RP-20644; the label is attached."), *ONCE) == []


@pytest.mark.parametrize(
    "text",
    [
        "I will book a repair tomorrow.",
        "Shall I book a repair?",
        "If it stays, we have to book a repair.",
        "Thank you.",
    ],
)
def test_what_an_agent_only_spoke_of_may_still_be_proposed(text: str) -> None:
    assert proposed(told(text), *ONCE) == ["book_repair"]


def test_what_the_customer_claims_or_what_was_done_long_ago_may_be_proposed() -> None:
    assert proposed(told("You have booked a repair.", author="customer"), *ONCE) == ["book_repair"]
    assert proposed(told("I have booked a repair.", at=AT.replace(year=2025)), *ONCE) == ["book_repair"]


def test_what_cases_like_this_needed_twice_is_proposed_although_it_was_done() -> None:
    twice = tuple(repaired(n, "book_repair", "book_repair") for n in range(4))
    assert proposed(told("I have booked a repair."), *twice) == ["book_repair"]


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("Can I pause my subscription?", False),
        ("Where is my invoice? I need the PDF.", False),
        ("I'd like to change the address.", False),
        ("It broke after a week. It is broken and nobody answers.", True),
        ("Do I get my money back?", True),
        ("Wie lange habe ich Garantie?", False),
        ("Das Paket ist verschwunden.", True),
    ],
)
def test_a_plain_question_in_public_is_no_complaint(text: str, so: bool) -> None:
    assert complains(case(text, public=True)) is so


async def test_who_only_complains_in_public_is_invited_and_has_no_page_read_out(company: Company) -> None:
    request = ask("My return was lost and the order is still missing. Never again.", channel="review", public=True)
    (reply,) = (await company.assistant().answer(AGENT, request)).replies
    assert reply.citations == ()
    assert "direct message" in reply.text


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("The base is so hot, is it safe?", True),
        ("Es riecht verbrannt, ist das gefährlich?", True),
        ("How do I return it?", False),
    ],
)
def test_danger_is_seen(text: str, so: bool) -> None:
    assert dangerous(case(text)) is so


def test_a_warning_says_what_not_to_do() -> None:
    assert warns("If you have one of them, stop using it and unplug it now.")
    assert warns("Ziehen Sie den Stecker.")
    assert not warns("The kettle itself is safe and you keep it.")


BOTS = "You can return an order within 30 days of delivery. You don't have to give a reason."


def after_a_bot(channel: Channel = "email") -> AssistRequest:
    request = ask(RETURN, channel=channel)
    assert request.conversation is not None
    said: list[tuple[Author, str]] = [
        ("customer", RETURN),
        ("bot", BOTS),
        ("customer", "That didn't help at all. " + RETURN),
    ]
    messages = tuple(Message(author=author, text=text) for author, text in said)
    return request.model_copy(update={"conversation": request.conversation.model_copy(update={"messages": messages})})


@pytest.mark.parametrize("channel", ["email", "chat", "sms", "phone"])
async def test_after_a_bot_that_failed_its_answer_is_not_quoted_and_the_opening_says_sorry(
    company: Company, channel: Channel
) -> None:
    answer = await company.assistant().answer(AGENT, after_a_bot(channel))
    assert answer.replies
    for reply in answer.replies:
        assert "You don't have to give a reason" not in reply.text
        assert "orry" in reply.text[:60]
        assert all(c.ok for c in reply.checks if c.kind == "consistency")


async def test_a_name_in_the_greeting_of_a_public_reply_is_no_made_up_name(company: Company) -> None:
    request = ask("Until when can I return my order?", channel="x", public=True)
    answer = await company.assistant().answer(AGENT, request)
    assert answer.replies
    assert all(c.ok for r in answer.replies for c in r.checks if c.kind in ("value", "audience"))


async def test_a_draft_without_a_model_comes_back_checked_with_the_reason_why_it_is_as_it_was(company: Company) -> None:
    draft = "You can return it within 45 days."
    answer = await company.assistant().answer(AGENT, ask(RETURN, draft=draft))
    (reply,) = answer.replies
    assert reply.text == draft
    assert [c.found for c in reply.checks if not c.ok] == ["45 days"]
    (reason,) = [r for r in answer.reasons if r.code == "llm_not_configured"]
    assert "not rewritten" in reason.detail
