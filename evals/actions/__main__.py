"""``python -m evals.actions star|tau --data FOLDER``: next actions on public data. Exit code 2 where it is missing."""

import sys
from importlib import import_module

SUITES = {"star": "evals.actions.run_star", "tau": "evals.actions.tau"}
"""Name -> module with ``main(arguments) -> exit code``."""


def main() -> int:
    """Run a suite by its name."""
    name = next(iter(sys.argv[1:]), "")
    if name not in SUITES:
        print(f"usage: python -m evals.actions {{{','.join(sorted(SUITES))}}} --data FOLDER", file=sys.stderr)
        return 2
    done: int = import_module(SUITES[name]).main(sys.argv[2:])
    return done


if __name__ == "__main__":
    sys.exit(main())
