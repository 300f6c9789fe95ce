"""Zendesk: Help Center articles, tickets with their comments, and macros, as its API and its JSON export give them."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

from retrieval.documents import Author
from retrieval.sources import EMPTY, MERGED, NOT_CLOSED, UNPUBLISHED, LeftOut, Read, Unreadable
from retrieval.sources.fields import article, message, resolution
from retrieval.sources.json_items import LISTS, files, items, read_items
from retrieval.sources.values import (
    body_text,
    channel,
    flag,
    inner,
    items_of,
    language,
    listed,
    moment,
    rating,
    string,
    tags,
)

_CLOSED = ("solved", "closed")
_REPLY = ("comment_value_html", "comment_value")
"""Fields of a macro's action that hold the text of its reply."""
_ROLES = ("agent", "admin", "end-user")
Roles = Mapping[str, str]
"""Roles of users by their ids."""
NO_ROLES: Roles = MappingProxyType({})


def read_zendesk(path: Path) -> Iterator[Read]:
    """Published articles, active macros as internal articles, and solved tickets as resolutions.

    A ticket needs its ``comments`` inside, and may have ``metric_set`` (reopened, solved when) and ``audits`` (which
    macros were applied). Pages may have their ``users`` beside the tickets: who wrote a comment is known by them.
    """
    roles = _roles(path)
    return read_items(path, lambda item, where: documents(item, where, roles))


def _roles(path: Path) -> dict[str, str]:
    """Roles of the users that come along in pages, wherever on the page they stand; read before all else."""
    found: dict[str, str] = {}
    for file in files(path):
        if not _has_users(file):
            continue
        for _, item in items(file, file.name, LISTS | {"users"}):
            if isinstance(item, dict) and (role := string(item.get("role"))) in _ROLES:
                found[string(item.get("id"))] = role
    return found


def _has_users(file: Path) -> bool:
    with suppress(OSError), file.open("rb") as opened:
        before = b""
        while piece := opened.read(1 << 20):
            if b'"users"' in before + piece:
                return True
            before = piece[-8:]
    return False


def documents(item: dict[str, Any], where: str, roles: Roles = NO_ROLES) -> Iterator[Read]:
    """What one object gives; ``roles`` of those who wrote comments that don't say it themselves."""
    if not string(item.get("id")):
        yield Unreadable(where, "it has no 'id'")
    elif isinstance(item.get("actions"), list):
        yield _macro(item, where)
    elif "comments" in item or "requester_id" in item or "subject" in item:
        yield _ticket(item, where, roles)
    elif "body" in item or "draft" in item:
        yield from _articles(item, where)
    else:
        yield Unreadable(where, "it is no article, ticket or macro of Zendesk")


def _articles(item: dict[str, Any], where: str) -> Iterator[Read]:
    """An article, and those of its translations that came with it (``?include=translations``)."""
    yield _article(item, where)
    for words in items_of(item.get("translations")):
        locale = string(words.get("locale"))
        if locale and locale not in (string(item.get("locale")), string(item.get("source_locale"))):
            own = {key: words.get(key) for key in ("locale", "title", "body", "draft", "html_url", "updated_at")}
            link = string(item.get("html_url")).replace(f"/{string(item.get('locale'))}/", f"/{locale}/", 1)
            translated = {**item, "name": None, "source_locale": item.get("source_locale") or item.get("locale")}
            yield _article({**translated, **own, "html_url": own["html_url"] or link}, f"{where} ({locale})")


def _article(item: dict[str, Any], where: str) -> Read:
    if flag(item.get("draft")):
        return LeftOut(where, UNPUBLISHED)
    if not body_text(item.get("body")):
        return LeftOut(where, EMPTY)
    locale, original = item.get("locale"), item.get("source_locale")
    translated = locale and original and locale != original  # translations share their original's id
    segments = item.get("user_segment_ids")
    restricted = item.get("user_segment_id") is not None or (isinstance(segments, list) and bool(segments))
    values = {
        "id": f"zendesk:article:{string(item['id'])}" + (f":{locale}" if translated else ""),
        "title": string(item.get("title")) or string(item.get("name")),
        "body": string(item.get("body")),
        "format": "html",
        "url": string(item.get("html_url")),
        "language": language(locale),
        "visibility": "internal" if restricted else "public",
        "tags": tags(item.get("label_names")),
        "updated_at": moment(item.get("updated_at")),
    }
    return article(values, where)


