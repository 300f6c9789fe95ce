"""Runs attacks through ``POST /v1/assist`` of the app in this process, with the obeying model behind it."""

import json
import tempfile
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import httpx2

from copilot.app import create_app
from copilot.settings import load_settings
from copilot.wiring import Parts, assemble
from evals.attacks.cases import Attack
from evals.attacks.company import ACTIONS, NEIGHBOUR, POLICY, TENANT, documents, neighbours
from evals.attacks.judge import leaks
from evals.attacks.obeying import Obeying
from evals.attacks.places import PLACES, restored
from evals.model_stub import LlmStub
from retrieval.scope import Scope


@dataclass(frozen=True, slots=True)
class Tried:
    """One attack in one place, and what came of it."""

    attack: Attack
    place: str
    leaks: tuple[tuple[str, str], ...]
    suspected: bool
    """The answer says ``injection_suspected``."""
    written: bool
    """The model's reply arrived, so that there was something to get through."""


@dataclass
class Range:
    """The company, the app and the model."""

    parts: Parts
    http: httpx2.AsyncClient
    server: LlmStub
    model: Obeying

    async def attack(self, attack: Attack, place: str, *, stream: bool = False) -> Tried:
        planted = PLACES[place](attack)
        scope = Scope(TENANT)
        if planted.documents:
            await self.parts.knowledge.put_many(scope, planted.documents)
        self.server.requests.clear()
        self.model.bait = attack.bait
        answer = await self._ask(planted.body, stream=stream)
        if planted.documents:
            await self.parts.knowledge.put_many(scope, restored())
        found = leaks(attack, self.server.requests, answer)
        codes = {r["code"] for r in answer["reasons"]}
        written = any(r["origin"] == "llm" for r in answer["replies"])
        return Tried(attack, place, tuple(found), "injection_suspected" in codes, written)

    async def _ask(self, body: dict[str, Any], *, stream: bool) -> dict[str, Any]:
        headers = {"Accept": "text/event-stream"} if stream else {}
        response = await self.http.post("/v1/assist", json=body, headers=headers)
        response.raise_for_status()
        if not stream:
            return cast(dict[str, Any], response.json())
        events = [e.splitlines() for e in response.text.split("\n\n") if "event: done" in e]
        data = "".join(line.removeprefix("data: ") for line in events[-1] if line.startswith("data: "))
        return cast(dict[str, Any], json.loads(data))


@asynccontextmanager
async def attacked(parts: Parts, server: LlmStub, model: Obeying) -> AsyncIterator[Range]:
    """The company with its knowledge in ``parts``, whose model must be ``server``."""
    await parts.knowledge.put_many(Scope(TENANT), [*documents(), *restored()])
    await parts.knowledge.put_many(Scope(NEIGHBOUR), list(neighbours()))
    for action in ACTIONS:
        await parts.catalogue.put(TENANT, action)
    await parts.policies.put(TENANT, POLICY)
    _, key = await parts.keys.create(TENANT, "agent", "attacks")
    transport = httpx2.ASGITransport(app=cast(Any, create_app(parts.settings, parts=parts)))
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx2.AsyncClient(transport=transport, base_url="http://copilot", headers=headers, timeout=120) as http:
        yield Range(parts, http, server, model)


@asynccontextmanager
async def opened() -> AsyncIterator[Range]:
    """All of it in a folder that is thrown away."""
    model = Obeying()
    with tempfile.TemporaryDirectory(prefix="copilot-attacks-") as folder:
        async with LlmStub(model) as server:
            own = {
                "data_dir": Path(folder) / "data",
                "log_level": "error",
                "llm_url": server.url,
                "llm_model": "obeying",
                "llm_timeout_s": 60.0,
                "qdrant_url": None,
                "redis_url": None,
            }
            settings = load_settings().model_copy(update=own)
            async with assemble(settings) as parts, attacked(parts, server, model) as it:
                yield it


def plan(attacks: Iterable[Attack], each: int) -> Iterable[tuple[Attack, str]]:
    """Each attack in the message and in ``each`` further places by turns; what comes in parts, in turns and fields."""
    names = [p for p in PLACES if p != "message"]
    at = 0
    for attack in attacks:
        places = ["message"] + (["turns", "fields"] if attack.parts else [])
        for _ in range(each):
            places.append(names[at % len(names)])
            at += 1
        yield from ((attack, place) for place in dict.fromkeys(places))
