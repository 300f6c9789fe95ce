"""JSON exports of every shape give their objects one by one; what is broken is named."""

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from retrieval.sources import Unreadable
from retrieval.sources.json_items import files, items

A, B, C = {"id": 1, "t": "ä\n{"}, {"id": 2, "articles": [{"id": 9}]}, {"id": 3}


def read(path: Path, text: str | bytes, name: str = "x.json") -> list[Any]:
    file = path / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return [f"{i.where}: {i.reason}" if isinstance(i, Unreadable) else i for _, i in items(file, name)]


@pytest.mark.parametrize("indent", [None, 2])
def test_lists_pages_and_single_objects_give_the_same(tmp_path: Path, indent: int | None) -> None:
    for value in (
        [A, B, C],
        {"articles": [A, B, C], "count": 3},
        {"count": 3, "tickets": [A], "macros": [B, C]},
        {"data": {"meta": {"all_count": 3}, "payload": [A, B, C]}},
        {"type": "list", "pages": {"next": None}, "data": [A, B, C]},
    ):
        text = json.dumps(value, indent=indent, ensure_ascii=False)
        assert read(tmp_path, text) == [A, B, C], text
        assert read(tmp_path, "\ufeff" + text) == [A, B, C]
    whole = json.dumps({"articles": [A, B]}, indent=indent) + "\n" + json.dumps({"articles": [C]}, indent=indent)
    assert read(tmp_path, whole) == [A, B, C]
    assert read(tmp_path, "\n".join(json.dumps(x, indent=indent) for x in (A, B, C))) == [A, B, C]
    assert read(tmp_path, json.dumps(B, indent=indent)) == [B]


def test_lines_may_be_objects_or_pages(tmp_path: Path) -> None:
    lines = [json.dumps(A), "", json.dumps({"tickets": [B, C]}), "[1]", "{", "\xff", json.dumps(C)]
    read_lines = read(tmp_path, "\n".join(lines).encode("latin-1"), "x.ndjson")
    assert read_lines[:3] == [A, B, C]
    assert [line.split(": ")[0] for line in read_lines[3:6]] == ["x.ndjson:4 item 1", "x.ndjson:5", "x.ndjson:6"]
    assert read_lines[6] == C


def test_reading_goes_on_at_the_line_after_a_broken_object(tmp_path: Path) -> None:
    lines = [json.dumps(A), '{"id": 5, "t": "cut', json.dumps(B), '{"id" 6}', json.dumps(C)]
    for text in ("\n".join(lines), "[\n" + ",\n".join(lines) + "\n]"):
        got = read(tmp_path, text)
        assert [x for x in got if isinstance(x, dict)] == [A, B, C], got
        assert sum(isinstance(x, str) for x in got) == 2
        assert "at line" in str(next(x for x in got if isinstance(x, str)))


@pytest.mark.parametrize(
    "text", ["[1", '[{"a": 1}, ', '{"articles": [{"id": 1}', "{", '{"a"', "nul", '"x', "]", b"[\xff]"]
)
def test_what_is_cut_off_is_said_and_never_ends_in_a_loop(tmp_path: Path, text: str | bytes) -> None:
    got = read(tmp_path, text)
    assert isinstance(got[-1], str)
    assert got[-1].startswith("x.json: ")


def test_too_deep_is_said(tmp_path: Path) -> None:
    assert "too deep" in read(tmp_path, "[" * 200_000)[0]


def test_a_long_list_is_not_held_in_memory(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    with file.open("w") as out:
        out.write('{"articles": [')
        for n in range(20_000):
            out.write(("," if n else "") + json.dumps({"id": n, "body": "word " * 200}))
        out.write("]}")
    tracemalloc.start()
    assert sum(1 for _ in items(file, "x.json")) == 20_000
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_a_folder_gives_its_json_files_but_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.json", "a.ndjson", ".c.json", "d.txt", "e/f.jsonl", ".g/h.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")
    assert [f.relative_to(tmp_path).as_posix() for f in files(tmp_path)] == ["a.ndjson", "b.json", "e/f.jsonl"]
