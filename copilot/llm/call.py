"""One call to one endpoint. Only this file knows the client library, and what real servers do with its protocol."""

import asyncio
import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from copilot.llm.limits import Breaker
from copilot.llm.meaning import judge, of_error, of_status, text_of, told
from copilot.llm.outcome import LlmFailed, Meter, Say, tokens
from copilot.llm.spoken import Spoken
from retrieval.visible import visible

# A service without a model does without openai: it takes a third of a second and 30 MB to import.
if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI, AsyncStream

_FAIR_S = 3.0
"""An endpoint that stayed silent for less, because the request's deadline was near, is not held to be broken."""
_AFTER_END_S = 0.5
"""For the usage, which comes after the answer's end; some servers then keep the connection open in silence."""
_CLOSE_S = 0.1
_BYTES_PER_TOKEN = 16
"""Far above any script's; a server that writes on past it ignores the length limit."""
_FOREIGN = (ValueError, ValidationError, AttributeError, TypeError, KeyError, IndexError, RecursionError)
"""What the SDK raises on an event that is none: it does not validate what a server sends."""
_SCHEMA_DOUBTS = 3
"""Times that a refused call is repeated without its schema before we believe that the schema is not the reason."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to a model; ``deadline`` is a time of the running loop, in seconds."""

    prompt: Sequence[Say]
    deadline: float
    meter: Meter
    max_tokens: int
    schema: dict[str, Any] | None = None


