"""Another process has moved the index to another embedding model: this one goes along without a restart."""

import asyncio
import time
from dataclasses import dataclass

import structlog

from copilot.errors import CopilotError
from copilot.reindex import AT_WORK, open_model, put_in_place
from copilot.wiring import Parts
from retrieval.index import IndexDown, IndexMismatch

LOOK_S = 2.0
"""Between two looks; as long, and as long as the model takes to load, writes are refused after another's switch."""
REST_S = 60.0
"""After a try that failed: loading a model is work."""

log = structlog.get_logger()


@dataclass
class Follower:
    """Looks whether the index has moved, and moves this process's parts after it."""

    parts: Parts
    _problem: str | None = None
    _rest_until: float = 0.0

    async def run(self) -> None:
        """Never returns. Nothing to do where no other process can have the index."""
        while not self.parts.index.exclusive:
            await asyncio.sleep(LOOK_S)
            try:
                await self.look()
            except IndexDown:
                continue  # who asks for anything is told
        await asyncio.Event().wait()

    async def look(self) -> bool:
        """Go along where the index has moved; True where this process did.

        What keeps it from it is told in ``problems``, and the old index answers meanwhile. Raises IndexDown.
        """
        if AT_WORK.locked():
            return False  # it is this process that moves it
        model = await self.parts.index.moved_to()
        if model is None:
            self._tell(None)
            return False
        if time.monotonic() < self._rest_until:
            return False
        async with AT_WORK:
            if await self.parts.index.moved_to() != model:
                return False  # by what held the lock, or once more: the next look tells
            try:
                await self._follow(model)
            except IndexDown:
                raise
            except Exception as e:  # a model's files may be broken in any way, and looking goes on
                why = e if isinstance(e, CopilotError | IndexMismatch) else type(e).__name__
                self._rest_until = time.monotonic() + REST_S
                self._tell(
                    f"the index has moved to the embedding model {model} and this process can't follow: {why}; it "
                    f"answers from the index before and refuses writes: make {model} loadable here, or restart it "
                    f"with COPILOT_EMBEDDINGS_MODEL={model}"
                )
                return False
        self._tell(None)
        return True

    async def _follow(self, model: str) -> None:
        embedder = await open_model(self.parts, model)
        try:
            new = await self.parts.index.following(embedder)
        except BaseException:
            await embedder.close()
            raise
        async with self.parts.knowledge.paused() as switch:
            switch(new, embedder)
        put_in_place(self.parts, new, embedder)

    def _tell(self, problem: str | None) -> None:
        if self._problem is not None and self._problem != problem:
            self.parts.problems.remove(self._problem)
        if problem is not None and self._problem != problem:
            self.parts.problems.append(problem)
            log.warning("degraded", problem=problem)
        self._problem = problem
