"""The service: its routes, what stands around them, and when its parts are made. No logic."""

import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from litestar import Litestar, Request, Response, Router
from litestar.datastructures import CacheControlHeader
from litestar.exceptions import InternalServerException
from litestar.handlers import route
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, SecurityScheme
from litestar.plugins.pydantic import PydanticPlugin
from litestar.response import File
from litestar.static_files import create_static_files_router

from copilot.api import (
    actions,
    assist,
    conversations,
    customers,
    drafts,
    feedback,
    health,
    knowledge,
    listing,
    metrics,
    operator,
    policy,
    search,
    train,
)
from copilot.api.access import Access
from copilot.api.bodies import BODY_LIMIT, StrictRequest
from copilot.api.given import GIVEN
from copilot.api.logs import configure_logging
from copilot.api.metrics import Metrics
from copilot.api.problems import HANDLERS, handle, no_such_path
from copilot.api.schema import DocumentPlugin
from copilot.api.transport import Service
from copilot.follow import Follower
from copilot.inbox import STATIC
from copilot.settings import Settings
from copilot.wiring import Parts, assemble, background


@route("/", http_method=["GET", "HEAD"], include_in_schema=False, sync_to_thread=False)
def inbox() -> File:
    """The agent's page."""
    return File(
        STATIC / "index.html",
        filename="index.html",
        content_disposition_type="inline",
        media_type="text/html",
        headers={"Cache-Control": "no-cache"},
    )


def no_such_file(request: Request[Any, Any, Any], exc: Exception) -> Response[bytes]:
    """A name that the file system can't have is a name that isn't there."""
    cause = exc.__cause__
    if isinstance(exc, ValueError) or (isinstance(cause, OSError) and cause.errno == errno.ENAMETOOLONG):
        return no_such_path()
    return handle(request, exc)


def no_page(answer: Response[Any]) -> Response[Any]:
    """Litestar answers with a page of its own where there is nothing beside the document."""
    return no_such_path() if answer.status_code == 404 else answer


def create_app(settings: Settings, *, parts: Parts | None = None) -> Litestar:
    """The ASGI application. Its parts are assembled when it starts, in the serving loop, unless they are given."""
    configure_logging(settings.log_level)

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        if parts is not None:
            yield
            return
        async with assemble(settings) as assembled:
            app.state.parts = assembled
            background(assembled.closing, Follower(assembled).run())
            yield

    doors = (knowledge, listing, search, assist, drafts, actions, train, policy, customers, conversations, feedback)
    app = Service(
        route_handlers=[
            inbox,
            create_static_files_router(
                path="/static",
                directories=[STATIC],
                cache_control=CacheControlHeader(no_cache=True),
                exception_handlers={ValueError: no_such_file, InternalServerException: no_such_file},
            ),
            *health.OPEN,
            *metrics.HANDLERS,
            *operator.HANDLERS,
            Router(
                "/",
                route_handlers=[*(h for door in doors for h in door.HANDLERS), *health.HANDLERS],
                middleware=[Access()],
                dependencies=GIVEN,
                security=[{"key": []}],
            ),
        ],
        lifespan=[lifespan],
        request_class=StrictRequest,
        request_max_body_size=BODY_LIMIT,
        exception_handlers=HANDLERS,
        plugins=[PydanticPlugin(prefer_alias=True)],
        openapi_config=_openapi(),
        logging_config=None,
    )
    app.state.metrics = Metrics()
    if parts is not None:
        app.state.parts = parts
    return app


def _openapi() -> OpenAPIConfig:
    key = SecurityScheme(type="http", scheme="bearer", description="`copilot keys create --tenant T --role R`")
    try:
        ours = version("agent-copilot")
    except PackageNotFoundError:
        ours = "0"
    return OpenAPIConfig(
        title="Agent Copilot",
        version=ours,
        description="Replies with their sources, summaries and next actions for support conversations.",
        openapi_router=Router("/schema", route_handlers=[], include_in_schema=False, after_request=no_page),
        render_plugins=[DocumentPlugin()],
        components=Components(security_schemes={"key": key}),
        use_handler_docstrings=True,
    )
