"""``copilot serve`` and ``copilot demo``."""

import os
from pathlib import Path

from copilot.cli.reach import ServiceError
from copilot.errors import UserError
from copilot.serve import serve as serve_app
from copilot.settings import Settings
from copilot.wiring import Parts
from retrieval.embed import EmbedderUnavailable
from retrieval.index import IndexDown

DEMO_FOLDER = Path(".demo")


async def serve(settings: Settings) -> int:
    """Serve until Ctrl-C; the address is the first line of stdout."""
    await serve_app(settings, ready=lambda url: print(f"serving at {url}", flush=True))
    return 0


async def demo(settings: Settings) -> int:
    """Load the sample company where it isn't there yet, serve it, print the address and an agent key."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from copilot.demo import agent_key, load

    given = settings.model_fields_set
    if "redis_url" in given or "qdrant_url" in given:
        raise UserError("the demo keeps everything in its own folder: unset COPILOT_REDIS_URL and COPILOT_QDRANT_URL")
    settings = settings.model_copy(
        update={
            "data_dir": settings.data_dir if "data_dir" in given else DEMO_FOLDER,
            "log_level": settings.log_level if "log_level" in given else "warning",
        }
    )
    folder = settings.data_dir.expanduser().absolute()
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    key = ""

    async def prepare(parts: Parts) -> None:
        nonlocal key
        with bar:
            task = bar.add_task("loading the sample company")
            try:
                await load(parts, folder, lambda done, total: bar.update(task, completed=done, total=total))
                key = await agent_key(parts, folder)
            except (IndexDown, EmbedderUnavailable, OSError) as e:
                raise ServiceError(f"the sample company could not be loaded: {e}") from e

    def ready(url: str) -> None:
        near = os.path.relpath(folder)
        print(
            f"The support inbox of Pellworth, a sample company: {url}\n"
            f"Agent key:\n{key}\n"
            f"Open with the key: {url}/#key={key}\n"
            f"Ctrl-C stops it; the data stays in {folder if near.startswith('..') else near}.",
            flush=True,
        )

    await serve_app(settings, progress=lambda line: console.print(line, style="dim"), prepare=prepare, ready=ready)
    return 0
