"""A table as CSV, a row an article or a resolution, with a word for which column is what."""

import codecs
import csv
import hashlib
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from retrieval.sources import Read, Unreadable
from retrieval.sources.fields import article, resolution
from retrieval.sources.values import body_text, channel, flag, is_html, language, moment, rating

ARTICLE = ("id", "title", "body", "format", "url", "language", "visibility", "tags", "valid_from", "valid_until",
           "updated_at")  # fmt: skip
RESOLUTION = ("id", "problem", "answer", "subject", "channel", "language", "customer_id", "tags", "solved", "reopened",
              "rating", "closed_at", "updated_at")  # fmt: skip
NEEDED = (("title", "body"), ("problem", "answer"))
"""The columns that make a table one of articles or one of resolutions."""
_DELIMITERS = (",", ";", "\t", "|")
_LONGEST_CELL = 2_000_000
_PROBED = 20


class BadTable(ValueError):
    """The table can't be read as it is; the message says what to do."""

    def __init__(self, message: str, *, broken: bool = False) -> None:
        super().__init__(message)
        self.broken = broken
        """Not even its header can be read."""


def columns(path: Path, given: Mapping[str, str]) -> dict[str, str]:
    """Which column holds which field: as given, else by the names of the fields themselves.

    Raises BadTable where a column doesn't exist, or where nothing says what the table holds.
    """
    header = _header(path)
    shown = ", ".join(header)
    for field, column in given.items():
        if field not in ARTICLE and field not in RESOLUTION:
            known = ", ".join(dict.fromkeys((*ARTICLE, *RESOLUTION)))
            raise BadTable(f"there is no field '{field}'; fields are {known}")
        if column not in header:
            raise BadTable(f"{path.name} has no column '{column}'; its columns are {shown}")
    mapped = dict(given)
    for column in header:
        field = column.casefold().replace(" ", "_")
        if field in (*ARTICLE, *RESOLUTION) and column not in given.values():
            mapped.setdefault(field, column)
    kinds = [need for need in NEEDED if all(field in mapped for field in need)]
    if not kinds:
        raise BadTable(
            f"say what the columns of {path.name} are ({shown}): --map title=COLUMN --map body=COLUMN for articles, "
            "--map problem=COLUMN --map answer=COLUMN for past resolutions"
        )
    if len(kinds) > 1:
        raise BadTable(
            f"{path.name} is mapped as articles and as resolutions: give title and body, or problem and answer"
        )
    fields = ARTICLE if kinds[0] == NEEDED[0] else RESOLUTION
    if strange := [field for field in given if field not in fields]:
        raise BadTable(f"'{strange[0]}' does not go with {' and '.join(kinds[0])}; what does is {', '.join(fields)}")
    return {field: column for field, column in mapped.items() if field in fields}


def read_csv(path: Path, given: Mapping[str, str] | None = None) -> Iterator[Read]:
    """Every row of a table in order, what is wrong with a row said of its line and column. Raises BadTable.

    A row without an id column has the id of its title (or of its problem and answer), so a row that stays the same
    keeps it wherever it moves.
    """
    mapped = columns(path, given or {})
    header = _header(path)
    at = {field: header.index(column) for field, column in mapped.items()}
    taken: dict[str, int] = {}
    for line, row in _rows(path):
        where = f"{path.name}:{line}"
        if isinstance(row, str):
            yield Unreadable(where, row)
            continue
        if len(row) > len(header):
            why = f"it has {len(row)} cells and the header has {len(header)}: put quotes around cells with delimiters"
            yield Unreadable(where, why)
            continue
        cells = {field: row[n].strip() if n < len(row) else "" for field, n in at.items()}
        if bad := next((mapped[field] for field, cell in cells.items() if not cell.isascii() and _torn(cell)), None):
            yield Unreadable(where, f"column '{bad}' is not UTF-8: save the file as 'CSV UTF-8'")
            continue
        if missing := next(
            (field for field in ("title", "body", "problem") if field in cells and not cells[field]), None
        ):
            yield Unreadable(where, f"column '{mapped[missing]}' is empty")
            continue
        try:
            values = {field: _value(field, cell) for field, cell in cells.items() if cell}
        except _BadCell as e:
            yield Unreadable(where, f"column '{mapped[e.field]}': {e}")
            continue
        key = str(
            values.get("id")
            or f"{path.name}:{_short(*(cells[f] for f in ('title', 'problem', 'answer') if f in cells))}"
        )
        if key in taken:
            same = "id" if "id" in values else "text"
            yield Unreadable(
                where, f"it has the same {same} as line {taken[key]}" + ("" if "id" in values else ": map an id column")
            )
            continue
        taken[key] = line
        yield _document({**values, "id": key}, where)