class Endpoint:
    """A model behind a URL, with its own slots and its own breaker."""

    def __init__(
        self,
        client: "AsyncOpenAI",
        model: str,
        *,
        names: str,
        first_token_s: float,
        between_tokens_s: float,
        max_concurrent: int,
    ) -> None:
        self.model = model
        self._names = names
        self.breaker = Breaker()
        self._client = client
        self._first_token_s = first_token_s
        self._between_tokens_s = between_tokens_s
        self._slots = asyncio.Semaphore(max_concurrent)
        self._schemas_work: bool | None = None
        self._doubts = 0
        self._reasons_first = False

    async def close(self) -> None:
        await self._client.close()

    async def stream(self, ask: Ask, *, first_by: float) -> AsyncGenerator[str, None]:
        """Pieces of the answer as they come, the first one by ``first_by``. Raises LlmFailed, also after pieces."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout_at(first_by):
                await self._slots.acquire()
        except TimeoutError:
            raise LlmFailed("llm_busy", "All model slots were taken for too long.") from None
        call = _Call(ask)
        try:
            if not await call.reserve():
                raise LlmFailed("llm_budget", "The tokens that the policy allows for today are used up.")
            first_by = min(first_by, loop.time() + self._first_token_s)
            call.began = loop.time()
            async with asyncio.timeout_at(first_by):
                call.stream = await self._open(ask)
            kind = call.stream.response.headers.get("content-type", "text/event-stream").lower()
            if "text/event-stream" in kind:
                pieces = self._pieces(call, call.stream, first_by)
            else:
                pieces = self._whole(call, call.stream.response)
            async with aclosing(pieces):
                async for piece in pieces:
                    call.shown = True
                    yield piece
        except LlmFailed:
            raise
        except Exception as e:
            raise self._failure(e, call, loop.time()) from e
        finally:
            self._slots.release()
            await call.end()

    async def _open(self, ask: Ask) -> "AsyncStream[object]":
        import openai

        schema = None if self._schemas_work is False else ask.schema
        try:
            stream = await self._create(ask, schema)
        except (openai.BadRequestError, openai.UnprocessableEntityError, openai.InternalServerError) as e:
            # Some servers refuse response_format outright; once is enough to know.
            unsure = schema is not None and self._schemas_work is None and self._doubts < _SCHEMA_DOUBTS
            if not unsure or e.code == "content_filter":
                raise
            self._doubts += 1
            stream = await self._create(ask, None)
            self._schemas_work = False
        else:
            self._schemas_work = True if schema is not None else self._schemas_work
        return stream

    async def _create(self, ask: Ask, schema: dict[str, Any] | None) -> "AsyncStream[object]":
        from openai import AsyncStream

        body: dict[str, Any] = {
            "model": self.model,
            "messages": [
                {"role": s.role, "content": s.text if s.role == "system" else visible(s.text)} for s in ask.prompt
            ],
            "stream": True,
            "stream_options": {"include_usage": True},
            "max_tokens": ask.max_tokens,
            "temperature": 0.2,
        }
        if schema is not None:
            body["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": "answer", "schema": schema, "strict": True},
            }
        ask.meter.calls += 1
        # events as plain objects: building the client's own, unvalidated all the same, took half of a stream's CPU
        return await self._client.post(
            "/chat/completions", cast_to=object, body=body, stream=True, stream_cls=AsyncStream[object]
        )

    async def _pieces(self, call: "_Call", stream: "AsyncStream[object]", first_by: float) -> AsyncGenerator[str, None]:
        """The visible text of a stream of chunks."""
        loop = asyncio.get_running_loop()
        spoken = Spoken(reasons_first=self._reasons_first)
        finish: str | None = None
        chunks = aiter(stream)
        while True:
            if finish:
                limit = loop.time() + _AFTER_END_S
            else:
                limit = min(first_by, call.ask.deadline) if not call.shown else loop.time() + self._between_tokens_s
            try:
                async with asyncio.timeout_at(min(limit, call.ask.deadline)):
                    chunk = await anext(chunks)
            except StopAsyncIteration:
                break
            except Exception:
                if finish:  # the answer was whole before the server failed to end properly
                    break
                raise
            known = _fields(chunk)
            if used := known.get("usage"):
                call.usage = used
            if not (choices := known.get("choices")):
                continue
            choice = _fields(choices[0])
            call.spoke = True
            if finish or choice.get("index"):  # the answer has ended, or this is another one, which nobody asked for
                continue
            delta = _fields(choice.get("delta") or {})
            if delta.get("refusal"):
                raise LlmFailed("llm_refused", "The model declined to answer.")
            raw = text_of(delta.get("content"))
            call.count(raw)
            if raw and (piece := spoken.feed(raw)):
                yield piece
            if spoken.unmarked:
                self._reasons_first = True
                if call.shown:
                    raise LlmFailed("llm_bad_answer", "The model showed its reasoning unmarked.", again=True)
                spoken.unmarked = False
            finish = choice.get("finish_reason") or finish
        if not call.spoke:
            raise LlmFailed("llm_bad_answer", "The server sent something that is no chat completion.", fault=True)
        if piece := spoken.finish():
            call.shown = True
            if finish:
                yield piece
        judge(finish, got=call.shown)

    async def _whole(self, call: "_Call", response: "httpx2.Response") -> AsyncGenerator[str, None]:
        """The text of an answer that a server sent in one piece although a stream was asked for."""
        async with asyncio.timeout_at(call.ask.deadline):
            raw = await response.aread()
        try:
            body = json.loads(raw)
        except ValueError:
            body = None
        choice = body["choices"][0] if isinstance(body, dict) and body.get("choices") else None
        if not isinstance(body, dict) or not isinstance(choice, dict):
            raise LlmFailed("llm_bad_answer", "The server sent something that is no chat completion.", fault=True)
        call.usage = body.get("usage")
        said = choice.get("message") or {}
        if said.get("refusal"):
            raise LlmFailed("llm_refused", "The model declined to answer.")
        spoken = Spoken()
        text = spoken.feed(text_of(said.get("content")))
        text += spoken.finish()
        call.count(text)
        judge(choice.get("finish_reason"), got=bool(text))
        yield text

    def _failure(self, error: Exception, call: "_Call", now: float) -> LlmFailed:
        """What an error means; one that is none of the server's goes on as it is."""
        import httpx2
        import openai

        if isinstance(error, (TimeoutError, openai.APITimeoutError)):
            if call.shown:
                late = now >= call.ask.deadline
                why = "did not finish before the deadline" if late else "fell silent in the middle of its answer"
                return LlmFailed("llm_timeout", f"The model {why}.")
            fair = now - call.began >= min(self._first_token_s, _FAIR_S) * 0.95 and not call.spoke
            return LlmFailed("llm_timeout", "The model did not start to answer in time.", fault=fair)
        if isinstance(error, openai.APIStatusError):
            failed = of_status(error.status_code, error.code, error.response.headers, self._names)
            if failed.retry_after:
                self.breaker.pause(failed.retry_after)
            return failed
        if isinstance(error, openai.APIError) and (said := of_error(error.code, error.type)):
            return said
        if isinstance(error, (openai.OpenAIError, httpx2.HTTPError)):
            if call.shown:
                return LlmFailed("llm_cut_short", "The stream broke in the middle of the answer.")
            return LlmFailed(
                "llm_unavailable", "The model's server can't be reached or failed.", transient=True, fault=True
            )
        if isinstance(error, _FOREIGN):
            return LlmFailed(
                "llm_bad_answer", "The server sent something that is no chat completion.", fault=not call.shown
            )
        raise error


