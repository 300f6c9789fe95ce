"""What the labels say: shares with intervals, and how far reviewers agree with each other and with the judge."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from evals.agreement import agreement, fleiss_kappa
from evals.figures import Figure, Unscored, pooled, share
from evals.judge.judge import LABELS, Label
from evals.metrics_replies import ACCEPTED
from evals.review.sheet import Labelled

Voted = Mapping[str, Label | Unscored]


def vote(items: Sequence[str], reviewers: Sequence[Labelled]) -> dict[str, Label | Unscored]:
    """Of each item the label that most gave it; where two are given as often, nothing is decided."""
    return {item: _most([r.labels[item] for r in reviewers if item in r.labels]) for item in items}


def _most(labels: Sequence[Label]) -> Label | Unscored:
    ranked = Counter(labels).most_common(2)
    if not ranked:
        return Unscored("not labelled")
    if len(ranked) == 2 and ranked[0][1] == ranked[1][1]:
        return Unscored("reviewers disagree")
    return ranked[0][0]


def shares(voted: Voted) -> dict[str, Figure]:
    """``accepted`` (right or a small edit), then each label."""
    given = list(voted.values())
    told = {"accepted": share(v if isinstance(v, Unscored) else v in ACCEPTED for v in given)}
    return told | {name: share(v if isinstance(v, Unscored) else v == name for v in given) for name in LABELS}


def between(one: Mapping[str, Label], other: Mapping[str, Label], *, seed: int = 7) -> dict[str, Figure]:
    """``raw`` and ``kappa`` of the items that both labelled."""
    return agreement([(one[i], other[i]) for i in sorted(one) if i in other], seed=seed)


def result(
    items: Sequence[str], reviewers: Sequence[Labelled], judge: Labelled | None = None, *, seed: int = 7
) -> dict[str, Any]:
    """All of it, as JSON: ``shares`` by vote, ``reviewers``, ``agreement`` of each two, ``fleiss_kappa`` of three and
    more, and ``judge`` with its agreement to the vote."""
    voted = vote(items, reviewers)
    told: dict[str, Any] = {
        "items": len(items),
        "shares": _json(shares(voted)),
        "reviewers": {r.name: _json(shares(vote(items, [r]))) for r in reviewers},
        "agreement": {
            f"{a.name} / {b.name}": _json(between(a.labels, b.labels, seed=seed)) for a, b in combinations(reviewers, 2)
        },
    }
    if len(reviewers) > 2:
        every = [[r.labels[i] for r in reviewers] for i in items if all(i in r.labels for r in reviewers)]
        told["fleiss_kappa"] = pooled(every, fleiss_kappa, seed=seed).as_json()
    if judge is not None:
        people = {i: v for i, v in voted.items() if not isinstance(v, Unscored)}
        told["judge"] = {
            "shares": _json(shares(vote(items, [judge]))),
            "agreement": _json(between(judge.labels, people, seed=seed)),
            "accepted_agreement": _json(between(_accepted(judge.labels), _accepted(people), seed=seed)),
        }
    return told


def _accepted(labels: Mapping[str, Label]) -> dict[str, Label]:
    """Two labels in place of four: would it be sent or not."""
    return {i: "right" if label in ACCEPTED else "wrong" for i, label in labels.items()}


def _json(figures: Mapping[str, Figure]) -> dict[str, Any]:
    return {name: figure.as_json() for name, figure in figures.items()}
