"""How long an agent waits: POST /v1/assist of the sample company over real HTTP, without a model.

``python -m benchmarks.assist_http [--requests 200] [--rate 5]`` starts the demo in a temporary folder (or uses
``--url URL --key KEY``) and sends the sample's conversations at a steady rate, JSON, SSE and, as the yardstick of the
same run, ``POST /v1/search`` for the same conversation, in turn. Prints milliseconds and the ratios to the yardstick.
Each conversation was asked once before, as it is when it was prepared on arrival; "reworded" adds a sentence that is
new each time, so that every question must be embedded again.
"""

import argparse
import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx2
import numpy as np
from rich.console import Console
from rich.table import Table

START_S = 300


def conversations() -> list[dict[str, Any]]:
    """The sample's conversations as bodies of POST /v1/assist."""
    root = Path(str(files("copilot"))) / "sample"
    customers = {c["id"]: c for c in json.loads((root / "customers.json").read_text("utf-8"))}
    bodies = []
    for path in sorted((root / "conversations").glob("*.json")):
        stored = json.loads(path.read_text("utf-8"))
        bodies.append({"conversation": stored["conversation"], "customer": customers[stored["customer_id"]]})
    return bodies


@contextmanager
def demo(**more: str) -> Iterator[tuple[str, str, float, int]]:
    """The demo in a temporary folder, with ``more`` in its environment: its address, its key, seconds until it was
    ready, and its process id."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "copilot", "demo"],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "COPILOT_DATA_DIR": f"{folder}/data", "COPILOT_PORT": str(port), **more},
        )
        assert process.stdout is not None
        try:
            key = next((line.strip() for line in process.stdout if line.startswith("cpk_")), None)
            if key is None:
                raise RuntimeError("the demo ended before it printed a key")
            url = f"http://127.0.0.1:{port}"
            wait_ready(url)
            yield url, key, time.perf_counter() - began, process.pid
        finally:
            process.terminate()
            process.wait(20)


def wait_ready(url: str) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        try:
            if httpx2.get(f"{url}/health/ready", timeout=2).status_code == 200:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.05)
    raise RuntimeError(f"{url} was not ready after {START_S} s")


def reworded(body: dict[str, Any], n: int) -> dict[str, Any]:
    """The same case in words that were never embedded before; what it finds has been."""
    messages = [dict(m) for m in body["conversation"]["messages"]]
    messages[-1]["text"] += f"\n\nMy colleague in room {n} asks about it as well, so please answer in detail."
    return {**body, "conversation": {**body["conversation"], "messages": messages}}


def cited(line: str) -> bool:
    return bool(json.loads(line.removeprefix("data:"))["citations"])


async def first_reply(client: httpx2.AsyncClient, body: dict[str, Any]) -> tuple[float | None, float]:
    """Milliseconds to the first cited reply (None where there is no reply to give) and to the end of the stream."""
    began, first = time.perf_counter(), None
    event = ""
    headers = {"Accept": "text/event-stream"}
    async with client.stream("POST", "/v1/assist", json=body, headers=headers) as response:
        response.raise_for_status()
        async for line in response.aiter_lines():
            if line.startswith("event:"):
                event = line.removeprefix("event:").strip()
            elif line.startswith("data:") and event == "reply" and first is None and cited(line):
                first = (time.perf_counter() - began) * 1e3
    return first, (time.perf_counter() - began) * 1e3


async def post(client: httpx2.AsyncClient, path: str, body: dict[str, Any]) -> float:
    began = time.perf_counter()
    (await client.post(path, json=body)).raise_for_status()
    return (time.perf_counter() - began) * 1e3


async def stream_only(url: str, key: str, requests: int, rate: float) -> dict[str, list[float]]:
    """First replies and whole streams with nothing else asked in between; the first column is its own yardstick."""
    times: dict[str, list[float]] = {"first reply": [], "stream": []}
    bodies = conversations()
    async with httpx2.AsyncClient(base_url=url, headers={"Authorization": f"Bearer {key}"}, timeout=30) as client:
        for n in range(-len(bodies), requests):
            due = time.perf_counter() + 1 / rate
            first, whole = await first_reply(client, bodies[n % len(bodies)])
            if n >= 0:
                times["stream"].append(whole)
                times["first reply"] += [] if first is None else [first]
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
    return times


async def measure(url: str, key: str, requests: int, rate: float) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {
        "search": [],
        "assist": [],
        "first reply": [],
        "stream": [],
        "assist, reworded": [],
    }
    bodies = conversations()
    async with httpx2.AsyncClient(base_url=url, headers={"Authorization": f"Bearer {key}"}, timeout=30) as client:
        for body in bodies:  # warm: connections, caches of the process
            await post(client, "/v1/assist", body)
        for n in range(requests):
            due = time.perf_counter() + 1 / rate
            body = bodies[n % len(bodies)]
            times["search"].append(await post(client, "/v1/search", {"conversation": body["conversation"]}))
            times["assist"].append(await post(client, "/v1/assist", body))
            first, whole = await first_reply(client, body)
            times["stream"].append(whole)
            if first is not None:
                times["first reply"].append(first)
            times["assist, reworded"].append(await post(client, "/v1/assist", reworded(body, n)))
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
    return times


def show(times: dict[str, list[float]]) -> None:
    name, first = next(iter(times.items()))
    yardstick = float(np.median(first))
    table = Table("what", "n", "p50 ms", "p95 ms", f"p50 / {name} p50")
    for name, values in times.items():
        p50, p95 = np.percentile(values, [50, 95])
        table.add_row(name, str(len(values)), f"{p50:.1f}", f"{p95:.1f}", f"{p50 / yardstick:.2f}")
    Console().print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--rate", type=float, default=5)
    parser.add_argument("--url")
    parser.add_argument("--key")
    parser.add_argument("--stream-only", action="store_true", help="event streams alone, nothing else in between")
    args = parser.parse_args()
    run = stream_only if args.stream_only else measure
    if args.url:
        show(asyncio.run(run(args.url, args.key, args.requests, args.rate)))
        return
    with demo() as (url, key, seconds, _):
        print(f"ready after {seconds:.1f} s")
        show(asyncio.run(run(url, key, args.requests, args.rate)))


if __name__ == "__main__":
    main()
