"""The page against the real service with a model behind it: scripted, over real HTTP, waiting where we want."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import llm_stub as stub
from tests.e2e.service import demo

pytestmark = pytest.mark.slow
WRITE = "#thread textarea"
FIRST, REST = "Hello Hannah,\n\nE3 means that the pump runs ", "but no water flows for 77 days [1].\n\nPellworth"


class Writer:
    """Writes the first half of a reply, and the second when it is let."""

    def __init__(self) -> None:
        self.opened = threading.Event()

    async def __call__(self, body: dict[str, Any], send: stub.Send) -> None:
        await stub.pieces(FIRST, finish=None, done=False)(body, send)
        await asyncio.to_thread(self.opened.wait, 60)
        await send(stub.chunk(REST) + stub.chunk(None, "stop") + b"data: [DONE]\n\n")


@contextmanager
def serving(script: stub.Script) -> Iterator[str]:
    """The scripted model in a loop of its own; its address."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    server = stub.LlmStub(script)

    def call(work: Any) -> None:
        asyncio.run_coroutine_threadsafe(work, loop).result(30)

    call(server.__aenter__())
    try:
        yield server.url
    finally:
        call(server.__aexit__())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def test_a_written_reply_streams_beside_the_extractive_one_and_is_cited_and_checked(
    open_page: Callable[..., Page], tmp_path_factory: pytest.TempPathFactory
) -> None:
    writer = Writer()
    scripts: dict[str, stub.Script] = {"write replies": writer, "other": stub.status(500)}
    settings = {"COPILOT_LLM_MODEL": "stub"}
    with (
        serving(stub.by_prompt(**scripts)) as url,
        demo(tmp_path_factory.mktemp("demo"), COPILOT_LLM_URL=url, **settings) as address,
    ):
        page = open_page(f"{address}&c=conv-0001")
        writing = page.get_by_role("tab").filter(has=page.get_by_role("img", name="being written"))
        try:
            expect(writing).to_have_count(1, timeout=30_000)
            expect(page.get_by_role("tab").first).to_have_attribute("aria-selected", "true")
            expect(page.locator(".reply-meta")).to_contain_text("From a")
            writing.click()
            expect(page.locator(".reply-words")).to_contain_text("E3 means that the pump runs")
        finally:
            writer.opened.set()
        expect(page.locator(".status-text")).to_have_text("Model and knowledge")
        expect(page.locator(".reply-meta .origin")).to_have_text("Written")
        expect(page.locator(".reply-meta .failed")).to_have_text("1 check failed")
        expect(page.locator(".cite")).to_have_count(1)
        expect(page.locator(".flag")).to_contain_text("77 days")
        page.locator(".cite").click()
        expect(page.locator("#drawer mark[data-current]")).to_have_count(1)
        page.keyboard.press("Escape")
        page.locator(".reply-bar .primary").click()
        page.get_by_role("button", name="Insert anyway").click()
        expect(page.locator(WRITE)).to_have_value((FIRST + REST).replace(" [1]", ""))
