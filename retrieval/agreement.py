"""How surely the answer that past cases like this one got is right, from what the search found alone: nothing is
learnt beforehand, so it serves from the first case on, where ``answerability`` has too little to learn from. Pure."""

import math
from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256

from retrieval.answerability import Judgement
from retrieval.documents import Found, Passage
from retrieval.sketch import words

LOOKED = 50
"""Past cases to ask ``Retriever.similar`` for."""
_NEAR, _CROWD, _ENOUGH = 3, 8, 8
_UNLIKE = 0.002
"""The likeness of a case that was not found."""

WEIGHTS = (0.57, 0.24, -0.23, 1.13, -2.81)
"""Of the evidence, in the order of ``EVIDENCE``, for the log-odds that the answer is right; see docs/escalation.md."""
EVIDENCE = ("like", "ahead", "crowd", "length", "constant")


def answered(passage: Passage) -> str | None:
    """What a past case was answered with, as a key that cases with the same answer share; None where nothing was.

    The words of the agent's answer, whatever its punctuation, as a hash; where there are none, the actions done.
    """
    said = passage.metadata.get("answer")
    if isinstance(said, str) and (spoken := words(said)):
        return f"said:{sha256(' '.join(spoken).encode()).hexdigest()[:24]}"
    done = passage.metadata.get("actions")
    if isinstance(done, list | tuple) and done:
        return f"did:{'+'.join(sorted(map(str, done)))}"
    return None


def agreed(text: str, similar: Sequence[Found]) -> Judgement | None:
    """The answer that speaks most for itself among past cases like an opening, and how sure it is.

    ``similar``: as ``Retriever.similar`` found them for ``text``. None where none of them has an answer.
    """
    judged = evidence(text, similar)
    if judged is None:
        return None
    best, second, found = judged
    logit = sum(w * e for w, e in zip(WEIGHTS, found, strict=True))
    return Judgement(best, 1 / (1 + math.exp(-max(-60.0, min(60.0, logit)))), second, found[1])


def evidence(text: str, similar: Sequence[Found]) -> tuple[str, str | None, tuple[float, ...]] | None:
    """The best answer, the next one, and the evidence for the best in the order of the weights."""
    of: defaultdict[str, list[float]] = defaultdict(list)
    for found in similar:
        key = answered(found.passage)
        if key is not None:
            of[key].append(found.relevance)
    if not of:
        return None
    # as odds, a few near cases outweigh many that are a little alike
    votes = {key: sum(r / (1 - min(r, 0.999)) for r in likenesses) for key, likenesses in of.items()}
    order = sorted(votes, key=lambda key: (-votes[key], key))
    best, second = order[0], order[1] if len(order) > 1 else None
    others = sum(votes[key] for key in order[1:]) + _UNLIKE
    nearest = sorted(of[best], reverse=True)
    crowd = sorted((f.relevance for f in similar), reverse=True)
    logits = (_mean(nearest, _NEAR), math.log(votes[best] / others), _mean(crowd, _CROWD))
    return best, second, (*logits, min(_ENOUGH, len(words(text))) / _ENOUGH, 1.0)


def _mean(likenesses: Sequence[float], first: int) -> float:
    """Of the log-odds of the first; those that are missing count as unlike."""
    filled = [*likenesses, *[_UNLIKE] * first][:first]
    return sum(map(_logit, filled)) / first


def _logit(p: float) -> float:
    p = min(0.999, max(_UNLIKE, p))
    return math.log(p / (1 - p))
