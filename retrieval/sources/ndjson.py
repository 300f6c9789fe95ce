"""A file with one JSON document a line: articles, resolutions, or both."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from retrieval.documents import Article, Document, Kind, Resolution
from retrieval.sources import Unreadable
from retrieval.sources.fields import complaint

LONGEST = 2_000_000
"""Bytes of a line; a document may not be larger."""


def read_ndjson(path: Path, kind: Kind | None = None) -> Iterator[Document | Unreadable]:
    """Every document of a file in order; what is wrong with a line is said of that line, and reading goes on.

    Where ``kind`` is None a line with ``messages`` is a resolution, any other an article. Blank lines are skipped.
    """
    with path.open("rb") as file:
        for number, line in _lines(file):
            where = f"{path.name}:{number}"
            if line is None:
                yield Unreadable(where, f"it is longer than {LONGEST // 1_000_000} MB")
            elif line.strip():
                yield parse_line(line, kind, where)


def own(item: dict[str, Any], where: str) -> Iterator[Document | Unreadable]:
    """A document that came as an object of a JSON list."""
    yield parse_line(json.dumps(item).encode(), None, where)


def parse_line(line: bytes, kind: Kind | None, where: str) -> Document | Unreadable:
    """One document from one line of JSON."""
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as e:
        return Unreadable(where, f"it is not UTF-8 (byte {e.start})")
    except json.JSONDecodeError as e:
        return Unreadable(where, f"it is not JSON: {e.msg} at character {e.pos + 1}")
    except (ValueError, RecursionError):
        return Unreadable(where, "it is not JSON that can be read: too deep, or a number too long")
    if not isinstance(value, dict):
        return Unreadable(where, "it is not a JSON object")
    model = Resolution if kind == "resolution" or (kind is None and "messages" in value) else Article
    try:
        return model.model_validate_json(line.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as e:
        return Unreadable(where, complaint(e))


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers; None for one that is too long, which is never held in memory."""
    number = 0
    while line := file.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST and not line.endswith(b"\n"):
            while (rest := file.readline(LONGEST)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        else:
            yield number, line
