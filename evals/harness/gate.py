"""``python -m evals gate FILE --suite SUITE``: exit code 1, and a line for each threshold that a result fails."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from copilot.errors import UserError
from evals.harness import result
from evals.harness.suite import Suite, in_the_box, read

Json = dict[str, Any]


def failures(found: Json, suite: Suite | None) -> tuple[int, list[str]]:
    """(thresholds looked at, a line for each that fails). A value that can't be scored fails: it is no zero, but
    nothing that passes either. Without a suite the thresholds are those that the result was made with."""
    checks: Sequence[Json] = found["thresholds"]
    if suite is not None:
        checks = [c for p in suite.parts for c in result.checked(p.name, p.thresholds, found["metrics"])]
    lines = []
    for check in checks:
        name, told = check["metric"], found["metrics"].get(check["metric"])
        if told is None:
            lines.append(f"{name} was not measured, must be {check['must']}")
        elif told["value"] is None:
            why = ", ".join(f"{reason} ({n})" for reason, n in told["unscored"].items()) or "no case is about it"
            lines.append(f"{name} cannot be scored: {why}; must be {check['must']}")
        elif not check["ok"]:
            lines.append(f"{name} is {told['value']:g}, must be {check['must']} ({told['n']} cases)")
    return len(checks), lines


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evals gate", description=__doc__, allow_abbrev=False)
    parser.add_argument("file", type=Path, metavar="FILE", help="results.json of a run, or its folder")
    parser.add_argument(
        "--suite",
        help=f"whose thresholds count, by name ({', '.join(in_the_box())}) or file; the run's own where left out",
    )
    given = parser.parse_args()
    try:
        found = result.read(given.file)
        looked_at, lines = failures(found, read(given.suite) if given.suite else None)
        if not looked_at:
            raise UserError("the suite has no thresholds; nothing was checked")
    except UserError as e:
        print(f"evals gate: {e}", file=sys.stderr)
        return 2
    for line in lines:
        print(line)
    print(f"{looked_at - len(lines)} of {looked_at} thresholds hold")
    return 1 if lines else 0
