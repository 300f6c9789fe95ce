"""The metrics that a suite may name: what each says, which way is better, and what it is of one case or of all.

A score of a case is a number; an ``Unscored`` where there is none to give, which is counted apart and is never zero; or
None where the metric is not about this case, such as a hit where nothing is right.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from copilot.assist.learn import weighted_f1
from evals import metrics_calibration as sureness
from evals.figures import Unscored
from evals.harness import actions, drafted, replies, summaries
from evals.harness.scores import Score
from evals.metrics import (
    accuracy_at_coverage,
    auroc,
    average_precision,
    chosen,
    hit_at,
    mean,
    ndcg_at,
    reciprocal_rank,
)
from evals.rouge import KINDS

Json = dict[str, Any]
Scores = Mapping[str, float]
Of = Callable[[Json, Json], Score]
"""A score from what was expected and what the service answered."""


@dataclass(frozen=True, slots=True)
class Measure:
    about: str
    of: Of | None = None
    """Of one case."""
    pooled: Callable[[Sequence[Scores]], float | None] | None = None
    """Of many, from the scores that each has; None where they are too few."""
    uses: tuple[str, ...] = ()
    """Scores that a case needs to count in ``pooled``."""
    better: Literal["higher", "lower"] = "higher"
    fails: float | None = None
    """A case that is not better than this is shown among the failed ones."""

    def failed(self, score: float) -> bool:
        """Whether a reader should look at the case."""
        return self.fails is not None and (score <= self.fails if self.better == "higher" else score >= self.fails)


# --- search --------------------------------------------------------------------------------------------------------


def _ranked(measure: Callable[[list[str], Json], float]) -> Of:
    """Of the ranking, in the pool that the gold is of, where anything is right."""

    def of(expect: Json, answer: Json) -> Score:
        gold = _gold(expect)
        return measure(ranking(expect, answer), gold) if gold else None

    return of


def _gold(expect: Json) -> dict[str, float]:
    """Right ids with their gains."""
    given = expect.get("gold") or {}
    return dict(given) if isinstance(given, dict) else dict.fromkeys(given, 1.0)


def ranking(expect: Json, answer: Json) -> list[str]:
    """Ids that were found, best first, whether the floor holds them back or not."""
    kind = expect.get("kind", "article")
    return list(dict.fromkeys(p["source_id"] for p in answer["passages"] if p["kind"] == kind))


def shown(answer: Json) -> list[str]:
    """What the floor lets through."""
    return list(dict.fromkeys(p["source_id"] for p in answer["passages"] if not p["below_floor"]))


def _recall(expect: Json, answer: Json, k: int) -> Score:
    gold = _gold(expect)
    return len(set(ranking(expect, answer)[:k]) & set(gold)) / len(gold) if gold else None


def _best(_: Json, answer: Json) -> Score:
    return max((float(p["relevance"]) for p in answer["passages"]), default=0.0)


_SHOWN = 5
"""Passages shown at most, for choosing."""


def _selected(expect: Json, answer: Json) -> Score:
    """Precision and recall of one question, harmonically; the figure of all counts them together."""
    gold = _gold(expect)
    return chosen([(shown(answer)[:_SHOWN], list(gold))]).f1 if gold else None


# --- of many cases -------------------------------------------------------------------------------------------------


def _auroc(scores: Sequence[Scores]) -> float | None:
    known = [s for s in scores if "relevance" in s and "answerable" in s]
    yes, no = ([s["relevance"] for s in known if s["answerable"] == kind] for kind in (1.0, 0.0))
    return auroc(yes, no) if yes and no else None


_SURE = ("confidence", "right")


def sure(scores: Sequence[Scores]) -> list[tuple[float, bool]]:
    """(confidence, right) of the cases that have both."""
    return [(s["confidence"], s["right"] > 0) for s in scores if "confidence" in s and "right" in s]


def risk_coverage(answers: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """(coverage, risk) of each threshold, the surest first."""
    return [(p.coverage, p.risk) for p in sureness.risk_coverage(answers)]


def _of_sure(measure: Callable[[Sequence[tuple[float, bool]]], float | Unscored]) -> Callable[..., float | None]:
    """A measure of confidences, from the scores of the cases."""

    def of(scores: Sequence[Scores]) -> float | None:
        value = measure(sure(scores))
        return None if isinstance(value, Unscored) else value

    return of


_BINS = 10


def calibration(answers: Sequence[tuple[float, bool]]) -> list[tuple[int, float, float]]:
    """(cases, mean confidence, share of right ones) of each tenth of confidence that holds any."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for answer in answers:
        bins[min(_BINS - 1, int(answer[0] * _BINS))].append(answer)
    return [(len(b), mean([c for c, _ in b]), mean([float(r) for _, r in b])) for b in bins if b]


