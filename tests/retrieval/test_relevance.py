"""What a passage's evidence is worth; small texts, no model."""

from dataclasses import replace

import pytest

from retrieval import bm25
from retrieval.documents import Passage, Query
from retrieval.index import Hit
from retrieval.names import Names
from retrieval.relevance import Terms, alike, fused, relevance, relevances


def hit(text: str, title: str = "Help", cosine: float = 0.4, source: str | None = None) -> Hit:
    source = source or title
    passage = Passage(id=f"article:{source}#0", kind="article", source_id=source, title=title, text=text, language="en")
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
    held = [asked.covered(h.passage.text, "en")[1] for h in (rare, common[0])]
    assert held[0] > 0.8
    assert held[1] < 0.2


def test_a_question_without_a_term_is_covered_by_nothing() -> None:
    assert terms("?", [hit("Anything at all.")]).covered("Anything at all.", "en") == (0.0, 0.0)


def test_what_was_probably_meant_is_put_in_the_place_of_a_slip_only() -> None:
    asked = terms("Forgot my pasword for crypto", [hit("Reset your password. We take cryptocurrency.")])
    assert asked.respelt("Forgot my pasword for crypto") == "Forgot my password for crypto"


def test_words_that_stand_together_as_in_the_question_tell_more_than_the_same_words_apart() -> None:
    together = hit("You can change the node pool here.", "a")
    apart = hit("A pool of licences is here. Change each node.", "b")
    asked = terms("node pool", [together, apart])
    assert asked.covered(together.passage.text, "en") == asked.covered(apart.passage.text, "en")
    assert asked.together(together.passage.text, "en") == 1.0
    assert asked.together(apart.passage.text, "en") == 0.0
    assert relevance(together, asked, 1.0) > relevance(apart, asked, 1.0)


def test_one_word_is_together_with_itself() -> None:
    asked = terms("pool", [hit("A pool.")])
    assert asked.together("A pool.", "en") == 1.0
    assert asked.together("A node.", "en") == 0.0


def test_a_document_with_another_good_passage_comes_before_one_without() -> None:
    def piece(source: str, n: int, cosine: float) -> Hit:
        passage = Passage(
            id=f"article:{source}#{n}", kind="article", source_id=source, title="Help", text="Text.", language="en"
        )
        return Hit(passage, "g", cosine, 1, 1.0, 1)

    much, once = [piece("much", 0, 0.5), piece("much", 1, 0.48)], piece("once", 0, 0.5)
    old = replace(once, generation="before")  # of the same passage: no other one
    asked = terms("words", [*much, once, old])
    assert asked.beside(much[0].passage) == fused(much[1])
    assert asked.beside(much[1].passage) == fused(much[0])
    assert asked.beside(once.passage) == 0.0
    assert relevance(much[0], asked, 1.0) > relevance(once, asked, 1.0)


def test_answers_to_one_question_speak_for_each_other() -> None:
    title = "How do I delete my account?"
    best, other, alone = (
        hit("Delete it.", title, 0.7),
        hit("Write.", title, 0.4, "a"),
        hit("Write.", "Something else here", 0.4),
    )
    asked = terms("delete account", [best, other, alone])
    alone_each = [relevance(h, asked, 1.0) for h in (best, other, alone)]
    together = relevances([best, other, alone], asked, [1.0, 1.0, 1.0])
    assert together[0] == pytest.approx(alone_each[0])
    assert together[2] == pytest.approx(alone_each[2])
    assert alone_each[1] < together[1] < together[0]


def test_an_articles_own_passages_do_not_speak_for_each_other() -> None:
    """Else every piece of it would answer what one piece answers."""
    title = "How do I delete my account?"
    best, other = hit("Delete it.", title, 0.7), hit("Write.", title, 0.4)
    asked = terms("delete account", [best, other])
    assert relevances([best, other], asked, [1.0, 1.0]) == [relevance(h, asked, 1.0) for h in (best, other)]


def test_talk_of_another_name_speaks_against_a_passage() -> None:
    names = Names({"Acorn House": 3, "Bridge House": 3})
    acorn, bridge, general = (
        hit("Parking is free.", "Acorn House"),
        hit("Parking is free.", "Bridge House"),
        hit("Parking."),
    )
    spoken = names.spoken_of(("the acorn house, is parking free?",))
    query = Query(text="is parking free?", language="en")
    asked = Terms(query, bm25.query((("is parking free?", 1.0),), "en"), [acorn, bridge, general], spoken)
    plain = terms("is parking free?", [acorn, bridge, general])
    assert relevance(acorn, asked, 1.0) > relevance(acorn, plain, 1.0)
    assert relevance(bridge, asked, 1.0) < 0.1 * relevance(bridge, plain, 1.0)
    assert relevance(general, asked, 1.0) == pytest.approx(relevance(general, plain, 1.0))
