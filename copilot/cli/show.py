"""``copilot assist`` and ``copilot search``: ask the service and show what it says."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from copilot.cli.reach import ServiceError, problem_of, service
from copilot.domain import Answer, AssistRequest, Reply
from copilot.errors import UserError
from copilot.settings import Settings

if TYPE_CHECKING:
    import httpx2
    from rich.console import Console


async def assist(settings: Settings, file: Path, tenant: str | None, *, as_json: bool) -> int:
    """Print the answer for the conversation in the file (``-``: standard input)."""
    body = request_of(_load(file), str(file))
    async with service(settings, tenant, make_folder=False, progress=_quiet) as http:
        answer = await _post(http, "/v1/assist", body)
    if as_json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        _show_answer(_console(), Answer.model_validate(answer))
    return 0


async def search(
    settings: Settings, query: str, tenant: str | None, *, kinds: list[str], limit: int, as_json: bool
) -> int:
    """Print what is found, best first."""
    body: dict[str, Any] = {"query": query, "limit": limit} | ({"kinds": kinds} if kinds else {})
    async with service(settings, tenant, make_folder=False, progress=_quiet) as http:
        found = await _post(http, "/v1/search", body)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    console = _console()
    for passage in found["passages"]:
        _line(
            console, f"{passage['relevance']:.2f}  {passage['kind']} {passage['source_id']}: {passage['title']}", "bold"
        )
        _line(console, "      " + _short(passage["text"], 300))
    if not found["passages"]:
        _line(console, f"nothing found ({found.get('reason') or 'no reason given'})")
    return 0


def request_of(data: object, name: str) -> dict[str, Any]:
    """The body of ``POST /v1/assist``: the file holds one, or a conversation alone, or one with a ``customer_id``.

    Raises UserError naming the first wrong field.
    """
    if not isinstance(data, dict):
        raise UserError(f"{name}: expected a JSON object with a conversation")
    body = {"conversation": data} if "messages" in data else dict(data)
    customer_id = body.pop("customer_id", None)
    if customer_id is not None and "customer" not in body:
        body["customer"] = {"id": customer_id}
    try:
        AssistRequest.model_validate(body)
    except ValidationError as e:
        first = e.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UserError(f"{name}: {where + ': ' if where else ''}{first['msg']}") from None
    return body


def _load(file: Path) -> object:
    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        data = json.loads(raw.decode("utf-8-sig"))
        json.dumps(data, ensure_ascii=False, allow_nan=False).encode()
    except OSError as e:
        raise UserError(f"can't read {file}: {e.strerror}") from None
    except UnicodeDecodeError:
        raise UserError(f"{file} is not UTF-8 text") from None
    except json.JSONDecodeError as e:
        raise UserError(f"{file}, line {e.lineno}: not JSON ({e.msg})") from None
    except RecursionError:
        raise UserError(f"{file}: nested too deeply") from None
    except ValueError:  # what Python reads and nobody can send: NaN, 1e999, half of a surrogate pair
        raise UserError(f"{file}: not JSON (a number or a character in it that there isn't)") from None
    return data


async def _post(http: "httpx2.AsyncClient", path: str, body: dict[str, Any]) -> dict[str, Any]:
    import httpx2

    try:
        response = await http.post(path, json=body)
    except httpx2.HTTPError as e:
        raise ServiceError(f"the service went away ({type(e).__name__}); try again") from e
    if response.status_code in (400, 404, 413, 422):
        raise UserError(problem_of(response))
    if response.status_code != 200:
        raise ServiceError(problem_of(response))
    answer: dict[str, Any] = response.json()
    return answer


def _show_answer(console: "Console", answer: Answer) -> None:
    _line(console, f"mode: {answer.mode}", "bold")
    for reason in answer.reasons:
        _line(console, f"  {reason.stage}: {reason.code}{' – ' + reason.detail if reason.detail else ''}")
    if answer.summary:
        _line(console, "\nSummary", "bold")
        _line(console, answer.summary.text)
    for n, reply in enumerate(answer.replies, 1):
        _show_reply(console, f"Reply {n}", reply)
    if answer.answer:
        _show_reply(console, "Answer (for the agent only)", answer.answer)
    if answer.next_actions:
        _line(console, "\nNext actions", "bold")
        for action in answer.next_actions:
            seen = action.evidence
            counted = f", done in {seen.did_this} of {seen.similar} similar, {seen.reopened} reopened" if seen else ""
            _line(console, f"- {action.label} ({action.action}), {action.confidence:.0%}{counted}")
            values = [f"{name}={value}" for name, value in action.arguments.items()]
            values += [f"{name}=?" for name in action.missing]
            if values:
                _line(console, "    " + ", ".join(values))
            _line(console, "    " + action.reason)
    if answer.sources:
        _line(console, "\nSources", "bold")
        for source in answer.sources:
            mark = " [internal]" if source.visibility == "internal" else ""
            _line(console, f"- {source.relevance:.2f} {source.kind} {source.source_id}{mark}: {source.title}")
            _line(console, "    " + _short(source.text, 200))


def _show_reply(console: "Console", title: str, reply: Reply) -> None:
    _line(console, f"\n{title} ({reply.origin}, confidence {reply.confidence:.0%})", "bold")
    _line(console, _with_markers(reply))
    for citation in sorted({(c.number, c.source_id): c for c in reply.citations}.values(), key=lambda c: c.number):
        where = f" <{citation.url}>" if citation.url else ""
        _line(console, f"  [{citation.number}] {citation.kind} {citation.source_id}: {citation.title}{where}")
        _line(console, f"      “{_short(citation.quote, 200)}”")
    for check in reply.checks:
        if not check.ok:
            _line(console, f"  ! {check.kind}: {check.detail or check.found or 'failed'}", "yellow")


def _with_markers(reply: Reply) -> str:
    """The text with ``[n]`` after each cited claim."""
    text = reply.text
    marks = sorted({(c.end, c.number) for c in reply.citations}, reverse=True)
    for end, number in marks:
        text = f"{text[:end]} [{number}]{text[end:]}"
    return text


def _line(console: "Console", text: str, style: str = "") -> None:
    """Text from outside, printed as it is: no markup, no control characters that a terminal would obey."""
    safe = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    console.print(safe, style=style or None, markup=False, highlight=False, emoji=False)


def _short(text: str, limit: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _console() -> "Console":
    from rich.console import Console

    return Console() if sys.stdout.isatty() else Console(soft_wrap=True)


def _quiet(_: str) -> None:
    """These commands show only their result."""
