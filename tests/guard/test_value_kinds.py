"""Kinds of true replies that are told in other words than the source's: hours, shares, bills, days, ends of a range.

Each kind stands in several languages and trades, with wrong ones beside it: what is read more widely must still tell
them apart.
"""

from datetime import date
from decimal import Decimal

import pytest

from copilot.domain import Citation
from copilot.guard.bills import bills, unit_prices
from copilot.guard.grounding import Evidence, check_reply
from copilot.guard.value_index import known_values
from copilot.guard.values import extract

DAY = date(2026, 5, 11)


def flagged(text: str, source: str, *, language: str = "en", thread: str = "") -> list[str]:
    evidence = Evidence(passages={"a": source}, conversation=thread, now=DAY)
    citation = Citation(
        passage_id="a", kind="article", source_id="x", title="T", quote=source, start=0, end=len(text)
    )  # fmt: skip
    checks = check_reply(text, [citation], evidence, language=language)
    return [c.found or "" for c in checks if not c.ok and c.kind in ("value", "link")]


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("We close at half past six in the evening.", "18:30"),
        ("Arrive by half eleven at night.", "23:30"),
        ("You can change it until 8 this evening.", "20:00"),
        ("Dalle sei e mezza siamo aperti.", "6:30"),
        ("Hasta las nueve y media de la noche.", "21:30"),
        ("Nous ouvrons à huit heures et demie.", "8:30"),
        ("Abrimos às oito e meia da manhã.", "8:30"),
        ("We zijn er vanaf half negen.", "8:30"),
        ("Open van tien tot vijf.", "17:00"),
        ("Von neun bis zwölf.", "9:00"),
    ],
)
def test_hours_in_words_are_read(text: str, clock: str) -> None:
    assert any(clock in v.keys for v in extract(text) if v.kind == "time")


def test_spans_stay_spans() -> None:
    assert [v.kind for v in extract("Dura sei ore e mezza.")] == ["duration"]
    assert [v.kind for v in extract("It costs £3 until 7:30 pm.")] == ["money", "time"]
    assert [v.kind for v in extract("Children from six may use it.")] == ["number"]
    assert [v.kind for v in extract("Um halb fünfzig.")] == ["number"]


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("The charge is a quarter of a percent.", "percent", "0.25"),
        ("Das kostet ein halbes Prozent.", "percent", "0.5"),
        ("até 15 mil euros", "money", "EUR 15000"),
        ("20 thousand pounds", "money", "GBP 20000"),
        ("2 Mio. Euro", "money", "EUR 2000000"),
        ("up to 2 Gb/s", "measure", "bps 2000000000"),
        ("20 gigs", "measure", "B 20000000000"),
        ("call 1800 555 014 day or night", "phone", "1800555014"),
    ],
)
def test_shares_scales_and_units_in_words_are_read(text: str, kind: str, key: str) -> None:
    assert any(key in v.keys for v in extract(text) if v.kind == kind)


def test_a_count_is_no_price_of_a_range() -> None:
    found = [v.text for v in extract("twee van € 17,50 en één student van € 8,75") if v.kind == "money"]
    assert found == ["€ 17,50", "€ 8,75"]
    assert [v.text for v in extract("€10 and 20 per month")] == ["€10", "20"]


def test_a_rate_of_two_things_keeps_its_time() -> None:
    assert [v.per for v in extract("12 USD per seat and month, 14 € all'ora")] == ["m 1", "s 3600"]


@pytest.mark.parametrize(
    ("text", "source", "language"),
    [
        ("We are there around the clock.", "Call us at any time.", "en"),
        ("Wir sind rund um die Uhr da.", "Die Nummer ist jederzeit besetzt.", "de"),
        ("Nous répondons jour et nuit.", "Nous répondons à toute heure.", "fr"),
        ("We zijn dag en nacht bereikbaar.", "Bel op elk moment.", "nl"),
        ("It works up to 45 degrees Celsius.", "Works up to 45 °C.", "en"),
        ("We are closed on Sundays and Mondays.", "Open Tue-Sat 9:30-18:00.", "en"),
        ("Cuatro horas son 180 €.", "Mudanza: 45 € la hora, cuatro horas como mínimo.", "es"),
        ("The workshop lasts three and a half hours.", "Workshop 9:00-12:30.", "en"),
        ("Nonprofits save forty percent on Team.", "Team: 12 USD. Nonprofits get 40 % off Team.", "en"),
        ("Parken kostet 60 € für den ganzen Monat.", "Parken kostet 2 EUR je Stunde, Monatskarte 60 EUR.", "de"),
        ("Max has four times the room of Lite: 40 GB.", "Lite: 10 GB, Max: 40 GB.", "en"),
    ],
)
def test_the_same_in_other_words_passes(text: str, source: str, language: str) -> None:
    assert flagged(text, source, language=language) == []


