"""What is measured on a scope, from what was said to each opening."""

from collections.abc import Sequence

from evals.escalation.judge import Answer, Said
from evals.metrics import accuracy_at_coverage, auroc, matthews, mean
from retrieval.selective import threshold

WRONG = 0.02
"""The share of what is sent that may be wrong; an opening out of scope is always wrong to send."""
FOREIGN = 0.2
"""The share of openings out of scope that a threshold is chosen for."""


def figures(said: Said) -> dict[str, float]:
    """By name; without those of a threshold where there is nothing to choose it by."""
    asked = said.asked
    known = [a for a in asked if a.opening.group is not None]
    strange = [a for a in asked if a.opening.group is None]
    out = {
        "in scope, right group": mean([float(a.right) for a in known]),
        "AUROC, in scope or not": auroc([a.sureness for a in known], [a.sureness for a in strange]),
        "accuracy at 50 % coverage": accuracy_at_coverage([(a.sureness, a.right) for a in asked], 0.5),
        "accuracy at 80 % coverage": accuracy_at_coverage([(a.sureness, a.right) for a in asked], 0.8),
        "the same, in scope only": accuracy_at_coverage([(a.sureness, a.right) for a in known], 0.8),
    }
    best = threshold([a.judged for a in asked], wrong=WRONG, foreign=len(strange) / len(asked))
    out["in scope, sent at 2 % wrong (threshold of the test)"] = sent_share(known, best)
    for place, judged in (("validation part", [a.judged for a in said.tune]), ("own cases held out", said.own)):
        if judged:
            out |= _with(threshold(judged, wrong=WRONG, foreign=FOREIGN), place, known, strange)
    return out


def _with(least: float | None, place: str, known: Sequence[Answer], strange: Sequence[Answer]) -> dict[str, float]:
    """The figures of a threshold and where it was chosen; None sends nothing."""
    asked = [*known, *strange]
    sent = [a for a in asked if least is not None and a.sureness >= least]
    answers = [a.group if least is not None and a.sureness >= least else None for a in asked]
    return {
        f"threshold of the {place}": 1.0 if least is None else least,
        f"{place}: in scope, sent": sent_share(known, least),
        f"{place}: wrong among the sent": mean([float(not a.right) for a in sent]),
        f"{place}: out of scope, handed off": 1 - sent_share(strange, least),
        f"{place}: Matthews correlation": matthews(answers, [a.opening.group for a in asked]),
    }


def sent_share(answers: Sequence[Answer], least: float | None) -> float:
    return mean([float(least is not None and a.sureness >= least) for a in answers])


def risk_coverage(asked: Sequence[Answer]) -> list[tuple[float, float]]:
    """(coverage, risk): the share of wrong ones among the surest, for each share of all openings."""
    curve, wrong = [], 0
    for n, answer in enumerate(sorted(asked, key=lambda a: -a.sureness), 1):
        wrong += not answer.right
        curve.append((n / len(asked), wrong / n))
    return curve
