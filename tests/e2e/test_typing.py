"""What the agent types is never overwritten; Insert is one undo; streaming moves neither focus nor a button."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e import content
from tests.e2e.content import E3, FIRST, LLM, REPLIES, SMS
from tests.e2e.fake_api import FakeApi, Gate

Inbox = Callable[..., Page]
WRITE = "#thread textarea"
INSERT = "#copilot .reply-bar .primary"


def ready(page: Page) -> Page:
    expect(page.locator(".reply-words")).to_contain_text("E3 means")
    return page


def test_insert_goes_in_at_the_cursor_and_one_undo_takes_out_exactly_that(inbox: Inbox) -> None:
    page = ready(inbox())
    write = page.locator(WRITE)
    write.press_sequentially("Dear Hannah, . Until soon")
    for _ in range(len(". Until soon")):
        page.keyboard.press("ArrowLeft")
    page.click(INSERT)

    expect(write).to_have_value(f"Dear Hannah, {FIRST} . Until soon")
    expect(write).to_be_focused()
    page.keyboard.press("Control+z")
    expect(write).to_have_value("Dear Hannah, . Until soon")
    page.keyboard.press("Control+Shift+z")
    expect(write).to_have_value(f"Dear Hannah, {FIRST} . Until soon")


def test_the_enter_key_inserts_with_one_undo_too(inbox: Inbox) -> None:
    page = ready(inbox())
    write = page.locator(WRITE)
    write.press_sequentially("One moment.")
    page.keyboard.press("Escape")
    expect(write).not_to_be_focused()
    page.keyboard.press("Enter")

    expect(write).to_have_value(f"One moment. {FIRST}")
    page.keyboard.press("Control+z")
    expect(write).to_have_value("One moment.")


def test_what_is_typed_stays_one_step_of_undo_while_its_length_is_counted(inbox: Inbox) -> None:
    """Chromium ends a step whenever a node leaves the page, wherever it is."""
    page = inbox(content.TWEET)
    expect(page.locator(".status-text")).to_have_text("Extractive · no model configured")
    write = page.locator(WRITE)
    write.press_sequentially("Dear Tamsin, we are sorry")
    expect(page.locator(".counter")).to_have_text("25/280")
    page.keyboard.press("Control+z")

    expect(write).to_have_value("")


def test_selected_text_is_not_replaced(inbox: Inbox) -> None:
    page = ready(inbox())
    write = page.locator(WRITE)
    write.press_sequentially("Keep this")
    page.keyboard.press("Control+a")
    page.click(INSERT)

    expect(write).to_have_value(f"Keep this {FIRST}")


def test_streaming_moves_neither_the_focus_nor_a_button_nor_what_is_typed(api: FakeApi, inbox: Inbox) -> None:
    steps = [
        content.sources(),
        content.summary(),
        *(content.reply(r) for r in REPLIES),
        content.actions(),
        *(content.delta(part + " ") for part in LLM.text.split(" ")),
        content.reply(LLM),
        content.done((*REPLIES, LLM), mode="full", reasons=()),
    ]
    gates = [Gate() for _ in steps]
    api.me = content.me(llm=True)
    api.scripts[E3] = [[part for pair in zip(gates, steps, strict=True) for part in pair]]
    page = inbox()
    write = page.locator(WRITE)
    write.click()
    page.wait_for_selector(".replies .bone")
    page.evaluate(
        """() => {
          window.moved = [];
          const names = [".reply-bar button:nth-child(1)", ".reply-bar button:nth-child(2)",
                         ".reply-bar button:nth-child(3)", "#thread .send", ".replies header button"];
          const places = () => names.map((n) => {
            const { x, y, width, height } = document.querySelector(n).getBoundingClientRect();
            return [x, y, width, height].map(Math.round).join(" ");
          });
          const first = places().join(" | ");
          const look = () => {
            const now = places().join(" | ");
            if (now !== first) window.moved.push(`${first} -> ${now}`);
            const held = document.activeElement;
            if (!held.matches("#thread textarea")) window.moved.push(held.outerHTML);
          };
          new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
        }"""
    )
    typed = ""
    for n, gate in enumerate(gates):
        letter = "abcdefghij"[n % 10]
        page.keyboard.press(letter)
        typed += letter
        gate.set()
    expect(page.locator(".status-text")).to_have_text("Model and knowledge")

    expect(write).to_have_value(typed)
    expect(page.locator(".tab")).to_have_count(4)
    assert page.evaluate("window.moved") == []


def test_each_conversation_keeps_its_own_draft_and_its_own_undo(inbox: Inbox) -> None:
    page = ready(inbox())
    write = page.locator(WRITE)
    write.press_sequentially("For Hannah")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("#thread h2")).to_have_text("Jonas Brandt")
    expect(write).to_have_value("")
    write.press_sequentially("For Jonas")
    page.keyboard.press("Control+z")
    expect(write).to_have_value("")
    page.keyboard.press("Escape")
    page.keyboard.press("k")

    expect(page.locator("#thread h2")).to_have_text("Hannah Whitcombe")
    expect(write).to_have_value("For Hannah")


def test_a_draft_survives_a_reload(inbox: Inbox) -> None:
    page = ready(inbox())
    page.locator(WRITE).press_sequentially("Half a sent")
    page.reload()

    expect(page.locator(WRITE)).to_have_value("Half a sent")


def test_sending_empties_the_field_but_keeps_what_was_typed_meanwhile(api: FakeApi, inbox: Inbox) -> None:
    page = ready(inbox())
    write = page.locator(WRITE)
    api.hold = Gate()
    write.press_sequentially("First answer.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".send")).to_have_text("Sending…")
    page.keyboard.press("Control+Enter")
    write.press_sequentially(" And more")
    api.hold.set()

    expect(page.locator(".by-agent .bubble").last).to_have_text("First answer.")
    expect(write).to_have_value(" And more")
    sent = api.asked("POST", f"/v1/conversations/{E3}/messages")
    assert [(m["author"], m["text"]) for m in sent] == [("agent", "First answer.")]


def test_what_could_not_be_sent_stays_and_is_sent_again_as_the_same_message(api: FakeApi, inbox: Inbox) -> None:
    page = ready(inbox())
    write = page.locator(WRITE)
    api.status = 503
    write.press_sequentially("Important")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".compose .send-error")).to_contain_text("Not sent; your text is still here.")
    expect(write).to_have_value("Important")
    api.status = 200
    page.keyboard.press("Control+Enter")

    expect(write).to_have_value("")
    first, second = api.asked("POST", f"/v1/conversations/{E3}/messages")
    assert first["id"] == second["id"]


def test_the_length_is_counted_against_an_sms(inbox: Inbox) -> None:
    page = inbox(SMS)
    write, counter = page.locator(WRITE), page.locator(".counter")
    expect(counter).to_have_text("0/160 · 1 SMS")
    write.fill("a" * 161)
    expect(counter).to_have_text("161/320 · 2 SMS")
    write.fill("a" * 321)
    expect(counter).to_have_text("321/320 · too long: 3 SMS")
    write.fill("ł" * 71)
    expect(counter).to_have_text("71/140 · 2 SMS, special characters")


def test_the_length_is_counted_as_x_counts(inbox: Inbox) -> None:
    page = inbox(content.TWEET)
    write, counter = page.locator(WRITE), page.locator(".counter")
    write.fill("🙂 https://help.pellworth.example/en/a-very-long-address-that-x-shortens")
    expect(counter).to_have_text("26/280")
    write.fill("b" * 283)
    expect(counter).to_have_text("283/280 · 3 too long for X")
