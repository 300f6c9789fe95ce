"""What the neighbourhood of a question says about it; made-up vectors."""

from collections.abc import Sequence

import numpy as np
import pytest

from retrieval import bm25
from retrieval.crowd import USUAL, Crowd, crowd
from retrieval.documents import Passage, Query
from retrieval.index import Hit
from retrieval.relevance import Terms, relevance, share_crowd

DIRECTIONS = np.eye(12, dtype=np.float32)[:10]
SHORT, LONG = "Some words.", "Some words that go on about it for a good while. " * 4


def near(name: str, vector: Sequence[float], cosine: float = 0.6, text: str = SHORT) -> Hit:
    passage = Passage(id=f"article:{name}#0", kind="article", source_id=name, title=name, text=text, language="en")
    return Hit(passage, "g", cosine, 1, 1.0, 1, np.asarray(vector, np.float32))


def terms(hits: list[Hit], best: list[Hit] | None = None) -> Terms:
    asked = bm25.query((("words", 1.0),), "en")
    return Terms(Query(text="words", language="en"), asked, hits if best is None else best, found=hits)


LONELY = [near(f"t{n}", list(row)) for n, row in enumerate(DIRECTIONS)]
CROWDED = [near(f"t{n}", list(DIRECTIONS[0])) for n in range(10)]


def made(hits: Sequence[Hit]) -> Crowd:
    found = crowd(hits)
    assert found is not None
    return found


def test_a_question_within_the_crowd_and_one_beside_it() -> None:
    assert made(LONELY).near == pytest.approx(0.6)
    assert made(LONELY).between == pytest.approx(0.0)
    assert made(CROWDED).between == pytest.approx(1.0)
    # as near as these are, in the crowd a nearer one was to be expected
    assert made(CROWDED).speaks < made(LONELY).speaks
    assert relevance(CROWDED[0], terms(CROWDED), 1.0) < relevance(LONELY[0], terms(LONELY), 1.0)


def test_too_few_passages_are_no_crowd() -> None:
    assert crowd(LONELY[:3]) is crowd([]) is None
    assert USUAL.speaks == 0.0


def test_a_crowd_of_short_passages_says_more() -> None:
    among = [made([near(f"t{n}", list(row), 0.6, text) for n, row in enumerate(DIRECTIONS)]) for text in (SHORT, LONG)]
    assert [c.short for c in among] == [1.0, 0.0]
    assert among[0].speaks > among[1].speaks > 0
    far = [Crowd(0.38, 0.69, short) for short in (1.0, 0.0)]
    assert far[0].speaks < far[1].speaks == 0  # a page says much else


def test_near_twins_take_no_more_off_than_a_strange_question() -> None:
    assert Crowd(0.43, 1.0, 1.0).speaks == Crowd(0.1, 0.9, 1.0).speaks == -3.0


def test_all_that_was_found_makes_the_crowd_and_not_the_best_alone() -> None:
    assert terms(LONELY, LONELY[:3]).crowd == crowd(LONELY)


def test_the_crowd_that_speaks_most_for_a_question_counts_in_both_pools() -> None:
    pools = [terms(CROWDED), terms(LONELY)]
    share_crowd(pools)
    assert pools[0].crowd == pools[1].crowd == crowd(LONELY)


def test_a_pool_without_a_crowd_has_no_say() -> None:
    """Else a tenant without articles would find every question as usual as its articles do not say."""
    far = [near(f"t{n}", list(DIRECTIONS[0]), 0.2) for n in range(10)]
    pools = [terms([]), terms(far)]
    share_crowd(pools)
    assert pools[0].crowd == pools[1].crowd == crowd(far)
    assert relevance(far[0], pools[1], 1.0) < relevance(far[0], terms(far[:3]), 1.0)
