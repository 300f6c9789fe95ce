"""A second look at the best passages, question and passage read together: a sentence-transformers CrossEncoder.

Off unless one is named. It decides the order of what is looked at and nothing else: the relevance, and with it the
floor, stay what they are, since each such model has a scale of its own.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self

READ = 20
"""Passages that are read again, at most: each takes as long as embedding it."""


class RerankerUnavailable(Exception):
    """The model can't be loaded or failed; the message says why. Search goes on without it."""


class Reranker:
    """One model in one worker thread."""

    def __init__(self, model: Any, name: str) -> None:
        self.name = name
        self._model = model
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="rerank")

    @classmethod
    def load(cls, name: str) -> Self:
        """Load a model by path or hub name; imports torch, which takes seconds. Raises RerankerUnavailable."""
        try:
            from sentence_transformers import CrossEncoder

            model = CrossEncoder(name)
        except Exception as e:  # the library raises whatever its parts raise
            detail = str(e).splitlines()[0] if str(e) else type(e).__name__
            raise RerankerUnavailable(f"the reranker {name} can't be loaded: {detail}") from e
        if model.config.num_labels != 1:
            raise RerankerUnavailable(f"the reranker {name} has {model.config.num_labels} outputs, and one is needed")
        return cls(model, name)

    async def order(self, question: str, texts: Sequence[str]) -> list[int]:
        """Positions of the texts, the best answer first. Raises RerankerUnavailable."""

        def work() -> list[float]:
            pairs = [(question, text) for text in texts]
            return [float(score) for score in self._model.predict(pairs, show_progress_bar=False)]

        try:
            scores = await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except Exception as e:  # as above
            raise RerankerUnavailable(f"the reranker {self.name} failed: {type(e).__name__}") from e
        return sorted(range(len(scores)), key=lambda n: -scores[n])

    async def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)
