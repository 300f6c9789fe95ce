"""How well a check tells true from false: ``python -m evals.guard SUITE [--show]``."""

import argparse

from evals.guard import confidence, support

SUITES = {"confidence": confidence.main, "support": support.main}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m evals.guard", description=__doc__)
    parser.add_argument("suite", choices=sorted(SUITES))
    parser.add_argument("--show", action="store_true", help="print each case that came out wrong")
    arguments = parser.parse_args()
    SUITES[arguments.suite](show=arguments.show)


if __name__ == "__main__":
    main()
