"""What a long history costs: summaries and next actions over many past resolutions, over real HTTP, without a model.

``python -m benchmarks.assist_large [--resolutions 5000 50000] [--requests 200] [--train]``: one tenant holds variations
of the sample's resolutions (other numbers and times, their vectors with some noise) beside the sample's articles,
catalogue, rules and customers. The sample's conversations ask for a summary alone, for next actions alone and, as the
yardstick of the same run, for ``POST /v1/search``; a sentence that is new each time makes sure that every question is
embedded and every summary made anew. ``--train`` fits the tenant's own head first and says how long that took.
"""

import argparse
import asyncio
import itertools
import json
import random
import re
import signal
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx2
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.assist_http import conversations, reworded
from benchmarks.ingest import CACHE, articles
from benchmarks.search_http import NOISE, key_for, memory, serve
from copilot.demo import SAMPLE, read_sample
from retrieval.documents import Document, Resolution
from retrieval.edge import EdgeIndex
from retrieval.embed import Embedder, open_embedder
from retrieval.index import Vector
from retrieval.ingest import Knowledge
from retrieval.scope import Scope

TENANT = "tenant0"
BATCH = 256
_DIGITS = re.compile(r"\d+")


class Noisy:
    """Embeds each text once, whatever its numbers, and gives every document a vector near that one."""

    def __init__(self, real: Embedder) -> None:
        self.name, self.fingerprint, self.dimension = real.name, real.fingerprint, real.dimension
        self.languages = real.languages
        self._real = real
        self._known: dict[str, Vector] = {}
        self._dice = np.random.default_rng(7)

    async def query(self, text: str) -> Vector:
        return await self._real.query(text)

    async def documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        keys = [_DIGITS.sub("0", t) for t in texts]
        new = sorted(set(keys) - self._known.keys())
        if new:
            self._known.update(zip(new, await self._real.documents(new), strict=True))
        vectors = np.stack([self._known[k] for k in keys])
        near = vectors + self._dice.normal(scale=NOISE, size=vectors.shape)
        return np.asarray(near / np.linalg.norm(near, axis=1, keepdims=True), dtype=np.float32)

    async def close(self) -> None:
        """The real one is the caller's."""


def variations(wanted: int) -> Iterator[Resolution]:
    """The sample's resolutions over and over, each time with other numbers in what was said and another id."""
    chance = random.Random(7)
    base = [d for d in read_sample() if isinstance(d, Resolution)]

    def other(found: re.Match[str]) -> str:
        return "".join(str(chance.randrange(1, 10)) for _ in found[0])

    for n, one in zip(range(wanted), itertools.cycle(base), strict=False):
        messages = tuple(m.model_copy(update={"text": _DIGITS.sub(other, m.text)}) for m in one.messages)
        yield one.model_copy(update={"id": f"past-{n}", "customer_id": f"customer-{n}", "messages": messages})


async def fill(folder: Path, resolutions: int, embedder: Embedder) -> None:
    index = await EdgeIndex.open(folder / "index", embedder)
    knowledge = Knowledge(index, Noisy(embedder))
    documents: Iterator[Document] = itertools.chain(articles(), variations(resolutions))
    batches = -(-(resolutions + len(articles())) // BATCH)
    for _ in track(range(batches), f"{resolutions} resolutions", console=Console(stderr=True), transient=True):
        await knowledge.put_many(Scope(TENANT), list(itertools.islice(documents, BATCH)))
    await index.close()


async def settle(http: httpx2.AsyncClient) -> None:
    """The sample's policy, catalogue and customers."""

    async def put(path: str, body: dict[str, Any]) -> None:
        (await http.put(path, json=body)).raise_for_status()

    for spec in json.loads((SAMPLE / "actions.json").read_bytes()):
        await put(f"/v1/actions/{spec.pop('name')}", spec)
    await put("/v1/policy", json.loads((SAMPLE / "policy.json").read_bytes()))
    for customer in json.loads((SAMPLE / "customers.json").read_bytes()):
        await put(f"/v1/customers/{customer.pop('id')}", customer)


async def train(http: httpx2.AsyncClient) -> str:
    """Fit the tenant's head; how long it took, and the last thing it said."""
    began, said = time.perf_counter(), ""
    async with http.stream("POST", "/v1/train") as answer:
        answer.raise_for_status()
        async for line in answer.aiter_lines():
            said = line or said
    return f"trained in {time.perf_counter() - began:.0f} s; {said[:300]}"


async def measure(resolutions: int, requests: int, embedder: Embedder, *, head: bool) -> list[list[str]]:
    """Rows of the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        folder.mkdir(mode=0o700)
        await fill(folder, resolutions, embedder)
        master = key_for(folder, "admin")
        process, url, key, _ = serve(folder)
        try:
            headers = {"Authorization": f"Bearer {master}"}
            async with httpx2.AsyncClient(base_url=url, headers=headers, timeout=3600) as http:
                await settle(http)
                if head:
                    Console().print(await train(http))
            headers = {"Authorization": f"Bearer {key}"}
            async with httpx2.AsyncClient(base_url=url, headers=headers, timeout=60) as http:
                times = await asked(http, requests)
            resident, anonymous = memory(process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)
    yard = float(np.median(times["search"]))
    rows = []
    for what, values in times.items():
        p50, p95 = np.percentile(values, [50, 95])
        rows.append(
            [str(resolutions), what, f"{p50:.1f}", f"{p95:.1f}", f"{p50 / yard:.2f}", f"{resident} ({anonymous})"]
        )
    return rows


async def asked(http: httpx2.AsyncClient, requests: int) -> dict[str, list[float]]:
    """Milliseconds of each kind of request, in turn, without the first tenth."""
    bodies = conversations()
    times: dict[str, list[float]] = {"search": [], "summary": [], "next actions": [], "all three": []}
    for n in range(requests):
        body = reworded(bodies[n % len(bodies)], n)
        wants: tuple[tuple[str, str, dict[str, Any]], ...] = (
            ("search", "/v1/search", {"conversation": reworded(bodies[n % len(bodies)], -n - 1)["conversation"]}),
            ("summary", "/v1/assist", {**body, "want": ["summary"]}),
            ("next actions", "/v1/assist", {**reworded(body, n + requests), "want": ["next_actions"]}),
            ("all three", "/v1/assist", reworded(body, n + 2 * requests)),
        )
        for what, path, sent in wants:
            began = time.perf_counter()
            (await http.post(path, json=sent)).raise_for_status()
            if n >= requests // 10:
                times[what].append((time.perf_counter() - began) * 1e3)
    return times


async def main(sizes: list[int], requests: int, *, head: bool) -> None:
    embedder = await open_embedder(model=None, url=None, key=None, cache_dir=CACHE)
    table = Table("resolutions", "what", "p50 ms", "p95 ms", "p50 to search", "resident MB (anonymous)")
    for size in sizes:
        for row in await measure(size, requests, embedder, head=head):
            table.add_row(*row)
    await embedder.close()
    Console(width=120).print(table)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--resolutions", type=int, nargs="+", default=[5000, 50_000])
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--train", action="store_true", help="fit the tenant's own head first")
    given = parser.parse_args()
    asyncio.run(main(given.resolutions, given.requests, head=given.train))
