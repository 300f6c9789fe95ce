"""Whether a reply's confidence means what it says, and the weights behind it.

Two things make a reply right: the page it rests on answers the question, and what it says is true to that page. The
first is asked here, of the first quoted reply to each question of the sample company, answerable or not; with
``--data``, of a real help centre and of StackFAQ too, each set weighing the same. Every figure is of questions (of
StackFAQ: threads) that the weights were not fitted on. The second is asked by ``support``.
"""

import asyncio
import math
import sys
import tempfile
import zlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from copilot.api.logs import configure_logging
from copilot.assist.case import Case
from copilot.assist.closeness import Closeness
from copilot.assist.confidence import page_answers
from copilot.assist.gather import gather, nearness
from copilot.assist.replies import Writer
from copilot.domain import AssistRequest, Conversation, Policy
from copilot.guard.grounding import Evidence
from copilot.settings import load_settings
from copilot.wiring import Parts, assemble
from evals import helpcenter
from evals.guard.support import cases, judged, rates
from evals.retrieval.ask import TENANT, filled
from evals.retrieval.suites import load
from retrieval.documents import Channel, Message
from retrieval.scope import Scope

_BINS, _FOLDS = 10, 5
SURE = 0.8
_RIDGE = 0.01


@dataclass(frozen=True, slots=True)
class First:
    """The first quoted reply to a question."""

    where: str
    """The set."""
    group: str
    """What stays together when a part is left out."""
    relevance: float
    weak: bool
    right: bool
    """It cites a page that answers."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Of probabilities against what came true, 0..1; each point weighs what it is given."""

    calibration_error: float
    brier: float
    sure: float
    """Share that is said to be sure enough to be sent."""
    right_when_sure: float
    """Of those; not a number where there are none."""


def quality(said: Sequence[tuple[float, bool]], weights: Sequence[float] | None = None) -> Quality:
    """Of (probability, came true); the calibration error is the expected one, in ten bins."""
    p = np.array([s for s, _ in said], dtype=float)
    true = np.array([t for _, t in said], dtype=float)
    w = np.array(weights if weights is not None else [1.0] * len(said), dtype=float)
    w /= w.sum()
    bins = np.minimum((p * _BINS).astype(int), _BINS - 1)
    gaps = [abs(float((w * (p - true))[bins == n].sum())) for n in range(_BINS)]
    sure = p >= SURE
    share = float(w[sure].sum())
    right = float((w * true)[sure].sum()) / share if share else math.nan
    return Quality(sum(gaps), float((w * (p - true) ** 2).sum()), share, right)


def fit(points: Sequence[First]) -> tuple[float, float, float]:
    """Slope, offset and what a badly read language takes, in log-odds: Newton's method with a small ridge."""
    x = np.array([_row(p) for p in points])
    y = np.array([float(p.right) for p in points])
    w = np.array(_even(points))
    ridge = np.diag([_RIDGE, 1e-9, _RIDGE])
    at = np.zeros(3)
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ at))
        bend = (x * (w * p * (1 - p))[:, None]).T @ x + ridge
        at -= np.linalg.solve(bend, x.T @ (w * (p - y)) + ridge @ at)
    return float(at[0]), float(at[1]), float(at[2])


def left_out(points: Sequence[First]) -> list[float]:
    """For each the probability by weights that were fitted without its part."""
    part = [zlib.crc32(p.group.encode()) % _FOLDS for p in points]
    out = [0.0] * len(points)
    for fold in range(_FOLDS):
        weights = fit([p for p, f in zip(points, part, strict=True) if f != fold])
        for n, p in enumerate(points):
            if part[n] == fold:
                out[n] = 1 / (1 + math.exp(-sum(a * b for a, b in zip(weights, _row(p), strict=True))))
    return out


def _row(p: First) -> tuple[float, float, float]:
    chance = min(0.99, max(0.01, p.relevance))
    return math.log(chance / (1 - chance)), 1.0, float(p.weak)


def _even(points: Sequence[First]) -> list[float]:
    """So that each set weighs the same."""
    of = {where: sum(p.where == where for p in points) for where in {p.where for p in points}}
    return [1 / of[p.where] / len(of) for p in points]


@dataclass(frozen=True, slots=True)
class _Asked:
    id: str
    messages: tuple[Message, ...]
    gold: frozenset[str]
    channel: Channel = "chat"


