"""What we know of a request before it is answered: its conversation, its customer, the tenant's policy.

A Redis that hangs must not take the time that the answer needs: each read has an end, and most of the deadline is left.
"""

import asyncio

from copilot.assist.case import Case
from copilot.assist.reading import read_conversation, read_customer
from copilot.assist.run import Run
from copilot.domain import AssistRequest, Conversation, Customer, Policy
from copilot.errors import NotFound, StateUnavailable
from copilot.state.conversations import Conversations
from copilot.state.customers import Customers
from copilot.state.records import Policies
from copilot.state.redis import answered

_WITHOUT_IT_S = 3.0
"""Most that a stored conversation may take, in seconds, whatever the deadline is."""


async def open_case(
    tenant: str,
    request: AssistRequest,
    run: Run,
    *,
    conversations: Conversations,
    customers: Customers,
    policies: Policies,
) -> Case:
    """The request with all that is known of it. Raises NotFound and StateUnavailable where its conversation can't be
    had; without the customer's record or the policy it goes on, with a reason."""
    conversation, customer_id = request.conversation, None
    if conversation is None:
        assert request.conversation_id is not None  # the request's own type says so
        left = run.deadline - asyncio.get_running_loop().time()
        asking = conversations.get(tenant, request.conversation_id)
        stored = await answered(asking, min(left, _WITHOUT_IT_S))  # without it there is nothing to answer
        if stored is None:
            raise NotFound(f"There is no conversation '{request.conversation_id}'.")
        conversation, customer_id = stored.conversation, stored.customer_id
    customer, policy = await asyncio.gather(
        _customer(tenant, request.customer, customer_id, run, customers), _policy(tenant, run, policies)
    )
    return Case(request, read_conversation(_latest_last(conversation)), read_customer(customer), policy)


async def _customer(
    tenant: str, given: Customer | None, stored: str | None, run: Run, customers: Customers
) -> Customer | None:
    """The customer as given; where nothing but an id was, the record that we have. How far it is verified the caller
    says, where the caller says anything."""
    wanted = given.id if given else stored
    if not wanted or (given is not None and given != Customer(id=given.id, verified=given.verified)):
        return given
    try:
        found = await answered(customers.get(tenant, wanted), run.patience())
    except StateUnavailable:
        run.add("state", "state_unavailable", "The customer's record can't be read at the moment.")
        return given
    if found is None or given is None or given.verified == "none":
        return found or given
    return found.model_copy(update={"verified": given.verified})


async def _policy(tenant: str, run: Run, policies: Policies) -> Policy:
    try:
        return await policies.get(tenant, most_s=run.patience())
    except StateUnavailable:
        run.add("state", "state_unavailable", "The policy can't be read at the moment; defaults hold.")
        return Policy()


def _latest_last(conversation: Conversation) -> Conversation:
    """Messages by time where every one has a time; as they came otherwise."""
    if all(m.sent_at for m in conversation.messages):
        ordered = tuple(sorted(conversation.messages, key=lambda m: m.sent_at.timestamp() if m.sent_at else 0.0))
        if ordered != conversation.messages:
            return conversation.model_copy(update={"messages": ordered})
    return conversation
