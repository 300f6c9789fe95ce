"""Words that passages hold in another form."""

import pytest

from copilot.guard.sources import spoken_of
from copilot.guard.statements import statement


@pytest.mark.parametrize(
    ("said", "known", "held"),
    [
        ("subscription", {"subscriptions"}, True),  # stands in one of them
        ("subscriptions", {"script"}, True),  # holds one
        ("warranty", {"warranting"}, True),  # begins like one, and is about as long
        ("warranty", {"warrantless-everything"}, False),
        ("kettle", {"grinder", "lid"}, False),
        ("kettle", {"=kettles", "/kettles"}, False),  # no words
        ("lids", {"lidless"}, False),  # too short for another form
        ("kettle", set[str](), False),
    ],
)
def test_a_word_is_met_by_another_form_of_it(said: str, known: set[str], held: bool) -> None:
    (word,) = statement(said, "en").words
    assert spoken_of(word, frozenset(known)) is held
