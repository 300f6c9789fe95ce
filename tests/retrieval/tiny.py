"""A small embedder and small documents, for tests of what is stored rather than of what is understood."""

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.documents import Article, Document, Message, Passage, Resolution
from retrieval.index import PassagePoint, Record, Sparse, Vector
from retrieval.scope import FOREVER

DIMENSION = 32


class TinyEmbedder:
    """Adds a fixed random direction per word: texts that share words are near. Counts what it was given."""

    name = "tiny"
    dimension = DIMENSION
    languages: frozenset[str] | None = None

    def __init__(self, fingerprint: str = "tiny:1") -> None:
        self.fingerprint = fingerprint
        self.embedded: list[str] = []

    async def query(self, text: str) -> Vector:
        return embed(text)

    async def documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += texts
        return np.stack([embed(t) for t in texts]) if texts else np.empty((0, DIMENSION), np.float32)

    async def close(self) -> None:
        """Nothing to let go of."""


def embed(text: str) -> Vector:
    out = np.full(DIMENSION, 1e-3, np.float32)
    for word in text.lower().split():
        out += np.random.default_rng(zlib.crc32(word.encode())).normal(size=DIMENSION).astype(np.float32)
    return np.asarray(out / np.linalg.norm(out), np.float32)


def sparse(text: str) -> Sparse:
    ids = sorted({zlib.crc32(w.encode()) for w in text.lower().split()})
    return Sparse(tuple(ids), (1.0,) * len(ids))


def point(passage: Passage, generation: str = "g1") -> PassagePoint:
    return PassagePoint(passage, generation, embed(passage.text), sparse(passage.text))


def passage(source_id: str, text: str, n: int = 0, **fields: object) -> Passage:
    values = {"kind": "article", "title": "Title", **fields}
    return Passage.model_validate(
        {"id": f"{values['kind']}:{source_id}#{n}", "source_id": source_id, "text": text, **values}
    )


def record(source_id: str, generation: str = "g1", **fields: object) -> Record:
    values: dict[str, object] = {
        "kind": "article",
        "document": "{}",
        "digest": "d",
        "passages": 1,
        "updated_at": 0,
        "visibility": "public",
        "valid_from": 0,
        "valid_until": FOREVER,
    }
    return Record(source_id=source_id, generation=generation, **(values | fields))  # type: ignore[arg-type]


def lines(document: Document) -> list[Passage]:
    """A chunker: one passage per line."""
    fields: dict[str, object] = {"updated_at": document.updated_at}
    if isinstance(document, Article):
        texts = [line for line in document.body.splitlines() if line.strip()]
        fields |= {"kind": "article", "title": document.title, "visibility": document.visibility}
        fields |= {"valid_from": document.valid_from, "valid_until": document.valid_until}
    else:
        texts = [m.text for m in document.messages]
        fields |= {"kind": "resolution"}
    if not texts:
        raise ValueError("the document has no text")
    return [passage(document.id, text, n, **fields) for n, text in enumerate(texts)]


def article(source_id: str, body: str = "some words", **fields: object) -> Article:
    return Article.model_validate({"id": source_id, "title": f"About {source_id}", "body": body, **fields})


def resolution(source_id: str, text: str = "some words") -> Resolution:
    messages = (Message(author="customer", text=text), Message(author="agent", text="An answer of a few words."))
    return Resolution(id=source_id, messages=messages)
