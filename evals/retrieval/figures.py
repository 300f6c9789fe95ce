"""What is measured on each suite, from what came back."""

from collections.abc import Callable, Sequence

from evals.metrics import (
    Interval,
    auroc,
    average_precision,
    bootstrap,
    chosen,
    hit_at,
    mean,
    ndcg_at,
    recall_at,
    reciprocal_rank,
)
from evals.retrieval.suite import Asked

Figures = dict[str, Interval]
SHOWN = 5
"""Passages shown at most, for the figures of choosing."""


def figures(suite: str, asked: Sequence[Asked]) -> Figures:
    """The figures of a suite, each with its interval."""
    right = [a for a in asked if a.question.gold]
    wrong = [a for a in asked if not a.question.gold]
    out: Figures = {}

    def each(name: str, among: Sequence[Asked], measure: Callable[[Asked], float]) -> None:
        if among:
            out[name] = bootstrap([measure(a) for a in among], mean)

    if suite == "stackfaq":
        each("MAP", right, lambda a: average_precision(a.ranking, a.question.gold))
    if suite == "clinc150":
        each("nearest is of the intent", right, lambda a: hit_at(a.ranking, a.question.gold, 1))
    else:
        each("hit@1", right, lambda a: hit_at(a.ranking, a.question.gold, 1))
        each("hit@5", right, lambda a: hit_at(a.ranking, a.question.gold, 5))
        each("recall@5", right, lambda a: recall_at(a.ranking, a.question.gold, 5))
        each("MRR@10", right, lambda a: reciprocal_rank(a.ranking, a.question.gold, 10))
    if suite not in ("sample", "clinc150"):
        each("recall@10", right, lambda a: recall_at(a.ranking, a.question.gold, 10))
        each("nDCG@10", right, lambda a: ndcg_at(a.ranking, a.question.gold, 10))
    if suite.startswith("dstc11"):
        pairs = [(a.shown[:SHOWN], list(a.question.gold)) for a in right]
        out["selection precision"] = bootstrap(pairs, lambda s: chosen(s).precision)
        out["selection recall"] = bootstrap(pairs, lambda s: chosen(s).recall)
        out["selection F1"] = bootstrap(pairs, lambda s: chosen(s).f1)
    if wrong and right:
        out["AUROC"] = _auroc(right, wrong)
        each("held back, unanswerable", wrong, lambda a: float(not a.shown))
    if right:
        each("let through, answerable", right, lambda a: float(bool(a.shown)))
        each("right one let through", right, lambda a: float(bool(set(a.shown) & set(a.question.gold))))
    return out


def _auroc(right: Sequence[Asked], wrong: Sequence[Asked]) -> Interval:
    """Resampled with both kinds together, so that their shares vary too."""
    both = [(a.best, True) for a in right] + [(a.best, False) for a in wrong]

    def measure(sample: Sequence[tuple[float, bool]]) -> float:
        yes, no = [s for s, kind in sample if kind], [s for s, kind in sample if not kind]
        return auroc(yes, no) if yes and no else 0.5

    return bootstrap(both, measure, rounds=100)


def by_group(suite: str, asked: Sequence[Asked]) -> dict[str, Figures]:
    """The same for each group, where there are several."""
    groups = sorted({a.question.group for a in asked})
    if len(groups) < 2 or suite == "clinc150":
        return {}
    return {group: figures(suite, [a for a in asked if a.question.group == group]) for group in groups}


def times(asked: Sequence[Asked]) -> dict[str, float]:
    """Milliseconds of whole requests, one after the other."""
    took = sorted(a.ms for a in asked)
    return {"p50": round(took[len(took) // 2], 1), "p95": round(took[int(0.95 * (len(took) - 1))], 1)}
