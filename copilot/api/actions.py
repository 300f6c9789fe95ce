"""The catalogue: what an agent can do next, as the tenant defines it."""

from litestar import Response, delete, get, put
from litestar.openapi import ResponseSpec
from litestar.params import JSONBody

from copilot.api.access import only
from copilot.api.bodies import PathAction, action_name
from copilot.api.given import CallerGiven, PartsGiven
from copilot.api.problems import problems
from copilot.assist.rules import check_condition
from copilot.domain import ActionSpec, ActionSpecBody
from copilot.errors import NotFound
from retrieval.documents import Frozen


class Catalogue(Frozen):
    actions: tuple[ActionSpec, ...]


@get("/v1/actions", responses=problems(401, 503), tags=["actions"], summary="List the actions")
async def list_actions(caller: CallerGiven, parts: PartsGiven) -> Catalogue:
    """The whole catalogue."""
    return Catalogue(actions=await parts.catalogue.list(caller.tenant))


@get("/v1/actions/{name:str}", responses=problems(400, 401, 404, 503), tags=["actions"], summary="Get an action")
async def get_action(name: PathAction, caller: CallerGiven, parts: PartsGiven) -> ActionSpec:
    """One action of the catalogue."""
    found = await parts.catalogue.get(caller.tenant, action_name(name))
    if found is None:
        raise NotFound("there is no action with this name")
    return found


@put(
    "/v1/actions/{name:str}",
    guards=[only("admin")],
    responses={201: ResponseSpec(ActionSpec, description="It is new.", generate_examples=False)}
    | problems(400, 401, 403, 413, 415, 503, 507),
    tags=["actions"],
    summary="Put an action",
)
async def put_action(
    name: PathAction,
    data: JSONBody[ActionSpecBody],
    caller: CallerGiven,
    parts: PartsGiven,
) -> Response[ActionSpec]:
    """Create or replace an action; `parameters` is the JSON Schema (2020-12) of an object."""
    spec = ActionSpec.model_validate({**dict(data), "name": action_name(name)})
    for n, condition in enumerate(spec.unless):
        check_condition(condition, f"unless[{n}]")
    created = await parts.catalogue.put(caller.tenant, spec)
    return Response(spec, status_code=201 if created else 200)


@delete(
    "/v1/actions/{name:str}",
    guards=[only("admin")],
    responses=problems(400, 401, 403, 404, 503),
    tags=["actions"],
    summary="Delete an action",
)
async def delete_action(name: PathAction, caller: CallerGiven, parts: PartsGiven) -> None:
    """It is suggested no more."""
    if not await parts.catalogue.delete(caller.tenant, action_name(name)):
        raise NotFound("there is no action with this name")


HANDLERS = [list_actions, get_action, put_action, delete_action]
