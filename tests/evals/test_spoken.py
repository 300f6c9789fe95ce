"""Talk as it is heard: wrong here and there, and the same every time."""

from collections import Counter

from evals.retrieval.spoken import spoken

TEXT = "Do you know whether Rosa's Bed and Breakfast offers free parking in the evening, please? " * 10


def test_it_is_repeatable_plain_and_nearly_the_same() -> None:
    heard = spoken(TEXT, "one")
    assert heard == spoken(TEXT, "one") != spoken(TEXT, "two")
    assert heard == heard.lower()
    assert "?" not in heard
    assert "'" not in heard
    words = TEXT.lower().replace("'", "").replace(",", "").replace("?", "").split()
    same = sum((Counter(words) & Counter(heard.split())).values())
    assert 0.75 < same / len(words) < 0.95
