"""Whether a claim denies what a passage says, or says what it denies. Pure."""

import re
from collections.abc import Sequence

from copilot.guard.lexemes import ENABLED
from copilot.guard.sources import meet
from copilot.guard.statements import Clause, Statement, Word

_FEW = 3
_LEAST_MET = 0.5
"""Share of a clause's words of which more must be met, where what is denied has no counterpart, to tell yes from no."""
_OFF = (ENABLED, 1)
_OTHERWISE = re.compile(
    r"\b(?:otherwise|or else|elsewhere|anderswo|andernorts|ailleurs|en otro lugar|elders|"
    r"sonst|ansonsten|andernfalls|sinon|autrement|de lo contrario|si no|anders|"
    r"altrimenti|senão)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:please|bitte|veuillez|por favor)\b|\w+en sie\b|\w+ez\b|"
    r"(?!(?:the|an?|your|our|this|all|both|for|in|with|at|on|to|after|before)\b)\w+ (?:your|the|an?|us|it|them)\b",
    re.IGNORECASE,
)


def denial(  # noqa: PLR0917
    clause: Clause,
    beside: Clause,
    hits: Sequence[tuple[Word, list[Word]]],
    here: Statement,
    other: Statement,
    met: int,
) -> str | None:
    """Which of the two denies it; None where neither does, or both.

    ``hits``: the words of ``clause`` that the passage's sentence holds, with these. ``met``: how many of its words that
    sentence, or what stands around it, speaks of.
    """
    same = different = 0
    if (
        not clause.denied
        and here.denied
        and any(
            c.denied and any(meet(w, o) for w in c.words for o in beside.words) for c in here.clauses if c is not clause
        )
    ):
        return None  # "bags that were opened can't be returned": one statement in two clauses
    free = any({"not", "must"} <= c.turns for c in other.clauses)
    if {"not", "must"} <= clause.turns and (
        free or (not other.turns & {"must", "not", "only"} and not _asks(beside.text))
    ):
        return None  # nobody has to do what is merely possible
    if clause.denied and not other.denied and _OFF in other.sides and _OFF not in here.sides:
        return None  # "no power" of "the power is off"
    affirmed = any(not c.denied and any(meet(w, o) for w in c.words for o in other.words) for c in here.clauses)
    if clause.denied and not other.denied and affirmed and other.turns & {"only", "always"}:
        return None  # "never at home, but in our clinic" of "always in our clinic"
    if _until_is_while_not(clause, beside) or _denied_for_a_reason(clause, here, other):
        return None
    if clause.condition and _OTHERWISE.search(other.text):
        return None  # "if you don't" is "otherwise"
    if "only" in here.turns and any(c.condition == "not if" for c in other.clauses):
        return None  # "nobody but owners" is "only owners"
    if "only" in other.turns and clause.denied and here.clauses[0] is not clause and len(clause.words) < _FEW:
        return None  # "with Plus but not with Basic" of "with Plus only"
    if (
        any(c.condition in ("until", "not if") for c in other.clauses)
        and other.denied
        and here.turns & {"before", "only", "only after", "must"}
        and not here.denied
    ):
        return None  # "not until it is unlocked" is "has to be unlocked before"
    without = [any(c.condition == "without" for c in s.clauses) for s in (here, other)]
    if without[0] != without[1] and here.denied == other.denied:
        return None  # "guests join without an account": denied in one half of it, however it is cut
    mine = [w for w, _ in hits]
    for denied in other.clauses if not (clause.denied or clause.condition) else ():
        part = denied.denied and 0 < len(denied.words) < len(clause.words)
        if part and all(any(meet(w, o) for w in mine) for o in denied.words):
            return f"The passage denies it: '{denied.text}'."
        if denied is not beside and not here.denied and _held_of_the_denied(denied, here, other):
            return f"The passage denies it: '{denied.text}'."
    for word, found in hits:
        sides = {o.denied for o in found}
        if len(sides) == 2:
            continue
        if word.denied in sides:
            same += 1
        else:
            different += 1
    agree, differ = _focus(clause, beside, other)
    told = any(w.focus for w in (*clause.words, *beside.words))
    if agree > differ or (told and not differ and met <= _LEAST_MET * len(clause.words)):
        return None
    alone = not here.denied or not other.denied
    if different and (different > same or (alone and different >= same) or (alone and clause.denied != beside.denied)):
        if clause.denied:
            return f"Denies what the passage says: '{beside.text}'."
        return f"The passage denies it: '{beside.text}'."
    return None


def _held_of_the_denied(denied: Clause, here: Statement, other: Statement) -> bool:
    """Whether a claim that denies nothing holds for what the passage takes out: "but not those that are negative"."""
    if not denied.denied or denied.condition or not denied.words or other.clauses[0] is denied:
        return False
    apart = [o for c in other.clauses if not c.denied for o in c.words]
    own = [o for o in denied.words if not any(meet(o, a) for a in apart)]
    return bool(own) and len(own) == len(denied.words) and all(any(meet(w, o) for w in here.words) for o in own)


def _until_is_while_not(clause: Clause, beside: Clause) -> bool:
    """ "As long as it isn't sent" is "until it is sent", whichever of the two the claim says."""
    return any(
        a.condition in ("if", "during") and a.denied and b.condition in ("until", "before") and not b.denied
        for a, b in ((clause, beside), (beside, clause))
    )


def _denied_for_a_reason(clause: Clause, here: Statement, other: Statement) -> bool:
    """ "We can't remove it because it is negative" of "but not those that are negative": the denial is the reason's."""
    if not clause.denied or not any(not c.denied for c in other.clauses):
        return False
    reasons = [c for c in here.clauses if c.words and not c.denied]
    return any(
        denied.denied and all(any(meet(w, o) for o in denied.words) for w in reason.words)
        for reason in reasons
        for denied in other.clauses
    )


def _focus(clause: Clause, beside: Clause, other: Statement) -> tuple[int, int]:
    """How often what one of the two denies is denied by the other, too, and how often it isn't."""
    same = different = 0
    for mine, theirs in ((clause.words, other.words), (beside.words, clause.words)):
        for word in (w for w in mine if w.focus):
            found = [o.denied for o in theirs if meet(word, o)]
            same, different = same + any(found), different + (bool(found) and not any(found))
    return same, different


def _asks(text: str) -> bool:
    """Whether a clause asks the customer to do something: "Legen Sie den Beleg bei", "Please send"."""
    return bool(_ASKS.match(text))
