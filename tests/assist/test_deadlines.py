"""By when something was promised: the words, and the day that they mean."""

from datetime import UTC, date, datetime, timedelta

import pytest

from copilot.assist.deadlines import conditional, due, due_on, working_days_after

MONDAY = datetime(2026, 11, 16, 14, 30, tzinfo=UTC)

DAYS = (
    ("I'll call you tomorrow.", "2026-11-17"),
    ("We'll get back to you today.", "2026-11-16"),
    ("I'll write to you the day after tomorrow.", "2026-11-18"),
    ("I'll call you back by Friday with the result.", "2026-11-20"),
    ("I'll call you next Friday.", "2026-11-27"),
    ("We'll call you on Monday.", "2026-11-23"),
    ("We'll send it by the end of the week.", "2026-11-20"),
    ("We'll send it by the end of next week.", "2026-11-27"),
    ("We'll send it next week.", "2026-11-27"),
    ("You'll have it by the end of the month.", "2026-11-30"),
    ("We'll refund it within 3 working days.", "2026-11-19"),
    ("We'll refund it within 3-5 business days.", "2026-11-23"),
    ("We'll refund it within five days.", "2026-11-21"),
    ("We'll ship it in two weeks.", "2026-11-30"),
    ("We'll ship it in a fortnight.", "2026-11-30"),
    ("You'll hear from us within 48 hours.", "2026-11-18"),
    ("You'll hear from us within 24 hours.", "2026-11-17"),
    ("We'll refund it by 18 November.", "2026-11-18"),
    ("We'll refund it by November 30th.", "2026-11-30"),
    ("We'll refund it by 4 January.", "2027-01-04"),
    ("We'll refund it by 2026-12-01.", "2026-12-01"),
    ("I'll call you by Friday 20 November, 17:00.", "2026-11-20"),
    ("I'll call you tomorrow about your order of 2 November.", "2026-11-17"),
    ("I'll call you by 17:00.", "2026-11-16"),
    ("We'll ship it in January.", "2027-01-31"),
    ("Wir liefern es im Dezember.", "2026-12-31"),
    ("Ich melde mich bis Ende der Woche bei Ihnen.", "2026-11-20"),
    ("Ich melde mich bis Ende nächster Woche bei Ihnen.", "2026-11-27"),
    ("Wir erstatten es bis zum Monatsende.", "2026-11-30"),
    ("Wir erstatten es bis zum 18. November.", "2026-11-18"),
    ("Wir erstatten es bis 28.11.", "2026-11-28"),
    ("Ich rufe Sie morgen an.", "2026-11-17"),
    ("Ich rufe Sie übermorgen an.", "2026-11-18"),
    ("Sie hören bis Freitag von uns.", "2026-11-20"),
    ("Wir senden es innerhalb von 3 Werktagen.", "2026-11-19"),
    ("Wir senden es in zwei Wochen.", "2026-11-30"),
    ("Je vous rappelle demain.", "2026-11-17"),
    ("Nous vous rembourserons d'ici vendredi.", "2026-11-20"),
    ("Nous vous rembourserons avant la fin de la semaine.", "2026-11-20"),
    ("Nous l'enverrons la semaine prochaine.", "2026-11-27"),
    ("Nous l'enverrons sous 3 jours ouvrés.", "2026-11-19"),
    ("Nous l'enverrons avant le 18 novembre.", "2026-11-18"),
    ("Le llamaremos mañana.", "2026-11-17"),
    ("Le llamaremos pasado mañana.", "2026-11-18"),
    ("Le enviaremos el paquete antes del viernes.", "2026-11-20"),
    ("Lo enviaremos en 3 días hábiles.", "2026-11-19"),
    ("Lo enviaremos antes de fin de mes.", "2026-11-30"),
    ("La richiameremo domani.", "2026-11-17"),
    ("Lo spediremo entro venerdì.", "2026-11-20"),
    ("Lo spediremo entro tre giorni lavorativi.", "2026-11-19"),
    ("La rimborseremo entro la fine del mese.", "2026-11-30"),
    ("Ligaremos amanhã.", "2026-11-17"),
    ("Enviaremos até sexta-feira.", "2026-11-20"),
    ("Enviaremos no prazo de 3 dias úteis.", "2026-11-19"),
    ("Enviaremos até 18 de dezembro.", "2026-12-18"),
    ("Wij bellen u morgen.", "2026-11-17"),
    ("Wij sturen het voor vrijdag.", "2026-11-20"),
    ("Wij sturen het binnen 3 werkdagen.", "2026-11-19"),
    ("Wij betalen het voor het einde van de maand terug.", "2026-11-30"),
)


@pytest.mark.parametrize(("said", "day"), DAYS)
def test_the_words_mean_a_day(said: str, day: str) -> None:
    words = due(said)
    assert words is not None
    assert words in said
    assert due_on(words, MONDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "said",
    [
        "We'll look into it.",
        "I'll call you soon.",
        "We'll refund the order of 2 November.",
        "We'll refund it as fast as we can.",
        "Wir kümmern uns darum.",
        "We'll add 20 EUR to your account.",
    ],
)
def test_where_nothing_says_when_there_is_no_day(said: str) -> None:
    assert due(said) is None


@pytest.mark.parametrize("words", ["by 05/12", "by 30 February", "soon", "by 09:00"])
def test_what_cannot_be_told_is_no_day(words: str) -> None:
    assert due_on(words, MONDAY) is None


@pytest.mark.parametrize(
    "said",
    [
        "Once we have the parcel, we'll refund you within 5 days.",
        "We'll refund you within 5 days of receipt.",
        "If it comes back, we'll repair it within a week.",
        "Sobald das Paket hier ist, erstatten wir binnen 5 Tagen.",
        "Dès réception, nous rembourserons sous 5 jours.",
    ],
)
def test_a_time_that_counts_from_something_else_is_known(said: str) -> None:
    assert conditional(said)


def test_weekends_are_no_working_days() -> None:
    friday, saturday = date(2026, 11, 20), datetime(2026, 11, 21, 10, tzinfo=UTC)
    assert working_days_after(friday, 1) == date(2026, 11, 23)
    assert due_on("within 3 working days", saturday) == date(2026, 11, 25)
    assert due_on("by the end of the week", saturday) == date(2026, 11, 27)
    assert due_on("tomorrow", saturday) == date(2026, 11, 22)


def test_days_are_counted_in_utc() -> None:
    late = datetime.fromisoformat("2026-11-16T23:30:00-05:00")
    assert due_on("tomorrow", late) == date(2026, 11, 18)


def test_the_end_of_the_calendar_is_no_failure() -> None:
    assert due_on("in two weeks", datetime.max.replace(tzinfo=UTC) - timedelta(days=2)) is None
