"""Plain text cut into sentences and list steps, with their places: what may be quoted, and what may not."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from copilot.guard.values import MONTHS

UnitKind = Literal["sentence", "step", "bullet", "row", "debris"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A quotable piece: ``text[start:end]`` of its passage, verbatim (a list mark is not part of it)."""

    kind: UnitKind
    text: str
    start: int
    end: int
    block: int
    """Number of its paragraph or list."""
    lead: bool = False
    """A sentence that announces the list right after it."""

    @property
    def listed(self) -> bool:
        return self.kind in ("step", "bullet", "row")

    @property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """Places of its verbatim parts in the passage: the cells of a table's row, else the whole."""
        if self.kind != "row":
            return ((self.start, self.end),)
        cells = re.finditer(r"[^|\s](?:[^|]*[^|\s])?", self.text)
        return tuple((self.start + m.start(), self.start + m.end()) for m in cells)


_STEP = re.compile(r"[ \t]*(?P<mark>\d{1,2}[.)]|[a-h]\))[ \t]+(?=\S)")
_BULLET = re.compile(r"[ \t]*(?P<mark>[-*•–▪])[ \t]+(?=\S)")
_END = re.compile(r"[.!?…]+[\"'”’“»)\]]*(?=\s|$)|(?<=[\w)]):(?=\s*\n|\s*$)|\n{2,}")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.\s?g|i\.\s?e|z\.\s?B|d\.\s?h|u\.\s?a|p\.\s?ex|bzw|ca|approx|Dr|Mr|Mrs|Ms|Prof|St|vs|incl|inkl|Tel|"
    r"evtl|ggf|bijv|resp|sog)|\b[A-Zz])\.$"
)
_BEFORE_NUMBER = re.compile(r"\b(?:no|nr|art|fig|p|pp|tel|max|min)\.$", re.IGNORECASE)
_ORDINAL = re.compile(r"\b\d{1,2}\.$")
_TABLE = re.compile(r"\s\|\s|^\s*\||\t")


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    out, at = [], start
    for m in _END.finditer(text, start, end):
        head, following = text[at : m.end()], text[m.end() :].lstrip(" ")[:12]
        if m[0] == "." and (
            following[:1].islower()
            or _ABBREVIATION.search(head)
            or (_BEFORE_NUMBER.search(head) and following[:1].isdigit())
            or (_ORDINAL.search(head) and (month := re.match(r"\w+", following)) and month[0].lower() in MONTHS)
        ):
            continue
        out.append((at, m.end()))
        at = m.end()
    out.append((at, end))
    trimmed = []
    for a, b in out:
        piece = text[a:b]
        a += len(piece) - len(piece.lstrip())
        b -= len(piece) - len(piece.rstrip())
        if a < b:
            trimmed.append((a, b))
    return trimmed


@lru_cache(maxsize=2048)
def units(text: str) -> tuple[Unit, ...]:
    """The units of ``text`` in order. Headings, table rows and stray fragments come out as ``debris``."""
    out: list[Unit] = []
    block = 0
    paragraph: list[tuple[int, int]] = []
    item: tuple[UnitKind, int, int] | None = None

    def close_paragraph() -> None:
        nonlocal block
        if not paragraph:
            return
        start, end = paragraph[0][0], paragraph[-1][1]
        whole = text[start:end].strip()
        heading = whole.startswith("#") or (
            len(paragraph) == 1 and len(whole) < 80 and not re.search(r"[.!?…:;,)\"”»]$|[?!]\s", whole)
        )
        for a, b in [(start, end)] if heading else _sentences(text, start, end):
            kind: UnitKind = "debris" if heading or len(text[a:b].split()) < 2 else "sentence"
            out.append(Unit(kind, text[a:b], a, b, block))
        paragraph.clear()
        block += 1

    def close_item() -> None:
        nonlocal item
        if item:
            kind, a, b = item
            out.append(Unit(kind, text[a:b], a, b, block))
            item = None

    at = 0
    for line in text.splitlines(keepends=True):
        start, end = at, at + len(line.rstrip())
        at += len(line)
        step, bullet = _STEP.match(line), _BULLET.match(line)
        if not line.strip():
            close_paragraph()
            if item:
                close_item()
        elif _TABLE.search(line.rstrip()):
            close_paragraph()
            close_item()
            headed = bool(out) and _TABLE.search(out[-1].text) is not None and not text[out[-1].end : start].strip()
            cells = [c for c in text[start:end].split("|") if c.strip()]
            # the first row names the columns; a row of bare values says nothing in a reply
            kind: UnitKind = "row" if headed and len(cells) > 1 and "\t" not in text[start:end] else "debris"
            lead = len(text[start:end]) - len(text[start:end].lstrip())
            out.append(Unit(kind, text[start + lead : end], start + lead, end, block))
        elif step or bullet:
            close_paragraph()
            close_item()
            mark = step or bullet
            assert mark is not None
            item = ("step" if step else "bullet", start + mark.end(), end)
        elif item and line[:1] in " \t":
            item = (item[0], item[1], end)
        else:
            close_item()
            if out and out[-1].listed and out[-1].block == block:
                block += 1
            paragraph.append((start, end))
    close_paragraph()
    close_item()
    return _mark_leads(out)


def _mark_leads(found: list[Unit]) -> tuple[Unit, ...]:
    """Number the lists apart from the paragraphs around them, and mark the sentence that leads into a list."""
    out: list[Unit] = []
    block, before = -1, None
    for unit in found:
        listed = unit.listed
        was_listed = before is not None and before.listed
        if before is None or (listed != was_listed) or (not listed and unit.block != before.block):
            block += 1
        if listed and not was_listed and out and out[-1].text.rstrip().endswith(":"):
            last = out[-1]
            out[-1] = Unit("sentence", last.text, last.start, last.end, last.block, lead=True)
        out.append(Unit(unit.kind, unit.text, unit.start, unit.end, block))
        before = unit
    return tuple(out)


def sentence_at(text: str, place: int) -> tuple[int, int]:
    """Start and end of the unit of ``text`` that holds ``place`` or ends right before it; all of it where none does."""
    found = units(text)
    at = bisect_left(found, place, key=lambda u: u.start) - 1
    return (found[at].start, found[at].end) if at >= 0 else (0, len(text))
