"""How sure a reply is, written or quoted: the chance that the page it rests on answers, times the chance that what it
says is true to that page. One scale for both, since what is sent without a person rests on it.

Weights come from ``python -m evals.guard confidence``, which also says how far off they are. Pure.
"""

import math
from collections.abc import Sequence

from copilot.domain import Check

_SLOPE, _OFFSET = 0.33, 0.79
"""Of the log-odds that the page a reply rests on is a right one, by the log-odds of its passage's relevance."""
_WEAK = -0.8
"""Log-odds that go where the embedding model doesn't read the customer's language or the passage is in another one."""
_TRUE = 0.97
"""That a written reply without a failed check is true to its passages: one sentence in ten being wrong before the
checks. What is quoted is true to its page."""
_PAST = 0.85
"""What resting on past answers alone leaves: approved knowledge before what one agent once wrote. Not fitted."""
_COMPLAINT = 0.65
"""What a complaint leaves that all can read: it wants a person. Not fitted."""
_FAILED = 0.4
"""What each failed check of what is claimed leaves of the rest."""
_FORM = 0.8
"""The same for a failed check of form (the language, a citation's mark), and once for what was checked in part only."""
_AT_MOST = 0.45
"""Where a claim, a value, a link or the audience failed: far below what lets a bot send."""
_UNCITED = 0.3
_CLAIMS = ("support", "value", "link", "audience", "consistency")


def page_answers(relevance: float, *, weak: bool = False) -> float:
    """0..1: the chance that the page of a passage of this relevance is a right one."""
    p = min(0.99, max(0.01, relevance))
    odds = _SLOPE * math.log(p / (1 - p)) + _OFFSET + (_WEAK if weak else 0.0)
    return 1 / (1 + math.exp(-odds))


def confidence(
    relevance: float | None,
    checks: Sequence[Check],
    *,
    written: bool,
    weak: bool = False,
    past: bool = False,
    complaint: bool = False,
    page: float | None = None,
) -> float:
    """0.05..0.97 for a reply with these checks; ``relevance``: of the best passage it cites, if any.

    ``written``: by a model, else quoted. ``weak``: the search reads the language badly. ``past``: it rests on past
    answers alone. ``complaint``: somebody complains where all can read it. ``page``: the chance that the page answers,
    where more is known of it than its relevance.
    """
    bad = [c.kind for c in checks if not c.ok]
    claimed = sum(kind in _CLAIMS for kind in bad)
    partly = any(c.partial for c in checks)
    if page is None:
        page = page_answers(relevance, weak=weak) if relevance is not None else _UNCITED
    value = page
    value *= (_TRUE if written else 1.0) * (_PAST if past else 1.0) * (_COMPLAINT if complaint else 1.0)
    value *= _FORM ** (len(bad) - claimed + partly) * _FAILED**claimed
    if claimed:
        value = min(_AT_MOST, value)
    return round(min(0.97, max(0.05, value)), 3)
