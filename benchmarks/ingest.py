"""How much storing costs beside embedding: passages per second of an ingest against bare loops of the same model.

``python -m benchmarks.ingest [--torch] [--repeat 3]`` ingests the sample company's articles into a new embedded index
and embeds the same passages with nothing around it, in turn, and with ``--torch`` in sentence-transformers as one would
write it by hand. Ratios are to the ingest.
"""

import argparse
import asyncio
import tempfile
import time
from importlib.resources import files
from pathlib import Path

from rich.console import Console
from rich.table import Table

from retrieval.chunk import embedding_text, passages
from retrieval.documents import Article
from retrieval.edge import EdgeIndex
from retrieval.embed import Embedder, open_embedder, packaged_model
from retrieval.ingest import Knowledge
from retrieval.scope import Scope
from retrieval.sources.folder import read_folder

CACHE = Path("~/.cache/agent-copilot").expanduser()


def articles() -> list[Article]:
    folder = Path(str(files("copilot"))) / "sample" / "articles"
    return [a for a in read_folder(folder) if isinstance(a, Article)]


async def ingest(documents: list[Article], embedder: Embedder) -> tuple[float, float]:
    """Seconds of the first ingest and of a second one in which nothing has changed."""
    with tempfile.TemporaryDirectory() as folder:
        index = await EdgeIndex.open(Path(folder) / "index", embedder)
        knowledge = Knowledge(index, embedder)
        seconds = []
        for _ in range(2):
            began = time.perf_counter()
            await knowledge.put_many(Scope("bench"), documents)
            seconds.append(time.perf_counter() - began)
        await index.close()
    return seconds[0], seconds[1]


def torch_loop(texts: list[str]) -> float:
    """Seconds of sentence-transformers over the same texts, without loading it."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(packaged_model()), device="cpu")
    model.encode(texts[:8])
    began = time.perf_counter()
    model.encode(texts, batch_size=32, normalize_embeddings=True, show_progress_bar=False)
    return time.perf_counter() - began


async def main(torch: bool, repeat: int) -> None:
    documents = articles()
    texts = [embedding_text(p) for d in documents for p in passages(d)]
    embedder = await open_embedder(model=None, url=None, key=None, cache_dir=CACHE)
    await embedder.documents(texts[:8])
    bare = whole = again = float("inf")
    for _ in range(repeat):  # in turn, and the best of each: other work on the machine comes and goes
        began = time.perf_counter()
        await embedder.documents(texts)
        bare = min(bare, time.perf_counter() - began)
        first, second = await ingest(documents, embedder)
        whole, again = min(whole, first), min(again, second)
    await embedder.close()
    rows = [("ingest", whole), ("bare loop, same model", bare), ("ingest again, unchanged", again)]
    if torch:
        rows.append(("sentence-transformers", torch_loop(texts)))
    table = Table(
        "", "seconds", "passages/s", "time to ingest's", title=f"{len(documents)} articles, {len(texts)} passages"
    )
    for name, seconds in rows:
        table.add_row(name, f"{seconds:.2f}", f"{len(texts) / seconds:.0f}", f"{seconds / whole:.2f}")
    Console().print(table)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--torch", action="store_true", help="also time sentence-transformers (loads it: seconds)")
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    asyncio.run(main(given.torch, given.repeat))
