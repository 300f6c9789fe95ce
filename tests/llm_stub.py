"""What real servers do with the protocol, and do wrong: scripts for the scripted server of ``evals.model_stub``."""

import asyncio
import gzip
import json
from typing import Any

from evals.model_stub import (
    EVENTS,
    USAGE,
    Cut,
    LlmStub,
    Script,
    Send,
    answer,
    chunk,
    event,
    pieces,
    structured,
    usage,
)

__all__ = ["EVENTS", "USAGE", "LlmStub", "Script", "Send", "answer", "chunk", "event", "pieces", "structured"]


def _head(status: int, kind: str, body: bytes, extra: str = "") -> bytes:
    head = f"HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\n"
    return f"{head}{extra}connection: close\r\n\r\n".encode() + body


def by_prompt(**scripts: Script) -> Script:
    """Chooses by a word in the system prompt; ``other`` where none matches."""

    async def script(body: dict[str, Any], send: Send) -> None:
        system = str(body["messages"][0]["content"])
        chosen = next((s for word, s in scripts.items() if word != "other" and word in system), scripts.get("other"))
        assert chosen is not None, "no script for this prompt"
        await chosen(body, send)

    return script


def status(
    code: int, *, error: dict[str, Any] | None = None, after: float | str | None = None, extra: str = ""
) -> Script:
    """An error; 429 asks for a minute of rest, or for ``after``. ``extra`` are more header lines."""
    after = 60 if after is None and code == 429 else after

    async def script(_: dict[str, Any], send: Send) -> None:
        body = json.dumps({"error": error or {"message": "no", "type": "x", "code": "x"}}).encode()
        wait = "" if after is None else f"retry-after: {after}\r\n"
        await send(_head(code, "application/json", body, wait + extra))

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
        await send(EVENTS)
        for text in texts:
            await send(chunk(text))
        await asyncio.Event().wait()

    return script


async def malformed(_: dict[str, Any], send: Send) -> None:
    """A stream with an event that is no JSON."""
    await send(EVENTS + chunk("Good so far "))
    await send(b"data: {not json\n\n")


async def error_event(_: dict[str, Any], send: Send) -> None:
    """A stream with an error in it."""
    await send(EVENTS + chunk("Good so far "))
    await send(event({"error": {"message": "cache full", "type": "server_error", "code": 500}}))


async def refusal(_: dict[str, Any], send: Send) -> None:
    await send(EVENTS + chunk(None, None, refusal="I can't help with that.") + chunk(None, "stop"))
    await send(b"data: [DONE]\n\n")


async def headers_only(_: dict[str, Any], send: Send) -> None:
    """Queues in silence: accepts at once, sends comments to keep the connection, and never a word."""
    await send(EVENTS)
    while True:
        await send(b": waiting\n\n")
        await asyncio.sleep(0.02)


def slowly(*texts: str, every: float = 0.05) -> Script:
    """A good answer, each piece after a pause."""

    async def script(_: dict[str, Any], send: Send) -> None:
        await send(EVENTS)
        for text in texts:
            await asyncio.sleep(every)
            await send(chunk(text))
        await send(chunk(None, "stop") + usage() + b"data: [DONE]\n\n")

    return script


async def endless(_: dict[str, Any], send: Send) -> None:
    """Never stops, whatever the length limit says."""
    await send(EVENTS)
    while True:
        await send(chunk("and so on " * 20))


async def flood(_: dict[str, Any], send: Send) -> None:
    """Bytes without an event in them, without an end."""
    await send(EVENTS)
    while True:
        await send(b"data: " + b"x" * 65_536)


