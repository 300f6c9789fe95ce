"""What makes a change of files outlive a power cut."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Write a file's content to disk, or a folder's entries: what was renamed in it stays renamed."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
