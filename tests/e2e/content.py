"""What the scripted API says: the sample company's threads, and suggestions for them as the service would make them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, TypeAdapter

from copilot.demo import SAMPLE, read_conversations, shifted
from copilot.domain import (
    ActionEvidence,
    Answer,
    Check,
    Citation,
    Conversation,
    Customer,
    NextAction,
    PromiseMade,
    Reason,
    Reply,
    Source,
    Summary,
    Where,
)
from copilot.state.conversations import ConversationHead
from tests.e2e.fake_api import FakeApi, Say

E3, E5, TWEET, SMS, LONG, HI = "conv-0001", "conv-0003", "conv-0004", "conv-0009", "conv-0013", "conv-0016"

ARTICLE = (
    "E3 means that the pump runs but no water flows. Most often the water filter is blocked or there is air in the "
    "line. Go through these steps in order and stop as soon as water comes.\n\n"
    "Pull the cartridge out of the tank, refill the tank and switch on again. Does water flow now? Then the "
    "cartridge is used up or wasn't soaked. Change it (https://help.pellworth.example/en/water-filter) every 2 months."
)
PUMP = (
    "Then it is probably the pump. Switch the machine off, please don't keep trying: a pump running dry gets hot. "
    "Book a repair and mention which steps you have tried."
)
LOAN = "Arc Pro customers may get a loan machine while theirs is in the workshop. Ask tech; there are eleven."
PAST = (
    "Hello Gwen,\n\nthe humming without a drop is nearly always the filter. Take the cartridge out, refill the tank "
    "and try once without it. If water flows, put in a new cartridge that has soaked for 15 minutes.\n\nOwen"
)


def source(passage_id: str, title: str, text: str, **more: Any) -> Source:
    kind = "resolution" if passage_id.startswith("resolution") else "article"
    name = passage_id.partition(":")[2].partition("#")[0]
    given = {"passage_id": passage_id, "kind": kind, "source_id": name, "title": title, "text": text, "relevance": 0.8}
    return Source.model_validate(given | more)


SOURCES = (
    source(
        "article:error-e3#0",
        "E3: no water comes out",
        ARTICLE,
        section="1. Take out the filter",
        url="https://help.pellworth.example/en/error-e3",
        language="en",
    ),
    source("article:error-e3#5", "E3: no water comes out", PUMP, section="Still E3?", language="en"),
    source("resolution:res-0171#1", "Arc Pro hums, E3 on the display", PAST, language="en"),
    source(
        "article:int-loan-machines#0",
        "Loan machines",
        LOAN,
        visibility="internal",
        section="Who gets one",
        language="en",
    ),
)


def cite(text: str, claim: str, passage: Source, quote: str, number: int) -> Citation:
    """A citation of ``claim`` where it stands in ``text``, counted in characters."""
    start = text.index(claim)
    return Citation(
        passage_id=passage.passage_id,
        kind=passage.kind,
        source_id=passage.source_id,
        title=passage.title,
        url=passage.url,
        quote=quote,
        start=start,
        end=start + len(claim),
        number=number,
    )


def failed(text: str, found: str, kind: str, detail: str) -> Check:
    start = text.index(found)
    fields = {"kind": kind, "ok": False, "start": start, "end": start + len(found), "found": found, "detail": detail}
    return Check.model_validate(fields)


FIRST = (
    "Hello Hannah,\n\nE3 means that the pump runs but no water flows; most often the water filter is blocked ☕🙂. "
    "Please take the cartridge out, refill the tank and switch on again. If water flows now, the cartridge is used "
    "up: you changed it in August, and it should be changed every 2 months.\n\n"
    "Still E3? Then it is probably the pump, and we'll book a repair for you.\n\nBest wishes"
)
SECOND = (
    "Hello Hannah, the humming without a drop is nearly always the filter. Take the cartridge out, refill the tank "
    "and try once without it. A new one costs 14.50 EUR and is with you within 24 hours."
)
THIRD = "Thank you for trying all of that first. I'll book a repair for you."
WRITTEN = (
    "Dear Hannah,\n\nthank you for checking the tank and descaling first, that rules out two causes. E3 means that "
    "the pump runs but no water flows. Please pull the cartridge out and try once without it; yours has been in "
    "since August. Yes, your machine is under warranty until 9 March 2029.\n\nBest wishes"
)

REPLIES = (
    Reply(
        id="r1",
        text=FIRST,
        language="en",
        origin="extractive",
        confidence=0.86,
        citations=(
            cite(
                FIRST,
                "E3 means that the pump runs but no water flows; most often the water filter is blocked",
                SOURCES[0],
                "E3 means that the pump runs but no water flows. Most often the water filter is blocked",
                1,
            ),
            cite(
                FIRST,
                "Please take the cartridge out, refill the tank and switch on again",
                SOURCES[0],
                "Pull the cartridge out of the tank, refill the tank and switch on again.",
                1,
            ),
            cite(FIRST, "Then it is probably the pump", SOURCES[1], "Then it is probably the pump.", 2),
        ),
    ),
    Reply(
        id="r2",
        text=SECOND,
        language="en",
        origin="extractive",
        confidence=0.64,
        citations=(
            cite(
                SECOND,
                "the humming without a drop is nearly always the filter",
                SOURCES[2],
                "the humming without a drop is nearly always the filter",
                1,
            ),
        ),
        checks=(
            failed(SECOND, "24 hours", "value", "no source says how fast it arrives"),
            Check(kind="link", ok=True),
        ),
    ),
    Reply(id="r3", text=THIRD, language="en", origin="extractive", confidence=0.41),
)
LLM = Reply(
    id="w1",
    text=WRITTEN,
    language="en",
    origin="llm",
    confidence=0.91,
    citations=(
        cite(
            WRITTEN,
            "E3 means that the pump runs but no water flows",
            SOURCES[0],
            "E3 means that the pump runs but no water flows.",
            1,
        ),
    ),
)
SUMMARY = Summary(
    issue="Arc Pro shows E3: the pump hums, no water.",
    background="Descaled on 8 November; a call with Owen on the 10th helped for two weeks.",
    tried=("descaled 8 Nov", "restarted three times", "tank full and clicked in"),
    state="Waits for the meaning of E3, the next step and the warranty.",
    open_questions=("Is it under warranty?", "Can it work by Sunday?"),
    promises=(PromiseMade(what="a repair without cost if it comes back", due="at once", by="Owen"),),
    mood="worried",
    text="Arc Pro shows E3 since yesterday: the pump hums, no water comes.\n"
    "Descaled, restarted three times, tank reseated; filter untouched since August.\n"
    "Wants the next step and the warranty before guests on Sunday.",
)
ACTIONS = (
    NextAction(
        action="book_repair",
        label="Book a repair",
        arguments={"serial": "AP-2602-04417"},
        missing=("problem",),
        questions=("Could you please tell us what exactly happens?",),
        confidence=0.7,
        reason="Done in most cases like this one once the filter was ruled out.",
        evidence=ActionEvidence(similar=45, did_this=31, reopened=2, resolution_ids=("res-0171",)),
        team="tech",
    ),
    NextAction(
        action="send_replacement",
        label="Send a replacement item",
        arguments={"order_id": "PW-371520", "item": "Water filter cartridge"},
        argument_sources={
            "order_id": Where(message_id="m1", quote="PW-371520"),
            "item": Where(record="attributes/orders/1/items/1", quote="Water filter cartridge"),
        },
        confidence=0.4,
        reason="Helped where the cartridge was older than two months.",
        evidence=ActionEvidence(similar=45, did_this=12, reopened=0),
        needs_approval=True,
    ),
)
NO_MODEL = Reason(stage="llm", code="llm_not_configured", detail="no model is configured")


def wire(data: Any) -> Any:
    """As it goes over the wire."""
    return data.model_dump(mode="json") if isinstance(data, BaseModel) else data


def sources(*given: Source) -> Say:
    return Say("sources", {"sources": [wire(s) for s in given or SOURCES]})


def reply(given: Reply) -> Say:
    return Say("reply", wire(given))


def delta(text: str, reply_id: str = "w1") -> Say:
    return Say("reply.delta", {"reply_id": reply_id, "text": text})


def summary(given: Summary = SUMMARY) -> Say:
    return Say("summary", wire(given))


def actions(*given: NextAction) -> Say:
    return Say("next_actions", {"next_actions": [wire(a) for a in given or ACTIONS]})


def done(
    replies: Sequence[Reply] = REPLIES,
    *,
    reasons: Sequence[Reason] = (NO_MODEL,),
    mode: str = "no_llm",
    given: Sequence[Source] = SOURCES,
    of: Summary | None = SUMMARY,
    todo: Sequence[NextAction] = ACTIONS,
    masked: dict[str, int] | None = None,
) -> Say:
    answer = Answer.model_validate(
        {
            "id": "a1",
            "mode": mode,
            "replies": tuple(replies),
            "reasons": tuple(reasons),
            "sources": tuple(given),
            "summary": of,
            "next_actions": tuple(todo),
            "usage": {"masked": masked or {}},
        }
    )
    return Say("done", wire(answer))


def nothing(code: str, detail: str = "") -> list[Say]:
    """A stream that finds nothing, for a reason."""
    reason = Reason.model_validate({"stage": "replies", "code": code, "detail": detail})
    return [Say("reason", wire(reason)), done((), reasons=(reason,), given=(), of=None, todo=())]


def everything() -> list[Say]:
    """A whole answer without a model."""
    return [sources(), *(reply(r) for r in REPLIES), summary(), actions(), Say("reason", wire(NO_MODEL)), done()]


def me(*, llm: bool = False, articles: int = 94, tenant: str = "pellworth") -> dict[str, Any]:
    return {
        "tenant": tenant,
        "role": "agent",
        "agent": None,
        "brand": "Pellworth",
        "llm": llm,
        "mode": "full" if llm else "no_llm",
        "knowledge": {"articles": articles, "resolutions": articles * 3, "passages": articles * 12},
    }


def head(conversation: Conversation, customer: Customer | None) -> ConversationHead:
    """A conversation's line in the list."""
    told = [m for m in conversation.messages if not m.private]
    waiting: datetime | None = None
    for message in told:
        if message.author == "agent":
            waiting = None
        elif message.author == "customer":
            waiting = waiting or message.sent_at
    return ConversationHead(
        id=conversation.id or "",
        channel=conversation.channel,
        public=conversation.public,
        subject=conversation.subject,
        customer_id=customer.id if customer else None,
        customer_name=customer.name if customer else None,
        last_author=told[-1].author,
        last_text=told[-1].text[:160],
        waiting_since=waiting,
        updated_at=told[-1].sent_at or datetime.now(UTC),
        status="open",
        ready=False,
    )


def sample_company() -> FakeApi:
    """The sample company's inbox, the E3 mail first; no model, an answer for every thread."""
    api = FakeApi(me=me())
    people = TypeAdapter(list[Customer]).validate_json((SAMPLE / "customers.json").read_bytes())
    api.customers = {c.id: c for c in people if c.id}
    for conversation, customer_id in shifted(read_conversations(), datetime.now(UTC)):
        assert conversation.id
        api.conversations[conversation.id] = conversation
        api.heads.append(head(conversation, api.customers.get(customer_id or "")))
        api.scripts[conversation.id] = [list(everything())]
    api.scripts[HI] = [list(nothing("small_talk"))]
    api.articles["error-e3"] = {"id": "error-e3", "title": "E3: no water comes out", "body": ARTICLE + "\n\n" + PUMP}
    return api
