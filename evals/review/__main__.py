"""People label a blind sample: ``python -m evals review make RUN --out DIR``, then ``... review read DIR A.csv B.csv``.

RUN is the folder or file of ``evals run``. DIR gets ``review.html`` (label by keyboard, saved as CSV) and
``review.csv`` (label in a spreadsheet), one of which each reviewer fills in alone; ``key.json`` stays with you. What is
read back goes to ``DIR/labels.json`` and is printed: shares with 95 % intervals, and agreement.
"""

import argparse
import json
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

from copilot.errors import UserError
from evals.review.agree import result
from evals.review.page import as_html
from evals.review.sample import read_key, read_run, sample, write_key, write_private
from evals.review.sheet import Labelled, as_csv, read_labels

PAGE, SHEET, LABELS = "review.html", "review.csv", "labels.json"


def make(run: Path, out: Path, size: int, seed: int, suites: Collection[str] = ()) -> int:
    """Write the sample, of the named suites where any are. Raises UserError; a review that is there is not written
    over, since people may be labelling it already."""
    if (out / PAGE).exists():
        raise UserError(f"{out} holds a review already; name another folder")
    cases = [c for c in read_run(run) if not suites or c.get("suite") in suites]
    items = sample(cases, size, seed)
    out.mkdir(parents=True, exist_ok=True)
    write_key(out, items, seed)
    write_private(out / PAGE, as_html(items))
    write_private(out / SHEET, as_csv(items))
    print(f"{len(items)} suggestions in {out}: give each reviewer {PAGE} or {SHEET}, and keep key.json to yourself.")
    if len(items) < size:
        print(f"The run holds no more than {len(items)} cases with a suggestion.")
    return 0


def read(folder: Path, files: list[Path], judge: Path | None, seed: int) -> int:
    """Print what the labels say; 1 where a row could not be read. Raises UserError."""
    items = [i.id for i in read_key(folder)]
    reviewers = [read_labels(file, items) for file in files]
    named: set[str] = set()
    for reviewer in reviewers:  # two files of one name are two reviewers
        while reviewer.name in named:
            reviewer.name += "'"
        named.add(reviewer.name)
    judged = read_labels(judge, items) if judge else None
    faults = [fault for r in (*reviewers, *filter(None, [judged])) for fault in r.faults]
    for fault in faults:
        print(fault, file=sys.stderr)
    told = result(items, reviewers, judged, seed=seed)
    write_private(folder / LABELS, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    print(as_text(told, reviewers))
    return 1 if faults else 0


def as_text(told: dict[str, Any], reviewers: list[Labelled]) -> str:
    """For reading; figures are value [low, high] (n)."""
    lines = [f"{told['items']} items, {len(reviewers)} reviewers", "", "By vote of the reviewers:"]
    lines += [f"  {name:<11}{_told(f)}" for name, f in told["shares"].items()]
    if len(reviewers) > 1:
        lines += ["", "Each reviewer, accepted (right or a small edit):"]
        lines += [f"  {name:<20}{_told(f['accepted'])}" for name, f in told["reviewers"].items()]
        lines += ["", "Agreement (same label; Cohen's kappa):"]
        lines += [f"  {pair}: {_told(f['raw'])}; {_told(f['kappa'])}" for pair, f in told["agreement"].items()]
    if "fleiss_kappa" in told:
        lines.append(f"  of all: Fleiss's kappa {_told(told['fleiss_kappa'])}")
    if "judge" in told:
        judge = told["judge"]
        lines += ["", f"The model as judge: accepted {_told(judge['shares']['accepted'])}"]
        for name, of in (("agreement", "its label and the reviewers' vote"), ("accepted_agreement", "accepted or not")):
            lines.append(f"  {of}: same {_told(judge[name]['raw'])}; kappa {_told(judge[name]['kappa'])}")
    return "\n".join(lines)


def _told(figure: dict[str, Any]) -> str:
    apart = "".join(f", {count} {reason}" for reason, count in figure["unscored"].items())
    if figure["value"] is None:
        return f"not scored{apart}"
    return f"{figure['value']:.2f} [{figure['low']:.2f}, {figure['high']:.2f}] (n={figure['n']}{apart})"


def main() -> int:
    """0 where all was read, 1 where rows were left out, 2 for what the user must change."""
    parser = argparse.ArgumentParser(prog="python -m evals review", description=__doc__)
    ways = parser.add_subparsers(dest="way", required=True)
    making = ways.add_parser("make", help="draw a sample of a run")
    making.add_argument("run", type=Path, metavar="RUN")
    making.add_argument("--out", type=Path, required=True, metavar="DIR")
    making.add_argument("--n", type=int, default=100, help="suggestions at most (default 100)")
    making.add_argument("--suite", action="append", default=[], help="only its cases; may be given again")
    reading = ways.add_parser("read", help="read labelled files back")
    reading.add_argument("folder", type=Path, metavar="DIR")
    reading.add_argument("labels", type=Path, nargs="+", metavar="CSV")
    reading.add_argument("--judge", type=Path, metavar="CSV", help="what 'evals judge' wrote")
    for way in (making, reading):
        way.add_argument("--seed", type=int, default=7)
    told = parser.parse_args()
    try:
        if told.way == "make":
            return make(told.run, told.out, told.n, told.seed, told.suite)
        return read(told.folder, told.labels, told.judge, told.seed)
    except (UserError, OSError) as e:
        print(f"evals review: {e}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
