"""How much of a thread is read."""

from copilot.assist.reading import MOST, read_conversation, read_customer
from copilot.domain import Conversation, Customer, PastConversation
from retrieval.documents import Attachment, Message
from retrieval.readable import readable


def thread(*messages: Message) -> Conversation:
    return Conversation(channel="email", messages=messages)


def test_a_usual_thread_is_read_whole() -> None:
    given = thread(*(Message(author="customer", text=f"Message {n}. " * 10) for n in range(200)))
    assert read_conversation(given) == given


def test_of_an_endless_thread_the_first_message_and_the_latest_are_read_in_order() -> None:
    given = thread(*(Message(author="customer", text=f"Message {n}. " * 80) for n in range(2000)))
    read = read_conversation(given).messages
    assert read[0] == given.messages[0]
    assert read[1:] == given.messages[-len(read) + 1 :]
    assert MOST <= sum(len(m.text) for m in read) <= MOST + 4000


def test_endless_messages_and_attachments_are_cut_and_everything_else_stays() -> None:
    words = "word " * 90_000
    said = Message(author="customer", text=words, id="m", attachments=(Attachment(name="log", text="x" * 90_000),))
    short = said.model_copy(update={"text": readable(words), "attachments": (Attachment(name="log", text="x" * 1000),)})
    assert read_conversation(thread(said)).messages == (short,)
    customer = Customer(name="Ada", history=(PastConversation(summary="Called.", messages=(said,)),))
    assert read_customer(customer) == Customer(
        name="Ada", history=(PastConversation(summary="Called.", messages=(short,)),)
    )
    assert read_customer(None) is None
