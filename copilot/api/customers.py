"""Customers: one record, one history and one ledger across channels."""

import asyncio
from datetime import UTC, datetime

from litestar import Response, delete, get, put
from litestar.openapi import ResponseSpec
from litestar.params import JSONBody

from copilot.api.access import only
from copilot.api.bodies import PathId, document_id
from copilot.api.given import CallerGiven, PartsGiven
from copilot.api.problems import problems
from copilot.assist.ledger import Ledger, ledger, talks_of
from copilot.domain import Customer, CustomerBody
from copilot.errors import NotFound
from copilot.state.conversations import StoredConversation

_AT_ONCE = 16
"""Conversations that are read side by side."""


@put(
    "/v1/customers/{customer_id:str}",
    guards=[only("admin")],
    status_code=200,
    responses={201: ResponseSpec(Customer, description="It is new.", generate_examples=False)}
    | problems(400, 401, 403, 413, 415, 503, 507),
    tags=["customers"],
    summary="Put a customer",
)
async def put_customer(
    customer_id: PathId,
    data: JSONBody[CustomerBody],
    caller: CallerGiven,
    parts: PartsGiven,
) -> Response[Customer]:
    """Create or replace a customer's record and history."""
    customer = Customer.model_validate({**dict(data), "id": document_id(customer_id, "customer_id")})
    created = await parts.customers.put(caller.tenant, customer.id or "", customer)
    return Response(customer, status_code=201 if created else 200)


@get(
    "/v1/customers/{customer_id:str}",
    guards=[only("agent", "bot", "admin")],
    responses=problems(400, 401, 403, 404, 503),
    tags=["customers"],
    summary="Get a customer",
)
async def get_customer(customer_id: PathId, caller: CallerGiven, parts: PartsGiven) -> Customer:
    """A customer's record as it was put."""
    found = await parts.customers.get(caller.tenant, document_id(customer_id, "customer_id"))
    if found is None:
        raise NotFound("there is no customer with this id")
    return found


@get(
    "/v1/customers/{customer_id:str}/ledger",
    guards=[only("agent", "admin")],
    responses=problems(400, 401, 403, 404, 503),
    tags=["customers"],
    summary="What a customer was promised and has tried",
)
async def get_ledger(customer_id: PathId, caller: CallerGiven, parts: PartsGiven) -> Ledger:
    """Promises with their day and what became of them, and steps with what came of them, on every channel.

    It is read from the customer's history and the latest 200 stored conversations as they are now, so what is erased
    there is gone from it too. Private notes are no part of it.
    """
    wanted = document_id(customer_id, "customer_id")
    customer = await parts.customers.get(caller.tenant, wanted)
    names = await parts.customers.conversation_ids(caller.tenant, wanted)
    stored: list[StoredConversation | None] = []
    for n in range(0, len(names), _AT_ONCE):
        few = names[n : n + _AT_ONCE]
        stored += await asyncio.gather(*(parts.conversations.get(caller.tenant, name) for name in few))
    # one that was given to another customer in between is not this one's
    theirs = [s.conversation for s in stored if s is not None and s.customer_id == wanted]
    if customer is None and not theirs:
        raise NotFound("there is no customer with this id")
    return await asyncio.to_thread(ledger, talks_of(customer, theirs), datetime.now(UTC))


@delete(
    "/v1/customers/{customer_id:str}",
    guards=[only("admin")],
    responses=problems(400, 401, 403, 404, 503),
    tags=["customers"],
    summary="Delete a customer",
)
async def delete_customer(customer_id: PathId, caller: CallerGiven, parts: PartsGiven) -> None:
    """The record and its history are gone when this returns."""
    if not await parts.customers.delete(caller.tenant, document_id(customer_id, "customer_id")):
        raise NotFound("there is no customer with this id")


HANDLERS = [put_customer, get_customer, get_ledger, delete_customer]
