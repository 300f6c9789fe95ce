"""Batches of documents: NDJSON in, a result line per item out, while more is still coming in."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from litestar.exceptions import HTTPException
from pydantic import ValidationError
from pydantic_core import from_json

from copilot.api.logs import log_bug
from copilot.api.problems import faults_of, problem_of
from retrieval.documents import Article, Frozen, Resolution
from retrieval.ingest import PutResult

BATCH_LIMIT = 64 * 1024 * 1024
LINE_LIMIT = 2 * 1024 * 1024
CHUNK_DOCUMENTS = 64
"""Embedded in one go: enough to fill the embedder, few enough for results to flow."""
CHUNK_BYTES = 4 * 1024 * 1024

D = TypeVar("D", Article, Resolution)


class ResultLine(Frozen):
    """What became of one line."""

    line: int
    """Counted from 1, blank lines too."""
    id: str | None
    """None where the line is too broken to tell."""
    status: Literal["created", "updated", "unchanged", "error"]
    problem: str | None = None
    taken_from: str | None = None
    """The source that it came from before, where that was another one."""


class ClientGone(Exception):
    """The sender hung up in the middle."""


class TooMuch(Exception):
    """More bytes than a batch may have."""


@dataclass
class _Chunk(Generic[D]):
    """Lines that are put together, in their order."""

    documents: list[tuple[int, D]] = field(default_factory=list)
    broken: list[ResultLine] = field(default_factory=list)
    size: int = 0

    @property
    def full(self) -> bool:
        lines = len(self.documents) + len(self.broken)
        return lines >= CHUNK_DOCUMENTS or self.size >= CHUNK_BYTES


async def split_lines(body: AsyncIterator[bytes], limit: int = LINE_LIMIT) -> AsyncIterator[tuple[int, bytes | None]]:
    """Numbered lines of a body that comes in pieces; None for one over ``limit`` bytes; blank ones are left out."""
    number, parts, size = 1, list[bytes](), 0
    async for piece in body:
        *whole, rest = piece.split(b"\n")
        for part in whole:
            if (line := _line([*parts, part], size + len(part), limit)) != b"":
                yield number, line
            number, parts, size = number + 1, [], 0
        size += len(rest)
        parts.append(rest)
        if size > limit:
            parts.clear()
    if (line := _line(parts, size, limit)) != b"":
        yield number, line


def _line(parts: Sequence[bytes], size: int, limit: int) -> bytes | None:
    return None if size > limit else b"".join(parts).strip()


async def received(stream: AsyncIterator[bytes], limit: int = BATCH_LIMIT) -> AsyncIterator[bytes]:
    """A request's body as it arrives. Raises ClientGone or TooMuch, instead of Litestar's errors for them."""
    total = 0
    try:
        async for piece in stream:
            total += len(piece)
            if total > limit:
                raise TooMuch
            yield piece
    except HTTPException as e:
        raise (TooMuch if e.status_code == 413 else ClientGone) from None


async def load(
    body: AsyncIterator[bytes],
    model: type[D],
    put_many: Callable[[Sequence[D]], Awaitable[list[PutResult]]],
) -> AsyncIterator[list[ResultLine]]:
    """Put every good line and report on every line, chunk by chunk.

    Where the service itself fails before the first chunk is through, that error is raised; after it, it is in the
    lines. Raises TooMuch likewise, and ClientGone whenever the sender is.
    """
    chunk, number, reported = _Chunk[D](), 0, False
    try:
        async for number, line in split_lines(body):
            document = read_line(number, line, model)
            if isinstance(document, ResultLine):
                chunk.broken.append(document)
            else:
                chunk.documents.append((number, document))
                chunk.size += len(line or b"")
            if chunk.full:
                yield await _put(chunk, put_many, may_raise=not reported)
                chunk, reported = _Chunk[D](), True
    except TooMuch:
        if not reported:
            raise
        problem = f"the batch is over {BATCH_LIMIT // 2**20} MB; from this line on nothing was read"
        chunk.broken.append(ResultLine(line=number + 1, id=None, status="error", problem=problem))
    if chunk.documents or chunk.broken:
        yield await _put(chunk, put_many, may_raise=not reported)


def read_line(number: int, line: bytes | None, model: type[D]) -> D | ResultLine:
    """A document, or why the line is none."""

    def broken(problem: str, source_id: str | None = None) -> ResultLine:
        return ResultLine(line=number, id=source_id, status="error", problem=problem)

    if line is None:
        return broken(f"the line is over {LINE_LIMIT // 2**20} MB")
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as e:
        return broken(f"not UTF-8 (byte {e.start + 1} of the line)")
    try:
        return model.model_validate_json(text, strict=True)
    except ValidationError as e:
        return broken("; ".join(f"{f.where}: {f.problem}" for f in faults_of(e)[:3]), _id_of(text))


def _id_of(text: str) -> str | None:
    try:
        data = from_json(text)
    except ValueError:
        return None
    found = data.get("id") if isinstance(data, dict) else None
    return found if isinstance(found, str) and 0 < len(found) <= 512 else None


async def _put(
    chunk: _Chunk[D], put_many: Callable[[Sequence[D]], Awaitable[list[PutResult]]], *, may_raise: bool
) -> list[ResultLine]:
    lines = list(chunk.broken)
    if chunk.documents:
        try:
            results = await put_many([d for _, d in chunk.documents])
            lines += [
                ResultLine(line=n, id=r.id, status=r.status, problem=r.problem, taken_from=r.taken_from)
                for (n, _), r in zip(chunk.documents, results, strict=True)
            ]
        except Exception as e:
            if may_raise:
                raise
            if problem_of(e)[0] == 500:
                log_bug(e)
            lines += [_failed(n, d, e) for n, d in chunk.documents]
    return sorted(lines, key=lambda line: line.line)


def _failed(number: int, document: Article | Resolution, exc: Exception) -> ResultLine:
    return ResultLine(line=number, id=document.id, status="error", problem=problem_of(exc)[2])
