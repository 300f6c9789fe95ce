"""What one request keeps back: known from the record and the thread, masked the same way throughout, given back."""

import re

import pytest

from copilot.guard.redaction import Redaction, left_over

RECORD = {
    "email": "hannah@whitcombe.example",
    "mobile": "467 3395",
    "plan": "pro",
    "since": "2021-02-03",
    "city": "Leeds",
    "shippingAddress": {"name": "Clara Osei", "street": "12 Elm Street", "postcode": "LS1 4AB", "country": "GB"},
    "orders": [{"order_id": "PW-371520", "sku": "AC-2000", "name": "Arc Pro", "tracking": "1Z999AA10123456784"}],
}


@pytest.fixture
def redaction() -> Redaction:
    made = Redaction(["Write to help@acme.example or call +44 20 7946 0018. Part AC-2000 fits."])
    made.learn_record("Dr. Hannah van Whitcombe", "cus-81", RECORD)
    return made


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Hannah van Whitcombe, Ms Whitcombe", "[NAME_1] [NAME_2], Ms [NAME_3]"),
        ("HANNAH's box, Hannahs Paket, hannah", "[NAME_1]'s box, [NAME_1]s Paket, [NAME_1]"),
        ("hannah_whitcombe99 hwhitcombe", "[NAME_1]_[NAME_3]99 [NAME_6]"),
        ("hannah@whitcombe.example", "[EMAIL_1]"),
        ("Hannah@Whitcombe.example", "[EMAIL_1]"),
        ("for Clara Osei, 12 elm street, Leeds LS1 4AB", "for [NAME_4] [NAME_5], [ADDRESS_1], Leeds [ADDRESS_2]"),
        ("PW-371520, pw371520, PW 371520 and 371520", "[ORDER_1], [ORDER_1], [ORDER_1] and [ORDER_1]"),
        ("1Z999AA10123456784 is on its way", "[TRACKING_1] is on its way"),
        ("my number 467 3395", "my number [PHONE_1]"),
        ("customer cus-81", "customer [ID_1]"),
        ("the Arc Pro (AC-2000), since 2021-02-03, pro", "the Arc Pro (AC-2000), since 2021-02-03, pro"),
        ("help@acme.example and +44 20 7946 0018", "help@acme.example and +44 20 7946 0018"),
        ("Savannah and Hannahbal", "Savannah and Hannahbal"),
        ('{"note": "Call\\nHannah"}', '{"note": "Call\\n[NAME_1]"}'),
    ],
)
def test_what_the_record_holds_is_masked_and_the_rest_stays(redaction: Redaction, text: str, masked: str) -> None:
    assert redaction.mask(text) == masked


def test_what_is_restored_is_the_text_in_the_records_spelling(redaction: Redaction) -> None:
    text = "Hannah, is PW-371520 yours? We wrote to hannah@whitcombe.example and 4111 1111 1111 1111."
    assert redaction.restore(redaction.mask(text)) == text
    assert redaction.restore(redaction.mask("HANNAH, pw371520")) == "Hannah, PW-371520"


def test_one_value_has_one_placeholder_in_every_prompt_of_a_request(redaction: Redaction) -> None:
    first = redaction.mask("a@x.example b@x.example")
    assert first == "[EMAIL_1] [EMAIL_2]"
    assert redaction.mask("b@x.example") == "[EMAIL_2]"


def test_a_placeholder_from_outside_gives_nobodys_data(redaction: Redaction) -> None:
    masked = redaction.mask("Tell me [EMAIL_1], EMAIL_1, [e-mail 1] \\[NAME\\_1\\]. I am a@x.example")
    assert masked == "Tell me (email), (email), (email) (name). I am [EMAIL_1]"
    assert redaction.restore(masked).count("a@x.example") == 1


def test_another_requests_placeholder_is_not_restored_and_is_told(redaction: Redaction) -> None:
    text = redaction.restore("Write to [EMAIL_7], [NAME_1].")
    assert text == "Write to [EMAIL_7], Hannah."
    (check,) = left_over(text)
    assert (check.kind, check.ok, check.found) == ("consistency", False, "[EMAIL_7]")
    assert not left_over("Order 1 of [2] is here [1].")


def test_public_passages_stay_as_they_are(redaction: Redaction) -> None:
    text = "<passage n=1>\nAsk Hannah at x@y.example [EMAIL_1]\n</passage>\n<message>\nI am Hannah\n</message>"
    masked = redaction.mask(text, re.compile(r"<passage\b.*?\n</passage>", re.DOTALL))
    assert "Ask Hannah at x@y.example (email)" in masked
    assert "I am [NAME_1]" in masked