async def endless_page(_: dict[str, Any], send: Send) -> None:
    """A page instead of a stream, without an end."""
    await send(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n")
    while True:
        await send(b"<p>" * 20_000)


async def dripping(_: dict[str, Any], send: Send) -> None:
    """A word now and then, for ever: no limit between two words is ever met."""
    await send(EVENTS)
    while True:
        await send(chunk("well "))
        await asyncio.sleep(0.05)


async def half_a_character(_: dict[str, Any], send: Send) -> None:
    """The connection ends in the middle of a character's bytes."""
    good = event({"choices": [{"index": 0, "delta": {"content": "Good so far "}, "finish_reason": None}]})
    cut = json.dumps({"choices": [{"index": 0, "delta": {"content": "café"}}]}, ensure_ascii=False).encode()
    await send(EVENTS + good + b"data: " + cut[: cut.index("é".encode()) + 1])


async def bad_bytes(_: dict[str, Any], send: Send) -> None:
    """A whole event with bytes that are no UTF-8."""
    await send(EVENTS + chunk("Good so far ") + b'data: {"choices": [{"delta": {"content": "caf\xc3"}}]}\n\n')
    await send(chunk(None, "stop") + b"data: [DONE]\n\n")


async def no_choices(_: dict[str, Any], send: Send) -> None:
    """Good events without a single choice."""
    await send(EVENTS + usage() + usage() + b"data: [DONE]\n\n")


async def open_after_the_end(_: dict[str, Any], send: Send) -> None:
    """A whole answer, after which the server neither says [DONE] nor hangs up."""
    await send(EVENTS + chunk("All of it.") + chunk(None, "stop"))
    await asyncio.Event().wait()


def thinks(thought: str, text: str) -> Script:
    """Reasoning in a field of its own and in the text, then the answer."""

    async def script(_: dict[str, Any], send: Send) -> None:
        await send(EVENTS + chunk(None, None, reasoning_content=thought))
        said = f"<think>{thought}</think>{text}"
        for i in range(0, len(said), 3):
            await send(chunk(said[i : i + 3]))
        await send(chunk(None, "stop") + usage() + b"data: [DONE]\n\n")

    return script


async def foreign(_: dict[str, Any], send: Send) -> None:
    """Events of another protocol."""
    await send(EVENTS + event({"hello": "world"}) + b"data: [DONE]\n\n")


def raw(*parts: bytes, then: str = "close") -> Script:
    """These bytes as they are, response head and all; then the end, a reset, or silence."""

    async def script(_: dict[str, Any], send: Send) -> None:
        for part in parts:
            await send(part)
        if then == "reset":
            raise Cut
        if then == "silence":
            await asyncio.Event().wait()

    return script


def events(*parts: bytes, done: bool = True) -> Script:
    """A stream of these events."""
    return raw(EVENTS, *parts, *([b"data: [DONE]\n\n"] if done else []))


def delta(value: Any, finish: str | None = None, **more: Any) -> bytes:
    """An event with only what many servers send of it."""
    return event({"choices": [{"index": 0, "delta": value, "finish_reason": finish} | more]})


def redirect(to: str, code: int = 307) -> Script:
    """Sends the client elsewhere."""
    return raw(_head(code, "text/html", b"Moved", f"location: {to}\r\n"))


def compressed(text: str) -> Script:
    """A stream in gzip, which nobody asked for."""
    body = gzip.compress(chunk(text) + chunk(None, "stop") + b"data: [DONE]\n\n")
    return raw(_head(200, "text/event-stream", body, "content-encoding: gzip\r\n"))


def whole_json(body: Any) -> Script:
    """200 with JSON in one piece."""
    return raw(_head(200, "application/json", json.dumps(body).encode()))


def bomb() -> Script:
    """One line without an end, a thousand times smaller on the wire."""
    packed = gzip.compress(b"data: " + b"x" * 32_000_000)
    return raw(_head(200, "text/event-stream", packed, "content-encoding: gzip\r\n"))


async def endless_error(_: dict[str, Any], send: Send) -> None:
    """500, and an error page without an end."""
    await send(b"HTTP/1.1 500 X\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n")
    while True:
        await send(b"<p>" * 20_000)


async def empty_for_ever(_: dict[str, Any], send: Send) -> None:
    """Good events with nothing in them, without an end."""
    await send(EVENTS)
    while True:
        await send(chunk("") * 100)
        await asyncio.sleep(0.01)  # else a quick reader has had all the bytes it takes before its time is up


async def thinks_for_ever(_: dict[str, Any], send: Send) -> None:
    """Reasoning, without an end."""
    await send(EVENTS)
    while True:
        await send(chunk(None, None, reasoning_content="SECRET thought ") * 20)
        await asyncio.sleep(0.01)
