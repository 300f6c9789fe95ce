"""What stands around the reply: the customer, promises, steps tried, the public banner, summary and next actions."""

from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, expect

from copilot.domain import Fact, NextAction, PromiseMade, Where
from tests.e2e import content
from tests.e2e.content import E3, E5, LONG, SMS, SUMMARY, TWEET
from tests.e2e.fake_api import FakeApi

Inbox = Callable[..., Page]


def test_the_head_says_who_the_customer_is_and_whether_that_is_verified(inbox: Inbox) -> None:
    page = inbox()
    head = page.locator("#thread header.who")
    expect(head.locator("h2")).to_have_text("Hannah Whitcombe")
    expect(head.locator(".badge-verified")).to_have_text("Verified")
    expect(head.locator(".who-facts span")).to_have_text(
        ["Reserve level", "€1,011 lifetime", "Bath, GB", "3 past contacts"]
    )
    expect(page.locator(".compose .to")).to_contain_text("To Hannah Whitcombe")
    expect(page.locator(".compose .badge-verified")).to_be_visible()


def test_a_claimed_identity_is_marked_at_the_head_and_above_the_reply(inbox: Inbox) -> None:
    page = inbox(E5)
    expect(page.locator("#thread header.who .badge-unverified")).to_have_text("Not verified")
    expect(page.locator(".compose .badge-unverified")).to_have_text("Not verified")


def test_the_record_and_past_contacts_open_from_the_head(inbox: Inbox) -> None:
    page = inbox()
    page.get_by_text("Details").click()
    panel = page.locator(".who-panel")
    expect(panel).to_contain_text("AP-2602-04417")
    expect(panel.locator(".history > li")).to_have_count(3)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_a_customer_without_a_record_is_unknown(api: FakeApi, inbox: Inbox) -> None:
    api.customers.clear()
    page = inbox()
    expect(page.locator("#thread h2")).to_have_text("Unknown customer")
    expect(page.locator(".avatar.big")).to_have_text("?")
    expect(page.locator(".compose .badge-unverified")).to_have_text("Unknown")


def test_promises_and_steps_tried_stand_above_the_reply(inbox: Inbox) -> None:
    page = inbox()
    chips = page.locator(".chips .chip")
    expect(chips).to_have_count(4)
    expect(chips.first).to_contain_text("a repair without cost if it comes back")
    expect(chips.first).to_contain_text("at once")
    expect(chips.nth(1)).to_contain_text("descaled 8 Nov")
    chips.first.hover()
    expect(page.locator("#tip")).to_contain_text("Promised by Owen: a repair without cost if it comes back")


def test_an_overdue_promise_stands_above_all_suggestions(api: FakeApi, inbox: Inbox) -> None:
    late = PromiseMade(
        what="I'll call you back by Friday with the result.",
        due="by Friday",
        due_on=date(2026, 11, 20),
        by="Owen",
        overdue=True,
    )
    told = SUMMARY.model_copy(update={"promises": (late, *SUMMARY.promises)})
    api.scripts[E3] = [[content.sources(), content.summary(told), content.done(of=told)]]
    page = inbox()
    card = page.get_by_role("region", name="Promised and overdue")
    expect(card.locator("li")).to_have_text([f"{late.what} (due Fri 20 Nov, by Owen)"])
    assert card.evaluate(
        "e => e.getBoundingClientRect().bottom <= document.querySelector('.summary').getBoundingClientRect().top"
    )
    chip = page.locator(".chips .chip.overdue")
    expect(chip).to_have_count(1)
    chip.hover()
    expect(page.locator("#tip")).to_contain_text("Due: by Friday (overdue)")


def test_without_an_overdue_promise_nothing_stands_there(inbox: Inbox) -> None:
    page = inbox()
    expect(page.locator(".chips .chip")).to_have_count(4)
    expect(page.locator(".late")).to_be_hidden()


