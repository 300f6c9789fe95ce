"""Chatwoot: articles, canned responses, and conversations with their messages, as its API gives them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from retrieval.documents import Author
from retrieval.sources import EMPTY, NOT_CLOSED, UNPUBLISHED, LeftOut, Read, Unreadable
from retrieval.sources.fields import article, message, resolution
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

_PUBLISHED = ("published", "1")
_RESOLVED = ("resolved", "1")
_INCOMING, _OUTGOING, _ACTIVITY, _TEMPLATE = ("incoming", "0"), ("outgoing", "1"), ("activity", "2"), ("template", "3")
"""Messages say their type in words in hooks and as a number in the API."""
_SURVEY = "input_csat"
_MARKS = (
    (re.compile(r"!\[[^\]\n]*\]\([^()\s]*\)"), ""),
    (re.compile(r"\[([^\[\]\n]+)\]\((\1|mailto:\1|tel:\1)\)"), r"\1"),
    (re.compile(r"\[([^\[\]\n]+)\]\((https?://[^()\s]+)\)"), r"\1 (\2)"),
    (re.compile(r"(\*\*|__|~~)(?=\S)([^\n]+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!`)`([^`\n]+)`(?!`)"), r"\1"),
    (re.compile(r"\\$|\\(?=[\\`*_{}\[\]()#+.!~>-])", re.MULTILINE), ""),
)
"""Markdown inside a line, and what is left of it."""


def read_chatwoot(path: Path) -> Iterator[Read]:
    """Published articles, canned responses as internal articles, and resolved conversations as resolutions.

    A conversation needs all its ``messages`` inside: the list of conversations has only the last one of each.
    """
    return read_items(path, documents)


def documents(item: dict[str, Any], where: str) -> Iterator[Read]:
    """What one object gives."""
    if not string(item.get("id")):
        yield Unreadable(where, "it has no 'id'")
    elif "messages" in item or "inbox_id" in item:
        yield _conversation(item, where)
    elif "short_code" in item:
        yield _canned(item, where)
    elif "content" in item:
        yield _article(item, where)
    else:
        yield Unreadable(where, "it is no article or conversation of Chatwoot")


def _article(item: dict[str, Any], where: str) -> Read:
    if string(item.get("status")).lower() not in _PUBLISHED:
        return LeftOut(where, UNPUBLISHED)
    if not string(item.get("content")):
        return LeftOut(where, EMPTY)
    values = {
        "id": f"chatwoot:article:{string(item['id'])}",
        "title": string(item.get("title")),
        "body": string(item.get("content")),
        "format": "markdown",
        "url": string(item.get("url")),
        "language": language(item.get("locale") or inner(item, "category", "locale")),
        "tags": tags(inner(item, "meta", "tags"), [inner(item, "category", "name")]),
        "updated_at": moment(item.get("updated_at")),
    }
    return article(values, where)


def _canned(item: dict[str, Any], where: str) -> Read:
    values = {
        "id": f"chatwoot:canned:{string(item['id'])}",
        "title": string(item.get("short_code")),
        "body": string(item.get("content")),
        "visibility": "internal",
        "updated_at": moment(item.get("updated_at")),
    }
    return article(values, where)


def _conversation(item: dict[str, Any], where: str) -> Read:
    if string(item.get("status")).lower() not in _RESOLVED:
        return LeftOut(where, NOT_CLOSED)
    if not isinstance(item.get("messages"), list):
        return Unreadable(where, "the conversation has no 'messages': export it with them")
    said = items_of(item["messages"])
    closed = moment(item.get("last_activity_at")) or moment(item.get("updated_at"))
    values = {
        "id": f"chatwoot:conversation:{string(item['id'])}",
        "channel": channel(inner(item, "meta", "channel") or item.get("channel")),
        "language": language(inner(item, "additional_attributes", "conversation_language")),
        "subject": string(inner(item, "additional_attributes", "mail_subject")),
        "customer_id": string(inner(item, "meta", "sender", "identifier"))
        or string(inner(item, "meta", "sender", "id")),
        "outcome": {"rating": _rated(said), "closed_at": closed, "reopened": _reopened(item)},
        "tags": tags(item.get("labels")),
        "updated_at": moment(item.get("updated_at")) or closed,
    }
    return resolution(values, [_message(m) for m in said if _is_said(m)], where)


def _kind(message: dict[str, Any]) -> str:
    return string(message.get("message_type")).lower()


def _is_said(message: dict[str, Any]) -> bool:
    """Not what the product reports ("resolved by Kim") or asks for in a survey, nor what was deleted."""
    deleted = flag(inner(message, "content_attributes", "deleted"))
    return _kind(message) not in _ACTIVITY and message.get("content_type") != _SURVEY and not deleted


def _message(said: dict[str, Any]) -> dict[str, Any]:
    author, private = _author(said), flag(said.get("private"))
    public = None if private is None else not private
    text = body_text(said.get("content")) if author == "customer" else _plain(said)
    return message(said, author, text, public=public)


def _plain(message: dict[str, Any]) -> str:
    """What was written in Chatwoot's editor, which writes Markdown, without its marks; line by line as it was."""
    text = body_text(message.get("content"))
    for mark, plain in _MARKS:
        text = mark.sub(plain, text)
    return text


def _author(message: dict[str, Any]) -> Author:
    if _kind(message) in _INCOMING:
        return "customer"
    sender = (string(message.get("sender_type")) or string(inner(message, "sender", "type"))).lower()
    robot = _kind(message) in _TEMPLATE or "bot" in sender or sender.startswith("captain")
    return "bot" if robot else "agent"


def _rated(messages: list[dict[str, Any]]) -> int | None:
    found = [
        rating(inner(m, "content_attributes", "submitted_values", "csat_survey_response", "rating"))
        for m in messages
        if m.get("content_type") == _SURVEY
    ]
    return next((r for r in reversed(found) if r is not None), None)


def _reopened(item: dict[str, Any]) -> bool:
    """Where the export counts it; Chatwoot itself says it only in reports."""
    count = string(item.get("reopens")) or string(inner(item, "custom_attributes", "reopens"))
    return count not in ("", "0")
