"""The weights of the evidence for an answer: logistic regression over small noisy scopes of one corpus, looked at on
those of the other, then of both. Nothing is read of what the suites are tested with."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.escalation.judge import Answer, Method, judge
from evals.escalation.noisy import SCOPES, Corpus, small, sources
from evals.metrics import matthews, mean
from evals.retrieval.ask import Progress
from retrieval import agreement, answerability
from retrieval.logistic import pulled

NAMES: Mapping[Method, tuple[str, ...]] = {
    "learnt head": answerability.EVIDENCE,
    "past cases found": agreement.EVIDENCE,
}
GRID = [n / 50 for n in range(5, 46)]
_RIDGE = 1.0

Scopes = list[list[Answer]]


def fitted(answers: Sequence[Answer]) -> NDArray[np.float64]:
    """Weights, each ridged by the spread of its evidence; the last is the constant."""
    told = [a for a in answers if a.evidence]
    rows = np.array([a.evidence for a in told])
    right = np.array([a.right for a in told], float)
    nothing = np.zeros(rows.shape[1])
    return pulled(rows, right, weighing=np.ones(len(rows)), towards=nothing, ridge=_RIDGE)


def reweighted(answers: Sequence[Answer], weights: NDArray[np.float64]) -> list[Answer]:
    """The same answers as sure as other weights make them."""
    out = []
    for a in answers:
        logit = float(np.dot(weights, a.evidence)) if a.evidence else -60.0
        out.append(Answer(a.opening, a.group, 1 / (1 + math.exp(-max(-60.0, min(60.0, logit)))), a.evidence))
    return out


def correlation(answers: Sequence[Answer], least: float) -> float:
    """Matthews correlation where answers that are less sure are none."""
    said = [a.group if a.sureness >= least else None for a in answers]
    return matthews(said, [a.opening.group for a in answers])


def best_threshold(scopes: Scopes) -> tuple[float, float]:
    """One for all scopes, and their mean correlation with it."""
    means = {least: mean([correlation(scope, least) for scope in scopes]) for least in GRID}
    return max(means.items(), key=lambda m: m[1])


async def main(data: Path, progress: Progress) -> None:
    """Print the weights of both corpora, and the correlation of each corpus with the other's weights and threshold."""
    from_, strange = sources(data, "tune")
    corpora: tuple[Corpus, Corpus] = ("clinc150", "banking77")
    answers: dict[Corpus, dict[Method, Scopes]] = {}
    for corpus in corpora:
        answers[corpus] = {method: [] for method in NAMES}
        for n in range(SCOPES):
            judged = await judge(small(corpus, n, "tune", from_, strange))
            progress(f"{corpus}: {n + 1} of {SCOPES} small scopes")
            for method in NAMES:
                answers[corpus][method].append(judged[method].asked)
    for method, names in NAMES.items():
        for one, other in (corpora, corpora[::-1]):
            weights = fitted([a for scope in answers[one][method] for a in scope])
            least, own = best_threshold([reweighted(scope, weights) for scope in answers[one][method]])
            there = [correlation(reweighted(scope, weights), least) for scope in answers[other][method]]
            print(f"{method}, fitted on {one}: {own:.3f} there, {mean(there):.3f} on {other}; threshold {least:.2f}")
        both = [scope for corpus in corpora for scope in answers[corpus][method]]
        weights = fitted([a for scope in both for a in scope])
        least, own = best_threshold([reweighted(scope, weights) for scope in both])
        print(f"{method}, fitted on both: {own:.3f}, threshold {least:.2f}")
        print("  " + ", ".join(f"{name} {weight:.2f}" for name, weight in zip(names, weights, strict=True)))
