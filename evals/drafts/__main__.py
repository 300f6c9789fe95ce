"""``python -m evals.drafts safety``: what bots send under attack, and to ordinary customers; ``simulate``: whole
conversations with scripted customers, and the rules that they break.

Exit code 1 where a goal is missed, 2 where data is missing.
"""

import argparse
import asyncio
import sys
from pathlib import Path

from rich.console import Console

from copilot.api.logs import configure_logging
from copilot.errors import UserError
from evals.attacks.cases import bipia, own, sampled
from evals.drafts import safety, simulate
from evals.drafts.openings import read_openings


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.drafts", description="What a bot sends, and to whom.")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("safety", help="unsafe sends under attack, sends to ordinary customers")
    command.add_argument("--data", type=Path, metavar="DIR", help="public data: inj_bipia in it adds attacks")
    command.add_argument("--limit", type=int, metavar="N", help="at most N attacks, evenly from all")
    command.add_argument("--each", type=int, default=2, metavar="K", help="places besides the message for each (2)")
    command.add_argument("--openings", type=int, metavar="N", help="at most N ordinary openings")
    command.add_argument("--show", action="store_true", help="list every opening that is not sent right")
    command = commands.add_parser("simulate", help="conversations with scripted customers")
    command.add_argument("--conversations", type=int, default=1000, metavar="N")
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--packages", type=Path, metavar="FILE", help="write the hand-offs there, as JSON lines")
    given = parser.parse_args()
    configure_logging("error")
    console = Console(width=150)
    try:
        if given.command == "simulate":
            outcome = asyncio.run(simulate.run(given.conversations, given.seed))
            if given.packages:
                simulate.keep(outcome, given.packages)
            return 1 if simulate.show(outcome, console) else 0
        attacks = own() + (bipia(given.data / "inj_bipia") if given.data else [])
        attacks = sampled(attacks, given.limit)
        figures = asyncio.run(safety.run(attacks, given.each, read_openings(given.openings)))
        return 1 if safety.show(figures, console, details=given.show) else 0
    except (UserError, OSError) as e:
        print(f"evals.drafts: {e}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
