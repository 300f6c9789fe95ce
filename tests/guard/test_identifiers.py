"""What points to a person by its form, in the notations people use, and what only looks like it."""

import pytest

from copilot.guard.identifiers import identifiers


def found(text: str) -> list[tuple[str, str]]:
    return [(i.kind, text[i.start : i.end]) for i in identifiers(text)]


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("email", "hannah.w+shop@mail.whitcombe.example", "Write to hannah.w+shop@mail.whitcombe.example."),
        ("email", "h%C3%BC@x.example", "mailto:h%C3%BC@x.example"),
        ("email", "hannah%40whitcombe.example", "https://acme.example/u?q=hannah%40whitcombe.example"),
        ("phone", "+49 (0)30 1234567", "Call me: +49 (0)30 1234567, thanks"),
        ("phone", "+44 20 7946 0018 ext. 12", "I am at +44 20 7946 0018 ext. 12 today"),
        ("phone", "345-899-3560x4587", "Fax: 345-899-3560x4587"),
        ("phone", "0341 / 8387176", "erreichbar unter 0341 / 8387176"),
        ("phone", "06.12.34.56.78", "au 06.12.34.56.78"),
        ("phone", "467 3395", "my phone is 467 3395"),
        ("phone", "0151 23456789", "order 12345 0151 23456789"),
        ("card", "4111 1111 1111 1111", "card 4111 1111 1111 1111 exp 12/27"),
        ("card", "4111111111111111", "paid with 4111111111111111"),
        ("card", "5555-5555-5555-4444", "on 23 5555-5555-5555-4444"),
        ("card", "630427373398", "My card is 630427373398"),
        ("iban", "DE89 3704 0044 0532 0130 00", "IBAN DE89 3704 0044 0532 0130 00 please"),
        ("iban", "gb29nwbk60161331926819", "to gb29nwbk60161331926819"),
        ("iban", "NL91ABNA0417164300", "ref AB12 NL91ABNA0417164300"),
        ("document", "460-89-9847", "My SSN: 460-89-9847"),
        ("document", "C01X00T47", "Meine Reisepassnummer lautet C01X00T47"),
        ("document", "12345678Z", "mi DNI es 12345678Z"),
        ("document", "QQ123456C", "my national insurance number is QQ123456C"),
        ("ip", "41.173.96.26", "address 41.173.96.26 blocked"),
        ("ip", "6e40:4041:c617:e898:c11:40d2:c669:2eb4", "from 6e40:4041:c617:e898:c11:40d2:c669:2eb4 blocked"),
        ("wallet", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "send it to 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"),
        ("secret", "aB3xYz9", "https://acme.example/reset?token=aB3xYz9"),
        ("secret", "hannah:geheim", "ftp://hannah:geheim@files.example"),
    ],
)
def test_a_value_is_found_whole(kind: str, value: str, text: str) -> None:
    assert found(text) == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "My order number 467 3395 is late",
        "It cost 1.299,00 EUR, not 1 299.00",
        "Ordered on 01.02.2026 14:30, came 2026-02-11 09:15",
        "Firmware version 1.2.3.4 is installed",
        "Invoice 4111 1111 1111 1112",
        "It shows E3 after 30 minutes and 1000 cups",
        "the meeting @ 10:30:15",
        "PW-371520 and AC-200",
        "Bestellnummer 0451234567",
        "DE44 is no account",
    ],
)
def test_what_only_looks_like_one_stays(text: str) -> None:
    assert found(text) == []


def test_a_value_behind_a_json_escape_is_found() -> None:
    text = '{"note": "SSN\\n460-89-9847\\nhannah@x.example\\n+49 30 1234567"}'
    assert [k for k, _ in found(text)] == ["document", "email", "phone"]


def test_two_notations_of_one_value_have_one_key() -> None:
    keys = {i.key for i in identifiers("+49 30 1234567 or 0049-30-1234567 or 030/1234567")}
    assert keys == {"301234567"}


@pytest.mark.parametrize(
    "piece", ["a", "1 ", "@", "a@", "a.", "1-", "4444 ", "phone 12345678 ", "DE89", "::", "(", "\\n"]
)
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    """A pattern that is not linear would never come back from it."""
    text = piece * (200_000 // len(piece)) + " x@y.example"
    assert ("email", "x@y.example") in found(text) or piece in ("a@", "a.")
