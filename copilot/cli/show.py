"""``copilot assist``: ask the service and show what it says."""

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
    body = request_of(load(file), str(file))
    async with service(settings, tenant, make_folder=False, progress=quiet) as http:
        answer = await post(http, "/v1/assist", body)
    if as_json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        _show_answer(to_console(), Answer.model_validate(answer))
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


def load(file: Path) -> object:
    """The JSON in a file (``-``: standard input). Raises UserError, one line."""
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


async def post(http: "httpx2.AsyncClient", path: str, body: dict[str, Any]) -> dict[str, Any]:
    """The answer. Raises UserError for what the caller can change, else ServiceError."""
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
    print_line(console, f"mode: {answer.mode}", "bold")
    for reason in answer.reasons:
        print_line(console, f"  {reason.stage}: {reason.code}{' – ' + reason.detail if reason.detail else ''}")
    if answer.summary:
        print_line(console, "\nSummary", "bold")
        print_line(console, answer.summary.text)
    for n, reply in enumerate(answer.replies, 1):
        _show_reply(console, f"Reply {n}", reply)
    if answer.answer:
        _show_reply(console, "Answer (for the agent only)", answer.answer)
    if answer.next_actions:
        print_line(console, "\nNext actions", "bold")
        for action in answer.next_actions:
            seen = action.evidence
            counted = f", done in {seen.did_this} of {seen.similar} similar, {seen.reopened} reopened" if seen else ""
            print_line(console, f"- {action.label} ({action.action}), {action.confidence:.0%}{counted}")
            values = [f"{name}={value}" for name, value in action.arguments.items()]
            values += [f"{name}=?" for name in action.missing]
            if values:
                print_line(console, "    " + ", ".join(values))
            print_line(console, "    " + action.reason)
    if answer.sources:
        print_line(console, "\nSources", "bold")
        for source in answer.sources:
            mark = " [internal]" if source.visibility == "internal" else ""
            print_line(console, f"- {source.relevance:.2f} {source.kind} {source.source_id}{mark}: {source.title}")
            print_line(console, "    " + shorten(source.text, 200))


def _show_reply(console: "Console", title: str, reply: Reply) -> None:
    print_line(console, f"\n{title} ({reply.origin}, confidence {reply.confidence:.0%})", "bold")
    print_line(console, _with_markers(reply))
    for citation in sorted({(c.number, c.source_id): c for c in reply.citations}.values(), key=lambda c: c.number):
        where = f" <{citation.url}>" if citation.url else ""
        print_line(console, f"  [{citation.number}] {citation.kind} {citation.source_id}: {citation.title}{where}")
        print_line(console, f"      “{shorten(citation.quote, 200)}”")
    for check in reply.checks:
        if not check.ok:
            print_line(console, f"  ! {check.kind}: {check.detail or check.found or 'failed'}", "yellow")


def _with_markers(reply: Reply) -> str:
    """The text with ``[n]`` after each cited claim."""
    text = reply.text
    marks = sorted({(c.end, c.number) for c in reply.citations}, reverse=True)
    for end, number in marks:
        text = f"{text[:end]} [{number}]{text[end:]}"
    return text


def print_line(console: "Console", text: str, style: str = "") -> None:
    """Text from outside, printed as it is: no markup, no control characters that a terminal would obey."""
    safe = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    console.print(safe, style=style or None, markup=False, highlight=False, emoji=False)


def shorten(text: str, limit: int) -> str:
    """On one line, of at most ``limit`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def to_console() -> "Console":
    """Standard output; whole lines where it is no terminal."""
    from rich.console import Console

    return Console() if sys.stdout.isatty() else Console(soft_wrap=True)


def quiet(_: str) -> None:
    """These commands show only their result."""
