"""Keys: off while typing, on everywhere else."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e import content
from tests.e2e.content import E3, FIRST, SECOND
from tests.e2e.fake_api import FakeApi

Inbox = Callable[..., Page]
WRITE = "#thread textarea"


def ready(page: Page) -> Page:
    expect(page.locator(".reply-words")).to_contain_text("E3 means")
    return page


def test_j_and_k_move_between_conversations(inbox: Inbox) -> None:
    page = ready(inbox())
    name = page.locator("#thread h2")
    page.keyboard.press("j")
    expect(name).to_have_text("Jonas Brandt")
    page.keyboard.press("j")
    expect(name).to_have_text("Daniel Okafor")
    page.keyboard.press("k")
    expect(name).to_have_text("Jonas Brandt")
    expect(page.locator(".item-button[aria-current]")).to_contain_text("Jonas Brandt")
    page.keyboard.press("k")
    page.keyboard.press("k")
    expect(name).to_have_text("Hannah Whitcombe")


def test_j_from_the_list_takes_the_focus_along_so_that_enter_inserts(inbox: Inbox) -> None:
    page = ready(inbox("conv-0002"))
    page.locator(".item-button").first.click()
    page.keyboard.press("j")
    expect(page.locator(".item-button").nth(1)).to_be_focused()
    ready(page)
    page.keyboard.press("Enter")
    expect(page.locator("#thread h2")).to_have_text("Jonas Brandt")
    expect(page.locator(WRITE)).to_have_value(FIRST)


def test_digits_choose_a_reply_enter_inserts_and_x_dismisses(inbox: Inbox) -> None:
    page = ready(inbox())
    tabs = page.get_by_role("tab")
    page.keyboard.press("2")
    expect(tabs.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("3")
    expect(page.locator(".reply-words")).to_have_text(content.THIRD)
    page.keyboard.press("x")
    expect(tabs).to_have_count(2)
    expect(page.locator(".reply-words")).to_have_text(SECOND.replace("filter.", "filter[1]."))
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.locator(WRITE)).to_have_value(FIRST)


def test_keys_are_letters_while_typing(inbox: Inbox) -> None:
    page = ready(inbox())
    write = page.locator(WRITE)
    write.focus()
    page.keyboard.type("jk12xrc?")
    expect(write).to_have_value("jk12xrc?")
    expect(page.locator("#thread h2")).to_have_text("Hannah Whitcombe")
    expect(page.locator(".tab")).to_have_count(3)
    expect(page.locator(".tab").first).to_have_attribute("aria-selected", "true")
    expect(page.locator("#help")).to_be_hidden()


def test_enter_is_a_new_line_while_typing(inbox: Inbox) -> None:
    page = ready(inbox())
    page.locator(WRITE).focus()
    page.keyboard.press("Enter")
    expect(page.locator(WRITE)).to_have_value("\n")


def test_enter_on_another_button_presses_that_button(inbox: Inbox) -> None:
    page = ready(inbox())
    page.locator(".summary").get_by_role("button", name="More").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".summary-more")).to_be_visible()
    expect(page.locator(WRITE)).to_have_value("")


def test_control_and_enter_send(api: FakeApi, inbox: Inbox) -> None:
    page = ready(inbox())
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".by-agent .bubble").last).to_contain_text("Still E3? Then it is probably the pump")
    assert [m["text"] for m in api.asked("POST", f"/v1/conversations/{E3}/messages")] == [FIRST]


def test_an_empty_reply_is_not_sent(api: FakeApi, inbox: Inbox) -> None:
    page = ready(inbox())
    page.locator(WRITE).fill("  \n ")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(page.locator(".status-text")).to_have_text("Extractive · no model configured")
    assert api.asked("POST", f"/v1/conversations/{E3}/messages") == []


def test_keys_are_off_in_the_search_box_and_while_editing(api: FakeApi, inbox: Inbox) -> None:
    page = ready(inbox())
    search = page.get_by_role("searchbox", name="Search the knowledge")
    search.press_sequentially("jx1?")
    expect(search).to_have_value("jx1?")
    page.keyboard.press("Control+Enter")
    page.locator(".reply-bar").get_by_role("button", name="Edit").click()
    page.keyboard.press("x")
    expect(page.get_by_role("textbox", name="Edit the suggestion")).to_be_focused()
    expect(page.locator(".tab")).to_have_count(3)
    assert api.asked("POST", f"/v1/conversations/{E3}/messages") == []


def test_the_question_mark_shows_the_keys(inbox: Inbox) -> None:
    page = ready(inbox())
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator("#thread h2")).to_have_text("Hannah Whitcombe")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_c_goes_to_the_reply_and_escape_leaves_it(inbox: Inbox) -> None:
    page = ready(inbox())
    page.keyboard.press("c")
    expect(page.locator(WRITE)).to_be_focused()
    expect(page.locator(WRITE)).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.locator(WRITE)).not_to_be_focused()
