"""What the handlers under ``/v1`` are given: who calls, and the parts that serve."""

from typing import Any

from litestar import Request
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.params import SkipValidation

from copilot.domain import Caller
from copilot.wiring import Parts

CallerGiven = NamedDependency[Caller]
PartsGiven = NamedDependency[SkipValidation[Parts]]


async def _parts(state: State) -> Parts:
    parts: Parts = state.parts
    return parts


async def _caller(request: Request[Caller, Any, State]) -> Caller:
    return request.user


GIVEN = {"parts": Provide(_parts), "caller": Provide(_caller)}
