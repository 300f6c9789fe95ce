"""A scripted OpenAI-compatible server over real HTTP: each request takes the next script, the last one repeats.

    async with LlmStub(answer("Hello [1]."), status(500)) as stub:
        settings = Settings(llm_url=stub.url, llm_model="stub")

``stub.requests`` holds the decoded bodies; ``await stub.until_gone()`` waits until a client has hung up.
"""

import asyncio
import json
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, Self

Send = Callable[[bytes], Coroutine[Any, Any, None]]
Script = Callable[[dict[str, Any], Send], Coroutine[Any, Any, None]]

_EVENTS = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
USAGE = {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150}


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
    return b"data: " + (body if isinstance(body, bytes) else json.dumps(body).encode()) + b"\n\n"


def _usage() -> bytes:
    return event(
        {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "stub", "choices": [], "usage": USAGE}
    )


def _head(status: int, kind: str, body: bytes, extra: str = "") -> bytes:
    head = f"HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\n"
    return f"{head}{extra}connection: close\r\n\r\n".encode() + body


def pieces(*texts: str, finish: str | None = "stop", done: bool = True) -> Script:
    """Streams the given pieces as they are."""

    async def script(_: dict[str, Any], send: Send) -> None:
        await send(_EVENTS)
        for text in texts:
            await send(chunk(text))
        if finish:
            await send(chunk(None, finish))
        await send(_usage())
        if done:
            await send(b"data: [DONE]\n\n")

    return script


def answer(text: str, *, size: int = 7) -> Script:
    """A good answer, cut into pieces of ``size`` characters."""
    return pieces(*(text[i : i + size] for i in range(0, len(text), size)))


def structured(value: Any) -> Script:
    return answer(json.dumps(value), size=25)


def by_prompt(**scripts: Script) -> Script:
    """Chooses by a word in the system prompt; ``other`` where none matches."""

    async def script(body: dict[str, Any], send: Send) -> None:
        system = str(body["messages"][0]["content"])
        chosen = next((s for word, s in scripts.items() if word != "other" and word in system), scripts.get("other"))
        assert chosen is not None, "no script for this prompt"
        await chosen(body, send)

    return script


def status(code: int, *, error: dict[str, Any] | None = None, after: float | None = None) -> Script:
    """An error; 429 asks for a minute of rest, or for ``after`` seconds."""
    after = 60 if after is None and code == 429 else after

    async def script(_: dict[str, Any], send: Send) -> None:
        body = json.dumps({"error": error or {"message": "no", "type": "x", "code": "x"}}).encode()
        await send(_head(code, "application/json", body, "" if after is None else f"retry-after: {after}\r\n"))

    return script


async def html(_: dict[str, Any], send: Send) -> None:
    """200 with a log-in page."""
    await send(_head(200, "text/html", b"<html><body>Sign in</body></html>"))


async def whole(_: dict[str, Any], send: Send) -> None:
    """Ignores ``stream`` and answers in one piece."""
    message = {"role": "assistant", "content": "All in one piece."}
    body = {"id": "1", "object": "chat.completion", "created": 1, "model": "stub", "usage": USAGE,
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}  # fmt: skip
    await send(_head(200, "application/json", json.dumps(body).encode()))


async def silent(_: dict[str, Any], send: Send) -> None:
    """Takes the request and never answers."""
    await asyncio.Event().wait()


def stalls_after(*texts: str) -> Script:
    """Begins well, then nothing more comes."""

    async def script(_: dict[str, Any], send: Send) -> None:
        await send(_EVENTS)
        for text in texts:
            await send(chunk(text))
        await asyncio.Event().wait()

    return script


async def malformed(_: dict[str, Any], send: Send) -> None:
    """A stream with an event that is no JSON."""
    await send(_EVENTS + chunk("Good so far "))
    await send(b"data: {not json\n\n")


