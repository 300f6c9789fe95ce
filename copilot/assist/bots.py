"""After a bot that did not help: its answer is not given again, and the opening says that we know. Pure.

The same answer is known by its words, by the step it proposes (in five languages), or by its links, codes and amounts,
which stay what they are in a translation.
"""

import re
from collections.abc import Iterator, Sequence

from copilot.assist.case import Case, once, own_text
from copilot.assist.form import failed, greets
from copilot.assist.steps import proposed
from copilot.domain import Check
from copilot.guard.sentences import Unit, units
from copilot.guard.values import extract, same
from copilot.guard.words import content
from retrieval.text import detect_language

_ECHO, _ECHOES = 0.8, 0.5
"""Share of a sentence's words that a bot said, and of a reply's sentences, from which on it repeats the bot."""
_ALIKE = 0.3
"""The same share where the sentence's values are the bot's as well, and both are in one language."""
_TELLING = ("link", "code", "money", "duration", "percent", "email", "phone")
"""Values that make an answer this answer; a weekday may stand anywhere."""
_ACKNOWLEDGES = {
    "en": r"sorry|apolog\w+|regret|frustrat\w+|annoying|(?:i|we)(?: can)? see\b|(?:i|we) (?:do )?(?:understand|realise|"
    r"realize)|(?:i|we)(?:'ve|’ve| have) (?:now )?(?:read|seen|looked)|you(?:'re|’re| are) (?:quite )?right|"
    r"thank(?:s| you)[^.!?]{0,20} (?:for|that) (?:your patience|bearing|sticking|explaining|staying|clarifying|"
    r"coming back|trying|the (?:clarif|expl|detail)\w*)|(?:was|were|did|been)(?: not|n['’]t| no) (?:of )?(?:any )?"
    r"(?:much )?help\w*|wrong (?:answer|question)|missed the point|not what you (?:asked|need\w*|meant)",
    "de": r"entschuldig\w*|verzeih\w*|pardon|sorry|bedau\w+|leid\b|ärgerlich|ich sehe|wir sehen|verstehe\w?|"
    r"geduld|(?:nicht|keine|wenig) (?:weiter)?(?:ge)?h(?:o|i)lf\w*|haben (?:sie )?(?:völlig )?recht|hast (?:du )?recht|"
    r"ich habe (?:\w+ ){0,3}(?:gelesen|gesehen)|am thema vorbei",
    "fr": r"désolée?s?|navrée?s?|excus\w+|pardon\w*|regrett\w+|je vois|nous voyons|je comprends|nous comprenons|"
    r"patience|patienté|vous avez (?:tout à fait )?raison|pas (?:été )?(?:aidé\w*|utile\w*)|j['’]ai (?:bien )?lu",
    "es": r"sentimos|siento|lament\w+|disculp\w+|perd[oó]n\w*|veo|vemos|entiendo|entendemos|comprend\w+|paciencia|"
    r"(?:tiene|tienes) (?:toda la )?razón|no (?:le |te )?(?:haya\w* |ha\w* )?ayud\w+|he leído",
    "it": r"scus\w+|(?:di)?spiac\w+|rammaric\w+|vedo|vediamo|capisco|capiamo|comprend\w+|pazienza|"
    r"ha (?:perfettamente )?ragione|hai ragione|non (?:\w+ ){0,3}(?:aiut\w+|util\w+)|ho letto",
    "nl": r"sorry|excus\w+|spijt|vervelend|jammer|ik zie|we zien|wij zien|begrijp\w*|geduld|gelijk|"
    r"niet (?:hebben |heeft )?(?:verder )?geholpen|niet hielp\w*|ik heb (?:\w+ ){0,3}gelezen",
    "pt": r"desculp\w+|lament\w+|sinto|sentimos|perdão|vejo|vemos|entendo|entendemos|compreend\w+|paciência|"
    r"tem (?:toda a )?razão|não (?:\w+ ){0,3}(?:ajud\w+|útil\w*)|li (?:a|o) (?:sua|seu|que)",
}
_ACKNOWLEDGED = {k: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for k, words in _ACKNOWLEDGES.items()}
_OPENING = 2
"""Sentences after the greeting in which it has to be acknowledged."""


def check_bots(text: str, sentences: Sequence[Unit], case: Case) -> Iterator[Check]:
    """The bot's answer given again; and an opening that passes over it, in the languages whose words we know."""
    if not case.bot_failed:
        return
    telling = [u for u in sentences if len(content(u.text, case.language)) >= 3]
    echoes = [u for u in telling if said_by_bot(case, u.text)]
    if echoes and len(echoes) >= _ECHOES * len(telling):
        first = echoes[0]
        yield failed(first.start, first.end, first.text[:80], "Repeats what the bot answered, which did not help.")
    opening = [u for u in sentences if not greets(u.text)][:_OPENING]
    known = _ACKNOWLEDGED.get((detect_language(text) or case.language).split("-")[0])
    if case.bot_unanswered and opening and known is not None and not any(known.search(u.text) for u in opening):
        start, end = opening[0].start, opening[-1].end
        detail = "A bot answered before and did not help; the opening does not say that we know."
        yield failed(start, end, text[start:end][:80], detail)


def said_by_bot(case: Case, sentence: str) -> bool:
    """True where a bot gave this answer before and it did not help: in these words, or the same in others."""
    if not case.bot_failed:
        return False
    words = set(content(sentence, case.language))
    told = [v for v in extract(sentence) if v.kind in _TELLING]
    for bot in _bots(case):
        have = set(content(bot, case.language))
        if words and len(words & have) >= _ECHO * len(words) and len(words) >= 2:
            return True
        if proposed(sentence, bot) is not None:
            return True
        known = extract(bot)
        shared = [v for v in told if any(same(v, k) for k in known)]
        translated = None not in (of := (detect_language(bot), detect_language(sentence))) and len(set(of)) > 1
        alike = translated or (bool(words) and len(words & have) >= _ALIKE * len(words))
        if shared and len(shared) == len(told) and alike and not _in_customers_words(case, [v.text for v in shared]):
            return True
    return False


@once
def _bots(case: Case) -> tuple[str, ...]:
    """What bots told in this thread, sentence by sentence; their questions tell nothing."""
    said = (u.text for m in case.visible if m.author == "bot" for u in units(own_text(m)))
    return tuple(s for s in said if not s.endswith("?") and not greets(s))


def _in_customers_words(case: Case, values: Sequence[str]) -> bool:
    """The customer named them: a reply about their order is not the bot's answer for having its number."""
    return all(v in case.customer_text for v in values)