def _macro(item: dict[str, Any], where: str) -> Read:
    if flag(item.get("active")) is False:
        return LeftOut(where, UNPUBLISHED)
    reply: dict[str, str] = {}
    steps = []
    for action in items_of(item["actions"]):
        field, value = string(action.get("field")), action.get("value")
        parts = value if isinstance(value, list) else [value]
        if field in _REPLY:  # a list is the channel and the text
            reply[field] = body_text(parts[-1] if parts else "")
        elif field:
            steps.append(f"- {field.replace('_', ' ')}: {', '.join(filter(None, map(_shown, parts)))}")
    text = next((reply[field] for field in _REPLY if reply.get(field)), "")
    values = {
        "id": f"zendesk:macro:{string(item['id'])}",
        "title": string(item.get("title")),
        "body": "\n\n".join(part for part in (text, string(item.get("description")), "\n".join(steps)) if part),
        "format": "text",
        "visibility": "internal",
        "updated_at": moment(item.get("updated_at")),
    }
    return article(values, where)


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else string(value)


def _ticket(item: dict[str, Any], where: str, roles: Roles) -> Read:
    status = string(item.get("status")).lower()
    if status not in _CLOSED:
        return LeftOut(where, NOT_CLOSED)
    labels = tags(item.get("tags"))
    if "closed_by_merge" in labels:
        return LeftOut(where, MERGED)
    if not isinstance(item.get("comments"), list):
        return Unreadable(where, "the ticket has no 'comments': export tickets with their comments")
    metrics = item.get("metric_set") or item.get("metrics")
    reopens = string(inner(metrics, "reopens"))
    messages = [_message(comment, item, roles) for comment in items_of(item["comments"])]
    values = {
        "id": f"zendesk:ticket:{string(item['id'])}",
        "channel": channel(inner(item, "via", "channel")),
        "subject": string(item.get("subject")) or string(item.get("raw_subject")),
        "customer_id": string(item.get("requester_id")) or string(inner(item, "requester", "id")),
        "actions": list(_applied(item)),
        "outcome": {
            "reopened": reopens not in ("", "0"),
            "rating": rating(inner(item, "satisfaction_rating", "score")),
            "closed_at": moment(inner(metrics, "solved_at")) or moment(item.get("updated_at")),
        },
        "tags": labels,
        "updated_at": moment(item.get("updated_at")),
    }
    return resolution(values, messages, where)


def _message(comment: dict[str, Any], ticket: dict[str, Any], roles: Roles) -> dict[str, Any]:
    text = body_text(comment.get("html_body") or comment.get("body") or comment.get("plain_body"))
    return message(comment, _author(comment, ticket, roles), text, public=flag(comment.get("public")))


def _author(comment: dict[str, Any], ticket: dict[str, Any], roles: Roles) -> Author:
    """By the role where the export has it; else the requester and who was in copy are customers."""
    author = string(comment.get("author_id")) or string(inner(comment, "author", "id"))
    role = string(inner(comment, "author", "role")) or roles.get(author, "")
    if role in _ROLES:
        return "customer" if role == "end-user" else "agent"
    if author == "-1":
        return "system"
    copied = [one for key in ("collaborator_ids", "email_cc_ids") for one in listed(ticket.get(key))]
    requester = string(ticket.get("requester_id")) or string(inner(ticket, "requester", "id"))
    return "customer" if author and author in (requester, *map(string, copied)) else "agent"


def _applied(ticket: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Macros that were applied, by their titles."""
    for audit in items_of(ticket.get("audits")):
        comment = next((e for e in items_of(audit.get("events")) if e.get("type") == "Comment"), {})
        for event in items_of(audit.get("events")):
            title = string(event.get("macro_title"))
            if event.get("type") == "AgentMacroReference" and title:
                yield {"action": title[:128], "after": string(comment.get("id")) or None}
