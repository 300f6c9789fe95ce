"""What a reply of one request may rest on, as the checks take it."""

from collections.abc import Sequence
from dataclasses import replace

from copilot.assist.case import Case
from copilot.assist.gather import Gathered
from copilot.assist.suspicion import vouching_record, vouching_thread
from copilot.guard.grounding import Evidence


def evidence_of(case: Case, found: Gathered, suspect: Sequence[tuple[str, str]]) -> Evidence:
    return Evidence(
        passages={f.passage.id: "\n".join((f.passage.title, f.passage.section, text)) for f, text in found.evidence},
        conversation=vouching_thread(case),
        record="" if case.public else vouching_record(case),
        fixed=f"{case.policy.signature}\n{case.policy.brand}\n{_called(case)}",
        hosts=case.policy.links,
        public=case.public,
        personal=case.personal_words,
        internal=frozenset(s.passage_id for s in found.sources if s.visibility == "internal"),
        suspect=frozenset(i for i, _ in suspect),
        now=at.date() if (at := case.last_at or case.request.as_of) else None,
    )


def approved(found: Gathered, evidence: Evidence) -> Evidence:
    """For text that cites nothing: today's articles, where there are any; a past answer may hold yesterday's rules."""
    articles = {f.passage.id for f, _ in found.evidence if f.passage.kind == "article"}
    kept = {k: text for k, text in evidence.passages.items() if k in articles}
    return replace(evidence, passages=kept) if kept else evidence


def _called(case: Case) -> str:
    """The name to greet with; a thread that all can read gets the first name only."""
    return (case.first_name if case.public else case.customer_name) or ""
