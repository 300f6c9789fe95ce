"""The page for reviewers in a real browser: by keyboard alone, kept over a reload, and saved so that it reads back."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from evals.judge.judge import Material
from evals.review.page import as_html
from evals.review.sample import Item
from evals.review.sheet import read_labels
from tests.e2e.conftest import OpenPage

pytestmark = pytest.mark.browser
MATERIAL = Material((("customer", "How long? <img src=x onerror=document.title='run'>"),), ("Returns: 30 days.",))


def test_labels_are_given_kept_and_saved_by_keyboard(open_page: OpenPage, tmp_path: Path) -> None:
    items = [Item(f"r00{n}", MATERIAL, f"Within {n} days.", f"s/{n}") for n in range(1, 5)]
    file = tmp_path / "review.html"
    file.write_text(as_html(items), encoding="utf-8")
    page = open_page(file.as_uri())
    page.bring_to_front()
    count = page.locator("#count")
    for labelled, key in enumerate(("1", "2", "c")):
        expect(count).to_have_text(f"{labelled} of 4 labelled")
        page.keyboard.press(key)
    page.keyboard.type("=4 is typed, no label")
    for key in ("Escape", "3", "k", "4"):  # back to the third: it is worse than wrong
        page.keyboard.press(key)
    expect(count).to_have_text("3 of 4 labelled")
    page.reload()
    expect(count).to_have_text("3 of 4 labelled")
    assert page.title() == "Review of suggestions"
    with page.expect_download() as download:
        page.keyboard.press("s")
    saved = tmp_path / "anna.csv"
    download.value.save_as(saved)
    assert '"\'=4 is typed, no label"' in saved.read_text("utf-8")
    told = read_labels(saved, [i.id for i in items])
    assert (told.labels, told.faults) == ({"r001": "right", "r002": "small_edit", "r003": "harmful"}, [])
