"""``copilot train``: asks the service, or the app in this process, and prints how good it is on cases left out."""

from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

from copilot.cli.followed import Say, follow
from copilot.cli.reach import service
from copilot.settings import Settings

if TYPE_CHECKING:
    import httpx2


async def train(settings: Settings, tenant: str | None) -> int:
    """Learn, put in place; prints the figures. Raises UserError, ServiceError."""

    def reach(say: Say) -> "AbstractAsyncContextManager[httpx2.AsyncClient]":
        return service(settings, tenant, make_folder=False, progress=say)

    result = await follow(reach, "/v1/train")
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
