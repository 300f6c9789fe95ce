"""The page against the real service with the sample company, as a newcomer meets it."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.service import demo

pytestmark = pytest.mark.slow
WRITE = "#thread textarea"
INSERT = "#copilot .reply-bar .primary"


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with demo(tmp_path_factory.mktemp("demo")) as found:
        yield found


@pytest.fixture
def inbox(address: str, open_page: Callable[..., Page]) -> Callable[..., Page]:
    def at(conversation: str) -> Page:
        page = open_page(f"{address}&c={conversation}")
        expect(page.locator(".status-text")).to_contain_text("no model configured", timeout=30_000)
        return page

    return at


def test_a_newcomer_sees_the_sample_company_with_a_cited_reply(inbox: Callable[..., Page]) -> None:
    page = inbox("conv-0001")
    expect(page.locator(".brand-name")).to_have_text("Pellworth")
    expect(page.locator(".item")).to_have_count(18)
    expect(page.locator("#thread h2")).to_have_text("Hannah Whitcombe")
    expect(page.locator(".reply-words")).to_contain_text("filter")
    expect(page.locator(".summary-text")).not_to_be_empty()
    expect(page.locator(".ready-dot").locator("visible=true").first).to_be_visible()
    quote = page.locator(".source.is-cited .source-quote").first.inner_text()
    page.locator(".cite").first.click()
    expect(page.locator("#drawer mark[data-current]")).to_have_text(quote)
    page.get_by_role("button", name="Show the whole article").click()
    expect(page.locator("#drawer mark").first).to_be_visible()


def test_every_conversation_opens_and_every_citation_stands_in_its_passage(inbox: Callable[..., Page]) -> None:
    page = inbox("conv-0001")
    for row in range(18):
        page.locator(".item-button").nth(row).click()
        expect(page.locator("#copilot .status-text")).to_contain_text("Extractive")
        cites = page.locator("#copilot .cite")
        for n in range(cites.count()):
            cites.nth(n).click()
            expect(page.locator("#drawer mark[data-current]")).to_have_count(1)
            expect(page.locator("#drawer .lost")).to_have_count(0)


def test_actions_are_counted_from_past_resolutions(inbox: Callable[..., Page]) -> None:
    page = inbox("conv-0005")
    expect(page.locator(".counted").first).to_have_text(re.compile(r"^\d+ of \d+(, \d+ reopened)?$"))


def test_small_talk_gets_no_reply_and_a_search(inbox: Callable[..., Page]) -> None:
    page = inbox("conv-0016")
    expect(page.locator(".none h3")).to_have_text("Just small talk")
    box = page.get_by_role("searchbox", name="Search the knowledge yourself")
    box.fill("how long do I have to return a machine")
    box.press("Enter")
    expect(page.locator(".found .source-title").first).to_be_visible()
    page.locator(".found .source-open").first.click()
    expect(page.locator("#drawer .passage")).not_to_be_empty()


def test_a_customers_message_renews_the_suggestions(inbox: Callable[..., Page]) -> None:
    page = inbox("conv-0016")
    page.get_by_label("More").click()
    page.get_by_label("Write as the customer").check()
    page.locator(WRITE).fill("Oh, and how many days do I have to return an order?")
    page.get_by_role("button", name="Send as customer").click()

    expect(page.locator(".by-customer .bubble").last).to_contain_text("return an order")
    expect(page.locator(".reply-words")).to_contain_text("30 days")


def test_what_the_bot_handed_over_is_told_and_given_back(inbox: Callable[..., Page]) -> None:
    page = inbox("conv-0010")
    expect(page.locator(".item").get_by_role("img", name="Handed over by the bot")).to_have_count(3)
    panel = page.get_by_role("region", name="Handed over by the bot")
    expect(panel).to_contain_text("The customer asks for a person.")
    expect(panel).to_contain_text("For Care")
    page.get_by_role("button", name="Give back to the bot").click()
    expect(page.locator(".handoff-released")).to_be_visible()
    expect(page.locator(".item").get_by_role("img", name="Handed over by the bot")).to_have_count(2)
    page.reload()
    expect(page.locator("#thread h2")).to_have_text("Anjali Nair")
    expect(page.locator(".handoff-panel")).to_be_hidden()

    page = inbox("conv-0015")
    expect(page.locator(".handoff-alarm")).to_contain_text("Suspected manipulation.")


def test_an_inserted_reply_is_sent_and_reaches_another_window(inbox: Callable[..., Page]) -> None:
    first, second = inbox("conv-0009"), inbox("conv-0009")
    first.click(INSERT)
    ask = first.get_by_role("button", name="Insert anyway")
    if ask.is_visible():
        ask.click()
    text = first.locator(WRITE).input_value()
    assert text
    first.keyboard.press("Control+Enter")

    expect(first.locator(WRITE)).to_have_value("")
    expect(second.locator(".by-agent .bubble p").last).to_have_text(text)
    expect(second.locator(".replies-state")).to_have_text("from before your reply")
