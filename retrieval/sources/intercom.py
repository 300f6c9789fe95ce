"""Intercom: articles with their translations, and conversations with their parts, as its API gives them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from retrieval.documents import Author
from retrieval.sources import EMPTY, NOT_CLOSED, UNPUBLISHED, LeftOut, Read, Unreadable
from retrieval.sources.fields import article, resolution
from retrieval.sources.json_items import read_items
from retrieval.sources.values import (
    body_text,
    channel,
    flag,
    inner,
    items_of,
    language,
    moment,
    rating,
    string,
    tags,
)

_PUBLIC_PARTS = frozenset({"comment", "quick_reply", "close", "conversation"})
"""Parts whose text the customer got. Notes have several names, and what has another one may be a note too."""
_CUSTOMERS = frozenset({"user", "lead", "contact", "visitor"})


def read_intercom(path: Path) -> Iterator[Read]:
    """Published articles, one for each language, and closed conversations as resolutions.

    A conversation needs its ``conversation_parts`` inside: the list of conversations leaves them out, each
    conversation asked for by its id has them.
    """
    return read_items(path, documents)


def documents(item: dict[str, Any], where: str) -> Iterator[Read]:
    """What one object gives."""
    kind = string(item.get("type"))
    if not string(item.get("id")):
        yield Unreadable(where, "it has no 'id'")
    elif kind == "conversation" or "conversation_parts" in item:
        yield _conversation(item, where)
    elif kind == "article" or "body" in item:
        yield from _articles(item, where)
    else:
        yield Unreadable(where, "it is no article or conversation of Intercom")


def _articles(item: dict[str, Any], where: str) -> Iterator[Read]:
    default = string(item.get("default_locale"))
    yield _article(item, default, string(item["id"]), where, item)
    translated = item.get("translated_content")
    for locale, content in translated.items() if isinstance(translated, dict) else ():
        if isinstance(content, dict) and locale != default and string(content.get("title")):
            yield _article(content, locale, f"{string(item['id'])}:{locale}", f"{where} ({locale})", item)


def _article(content: dict[str, Any], locale: str, name: str, where: str, whole: dict[str, Any]) -> Read:
    if string(content.get("state")) not in ("", "published"):
        return LeftOut(where, UNPUBLISHED)
    if not body_text(content.get("body")):
        return LeftOut(where, EMPTY)
    values = {
        "id": f"intercom:article:{name}",
        "title": string(content.get("title")),
        "body": string(content.get("body")),
        "format": "html",
        "url": string(content.get("url")),
        "language": language(locale),
        "tags": tags(items_of(whole.get("tags"), "tags")),
        "updated_at": moment(content.get("updated_at")),
    }
    return article(values, where)


def _conversation(item: dict[str, Any], where: str) -> Read:
    if string(item.get("state")) != "closed" and flag(item.get("open")) is not False:
        return LeftOut(where, NOT_CLOSED)
    if string(item.get("state")) == "snoozed":
        return LeftOut(where, NOT_CLOSED)
    if "conversation_parts" not in item:
        return Unreadable(where, "the conversation has no 'conversation_parts': get each conversation by its id")
    source = item.get("source") if isinstance(item.get("source"), dict) else {}
    parts = items_of(item["conversation_parts"], "conversation_parts") or items_of(item["conversation_parts"])
    opening = [{"part_type": "conversation", "created_at": item.get("created_at"), **source}] if source else []
    contact = next(iter(items_of(item.get("contacts"), "contacts")), {})
    reopens = string(inner(item, "statistics", "count_reopens"))
    values = {
        "id": f"intercom:conversation:{string(item['id'])}",
        "channel": channel(inner(source, "type")),
        "subject": body_text(item.get("title")) or body_text(inner(source, "subject")),
        "customer_id": string(contact.get("external_id")) or string(contact.get("id")),
        "actions": list(_actions(parts)),
        "outcome": {
            "reopened": reopens not in ("", "0"),
            "rating": rating(inner(item, "conversation_rating", "rating")),
            "closed_at": moment(inner(item, "statistics", "last_close_at")) or moment(item.get("updated_at")),
        },
        "tags": tags(items_of(item.get("tags"), "tags")),
        "updated_at": moment(item.get("updated_at")),
    }
    return resolution(values, [_message(part) for part in (*opening, *parts)], where)


def _message(part: dict[str, Any]) -> dict[str, Any]:
    author = _author(part.get("author"))
    return {
        "id": string(part.get("id")),
        "author": author,
        "private": "note" in string(part.get("part_type"))
        or (author != "customer" and string(part.get("part_type")) not in _PUBLIC_PARTS),
        "text": "" if flag(part.get("redacted")) else body_text(part.get("body")),
        "sent_at": moment(part.get("created_at")),
    }


def _author(author: object) -> Author:
    kind = string(inner(author, "type"))
    if kind in _CUSTOMERS:
        return "customer"
    return "bot" if kind == "bot" or flag(inner(author, "from_ai_agent")) else "agent"


def _actions(parts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Custom actions that were run, by their names."""
    said = None
    for part in parts:
        said = string(part.get("id")) if part.get("body") else said
        name = string(inner(part, "event_details", "action", "name"))
        if part.get("part_type") == "custom_action_started" and name:
            yield {"action": name[:128], "after": said}
