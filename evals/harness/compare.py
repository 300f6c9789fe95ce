"""``python -m evals compare A B``: what changed from run A to run B, case by case, and whether it is more than noise.

Cases are paired by their ids. Each difference has a 95 % interval by a paired bootstrap (Efron and Tibshirani 1993)
and a p-value: of scores that are 0 or 1 the exact test of McNemar (1947), of others a randomisation test that turns the
signs of the differences (Fisher 1935), of figures of many cases the bootstrap's own. All are drawn by the seed. What
gets worse counts as a regression where it still does after Holm's correction (1979) at 5 %: over all metrics together,
and over all slices together. Exit code 1 for a regression, 2 where the runs can't be compared.
"""

import argparse
import json
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from copilot.errors import UserError
from evals.harness import result
from evals.harness.interval import ends, resampled_means
from evals.harness.measures import MEASURES, Measure

Json = dict[str, Any]
Pair = tuple[Json, Json]
LEVEL = 0.05
_ROUNDS, _POOLED_ROUNDS = 4000, 500
_CHUNK = 2_000_000


@dataclass(frozen=True, slots=True)
class Change:
    """Of one metric, over all cases or in one slice."""

    metric: str
    slice: str
    """``language=de``; empty for all cases."""
    before: float
    after: float
    low: float
    high: float
    """The 95 % interval of the difference."""
    p: float
    n: int
    """Cases that are scored in both runs."""
    lost: int
    """Cases that only the first run could score."""
    worse: bool
    """By which way is better for the metric."""
    verdict: str = ""
    """``regression``, ``improvement``, or nothing: within the noise."""


def compared(a: Json, b: Json, seed: int) -> list[Change]:
    """Every metric that both runs have, over all cases and by slice. Raises UserError where no case is in both."""
    before = {(c["suite"], c["id"]): c for c in a["cases"]}
    pairs = [(before[key], c) for c in b["cases"] if (key := (c["suite"], c["id"])) in before]
    if not pairs:
        raise UserError("the two runs have no case in common")
    changes = []
    for full in a["metrics"]:
        suite, _, name = full.partition(".")
        if full in b["metrics"] and name in MEASURES:
            own = [p for p in pairs if p[0]["suite"] == suite]
            for where, part in _parts(own):
                if change := _change(full, name, where, part, seed):
                    changes.append(change)
    overall = _judged([c for c in changes if not c.slice])
    return overall + _judged([c for c in changes if c.slice])


def _parts(pairs: Sequence[Pair]) -> Iterator[tuple[str, Sequence[Pair]]]:
    """All cases, then each slice of a field that has several values."""
    yield "", pairs
    for field in dict.fromkeys(f for one, _ in pairs for f in one["slices"]):
        values = sorted({one["slices"][field] for one, _ in pairs if field in one["slices"]})
        if len(values) > 1:
            for value in values:
                yield f"{field}={value}", [p for p in pairs if p[0]["slices"].get(field) == value]


def _change(full: str, name: str, where: str, pairs: Sequence[Pair], seed: int) -> Change | None:
    measure = MEASURES[name]
    if measure.pooled is not None:
        return _pooled(full, measure, where, pairs, seed) if not where else None
    both = [(x["scores"][name], y["scores"][name]) for x, y in pairs if name in x["scores"] and name in y["scores"]]
    lost = sum(name in x["scores"] and name not in y["scores"] for x, y in pairs)
    if not both:
        return None
    x, y = np.array(both, dtype=np.float64).T
    difference = y - x
    drawn = resampled_means(difference.tolist(), seed, _ROUNDS)
    p = mcnemar(x, y) if set(x) | set(y) <= {0.0, 1.0} else signs(difference, seed)
    return _told(full, where, float(x.mean()), float(y.mean()), drawn, p, len(both), lost, measure)


def _pooled(full: str, measure: Measure, where: str, pairs: Sequence[Pair], seed: int) -> Change | None:
    assert measure.pooled is not None
    both = [(x["scores"], y["scores"]) for x, y in pairs]
    scores = [(x, y) for x, y in both if all(used in x and used in y for used in measure.uses)]
    before, after = measure.pooled([x for x, _ in scores]), measure.pooled([y for _, y in scores])
    if before is None or after is None:
        return None
    chance = np.random.default_rng(seed)
    drawn = []
    for _ in range(_POOLED_ROUNDS):
        at = chance.integers(0, len(scores), len(scores))
        x, y = measure.pooled([scores[n][0] for n in at]), measure.pooled([scores[n][1] for n in at])
        if x is not None and y is not None:
            drawn.append(y - x)
    if not drawn:
        return None
    below, above = sum(d <= 0 for d in drawn), sum(d >= 0 for d in drawn)
    p = min(1.0, 2 * (min(below, above) + 1) / (len(drawn) + 1))
    return _told(full, where, before, after, np.sort(np.array(drawn)), p, len(scores), 0, measure)


