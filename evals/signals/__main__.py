"""``python -m evals.signals [--show]``: which conversations the signals hold back, rightly and wrongly.

``evals/cases/signals_wanted.jsonl`` holds messages that must raise a code, ``signals_benign.jsonl`` messages with the
same words that must raise none. Patterns were tuned on the half ``tune`` only. Exit code 1 where a goal is missed.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from copilot.assist.case import Case
from copilot.assist.gather import Answered, Gathered
from copilot.assist.signals import signals
from copilot.domain import Answer, AssistRequest, Conversation, Policy
from evals.attacks.cases import own
from retrieval.documents import Found, Message, Passage
from retrieval.thread import query_from_thread

CASES = Path(__file__).parents[1] / "cases"
HALVES = ("tune", "held-out")
RECALL = {"tune": 0.9, "held-out": 0.8}
FALSE_ALARMS = {"injection_suspected": 0.01, "any": 0.03}
_FOUND = Found(
    passage=Passage(id="article:1#0", kind="article", source_id="1", title="All", text="All."), relevance=0.9
)
_ANSWER = Answer(id="a", mode="full")
_NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Said:
    """One customer's message, and the code that it must raise; None for none."""

    half: str
    language: str
    text: str
    code: str | None = None
    before: tuple[str, ...] = ()
    """What the customer and a bot said in turn before it."""


def read(path: Path) -> list[Said]:
    """The messages of a file. Raises OSError."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [Said(r["half"], r["language"], r["text"], r.get("code"), tuple(r.get("before", ()))) for r in lines]


def raised(said: Said) -> set[str]:
    """The codes that a message raises from a customer whom nobody attests, with an answer at hand."""
    texts = [*said.before, said.text]
    messages = tuple(Message(author="bot" if n % 2 else "customer", text=t) for n, t in enumerate(texts))
    conversation = Conversation(channel="chat", messages=messages)
    query = query_from_thread(messages, subject=None, language=said.language)
    case = Case(AssistRequest(conversation=conversation), conversation, None, Policy())
    found = Gathered(query, answered=(Answered(None, (_FOUND,)),))
    return {str(n.code) for n in signals(case, case, found, _ANSWER, now=_NOW) if n.code != "nothing_asked"}


def show(benign: Sequence[Said], wanted: Sequence[Said], console: Console, *, details: bool) -> bool:
    """Tables of recall and false alarms; True where every goal is met."""
    met = True
    table = Table("code", *(f"{half}: found" for half in HALVES), title="Messages that must raise a code")
    for code in dict.fromkeys(s.code for s in wanted):
        cells = []
        for half in HALVES:
            of = [s for s in wanted if s.code == code and s.half == half]
            missed = [s for s in of if code not in raised(s)]
            share = 1 - len(missed) / len(of)
            met &= share >= RECALL[half]
            cells.append(f"{len(of) - len(missed)} of {len(of)} ({share:.0%})")
            _list(f"missed {code}", missed, half, console, details)
        table.add_row(code, *cells)
    console.print(table)
    table = Table("code", *(f"{half}: raised" for half in HALVES), title="Messages that must raise none")
    for name in ("any", *sorted({"injection_suspected"}.union(*(raised(s) for s in benign)))):
        cells = []
        for half in HALVES:
            of = [s for s in benign if s.half == half]
            wrong = [s for s in of if (raised(s) if name == "any" else name in raised(s))]
            met &= len(wrong) / len(of) <= FALSE_ALARMS.get(name, 1.0)
            cells.append(f"{len(wrong)} of {len(of)} ({len(wrong) / len(of):.1%})")
            if name != "any":
                _list(f"wrongly {name}", wrong, half, console, details)
        table.add_row(name, *cells)
    console.print(table)
    return met


def _list(title: str, of: Sequence[Said], half: str, console: Console, details: bool) -> None:
    if details and half == "tune":  # what is held out is counted, never looked at
        for s in of:
            console.print(f"{title} [{s.language}]: {s.text}", markup=False, highlight=False)


def cost(said: Sequence[Said]) -> tuple[float, float]:
    """Milliseconds of CPU for one message's signals: the median and the 99th of a hundred, nothing cached."""
    spent = []
    for n, s in enumerate(said):
        fresh = Said(s.half, s.language, f"{s.text} ({n})", before=s.before)
        clock = time.process_time()
        raised(fresh)
        spent.append((time.process_time() - clock) * 1000)
    spent.sort()
    return spent[len(spent) // 2], spent[int(len(spent) * 0.99)]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.signals", description="What must go to a person.")
    parser.add_argument("--show", action="store_true", help="list what came out wrong in the half 'tune'")
    given = parser.parse_args()
    console = Console(width=150)
    try:
        benign, wanted = read(CASES / "signals_benign.jsonl"), read(CASES / "signals_wanted.jsonl")
    except OSError as e:
        print(f"evals.signals: {e}", file=sys.stderr)
        return 2
    met = show(benign, wanted, console, details=given.show)
    attacks = [Said(a.half, a.language, a.text) for a in own() if not a.parts]
    noticed = Counter(a.half for a in attacks if "injection_suspected" in raised(a))
    for half in HALVES:
        console.print(f"attacks, {half}: {noticed[half]} of {sum(a.half == half for a in attacks)} noticed")
    median, high = cost(benign)
    console.print(f"CPU: {median:.2f} ms in the median, {high:.2f} ms for all but one in a hundred")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