@pytest.mark.parametrize(
    ("text", "source", "language", "thread"),
    [
        ("That's Friday 15 May.", "Visits are free.", "en", "Can I come on the 15th?"),
        ("Cancel until 19 May.", "Free until the day before arrival.", "en", "We arrive on 20 May."),
        ("Das geht bis zum 19. Mai.", "Bis zum Vortag der Lieferung.", "de", "Lieferung am 20. Mai"),
        ("Fino al 19 maggio.", "Fino al giorno prima dell'arrivo.", "it", "Arrivo il 20 maggio"),
        ("We need the number by 6 June.", "Final numbers 14 days before.", "en", "Our party is on 20 June"),
        ("There are about ten weeks left.", "Ends on 19 July 2026.", "en", ""),
        ("Il reste un peu plus de deux semaines.", "Jusqu'au 27 mai 2026.", "fr", ""),
        ("It ends on 30 June.", "Notice: 1 month to the end of a month.", "en", "I want to leave"),
    ],
)
def test_days_that_go_without_saying_are_known(text: str, source: str, language: str, thread: str) -> None:
    assert flagged(text, source, language=language, thread=thread) == []


@pytest.mark.parametrize(
    ("text", "source", "thread"),
    [
        ("That's Friday 22 May.", "Visits are free.", "Can I come on the 15th?"),
        ("There are about twelve weeks left.", "Ends on 19 July 2026.", ""),
        ("It ends on 16 May.", "A ban lasts 14 days.", "banned for the 2nd time"),
        ("Cancel until 21 May.", "Free until the day before arrival.", "We arrive on 20 May."),
        ("It ends on 31 July.", "Notice: 1 month to the end of a month. Breaks last 2 months.", "I want to leave"),
    ],
)
def test_other_days_are_marked(text: str, source: str, thread: str) -> None:
    assert flagged(text, source, thread=thread)


PRICES = "Adult 42 GBP, child 31 GBP. Family ticket (2 adults, 2 children) 128 GBP. Parking 8 GBP a day."
RENTAL = "Bike: 12 EUR a day, helmet: 3 EUR a day. Orders over 150 EUR are free. 10 lessons for 70 EUR."


@pytest.mark.parametrize(
    ("text", "source", "thread"),
    [
        ("Two adults and one child pay £115 in total.", PRICES, ""),
        ("In total that's £115.", PRICES, "We'd be 2 adults and 1 child"),
        ("The bike and the helmet for three days are €45 altogether.", RENTAL, "For 3 days"),
        ("With ten lessons each is €7 per lesson, so much less.", RENTAL, ""),
        ("Leaving costs £50 for each fuel, so £100 for gas and electricity.", "Exit fee: 50 GBP per fuel.", ""),
        (
            "It is €6 a day and €11.90 a day more. For three days that's €53.70.",
            "Driver 6 EUR a day. Under 25: 11.90 EUR a day.",
            "3 days",
        ),
    ],
)  # fmt: skip
def test_bills_of_what_is_named_are_known(text: str, source: str, thread: str) -> None:
    assert flagged(text, source, thread=thread) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Two adults and one child pay £113 in total.", PRICES),
        ("The bike and the helmet for three days are €48 altogether.", RENTAL),
        ("A bike is €36 per day.", RENTAL),
        ("With ten lessons each is €8 per lesson.", RENTAL),
    ],
)
def test_other_sums_are_marked(text: str, source: str) -> None:
    assert flagged(text, source)


def test_closed_days_are_those_outside_the_hours() -> None:
    assert flagged("We are open on Sundays.", "Open Tue-Sat 9:30-18:00.")


def test_a_threshold_is_no_price_and_a_bundle_no_part() -> None:
    assert not bills("order and bike", "", ["Orders over 150 EUR. Bikes 12 EUR."], "en", told=True)
    assert ("GBP", Decimal(128)) not in bills("two adults", "", [PRICES], "en", told=True)
    assert ("EUR", Decimal(7)) in unit_prices([RENTAL], "en")


@pytest.mark.parametrize(
    ("text", "source", "wrong"),
    [
        ("You pay at least €9.", "At least 9 EUR and at most 120 EUR.", False),
        ("You pay at most €120.", "At least 9 EUR and at most 120 EUR.", False),
        ("You pay at least €120.", "At least 9 EUR and at most 120 EUR.", True),
        ("The minimum charge is €120.", "At least 9 EUR and at most 120 EUR.", True),
        ("Sie zahlen höchstens 5 €.", "Mindestens 5 EUR, höchstens 10 EUR.", True),
        ("Sie zahlen mindestens 5 €.", "Mindestens 5 EUR, höchstens 10 EUR.", False),
        ("Vous payez au moins 20 €.", "Au moins 5 €, au plus 20 €.", True),
        ("You may take up to 3 days.", "Up to 3 days.", False),
    ],
)
def test_the_ends_of_a_range_are_told_apart(text: str, source: str, *, wrong: bool) -> None:
    language = {"S": "de", "V": "fr"}.get(text[0], "en")
    assert bool(flagged(text, source, language=language)) == wrong


def test_what_is_free_for_one_has_no_price_of_another() -> None:
    source = "Classic tickets are rebooked for a fee of 80 EUR. Flex tickets are rebooked free of charge."
    assert flagged("Flex tickets are rebooked for 80 EUR.", source)
    assert not flagged("Classic tickets are rebooked for 80 EUR.", source)


@pytest.mark.parametrize("piece", ["half ", "two adults and ", "the 3rd ", "at least ", "e mezza ", "5 mil "])
def test_hostile_text_of_these_kinds_is_read_to_its_end(piece: str) -> None:
    assert known_values(piece * 2_000, DAY) is not None