def _told(  # noqa: PLR0917  # one row of the table
    full: str, where: str, before: float, after: float, drawn: Any, p: float, n: int, lost: int, measure: Measure
) -> Change:
    low, high = ends(drawn)
    worse = (after < before) if measure.better == "higher" else (after > before)
    a, b, low, high = (round(v, 4) for v in (before, after, low, high))
    return Change(full, where, a, b, low, high, round(p, 5), n, lost, worse)


def mcnemar(x: Any, y: Any) -> float:
    """Two-sided exact p of two runs whose scores are 0 or 1: the cases that changed are a fair coin's throws."""
    up, down = int((y > x).sum()), int((y < x).sum())
    n = up + down
    tail = sum(math.comb(n, k) for k in range(min(up, down) + 1))
    return min(1.0, float(2 * tail / 2**n))


def signs(difference: Any, seed: int) -> float:
    """Two-sided p that turning the signs at random moves the mean as far, with the one that was seen counted."""
    changed = difference[difference != 0]
    if not len(changed):
        return 1.0
    chance = np.random.default_rng(seed)
    seen, far, at_once = abs(changed.sum()), 0, max(1, _CHUNK // len(changed))
    for n in range(0, _ROUNDS, at_once):
        turned = chance.integers(0, 2, (min(at_once, _ROUNDS - n), len(changed))) * 2 - 1
        far += int((np.abs(turned @ changed) >= seen - 1e-12).sum())
    return (far + 1) / (_ROUNDS + 1)


def _judged(changes: Sequence[Change]) -> list[Change]:
    """Each with its verdict after Holm's correction over all of them."""
    ordered = sorted(range(len(changes)), key=lambda n: changes[n].p)
    sure: set[int] = set()
    for rank, n in enumerate(ordered):
        if changes[n].p > LEVEL / (len(changes) - rank):
            break
        sure.add(n)
    out = []
    for n, change in enumerate(changes):
        moved = n in sure and change.before != change.after
        verdict = ("regression" if change.worse else "improvement") if moved else ""
        out.append(Change(**(asdict(change) | {"verdict": verdict})))
    return out


def notes(a: Json, b: Json) -> list[str]:
    """What keeps the two runs from being quite the same measurement."""
    told = []
    if a["suite"] != b["suite"]:
        told.append(f"the suites differ: {a['suite']}, {b['suite']}")
    elif a["fingerprint"] != b["fingerprint"]:
        told.append("the suite's cases or metrics changed between the runs; only cases of both are compared")
    ids = [{(c["suite"], c["id"]) for c in one["cases"]} for one in (a, b)]
    if only := len(ids[0] ^ ids[1]):
        told.append(f"{only} cases are in one run only")
    return told


def show(changes: Sequence[Change], console: Console, *, every: bool) -> None:
    """Overall changes, and the slices that moved."""
    table = Table("metric", "slice", "A", "B", "B - A", "95 %", "p", "cases", "lost", "verdict", title="Paired by case")
    for c in changes:
        if c.slice and not c.verdict and not every:
            continue
        colour = {"regression": "red", "improvement": "green"}.get(c.verdict, "")
        verdict = f"[{colour}]{c.verdict}[/]" if colour else ""
        numbers = (f"{c.before:.3f}", f"{c.after:.3f}", f"{c.after - c.before:+.3f}", f"{c.low:+.3f} to {c.high:+.3f}")
        table.add_row(c.metric, c.slice, *numbers, f"{c.p:.3g}", str(c.n), str(c.lost or ""), verdict)
    console.print(table)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m evals compare",
        description=__doc__,
        allow_abbrev=False,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("a", type=Path, metavar="A", help="results.json of the earlier run, or its folder")
    parser.add_argument("b", type=Path, metavar="B", help="the same of the later one")
    parser.add_argument("--seed", type=int, default=7, help="of what is drawn (7)")
    parser.add_argument("--every", action="store_true", help="list slices that did not move too")
    parser.add_argument("--out", type=Path, metavar="FILE.json", help="write the changes there too")
    given = parser.parse_args()
    try:
        a, b = result.read(given.a), result.read(given.b)
        changes = compared(a, b, given.seed)
    except UserError as e:
        print(f"evals compare: {e}", file=sys.stderr)
        return 2
    for note in notes(a, b):
        print(note, file=sys.stderr)
    wide = Console()
    show(changes, wide if wide.is_terminal else Console(width=160), every=given.every)
    if given.out:
        given.out.write_text(json.dumps([asdict(c) for c in changes], indent=1) + "\n", "utf-8")
    worse = [c for c in changes if c.verdict == "regression"]
    for c in worse:
        where = f" where {c.slice}" if c.slice else ""
        print(f"regression: {c.metric}{where} from {c.before:.3f} to {c.after:.3f} (p {c.p:.3g}, {c.n} cases)")
    print(f"{len(worse)} regressions, {sum(c.verdict == 'improvement' for c in changes)} improvements")
    return 1 if worse else 0
