"""Scores of summaries, from what was expected and the answer of ``POST /v1/assist``."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

from evals.figures import Unscored
from evals.harness.replies import held
from evals.harness.scores import Score
from evals.metrics import mean
from evals.rouge import Kind, rouge

Json = dict[str, Any]
Rule = Literal["first", "mean", "best"]
"""How several references are counted."""
_RULES: dict[Rule, Callable[[Sequence[float]], float]] = {"first": lambda of: of[0], "mean": mean, "best": max}


def facts_kept(expect: Json, answer: Json) -> Score:
    """Of ``facts``; each may name alternatives, ``a|b``. Looked for in all that the summary says."""
    return _of(expect, "facts", answer, lambda s: held(expect["facts"], " ".join(_texts(s))))


def promises(expect: Json, answer: Json) -> Score:
    """``promise`` says whether one is open."""
    return _of(expect, "promise", answer, lambda s: float(bool(s["promises"]) == expect["promise"]))


def mood(expect: Json, answer: Json) -> Score:
    return _of(expect, "mood", answer, lambda s: float(s["mood"] in expect["mood"]))


def short(_: Json, answer: Json) -> Score:
    return _of({"": ""}, "", answer, lambda s: float(len(s["text"].strip().splitlines()) <= 3))


def near(kind: Kind, rule: Rule) -> Callable[[Json, Json], Score]:
    """ROUGE F1, stemmed, of the text against ``references``, which people wrote."""

    def of(expect: Json, answer: Json) -> Score:
        if not expect.get("references"):
            return None
        return _of(
            expect,
            "references",
            answer,
            lambda s: _RULES[rule]([rouge(s["text"], r, (kind,))[kind].f1 for r in expect["references"]]),
        )

    return of


def _of(expect: Json, field: str, answer: Json, score: Any) -> Score:
    if expect.get(field) is None:
        return None
    summary = answer.get("summary")
    return float(score(summary)) if summary else Unscored("no summary came")


def _texts(value: Any) -> list[str]:
    """Every string in it."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    return [text for one in value for text in _texts(one)] if isinstance(value, list | tuple) else []
