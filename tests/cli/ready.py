"""A process that has imported what the commands import, and forks one for every command that is run.

Each command so has a process, an output and an exit code of its own, and doesn't read the same 1500 modules again: that
takes four of the five seconds of a search or an ingest. ``Shell.fresh`` starts ``python -m copilot`` instead.
"""

import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

ENGINES = ("numpy", "onnxruntime", "tokenizers", "qdrant_edge", "httpx2", "uvicorn", "rich.progress")


class Ready:
    """The process, from the side of the tests."""

    def __init__(self, env: dict[str, str], cwd: Path) -> None:
        self._ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.cli.ready", str(theirs.fileno())],
                env=env,
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )

    def run(self, words: tuple[str, ...], env: dict[str, str], cwd: Path, out: int, err: int) -> int:
        """Run a command to its end, writing to these files; its exit code, as ``subprocess`` tells it."""
        asked = json.dumps({"words": words, "env": env, "cwd": str(cwd)}).encode()
        socket.send_fds(self._ours, [len(asked).to_bytes(4, "big")], [out, err])
        self._ours.sendall(asked)
        pid = int.from_bytes(self._ours.recv(4), "big")
        self._ours.settimeout(300)
        try:
            return int.from_bytes(self._ours.recv(4), "big", signed=True)
        except TimeoutError:
            os.kill(pid, signal.SIGKILL)
            self._ours.settimeout(None)
            self._ours.recv(4)  # so that the next command doesn't take this one's code for its own
            raise
        finally:
            self._ours.settimeout(None)

    def close(self) -> None:
        self._ours.close()
        self._process.wait(30)


def _import_all() -> None:
    import copilot

    for module in pkgutil.walk_packages(copilot.__path__, "copilot."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in ENGINES:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


def _become(asked: dict[str, Any], out: int, err: int) -> None:
    """``python -m copilot`` with these words, in this process."""
    for ours, given in ((1, out), (2, err)):
        os.dup2(given, ours)
        os.close(given)
    os.environ.clear()
    os.environ.update(asked["env"])
    os.chdir(asked["cwd"])
    sys.argv = ["copilot", *asked["words"]]
    runpy.run_module("copilot", run_name="__main__", alter_sys=True)


def _serve(asking: socket.socket) -> None:
    _import_all()
    while True:
        head, files, _, _ = socket.recv_fds(asking, 4, 2)
        if not head:
            return  # the tests are done
        out, err = files
        asked = asking.recv(int.from_bytes(head, "big"), socket.MSG_WAITALL)
        pid = os.fork()
        if pid == 0:
            asking.close()
            _become(json.loads(asked), out, err)
            return
        os.close(out)
        os.close(err)
        asking.sendall(pid.to_bytes(4, "big"))
        _, status = os.waitpid(pid, 0)
        asking.sendall(os.waitstatus_to_exitcode(status).to_bytes(4, "big", signed=True))


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as ours:
        _serve(ours)
