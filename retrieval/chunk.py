"""A document to its passages; pure. What is embedded, shown and quoted comes from here."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from retrieval.courtesy import is_small_talk, strip_courtesies
from retrieval.documents import Article, Document, Message, Passage, Resolution
from retrieval.pack import Packed, pack
from retrieval.placeholders import without_placeholders
from retrieval.readable import readable
from retrieval.sentences import sentences
from retrieval.size import size, split
from retrieval.text import article_blocks, detect_language, strip_quoted

VERSION = 3
"""Of the way documents are cut; a higher one makes every digest new."""

_PROBLEM = 150
"""Words of the customer's side."""
_ANSWER = 200
"""Words of the agent's side."""
TELLS = 4
"""Words of a title that can be a question; fewer are a name."""
_ENOUGH = 40
"""Words of a customer's first messages that say what it is about."""


def passages(document: Document) -> list[Passage]:
    """The passages of a document, in order.

    Raises ValueError, one sentence, where nothing is left to index: an article without text after cleaning, a
    resolution in which no customer says anything.
    """
    return _of_article(document) if isinstance(document, Article) else _of_resolution(document)


def embedding_text(passage: Passage) -> str:
    """What the embedder and BM25 read: title and section path above the text, so that a piece makes sense alone."""
    head = f"{passage.title} > {passage.section}" if passage.section else passage.title
    if passage.kind == "resolution" and passage.text.startswith(passage.title.rstrip("…").rstrip()):
        return passage.text
    return f"{head}\n{passage.text}"


def asked_by_title(cut: Sequence[Passage]) -> str | None:
    """The title of an article that is one passage, where it says enough: then the title is the question, the passage
    the answer, and people ask in the title's words. None for others, whose title is wider than each passage."""
    if len(cut) != 1 or cut[0].kind != "article" or len(cut[0].title.split()) < TELLS:
        return None
    return cut[0].title


def digest(document: Document) -> str:
    """sha256, in hex, of all that a document says and of the way it is cut: equal means nothing to embed.

    When the source changed it and which source it was are no part of it: exports touch what they don't change.
    """
    content = document.model_dump_json(exclude_defaults=True, exclude={"updated_at", "source"})
    return hashlib.sha256(f"{VERSION}:{type(document).__name__}:{content}".encode()).hexdigest()


# --- articles ----------------------------------------------------------------------------------------------------


def _of_article(article: Article) -> list[Passage]:
    blocks = article_blocks(article.body, article.format, article.url)
    packed = [_without_title(p, article.title) for p in pack(blocks)]
    if not any(c.isalnum() for p in packed for c in p.text):
        raise ValueError("the article's body has no text after cleaning; send some, or delete the article")
    language = article.language or detect_language("\n".join([article.title, *(p.text for p in packed)]))
    return [
        Passage(
            id=f"article:{article.id}#{n}",
            kind="article",
            source_id=article.id,
            title=article.title,
            section=" > ".join(piece.section),
            text=piece.text,
            url=article.url,
            language=language,
            visibility=article.visibility,
            tags=article.tags,
            valid_from=article.valid_from,
            valid_until=article.valid_until,
            updated_at=article.updated_at,
        )
        for n, piece in enumerate(packed)
    ]


def _without_title(packed: Packed, title: str) -> Packed:
    """The page's own headline, repeated inside, says nothing more."""
    if packed.section and packed.section[0].casefold() == title.strip().casefold():
        return Packed(packed.section[1:], packed.text)
    return packed


# --- resolutions -------------------------------------------------------------------------------------------------


def _of_resolution(resolution: Resolution) -> list[Passage]:
    problem = _problem(resolution)
    subject = " ".join((resolution.subject or "").split())
    if not problem and not subject:
        raise ValueError("the resolution has no words of a customer: nothing to find it by")
    answer = _answer(resolution) if resolution.outcome.solved else ""
    title = subject or _headline(problem)
    metadata = _metadata(resolution)
    language = resolution.language or detect_language(f"{subject}\n{problem}\n{answer}")
    closed = resolution.outcome.closed_at

    def passage(n: int, side: Any, text: str, extra: dict[str, Any]) -> Passage:
        return Passage(
            id=f"resolution:{resolution.id}#{n}",
            kind="resolution",
            source_id=resolution.id,
            side=side,
            title=title,
            text=text,
            language=language,
            tags=resolution.tags,
            valid_from=closed,
            updated_at=resolution.updated_at or closed,
            metadata=metadata | extra,
        )

    out = [passage(0, "problem", problem or subject, {"answer": answer} if answer else {})]
    if answer:
        out.append(passage(1, "answer", answer, {}))
    return out


def _metadata(resolution: Resolution) -> dict[str, Any]:
    outcome = resolution.outcome
    values: dict[str, Any] = {
        "channel": resolution.channel,
        "solved": outcome.solved,
        "reopened": outcome.reopened,
        "rating": outcome.rating,
        "closed_at": _epoch(outcome.closed_at),
        "actions": list(dict.fromkeys(done.action for done in resolution.actions)),
        "customer_id": resolution.customer_id,
    }
    return {name: value for name, value in values.items() if value is not None}


def _epoch(at: datetime | None) -> int | None:
    return int(at.timestamp()) if at else None


def _said(message: Message) -> str:
    """What someone wrote, without quotes, signature, salutation and closing, and what an agent left unfilled."""
    own = strip_quoted(readable(message.text))
    return strip_courtesies(own if message.author == "customer" else without_placeholders(own))


def _problem(resolution: Resolution) -> str:
    """The customer's messages that say something, up to the agent's first answer."""
    texts: list[str] = []
    words = 0.0
    for message in resolution.messages:
        if message.private or is_small_talk(message.text):
            continue
        text = _said(message)
        if message.author == "agent" and texts and _helps(text):
            break  # from here on it is about the answer
        if message.author != "customer":
            continue
        if not text:
            continue
        texts.append(text)
        words += size(text)
        if words >= _ENOUGH:
            break
    return _cut("\n\n".join(texts), _PROBLEM)


def _answer(resolution: Resolution) -> str:
    """The agent's messages that help: no notes, no greetings, no bare questions back."""
    texts = [
        text
        for message in resolution.messages
        if message.author == "agent" and not message.private and _helps(text := _said(message))
    ]
    return _cut("\n\n".join(texts), _ANSWER)


def _helps(text: str) -> bool:
    if size(text) < 5 or is_small_talk(text):
        return False
    return not all(sentence.rstrip().endswith("?") or is_small_talk(sentence) for sentence in sentences(text))


def _cut(text: str, limit: float) -> str:
    return next(iter(split(text, limit)), "").rstrip()


def _headline(text: str) -> str:
    """The first sentence, or its first ten words."""
    first = next(iter(sentences(text)), "")
    words = first.split()
    return first if len(words) <= 12 and len(first) <= 100 else " ".join(words[:10])[:100].rstrip(",;:") + "…"
