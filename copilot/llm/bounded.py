"""An end to what a server sends: without one, a flood that holds no event would fill our memory until the deadline."""

import codecs
from collections.abc import AsyncIterator

import httpx2

from copilot.llm.outcome import LlmFailed

_MAX_BYTES = 8_000_000
"""Of one answer; a long one takes a few hundred kilobytes."""
_MAX_ERROR = 64_000
"""Of an error's page; what comes after is not read, and the status stays known."""


class _Answer(httpx2.AsyncByteStream):
    """The same bytes without a byte order mark, which would hide the first event. Raises LlmFailed beyond the limit."""

    def __init__(self, stream: httpx2.AsyncByteStream, *, packed: bool) -> None:
        self._stream = stream
        self._packed = packed

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self._packed:  # a few bytes of it may be gigabytes
            raise LlmFailed("llm_bad_answer", "The server's answer is compressed, which we don't ask for.", fault=True)
        left, begun, held = _MAX_BYTES, False, b""
        async for part in self._stream:
            left -= len(part)
            if left < 0:
                raise LlmFailed("llm_bad_answer", "The server's answer does not end.", fault=True)
            if not begun:
                held += part
                if len(held) < len(codecs.BOM_UTF8) and codecs.BOM_UTF8.startswith(held):
                    continue
                begun, part = True, held.removeprefix(codecs.BOM_UTF8)
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


class _Error(httpx2.AsyncByteStream):
    """The beginning of an error's page; nothing of a compressed one."""

    def __init__(self, stream: httpx2.AsyncByteStream, *, packed: bool) -> None:
        self._stream = stream
        self._left = 0 if packed else _MAX_ERROR

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self._left == 0:
            return
        async for part in self._stream:
            yield part[: self._left]
            self._left -= len(part)
            if self._left <= 0:
                return

    async def aclose(self) -> None:
        await self._stream.aclose()


async def bound(response: httpx2.Response) -> None:
    """As the client's hook: from now on, while nothing of the body has been read yet."""
    packed = response.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity")
    if packed:
        del response.headers["content-encoding"]
    if isinstance(response.stream, httpx2.AsyncByteStream):
        kind = _Answer if response.status_code < 300 else _Error
        response.stream = kind(response.stream, packed=packed)
