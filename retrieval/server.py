"""The index on a Qdrant server or cluster, 1.20 or newer."""

import hashlib
import time
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeVar

import numpy as np
from qdrant_client import AsyncQdrantClient
from qdrant_client import models as m
from qdrant_client.common.client_exceptions import QdrantException
from qdrant_client.http.exceptions import ApiException, UnexpectedResponse

from retrieval.embed import Embedder
from retrieval.index import (
    FORMAT,
    OLDEST_SERVER,
    IndexDown,
    IndexFull,
    IndexMismatch,
    IndexMoved,
    Sparse,
    Vector,
    is_too_old,
    other_model,
)
from retrieval.points import INTEGERS, KEYWORDS, MANY, WRITE, Ask, PointIndex, Raw, Scores
from retrieval.scope import AnyOf, AtLeast, AtMost, Condition, Equals, IsOrNone, Where

T = TypeVar("T")

TIMEOUT_S = 10
SURE_S = 1.0
"""How long it is believed, before a write, that the collection is still the current one."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a collection is made; one that is there stays as it is. None leaves it to the server."""

    scalar: bool = False
    """int8 copies of the vectors pinned in memory, exact ones on disk."""
    shards: int | None = None
    replicas: int | None = None
    """Copies of each shard, on as many nodes."""


