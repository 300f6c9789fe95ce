"""One call of the embedded index: milliseconds at several sizes, of which the caller may see a tenth.

``python -m benchmarks.search_index [--points 5000 50000 200000]``: ten tenants of equal size, synthetic vectors, runs
of words from the sample's articles; both halves of the search with all scores filled, then the check against the
records. The yardstick of the same run is an exact scan of the tenant's own vectors in numpy, the dense half alone.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from benchmarks.ingest import articles
from retrieval import bm25
from retrieval.alive import Standing
from retrieval.documents import Passage
from retrieval.edge import EdgeIndex
from retrieval.index import PassagePoint, Record
from retrieval.scope import FOREVER, Scope

TENANTS = 10
CALLS = 200
LIMIT = 30
WORDS = [word for article in articles() for word in article.body.split()]
RUN = 35
"""Words of a passage that are taken in a row; two such runs make one."""


class Fixed:
    """Says what an index asks of its embedder; nothing is embedded here."""

    name = fingerprint = "synthetic"
    dimension = 384
    languages: frozenset[str] | None = None


def text(dice: np.random.Generator) -> str:
    """Words as often as they are in a help centre, in another order in each passage."""
    starts = dice.integers(len(WORDS) - RUN, size=2)
    return " ".join(word for start in starts for word in WORDS[start : start + RUN])


async def fill(index: EdgeIndex, points: int, dice: np.random.Generator) -> NDArray[np.float32]:
    """Write the passages, four to an article; the vectors of the first tenant come back."""
    first = []
    each = points // TENANTS
    for tenant in range(TENANTS):
        scope = Scope(f"tenant{tenant}")
        vectors = dice.normal(size=(each, Fixed.dimension)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        batch = []
        for n in range(each):
            words = text(dice)
            source = str(n // 4)
            p = Passage(id=f"article:{source}#{n % 4}", kind="article", source_id=source, title="Title", text=words)
            batch.append(PassagePoint(p, "g", vectors[n], bm25.document(words, "en")))
        await index.put_passages(scope, batch)
        for n in range((each + 3) // 4):
            await index.put_record(scope, Record("article", str(n), "g", "{}", "d", 4, 0, "public", 0, FOREVER))
        if tenant == 0:
            first.append(vectors)
    return np.concatenate(first)


async def timed(call: Callable[[int], Awaitable[Any]]) -> list[float]:
    """Milliseconds of each call."""
    taken = []
    for n in range(CALLS):
        began = time.perf_counter()
        await call(n)
        taken.append(1000 * (time.perf_counter() - began))
    return taken[CALLS // 10 :]


async def measure(points: int) -> list[tuple[str, list[float]]]:
    dice = np.random.default_rng(7)
    scope = Scope("tenant0")
    with tempfile.TemporaryDirectory() as folder:
        index = await EdgeIndex.open(Path(folder) / "index", Fixed())  # type: ignore[arg-type]
        vectors = await fill(index, points, dice)
        noise = dice.normal(size=vectors[:CALLS].shape).astype(np.float32)
        dense = vectors[:CALLS] + 0.05 * noise
        dense /= np.linalg.norm(dense, axis=1, keepdims=True)
        sparse = [bm25.query([(" ".join(text(dice).split()[:8]), 1.0)], "en") for _ in range(CALLS)]

        async def search(n: int) -> Any:
            return await index.search(scope, "article", dense[n % len(dense)], sparse[n], limit=LIMIT)

        async def checked(n: int) -> Any:
            return await Standing(index, scope).of(await search(n))

        async def scan(n: int) -> Any:
            scores = vectors @ dense[n % len(dense)]
            return np.argpartition(-scores, LIMIT)[:LIMIT]

        rows = [
            ("search", await timed(search)),
            ("search and check", await timed(checked)),
            ("numpy, dense half", await timed(scan)),
        ]
        await index.close()
    return rows


async def main(sizes: list[int]) -> None:
    table = Table("passages", "call", "p50 ms", "p95 ms", "p50 to search's")
    for size in sizes:
        rows = await measure(size)
        base = float(np.percentile(rows[0][1], 50))
        for name, taken in rows:
            p50, p95 = (float(np.percentile(taken, q)) for q in (50, 95))
            table.add_row(str(size), name, f"{p50:.2f}", f"{p95:.2f}", f"{p50 / base:.2f}")
    Console().print(table)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, nargs="+", default=[5000, 50_000])
    asyncio.run(main(parser.parse_args().points))
