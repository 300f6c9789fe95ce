"""Next actions by the tenant's rules (``Policy.actions``): condition -> action of the catalogue. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from copilot.assist.actions import suggestion
from copilot.assist.arguments import Filled, filled, valid
from copilot.assist.case import Case
from copilot.assist.conditional import Told, holds
from copilot.assist.gather import Gathered
from copilot.assist.ledger import moment_of
from copilot.assist.possible import ruled_out, same_again
from copilot.assist.signals import signals
from copilot.conditions import ActionRule, Condition
from copilot.domain import ActionSpec, Answer, NextAction, Policy, Reason, Where
from copilot.drafting import CODES
from copilot.errors import InvalidInput

CONFIDENCE = 0.95
"""Of what the tenant itself has laid down."""


def suggested(case: Case, catalogue: Sequence[ActionSpec], issue: str, told: Told) -> tuple[NextAction, ...]:
    """What the rules say, in their order, each action once; one that was done or can't be done now is left out."""
    by_name = {s.name: s for s in catalogue}
    out: dict[str, NextAction] = {}
    for n, rule in enumerate(case.policy.actions.rules):
        spec = by_name.get(rule.action)
        if spec is None or rule.action in out or not holds(rule.when, case, told):
            continue
        known = _with_fixed(filled(spec.parameters, case, issue, spec.name), rule, n)
        if ruled_out(case, spec, known, told) or same_again(case, spec.name, known):
            continue
        out[rule.action] = suggestion(spec, known, confidence=CONFIDENCE, reason=rule.reason, origin="rule")
    return tuple(out.values())


def told_of(case: Case, found: Gathered, reasons: Sequence[Reason], facts: Mapping[str, Any]) -> Told:
    """What the search and the gate's signals tell of a case; ``facts`` are those of promises, renewals, incidents."""
    topic = case.conversation.metadata.get("topic")
    topics = {topic} if isinstance(topic, str) else set()
    topics |= {t for f, _ in found.evidence for t in f.passage.tags if ":" not in t}
    codes: set[str] = set()
    if any(r.when.reasons for r in case.policy.actions.rules):
        answer = Answer(id="", mode="no_llm", reasons=tuple(reasons))
        now = case.last_at or moment_of(case)
        codes = {noted.code for noted in signals(case, case, found, answer, now=now)}
    return Told(frozenset(t.casefold() for t in topics), frozenset(codes), facts)


def unknown_actions(policy: Policy, catalogue: Sequence[ActionSpec]) -> tuple[str, ...]:
    """Actions that rules name and that left the catalogue since."""
    known = {s.name for s in catalogue}
    return tuple(dict.fromkeys(r.action for r in policy.actions.rules if r.action not in known))


def merged(ruled: Sequence[NextAction], counted: Sequence[NextAction]) -> tuple[NextAction, ...]:
    """Rules first; what both say once, with the rule's reason and arguments and the counts beside."""
    counts = {a.action: a for a in counted}
    out = []
    for action in ruled:
        other = counts.pop(action.action, None)
        if other is not None:
            reason = f"{action.reason.rstrip()} {other.reason}"
            action = action.model_copy(update={"evidence": other.evidence, "reason": reason})
        out.append(action)
    return (*out, *counts.values())


def check_rules(policy: Policy, catalogue: Sequence[ActionSpec]) -> None:
    """Refuse a rule that names what does not exist, or that would hold always. Raises InvalidInput."""
    by_name = {s.name: s for s in catalogue}
    for n, rule in enumerate(policy.actions.rules):
        where = f"actions.rules[{n}]"
        spec = by_name.get(rule.action)
        if spec is None:
            raise InvalidInput(f"{where}.action: {rule.action!r} is not in the catalogue; put it there first")
        check_condition(rule.when, f"{where}.when")
        properties = spec.parameters.get("properties", {})
        for name, value in rule.arguments.items():
            if name not in properties:
                raise InvalidInput(f"{where}.arguments: {rule.action!r} has no parameter {name!r}")
            if isinstance(properties[name], dict) and not valid(value, properties[name]):
                raise InvalidInput(f"{where}.arguments.{name}: it does not fit the parameter's schema")


def check_condition(condition: Condition, where: str) -> None:
    """Refuse a condition that says nothing, or names a reason code that there is not. Raises InvalidInput."""
    if condition == Condition():
        raise InvalidInput(f"{where}: it says nothing, so it would never hold; name at least one condition")
    for code in condition.reasons:
        if code not in CODES:
            raise InvalidInput(f"{where}.reasons: {code!r} is no reason code; they are {', '.join(CODES)}")


def _with_fixed(known: Filled, rule: ActionRule, n: int) -> Filled:
    """The rule's own arguments come before what was found."""
    if not rule.arguments:
        return known
    fixed = {
        name: Where(record=f"policy/actions/rules/{n}", quote=str(value)[:300])
        for name, value in rule.arguments.items()
    }
    kept = [(m, q) for m, q in zip(known.missing, known.questions, strict=True) if m not in rule.arguments]
    return Filled(
        known.arguments | rule.arguments,
        known.sources | fixed,
        tuple(m for m, _ in kept),
        tuple(q for _, q in kept),
    )