class ServerIndex(PointIndex):
    """A KnowledgeIndex in one collection of a server, shared by all processes and tenants."""

    exclusive = False
    _grace_ms = 3_600_000

    def __init__(
        self, client: AsyncQdrantClient, alias: str, collection: str, embedder: Embedder, *, layout: Layout = Layout()
    ) -> None:
        super().__init__()
        self.embedder = embedder.fingerprint
        self._client = client
        self._alias = alias
        self._collection = collection
        self._layout = layout
        self._beside: ServerIndex | None = None
        """The index that this one was opened beside; it closes the client that both use."""
        self._building = False
        """It isn't the current one yet, and may be written to."""
        self._sure_until = time.monotonic() + SURE_S

    @classmethod
    async def open(
        cls, url: str, api_key: str | None, collection: str, embedder: Embedder, *, layout: Layout = Layout()
    ) -> Self:
        """Connect, and make the collection where there is none (as ``layout`` says).

        Raises IndexDown where the server can't be reached or is too old, IndexMismatch where the collection holds
        vectors of another embedder or a newer format.
        """
        client = AsyncQdrantClient(url=url, api_key=api_key, timeout=TIMEOUT_S, check_compatibility=False)
        try:
            version = (await _guarded(client.info())).version
            if is_too_old(version):
                raise IndexDown(f"the Qdrant server is version {version}: upgrade it to {OLDEST_SERVER} or newer")
            return await cls.attach(client, collection, embedder, layout=layout)
        except BaseException:
            await client.close()
            raise

    @classmethod
    async def attach(
        cls, client: AsyncQdrantClient, collection: str, embedder: Embedder, *, layout: Layout = Layout()
    ) -> Self:
        """The index behind a client that is connected already; closing the index closes it.

        ``collection`` is an alias of the one that is current, so that another can take its place.
        """
        current = await _current(client, collection)
        if current is None:
            current = _collection_for(collection, embedder)
            await _create(client, current, embedder, layout=layout)
            await _guarded(client.update_collection_aliases([_alias(collection, current)]))
        await _guarded(_check(client, current, embedder))
        return cls(client, collection, current, embedder, layout=layout)

    async def beside(self, embedder: Embedder) -> "ServerIndex":
        collection = _collection_for(self._alias, embedder)
        if not await _guarded(self._client.collection_exists(collection)):
            await _create(self._client, collection, embedder, layout=self._layout)
        await _guarded(_check(self._client, collection, embedder))
        made = self._sharing(collection, embedder)
        made._building = True
        return made

    def _sharing(self, collection: str, embedder: Embedder) -> "ServerIndex":
        made = ServerIndex(self._client, self._alias, collection, embedder, layout=self._layout)
        made._beside = self
        return made

    async def moved_to(self) -> str | None:
        current = await _current(self._client, self._alias)
        if current is None or current == self._collection:
            return None
        return await self._model_of(current)

    async def _model_of(self, collection: str) -> str:
        info = await _guarded(self._client.get_collection(collection))
        return str((info.config.metadata or {}).get("model"))

    async def following(self, embedder: Embedder) -> "ServerIndex":
        current = await _current(self._client, self._alias)
        if current is None:
            raise IndexDown(f"the alias {self._alias} is gone from the Qdrant server")
        await _guarded(_check(self._client, current, embedder))
        return self._sharing(current, embedder)

    async def take_over(self) -> None:
        """Other processes that serve the collection before keep reading it until they follow; their writes are
        refused, in words, from a second later on. It is kept until somebody deletes it."""
        before = await _current(self._client, self._alias)
        if before == self._alias:
            raise IndexDown(
                f"{before} is a collection where an alias is wanted: name another COPILOT_QDRANT_COLLECTION"
            )
        drop = m.DeleteAliasOperation(delete_alias=m.DeleteAlias(alias_name=self._alias))
        await _guarded(self._client.update_collection_aliases([drop, _alias(self._alias, self._collection)]))
        self._building = False
        self._sure_until = time.monotonic() + SURE_S

    async def tenants(self) -> list[str]:
        answer = await _guarded(self._client.facet(self._collection, "tenant", limit=MANY, exact=True))
        return sorted(str(hit.value) for hit in answer.hits)

    async def _must_be_current(self) -> None:
        """Raise IndexMoved where another collection has taken over: what is written here would be lost."""
        if self._building or time.monotonic() < self._sure_until:
            return
        if (model := await self.moved_to()) is not None:
            raise IndexMoved(
                f"the index has moved to the embedding model {model} and this process has not followed yet: try again "
                f"in a few seconds; where it can't load the model, restart it with COPILOT_EMBEDDINGS_MODEL={model}"
            )
        self._sure_until = time.monotonic() + SURE_S

    async def _upsert(self, points: Sequence[Raw], *, only_if: Condition | None = None) -> None:
        made = []
        for p in points:
            vectors: dict[str, Any] = {}
            if p.dense is not None:
                vectors["dense"] = p.dense.tolist()
            if p.bm25 is not None and p.bm25.indices:
                vectors["bm25"] = _sparse(p.bm25)
            made.append(m.PointStruct(id=p.id, vector=vectors, payload=p.payload))
        await self._must_be_current()
        condition = None if only_if is None else m.Filter(must=[_condition(only_if)])
        await _guarded(self._client.upsert(self._collection, made, wait=True, update_filter=condition))

    async def _delete(self, where: Where) -> None:
        await self._must_be_current()
        selector = m.FilterSelector(filter=_filter(where))
        await _guarded(self._client.delete(self._collection, selector, wait=True))

    async def _delete_ids(self, ids: Sequence[str]) -> None:
        await self._must_be_current()
        selector = m.PointIdsList(points=list(ids))
        await _guarded(self._client.delete(self._collection, selector, wait=True))

    async def _query(self, asks: Sequence[Ask]) -> list[Scores]:
        answers = await _guarded(self._client.query_batch_points(self._collection, [_request(a) for a in asks]))
        return [{str(p.id): p.score for p in answer.points} for answer in answers]

    async def _retrieve(self, ids: Sequence[str], fields: Sequence[str] | None) -> dict[str, dict[str, Any]]:
        wanted = True if fields is None else list(fields)
        found = await _guarded(self._client.retrieve(self._collection, list(ids), with_payload=wanted))
        return {str(p.id): p.payload or {} for p in found}

    async def _scroll(
        self, where: Where, fields: Sequence[str] | None, offset: Any, limit: int
    ) -> tuple[list[tuple[str, dict[str, Any]]], Any]:
        found, following = await _guarded(
            self._client.scroll(
                self._collection,
                scroll_filter=_filter(where),
                limit=limit,
                offset=offset,
                with_payload=True if fields is None else list(fields),
            )
        )
        return [(str(p.id), p.payload or {}) for p in found], following

    async def _count(self, where: Where) -> int:
        answer = await _guarded(self._client.count(self._collection, count_filter=_filter(where), exact=True))
        return answer.count

    async def _vectors(self, ids: Sequence[str]) -> dict[str, Vector]:
        found = await _guarded(
            self._client.retrieve(self._collection, list(ids), with_payload=False, with_vectors=["dense"])
        )
        return {
            str(p.id): np.asarray(p.vector["dense"], np.float32)
            for p in found
            if isinstance(p.vector, dict) and "dense" in p.vector
        }

    async def _facet(self, where: Where, key: str, limit: int) -> dict[str, int]:
        answer = await _guarded(self._client.facet(self._collection, key, facet_filter=_filter(where), limit=limit))
        return {str(hit.value): hit.count for hit in answer.hits}

    async def close(self) -> None:
        if self._beside is None:
            await self._client.close()


