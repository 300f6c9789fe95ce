"""Embeddings from a server that speaks OpenAI's ``/v1/embeddings`` (TEI, vLLM, llama.cpp, OpenAI)."""

from collections.abc import Sequence
from typing import Self
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray
from openai import APIError, APIStatusError, AsyncOpenAI

from retrieval.embed import EmbedderUnavailable
from retrieval.embed_onnx import QueryCache
from retrieval.index import Vector

BATCH = 32
"""Texts per request: what the common servers take by default."""
MAX_CHARS = 8000
"""Of one text; servers refuse, rather than cut, what is too long for the model."""
TIMEOUT_S = 30.0


def base_url(url: str) -> str:
    """What the client needs, from ``http://host``, ``.../v1`` or ``.../v1/embeddings``."""
    url = url.rstrip("/").removesuffix("/embeddings")
    return url if urlsplit(url).path.strip("/") else f"{url.rstrip('/')}/v1"


class RemoteEmbedder:
    """One model of one server. The URL is not part of the fingerprint: servers move."""

    def __init__(self, client: AsyncOpenAI, model: str, dimension: int) -> None:
        self.name = model
        self.dimension = dimension
        self.languages: frozenset[str] | None = None
        self.fingerprint = f"remote:{model}:{dimension}"
        self._client = client
        self._cache = QueryCache()

    @classmethod
    async def open(cls, url: str, model: str, key: str | None) -> Self:
        """Ask the server for one vector, to learn the dimension. Raises EmbedderUnavailable."""
        client = AsyncOpenAI(base_url=base_url(url), api_key=key or "none", timeout=TIMEOUT_S, max_retries=1)
        made = cls(client, model, 0)
        try:
            made.dimension = len((await made._embed(["dimension"]))[0])
        except BaseException:
            await client.close()
            raise
        made.fingerprint = f"remote:{model}:{made.dimension}"
        return made

    async def query(self, text: str) -> Vector:
        vector = self._cache.get(text)
        if vector is None:
            vector = (await self._embed([text]))[0]
            self._cache.put(text, vector)
        return vector

    async def documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        parts = [texts[n : n + BATCH] for n in range(0, len(texts), BATCH)]
        return np.concatenate([await self._embed(part) for part in parts])

    async def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        try:
            answer = await self._client.embeddings.create(
                model=self.name, input=[t[:MAX_CHARS] or " " for t in texts], encoding_format="float"
            )
        except APIStatusError as e:
            raise EmbedderUnavailable(f"the embeddings server refused with status {e.status_code}") from e
        except APIError as e:
            raise EmbedderUnavailable(
                f"the embeddings server can't be reached ({type(e).__name__}): check COPILOT_EMBEDDINGS_URL"
            ) from e
        return self._checked([item.embedding for item in sorted(answer.data, key=lambda d: d.index)], len(texts))

    def _checked(self, rows: list[list[float]], wanted: int) -> NDArray[np.float32]:
        """Unit vectors, or EmbedderUnavailable where the server's answer isn't what was asked for."""
        widths = {len(r) for r in rows}
        if len(rows) != wanted or len(widths) != 1 or widths == {0} or self.dimension not in (0, *widths):
            raise EmbedderUnavailable(
                f"the embeddings server answered {len(rows)} vectors of {sorted(widths)} numbers "
                f"where {wanted} of {self.dimension or 'one size'} were asked for"
            )
        vectors = np.asarray(rows, np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or not (lengths > 0).all():
            raise EmbedderUnavailable("the embeddings server answered vectors without a direction (zero or not finite)")
        return np.asarray(vectors / lengths, np.float32)

    async def close(self) -> None:
        await self._client.close()
