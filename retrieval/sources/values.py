"""What help desks call things, in our words: times, languages, tags, ratings, channels, bodies."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from retrieval.blocks import plain_text
from retrieval.documents import Channel
from retrieval.html import html_to_blocks
from retrieval.wordset import wordset

_LANGUAGE = re.compile(r"^([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9]{2,8}))?(?:[-_.@].*)?$")
_MILLISECONDS = 10**11
"""A number of seconds so great is in the year 5138: it counts milliseconds."""
_MAIL_QUOTES = (
    "blockquote[type=cite], .gmail_quote, .gmail_extra > blockquote, .yahoo_quoted, .moz-cite-prefix, "
    "#divRplyFwdMsg, #appendonsend ~ *, #OLK_SRC_BODY_SECTION, [data-signature=true], .gmail_signature, "
    ".moz-signature"
)
"""Where mail programs and help desks mark a quoted mail or a signature."""
_MARKER = re.compile(r"<\w+[^<>]*\bjs-signatureMarker\b")
"""Where Zammad has found that a mail's signature begins; nothing below it is the person's own."""
_HALF = re.compile("[\ud800-\udfff]")
"""Half an emoji, as exports that cut texts leave it; it can't be written as UTF-8."""
_ELEMENTS = wordset("""
    a abbr address article aside b big blockquote body br caption center cite code col colgroup dd del details dfn div
    dl dt em figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img ins kbd li link main
    mark meta nav ol p pre q s samp section small span strike strong style sub summary sup table tbody td tfoot th
    thead title tr tt u ul var video wbr
""")
_TAG = re.compile(rf"</(?:{'|'.join(_ELEMENTS)})\s*>|<(?:br|hr|img|p)(?:[\s/][^<>]*)?>|<!--|<!doctype\b", re.IGNORECASE)
"""Makes a text HTML. ``<kim@acme.example>`` in a quoted mail's first line and ``<https://...>`` do not: read as HTML,
a plain mail has no lines, and without them nobody can tell what in it is quoted."""
_CHANNELS: tuple[tuple[str, Channel], ...] = (
    ("whatsapp", "whatsapp"),
    ("instagram", "instagram"),
    ("facebook", "messenger"),
    ("messenger", "messenger"),
    ("twitter", "x"),
    ("x_corp", "x"),
    ("imessage", "imessage"),
    ("business_messages", "imessage"),
    ("sms", "sms"),
    ("twilio", "sms"),
    ("video", "video"),
    ("voice", "phone"),
    ("phone", "phone"),
    ("review", "review"),
    ("google_play", "review"),
    ("community", "community"),
    ("forum", "community"),
    ("email", "email"),
    ("mail", "email"),
    ("chat", "chat"),
    ("web_widget", "chat"),
    ("webwidget", "chat"),
    ("messaging", "chat"),
    ("telegram", "chat"),
    ("line", "chat"),
    ("conversation", "chat"),
    ("push", "chat"),
    ("web", "web"),
    ("help_center", "web"),
)
"""Words in a product's name of a channel, the telling ones first."""


def string(value: object) -> str:
    """Text or a number as text; empty for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, float) and value.is_integer():  # spreadsheets make 501.0 of an id
        value = int(value)
    return _HALF.sub("\ufffd", str(value)).strip()


def items_of(value: object, key: str = "") -> list[dict[str, Any]]:
    """The objects of a list, or of the list under a key of an object, as APIs wrap it."""
    if isinstance(value, dict) and key:
        value = value.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def listed(value: object) -> list[Any]:
    """The list, or an empty one for anything else."""
    return value if isinstance(value, list) else []


def inner(value: object, *keys: str) -> Any:
    """What stands under the keys, one inside the other; None where one is missing."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def flag(value: object) -> bool | None:
    """A truth however it was written; None where it says neither."""
    text = str(value).strip().lower()
    return True if text in ("true", "1", "yes", "t") else False if text in ("false", "0", "no", "f") else None


def moment(value: object) -> datetime | None:
    """An ISO time or epoch seconds or milliseconds; without a zone it is UTC. None where it is no time."""
    text = string(value)
    try:
        number = float(text)
    except ValueError:
        pass
    else:
        try:
            seconds = number / 1000 if number >= _MILLISECONDS else number
            return datetime.fromtimestamp(seconds, UTC) if number > 0 else None
        except (OverflowError, OSError, ValueError):
            return None
    try:
        read = datetime.fromisoformat(re.sub(r"\s*UTC$", "Z", text))
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def language(value: object) -> str | None:
    """``en_US`` and ``EN-us`` as ``en-US``; None where it is no language."""
    found = _LANGUAGE.match(string(value))
    if not found:
        return None
    region = found[2] and (found[2].upper() if len(found[2]) == 2 else found[2])
    return f"{found[1].lower()}-{region}" if region else found[1].lower()


def tags(*values: object) -> list[str]:
    """Names of labels, from lists of text or of objects with a ``name``; each once, cut to what a tag may have."""
    found: dict[str, None] = {}
    for value in values:
        parts: Iterable[object] = value if isinstance(value, list) else []
        for part in parts:
            name = string(part.get("name") if isinstance(part, dict) else part)
            if name:
                found[name[:64].strip()] = None
    return list(found)


def rating(value: object) -> int | None:
    """1 to 5; good is 5 and bad is 1. None where nobody has rated."""
    text = string(value).lower()
    if text.startswith("good"):
        return 5
    if text.startswith("bad"):
        return 1
    return int(text) if text in ("1", "2", "3", "4", "5") else None


def channel(value: object) -> Channel:
    """Our name of a channel; ``other`` where we have none."""
    text = string(value).lower().replace(" ", "_").removeprefix("channel::")
    return next((ours for theirs, ours in _CHANNELS if theirs in text), "other")


def is_html(text: str) -> bool:
    """Whether a text is HTML, where nothing says so."""
    return bool(_TAG.search(text))


def body_text(body: object) -> str:
    """A message's text; HTML loses its tags, and the quoted mails and signatures that its program marked."""
    text = string(body)
    if not is_html(text):
        return text
    tree = LexborHTMLParser(text[: cut.start()] if (cut := _MARKER.search(text)) else text)
    if tree.body is not None:
        for node in tree.body.css(_MAIL_QUOTES):
            node.decompose()
        if own := plain_text(html_to_blocks(tree.body.html or "")):
            return own
    return plain_text(html_to_blocks(text))
