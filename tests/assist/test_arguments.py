"""Arguments of next actions: each with the place that holds it, what is missing as a question. Pure."""

from datetime import UTC, datetime
from typing import Any

import pytest

from copilot.assist.arguments import filled
from copilot.assist.case import Case
from copilot.domain import Customer, PastConversation
from retrieval.documents import Author
from tests.assist.test_rules import case, schema

ORDER = {"type": "string", "pattern": "^PW-[0-9]{6}$"}
HANNAH = Customer(
    attributes={
        "email": "hannah@whitcombe.example",
        "insured": True,
        "machines": [{"serial": "AP-2602-04417"}],
        "orders": [{"id": "PW-222222", "status": "shipped", "total": "118.90 GBP", "items": ["Drift"]}],
    },
    history=(PastConversation(channel="phone", summary="Invoice IN-2026-00007 was sent twice."),),
)


def one(spec: dict[str, Any], thread: Case, name: str = "x") -> Any:
    """The value that is found, which always stands where its source says."""
    got = filled(schema(name, **{name: spec}), thread, "")
    assert set(got.sources) == set(got.arguments)
    for name_of, where in got.sources.items():
        if got.arguments[name_of] is True and where.record:
            continue  # a truth in the record has no words
        assert (where.message_id, where.history, where.record) != (None, None, None)
        text = f"{thread.thread_text}\n{thread.record_text}"
        assert where.quote.split(", ")[0].lower() in " ".join(text.split()).lower()
    assert len(got.missing) == len(got.questions) == 1 - len(got.arguments)
    return got.arguments.get(name)


def said(*texts: str, author: Author = "customer", customer: Customer | None = HANNAH) -> Case:
    return case(*((author, t) for t in texts), customer=customer)


def test_a_value_has_the_message_the_record_or_the_contact_it_came_from() -> None:
    thread = case(("agent", "Which one?"), ("customer", "It's PW-111111"), customer=HANNAH)
    wanted = schema(
        order_id=ORDER, serial={"type": "string"}, invoice={"type": "string", "pattern": "^IN-2026-[0-9]{5}$"}
    )
    got = filled(wanted, thread, "")
    assert got.arguments == {"order_id": "PW-111111", "serial": "AP-2602-04417", "invoice": "IN-2026-00007"}
    told, held, past = (got.sources[n] for n in ("order_id", "serial", "invoice"))
    assert (told.message_id, told.quote) == ("m2", "PW-111111")
    assert held.record == "attributes/machines/0/serial"
    assert (past.history, past.quote) == (0, "IN-2026-00007")


def test_an_amount_and_a_date_keep_the_words_they_were_said_in() -> None:
    wanted = schema(order_id=ORDER, amount={"type": "number"}, date={"type": "string", "format": "date"})
    thread = said("PW-222222: take 9.90 GBP off, and send it on 14 February please")
    got = filled(wanted, thread, "")
    assert got.arguments == {"order_id": "PW-222222", "amount": 9.9, "date": "2027-02-14"}
    assert (got.sources["amount"].quote, got.sources["date"].quote) == ("9.90 GBP", "14 February")
    total = filled(wanted, said("Please refund PW-222222"), "")
    assert (total.arguments["amount"], total.sources["amount"].record) == (118.9, "attributes/orders/0/total")


