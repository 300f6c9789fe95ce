"""What of a conversation and of a customer's record is read: all of it, but for endless texts and threads."""

from copilot.domain import Conversation, Customer
from retrieval.documents import Message
from retrieval.readable import readable

MOST = 100_000
"""Characters of a thread: what the rules read in about half a second."""


def read_conversation(conversation: Conversation) -> Conversation:
    """The first message and the latest ones, each no longer than rules and prompts can take."""
    latest: list[Message] = []
    room = MOST
    for message in reversed(conversation.messages):
        latest.append(_read(message))
        room -= len(latest[-1].text) + sum(len(a.text or "") for a in latest[-1].attachments)
        if room <= 0:
            break
    skipped = len(latest) < len(conversation.messages)
    messages = (*((_read(conversation.messages[0]),) if skipped else ()), *reversed(latest))
    return conversation if messages == conversation.messages else conversation.model_copy(update={"messages": messages})


def read_customer(customer: Customer | None) -> Customer | None:
    """The record, with the messages of earlier contacts cut likewise."""
    if customer is None:
        return None
    history = tuple(h.model_copy(update={"messages": tuple(_read(m) for m in h.messages)}) for h in customer.history)
    return customer if history == customer.history else customer.model_copy(update={"history": history})


def _read(message: Message) -> Message:
    text = readable(message.text)
    attachments = tuple(a.model_copy(update={"text": readable(a.text)}) if a.text else a for a in message.attachments)
    if text == message.text and attachments == message.attachments:
        return message
    return message.model_copy(update={"text": text, "attachments": attachments})
