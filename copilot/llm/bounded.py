"""An end to what a server sends: without one, a flood that holds no event would fill our memory until the deadline."""

from collections.abc import AsyncIterator

import httpx2

from copilot.llm.outcome import LlmFailed

_MAX_BYTES = 8_000_000
"""Of one answer; a long one takes a few hundred kilobytes."""


class Bounded(httpx2.AsyncByteStream):
    """The same bytes. Raises LlmFailed beyond the limit."""

    def __init__(self, stream: httpx2.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = _MAX_BYTES
        async for part in self._stream:
            left -= len(part)
            if left < 0:
                raise LlmFailed("llm_bad_answer", "The server's answer does not end.", fault=True)
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


def bound(response: httpx2.Response) -> None:
    """From now on; nothing of the body has been read yet."""
    if isinstance(response.stream, httpx2.AsyncByteStream):
        response.stream = Bounded(response.stream)
