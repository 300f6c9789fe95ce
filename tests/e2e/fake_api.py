"""The inbox's doors with scripted answers, over real HTTP: gates hold a stream wherever a test needs it held."""

import json
import mimetypes
import queue
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

from copilot.domain import Conversation, Customer
from copilot.drafting import HandedOver
from copilot.inbox import STATIC
from copilot.state.conversations import ConversationHead

KEY = "cpk_test_agent"
CSP = "default-src 'self'; frame-ancestors 'none'"
PROBLEMS = {
    401: "this key is not known here, or it was revoked",
    403: "not for this role",
    404: "there is no conversation with this id",
    503: "the state store does not answer",
}


class Gate(threading.Event):
    """A place in a script where the stream waits until the test opens it."""


@dataclass(frozen=True)
class Cut:
    """The connection breaks here."""


@dataclass(frozen=True)
class Refuse:
    """The request is answered with this status instead of a stream."""

    status: int


@dataclass(frozen=True)
class Say:
    """One event."""

    name: str
    data: Any


Step = Say | Gate | Cut | Refuse


@dataclass
class FakeApi:
    """What the page is told; tests change the fields while it runs."""

    url: str = ""
    me: dict[str, Any] = field(default_factory=dict)
    heads: list[ConversationHead] = field(default_factory=list)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    customers: dict[str, Customer] = field(default_factory=dict)
    scripts: dict[str, list[Sequence[Step]]] = field(default_factory=lambda: defaultdict(list))
    """Per conversation, one script for each request; the last one again and again."""
    found: dict[str, Any] = field(default_factory=lambda: {"passages": [], "reason": "below_floor", "timings_ms": {}})
    articles: dict[str, dict[str, Any]] = field(default_factory=dict)
    handoffs: dict[str, HandedOver] = field(default_factory=dict)
    """Of the conversations that a bot has handed over."""
    release_status: int = 204
    status: int = 200
    """What the conversation doors answer; 0 hangs up."""
    revoked: bool = False
    hold: Gate | None = None
    """Where set, a message that is sent waits here before it is stored."""
    requests: list[tuple[str, str, Any]] = field(default_factory=list)
    watchers: dict[str, list["queue.Queue[Say | None]"]] = field(default_factory=lambda: defaultdict(list))
    closing: threading.Event = field(default_factory=threading.Event)

    def asked(self, method: str, path: str) -> list[Any]:
        """Bodies of the requests to a path, in order."""
        return [body for m, p, body in self.requests if (m, p) == (method, path)]

    def arrive(self, conversation_id: str, author: str, text: str, **more: Any) -> dict[str, Any]:
        """A message is stored and whoever watches is told."""
        held = self.conversations[conversation_id]
        message = {"id": f"n{len(held.messages) + 1}", "sent_at": "2026-11-23T09:00:00Z"} | more
        message |= {"author": author, "text": text}
        thread = [*held.model_dump(mode="json")["messages"], message]
        self.conversations[conversation_id] = Conversation.model_validate(
            held.model_dump(mode="json") | {"messages": thread}
        )
        for watcher in list(self.watchers[conversation_id]):
            watcher.put(Say("message", message))
        return message

    def hang_up(self) -> None:
        """Every watching stream ends."""
        for watchers in self.watchers.values():
            for watcher in list(watchers):
                watcher.put(None)


