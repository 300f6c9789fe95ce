"""Mails lose what the sender didn't write; messages lose what is only polite."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.courtesy import is_small_talk, strip_courtesies
from retrieval.quoted import strip_quoted
from retrieval.sentences import sentences


@pytest.mark.parametrize(
    ("mail", "own"),
    [
        ("Yes.\n\nOn Tue, 3 Mar 2026 at 10:12, Care <care@x.example>\nwrote:\n> Hello\n> is it fine?\n", "Yes."),
        ("My answer:\n> is it fine?\nYes\n> when?\nTomorrow", "My answer:\nYes\nTomorrow"),
        ("Geht nicht.\n\nAm 3. März 2026 um 10:12 schrieb Care <care@x.example>:\n\nHallo\nbla", "Geht nicht."),
        ("Non.\n\nLe mar. 3 mars 2026 à 10:12, Care <c@x.example> a écrit :\n> Bonjour", "Non."),
        ("Ok.\n\nVon: Care\nGesendet: Dienstag\nAn: ich\nBetreff: AW: Paket\n\nHallo", "Ok."),
        ("Ok.\n\n-----Ursprüngliche Nachricht-----\nVon: Care\n\nHallo", "Ok."),
        ("Ok.\n\n-----Original Message-----\nFrom: Care\n\nHello", "Ok."),
        ("It leaks.\n-- \nTom Smith\nACME Ltd", "It leaks."),
        ("It leaks.\n\nSent from my iPhone", "It leaks."),
        ("Es tropft.\n\nVon meinem iPhone gesendet", "Es tropft."),
        ("Es tropft.\n\nGesendet mit Outlook für Android", "Es tropft."),
        ("It leaks.\n\nThis e-mail is confidential and intended only for the addressee.", "It leaks."),
    ],
)
def test_quotes_signatures_and_disclaimers_go(mail: str, own: str) -> None:
    assert strip_quoted(mail) == own


MAILS = sorted((Path(__file__).parent / "mails").glob("*.txt"))
"""A mail, a line ``=== own``, and what of it its sender wrote."""


@pytest.mark.parametrize("file", MAILS, ids=lambda file: file.stem)
def test_of_real_looking_mails_the_own_words_are_left(file: Path) -> None:
    mail, own = file.read_text("utf-8").split("=== own\n")
    assert strip_quoted(mail).split() == own.split()


@pytest.mark.parametrize(
    "mail",
    [
        "> only\n> a quote",
        "From: the beginning it was bad.\nReally.",
        "On Monday I wrote:\nplease help, and nobody did.",
        "Sent from Leeds to Bristol, where is it?",
        "My data is confidential, I hope?",
    ],
)
def test_what_the_person_wrote_stays(mail: str) -> None:
    assert strip_quoted(mail) == mail


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("Hello Gwen,\n\nGood news.\n\nIt is free.\n\nMaya", "Good news.\n\nIt is free."),
        ("Hi my order is late", "my order is late"),
        ("hi can i return the mill 40 from PW-402933?", "can i return the mill 40 from PW-402933?"),
        ("Dear Pellworth team, I want a refund", "I want a refund"),
        ("Sehr geehrte Frau Meier,\nes tropft.\n\nMit freundlichen Grüßen\nJonas Brandt", "es tropft."),
        ("Es tropft.\n\nViele Grüße\nJonas\n\nPS: Bitte nicht anrufen.", "Es tropft.\n\nPS: Bitte nicht anrufen."),
        ("Is that right? Kind regards, Bram van der Wiel (Utrecht)", "Is that right?"),
        ("Thank you. Delivered in August, so it is free.", "Delivered in August, so it is free."),
        ("Beste grinder for espresso?", "Beste grinder for espresso?"),
        ("Thanks!", ""),
        ("Hi Ann 👋🏽\n\nPlease raise the limit.", "Please raise the limit."),
        ("Hallo Frau Meier ☀️ es ist gelöst", "es ist gelöst"),
        ("Hi, the 👋 button is gone", "the 👋 button is gone"),
    ],
)
def test_greetings_and_closings_go(message: str, said: str) -> None:
    assert strip_courtesies(message) == said


@pytest.mark.parametrize(
    "text",
    ["Hi", "👍", "Hello Maya!", "Thank you so much for your help!", "Danke dir, schönen Tag noch!", "merci beaucoup",
     "Brilliant, thank you Maya.", "Hallo zusammen", "thanks, that worked!", "Gracias", "Just wanted to say hello"],
)  # fmt: skip
def test_small_talk_is_known(text: str) -> None:
    assert is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    ["yes", "ok", "How do I cancel?", "hi cancel", "thanks but where is it", "E5", "Hallo Rechnung?", "refund",
     "Thanks. And the invoice?", "not good"],
)  # fmt: skip
def test_what_asks_or_answers_is_no_small_talk(text: str) -> None:
    assert not is_small_talk(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("12.90 EUR, e.g. for Duo. Wait 1.5 hours.", ["12.90 EUR, e.g. for Duo.", "Wait 1.5 hours."]),
        ("Am 3. März, ca. 10 Tage. Gut!", ["Am 3. März, ca. 10 Tage.", "Gut!"]),
        ("1. Open it. 2. Close it.", ["1. Open it.", "2. Close it."]),
        ("See https://a.example/b.html. Right? Yes!", ["See https://a.example/b.html.", "Right?", "Yes!"]),
    ],
)  # fmt: skip
def test_sentences_end_where_people_end_them(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@given(st.text(max_size=300))
def test_stripping_never_fails_and_never_empties_a_mail(text: str) -> None:
    assert bool(strip_quoted(text)) == bool(strip_quoted(text).strip())
    if any(c.isalnum() for c in text):
        assert strip_quoted(text)
    strip_courtesies(text)
    is_small_talk(text)
