"""What the tenant allows."""

from litestar import get, put
from litestar.params import JSONBody

from copilot.api.access import only
from copilot.api.given import CallerGiven, PartsGiven
from copilot.api.problems import problems
from copilot.domain import Policy


@get("/v1/policy", responses=problems(401, 503), tags=["policy"], summary="Get the policy")
async def get_policy(caller: CallerGiven, parts: PartsGiven) -> Policy:
    """The tenant's policy; the defaults where none was put."""
    return await parts.policies.get(caller.tenant)


@put(
    "/v1/policy",
    guards=[only("admin")],
    responses=problems(400, 401, 403, 413, 415, 503, 507),
    tags=["policy"],
    summary="Replace the policy",
)
async def put_policy(data: JSONBody[Policy], caller: CallerGiven, parts: PartsGiven) -> Policy:
    """Replace the whole policy; `version` is counted by the service."""
    return await parts.policies.put(caller.tenant, data)


HANDLERS = [get_policy, put_policy]