def test_a_public_thread_has_a_banner_above_the_reply_and_a_private_one_has_none(inbox: Inbox) -> None:
    expect(inbox(TWEET).locator(".public-banner")).to_contain_text("Everyone can read this thread.")
    page = inbox()
    expect(page.locator("#thread textarea")).to_be_visible()
    expect(page.locator(".public-banner")).to_have_count(0)


def test_the_place_to_write_says_where_the_reply_goes(inbox: Inbox) -> None:
    for conversation, words in ((E3, "by e-mail"), (TWEET, "on X"), (SMS, "by SMS"), (E5, "on the phone")):
        page = inbox(conversation)
        expect(page.locator(".via")).to_have_text(words)
        place = "Notes for the call, or what to say…" if conversation == E5 else f"Write a reply {words}…"
        expect(page.get_by_placeholder(place)).to_be_visible()


def test_the_summary_has_three_lines_and_opens(inbox: Inbox) -> None:
    page = inbox()
    card = page.locator(".summary")
    lines = card.locator(".summary-text")
    expect(lines).to_contain_text("Arc Pro shows E3 since yesterday")
    height, line = lines.evaluate("e => [e.clientHeight, parseFloat(getComputedStyle(e).lineHeight)]")
    assert round(height / line) == 3
    expect(card.locator(".mood")).to_have_text("Worried")
    more = card.get_by_role("button", name="More")
    more.click()
    expect(card.get_by_role("button", name="Less")).to_have_attribute("aria-expanded", "true")
    expect(card.locator("dt")).to_have_text(
        ["Issue", "Background", "Tried", "Where it stands", "Open questions", "Promised"]
    )
    expect(card.locator("dd").last).to_have_text("a repair without cost if it comes back until at once (Owen)")
    card.get_by_role("button", name="Less").click()
    expect(lines).to_be_visible()


def test_actions_show_their_counts_their_arguments_and_what_to_ask_for(inbox: Inbox) -> None:
    page = inbox()
    cards = page.locator(".action")
    expect(cards).to_have_count(2)
    first, second = cards.nth(0), cards.nth(1)
    expect(first.locator("h3")).to_have_text("Book a repair")
    expect(first.locator(".counted")).to_have_text("31 of 45, 2 reopened")
    expect(first.locator("dt")).to_have_text(["Serial", "Ask for"])
    expect(first.locator("dd")).to_have_text(["AP-2602-04417", "Could you please tell us what exactly happens?"])
    expect(first).to_contain_text("Done in most cases like this one")
    expect(second.locator(".counted")).to_have_text("12 of 45")
    expect(second.locator(".badge-approval")).to_have_text("Approval")
    widths = first.locator(".meter i").evaluate_all("bars => bars.map((b) => parseFloat(b.style.width))")
    assert [round(w, 1) for w in widths] == [round(29 / 45 * 100, 1), round(2 / 45 * 100, 1)]


def test_an_action_says_where_its_arguments_stand_and_is_noted_as_done(inbox: Inbox, api: FakeApi) -> None:
    page = inbox()
    card = page.locator(".action").nth(1)
    expect(card.locator(".from")).to_have_text(["message", "record"])
    expect(card.locator(".from").first).to_have_attribute("title", "“PW-371520” in m1")
    card.get_by_role("button", name="Mark done").click()
    expect(card.locator(".badge-done")).to_have_text("Done")
    expect(page.locator(".action").nth(0).get_by_role("button", name="Mark done")).to_have_count(0)
    told = [body for method, path, body in api.requests if path == "/v1/feedback"]
    assert [(b["conversation_id"], b["done"]["action"]) for b in told] == [(E3, "send_replacement")]


def test_what_is_set_on_the_conversation_stands_apart(inbox: Inbox, api: FakeApi) -> None:
    label = NextAction(action="vip", label="Label VIP", kind="label", origin="rule", confidence=0.9, reason="Reserve.")
    todo = (*content.ACTIONS, label)
    api.scripts[E3] = [[content.actions(*todo), content.done(todo=todo)]]
    page = inbox()
    expect(page.locator(".actions:not(.sets) .action")).to_have_count(2)
    expect(page.locator(".sets .action")).to_have_count(1)
    expect(page.locator(".sets .badge")).to_have_text(["Label", "Rule"])


