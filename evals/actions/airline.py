"""The airline's tools (tau-bench) as a catalogue: names and parameters are the data's, the words are ours."""

from typing import Any

from copilot.domain import ActionSpec

_RESERVATION = {"type": "string", "description": "Id of the reservation, such as '8JX2WO'."}
_USER = {"type": "string", "description": "Id of the customer's profile, such as 'sara_doe_496'."}
_PLACE = {"type": "string", "pattern": "^[A-Z]{3}$", "description": "Airport, as its three letters."}
_DAY = {"type": "string", "format": "date", "description": "Day of departure."}
_CABIN = {"enum": ["basic_economy", "economy", "business"]}
_FLIGHTS = {"type": "array", "items": {"type": "object"}, "description": "Flight numbers with their days."}
_PEOPLE = {"type": "array", "items": {"type": "object"}, "description": "Names and birthdays."}
_PAYMENT = {"type": "string", "description": "Means of payment, such as 'credit_card_7815826'."}
_BAGS = {"type": "integer", "minimum": 0}
_ROUTE = {"origin": _PLACE, "destination": _PLACE, "date": _DAY}


def _tool(name: str, when: str, **properties: Any) -> ActionSpec:
    parameters = {"type": "object", "properties": properties, "required": list(properties)}
    return ActionSpec(name=name, label=name.replace("_", " ").capitalize(), when=when, parameters=parameters)


CATALOGUE = (
    _tool("get_user_details", "The customer's profile is needed.", user_id=_USER),
    _tool("get_reservation_details", "A reservation is spoken of.", reservation_id=_RESERVATION),
    _tool("list_all_airports", "Which airports there are."),
    _tool("search_direct_flight", "The customer wants a flight without a stop.", **_ROUTE),
    _tool("search_onestop_flight", "The customer wants a flight with one stop.", **_ROUTE),
    _tool(
        "book_reservation",
        "The customer has chosen flights, passengers and payment.",
        user_id=_USER,
        origin=_PLACE,
        destination=_PLACE,
        flight_type={"enum": ["one_way", "round_trip"]},
        cabin=_CABIN,
        flights=_FLIGHTS,
        passengers=_PEOPLE,
        payment_methods={"type": "array", "items": {"type": "object"}},
        total_baggages=_BAGS,
        nonfree_baggages=_BAGS,
        insurance={"enum": ["yes", "no"], "description": "Travel insurance."},
    ),
    _tool("cancel_reservation", "The customer wants to cancel.", reservation_id=_RESERVATION),
    _tool(
        "update_reservation_flights",
        "The customer has chosen other flights or another cabin.",
        reservation_id=_RESERVATION,
        cabin=_CABIN,
        flights=_FLIGHTS,
        payment_id=_PAYMENT,
    ),
    _tool(
        "update_reservation_baggages",
        "The customer wants more bags.",
        reservation_id=_RESERVATION,
        total_baggages=_BAGS,
        nonfree_baggages=_BAGS,
        payment_id=_PAYMENT,
    ),
    _tool(
        "update_reservation_passengers",
        "A passenger's name is wrong.",
        reservation_id=_RESERVATION,
        passengers=_PEOPLE,
    ),
    _tool(
        "send_certificate",
        "The customer is owed something for a delay or cancellation.",
        user_id=_USER,
        amount={"type": "number"},
    ),
    _tool(
        "transfer_to_human_agents",
        "Nothing here helps, or the customer wants a person.",
        summary={"type": "string", "description": "What the customer wants."},
    ),
)
