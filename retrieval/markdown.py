"""Markdown (also as documentation sites extend it) to blocks: rendered to HTML, then read like any other page."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from retrieval.blocks import Block, tidy
from retrieval.html import html_to_blocks
from retrieval.wordset import wordset

_LONGEST_RUN = 20_000
"""Characters of one paragraph or cell; what is longer is nobody's prose, and reading marks in it takes time that grows
with the square of its length."""


def _inline(state: StateCore) -> None:
    """The parser's own step for links, emphasis and code, but for runs of text that are too long for it."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = []
        if len(token.content) <= _LONGEST_RUN:
            state.md.inline.parse(token.content, state.md, state.env, token.children)
        else:
            token.children.append(Token("text", "", 0, content=token.content))


_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_MARKDOWN.core.ruler.at("inline", _inline)

_FENCE = re.compile(r"^[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?(`{3,}|~{3,})(.*)$")
_IMPORT = re.compile(r"^import\s+(?:[\w*{][^'\"\n]*\s+from\s+)?['\"][^'\"\n]+['\"];?\s*$")
_IMPORT_OPEN = re.compile(r"^import\s*(?:\w+\s*,\s*)?\{[^}'\"]*$")
_EXPORT = re.compile(r"^export\s+(?:default|const|let|var|function|async)\b")
_ADMONITION = re.compile(r"^([ \t]*):{3,}[ \t]*([A-Za-z][\w-]*)?[ \t]*(?:\[([^\]\n]*)\])?[ \t]*(.*)$")
_ALERT = re.compile(r"^([ \t]*>[ \t]*)\[!\w+\][ \t]*$")
_HTML_LINE = re.compile(r"^([ \t]*)</?[A-Za-z][^\n]*>[ \t]*$")
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
_INLINE = re.compile(r"\]\(|`[^`]+`|\*\*\w|(?<!\w)__\w")
_EXPRESSION = re.compile(r"\{\s{0,99}/\*.{0,2000}?\*/\s{0,99}\}|\{\s{0,99}(['\"])\s{0,99}\1\s{0,99}\}", re.DOTALL)
_HTML_TAGS = wordset("""
    a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button canvas caption
    center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption
    figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd
    label legend li link main map mark menu meta meter nav noscript object ol optgroup option output p param picture
    pre progress q rp rt ruby s samp script search section select slot small source span strike strong style sub
    summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr
""")
_NAME = re.compile(r"</?([A-Za-z][\w.:-]*)")
_LONGEST_TAG = 5000
_LONGEST_SPAN = 2000
"""Characters of a tag, and of a code span or comment; looking further for an end would take quadratic time."""
_MARK = re.compile(r"[`<\\]")
_CLOSING = re.compile(r"</([A-Za-z][\w.:-]*)")


def markdown_to_blocks(source: str, *, url: str | None = None) -> list[Block]:
    """Blocks of a Markdown or MDX text; relative links are resolved against ``url``."""
    tokens = _MARKDOWN.parse("\n".join(_prepared(tidy(source))))
    for token in tokens:
        if token.type == "html_block" and _INLINE.search(token.content):
            token.content = _inside_html(token.content)
    return html_to_blocks(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}), url=url)


def _inside_html(source: str) -> str:
    """Raw HTML with the Markdown between its tags rendered, as documentation sites do: ``<td>**Yes**</td>``."""
    out: list[str] = []
    verbatim = 0
    for part in re.split(r"(<[^<>]*>)", source):
        if tag := re.match(r"<(/?)(?:pre|code|script|style)\b", part, re.IGNORECASE):
            verbatim = max(0, verbatim + (-1 if tag[1] else 1))
        plain = part.startswith("<") or verbatim or not _INLINE.search(part)
        out.append(part if plain else _MARKDOWN.renderInline(part))
    return "".join(out)


def _prepared(source: str) -> Iterator[str]:
    """The source as plain CommonMark: fenced code untouched, the rest without MDX and docusaurus's own syntax."""
    outside: list[str] = []
    fence = ""
    for line in source.split("\n"):
        found = _FENCE.match(line)
        if fence:
            yield line
            if found and found[1].startswith(fence) and not found[2].strip():
                fence = ""
        elif found and "`" not in found[2]:
            yield from _plain("\n".join(outside))
            outside.clear()
            fence = found[1]
            yield line
        else:
            outside.append(line)
    yield from _plain("\n".join(outside))


