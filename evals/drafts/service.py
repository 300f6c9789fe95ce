"""The service that is tried: two companies with bots that may send, behind a model that obeys everybody, or none."""

import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import httpx2

from copilot.app import create_app
from copilot.assist.assistant import Assistant
from copilot.assist.drafts import Drafts
from copilot.demo import TENANT as SAMPLE
from copilot.demo import load
from copilot.domain import HandoffPolicy, Policy, SendPolicy
from copilot.settings import load_settings
from copilot.wiring import Parts, assemble
from evals.attacks.company import TENANT as ATTACKED
from evals.attacks.obeying import Obeying
from evals.attacks.run import Range, attacked
from evals.model_stub import LlmStub

Body = dict[str, Any]
DISCLOSURE = "This answer was written by Pellworth's assistant."
TEAM = "care"


@dataclass
class Bot:
    """A bot of one company, with its door."""

    http: httpx2.AsyncClient
    """With the key of a bot."""
    admin: dict[str, str]
    """The header of an admin of the same company."""

    async def draft(self, body: Body) -> Body:
        """What ``POST /v1/drafts`` answers."""
        answer = await self.http.post("/v1/drafts", json=body)
        answer.raise_for_status()
        return cast(Body, answer.json())

    async def record(self, draft_id: str) -> Body:
        """The decision as it was kept."""
        answer = await self.http.get(f"/v1/drafts/{draft_id}", headers=self.admin)
        answer.raise_for_status()
        return cast(Body, answer.json())

    async def release(self, conversation_id: str) -> None:
        """A human gives the conversation back."""
        answer = await self.http.post(f"/v1/conversations/{conversation_id}/release", headers=self.admin)
        answer.raise_for_status()


@asynccontextmanager
async def bot(parts: Parts, tenant: str) -> AsyncIterator[Bot]:
    """A bot that asks this service."""
    _, key = await parts.keys.create(tenant, "bot", "evals")
    _, admin = await parts.keys.create(tenant, "admin", "evals")
    transport = httpx2.ASGITransport(app=cast(Any, create_app(parts.settings, parts=parts)))
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx2.AsyncClient(transport=transport, base_url="http://copilot", headers=headers, timeout=120) as http:
        yield Bot(http, {"Authorization": f"Bearer {admin}"})


@asynccontextmanager
async def opened(progress: Callable[[str], None], *, attacks: bool = True) -> AsyncIterator[tuple[Parts, Range | None]]:
    """All of it in a folder that is thrown away; without ``attacks`` the sample company alone, and no model."""
    model = Obeying()
    with tempfile.TemporaryDirectory(prefix="copilot-drafts-") as folder:
        async with LlmStub(model) as server:
            own: dict[str, Any] = {
                "data_dir": Path(folder) / "data",
                "log_level": "error",
                "llm_url": server.url if attacks else None,
                "llm_model": "obeying" if attacks else None,
                "llm_fallback_url": None,
                "llm_timeout_s": 60.0,
                "qdrant_url": None,
                "redis_url": None,
            }
            async with assemble(load_settings().model_copy(update=own)) as parts:
                progress("loading the sample company")
                await load(parts, Path(folder), lambda done, of: None)
                await parts.policies.put(SAMPLE, sample_policy(await parts.policies.get(SAMPLE)))
                if not attacks:
                    yield parts, None
                    return
                async with attacked(parts, server, model) as it:
                    known = await parts.policies.get(ATTACKED)
                    send = SendPolicy(enabled=True, min_confidence=0)
                    await parts.policies.put(ATTACKED, known.model_copy(update={"send": send}))
                    yield parts, it


def sample_policy(known: Policy) -> Policy:
    """The sample company's, with a bot that may send everywhere, and a team that takes over."""
    send = SendPolicy(enabled=True, disclosure=DISCLOSURE)
    return known.model_copy(update={"send": send, "handoff": HandoffPolicy(team=TEAM)})


def without_model(parts: Parts) -> Parts:
    """The same service, as if none were configured."""
    assistant = Assistant(parts.retriever, None, parts.policies, parts.catalogue, parts.customers, parts.conversations)
    drafts = Drafts(assistant, parts.policies, parts.conversations, parts.customers, parts.bots)
    return replace(parts, llm=None, assistant=assistant, drafts=drafts)
