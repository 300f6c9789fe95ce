"""Ingests the same documents over and over, for test_kill.py to kill: ``python ingest_loop.py FOLDER ROUND``."""

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from retrieval.documents import Article
from retrieval.edge import EdgeIndex
from retrieval.ingest import Knowledge
from retrieval.scope import Scope
from tests.retrieval.tiny import TinyEmbedder, article, lines

SCOPE = Scope("acme")
DOCUMENTS = 40
VERSIONS = 6


def documents(version: int) -> list[Article]:
    """Each with its own number of passages, changing with the version; every third is the same in all versions."""
    made = []
    for n in range(DOCUMENTS):
        shown = 0 if n % 3 == 0 else version
        body = "\n".join(f"document {n} version {shown} line {i}" for i in range(1 + (n + shown) % 7))
        made.append(article(f"a{n}", body))
    return made


async def main(folder: Path) -> None:
    tiny = TinyEmbedder()
    index = await EdgeIndex.open(folder, tiny)
    print("open", flush=True)  # noqa: T201
    knowledge = Knowledge(index, tiny, chunk=lines)
    version = 0
    while True:
        await knowledge.put_many(SCOPE, documents(version % VERSIONS))
        print("round", flush=True)  # noqa: T201
        version += 1


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
