"""Values are one word in every notation, and claims that differ in notation only hold."""

import pytest

from copilot.domain import Citation
from copilot.guard.levelled import levelled, told_again
from copilot.guard.support import check_support


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("within two weeks", "within 14 days"),
        ("it costs 1.000,00 €", "it costs EUR 1000"),
        ("by 15 August", "by August 15"),
        ("half past ten", "10:30"),
    ],
)
def test_notations_of_a_value_are_one_word(one: str, other: str) -> None:
    assert levelled(one) == levelled(other)
    assert levelled(one) != one


def test_other_values_are_other_words_and_sentences_keep_their_end() -> None:
    assert levelled("14 days") != levelled("15 days")
    assert levelled("Book by 15 August. Groups are small.").endswith(". Groups are small.")
    assert levelled("We are closed on Monday") == "We are closed on Monday"


def test_a_reason_is_told_in_the_words_that_were_written() -> None:
    text = "Book by 15 August and pay 200 EUR."
    assert told_again(levelled(text), text) == text
    assert told_again(levelled(text), "nothing") == "Book by … and pay …."


PASSAGES = {
    "a": "Branches are open from 9:30 to 16:30. A course has 12 lessons of 90 minutes for groups of 6 to 10 people. "
    "Premium costs 19.90 EUR a month, Basic 9.90 EUR. Use the spray for at most 7 days. The oven is not included."
}


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("There are six to ten people in a group.", True),
        ("A course has twelve lessons of an hour and a half each.", True),
        ("Branches are open from half past nine until 16:30.", True),
        ("Premium is 19.90 EUR a month instead of 9.90 EUR.", True),
        ("A course for four weeks is not included.", False),
        ("The branches can't be reached from 9:30 to 16:30.", False),
        ("The oven is included.", False),
    ],
)
def test_what_a_value_is_called_is_no_other_claim(said: str, holds: bool) -> None:
    cited = [Citation(passage_id="a", kind="article", source_id="a", title="A", quote="x", start=0, end=len(said))]
    failed = [c for c in check_support(said, cited, PASSAGES, language="en") if not c.ok]
    assert bool(failed) != holds, failed
