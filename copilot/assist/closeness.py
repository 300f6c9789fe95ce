"""How near texts are in meaning, by the search's own embedder; vectors of known texts are kept."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from retrieval.embed import Embedder, EmbedderUnavailable
from retrieval.index import Vector

_KEPT = 8192
"""Vectors kept: 12 MB at 384 dimensions. Sentences of often-found articles cost nothing the second time."""
_FAR, _NEAR = 0.2, 0.75
"""Cosines that count as 0 and as 1: unrelated support sentences lie around 0.1-0.2, paraphrases above 0.7."""


class Closeness:
    """One for the process; not tied to a tenant, since it only maps a text to its vector."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: OrderedDict[str, Vector] = OrderedDict()

    async def near(self, texts: Iterable[str], to: Sequence[tuple[str, float]]) -> Mapping[str, float]:
        """For each text 0..1: nearness to the nearest of ``to`` (text, weight). Empty where the embedder is gone."""
        wanted = list(dict.fromkeys(texts))
        if not wanted or not to:
            return {}
        try:
            vectors = await self._vectors([*wanted, *(text for text, _ in to)])
        except EmbedderUnavailable:
            return {}
        weights = np.array([w for _, w in to], dtype=np.float32)
        cosines = np.stack(vectors[: len(wanted)]) @ np.stack(vectors[len(wanted) :]).T
        scaled = np.clip((cosines - _FAR) / (_NEAR - _FAR), 0.0, 1.0) * weights
        return {text: float(best) for text, best in zip(wanted, scaled.max(axis=1), strict=True)}

    async def _vectors(self, texts: Sequence[str]) -> list[Vector]:
        new = [t for t in dict.fromkeys(texts) if t not in self._known]
        if new:
            for text, vector in zip(new, await self._embedder.documents(new), strict=True):
                self._known[text] = vector
        found = [self._known[t] for t in texts]
        for text in texts:
            self._known.move_to_end(text)
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return found
