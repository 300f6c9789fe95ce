"""Each state has its own look and says what to do."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from copilot.domain import Reason
from tests.e2e import content
from tests.e2e.content import E3, HI, REPLIES, SOURCES
from tests.e2e.fake_api import FakeApi, Gate, Refuse, Say

Inbox = Callable[..., Page]
WRITE = "#thread textarea"
NO_MODEL = "Extractive · no model configured"


def script(api: FakeApi, *steps: Say | Gate | Refuse) -> None:
    api.scripts[E3] = [list(steps)]


def ready(page: Page) -> Page:
    expect(page.locator(".reply-words")).to_contain_text("E3 means")
    return page


def test_loading_shows_bones_in_place_of_text(api: FakeApi, inbox: Inbox) -> None:
    gate = Gate()
    script(api, gate, *content.everything())
    page = inbox()
    expect(page.locator(".replies .bone").first).to_be_visible()
    expect(page.locator(".summary .bone").first).to_be_visible()
    expect(page.locator(".status-text")).to_have_text("Looking through your knowledge…")
    expect(page.locator(".reply-bar .primary")).to_have_attribute("aria-disabled", "true")
    gate.set()
    ready(page)
    expect(page.locator("#copilot .bone")).to_have_count(0)


def test_no_model_is_said_in_plain_words_with_the_reason(inbox: Inbox) -> None:
    page = ready(inbox())
    expect(page.locator(".status-text")).to_have_text(NO_MODEL)
    page.get_by_text("Why?").click()
    expect(page.locator(".why-panel")).to_contain_text("no model is configured")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("llm_timeout", "Extractive · the model took too long"),
        ("llm_unavailable", "Extractive · the model can't be reached"),
        ("llm_refused", "Extractive · the model declined"),
    ],
)
def test_a_model_that_failed_is_named(api: FakeApi, inbox: Inbox, code: str, words: str) -> None:
    api.me = content.me(llm=True)
    reason = Reason.model_validate({"stage": "llm", "code": code})
    script(api, content.reply(REPLIES[0]), content.done((REPLIES[0],), reasons=(reason,)))
    expect(ready(inbox()).locator(".status-text")).to_have_text(words)


def test_a_language_searched_by_words_is_told_under_why_and_is_no_reason_for_silence(
    api: FakeApi, inbox: Inbox
) -> None:
    api.me = content.me(llm=True)
    note = Reason(stage="retrieval", code="language_weak", detail="Set COPILOT_EMBEDDINGS_MODEL to another.")
    script(api, content.done((), mode="full", reasons=(note,), given=()))
    page = inbox()
    expect(page.locator(".status-text")).to_have_text("Model and knowledge")
    expect(page.locator(".replies")).not_to_contain_text("COPILOT_EMBEDDINGS_MODEL")
    page.get_by_text("Why?").click()
    expect(page.locator(".why-panel li")).to_have_text(
        "this language is searched by its words more than by its meaning: Set COPILOT_EMBEDDINGS_MODEL to another."
    )


def test_knowledge_that_cannot_be_searched_is_named(api: FakeApi, inbox: Inbox) -> None:
    api.me = content.me(llm=True)
    script(api, content.reply(content.LLM), content.done((content.LLM,), mode="no_retrieval", reasons=(), given=()))
    page = inbox()
    expect(page.locator(".status-text")).to_have_text("Model only")


def test_slow_suggestions_say_so_and_come_all_the_same(api: FakeApi, inbox: Inbox) -> None:
    gate = Gate()
    script(api, gate, *content.everything())
    page = inbox()
    expect(page.locator(".slow")).to_contain_text("This takes longer than usual.")
    expect(page.locator(".status-text")).to_have_text("Taking longer than usual…")
    gate.set()
    ready(page)
    expect(page.locator(".status-text")).to_have_text(NO_MODEL)


def test_a_slow_model_leaves_the_other_suggestions_usable(api: FakeApi, inbox: Inbox) -> None:
    gate = Gate()
    api.me = content.me(llm=True)
    script(api, content.sources(), content.reply(REPLIES[0]), gate, content.done((REPLIES[0],)))
    page = ready(inbox())
    expect(page.locator(".status-text")).to_have_text("The model is slow; use what is here already")
    page.keyboard.press("Enter")
    expect(page.locator(WRITE)).to_have_value(content.FIRST)
    gate.set()


NONE = {
    "below_floor": "Nothing close enough",
    "small_talk": "Just small talk",
    "no_question": "No customer message",
    "out_of_scope": "Not something we answer",
    "unsafe": "Better answered by a person",
    "stale_only": "Only outdated sources",
    "retrieval_unavailable": "Knowledge can't be searched",
}


def test_a_model_whose_words_keep_coming_is_not_called_slow(api: FakeApi, inbox: Inbox) -> None:
    gate = Gate()
    api.me = content.me(llm=True)
    script(api, content.sources(), content.reply(REPLIES[0]), content.delta("Dear Hannah, "), gate)
    page = ready(inbox())
    expect(page.locator(".tab .spinner")).to_be_visible()
    page.wait_for_timeout(3000)
    expect(page.locator(".status-text")).to_have_text("The model is writing…")
    gate.set()


def test_nothing_found_says_why(api: FakeApi, inbox: Inbox) -> None:
    for head, code in zip(api.heads, NONE, strict=False):
        api.scripts[head.id] = [content.nothing(code)]
    page = inbox()
    for title in NONE.values():
        expect(page.locator(".none h3")).to_have_text(title)
        page.keyboard.press("j")


def test_an_unknown_reason_is_told_in_the_services_words(api: FakeApi, inbox: Inbox) -> None:
    script(api, *content.nothing("made_up", "the moon is in the way"))
    expect(inbox().locator(".none")).to_contain_text("The moon is in the way")


def test_where_nothing_was_found_one_can_search(api: FakeApi, inbox: Inbox) -> None:
    passage = SOURCES[3].model_dump(mode="json")
    api.found = {"passages": [passage], "reason": None, "timings_ms": {}}
    page = inbox(HI)
    box = page.get_by_role("searchbox", name="Search the knowledge yourself")
    box.fill("loan machine")
    box.press("Enter")
    expect(page.locator(".found-head")).to_contain_text("Found for “loan machine”")
    page.locator(".found .source").get_by_role("button").click()
    expect(page.locator("#drawer")).to_contain_text("there are eleven")
    assert api.asked("POST", "/v1/search")[0]["query"] == "loan machine"


def test_where_nothing_fits_well_there_are_sources_and_one_search_box(api: FakeApi, inbox: Inbox) -> None:
    script(api, content.sources(), *content.nothing("below_floor"))
    page = inbox()
    expect(page.get_by_role("searchbox", name="Search the knowledge yourself")).to_be_visible()
    expect(page.locator(".source-open").first).to_be_visible()
    expect(page.locator(".search:visible")).to_have_count(1)


def test_a_search_without_a_hit_says_so(inbox: Inbox) -> None:
    page = ready(inbox())
    box = page.get_by_role("searchbox", name="Search the knowledge")
    box.fill("unicorns")
    box.press("Enter")
    expect(page.locator(".found-head")).to_contain_text("Nothing for “unicorns”: nothing close enough")
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".found-head")).to_have_count(0)


def test_no_knowledge_yet_shows_how_to_import(api: FakeApi, inbox: Inbox) -> None:
    api.me = content.me(articles=0)
    script(api, *content.nothing("nothing_indexed"))
    page = inbox()
    expect(page.locator(".none h3:visible")).to_have_text("No knowledge yet")
    expect(page.locator(".none code:visible")).to_contain_text("copilot ingest ./help-pages --tenant pellworth")


def test_an_empty_inbox_without_knowledge_shows_how_to_import_until_it_is_done(api: FakeApi, inbox: Inbox) -> None:
    api.me = content.me(articles=0)
    api.heads = []
    page = inbox()
    expect(page.locator("#copilot h3:visible")).to_have_text("No knowledge yet")
    expect(page.locator("#copilot code:visible")).to_contain_text("copilot ingest ./help-pages --tenant pellworth")
    expect(page.get_by_role("heading", name="No conversations yet")).to_be_visible()  # the first look is over
    api.me = content.me()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#copilot")).to_contain_text("Open a conversation to see suggestions for it.")


def test_no_conversations_yet_shows_how_they_come(api: FakeApi, inbox: Inbox) -> None:
    api.heads = []
    page = inbox()
    expect(page.get_by_role("heading", name="No conversations yet")).to_be_visible()
    expect(page.locator("#thread")).to_contain_text("PUT /v1/conversations/{id}")


def test_state_that_is_gone_at_the_start_is_a_page_of_its_own_and_heals(api: FakeApi, inbox: Inbox) -> None:
    api.status = 503
    page = inbox()
    expect(page.get_by_role("heading", name="Live conversations are out of reach")).to_be_visible()
    api.status = 200
    page.locator(".state-panel").get_by_role("button", name="Try again").click()
    ready(page)


def test_state_that_goes_later_leaves_the_page_and_what_is_typed(api: FakeApi, inbox: Inbox) -> None:
    page = ready(inbox())
    page.locator(WRITE).fill("Half a thought")
    api.status = 503
    api.hang_up()
    expect(page.locator("#notice")).to_contain_text("Live conversations are out of reach.")
    expect(page.locator(WRITE)).to_have_value("Half a thought")
    expect(page.locator(".reply-words")).to_contain_text("E3 means")
    api.status = 200
    expect(page.locator("#notice")).to_be_hidden()


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (360, 640)])
def test_the_notice_of_a_lost_connection_does_not_cover_where_one_types(
    api: FakeApi, inbox: Inbox, size: tuple[int, int]
) -> None:
    page = ready(inbox(size=size))  # whether there are panes is looked at once
    if page.locator("#panes").is_visible():
        page.locator('[data-pane-tab="thread"]').click()
    expect(page.locator(WRITE)).to_be_visible()
    api.status = 0
    api.hang_up()
    expect(page.locator("#notice")).to_be_visible()
    notice = page.locator("#notice").bounding_box()
    compose = page.locator(".compose").bounding_box()
    assert notice
    assert compose
    beside = notice["x"] + notice["width"] <= compose["x"]
    assert beside or notice["y"] + notice["height"] <= compose["y"]
    assert compose["y"] + compose["height"] <= size[1]
    api.status = 200


def test_a_lost_connection_is_shown_and_nothing_is_missed(api: FakeApi, inbox: Inbox) -> None:
    page = ready(inbox())
    api.status = 0
    api.hang_up()
    expect(page.locator("#notice")).to_contain_text("Connection lost. Reconnecting…")
    api.arrive(E3, "customer", "Sent while you were away")
    api.status = 200
    expect(page.locator("#notice")).to_be_hidden()
    expect(page.locator(".by-customer .bubble").last).to_have_text("Sent while you were away")


def test_suggestions_that_are_out_of_reach_can_be_tried_again(api: FakeApi, inbox: Inbox) -> None:
    api.scripts[E3] = [[Refuse(503)], content.everything()]
    page = inbox()
    expect(page.locator(".none h3")).to_have_text("Suggestions are out of reach")
    page.locator(".none").get_by_role("button", name="Try again").click()
    ready(page)


def test_suggestions_that_failed_come_by_themselves_once_the_connection_is_back(api: FakeApi, inbox: Inbox) -> None:
    api.scripts[E3] = [[Refuse(503)], content.everything()]
    page = inbox()
    expect(page.locator(".none h3")).to_have_text("Suggestions are out of reach")
    api.status = 503
    api.hang_up()
    expect(page.locator("#notice")).to_be_visible()
    api.status = 200
    ready(page)


def test_a_revoked_key_asks_for_another_and_keeps_what_was_typed(api: FakeApi, inbox: Inbox) -> None:
    page = ready(inbox())
    page.locator(WRITE).fill("Don't lose me")
    api.revoked = True
    page.locator(".item-button").nth(1).click()
    expect(page.get_by_role("heading", name="This key no longer works")).to_be_visible()
    expect(page.locator("#app")).to_be_hidden()
    assert page.evaluate("sessionStorage.getItem('key')") is None
    api.revoked = False
    page.get_by_label("Key", exact=True).fill("cpk_test_agent")
    page.get_by_role("button", name="Open inbox").click()
    page.locator(".item-button").first.click()
    expect(page.locator(WRITE)).to_have_value("Don't lose me")


def test_without_a_key_the_page_asks_for_one(api: FakeApi, open_page: Callable[..., Page]) -> None:
    page = open_page(api.url)
    expect(page.get_by_role("heading", name="Open your inbox")).to_be_visible()
    key = page.get_by_label("Key", exact=True)
    expect(key).to_be_focused()
    key.fill("cpk_wrong")
    key.press("Enter")
    expect(page.get_by_role("heading", name="This key no longer works")).to_be_visible()
    page.get_by_label("Key", exact=True).fill("cpk_test_agent")
    page.get_by_role("button", name="Open inbox").click()
    expect(page.locator(".item-button").first).to_be_visible()


def test_a_service_that_does_not_answer_is_named_at_the_door(api: FakeApi, inbox: Inbox) -> None:
    api.status = 0
    page = inbox()
    expect(page.get_by_role("heading", name="The service can't be reached")).to_be_visible()
    api.status = 200
    page.get_by_role("button", name="Try again").click()
    ready(page)


def test_a_conversation_that_is_gone_is_named(api: FakeApi, inbox: Inbox) -> None:
    page = ready(inbox())
    del api.conversations["conv-0002"]
    page.keyboard.press("j")
    expect(page.get_by_role("heading", name="This conversation is gone")).to_be_visible()
