"""Zammad: tickets with their articles (its word for messages), as its API gives them, expanded or not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from retrieval.documents import Author
from retrieval.sources import MERGED, NOT_CLOSED, LeftOut, Read, Unreadable
from retrieval.sources.fields import message, resolution
from retrieval.sources.json_items import read_items
from retrieval.sources.values import body_text, channel, flag, inner, items_of, moment, rating, string, tags

_STATES = {"4": "closed", "5": "merged"}
_SENDERS = {"1": "agent", "2": "customer", "3": "system"}
_TYPES = {
    "1": "email",
    "2": "sms",
    "3": "chat",
    "5": "phone",
    "6": "twitter status",
    "7": "twitter direct-message",
    "8": "facebook feed post",
    "9": "facebook feed comment",
    "11": "web",
}
"""Ids that every Zammad is set up with, for exports that are not expanded; names are believed first."""


def read_zammad(path: Path) -> Iterator[Read]:
    """Closed tickets as resolutions. A ticket needs its ``articles`` inside."""
    return read_items(path, documents)


def documents(item: dict[str, Any], where: str) -> Iterator[Read]:
    """What one object gives."""
    if not string(item.get("id")):
        yield Unreadable(where, "it has no 'id'")
    elif "articles" in item or "customer_id" in item:
        yield _ticket(item, where)
    else:
        yield Unreadable(where, "it is no ticket of Zammad")


def _name(item: dict[str, Any], key: str, known: dict[str, str]) -> str:
    """A field's name, whether it is given as text, as an object, or as one of the ids we know."""
    value = item.get(key)
    text = string(value) or string(inner(value, "name"))
    return (text or known.get(string(item.get(f"{key}_id")), "")).lower()


def _ticket(item: dict[str, Any], where: str) -> Read:
    state = _name(item, "state", _STATES)
    if state == "merged":
        return LeftOut(where, MERGED)
    if not state.startswith("closed"):
        return LeftOut(where, NOT_CLOSED)
    if not isinstance(item.get("articles"), list):
        return Unreadable(where, "the ticket has no 'articles': export tickets with their articles")
    articles = items_of(item["articles"])
    first, last = moment(item.get("close_at")), moment(item.get("last_close_at"))
    reopens = string(item.get("reopens")) or string(item.get("reopen_count"))
    kind = _name(item, "create_article_type", _TYPES) or next((_name(a, "type", _TYPES) for a in articles), "")
    values = {
        "id": f"zammad:ticket:{string(item['id'])}",
        "channel": channel(kind),
        "subject": string(item.get("title")),
        "customer_id": string(item.get("customer_id")),
        "outcome": {
            "reopened": reopens not in ("", "0") or bool(first and last and last > first),
            "rating": rating(item.get("rating")) or rating(inner(item, "preferences", "rating")),
            "closed_at": last or first or moment(item.get("updated_at")),
        },
        "tags": tags(item.get("tags")),
        "updated_at": moment(item.get("updated_at")),
    }
    return resolution(values, [_message(a) for a in articles], where)


def _message(article: dict[str, Any]) -> dict[str, Any]:
    internal = flag(article.get("internal"))
    public = None if internal is None else not internal
    return message(article, _author(article), body_text(article.get("body")), public=public)


def _author(article: dict[str, Any]) -> Author:
    sender = _name(article, "sender", _SENDERS)
    return "customer" if sender == "customer" else "system" if sender == "system" else "agent"