async def _guarded(call: Awaitable[T]) -> T:
    """The client's errors as IndexDown, without the customer text that a request may hold."""
    try:
        return await call
    except UnexpectedResponse as e:
        if e.status_code == 507 or b"No space left" in e.content:
            raise IndexFull("the vector store's disk is full: free some space on the Qdrant server") from e
        if e.status_code in (401, 403):
            raise IndexDown("the Qdrant server refuses the key: check COPILOT_QDRANT_API_KEY") from e
        raise IndexDown(f"the Qdrant server refused with status {e.status_code}") from e
    except (ApiException, QdrantException, OSError) as e:
        raise IndexDown(f"the Qdrant server can't be reached ({type(e).__name__}): check COPILOT_QDRANT_URL") from e


async def _current(client: AsyncQdrantClient, alias: str) -> str | None:
    """The collection that an alias stands for, or one of that very name; None where there is neither."""
    for known in (await _guarded(client.get_aliases())).aliases:
        if known.alias_name == alias:
            return known.collection_name
    return alias if await _guarded(client.collection_exists(alias)) else None


def _alias(alias: str, collection: str) -> m.CreateAliasOperation:
    return m.CreateAliasOperation(create_alias=m.CreateAlias(collection_name=collection, alias_name=alias))


def _collection_for(alias: str, embedder: Embedder) -> str:
    """One collection for each embedder, so that vectors of two are never in one."""
    return f"{alias}__{hashlib.sha256(embedder.fingerprint.encode()).hexdigest()[:12]}"


async def _create(client: AsyncQdrantClient, collection: str, embedder: Embedder, *, layout: Layout) -> None:
    """Make the collection; that another process was quicker is fine."""
    try:
        await _guarded(_create_new(client, collection, embedder, layout=layout))
    except IndexDown:
        if not await _guarded(client.collection_exists(collection)):
            raise


async def _create_new(client: AsyncQdrantClient, collection: str, embedder: Embedder, *, layout: Layout) -> None:
    """Vectors of one byte a dimension in the page cache; where ``scalar`` the engine's own int8 copies are pinned in
    memory, and the exact ones, for scoring the best anew, stay on disk."""
    dense = m.VectorParams(size=embedder.dimension, distance=m.Distance.COSINE, datatype=m.Datatype.TURBO8)
    quantized = None
    if layout.scalar:
        dense = dense.model_copy(update={"datatype": m.Datatype.FLOAT16, "memory": m.Memory.COLD})
        quantized = m.ScalarQuantization(
            scalar=m.ScalarQuantizationConfig(type=m.ScalarType.INT8, quantile=0.99, memory=m.Memory.PINNED)
        )
    await client.create_collection(
        collection,
        vectors_config={"dense": dense},
        quantization_config=quantized,
        shard_number=layout.shards,
        replication_factor=layout.replicas,
        sparse_vectors_config={"bm25": m.SparseVectorParams(modifier=m.Modifier.IDF)},
        hnsw_config=m.HnswConfigDiff(payload_m=16, m=0),  # a graph per tenant, none across them
        strict_mode_config=m.StrictModeConfig(
            enabled=True,
            unindexed_filtering_retrieve=False,
            unindexed_filtering_update=False,
            max_query_limit=1000,
            upsert_max_batchsize=WRITE,
        ),
        metadata={"format": FORMAT, "embedder": embedder.fingerprint, "model": embedder.name},
    )


