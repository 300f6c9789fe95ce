"""Suggestions are prepared when a customer writes."""

import pytest

from copilot.domain import Conversation
from copilot.live import Live
from copilot.wiring import Parts
from retrieval.documents import Article, Message
from retrieval.scope import Scope


@pytest.fixture
async def live(parts: Parts) -> Live:
    await parts.knowledge.put(
        Scope("acme"),
        Article(
            id="returns",
            title="Returning an order",
            language="en",
            body="You can return an order within 30 days of delivery. The return label is free.",
        ),
    )
    return Live(parts.assistant, parts.conversations)


async def _stored(parts: Parts, name: str, text: str) -> None:
    thread = Conversation(id=name, channel="chat", messages=(Message(author="customer", text=text),))
    await parts.conversations.put("acme", thread, None)


async def _ready(parts: Parts) -> dict[str, bool]:
    return {head.id: head.ready for head in await parts.conversations.list("acme")}


async def test_a_conversation_with_something_to_offer_is_marked_ready(parts: Parts, live: Live) -> None:
    await _stored(parts, "answerable", "How many days do I have to return an order?")
    await _stored(parts, "small-talk", "Hi there!")
    live.wrote("acme", "answerable")
    live.wrote("acme", "small-talk")
    await live.drain()

    assert await _ready(parts) == {"answerable": True, "small-talk": False}


async def test_a_new_message_takes_the_mark_away_until_it_is_prepared_again(parts: Parts, live: Live) -> None:
    await _stored(parts, "c1", "How many days do I have to return an order?")
    live.wrote("acme", "c1")
    await live.drain()
    await parts.conversations.append("acme", "c1", Message(author="customer", text="And is the return label free?"))
    before = await _ready(parts)
    live.wrote("acme", "c1")
    await live.drain()

    assert (before, await _ready(parts)) == ({"c1": False}, {"c1": True})


async def test_a_conversation_that_is_gone_does_not_keep_the_next_from_being_prepared(parts: Parts, live: Live) -> None:
    await _stored(parts, "c1", "How many days do I have to return an order?")
    live.wrote("acme", "deleted")
    live.wrote("acme", "c1")
    await live.drain()

    assert await _ready(parts) == {"c1": True}
