"""Next actions without a model: what was done in similar conversations, counted. Nothing is invented."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from copilot.assist.arguments import Filled, filled
from copilot.assist.case import Case, own_text
from copilot.assist.conditional import Told
from copilot.assist.learn import Likely
from copilot.assist.likely import LEAST, actions_of, chances
from copilot.assist.possible import ruled_out, same_again
from copilot.domain import ActionEvidence, ActionOrigin, ActionSpec, NextAction
from copilot.guard.sentences import units
from copilot.guard.words import content
from retrieval.documents import Found

_MOST, _MOST_SET = 4, 2
"""Actions offered, and labels, priorities and teams."""
_NEAR = 0.55
"""A neighbour counts as similar from this share of the best one's relevance on."""
_SHARE = 0.18
"""An action is offered from this weighted share of the similar conversations on."""

_LATELY = timedelta(days=60)
_DONE = re.compile(
    r"\b(?:(?:i|we)(?: have| has|['’]ve| just| now)|has been|have been|is now|was|were|is|are)\b", re.IGNORECASE
)
_AHEAD = re.compile(
    r"\b(?:will|can|could|would|should|may|might|shall|if|once|when|let me|need|not|to be)\b|['’](?:ll|d)\b|"
    r"n['’]t\b|\?",
    re.IGNORECASE,
)
"""Of what is said: done, or only spoken of."""


def next_actions(  # noqa: PLR0917  # everything that speaks for an action
    case: Case,
    similar: Sequence[Found],
    catalogue: Sequence[ActionSpec],
    issue: str,
    fits: Mapping[str, float],
    facts: Told | None = None,
    learned: Likely | None = None,
) -> tuple[NextAction, ...]:
    """The likeliest actions of the catalogue, best first, with counts; none where the evidence is thin.

    ``fits``: 0..1 for ``when_used`` of each action, how near it is to what the customer says; ``facts``: for the
    conditions of the catalogue; ``learned``: what the tenant's head says. Where it is sure, it decides which of the
    actions that it knows are shown, since it heeds where the conversation stands; the counts stand beside them.
    """
    near = _neighbours(similar)
    if not catalogue:
        return ()
    told = _told_done(case, catalogue)
    recorded = {a.action for a in case.conversation.actions}
    sure: list[NextAction] = []
    decided: frozenset[str] = frozenset()
    if learned is not None and learned.sure:
        decided = frozenset(learned.chances)
        expected = chances(learned, near, case)
        for spec in sorted(catalogue, key=lambda s: -expected.get(s.name, 0.0)):
            if expected.get(spec.name, 0.0) < LEAST or spec.name in told - recorded:
                continue
            known = filled(spec.parameters, case, issue, spec.name)
            if not ruled_out(case, spec, known, facts):
                sure.append(_expected(spec, expected[spec.name], near, known, of=learned.resolutions))
    rest = [spec for spec in catalogue if spec.name not in decided]
    counted = _by_count(case, near, rest, issue, fits, facts, told) if near else []
    both = sorted([*sure, *counted], key=lambda a: -a.confidence)
    acts = [a for a in both if a.kind == "action"][:_MOST]
    return (*acts, *[a for a in both if a.kind != "action"][:_MOST_SET])


def _by_count(  # noqa: PLR0917
    case: Case,
    near: Sequence[tuple[Found, float]],
    catalogue: Sequence[ActionSpec],
    issue: str,
    fits: Mapping[str, float],
    facts: Told | None,
    told: set[str],
) -> list[NextAction]:
    """What was done in enough of the similar cases, best first."""
    done = {a.action for a in case.conversation.actions} | told
    total = sum(w for _, w in near)
    scored: list[tuple[float, ActionSpec, list[Found], Filled]] = []
    for spec in catalogue:
        with_it = [(f, w) for f, w in near if spec.name in actions_of(f)]
        if not with_it:
            continue
        known = filled(spec.parameters, case, issue, spec.name)
        if ruled_out(case, spec, known, facts):
            continue
        twice = 2 * sum(actions_of(f).count(spec.name) > 1 for f, _ in with_it) >= len(with_it)
        if spec.name in done and not twice and (spec.name in told or same_again(case, spec.name, known)):
            continue  # done already, and what was like this did not need it twice
        share = sum(w for _, w in with_it) / (total + near[0][1])  # one unknown neighbour's worth of doubt
        scored.append((share * (0.75 + 0.75 * fits.get(when_used(spec), 0.33)), spec, [f for f, _ in with_it], known))
    scored.sort(key=lambda s: -s[0])
    offered = [s for s in scored if s[0] >= _SHARE and (len(s[2]) >= 2 or near[0][0].relevance > 0.6)]
    best = offered[0][0] if offered else 0.0
    return [
        _counted(spec, score, found, known, near=len(near))
        for score, spec, found, known in offered
        if score >= 0.35 * best
    ]


