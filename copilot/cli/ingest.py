"""``copilot ingest PATH``: a folder of Markdown or HTML, or NDJSON, into the service in batches."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel

from copilot.cli.reach import ServiceError, problem_of, service
from copilot.errors import UserError
from copilot.settings import Settings
from retrieval.documents import Article, Kind, Resolution
from retrieval.sources import Unreadable

if TYPE_CHECKING:
    import httpx2

NDJSON = (".ndjson", ".jsonl")
PAGES = (".md", ".mdx", ".markdown", ".html", ".htm")
BATCH_DOCUMENTS = 128
BATCH_BYTES = 8 * 1024 * 1024
PROBED = 5
"""Lines of an NDJSON file in a folder that are looked at before it is taken for documents."""
MAX_NAMED = 50
"""Errors that are listed; the rest is counted."""


class _Line(BaseModel):
    """A result line of the batch doors."""

    id: str | None = None
    status: str
    problem: str | None = None


@dataclass
class Result:
    """What became of the documents."""

    counts: dict[Kind, Counter[str]] = field(default_factory=lambda: {"article": Counter(), "resolution": Counter()})
    errors: list[str] = field(default_factory=list)

    def line(self) -> str:
        """``articles: 120 created, 3 updated, 9 unchanged; 2 errors``."""
        told = [
            f"{kind}s: " + ", ".join(f"{count[status]} {status}" for status in ("created", "updated", "unchanged"))
            for kind, count in self.counts.items()
            if count
        ]
        if self.errors or not told:
            told.append(f"{len(self.errors)} error{'' if len(self.errors) == 1 else 's'}")
        return "; ".join(told)


async def ingest(settings: Settings, path: Path, tenant: str | None) -> int:
    """Read, send, report. 0 where all landed, 1 where something did not. Raises UserError, ServiceError."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    total = count(path)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    result = Result()
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("starting", total=total)

        def say(line: str) -> None:
            bar.update(task, description=line[:60])

        async with service(settings, tenant, make_folder=True, progress=say) as http:
            say(path.name or str(path))
            for kind, batch in batches(read(path), result):
                await _send(http, kind, batch, result)
                done = sum(sum(c.values()) for c in result.counts.values()) + len(result.errors)
                bar.update(task, completed=done, total=max(total, done))
    for error in result.errors[:MAX_NAMED]:
        sys.stderr.write(f"error: {error}\n")
    if len(result.errors) > MAX_NAMED:
        sys.stderr.write(f"error: and {len(result.errors) - MAX_NAMED} more\n")
    print(result.line())
    return 1 if result.errors else 0


def read(path: Path) -> Iterator[Article | Resolution | Unreadable]:
    """Every document at the path; in a folder, pages first and then NDJSON files."""
    from retrieval.sources.folder import read_folder
    from retrieval.sources.ndjson import read_ndjson

    if path.is_dir():
        return chain(read_folder(path), *(read_ndjson(file, None) for file in _files(path, NDJSON) if ours(file)))
    return read_ndjson(path, None)


def ours(path: Path) -> bool:
    """Whether one of the first lines is an article or a resolution: a folder may hold NDJSON of other shapes."""
    from retrieval.sources.ndjson import read_ndjson

    return any(not isinstance(document, Unreadable) for document in islice(read_ndjson(path, None), PROBED))


def count(path: Path) -> int:
    """About how many documents there are, for the progress bar. Raises UserError where there is nothing to read."""
    if path.is_dir():
        files = [file for file in _files(path, NDJSON) if ours(file)]
        for file in _files(path, NDJSON):
            if file not in files:
                sys.stderr.write(f"left alone: {file.relative_to(path)}: its lines are not articles or resolutions\n")
        found = len(_files(path, PAGES)) + sum(_lines(file) for file in files)
        if not found:
            raise UserError(f"{path} holds nothing to ingest: no {', '.join((*PAGES, *NDJSON))} file")
        return found
    if not path.exists():
        raise UserError(f"{path} does not exist")
    if path.suffix.lower() in PAGES:
        raise UserError(f"{path} is one page; give the folder it is in")
    return _lines(path)


def _files(folder: Path, suffixes: tuple[str, ...]) -> list[Path]:
    return sorted(
        p
        for p in folder.rglob("*")
        if p.suffix.lower() in suffixes
        and p.is_file()
        and not any(part.startswith(".") for part in p.relative_to(folder).parts)
    )


def _lines(path: Path) -> int:
    try:
        with path.open("rb") as file:
            return sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b"")) or 1
    except OSError as e:
        raise UserError(f"can't read {path}: {e.strerror}") from None


def batches(
    documents: Iterable[Article | Resolution | Unreadable], result: Result
) -> Iterator[tuple[Kind, list[bytes]]]:
    """Lines to send, by kind, in order; what could not be read goes into the result's errors."""
    waiting: dict[Kind, list[bytes]] = {"article": [], "resolution": []}
    size: Counter[Kind] = Counter()
    for document in documents:
        if isinstance(document, Unreadable):
            result.errors.append(f"{document.where}: {document.reason}")
            continue
        kind: Kind = "article" if isinstance(document, Article) else "resolution"
        line = document.model_dump_json(exclude_defaults=True).encode()
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
    if answered < len(batch):
        raise ServiceError(f"the service stopped in the middle of a batch (after: {result.line()}); {again}")