def _document(values: dict[str, Any], where: str) -> Read:
    if "title" in values:
        return article({"format": "html" if is_html(values["body"]) else "text", **values}, where)
    said = [
        {"author": "customer", "text": values.pop("problem")},
        {"author": "agent", "text": values.pop("answer", "")},
    ]
    outcome = {key: values.pop(key) for key in ("solved", "reopened", "rating", "closed_at") if key in values}
    return resolution({**values, "outcome": outcome}, said, where)


class _BadCell(ValueError):
    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def _value(field: str, cell: str) -> Any:
    """A cell as its field takes it. Raises _BadCell; the cell itself is not in the message."""
    read: Any = cell
    if field in ("valid_from", "valid_until", "updated_at", "closed_at"):
        read, wanted = moment(cell), "a time as 2026-03-31T14:00:00Z"
    elif field in ("solved", "reopened"):
        read, wanted = flag(cell), "yes or no"
    elif field == "rating":
        read, wanted = rating(cell), "1 to 5, good or bad"
    elif field == "language":
        read, wanted = language(cell), "a code such as en or pt-BR"
    elif field == "tags":
        return list(dict.fromkeys(t for part in cell.replace(";", ",").split(",") if (t := part.strip()[:64])))
    elif field == "channel":
        return channel(cell)
    elif field in ("problem", "answer"):
        return body_text(cell)
    else:
        return cell
    if read is None:
        raise _BadCell(field, f"it has to be {wanted}")
    return read


def _rows(path: Path) -> Iterator[tuple[int, list[str] | str]]:
    """Rows below the header with the lines they begin at; a sentence for one that is broken. Empty ones are skipped."""
    csv.field_size_limit(_LONGEST_CELL)
    with _opened(path) as file:
        reader = csv.reader(file, delimiter=_delimiter(path), strict=True)
        first = True
        while True:
            line = reader.line_num + 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as e:
                yield line, f"it is not CSV: {_plain(str(e))}"
                continue
            if first:
                first = False
            elif any(cell.strip() for cell in row):
                yield line, row


def _plain(message: str) -> str:
    if "unexpected end of data" in message:
        return "a quote is opened and never closed"
    if "field larger" in message:
        return f"a cell has more than {_LONGEST_CELL:,} characters, or a quote is never closed"
    return "a quote stands in the middle of a cell: double it" if "expected after" in message else message


def _opened(path: Path) -> TextIO:
    """The file as text: UTF-8, or the UTF-16 that spreadsheets call Unicode."""
    with path.open("rb") as file:
        wide = file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    if wide:
        return path.open(encoding="utf-16", errors="replace", newline="")
    # bytes that are not UTF-8 pass as lone surrogates, to be found in their cell
    return path.open(encoding="utf-8-sig", errors="surrogateescape", newline="")


def _header(path: Path) -> list[str]:
    with _opened(path) as file:
        try:
            names = [name.strip() for name in next(csv.reader(file, delimiter=_delimiter(path)), [])]
        except csv.Error as e:
            raise BadTable(f"{path.name}:1 is no header: {e}", broken=True) from None
    if not any(names):
        raise BadTable(f"{path.name} is empty: its first line has to name the columns", broken=True)
    if any(_torn(name) for name in names):
        raise BadTable(f"{path.name}:1 is not UTF-8: save the file as 'CSV UTF-8'", broken=True)
    if twice := next((name for name in names if name and names.count(name) > 1), None):
        raise BadTable(f"{path.name} has two columns '{twice}': rename one")
    return names


def _delimiter(path: Path) -> str:
    """What divides the first lines most evenly."""
    with _opened(path) as file:
        lines = list(islice(file, _PROBED))

    def score(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            return 0, 0
        width = widths[0] if widths else 1
        return (sum(w == width for w in widths) if width > 1 else 0), width

    return max(_DELIMITERS, key=score)


def _torn(text: str) -> bool:
    return any("\udc80" <= c <= "\udcff" for c in text)


def _short(*texts: str) -> str:
    return hashlib.sha256("\x1f".join(texts).encode(errors="surrogateescape")).hexdigest()[:16]
