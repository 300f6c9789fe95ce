"""Our share of an answer that a model writes: what a first word costs more, and how much CPU, than a bare script.

``python -m benchmarks.assist_llm [--requests 100]`` starts the demo with a scripted model in a process of its own,
which waits 100 ms and then streams 60 pieces. In turn, for the same conversation, once as it was prepared on arrival
and once with a new sentence, so that it must be embedded again: ``POST /v1/assist`` as events with
``want: ["replies"]``, and the bare script: embed the question, search a copy of the index, stream from the same model
with the ``openai`` client. For what was prepared the service has kept what it found, as it does when a customer writes;
the script searches each time, though it keeps the vectors of questions it knows. First words are compared with the
model's own, of a stream with nothing before it. CPU is that of the service's process against the script's, without the
script's client of our service. Then a silent model: how long after ``deadline_ms`` an answer is there.
"""

import argparse
import asyncio
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import numpy as np
from openai import AsyncOpenAI
from rich.console import Console
from rich.table import Table

from benchmarks.assist_http import conversations, demo, reworded
from copilot.demo import read_sample
from retrieval import bm25
from retrieval.documents import Kind
from retrieval.edge import EdgeIndex
from retrieval.embed import Embedder, open_embedder
from retrieval.ingest import Knowledge
from retrieval.scope import Scope
from tests import llm_stub

THINK_S = 0.1
PIECES = [f"word{n} " for n in range(60)]
SILENT = "stay silent"
DEADLINE_MS = 800
TENANT = "bare"
KINDS: tuple[Kind, ...] = ("article", "resolution")
CACHE = Path("~/.cache/agent-copilot").expanduser()
SYSTEM = "You write replies to customers of a company. Use only the numbered passages and cite them."


async def serve_model() -> None:
    """The scripted model, until the process is ended; its address is printed."""

    async def script(body: dict[str, Any], send: llm_stub.Send) -> None:
        if SILENT in str(body["messages"]):
            await llm_stub.silent(body, send)
        await asyncio.sleep(THINK_S)
        await llm_stub.pieces(*PIECES)(body, send)

    async with llm_stub.LlmStub(script) as stub:
        print(stub.url, flush=True)
        await asyncio.Event().wait()


