"""What a closed conversation leaves: the problem, its cause, what solved it, as those who were there wrote. Pure."""

import re
from collections.abc import Callable
from typing import Any

from copilot.assist.case import Case, asks, own_text
from copilot.assist.lines import short, stacked
from copilot.assist.located import places
from copilot.assist.wordings import wording
from copilot.domain import Closing, Summary
from copilot.guard.sentences import units
from copilot.guard.words import content
from retrieval.documents import Message, Outcome, ResolutionBody
from retrieval.thread import is_small_talk

_SENTENCES, _LONG = 4, 600
"""Of a solution."""
_TOLD = 2
"""Content words from which a beginning says what the matter is."""
_CAUSE = re.compile(
    r"\b(?:because|due to|caused by|the (?:cause|reason)|turned out|our (?:mistake|error|fault)|weil|wegen|aufgrund|"
    r"ursache|der grund|(?:lag|liegt) (?:daran|an)|unser fehler|parce que|à cause d|en raison d|la cause|notre erreur|"
    r"porque|debido a|la causa|perché|a causa d|dovut[oa] a|por causa d|devido a|causa d|omdat|vanwege|"
    r"de oorzaak|onze fout)",
    re.IGNORECASE,
)
_CONFIRMS = re.compile(
    r"\b(?:works? (?:again|now|fine|perfectly|well)|(?:is|it['’]s) working|did the trick|(?:that|this|it) (?:did it|"
    r"helped|worked|fixed)|solved|fixed|sorted|all good|perfect|arrived|thank(?:s| you)|cheers|"
    r"klappt|funktioniert|läuft (?:wieder|jetzt)|gelöst|erledigt|geholfen|angekommen|danke|"
    r"ça marche|fonctionne|résolu|merci|funciona|solucionad|resuelt|gracias|funziona|risolt|grazie|"
    r"resolvid|obrigad|werkt|opgelost|bedankt|dank)",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:still|again|not|never|nothing|nobody|nicht|immer noch|nie|pas|toujours|sigue|non|ancora|não|ainda|niet|"
    r"nog steeds|no (?:funciona|me))\b|n['’]t\b",
    re.IGNORECASE,
)


def closed(case: Case, live: Summary, issue_of: Callable[[Case], str]) -> dict[str, Any]:
    """What changes in the summary for the agent who answers now; ``issue_of`` says what a thread is about."""
    words = wording(live.language)
    problem = issue_of(_beginning(case)) if case.from_customer else live.issue
    if len(set(content(problem, case.language))) < _TOLD:  # "quick question": the matter comes later
        problem = live.issue
    solution = _solution(case)
    cause = _cause(case)
    made = Closing(problem=problem, cause=cause if cause not in solution else "", solution=solution)
    evidence = dict(live.evidence)
    for name, statement, author in (("problem", problem, "customer"), ("cause", made.cause, "agent")):
        if statement and (where := tuple(w for u in units(statement) for w in places(case, u.text, first=author))):
            evidence[f"closing/{name}"] = where
    if where := tuple(w for u in units(solution) for w in places(case, u.text, first="agent")):
        evidence["closing/solution"] = where
    lines = [words.problem.format(what=short(problem, 220))]
    lines += [words.cause.format(what=short(made.cause, 200))] if made.cause else []
    lines += [words.solution.format(what=short(solution, 260)) if solution else words.unsolved]
    return {
        "closing": with_resolution(case, made),
        "text": stacked(*lines),
        "evidence": evidence,
    }


def with_resolution(case: Case, made: Closing) -> Closing:
    """With the body for ``PUT /v1/resolutions/{id}``, where there is a solution. Only what both sides could read."""
    if not made.solution or not made.problem:
        return made.model_copy(update={"resolution": None})
    told = f"{made.cause}\n\n{made.solution}" if made.cause else made.solution
    body = ResolutionBody(
        channel=case.channel,
        language=case.language,
        subject=case.conversation.subject,
        messages=(Message(author="customer", text=made.problem), Message(author="agent", text=told)),
        customer_id=case.customer.id if case.customer else None,
        # the messages that they came after are no part of it
        actions=tuple(a.model_copy(update={"after": None}) for a in case.conversation.actions),
        outcome=Outcome(solved=_solved(case), closed_at=case.last_at),
    )
    return made.model_copy(update={"resolution": body})


def _beginning(case: Case) -> Case:
    """The thread up to the first answer: there the problem is told, later what came of it."""
    first = next((n for n, m in enumerate(case.visible) if m.author == "customer"), 0)
    answer = next((n for n, m in enumerate(case.visible) if n > first and m.author != "customer"), len(case.visible))
    conversation = case.conversation.model_copy(update={"messages": case.visible[:answer]})
    return Case(case.request, conversation, case.customer, case.policy)


def _confirmed(case: Case) -> int | None:
    """Place of the customer's last message that says that it is well."""
    for n in range(len(case.visible) - 1, 0, -1):
        message = case.visible[n]
        if message.author == "customer":
            text = own_text(message)
            good = any(_CONFIRMS.search(u.text) and not _DENIES.search(u.text) for u in units(text))
            return n if good else None
    return None


def _solved(case: Case) -> bool:
    """False where the customer has the last word and it is no thanks."""
    return not case.visible or case.visible[-1].author != "customer" or _confirmed(case) is not None


def _solution(case: Case) -> str:
    """What the agent said before the customer was content, or said last; a bot's only in the first case."""
    confirmed = _confirmed(case)
    until = confirmed or len(case.visible)
    for author in ("agent", "bot") if confirmed else ("agent",):
        for message in reversed(case.visible[:until]):
            if message.author == author and (said := _substance(message)):
                return said
    return ""


def _substance(message: Message) -> str:
    """Its sentences that say something, as far as there is room."""
    kept = [
        " ".join(u.text.split())
        for u in units(own_text(message))
        if len(u.text.split()) > 3 and not asks(u.text) and not is_small_talk(u.text)
    ]
    out: list[str] = []
    for sentence in kept[:_SENTENCES]:
        if sum(map(len, out)) + len(sentence) > _LONG and out:
            break
        out.append(sentence)
    return " ".join(out)


def _cause(case: Case) -> str:
    """An agent's latest sentence that says why."""
    for message in reversed(case.visible):
        if message.author == "agent":
            for unit in units(own_text(message)):
                if _CAUSE.search(unit.text) and not asks(unit.text):
                    return short(unit.text, 300)
    return ""
