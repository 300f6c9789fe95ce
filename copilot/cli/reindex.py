"""``copilot reindex --model NAME``: asks the service, or the app in this process, and shows how far it is."""

import json
from pathlib import Path
from typing import Any

from copilot.cli.reach import ServiceError, operator, problem_of
from copilot.errors import UserError
from copilot.settings import Settings

MOST_QUERIES = 1000


async def reindex(settings: Settings, model: str, queries: Path | None, *, switch: bool) -> int:
    """Build, compare, switch; prints one line of figures and what to set. Raises UserError, ServiceError."""
    import httpx2
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    model = model if settings.embeddings_url else _absolute(model)
    body = {"model": model, "queries": _questions(queries) if queries else [], "switch": switch}
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    result: dict[str, Any] | None = None
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("starting", total=None)

        def say(line: str) -> None:
            bar.update(task, description=line[:60])

        async with operator(settings, progress=say) as http:
            say(f"loading {model}")
            try:
                async with http.stream("POST", "/operator/reindex", json=body, timeout=None) as response:
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
        f"{result['documents']} documents in {result['seconds']} s; of the ten best passages for {result['queries']} "
        f"questions {result['overlap']:.0%} are the same, the first one for {result['same_first']:.0%}"
    )
    if result["switched"]:
        print(
            f"switched (writes waited {result['paused_s']} s). Before the next start: COPILOT_EMBEDDINGS_MODEL={model}"
        )
    else:
        print("not switched; run it again without --compare-only to do so")
    return 0


def _absolute(model: str) -> str:
    """A folder's whole path: the service may run in another one."""
    path = Path(model).expanduser()
    return str(path.absolute()) if path.is_dir() else model


def _questions(file: Path) -> list[str]:
    try:
        lines = [line.strip() for line in file.read_text("utf-8-sig").splitlines()]
    except OSError as e:
        raise UserError(f"can't read {file}: {e.strerror}") from None
    except UnicodeDecodeError:
        raise UserError(f"{file} is not UTF-8 text") from None
    found = [line for line in lines if line]
    if not found or len(found) > MOST_QUERIES:
        raise UserError(f"{file} holds {len(found)} questions; give 1 to {MOST_QUERIES}, one a line")
    return found
