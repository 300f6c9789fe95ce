"""Prepares suggestions when a customer writes, so that they are there at once when an agent opens the conversation."""

import asyncio
from collections.abc import Iterable

import structlog

from copilot.assist.assistant import Assistant
from copilot.errors import CopilotError
from copilot.state.conversations import Conversations

_WAITING = 5_000
"""Conversations that wait to be prepared; more are left to the moment when they are opened."""
_RECENT = 200
"""Of a tenant's conversations, how many are looked at when the service starts."""

log = structlog.get_logger()


class Live:
    """One conversation at a time, without the model: preparing must not keep those waiting who ask."""

    def __init__(self, assistant: Assistant, conversations: Conversations) -> None:
        self._assistant = assistant
        self._conversations = conversations
        self._waiting: dict[tuple[str, str], None] = {}
        self._more = asyncio.Event()

    def wrote(self, tenant: str, conversation_id: str) -> None:
        """A customer has written; prepare soon, unless far too many wait already."""
        if len(self._waiting) < _WAITING:
            self._waiting[tenant, conversation_id] = None
            self._more.set()

    async def run(self, tenants: Iterable[str]) -> None:
        """Prepare whatever comes in, beginning with who waits for an answer already. Never returns."""
        for tenant in tenants:
            try:
                heads = await self._conversations.list(tenant)
            except CopilotError:
                continue
            except Exception as e:  # what one tenant has stored must not end it for the others
                log.error("conversations can't be listed", error=type(e).__name__)  # noqa: TRY400
                continue
            for head in heads[:_RECENT]:
                if head.status == "open" and head.last_author == "customer":
                    self.wrote(tenant, head.id)
        while True:
            await self._more.wait()
            await self.drain()

    async def drain(self) -> None:
        """Prepare all that wait now, and what comes in meanwhile."""
        self._more.clear()
        while self._waiting:
            tenant, conversation_id = next(iter(self._waiting))
            del self._waiting[tenant, conversation_id]
            await self._prepare(tenant, conversation_id)

    async def _prepare(self, tenant: str, conversation_id: str) -> None:
        try:
            if await self._assistant.prepare(tenant, conversation_id):
                await self._conversations.set_ready(tenant, conversation_id)
        except CopilotError as e:  # gone meanwhile, or Redis is: it is made when it is asked for
            log.info("not prepared", error=type(e).__name__)
        except Exception as e:  # one conversation that can't be prepared must not end it for the others
            log.error("preparing failed", error=type(e).__name__)  # noqa: TRY400  # a traceback may hold a customer's words
