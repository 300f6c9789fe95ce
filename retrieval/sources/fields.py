"""Field values to documents, and pydantic's findings to one sentence for a person."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from retrieval.documents import Article, Author, Resolution, misfit
from retrieval.sources import NO_CUSTOMER, LeftOut, Unreadable
from retrieval.sources.values import moment, string

MOST_MESSAGES = 2000
"""Of one conversation; the ones after it are left out."""

LONGEST = 500_000
"""Characters of one message; the rest is left out."""


def article(values: Mapping[str, Any], where: str) -> Article | Unreadable:
    """An article, or what is wrong with its fields; fields without a value are not given."""
    try:
        return Article.model_validate(_given(values))
    except ValidationError as e:
        return Unreadable(where, complaint(e))


def resolution(
    values: Mapping[str, Any], messages: Sequence[Mapping[str, Any]], where: str
) -> Resolution | Unreadable | LeftOut:
    """A closed conversation; left out where no customer says anything in it, since nothing could find it."""
    said = [_given(m) | {"text": str(m["text"])[:LONGEST]} for m in messages if m.get("text")][:MOST_MESSAGES]
    if not any(m["author"] == "customer" and not m.get("private") for m in said):
        return LeftOut(where, NO_CUSTOMER)
    subject = " ".join(str(values.get("subject") or "").split())[:1000]
    try:
        return Resolution.model_validate(_given({**values, "subject": subject, "messages": said}))
    except ValidationError as e:
        return Unreadable(where, complaint(e))


def message(item: Mapping[str, Any], author: Author, text: str, *, public: bool | None) -> dict[str, Any]:
    """A message as most help desks give it, with ``id`` and ``created_at``. What isn't said to be public is not, unless
    the customer wrote it."""
    return {
        "id": string(item.get("id")),
        "author": author,
        "private": public is False or (public is None and author != "customer"),
        "text": text,
        "sent_at": moment(item.get("created_at")),
    }


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None and value not in ("", [])}


def complaint(error: ValidationError) -> str:
    """What is wrong with the first wrong field, and how many more are wrong."""
    findings = error.errors(include_url=False, include_context=False, include_input=False)
    first = findings[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        text = f"unknown field '{where}'"
    elif first["type"] == "missing":
        text = f"the field '{where}' is missing"
    else:
        pattern = first["type"] == "string_pattern_mismatch" and first["loc"]
        message = misfit(str(first["loc"][-1])) if pattern else first["msg"]
        message = message.removeprefix("Value error, ")
        text = f"{where}: {message[:1].lower()}{message[1:]}" if where else message
    return text + (f" (and {len(findings) - 1} more)" if len(findings) > 1 else "")
