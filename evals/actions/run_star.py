"""How good next actions are: ``python -m evals.actions star --data FOLDER [--split happy] [--limit N]``.

Through the API of the app in this process: the training dialogues are put in as resolutions with a catalogue of all
their actions, ``POST /v1/train`` learns, and at each step of the test dialogues ``POST /v1/assist`` is asked for next
actions. ``--head`` asks the learned head alone, which is quick; ``--without TASK`` learns from all other tasks and
tests on this one; ``--replies`` ranks a domain's reply templates. Exit code 2 where the data is not there.
"""

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

import httpx2

from copilot.api.logs import configure_logging
from copilot.app import create_app
from copilot.assist.learn import Head, learn
from copilot.errors import UserError
from copilot.settings import load_settings
from copilot.wiring import Parts, assemble
from evals.actions.asked import figures, majority, of_head, of_service
from evals.actions.replies import ranked
from evals.actions.star import SPLITS, Dialogue, dialogues, split, templates
from evals.retrieval.suite import DataMissing
from retrieval.embed import open_embedder

TENANT = "star"
_BATCH = 100


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


@asynccontextmanager
async def service(keep: Path | None) -> AsyncIterator[tuple[Parts, httpx2.AsyncClient]]:
    """The app in this process with an admin key."""
    async with AsyncExitStack() as closing:
        folder = keep or Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="copilot-evals-")))
        own = {"data_dir": folder, "log_level": "warning", "llm_url": None, "llm_model": None}
        settings = load_settings().model_copy(update=own | {"qdrant_url": None, "redis_url": None})
        parts = await closing.enter_async_context(assemble(settings))
        _, key = await parts.keys.create(TENANT, "admin", "evals")
        transport = httpx2.ASGITransport(app=cast(Any, create_app(settings, parts=parts)))
        yield (
            parts,
            await closing.enter_async_context(
                httpx2.AsyncClient(
                    transport=transport,
                    base_url="http://copilot",
                    headers={"Authorization": f"Bearer {key}"},
                    timeout=None,  # a training takes minutes
                )
            ),
        )


async def filled(
    http: httpx2.AsyncClient, train: Sequence[Dialogue], progress: Callable[[str], None]
) -> dict[str, Any]:
    """Catalogue and resolutions, then learn from them. What ``POST /v1/train`` said last: a result or a problem."""
    for name in sorted({a.action for d in train for a in d.resolution.actions}):
        spec = {"label": name.replace("_", " ").capitalize()}
        (await http.put(f"/v1/actions/{name}", json=spec)).raise_for_status()
    for start in range(0, len(train), _BATCH):
        lines = "\n".join(d.resolution.model_dump_json(exclude_defaults=True) for d in train[start : start + _BATCH])
        answer = await http.post(
            "/v1/resolutions:batch", content=lines, headers={"Content-Type": "application/x-ndjson"}
        )
        answer.raise_for_status()
        progress(f"{min(start + _BATCH, len(train))} of {len(train)} resolutions are in")
    told: dict[str, Any] = {}
    async with http.stream("POST", "/v1/train") as response:
        response.raise_for_status()
        async for line in response.aiter_lines():
            told = json.loads(line)
            if "total" in told and told["done"] % 25 == 0:
                progress(f"{told['stage']}: {told['done']} of {told['total']}")
    return told


def learned(train: Sequence[Dialogue]) -> Head:
    catalogue = {a.action for d in train for a in d.resolution.actions}
    told: set[tuple[str, int]] = set()

    def say(stage: str, share: float) -> None:
        if (at := (stage, int(share * 4))) not in told:
            told.add(at)
            _progress(f"{stage}: {share:.0%}")

    head = learn([d.resolution for d in train], catalogue, told=say)
    print(json.dumps({"cross_validated": asdict(head.figures)}))
    return head


async def run(asked: argparse.Namespace) -> None:
    known = dialogues(asked.data)
    for name in asked.split or ["happy"]:
        first, second = split(asked.data, name)
        train, test = [known[i] for i in first if i in known], [known[i] for i in second if i in known]
        if asked.without:
            everything = [*train, *test]
            train = [d for d in everything if asked.without not in d.tasks]
            test = [d for d in everything if d.tasks == (asked.without,)]
        test = test[: asked.limit]
        _progress(f"{name}: {len(train)} dialogues to learn from, {len(test)} to test")
        _show(name, "most frequent", asdict(figures(majority(train, test))))
        if asked.head or asked.replies:
            head = learned(train)
            _show(name, "head", asdict(figures(of_head(head, test))))
            if asked.replies:
                embedder = await open_embedder(
                    model=None, url=None, key=None, cache_dir=load_settings().cache_dir.expanduser()
                )
                for what, accepted in (await ranked(head, embedder, test, templates(asked.data))).items():
                    _show(name, f"replies by {what}", asdict(accepted))
                await embedder.close()
            continue
        async with service(asked.keep / name if asked.keep else None) as (_, http):
            print(json.dumps(await filled(http, train, _progress)))
            _show(name, "service", asdict(figures(await of_service(http, test, _progress))))


def _show(name: str, what: str, sums: dict[str, Any]) -> None:
    print(json.dumps({"split": name, "what": what} | {k: round(v, 4) for k, v in sums.items()}), flush=True)


def main(arguments: Sequence[str]) -> int:
    """Run it. Exit code 2 where the data is missing."""
    star = argparse.ArgumentParser(prog="python -m evals.actions star", description=__doc__)
    star.add_argument("--data", type=Path, required=True, help="the folder that holds star/")
    star.add_argument("--split", action="append", choices=SPLITS, help="once for each (default: happy)")
    star.add_argument("--limit", type=int, help="test dialogues at most")
    star.add_argument("--head", action="store_true", help="the learned head alone, without the service")
    star.add_argument("--replies", action="store_true", help="with --head's figures, those of ranking reply templates")
    star.add_argument("--without", metavar="TASK", help="learn from all other tasks, test on this one")
    star.add_argument("--keep", type=Path, help="a folder for what was put in, which a later run uses again")
    asked = star.parse_args(list(arguments))
    configure_logging("warning")
    try:
        asyncio.run(run(asked))
    except (DataMissing, UserError, OSError) as e:
        print(f"evals.actions: {e}", file=sys.stderr)
        return 2
    return 0
