"""``copilot reindex --model NAME``: asks the service, or the app in this process, and shows how far it is."""

from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from copilot.cli.followed import Say, follow
from copilot.cli.reach import operator
from copilot.errors import UserError
from copilot.settings import Settings

if TYPE_CHECKING:
    import httpx2

MOST_QUERIES = 1000


async def reindex(settings: Settings, model: str, queries: Path | None, *, switch: bool) -> int:
    """Build, compare, switch; prints one line of figures and what to set. Raises UserError, ServiceError."""
    model = model if settings.embeddings_url else _absolute(model)
    body = {"model": model, "queries": _questions(queries) if queries else [], "switch": switch}

    def reach(say: Say) -> "AbstractAsyncContextManager[httpx2.AsyncClient]":
        return operator(settings, progress=say)

    result = await follow(reach, "/operator/reindex", body, first=f"loading {model}")
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