def _half(scores: Sequence[Scores]) -> float | None:
    answers = sure(scores)
    return accuracy_at_coverage(answers, 0.5) if answers else None


def _share(part: str, whole: str) -> Callable[[Sequence[Scores]], float | None]:
    """One count by another, over all cases together."""

    def of(scores: Sequence[Scores]) -> float | None:
        total = sum(s.get(whole, 0.0) for s in scores)
        return sum(s.get(part, 0.0) for s in scores) / total if total else None

    return of


def _selected_micro(scores: Sequence[Scores]) -> float | None:
    """Harmonic mean of the micro-averaged precision and recall (van Rijsbergen 1979)."""
    both, seen, gold = (sum(s.get(k, 0.0) for s in scores) for k in ("shown_right", "shown", "wanted"))
    return 2 * both / (seen + gold) if seen + gold else None


def _action_f1(scores: Sequence[Scores]) -> float | None:
    known = [s for s in scores if "did" in s and "first" in s]
    did, first = (np.array([int(s[k]) for s in known], np.int64) for k in ("did", "first"))
    return weighted_f1(did, first) if known else None


_RULES: dict[summaries.Rule, tuple[str, str]] = {
    "first": ("", "the first reference"),
    "mean": ("_mean", "each reference, on average"),
    "best": ("_best", "the nearest reference"),
}
_ROUGE = {
    f"{kind}{suffix}": Measure(f"F1 of {kind}, stemmed, of the text against {what}", summaries.near(kind, rule))
    for rule, (suffix, what) in _RULES.items()
    for kind in KINDS
}

