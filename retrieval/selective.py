"""From how sure on an answer is sent: the threshold that keeps wrong ones rare, from openings whose answer is known."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.answerability import MOST_CASES, TooThin, fit
from retrieval.logistic import Matrix

_ROUNDS = 2
_AWAY = 4
"""One group in so many is unknown in a round, and one case in so many of the others is asked."""
_SEED = 7


@dataclass(frozen=True, slots=True)
class Judged:
    """An opening that was judged, and how it really was."""

    sureness: float
    right: bool
    in_scope: bool
    """Something that is known answers it."""


def threshold(judged: Sequence[Judged], *, wrong: float = 0.02, foreign: float = 0.2) -> float | None:
    """The least sureness from which on at most a share of ``wrong`` of what is sent is wrong; None where none does.

    An opening out of scope is always wrong to send. ``foreign`` is the share of such openings in the tenant's traffic,
    whatever it is among ``judged``: they are weighted to it.
    """
    strange = sum(not j.in_scope for j in judged)
    known = len(judged) - strange
    if not known:
        return None
    each = foreign / (1 - foreign) * known / strange if strange else 0.0
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
        for n in np.flatnonzero(asked)[:MOST_CASES]:
            found, group = head.score(vectors[n], texts[n]), groups[n]
            out.append(Judged(found.sureness, found.group == group, group in head.groups))
    if not any(j.in_scope for j in out):
        raise TooThin(f"none of {len(texts)} cases is left to be asked")
    return out
