"""HTML to blocks of plain text: links as ``label (url)``, lists and tables readable, scripts and navigation gone."""

import html
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from retrieval.blocks import Block, BlockKind, squeeze, tidy
from retrieval.wordset import wordset

_DEEP = 120
"""Elements nested deeper than this are read as flat text: no recursion without end."""
_TOO_DEEP = 1000
"""Beyond this the parser itself takes quadratic time (measured: 50,000 nested elements, 3.6 s)."""

_DROPPED = wordset("""
    script style template noscript nav svg math head iframe object embed canvas audio video map input select
    textarea datalist del s strike -comment
""")
_BLOCKS = wordset("""
    p div section article main aside header footer blockquote figure figcaption address dl dt dd fieldset form
    center hr body html table thead tbody tfoot tr td th caption ul ol li details hgroup
""")
_UNCOUNTED = wordset("""
    p li td tr th dt dd option thead tbody tfoot colgroup br hr img input meta link source col wbr area base track
    embed param
""")
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)[^<>]*?(/?)>")
_ANCHOR = re.compile(r"\s*\{#[^{}]*\}\s*$|\s*[#¶]\s*$")
_FILE_NAME = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif)$", re.IGNORECASE)
_INTERCOM = "intercom-interblocks-table"
"""Around every table of an Intercom article, all of which say that they are for presentation only."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def html_to_blocks(source: str, *, url: str | None = None) -> list[Block]:
    """Blocks of an HTML page or fragment; relative links are resolved against ``url``."""
    source = tidy(source)
    if _depth(source) > _TOO_DEEP:
        flat = html.unescape(re.sub(r"<[^>]*>", "\n", re.sub(r"(?is)<(script|style)\b.*?</\1\s*>", "", source)))
        return [Block("paragraph", text) for line in flat.split("\n") if (text := squeeze(line))]
    tree = LexborHTMLParser(source)
    root = _content(tree)
    if root is None:
        return []
    reader = _Reader(url)
    reader.children(root, 0)
    reader.flush()
    return reader.blocks


def _depth(source: str) -> int:
    depth = deepest = 0
    for close, name, self_closed in _TAG.findall(source):
        if self_closed or name.lower() in _UNCOUNTED:
            continue
        depth += -1 if close else 1
        depth = max(depth, 0)
        deepest = max(deepest, depth)
    return deepest


def _content(tree: LexborHTMLParser) -> LexborNode | None:
    """The part of a page that is the article."""
    mains = tree.css("main")
    if len(mains) == 1:
        return mains[0]
    articles = tree.css("body > article, body > div > article")
    if len(articles) == 1:
        return articles[0]
    body = tree.body
    if body is not None:
        for footer in body.css("body > footer, [role=navigation]"):
            footer.decompose()
    return body


def _nodes(parent: LexborNode) -> Iterator[LexborNode]:
    node = parent.child
    while node is not None:
        yield node
        node = node.next


def _attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""


def _hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(attributes.get("style") or ""))
    )


class _Reader:
    """Walks a tree; text gathers in ``inline`` until a block ends."""

    def __init__(self, url: str | None, *, within: bool = False) -> None:
        self.url = url
        self.within = within
        """Inside of an item or a cell, where headings are a way to write large: they head nothing."""
        self.blocks: list[Block] = []
        self.inline: list[str] = []
        self.headings: list[tuple[int, str]] = []

    def flush(self) -> None:
        text = squeeze("".join(self.inline))
        self.inline.clear()
        for paragraph in re.split(r"\n{2,}", text):
            if paragraph:
                self.add("paragraph", paragraph)

    def add(self, kind: BlockKind, text: str, *, tight: bool = False) -> None:
        path = tuple(title for _, title in self.headings)
        self.blocks.append(Block(kind, text, path, tight and bool(self.blocks)))

    def children(self, parent: LexborNode, depth: int) -> None:
        for node in _nodes(parent):
            self.node(node, depth + 1)

    def node(self, node: LexborNode, depth: int) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self.inline.append(re.sub(r"\s+", " ", node.text_content or ""))
        elif tag in _DROPPED or _hidden(node):
            return
        elif depth > _DEEP:
            self.inline.append(" " + re.sub(r"\s+", " ", node.text(deep=True, separator=" ")))
        elif tag == "br":
            self.inline.append("\n")
        elif tag == "a":
            self.link(node, depth)
        elif tag == "img":
            self.image(node)
        elif tag in _HEADINGS:
            self.heading(_HEADINGS[tag], node, depth)
        elif tag == "pre":
            self.flush()
            if code := node.text(deep=True).strip("\n").rstrip():
                self.add("code", code)
        elif tag in ("ul", "ol"):
            self.flush()
            self.list(node, depth)
        elif tag == "table" and _is_data(node):
            self.flush()
            self.table(node, depth)
        elif tag == "details":
            self.details(node, depth)
        elif tag in _BLOCKS:
            self.flush()
            self.children(node, depth)
            self.flush()
        else:
            self.children(node, depth)

    def inside(self, node: LexborNode, depth: int) -> list[Block]:
        """What a list item, cell, link or heading holds."""
        reader = _Reader(self.url, within=True)
        reader.children(node, depth)
        reader.flush()
        return reader.blocks

    def line(self, node: LexborNode, depth: int) -> str:
        return " ".join(" ".join(b.text for b in self.inside(node, depth)).split())

    def link(self, node: LexborNode, depth: int) -> None:
        outer, self.inline = self.inline, []
        count = len(self.blocks)
        self.children(node, depth)
        if len(self.blocks) > count:  # a link around whole blocks (a card): its text is there already
            self.inline = outer + self.inline
            return
        raw, self.inline = "".join(self.inline), outer
        label = squeeze(raw).replace("\n", " ")
        if not label or (label in "#¶" and len(label) == 1):
            return
        target = self.target(_attribute(node, "href"))
        shown = target.removeprefix("mailto:").removeprefix("tel:")
        same = label.rstrip("/") in (target.rstrip("/"), shown, re.sub(r"^https?://(www\.)?", "", target).rstrip("/"))
        if same and shown != target:
            text = label
        elif same:
            text = target
        else:
            text = f"{label} ({shown})" if target else label
        before, after = " " * raw[:1].isspace(), " " * raw[-1:].isspace()
        self.inline.append(before + text + after)

    def target(self, href: str) -> str:
        """A link that can be quoted, or nothing: fragments and unresolved relative links lead nowhere in a reply."""
        href = href.strip()
        if not href or href.startswith("#"):
            return ""
        try:
            if not urlsplit(href).scheme:
                if not self.url:
                    return ""
                href = urljoin(self.url, href)
                if not re.search(r"\.mdx?$", urlsplit(self.url).path):  # documentation sites link source files
                    href = re.sub(r"\.mdx?(?=$|[?#])", "", href)
            scheme = urlsplit(href).scheme.lower()
        except ValueError:  # a malformed address
            return ""
        return href.replace(" ", "%20") if scheme in ("http", "https", "mailto", "tel") else ""

    def image(self, node: LexborNode) -> None:
        """Pictures go; the name of an icon in the middle of a sentence stays."""
        alt = squeeze(_attribute(node, "alt")).replace("\n", " ")
        in_sentence = bool("".join(self.inline).rsplit("\n", 1)[-1].strip()) and node.next is not None
        if alt and in_sentence and len(alt) <= 40 and not _FILE_NAME.search(alt):
            self.inline.append(alt)

    def heading(self, level: int, node: LexborNode, depth: int) -> None:
        self.flush()
        title = _ANCHOR.sub("", self.line(node, depth)).strip()
        if title and self.within:
            self.add("paragraph", title)
        elif title:
            self.headings = [h for h in self.headings if h[0] < level]
            self.headings.append((level, title))

    def details(self, node: LexborNode, depth: int) -> None:
        """A fold: its summary stands above its content like a heading."""
        self.flush()
        around = self.headings
        summary = next((child for child in _nodes(node) if child.tag == "summary"), None)
        if summary is not None and (title := self.line(summary, depth + 1)):
            self.headings = [*around, (7, title)]
        for child in _nodes(node):
            if child.tag != "summary":
                self.node(child, depth + 1)
        self.flush()
        self.headings = around

    def list(self, node: LexborNode, depth: int) -> None:
        start = _attribute(node, "start")
        number = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
        # a picture between two steps was an interruption in the source only
        last = self.blocks[-1] if self.blocks else None
        path = tuple(title for _, title in self.headings)
        goes_on = last is not None and last.kind == "item" and last.path == path
        first = not (goes_on and last is not None and last.text.startswith("- ") == (node.tag == "ul"))
        for child in _nodes(node):
            if child.tag != "li":
                self.node(child, depth + 1)
                continue
            lines = "\n".join(b.text for b in self.inside(child, depth + 1)).split("\n")
            marker = f"{number}." if node.tag == "ol" else "-"
            number += 1
            if any(lines):
                self.add("item", "\n  ".join([f"{marker} {lines[0]}", *lines[1:]]), tight=not first)
                first = False
        self.flush()

    def table(self, node: LexborNode, depth: int) -> None:
        first = True
        for caption in node.css("caption"):
            if text := self.line(caption, depth + 2):
                self.add("paragraph", text)
        for row in node.css("tr"):
            cells = [child for child in _nodes(row) if child.tag in ("td", "th")]
            texts = [self.line(cell, depth + 3) for cell in cells]
            while texts and not texts[-1]:
                texts.pop()
            if not texts:
                continue
            is_header = first and all(cell.tag == "th" for cell in cells)
            self.add("header" if is_header else "row", " | ".join(texts), tight=not first)
            first = False


def _is_data(table: LexborNode) -> bool:
    """False for tables that only lay a page (or a mail) out."""
    around = table.parent
    if around is not None and _INTERCOM in _attribute(around, "class"):
        return True
    if _attribute(table, "role") == "presentation" or len(table.css("table")) > 1:
        return False
    rows = [sum(1 for cell in _nodes(row) if cell.tag in ("td", "th")) for row in table.css("tr")]
    return max(rows, default=0) >= 2 and (len(rows) >= 2 or bool(table.css("th")))
