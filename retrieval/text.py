"""Text of any format to blocks of plain text that can be quoted to a customer; languages; mails without quotes."""

import re
from typing import Literal

from retrieval.blocks import Block, plain_text, squeeze, tidy
from retrieval.html import html_to_blocks
from retrieval.language import detect_language
from retrieval.markdown import markdown_to_blocks
from retrieval.quoted import strip_quoted

__all__ = [
    "Block",
    "article_blocks",
    "detect_language",
    "html_to_blocks",
    "markdown_to_blocks",
    "plain_text",
    "strip_quoted",
    "text_to_blocks",
]

_ITEM = re.compile(r"^\s*(?:[-*•]|\d{1,3}[.)])\s+\S")


def article_blocks(body: str, form: Literal["markdown", "html", "text"], url: str | None = None) -> list[Block]:
    """The blocks of an article's body; relative links are resolved against the article's ``url``."""
    if form == "markdown":
        return markdown_to_blocks(body, url=url)
    if form == "html":
        return html_to_blocks(body, url=url)
    return text_to_blocks(body)


def text_to_blocks(source: str) -> list[Block]:
    """Blocks of a plain text: paragraphs by blank lines, and lines that look like list items."""
    out: list[Block] = []
    for paragraph in re.split(r"\n[ \t]*\n", tidy(source)):
        tight = False
        run: list[str] = []
        for line in [*paragraph.split("\n"), ""]:
            if (not line or _ITEM.match(line)) and run:
                out.append(Block("paragraph", "\n".join(run), (), tight))
                tight = True
                run = []
            if _ITEM.match(line):
                out.append(Block("item", squeeze(line), (), tight))
                tight = True
            elif squeeze(line):
                run.append(squeeze(line))
    return out
