"""What of a conversation and of a customer's record is read: what can be seen, but for endless texts."""

from typing import Any

from copilot.domain import Conversation, Customer
from retrieval.documents import Message
from retrieval.readable import readable
from retrieval.visible import visible

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
    return conversation.model_copy(
        update={
            "messages": messages,
            "subject": visible(conversation.subject) if conversation.subject else conversation.subject,
            "metadata": _seen(conversation.metadata),
        }
    )


def read_customer(customer: Customer | None) -> Customer | None:
    """The record, with the messages of earlier contacts cut likewise."""
    if customer is None:
        return None
    history = tuple(
        h.model_copy(
            update={
                "summary": visible(h.summary) if h.summary else h.summary,
                "messages": tuple(_read(m) for m in h.messages),
            }
        )
        for h in customer.history
    )
    name = visible(customer.name) if customer.name else customer.name
    return customer.model_copy(update={"name": name, "attributes": _seen(customer.attributes), "history": history})


def _seen(value: Any, depth: int = 0) -> Any:
    """A JSON-like value whose texts hold nothing invisible, names of fields included."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict) and depth < 20:
        return {visible(k) if isinstance(k, str) else k: _seen(v, depth + 1) for k, v in value.items()}
    if isinstance(value, (list, tuple)) and depth < 20:
        return [_seen(v, depth + 1) for v in value]
    return value


def _read(message: Message) -> Message:
    text = readable(visible(message.text))
    attachments = tuple(
        a.model_copy(update={"text": readable(visible(a.text))}) if a.text else a for a in message.attachments
    )
    if text == message.text and attachments == message.attachments:
        return message
    return message.model_copy(update={"text": text, "attachments": attachments})
