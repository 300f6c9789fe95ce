"""Many at once, or one alone: writes go on together, until something needs that there are none."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any


class Gate:
    """Who wants to be alone waits for those inside; who comes later waits for it."""

    def __init__(self) -> None:
        self._inside = 0
        self._empty = asyncio.Event()
        self._open = asyncio.Event()
        self._empty.set()
        self._open.set()

    @asynccontextmanager
    async def together(self) -> AsyncIterator[None]:
        while not self._open.is_set():
            await self._open.wait()
        self._enter()
        try:
            yield
        finally:
            self._leave()

    def stay(self, task: "asyncio.Future[Any]") -> None:
        """For one inside: its work goes on in ``task``, whether it is waited for or not."""
        self._enter()
        task.add_done_callback(lambda _: self._leave())

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        while not self._open.is_set():
            await self._open.wait()
        self._open.clear()
        try:
            await self._empty.wait()
            yield
        finally:
            self._open.set()

    def _enter(self) -> None:
        self._inside += 1
        self._empty.clear()

    def _leave(self) -> None:
        self._inside -= 1
        if not self._inside:
            self._empty.set()
