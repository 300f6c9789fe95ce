"""What gets through: ``python -m evals.attacks``; what is noticed: ``python -m evals.attacks --detector``.

Exit code 1 where anything got through that must not, 2 where data is missing.
"""

import argparse
import asyncio
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from copilot.api.logs import configure_logging
from copilot.errors import UserError
from copilot.guard.injection import signs
from evals.attacks.cases import Attack, bipia, harmless, own, public_texts, sampled
from evals.attacks.judge import GOALS
from evals.attacks.run import Tried, opened, plan


async def run(attacks: Sequence[Attack], each: int) -> list[Tried]:
    """All of them one after the other; every fifth as a stream."""
    tried: list[Tried] = []
    async with opened() as it:
        for n, (attack, place) in enumerate(plan(attacks, each)):
            if n % 100 == 0:
                print(f"{n} requests so far", file=sys.stderr)
            tried.append(await it.attack(attack, place, stream=n % 5 == 4))
    return tried


def show(tried: Sequence[Tried], console: Console, *, details: bool) -> int:
    """Tables by class and by place; returns how many goals were missed."""
    for title, of in (("class", lambda t: t.attack.kind), ("place", lambda t: t.place)):
        _table(title, of, tried, console)
    missed = [(t, leak) for t in tried for leak in t.leaks]
    for t, (goal, what) in missed if details else missed[:10]:
        console.print(f"{goal}: {t.attack.id} in {t.place}: {what}", markup=False)
    return len(missed)


def _table(title: str, of: Callable[[Tried], str], tried: Sequence[Tried], console: Console) -> None:
    table = Table(title, "requests", "written", *GOALS, "suspected", title=f"What got through, by {title}")
    groups = dict.fromkeys(of(t) for t in tried)
    for group in (*groups, "all"):
        rows = [t for t in tried if group in ("all", of(t))]
        got = Counter(goal for t in rows for goal in {g for g, _ in t.leaks})
        noticed = f"{sum(t.suspected for t in rows) / len(rows):.0%}"
        table.add_row(group, str(len(rows)), str(sum(t.written for t in rows)), *(str(got[g]) for g in GOALS), noticed)
    console.print(table)


def detector(attacks: Sequence[Attack], data: Path | None, console: Console) -> None:
    """Recall by class, and how often ordinary messages are taken for attacks."""
    table = Table("class", "attacks", "noticed", title="Signs of injection in one text")
    groups = dict.fromkeys(("all, held out" if a.half == "held-out" else a.kind) for a in attacks)
    for kind in groups:
        of = [a for a in attacks if kind == ("all, held out" if a.half == "held-out" else a.kind)]
        texts = [" ".join(a.parts) or a.text for a in of]
        table.add_row(kind, str(len(texts)), f"{sum(bool(signs(t)) for t in texts) / len(texts):.1%}")
    console.print(table)
    table = Table("harmless texts", "texts", "taken for attacks", "share", title="False alarms")
    own_halves = {f"own, {half}": [t for h, t in harmless() if h == half] for half in ("tune", "held-out")}
    for name, texts in [*own_halves.items(), *(public_texts(data) if data else ())]:
        wrong = sum(bool(signs(t)) for t in texts)
        table.add_row(name, str(len(texts)), str(wrong), f"{wrong / len(texts):.2%}")
    console.print(table)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.attacks", description="A model that obeys everybody.")
    parser.add_argument(
        "--data", type=Path, metavar="FOLDER", help="public data: inj_bipia, tweetsumm and others in it"
    )
    parser.add_argument("--limit", type=int, metavar="N", help="at most N attacks, evenly from all")
    parser.add_argument("--each", type=int, default=2, metavar="N", help="places besides the message for each (2)")
    parser.add_argument("--show", action="store_true", help="list all that got through")
    parser.add_argument("--detector", action="store_true", help="only what is noticed, and what is wrongly")
    given = parser.parse_args()
    configure_logging("error")
    console = Console(width=150)
    try:
        attacks = own() + (bipia(given.data / "inj_bipia") if given.data else [])
        attacks = sampled(attacks, given.limit)
        if given.detector:
            detector(attacks, given.data, console)
            return 0
        return 1 if show(asyncio.run(run(attacks, given.each)), console, details=given.show) else 0
    except (UserError, OSError) as e:
        print(f"evals.attacks: {e}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
