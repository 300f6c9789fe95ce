"""The command line as its users have it: a process, its output, its exit code."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.ready import Ready
from tests.conftest import CACHE

REPO = Path(__file__).parents[2]


@dataclass
class Ran:
    code: int
    out: str
    err: str


@dataclass
class Service:
    """A running ``copilot serve`` or ``copilot demo``."""

    process: "subprocess.Popen[str]"
    url: str
    lines: list[str]
    """Of its output so far."""


@dataclass
class Shell:
    """Runs ``copilot`` with one data folder."""

    env: dict[str, str]
    cwd: Path
    ready: Ready

    def run(self, *words: str, **env: str) -> Ran:
        """Run a command to its end."""
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
            code = self.ready.run(words, self.env | env, self.cwd, out.fileno(), err.fileno())
            out.seek(0)
            err.seek(0)
            return Ran(code, out.read(), err.read())

    def fresh(self, *words: str, **env: str) -> Ran:
        """The same in an interpreter of its own, as users do: once for each command, since it takes seconds."""
        command = [sys.executable, "-m", "copilot", *words]
        done = subprocess.run(
            command, env=self.env | env, cwd=self.cwd, capture_output=True, text=True, timeout=300, check=False
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    @contextmanager
    def running(self, command: str = "serve", *, until: str = "serving at ", **env: str) -> Iterator[Service]:
        """Start it, wait for its words, and end it by Ctrl-C, cleanly."""
        with subprocess.Popen(
            [sys.executable, "-m", "copilot", command],
            env=self.env | env,
            cwd=self.cwd,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                assert process.stdout is not None
                lines: list[str] = []
                for line in process.stdout:
                    lines.append(line.rstrip("\n"))
                    if until in line:
                        break
                else:
                    raise AssertionError(f"it ended with code {process.wait()}")
                url = next(word for line in lines for word in line.split() if word.startswith("http://"))
                yield Service(process, url, lines)
                if process.poll() is None:
                    process.send_signal(signal.SIGINT)
                    assert process.wait(60) == 0
            finally:
                process.kill()


@pytest.fixture(scope="session")
def ready() -> Iterator[Ready]:
    """What runs the commands; it starts with the first test that runs one."""
    started = Ready(_outside() | {"PYTHONPATH": str(REPO), "PYTHONUNBUFFERED": "1", "HF_HUB_OFFLINE": "1"}, REPO)
    yield started
    started.close()


def _outside() -> dict[str, str]:
    """The environment, without settings of ours."""
    return {name: value for name, value in os.environ.items() if not name.upper().startswith("COPILOT_")}


@pytest.fixture
def shell(tmp_path: Path, ready: Ready) -> Shell:
    """A new data folder, no settings from outside, any free port."""
    env = _outside() | {
        "COPILOT_DATA_DIR": str(tmp_path / "data"),
        "COPILOT_CACHE_DIR": str(CACHE),
        "COPILOT_PORT": "0",
        "PYTHONPATH": str(REPO),
        "PYTHONUNBUFFERED": "1",
        "HF_HUB_OFFLINE": "1",
    }
    return Shell(env, tmp_path, ready)


@pytest.fixture
def pages(tmp_path: Path) -> Callable[..., Path]:
    """Writes files into a folder of knowledge and returns it."""

    def write(**files: str | bytes) -> Path:
        folder = tmp_path / "knowledge"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            path = folder / name.replace("__", ".")
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return folder

    return write
