"""What is measured on a scope, from what was said to each opening."""

from collections.abc import Sequence

from evals import metrics_calibration
from evals.escalation.judge import Answer, Said
from evals.metrics import accuracy_at_coverage, auroc, matthews, mean
from retrieval.answerability import ANSWERED
from retrieval.selective import threshold

WRONG = 0.02
"""The share of what is sent that may be wrong; an opening out of scope is always wrong to send."""
FOREIGN = 0.2
"""The share of openings out of scope that a threshold is chosen for."""
HALF = 0.5
"""The share of those that are near misses, where not all are."""


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
    easier = threshold([a.judged for a in known], wrong=WRONG)
    out["the same, were all openings in scope"] = sent_share(known, easier)
    places = (
        ("validation part", [a.judged for a in said.tune], 1.0),
        ("own cases", said.own, 1.0),
        ("own cases, half near", said.own, HALF),
    )
    for place, judged, near in places:
        if judged:
            out |= _with(threshold(judged, wrong=WRONG, foreign=FOREIGN, near=near), place, known, strange)
    if said.own:
        out |= _with(ANSWERED, "better than none", known, strange)
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
        f"{place}: wrong among the sent in scope": mean(
            [float(not a.right) for a in sent if a.opening.group is not None]
        ),
        f"{place}: out of scope, handed off": 1 - sent_share(strange, least),
        f"{place}: Matthews correlation": matthews(answers, [a.opening.group for a in asked]),
    }


def sent_share(answers: Sequence[Answer], least: float | None) -> float:
    return mean([float(least is not None and a.sureness >= least) for a in answers])


def risk_coverage(asked: Sequence[Answer]) -> list[tuple[float, float]]:
    """(coverage, risk) from the surest openings to all of them."""
    return [(p.coverage, p.risk) for p in metrics_calibration.risk_coverage([(a.sureness, a.right) for a in asked])]
