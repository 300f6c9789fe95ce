"""How sure a written reply is: the chance that its passage answers, times the chance that its sentences are true to it.

Weights come from ``python -m evals.guard confidence``, which also says how far off they are. Pure.
"""

import math
from collections.abc import Sequence

from copilot.domain import Check

_SLOPE, _OFFSET = 0.41, -0.04
"""Of the log-odds that the best passage answers, by the log-odds of its relevance."""
_TRUE = 0.97
"""That a reply without a failed check is true to its passages: one sentence in ten being wrong before the checks."""
_FAILED = 0.4
"""What each failed check of what is claimed leaves of the rest."""
_FORM = 0.8
"""The same for a failed check of form (the language, a citation's mark), and once for what was checked in part only."""
_AT_MOST = 0.45
"""Where a claim, a value, a link or the audience failed: far below what lets a bot send."""
_CLAIMS = ("support", "value", "link", "audience", "consistency")
_AGREE = 0.42
"""Log-odds that a past answer in a like case adds where it is found beside the article."""


def passage_answers(relevance: float, *, agreeing: bool = False) -> float:
    """0..1: the chance that a passage of this relevance is a right one."""
    p = min(0.99, max(0.01, relevance))
    odds = _SLOPE * math.log(p / (1 - p)) + _OFFSET + (_AGREE if agreeing else 0.0)
    return 1 / (1 + math.exp(-odds))


def written_confidence(relevance: float | None, checks: Sequence[Check], *, agreeing: bool = False) -> float:
    """0.05..0.97 for a reply with these checks; ``relevance``: of the best passage it cites, if any."""
    bad = [c.kind for c in checks if not c.ok]
    claimed = sum(kind in _CLAIMS for kind in bad)
    value = passage_answers(relevance, agreeing=agreeing) * _TRUE if relevance is not None else 0.3
    partly = any(c.partial for c in checks)
    value *= _FORM ** (len(bad) - claimed + partly) * _FAILED**claimed
    if claimed:
        value = min(_AT_MOST, value)
    return round(min(0.97, max(0.05, value)), 3)