class Handler(BaseHTTPRequestHandler):
    api: FakeApi

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Quiet."""

    def do_GET(self) -> None:
        path = unquote(self.path.partition("?")[0])
        if path == "/" or path.startswith("/static/"):
            return self._file("index.html" if path == "/" else path.removeprefix("/static/"))
        return self._door("GET", path, None)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"] or 0)) or "null")
        self._door("POST", unquote(self.path), body)

    def _door(self, method: str, path: str, body: Any) -> None:
        api = self.api
        api.requests.append((method, path, body))
        if api.revoked or self.headers["Authorization"] != f"Bearer {KEY}":
            return self._json(401)
        if path == "/v1/me":
            return self._json(200, api.me) if api.status else self._hang_up()
        if path == "/v1/search":
            return self._json(200, api.found)
        if path == "/v1/feedback":
            return self._json(200, {"event": "done", "new": True}) if api.status == 200 else self._json(api.status)
        if path == "/v1/assist":
            return self._assist(body["conversation_id"])
        if path.startswith("/v1/articles/"):
            article = api.articles.get(path.removeprefix("/v1/articles/"))
            return self._json(200, article) if article else self._json(404)
        if api.status == 0:
            return self._hang_up()
        if api.status != 200:
            return self._json(api.status)
        if path == "/v1/conversations":
            heads = [h.model_copy(update={"handed_over": h.id in api.handoffs}) for h in api.heads]
            return self._json(200, {"conversations": [h.model_dump(mode="json") for h in heads]})
        name, _, door = path.removeprefix("/v1/conversations/").partition("/")
        if name not in api.conversations:
            return self._json(404)
        if door == "messages":
            if api.hold:
                api.hold.wait(30)
            return self._json(201, api.arrive(name, **body))
        if door == "events":
            return self._watch(name)
        if door == "release":
            return self._release(name)
        head = next(h for h in api.heads if h.id == name)
        customer = api.customers.get(head.customer_id or "")
        shown = customer.model_dump(mode="json") if customer else None
        handed = api.handoffs.get(name)
        view = {
            "conversation": api.conversations[name].model_dump(mode="json"),
            "customer": shown,
            "status": "open",
            "handoff": handed.model_dump(mode="json") if handed else None,
        }
        return self._json(200, view)

    def _release(self, name: str) -> None:
        if self.api.release_status != 204:
            return self._json(self.api.release_status)
        del self.api.handoffs[name]
        self.send_response(204)
        return self.end_headers()

    def _assist(self, name: str) -> None:
        scripts = self.api.scripts[name]
        script = scripts.pop(0) if len(scripts) > 1 else scripts[0]
        if isinstance(script[0], Refuse):
            return self._json(script[0].status) if script[0].status else self._hang_up()
        self._stream()
        with suppress(OSError):
            for n, step in enumerate(script, 1):
                if isinstance(step, Gate):
                    while not step.wait(0.05) and not self.api.closing.is_set():
                        self.wfile.write(b": ping\n\n")
                elif isinstance(step, Say):
                    self._event(step, f"str_1:{n}")
                else:
                    return None
        return None

    def _watch(self, name: str) -> None:
        told: queue.Queue[Say | None] = queue.Queue()
        self.api.watchers[name].append(told)
        self._stream()
        with suppress(OSError):
            self._event(Say("open", {}))
            while not self.api.closing.is_set():
                try:
                    said = told.get(timeout=0.1)
                except queue.Empty:
                    self.wfile.write(b": ping\n\n")
                    continue
                if said is None:
                    break
                self._event(said)
        self.api.watchers[name].remove(told)

    def _event(self, said: Say, event_id: str = "") -> None:
        head = f"id: {event_id}\n" if event_id else ""
        self.wfile.write(f"{head}event: {said.name}\ndata: {json.dumps(said.data)}\n\n".encode())
        self.wfile.flush()

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()

    def _json(self, status: int, body: Any = None) -> None:
        if status >= 400:
            kind = {401: "unauthorized", 403: "forbidden", 404: "not-found"}.get(status, "state-unavailable")
            body = {"type": f"urn:copilot:problem:{kind}", "status": status, "detail": PROBLEMS[status]}
        self._bytes(status, json.dumps(body).encode(), "application/json")

    def _file(self, name: str) -> None:
        path = STATIC / name
        if not path.is_file():
            return self._json(404)
        return self._bytes(200, path.read_bytes(), mimetypes.guess_type(name)[0] or "text/plain")

    def _bytes(self, status: int, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", CSP)
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(content)

    def _hang_up(self) -> None:
        self.close_connection = True


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that leaves in the middle is no error."""


@contextmanager
def serving(api: FakeApi) -> Iterator[FakeApi]:
    """The API on a free port of loopback."""
    server = Server(("127.0.0.1", 0), type("Bound", (Handler,), {"api": api}))
    api.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield api
    finally:
        api.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
