"""The list: who waits how long, on which channel, and where suggestions are ready."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.e2e.content import E3, TWEET
from tests.e2e.fake_api import FakeApi

Inbox = Callable[..., Page]


def ready(page: Page) -> Page:
    expect(page.locator(".reply-words")).to_contain_text("E3 means")
    return page


AGES = [
    (0, "now", "0"),
    (5, "5 min", "0"),
    (20, "20 min", "1"),
    (90, "1 h", "2"),
    (300, "5 h", "3"),
    (4000, "2 d", "3"),
]


def test_the_waiting_time_warms_with_its_age(api: FakeApi, inbox: Inbox) -> None:
    for n, (minutes, _, _) in enumerate(AGES):
        since = datetime.now(UTC) - timedelta(minutes=minutes, seconds=5)
        api.heads[n] = api.heads[n].model_copy(update={"waiting_since": since})
    page = inbox()
    for n, (_, words, warmth) in enumerate(AGES):
        wait = page.locator(".item").nth(n).locator(".wait")
        expect(wait).to_have_text(words)
        expect(wait).to_have_attribute("data-warmth", warmth)


def test_a_conversation_that_waits_for_the_customer_shows_no_waiting_time(api: FakeApi, inbox: Inbox) -> None:
    api.heads[1] = api.heads[1].model_copy(update={"waiting_since": None, "last_author": "agent"})
    row = inbox().locator(".item").nth(1)
    expect(row.locator(".wait")).to_have_attribute("data-warmth", "none")
    expect(row.locator(".item-last")).to_contain_text("You: ")


def test_each_line_names_its_channel(inbox: Inbox) -> None:
    page = ready(inbox())
    expect(page.locator(".item", has_text="Hannah").get_by_role("img", name="E-mail")).to_be_visible()
    tweet = page.locator(".item", has_text="Tamsin Rowe").locator(".avatar-badge")
    expect(tweet).to_have_attribute("title", "X, public")


def test_a_dot_says_that_suggestions_are_ready(api: FakeApi, inbox: Inbox) -> None:
    api.heads[3] = api.heads[3].model_copy(update={"ready": True})
    page = ready(inbox())
    dots = page.get_by_role("img", name="Suggestions ready")
    expect(page.locator(".item").nth(0).locator(dots)).to_be_visible()
    expect(page.locator(".item").nth(3).locator(dots)).to_be_visible()
    expect(dots.locator("visible=true")).to_have_count(2)
    api.arrive(E3, "agent", "We wrote from elsewhere")
    expect(page.locator(".item").nth(0).locator(".ready-dot")).to_be_hidden()


def test_the_list_is_read_again_when_the_tab_is_looked_at_and_the_focus_stays(api: FakeApi, inbox: Inbox) -> None:
    page = ready(inbox())
    page.locator(".item-button").nth(4).focus()
    moved = api.heads.pop(4)
    api.heads.insert(0, moved)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".item-name").first).to_have_text(moved.customer_name or "")
    expect(page.locator(".item-button").first).to_be_focused()


def test_an_address_opens_its_conversation_and_follows_the_choice(inbox: Inbox) -> None:
    page = inbox(TWEET)
    expect(page.locator("#thread h2")).to_have_text("Tamsin Rowe")
    page.locator(".item-button").first.click()
    expect(page.locator("#thread h2")).to_have_text("Hannah Whitcombe")
    assert page.url.endswith(f"/#c={E3}")
    page.reload()
    expect(page.locator("#thread h2")).to_have_text("Hannah Whitcombe")
