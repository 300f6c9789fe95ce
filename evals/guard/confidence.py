"""Whether a written reply's confidence means what it says, and the weights behind it.

Two things make a written reply right: the passage it rests on answers the question (by the search's relevance; asked
of the sample company's search suite), and its sentences are true to that passage (by the checks; asked of the suite of
true and turned sentences). Weights are fitted on every other question; the error is of the questions left out.
"""

import asyncio
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from copilot.api.logs import configure_logging
from copilot.assist.confidence import passage_answers
from evals.guard.support import cases, judged, rates
from evals.retrieval.ask import ask_all, filled
from evals.retrieval.suites import load

Point = tuple[float, bool]
_BINS = 10
_GIVEN = 6
"""Passages that a model is given; it cites the one that answers, where one does."""


@dataclass(frozen=True, slots=True)
class Best:
    """The articles found for a question."""

    relevance: float
    """Of the best of them."""
    agreeing: bool
    """A past answer was found beside it."""
    right: bool
    """One of them answers."""


def calibration_error(points: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error of (probability, came true), in ten bins, 0..1."""
    bins: dict[int, list[Point]] = {}
    for p, true in points:
        bins.setdefault(min(_BINS - 1, int(p * _BINS)), []).append((p, true))
    gaps = (abs(sum(p for p, _ in b) - sum(t for _, t in b)) for b in bins.values())
    return sum(gaps) / max(1, len(points))


def fit(asked: Sequence[Best]) -> tuple[float, float, float]:
    """Slope, offset and what an agreeing past answer adds, in log-odds; by gradient descent with a small ridge."""
    weights = [1.0, 0.0, 0.0]
    for _ in range(6000):
        slope = [0.01 * (weights[0] - 1.0), 0.0, 0.01 * weights[2]]
        for one in asked:
            row = (log_odds(one.relevance), 1.0, float(one.agreeing))
            gap = 1 / (1 + math.exp(-sum(w * x for w, x in zip(weights, row, strict=True)))) - one.right
            slope = [d + gap * x / len(asked) for d, x in zip(slope, row, strict=True)]
        weights = [w - 0.3 * d for w, d in zip(weights, slope, strict=True)]
    return weights[0], weights[1], weights[2]


def log_odds(p: float) -> float:
    p = min(0.99, max(0.01, p))
    return math.log(p / (1 - p))


async def _asked() -> list[Best]:
    """What was found for each question of the sample company."""
    suite = load("sample", None)
    async with filled(suite, lambda line: print(line, file=sys.stderr), keep=None, chunk=None) as parts:
        asked = await ask_all(parts, suite, lambda line: print(line, file=sys.stderr))
    out: list[Best] = []
    for a in asked:
        articles = [h for h in a.found if h.kind == "article" and a.question.kind == "article"][:_GIVEN]
        agreeing = any(h.kind == "resolution" and not h.below_floor for h in a.found)
        if articles:
            right = any(h.id in a.question.gold for h in articles)
            out.append(Best(max(h.relevance for h in articles), agreeing, right))
    return out


def main(*, show: bool) -> None:
    """Print the fitted weights and the calibration error of the questions that were left out."""
    configure_logging("warning")
    asked = asyncio.run(_asked())
    tune, held = asked[::2], asked[1::2]
    slope, offset, agree = fit(tune)
    print(f"passage answers, of {len(tune)} questions: slope {slope:.2f}, offset {offset:+.2f}, agreeing {agree:+.2f}")
    said = [(passage_answers(h.relevance, agreeing=h.agreeing), h.right) for h in held]
    print(f"  calibration error of {len(held)} others: {calibration_error(said):.3f}")
    print(f"  of the bare relevance: {calibration_error([(h.relevance, h.right) for h in held]):.3f}")
    figures = rates(list(judged(cases())), "held")
    print(f"checks: false alarms {figures['false_alarms']:.3f}, misses {figures['misses']:.3f}")
    if show:
        for p, right in sorted(said):
            print(f"    {p:.2f} {'right' if right else 'wrong'}")
