"""Live conversations and customers: put, listed, appended to, watched, erased; each tenant on its own."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis

from copilot.domain import Conversation, Customer, PastConversation
from copilot.errors import InvalidInput, NotFound, StateUnavailable
from copilot.state import conversations as module
from copilot.state.conversations import Conversations
from copilot.state.customers import Customers
from copilot.state.feedback import Feedback, Told
from copilot.state.redis import open_redis
from copilot.state.tenant import TenantState
from retrieval.documents import ActionDone, Attachment, Author, Message

T0 = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def said(author: Author, text: str, minutes: int = 0, *, private: bool = False, id: str | None = None) -> Message:  # noqa: A002
    return Message(author=author, text=text, sent_at=T0 + timedelta(minutes=minutes), private=private, id=id)


def thread(*messages: Message, name: str = "conv-1") -> Conversation:
    return Conversation(id=name, channel="email", subject="Late parcel", language="en", messages=messages)


async def test_a_conversation_comes_back_as_it_was_put(redis: Redis) -> None:
    conversation = Conversation(
        id="conv-1",
        channel="x",
        public=True,
        subject="Ünïcode",
        language="de",
        messages=(
            said("customer", "Wo ist mein Paket?"),
            Message(author="agent", text="note", private=True, attachments=(Attachment(name="a.jpg"),)),
        ),
        metadata={"deep": {"list": [1, 2.5, None]}},
    )
    conversations = Conversations(redis)

    await conversations.put("acme", conversation, "cus-1", T0, status="closed")
    stored = await conversations.get("acme", "conv-1")

    assert stored is not None
    assert stored.conversation == conversation
    assert (stored.customer_id, stored.status) == ("cus-1", "closed")
    assert await conversations.get("globex", "conv-1") is None


async def test_putting_again_replaces_everything(redis: Redis) -> None:
    conversations = Conversations(redis)
    await conversations.put("acme", thread(said("customer", "one"), said("agent", "two")), "cus-1")
    await conversations.put("acme", thread(said("customer", "three")))

    stored = await conversations.get("acme", "conv-1")

    assert stored is not None
    assert [m.text for m in stored.conversation.messages] == ["three"]
    assert stored.customer_id is None


async def test_the_list_has_the_newest_change_first_with_what_an_agent_needs(redis: Redis) -> None:
    conversations, customers = Conversations(redis), Customers(redis)
    await customers.put("acme", "cus-1", Customer(name="Ann"))
    await conversations.put("acme", thread(said("customer", "old"), name="old"), updated=T0)
    long = "word " * 200
    await conversations.put(
        "acme",
        thread(
            said("customer", "first", 1),
            said("agent", "answered", 2),
            said("customer", "again", 3),
            said("customer", long, 4),
            said("agent", "a secret note", 5, private=True),
            name="new",
        ),
        "cus-1",
    )

    new, old = await conversations.list("acme")

    assert (new.id, new.customer_name, new.last_author, new.ready) == ("new", "Ann", "customer", False)
    assert new.last_text.startswith("word word")
    assert len(new.last_text) <= 160
    assert new.waiting_since == T0 + timedelta(minutes=3)
    assert (old.id, old.customer_name, old.updated_at) == ("old", None, T0)
    assert await conversations.list("globex") == []


async def test_an_agents_answer_ends_the_wait_and_a_note_does_not(redis: Redis) -> None:
    conversations = Conversations(redis)
    await conversations.put("acme", thread(said("customer", "hello?")))
    await conversations.append("acme", "conv-1", said("bot", "let me see", 1))
    await conversations.append("acme", "conv-1", said("agent", "note", 2, private=True))
    (waiting,) = await conversations.list("acme")
    await conversations.append("acme", "conv-1", said("agent", "Here you are", 3))
    (answered,) = await conversations.list("acme")

    assert (waiting.waiting_since, waiting.last_text) == (T0, "let me see")
    assert (answered.waiting_since, answered.last_text) == (None, "Here you are")


async def test_an_appended_message_gets_id_and_time(redis: Redis) -> None:
    conversations = Conversations(redis)
    await conversations.put("acme", thread(said("customer", "one"), said("agent", "two", id="m3")))

    added = await conversations.append("acme", "conv-1", Message(author="customer", text="three"))

    stored = await conversations.get("acme", "conv-1")
    assert stored is not None
    assert added.sent_at is not None
    assert [m.id for m in stored.conversation.messages] == ["m1", "m3", "m4"]
    assert stored.conversation.messages[-1] == added


async def test_the_same_message_twice_is_one(redis: Redis) -> None:
    conversations = Conversations(redis)
    await conversations.put("acme", thread(said("customer", "one")))
    first = await conversations.append("acme", "conv-1", said("agent", "two", 1, id="mail-7"))
    second = await conversations.append("acme", "conv-1", said("agent", "other text", 9, id="mail-7"))

    stored = await conversations.get("acme", "conv-1")
    assert stored is not None
    assert second == first
    assert len(stored.conversation.messages) == 2


async def test_messages_written_at_once_are_all_kept(redis: Redis) -> None:
    conversations = Conversations(redis)
    await conversations.put("acme", thread(said("customer", "one")))

    added = await asyncio.gather(
        *(conversations.append("acme", "conv-1", Message(author="customer", text=str(n))) for n in range(20))
    )

    assert len({m.id for m in added}) == 20
    stored = await conversations.get("acme", "conv-1")
    assert stored is not None
    assert len(stored.conversation.messages) == 21


async def test_no_conversation_no_message(redis: Redis) -> None:
    with pytest.raises(NotFound, match="conv-1"):
        await Conversations(redis).append("acme", "conv-1", said("customer", "one"))
    assert await redis.keys("*") == []


async def test_a_conversation_has_an_end(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_MESSAGES", 2)
    conversations = Conversations(redis)
    await conversations.put("acme", thread(said("customer", "one")))
    await conversations.append("acme", "conv-1", said("customer", "two"))
    with pytest.raises(InvalidInput, match="2 messages at most"):
        await conversations.append("acme", "conv-1", said("customer", "three"))


async def test_a_customers_message_opens_a_closed_conversation(redis: Redis) -> None:
    conversations = Conversations(redis)
    await conversations.put("acme", thread(said("customer", "one")), status="closed")
    await conversations.append("acme", "conv-1", said("agent", "bye"))
    assert (await conversations.list("acme"))[0].status == "closed"
    await conversations.append("acme", "conv-1", said("customer", "wait"))
    assert (await conversations.list("acme"))[0].status == "open"


async def test_ready_is_forgotten_with_the_next_message(redis: Redis) -> None:
    conversations = Conversations(redis)
    await conversations.put("acme", thread(said("customer", "one")))
    assert await conversations.set_ready("acme", "conv-1")
    assert (await conversations.list("acme"))[0].ready
    await conversations.append("acme", "conv-1", said("customer", "two"))
    assert not (await conversations.list("acme"))[0].ready
    assert not await conversations.set_ready("acme", "other")
    assert await conversations.get("acme", "other") is None


async def test_who_watches_gets_each_message_once_and_only_of_this_conversation(redis: Redis) -> None:
    conversations = Conversations(redis)
    for name in ("conv-1", "conv-2"):
        await conversations.put("acme", thread(said("customer", "one"), name=name))
        await conversations.put("globex", thread(said("customer", "one"), name=name))
    events = conversations.events("acme", "conv-1")
    assert (await anext(events)).name == "open"

    await conversations.append("globex", "conv-1", said("customer", "another tenant"))
    await conversations.append("acme", "conv-2", said("customer", "another thread"))
    first = await conversations.append("acme", "conv-1", said("customer", "this", id="x"))
    await conversations.append("acme", "conv-1", said("customer", "this again", id="x"))
    second = await conversations.append("acme", "conv-1", said("agent", "and that"))

    got = [await anext(events), await anext(events)]
    assert [e.name for e in got] == ["message", "message"]
    assert [Message.model_validate(e.data) for e in got] == [first, second]


async def test_conversations_end_after_ninety_days(redis: Redis) -> None:
    conversations = Conversations(redis)
    await conversations.put("acme", thread(said("customer", "one")))
    lives = [await redis.ttl(key) for key in await redis.keys("cp:{acme}:*conv-1")]
    assert len(lives) == 3
    assert all(0 < left <= 90 * 24 * 3600 for left in lives)
    for key in await redis.keys("cp:{acme}:*conv-1"):
        await redis.delete(key)
    assert await conversations.list("acme") == []
    assert await redis.zcard("cp:{acme}:conversations") == 0


async def test_a_conversation_needs_an_id(redis: Redis) -> None:
    with pytest.raises(InvalidInput, match="no"):
        await Conversations(redis).put("acme", Conversation(channel="chat", messages=(said("customer", "hi"),)))


async def test_a_customer_comes_back_as_it_was_put(redis: Redis) -> None:
    customers = Customers(redis)
    wanted = Customer(
        name="Ann",
        verified="attested",
        attributes={"orders": [{"id": "PW-1", "total": 12.5}]},
        history=(PastConversation(channel="phone", at=T0, summary="called"),),
    )
    assert await customers.put("acme", "cus:1/ü", wanted)
    assert not await customers.put("acme", "cus:1/ü", wanted)
    assert await customers.get("acme", "cus:1/ü") == wanted.model_copy(update={"id": "cus:1/ü"})
    assert await customers.get("globex", "cus:1/ü") is None


async def test_a_customer_under_another_id_is_refused(redis: Redis) -> None:
    with pytest.raises(InvalidInput):
        await Customers(redis).put("acme", "cus-1", Customer(id="cus-2"))


async def test_an_erased_customer_leaves_nothing(redis: Redis) -> None:
    customers, conversations = Customers(redis), Conversations(redis)
    await customers.put("acme", "cus-1", Customer(name="Ann"))
    await conversations.put("acme", thread(said("customer", "I am Ann"), name="hers"), "cus-1")
    await conversations.put("acme", thread(said("customer", "another"), name="other"), "cus-2")
    await conversations.put("acme", thread(said("customer", "moved"), name="moved"), "cus-1")
    await conversations.put("acme", thread(said("customer", "moved"), name="moved"), "cus-2")

    assert await customers.delete("acme", "cus-1")

    assert {head.id for head in await conversations.list("acme")} == {"other", "moved"}
    assert not [key for key in await redis.keys("*") if "cus-1" in key or "hers" in key]
    assert not await customers.delete("acme", "cus-1")


async def test_without_redis_everything_live_is_unavailable() -> None:
    client = open_redis("redis://127.0.0.1:1")
    conversations, customers = Conversations(client), Customers(client)
    for asked in (
        conversations.list("acme"),
        conversations.get("acme", "c"),
        conversations.append("acme", "c", said("customer", "x")),
        anext(conversations.events("acme", "c")),
        customers.get("acme", "c"),
        customers.delete("acme", "c"),
        customers.conversation_ids("acme", "c"),
    ):
        with pytest.raises(StateUnavailable):
            await asked
    await client.aclose()


async def test_of_many_conversations_the_latest_are_told(redis: Redis) -> None:
    conversations, customers = Conversations(redis), Customers(redis)
    for n in (3, 1, 2):
        await conversations.put("acme", thread(said("customer", "hi", n), name=f"conv-{n}"), "cus-1")
    assert await customers.conversation_ids("acme", "cus-1") == ["conv-1", "conv-2", "conv-3"]
    assert await customers.conversation_ids("acme", "cus-1", most=2) == ["conv-2", "conv-3"]


async def test_what_was_done_is_kept_as_long_as_its_conversation(redis: Redis) -> None:
    conversations = Conversations(redis)
    await conversations.put("acme", thread(said("customer", "hi")))
    await Feedback(redis).add("acme", Told("done", "a", "x", "maya", "conv-1", done=ActionDone(action="x")))
    key = TenantState(redis, "acme").done("conv-1")
    await redis.expire(key, 60)
    await conversations.append("acme", "conv-1", said("customer", "again"))
    assert await redis.ttl(key) > 60
    await redis.expire(key, 60)
    await conversations.put("acme", thread(said("customer", "anew")))
    assert await redis.ttl(key) > 60
