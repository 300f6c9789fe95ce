"""What the tenant allows."""

from typing import Annotated

from litestar import get, put
from litestar.params import JSONBody, QueryParameter

from copilot.api.access import only
from copilot.api.given import CallerGiven, PartsGiven
from copilot.api.problems import problems
from copilot.assist.gate import check_policy
from copilot.assist.rules import check_rules
from copilot.domain import Policy
from copilot.drafting import DryRun


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
async def put_policy(
    data: JSONBody[Policy],
    caller: CallerGiven,
    parts: PartsGiven,
    dry_run: Annotated[
        bool, QueryParameter(description="Store nothing; tell how the last decisions for bots would change.")
    ] = False,
) -> Policy | DryRun:
    """Replace the whole policy; `version` is counted by the service."""
    check_policy(data)
    if data.actions.rules:
        check_rules(data, await parts.catalogue.list(caller.tenant))
    if dry_run:
        return await parts.drafts.dry_run(caller.tenant, data)
    return await parts.policies.put(caller.tenant, data)


HANDLERS = [get_policy, put_policy]
