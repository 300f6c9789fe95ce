"""Key -> Caller, and which roles may do what."""

import asyncio
from collections.abc import Callable
from typing import Any

from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.handlers import BaseRouteHandler
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from copilot.domain import Caller, Role
from copilot.errors import Forbidden, InvalidInput, Unauthorized
from copilot.state.keys import Keys
from retrieval.scope import Scope as KnowledgeScope

LONGEST_KEY = 256
LONGEST_AGENT = 128

WAITED_S = "waited_s"
"""In a request's state: seconds that it took to know its key, which count towards its deadline."""

Guard = Callable[[ASGIConnection[Any, Any, Any, Any], BaseRouteHandler], None]


class Access(ASGIMiddleware):
    """Finds the Caller of every request under ``/v1``; the tenant comes from the key and from nowhere else."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        began = asyncio.get_running_loop().time()
        headers = ASGIConnection[Any, Any, Any, Any](scope).headers
        caller = await known_caller(headers.get("authorization", ""), scope["litestar_app"].state.parts.keys)
        if agent := headers.get("copilot-agent"):
            if len(agent) > LONGEST_AGENT or not agent.isprintable():
                raise InvalidInput(f"header Copilot-Agent: at most {LONGEST_AGENT} printable characters")
            caller = caller.model_copy(update={"agent": agent})
        scope["user"] = caller
        scope["state"][WAITED_S] = asyncio.get_running_loop().time() - began
        await next_app(scope, receive, send)


async def known_caller(authorization: str, keys: Keys) -> Caller:
    """Whom the header's key is for. Raises Unauthorized; a stream that lasts asks again, as keys are revoked."""
    scheme, _, key = authorization.partition(" ")
    key = key.strip()
    if scheme.lower() != "bearer" or not key:
        raise Unauthorized("this needs a key: send the header 'Authorization: Bearer cpk_...'")
    caller = await keys.resolve(key) if len(key) <= LONGEST_KEY else None
    if caller is None:
        raise Unauthorized("this key is not known here, or it was revoked; ask your administrator for another")
    return caller


def only(*roles: Role) -> Guard:
    """A guard that lets these roles through."""

    def guard(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        require(connection.user, *roles)

    return guard


def require(caller: Caller, *roles: Role, what: str = "this") -> None:
    """Raise Forbidden, saying who may, unless the caller has one of ``roles``."""
    if caller.role not in roles:
        raise Forbidden(f"{what} takes a key with role {' or '.join(roles)}; this key's role is {caller.role}")


def scope_of(caller: Caller) -> KnowledgeScope:
    """What the caller's tenant knows, for the widest audience the role may see."""
    return KnowledgeScope(tenant=caller.tenant, audience="customer" if caller.role == "bot" else "agent")
