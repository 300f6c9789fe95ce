"""How well a page fits beside the others that were found."""

from copilot.assist.rivals import page_fits
from copilot.domain import Citation, Reply
from retrieval.documents import Found, Passage

ASKED = "How long is the warranty on the kettle?"


def found(name: str, title: str, text: str, relevance: float = 0.94) -> tuple[Found, str]:
    passage = Passage(id=f"article:{name}#0", kind="article", source_id=name, title=title, text=text)
    return Found(passage=passage, relevance=relevance), text


WARRANTY = found("warranty", "Warranty", "The kettle has three years.")
START = found("start", "Getting started with the grinder", "Rinse it before the first use.")


def citing(*cited: tuple[Found, str]) -> Reply:
    citations = tuple(Citation.of(f.passage, text, 0, 5, 1) for f, text in cited)
    return Reply(id="r", text="Hello.", language="en", origin="extractive", confidence=0.5, citations=citations)


def fits(reply: Reply, *pages: tuple[Found, str]) -> float:
    sure = page_fits(reply, pages, ASKED, "en")
    assert sure is not None
    return sure


def test_of_two_that_are_as_near_the_one_whose_title_is_asked_about_is_surer() -> None:
    right, wrong = fits(citing(WARRANTY), WARRANTY, START), fits(citing(START), WARRANTY, START)
    assert right > 0.9
    assert wrong < 0.2


def test_a_rival_that_fits_as_well_takes_sureness_and_distance_gives_it() -> None:
    other = found("office", "Warranty", "The kettle of an office has two years.")
    far = found("office", "Warranty", "The kettle of an office has two years.", 0.3)
    assert fits(citing(WARRANTY), WARRANTY, other) < fits(citing(WARRANTY), WARRANTY, far)
    assert fits(citing(WARRANTY), WARRANTY, other) < fits(citing(WARRANTY), WARRANTY, START)


def test_what_cites_no_article_is_not_told() -> None:
    assert page_fits(citing(), (WARRANTY, START), ASKED, "en") is None
    assert page_fits(citing(found("gone", "Gone", "Gone.")), (WARRANTY,), ASKED, "en") is None
    assert page_fits(citing(WARRANTY), (WARRANTY,), "", "en") is not None
