"""``copilot ingest PATH``: pages, tables and help-desk exports into the service, mirrored by source."""

import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, TypeAdapter, ValidationError

from copilot.cli.collide import must_be_ours
from copilot.cli.mirror import remove_missing
from copilot.cli.reach import ServiceError, problem_of, service
from copilot.errors import UserError
from copilot.settings import Settings
from retrieval.documents import Article, Kind, Source
from retrieval.sources import LeftOut, Read, Unreadable

if TYPE_CHECKING:
    import httpx2

    from retrieval.sources.shape import Format, Plan

BATCH_DOCUMENTS = 128
BATCH_BYTES = 8 * 1024 * 1024
MAX_NAMED = 50
"""Errors that are listed; the rest is counted."""
MAX_LEFT_ALONE = 5
"""Files of a folder that are somebody else's and are named; a documentation site may have hundreds."""
_SOURCE: TypeAdapter[str] = TypeAdapter(Source)
_PREFIX = re.compile(r"[A-Za-z0-9._-]{1,64}")
_STATUSES = ("created", "updated", "unchanged", "removed")


class _Line(BaseModel):
    """A result line of the batch doors."""

    id: str | None = None
    status: str
    problem: str | None = None
    taken_from: str | None = None


@dataclass(frozen=True)
class Asked:
    """What the command line said of a path."""

    path: Path
    form: "Format | None" = None
    """None: as the files look."""
    mapping: Sequence[str] = ()
    """``field=column`` each."""
    source: str | None = None
    keep_missing: bool = False
    prefix: str | None = None
    """What all ids begin with."""


@dataclass
class Result:
    """What became of the documents."""

    counts: dict[Kind, Counter[str]] = field(default_factory=lambda: {"article": Counter(), "resolution": Counter()})
    there: dict[Kind, set[str]] = field(default_factory=lambda: {"article": set(), "resolution": set()})
    """Ids that were read, whatever became of them."""
    left_out: Counter[str] = field(default_factory=Counter)
    """By reason: drafts, open tickets."""
    errors: list[str] = field(default_factory=list)
    taken: dict[str, list[str]] = field(default_factory=dict)
    """Ids that were in other sources, by source."""

    @property
    def read(self) -> int:
        return sum(map(len, self.there.values())) + self.left_out.total() + len(self.errors)

    def line(self) -> str:
        """``articles: 120 created, 3 updated, 9 unchanged, 2 removed; 4 left out (4 not published); 1 error``."""
        told = [
            f"{kind}s: " + ", ".join(f"{count[s]} {s}" for s in _STATUSES if s != "removed" or count[s])
            for kind, count in self.counts.items()
            if count.total()
        ]
        if self.left_out:
            why = ", ".join(f"{n} {reason}" for reason, n in self.left_out.most_common())
            told.append(f"{self.left_out.total()} left out ({why})")
        if self.errors or not told:
            told.append(f"{len(self.errors)} error{'' if len(self.errors) == 1 else 's'}")
        return "; ".join(told)


