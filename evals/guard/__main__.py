"""``python -m evals.guard SUITE [--show] [--data FOLDER]``: how well the guards of what goes in and out do."""

import argparse
import sys
from importlib import import_module
from pathlib import Path

SUITES = ("confidence", "pii", "support", "values")
"""Modules of this package, each with a ``main(*, show)`` that prints."""
WITH_DATA = ("confidence", "pii")
"""Those that also take public data."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.guard", description=__doc__)
    parser.add_argument("suite", choices=SUITES)
    parser.add_argument("--show", action="store_true", help="print each case that came out wrong")
    parser.add_argument("--data", type=Path, help="folder that holds the public data, for confidence and pii")
    told = parser.parse_args()
    suite = import_module(f"evals.guard.{told.suite}")
    more = {"data": told.data} if told.suite in WITH_DATA else {}
    return int(suite.main(show=told.show, **more) or 0)


if __name__ == "__main__":
    sys.exit(main())
