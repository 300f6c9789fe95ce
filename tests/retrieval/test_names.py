"""Names in titles, found in what people say and mishear."""

import pytest

from retrieval.names import Names, is_name

TITLES = {
    "ACORN GUEST HOUSE": 12,
    "Bridge Guest House": 9,
    "CityRoomz": 7,
    "El Shaddai": 5,
    "Pizza Hut Cherry Hinton: parking": 1,
    "Pizza Hut Cherry Hinton: opening hours": 1,
    "How do I cancel a booking?": 3,
    "Only Once Inn": 1,
}


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(TITLES)


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("is there parking at the acorn guest house", "ACORN GUEST HOUSE"),
        ("i mean the acorn, does it have wifi", "ACORN GUEST HOUSE"),
        ("we stay at city roomz tonight", "CityRoomz"),
        ("uh what about el shadai", "El Shaddai"),
        ("a table at pizza hut cherry hinton", "Pizza Hut Cherry Hinton: parking"),
        ("a table at pizza hut cherry hinton", "Pizza Hut Cherry Hinton: opening hours"),
    ],
)
def test_a_name_is_heard(names: Names, said: str, title: str) -> None:
    spoken = names.spoken_of((said,))
    assert spoken.titles[title] > 0.5
    assert spoken.elsewhere(title) == 0


@pytest.mark.parametrize(
    "said", ["a guest house with parking", "how do i cancel a booking", "is the only once inn open", "", "thanks!"]
)
def test_nothing_is_named(names: Names, said: str) -> None:
    assert not names.spoken_of((said,)).titles
    assert names.spoken_of((said,)).elsewhere("ACORN GUEST HOUSE") == 0


def test_the_name_said_last_counts_most_and_whole(names: Names) -> None:
    spoken = names.spoken_of(("I like the acorn guest house", "El Shaddai is closer", "yes", "ok, is it quiet?"))
    assert max(spoken.titles, key=lambda title: spoken.titles[title]) == "El Shaddai"
    assert spoken.titles["El Shaddai"] == pytest.approx(1.0)
    assert spoken.elsewhere("CityRoomz") == pytest.approx(1.0)
    assert 0 < spoken.elsewhere("ACORN GUEST HOUSE") < 0.5


def test_titles_under_no_name_are_never_elsewhere(names: Names) -> None:
    spoken = names.spoken_of(("is el shaddai quiet",))
    assert spoken.elsewhere("How do I cancel a booking?") == 0
    assert spoken.elsewhere("Only Once Inn") == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ACORN GUEST HOUSE", True),
        ("Rosa's Bed and Breakfast", True),
        ("hampton inn", True),
        ("How do I return an order?", False),
        ("Returning an order", False),
        ("Delivery in Germany", True),
        ("Neue Große Rote Maschine Plus Mühle Plus Kanne", False),
    ],
)
def test_what_can_be_a_name(text: str, expected: bool) -> None:
    assert is_name(text) is expected
