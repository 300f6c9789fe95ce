"""Pieces of a cleaned text: what the readers of Markdown and HTML make and the chunker packs."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from retrieval.visible import visible

BlockKind = Literal["paragraph", "item", "header", "row", "code"]

_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a whole list item (with what is nested in it), a table's header or row, or a code block."""

    kind: BlockKind
    text: str
    path: tuple[str, ...] = ()
    """Headings above it, outermost first."""
    tight: bool = False
    """True where only a line break divides it from the block before: items of a list, rows of a table."""


def plain_text(blocks: Iterable[Block]) -> str:
    """The blocks' text without headings, as one string."""
    out: list[str] = []
    for block in blocks:
        if out:
            out.append("\n" if block.tight else "\n\n")
        out.append(block.text)
    return "".join(out)


def tidy(text: str) -> str:
    """Composed characters, one kind of line break, no invisible characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return visible(unicodedata.normalize("NFC", text))


def squeeze(text: str) -> str:
    """Runs of spaces as one space, no spaces around line breaks."""
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(lines).strip()
