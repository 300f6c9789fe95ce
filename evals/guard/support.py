"""True sentences, and the same sentences turned wrong without a changed number, through the checks of a written reply.

A case holds passages, what the customer wrote, the sentences of a true reply with their citations, and wrong versions
of some of them. A false alarm is a true sentence with a failed ``support`` check, a miss a wrong one without. The half
``tune`` was looked at while the rules were made, the half ``held`` was not. ``held2``, ``held3`` and ``held4`` were
written over other trades by people who had not read the rules, and are held to no figure. ``held3`` has been tuned on
since: its figures while blind were 22 % false alarms and 24 % misses. ``held4`` is still blind.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from copilot.assist.markers import Markers
from copilot.assist.written import cite
from copilot.domain import Check
from copilot.guard.grounding import Evidence, check_reply
from retrieval.documents import Found, Passage

CASES = Path(__file__).parents[1] / "cases" / "guard_support.jsonl"
_BLIND = ("held4",)
_GREETING = {"en": "Hi Sam,", "de": "Guten Tag,", "fr": "Bonjour,", "es": "Hola:", "nl": "Hallo,"}


@dataclass(frozen=True, slots=True)
class Judged:
    """One sentence as the checks saw it within its reply."""

    half: str
    language: str
    kind: str
    """How it was made wrong; ``true`` where it wasn't."""
    text: str
    reasons: tuple[str, ...]
    """Of the failed support checks that mark it."""
    case: str


def cases() -> list[dict[str, Any]]:
    """The suite's cases as they stand in the file."""
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def checks_of(case: dict[str, Any], sentences: Sequence[str]) -> tuple[str, tuple[Check, ...]]:
    """A reply of these sentences, without its markers, and its checks."""
    markers = Markers()
    markers.feed(_GREETING.get(case["language"], "") + "\n\n" + " ".join(sentences))
    markers.finish()
    passages = [(_found(n, p), p["text"]) for n, p in enumerate(case["passages"])]
    citations, unknown = cite(markers.text, markers.places, passages, case["language"])
    evidence = Evidence(
        passages={f.passage.id: f"{f.passage.title}\n\n{text}" for f, text in passages},
        conversation=case.get("customer", ""),
    )
    checks = check_reply(
        markers.text, citations, evidence, language=case["language"], unknown_marks=unknown, written=True
    )
    return markers.text, checks


def judged(every: Sequence[dict[str, Any]]) -> Iterator[Judged]:
    """Every true sentence, in a reply of all true ones, and every wrong one in the place of its true one."""
    for case in every:
        true = case["sentences"]
        for sentence, reasons in _marked(case, true):
            yield Judged(case["half"], case["language"], "true", sentence, reasons, case["id"])
        for wrong in case["wrong"]:
            changed = [wrong["text"] if n == wrong["at"] else s for n, s in enumerate(true)]
            sentence, reasons = _marked(case, changed)[wrong["at"]]
            yield Judged(case["half"], case["language"], wrong["type"], sentence, reasons, case["id"])


def _marked(case: dict[str, Any], sentences: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    text, checks = checks_of(case, sentences)
    failed = [c for c in checks if c.kind == "support" and not c.ok]
    out, at = [], 0
    for sentence in sentences:
        markers = Markers()
        markers.feed(sentence)
        markers.finish()
        start = text.index(markers.text, at)
        at = start + len(markers.text)
        out.append((sentence, tuple(c.detail for c in failed if (c.start or 0) < at and start < (c.end or 0))))
    return out


def _found(n: int, passage: dict[str, str]) -> Found:
    made = Passage(
        id=f"p{n}#0", kind="article", source_id=f"p{n}", title=passage["title"], section="", text=passage["text"]
    )
    return Found(passage=made, relevance=0.9, below_floor=False)


def rates(found: Sequence[Judged], half: str) -> dict[str, float]:
    """Share of false alarms and of misses in a half, 0..1."""
    true = [j for j in found if j.half == half and j.kind == "true"]
    wrong = [j for j in found if j.half == half and j.kind != "true"]
    return {
        "false_alarms": sum(bool(j.reasons) for j in true) / max(1, len(true)),
        "misses": sum(not j.reasons for j in wrong) / max(1, len(wrong)),
    }


def main(*, show: bool) -> None:
    """Print the figures of each half, and with ``show`` each case that came out wrong."""
    console = Console()
    found = list(judged(cases()))
    for half in dict.fromkeys(j.half for j in found):
        mine = [j for j in found if j.half == half]
        name = f"{half}, blind" if half in _BLIND else half
        for title, true in (("false alarms", True), ("misses", False)):
            some = [j for j in mine if (j.kind == "true") == true]
            bad = [j for j in some if bool(j.reasons) == true]
            console.print(f"{name}: {title} {len(bad)} of {len(some)}, {len(bad) / max(1, len(some)):.1%}")
            of = Counter(j.language if true else j.kind for j in some)
            wrong = Counter(j.language if true else j.kind for j in bad)
            console.print("  " + ", ".join(f"{k} {wrong[k]}/{n}" for k, n in of.most_common()))
            if show:
                for j in bad:
                    console.print(
                        f"    {j.case} {j.kind}: {j.text}  {'; '.join(j.reasons)}", markup=False, soft_wrap=True
                    )