def _fields(sent: object) -> dict[str, Any]:
    """A part of an event that has to be a JSON object. Raises TypeError for one that is none."""
    if not isinstance(sent, dict):
        raise TypeError("no JSON object")
    return sent


class _Call:
    """What is known of a call under way."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self.stream: AsyncStream[object] | None = None
        self.usage: Any = None
        self.began = 0.0
        self.spoke = False
        """A choice came, be it an empty one or reasoning."""
        self.shown = False
        """The reader has seen some of it."""
        self._prompt = sum(tokens(s.text) for s in ask.prompt)
        self._reserved = 0
        self._bytes = 0
        self._heard: list[str] = []

    async def reserve(self) -> bool:
        purse, wanted = self.ask.meter.purse, self._prompt + self.ask.max_tokens
        if purse is None:
            return True
        if not await purse.reserve(wanted):
            return False
        self._reserved = wanted
        return True

    def count(self, text: str) -> None:
        self._bytes += len(text.encode("utf-8", "replace"))
        self._heard.append(text)
        if self._bytes > self.ask.max_tokens * _BYTES_PER_TOKEN:
            raise LlmFailed("llm_cut_short", "The answer ran on past the length limit.")

    async def end(self) -> None:
        """Hang up and write down what was used."""
        prompt, completion = told(self.usage, "prompt_tokens"), told(self.usage, "completion_tokens")
        estimated = not prompt and self.stream is not None
        if estimated:
            prompt, completion = self._prompt, completion or tokens("".join(self._heard))
        self.ask.meter.add(prompt, completion, estimated=estimated)
        if self._reserved and self.ask.meter.purse is not None:
            self.ask.meter.purse.settle(self._reserved, prompt + completion)
        if self.stream is not None:
            with suppress(Exception):
                async with asyncio.timeout(_CLOSE_S):
                    await self.stream.close()


def open_endpoint(
    url: str,
    model: str,
    key: str | None,
    *,
    names: str,
    timeout_s: float,
    first_token_s: float,
    between_tokens_s: float,
    max_concurrent: int,
) -> Endpoint:
    """A client for the endpoint, configured by the settings that begin with ``names``. Makes no call."""
    import httpx2
    from openai import AsyncOpenAI, DefaultAsyncHttpx2Client

    from copilot.llm.bounded import bound

    timeout = httpx2.Timeout(timeout_s, connect=min(5.0, first_token_s))
    client = AsyncOpenAI(
        base_url=url,
        api_key=key or "none",
        max_retries=0,
        timeout=timeout,
        http_client=DefaultAsyncHttpx2Client(
            timeout=timeout,
            follow_redirects=False,  # wherever it leads, that server would get a customer's words
            headers={"Accept-Encoding": "identity"},
            event_hooks={"response": [bound]},
        ),
    )
    return Endpoint(
        client,
        model,
        names=names,
        first_token_s=first_token_s,
        between_tokens_s=between_tokens_s,
        max_concurrent=max_concurrent,
    )