@pytest.mark.parametrize(
    ("name", "spec", "texts", "value"),
    [
        ("boxes", {"type": "integer"}, ("I have 3 boxes to send.",), 3),
        ("boxes", {"type": "integer"}, ("I have three boxes to send.",), 3),
        ("boxes", {"type": "integer"}, ("boxes: 2",), 2),
        ("boxes", {"type": "integer"}, ("3 boxes, no, 4 boxes",), None),
        ("boxes", {"type": "integer"}, ("My order PW-222222 came in boxes",), None),
        ("insured", {"type": "boolean"}, ("Send it",), True),
        ("gift_wrap", {"type": "boolean"}, ("Please without gift wrap.",), False),
        ("gift_wrap", {"type": "boolean"}, ("with gift-wrap please",), True),
        ("gift_wrap", {"type": "boolean"}, ("I like gifts",), None),
        ("cabin", {"enum": ["basic_economy", "economy"]}, ("Basic economy is fine",), "basic_economy"),
        ("cabin", {"enum": ["basic_economy", "economy"]}, ("economy, or basic economy?",), None),
        ("colour", {"enum": ["red", "blue"]}, ("I am bored",), None),
        ("order_ids", {"type": "array", "items": ORDER}, ("PW-111111 and PW-222222.",), ["PW-111111", "PW-222222"]),
        ("parts", {"type": "array", "items": {"enum": ["lid", "base"]}}, ("lid and base broke",), ["lid", "base"]),
        ("parts", {"type": "array", "items": {"enum": ["lid", "base"]}}, ("it broke",), None),
        ("user_id", {"type": "string"}, ("Sure, my user ID is mia_li_36.",), "mia_li_36"),
        ("user_id", {"type": "string"}, ("my user ID is a secret",), None),
        ("ref", {"type": "string", "description": "Booking, such as '8JX2WO'."}, ("It is VAAOXJ, thanks",), "VAAOXJ"),
        ("ref", {"type": "string", "description": "Booking, such as '8JX2WO'."}, ("VAAOXJ or 8JX2WO",), None),
        ("order_id", ORDER, ("Where is it?",), "PW-222222"),
        ("email", {"type": "string"}, ("Where is it?",), "hannah@whitcombe.example"),
    ],
)
def test_each_type_is_filled_with_what_stands_there_and_with_nothing_else(
    name: str, spec: dict[str, Any], texts: tuple[str, ...], value: Any
) -> None:
    assert one(spec, said(*texts), name) == value


@pytest.mark.parametrize(("answer", "value"), [("Yes please", True), ("No, thanks", False), ("What is it?", None)])
def test_a_yes_answers_the_one_question_before_it(answer: str, value: bool | None) -> None:
    thread = case(("agent", "Do you want travel insurance?"), ("customer", answer), customer=None)
    assert one({"type": "boolean"}, thread, "insurance") is value
    word = {True: "yes", False: "no", None: None}[value]
    assert one({"enum": ["yes", "no"]}, thread, "insurance") == word


@pytest.mark.parametrize(
    ("language", "name", "spec", "question"),
    [
        ("en", "order_id", ORDER, "Could you please send us your order number?"),
        ("de", "order_id", ORDER, "Können Sie uns bitte Ihre Bestellnummer schicken?"),
        ("fr", "gift", {"type": "boolean", "title": "Cadeau"}, "Cadeau : oui ou non ?"),
        ("es", "size", {"enum": ["S", "M", "L"]}, "¿Size: S, M o L?"),
        ("it", "colour", {"title": "Colore"}, "Potrebbe indicarci questo: Colore?"),
        ("pt", "colour", {"title": "Cor"}, "Pode indicar-nos o seguinte: Cor?"),
        ("nl", "colour", {"description": "De kleur. Zie de lijst."}, "Kunt u ons dit laten weten: De kleur?"),
        ("ja", "shelfPlace", {}, "Could you please tell us this: Shelf place?"),
    ],
)
def test_what_is_missing_is_asked_for_in_the_customers_language(
    language: str, name: str, spec: dict[str, Any], question: str
) -> None:
    thread = said("Hm", customer=None)
    spoken = Case(
        thread.request, thread.conversation.model_copy(update={"language": language}), thread.customer, thread.policy
    )
    assert filled(schema(name, **{name: spec}), spoken, "").questions == (question,)


def test_of_two_sets_of_parameters_one_is_enough() -> None:
    either: dict[str, Any] = {
        "properties": {"order_id": ORDER, "invoice": {"pattern": "^IN-[0-9]+$", "type": "string"}}
    }
    either |= {"anyOf": [{"required": ["order_id"]}, {"required": ["invoice"]}]}
    assert filled(either, said("IN-77", customer=None), "").missing == ()
    assert filled(either, said("Hello", customer=None), "").missing == ("order_id",)


def test_after_the_last_day_of_the_calendar_there_is_no_tomorrow() -> None:
    thread = said("Please come tomorrow.")
    (message,) = thread.conversation.messages
    late = message.model_copy(update={"sent_at": datetime.max.replace(tzinfo=UTC)})
    conversation = thread.conversation.model_copy(update={"messages": (late,)})
    asked = Case(thread.request, conversation, thread.customer, thread.policy)
    assert one({"type": "string", "format": "date"}, asked, "day") is None
