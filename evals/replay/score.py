"""One turn: what was suggested, beside what was sent and what came of it."""

from typing import Literal

from copilot.assist.sent import verdict
from copilot.domain import Answer, Reply
from copilot.drafting import Decision
from evals.replay.ask import Response
from evals.replay.likeness import covered, rouge_l
from evals.replay.turns import Turn, ended_well
from retrieval.documents import Frozen

TOP = 3
"""Next actions that an agent is likely to look at."""


class Suggested(Frozen):
    """A reply that would have been offered."""

    text: str
    confidence: float
    origin: str
    cited: tuple[str, ...] = ()
    """``kind:id`` of what it rests on."""
    failed: tuple[str, ...] = ()
    """Checks that failed, with what they found."""
    wrong_values: int = 0
    """Values that no source, thread or record holds."""
    likeness: float
    """To what was sent: ROUGE-L, 0..1."""


class Shown(Frozen):
    """A source beside the replies."""

    source: str
    """``kind:id``."""
    title: str


class Offered(Frozen):
    """A next action, with what it was counted from."""

    action: str
    label: str
    confidence: float
    similar: int = 0
    did_this: int = 0
    reopened: int = 0


class Scored(Frozen):
    """Everything that is kept of a turn. None always means: cannot be scored."""

    key: str
    ticket: str
    number: int
    channel: str
    language: str | None
    at: str
    asked: str
    """The customer's last message."""
    sent: str
    well: bool
    """Solved, not reopened, not rated below 4."""
    mode: str
    reasons: tuple[str, ...] = ()
    replies: tuple[Suggested, ...] = ()
    sources: tuple[Shown, ...] = ()
    actions: tuple[Offered, ...] = ()
    origin: tuple[str, ...] = ()
    """Articles that the answer came from and that stood then."""
    origin_edited: tuple[str, ...] = ()
    """Those that were edited since."""
    rank: int | None = None
    """Of the first article of ``origin`` among the sources' documents; 0 where it was not found."""
    rank_edited: int | None = None
    """Of the first of ``origin_edited`` where it is searched as it is now."""
    covered: float | None = None
    """Share of the content words of what was sent that the sources have."""
    grounded: bool | None = None
    """Every check of the first reply holds; None without a reply."""
    wrong_values: int | None = None
    """Of the first reply."""
    likeness: float | None = None
    """Of the first reply."""
    best_likeness: float | None = None
    """Of the reply that is nearest to what was sent."""
    use: Literal["used", "edited", "ignored"] | None = None
    """What the agent would have done with the nearest reply, told as ``POST /v1/feedback`` tells it."""
    right_action: int | None = None
    """Rank of an action that was taken with this answer among those offered; 0 where none was, None where no action
    was taken or nothing says when."""
    taken: tuple[str, ...] | None = None
    decision: Decision | Literal["with_agent"] = "with_agent"
    """What a bot would have done; ``with_agent`` where a person had the conversation already."""
    why: tuple[str, ...] = ()
    bot_text: str | None = None
    bot_likeness: float | None = None
    """Of what a bot would have sent to what the person sent."""
    ms: float = 0.0


def scored(
    turn: Turn,
    response: Response,
    origin: tuple[tuple[str, ...], tuple[str, ...]],
    edited: Response | None = None,
) -> Scored:
    """The turn with its scores. ``origin``: articles that the answer came from, unedited and edited since; ``edited``:
    what came back with the latter as they are now."""
    answer, draft = response.answer, response.draft
    stood, changed = origin
    replies = tuple(_suggested(r, turn.sent) for r in answer.replies if r.insertable)
    first = replies[0] if replies else None
    best = max((r.likeness for r in replies), default=None)
    actions = tuple(
        Offered(
            action=a.action,
            label=a.label,
            confidence=a.confidence,
            similar=a.evidence.similar if a.evidence else 0,
            did_this=a.evidence.did_this if a.evidence else 0,
            reopened=a.evidence.reopened if a.evidence else 0,
        )
        for a in answer.next_actions
    )
    reply = draft.reply if draft else None
    return Scored(
        key=turn.key,
        ticket=turn.ticket.id,
        number=turn.number,
        channel=turn.ticket.channel,
        language=turn.ticket.language,
        at=turn.at.isoformat(),
        asked=next((m.text for m in reversed(turn.seen) if m.author == "customer" and not m.private), ""),
        sent=turn.sent,
        well=ended_well(turn.ticket.outcome),
        mode=answer.mode,
        reasons=tuple(dict.fromkeys(r.code for r in answer.reasons)),
        replies=replies,
        sources=tuple(Shown(source=f"{s.kind}:{s.source_id}", title=s.title) for s in answer.sources),
        actions=actions,
        origin=stood,
        origin_edited=changed,
        rank=rank_of(stood, answer) if stood else None,
        rank_edited=rank_of(changed, edited.answer) if changed and edited else None,
        covered=_rounded(covered(turn.sent, [s.text for s in answer.sources], turn.ticket.language)),
        grounded=not first.failed if first else None,
        wrong_values=first.wrong_values if first else None,
        likeness=first.likeness if first else None,
        best_likeness=best,
        use=verdict(turn.sent, [("", r.text) for r in replies]).event if replies else None,
        right_action=_right(turn, actions),
        taken=turn.right,
        decision=draft.decision if draft else "with_agent",
        why=draft.reasons if draft else (),
        bot_text=reply.text if reply else None,
        bot_likeness=round(rouge_l(reply.text, turn.sent), 4) if reply else None,
        ms=response.ms,
    )


def rank_of(wanted: tuple[str, ...], answer: Answer) -> int:
    """Place of the first wanted article among the documents shown, 1 for the best; 0 where none is."""
    shown = list(dict.fromkeys((s.kind, s.source_id) for s in answer.sources))
    return next((n for n, (kind, name) in enumerate(shown, 1) if kind == "article" and name in wanted), 0)


def _suggested(reply: Reply, sent: str) -> Suggested:
    bad = [c for c in reply.checks if not c.ok]
    return Suggested(
        text=reply.text,
        confidence=reply.confidence,
        origin=reply.origin,
        cited=tuple(dict.fromkeys(f"{c.kind}:{c.source_id}" for c in reply.citations)),
        failed=tuple(f"{c.kind}: {c.found or c.detail}" for c in bad),
        wrong_values=sum(c.kind == "value" for c in bad),
        likeness=round(rouge_l(reply.text, sent), 4),
    )


def _right(turn: Turn, offered: tuple[Offered, ...]) -> int | None:
    if not turn.right:
        return None
    return next((n for n, o in enumerate(offered, 1) if o.action in turn.right), 0)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
