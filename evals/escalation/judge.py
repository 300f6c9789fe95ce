"""Every opening of a scope judged: by the learnt head, by the past cases that search finds, and by plain baselines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from evals.escalation.scope import Opening, Scope
from evals.retrieval.ask import TENANT, Progress, filled, silent
from evals.retrieval.suite import Suite
from retrieval import agreement
from retrieval.agreement import LOOKED
from retrieval.answerability import Head, fit
from retrieval.documents import ActionDone, Message, Query, Resolution
from retrieval.embed import Embedder
from retrieval.logistic import Matrix, one_vs_rest, sigmoid
from retrieval.scope import Scope as Tenant
from retrieval.search import Retriever
from retrieval.selective import Judged, Learnt, learn

Method = Literal["learnt head", "past cases found", "linear head on meaning", "nearest case"]
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said to an opening."""

    opening: Opening
    group: str | None
    sureness: float
    evidence: tuple[float, ...] = ()

    @property
    def right(self) -> bool:
        return self.opening.group is not None and self.group == self.opening.group

    @property
    def judged(self) -> Judged:
        return Judged(self.sureness, self.right, self.opening.group is not None)


@dataclass(frozen=True, slots=True)
class Said:
    """What one method said."""

    tune: list[Answer]
    """To the openings that a threshold is chosen by."""
    asked: list[Answer]
    """To those that count."""
    own: list[Judged]
    """To the scope's own cases, each by a head that has not seen it; of the learnt head only, where there is ``tune``
    to compare with."""


async def judge(scope: Scope, progress: Progress = silent) -> dict[Method, Said]:
    """What each method says to a scope's openings."""
    both = [*scope.tune, *scope.asked]
    out: dict[Method, list[Answer]] = {}
    async with filled(_suite(scope), progress, keep=None, chunk=None) as parts:
        cases = await vectors(parts.embedder, scope.cases)
        asked = await vectors(parts.embedder, both)
        model, texts, groups = parts.embedder.fingerprint, [c.text for c in scope.cases], [c.group for c in scope.cases]
        # without openings to compare a threshold with, small scopes: too few for weights of their own
        learnt = learn(cases, texts, groups, model) if scope.tune else Learnt(fit(cases, texts, groups, model), [])
        out["learnt head"] = _learnt(learnt.head, asked, both)
        out["past cases found"] = await _found(parts.retriever, both)
    names = sorted({c.group for c in scope.cases if c.group is not None})
    number = np.array([names.index(c.group) if c.group is not None else -1 for c in scope.cases])
    head = one_vs_rest(cases, (number[:, None] == np.arange(len(names))).astype(np.float32), 0.1)
    out["linear head on meaning"] = _best(both, asked, lambda v: sigmoid(v @ head[:-1] + head[-1]), names)
    out["nearest case"] = _best(both, asked, lambda v: cases @ v, [c.group or "" for c in scope.cases])
    at = len(scope.tune)
    return {m: Said(a[:at], a[at:], learnt.judged if m == "learnt head" else []) for m, a in out.items()}


async def past_cases_found(scope: Scope, progress: Progress = silent) -> list[Answer]:
    """What the past cases that search finds say to the openings that count; nothing is trained for it."""
    async with filled(_suite(scope), progress, keep=None, chunk=None) as parts:
        return await _found(parts.retriever, scope.asked)


def _suite(scope: Scope) -> Suite:
    """The scope's cases as resolutions, each with its group as what was done."""
    documents = [
        Resolution(
            id=str(n),
            messages=(Message(author="customer", text=case.text),),
            actions=(ActionDone(action=case.group),),
            language="en",
        )
        for n, case in enumerate(scope.cases)
        if case.group is not None
    ]
    return Suite(scope.name, documents, [])


async def vectors(embedder: Embedder, openings: Sequence[Opening]) -> Matrix:
    """Of their texts, shape (openings, dimension)."""
    texts = [o.text for o in openings]
    return np.vstack([await embedder.documents(texts[n : n + _BATCH]) for n in range(0, len(texts), _BATCH)])


def _learnt(learnt: Head, asked: Matrix, openings: Sequence[Opening]) -> list[Answer]:
    head = Head.from_bytes(learnt.to_bytes(), learnt.embedder)
    out = []
    for vector, opening in zip(asked, openings, strict=True):
        said = head.score(vector, opening.text)
        out.append(Answer(opening, said.group, said.sureness, head.evidence(vector, opening.text)[3]))
    return out


async def _found(retriever: Retriever, openings: Sequence[Opening]) -> list[Answer]:
    out = []
    for opening in openings:
        query = Query(text=opening.text, language="en")
        similar = await retriever.similar(query, Tenant(tenant=TENANT), limit=LOOKED)
        said = agreement.agreed(opening.text, similar)
        evidence = agreement.evidence(opening.text, similar)
        if said is None or evidence is None:
            out.append(Answer(opening, None, 0.0))
        else:
            out.append(Answer(opening, said.group.removeprefix("did:"), said.sureness, evidence[2]))
    return out


def _best(
    openings: Sequence[Opening], asked: Matrix, scores: Callable[[Matrix], Matrix], groups: Sequence[str]
) -> list[Answer]:
    out = []
    for vector, opening in zip(asked, openings, strict=True):
        score = scores(vector)
        best = int(score.argmax())
        out.append(Answer(opening, groups[best], float(score[best])))
    return out
