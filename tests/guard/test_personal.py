"""A past answer without the person it was written to."""

from copilot.guard.personal import past_answer, quotable

LETTER = """Hello Gwen,

Good news on the cost: it is nothing. E5 is the temperature sensor, which has to be changed in our workshop.

I have booked repair RP-20418 for Gwen Hallett, 14 Wynd Lane, EH99 2QQ.
Write to gwen@hallett.example or +44 7700 900142.

The repair takes 10 working days from the day it arrives.

Kind regards,
Maya"""


def test_greeting_sign_off_names_and_personal_data_are_gone() -> None:
    clean = past_answer(LETTER, names=("Gwen", "Hallett"))
    for personal in ("Gwen", "Hallett", "RP-20418", "Wynd Lane", "EH99", "gwen@", "900142", "Maya", "Kind regards"):
        assert personal not in clean, personal
    assert "E5 is the temperature sensor" in clean


def test_only_what_holds_for_another_customer_is_quotable() -> None:
    assert [u.text for u in quotable(past_answer(LETTER))] == [
        "E5 is the temperature sensor, which has to be changed in our workshop.",
        "The repair takes 10 working days from the day it arrives.",
    ]


def test_german_sign_offs_go_too() -> None:
    text = (
        "Sehr geehrter Herr Dr. Pohlmann,\n\nE5 bedeutet, dass der Fühler ausgefallen ist.\n\nFreundliche Grüße\nHanna"
    )
    assert past_answer(text) == "E5 bedeutet, dass der Fühler ausgefallen ist."
