"""All turns as figures, each with its interval and with how many turns could be scored for it. Pure."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from evals.metrics import bootstrap, mean
from evals.replay.score import TOP, Scored

Value = float | bool | None
_Z = 1.96
_ROUNDS = 200
_FEW = 10
"""Turns below which a slice is not shown."""

DEFINITIONS: dict[str, tuple[str, Callable[[Scored], Value]]] = {
    "source_found": (
        "of answers that came from an article that stood then, those whose article is among the sources",
        lambda t: None if t.rank is None else t.rank > 0,
    ),
    "source_first": (
        "the same, as the first document",
        lambda t: None if t.rank is None else t.rank == 1,
    ),
    "source_mrr": (
        "the mean of 1 / place of the article among the documents (MRR; 0 where it is not found)",
        lambda t: None if t.rank is None else (1.0 / t.rank if t.rank else 0.0),
    ),
    "source_found_without_edited": (
        "as source_found, with answers from articles that were edited since, which are hidden: a lower bound",
        lambda t: None if not (t.origin or t.origin_edited) else bool(t.rank),
    ),
    "source_found_with_edited": (
        "the same with those articles as they are now, which may hold what came later: an upper bound",
        lambda t: None if not (t.origin or t.origin_edited) else bool(t.rank or t.rank_edited),
    ),
    "sources_cover": (
        "the share of the content words of what was sent that the sources have",
        lambda t: t.covered,
    ),
    "replied": ("turns with a suggested reply", lambda t: bool(t.replies)),
    "grounded": ("of first replies, those of which every check holds", lambda t: t.grounded),
    "wrong_values": (
        "of first replies, those with a value that no source, thread or record holds",
        lambda t: None if t.wrong_values is None else t.wrong_values > 0,
    ),
    "likeness": ("the first reply's ROUGE-L to what was sent", lambda t: t.likeness),
    "best_likeness": ("the same of the nearest reply", lambda t: t.best_likeness),
    "used": (
        "of turns with replies: the nearest is as good as sent",
        lambda t: None if t.use is None else t.use == "used",
    ),
    "edited": ("the same: an edited form was sent", lambda t: None if t.use is None else t.use == "edited"),
    "ignored": ("the same: something else was sent", lambda t: None if t.use is None else t.use == "ignored"),
    "action_first": (
        "of turns with an action, those where the first one offered was taken",
        lambda t: None if t.right_action is None else t.right_action == 1,
    ),
    "action_offered": (
        f"the same, among the first {TOP}",
        lambda t: None if t.right_action is None else 0 < t.right_action <= TOP,
    ),
    "bot_sends": ("of first answers, those that a bot would have sent", lambda t: _decided(t, "send")),
    "bot_clarifies": (
        "of first answers, those before which a bot would have asked back",
        lambda t: _decided(t, "clarify"),
    ),
    "bot_hands_over": (
        "of first answers, those that a bot would have left to a person",
        lambda t: _decided(t, "handoff"),
    ),
    "bot_likeness": (
        "ROUGE-L of what a bot would have sent to what was sent",
        lambda t: t.bot_likeness if t.decision == "send" else None,
    ),
    "ended_well": ("tickets' real end: solved, not reopened, not rated below 4 of 5", lambda t: t.well),
    "ended_well_where_sent": (
        "the same where a bot would have sent",
        lambda t: t.well if t.decision == "send" else None,
    ),
    "ended_well_where_handed_over": (
        "the same where a bot would have left it to a person",
        lambda t: t.well if t.decision == "handoff" else None,
    ),
}
"""Name -> (definition, value of one turn); None is "cannot be scored", and never counts as zero."""


def _decided(turn: Scored, decision: str) -> Value:
    return None if turn.decision == "with_agent" else turn.decision == decision


def figure(values: Sequence[Value], seed: int) -> dict[str, Any]:
    """The mean with its 95 % interval: Wilson's (1927) for shares, else the bootstrap's; ``value`` None of nothing."""
    known = [v for v in values if v is not None]
    out: dict[str, Any] = {"value": None, "low": None, "high": None, "n": len(known)}
    out["not_scored"] = len(values) - len(known)
    if not known:
        return out
    numbers = [float(v) for v in known]
    if all(isinstance(v, bool) for v in known):
        low, high = wilson(sum(numbers), len(numbers))
        return out | {"value": _short(mean(numbers)), "low": _short(low), "high": _short(high)}
    found = bootstrap(numbers, mean, rounds=_ROUNDS, seed=seed)
    return out | {"value": _short(found.value), "low": _short(found.low), "high": _short(found.high)}


def wilson(right: float, n: int) -> tuple[float, float]:
    """The score interval of a share, 95 % (Wilson 1927)."""
    p, z2 = right / n, _Z * _Z
    middle, half = p + z2 / (2 * n), _Z * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return max(0.0, (middle - half) / (1 + z2 / n)), min(1.0, (middle + half) / (1 + z2 / n))


def figures(turns: Sequence[Scored], seed: int) -> dict[str, Any]:
    """Every figure, over all turns."""
    return {name: figure([of(t) for t in turns], seed) for name, (_, of) in DEFINITIONS.items()}


def slices(turns: Sequence[Scored]) -> dict[str, dict[str, dict[str, Any]]]:
    """The plain means by channel, language, and first or later answer."""
    kinds: dict[str, Callable[[Scored], str]] = {
        "channel": lambda t: t.channel,
        "language": lambda t: t.language or "unknown",
        "answer": lambda t: "first" if t.number == 1 else "later",
    }
    out: dict[str, dict[str, dict[str, Any]]] = {}
    for kind, of in kinds.items():
        groups: defaultdict[str, list[Scored]] = defaultdict(list)
        for turn in turns:
            groups[of(turn)].append(turn)
        out[kind] = {name: _means(group) for name, group in sorted(groups.items()) if len(group) >= _FEW}
    return out


def decisions(turns: Sequence[Scored]) -> dict[str, dict[str, int]]:
    """What a bot would have done, by how the ticket really ended; and why it would not have sent."""
    ends: dict[str, Counter[str]] = {}
    why: Counter[str] = Counter()
    for turn in turns:
        ends.setdefault(turn.decision, Counter())["well" if turn.well else "badly"] += 1
        if turn.decision in ("clarify", "handoff") and turn.why:
            why[turn.why[0]] += 1
    table = {decision: dict(sorted(counts.items())) for decision, counts in sorted(ends.items())}
    return table | {"why_not_sent": dict(sorted(why.items(), key=lambda w: (-w[1], w[0])))}


def _means(turns: Sequence[Scored]) -> dict[str, Any]:
    out: dict[str, Any] = {"turns": len(turns)}
    for name, (_, of) in DEFINITIONS.items():
        known = [float(v) for v in map(of, turns) if v is not None]
        out[name] = _short(mean(known)) if known else None
    return out


def _short(value: float) -> float:
    return round(value, 4)
