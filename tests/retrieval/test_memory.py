"""What opening an index has read is not kept mapped, and nothing of it is lost."""

import mmap
import sys
from pathlib import Path

import pytest

from retrieval.memory import give_back, let_go

PAGES = 512 * mmap.PAGESIZE

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone says what is mapped")


def resident(path: Path) -> int:
    """Kilobytes of the file that are in this process's memory."""
    found, inside = 0, False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        if "-" in line.split(" ", 1)[0]:
            inside = line.endswith(str(path))
        elif inside and line.startswith("Rss:"):
            found += int(line.split()[1])
    return found


def test_pages_of_a_folder_go_and_come_back_with_what_was_written(tmp_path: Path) -> None:
    folder = tmp_path / "shard with spaces"
    folder.mkdir()
    for name in ("shared", "private"):
        (folder / name).write_bytes(b"a" * PAGES)
    (tmp_path / "beside").write_bytes(b"a" * PAGES)
    with (
        (folder / "shared").open("r+b") as shared_file,
        (folder / "private").open("r+b") as private_file,
        (tmp_path / "beside").open("r+b") as beside_file,
        mmap.mmap(shared_file.fileno(), PAGES) as shared,
        mmap.mmap(private_file.fileno(), PAGES, access=mmap.ACCESS_COPY) as private,
        mmap.mmap(beside_file.fileno(), PAGES) as beside,
    ):
        for mapped in (shared, private, beside):
            mapped[:] = b"b" * PAGES
        assert let_go(folder) == PAGES
        assert resident(folder / "shared") == 0
        assert resident(tmp_path / "beside") > 0
        for mapped in (shared, private, beside):
            assert mapped[:] == b"b" * PAGES
    assert (folder / "shared").read_bytes() == b"b" * PAGES


def test_memory_is_given_back_without_a_word() -> None:
    give_back()
