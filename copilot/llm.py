"""The one door to a model: Chat Completions of any OpenAI-compatible server, always streamed, never retried here.

Every oddity of an endpoint ends in ``LlmFailed`` with a stable code: ``llm_timeout``, ``llm_unavailable``,
``llm_cut_short``, ``llm_bad_answer``, ``llm_refused`` or ``llm_busy``. Closing a stream cancels the call.
"""

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from copilot.domain import Usage
from copilot.settings import Settings
from retrieval.visible import visible

# A service without a model does without openai: it takes a third of a second and 30 MB to import.
if TYPE_CHECKING:
    import httpx2
    import openai
    from openai import AsyncOpenAI, AsyncStream
    from openai.types.chat import ChatCompletionChunk

LlmCode = Literal["llm_timeout", "llm_unavailable", "llm_cut_short", "llm_bad_answer", "llm_refused", "llm_busy"]
T = TypeVar("T", bound=BaseModel)


class LlmFailed(Exception):  # called for what happened, like the other errors of the domain
    """The model gave no usable answer; ``code`` says why in a stable word, ``detail`` in words without its text."""

    def __init__(self, code: LlmCode, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code: LlmCode = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Say:
    """One message of a prompt."""

    role: Literal["system", "user"]
    text: str


@dataclass(slots=True)
class Meter:
    """Adds up what calls used; a call that was cut off counts as a call with the tokens the server told."""

    model: str | None = None
    prompt_tokens: int = 0
    completion_tokens: int = 0
    calls: int = 0

    def usage(self) -> Usage:
        return Usage(
            prompt_tokens=self.prompt_tokens,
            completion_tokens=self.completion_tokens,
            model=self.model,
            calls=self.calls,
        )


class Llm:
    """A model behind a URL. ``deadline`` is always a time of the running loop, in seconds."""

    def __init__(
        self,
        client: "AsyncOpenAI",
        model: str,
        *,
        timeout_s: float,
        first_token_s: float,
        max_concurrent: int,
        context_tokens: int = 8000,
    ) -> None:
        self.model = model
        self.context_tokens = context_tokens
        self._client = client
        self._timeout_s = timeout_s
        self._first_token_s = first_token_s
        self._slots = asyncio.Semaphore(max_concurrent)
        self._schemas_work: bool | None = None

    async def close(self) -> None:
        await self._client.close()

    async def stream(
        self,
        prompt: Sequence[Say],
        *,
        deadline: float,
        meter: Meter,
        max_tokens: int = 800,
        schema: dict[str, Any] | None = None,
    ) -> AsyncGenerator[str, None]:
        """Pieces of the answer as they come. Raises LlmFailed, also after pieces were given."""
        import httpx2
        import openai

        loop = asyncio.get_running_loop()
        deadline = min(deadline, loop.time() + self._timeout_s)
        try:
            async with asyncio.timeout_at(deadline):
                await self._slots.acquire()
        except TimeoutError:
            raise LlmFailed("llm_busy", "All model slots were taken until the deadline.") from None
        stream: AsyncStream[ChatCompletionChunk] | None = None
        got = False
        try:
            meter.calls += 1
            meter.model = self.model
            first = min(deadline, loop.time() + self._first_token_s)
            try:
                async with asyncio.timeout_at(first):
                    stream = await self._open(prompt, max_tokens, schema)
            except TimeoutError:
                raise LlmFailed("llm_timeout", "The model did not start to answer in time.") from None
            if "text/event-stream" not in stream.response.headers.get("content-type", ""):
                async with asyncio.timeout_at(deadline):
                    yield await _whole_answer(stream.response, meter)
                return
            finish: str | None = None
            spoke = False
            chunks = aiter(stream)
            while True:
                try:
                    async with asyncio.timeout_at(deadline if got else first):
                        chunk = await anext(chunks)
                except StopAsyncIteration:
                    break
                if chunk.usage:
                    meter.prompt_tokens += chunk.usage.prompt_tokens or 0
                    meter.completion_tokens += chunk.usage.completion_tokens or 0
                if not chunk.choices:
                    continue
                spoke = True
                choice = chunk.choices[0]
                if choice.delta and choice.delta.refusal:
                    raise LlmFailed("llm_refused", "The model declined to answer.")
                if choice.delta and choice.delta.content:
                    got = True
                    yield choice.delta.content
                finish = choice.finish_reason or finish
            if not spoke:
                raise LlmFailed("llm_bad_answer", "The server sent something that is no chat completion.")
            _judge(finish, got=got)
        except TimeoutError:
            detail = "The model did not finish before the deadline." if got else "The model did not start in time."
            raise LlmFailed("llm_timeout", detail) from None
        except openai.OpenAIError as e:
            raise _failure(e, got=got) from e
        except (json.JSONDecodeError, UnicodeDecodeError, ValidationError, AttributeError, TypeError) as e:
            # the SDK does not validate what a server sends, and lets a broken event through as a plain error
            raise LlmFailed("llm_bad_answer", "The server sent something that is no chat completion.") from e
        except httpx2.HTTPError as e:
            code: LlmCode = "llm_cut_short" if got else "llm_unavailable"
            raise LlmFailed(code, "The connection to the model broke.") from e
        finally:
            self._slots.release()
            if stream is not None:
                with suppress(Exception):
                    await stream.close()

    async def _open(
        self, prompt: Sequence[Say], max_tokens: int, schema: dict[str, Any] | None
    ) -> "AsyncStream[ChatCompletionChunk]":
        extra: dict[str, Any] = {}
        if schema is not None:
            extra["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": "answer", "schema": schema, "strict": True},
            }
        stream: AsyncStream[ChatCompletionChunk] = await self._client.chat.completions.create(
            model=self.model,
            messages=[
                {"role": "system", "content": s.text}
                if s.role == "system"
                else {"role": "user", "content": visible(s.text)}
                for s in prompt
            ],
            stream=True,
            stream_options={"include_usage": True},
            max_tokens=max_tokens,
            temperature=0.2,
            **extra,
        )
        return stream

    async def complete(
        self, prompt: Sequence[Say], answer: type[T], *, deadline: float, meter: Meter, max_tokens: int = 700
    ) -> T:
        """A structured answer. The schema is sent where the server takes it; what comes is read tolerantly."""
        import openai

        schema = None if self._schemas_work is False else strict_schema(answer)
        try:
            text = await self._text(prompt, deadline, meter, max_tokens, schema)
        except LlmFailed as e:
            if schema is None or not isinstance(e.__cause__, (openai.BadRequestError, openai.InternalServerError)):
                raise
            # some servers refuse response_format outright: once is enough to know
            text = await self._text(prompt, deadline, meter, max_tokens, None)
            self._schemas_work = False
        value = read_json(text)
        try:
            return answer.model_validate(value)
        except ValidationError as e:
            raise LlmFailed("llm_bad_answer", f"The model's JSON has {e.error_count()} wrong fields.") from None

    async def _text(
        self, prompt: Sequence[Say], deadline: float, meter: Meter, max_tokens: int, schema: dict[str, Any] | None
    ) -> str:
        pieces = []
        async with aclosing(
            self.stream(prompt, deadline=deadline, meter=meter, max_tokens=max_tokens, schema=schema)
        ) as stream:
            async for piece in stream:
                pieces.append(piece)  # noqa: PERF401
        return visible("".join(pieces))


