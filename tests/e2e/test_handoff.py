"""What a bot left for people stands above the thread, and one press gives the conversation back."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from copilot.domain import PromiseMade, Summary
from copilot.drafting import Fact, HandedOver, Handoff, Noted
from tests.e2e import content
from tests.e2e.content import E3, REPLIES, SOURCES
from tests.e2e.fake_api import FakeApi

Inbox = Callable[..., Page]
PANEL = "#thread .handoff"
WRITE = "#thread textarea"
SUMMARY = Summary(
    issue="The pump hums and nothing comes.",
    background="Hannah Whitcombe; plan Duo",
    tried=("I descaled it.",),
    state="Waiting for us. A bot answered once and handed over: The customer asks for a person.",
    open_questions=("Is it still under warranty?",),
    promises=(),
    mood="frustrated",
    language="en",
    text="The pump hums and nothing comes.",
    origin="extractive",
)
PACKAGE = Handoff(
    summary=SUMMARY,
    wants="The pump hums and nothing comes.",
    tried=("I descaled it.",),
    bot_said=("Which code does it show?",),
    promises=(PromiseMade(what="I'll call you.", due="by Friday", by="Owen"),),
    mood="frustrated",
    facts=(
        Fact(name="order id", value="PW-371520", source="thread", verified=True),
        Fact(name="amount", value="20 EUR", source="thread"),
    ),
    team="tech",
    first_reply=REPLIES[0].model_copy(update={"checks": ()}),
    sources=(SOURCES[0], SOURCES[2]),
    reasons=("customer_asked_for_human", "injection_suspected", "no_model"),
)
HANDED = HandedOver(
    draft_id="drf_1",
    at=datetime(2026, 11, 23, 9, tzinfo=UTC),
    why=(
        Noted(code="customer_asked_for_human", detail="The customer asks for a person."),
        Noted(code="injection_suspected", detail="Someone may be giving orders to the machine."),
        Noted(code="no_model"),
    ),
    package=PACKAGE,
)


@pytest.fixture(autouse=True)
def _handed_over(api: FakeApi) -> None:
    api.handoffs[E3] = HANDED


def test_a_human_starts_with_everything(inbox: Inbox) -> None:
    page = inbox()
    panel = page.get_by_role("region", name="Handed over by the bot")
    expect(panel.get_by_role("list", name="Why it was handed over")).to_have_text("The customer asks for a person.")
    expect(panel.locator(".handoff-alarm")).to_contain_text("Someone may be giving orders to the machine.")
    package = panel.get_by_role("group", name="Hand-off package")
    for told in (
        "The pump hums and nothing comes.",
        "Is it still under warranty?",
        "Hannah Whitcombe; plan Duo",
        "I'll call you. (by Friday) – Owen",
        "I descaled it.",
        "Which code does it show?",
        "Frustrated",
        "20 EUR named by the customer",
        SOURCES[0].title,
    ):
        expect(package).to_contain_text(told)
    expect(panel).to_contain_text("For Tech")
    expect(panel).to_contain_text("No language model took part.")
    sure = package.locator(".handoff-facts li", has=page.get_by_role("img", name="verified"))
    expect(sure).to_have_text("Order id PW-371520 named by the customer")
    expect(page.locator(".item", has=page.get_by_role("img", name="Handed over by the bot"))).to_have_count(1)


def test_its_first_reply_goes_where_the_agent_writes_and_its_sources_open(inbox: Inbox) -> None:
    page = inbox()
    page.get_by_role("button", name="Insert first reply").click()
    expect(page.locator(WRITE)).to_have_value(PACKAGE.first_reply.text if PACKAGE.first_reply else "")
    expect(page.locator(".handoff-sources button").nth(1)).to_contain_text(SOURCES[2].text[:20])
    source = page.locator(".handoff-sources button").first
    source.click()
    expect(page.get_by_role("dialog", name=SOURCES[0].title)).to_be_visible()
    page.keyboard.press("Escape")
    expect(source).to_be_focused()


def test_a_first_reply_that_failed_a_check_says_so(api: FakeApi, inbox: Inbox) -> None:
    reply = REPLIES[0]
    flag = content.failed(reply.text, "the pump", "value", "No source says so.")
    first = reply.model_copy(update={"checks": (flag,)})
    api.handoffs[E3] = HANDED.model_copy(update={"package": PACKAGE.model_copy(update={"first_reply": first})})
    page = inbox()
    expect(page.locator(f"{PANEL} .flag")).to_have_text("the pump")
    expect(page.locator(".handoff-insert")).to_have_text("Insert anyway1 check failed")


def test_given_back_by_keyboard_it_is_the_bots_again(api: FakeApi, inbox: Inbox) -> None:
    page = inbox()
    back = page.get_by_role("button", name="Give back to the bot")
    back.focus()
    page.keyboard.press("Enter")
    told = page.locator(".handoff-released")
    expect(told).to_contain_text("Given back to the bot at")
    expect(told).to_be_focused()
    expect(page.locator("#live")).to_have_text("Given back to the bot")
    expect(page.locator(".handoff-panel")).to_be_hidden()
    expect(page.get_by_role("img", name="Handed over by the bot")).to_have_count(0)
    assert api.asked("POST", f"/v1/conversations/{E3}/release") == [None]


def test_a_colleague_who_was_quicker_is_no_failure_and_one_that_is_can_be_tried_again(
    api: FakeApi, inbox: Inbox
) -> None:
    api.release_status = 503
    page = inbox()
    back = page.get_by_role("button", name="Give back to the bot")
    back.click()
    expect(page.locator(f"{PANEL} [role=alert]")).to_contain_text("Not given back.")
    expect(back).to_have_attribute("aria-disabled", "false")
    api.release_status = 404
    del api.handoffs[E3]
    back.click()
    expect(page.locator(".handoff-released")).to_be_visible()


def test_a_decision_that_is_no_longer_kept_can_still_be_given_back(api: FakeApi, inbox: Inbox) -> None:
    api.handoffs[E3] = HandedOver(draft_id="drf_1")
    page = inbox()
    expect(page.locator(PANEL)).to_contain_text("What the bot noted is no longer kept.")
    expect(page.locator(f"{PANEL} [aria-controls=handoff-package]")).to_be_hidden()
    page.get_by_role("button", name="Give back to the bot").click()
    expect(page.locator(".handoff-released")).to_be_visible()


def test_another_conversation_shows_none_of_it(inbox: Inbox) -> None:
    page = inbox()
    expect(page.locator(PANEL)).to_be_visible()
    page.locator(".item-button").nth(1).click()
    expect(page.locator("#thread h2")).to_have_text("Jonas Brandt")
    expect(page.locator(PANEL)).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_it_is_short_opens_and_leaves_the_thread_in_view(inbox: Inbox, scheme: str) -> None:
    page = inbox(size=(390, 844), scheme=scheme)
    page.locator(".item-button").first.click()
    more = page.locator(PANEL).get_by_role("button", name="More")
    expect(more).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".handoff-alarm")).to_be_visible()
    expect(page.locator(".handoff-package")).to_be_hidden()
    more.click()
    expect(page.locator(".handoff-package")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for box in (PANEL, "#thread .messages-box", WRITE):
        seen = page.locator(box).bounding_box()
        assert seen is not None
        assert seen["height"] > 60