def _plain(text: str) -> Iterator[str]:
    """Lines of text outside of code blocks."""
    if not text:
        return
    skipping = ""  # "import" or "export" while inside one that spans lines
    indent: str | None = None  # of the HTML line just before
    tables = 0
    for line in _tags(text).split("\n"):
        inside, tables = tables, max(0, tables + len(_TABLE.findall(line)) - len(_TABLE_END.findall(line)))
        if inside and not skipping:
            if line.strip():  # a blank line would end the raw HTML and make code of what is indented
                yield line.lstrip()
            indent = ""
        elif skipping:
            ended = re.search(r"from\s+['\"]", line) if skipping == "import" else not line.strip()
            skipping = "" if ended else skipping
        elif _IMPORT.match(line):
            continue
        elif _IMPORT_OPEN.match(line):
            skipping = "import"
        elif _EXPORT.match(line):
            skipping = "export"
        elif box := _ADMONITION.match(line):
            space, name, bracketed, rest = box.groups()
            title = bracketed or re.sub(r"\s*\{[^{}]*\}\s*$", "", rest) if name else ""
            yield from ("", space + title.strip(), "")
        elif alert := _ALERT.match(line):
            yield alert[1]
        else:
            is_html = _HTML_LINE.match(line)
            if indent is not None and not is_html and line.strip():
                # CommonMark reads on as raw HTML until a blank line; help centres mean Markdown here.
                yield ""
                if len(line) - len(line.lstrip()) >= len(indent) + 4:
                    line = indent + line.lstrip()
            indent = is_html[1] if is_html else None
            yield line


def _tags(text: str) -> str:
    """Without JSX: components, expressions in attributes, comments. ``<your-domain>`` and the like stay as text."""
    text = _EXPRESSION.sub("", text)
    closed = frozenset(_CLOSING.findall(text))
    out: list[str] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char == "`":
            end = _code_span(text, at)
            out.append(text[at:end])
            at = end
        elif char == "<" and (name := _NAME.match(text, at)) and (end := _tag_end(text, at)):
            out.append(_tag(text[at:end], name[1], closed))
            at = end
        elif char == "\\":
            out.append(text[at : at + 2])
            at += 2
        else:
            mark = _MARK.search(text, at + 1)
            stop = mark.start() if mark else len(text)
            out.append(text[at:stop])
            at = stop
    return "".join(out)


def _code_span(text: str, start: int) -> int:
    """Where the code span at ``start`` ends; behind its backticks where it is none."""
    ticks = len(text) - start - len(text[start:].lstrip("`")) if text.startswith("``", start) else 1
    opened = start + ticks
    limit = min(len(text), opened + _LONGEST_SPAN)
    paragraph = text.find("\n\n", opened, limit)
    closing = re.compile(rf"(?<!`){'`' * ticks}(?!`)")
    found = closing.search(text, opened, paragraph if paragraph >= 0 else limit)
    return found.end() if found else opened


def _tag_end(text: str, start: int) -> int:
    """Behind the ``>`` of the tag at ``start``, minding quotes and braces; 0 where it is no tag."""
    quote, braces = "", 0
    for at in range(start + 1, min(len(text), start + _LONGEST_TAG)):
        char = text[at]
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and (braces or text[at - 1] in "= \t\n"):
            quote = char
        elif char == "{":
            braces += 1
        elif char == "}":
            braces -= 1
        elif char == "<" and not braces:
            return 0
        elif char == ">" and braces <= 0:
            return at + 1
        elif char == "\n" and not braces and text[at : at + 2] == "\n\n":
            return 0
    return 0


def _tag(tag: str, name: str, closed: frozenset[str]) -> str:
    if name.lower() in _HTML_TAGS and not name[0].isupper():
        return _without_braces(tag) if "{" in tag else tag
    bare = re.fullmatch(r"<[\w.:-]+>", tag)
    if bare and name not in closed:
        if re.match(r"<(?:https?|mailto|tel):", tag):
            return tag
        return "&lt;" + tag[1:-1] + "&gt;"  # "replace <your-domain> by..."
    if tag.startswith("<http") or "@" in tag:
        return tag
    label = re.search(r"\blabel=[\"']([^\"'<>]+)[\"']", tag)
    opened = not tag.startswith("</") and not tag.endswith("/>")
    return f"\n\n{label[1]}\n\n" if label and opened else ""


def _without_braces(tag: str) -> str:
    out: list[str] = []
    braces = 0
    for char in tag:
        braces += char == "{"
        if not braces:
            out.append(char)
        braces -= char == "}" and braces > 0
    return re.sub(r"\s[\w:-]+=(?=[\s/>])", "", "".join(out))
