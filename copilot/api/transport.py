"""What every request gets, whichever path it takes: an id, a log line, figures, and safe headers."""

import re
import time
import uuid
from collections.abc import Callable
from typing import cast
from urllib.parse import quote, unquote_to_bytes

import structlog
from litestar import Litestar
from litestar.datastructures import MutableScopeHeaders
from litestar.routes import HTTPRoute
from litestar.types import (
    HTTPScope,
    LifeSpanReceive,
    LifeSpanScope,
    LifeSpanSend,
    Message,
    Receive,
    Scope,
    Send,
)

from copilot.api.logs import log_bug

CLIENT_GONE = 499
"""Noted where no answer was begun: the client had hung up."""

log = structlog.get_logger()

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

SECURITY = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Service(Litestar):
    """Litestar, with what must also hold where no route is found (its own middleware runs only behind routes)."""

    async def __call__(
        self, scope: Scope | LifeSpanScope, receive: Receive | LifeSpanReceive, send: Send | LifeSpanSend
    ) -> None:
        if str(scope["type"]) != "http":
            await super().__call__(scope, receive, send)
            return
        exchange = _Exchange(cast(HTTPScope, scope), cast(Send, send), self._methods)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=exchange.request_id)
        try:
            await super().__call__(scope, cast(Receive, receive), exchange.send)
        except Exception as e:
            # The answer had begun, so nobody can be told; the server closes the connection on an unfinished answer.
            log_bug(e.__cause__ or e, answer="cut short")
        finally:
            exchange.report(self.state.metrics.request)

    def _methods(self, template: str) -> str:
        """What a path takes, for ``Allow``."""
        routes = [r for r in self.routes if isinstance(r, HTTPRoute) and r.path_format == template]
        return ", ".join(sorted({str(method) for r in routes for method in r.methods}))


class _Exchange:
    """One request and its answer."""

    def __init__(self, scope: HTTPScope, send: Send, methods: Callable[[str], str]) -> None:
        self.scope, self._send, self._methods = scope, send, methods
        self.begun = time.perf_counter()
        self.answered: float | None = None
        self.status = CLIENT_GONE
        given = next((v for k, v in scope["headers"] if k == b"x-request-id"), b"").decode("latin-1")
        self.request_id = given if REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        if routed := routing_path(scope):
            scope["path"] = routed

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.answered = message["status"], time.perf_counter()
            headers = MutableScopeHeaders(message)
            headers["X-Request-Id"] = self.request_id
            for name, value in SECURITY.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
            if self.scope["method"] == "OPTIONS" and self.status == 204:
                # Litestar's own answer forgets handlers that were registered after the path's first one.
                headers["Allow"] = self._methods(self.scope["path_template"])
        await self._send(message)

    def report(self, count: Callable[[str, str, int, float], None]) -> None:
        route = self.scope.get("path_template") or "none"
        caller = self.scope.get("user")
        ended = time.perf_counter()
        count(self.scope["method"], route, self.status, (self.answered or ended) - self.begun)
        log.info(
            "request",
            method=self.scope["method"],
            route=route,
            status=self.status,
            ms=round((ended - self.begun) * 1000, 1),
            key_id=getattr(caller, "key_id", None),
        )


def routing_path(scope: HTTPScope) -> str | None:
    """The path to route by, still percent-encoded segment by segment, for the doors under ``/v1``; else None.

    Servers decode ``%2F`` in ``path``, so an id with a slash would fall apart; ``raw_path`` still has it. Segments
    are brought into one spelling, so ``articles%3Abatch`` is ``articles:batch``.
    """
    raw = scope.get("raw_path") or quote(scope["path"], safe="/:@!$&'()*+,;=~").encode()
    raw = raw.partition(b"?")[0]
    base = scope.get("root_path", "").encode()
    if not raw.startswith(base + b"/v1/"):
        return None
    return "/".join(quote(unquote_to_bytes(segment), safe=":~") for segment in raw.split(b"/"))
