"""The objects in JSON exports, one at a time: of a list, of an API's pages, of NDJSON, or of a folder of such files."""

import codecs
import json
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, BinaryIO

from retrieval.sources import Read, Unreadable

LISTS = frozenset({"articles", "tickets", "macros", "conversations", "data", "payload", "results", "records", "items"})
"""Keys under which APIs and their exports list what was asked for."""
SUFFIXES = (".json", ".ndjson", ".jsonl")
LARGEST = 64 * 2**20
"""Characters of one object, or of what stands around the list on a page; a list may be of any length."""
_PIECE = 1 << 16
_LONGEST_WORD = 16
"""Characters that a JSON word or escape may be cut off in; what is wrong further back stays wrong with more text."""
_SPACE = " \t\r\n\x1e"

Item = tuple[str, dict[str, Any] | Unreadable]
Convert = Callable[[dict[str, Any], str], Iterable[Read]]
"""What an object at a place gives: documents, or why there are none."""


class _Broken(Exception):
    """What stands here is not JSON; the message is a sentence."""


def files(path: Path) -> list[Path]:
    """The JSON files at a path: itself, or those in a folder and below, hidden ones left out."""
    if not path.is_dir():
        return [path]
    return sorted(
        p
        for p in path.rglob("*")
        if p.suffix.lower() in SUFFIXES
        and p.is_file()
        and not any(part.startswith(".") for part in p.relative_to(path).parts)
    )


def read_items(path: Path, convert: Convert) -> Iterator[Read]:
    """What all objects of a file, or of a folder's files, give, in their order."""
    for file in files(path):
        name = file.relative_to(path).as_posix() if path.is_dir() else file.name
        for where, item in items(file, name):
            if isinstance(item, Unreadable):
                yield item
            else:
                yield from convert(item, where)


def items(file: Path, name: str, lists: AbstractSet[str] = LISTS) -> Iterator[Item]:
    """Every object of a file with its place; what is broken is named, and where a line ends reading goes on.
    ``lists``: the keys under which a page has its objects."""
    try:
        with file.open("rb") as opened:
            if file.suffix.lower() in (".ndjson", ".jsonl"):
                yield from _of_lines(opened, name, lists)
            else:
                yield from _of_values(opened, name, lists)
    except OSError as e:
        yield name, Unreadable(name, f"it can't be read: {e.strerror or type(e).__name__}")


def _of_lines(opened: BinaryIO, name: str, lists: AbstractSet[str]) -> Iterator[Item]:
    number = 0
    while line := opened.readline(LARGEST + 1):
        number += 1
        where = f"{name}:{number}"
        if len(line) > LARGEST and not line.endswith(b"\n"):
            while (rest := opened.readline(LARGEST)) and not rest.endswith(b"\n"):
                pass
            yield where, Unreadable(where, f"it is longer than {LARGEST >> 20} MB")
            continue
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").strip()
            value = json.loads(text) if text else None
        except UnicodeDecodeError as e:
            yield where, Unreadable(where, f"it is not UTF-8 (byte {e.start + 1}): save it as UTF-8")
        except json.JSONDecodeError as e:
            yield where, Unreadable(where, f"it is not JSON: {e.msg} at character {e.pos + 1}")
        except (ValueError, RecursionError):
            yield where, Unreadable(where, "it is not JSON that can be read: too deep, or a number too long")
        else:
            if text:
                yield from _expanded(value, where, lists)


def _expanded(value: Any, where: str, lists: AbstractSet[str]) -> Iterator[Item]:
    """The objects of a page, or the object itself."""
    if isinstance(value, dict) and "id" not in value:
        listed = [inner for key, inner in value.items() if key in lists and isinstance(inner, list | dict)]
        for inner in listed:
            yield from _expanded(inner, where, lists)
        if listed:
            return
    if isinstance(value, list):
        for n, inner in enumerate(value, 1):
            yield _object(inner, f"{where} item {n}")
    else:
        yield _object(value, where)


def _object(value: Any, where: str) -> Item:
    return where, value if isinstance(value, dict) else Unreadable(where, "it is not a JSON object")


