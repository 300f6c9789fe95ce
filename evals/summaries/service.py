"""The service in this process, asked for summaries alone."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from copilot.domain import AssistRequest, Caller, Conversation, Customer, Summary
from copilot.errors import UserError
from copilot.settings import load_settings
from copilot.wiring import assemble

Ask = Callable[[Conversation, Customer | None], Awaitable[Summary]]
CALLER = Caller(tenant="evals", role="agent", key_id="evals")


@asynccontextmanager
async def summaries(*, model: bool) -> AsyncIterator[Ask]:
    """Asks as ``POST /v1/assist`` does with ``want: ["summary"]``; ``model``: with the one that ``COPILOT_LLM_URL``
    names, else without any. Raises UserError where it names none."""
    settings = load_settings()
    if model and not settings.llm_url:
        raise UserError("COPILOT_LLM_URL and COPILOT_LLM_MODEL name no model")
    with TemporaryDirectory(prefix="copilot-evals-") as folder:
        own = {"data_dir": Path(folder), "log_level": "warning", "qdrant_url": None, "redis_url": None}
        none = {} if model else {"llm_url": None, "llm_model": None, "llm_fallback_url": None}
        async with assemble(settings.model_copy(update=own | none)) as parts:

            async def ask(conversation: Conversation, customer: Customer | None = None) -> Summary:
                request = AssistRequest(
                    conversation=conversation,
                    customer=customer,
                    want=("summary",),
                    deadline_ms=120_000 if model else 8000,
                )
                answer = await parts.assistant.answer(CALLER, request)
                if answer.summary is None:
                    raise UserError(f"no summary: {', '.join(r.code for r in answer.reasons)}")
                return answer.summary

            yield ask
