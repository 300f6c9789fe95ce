"""A real browser, the scripted API, and a page whose console must stay silent."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.e2e.content import sample_company
from tests.e2e.fake_api import KEY, FakeApi, serving

WIDE = (1440, 900)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PATIENCE_MS = 30_000
"""How long a busy machine may take; what is there is seen at once."""
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium of the system.

    One for each module: while it is open its event loop counts as running in this thread, and no asynchronous test that
    came next in the same process could start its own.
    """
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def api() -> Iterator[FakeApi]:
    """The scripted API, with the sample company's inbox."""
    with serving(sample_company()) as running:
        yield running


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens an address in a fresh context; anything on the console but refused requests fails the test."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        # Chromium reports each 4xx, 5xx and lost connection itself; the states that tests bring about
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            complaints.append(f"{message.type}: {message.text}")

    def opened(url: str, *, size: tuple[int, int] = WIDE, scheme: str = "light", **more: Any) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if scheme == "dark" else "light",
            locale="en-GB",
            **more,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def inbox(api: FakeApi, open_page: OpenPage) -> Callable[..., Page]:
    """The page, with the key, at a conversation."""

    def at(conversation: str = "conv-0001", **more: Any) -> Page:
        return open_page(f"{api.url}/#key={KEY}&c={conversation}", **more)

    return at
