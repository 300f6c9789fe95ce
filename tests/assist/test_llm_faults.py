"""The model's door against what servers were seen to send: one typed outcome each, by the deadline."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from copilot.llm import LlmFailed, Meter, Say, open_llm
from copilot.settings import Settings
from tests import llm_stub as stub
from tests.llm_faults import FAULTS, GOOD

PROMPT = (Say("system", "Be brief."), Say("user", "SECRET question"))


async def outcome(url: str, seconds: float = 1.5) -> tuple[str | None, str, Meter]:
    """Code, text (the failure's words too) and meter of one call."""
    llm = open_llm(Settings.model_validate({"llm_url": url, "llm_model": "m", "llm_key": "our-key"}))
    assert llm is not None
    meter, text = Meter(), ""
    try:
        async for piece in llm.stream(PROMPT, deadline=asyncio.get_running_loop().time() + seconds, meter=meter):
            text += piece
    except LlmFailed as e:
        return e.code, text + str(e), meter
    finally:
        await llm.close()
    return None, text, meter


@pytest.mark.parametrize("name", FAULTS)
async def test_each_ends_in_its_code(name: str) -> None:
    script, code = FAULTS[name]
    async with stub.LlmStub(script) as server:
        async with asyncio.timeout(20):
            got, text, meter = await outcome(server.url, 20 if code is None else 1.5)
    assert got == code
    assert "SECRET" not in text
    assert 0 <= meter.prompt_tokens < 10_000
    assert 0 <= meter.completion_tokens < 10_000
    if code is None:
        assert text.strip() == GOOD
        assert meter.completion_tokens > 0


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
async def test_nothing_goes_where_a_redirect_leads(code: int) -> None:
    async with stub.LlmStub(stub.answer("Hello.")) as other:
        async with stub.LlmStub(stub.redirect(f"{other.url}/chat/completions", code)) as server:
            got, _, _ = await outcome(server.url)
            assert "our-key" in server.heads[0]
        assert got == "llm_unavailable"
        assert not other.heads


@asynccontextmanager
async def answering(said: bytes) -> AsyncIterator[int]:
    """A plain port that says this to whoever speaks, whatever it hears."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(said)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def test_tls_to_a_plain_port_has_its_code() -> None:
    async with answering(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        got, _, _ = await outcome(f"https://127.0.0.1:{port}/v1")
    assert got == "llm_unavailable"
