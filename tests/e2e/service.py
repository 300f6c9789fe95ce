"""The real service with the sample company, in a process of its own."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import CACHE

END_S = 60


@contextmanager
def demo(data: Path, **settings: str) -> Iterator[str]:
    """``copilot demo`` on a free port with these settings: the address that it prints, with the key."""
    environ = {name: value for name, value in os.environ.items() if not name.upper().startswith("COPILOT_")}
    environ |= {"COPILOT_DATA_DIR": str(data), "COPILOT_PORT": "0", "COPILOT_CACHE_DIR": str(CACHE)} | settings
    said = data.with_suffix(".stderr")
    with said.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "copilot", "demo"], env=environ, stdout=subprocess.PIPE, stderr=errors, text=True
        )
    with process:
        assert process.stdout is not None
        try:
            found = next(filter(None, (re.search(r"http://\S+#key=cpk_\w+", line) for line in process.stdout)), None)
            assert found, f"the demo did not start: {said.read_text()}"
            yield found[0]
        finally:
            process.send_signal(signal.SIGINT)
            process.stdout.read()
            process.wait(END_S)
    assert process.returncode == 0