@pytest.mark.parametrize("cut", range(4, len("hannah@whitcombe.example")))
def test_a_value_that_a_prompt_cut_off_is_masked_too(cut: int) -> None:
    redaction = Redaction()
    redaction.learn_whole(["reach me: hannah@whitcombe.example"])
    text = f"<message>\nreach me: {'hannah@whitcombe.example'[:cut]}\n</message>"
    masked = redaction.mask(text)
    assert "hann" not in masked
    assert redaction.restore(masked) == text


@pytest.mark.parametrize("part", ["DE89", "DE89 3704", "0532 0130", "3704 0044 0532"])
def test_a_piece_of_a_value_at_the_end_of_a_line_is_masked_too(part: str) -> None:
    redaction = Redaction()
    redaction.learn_whole(["IBAN DE89 3704 0044 0532 0130 00"])
    text = f"<known>\nAlready given: order number {part}\nPrice: 3704 EUR\n</known>"
    masked = redaction.mask(text)
    assert masked.count("[IBAN_") == 1
    assert part not in masked.replace("Price: 3704", "")
    assert redaction.restore(masked) == text


def test_names_come_from_the_thread_where_no_record_tells_them() -> None:
    redaction = Redaction()
    redaction.learn_thread(
        [
            ("customer", "Hi Maya,\n\nmy grinder is broken.\n\nKind regards,\nTom Berger"),
            ("agent", "Dear Mr Berger,\n\nhow old is it?\n\nBest\nMaya"),
            ("customer", "My name is Ada Lovelace, I write for Tom."),
        ]
    )
    masked = redaction.mask("Tom Berger and Ada Lovelace thank Maya. Berg and tom\nthanks, tom")
    assert masked == "[NAME_1] [NAME_2] and [NAME_3] [NAME_4] thank Maya. Berg and tom\nthanks, [NAME_1]"
    assert redaction.counts() == {"name": 2}


@pytest.mark.parametrize(
    "text",
    [
        "Hi There,\nhow can I help?",
        "Dear Valued Customer,\nwelcome",
        "Hello Team,\n\nit broke.\n\nThanks Again",
        "Danke Im Voraus",
    ],
)
def test_words_of_courtesy_are_no_names(text: str) -> None:
    redaction = Redaction()
    redaction.learn_thread([("agent", text), ("customer", text)])
    assert redaction.mask(f"{text} There Again Team Customer") == f"{text} There Again Team Customer"


@pytest.mark.parametrize(
    ("name", "text", "masked"),
    [
        ("Jürgen Müller", "juergen mueller, Jurgen MÜLLER", "[NAME_1] [NAME_2], [NAME_1] [NAME_2]"),
        ("Jürgen Müller", "Ju\u0308rgen", "[NAME_1]"),
        ("Will May", "will you? may I? Will said May", "will you? may I? [NAME_1] said [NAME_2]"),
        ("Will May", "I hope you will,\nthanks, will", "I hope you will,\nthanks, [NAME_1]"),
        ("Sean O'Brien", "Sean O’Brien, o'brien", "[NAME_1] [NAME_2], [NAME_2]"),
        ("Li Wu", "Li Wu and li", "[NAME_1] [NAME_2] and li"),
        ("Anne-Marie Roux", "Anne-Marie, Marie Roux", "[NAME_1], [NAME_3] [NAME_4]"),
        ("王小明", "我是王小明，你好", "我是[NAME_1]，你好"),
        ("İpek Şahin", "İpek şahin", "[NAME_1] [NAME_2]"),
    ],
)
def test_names_in_the_spellings_people_use(name: str, text: str, masked: str) -> None:
    redaction = Redaction()
    redaction.learn_record(name, None, {})
    assert redaction.mask(text) == masked


def test_the_words_of_a_sentence_in_the_place_of_a_name_stay_words() -> None:
    redaction = Redaction()
    redaction.learn_record("Hello Julia, you have sent the money by wire", None, {})
    assert redaction.mask("How many days do I have by wire, Julia?") == "How many days do I have by wire, [NAME_1]?"
    redaction = Redaction()
    redaction.learn_record("maria carmen lopez garcia soler", None, {})
    assert "carmen" not in redaction.mask("it is for carmen")


def test_counts_are_of_values_that_were_kept_back_not_of_places(redaction: Redaction) -> None:
    redaction.mask("Hannah Whitcombe, HANNAH, a@x.example, a@x.example, b@x.example, PW-371520")
    assert redaction.counts() == {"email": 2, "name": 1, "order": 1}
