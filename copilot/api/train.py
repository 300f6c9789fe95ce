"""Learning from the tenant's own resolutions, on demand."""

from dataclasses import asdict
from functools import partial
from typing import Any

from litestar import delete, post
from litestar.openapi import ResponseSpec
from litestar.response import Stream

from copilot.api.access import only
from copilot.api.given import CallerGiven, PartsGiven
from copilot.api.problems import problems
from copilot.api.progress import MEDIA_TYPE, followed
from copilot.errors import NotFound
from copilot.training import train
from retrieval.documents import Frozen


class TrainingLine(Frozen):
    """A line of the answer: progress, or what came of it."""

    stage: str | None = None
    done: int | None = None
    total: int | None = None
    result: dict[str, Any] | None = None
    problem: dict[str, Any] | None = None


@post(
    "/v1/train",
    guards=[only("admin")],
    status_code=200,
    responses={
        200: ResponseSpec(
            TrainingLine, media_type=MEDIA_TYPE, description="Lines of progress.", generate_examples=False
        )
    }
    | problems(401, 403),
    tags=["actions"],
    summary="Learn next actions",
)
async def start_training(caller: CallerGiven, parts: PartsGiven) -> Stream:
    """Learn from the resolutions which action comes next. Lines of JSON: `{"stage", "done", "total"}`, and last
    `{"result": figures}` or `{"problem": problem}`. It ends where the caller goes away, and what was learned before
    stays."""
    return followed(partial(train, parts, caller.tenant), asdict)


@delete(
    "/v1/train", guards=[only("admin")], responses=problems(401, 403, 404, 503), tags=["actions"], summary="Forget it"
)
async def forget_training(caller: CallerGiven, parts: PartsGiven) -> None:
    """Forget what was learned; next actions are counted only."""
    if not await parts.heads.delete(caller.tenant):
        raise NotFound("nothing was learned yet")


HANDLERS = [start_training, forget_training]
