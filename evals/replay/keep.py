"""What a replay leaves behind: files that only their owner can read, and turns that a second run takes up again."""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from evals.replay.score import Scored

TURNS, FIGURES, PAGE, DATA = "turns.jsonl", "replay.json", "replay.html", "data"
VERSION = 1
"""Of what a turn's line says; another one starts anew."""


def private_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def private_file(path: Path, *, append: bool = False) -> IO[str]:
    """A text file that only its owner can read and write, also where it was there before."""
    flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if append else os.O_TRUNC)
    descriptor = os.open(path, flags, 0o600)
    os.fchmod(descriptor, 0o600)
    return os.fdopen(descriptor, "a" if append else "w", encoding="utf-8")


def fingerprint(path: Path, *asked: object) -> str:
    """Of an export's bytes and of what is asked of it: with another one no turn of an earlier run counts."""
    total = hashlib.sha256(json.dumps([VERSION, *asked], default=str, sort_keys=True).encode())
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    for file in files:
        total.update(file.relative_to(path.parent).as_posix().encode() + b"\0")
        with file.open("rb") as opened:
            total.update(hashlib.file_digest(opened, "sha256").digest())
    return total.hexdigest()


class Kept:
    """The turns that are done, written line by line; a run that was cut off goes on after them."""

    def __init__(self, folder: Path, key: str) -> None:
        self._path = folder / TURNS
        self.done: dict[str, Scored] = {}
        self.anew = not self._read(key)
        """True where nothing of an earlier run counts."""
        with private_file(self._path) as out:  # whole lines only: the last one may have been cut off
            out.write(json.dumps({"replay": key}) + "\n")
            out.writelines(f"{turn.model_dump_json()}\n" for turn in self.done.values())
        self._out = private_file(self._path, append=True)

    def add(self, turn: Scored) -> None:
        self.done[turn.key] = turn
        self._out.write(f"{turn.model_dump_json()}\n")
        self._out.flush()

    def close(self) -> None:
        self._out.close()

    def _read(self, key: str) -> bool:
        lines = self._lines()
        head = next(lines, None)
        if head is None or f'"{key}"' not in head:
            return False
        for line in lines:
            try:
                turn = Scored.model_validate_json(line)
            except ValidationError:
                continue
            self.done[turn.key] = turn
        return True

    def _lines(self) -> Iterator[str]:
        if self._path.exists():
            with self._path.open(encoding="utf-8", errors="replace") as file:
                yield from file
