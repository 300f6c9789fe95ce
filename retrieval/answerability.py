"""Which of a tenant's usual answers an opening wants, and how sure that is: selective classification with a reject
option (Chow 1970; El-Yaniv and Wiener 2010), learnt from the tenant's own past cases without a language model.

Cases that got the same answer are a group. A one-vs-rest head on meaning and words says which group, so an opening that
is like none has a low score in all; likeness to the group's own cases, what is known of its words and how far the next
group is behind say how sure that is. Pure; numpy only.
"""

import io
import math
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from retrieval.index import Vector
from retrieval.logistic import Matrix, one_vs_rest
from retrieval.sketch import Sketcher, words

FORMAT = 2
LEAST_CASES, LEAST_GROUPS = 2, 2
"""Cases that make a group, and groups that make something to learn."""
MOST_GROUPS = 300
"""The most common ones; cases of others are of none."""
MOST_CASES = 20_000
"""Taken evenly from all, since learning takes time by their number."""
KEPT = 4096
"""Cases that are compared with an opening, at most, as many of each group: an exact scan of them takes about 1 ms."""

_WORDS = 0.7
"""What a sketch counts beside a unit vector."""
_RIDGE = 0.03
_LIKE = (12.0 * 0.6, 12.0 * 0.4)
"""What likeness to a group's nearest cases, by meaning and by words, adds to its log-odds when groups are compared."""
_RARE = 0.75
"""How much of a group's share of the cases is taken off: what was asked often in the past is not asked as often again,
and a big group would draw everything strange to it (Menon et al. 2021, logit adjustment)."""
_NEAR, _CROWD = 3, 8
_COMPARED = 12
"""Groups whose cases' words are compared, the best by all else: of the others no figure changed, and the exact scan of
all cost as much as everything else together."""
_ENOUGH = 8
"""Words of an opening that say as much as can be said."""

Trust = tuple[float, ...]
"""Weights of the evidence."""
WEIGHTS: Trust = (0.44, 0.25, -0.92, 1.16, 1.28, 0.60, 0.40, 1.14, -2.76)
"""Of the evidence, in the order of ``EVIDENCE``, for the log-odds that the group is right; see docs/escalation.md. A
tenant's own stand in its head: see ``selective.learn``."""
ANSWERED = 0.3
"""The sureness from which on an answer is better than none, by the Matthews correlation over small noisy scopes; what a
bot sends unread needs a higher one: see ``selective.threshold``."""
EVIDENCE = ("head", "ahead", "like", "words like", "nearest", "crowd", "known", "length", "constant")


class TooThin(Exception):
    """There are too few cases, or too few with the same answer, to learn from; the message says how many."""


