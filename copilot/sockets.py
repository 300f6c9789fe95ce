"""Where we listen: TCP ports, and unix sockets whose path may be too long for the system."""

import contextlib
import errno
import os
import socket
import tempfile
from pathlib import Path

from copilot.errors import UserError

SOCKET_PATH_LIMIT = 100
"""Bytes; the system's own limit is 104 (macOS) or 108 (Linux)."""
BACKLOG = 512
TEMPORARY = "copilot-"


def listen(host: str, port: int) -> socket.socket:
    """A listening TCP socket. Raises UserError, saying what to change, where the address can't be had."""
    try:
        family, kind, proto, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError:
        raise UserError(f"COPILOT_HOST={host} is no address of this machine") from None
    sock = socket.socket(family, kind, proto)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(place)
        sock.listen(BACKLOG)
    except OSError as e:
        sock.close()
        if e.errno == errno.EADDRINUSE:
            raise UserError(f"port {port} on {host} is in use; stop what uses it, or set COPILOT_PORT") from None
        if e.errno in (errno.EACCES, errno.EPERM):
            raise UserError(f"port {port} needs more rights than we have; set COPILOT_PORT above 1023") from None
        raise UserError(f"can't listen on {host}:{port}: {e.strerror}; set COPILOT_HOST and COPILOT_PORT") from None
    sock.setblocking(False)
    return sock


def address(host: str, sock: socket.socket) -> str:
    """Where a browser on this machine finds us."""
    port = sock.getsockname()[1]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(host, host)  # noqa: S104
    return f"http://{f'[{shown}]' if ':' in shown and not shown.startswith('[') else shown}:{port}"


def owner_socket(folder: Path) -> Path | None:
    """Where the folder's owner listens for the command line, or None where nothing was bound."""
    return find_socket(folder.expanduser().absolute() / "owner.sock")


def place_socket(wanted: Path) -> Path:
    """A path that a socket can be bound to: ``wanted``, or one in a private temporary folder where it is too long.

    What was left there is removed; the caller owns the folder. ``find_socket(wanted)`` finds either.
    """
    remove_socket(wanted)
    if len(os.fsencode(wanted)) <= SOCKET_PATH_LIMIT:
        return wanted
    short = Path(tempfile.mkdtemp(prefix=TEMPORARY)) / "s"
    _pointer(wanted).write_text(str(short))
    return short


def find_socket(wanted: Path) -> Path | None:
    """The path in use for ``wanted``, or None where there is no socket file."""
    path = _used(wanted)
    return path if path.is_socket() else None


def remove_socket(wanted: Path) -> None:
    """Remove a socket made by ``place_socket``, and the temporary folder it was in."""
    path = _used(wanted)
    path.unlink(missing_ok=True)
    if path != wanted:
        with contextlib.suppress(OSError):
            path.parent.rmdir()
        _pointer(wanted).unlink(missing_ok=True)


def _used(wanted: Path) -> Path:
    """Where the socket is: beside us, or where the pointer says (only ever a folder that we could have made)."""
    with contextlib.suppress(OSError, ValueError):
        path = Path(_pointer(wanted).read_text())
        if path.name == "s" and path.parent.name.startswith(TEMPORARY):
            return path
    return wanted


def _pointer(wanted: Path) -> Path:
    return wanted.with_name(wanted.name + ".path")