def cpu_of(pid: int) -> float:
    """Seconds of user and system time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Bare:
    """What one would write in an afternoon: the same models, the same passages, no checks."""

    def __init__(self, embedder: Embedder, index: EdgeIndex, url: str) -> None:
        self._embedder = embedder
        self._index = index
        self.client = AsyncOpenAI(base_url=url, api_key="none", max_retries=0)

    async def first_words(self, user: str) -> float:
        """Milliseconds until the first piece; reads to the end."""
        began, first = time.perf_counter(), None
        stream = await self.client.chat.completions.create(
            model="stub",
            messages=[{"role": "system", "content": SYSTEM}, {"role": "user", "content": user}],
            stream=True,
            stream_options={"include_usage": True},
        )
        async for chunk in stream:
            if first is None and chunk.choices and chunk.choices[0].delta.content:
                first = (time.perf_counter() - began) * 1e3
        return first or float("nan")

    async def answer(self, body: dict[str, Any]) -> None:
        said = [m["text"] for m in body["conversation"]["messages"] if m["author"] == "customer"]
        dense = await self._embedder.query(said[-1])
        sparse = bm25.query([(said[-1], 1.0)], "en")
        found = []
        for kind in KINDS:
            found += await self._index.search(Scope(TENANT), kind, dense, sparse, limit=10, vectors=False)
        best = sorted(found, key=lambda h: -(h.dense_score or 0.0))[:6]
        passages = "\n\n".join(f"[{n}] {h.passage.text[:1600]}" for n, h in enumerate(best, 1))
        await self.first_words(passages + "\n\n" + "\n".join(said))


@dataclass
class Share:
    """Milliseconds to the first word, and seconds of CPU."""

    alone: list[float]
    ours: list[float]
    asked: list[float]
    """Of ours, from the moment at which all that needs no model was ready."""
    cpu_bare: float
    cpu_ours: float


async def ours(client: httpx2.AsyncClient, body: dict[str, Any]) -> tuple[float, float]:
    """Milliseconds until the first words the model wrote, and of these from when it was asked; reads to the end."""
    began, first = time.perf_counter(), float("nan")
    last = "{}"
    headers = {"Accept": "text/event-stream"}
    async with client.stream("POST", "/v1/assist", json=body | {"want": ["replies"]}, headers=headers) as response:
        response.raise_for_status()
        async for line in response.aiter_lines():
            if math.isnan(first) and line == "event: reply.delta":
                first = (time.perf_counter() - began) * 1e3
            last = line.removeprefix("data: ") if line.startswith("data: ") else last
    took = json.loads(last)["timings_ms"]
    return first, took.get("first_token", 0.0) - took["without_model"]


async def measure(url: str, key: str, pid: int, model: str, requests: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        embedder = await open_embedder(model=None, url=None, key=None, cache_dir=CACHE)
        index = await EdgeIndex.open(Path(folder) / "index", embedder)
        await Knowledge(index, embedder).put_many(Scope(TENANT), list(read_sample()))
        bare = Bare(embedder, index, model)
        bodies = conversations()
        shares = {name: Share([], [], [], 0.0, 0.0) for name in ("as prepared on arrival", "reworded each time")}
        late: list[float] = []
        headers = {"Authorization": f"Bearer {key}"}
        async with httpx2.AsyncClient(base_url=url, headers=headers, timeout=60) as client:
            for n in range(-len(bodies), requests):
                for name, share in shares.items():
                    body = bodies[n % len(bodies)] if name.startswith("as") else reworded(bodies[n % len(bodies)], n)
                    alone = await bare.first_words("Hello " * 1000)
                    began = time.process_time()
                    await bare.answer(body)
                    script = time.process_time() - began
                    began = cpu_of(pid)
                    first, asked = await ours(client, body)
                    service = cpu_of(pid) - began
                    if n >= 0 and not math.isnan(first):  # a conversation with nothing to answer has no first word
                        share.alone.append(alone)
                        share.ours.append(first)
                        share.asked.append(asked)
                        share.cpu_bare += script
                        share.cpu_ours += service
            for n in range(max(10, requests // 5)):
                silent = reworded(bodies[n % len(bodies)], n) | {"instruction": SILENT, "deadline_ms": DEADLINE_MS}
                began = time.perf_counter()
                await client.post("/v1/assist", json=silent)
                late.append((time.perf_counter() - began) * 1e3 - DEADLINE_MS)
        await index.close()
        await embedder.close()
    show(shares, late)


def show(shares: dict[str, Share], late: list[float]) -> None:
    table = Table("what", "n", "p50", "p95")

    def row(name: str, values: list[float]) -> None:
        p50, p95 = np.percentile(values, [50, 95])
        table.add_row(name, str(len(values)), f"{p50:.1f} ms", f"{p95:.1f} ms")

    for name, share in shares.items():
        n = len(share.ours)
        table.add_section()
        row(f"{name}: first word, the model alone", share.alone)
        row(f"{name}: first word, ours", share.ours)
        row("added, pair by pair", [b - a for a, b in zip(share.alone, share.ours, strict=True)])
        row("of it since the model was asked", [b - a for a, b in zip(share.alone, share.asked, strict=True)])
        table.add_row("CPU of the bare script with retrieval", str(n), f"{share.cpu_bare / n * 1e3:.1f} ms", "mean")
        table.add_row("CPU of the service", str(n), f"{share.cpu_ours / n * 1e3:.1f} ms", "mean")
        table.add_row("CPU, ours to the script's", str(n), f"{share.cpu_ours / share.cpu_bare:.2f}", "")
    table.add_section()
    row("JSON with a silent model, after the deadline", late)
    Console(width=100).print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=100)
    parser.add_argument("--model", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.model:
        asyncio.run(serve_model())
        return
    command = [sys.executable, "-m", "benchmarks.assist_llm", "--model"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        model = process.stdout.readline().strip()
        with demo(COPILOT_LLM_URL=model, COPILOT_LLM_MODEL="stub") as (url, key, _, pid):
            asyncio.run(measure(url, key, pid, model, args.requests))
    finally:
        process.terminate()
        process.wait(20)


if __name__ == "__main__":
    main()
