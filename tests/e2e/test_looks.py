"""Light and dark with enough contrast, down to 360 px, for keyboards and screen readers, without motion."""

import itertools
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import content
from tests.e2e.content import E5, TWEET
from tests.e2e.fake_api import FakeApi

Inbox = Callable[..., Page]
PHONE = (360, 740)
WRITE = "#thread textarea"

AA = 4.5
PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in ("paper", "surface", "raised", "sunken")),
    *((ink, ground) for ink in ("accent",) for ground in ("paper", "surface", "raised", "accent-soft")),
    *((ink, ground) for ink in ("ink", "ink-2") for ground in ("accent-soft", "note")),
    ("ink", "mark"),
    ("ink", "mark-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("warn", "warn-soft"),
    ("warn", "raised"),
    ("warn", "surface"),
    ("bad", "surface"),
    ("paper", "ink"),
]


def luminance(colour: str) -> float:
    """Relative luminance of ``rgb(r, g, b)`` as WCAG defines it."""
    parts = [int(n) / 255 for n in re.findall(r"\d+", colour)[:3]]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ready(page: Page) -> Page:
    expect(page.locator(".reply-words")).to_contain_text("E3 means")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_of_wcag_aa(inbox: Inbox, scheme: str) -> None:
    page = ready(inbox(scheme=scheme))
    names = sorted({n for pair in PAIRS for n in pair})
    colours = page.evaluate(
        """names => Object.fromEntries(names.map(n => {
          const e = document.body.appendChild(document.createElement("i"));
          e.style.color = `var(--${n})`;
          const c = getComputedStyle(e).color;
          e.remove();
          return [n, c];
        }))""",
        names,
    )
    weak = {}
    for ink, ground in PAIRS:
        lighter, darker = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
        ratio = (lighter + 0.05) / (darker + 0.05)
        if ratio < AA:
            weak[ink, ground] = round(ratio, 2)
    assert weak == {}


def test_dark_follows_the_system_until_the_reader_chooses(inbox: Inbox) -> None:
    page = ready(inbox(scheme="dark"))
    paper = "getComputedStyle(document.body).backgroundColor"
    assert luminance(page.evaluate(paper)) < 0.1
    page.get_by_role("button", name="Light or dark").click()
    assert luminance(page.evaluate(paper)) > 0.8
    page.reload()
    ready(page)
    assert luminance(page.evaluate(paper)) > 0.8


SIZES = [(360, 640), (600, 900), (800, 600), (1024, 768), (1280, 720), (1920, 1080)]


def test_nothing_is_wider_than_the_page(inbox: Inbox) -> None:
    page = inbox(TWEET)
    ready(page)
    for (width, height), pane in itertools.product(SIZES, ("list", "thread", "copilot")):
        page.set_viewport_size({"width": width, "height": height})
        tab = page.locator(f'[data-pane-tab="{pane}"]')
        if tab.is_visible():
            tab.click()
        wide = page.evaluate(
            """() => [...document.querySelectorAll("#app *")].filter(e => {
              const box = e.getBoundingClientRect();
              if (!box.width || !e.checkVisibility() || e.closest(".sr")) return false;
              for (let p = e.parentElement; p.id !== "app"; p = p.parentElement)
                if (getComputedStyle(p).overflowX !== "visible") return false;
              return box.right > innerWidth + 1 || box.left < -1;
            }).map(e => e.outerHTML.slice(0, 120))"""
        )
        assert wide == []
        for scroller in ("#copilot", ".messages", ".items", ".reply-text", ".compose"):
            assert page.locator(scroller).evaluate("e => e.scrollWidth <= e.clientWidth"), scroller
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_phone_shows_one_column_with_tabs_at_the_bottom(inbox: Inbox) -> None:
    page = inbox(size=PHONE)
    expect(page.locator("#list")).to_be_visible()
    expect(page.locator("#thread")).to_be_hidden()
    expect(page.locator("#copilot")).to_be_hidden()
    page.locator(".item-button").first.click()
    expect(page.locator("#thread h2")).to_be_visible()
    expect(page.locator("#list")).to_be_hidden()
    dot = page.locator("#panes .ready-dot")
    expect(dot).to_be_visible()
    page.get_by_role("button", name="Copilot").click()
    ready(page)
    expect(dot).to_be_hidden()
    page.locator(".reply-bar").get_by_role("button", name="Insert").click()
    expect(page.locator(WRITE)).to_be_visible()
    expect(page.locator(WRITE)).to_have_value(content.FIRST)
    page.get_by_role("button", name="Back to the list").click()
    expect(page.locator("#list")).to_be_visible()


def test_a_tablet_shows_the_thread_with_the_copilot_or_with_the_list(inbox: Inbox) -> None:
    page = ready(inbox(size=(1024, 768)))
    expect(page.locator("#thread")).to_be_visible()
    expect(page.locator("#list")).to_be_hidden()
    page.get_by_role("button", name="Back to the list").click()
    expect(page.locator("#list")).to_be_visible()
    expect(page.locator("#thread")).to_be_visible()
    expect(page.locator("#copilot")).to_be_hidden()


@pytest.mark.parametrize("width", [360, 768, 900, 1024])
def test_the_customers_name_is_read_at_any_width(inbox: Inbox, width: int) -> None:
    page = inbox(E5, size=(width, 900))
    if width < 761:
        page.locator(".item-button", has_text="Daniel Okafor").first.click()
    name = page.locator(".who h2")
    expect(name).to_have_text("Daniel Okafor")
    assert name.evaluate("e => e.clientWidth > 0 && e.scrollWidth <= e.clientWidth")


def test_the_page_has_landmarks_and_names_for_its_parts(inbox: Inbox) -> None:
    page = ready(inbox())
    expect(page.get_by_role("navigation", name="Conversations")).to_be_visible()
    expect(page.get_by_role("main", name="Conversation")).to_be_visible()
    expect(page.get_by_role("complementary", name="Copilot")).to_be_visible()
    expect(page.get_by_role("log", name="Messages")).to_be_visible()
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, input, textarea, summary, a")]
          .filter(e => e.checkVisibility())
          .filter(e => !(e.innerText || "").trim() && !e.getAttribute("aria-label") && !e.labels?.length)
          .map(e => e.outerHTML)"""
    )
    assert nameless == []


def test_everything_that_can_be_pressed_is_reached_by_tab_and_shows_it(inbox: Inbox) -> None:
    page = ready(inbox())
    page.locator(".reply-bar .primary").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Edit")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_motion_stops_for_those_who_ask_for_that(api: FakeApi, inbox: Inbox) -> None:
    page = ready(inbox(reduced_motion="reduce"))
    page.locator(".cite").first.click()
    assert page.locator("#drawer").evaluate("e => getComputedStyle(e).animationName") == "none"
