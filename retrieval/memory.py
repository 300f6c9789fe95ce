"""Keeps the process small, by calls of the C library; each does nothing where there is no such call."""

import ctypes
import sys
from contextlib import suppress
from pathlib import Path

_DONTNEED = 4
"""Linux's MADV_DONTNEED."""


def give_back() -> None:
    """Return what is free to the system: loading models and indexes leaves tens of megabytes. Takes milliseconds."""
    with suppress(AttributeError):  # not glibc
        ctypes.CDLL(None).malloc_trim(0)


def let_go(folder: Path) -> int:
    """Unmap the pages of the files in ``folder`` that were read so far; returns how many bytes were mapped.

    What is changed or read again is in the system's page cache and comes back by itself; nothing is lost, since only
    mappings are touched that are shared with their file. No other thread may be opening or closing those files.
    """
    if sys.platform != "linux":
        return 0
    madvise = ctypes.CDLL(None).madvise
    inside = f"{folder.resolve()}/"
    mapped = 0
    for line in Path("/proc/self/maps").read_text().splitlines():
        span, permissions, _, _, _, *name = line.split(maxsplit=5)
        if permissions.endswith("s") and name and name[0].startswith(inside):
            start, end = (int(side, 16) for side in span.split("-"))
            madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), _DONTNEED)
            mapped += end - start
    return mapped
