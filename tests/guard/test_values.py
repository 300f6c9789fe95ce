"""Values found in texts, and the same value in another format."""

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.guard.value_index import figures
from copilot.guard.values import ValueKind, _Reading, extract, readings, same


def known(said: str, source: str) -> bool:
    """True where every value of ``said`` stands in ``source`` in some form."""
    values = extract(said)
    assert values, said
    return all(any(same(v, k) for k in extract(source)) for v in values)


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("within two weeks", "duration", "two weeks"),
        ("costs 12.90 EUR now", "money", "12.90 EUR"),
        ("only £9.90!", "money", "£9.90"),
        ("10 % off", "percent", "10 %"),
        ("on 14 Feb 2027.", "date", "14 Feb 2027"),
        ("am 1. Dezember", "date", "1. Dezember"),
        ("am 23.11. da", "date", "23.11."),
        ("before 13:00", "time", "13:00"),
        ("um 10 Uhr", "time", "10 Uhr"),
        ("by Friday", "weekday", "Friday"),
        ("call +44 117 496 0142 now", "phone", "+44 117 496 0142"),
        ("order PW-371520", "code", "PW-371520"),
        ("shows E3: no", "code", "E3"),
        ("use WELCOME10", "code", "WELCOME10"),
        ("serial AP-2602-04417.", "code", "AP-2602-04417"),
        ("mail care@pellworth.example.", "email", "care@pellworth.example"),
        ("see https://help.example/en/a(b).", "link", "https://help.example/en/a(b)"),
        ("see evil.com/pay now", "link", "evil.com/pay"),
        ("up to 20 brews", "number", "20"),
    ],
)
def test_a_value_is_found_with_its_kind_and_place(text: str, kind: ValueKind, found: str) -> None:
    (value,) = extract(text)
    assert (value.kind, value.text) == (kind, found)
    assert text[value.start : value.end] == found


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("1.000,00 €", "1000 EUR"),
        ("EUR 1,000", "1.000 Euro"),
        ("£4.90", "4,90 GBP"),
        ("14 days", "two weeks"),
        ("zwei Wochen", "14 days"),
        ("24 hours", "one day"),
        ("3-year warranty", "a warranty of 36 months"),
        ("5 business days", "5 Werktage"),
        ("3 days", "after 3 and 7 days"),
        ("14 February 2027", "14.02.2027"),
        ("on 14 Feb", "2027-02-14"),
        ("1 pm", "13:00"),
        ("10 percent", "10%"),
        ("Monday", "2026-11-23"),
        ("+49 40 5550 1870", "040 / 5550 1870"),
        ("pw-371520", "PW371520"),
        ("help.example/a/", "https://www.help.example/a"),
        ("83,60 EUR", "Warenwert 83.60"),
    ],
)
def test_a_reformatted_value_is_the_same(said: str, source: str) -> None:
    assert known(said, source)


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("60 days", "30 days"),
        ("5 days", "5 working days"),
        ("30 EUR", "30 days"),
        ("30 GBP", "30 EUR"),
        ("10 %", "10 EUR"),
        ("14 March", "14 February"),
        ("14 Feb 2026", "14 Feb 2027"),
        ("13:30", "13:00"),
        ("PW-371521", "PW-371520"),
        ("Tuesday", "2026-11-23"),
        ("https://help.example.evil.com/a", "https://help.example/a"),
        ("+44 117 496 0143", "+44 117 496 0142"),
    ],
)
def test_another_value_is_not_the_same(said: str, source: str) -> None:
    assert not known(said, source)


@given(st.integers(0, 9_999_999), st.integers(0, 99))
def test_an_amount_is_recognised_in_every_usual_notation(whole: int, cents: int) -> None:
    grouped = f"{whole:,}.{cents:02}"
    german = grouped.replace(",", "_").replace(".", ",").replace("_", ".")
    assert known(f"{german} €", f"{grouped} EUR")
    assert known(f"{whole}.{cents:02} EUR", f"EUR {grouped}")


@given(st.integers(10, 99_999), st.integers(0, 9))
def test_a_changed_digit_is_noticed(number: int, digit: int) -> None:
    changed = str(number)[:-1] + str(digit)
    assert known(f"{changed} EUR", f"{number} EUR") == (changed == str(number))
    assert known(f"{changed} days", f"within {number} days") == (changed == str(number))


@given(st.text(max_size=300))
def test_places_are_in_order_never_overlap_and_hold_their_text(text: str) -> None:
    values = extract(text)
    assert all(text[v.start : v.end] == v.text for v in values)
    assert all(a.end <= b.start for a, b in pairwise(values))


def test_numbers_of_a_list_are_no_values() -> None:
    assert extract("1. Print the label.\n2. Empty the tank.") == ()


@pytest.mark.parametrize(
    "text", ["one two three", "six ten", "two ½ hours", "three.5 cups", "ten,5", "code 001 002 555", "one 100 two"]
)
def test_numbers_in_words_beside_each_other_or_with_a_fraction_are_read_one_by_one(text: str) -> None:
    assert all("001002" not in key and text[v.start : v.end] == v.text for v in extract(text) for key in v.keys)


@pytest.mark.parametrize("text", ["37.422,122.084,17.5", "37,422.122,084.17", "1.000,00,5"])
def test_coordinates_are_read_although_they_are_no_number(text: str) -> None:
    assert readings(text) == {Decimal(re.sub("[.,]", "", text))}
    assert known(f"at {text}", f"it is at {text} now")
    assert figures(f"at {text}")


def test_a_number_with_groups_begins_with_no_zero() -> None:
    assert [v.text for v in extract("The code is 007 100. There are 12 500.")] == ["007", "100", "12 500"]


def test_a_long_run_of_numbers_is_read_in_no_time_to_speak_of_and_number_by_number() -> None:
    text = " ".join(str(n) for n in range(20_000))
    assert len(extract(text)) > 1000
    assert extract("1,000,000,000,000.50 EUR")[0].text == "1,000,000,000,000.50 EUR"


class _Counted(_Reading):
    """Counts how often the whole text is put together anew."""

    copies = 0

    def _settle(self) -> None:
        self.copies += bool(self.masks)
        super()._settle()


def test_the_text_is_copied_once_a_pass_however_many_values_it_holds() -> None:
    copies = []
    for many in (10, 1000):
        reading = _Counted(" ".join(f"{n} EUR, {n} days, {n} kg;" for n in range(many)))
        assert len(reading.values()) == 3 * many
        copies.append(reading.copies)
    assert copies[0] == copies[1]


@pytest.mark.parametrize(
    "text", ["\u017feptember 4th", "5 \u212ag", "Fr\u0130day at 5", "30 m\u0131nutes", "1 J\u0131l, 3 D\u0130AS"]
)
def test_letters_that_match_others_where_case_is_ignored_cost_no_reading(text: str) -> None:
    assert extract(text)


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("It costs $8.10.", "money", "USD 8.1"),
        ("That makes £5.10. Anything else?", "money", "GBP 5.1"),
        ("Das macht EUR 7.12.", "money", "EUR 7.12"),
        ("Sept 9", "date", "*-09-09"),
        ("until Sept. 9, 10 am", "date", "*-09-09"),
        ("Wir kommen am 8.10. vorbei", "date", "*-10-08"),
    ],
)
def test_a_price_at_a_sentences_end_is_no_date_and_a_short_month_no_number(text: str, kind: str, key: str) -> None:
    first = extract(text)[0]
    assert (first.kind, key in first.keys) == (kind, True), first
