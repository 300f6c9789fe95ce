"""Several workers behind one Redis: what a human says to one holds at once for all, and what can't be read forbids."""

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
import pytest_asyncio
from pydantic import SecretStr

from copilot.drafting import DraftRequest
from copilot.engines import PrivateValkey
from copilot.settings import Settings
from copilot.state.remembered import KEEP_S
from retrieval.embed import Embedder
from tests.api.conftest import Served
from tests.api.test_assist import THREAD, teach
from tests.api.test_drafts import allow, ask
from tests.api.test_drafts_state import usable, worker


@pytest_asyncio.fixture
async def two(settings: Settings, embedder: Embedder) -> AsyncIterator[tuple[Served, Served]]:
    """Two services with indexes of their own, on one Valkey."""
    async with AsyncExitStack() as closing:
        one = await closing.enter_async_context(worker(settings, embedder))
        folder = settings.data_dir.with_name("other")
        other = await closing.enter_async_context(worker(settings, embedder, data_dir=folder))
        await teach(one)
        await teach(other)
        yield one, other


async def test_the_kill_switch_on_one_worker_stops_the_other_at_its_next_answer(two: tuple[Served, Served]) -> None:
    one, other = two
    await allow(other)
    for _ in range(2):  # a worker that remembers the policy must not go by its memory
        assert (await ask(one))["decision"] == (await ask(other))["decision"] == "send"
        version = await allow(other, enabled=False)
        stopped = await ask(one)
        assert (stopped["decision"], stopped["reasons"][0]) == ("handoff", "policy_restricted")
        assert stopped["policy_version"] == version
        version = await allow(one)
        assert (await ask(other))["policy_version"] == version


async def test_a_hand_over_and_its_end_hold_for_every_worker(two: tuple[Served, Served]) -> None:
    one, other = two
    thread = THREAD | {"id": "c1"}
    await allow(one, channels=["chat"])
    assert (await ask(one, conversation=thread))["decision"] == "handoff"
    await allow(one)
    assert (await ask(other, conversation=thread))["reasons"][0] == "handed_over"
    assert (await other.http.post("/v1/conversations/c1/release", headers=other.auth("agent"))).status_code == 204
    assert (await ask(one, conversation=thread))["decision"] == "send"


@pytest.mark.parametrize("age_s", [0, KEEP_S + 1], ids=["just gone", "longer than a policy is remembered"])
async def test_without_redis_no_memory_of_a_policy_sends_however_old(
    settings: Settings, embedder: Embedder, mortal: PrivateValkey, monkeypatch: pytest.MonkeyPatch, age_s: float
) -> None:
    async with worker(settings, embedder, redis_url=SecretStr(mortal.url)) as served:
        await teach(served)
        await allow(served)
        assert (await ask(served))["decision"] == "send"
        caller = await served.parts.keys.resolve(served.keys["bot"])
        assert caller is not None
        mortal.stop()
        monkeypatch.setattr(served.parts.policies._remembered, "_clock", lambda: time.monotonic() + age_s)
        body: dict[str, Any] = {"conversation": THREAD | {"id": "c1"}}
        draft = await served.parts.drafts.draft(caller, DraftRequest.model_validate(body))
        assert draft.reasons[0] == "state_unavailable"
        assert draft.reply is None
        package = usable(draft.model_dump(mode="json"))
        assert package["team"] == ("first line" if age_s == 0 else None)
