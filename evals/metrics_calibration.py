"""Measures of a confidence: does it sort the right from the wrong, and does it mean what it says.

An answer is (confidence 0..1, right). Pure; nothing to look at is ``Unscored``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.figures import Score, Unscored
from evals.metrics import mean

Answers = Sequence[tuple[float, bool]]
_NONE = Unscored("no answers")


@dataclass(frozen=True, slots=True)
class Point:
    """With every answer of at least ``confidence`` given: their share of all, and the share of wrong ones in them."""

    confidence: float
    coverage: float
    risk: float


def risk_coverage(answers: Answers) -> list[Point]:
    """The curve from the surest answers to all of them (El-Yaniv and Wiener 2010, "On the foundations of noise-free
    selective classification"). Answers of one confidence come together: no threshold parts them."""
    ordered = sorted(answers, key=lambda a: -a[0])
    curve, wrong = [], 0
    for n, (confidence, right) in enumerate(ordered, 1):
        wrong += not right
        if n == len(ordered) or ordered[n][0] < confidence:
            curve.append(Point(confidence, n / len(ordered), wrong / n))
    return curve


def aurc(answers: Answers) -> Score:
    """The area under risk by coverage, in steps; less is better, and without ties it is the mean risk over all
    coverages (Geifman, Uziel and El-Yaniv 2019, "Bias-reduced uncertainty estimation")."""
    area, before = 0.0, 0.0
    for point in risk_coverage(answers):
        area += (point.coverage - before) * point.risk
        before = point.coverage
    return area if answers else _NONE


def coverage_at_risk(answers: Answers, risk: float) -> Score:
    """The largest share that can be answered with at most ``risk`` wrong among them; 0 where no threshold does
    (Geifman and El-Yaniv 2017, "Selective classification for deep neural networks", on this sample and without their
    bound). The threshold is chosen with the answers in sight: with few it is too good."""
    return max((p.coverage for p in risk_coverage(answers) if p.risk <= risk), default=0.0) if answers else _NONE


def calibration_error(answers: Answers, bins: int = 10) -> Score:
    """Expected calibration error: |mean confidence - share right| of each of ``bins`` equally wide bins, weighed by
    their answers (Naeini, Cooper and Hauskrecht 2015; Guo et al. 2017). A bin is [low, high), the last [low, 1]."""
    parts: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, right in answers:
        parts[min(bins - 1, int(confidence * bins))].append((confidence, right))
    apart = [len(p) * abs(mean([c for c, _ in p]) - mean([float(r) for _, r in p])) for p in parts if p]
    return sum(apart) / len(answers) if answers else _NONE


def brier(answers: Answers) -> Score:
    """The mean squared distance of confidence and outcome, 0..1, less is better (Brier 1950)."""
    return mean([(confidence - right) ** 2 for confidence, right in answers]) if answers else _NONE
