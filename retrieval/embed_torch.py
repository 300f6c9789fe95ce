"""Serves what can't be turned into ONNX with sentence-transformers itself, in one worker thread."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from retrieval.embed import EmbedderUnavailable
from retrieval.embed_onnx import QueryCache
from retrieval.index import Vector


class TorchEmbedder:
    """Any model that sentence-transformers loads."""

    def __init__(self, model: Any, name: str, languages: frozenset[str] | None = None) -> None:
        self.name = name
        self.languages = languages
        self.dimension = int(model.get_embedding_dimension())
        self.fingerprint = f"st:{_digest(model)[:16]}"
        self._model = model
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="embed")
        self._cache = QueryCache()

    @classmethod
    def load(cls, source: str, name: str, languages: frozenset[str] | None = None) -> Self:
        """Load a model by path or hub name; imports torch, which takes seconds. Raises EmbedderUnavailable."""
        try:
            from sentence_transformers import SentenceTransformer

            return cls(SentenceTransformer(source), name, languages)
        except Exception as e:  # the library raises whatever its parts raise
            detail = str(e).splitlines()[0] if str(e) else type(e).__name__
            raise EmbedderUnavailable(f"the embedding model {name} can't be loaded: {detail}") from e

    async def query(self, text: str) -> Vector:
        vector = self._cache.get(text)
        if vector is None:
            vector = (await self._run(self._model.encode_query, [text]))[0]
            self._cache.put(text, vector)
        return vector

    async def documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        parts = [list(texts[n : n + 32]) for n in range(0, len(texts), 32)]  # questions get in between
        return np.concatenate([await self._run(self._model.encode_document, part) for part in parts])

    async def _run(self, encode: Any, texts: list[str]) -> NDArray[np.float32]:
        def work() -> NDArray[np.float32]:
            vectors = encode(texts, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
            return np.asarray(vectors, np.float32)

        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    async def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


def _digest(model: Any) -> str:
    """sha256 of all weights: the same model by another name or path makes the same vectors."""
    out = sha256()
    for key, value in sorted(model.state_dict().items()):
        out.update(key.encode())
        out.update(value.detach().cpu().float().numpy().tobytes())
    return out.hexdigest()
