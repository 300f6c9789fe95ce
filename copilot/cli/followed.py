"""Long work of the service, followed from the command line: a bar while it goes on, and what came of it."""

import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Any

from copilot.cli.reach import ServiceError, problem_of
from copilot.errors import UserError

if TYPE_CHECKING:
    import httpx2

Say = Callable[[str], None]


async def follow(
    reach: "Callable[[Say], AbstractAsyncContextManager[httpx2.AsyncClient]]",
    path: str,
    body: dict[str, Any] | None = None,
    *,
    first: str = "starting",
) -> dict[str, Any]:
    """The result that ``path`` ends with; ``first`` is shown until its first line. Raises UserError, ServiceError."""
    import httpx2
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    result: dict[str, Any] | None = None
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("starting", total=None)

        def say(line: str) -> None:
            bar.update(task, description=line[:60])

        async with reach(say) as http:
            say(first)
            try:
                async with http.stream("POST", path, json=body, timeout=None) as response:
                    if response.status_code != 200:
                        await response.aread()
                        raise ServiceError(problem_of(response))
                    async for line in response.aiter_lines():
                        told = json.loads(line)
                        if "problem" in told:
                            raise UserError(told["problem"]["detail"])
                        if "result" in told:
                            result = told["result"]
                        else:
                            bar.update(task, description=told["stage"], completed=told["done"], total=told["total"])
            except httpx2.HTTPError as e:
                raise ServiceError(f"the service went away ({type(e).__name__}); run the same command again") from e
    if result is None:
        raise ServiceError("the service stopped in the middle; run the same command again")
    return result
