"""Countries by their names."""

import pytest

from copilot.guard.places import countries


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The label is free for the UK, Germany and Austria.", {"GB", "DE", "AT"}),
        ("Wir liefern nicht mehr in die Schweiz.", {"CH"}),
        ("The German menu and an Irish coffee", set()),
        ("Polenta isn't a country", set()),
    ],
)
def test_countries_are_known_by_their_names(text: str, expected: set[str]) -> None:
    assert countries(text) == expected
