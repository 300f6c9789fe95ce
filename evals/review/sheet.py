"""The sample as a spreadsheet: written so that no cell is taken for a formula, and read back with every fault named."""

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evals.judge.judge import LABELS, Label
from evals.review.sample import Item

COLUMNS = ("item", "conversation", "sources", "suggestion", "label", "comment")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell starts that spreadsheets run (OWASP, "CSV injection"), in letters of full width too."""


def safe(cell: str) -> str:
    """The cell behind an apostrophe where a spreadsheet would run it: it shows the text and doesn't."""
    return "'" + cell if cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA) else cell


def as_csv(items: Sequence[Item]) -> str:
    """RFC 4180 with a byte order mark, by which spreadsheets know UTF-8; the label is left for the reviewer."""
    out = io.StringIO()
    out.write("\ufeff")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for item in items:
        said = "\n\n".join(f"{author}: {text}" for author, text in item.material.conversation)
        cells = (item.id, said, "\n".join(item.material.sources), item.reply, "", "")
        rows.writerow([safe(cell) for cell in cells])
    return out.getvalue()


@dataclass(slots=True)
class Labelled:
    """One reviewer's labels by item, and what could not be read, each with its line."""

    name: str
    labels: dict[str, Label] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read_labels(file: Path, known: Collection[str]) -> Labelled:
    """The columns ``item`` and ``label``, found by their heads, between commas, semicolons or tabs as spreadsheets save
    them. An empty label is none; a fault leaves out its row. Lines count from 1, a row's is the one it begins in.
    """
    told = Labelled(file.stem)
    text = _decoded(file.read_bytes())
    if text is None:
        told.faults.append(f"{file}: neither UTF-8 nor UTF-16; save it as CSV UTF-8")
        return told
    rows = _rows(text)
    _, head = next(rows, (1, []))
    columns = [cell.strip().casefold() for cell in head]
    if missing := [name for name in ("item", "label") if name not in columns]:
        told.faults.append(f"{file}, line 1: there is no column {' and '.join(missing)}")
        return told
    at_item, at_label = columns.index("item"), columns.index("label")
    for line, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) <= max(at_item, at_label):
            told.faults.append(f"{file}, line {line}: the row has {len(row)} of {len(columns)} cells")
            continue
        item, said = row[at_item].strip().removeprefix("'"), row[at_label].strip()
        if item not in known:
            told.faults.append(f"{file}, line {line}: {item!r} is no item of this review")
        elif item in told.labels:
            told.faults.append(f"{file}, line {line}: {item!r} has a label already; the first one counts")
        elif said:
            label = _label(said)
            if label is None:
                told.faults.append(f"{file}, line {line}: {said[:40]!r} is no label; there are {', '.join(LABELS)}")
            else:
                told.labels[item] = label
    return told


def _label(said: str) -> Label | None:
    """``Small edit`` is ``small_edit``; 1 to 4 are the labels in their order, as on the page."""
    said = said.casefold().replace(" ", "_").replace("-", "_")
    if said in ("1", "2", "3", "4"):
        return LABELS[int(said) - 1]
    return next((label for label in LABELS if label == said), None)


def _decoded(data: bytes) -> str | None:
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            return None
    return None


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """(the line it begins in, the row)."""
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    before = 0
    read = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for row in read:
        yield before + 1, row
        before = read.line_num
