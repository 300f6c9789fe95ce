"""Replies as tabs, their citations and checks, and what becomes of them when something new comes in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from copilot.domain import Check
from tests.e2e import content
from tests.e2e.content import E3, FIRST, LLM, REPLIES, SECOND, SOURCES
from tests.e2e.fake_api import Cut, FakeApi, Gate, Say, Step

Inbox = Callable[..., Page]
WRITE = "#thread textarea"
INSERT = "#copilot .reply-bar .primary"


def bar(page: Page, name: str) -> None:
    page.locator(".reply-bar").get_by_role("button", name=name).click()


def ready(page: Page) -> Page:
    expect(page.locator(".reply-words")).to_contain_text("E3 means")
    return page


@pytest.fixture
def writing(api: FakeApi) -> Gate:
    """A model that has begun to write and goes on when the gate opens."""
    gate = Gate()
    begun = [content.sources(), content.reply(REPLIES[0]), content.delta("Dear Hannah, thank")]
    ended = [content.delta(" you"), content.reply(LLM), content.done((REPLIES[0], LLM), mode="full", reasons=())]
    api.me = content.me(llm=True)
    api.scripts[E3] = [[*begun, gate, *ended]]
    return gate


def test_a_written_reply_comes_as_a_tab_and_leaves_the_open_one(inbox: Inbox, writing: Gate) -> None:
    page = ready(inbox())
    tabs = page.locator(".tab")
    expect(tabs).to_have_count(2)
    expect(tabs.nth(1).get_by_role("img", name="being written")).to_be_visible()
    writing.set()
    expect(page.locator(".status-text")).to_have_text("Model and knowledge")

    expect(tabs.nth(0)).to_have_attribute("aria-selected", "true")
    expect(page.locator(".reply-words")).to_contain_text("Hello Hannah")
    expect(page.locator("#live")).to_have_text("New suggestion, confidence 91 percent")
    page.keyboard.press("2")
    expect(page.locator(".reply-words")).to_contain_text("thank you for checking")
    expect(page.locator(".reply-meta")).to_contain_text("Written by the model")
    expect(page.locator(".reply-meta")).to_contain_text("91 %")


def test_what_was_kept_from_the_model_is_told_in_one_line_once_it_wrote(inbox: Inbox, api: FakeApi) -> None:
    told = content.done((REPLIES[0], LLM), mode="full", reasons=(), masked={"email": 2, "name": 1})
    api.me = content.me(llm=True)
    api.scripts[E3] = [[content.sources(), content.reply(REPLIES[0]), content.reply(LLM), told]]
    page = ready(inbox())
    expect(page.locator(".status-kept")).to_have_text("2 e-mail addresses, 1 name kept from the model")


def test_without_a_model_nothing_is_said_of_what_was_kept_from_it(inbox: Inbox) -> None:
    page = ready(inbox())
    expect(page.locator(".status-text")).to_contain_text("Extractive")
    expect(page.locator(".status-kept")).to_be_hidden()


def test_a_written_reply_is_read_as_it_streams_but_inserted_only_whole(inbox: Inbox, writing: Gate) -> None:
    page = ready(inbox())
    page.keyboard.press("2")
    expect(page.locator(".reply-words")).to_have_text("Dear Hannah, thank")
    expect(page.locator(INSERT)).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Enter")
    expect(page.locator(WRITE)).to_have_value("")
    writing.set()
    expect(page.locator(INSERT)).to_have_attribute("aria-disabled", "false")
    page.click(INSERT)

    expect(page.locator(WRITE)).to_have_value(LLM.text)


def test_a_written_reply_never_replaces_one_that_was_inserted(inbox: Inbox, writing: Gate) -> None:
    page = ready(inbox())
    page.click(INSERT)
    writing.set()
    expect(page.locator(".status-text")).to_have_text("Model and knowledge")

    expect(page.locator(WRITE)).to_have_value(FIRST)
    expect(page.locator(".reply-words")).to_contain_text("Hello Hannah")
    expect(page.locator(".tab").first.get_by_role("img", name="inserted")).to_be_visible()


def test_the_written_reply_opens_by_itself_where_there_is_no_other(api: FakeApi, inbox: Inbox) -> None:
    api.me = content.me(llm=True)
    api.scripts[E3] = [
        [content.delta("Dear Hannah"), content.reply(LLM), content.done((LLM,), mode="full", reasons=())]
    ]
    page = inbox()

    expect(page.locator(".reply-words")).to_contain_text("thank you for checking")


def test_a_reply_that_is_taken_back_goes_unless_it_is_being_read(api: FakeApi, inbox: Inbox) -> None:
    gate = Gate()
    back = Say("reply.withdrawn", {"reply_id": "w1", "reason": "llm_cut_short"})
    script: list[Step] = [content.reply(REPLIES[0]), content.delta("Dear Han"), gate, back, content.done((REPLIES[0],))]
    api.me = content.me(llm=True)
    api.scripts[E3] = [script]
    page = ready(inbox())
    expect(page.locator(".tab")).to_have_count(2)
    gate.set()
    expect(page.locator(".tab")).to_have_count(1)

    gate.clear()
    page.get_by_role("button", name="Refresh").click()
    expect(page.locator(".tab")).to_have_count(2)
    page.keyboard.press("2")
    expect(page.locator(".reply-words")).to_have_text("Dear Han")
    gate.set()
    expect(page.locator(".taken-back")).to_have_text("Taken back: the model stopped half-way.")
    expect(page.locator(INSERT)).to_have_attribute("aria-disabled", "true")


def test_a_citation_opens_the_passage_with_its_quote_marked(inbox: Inbox) -> None:
    """Positions count characters: the second and third stand behind emoji."""
    page = ready(inbox())
    cites = page.locator(".cite")
    expect(cites).to_have_text(["[1]", "[1]", "[2]"])
    before = page.locator(".reply-words").evaluate("e => e.textContent")
    assert "blocked[1] ☕🙂. Please take the cartridge out, refill the tank and switch on again[1]. If" in before
    assert "Then it is probably the pump[2], and" in before
    cites.nth(1).click()

    drawer = page.get_by_role("dialog", name="E3: no water comes out")
    expect(drawer.locator("mark[data-current]")).to_have_text(REPLIES[0].citations[1].quote)
    expect(drawer.locator("mark")).to_have_count(2)
    expect(drawer.get_by_role("link", name="Open the page")).to_have_attribute("rel", "noopener noreferrer")
    drawer.get_by_role("button", name="Show the whole article").click()
    expect(drawer.locator(".passage")).to_contain_text("a pump running dry gets hot")
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(cites.nth(1)).to_be_focused()
    cites.nth(1).click()
    page.click(INSERT)
    expect(drawer).to_be_hidden()
    expect(page.locator(WRITE)).to_be_focused()


def test_internal_sources_carry_a_badge(inbox: Inbox) -> None:
    page = ready(inbox())
    row = page.locator(".source", has_text="Loan machines")
    expect(row.locator(".badge-internal")).to_have_text("Internal")
    row.get_by_role("button").click()

    expect(page.locator("#drawer .badge-internal")).to_have_text("Internal")
    expect(page.locator("#drawer")).to_contain_text("there are eleven")


def test_a_citation_of_an_internal_passage_says_so(api: FakeApi, inbox: Inbox) -> None:
    text = "You get a loan machine."
    cited = content.cite(text, "a loan machine", SOURCES[3], "may get a loan machine", 1)
    reply = REPLIES[2].model_copy(update={"text": text, "citations": (cited,)})
    api.scripts[E3] = [[content.sources(), content.reply(reply), content.done((reply,))]]
    page = inbox()
    page.get_by_role("button", name="Source 1: Loan machines, internal").click()

    expect(page.locator("#drawer mark")).to_have_text("may get a loan machine")
    expect(page.locator("#drawer .badge-internal")).to_be_visible()


def test_a_failed_check_is_underlined_with_its_reason_and_insert_asks_once(inbox: Inbox) -> None:
    page = ready(inbox())
    expect(page.locator(".tab").nth(1).get_by_role("img", name="a check failed")).to_be_visible()
    page.keyboard.press("2")
    meta = page.locator(".reply-meta")
    assert meta.evaluate(
        "e => e.lastElementChild.getBoundingClientRect().right <= e.getBoundingClientRect().right - 12"
    )
    flag = page.locator(".flag")
    expect(flag).to_have_text("24 hours")
    flag.hover()
    expect(page.locator("#tip")).to_have_text("Value not found in the sources: no source says how fast it arrives")
    page.mouse.move(5, 5)
    expect(page.locator("#tip")).to_be_hidden()
    flag.focus()
    expect(page.locator("#tip")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#tip")).to_be_hidden()

    page.click(INSERT)
    ask = page.get_by_role("group", name="Insert anyway?")
    expect(ask).to_contain_text("“24 hours”: value not found in the sources.")
    expect(page.locator(WRITE)).to_have_value("")
    ask.get_by_role("button", name="Go back").click()
    expect(ask).to_be_hidden()
    page.keyboard.press("Enter")
    expect(ask.get_by_role("button", name="Insert anyway")).to_be_focused()
    page.keyboard.press("Escape")
    expect(ask).to_be_hidden()
    page.keyboard.press("Enter")
    expect(ask.get_by_role("button", name="Insert anyway")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(WRITE)).to_have_value(SECOND)

    page.keyboard.press("Control+z")
    page.click(INSERT)
    expect(page.locator(WRITE)).to_have_value(SECOND)


def test_a_claim_that_no_source_bears_is_marked_in_its_place(api: FakeApi, inbox: Inbox) -> None:
    text = REPLIES[2].text
    claim = text.split(".")[0] + "."
    reason = "The passage denies it: 'Opened bags cannot be returned'."
    check = Check(kind="support", ok=False, start=0, end=len(claim), found=claim, detail=reason)
    reply = REPLIES[2].model_copy(update={"checks": (check,), "citations": ()})
    api.scripts[E3] = [[content.reply(reply), content.done((reply,))]]
    page = inbox()
    flag = page.locator(".flag").first
    expect(flag).to_have_text(claim)
    flag.hover()
    expect(page.locator("#tip")).to_have_text(f"Sentence not backed by its source: {reason}")


def test_what_is_left_of_a_flagged_sentence_without_words_is_no_stop_of_the_keyboard(
    api: FakeApi, inbox: Inbox
) -> None:
    text = "It takes 77 days."
    whole = Check(kind="support", ok=False, start=0, end=len(text), found=text, detail="No source says so.")
    value = Check(kind="value", ok=False, start=9, end=16, found="77 days", detail="No source holds it.")
    reply = REPLIES[2].model_copy(update={"text": text, "checks": (whole, value), "citations": ()})
    api.scripts[E3] = [[content.reply(reply), content.done((reply,))]]
    page = inbox()
    expect(page.locator(".flag")).to_have_text(["It takes ", "77 days", "."])
    expect(page.locator(".flag[tabindex]")).to_have_text(["It takes ", "77 days"])
    expect(page.locator("[role=mark]")).to_have_count(2)


def test_a_value_and_a_sentence_that_failed_are_told_apart_in_words(api: FakeApi, inbox: Inbox) -> None:
    text = "It takes 77 days. Opened bags come back to us."
    at = text.index("Opened")
    claim = text[at:]
    checks = (
        Check(kind="support", ok=False, start=at, end=len(text), found=claim, detail="The passage denies it."),
        Check(kind="value", ok=False, start=9, end=16, found="77 days", detail="'77 days' stands in no source."),
    )
    reply = REPLIES[2].model_copy(update={"text": text, "checks": checks, "citations": ()})
    api.scripts[E3] = [[content.reply(reply), content.done((reply,))]]
    page = inbox()
    listed = page.get_by_role("list", name="Failed checks").get_by_role("listitem")
    expect(listed).to_have_text(
        [
            "Value not found in the sources: '77 days' stands in no source.",
            f"Sentence not backed by its source “{claim}”: The passage denies it.",
        ]
    )
    value, sentence = (page.locator(".flag", has_text=t) for t in ("77 days", claim))
    expect(value).to_have_css("text-decoration-style", "wavy")
    expect(sentence).to_have_css("text-decoration-style", "dashed")


def test_a_failed_check_without_a_place_stands_under_the_text(api: FakeApi, inbox: Inbox) -> None:
    check = Check(kind="language", ok=False, detail="the customer writes German")
    reply = REPLIES[2].model_copy(update={"checks": (check,)})
    api.scripts[E3] = [[content.reply(reply), content.done((reply,))]]
    page = inbox()

    expect(page.locator(".failures")).to_have_text("Another language: the customer writes German")


def test_a_reply_can_be_edited_before_it_is_inserted(inbox: Inbox) -> None:
    page = ready(inbox())
    bar(page, "Edit")
    area = page.get_by_role("textbox", name="Edit the suggestion")
    expect(area).to_be_focused()
    area.fill("Hello Hannah, my own words")
    page.click(INSERT)
    expect(page.locator(WRITE)).to_have_value("Hello Hannah, my own words")
    bar(page, "Undo edit")

    expect(page.locator(".reply-words")).to_contain_text("E3 means")


def test_dismissed_replies_go_and_can_be_brought_back(inbox: Inbox) -> None:
    page = ready(inbox())
    bar(page, "Dismiss")
    expect(page.locator(".tab")).to_have_count(2)
    expect(page.locator(".reply-words")).to_contain_text("the humming")
    bar(page, "Dismiss")
    bar(page, "Dismiss")
    expect(page.locator(".none h3")).to_have_text("All dismissed")
    page.get_by_role("button", name="Show them again").click()

    expect(page.locator(".tab")).to_have_count(3)


def test_tabs_follow_the_arrow_keys(inbox: Inbox) -> None:
    page = ready(inbox())
    tabs = page.get_by_role("tab")
    tabs.first.focus()
    page.keyboard.press("ArrowRight")
    expect(tabs.nth(1)).to_be_focused()
    expect(tabs.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("End")
    expect(tabs.nth(2)).to_be_focused()
    page.keyboard.press("ArrowRight")

    expect(tabs.first).to_be_focused()
    expect(page.locator(".reply-words")).to_contain_text("E3 means")


def test_a_new_message_greys_old_suggestions_and_renews_them(api: FakeApi, inbox: Inbox) -> None:
    gate = Gate()
    new = REPLIES[2].model_copy(update={"id": "n1", "text": "Please unplug it at once."})
    api.scripts[E3] = [content.everything(), [gate, content.reply(new), content.done((new,))]]
    page = ready(inbox())
    api.arrive(E3, "customer", "Now it smells burnt!")
    expect(page.locator(".replies")).to_have_class("card replies is-stale")
    expect(page.locator(".replies-state")).to_have_text("renewing…")
    expect(page.locator(".reply-words")).to_contain_text("E3 means")
    gate.set()

    expect(page.locator(".reply-words")).to_have_text("Please unplug it at once.")
    expect(page.locator(".replies")).to_have_class("card replies")
    expect(page.locator(".by-customer .bubble").last).to_have_text("Now it smells burnt!")


def test_after_an_insert_a_new_message_greys_and_only_refresh_renews(api: FakeApi, inbox: Inbox) -> None:
    new = REPLIES[2].model_copy(update={"id": "n1", "text": "Please unplug it at once."})
    api.scripts[E3] = [content.everything(), [content.reply(new), content.done((new,))]]
    page = ready(inbox())
    page.click(INSERT)
    api.arrive(E3, "customer", "Now it smells burnt!")
    expect(page.locator(".replies-state")).to_have_text("the customer wrote since")
    assert page.locator(".replies-state").evaluate("e => e.scrollWidth <= e.clientWidth")
    expect(page.locator(".reply-words")).to_contain_text("E3 means")
    assert len(api.asked("POST", "/v1/assist")) == 1
    page.get_by_role("button", name="Refresh").click()

    expect(page.locator(".reply-words")).to_have_text("Please unplug it at once.")
    expect(page.locator(WRITE)).to_have_value(FIRST)


def test_once_the_answer_is_sent_the_next_question_renews_by_itself(api: FakeApi, inbox: Inbox) -> None:
    new = REPLIES[2].model_copy(update={"id": "n1", "text": "Please unplug it at once."})
    api.scripts[E3] = [content.everything(), [content.reply(new), content.done((new,))]]
    page = ready(inbox())
    page.click(INSERT)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".replies-state")).to_have_text("from before your reply")
    api.arrive(E3, "customer", "Now it smells burnt!")

    expect(page.locator(".reply-words")).to_have_text("Please unplug it at once.")


def test_what_is_inserted_while_newer_ones_are_made_stays_until_asked(api: FakeApi, inbox: Inbox) -> None:
    gate = Gate()
    new = REPLIES[2].model_copy(update={"id": "n1", "text": "Please unplug it at once."})
    api.scripts[E3] = [content.everything(), [gate, content.reply(new), content.done((new,))]]
    page = ready(inbox())
    api.arrive(E3, "customer", "Now it smells burnt!")
    expect(page.locator(".replies-state")).to_have_text("renewing…")
    page.click(INSERT)
    gate.set()
    show = page.get_by_role("button", name="Show new")
    expect(show).to_be_visible()
    expect(page.locator(".reply-words")).to_contain_text("E3 means")
    show.click()

    expect(page.locator(".reply-words")).to_have_text("Please unplug it at once.")


def test_a_stream_that_breaks_is_taken_up_again_without_doubles(api: FakeApi, inbox: Inbox) -> None:
    gate = Gate()
    cut: list[Step] = [content.sources(), content.reply(REPLIES[0]), content.delta("Half a sen"), Cut()]
    same = [r.model_copy(update={"id": f"again-{r.id}"}) for r in REPLIES]
    api.scripts[E3] = [cut, [gate, *(content.reply(r) for r in same), content.done(same)]]
    page = ready(inbox())
    expect(page.locator("#notice")).to_contain_text("Connection lost. Reconnecting…")
    expect(page.locator(".tab-name")).to_have_text(["Article"])
    gate.set()
    expect(page.locator(".status-text")).to_have_text("Extractive · no model configured")

    expect(page.locator(".tab-name")).to_have_text(["Article", "Past answer", "Extract"])
    expect(page.locator("#notice")).to_be_hidden()


def test_the_demo_visitor_can_write_as_the_customer(api: FakeApi, inbox: Inbox) -> None:
    page = ready(inbox())
    page.get_by_label("More").click()
    page.get_by_label("Write as the customer").check()
    page.locator(WRITE).fill("Is anyone there?")
    page.get_by_role("button", name="Send as customer").click()

    expect(page.locator(".by-customer .bubble").last).to_have_text("Is anyone there?")
    assert api.asked("POST", f"/v1/conversations/{E3}/messages")[0]["author"] == "customer"


def test_other_tenants_agents_cannot_write_as_the_customer(api: FakeApi, inbox: Inbox) -> None:
    api.me = content.me(tenant="acme")
    page = ready(inbox())

    expect(page.get_by_label("Write as the customer")).to_have_count(0)
