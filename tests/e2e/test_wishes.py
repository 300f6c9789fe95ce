"""Several written replies, and what an agent may ask of the model: an instruction, a rewritten text, a question."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from copilot.domain import Check, Reason, Reply
from tests.e2e import content
from tests.e2e.content import E3, LLM, REPLIES, SOURCES, cite
from tests.e2e.fake_api import FakeApi, Gate, Say, Step

Inbox = Callable[..., Page]
ASKS = "Dear Hannah,\n\ncould you please send us your order number?\n\nBest wishes"
SHORT = "Pull the cartridge out and try once without it."
SECOND = LLM.model_copy(
    update={
        "id": "w12",
        "text": ASKS,
        "citations": (),
        "confidence": 0.3,
        "checks": (
            content.failed(
                ASKS, "your order number", "consistency", "Asks for the order number, which the customer gave."
            ),
        ),
    }
)
SHORTER = LLM.model_copy(update={"id": "x1-w", "text": SHORT, "citations": ()})


def with_model(api: FakeApi, *scripts: list[Step]) -> None:
    api.me = content.me(llm=True)
    first = [content.sources(), content.reply(REPLIES[0]), content.done(REPLIES[:1], mode="full", reasons=())]
    api.scripts[E3] = [first, *scripts]


def ready(page: Page) -> Page:
    expect(page.locator(".status-text")).to_have_text("Model and knowledge")
    return page


def rewritten(*replies: Reply) -> list[Step]:
    return [*(content.reply(r) for r in replies), content.done(replies, mode="full", reasons=(), given=())]


def test_written_replies_come_one_by_one_and_the_first_is_usable_while_the_second_is_written(
    api: FakeApi, inbox: Inbox
) -> None:
    gate = Gate()
    api.me = content.me(llm=True)
    api.scripts[E3] = [
        [
            content.sources(),
            content.reply(REPLIES[0]),
            content.delta(LLM.text[:40]),
            content.reply(LLM),
            content.delta("Dear", "w12"),
            gate,
            content.delta(ASKS[4:], "w12"),
            content.reply(SECOND),
            content.done((LLM, SECOND, REPLIES[0]), mode="full", reasons=()),
        ]
    ]
    page = inbox()
    tabs = page.locator(".tab")
    expect(tabs).to_have_count(3)
    page.keyboard.press("2")
    expect(page.locator(".reply-words")).to_contain_text("thank you for checking")
    expect(page.locator("#copilot .reply-bar .primary")).to_have_attribute("aria-disabled", "false")
    gate.set()

    expect(tabs.nth(2).get_by_role("img", name="a check failed")).to_be_visible()
    page.keyboard.press("3")
    expect(page.locator(".reply-words .flag")).to_have_text("your order number")
    expect(page.locator(".reply-meta")).to_contain_text("1 check failed")


def test_one_that_says_the_same_goes_away_and_the_agent_is_back_at_the_others(api: FakeApi, inbox: Inbox) -> None:
    gate = Gate()
    api.me = content.me(llm=True)
    same = Say("reply.withdrawn", {"reply_id": "w12", "reason": "duplicate"})
    end = content.done((LLM, REPLIES[0]), mode="full", reasons=())
    api.scripts[E3] = [[content.sources(), content.reply(LLM), content.delta("Dear", "w12"), gate, same, end]]
    page = inbox()
    expect(page.locator(".tab")).to_have_count(2)
    page.keyboard.press("2")
    gate.set()

    expect(page.locator(".status-text")).to_have_text("Model and knowledge")
    expect(page.locator(".tab")).to_have_count(2)
    expect(page.locator(".reply-words")).to_contain_text("thank you for checking")
    expect(page.locator(".taken-back")).to_have_count(0)


def test_an_instruction_asks_for_new_suggestions(api: FakeApi, inbox: Inbox) -> None:
    with_model(api, [content.reply(SHORTER), content.done((SHORTER,), mode="full", reasons=())])
    page = ready(inbox())
    box = page.get_by_role("textbox", name="Instruction for new suggestions")
    box.fill("say no politely")
    box.press("Enter")

    expect(page.locator(".reply-words")).to_have_text(SHORT)
    assert api.asked("POST", "/v1/assist")[-1] == {"conversation_id": E3, "instruction": "say no politely"}
    expect(box).to_have_value("say no politely")


def test_a_suggestion_made_shorter_is_one_more_tab_and_the_first_stays(api: FakeApi, inbox: Inbox) -> None:
    own = REPLIES[0].model_copy(update={"id": "x1-own"})
    with_model(api, rewritten(own, SHORTER))
    page = ready(inbox())
    page.get_by_role("button", name="Shorter").click()

    expect(page.locator(".reply-words")).to_have_text(SHORT)
    expect(page.locator(".tab")).to_have_count(2)
    expect(page.locator(".tab").nth(1)).to_contain_text("Shorter")
    asked = api.asked("POST", "/v1/assist")[-1]
    assert asked["draft"] == REPLIES[0].text
    assert asked["instruction"].startswith("Make it shorter")


def test_what_the_agent_typed_is_checked_and_rewritten_and_stays_as_typed(api: FakeApi, inbox: Inbox) -> None:
    mine = "could you please send us your order number?"
    flag = content.failed(mine, "your order number", "consistency", "Asks for what the customer gave.")
    own = Reply(id="x1-own", text=mine, origin="extractive", confidence=0.6, checks=(flag,))
    with_model(api, rewritten(own, SHORTER))
    page = ready(inbox())
    area = page.get_by_role("textbox", name="Your reply")
    area.fill(mine)
    page.get_by_label("Check or rewrite what you wrote").click()
    page.locator(".menu.rewrite").get_by_role("button", name="Polish").click()

    expect(page.locator(".tab")).to_have_count(3)
    expect(page.locator(".reply-words")).to_have_text(SHORT)
    page.locator(".tab", has_text="Your text").click()
    expect(page.locator(".reply-words .flag")).to_have_text("your order number")
    expect(area).to_have_value(mine)


def test_a_model_that_fails_at_a_wish_leaves_the_suggestions_and_says_why(api: FakeApi, inbox: Inbox) -> None:
    busy = Reason(stage="llm", code="llm_busy", detail="")
    with_model(api, [Say("reason", content.wire(busy)), content.done((), mode="no_llm", reasons=(busy,), given=())])
    page = ready(inbox())
    page.get_by_role("button", name="Friendlier").click()

    expect(page.locator(".wish-state")).to_have_text("Friendlier: not written, the model is busy.")
    expect(page.locator(".tab")).to_have_count(1)


def test_a_question_gets_an_answer_for_the_agent_with_its_sources(api: FakeApi, inbox: Inbox) -> None:
    text = "Up to 15 EUR needs no approval."
    answer = Reply(
        id="k",
        text=text,
        origin="llm",
        confidence=0.8,
        citations=(cite(text, text[:-1], SOURCES[0], "E3 means that the pump runs but no water flows.", 1),),
        insertable=False,
        checks=(Check(kind="citation", ok=True),),
    )
    with_model(api, [Say("answer", content.wire(answer)), content.done((), mode="full", reasons=(), given=())])
    page = ready(inbox())
    box = page.get_by_role("searchbox", name="Search the knowledge")
    box.fill("How much goodwill?")
    page.get_by_role("button", name="Ask", exact=True).click()

    expect(page.locator(".answer")).to_contain_text(text[:-1])
    expect(page.locator(".answer")).to_contain_text("For you, not for the customer")
    page.locator(".answer .cite").click()
    expect(page.locator("#drawer")).to_contain_text("E3")
    assert api.asked("POST", "/v1/assist")[-1] == {"conversation_id": E3, "question": "How much goodwill?", "want": []}


def test_without_a_model_nothing_offers_to_write(api: FakeApi, inbox: Inbox) -> None:
    page = inbox()
    expect(page.locator(".tab")).to_have_count(3)
    expect(page.locator(".wishes")).to_be_hidden()
    page.get_by_role("textbox", name="Your reply").fill("Hello")
    expect(page.locator(".menu.rewrite summary")).to_have_text("Check")
