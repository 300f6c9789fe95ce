"""The embedder that serves: onnxruntime and tokenizers in threads, without torch."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from retrieval.index import Vector
from retrieval.onnx_model import Turned
from retrieval.onnx_run import Runner


class QueryCache:
    """The last vectors of questions, least recently used out first."""

    def __init__(self, size: int = 512) -> None:
        self._size = size
        self._kept: OrderedDict[str, Vector] = OrderedDict()

    def get(self, text: str) -> Vector | None:
        if text in self._kept:
            self._kept.move_to_end(text)
        return self._kept.get(text)

    def put(self, text: str, vector: Vector) -> None:
        vector.setflags(write=False)  # it is handed out again
        self._kept[text] = vector
        self._kept.move_to_end(text)
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)


class OnnxEmbedder:
    """Serves a turned model. Questions have threads of their own, so that an ingest doesn't hold them up.

    Each text is run alone: eight at once gain nothing on one core, and int8 scales its numbers by all that is run
    together, so that a text's vector would depend on its company.
    """

    def __init__(self, name: str, turned: Turned, languages: frozenset[str] | None = None) -> None:
        self.name = name
        self.languages = languages
        self.dimension = turned.shape.hidden
        self.fingerprint = f"bert:{turned.shape.digest[:16]}"
        self.precision = turned.precision
        self._shape = turned.shape
        self._runner = Runner(turned.model, turned.tokenizer, turned.shape.max_tokens)
        self._questions = ThreadPoolExecutor(2, thread_name_prefix="embed-query")
        self._passages = ThreadPoolExecutor(2, thread_name_prefix="embed")
        self._cache = QueryCache()
        self._running: dict[str, asyncio.Future[Vector]] = {}

    async def query(self, text: str) -> Vector:
        vector = self._cache.get(text)
        if vector is not None:
            return vector
        running = self._running.get(text)
        if running is None:  # several searches of one request ask for the same text at the same time
            running = asyncio.get_running_loop().run_in_executor(self._questions, self._embed_query, text)
            self._running[text] = running
            running.add_done_callback(lambda done: self._embedded(text, done))
        return await asyncio.shield(running)

    def _embed_query(self, text: str) -> Vector:
        vector: Vector = self._runner.embed([self._shape.query_prompt + text])[0]
        return vector

    def _embedded(self, text: str, done: asyncio.Future[Vector]) -> None:
        del self._running[text]
        if not done.cancelled() and done.exception() is None:
            self._cache.put(text, done.result())

    async def documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        out = np.empty((len(texts), self.dimension), np.float32)
        if not texts:
            return out
        loop = asyncio.get_running_loop()
        prompted = [self._shape.document_prompt + t for t in texts]
        ids = await loop.run_in_executor(self._passages, self._runner.tokens, prompted)
        left = iter(sorted(range(len(ids)), key=lambda n: -len(ids[n])))  # no thread is left with a long one at the end

        async def work() -> None:
            for n in left:
                out[n] = (await loop.run_in_executor(self._passages, self._runner.run, [ids[n]]))[0]

        async with asyncio.TaskGroup() as group:
            for _ in range(2):
                group.create_task(work())
        return out

    async def close(self) -> None:
        for pool in (self._questions, self._passages):
            pool.shutdown(wait=False, cancel_futures=True)
