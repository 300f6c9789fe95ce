"""The value and link checks, on correct replies and on wrong ones made from them.

``cases/guard_values.jsonl`` holds scenes: passages, thread and record, correct replies with their markers, and some
wrong ones written by hand. Parts 1 and 2 were looked at while the checks were tuned (2 once, after its first figures);
part 3 was written afterwards and is for figures only. Part 4 was written blind and then used for tuning (52.2 % false
alarms and 2.6 % misses at first sight); part 6 was written before its first figures (16.7 % and 2.3 %) and tuned on
after. Part 5 was written by people who had not read the checks, over other trades; its first figures were 14.3 % false
alarms and 2.3 % misses, and it has been tuned on since. Part 7 was written likewise: 40.3 % and 1.8 % at first sight;
readings of formats were mended on it since, not sums. Part 8 was written likewise after that tuning: 20.8 % and 1.4 %
(of its everyday scenes, ``h-``, 12.5 % and 1.1 %); a few formats that it showed were mended then.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from copilot.assist.markers import Markers
from copilot.assist.written import cite
from copilot.domain import Check
from copilot.guard.grounding import Evidence, check_reply
from evals.guard.wrongs import Wrong, wrongs
from retrieval.documents import Found, Passage

_CASES = Path(__file__).parent.parent / "cases" / "guard_values.jsonl"
_REPORTED = 4
"""Parts from this one on are reported and not held to a figure."""
_EACH = 3
"""Wrong replies of one kind that are made of one correct reply at most."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One reply with what the checks said of it."""

    scene: str
    part: int
    language: str
    kind: str
    """``right``, or what was made wrong."""
    text: str
    changed: str
    """What was changed into what, or ``by hand``."""
    failed: tuple[Check, ...]

    @property
    def amiss(self) -> bool:
        """A false alarm, or a miss."""
        return bool(self.failed) == (self.kind == "right")


def scenes() -> list[dict[str, Any]]:
    """Every scene of the suite."""
    return [json.loads(line) for line in _CASES.read_text(encoding="utf-8").splitlines()]


def judged(scene: dict[str, Any]) -> Iterator[Judged]:
    """Every correct and wrong reply of a scene, checked."""
    texts = [f"{p['title']}\n{p['text']}" for p in scene["passages"]]
    ground = "\n".join([*texts, scene.get("thread", ""), scene.get("record", ""), scene.get("fixed", ""), scene["day"]])
    written = [Wrong(w["kind"], w["text"], "by hand") for w in scene.get("wrong", [])]
    for n, right in enumerate(scene["right"]):
        yield _judge(scene, Wrong("right", right, ""))
        taken: Counter[str] = Counter()
        made = wrongs(
            right,
            ground,
            scene["language"],
            hosts=scene.get("hosts", []),
            names=scene.get("names", []),
            seed=f"{scene['id']} {n}",
        )
        for wrong in made:
            taken[wrong.kind] += 1
            if taken[wrong.kind] <= _EACH or wrong.kind == "link":
                yield _judge(scene, wrong)
    for wrong in written:
        yield _judge(scene, wrong)


def _judge(scene: dict[str, Any], reply: Wrong) -> Judged:
    markers = Markers()
    markers.feed(reply.text)
    markers.finish()
    passages = [
        (
            Found(
                passage=Passage(
                    id=f"article:{n}#0", kind="article", source_id=str(n), title=p["title"], text=p["text"]
                ),
                relevance=0.9,
            ),
            p["text"],
        )
        for n, p in enumerate(scene["passages"], 1)
    ]
    evidence = Evidence(
        passages={f.passage.id: "\n".join((f.passage.title, f.passage.section, text)) for f, text in passages},
        conversation=scene.get("thread", ""),
        record=scene.get("record", ""),
        fixed=scene.get("fixed", ""),
        hosts=tuple(scene.get("hosts", ())),
        now=date.fromisoformat(scene["day"]),
    )
    citations, unknown = cite(markers.text, markers.places, passages, scene["language"])
    checks = check_reply(
        markers.text, citations, evidence, language=scene["language"], wanted_language=scene["language"],
        unknown_marks=unknown,
    )  # fmt: skip
    failed = tuple(c for c in checks if not c.ok and c.kind in ("value", "link"))
    return Judged(scene["id"], scene["part"], scene["language"], reply.kind, markers.text, reply.changed, failed)


def main(*, show: bool) -> int:
    """Prints false alarms and misses of each part, with ``show`` one by one; 1 where a part held to a figure is off."""
    every = [j for s in scenes() for j in judged(s)]
    parts = sorted({j.part for j in every})
    table = Table("", "replies", *(f"part {n}" for n in parts), "all")
    right = [j for j in every if j.kind == "right"]
    wrong = [j for j in every if j.kind != "right"]
    rows = [("false alarms", right)]
    rows += [
        (f"- {lang}", [j for j in right if j.language == lang]) for lang in dict.fromkeys(j.language for j in right)
    ]
    rows += [("misses", wrong)]
    rows += [(f"- {kind}", [j for j in wrong if j.kind == kind]) for kind in sorted({j.kind for j in wrong})]
    for label, of in rows:
        each = [_rate([j for j in of if j.part == n]) for n in parts]
        table.add_row(label, str(len(of)), *each, _rate(of))
    console = Console()
    console.print(table)
    for n in parts:
        mine = [j for j in wrong if j.part == n]
        console.print(
            f"part {n}: false alarms {_rate([j for j in right if j.part == n])}, "
            f"misses {_rate(mine)}, of those written by hand {_rate([j for j in mine if j.changed == 'by hand'])}",
            soft_wrap=True,
        )
    if show:
        for j in every:
            if j.amiss:
                found = "; ".join(f"{c.found}: {c.detail}" for c in j.failed)
                console.print(
                    f"[{j.part}] {j.scene} ({j.kind} {j.changed}) {j.text!r} {found}", markup=False, soft_wrap=True
                )
    held_right, held_wrong = ([j for j in of if j.part < _REPORTED] for of in (right, wrong))
    alarms, misses = (sum(j.amiss for j in of) for of in (held_right, held_wrong))
    return int(alarms > 0.02 * len(held_right) or misses > 0.01 * len(held_wrong))


def _rate(of: Sequence[Judged]) -> str:
    amiss = sum(j.amiss for j in of)
    return f"{100 * amiss / len(of):.1f} % ({amiss}/{len(of)})" if of else "-"