def _of_values(opened: BinaryIO, name: str, lists: AbstractSet[str]) -> Iterator[Item]:
    scanner = _Scanner(opened, lists)
    count = 0
    going_on = True
    while going_on:
        try:
            for value in scanner.objects():
                count += 1
                yield _object(value, f"{name} item {count}")
            going_on = bool(scanner.peek())
        except UnicodeDecodeError:
            yield name, Unreadable(name, f"it is not UTF-8 after item {count}: save it as UTF-8")
            return
        except _Broken as e:
            yield name, Unreadable(name, f"after item {count} {e}")
            going_on = scanner.skip()
        except (ValueError, RecursionError):
            why = "comes JSON that can't be read: too deep, or a number too long"
            yield name, Unreadable(name, f"after item {count} {why}")
            return


class _Scanner:
    """Reads a file of JSON values piece by piece; holds one object at a time, however long the list around it."""

    def __init__(self, opened: BinaryIO, lists: AbstractSet[str]) -> None:
        self._file = opened
        self._lists = lists
        self._decode = codecs.getincrementaldecoder("utf-8-sig")().decode
        self._json = json.JSONDecoder()
        self._text = ""
        self._at = 0
        self._line = 1
        self._ended = False
        self._torn = False

    def _more(self, size: int = _PIECE) -> bool:
        """Get more text behind what is left; False at the end of the file."""
        if self._ended:
            return False
        self._line += self._text.count("\n", 0, self._at)
        piece = self._file.read(size)
        self._ended = not piece
        self._text = self._text[self._at :] + self._decode(piece, final=self._ended)
        self._at = 0
        return True

    def peek(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _SPACE:
                    return self._text[self._at]
                self._at += 1
            if not self._more():
                return ""

    def _take(self, wanted: str) -> None:
        if self.peek() != wanted:
            raise self._broken(f"'{wanted}' is missing")
        self._at += 1

    def _broken(self, what: str) -> _Broken:
        return _Broken(f"it is not JSON: {what} at line {self._line + self._text.count(chr(10), 0, self._at)}")

    def _value(self) -> Any:
        self.peek()
        size = _PIECE
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._at)
            except json.JSONDecodeError as e:
                if len(self._text) - self._at > LARGEST:
                    self._at = len(self._text)
                    raise _Broken(f"comes an object of more than {LARGEST >> 20} MB") from None
                cut_off = e.pos + _LONGEST_WORD > len(self._text) or e.msg.startswith("Unterminated")
                if cut_off and self._more(size):  # twice as much each time: what is long is not parsed often
                    size *= 2
                    continue
                self._at = e.pos
                raise self._broken(e.msg) from None
            if end == len(self._text) and not self._ended:  # a number may go on
                self._more(size)
                continue
            self._at = end
            return value

    def skip(self) -> bool:
        """Go to the next line that begins with an object, past what is broken; False where there is none."""
        self._at = max(self._at - 1, 0)
        while (found := self._text.find("\n{", self._at)) < 0:
            self._at = max(len(self._text) - 1, 0)
            if not self._more():
                return False
        self._at = found + 1
        self._torn = True
        return True

    def objects(self) -> Iterator[Any]:
        """The items of the next value: of a list, of the lists on a page, or the value itself."""
        first = self.peek()
        while self._torn and first and first in ",]":  # of the list that the broken object was in
            self._at += 1
            first = self.peek()
        if not first:
            return
        if first == "[":
            yield from self._list()
        elif first == "{":
            yield from self._page()
        else:
            yield self._value()

    def _list(self) -> Iterator[Any]:
        self._take("[")
        if self.peek() == "]":
            self._at += 1
            return
        while True:
            yield self._value()
            if self.peek() == "]":
                self._at += 1
                return
            self._take(",")

    def _page(self) -> Iterator[Any]:
        """The list of a page; an object without one, or with an ``id`` before it, is an item itself."""
        self._take("{")
        found: dict[str, Any] = {}
        listed = False
        while self.peek() != "}":
            key = self._value()
            if not isinstance(key, str):
                raise self._broken("a name is missing")
            self._take(":")
            opens = self.peek()
            if key in self._lists and "id" not in found and opens in "[{":
                listed = True
                yield from self._list() if opens == "[" else self._page()
            else:
                found[key] = self._value()
            if self.peek() != ",":
                break
            self._at += 1
        self._take("}")
        if not listed:
            yield found