def _told_done(case: Case, catalogue: Sequence[ActionSpec]) -> set[str]:
    """Actions of which an agent told the customer, here or in a late contact, that they are done."""
    said = [m for m in case.visible if m.author == "agent"]
    last = case.last_at
    for past in case.customer.history if case.customer else ():
        if last is None or past.at is None or last - past.at <= _LATELY:
            said += [m for m in past.messages if m.author == "agent" and not m.private]
    told = [u.text for m in said for u in units(own_text(m)) if _DONE.search(u.text) and not _AHEAD.search(u.text)]
    words = [set(content(t)) for t in told]
    named = ((s.name, set(content(s.label))) for s in catalogue)
    return {name for name, label in named if len(label) >= 2 and any(label <= w for w in words)}


def when_used(spec: ActionSpec) -> str:
    """What an action is for, as one text."""
    return f"{spec.label}. {spec.when}"[:300]


def _neighbours(similar: Sequence[Found]) -> list[tuple[Found, float]]:
    """Similar resolutions with their weight: nearer counts more, one that was reopened or not solved less."""
    able = [f for f in similar if not f.below_floor]
    if not able:
        return []
    best = max(f.relevance for f in able)
    out = []
    for found in able:
        if found.relevance < _NEAR * best:
            continue
        held = found.passage.metadata.get("solved") is not False and not found.passage.metadata.get("reopened")
        out.append((found, found.relevance**2 * (1.0 if held else 0.5)))
    return sorted(out, key=lambda n: -n[1])


def _counted(spec: ActionSpec, score: float, found: Sequence[Found], known: Filled, *, near: int) -> NextAction:
    reopened = sum(1 for f in found if f.passage.metadata.get("reopened"))
    ended = "none was reopened" if not reopened else f"{reopened} {'was' if reopened == 1 else 'were'} reopened"
    ids = tuple(dict.fromkeys(f.passage.source_id for f in found))[:5]
    return suggestion(
        spec,
        known,
        confidence=min(0.95, score),
        reason=f"Done in {len(found)} of {near} similar conversations; {ended}.",
        evidence=ActionEvidence(similar=near, did_this=len(found), reopened=reopened, resolution_ids=ids),
    )


def _expected(
    spec: ActionSpec, chance: float, near: Sequence[tuple[Found, float]], known: Filled, *, of: int
) -> NextAction:
    """What the head expects: with its counts where similar cases did it too, else from the head alone."""
    found = [f for f, _ in near if spec.name in actions_of(f)]
    if found:
        counted = _counted(spec, chance, found, known, near=len(near))
        return counted.model_copy(update={"reason": f"{counted.reason} Likely next at this point."})
    return suggestion(
        spec,
        known,
        confidence=min(0.95, chance),
        reason=f"Likely next at this point, as learned from {of} past conversations.",
        origin="learned",
        evidence=ActionEvidence(similar=len(near), did_this=0, reopened=0) if near else None,
    )


def suggestion(
    spec: ActionSpec,
    known: Filled,
    *,
    confidence: float,
    reason: str,
    origin: ActionOrigin = "similar",
    evidence: ActionEvidence | None = None,
) -> NextAction:
    """An action of the catalogue as it is offered, with what is known of its arguments."""
    if known.missing:
        reason += f" Still needed: {', '.join(m.replace('_', ' ') for m in known.missing)}."
    return NextAction(
        action=spec.name,
        label=spec.label,
        kind=spec.kind,
        origin=origin,
        arguments=known.arguments,
        argument_sources=known.sources,
        missing=known.missing,
        questions=known.questions,
        confidence=round(confidence, 3),
        reason=reason,
        evidence=evidence,
        needs_approval=spec.needs_approval,
        team=spec.team,
    )
