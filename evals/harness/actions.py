"""Scores of next actions, from what was expected and the answer of ``POST /v1/assist``."""

from typing import Any

from evals.harness.scores import Score

Json = dict[str, Any]


def _proposed(answer: Json) -> list[str]:
    return list(dict.fromkeys(a["action"] for a in answer["next_actions"]))


def found(expect: Json, answer: Json, k: int) -> Score:
    """1 where any of ``actions`` is among the first ``k``, which includes that none was proposed."""
    right = expect.get("actions")
    return float(bool(set(_proposed(answer)[:k]) & set(right))) if right else None


def exact(expect: Json, answer: Json) -> Score:
    """1 where the first action is right and its arguments are ``arguments``, all of them and no other."""
    if not expect.get("actions") or expect.get("arguments") is None:
        return None
    first = answer["next_actions"][:1]
    return float(any(a["action"] in expect["actions"] and a["arguments"] == expect["arguments"] for a in first))


def proposed(expect: Json, answer: Json) -> Score:
    return float(bool(_proposed(answer))) if expect.get("actions") else None


def precision(expect: Json, answer: Json) -> Score:
    given = _proposed(answer)
    return len(set(given) & set(expect["actions"])) / len(given) if expect.get("actions") and given else None


def quiet(expect: Json, answer: Json) -> Score:
    """Where ``actions`` is an empty list."""
    return float(not _proposed(answer)) if expect.get("actions") == [] else None


def confidence(_: Json, answer: Json) -> Score:
    given = answer["next_actions"]
    return float(given[0]["confidence"]) if given else None
