"""Values, names and links of a reply: a changed one is caught and says why, a reformatted one is not flagged."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.domain import Check, Citation
from copilot.guard.grounding import Evidence, check_reply
from copilot.guard.value_index import Index, known_values
from copilot.guard.values import extract
from evals.guard import values as suite

HOST = "https://help.shop.example"
WARRANTY = (
    "Arc: 2 years, Arc Pro: 3 years. A repair takes 10 working days and costs 35 EUR. The pump works at 15 bar and "
    f"230 V. Klarna needs 3 installments. Firmware 2.4.1 needs iOS 16. See {HOST}/repairs."
)
TABLE = "Country | Standard | Express\nGermany | 4.90 EUR | 9.90 EUR\nAustria | 8.90 EUR | 14.90 EUR"


def failed(text: str, source: str = WARRANTY, *, language: str = "en", **other: object) -> list[Check]:
    evidence = Evidence(passages={"a": source}, **other)  # type: ignore[arg-type]
    quote = source.split(". ", maxsplit=1)[0]
    citation = Citation(
        passage_id="a", kind="article", source_id="x", title="T", quote=quote, start=0, end=len(text)
    )  # fmt: skip
    return [c for c in check_reply(text, [citation], evidence, language=language) if not c.ok]


@pytest.mark.parametrize(
    "text",
    [
        "A repair takes ten business days and costs €35.00.",
        "Your Arc Pro has a three-year warranty.",
        "The Arc has 24 months, the Arc Pro 36 months.",
        "You need version 2.4.1 and iOS 16.",
        "You pay with Klarna in three installments.",
        "See help.shop.example/repairs.",
        "It runs at 230 volts. Kind regards,\nYour Support Team",
        "Please write in English or German via the FAQ.",
    ],
)
def test_what_the_passage_says_in_other_words_passes(text: str) -> None:
    assert failed(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Your Arc has a warranty of 3 years.", "3 years"),
        ("The pump of the Arc Max works at 15 bar.", "Arc Max"),
        ("You pay with Clearpay in 3 installments.", "Clearpay"),
        ("The pump works at 15 V.", "15 V"),
        ("A repair costs 35 %.", "35 %"),
        ("A repair takes 10 days.", "10 days"),
        ("A repair takes twelve working days.", "twelve working days"),
        ("You need iOS 17.", "iOS 17"),
        ("We ship it tomorrow.", "tomorrow"),
    ],
)
def test_what_it_does_not_say_is_marked_where_it_stands(text: str, found: str) -> None:
    (check,) = failed(text)
    assert (check.kind, check.found) == ("value", found)
    assert text[check.start : check.end] == found
    assert check.detail


def test_a_column_of_a_table_holds_its_values_too() -> None:
    assert failed("Express to Austria costs 14.90 EUR.", TABLE) == []
    (check,) = failed("Express to Austria costs 8.90 EUR.", TABLE)
    assert check.detail == "The price '8.90 EUR' stands in the passage for 'standard', not for 'express'."


def test_days_that_follow_from_the_thread_are_known() -> None:
    source = "You can return it within 30 days of delivery."
    thread = "It was delivered on 18 November."
    now = date(2026, 11, 24)
    assert failed("You have 30 days, until Friday, 18 December.", source, conversation=thread, now=now) == []
    (check,) = failed("You have 30 days, until Monday, 18 December.", source, conversation=thread, now=now)
    assert "does not fit" in check.detail
    late = failed("You have 30 days, until 19 December.", source, conversation=thread, now=now)
    assert [c.found for c in late] == ["19 December."]


def test_a_sum_that_the_reader_sees_is_known() -> None:
    thread = "My order is 45.00 EUR."
    assert failed("With the repair the total is 80 EUR.", conversation=thread) == []
    assert [c.found for c in failed("With the repair the total is 81 EUR.", conversation=thread)] == ["81 EUR"]


@pytest.mark.parametrize(
    "link",
    [
        "https://help.shop.example@evil.top/repairs",
        "https://help.shop.example.evil.top/repairs",
        "https://hеlp.shop.example/repairs",  # a Cyrillic e
        "https://xn--hlp-dma.shop.example/repairs",
        "javascript:alert(1)",
        "ftp://help.shop.example/repairs",
        "https://shop.example:8443/x",
        "https://shop.example\\@evil.top/",
        "https://shop.example/go?to=https://evil.top",
        "https://help.shop.example/refunds",
        "//evil.top/x",
        "[https://help.shop.example/repairs](https://evil.top/x)",
        "[here](evil.top/x)",
    ],
)
def test_a_link_that_leads_elsewhere_is_refused(link: str) -> None:
    assert "link" in [c.kind for c in failed(f"See {link} please.", hosts=("shop.example",))]


def test_german_nouns_are_no_names() -> None:
    source = "Die Arc Pro entkalken Sie alle drei Monate."
    assert failed("Bitte denken Sie an die Entkalkung Ihrer Arc Pro alle 3 Monate.", source, language="de") == []
    assert [c.found for c in failed("Die Arc Max entkalken Sie alle 3 Monate.", source, language="de")] == ["Arc Max"]


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("Breakfast 7.00-10.30, weekends until 11.30.", "It ends at half past eleven.", "It ends at half past nine."),
        ("Assembly - £89 - 10 to 12 working days", "It takes 10-12 working days.", "It takes 10-13 working days."),
        ("Choose every 30, 60 or 90 days.", "You could have it every 30 or 90 days.", "Every 30 or 80 days."),
        ("Sheds up to 2.4 x 1.8 m.", "Sheds may be 2.4 by 1.8 metres.", "Sheds may be 2.4 by 1.9 metres."),
        ("Cover of at least 3 Mio. €.", "It covers three million euros.", "It covers two million euros."),
        ("60% of the rent counts.", "Three fifths of the rent count.", "Two fifths of the rent count."),
        ("It needs macOS 13 and 8 GB of RAM.", "It runs on macOS 13 with 8 GB.", "It runs on macOS 14 with 8 GB."),
        ("The card is valid until 11/28.", "It is valid until November 2028.", "It is valid until October 2028."),
        ("Overdue books: at most 10 CAD.", "It never costs more than CA$10.", "It never costs more than CA$11."),
        ("Interest is paid quarterly.", "We pay it every three months.", "We pay it every two months."),
    ],
)
def test_short_forms_of_sources_are_read(source: str, right: str, wrong: str) -> None:
    assert failed(right, source) == []
    assert failed(wrong, source)


def test_a_weekday_of_the_thread_may_be_told_with_its_date() -> None:
    friday: dict[str, Any] = {"now": date(2026, 11, 24), "conversation": "Can you bring it on Friday instead?"}
    assert failed("We come on Friday, 27 November.", "We deliver up to three times.", **friday) == []
    for wrong in ("Friday, 28 November", "Thursday, 26 November", "Friday, 18 December"):
        assert failed(f"We come on {wrong}.", "We deliver up to three times.", **friday), wrong


_WORDS = """
3/4 1/2 ½ 1/0 30 EUR €1,200 1.000,00 € $9.50 nine dollars fifty two weeks 14 days half past eleven 11.30 5 pm 25:00
12-14 May 31 February 2026-13-45 50 % a third one and a half hours 2 x 3 times twice 0 10 kg XIV PW-123456 7. 3rd
Monday 24/7 two thirds 5-10 each per month under-25s CA$10 ² 1/3 so that makes in total instead of save less more
999999999999999999999999999999 week 53
both = minus plus off only unless from to between and or of the fee costs pay you for double leaves i.e. at most
"""
_SAID = st.lists(st.sampled_from(_WORDS.split()), min_size=3, max_size=14).map(lambda words: " ".join(words) + ".")


@given(_SAID, _SAID, _SAID)
def test_nothing_that_is_written_breaks_the_checks(text: str, passage: str, thread: str) -> None:
    evidence = Evidence({"a": passage}, conversation=thread, now=date(2026, 2, 28))
    assert all(c.detail for c in check_reply(text, [], evidence, language="en", written=True))


def test_a_fraction_among_prices_is_no_price() -> None:
    text = "In total 3/4 of 40 EUR, which makes 30 EUR."
    assert [c.found for c in failed(text, "The fee is 40 EUR a month, and 30 EUR in May.")]


@given(st.integers(2, 400), st.integers(2, 400), st.sampled_from(["days", "EUR", "%", "kg", "hours", "GB"]))
def test_another_number_is_always_caught(true: int, said: int, unit: str) -> None:
    assert bool(failed(f"It is {said} {unit}.", f"It is {true} {unit}.")) == (said != true)


@given(st.integers(2, 400), st.permutations(["days", "EUR", "%", "kg", "bar"]))
def test_the_same_number_of_something_else_is_always_caught(number: int, units: list[str]) -> None:
    assert failed(f"It is {number} {units[0]}.", f"It is {number} {units[1]}.")


@pytest.mark.parametrize("piece", ["1,", "a.", "1 of ", "\n", "a@", "1/", "Aa ", "](", "+49 ", "twenty ", "A-"])
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    assert all(c.start is None or c.start < len(text) for c in check_reply(text, [], Evidence(passages={"a": text})))


def test_the_suite_holds_its_figures() -> None:
    # part 4 was written before the rules were read and is kept as it is: what strangers may expect, told by the command
    judged = [j for scene in suite.scenes() if scene["part"] < 4 for j in suite.judged(scene)]
    right, wrong = ([j for j in judged if (j.kind == "right") == kind] for kind in (True, False))
    assert len(right) >= 300
    assert len(wrong) >= 1000
    assert sum(j.amiss for j in right) <= 0.02 * len(right)
    assert sum(j.amiss for j in wrong) <= 0.01 * len(wrong)


def test_what_a_sentence_works_out_must_be_exact() -> None:
    source = "A seat costs 12 EUR a month. The fee is 5 EUR."
    thread = "We are 15 people."
    assert failed("15 seats come to 180 EUR a month.", source, conversation=thread) == []
    assert [c.found for c in failed("15 seats come to 190 EUR a month.", source, conversation=thread)] == ["190 EUR"]


def test_a_known_value_is_looked_up_and_not_compared_with_all() -> None:
    source = " ".join(f"{n} EUR." for n in range(2, 2000))
    index = Index(known_values(source))
    (said,) = extract("It costs 700 EUR.")
    assert [v.text for v in index.near(said)] in (["700 EUR"], ["700 EUR", "700 EUR"])


@pytest.mark.parametrize("now", [date.min, date.max])
def test_at_both_ends_of_the_calendar_values_are_checked_all_the_same(now: date) -> None:
    assert [c.found for c in failed("A repair is done on 4 June 2026.", now=now)] == ["4 June 2026"]
