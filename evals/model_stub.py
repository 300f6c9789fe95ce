"""A scripted OpenAI-compatible server over real HTTP: each request takes the next script, the last one repeats.

    async with LlmStub(answer("Hello [1].")) as stub:
        settings = Settings(llm_url=stub.url, llm_model="stub")

``stub.requests`` holds the decoded bodies; ``await stub.until_gone()`` waits until a client has hung up.
"""

import asyncio
import json
import socket
import struct
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, Self

Send = Callable[[bytes], Coroutine[Any, Any, None]]
Script = Callable[[dict[str, Any], Send], Coroutine[Any, Any, None]]

EVENTS = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
USAGE = {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150}


class Cut(Exception):
    """Raised by a script: the connection is reset."""


def chunk(text: str | None = None, finish: str | None = None, **delta: Any) -> bytes:
    """One event of a chat completion stream."""
    body = {
        "id": "c1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "stub",
        "choices": [{"index": 0, "delta": {"content": text, **delta}, "finish_reason": finish}],
    }
    return event(body)


def event(body: Any) -> bytes:
    """One server-sent event; bytes go out as they are."""
    return b"data: " + (body if isinstance(body, bytes) else json.dumps(body).encode()) + b"\n\n"


def usage() -> bytes:
    """The event that tells what was used."""
    return event(
        {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "stub", "choices": [], "usage": USAGE}
    )


def pieces(*texts: str, finish: str | None = "stop", done: bool = True) -> Script:
    """Streams the given pieces as they are."""

    async def script(_: dict[str, Any], send: Send) -> None:
        await send(EVENTS)
        for text in texts:
            await send(chunk(text))
        if finish:
            await send(chunk(None, finish))
        await send(usage())
        if done:
            await send(b"data: [DONE]\n\n")

    return script


def answer(text: str, *, size: int = 7) -> Script:
    """A good answer, cut into pieces of ``size`` characters."""
    return pieces(*(text[i : i + size] for i in range(0, len(text), size)))


def structured(value: Any) -> Script:
    """A good answer in JSON."""
    return answer(json.dumps(value), size=25)


class LlmStub:
    """The server; an async context manager."""

    def __init__(self, *scripts: Script) -> None:
        self.requests: list[dict[str, Any]] = []
        self.heads: list[str] = []
        """Request lines and headers, in lower case."""
        self._scripts = list(scripts)
        self._gone = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"

    @property
    def prompts(self) -> list[str]:
        """All text of each request's messages."""
        return ["\n".join(str(m["content"]) for m in r["messages"]) for r in self.requests]

    async def until_gone(self) -> None:
        """Returns once a client has closed its connection before the script had ended."""
        await self._gone.wait()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            self.heads.append(head)
            length = int(next((ln.split(":")[1] for ln in head.split("\r\n") if ln.startswith("content-length")), 0))
            body = json.loads(await reader.readexactly(length) or b"{}")
            self.requests.append(body)
            script = self._scripts.pop(0) if len(self._scripts) > 1 else self._scripts[0]

            async def send(data: bytes) -> None:
                writer.write(data)
                await writer.drain()

            run = asyncio.ensure_future(script(body, send))
            hung_up = asyncio.ensure_future(reader.read(1))
            try:
                await asyncio.wait({run, hung_up}, return_when=asyncio.FIRST_COMPLETED)
                if not run.done():
                    self._gone.set()
                elif isinstance(run.exception(), Cut):
                    linger = struct.pack("ii", 1, 0)
                    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                    writer.transport.abort()
            finally:
                run.cancel()
                hung_up.cancel()
                await asyncio.gather(run, hung_up, return_exceptions=True)
        except (ConnectionError, asyncio.IncompleteReadError):
            self._gone.set()
        except asyncio.CancelledError:
            pass
        finally:
            self._tasks.discard(task)
            writer.close()
            with suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()
