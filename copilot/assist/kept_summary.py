"""The model's summary of one request: as it was kept, brought up to date with the new messages, or written anew."""

import structlog

from copilot.assist.case import Case
from copilot.assist.covers import Covers, covers
from copilot.assist.prompting import SUMMARY_PROMPT, Former
from copilot.assist.run import Run
from copilot.assist.written_summary import WrittenSummary, settled, write
from copilot.domain import Summary
from copilot.errors import CopilotError
from copilot.llm import LlmFailed
from copilot.state.redis import answered
from copilot.state.summaries import KeptSummary, Summaries

log = structlog.get_logger(__name__)


async def summary(tenant: str, case: Case, ruled: Summary, run: Run, kept: Summaries | None) -> Summary:
    """Without a call where nothing has changed since it was written. Raises LlmFailed."""
    assert run.llm is not None
    now = covers(case, SUMMARY_PROMPT)
    before = await _before(tenant, case, run, kept)
    if before is not None and before[0] == now:
        return settled(case, ruled, before[1])
    former = None
    if before is not None and now.grown_from(before[0]):
        former = Former(before[1].model_dump_json(exclude_defaults=True), len(before[0].messages))
    got = await _write(case, former, run)
    await _keep(tenant, case, now, got, run, kept)
    return settled(case, ruled, got)


async def _write(case: Case, former: Former | None, run: Run) -> WrittenSummary:
    assert run.llm is not None
    if former is not None:
        try:
            return await write(run.llm, case, former, deadline=run.deadline, meter=run.meter)
        except LlmFailed as e:
            if e.code != "llm_too_long":
                raise
    return await write(run.llm, case, None, deadline=run.deadline, meter=run.meter)


async def _before(tenant: str, case: Case, run: Run, kept: Summaries | None) -> tuple[Covers, WrittenSummary] | None:
    if kept is None or case.conversation.id is None:
        return None
    try:
        found = await answered(kept.get(tenant, case.conversation.id, _name(case)), run.patience())
        if found is None:
            return None
        return Covers(found.rest, found.messages), WrittenSummary.model_validate_json(found.written)
    except (CopilotError, ValueError):  # gone, or of another version: it is written as if there were none
        return None


async def _keep(  # noqa: PLR0917  # one summary's own things
    tenant: str, case: Case, now: Covers, got: WrittenSummary, run: Run, kept: Summaries | None
) -> None:
    if kept is None or case.conversation.id is None:
        return
    record = KeptSummary(rest=now.rest, messages=now.messages, written=got.model_dump_json())
    customer_id = case.customer.id if case.customer else None
    try:
        putting = kept.put(tenant, case.conversation.id, _name(case), record, customer_id=customer_id)
        await answered(putting, run.patience())
    except CopilotError as e:
        log.info("summary_not_kept", error=type(e).__name__)


def _name(case: Case) -> str:
    return f"{case.request.summary_kind}.{case.request.reader_language or 'en'}"
