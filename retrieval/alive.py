"""Which hits still stand: of their document's current generation, and not superseded."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from retrieval.documents import Kind
from retrieval.index import Hit, KnowledgeIndex, Record
from retrieval.points import epoch_ms
from retrieval.scope import Scope


async def alive(index: KnowledgeIndex, scope: Scope, hits: Sequence[Hit]) -> list[Hit]:
    """The hits that may be shown, in their order. Raises IndexDown.

    Dropped are passages of an older version or of a deleted document, and articles and resolutions that an article
    supersedes while it is valid (at ``scope.as_of``, else now), whoever may see it: what is outdated is outdated for
    all. An id that it names is an article's where there is one, else a resolution's; ``resolution:ID`` is always one.
    A passage's ``updated_at`` comes from its record, which may be newer where only the time has changed.
    """
    if not hits:
        return []
    keys: list[tuple[Kind, str]] = list({(h.passage.kind, h.passage.source_id): None for h in hits})
    names = [name for kind, source_id in keys for name in _names(kind, source_id)]
    records, others = await asyncio.gather(index.records(scope, keys, whole=False), index.superseding(scope, names))
    at = int((scope.as_of or datetime.now(UTC)).timestamp())
    valid = [other for other in others if other.valid_from <= at < other.valid_until]
    gone = {("article", source_id) for source_id in superseded(records.values(), valid)}
    gone |= {("resolution", source_id) for source_id in await _replaced(index, scope, keys, valid)}
    standing = []
    for hit in hits:
        p = hit.passage
        record = records.get((p.kind, p.source_id))
        if record is None or record.generation != hit.generation or (p.kind, p.source_id) in gone:
            continue
        if record.updated_at > epoch_ms(p.updated_at):
            updated = datetime.fromtimestamp(record.updated_at / 1000, UTC)
            hit = replace(hit, passage=p.model_copy(update={"updated_at": updated}))
        standing.append(hit)
    return standing


def _names(kind: Kind, source_id: str) -> tuple[str, ...]:
    """What a document may be called in ``supersedes``."""
    return (source_id,) if kind == "article" else (source_id, f"resolution:{source_id}")


async def _replaced(
    index: KnowledgeIndex, scope: Scope, keys: Sequence[tuple[Kind, str]], others: Sequence[Record]
) -> set[str]:
    """Ids of the resolutions among ``keys`` that one of ``others`` names."""
    named = {name for other in others for name in other.supersedes}
    cases = [source_id for kind, source_id in keys if kind == "resolution"]
    bare = [source_id for source_id in cases if source_id in named]
    articles = await index.records(scope, [("article", source_id) for source_id in bare], whole=False) if bare else {}
    meant = {source_id for source_id in bare if ("article", source_id) not in articles}
    return meant | {source_id for source_id in cases if f"resolution:{source_id}" in named}


def superseded(records: Iterable[Record], others: Iterable[Record]) -> set[str]:
    """Ids of the articles among ``records`` that one of ``others`` replaces.

    Of two articles that name each other the one changed later stands, so that a mistake doesn't hide both.
    """
    own = {r.source_id: r for r in records if r.kind == "article"}
    gone = set()
    for other in others:
        for source_id in other.supersedes:
            record = own.get(source_id)
            if record is None or source_id == other.source_id:
                continue
            mutual = other.source_id in record.supersedes
            if not mutual or (other.updated_at, other.source_id) > (record.updated_at, record.source_id):
                gone.add(source_id)
    return gone