class Unreadable(Exception):
    """Stored bytes are no head of this format, or one for another embedding model: learn it anew."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The best answer's group and how sure it is."""

    group: str
    sureness: float
    """0..1: the chance that this group is right, where about half of the openings want nothing that is known."""
    next_group: str | None
    margin: float
    """Log-odds by which the best is ahead of all others together; below 0 they are more likely than it."""


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """What was learnt, as plain arrays."""

    groups: tuple[str, ...]
    embedder: str
    """Fingerprint of the embedding model; another's vectors can't be judged."""
    sketcher: Sketcher
    weights: Matrix
    """Shape (dimension + SIZE + 1, groups)."""
    share: NDArray[np.float32]
    """Log of each group's cases by the mean of all groups'."""
    vectors: Matrix
    sketches: Matrix
    """Of the cases that are compared with."""
    members: NDArray[np.int32]
    """Rows of each group's cases, shape (groups, most of a group), filled up with the row past the last."""
    trust: Trust = WEIGHTS
    """How much each piece of evidence says here, in the order of ``EVIDENCE``."""

    def trusting(self, trust: Trust) -> "Head":
        """The same head with other weights of the evidence."""
        if len(trust) != len(EVIDENCE):
            raise ValueError(f"{len(trust)} weights for {len(EVIDENCE)} pieces of evidence")
        return replace(self, trust=tuple(map(float, trust)))

    def score(self, vector: Vector, text: str) -> Judgement:
        """The best group for an opening; its vector is of the same model as the cases'."""
        best, ahead, second, evidence = self.evidence(vector, text)
        return Judgement(self.groups[best], sureness(self.trust, evidence), self.groups[second], ahead)

    def evidence(self, vector: Vector, text: str) -> tuple[int, float, int, tuple[float, ...]]:
        """Number of the best group, its lead, the second, and the evidence in the order of the weights."""
        sketch = self.sketcher.sketch(text)
        joint = np.concatenate([vector, _WORDS * sketch])
        logits = joint @ self.weights[:-1] + self.weights[-1] - _RARE * self.share
        meaning = self.vectors @ vector
        like, nearest = self._likeness(meaning)
        total = logits + _LIKE[0] * like
        worded = self._worded(sketch, np.argsort(-total, kind="stable")[:_COMPARED])
        total = total + _LIKE[1] * worded
        best, second = (int(n) for n in np.argsort(-total, kind="stable")[:2])
        others = np.delete(total, best)
        ahead = float(total[best] - others.max() - np.log(np.exp(others - others.max()).sum()))
        crowd = np.partition(meaning, max(0, len(meaning) - _CROWD))[-_CROWD:].mean()
        evidence = (
            float(logits[best]), ahead, float(like[best]), float(worded[best]), float(nearest[best]), float(crowd),
            self.sketcher.known(text), min(_ENOUGH, len(words(text))) / _ENOUGH, 1.0,
        )  # fmt: skip
        return best, ahead, second, evidence

    def _likeness(self, each: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Of each group the mean of its nearest cases, and the nearest."""
        of = np.append(each, np.float32(-np.inf))[self.members]
        few = min(_NEAR, of.shape[1])
        top = np.partition(of, of.shape[1] - few, axis=1)[:, -few:]
        there = np.isfinite(top)
        return np.where(there, top, 0).sum(axis=1) / there.sum(axis=1), top.max(axis=1)

    def _worded(self, sketch: NDArray[np.float32], groups: NDArray[np.int64]) -> NDArray[np.float32]:
        """Of these groups the mean likeness by words of the nearest cases; 0 of the others."""
        out = np.zeros(len(self.groups), np.float32)
        for n in groups:
            rows = self.members[n][self.members[n] < len(self.sketches)]  # one group's lie together
            each = self.sketches[rows[0] : rows[-1] + 1] @ sketch
            out[n] = np.sort(each)[-_NEAR:].mean()
        return out

    def to_bytes(self) -> bytes:
        """As an ``.npz``, without pickles; about 10 MB where there are many cases."""
        out = io.BytesIO()
        np.savez_compressed(
            out, format=np.int32(FORMAT), groups=np.array(self.groups), embedder=np.array(self.embedder),
            counts=self.sketcher.counts, texts=np.int64(self.sketcher.texts), weights=self.weights, share=self.share,
            vectors=self.vectors.astype(np.float16), sketches=self.sketches.astype(np.float16), members=self.members,
            trust=np.array(self.trust),
        )  # fmt: skip
        return out.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes, embedder: str) -> "Head":
        """Raises Unreadable."""
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as stored:
                if int(stored["format"]) != FORMAT:
                    raise Unreadable(f"format {int(stored['format'])} instead of {FORMAT}")
                if str(stored["embedder"]) != embedder:
                    raise Unreadable("learnt with another embedding model")
                head = cls(
                    tuple(map(str, stored["groups"])), embedder, Sketcher(stored["counts"], int(stored["texts"])),
                    stored["weights"], stored["share"], stored["vectors"].astype(np.float32),
                    stored["sketches"].astype(np.float32), stored["members"],
                )  # fmt: skip
                return head.trusting(tuple(stored["trust"].tolist()))
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as e:
            raise Unreadable(f"not a stored head ({type(e).__name__})") from e


def sureness(trust: Trust, evidence: Sequence[float]) -> float:
    """The chance that an answer with this evidence is right, 0..1."""
    logit = sum(w * e for w, e in zip(trust, evidence, strict=True))
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, logit))))


def fit(vectors: Matrix, texts: Sequence[str], groups: Sequence[str | None], embedder: str) -> Head:
    """Learn from past cases: the vector and text of each opening, and which answer it got.

    A group of None is an opening that none of the usual answers fits, such as one that was handed off: the head learns
    to hold back there. Groups of a single case count as none too. Takes seconds for 15,000 cases; run it off the event
    loop. Raises TooThin.
    """
    if not len(vectors) == len(texts) == len(groups):
        raise ValueError("vectors, texts and groups are of the same cases")
    if len(texts) > MOST_CASES:
        some = [int(n * len(texts) / MOST_CASES) for n in range(MOST_CASES)]
        vectors, texts, groups = vectors[some], [texts[n] for n in some], [groups[n] for n in some]
    counts = Counter(g for g in groups if g is not None)
    names = sorted(g for g, n in counts.most_common(MOST_GROUPS) if n >= LEAST_CASES)
    if len(names) < LEAST_GROUPS:
        raise TooThin(
            f"{len(names)} answers were given at least {LEAST_CASES} times in {len(texts)} cases: "
            f"{LEAST_GROUPS} are the least to learn from"
        )
    number = {name: n for n, name in enumerate(names)}
    of = np.array([number.get(g, -1) if g is not None else -1 for g in groups])
    sketcher = Sketcher.of([text for text, n in zip(texts, of, strict=True) if n >= 0])
    sketches = np.stack([sketcher.sketch(text) for text in texts])
    vectors = vectors.astype(np.float32)
    wanted = (of[:, None] == np.arange(len(names))).astype(np.float32)
    weights = one_vs_rest(np.hstack([vectors, np.float32(_WORDS) * sketches]), wanted, _RIDGE)
    size = wanted.sum(axis=0)
    kept, members = _kept(of, len(names))
    return Head(
        tuple(names), embedder, sketcher, weights, np.log(size / size.mean()).astype(np.float32),
        _stored(vectors[kept]), _stored(sketches[kept]), members,
    )  # fmt: skip


def _stored(rows: Matrix) -> Matrix:
    """As precise as they are stored, so that a head judges the same before and after."""
    return rows.astype(np.float16).astype(np.float32)


def _kept(of: NDArray[np.int64], groups: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The rows of the cases to compare with, evenly from each group's, and which of them are each group's."""
    most = max(_NEAR, KEPT // groups)
    rows = []
    for n in range(groups):
        all_of = np.flatnonzero(of == n)
        rows.append(all_of[np.linspace(0, len(all_of) - 1, min(most, len(all_of))).astype(int)])
    sizes = [len(r) for r in rows]
    members = np.full((groups, max(sizes)), sum(sizes), np.int32)
    start = 0
    for n, size in enumerate(sizes):
        members[n, :size] = np.arange(start, start + size)
        start += size
    return np.concatenate(rows), members
