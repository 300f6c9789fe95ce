"""``POST /v1/search`` over HTTP on a large index: where its milliseconds go, memory, and seconds to reopen.

``python -m benchmarks.search_http [--points 5000 50000] [--requests 300]``: ten tenants of equal size hold variations
of the sample's articles (their vectors with some noise, their words shuffled between articles); the questions are what
the sample's customers once asked. The caller sees a tenth of the index. The yardstick of the same run is embedding the
same question alone, in this process.
"""

import argparse
import asyncio
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx2
import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.ingest import CACHE, articles
from copilot.demo import SAMPLE
from copilot.domain import Role
from retrieval import bm25
from retrieval.chunk import embedding_text, passages
from retrieval.documents import Passage
from retrieval.edge import EdgeIndex
from retrieval.embed import Embedder, open_embedder
from retrieval.index import PassagePoint, Record
from retrieval.scope import FOREVER, Scope

TENANTS = 10
PIECES = 4
"""Passages of a document."""
NOISE = 0.03
"""Added to each of a vector's dimensions: about as far as two passages on the same subject."""


def questions(wanted: int) -> list[str]:
    """What customers wrote first in the sample's past conversations."""
    found = []
    for file in sorted((SAMPLE / "resolutions").glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            messages = json.loads(line)["messages"]
            found.append(next(m["text"] for m in messages if m["author"] == "customer")[:300])
    random.Random(7).shuffle(found)
    return [found[n % len(found)] for n in range(wanted)]


async def fill(folder: Path, points: int, embedder: Embedder) -> None:
    """Write the points as an ingest would have left them."""
    real = [p for article in articles() for p in passages(article)]
    vectors = await embedder.documents([embedding_text(p) for p in real])
    words = [w for p in real for w in p.text.split()]
    dice = np.random.default_rng(7)
    index = await EdgeIndex.open(folder / "index", embedder)
    documents = points // TENANTS // PIECES
    for tenant in range(TENANTS):
        scope = Scope(f"tenant{tenant}")
        for first in track(range(0, documents, 16), f"tenant {tenant}", console=Console(stderr=True), transient=True):
            batch = []
            for number in range(first, min(first + 16, documents)):
                for piece in range(PIECES):
                    n = int(dice.integers(len(real)))
                    at = int(dice.integers(len(words) - 40))
                    text = f"{real[n].text[:400]} {' '.join(words[at : at + 30])}"
                    passage = Passage(
                        id=f"article:{number}#{piece}",
                        kind="article",
                        source_id=str(number),
                        title=real[n].title,
                        section=real[n].section,
                        text=text,
                        language=real[n].language,
                    )
                    vector = vectors[n] + dice.normal(scale=NOISE, size=embedder.dimension).astype(np.float32)
                    vector /= np.linalg.norm(vector)
                    batch.append(PassagePoint(passage, "g", vector, bm25.document(text, passage.language)))
                await index.put_record(
                    scope, Record("article", str(number), "g", "{}", "d", PIECES, 0, "public", 0, FOREVER)
                )
            await index.put_passages(scope, batch)
    await index.close()


def memory(pid: int) -> tuple[int, int]:
    """Resident megabytes of a process, and those of them that no file backs."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = {m[1]: int(m[2]) // 1024 for m in re.finditer(r"(VmRSS|RssAnon):\s+(\d+)", status)}
    return found.get("VmRSS", 0), found.get("RssAnon", 0)


_COPILOT = (sys.executable, "-m", "copilot")


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "COPILOT_DATA_DIR": str(folder), "COPILOT_LOG_LEVEL": "error"}


def key_for(folder: Path, role: Role) -> str:
    """A new key of the first tenant."""
    create = [*_COPILOT, "keys", "create", "--tenant", "tenant0", "--role", role]
    return subprocess.check_output(create, text=True, env=_environment(folder)).strip()


def serve(folder: Path) -> tuple["subprocess.Popen[str]", str, str, float]:
    """The service on the folder, its address, an agent's key of the first tenant, and seconds until it served."""
    key = key_for(folder, "agent")
    env = _environment(folder) | {"COPILOT_PORT": "0", "PYTHONUNBUFFERED": "1"}
    began = time.perf_counter()
    process = subprocess.Popen([*_COPILOT, "serve"], stdout=subprocess.PIPE, text=True, env=env)
    assert process.stdout is not None
    for line in process.stdout:
        if "serving at " in line:
            url = next(word for word in line.split() if word.startswith("http"))
            return process, url, key, time.perf_counter() - began
    raise SystemExit("the service did not start")


async def measure(points: int, requests: int, embedder: Embedder) -> list[str]:
    """One row of the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        folder.mkdir(mode=0o700)
        await fill(folder, points, embedder)
        process, url, key, reopened = serve(folder)
        try:
            asked = questions(requests)
            parts: list[dict[str, float]] = []
            whole: list[float] = []
            alone: list[float] = []
            async with httpx2.AsyncClient(base_url=url, headers={"Authorization": f"Bearer {key}"}) as http:
                for n, text in enumerate(asked):
                    body: dict[str, Any] = {"query": f"{text} {n}", "kinds": ["article"], "below_floor": True}
                    began = time.perf_counter()
                    answer = await http.post("/v1/search", json=body)
                    whole.append(1000 * (time.perf_counter() - began))
                    answer.raise_for_status()
                    parts.append(answer.json()["timings_ms"])
                    began = time.perf_counter()
                    await embedder.query(f"{text} {n} of {points}")  # never seen before: it is not kept
                    alone.append(1000 * (time.perf_counter() - began))
            resident, anonymous = memory(process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)
    warm = slice(requests // 10, None)
    p50, p95 = np.percentile(whole[warm], [50, 95])
    split = [f"{np.percentile([p[name] for p in parts[warm]], 50):.1f}" for name in ("embed", "search", "rank")]
    rest = p50 - np.percentile([p["total"] for p in parts[warm]], 50)
    yard = np.percentile(alone[warm], 50)
    return [
        str(points), f"{p50:.1f}", f"{p95:.1f}", *split, f"{rest:.1f}", f"{p50 / yard:.1f}", f"{reopened:.1f}",
        f"{resident} ({anonymous})",
    ]  # fmt: skip


async def main(sizes: list[int], requests: int) -> None:
    embedder = await open_embedder(model=None, url=None, key=None, cache_dir=CACHE)
    table = Table(
        "passages", "p50 ms", "p95 ms", "embed", "search", "rank", "HTTP", "p50 to embedding alone", "reopen s",
        "resident MB (anonymous)",
    )  # fmt: skip
    for size in sizes:
        table.add_row(*await measure(size, requests, embedder))
    await embedder.close()
    Console(width=140).print(table)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, nargs="+", default=[5000, 50_000])
    parser.add_argument("--requests", type=int, default=300)
    given = parser.parse_args()
    asyncio.run(main(given.points, given.requests))
