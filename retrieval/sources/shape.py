"""Which reader a file is for, told from its first objects."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, Literal, get_args

from retrieval.sources import Read, Unreadable
from retrieval.sources.chatwoot import read_chatwoot
from retrieval.sources.csv_table import BadTable, columns, read_csv
from retrieval.sources.folder import HTML, MARKDOWN, read_folder
from retrieval.sources.instance import PROBED, instances, prefixed
from retrieval.sources.intercom import read_intercom
from retrieval.sources.json_items import SUFFIXES, items, read_items
from retrieval.sources.ndjson import own, read_ndjson
from retrieval.sources.zammad import read_zammad
from retrieval.sources.zendesk import read_zendesk

Format = Literal["folder", "ndjson", "csv", "zendesk", "intercom", "chatwoot", "zammad"]
FORMATS: tuple[Format, ...] = get_args(Format)
_EXPORTS = {"zendesk": read_zendesk, "intercom": read_intercom, "chatwoot": read_chatwoot, "zammad": read_zammad}
_TABLES = (".csv", ".tsv")
_COMPRESSED = (".gz", ".bz2", ".xz", ".zst")
_ARCHIVES = (".zip", ".tar", ".tgz")


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or the pages of a folder, and how it is read."""

    path: Path
    form: Format
    mapping: Mapping[str, str] = field(default_factory=dict)
    instance: str | None = None
    """The account it is of, which its ids begin with; None where there is only one."""

    def read(self) -> Iterator[Read]:
        """Every document, and what gave none and why. Raises BadTable."""
        return self._read() if self.instance is None else prefixed(self._read(), self.instance)

    def _read(self) -> Iterator[Read]:
        if self.form == "folder":
            return read_folder(self.path)
        if self.form == "csv":
            return read_csv(self.path, self.mapping)
        if self.form != "ndjson":
            return _EXPORTS[self.form](self.path)
        return read_items(self.path, own) if self.path.suffix.lower() == ".json" else read_ndjson(self.path)


@dataclass
class Plan:
    """What will be read of a path."""

    parts: list[Part] = field(default_factory=list)
    left_alone: list[tuple[Path, str]] = field(default_factory=list)
    """Files of a folder that no reader knows, and why."""
    doubtful: list[Path] = field(default_factory=list)
    """Those of them that may be broken exports rather than something else."""


def plan(
    path: Path, form: Format | None = None, mapping: Mapping[str, str] | None = None, *, prefix: str | None = None
) -> Plan:
    """What is to be read of a file or folder, as ``form`` says or as the files look.

    ``prefix``: what all ids begin with. Without it those of a folder's exports begin with their account where a product
    has several. Raises BadTable where a named table doesn't fit its mapping, or where nothing says how a file is read.
    """
    out = _plan(path, form, mapping or {})
    of = {} if prefix else instances([(p.path, p.form) for p in out.parts if p.form in _EXPORTS])
    out.parts = [replace(part, instance=prefix or of.get(part.path)) for part in out.parts]
    return out


def _plan(path: Path, form: Format | None, mapping: Mapping[str, str]) -> Plan:
    out = Plan()
    if not path.is_dir() and path.suffix.lower() in (*_COMPRESSED, *_ARCHIVES):
        raise BadTable(f"{path.name} is compressed: unpack it and give what was in it")
    if form == "folder" or (path.is_dir() and form is None and pages(path)):
        out.parts.append(Part(path, "folder"))
    if form == "folder":
        return out
    if not path.is_dir():
        out.parts.append(_part(path, form or _sure(path, mapping), mapping))
        return out
    for file in filter(_packed, _visible(path)):
        out.left_alone.append((file, "it is compressed: unpack it"))
        out.doubtful.append(file)
    for file in _files(path):
        table = file.suffix.lower() in _TABLES
        if form is not None:
            if table == (form == "csv") and (form != "ndjson" or file.suffix.lower() != ".json"):
                out.parts.append(_part(file, form, mapping))
            continue
        if found := _shape(file, mapping, out):
            out.parts.append(Part(file, found, mapping))
    return out


def _part(path: Path, form: Format, mapping: Mapping[str, str]) -> Part:
    """A file with the reader that was named. Raises BadTable where its columns don't fit."""
    if form == "csv":
        columns(path, mapping)
    return Part(path, form, mapping)


def pages(folder: Path) -> int:
    """How many Markdown and HTML files there are."""
    return sum(p.suffix.lower() in MARKDOWN | HTML for p in _visible(folder))


def _packed(path: Path) -> bool:
    """A compressed export, by its name: ``tickets.ndjson.gz``."""
    return path.suffix.lower() in _COMPRESSED and Path(path.stem).suffix.lower() in (*SUFFIXES, *_TABLES)


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in _visible(folder) if p.suffix.lower() in (*SUFFIXES, *_TABLES))


def _visible(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if not any(part.startswith(".") for part in path.relative_to(folder).parts) and path.is_file():
            yield path


def _sure(path: Path, mapping: Mapping[str, str]) -> Format:
    """The format of one file. Raises BadTable where nothing tells it."""
    if path.suffix.lower() in _TABLES or mapping:
        return "csv"
    found, _ = _of_objects(path)
    if found is None and path.suffix.lower() == ".json":
        raise BadTable(f"can't tell what {path.name} holds: say it with --format {', '.join(FORMATS[1:])}")
    return found or "ndjson"


def _shape(file: Path, mapping: Mapping[str, str], out: Plan) -> Format | None:
    """The format of a folder's file; None, and a word in the plan, where it is somebody else's."""
    if file.suffix.lower() in _TABLES:
        try:
            columns(file, mapping)
        except BadTable as e:
            if mapping:
                raise
            out.left_alone.append((file, str(e)))
            if e.broken:
                out.doubtful.append(file)
            return None
        return "csv"
    found, broken = _of_objects(file)
    if found is None:
        why = "it is not JSON, or empty" if broken else "its objects are no articles or conversations"
        out.left_alone.append((file, why))
        if broken:
            out.doubtful.append(file)
    return found


def _of_objects(file: Path) -> tuple[Format | None, bool]:
    """What most of the first objects look like, and whether one of them is broken."""
    votes: Counter[Format] = Counter()
    broken = file.stat().st_size == 0
    for _, item in islice(items(file, file.name), PROBED):
        if isinstance(item, Unreadable):
            broken = True
        elif found := shape_of(item):
            votes[found] += 1
    return (votes.most_common(1)[0][0] if votes else None), broken


def shape_of(item: Mapping[str, Any]) -> Format | None:
    """Whose an object is, by the fields that only that product has."""
    has = item.keys()
    messages = item.get("messages")
    first = messages[0] if isinstance(messages, list) and messages and isinstance(messages[0], dict) else {}
    if "author" in first and "text" in first:
        return "ndjson"
    if item.get("type") in ("article", "conversation") or "conversation_parts" in has or "workspace_id" in has:
        return "intercom"
    if "message_type" in first or "short_code" in has or {"inbox_id", "status"} <= has:
        return "chatwoot"
    if "content" in has and has & {"portal_id", "category_id", "slug"}:
        return "chatwoot"
    if isinstance(item.get("articles"), list) or {"number", "customer_id"} <= has:
        return "zammad"
    if "requester_id" in has or {"comments", "status"} <= has or {"actions", "active"} <= has:
        return "zendesk"
    if "body" in has and has & {"draft", "section_id", "user_segment_id", "label_names", "html_url"}:
        return "zendesk"
    return "ndjson" if {"id", "title", "body"} <= has else None
