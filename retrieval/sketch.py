"""Words and pieces of words as short dense vectors: what tells short, misspelt or mixed-language questions apart where
an embedding model sees one blur. Pure; the same text gives the same vector in every process."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

SIZE = 512
"""Length of a sketch (Weinberger et al. 2009, feature hashing). 1024 changed no figure by more than .003."""
_BUCKETS = 1 << 16
"""Buckets in which it is counted how common a gram is."""
_GRAMS = (2, 3, 4)
"""Characters of the pieces, with the edges of words as one."""
_LONGEST = 2000
"""Characters of a text that are read: an opening says what it wants at its beginning."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Sketcher:
    """Makes sketches by how rare each gram is among a tenant's own texts."""

    counts: NDArray[np.int32]
    """In how many of the texts each bucket's grams stand."""
    texts: int

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Sketcher":
        counts = np.zeros(_BUCKETS, np.int32)
        for text in texts:
            for grams in _both(words(text)):
                counts[np.unique(_hashes(grams) % _BUCKETS)] += 1
        return cls(counts, len(texts))

    def sketch(self, text: str) -> NDArray[np.float32]:
        """Shape (SIZE,), length about 1; zeros where nothing in it stands in the texts."""
        out = np.zeros(SIZE)
        for grams in _both(words(text)):
            if not grams:
                continue
            hashes = _hashes(grams)
            # of a gram that no text has nothing can be learnt
            weights = self._rarity(hashes) * (self.counts[hashes % _BUCKETS] > 0)
            weights = weights * (1 + np.log(np.fromiter(grams.values(), np.float64, len(grams))))
            length = np.sqrt(weights @ weights)
            if length > 0:
                sign = np.where((hashes >> 20) & 1, 1.0, -1.0)
                slots = ((hashes * 2654435761) >> 13) % SIZE
                out += np.bincount(slots, weights * sign / (length * np.sqrt(2)), SIZE)
        return out.astype(np.float32)

    def known(self, text: str) -> float:
        """The share of a text's words, by how rare they are, that stand in the texts: 0..1; 0 without words."""
        found = words(text)
        if not found:
            return 0.0
        hashes = np.array([_hash(f"={word}") for word in found], np.int64)
        rarity = self._rarity(hashes)
        return float(rarity[self.counts[hashes % _BUCKETS] > 0].sum() / rarity.sum())

    def _rarity(self, hashes: NDArray[np.int64]) -> NDArray[np.float64]:
        """Inverse document frequency."""
        rarity: NDArray[np.float64] = 1 + np.log((1 + self.texts) / (1 + self.counts[hashes % _BUCKETS]))
        return rarity


def words(text: str) -> list[str]:
    """The words of a text in lower case, without apostrophes."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).casefold()
    return _WORD.findall(plain.replace("'", "").replace("’", ""))


def _both(found: Sequence[str]) -> tuple[Counter[int], Counter[int]]:
    """Pieces of words; whole words and pairs of them. Each kind counts half, however many there are."""
    pieces: Counter[int] = Counter()
    for word in found:
        edged = f" {word} "
        pieces.update(_hash(edged[i : i + n]) for n in _GRAMS for i in range(len(edged) - n + 1))
    whole = Counter(_hash(f"={word}") for word in found)
    whole.update(_hash(f"={one} {two}") for one, two in pairwise(found))
    return pieces, whole


def _hash(gram: str) -> int:
    return crc32(gram.encode())


def _hashes(grams: Counter[int]) -> NDArray[np.int64]:
    return np.fromiter(grams, np.int64, len(grams))
