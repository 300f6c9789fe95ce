"""How much of what is personal never leaves: ``python -m evals.guard pii [--data FOLDER] [--show]``.

Two sets. ``tickets``: 132 texts of ours in five languages with the customer's record beside them, made by templates.
``presidio``: ``FOLDER/pii_presidio_synth/synth_v2.jsonl``, 1,500 sentences of presidio-research without a record, so
its names, streets and companies can't be known and are told apart as "free". A value counts as kept where every letter
and digit of it is masked. Precision is the share of masked places that touch anything the set calls personal.
Exit code 1 where structured recall is below the goal, 2 where the data is not there.
"""

import json
import math
import sys
import time
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from copilot.guard.redaction import Redaction

GOAL = 0.99
"""Of structured values: those with a form of their own, or written in the customer's record."""
TICKETS = Path(__file__).parents[1] / "cases" / "pii_tickets.jsonl"
STRUCTURED = {
    "EMAIL_ADDRESS": "email",
    "PHONE_NUMBER": "phone",
    "CREDIT_CARD": "card",
    "IBAN_CODE": "iban",
    "US_SSN": "document",
    "US_DRIVER_LICENSE": "document",
    "IP_ADDRESS": "ip",
}
"""Presidio's types that we take on by their form; the rest needs a record or a model of names."""


@dataclass(frozen=True, slots=True)
class Ticket:
    text: str
    spans: tuple[tuple[str, int, int], ...]
    customer: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Score:
    kept: int = 0
    of: int = 0
    masked: int = 0
    right: int = 0
    """Masked places that touch something personal."""


def tickets(path: Path = TICKETS) -> Iterator[Ticket]:
    """Ours, with the record that goes with each."""
    for line in path.read_text(encoding="utf-8").splitlines():
        read = json.loads(line)
        yield Ticket(read["text"], tuple((s["kind"], s["start"], s["end"]) for s in read["spans"]), read["customer"])


def presidio(folder: Path) -> Iterator[Ticket]:
    """Sentences without a record."""
    path = folder / "pii_presidio_synth" / "synth_v2.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        read = json.loads(line)
        spans = tuple(
            (STRUCTURED.get(s["entity_type"], f"free: {s['entity_type']}"), s["start_position"], s["end_position"])
            for s in read["spans"]
        )
        yield Ticket(read["full_text"], spans)


def measured(of: Iterable[Ticket], show: bool = False) -> dict[str, Score]:
    """Scores by kind, of the places that each text's own request masks."""
    scores: dict[str, Score] = {}
    for ticket in of:
        assert unicodedata.is_normalized("NFC", ticket.text) or not ticket.customer, "spans are of the text as it is"
        redaction = Redaction()
        customer = ticket.customer
        redaction.learn_record(customer.get("name"), customer.get("id"), customer.get("attributes", {}))
        redaction.learn_thread([("customer", ticket.text)])
        places = redaction.places(ticket.text)
        covered = {at for start, end, _ in places for at in range(start, end)}
        for kind, start, end in ticket.spans:
            score = scores.setdefault(kind, Score())
            kept = all(at in covered or not ticket.text[at].isalnum() for at in range(start, end))
            score.of += 1
            score.kept += kept
            if show and not kept and not kind.startswith("free"):
                print(f"left {kind}: {ticket.text[max(0, start - 30) : end + 10]!r}", file=sys.stderr)
        for start, end, instead in places:
            score = scores.setdefault(instead.strip("[]()").rpartition("_")[0].lower() or "?", Score())
            right = any(a < end and start < b for _, a, b in ticket.spans)
            score.masked += 1
            score.right += right
            if show and not right:
                print(f"masked {instead}: {ticket.text[max(0, start - 30) : end + 10]!r}", file=sys.stderr)
    return scores


def structured(scores: dict[str, Score]) -> tuple[int, int]:
    """(kept, of) over all kinds that we promise."""
    ours = [s for kind, s in scores.items() if not kind.startswith("free")]
    return sum(s.kept for s in ours), sum(s.of for s in ours)


def _interval(kept: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share (Wilson 1927)."""
    z, share = 1.96, kept / of
    centre = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, centre - half), min(1.0, centre + half)


def _table(name: str, scores: dict[str, Score]) -> Table:
    table = Table("kind", "kept", "of", "recall", "masked", "precision", title=name)
    for kind, s in sorted(scores.items(), key=lambda item: (item[0].startswith("free"), item[0])):
        recall = f"{s.kept / s.of:.3f}" if s.of else "-"
        precision = f"{s.right / s.masked:.3f}" if s.masked else "-"
        table.add_row(kind, str(s.kept), str(s.of), recall, str(s.masked), precision)
    return table


def main(*, show: bool, data: Path | None = None) -> int:
    """Print recall and precision by type, of our tickets and, where ``data`` holds it, of public data; 1 where the goal
    is missed, 2 where the data is absent."""
    sets = {"tickets": list(tickets())}
    if data is not None:
        try:
            sets["presidio"] = list(presidio(data))
        except FileNotFoundError as e:
            print(f"no data: {e.filename}", file=sys.stderr)
            return 2
    console, good = Console(), True
    for name, held in sets.items():
        began = time.process_time()
        scores = measured(held, show)
        took = (time.process_time() - began) / len(held) * 1e6
        kept, of = structured(scores)
        low, high = _interval(kept, of)
        good = good and kept >= GOAL * of
        console.print(_table(f"{name}: {len(held)} texts, {took:.0f} µs of CPU each", scores))
        console.print(f"structured recall {kept / of:.4f} ({low:.3f}-{high:.3f}), goal {GOAL}; {kept} of {of}")
    return 0 if good else 1