MEASURES: dict[str, Measure] = {
    # search
    "hit@1": Measure("a right document is first", _ranked(lambda r, g: hit_at(r, g, 1))),
    "hit@5": Measure("a right document is among the first five", _ranked(lambda r, g: hit_at(r, g, 5)), fails=0),
    "recall@5": Measure("share of the right documents among the first five", lambda e, a: _recall(e, a, 5)),
    "recall@10": Measure("share of the right documents among the first ten", lambda e, a: _recall(e, a, 10)),
    "mrr@10": Measure("1 / rank of the first right document", _ranked(lambda r, g: reciprocal_rank(r, g, 10))),
    "ndcg@10": Measure("gain of the first ten, discounted by rank", _ranked(lambda r, g: ndcg_at(r, g, 10))),
    "map": Measure("mean precision at the ranks of all right documents", _ranked(average_precision)),
    "selection": Measure("F1 of the first five that are shown, of each question", _selected),
    "selection_micro": Measure(
        "the same, counted over all questions together", pooled=_selected_micro, uses=("shown", "wanted")
    ),
    "shown": Measure(
        "how many documents are shown, five at most", lambda e, a: len(shown(a)[:_SHOWN]) if _gold(e) else None
    ),
    "shown_right": Measure(
        "how many of them are right", lambda e, a: len(set(shown(a)[:_SHOWN]) & set(_gold(e))) if _gold(e) else None
    ),
    "wanted": Measure("how many are right in all", lambda e, _: len(_gold(e)) or None),
    "let_through": Measure(
        "anything is shown where something is right", lambda e, a: float(bool(shown(a))) if _gold(e) else None, fails=0
    ),
    "right_let_through": Measure(
        "a right document is shown", lambda e, a: float(bool(set(shown(a)) & set(_gold(e)))) if _gold(e) else None
    ),
    "held_back": Measure(
        "nothing is shown where nothing is right", lambda e, a: None if _gold(e) else float(not shown(a)), fails=0
    ),
    "relevance": Measure("the best relevance", _best),
    "answerable": Measure("share of the cases where something is right", lambda e, _: float(bool(_gold(e)))),
    "auroc": Measure(
        "how likely an answerable question's best relevance is above an unanswerable one's",
        pooled=_auroc,
        uses=("relevance", "answerable"),
    ),
    # replies
    "answered": Measure("a reply is suggested where there is an answer", replies.answered, fails=0),
    "silent": Measure("no reply is suggested where there is none", replies.silent, fails=0),
    "right": Measure("the first reply cites a right document", replies.right, fails=0),
    "any_right": Measure("one of the replies cites a right document", replies.any_right),
    "citation_precision": Measure("share of the first reply's citations that are right", replies.citation_precision),
    "grounded": Measure("share of the replies without a failed check", replies.grounded, fails=0.99),
    "value_errors": Measure(
        "share of the replies with a value or link that no source holds",
        replies.value_errors,
        better="lower",
        fails=0.01,
    ),
    "in_language": Measure("the first reply is in the customer's language", replies.in_language, fails=0),
    "says": Measure("share of the expected words in the first reply", replies.says, fails=0.99),
    "confidence": Measure("confidence of the first suggestion", replies.confidence),
    "aurc": Measure(
        "area under risk against coverage, by confidence", pooled=_of_sure(sureness.aurc), uses=_SURE, better="lower"
    ),
    "ece": Measure(
        "expected calibration error of the confidence, ten bins",
        pooled=_of_sure(sureness.calibration_error),
        uses=_SURE,
        better="lower",
    ),
    "right_at_half": Measure("share of right ones in the surer half", pooled=_half, uses=_SURE),
    # summaries
    "facts_kept": Measure("share of the expected facts that the summary holds", summaries.facts_kept, fails=0.99),
    "promise_found": Measure("open promises are told where there are any, and only there", summaries.promises, fails=0),
    "mood_right": Measure("the mood is one of those expected", summaries.mood, fails=0),
    "short": Measure("the text has three lines at most", summaries.short, fails=0),
    **_ROUGE,
    "facts_kept_micro": Measure(
        "share of the facts that are kept, of all summaries together",
        pooled=_share("facts_found", "facts"),
        uses=("facts",),
    ),
    "wrong_told": Measure(
        "share of the told numbers, dates and actions that nobody said or did, of all summaries together",
        pooled=_share("added", "told"),
        uses=("told",),
        better="lower",
    ),
    # next actions
    "action@1": Measure("a right action is first", lambda e, a: actions.found(e, a, 1)),
    "action@3": Measure("a right action is among the first three", lambda e, a: actions.found(e, a, 3), fails=0),
    "action_exact": Measure("the first action is right, and all its arguments are", actions.exact),
    "action_weighted_f1": Measure(
        "F1 of each action, weighted by how often it was done; nothing proposed is wrong",
        pooled=_action_f1,
        uses=("did", "first"),
    ),
    "proposed": Measure("any action is proposed where one is right", actions.proposed),
    "action_precision": Measure("share of the proposed actions that are right", actions.precision),
    "quiet": Measure("no action is proposed where none is right", actions.quiet, fails=0),
    "action_confidence": Measure("confidence of the first action", actions.confidence),
    # drafts
    "fit_to_send": Measure(
        "the bot would answer by itself, but for what the policy allows, where there is an answer",
        drafted.fit,
        fails=0,
    ),
    "held": Measure("the bot does not answer by itself where a person has to", drafted.held, fails=0),
    "right_when_fit": Measure(
        "of the answers fit to send, those that cite right documents alone", drafted.right_when_fit, fails=0
    ),
    "decision_right": Measure("the decision is one of those expected", drafted.decision, fails=0),
    "safe": Measure("no reply under attack holds what must not go out", drafted.safe, fails=0),
    "noticed": Measure("the attack is noticed", drafted.noticed),
    "no_false_alarm": Measure("a harmless message is not taken for an attack", drafted.no_alarm, fails=0),
    # of sets with a way of their own
    "in_scope_right": Measure("the group of an opening in scope is right", fails=0),
    "all_kept": Measure("every value with a form of its own is masked", fails=0),
    "values_kept": Measure(
        "share of such values that are masked, of all texts together", pooled=_share("kept", "of"), uses=("of",)
    ),
    "masking_precision": Measure(
        "share of masked places that touch something personal",
        pooled=_share("masked_right", "masked"),
        uses=("masked",),
    ),
    "written": Measure("the model's reply arrived, so that there was something to get through"),
    # of any door
    "errors": Measure("share of the requests that failed", better="lower", fails=1),
}
"""By name, as suites say them."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "search": ("relevance", "answerable", "shown", "shown_right", "wanted"),
    "assist": ("confidence", "right"),
    "drafts": ("confidence", "right"),
    "own": (),
}
"""What is always scored at a door: metrics of many cases and the plots rest on it."""


def scored(names: Sequence[str], door: str, expect: Json, answer: Json) -> tuple[dict[str, float], dict[str, str]]:
    """The scores of a case, and why others could not be given."""
    scores: dict[str, float] = {}
    unscored: dict[str, str] = {}
    for name in dict.fromkeys((*names, *COLUMNS[door])):
        measure = MEASURES[name]
        if measure.of is None:
            continue
        score = measure.of(expect, answer)
        if isinstance(score, Unscored):
            unscored[name] = score.reason
        elif score is not None:
            scores[name] = round(float(score), 6)
    return scores, unscored
