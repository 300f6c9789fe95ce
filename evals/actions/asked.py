"""What the service says at each step of a dialogue, and how often it was that."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import httpx2
import numpy as np

from copilot.assist.learn import Head, weighted_f1
from copilot.assist.places import NOTHING, Place, examples
from evals.actions.star import Dialogue


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an agent: what it was, and what was proposed, best first."""

    did: str
    proposed: tuple[str, ...]
    ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    steps: int
    accuracy: float
    weighted_f1: float
    within_three: float
    shown: float
    """Share of the steps at which anything was proposed; where nothing was, it counts as wrong."""
    p95_ms: float


def figures(steps: Sequence[Step]) -> Figures:
    names = sorted({s.did for s in steps} | {p for s in steps for p in s.proposed[:1]} | {NOTHING})
    number = {name: n for n, name in enumerate(names)}
    truth = np.array([number[s.did] for s in steps])
    first = np.array([number[s.proposed[0] if s.proposed else NOTHING] for s in steps])
    return Figures(
        steps=len(steps),
        accuracy=float((truth == first).mean()),
        weighted_f1=weighted_f1(truth, first),
        within_three=sum(s.did in s.proposed[:3] for s in steps) / len(steps),
        shown=sum(bool(s.proposed) for s in steps) / len(steps),
        p95_ms=float(np.percentile([s.ms for s in steps], 95)),
    )


def places(dialogue: Dialogue) -> Iterator[tuple[Place, str]]:
    """Each step of the agent that is an action, with what was known before it."""
    return ((place, did) for place, did in examples(dialogue.resolution) if did != NOTHING)


def of_head(head: Head, dialogues: Sequence[Dialogue]) -> list[Step]:
    """What the head alone says, sure or not."""
    out = []
    for dialogue in dialogues:
        for place, did in places(dialogue):
            began = perf_counter()
            chances = head.likely(place).chances
            best = sorted(chances, key=lambda a: -chances[a])[:3]
            out.append(Step(did, tuple(best), (perf_counter() - began) * 1e3))
    return out


async def of_service(
    http: httpx2.AsyncClient, dialogues: Sequence[Dialogue], progress: Callable[[str], None]
) -> list[Step]:
    """What ``POST /v1/assist`` proposes at each step."""
    out = []
    for n, dialogue in enumerate(dialogues, 1):
        for place, did in places(dialogue):
            began = perf_counter()
            answer = await http.post("/v1/assist", json=body(place))
            ms = (perf_counter() - began) * 1e3
            answer.raise_for_status()
            out.append(Step(did, tuple(a["action"] for a in answer.json()["next_actions"]), ms))
        if n % 20 == 0:
            progress(f"{n} of {len(dialogues)} dialogues asked, {len(out)} steps")
    return out


def body(place: Place) -> dict[str, Any]:
    """The request for next actions at a place."""
    conversation = {
        "channel": "chat",
        "messages": [m.model_dump(mode="json", exclude_defaults=True) for m in place.messages],
        "actions": [a.model_dump(mode="json") for a in place.done],
    }
    return {"conversation": conversation, "want": ["next_actions"], "deadline_ms": 20_000}


def majority(train: Sequence[Dialogue], test: Sequence[Dialogue]) -> list[Step]:
    """The baseline: always the three most frequent."""
    counted = Counter(a.action for d in train for a in d.resolution.actions)
    best = tuple(name for name, _ in counted.most_common(3))
    return [Step(did, best) for d in test for _, did in places(d)]
