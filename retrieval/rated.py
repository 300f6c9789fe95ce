"""The hits of a question as rated: by relevance, once for each document, and as their reader may see them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.documents import Explain, Found, Kind, Passage, Query
from retrieval.index import Hit
from retrieval.outdated import OUTDATED
from retrieval.relevance import (
    FLOOR,
    Terms,
    fused,
    is_other_language,
    language_weight,
    outcome_weight,
    relevances,
)
from retrieval.scope import Scope


@dataclass(slots=True)
class Rated:
    """A hit with its relevance; most are dropped for better ones, so nothing else is made of it yet."""

    hit: Hit
    id: str
    """Of its passage as it will be shown."""
    relevance: float
    weight: float = 1.0
    contradicted_by: str | None = None

    @property
    def below_floor(self) -> bool:
        return self.relevance < FLOOR


def weighed(
    hits: Sequence[Hit], terms: Terms, language: str | None, scope: Scope, told: Mapping[str, str]
) -> list[Rated]:
    """The hits of a pool that this audience may see, with their relevance to a question in ``language``; ``told`` as
    ``outdated`` says."""
    by = [told.get(h.passage.source_id) if h.passage.kind == "resolution" else None for h in hits]
    ended = [outcome_weight(h.passage, scope.as_of) * (OUTDATED if b else 1.0) for h, b in zip(hits, by, strict=True)]
    weights = [e * language_weight(h.passage, language) for h, e in zip(hits, ended, strict=True)]
    scores = relevances(hits, terms, weights)
    return [
        Rated(hit, seen, score, weight, article)
        for hit, score, weight, article in zip(hits, scores, ended, by, strict=True)
        if (seen := id_as_seen(hit.passage, scope)) is not None
    ]


def as_found(rated: Rated, query: Query, scope: Scope, *, explain: bool = False) -> Found:
    """A hit as this audience may see it."""
    return Found(
        passage=as_seen(rated.hit.passage, scope),
        relevance=rated.relevance,
        below_floor=rated.below_floor,
        other_language=is_other_language(rated.hit.passage, query.language),
        explain=_explained(rated, scope) if explain else None,
    )


def id_as_seen(passage: Passage, scope: Scope) -> str | None:
    """The id of what this audience is shown of a passage; None where that is nothing."""
    if passage.kind != "resolution" or scope.audience == "agent" or passage.side != "problem":
        return passage.id
    return f"resolution:{passage.source_id}#1" if passage.metadata.get("answer") else None


def as_seen(passage: Passage, scope: Scope) -> Passage:
    """Another customer's words are for finding only: who isn't an agent gets the answer given to them. Only for what
    ``id_as_seen`` has an id for."""
    if passage.kind != "resolution" or scope.audience == "agent":
        return passage
    hidden = ("answer", "customer_id")
    update: dict[str, object] = {"metadata": {k: v for k, v in passage.metadata.items() if k not in hidden}}
    # the title is the customer's subject line, or the beginning of what they wrote
    update["title"] = ""
    if passage.side == "problem":
        update |= {"id": id_as_seen(passage, scope), "side": "answer", "text": passage.metadata["answer"]}
    return passage.model_copy(update=update)


def _explained(rated: Rated, scope: Scope) -> Explain:
    hit = rated.hit
    where = scope.passages(hit.passage.kind)
    conditions = [c for c in where.must if c.key not in ("tenant", "kind")] + list(where.must_not)
    return Explain(
        pool=hit.passage.kind,
        dense_rank=hit.dense_rank,
        dense_score=hit.dense_score,
        bm25_rank=hit.bm25_rank,
        bm25_score=hit.bm25_score,
        fused=fused(hit),
        weight=rated.weight,
        contradicted_by=rated.contradicted_by,
        filters=tuple(dict.fromkeys(c.key for c in conditions)),
    )


def ranked(found: Sequence[Rated]) -> list[Rated]:
    return sorted(found, key=lambda r: (-r.relevance, r.id))


def at_most(most: int, found: Sequence[Rated]) -> list[Rated]:
    """In their order, at most ``most`` passages of one document, and none twice."""
    out: list[Rated] = []
    taken: Counter[tuple[Kind, str]] = Counter()
    shown: set[str] = set()
    for r in found:
        source = (r.hit.passage.kind, r.hit.passage.source_id)
        if taken[source] < most and r.id not in shown:
            taken[source] += 1
            shown.add(r.id)
            out.append(r)
    return out