async def _check(client: AsyncQdrantClient, collection: str, embedder: Embedder) -> None:
    """Raise IndexMismatch unless the collection is ours, and make the payload indexes that it lacks."""
    info = await client.get_collection(collection)
    label = info.config.metadata or {}
    if not isinstance(label.get("format"), int):
        raise IndexMismatch(
            f"the collection {collection} was not made by agent-copilot: name another with COPILOT_QDRANT_COLLECTION"
        )
    if label["format"] > FORMAT:
        raise IndexMismatch(
            f"the collection {collection} has format {label['format']} and this version knows {FORMAT}: "
            "upgrade agent-copilot, or name another with COPILOT_QDRANT_COLLECTION"
        )
    if label.get("embedder") != embedder.fingerprint:
        raise other_model(
            f"the collection {collection}",
            label,
            embedder.name,
            embedder.fingerprint,
            instead="name another with COPILOT_QDRANT_COLLECTION",
        )
    for name in KEYWORDS:
        if name not in info.payload_schema:
            tenant = name == "tenant"
            keyword = m.KeywordIndexParams(type=m.KeywordIndexType.KEYWORD, is_tenant=tenant, enable_hnsw=tenant)
            await client.create_payload_index(collection, name, keyword, wait=True)
    for name in INTEGERS:
        if name not in info.payload_schema:
            integer = m.IntegerIndexParams(type=m.IntegerIndexType.INTEGER, lookup=False, range=True, enable_hnsw=False)
            await client.create_payload_index(collection, name, integer, wait=True)


def _sparse(vector: Sparse) -> m.SparseVector:
    return m.SparseVector(indices=list(vector.indices), values=list(vector.values))


def _request(ask: Ask) -> m.QueryRequest:
    params = None
    query: m.SparseVector | list[float]
    if isinstance(ask.vector, Sparse):
        query, using = _sparse(ask.vector), "bm25"
        params = m.SearchParams(idf=m.IdfCorpusParams(corpus=_filter(ask.corpus)))
    else:
        query, using = ask.vector.tolist(), "dense"
    return m.QueryRequest(
        query=query,
        using=using,
        filter=_filter(ask.where, ask.ids),
        limit=ask.limit,
        with_payload=False,
        params=params,
    )


def _filter(where: Where, ids: Sequence[str] | None = None) -> m.Filter:
    must: list[Any] = [_condition(c) for c in where.must]
    if ids is not None:
        must.append(m.HasIdCondition(has_id=list(ids)))
    return m.Filter(must=must, must_not=[_condition(c) for c in where.must_not] or None)


def _condition(c: Condition) -> m.FieldCondition | m.Filter:
    match c:
        case Equals(key, value):
            return m.FieldCondition(key=key, match=m.MatchValue(value=value))
        case AnyOf(key, values):
            return m.FieldCondition(key=key, match=m.MatchAny(any=list(values)))
        case AtMost(key, bound):
            return m.FieldCondition(key=key, range=m.Range(lte=bound))
        case AtLeast(key, bound):
            return m.FieldCondition(key=key, range=m.Range(gte=bound))
        case IsOrNone(key, value):
            named = m.FieldCondition(key=key, match=m.MatchValue(value=value))
            return m.Filter(should=[named, m.IsEmptyCondition(is_empty=m.PayloadField(key=key))])
