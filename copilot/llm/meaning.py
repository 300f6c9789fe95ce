"""What a server's words mean: a status, a finish reason, an error inside a stream, a wish to be left alone."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from copilot.llm.outcome import LlmFailed

_REFUSED = frozenset(
    ["content_filter", "content_filtered", "safety", "refusal", "recitation", "blocklist", "prohibited_content", "spii"]
)
"""Finish reasons and error codes of content filters, as servers and gateways spell them."""
_LENGTH = frozenset(["length", "max_tokens", "max_output_tokens", "model_length", "max_length", "token_limit"])
_BROKEN = frozenset(["error", "abort", "aborted", "cancelled", "interrupted", "insufficient_system_resource"])
_TOOLS = frozenset(["tool_calls", "tool_call", "tool_use", "function_call"])
_BUSY = frozenset(["429", "rate_limit_exceeded", "rate_limit_error", "too_many_requests", "overloaded_error"])
_MOST_TOKENS = 100_000_000
"""Nobody's call uses so many: a server that says so is not believed."""


def text_of(content: Any) -> str:
    """A delta's text; some servers send a list of parts, reasoning among them."""
    if content is None or isinstance(content, str):
        return content or ""
    return "".join(str(p.get("text") or "") for p in content if isinstance(p, dict) and p.get("type") == "text")


def told(usage: Any, name: str) -> int:
    """Tokens by this name in what a server says was used; 0 where it says nothing that can be."""
    value = usage.get(name) if isinstance(usage, dict) else getattr(usage, name, None)
    return value if isinstance(value, int) and 0 < value < _MOST_TOKENS else 0


def judge(finish: Any, *, got: bool) -> None:
    """Raise LlmFailed where a stream that ended is no whole answer: servers end one early without any error."""
    if finish is None:
        raise LlmFailed("llm_cut_short", "The stream ended before the answer did.", fault=not got)
    reason = str(finish).lower()
    if reason in _REFUSED:
        raise LlmFailed("llm_refused", "The server's content filter stopped the answer.")
    if reason in _LENGTH:
        raise LlmFailed("llm_cut_short", "The answer ran into the length limit.")
    if reason in _BROKEN:
        raise LlmFailed("llm_cut_short", "The server broke the answer off.", fault=not got)
    if reason in _TOOLS:
        raise LlmFailed("llm_bad_answer", "The model called a tool, which it was not offered, instead of answering.")
    if not got:
        raise LlmFailed("llm_bad_answer", "The model answered with nothing.")


def of_status(status: int, code: Any, headers: Mapping[str, str], names: str) -> LlmFailed:
    """What an error status means; ``names`` begin the settings of this endpoint."""
    if str(code).lower() in _REFUSED:
        return LlmFailed("llm_refused", "The server's content filter refused the request.")
    after = retry_after(headers) if status in (429, 503, 529) else None
    if status == 429:
        detail = "The model's server is over its limit (429)."
        return LlmFailed("llm_busy", detail, transient=True, retry_after=after)
    if status < 400:  # whoever it is, it would get our key and a customer's words
        detail = f"The server sends us elsewhere ({status}), which we don't follow; check {names}_URL."
    elif status in (401, 403):
        detail = f"The server refused our key ({status}); check {names}_KEY."
    elif status == 404:
        detail = f"No such model or path (404); check {names}_URL and {names}_MODEL."
    else:
        detail = f"The model's server answered {status}."
    transient = status in (408, 409) or status >= 500
    fault = status not in (400, 413, 422)
    return LlmFailed("llm_unavailable", detail, transient=transient, fault=fault, retry_after=after)


def of_error(code: Any, kind: Any) -> LlmFailed | None:
    """What an error inside a stream of status 200 means, by its code and type; None where they say nothing more."""
    said = {str(code).lower(), str(kind).lower()}
    if said & _REFUSED:
        return LlmFailed("llm_refused", "The server's content filter stopped the answer.")
    if said & _BUSY:
        return LlmFailed("llm_busy", "The model's server is over its limit.", transient=True)
    return None


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds for which the server wants to be left alone, told as seconds or as a date; None where it tells none.

    A date is read by the server's own clock, where it shows it."""
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        until = _date(value)
    if until is None:
        return None
    return max(0.0, (until - (_date(headers.get("date", "")) or datetime.now(UTC))).total_seconds())


def _date(text: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
