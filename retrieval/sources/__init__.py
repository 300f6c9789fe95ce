"""Readers: folders and exports become documents. What can't be read is named, and reading goes on."""

from dataclasses import dataclass

from retrieval.documents import Article, Resolution


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file, line or item that gave no document."""

    where: str
    """``file``, ``file:line`` or ``file item N``."""
    reason: str
    """One sentence for the person who wrote it."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item that was read and is meant to give no document: a draft, an open ticket."""

    where: str
    reason: str
    """A few words, the same for all of its kind, so that they can be counted: ``not published``."""


Read = Article | Resolution | Unreadable | LeftOut

UNPUBLISHED = "not published"
EMPTY = "empty"
NOT_CLOSED = "not closed"
NO_CUSTOMER = "without a customer's words"
MERGED = "merged into another"
"""Why items are left out."""
