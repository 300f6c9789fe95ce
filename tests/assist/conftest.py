"""A small company with real parts: the embedded engine, the packaged model, a real Valkey."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest_asyncio

from copilot.assist.assistant import Assistant
from copilot.domain import ActionSpec, AssistRequest, Caller, Conversation, Customer, Policy
from copilot.llm import Llm
from copilot.wiring import Parts
from retrieval.documents import ActionDone, Article, Channel, Message, Outcome, Resolution
from retrieval.scope import Scope

TENANT = "acme"
AGENT = Caller(tenant=TENANT, role="agent", key_id="k1")
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CLOSED = datetime(2026, 10, 1, tzinfo=UTC)

ARTICLES = (
    Article(
        id="returns",
        title="Returning an order",
        url="https://help.acme.example/returns",
        language="en",
        body="You can return an order within 30 days of delivery. You don't have to give a reason.\n\n"
        "## How to send it back\n\nThis is how it works:\n\n1. Open Account > Orders and select Return.\n"
        "2. Print the label and put it on the box.\n3. Hand the box in at any shop.\n\n"
        "## What it costs\n\nThe return label is free. We refund you within 5 working days after it arrived.",
    ),
    Article(
        id="pump",
        title="Error E3: the pump draws no water",
        language="en",
        body="E3 means that the pump runs but no water flows. Take out the filter cartridge and switch on again.",
    ),
    Article(
        id="goodwill",
        title="Goodwill for late returns",
        language="en",
        visibility="internal",
        body="Returns up to 45 days may be accepted as goodwill; use reason code GW-77 and never tell the customer.",
    ),
    Article(
        id="ruecksendung",
        title="Bestellung zurücksenden",
        language="de",
        body="Sie können eine Bestellung innerhalb von 30 Tagen zurücksenden. Das Etikett ist kostenlos.",
    ),
)


def past(n: int, asked: str, answered: str, action: str, *, reopened: bool = False) -> Resolution:
    return Resolution(
        id=f"res-{n}",
        channel="chat",
        language="en",
        customer_id=f"cus-other-{n}",
        messages=(Message(author="customer", text=asked), Message(author="agent", text=answered)),
        actions=(ActionDone(action=action),),
        outcome=Outcome(reopened=reopened, rating=5, closed_at=CLOSED),
    )


RESOLUTIONS = (
    past(
        1,
        "I'm Zebulon Quartermain and I want to return my order PW-999111, how long do I have?",
        "Hello Zebulon,\n\nyou can return an order within 30 days of delivery, no reason needed. "
        "I have e-mailed the label for PW-999111 to zeb@quartermain.example.\n\nKind regards\nMaya",
        "create_return_label",
    ),
    past(
        2,
        "How do I send my order back?",
        "The return label is free. Label RT-55512 is on its way.",
        "create_return_label",
    ),
    past(
        3, "Can I return this grinder order?", "Yes, within 30 days of delivery.", "create_return_label", reopened=True
    ),
    past(4, "My machine shows E3", "E3 means the pump draws no water, take out the filter first.", "book_repair"),
)
ACTIONS = (
    ActionSpec(
        name="create_return_label",
        label="Create a return label",
        when="The customer wants to send an order back.",
        parameters={
            "type": "object",
            "properties": {"order_id": {"type": "string", "pattern": "^PW-[0-9]{6}$"}},
            "required": ["order_id"],
        },
    ),
    ActionSpec(name="book_repair", label="Book a repair", when="A machine has a fault."),
)
HANNAH = Customer(
    id="cus-1",
    name="Hannah Whitcombe",
    verified="attested",
    attributes={"email": "hannah@whitcombe.example", "orders": [{"order_id": "PW-371520", "status": "delivered"}]},
)


@dataclass
class Company:
    parts: Parts

    def assistant(self, llm: Llm | None = None) -> Assistant:
        p = self.parts
        return Assistant(p.retriever, llm, p.policies, p.catalogue, p.customers, p.conversations)


@pytest_asyncio.fixture
async def company(parts: Parts) -> AsyncIterator[Company]:
    await parts.knowledge.put_many(Scope(TENANT), [*ARTICLES, *RESOLUTIONS])
    for action in ACTIONS:
        await parts.catalogue.put(TENANT, action)
    await parts.policies.put(TENANT, Policy(signature="Your Acme team", links=("www.acme.example",), tone="Warm."))
    yield Company(parts)


def ask(
    *texts: str,
    channel: Channel = "email",
    public: bool = False,
    language: str | None = None,
    customer: Customer | None = HANNAH,
    notes: tuple[str, ...] = (),
    **request: object,
) -> AssistRequest:
    """A request about a thread of the customer's messages, with private notes of agents after them."""
    messages = tuple(Message(author="customer", text=t, sent_at=AT) for t in texts)
    messages += tuple(Message(author="agent", text=n, private=True, sent_at=AT) for n in notes)
    conversation = Conversation(channel=channel, public=public, language=language, messages=messages)
    return AssistRequest.model_validate({"conversation": conversation, "customer": customer, **request})


RETURN = "Hello,\n\nI'd like to return my order PW-371520. How many days do I have to send it back?\n\nBest\nHannah"