async def ingest(settings: Settings, asked: Asked, tenant: str | None) -> int:
    """Read, send, remove what is gone, report. 0 where all landed, 1 where something did not.

    Raises UserError, ServiceError.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    path = asked.path
    source = source_name(asked)
    found = planned(asked)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    result = Result()
    total = _count(found)
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("starting", total=total)

        def say(line: str) -> None:
            bar.update(task, description=line[:60])

        async with service(settings, tenant, make_folder=True, progress=say) as http:
            _tell(found, path)
            say(path.name or str(path))
            read = chain.from_iterable(part.read() for part in found.parts)
            looked_at: set[Kind] = set()
            for kind, batch in batches(read, source, result):
                if kind not in looked_at:
                    await must_be_ours(http, kind, batch, source)
                    looked_at.add(kind)
                await _send(http, kind, batch, result)
                bar.update(task, completed=result.read, total=total and max(total, result.read))
            if not result.read:
                raise UserError(f"{path} holds nothing to ingest; nothing was changed")
            if not asked.keep_missing:
                await _mirror(http, source, found, result)
    for other, ids in result.taken.items():
        sys.stderr.write(
            f"{len(ids)} had come from {other} and come from {source} now, such as {ids[0]}; if they are others with "
            "the same ids, give one of the two an --id-prefix NAME, every time, and ingest the other one again\n"
        )
    for error in result.errors[:MAX_NAMED]:
        sys.stderr.write(f"error: {error}\n")
    if len(result.errors) > MAX_NAMED:
        sys.stderr.write(f"error: and {len(result.errors) - MAX_NAMED} more\n")
    print(result.line())
    return 1 if result.errors else 0


def source_name(asked: Asked) -> str:
    """The name that what is read is mirrored by: the given one, or the absolute path. Raises UserError."""
    name = asked.source or os.path.abspath(asked.path.expanduser())  # noqa: PTH100  # links stay: 'current' may be one
    try:
        return _SOURCE.validate_python(name)
    except ValidationError:
        what = "a source's name" if asked.source else f"the path {asked.path}"
        raise UserError(f"{what} has to be 1-512 printable characters: give another with --source NAME") from None


def planned(asked: Asked) -> "Plan":
    """What is to be read and how. Raises UserError where there is nothing, or nothing tells."""
    from retrieval.sources.csv_table import BadTable
    from retrieval.sources.folder import HTML, MARKDOWN
    from retrieval.sources.shape import plan

    path, form = asked.path, asked.form
    if asked.prefix is not None and not _PREFIX.fullmatch(asked.prefix):
        raise UserError("--id-prefix takes 1 to 64 letters, digits, '.', '_' and '-'")
    pairs = [pair.partition("=") for pair in asked.mapping]
    if bad := next((pair for pair in pairs if not (pair[0].strip() and pair[2].strip())), None):
        raise UserError(f"--map takes FIELD=COLUMN, as in --map title=Question; this is '{''.join(bad)}'")
    if pairs and form not in (None, "csv"):
        raise UserError(f"--map is for tables; it does not go with --format {form}")
    if not path.exists():
        raise UserError(f"{path} does not exist")
    if not path.is_dir() and (form == "folder" or (form is None and path.suffix.lower() in MARKDOWN | HTML)):
        raise UserError(f"{path} is one page; give the folder it is in" if form is None else f"{path} is no folder")
    try:
        found = plan(path, form, {name.strip(): column.strip() for name, _, column in pairs}, prefix=asked.prefix)
    except BadTable as e:
        raise UserError(str(e)) from None
    except OSError as e:
        raise UserError(f"can't read {path}: {e.strerror or type(e).__name__}") from None
    if not found.parts:
        _tell(found, path)
        raise UserError(
            f"{path} holds nothing to ingest: no page (Markdown, HTML), table (CSV) or export (JSON, NDJSON)"
        )
    return found


def _tell(found: "Plan", path: Path) -> None:
    """Say what each file was taken for, and which were left alone."""
    forms: dict[str, list[str]] = {}
    for part in found.parts:
        forms.setdefault(part.form, []).append(part.path.name)
    told = [
        "a folder of Markdown and HTML"
        if form == "folder"
        else f"{names[0] if len(names) == 1 else len(names)}{'' if len(names) == 1 else ' files'} as {form}"
        for form, names in forms.items()
    ]
    if told:
        sys.stderr.write(f"reading {', '.join(told)}\n")
    if accounts := sorted({part.instance for part in found.parts if part.instance}):
        sys.stderr.write(f"ids begin with {', '.join(accounts)}\n")
    for file, why in found.left_alone[:MAX_LEFT_ALONE]:
        sys.stderr.write(f"left alone: {file.relative_to(path)}: {why}\n")
    if (more := len(found.left_alone) - MAX_LEFT_ALONE) > 0:
        sys.stderr.write(f"left alone: and {more} more\n")


def _count(found: "Plan") -> int | None:
    """About how many documents there are, for the progress bar; None where only reading tells."""
    from retrieval.sources.shape import pages

    total = 0
    for part in found.parts:
        if part.form == "folder":
            total += pages(part.path)
        elif part.path.is_dir() or part.path.suffix.lower() == ".json":
            return None
        else:
            with part.path.open("rb") as file:
                total += sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b"")) or 1
    return total


async def _mirror(http: "httpx2.AsyncClient", source: str, found: "Plan", result: Result) -> None:
    """Remove what was in the source and is no longer, unless something could not be read: it may be that."""
    if result.errors or found.doubtful:
        what = "of the errors" if result.errors else f"{found.doubtful[0].name} could not be read"
        sys.stderr.write(f"nothing was removed because {what}\n")
        return
    for kind, removed in (await remove_missing(http, source, result.there)).items():
        result.counts[kind]["removed"] += removed


def batches(documents: Iterable[Read], source: str, result: Result) -> Iterator[tuple[Kind, list[bytes]]]:
    """Lines to send, by kind, in order; what gave no document goes into the result."""
    waiting: dict[Kind, list[bytes]] = {"article": [], "resolution": []}
    size: Counter[Kind] = Counter()
    for document in documents:
        if isinstance(document, Unreadable):
            result.errors.append(f"{document.where}: {document.reason}")
            continue
        if isinstance(document, LeftOut):
            result.left_out[document.reason] += 1
            continue
        kind: Kind = "article" if isinstance(document, Article) else "resolution"
        result.there[kind].add(document.id)
        line = document.model_copy(update={"source": source}).model_dump_json(exclude_defaults=True).encode()
        if waiting[kind] and size[kind] + len(line) > BATCH_BYTES:
            yield kind, waiting[kind]
            waiting[kind], size[kind] = [], 0
        waiting[kind].append(line)
        size[kind] += len(line)
        if len(waiting[kind]) >= BATCH_DOCUMENTS:
            yield kind, waiting[kind]
            waiting[kind], size[kind] = [], 0
    for kind, lines in waiting.items():
        if lines:
            yield kind, lines


async def _send(http: "httpx2.AsyncClient", kind: Kind, batch: list[bytes], result: Result) -> None:
    import httpx2

    again = "what landed stays; run the same command again for the rest"
    try:
        response = await http.post(
            f"/v1/{kind}s:batch", content=b"\n".join(batch), headers={"Content-Type": "application/x-ndjson"}
        )
    except httpx2.HTTPError as e:
        raise ServiceError(f"the service went away ({type(e).__name__}) after: {result.line()}; {again}") from e
    if response.status_code != 200:
        raise ServiceError(f"{problem_of(response)} (after: {result.line()}); {again}")
    answered = 0
    for raw in response.content.splitlines():  # of bytes: an id may hold what str takes for an end of line
        line = _Line.model_validate_json(raw)
        answered += 1
        if line.status == "error":
            result.errors.append(f"{kind} {line.id or '?'}: {line.problem or 'refused'}")
        else:
            result.counts[kind][line.status] += 1
            if line.taken_from:
                result.taken.setdefault(line.taken_from, []).append(line.id or "?")
    if answered < len(batch):
        raise ServiceError(f"the service stopped in the middle of a batch (after: {result.line()}); {again}")
