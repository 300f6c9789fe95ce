"""The bot's gate: facts and a policy in, a decision with its reasons out. Pure, and the only place that says ``send``.

A reply goes out only where every gate holds. Where all that fails could be mended by one question to the customer, the
question goes out instead, at most twice a conversation; everything else is handed to a human.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from copilot.domain import HandoffPolicy, Policy, SendPolicy
from copilot.drafting import CODES, Code, Decided, Decision, Facts, Gate
from copilot.errors import InvalidInput

MOST_QUESTIONS = 2
"""Clarifying questions in one conversation."""
ASKABLE = "A question to the customer may settle it."
"""The detail of a gate that fails for no flaw of its own: others fail, and a question may mend all of them."""
CLARIFIABLE: frozenset[Code] = frozenset(
    {"ambiguous", "below_confidence", "missing_detail", "needs_action", "no_evidence", "nothing_asked"}
)
"""What one answer of the customer may mend."""
SIGNALS: tuple[Code, ...] = (
    "state_unavailable",
    "handed_over",
    "with_agent",
    "legal_or_safety",
    "customer_asked_for_human",
    "upset_or_vulnerable",
    "injection_suspected",
    "bot_failed",
    "repeat_contact",
    "attachment_unread",
    "needs_identity",
    "needs_action",
    "ambiguous",
    "missing_detail",
    "nothing_asked",
    "out_of_scope",
    "retrieval_unavailable",
    "internal_error",
)
"""Of the conversation and the service, the weightiest first."""
FLAWS: tuple[Code, ...] = (
    "personal_data",
    "unsupported_value",
    "unsupported_claim",
    "foreign_link",
    "contradiction",
    "bad_citation",
    "wrong_language",
    "too_long",
    "no_evidence",
)
"""Of the reply."""
_POLICY: tuple[tuple[str, Code], ...] = (
    ("enabled", "policy_restricted"),
    ("channel", "policy_restricted"),
    ("language", "policy_restricted"),
    ("topic", "policy_restricted"),
    ("bot_turns", "bot_loop"),
    ("disclosure", "no_disclosure"),
    ("forbidden", "forbidden_promise"),
    ("reply", "no_evidence"),
    ("confidence", "below_confidence"),
)
GATES: tuple[tuple[str, Code], ...] = (
    (SIGNALS[0], SIGNALS[0]),  # without the state nobody knows the policy either
    *_POLICY[:4],
    *((code, code) for code in SIGNALS[1:]),
    *_POLICY[4:8],
    *((code, code) for code in FLAWS if code != "no_evidence"),
    ("evidence", "no_evidence"),
    _POLICY[8],
)
"""(gate, the code that it gives where it fails), the weightiest first; every one must hold for a ``send``."""
_GATE_OF = {code: gate for gate, code in GATES}
assert {code for _, code in GATES} <= set(CODES)  # a gate without a documented code would be silent


def decide(facts: Facts, send: SendPolicy) -> Decided:
    """The decision on these facts under this policy."""
    failed = _failures(facts, send)
    if failed and facts.question is not None:  # where the answer may go out, there is nothing to unblock
        failed.setdefault(_gate(facts.question), ASKABLE)
    gates = tuple(
        Gate(gate=gate, ok=gate not in failed, code=code if gate in failed else None, detail=failed.get(gate, ""))
        for gate, code in GATES
    )
    decision, reasons = combined({g.gate: g.ok for g in gates}, question=facts.question, clarified=facts.clarified)
    if decision == "send":
        reasons = ("answer_grounded" if facts.origin == "llm" else "answer_approved",)
    return Decided(decision=decision, reasons=_distinct(chain(reasons, facts.degraded)), gates=gates)


def combined(holds: Mapping[str, bool], *, question: Code | None, clarified: int) -> tuple[Decision, tuple[Code, ...]]:
    """The decision by which gates hold, and the codes of those that don't. A gate that is not told of counts as failed.

    ``question``: which of the codes a question that is at hand would mend; ``clarified``: how many were asked before.
    """
    reasons = _distinct(code for gate, code in GATES if not holds.get(gate, False))
    if not reasons:
        return "send", ()
    if question in reasons and clarified < MOST_QUESTIONS and CLARIFIABLE.issuperset(reasons):
        return "clarify", reasons
    return "handoff", reasons


def _failures(facts: Facts, send: SendPolicy) -> dict[str, str]:
    """Gate -> why it fails, for those that do."""
    out: dict[str, str] = {}
    if not send.enabled:
        out["enabled"] = "The policy does not let bots send."
    if send.channels and facts.channel not in send.channels:
        out["channel"] = f"The policy does not let bots send on {facts.channel}."
    if send.languages and not any(_same_language(facts.language, other) for other in send.languages):
        out["language"] = f"The policy does not let bots send in '{facts.language}'."
    topics = {t.casefold() for t in facts.topics}
    never = sorted(topics & {t.casefold() for t in send.never_topics})
    if never:
        out["topic"] = f"The policy leaves this topic to people: {never[0]}."
    elif send.topics and not topics & {t.casefold() for t in send.topics}:
        out["topic"] = "The policy lets bots send on other topics only."
    if facts.bot_turns >= send.max_bot_turns:
        out["bot_turns"] = f"A bot has answered {facts.bot_turns} times in a row."
    for noted in (*facts.signals, *facts.flaws):
        out.setdefault(_gate(noted.code), noted.detail)
    if facts.past and not send.approved_resolutions:
        out.setdefault("evidence", "The policy does not take usual answers for approved.")
    if not facts.text:
        out["reply"] = "There is no reply to send."
    if send.disclosure and not facts.told and facts.room is not None and facts.room < len(send.disclosure) + 2:
        out["disclosure"] = "The channel leaves no room for the disclosure."
    if (word := forbidden_in(facts.text, send.forbidden)) is not None:
        out["forbidden"] = f"The reply holds what the policy forbids: {word!r}."
    if facts.confidence < send.min_confidence:
        out["confidence"] = f"{facts.confidence:.2f} of the {send.min_confidence:.2f} that the policy asks for."
    return out


def _gate(code: Code) -> str:
    """The gate that a noted code closes; one without a gate of its own closes the evidence's."""
    return _GATE_OF.get(code, "evidence")


