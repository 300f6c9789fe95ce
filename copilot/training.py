"""A tenant's head for next actions: read its resolutions, learn beside the service, put it in place in one step."""

import asyncio
from collections import defaultdict
from dataclasses import asdict
from datetime import UTC, datetime

from copilot.assist.learn import FORMAT, Figures, learn
from copilot.errors import InvalidInput
from copilot.wiring import Parts
from retrieval.documents import Resolution
from retrieval.reindex import Report
from retrieval.scope import Scope

_AT_WORK: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
_PERCENT = 100


class _Stopped(Exception):
    """Nobody waits for it any more."""


async def train(parts: Parts, tenant: str, report: Report, *, seed: int = 1) -> Figures:
    """Learn from the tenant's resolutions and use the head from now on, in all processes.

    It works in a thread beside the service. Raises InvalidInput where the data is too thin, or a training of the tenant
    is under way here; StateUnavailable, IndexDown.
    """
    if _AT_WORK[tenant].locked():
        raise InvalidInput("a training is under way already: wait until it has finished")
    async with _AT_WORK[tenant]:
        catalogue = {spec.name for spec in await parts.catalogue.list(tenant)}
        if not catalogue:
            raise InvalidInput("the catalogue of actions is empty: put the actions first (PUT /v1/actions/{name})")
        resolutions = await _resolutions(parts, tenant, report)
        loop, stop = asyncio.get_running_loop(), False
        told: dict[str, int] = {}

        def say(stage: str, share: float) -> None:
            if stop:
                raise _Stopped
            done = int(share * _PERCENT)
            if told.get(stage) != done:
                told[stage] = done
                asyncio.run_coroutine_threadsafe(_report(report, stage, done), loop)

        try:
            head = await asyncio.to_thread(learn, resolutions, catalogue, seed=seed, told=say)
        finally:
            stop = True
        at = datetime.now(UTC).isoformat(timespec="seconds")
        packed = await asyncio.to_thread(head.packed)
        about = {"trained_at": at, "format": FORMAT, "data": head.data, "seed": seed, **asdict(head.figures)}
        await parts.heads.put(tenant, packed, f"{at} {head.data[:16]}", about)
        return head.figures


async def _report(report: Report, stage: str, done: int) -> None:
    await report(stage, done, _PERCENT)


async def _resolutions(parts: Parts, tenant: str, report: Report) -> list[Resolution]:
    scope = Scope(tenant)
    total = await parts.index.count(scope, "resolution", records=True)
    out: list[Resolution] = []
    async for record in parts.index.scroll(scope, "resolution"):
        out.append(Resolution.model_validate_json(record.document))
        if len(out) % _PERCENT == 0:
            await report("reading", len(out), total)
    return out