def open_llm(settings: Settings) -> Llm | None:
    """The configured model, or None where there is none. Makes no call."""
    if not settings.llm_url or not settings.llm_model:
        return None
    import httpx2
    from openai import AsyncOpenAI

    client = AsyncOpenAI(
        base_url=settings.llm_url,
        api_key=settings.llm_key.get_secret_value() if settings.llm_key else "none",
        max_retries=0,
        timeout=httpx2.Timeout(settings.llm_timeout_s, connect=min(5.0, settings.llm_first_token_s)),
    )
    return Llm(
        client,
        settings.llm_model,
        timeout_s=settings.llm_timeout_s,
        first_token_s=settings.llm_first_token_s,
        max_concurrent=settings.llm_max_concurrent,
        context_tokens=settings.llm_context_tokens,
    )


def _judge(finish: str | None, *, got: bool) -> None:
    """Raise where a stream that ended is no whole answer: servers end one early without any error."""
    if finish == "content_filter":
        raise LlmFailed("llm_refused", "The server's content filter stopped the answer.")
    if finish is None:
        raise LlmFailed("llm_cut_short", "The stream ended before the answer did.")
    if finish == "length":
        raise LlmFailed("llm_cut_short", "The answer ran into the length limit.")
    if not got:
        raise LlmFailed("llm_bad_answer", "The model answered with nothing.")


