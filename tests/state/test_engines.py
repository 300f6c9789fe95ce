"""One owner per data folder; a private Valkey that keeps what it was told, dies with us and is never fought with."""

import asyncio
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis.exceptions import RedisError

from copilot.engines import DataFolder, PrivateValkey
from copilot.errors import FolderInUse, UserError
from copilot.sockets import SOCKET_PATH_LIMIT, find_socket, listen, place_socket, remove_socket
from copilot.state.redis import open_redis

REPO = Path(__file__).parents[2]

# A process that owns a folder with a running Valkey, says so, and does nothing more.
OWNER = """
import sys, signal
from pathlib import Path
from copilot.engines import DataFolder, PrivateValkey
folder = DataFolder.acquire(Path(sys.argv[1]))
valkey = PrivateValkey(folder.path / "valkey")
valkey.start()
print(valkey.pid, flush=True)
signal.pause()
"""


@pytest.fixture
def owner(tmp_path: Path) -> "Iterator[tuple[subprocess.Popen[str], int, Path]]":
    """Another process that owns ``tmp_path / data``, and the id of its Valkey."""
    data = tmp_path / "data"
    command = [sys.executable, "-c", OWNER, str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=REPO) as process:
        assert process.stdout is not None
        yield process, int(process.stdout.readline()), data
        process.kill()


def ended(pid: int) -> None:
    """Wait until a process that isn't our child has ended."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        assert select.select([descriptor], [], [], 20)[0], "the process did not end"
    finally:
        os.close(descriptor)


async def stored(valkey: PrivateValkey, **values: str) -> None:
    client = open_redis(valkey.url)
    for name, value in values.items():
        await client.set(name, value)
    await client.aclose()


async def read(valkey: PrivateValkey, name: str) -> object:
    client = open_redis(valkey.url)
    value = await client.get(name)
    await client.aclose()
    return value


def test_a_second_owner_is_refused_in_words_and_gets_the_folder_afterwards(
    owner: tuple[subprocess.Popen[str], int, Path],
) -> None:
    process, _, data = owner
    with pytest.raises(FolderInUse, match=f"in use by process {process.pid}; stop it, or set COPILOT_DATA_DIR"):
        DataFolder.acquire(data)

    process.kill()
    process.wait()

    DataFolder.acquire(data).release()


def test_the_same_process_cannot_own_a_folder_twice(tmp_path: Path) -> None:
    folder = DataFolder.acquire(tmp_path)
    with pytest.raises(FolderInUse):
        DataFolder.acquire(tmp_path)
    folder.release()


def test_a_folder_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "format").write_text("2\n")
    with pytest.raises(UserError, match="format '2' and this version knows 1"):
        DataFolder.acquire(tmp_path)
    (tmp_path / "format").write_text("1\n")
    DataFolder.acquire(tmp_path).release()


def test_a_data_folder_that_is_a_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(UserError, match=r"can't use .* as the data folder"):
        DataFolder.acquire(tmp_path / "data")


def test_only_we_can_enter_the_folders(tmp_path: Path) -> None:
    folder = DataFolder.acquire(tmp_path / "data")
    valkey = PrivateValkey(folder.path / "valkey")
    valkey.start()
    try:
        path = find_socket(valkey.folder / "valkey.sock")
        assert path is not None
        modes = [p.stat().st_mode & 0o777 for p in (folder.path, valkey.folder, path)]
    finally:
        valkey.stop()
        folder.release()

    assert modes == [0o700, 0o700, 0o700]


async def test_valkey_keeps_its_data_over_a_stop_and_over_kill_9(tmp_path: Path) -> None:
    valkey = PrivateValkey(tmp_path)
    valkey.start()
    await stored(valkey, first="1")
    valkey.stop()
    valkey.start()
    await stored(valkey, second="2")
    assert valkey.pid is not None
    os.kill(valkey.pid, signal.SIGKILL)
    valkey.stop()

    valkey.start()
    try:
        assert (await read(valkey, "first"), await read(valkey, "second")) == ("1", "2")
    finally:
        valkey.stop()


async def test_valkey_is_started_again_when_it_dies_under_us(tmp_path: Path) -> None:
    valkey = PrivateValkey(tmp_path)
    valkey.start()
    watch = asyncio.create_task(valkey.keep_alive())
    try:
        await stored(valkey, kept="yes")
        before = valkey.pid
        assert before is not None
        os.kill(before, signal.SIGKILL)
        async with asyncio.timeout(20):
            while valkey.pid == before:  # noqa: ASYNC110  # nothing tells but the id
                await asyncio.sleep(0.01)
            client = open_redis(valkey.url)
            while True:
                try:
                    value = await client.get("kept")
                    break
                except RedisError:
                    await asyncio.sleep(0.01)
            await client.aclose()
        assert value == "yes"
    finally:
        watch.cancel()
        valkey.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_valkey_ends_when_its_owner_is_killed(owner: tuple[subprocess.Popen[str], int, Path]) -> None:
    process, pid, _ = owner
    process.kill()
    process.wait()
    ended(pid)


@pytest.mark.skipif(sys.platform != "linux", reason="pidfd")
async def test_a_valkey_that_outlived_its_owner_is_asked_to_leave_and_its_data_is_there(tmp_path: Path) -> None:
    left_over = PrivateValkey(tmp_path)
    left_over.start()
    await stored(left_over, kept="yes")
    pid = left_over.pid
    assert pid is not None

    ours = PrivateValkey(tmp_path)  # as after a crash: nobody remembers the process, only its files are there
    ours.start()
    try:
        assert left_over._process is not None
        assert left_over._process.wait(20) == 0  # it left in peace
        assert ours.pid != pid
        assert await read(ours, "kept") == "yes"
    finally:
        ours.stop()


def test_a_pid_file_that_names_somebody_else_harms_nobody(tmp_path: Path) -> None:
    bystander = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
    (tmp_path / "valkey.pid").write_text(f"{bystander.pid}\n")
    valkey = PrivateValkey(tmp_path)
    valkey.start()
    valkey.stop()
    try:
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


async def test_a_deep_folder_gets_a_socket_in_a_private_temporary_folder(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    valkey = PrivateValkey(deep)
    valkey.start()
    path = find_socket(deep / "valkey.sock")
    assert path is not None
    try:
        assert len(os.fsencode(path)) <= SOCKET_PATH_LIMIT
        assert path.parent.stat().st_mode & 0o777 == 0o700
        await stored(valkey, kept="yes")
        assert await read(valkey, "kept") == "yes"
    finally:
        valkey.stop()

    assert not path.parent.exists()


def test_a_short_path_is_used_as_it_is(tmp_path: Path) -> None:
    wanted = tmp_path / "s"
    assert place_socket(wanted) == wanted
    assert find_socket(wanted) is None
    remove_socket(wanted)


def test_a_port_in_use_is_refused_in_words() -> None:
    taken = listen("127.0.0.1", 0)
    port = taken.getsockname()[1]
    try:
        with pytest.raises(UserError, match=f"port {port} on 127.0.0.1 is in use; .* set COPILOT_PORT"):
            listen("127.0.0.1", port)
    finally:
        taken.close()


def test_a_host_that_is_none_is_refused_in_words() -> None:
    with pytest.raises(UserError, match="COPILOT_HOST"):
        listen("203.0.113.7", 0)
