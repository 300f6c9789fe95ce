"""A small network over sparse features: one hidden layer, softmax out. Numpy only; same input, same weights.

What a sum of word vectors and one layer can do is what fastText does (Joulin et al. 2017); the hidden layer's bend lets
a word mean another thing after another action. Trained with Adam (Kingma and Ba 2015) whose moments move only where a
feature occurs, with dropout of features and of the hidden layer (Srivastava et al. 2014).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_HIDDEN = 96
_BATCHES, _SMALL, _LARGE = 100, 16, 128
"""Batches that a pass should have, and how many rows one has."""
_STEPS, _LEAST, _MOST = 600, 8, 30
"""Steps that a training should have, and its passes over the rows."""
_RATE, _FIRST, _SECOND, _TINY = 4e-3, 0.9, 0.999, 1e-8
_DROP_FEATURES, _DROP_HIDDEN, _SMOOTH = 0.3, 0.2, 0.05
_SCALE = 0.1


@dataclass(frozen=True, slots=True)
class Rows:
    """Sparse rows: row n has the columns ``index[start[n]:start[n + 1]]`` with their values."""

    start: Ints
    index: Ints
    value: Floats

    @classmethod
    def of(cls, rows: Sequence[tuple[Ints, Floats]]) -> "Rows":
        start = np.cumsum([0, *(len(i) for i, _ in rows)])
        if not rows:
            return cls(start, np.zeros(0, np.int64), np.zeros(0, np.float32))
        return cls(start, np.concatenate([i for i, _ in rows]), np.concatenate([v for _, v in rows]))

    def __len__(self) -> int:
        return len(self.start) - 1

    def take(self, which: Ints) -> "Rows":
        """These rows, in this order."""
        lengths = self.start[which + 1] - self.start[which]
        start = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
        at = np.arange(start[-1]) + np.repeat(self.start[which] - start[:-1], lengths)
        return Rows(start, self.index[at], self.value[at])


@dataclass(frozen=True, slots=True)
class Network:
    """Weights: ``words`` (features, hidden), ``bend`` (hidden), ``out`` (hidden + 1, classes), the constants last."""

    words: Floats
    bend: Floats
    out: Floats

    def logits(self, rows: Rows) -> Floats:
        """Shape (rows, classes)."""
        hidden = np.maximum(_sums(rows, self.words) + self.bend, 0)
        made: Floats = hidden @ self.out[:-1] + self.out[-1]
        return made


def train(
    rows: Rows,
    wanted: Ints,
    *,
    columns: int,
    classes: int,
    seed: int,
    told: Callable[[float], None] = lambda _: None,
) -> Network:
    """Weights for ``wanted`` (a class for each row); ``told`` hears the share that is done.

    A pass over 10,000 rows takes one to two seconds.
    """
    chance = np.random.default_rng(seed)
    words = (chance.standard_normal((columns, _HIDDEN), np.float32) * _SCALE).astype(np.float32)
    bend = np.zeros(_HIDDEN, np.float32)
    out = (chance.standard_normal((_HIDDEN + 1, classes), np.float32) * _SCALE).astype(np.float32)
    out[-1] = 0
    moments = [(np.zeros_like(w), np.zeros_like(w)) for w in (words, bend, out)]
    size = min(_LARGE, max(_SMALL, len(rows) // _BATCHES))
    passes = min(_MOST, max(_LEAST, -(-_STEPS * size // max(1, len(rows)))))
    step, last = 0, passes * -(-len(rows) // size)
    for _ in range(passes):
        order = chance.permutation(len(rows))
        for begin in range(0, len(order), size):
            step += 1
            which = order[begin : begin + size]
            batch = _thinned(rows.take(which), chance)
            raw = np.maximum(_sums(batch, words) + bend, 0)
            mask = (chance.random(raw.shape, np.float32) >= _DROP_HIDDEN) / np.float32(1 - _DROP_HIDDEN)
            hidden = np.hstack([raw * mask, np.ones((len(which), 1), np.float32)])
            slope = softmax(hidden @ out) - np.float32(_SMOOTH / classes)
            slope[np.arange(len(which)), wanted[which]] -= np.float32(1 - _SMOOTH)
            slope /= np.float32(len(which))
            back = (slope @ out[:-1].T) * mask * (raw > 0)
            rate = _RATE * (1 - _SECOND**step) ** 0.5 / (1 - _FIRST**step) * (1 - 0.9 * step / last)
            used, turned = _by_column(batch, back)
            _adam(words, moments[0], turned, rate, used)
            _adam(bend, moments[1], back.sum(axis=0), rate)
            _adam(out, moments[2], hidden.T @ slope, rate)
            if step % 20 == 0 or step == last:
                told(step / last)
    return Network(words, bend, out)


def softmax(logits: Floats) -> Floats:
    """Over the last axis."""
    made = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: Floats = made / made.sum(axis=-1, keepdims=True)
    return shares


def _thinned(rows: Rows, chance: np.random.Generator) -> Rows:
    """Without a random share of the features; what stays counts as much more."""
    kept = chance.random(len(rows.value), np.float32) >= _DROP_FEATURES
    start = np.concatenate([np.zeros(1, np.int64), np.cumsum(kept)])[rows.start]
    return Rows(start, rows.index[kept], rows.value[kept] / np.float32(1 - _DROP_FEATURES))


def _sums(rows: Rows, words: Floats) -> Floats:
    """Each row's weighted sum of vectors; zeros for a row without features."""
    out = np.zeros((len(rows), words.shape[1]), np.float32)
    some = np.flatnonzero(np.diff(rows.start))
    if len(some):
        out[some] = np.add.reduceat(words[rows.index] * rows.value[:, None], rows.start[some])
    return out


def _by_column(rows: Rows, back: Floats) -> tuple[Ints, Floats]:
    """The slope of each column that occurs."""
    of_row = np.repeat(np.arange(len(rows)), np.diff(rows.start))
    order = np.argsort(rows.index, kind="stable")
    used, first = np.unique(rows.index[order], return_index=True)
    if not len(used):
        return used, np.zeros((0, back.shape[1]), np.float32)
    slopes = back[of_row[order]] * rows.value[order][:, None]
    return used, np.add.reduceat(slopes, first)


def _adam(
    weights: Floats, moments: tuple[Floats, Floats], slope: Floats, rate: float, used: Ints | None = None
) -> None:
    """One step in place; of the rows ``used`` only, where they are given."""
    at = slice(None) if used is None else used
    first = np.float32(_FIRST) * moments[0][at] + np.float32(1 - _FIRST) * slope
    second = np.float32(_SECOND) * moments[1][at] + np.float32(1 - _SECOND) * slope**2
    moments[0][at], moments[1][at] = first, second
    weights[at] -= np.float32(rate) * first / (np.sqrt(second) + np.float32(_TINY))
