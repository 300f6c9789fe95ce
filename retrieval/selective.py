"""From how sure on an answer is sent: the threshold that keeps wrong ones rare, from openings whose answer is known.

``learn`` does all of it from a tenant's own past cases: a head, how far its evidence can be trusted here, and openings
that it was tried on, for ``threshold``.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from retrieval.answerability import ANSWERED, WEIGHTS, Head, TooThin, Trust, fit, sureness
from retrieval.logistic import Matrix, pulled

_ROUNDS = 2
_AWAY = 4
"""One group in so many is unknown in a round, and one case in so many of the others is asked."""
_ASKED = 2000
"""Cases that are asked in a round, at most, taken evenly."""
_SEED = 7
_LEAST = 1000
"""Openings that a tenant's own weights of the evidence need. From fewer, all of them tidy past cases, they were worse
than the general ones for a young bot's noisy openings."""
_PULL = 30.0
"""How strongly they are held to the general ones; three times as much or a third of it changed figures by .01."""
_FOREIGN = 0.5
"""The share of openings out of scope that the weights are made for, as the general ones are."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An opening that was judged, and how it really was."""

    sureness: float
    right: bool
    in_scope: bool
    """Something that is known answers it."""
    evidence: tuple[float, ...] = ()
    """What the sureness was made of, where a head judged; see ``answerability.EVIDENCE``."""


@dataclass(frozen=True, slots=True, eq=False)
class Learnt:
    """A head, and a tenant's own cases as such heads judge them unseen."""

    head: Head
    judged: list[Judged]

    def threshold(self, *, wrong: float = 0.02, foreign: float = 0.2, near: float = 1.0) -> float | None:
        """As the function of this name: from which sureness on this head's answers may be sent."""
        return threshold(self.judged, wrong=wrong, foreign=foreign, near=near)


def threshold(
    judged: Sequence[Judged], *, wrong: float = 0.02, foreign: float = 0.2, near: float = 1.0
) -> float | None:
    """The least sureness from which on at most a share of ``wrong`` of what is sent is wrong; None where none does.

    An opening out of scope is always wrong to send. ``foreign`` is the share of such openings in the tenant's traffic,
    whatever it is among ``judged``: they are weighted to it. ``near`` is the share of those that are as hard to tell as
    the ones among ``judged``; the others count as handed off anyway. Near misses alone (1) is the careful choice.
    """
    known = sum(j.in_scope for j in judged)
    if not known:
        return None
    each = near * _each_strange(judged, foreign)
    ordered = sorted(judged, key=lambda j: -j.sureness)
    sent = missed = 0.0
    least = None
    for n, j in enumerate(ordered):
        weight = 1.0 if j.in_scope else each
        sent += weight
        missed += weight * (not j.right)
        last = n + 1 == len(ordered) or ordered[n + 1].sureness < j.sureness
        if last and missed <= wrong * sent:
            least = j.sureness
    return least


def learn(vectors: Matrix, texts: Sequence[str], groups: Sequence[str | None], embedder: str) -> Learnt:
    """A head as ``answerability.fit`` makes it, its evidence weighed by how well it told right from wrong on the
    tenant's own cases. Takes three times as long as ``fit``; run it off the event loop.

    Where answers differ by a word, likeness to the nearest cases says more than elsewhere: one set of weights is second
    best for most. Few cases leave the general ones as they are. Raises TooThin.
    """
    judged = held_out(vectors, texts, groups, embedder)
    trust = trusted(judged)
    head = fit(vectors, texts, groups, embedder).trusting(trust)
    return Learnt(head, [replace(j, sureness=sureness(trust, j.evidence)) for j in judged])


def trusted(judged: Sequence[Judged]) -> Trust:
    """Weights of the evidence for these openings, held to the general ones; the general ones where there are too few.

    The constant is such that as many openings in scope are answered from ``ANSWERED`` on as with the general weights:
    what is known here tells wrong from right, and not how strange a tenant's traffic is.
    """
    each = _each_strange(judged, _FOREIGN)
    if not each or len(judged) < _LEAST:
        return WEIGHTS
    weights = pulled(
        np.array([j.evidence for j in judged]),
        np.array([j.right for j in judged], float),
        weighing=np.array([1.0 if j.in_scope else each for j in judged]),
        towards=np.array(WEIGHTS),
        ridge=_PULL,
    )
    known = np.array([j.evidence for j in judged if j.in_scope])
    least = math.log(ANSWERED / (1 - ANSWERED))
    handed_off = float((known @ np.array(WEIGHTS) < least).mean())
    weights[-1] += least - float(np.quantile(known @ weights, handed_off))
    return tuple(weights.tolist())


def held_out(vectors: Matrix, texts: Sequence[str], groups: Sequence[str | None], embedder: str) -> list[Judged]:
    """A tenant's own cases judged by heads that haven't seen them, some by heads that don't know their answer at all:
    what stands in for openings out of scope where nobody has collected any. Takes twice as long as ``fit``.

    Such openings are nearer to what is known than most strange ones, so a threshold from them errs towards handing
    off. Raises TooThin.
    """
    names = sorted({g for g in groups if g is not None})
    chance = np.random.default_rng(_SEED)
    out: list[Judged] = []
    for _ in range(_ROUNDS):
        away = set(chance.permutation(names)[: max(1, len(names) // _AWAY)].tolist())
        asked = chance.random(len(texts)) < 1 / _AWAY
        learnt = [n for n, g in enumerate(groups) if g not in away and not asked[n]]
        head = fit(vectors[learnt], [texts[n] for n in learnt], [groups[n] for n in learnt], embedder)
        rows = np.flatnonzero(asked)
        for n in rows[:: max(1, -(-len(rows) // _ASKED))]:
            best, _, _, evidence = head.evidence(vectors[n], texts[n])
            found, group = head.groups[best], groups[n]
            out.append(Judged(sureness(head.trust, evidence), found == group, group in head.groups, evidence))
    if not any(j.in_scope for j in out):
        raise TooThin(f"none of {len(texts)} cases is left to be asked")
    return out


def _each_strange(judged: Sequence[Judged], foreign: float) -> float:
    """What an opening out of scope counts for their share to be ``foreign``; 0 where there is none."""
    strange = sum(not j.in_scope for j in judged)
    return foreign / (1 - foreign) * (len(judged) - strange) / strange if strange else 0.0
