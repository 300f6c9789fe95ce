"""What a reply says against what was said before, on any channel. Flags only, and only where it is sure. Pure.

It asks for what the customer gave, proposes what they tried, speaks against a promise, or repeats or passes over a bot
that did not help.
"""

import re
from collections.abc import Iterator
from functools import cache

from copilot.assist.bots import check_bots
from copilot.assist.broken import broken
from copilot.assist.case import Case
from copilot.assist.facts import tried
from copilot.assist.form import check_form, failed
from copilot.assist.ledger import moment_of, of_case
from copilot.assist.said import NOUNS, followed, given
from copilot.assist.steps import proposed
from copilot.domain import Check
from copilot.guard.sentences import Unit, units

_REQUEST = re.compile(
    r"\b(?:(?:could|can|would|will|may|might) (?:you|i|we)\b|"
    r"(?:please|kindly|just) (?:\w+ )?(?:send|share|provide|tell|let|confirm|attach|reply|give|include|upload|add)|"
    r"(?:send|share|provide|tell|give|let) (?:us|me)\b|what(?:'s| is| are) your|"
    r"(?:we|i)(?:'ll|’ll| will| would|'d|’d)? (?:\w+ )?(?:need|require)|do you have|which|once (?:we|i) have your)\b|"
    r"\b(?:schicken|senden|teilen|nennen|geben|verraten|laden|fügen) sie\b|\b(?:könn(?:t)?en|würden) sie\b|"
    r"\bkannst du\b|\bwie lautet\b|\b(?:brauchen?|benötigen?) (?:wir|ich|noch)\b|"
    r"\b(?:wir|ich) (?:brauchen?|benötigen?)\b|"
    r"\b(?:pourriez|pouvez)-vous\b|\bveuillez\b|\bmerci de (?:nous|m)|\bquel(?:le)? est votre|"
    r"\b(?:envoyez|indiquez|donnez|transmettez)-|"
    r"\b(?:podría|puede|podrías|puedes)\b|\b(?:indíque|envíe|facilíte|díga)\w*|\bcuál es (?:su|tu)|"
    r"\b(?:kunt|kan|zou) (?:u|je)\b|\b(?:stuur|geef|laat|vermeld)\b|\bwat is (?:uw|je)|"
    r"\bunter welche[rm]?\b|\b(?:può|puoi|potrebbe|potresti|pode|poderia)\b|\bqual [èé]\b|"
    r"\b(?:mi|ci) (?:invii|mandi|indichi|dica|comunichi)\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?:another|a different|other|additional|second|new|clearer|closer|sharper|if you (?:haven't|have not)|instead|"
    r"weitere\w*|andere\w*|neue\w*|zweite\w*|deutlichere\w*|autre|nouvelle?|otr[oa]|nuev[oa]|ander[e]?|nieuwe?)\b",
    re.IGNORECASE,
)
_YOURS = (
    r"(?:your|the|an?|any|its|that|this|ihre\w*|die|das|eine?n?|deine?\w*|votre|le|la|les|une?|l'|su|tu|el|uw|je|de|"
    r"het|een|il|lo|un|suo|tuo|o|seu|sua|welche\w*)"
)
_WHERETO = re.compile(r"\b(?:to|by|at|via|in|from|on|an|per|à|dans|aus|von|auf|naar|op|a|al|en)\s*$", re.IGNORECASE)
"""Before a thing that is not asked for but used: "may we send it to your e-mail address?"."""


def check_consistency(text: str, case: Case, *, own: bool = False) -> tuple[Check, ...]:
    """Failed checks with their places; none where nothing speaks against the reply. ``own``: the agent wrote it."""
    sentences = units(text)
    found = [
        *_asked_again(sentences, case),
        *_tried_again(sentences, case),
        *_against_promises(sentences, case),
        *check_bots(text, sentences, case),
        *check_form(text, case, own=own),
    ]
    out: dict[tuple[int | None, int | None, str], Check] = {(c.start, c.end, c.detail): c for c in found}
    return tuple(out.values())


def against(sentence: str, case: Case) -> bool:
    """True where a sentence asks for what the customer gave or proposes what they tried."""
    said = units(sentence)
    return any(True for _ in (*_asked_again(said, case), *_tried_again(said, case)))


def _asked_again(sentences: tuple[Unit, ...], case: Case) -> Iterator[Check]:
    known = given(case)
    for unit in sentences:
        asked = _REQUEST.search(unit.text)
        if asked is None or _ANOTHER.search(unit.text):
            continue
        for thing in known:
            noun = _noun(thing.what).search(unit.text, asked.start())
            if (
                noun is None
                or _WHERETO.search(unit.text[: noun.start()])
                or (thing.value and thing.value.lower() in unit.text.lower())
            ):
                continue
            value = f": {thing.value}" if thing.value and not case.public else ""
            start = unit.start + noun.start()
            yield failed(start, unit.start + noun.end(), noun[0], f"Asks for the {thing.what}, which we have{value}.")


@cache
def _noun(what: str) -> re.Pattern[str]:
    return re.compile(rf"\b{_YOURS}(?:\s+|(?<=')\s*)(?:[\w-]+\s){{0,2}}?(?:{NOUNS[what]})\b", re.IGNORECASE)


def _tried_again(sentences: tuple[Unit, ...], case: Case) -> Iterator[Check]:
    done = (*tried(case), *followed(case))
    for unit in sentences:
        for step in done:
            place = proposed(unit.text, step)
            if place is not None:
                start, end = unit.start + place[0], unit.start + place[1]
                yield failed(start, end, unit.text[place[0] : place[1]], f"The customer tried that: {step!r}.")
                break


def _against_promises(sentences: tuple[Unit, ...], case: Case) -> Iterator[Check]:
    """Another day or sum for the same act than was promised on any channel, or the act refused."""
    if case.public:
        return
    made = [p for p in of_case(case).promises if p.status in ("open", "overdue")]
    now = moment_of(case)
    for unit in sentences:
        for promise in made:
            if place := broken(unit.text, promise, now, case.language):
                start, end, detail = place
                yield failed(unit.start + start, unit.start + end, unit.text[start:end][:80], detail)
                break
