"""Every error as RFC 9457 problem details: one table from what was raised to what the caller reads."""

import errno
import json
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.openapi import ResponseSpec
from pydantic import Field, ValidationError

from copilot import errors
from copilot.api.logs import log_bug, log_outage
from retrieval.documents import Frozen, misfit
from retrieval.embed import EmbedderUnavailable
from retrieval.index import IndexDown, IndexFull, IndexMoved
from retrieval.ingest import EmptyDocument

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_S = 5
MOST_FAULTS = 20
"""A body with ten thousand wrong messages is told about this many."""


class Fault(Frozen):
    """One thing that is wrong with a request, and where."""

    where: str
    """A place in the body (``messages[3].text``), ``path.<name>``, ``query.<name>`` or ``header.<name>``."""
    problem: str


class Problem(Frozen):
    """The body of every error (RFC 9457)."""

    type: str = Field(examples=["urn:copilot:problem:not-found"])
    """Stable, for programs."""
    title: str
    status: int
    detail: str
    """What is wrong and what to do, for people."""
    errors: tuple[Fault, ...] = ()
    """The places, where a request was refused for its content."""


class Refused(Exception):
    """A request this service won't take, with the answer it gets."""

    def __init__(self, status: int, kind: str, detail: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(detail)
        self.status, self.kind, self.detail, self.faults = status, kind, detail, tuple(faults)


def place(loc: Sequence[str | int]) -> str:
    """Where in a body: ``("messages", 3, "text")`` is ``messages[3].text``."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc)
    return text.removeprefix(".") or "body"


def faults_of(error: ValidationError) -> list[Fault]:
    """What pydantic refused, without the refused values: they may be a customer's words."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    # A list whose items are all bad is also called too short, which it isn't.
    inside = {e["loc"][:depth] for e in found for depth in range(len(e["loc"]))}
    told = [e for e in found if e["type"] != "too_short" or e["loc"] not in inside]
    return [Fault(where=place(e["loc"]), problem=_sentence(e["type"], e["msg"], e["loc"])) for e in told]


def _sentence(kind: str, message: str, loc: Sequence[str | int]) -> str:
    if kind == "string_pattern_mismatch" and loc:
        return misfit(str(loc[-1]))
    if kind == "extra_forbidden":
        return "unknown field"
    if kind == "missing":
        return "required, but missing"
    if kind == "json_invalid":
        return message.replace("Invalid JSON", "not JSON")
    message = message.removeprefix("Value error, ").removeprefix("Input ")
    message = message.replace("Tuple should have", "needs").replace(" after validation", "")
    return message[:1].lower() + message[1:]


def refuse_body(error: ValidationError) -> Refused:
    """The 400 for a body that doesn't fit its type, naming each place."""
    first, *more = faults = faults_of(error)
    if first.problem.startswith("not JSON"):
        return Refused(400, "malformed-json", f"the body is {first.problem}", faults)
    rest = f" (and {len(more)} more)" if more else ""
    return Refused(400, "invalid-input", f"{first.where}: {first.problem}{rest}", faults[:MOST_FAULTS])


def respond(
    status: int, kind: str, detail: str, faults: Sequence[Fault] = (), headers: dict[str, str] | None = None
) -> Response[bytes]:
    """A problem as a response."""
    title = HTTPStatus(status).phrase
    body = Problem(type=f"urn:copilot:problem:{kind}", title=title, status=status, detail=detail, errors=tuple(faults))
    return Response(body.model_dump_json().encode(), status_code=status, media_type=MEDIA_TYPE, headers=headers)


def problem_of(exc: Exception) -> tuple[int, str, str]:
    """Status, kind and sentence of an error of ours; 500 without particulars for a bug."""
    for types, status, kind in _OURS:
        if isinstance(exc, types):
            # An outage is told in our words: its own may name servers, which is for the operator.
            return status, kind, _SENTENCES.get(kind) or str(exc) or HTTPStatus(status).phrase
    if isinstance(exc, OSError) and exc.errno in {errno.ENOSPC, errno.EDQUOT}:
        return 507, "storage-full", "the disk is full: nothing of this request was kept; make room and send it again"
    return 500, "bug", "this is a fault of the service, not of the request; it was logged under the request's id"


_OURS: tuple[tuple[type[Exception], int, str], ...] = (
    (errors.NotFound, 404, "not-found"),
    (errors.InvalidInput, 400, "invalid-input"),
    (EmptyDocument, 400, "invalid-input"),
    (errors.Unauthorized, 401, "unauthorized"),
    (errors.Forbidden, 403, "forbidden"),
    (errors.StateUnavailable, 503, "state-unavailable"),
    (errors.IndexUnavailable, 503, "index-unavailable"),
    (IndexFull, 507, "storage-full"),
    (IndexMoved, 503, "index-moved"),
    (IndexDown, 503, "index-unavailable"),
    (EmbedderUnavailable, 503, "embedder-unavailable"),
    (errors.StorageFull, 507, "storage-full"),
)

_SENTENCES = {
    "state-unavailable": "the state store (Redis) does not answer; what needs it must wait, try again in a few seconds",
    "index-unavailable": "the vector store does not answer; try again in a few seconds",
    "embedder-unavailable": "the embedding model does not answer; try again in a few seconds",
}


def handle(_: Request[Any, Any, Any], exc: Exception) -> Response[bytes]:
    """Anything raised under a door that is not Litestar's own."""
    if isinstance(exc, Refused):
        return respond(exc.status, exc.kind, exc.detail, exc.faults)
    status, kind, detail = problem_of(exc)
    _log(status, exc)
    headers = {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if status == 503:
        headers["Retry-After"] = str(RETRY_AFTER_S)
    where, colon, problem = detail.partition(": ")
    if status == 400 and colon:  # ours begin with the place, where there is one
        fault = Fault(where=where.replace("/", ".") if " " not in where else "body", problem=problem)
        return respond(status, kind, detail, [fault], headers)
    return respond(status, kind, detail, headers=headers)


def _log(status: int, exc: Exception) -> None:
    if status == 500:
        log_bug(exc)
    elif status > 500:
        log_outage(exc)


def no_such_path(headers: dict[str, str] | None = None) -> Response[bytes]:
    """The 404 for a path that leads nowhere."""
    return respond(404, "no-such-path", "nothing is served at this path; /schema lists what is", (), headers)


def handle_http(_: Request[Any, Any, Any], exc: HTTPException) -> Response[bytes]:
    """What Litestar itself refuses: paths, methods, sizes, parameters."""
    headers = dict(exc.headers or {})
    if isinstance(exc, ValidationException):
        extra = exc.extra if isinstance(exc.extra, list) else []
        faults = [_parameter_fault(e) for e in extra if isinstance(e, dict)]
        if faults:
            return respond(400, "invalid-input", f"{faults[0].where}: {faults[0].problem}", faults, headers)
    status = exc.status_code
    if status == 404:
        return no_such_path(headers)
    if status == 405:
        allowed = headers.get("allow", "other methods")
        return respond(405, "method-not-allowed", f"this path takes {allowed}", (), headers)
    if status == 413:
        return respond(413, "too-large", "the body is larger than this path takes; /schema says how much", (), headers)
    if "disconnected" in exc.detail:  # nobody reads this any more, and it is no fault of ours
        return respond(400, "bad-request", "the request ended before its body did", (), headers)
    if status >= 500:
        log_bug(exc)
        return handle(_, RuntimeError())
    return respond(status, "bad-request", exc.detail or HTTPStatus(status).phrase, (), headers)


def _parameter_fault(extra: dict[str, Any]) -> Fault:
    key, source = str(extra.get("key", "")), str(getattr(extra.get("source"), "value", extra.get("source") or ""))
    if key == "data" or source == "body":
        return Fault(where="body", problem="required, but the request has none")
    return Fault(where=f"{source}.{key}".strip("."), problem=str(extra.get("message", "refused")))


def problems(*statuses: int) -> dict[int, ResponseSpec]:
    """The same table for the OpenAPI document."""
    return {
        status: ResponseSpec(
            data_container=Problem,
            media_type=MEDIA_TYPE,
            description=HTTPStatus(status).phrase,
            generate_examples=False,
        )
        for status in sorted(statuses)
    }


HANDLERS: dict[int | type[Exception], Callable[..., Response[Any]]] = {HTTPException: handle_http, Exception: handle}


def as_event(exc: Exception) -> bytes:
    """A problem in the middle of an event stream, as the data of an event."""
    status, kind, detail = problem_of(exc)
    _log(status, exc)
    return json.dumps({"type": f"urn:copilot:problem:{kind}", "status": status, "detail": detail}).encode()
