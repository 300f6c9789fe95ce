"""What a passage's evidence is worth; small texts, no model."""

import pytest

from retrieval import bm25
from retrieval.documents import Passage, Query
from retrieval.index import Hit
from retrieval.relevance import Terms, alike, relevance


def hit(text: str, title: str = "Help", cosine: float = 0.4) -> Hit:
    passage = Passage(id=f"article:{title}#0", kind="article", source_id=title, title=title, text=text, language="en")
    return Hit(passage, "g", cosine, 1, 1.0, 1)


def terms(text: str, hits: list[Hit]) -> Terms:
    return Terms(Query(text=text, language="en"), bm25.query(((text, 1.0),), "en"), hits)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("pasword", "password", True),
        ("recieve", "receive", True),
        ("chnage", "change", True),
        ("crypto", "cryptocurrency", True),
        ("invoise", "invoice", True),
        ("plans", "plane", True),
        ("car", "card", False),
        ("order", "border", False),
        ("return", "refund", False),
        ("password", "passport", False),
    ],
)
def test_words_are_alike_that_differ_by_one_slip_or_an_ending(one: str, other: str, expected: bool) -> None:
    assert alike(one, other) is expected
    assert alike(other, one) is expected


def test_a_misspelt_word_counts_where_its_right_form_stands() -> None:
    right, wrong = hit("Reset your password here.", "Password"), hit("Change the colours here.", "Colours")
    asked = terms("pasword", [right, wrong])
    assert relevance(right, asked, 1.0) > relevance(wrong, asked, 1.0)


def test_a_word_that_few_passages_hold_tells_more_than_one_that_all_hold() -> None:
    common = [hit(f"Your website number {n} has a page.", f"t{n}") for n in range(6)]
    rare = hit("We take cryptocurrency for it.", "rare")
    asked = terms("website cryptocurrency", [*common, rare])
    held = [asked.covered(h.passage.text, "en", telling=True) for h in (rare, common[0])]
    assert held[0] > 0.8
    assert held[1] < 0.2


def test_a_question_without_a_term_is_covered_by_nothing() -> None:
    assert terms("?", [hit("Anything at all.")]).covered("Anything at all.", "en", telling=True) == 0.0


def test_what_was_probably_meant_is_put_in_the_place_of_a_slip_only() -> None:
    asked = terms("Forgot my pasword for crypto", [hit("Reset your password. We take cryptocurrency.")])
    assert asked.respelt("Forgot my pasword for crypto") == "Forgot my password for crypto"
