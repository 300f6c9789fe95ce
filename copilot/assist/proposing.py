"""Next actions of a case from all that speaks for them: rules, what is due, similar cases, what was learned."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial

from copilot.assist.actions import next_actions, when_used
from copilot.assist.case import Case
from copilot.assist.closeness import Closeness
from copilot.assist.conditional import Told
from copilot.assist.conditions import conditions
from copilot.assist.gather import Gathered, similar
from copilot.assist.issue import key_sentences
from copilot.assist.late import due_actions, first
from copilot.assist.learn import Head, Likely
from copilot.assist.likely import place_of, usable
from copilot.assist.rules import merged, suggested, told_of, unknown_actions
from copilot.assist.run import Run
from copilot.domain import ActionSpec, NextAction
from copilot.errors import StateUnavailable
from copilot.state.heads import Heads
from copilot.state.records import Catalogue
from retrieval.documents import Found
from retrieval.scope import Scope
from retrieval.search import Retriever


class Proposing:
    """What a part of it can't tell is in the run's reasons; the others go on."""

    def __init__(self, catalogue: Catalogue, heads: Heads[Head] | None) -> None:
        self._catalogue = catalogue
        self._heads = heads

    async def proposed(  # noqa: PLR0917  # where it looks, and what is known so far
        self,
        retriever: Retriever,
        closeness: Closeness,
        case: Case,
        scope: Scope,
        found: Gathered,
        issue: str,
        run: Run,
    ) -> tuple[tuple[ActionSpec, ...], tuple[NextAction, ...]]:
        """The catalogue, and its actions that fit, best first."""
        if "next_actions" not in case.request.want:
            return (), ()
        counting = found.query is not None and not found.down and not found.beyond
        learning = self._heads is not None and not found.beyond
        if not counting and not learning and not case.policy.actions.rules:
            return (), ()
        try:
            specs = await self._catalogue.list(scope.tenant, most_s=run.patience())
            learned = await self._learned(case, scope, specs, run) if learning else None
        except StateUnavailable:
            run.add("state", "state_unavailable", "The catalogue of actions can't be read at the moment.")
            return (), ()
        told = run.guarded("next_actions", lambda: told_of(case, found, run.reasons, conditions(case, found)), Told())
        none: tuple[NextAction, ...] = ()
        by_rule = run.guarded("next_actions", lambda: suggested(case, specs, issue, told), none)
        if gone := unknown_actions(case.policy, specs):
            detail = f"The policy's rules name actions that left the catalogue: {', '.join(gone)}."
            run.add("next_actions", "rule_ignored", detail)
        near: Sequence[Found] = ()
        fits: Mapping[str, float] = {}
        try:
            if counting and found.query is not None:
                async with asyncio.timeout_at(run.deadline):
                    near = await similar(retriever, case, found.query, scope, found.standing)
                    phrases = [(k, 1.0) for k in key_sentences(case)]
                    fits = await closeness.near([when_used(s) for s in specs], phrases)
        except TimeoutError:
            run.add("next_actions", "retrieval_timeout", "Similar conversations were not found before the deadline.")
        except Exception as e:
            run.failed("next_actions", e)
        counted = run.guarded("next_actions", lambda: next_actions(case, near, specs, issue, fits, told, learned), none)
        late = run.guarded("next_actions", lambda: due_actions(case, specs, issue), none)
        return specs, first(late, merged(by_rule, counted))

    async def _learned(self, case: Case, scope: Scope, specs: Sequence[ActionSpec], run: Run) -> Likely | None:
        """What the tenant's head says here; None where there is none to ask, or an evaluator wants the past: the head
        may know what is left out."""
        if self._heads is None or not specs or case.request.as_of is not None or case.request.exclude:
            return None
        try:
            stored, head = await self._heads.get(scope.tenant, most_s=run.patience())
        except StateUnavailable:
            run.add("state", "state_unavailable", "What was learned can't be read; next actions are counted only.")
            return None
        head, why = usable(head, stored, {s.name for s in specs})
        if why:
            run.add("next_actions", "head_ignored", why)
        return None if head is None else run.guarded("next_actions", partial(head.likely, place_of(case)), None)