async def error_event(_: dict[str, Any], send: Send) -> None:
    """A stream with an error in it."""
    await send(_EVENTS + chunk("Good so far "))
    await send(event({"error": {"message": "cache full", "type": "server_error", "code": 500}}))


async def refusal(_: dict[str, Any], send: Send) -> None:
    await send(_EVENTS + chunk(None, None, refusal="I can't help with that.") + chunk(None, "stop"))
    await send(b"data: [DONE]\n\n")


async def headers_only(_: dict[str, Any], send: Send) -> None:
    """Queues in silence: accepts at once, sends comments to keep the connection, and never a word."""
    await send(_EVENTS)
    while True:
        await send(b": waiting\n\n")
        await asyncio.sleep(0.02)


def slowly(*texts: str, every: float = 0.05) -> Script:
    """A good answer, each piece after a pause."""

    async def script(_: dict[str, Any], send: Send) -> None:
        await send(_EVENTS)
        for text in texts:
            await asyncio.sleep(every)
            await send(chunk(text))
        await send(chunk(None, "stop") + _usage() + b"data: [DONE]\n\n")

    return script


async def endless(_: dict[str, Any], send: Send) -> None:
    """Never stops, whatever the length limit says."""
    await send(_EVENTS)
    while True:
        await send(chunk("and so on " * 20))


async def flood(_: dict[str, Any], send: Send) -> None:
    """Bytes without an event in them, without an end."""
    await send(_EVENTS)
    while True:
        await send(b"data: " + b"x" * 65_536)


async def endless_page(_: dict[str, Any], send: Send) -> None:
    """A page instead of a stream, without an end."""
    await send(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n")
    while True:
        await send(b"<p>" * 20_000)


async def dripping(_: dict[str, Any], send: Send) -> None:
    """A word now and then, for ever: no limit between two words is ever met."""
    await send(_EVENTS)
    while True:
        await send(chunk("well "))
        await asyncio.sleep(0.05)


async def half_a_character(_: dict[str, Any], send: Send) -> None:
    """The connection ends in the middle of a character's bytes."""
    good = event({"choices": [{"index": 0, "delta": {"content": "Good so far "}, "finish_reason": None}]})
    cut = json.dumps({"choices": [{"index": 0, "delta": {"content": "café"}}]}, ensure_ascii=False).encode()
    await send(_EVENTS + good + b"data: " + cut[: cut.index("é".encode()) + 1])


async def bad_bytes(_: dict[str, Any], send: Send) -> None:
    """A whole event with bytes that are no UTF-8."""
    await send(_EVENTS + chunk("Good so far ") + b'data: {"choices": [{"delta": {"content": "caf\xc3"}}]}\n\n')
    await send(chunk(None, "stop") + b"data: [DONE]\n\n")


async def no_choices(_: dict[str, Any], send: Send) -> None:
    """Good events without a single choice."""
    await send(_EVENTS + _usage() + _usage() + b"data: [DONE]\n\n")


async def open_after_the_end(_: dict[str, Any], send: Send) -> None:
    """A whole answer, after which the server neither says [DONE] nor hangs up."""
    await send(_EVENTS + chunk("All of it.") + chunk(None, "stop"))
    await asyncio.Event().wait()


def thinks(thought: str, text: str) -> Script:
    """Reasoning in a field of its own and in the text, then the answer."""

    async def script(_: dict[str, Any], send: Send) -> None:
        await send(_EVENTS + chunk(None, None, reasoning_content=thought))
        said = f"<think>{thought}</think>{text}"
        for i in range(0, len(said), 3):
            await send(chunk(said[i : i + 3]))
        await send(chunk(None, "stop") + _usage() + b"data: [DONE]\n\n")

    return script


async def foreign(_: dict[str, Any], send: Send) -> None:
    """Events of another protocol."""
    await send(_EVENTS + event({"hello": "world"}) + b"data: [DONE]\n\n")


class LlmStub:
    """The server; an async context manager."""

    def __init__(self, *scripts: Script) -> None:
        self.requests: list[dict[str, Any]] = []
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
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
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