async def _firsts(where: str, parts: Parts, asked: Sequence[_Asked]) -> list[First]:
    out: list[First] = []
    closeness, scope = Closeness(parts.retriever.embedder), Scope(tenant=TENANT)
    for one in asked:
        conversation = Conversation(channel=one.channel, messages=one.messages)
        case = Case(AssistRequest(conversation=conversation), conversation, None, Policy())
        found = await gather(parts.retriever, case, scope, for_agent=False)
        near = await nearness(closeness, case, found)
        weak = any(n.code == "language_weak" for n in found.notes)
        evidence = Evidence(passages={f.passage.id: text for f, text in found.evidence})
        replies = Writer(case, found.answered, near, evidence, "e", weak=weak).replies()
        if not replies or replies[0].citations[0].kind != "article":
            continue
        cited = {c.passage_id for c in replies[0].citations}
        best = max((f for f, _ in found.evidence if f.passage.id in cited), key=lambda f: f.relevance)
        right = any(c.source_id in one.gold for c in replies[0].citations)
        group = one.id.partition("_")[0]
        out.append(First(where, f"{where}/{group}", best.relevance, weak or best.other_language, right))
    return out


async def _suite(name: str, data: Path | None) -> list[First]:
    suite = load(name, data)
    asked = [
        _Asked(q.id, q.messages, frozenset(q.gold))
        for q in suite.questions
        # what only internal articles answer is not for a reply
        if q.kind == "article" and (name != "sample" or q.audience != "agent")
    ]
    async with filled(suite, lambda line: print(line, file=sys.stderr), keep=None, chunk=None) as parts:
        return await _firsts(name, parts, asked)


@asynccontextmanager
async def _help_centre(folder: Path) -> AsyncIterator[Parts]:
    own = {"llm_url": None, "llm_model": None, "qdrant_url": None, "redis_url": None}
    with tempfile.TemporaryDirectory(prefix="copilot-evals-") as scratch:
        settings = load_settings().model_copy(update=own | {"data_dir": Path(scratch) / "data"})
        async with assemble(settings) as parts:
            await helpcenter.ingest(parts, folder)
            yield parts


async def _all(data: Path | None) -> list[First]:
    out = await _suite("sample", None)
    if data is not None:
        asked = [
            _Asked(c.id, (Message(author="customer", text=c.text),), frozenset(c.gold), c.channel)
            for c in helpcenter.read_cases()
        ]
        async with _help_centre(data / "helpcenter_plausible") as parts:
            out += await _firsts("helpcenter", parts, asked)
        out += await _suite("stackfaq", data / "stackfaq")
    return out


def main(*, show: bool, data: Path | None = None) -> None:
    """Print the fitted weights, and how good the probabilities are: by the weights in use, and of what was left out."""
    configure_logging("warning")
    points = asyncio.run(_all(data))
    slope, offset, weak = fit(points)
    print(f"page answers, of {len(points)} first replies: slope {slope:.2f}, offset {offset:+.2f}, weak {weak:+.2f}")
    used = [page_answers(p.relevance, weak=p.weak) for p in points]
    for name, said in (("weights in use", used), ("fitted anew, of what was left out", left_out(points))):
        print(f"{name}:")
        for where in dict.fromkeys(p.where for p in points):
            _line(where, [(s, p.right) for s, p in zip(said, points, strict=True) if p.where == where], None)
        _line("all, each the same", [(s, p.right) for s, p in zip(said, points, strict=True)], _even(points))
    figures = rates(list(judged(cases())), "held")
    print(f"checks: false alarms {figures['false_alarms']:.3f}, misses {figures['misses']:.3f}")
    if show:
        for s, p in sorted(zip(used, points, strict=True), key=lambda pair: pair[0]):
            print(f"    {s:.2f} {'right' if p.right else 'wrong'} {p.group}")


def _line(name: str, said: Sequence[tuple[float, bool]], weights: Sequence[float] | None) -> None:
    q = quality(said, weights)
    print(
        f"  {name:20}{len(said):5} replies, calibration error {q.calibration_error:.3f}, Brier {q.brier:.3f}, "
        f"{SURE:.2f} or more: {q.right_when_sure:.3f} right, {q.sure:.2f} of all"
    )