def forbidden_in(text: str, wordings: Sequence[str]) -> str | None:
    """The first of these wordings that the text holds, whatever its capitals and spaces."""
    plain = _plain(text)
    return next((w for w in wordings if (words := _plain(w)) and f" {words} " in f" {plain} "), None)


def team_for(policy: HandoffPolicy, facts: Facts, reasons: Sequence[str]) -> str | None:
    """The team that takes over."""
    topics = {t.casefold() for t in facts.topics}
    for rule in policy.rules:
        fits = (
            (not rule.reasons or bool(set(rule.reasons) & set(reasons)))
            and (not rule.topics or bool(topics & {t.casefold() for t in rule.topics}))
            and (not rule.channels or facts.channel in rule.channels)
            and (not rule.languages or any(_same_language(facts.language, other) for other in rule.languages))
        )
        if fits:
            return rule.team
    return policy.team


def check_policy(policy: Policy) -> None:
    """Refuse a policy that names what does not exist. Raises InvalidInput."""
    for n, rule in enumerate(policy.handoff.rules):
        for code in rule.reasons:
            if code not in CODES:
                raise InvalidInput(
                    f"handoff.rules[{n}].reasons: {code!r} is no reason code; they are {', '.join(CODES)}"
                )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+|[%€$£]", text.casefold()))


def _same_language(a: str, b: str) -> bool:
    return a.partition("-")[0].lower() == b.partition("-")[0].lower()


def _distinct(codes: Iterable[Code]) -> tuple[Code, ...]:
    return tuple(dict.fromkeys(codes))
