"""Next actions that are due: a promise that was not kept, where the catalogue has what was promised. Pure."""

import re
from collections.abc import Sequence

from copilot.assist.actions import suggestion
from copilot.assist.acts import acts
from copilot.assist.arguments import filled
from copilot.assist.case import Case
from copilot.assist.ledger import Promise, overdue
from copilot.domain import ActionSpec, NextAction

CONFIDENCE = 0.9
_SAID = 160
_LEFT_OUT = re.compile(
    r"\b(?:without|no|not|never|ohne|kein\w*|nicht|nie|sans|pas|sin|senza|zonder|geen|niet|sem)\s+"
    r"(?:(?:an?|any|the|eine?[nmrs]?|une?|una|een|uma?)\s+)?\w+",
    re.IGNORECASE,
)
"""What a label says is not done: "Close without a reply" keeps no promise to reply."""


def due_actions(case: Case, catalogue: Sequence[ActionSpec], issue: str) -> tuple[NextAction, ...]:
    """For each overdue promise the one action of the catalogue that does what was promised. Where none does, or more
    than one, nothing is proposed: the summary shows the promise."""
    out: dict[str, NextAction] = {}
    for promise in () if case.public else overdue(case):
        wanted = acts(promise.what) - {"check"}
        does = [s for s in catalogue if s.kind == "action" and _acts(s) & wanted]
        if len(does) != 1 or does[0].name in out:
            continue
        spec = does[0]
        known = filled(spec.parameters, case, issue, spec.name)
        out[spec.name] = suggestion(spec, known, confidence=CONFIDENCE, reason=_reason(promise), origin="due")
    return tuple(out.values())


def first(due: Sequence[NextAction], others: Sequence[NextAction]) -> tuple[NextAction, ...]:
    """What is due before the rest; what both say once, with the counts beside the reason."""
    known = {a.action: a for a in others}
    out = []
    for action in due:
        other = known.pop(action.action, None)
        if other is not None:
            reason = f"{action.reason} {other.reason}".strip()
            action = action.model_copy(update={"evidence": other.evidence, "reason": reason})
        out.append(action)
    return (*out, *known.values())


def _acts(spec: ActionSpec) -> frozenset[str]:
    """By its name and label: "when" may speak of other things."""
    name = re.sub(r"_+", " ", spec.name)
    return acts(_LEFT_OUT.sub(" ", name)) | acts(_LEFT_OUT.sub(" ", spec.label))


def _reason(promise: Promise) -> str:
    said = f" on {promise.said_at.day} {promise.said_at:%B}" if promise.said_at else ""
    who = f" by {promise.by}" if promise.by else ""
    what = promise.what if len(promise.what) <= _SAID else promise.what[: _SAID - 1].rstrip() + "…"
    day = promise.due_on
    by = f" It was due on {day.day} {day:%B}." if day else ""
    return f'Promised{said} ({promise.channel}){who}: "{what}"{by}'
