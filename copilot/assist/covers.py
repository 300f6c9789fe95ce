"""What a summary was made from, as fingerprints: whether it still holds, and what has come since. Pure."""

import hashlib
import json
from dataclasses import dataclass

from copilot.assist.case import Case
from retrieval.documents import Message


@dataclass(frozen=True, slots=True)
class Covers:
    """Of what a model is shown: the visible messages one by one, and all the rest together."""

    rest: str
    messages: tuple[str, ...]

    def grown_from(self, before: "Covers") -> bool:
        """True where nothing but messages at the end has come."""
        known = len(before.messages)
        return before.rest == self.rest and 0 < known < len(self.messages) and self.messages[:known] == before.messages


def fingerprint(case: Case) -> str:
    """Of all that a summary covers, private notes with it: another one means that it is out of date."""
    shown = covers(case)
    notes = [_message(m) for m in case.conversation.messages if m.private]
    return _digest([shown.rest, *shown.messages, "notes", *notes])


def covers(case: Case, version: str = "") -> Covers:
    """What is shown to a model; ``version`` is the prompt's."""
    asked = case.request
    customer = case.customer.model_dump(mode="json", exclude_defaults=True) if case.customer else None
    conversation = case.conversation.model_dump(
        mode="json", include={"channel", "public", "subject", "actions", "metadata"}
    )
    rest = [version, asked.summary_kind, asked.reader_language, conversation, customer]
    return Covers(_digest(rest), tuple(_message(m) for m in case.visible))


def _message(message: Message) -> str:
    return _digest(message.model_dump(mode="json", exclude_defaults=True, exclude={"id"}))


def _digest(value: object) -> str:
    told = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32]