async def _whole_answer(response: "httpx2.Response", meter: Meter) -> str:
    """The text of an answer that a server sent in one piece although a stream was asked for."""
    body = json.loads(await response.aread())
    choice = body["choices"][0] if isinstance(body, dict) and body.get("choices") else None
    text = (choice.get("message") or {}).get("content") if isinstance(choice, dict) else None
    if not isinstance(text, str):
        raise LlmFailed("llm_bad_answer", "The server sent something that is no chat completion.")
    used = body.get("usage") or {}
    meter.prompt_tokens += int(used.get("prompt_tokens") or 0)
    meter.completion_tokens += int(used.get("completion_tokens") or 0)
    _judge(choice.get("finish_reason") if isinstance(choice, dict) else None, got=bool(text))
    return text


def _failure(error: "openai.OpenAIError", *, got: bool) -> LlmFailed:
    import openai

    if isinstance(error, openai.APITimeoutError):
        return LlmFailed("llm_timeout", "The model did not answer in time.")
    if isinstance(error, openai.APIStatusError):
        status = error.status_code
        if status == 429:
            return LlmFailed("llm_busy", "The model's server is over its limit (429).")
        if getattr(error, "code", None) == "content_filter":
            return LlmFailed("llm_refused", "The server's content filter refused the request.")
        if status in (401, 403):
            return LlmFailed("llm_unavailable", f"The server refused our key ({status}); check COPILOT_LLM_KEY.")
        if status == 404:
            return LlmFailed(
                "llm_unavailable", "No such model or path (404); check COPILOT_LLM_URL and COPILOT_LLM_MODEL."
            )
        return LlmFailed("llm_unavailable", f"The model's server answered {status}.")
    if got:
        return LlmFailed("llm_cut_short", "The stream broke in the middle of the answer.")
    return LlmFailed("llm_unavailable", "The model's server can't be reached or failed.")


_FENCED = re.compile(r"```(?:json)?\s*(.*?)```", re.DOTALL)


def read_json(text: str) -> Any:
    """The JSON value in a model's text: bare, in a code fence, or with words around it. Raises LlmFailed."""
    candidates = [text.strip(), *(m.strip() for m in _FENCED.findall(text))]
    start = min((i for i in (text.find("{"), text.find("[")) if i >= 0), default=-1)
    decoder = json.JSONDecoder(strict=False)
    if start >= 0:
        candidates.append(text[start:])
    for candidate in candidates:
        try:
            return decoder.raw_decode(candidate)[0]
        except (json.JSONDecodeError, RecursionError):
            continue
    raise LlmFailed("llm_bad_answer", "The model's answer holds no JSON.")


def strict_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The model's JSON schema as strict mode wants it: every property required, none additional, no defaults."""

    def tighten(node: Any) -> Any:
        if isinstance(node, list):
            return [tighten(n) for n in node]
        if not isinstance(node, dict):
            return node
        out = {k: tighten(v) for k, v in node.items() if k not in ("default", "title")}
        if node.get("type") == "object" and isinstance(node.get("properties"), dict):
            out["properties"] = {k: tighten(v) for k, v in node["properties"].items()}
            out["required"] = list(node["properties"])
            out["additionalProperties"] = False
        return out

    tightened: dict[str, Any] = tighten(model.model_json_schema())
    return tightened
