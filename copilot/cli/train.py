"""``copilot train``: asks the service, or the app in this process, and prints how good it is on cases left out."""

import json
from typing import Any

from copilot.cli.reach import ServiceError, problem_of, service
from copilot.errors import UserError
from copilot.settings import Settings


async def train(settings: Settings, tenant: str | None) -> int:
    """Learn, put in place; prints the figures. Raises UserError, ServiceError."""
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

        async with service(settings, tenant, make_folder=False, progress=say) as http:
            try:
                async with http.stream("POST", "/v1/train", timeout=None) as response:
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
    print(
        f"learned {result['actions']} actions from {result['resolutions']} resolutions ({result['moments']} moments), "
        f"and in use from now on\n"
        f"on conversations left out: accuracy {result['accuracy']:.3f} (always the most frequent: "
        f"{result['majority']:.3f}), weighted F1 {result['weighted_f1']:.3f}, among three "
        f"{result['within_three']:.3f}\n"
        f"shown at {result['shown']:.0%} of the moments, then {result['right_when_shown']:.0%} hold what was done"
    )
    if result["left_out"]:
        print(f"done too rarely to learn, counted as before: {', '.join(result['left_out'])}")
    return 0
