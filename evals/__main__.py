"""``python -m evals COMMAND``: does it help, is it true, what does it cost, and did it get worse."""

import sys
from importlib import import_module

COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("evals.harness.run", "run a suite: figures, intervals, slices, and a report of every failed case"),
    "compare": ("evals.harness.compare", "two runs, case by case; exit code 1 where the second is worse"),
    "gate": ("evals.harness.gate", "a run against thresholds, for CI; exit code 1 where one fails"),
    "review": ("evals.review.__main__", "people label a blind sample; read back with their agreement"),
    "judge": ("evals.judge.__main__", "a model labels the same sample"),
    "mutations": ("evals.mutations.__main__", "a copilot broken in one thing is caught: the table"),
    "replay": ("evals.replay.__main__", "your own closed tickets, turn by turn, without the future"),
    "summaries": ("evals.summaries.__main__", "facts kept and ROUGE, on public conversations"),
    "actions": ("evals.actions.__main__", "next actions and their arguments, on public conversations"),
    "sample": ("evals.sample", "a table of what comes out for the sample company"),
    "retrieval": ("evals.retrieval.__main__", "search alone, also with parts of it left out"),
    "escalation": ("evals.escalation.__main__", "when a bot may answer, on public intents"),
    "drafts": ("evals.drafts.__main__", "what bots send under attack and in whole conversations"),
    "attacks": ("evals.attacks.__main__", "what gets through a model that obeys everybody"),
    "guard": ("evals.guard.__main__", "masking, support, values and confidence"),
    "signals": ("evals.signals.__main__", "when a customer wants a person, is upset or in danger"),
}
"""Name -> (module with a ``main()`` that reads ``sys.argv`` and returns the exit code, one line of help)."""


def main() -> int:
    """Run a command. 0 where all is well, 1 where a goal is missed, 2 for what the user must change."""
    if len(sys.argv) < 2 or sys.argv[1] in ("-h", "--help"):
        print(f"usage: python -m evals COMMAND ...\n\n{__doc__}\n")
        for name, (_, about) in COMMANDS.items():
            print(f"  {name:<12}{about}")
        print("\nEach tells its options with --help.")
        return 0 if len(sys.argv) > 1 else 2
    name = sys.argv[1]
    if name not in COMMANDS:
        print(f"evals: there is no command {name!r}; there are {', '.join(COMMANDS)}", file=sys.stderr)
        return 2
    sys.argv = [f"python -m evals {name}", *sys.argv[2:]]
    return int(import_module(COMMANDS[name][0]).main() or 0)


if __name__ == "__main__":
    sys.exit(main())
