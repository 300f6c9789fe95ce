"""All text is other people's: it is shown as text, its links are links only where they are safe."""

import json
from collections.abc import Callable

from playwright.sync_api import Page, expect

from copilot.domain import Customer, Summary
from copilot.inbox import STATIC
from tests.e2e import content
from tests.e2e.content import E3, REPLIES, SOURCES
from tests.e2e.fake_api import KEY, FakeApi

Inbox = Callable[..., Page]
EVIL = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>'


def test_markup_from_outside_is_shown_as_text(api: FakeApi, inbox: Inbox) -> None:
    held = json.loads(api.conversations[E3].model_dump_json().replace("Hello,", json.dumps(EVIL)[1:-1]))
    held["subject"] = EVIL
    api.conversations[E3] = type(api.conversations[E3]).model_validate(held)
    api.heads[0] = api.heads[0].model_copy(update={"subject": EVIL, "last_text": EVIL, "customer_name": EVIL})
    api.customers["cus-whitcombe"] = Customer(id="cus-whitcombe", name=EVIL, attributes={EVIL: EVIL, "plan": EVIL})
    quote = SOURCES[0].text[:20]
    source = SOURCES[0].model_copy(update={"title": EVIL, "text": SOURCES[0].text + EVIL, "section": EVIL})
    text = "E3 means " + EVIL
    cited = content.cite(text, "E3 means", source, quote, 1)
    check = content.failed(text, "window", "value", EVIL)
    reply = REPLIES[0].model_copy(update={"text": text, "citations": (cited,), "checks": (check,)})
    summary = Summary(issue=EVIL, text=EVIL, tried=(EVIL,))
    action = content.ACTIONS[0].model_copy(update={"label": EVIL, "reason": EVIL, "arguments": {EVIL: EVIL}})
    end = content.done((reply,), given=(source,), of=summary, todo=(action,))
    api.scripts[E3] = [[content.sources(source), content.reply(reply), content.summary(summary), end]]
    page = inbox()
    expect(page.locator(".reply-words")).to_contain_text("<script>")
    page.locator(".cite").click()
    expect(page.locator("#drawer .passage")).to_contain_text("<script>")
    expect(page.locator(".messages")).to_contain_text("<img src=x")
    expect(page.locator(".action h3")).to_have_text(EVIL)

    assert page.evaluate("window.pwned") is None
    assert page.locator("img, #app script").count() == 0


def test_only_http_links_are_links(api: FakeApi, inbox: Inbox) -> None:
    api.arrive(E3, "customer", "See https://ok.example/a?b=1. Or javascript:alert(1) or (http://two.example/x)!")
    source = SOURCES[0].model_copy(update={"url": "javascript:alert(1)"})
    api.scripts[E3] = [
        [content.sources(source), content.reply(REPLIES[0]), content.done((REPLIES[0],), given=(source,))]
    ]
    page = inbox()
    links = page.locator(".messages a")
    expect(links).to_have_text(["https://ok.example/a?b=1", "http://two.example/x"])
    for link in links.all():
        assert link.get_attribute("rel") == "noopener noreferrer"
        assert link.get_attribute("target") == "_blank"
    page.locator(".cite").first.click()
    expect(page.locator("#drawer h2")).to_be_visible()
    expect(page.locator("#drawer footer a")).to_have_count(0)


def test_the_key_leaves_the_address_at_once_and_goes_only_into_the_header(api: FakeApi, inbox: Inbox) -> None:
    page = inbox()
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    expect(page.locator(".reply-words")).to_contain_text("E3 means")
    page.reload()
    expect(page.locator(".reply-words")).to_contain_text("E3 means")

    assert KEY not in page.url
    assert KEY not in page.evaluate("JSON.stringify(history.state) + document.documentElement.outerHTML")
    assert page.evaluate("JSON.stringify(localStorage)") == "{}"
    assert addresses
    assert not [a for a in addresses if KEY in a or not a.startswith(api.url)]


def test_the_key_leaves_the_address_also_where_nothing_is_opened(api: FakeApi, inbox: Inbox) -> None:
    api.heads = []
    page = inbox()
    expect(page.get_by_role("heading", name="No conversations yet")).to_be_visible()
    assert KEY not in page.url


def test_another_tenants_agent_finds_no_drafts(api: FakeApi, inbox: Inbox) -> None:
    page = inbox()
    expect(page.locator(".reply-words")).to_contain_text("E3 means")
    page.locator("#thread textarea").fill("Confidential")
    api.me = content.me(tenant="globex")
    page.reload()
    expect(page.locator(".reply-words")).to_contain_text("E3 means")
    expect(page.locator("#thread textarea")).to_have_value("")


def test_the_page_forbids_inline_code_and_other_hosts_and_uses_neither() -> None:
    html = (STATIC / "index.html").read_text()
    assert "default-src 'self'" in html
    assert "require-trusted-types-for 'script'" in html
    assert " style=" not in html
    assert "<style" not in html
    for file in STATIC.rglob("*.js"):
        text = file.read_text()
        assert "innerHTML" not in text, file.name
        assert "insertAdjacentHTML" not in text, file.name
        assert "eval(" not in text, file.name
    for file in [*STATIC.rglob("*.js"), *STATIC.rglob("*.css"), STATIC / "index.html"]:
        hosts = [w for w in file.read_text().split() if "://" in w and "w3.org" not in w and "https?:" not in w]
        assert hosts == [], file.name
