"""Blocks into passages: along headings, of 60 to 130 words, never through a list step, a table row or a sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.blocks import Block
from retrieval.size import size, split

FULL = 130
"""Words of a full passage: what the default embedder reads with attention, and an agent at a glance."""
LIMIT = 180
"""Words that one step, row or code block may have before it is cut after all."""
_SMALL = 25
"""A section with fewer words joins its neighbour."""
_HEADER = 40
"""A table header up to this size is repeated above rows that go to the next passage."""
_STEP = re.compile(r"^(?:(?:step|schritt|étape|paso|passo|stap|steg|trin|krok)\s*)?\d{1,2}\s*[.):–-]\s|"
                   r"^(?:step|schritt|étape|paso|passo|stap|steg|trin|krok)\s+\d", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Packed:
    """A passage's section path and text."""

    section: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    tight: bool
    leads: bool = False
    """Means nothing without what follows: a heading, a table's header, "do this:"."""
    header: str = ""
    """The header of the table that this row belongs to."""
    repeated: bool = False
    """A header that stands in the passage before already."""


@dataclass(frozen=True, slots=True)
class _Section:
    path: tuple[str, ...]
    blocks: tuple[Block, ...]

    @property
    def words(self) -> float:
        return sum(size(b.text) for b in self.blocks)

    @property
    def heading(self) -> str:
        return self.path[-1] if self.path else ""


def pack(blocks: Sequence[Block]) -> list[Packed]:
    """All of the blocks' text as passages, in order. Headings that a passage spans stand in it as lines."""
    out: list[Packed] = []
    for group in _groups(_led_in(_sections(blocks))):
        common = _common([s.path for s in group])
        pieces = [piece for section in group for piece in _pieces(section, common)]
        out.extend(Packed(common, text) for text in _fill(pieces))
    return out


def _sections(blocks: Sequence[Block]) -> list[_Section]:
    out: list[_Section] = []
    run: list[Block] = []
    for block in blocks:
        if run and run[-1].path != block.path:
            out.append(_Section(run[0].path, tuple(run)))
            run = []
        run.append(block)
    if run:
        out.append(_Section(run[0].path, tuple(run)))
    return out


def _led_in(sections: Sequence[_Section]) -> list[_Section]:
    """A line or two above the first heading ("Here is how:") found alone would answer nothing: it goes below it."""
    out: list[_Section] = []
    for section in sections:
        last = out[-1] if out else None
        if last and last.words < _SMALL and last.path == section.path[: len(last.path)]:
            out[-1] = _Section(section.path, last.blocks + section.blocks)
        else:
            out.append(section)
    return out


def _groups(sections: Sequence[_Section]) -> Iterator[list[_Section]]:
    """Sections that share a passage: numbered steps, and ones too small to stand alone. Questions do stand alone."""
    group: list[_Section] = []
    for section in sections:
        if group and _joins(group, section):
            group.append(section)
            continue
        if group:
            yield group
        group = [section]
    if group:
        yield group


def _joins(group: list[_Section], section: _Section) -> bool:
    last = group[-1]
    if sum(s.words for s in group) + section.words > FULL or section.path[:1] != last.path[:1] != ():
        siblings = last.path[:-1] == section.path[:-1]
        if not (siblings and sum(s.words for s in group) + section.words <= FULL):
            return False
    if _STEP.match(section.heading) and _STEP.match(last.heading):
        return True
    if section.heading.rstrip().endswith("?") or last.heading.rstrip().endswith("?"):
        return False
    return sum(s.words for s in group) < _SMALL or section.words < _SMALL


def _common(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    shortest = min(paths, key=len)
    for n, part in enumerate(shortest):
        if any(path[n] != part for path in paths):
            return shortest[:n]
    return shortest


def _pieces(section: _Section, common: tuple[str, ...]) -> Iterator[_Piece]:
    if inner := section.path[len(common) :]:
        for part in split(" > ".join(inner), LIMIT):
            yield _Piece(part, tight=False, leads=True)
    header = ""
    for block in section.blocks:
        header = block.text if block.kind == "header" else header if block.kind == "row" else ""
        repeated = header if block.kind == "row" and size(header) <= _HEADER else ""
        limit = LIMIT if block.kind != "paragraph" else FULL
        for n, text in enumerate(split(block.text, limit)):
            leads = block.kind == "header" or (block.kind == "paragraph" and _leads(text))
            yield _Piece(text, (block.tight or n > 0), leads, repeated)


def _leads(paragraph: str) -> bool:
    """True for "Do this:" and for a short line without a full stop: a heading that was only set in bold."""
    return paragraph[-1:] in ":：" or (paragraph[-1:] not in '.!?)…"”' and len(paragraph) <= 80)


def _fill(pieces: Sequence[_Piece]) -> Iterator[str]:
    """Passages of about equal size."""
    total = sum(size(p.text) for p in pieces)
    even = total / max(1, -(-int(total) // FULL))  # 150 words are twice 75, not 130 and 20
    passages: list[list[_Piece]] = []
    passage: list[_Piece] = []
    filled = 0.0
    for piece in pieces:
        weight = size(piece.text)
        over = filled + weight > FULL
        past = filled >= 0.6 * FULL and filled + weight / 2 > even
        if passage and (over or past):
            moved = _trailing_leads(passage, LIMIT - weight)
            kept = passage[: len(passage) - len(moved)]
            passages.append(kept)
            passage = moved
            if piece.header and not any(p.text == piece.header for p in passage):
                passage.append(_Piece(piece.header, tight=False, leads=True, repeated=True))
            filled = sum(size(p.text) for p in passage)
        passage.append(piece)
        filled += weight
    if passages and filled < _SMALL and sum(size(p.text) for p in passages[-1]) + filled <= LIMIT:
        passage = passages.pop() + [p for p in passage if not p.repeated]
    for done in [*passages, passage]:
        if done:
            yield _text(done)


def _trailing_leads(passage: list[_Piece], room: float) -> list[_Piece]:
    """The headings and lead-ins at the end of a passage that belong to what follows, as far as there is room."""
    n = len(passage)
    while n > 1 and passage[n - 1].leads:
        n -= 1
    moved = passage[n:]
    return moved if sum(size(p.text) for p in moved) <= max(room, 0.0) and n > 0 else []


def _text(pieces: Sequence[_Piece]) -> str:
    out: list[str] = []
    for piece in pieces:
        if out:
            out.append("\n" if piece.tight else "\n\n")
        out.append(piece.text)
    return "".join(out)
