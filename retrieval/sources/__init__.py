"""Readers: folders and exports become documents. What can't be read is named, and reading goes on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file or line that gave no document."""

    where: str
    """``file`` or ``file:line``."""
    reason: str
    """One sentence for the person who wrote it."""
