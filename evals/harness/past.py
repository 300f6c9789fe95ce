"""Cases from the sample company itself: its live conversations, and what was done in its past ones."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from copilot.demo import read_conversations, read_sample
from copilot.errors import UserError
from retrieval.documents import Resolution

Json = dict[str, Any]


@cache
def _live() -> dict[str, Json]:
    out = {}
    for conversation, customer in read_conversations():
        assert conversation.id is not None, "live conversations of the sample have ids"
        asked: Json = {"conversation": conversation.model_dump(mode="json", exclude_none=True)}
        if customer:
            asked["customer"] = {"id": customer}
        out[conversation.id] = asked
    return out


def live(name: str) -> Json:
    """The request about a live conversation of the sample, by its id. Raises UserError."""
    if name not in _live():
        raise UserError(f"the sample company has no conversation {name!r}")
    return _live()[name]


def past_actions() -> Iterator[Json]:
    """A case for each past conversation in which an agent did something: the thread up to the agent's message, with
    what was done after that message as the right actions, and the conversation itself hidden."""
    for document in read_sample():
        if not isinstance(document, Resolution) or not document.actions:
            continue
        ids = [m.id for m in document.messages]
        done_after = document.actions[0].after
        if done_after not in ids:
            continue
        before = [m for m in document.messages[: ids.index(done_after)] if not m.private]
        if not any(m.author == "customer" for m in before):
            continue
        yield {
            "id": document.id,
            "conversation": {
                "channel": document.channel,
                "language": document.language,
                "messages": [m.model_dump(mode="json", exclude_none=True) for m in before],
            },
            "exclude": [document.id],
            "topic": document.tags[0] if document.tags else "",
            "actions": list(dict.fromkeys(a.action for a in document.actions if a.after == done_after)),
        }