def test_a_message_that_came_hours_after_the_one_before_shows_its_time(inbox: Inbox) -> None:
    public = inbox(TWEET)
    expect(public.locator(".by-customer")).to_have_count(2)
    expect(public.locator(".by-customer time").last).to_be_visible()
    chat = inbox("conv-0005")
    expect(chat.locator(".by-customer time").first).to_be_visible()
    expect(chat.locator(".by-customer time").nth(1)).to_be_hidden()


def test_quoted_mail_is_folded_away(inbox: Inbox) -> None:
    page = inbox(LONG)
    quoted = page.locator(".quoted")
    expect(quoted.locator("summary")).to_have_text("Quoted mail, 27 lines")
    expect(quoted.get_by_text("Drops beside the portafilter")).to_be_hidden()
    quoted.locator("summary").click()
    expect(quoted.get_by_text("Drops beside the portafilter")).to_be_visible()
    expect(page.locator(".signature")).to_contain_text("Relieur d'art")


def test_private_notes_done_actions_and_the_bot_look_different(inbox: Inbox) -> None:
    page = inbox("conv-0002")
    expect(page.locator(".by-note header")).to_contain_text("Private note")
    expect(page.locator(".system.done")).to_have_text("Open carrier trace: PW-418306, DHL")
    bot = inbox("conv-0010")
    expect(bot.locator(".by-bot")).to_have_count(2)
    expect(bot.locator(".system")).to_have_text("Handed over from the bot to the team care.")


def test_a_message_that_comes_while_reading_above_does_not_pull_the_page_down(api: FakeApi, inbox: Inbox) -> None:
    page = inbox(E5)
    messages = page.locator(".messages")
    expect(messages.locator(".message").last).to_be_in_viewport()
    messages.evaluate("e => { e.scrollTop = 0; }")
    page.wait_for_function("document.querySelector('.messages').scrollTop === 0")
    api.arrive(E5, "customer", "Hello?")
    newer = page.get_by_role("button", name="New message")
    expect(newer).to_be_visible()
    assert messages.evaluate("e => e.scrollTop") == 0
    newer.click()
    expect(messages.get_by_text("Hello?")).to_be_in_viewport()


def test_a_statement_of_the_summary_shows_the_message_that_says_it(api: FakeApi, inbox: Inbox) -> None:
    first = api.conversations[E3].messages[0]
    said = Where(message_id=first.id, quote="it shows E3")
    noted = Where(message_id=first.id, quote="goodwill", private=True)
    told = content.SUMMARY.model_copy(
        update={
            "facts": (Fact(name="order_id", value="PW-371520", where=said, confirmed_by=Where(record="attributes/x")),),
            "notes": ("Goodwill is fine.",),
            "evidence": {"issue": (said,), "notes/0": (noted,)},
        }
    )
    shift = told.model_copy(update={"kind": "handover", "next_step": "Answer: Is it under warranty?"})
    api.scripts[E3] = [
        [content.summary(told), content.done(of=told)],
        [content.summary(shift), content.done(of=shift)],
    ]
    page = inbox()
    card = page.locator(".summary")
    card.get_by_role("button", name="More").click()
    expect(card.locator(".summary-facts")).to_contain_text("PW-371520")
    expect(card.locator(".summary-facts .summary-sure")).to_be_visible()
    expect(card.locator(".summary-notes")).to_contain_text("Goodwill is fine.")
    card.get_by_role("button", name="Show the message: it shows E3").first.click()
    expect(page.locator(".message.is-shown")).to_have_attribute("data-message", str(first.id))
    card.get_by_role("button", name="Next shift").click()
    expect(card.locator("dt").first).to_have_text("Next")
    expect(card.locator("dd").first).to_contain_text("Is it under warranty?")
    card.get_by_role("button", name="Now").click()
    expect(card.locator("dt").first).to_have_text("Issue")
