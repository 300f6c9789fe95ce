"""kill -9 in the middle of an ingest: nothing is lost, doubled or torn."""

import os
import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from retrieval.alive import Standing
from retrieval.edge import EdgeIndex
from retrieval.ingest import Counts, Knowledge
from tests.retrieval.ingest_loop import DOCUMENTS, SCOPE, VERSIONS, documents
from tests.retrieval.tiny import TinyEmbedder, article, embed, lines

KILLS = int(os.environ.get("TEST_KILLS", "5"))


def run_and_kill(folder: Path, after: float) -> str:
    """Let a process ingest, kill it some time after it has opened the index; what it had printed until then."""
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("ingest_loop.py")), str(folder)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    assert first == "open\n", "the index could not be opened after a kill"
    killer = threading.Timer(after, process.kill)  # the moment is arbitrary on purpose; no outcome hangs on it
    killer.start()
    rest = process.stdout.read()
    killer.join()
    process.wait()
    process.stdout.close()
    return rest


async def check_every_document_is_whole(index: EdgeIndex) -> int:
    """Each document that there is, is exactly one of its versions: all of its passages and no other."""
    seen = 0
    allowed = {d.id: [d2] for d, d2 in zip(documents(0), documents(0), strict=True)}
    for version in range(VERSIONS):
        for document in documents(version):
            allowed[document.id].append(document)
    hits = []
    for n in range(DOCUMENTS):
        hits += await index.search(SCOPE, "article", embed(f"document {n}"), None, limit=1000)
    found: dict[str, set[str]] = {}
    for hit in await Standing(index, SCOPE).of(hits):
        found.setdefault(hit.passage.source_id, set()).add(hit.passage.text)
    async for record in index.scroll(SCOPE):
        seen += 1
        versions = [{p.text for p in lines(d)} for d in allowed[record.source_id]]
        assert found.get(record.source_id) in versions, f"{record.source_id} is torn"
    return seen


@pytest.mark.slow
async def test_killed_at_random_and_ended_as_if_never(tmp_path: Path) -> None:
    dice = random.Random(20261123)
    rounds = 0
    for kill in range(KILLS):
        rounds += run_and_kill(tmp_path / "index", dice.uniform(0.005, 0.15)).count("round")
        tiny = TinyEmbedder()
        index = await EdgeIndex.open(tmp_path / "index", tiny)
        seen = await check_every_document_is_whole(index)
        if rounds:
            assert seen == DOCUMENTS, f"documents that were acknowledged are lost after kill {kill}"
        await index.close()
    tiny = TinyEmbedder()
    index = await EdgeIndex.open(tmp_path / "index", tiny)
    knowledge = Knowledge(index, tiny, chunk=lines)
    await knowledge.put_many(SCOPE, documents(1))
    passages = sum(len(lines(d)) for d in documents(1))
    assert await knowledge.counts(SCOPE) == Counts(DOCUMENTS, 0, passages)
    for document in documents(1):
        assert await knowledge.get(SCOPE, "article", document.id) == document
    await check_every_document_is_whole(index)
    await index.close()


async def test_a_sweep_finds_what_a_killed_process_left(tmp_path: Path) -> None:
    """Passages whose record was never written go with the first use after the restart."""
    from tests.retrieval.tiny import passage, point

    tiny = TinyEmbedder()
    index = await EdgeIndex.open(tmp_path / "index", tiny)
    await Knowledge(index, tiny, chunk=lines).put(SCOPE, article("a", "one\ntwo"))
    await index.put_passages(SCOPE, [point(passage("a", "torn"), "g9"), point(passage("b", "torn"), "g9")])
    await index.close()
    index = await EdgeIndex.open(tmp_path / "index", tiny)
    assert await index.count(SCOPE, "article") == 4
    assert await Knowledge(index, tiny, chunk=lines).counts(SCOPE) == Counts(1, 0, 2)
    await index.close()
