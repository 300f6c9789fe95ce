"""Whether an action can still be done: what was done already, and what the record says of its target. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from copilot.assist.arguments import Filled
from copilot.assist.case import Case
from copilot.assist.conditional import Told, holds
from copilot.assist.typed import words_of
from copilot.assist.whence import objects
from copilot.domain import ActionSpec

_GONE = re.compile(
    r"\b(?:cancel+ed|closed|refunded|returned|ended|expired|terminated|storniert|beendet|erstattet)\b", re.IGNORECASE
)
"""Of a target: it is over."""
_SENT = re.compile(
    r"\b(?:shipped|delivered|in transit|out for delivery|dispatched|versandt|zugestellt|geliefert)\b", re.IGNORECASE
)
_STOPS = frozenset({"cancel", "stop", "change", "pause", "skip", "hold"})
"""Actions that need a target which is not over."""
_BEFORE_SENT = frozenset({"cancel", "stop", "hold"})


def ruled_out(case: Case, spec: ActionSpec, known: Filled, told: Told | None = None) -> bool:
    """True where the catalogue's own conditions or the state of what the action is for speak against it."""
    target = target_of(case, known.arguments.values())
    if any(holds(condition, case, told or Told(), target) for condition in spec.unless):
        return True
    status = target.get("status")
    if not isinstance(status, str):
        return False
    verb = (words_of(spec.name) or [""])[0]
    stem = verb.removesuffix("e")
    if len(stem) > 3 and re.search(rf"\b{re.escape(stem)}\w{{0,2}}ed\b|\b{re.escape(stem)}ed\b", status, re.IGNORECASE):
        return True  # "refunded" says that "refund" is done
    if verb in _STOPS and _GONE.search(status):
        return True
    return verb in _BEFORE_SENT and bool(_SENT.search(status))


def same_again(case: Case, name: str, known: Filled) -> bool:
    """True where the action was done for the same thing, or nobody can tell for which."""
    ids = _ids(known.arguments)
    for done in case.conversation.actions:
        if done.action == name and (not ids or not (other := _ids(done.arguments)) or ids & other):
            return True
    return False


def target_of(case: Case, values: Iterable[Any]) -> Mapping[str, Any]:
    """The object of the record that has one of these arguments as its id; empty where there is none."""
    wanted = {v for v in values if isinstance(v, str) and any(c.isdigit() for c in v)}
    for _, node in objects(case):
        if wanted and any(isinstance(v, str) and v in wanted for v in node.values()):
            return node
    return {}


def _ids(arguments: Mapping[str, Any]) -> set[str]:
    """Arguments that name one thing: words with a digit, and no sentence or date."""
    return {
        v
        for v in arguments.values()
        if isinstance(v, str) and re.fullmatch(r"(?=\S*\d)\S{3,64}", v) and not re.fullmatch(r"\d{4}-\d\d-\d\d", v)
    }
