"""Steps of troubleshooting: whether a sentence proposes one that another sentence says was tried. Pure.

By the verb, in five languages, and by what it is done to: who restarted the app may be told to restart the router.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from copilot.guard.words import content


@dataclass(frozen=True, slots=True)
class _Verb:
    words: re.Pattern[str]
    alone: bool
    """The verb says it all (descale); else it must be done to the same thing (check the plug)."""


def _verb(words: str, *, alone: bool = False) -> _Verb:
    return _Verb(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), alone)


_VERBS = (
    _verb(r"re-?start\w*|re-?boot\w*|power.?cycl\w*|(?:turn|switch)\w* (?:\w+ ){0,3}off (?:and|then) (?:\w+ ){0,3}on|"
          r"neu ?(?:zu ?)?(?:start\w*|gestartet)|neustart\w*|starten sie \w+ \w+ neu|aus- und (?:wieder )?ein\w*|"
          r"redémarr\w*|reinici\w*|riavvi\w*|herstart\w*|opnieuw (?:op)?\w*start\w*", alone=True),
    _verb(r"(?:factory.)?reset\w*|zurück(?:zu)?setz\w*|zurückgesetzt|réinitialis\w*|restablec\w*", alone=True),
    _verb(r"descal\w*|entkalk\w*|(?:zu)?entkalken|détartr\w*|des?calcific\w*|ontkal\w*", alone=True),
    _verb(r"(?:un)?-?(?:re-?)install\w*|neu (?:zu )?installier\w*|deinstallier\w*|réinstall\w*|reinstal\w*|"
          r"opnieuw (?:te )?installer\w*", alone=True),
    _verb(r"(?:clear|delet|empt)\w* (?:\w+ ){0,3}(?:cache|cookies)|(?:cache|cookies) (?:\w+ ){0,2}(?:leer\w*|lösch\w*|"
          r"geleert|gelöscht)|(?:vid|effac)\w* (?:\w+ ){0,2}cache|(?:borr|vaci)\w* (?:\w+ ){0,2}caché", alone=True),
    _verb(r"(?:log|sign)(?:ged|ging|ned|ning)? (?:\w+ )?(?:out|off)|ab(?:zu)?melden|abgemeldet|ausgeloggt|"
          r"déconnect\w*|cerr\w+ sesión|uitlog\w*|uitgelogd", alone=True),
    _verb(r"re-?pair(?:ed|ing)? (?:it|the bluetooth)|neu (?:ge)?koppel\w*", alone=True),
    _verb(r"updat\w*|aktualisier\w*|mettre à jour|mis à jour|actualiz\w*|bijwerk\w*|bijgewerkt"),
    _verb(r"clean\w*|rins\w*|wip(?:e|ed|ing)|wash\w*|flush\w*|reinig\w*|gereinigt|gespült|spülen|nettoy\w*|rinc\w*|"
          r"limpi\w*|enjuag\w*|schoon\w*|spoel\w*"),
    _verb(r"replac\w*|swap\w*|chang(?:e|ed|ing)|wechsel\w*|gewechselt|(?:aus)?(?:ge)?tausch\w*|ersetz\w*|remplac\w*|"
          r"chang\w+|cambi\w*|sustitu\w*|vervang\w*"),
    _verb(r"un-?plug\w*|plug(?:ged|ging)?|pull(?:ed|ing)? (?:\w+ ){0,2}plug|(?:aus|ein)?(?:ge)?steckt?e?n?|"
          r"gezogen|ziehen|"
          r"débranch\w*|branch\w*|desenchuf\w*|enchuf\w*"),
    _verb(r"check\w*|look(?:ed|ing)? (?:in|at|under|behind)|inspect\w*|verif\w*|prüf\w*|geprüft|überprüf\w*|"
          r"kontrollier\w*|nachgesehen|nachsehen|vérifi\w*|compr(?:ob|ueb)\w*|revis\w*|controle\w*|gecontroleerd"),
    _verb(r"(?:re)?-?fill\w*|top(?:ped|ping)? up|auf(?:zu)?füllen|(?:auf|nach)gefüllt|rempli\w*|rellen\w*|bijvul\w*"),
    _verb(r"tighten\w*|re-?seat\w*|festgezogen|festziehen|serr\w*|apret\w*"),
    _verb(r"(?:tr|test)(?:y|ied|ying|ed|ing)? (?:it )?(?:\w+ ){0,3}(?:another|different|other|second)|"
          r"(?:ander\w+ \w+) (?:probier\w*|versuch\w*|getestet|testen)|(?:probier\w*|versuch\w*|test\w*) (?:\w+ ){0,3}"
          r"(?:ander\w+)"),
    _verb(r"contact\w*|call(?:ed|ing)?|ask(?:ed|ing)?|anrufen|angerufen|(?:ge)?fragt?|kontaktier\w*|contact\w*|"
          r"appel\w*|llam\w*|gebeld|bellen"),
)  # fmt: skip
_DONE = re.compile(
    r"\b(?:already|you(?:'ve|’ve| have)|since you|as you|after you|you (?:tried|did|restarted|"
    r"reset|"
    r"descaled|cleaned|checked)|thank(?:s| you) for|bereits|schon|da sie|sie haben|danke,? dass|déjà|vous avez|"
    r"merci d'avoir|ya (?:ha|lo|la)|haber|gracias por|già|grazie (?:di|per)|dato che|já|obrigad[oa] por|"
    r"u heeft|hebt|bedankt)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:(?:do(?:n'?t|n’t| not)|no|won'?t|without|never|not|needn'?t) (?:\w+ ){0,3}(?:need|have|necessary|to)|"
    r"no need|"
    r"don['o]t|do not|instead of|rather than|without|we(?:'ll|’ll| will| have|'ve|’ve)|(?:i|our \w+)(?:'ll|’ll| will|"
    r" have|'ve|’ve)|nicht|kein\w*|ohne|statt|wir (?:haben|werden)|ich (?:habe|werde)|pas besoin|sans|nous (?:allons|"
    r"avons)|"
    r"sin|no (?:hace falta|es necesario|tiene que)|hoeft|niet|zonder|geen|"
    r"non (?:serve|occorre|deve|è necessario)|senza|não (?:precisa|é (?:preciso|necessário))|sem)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:have|did|has) you\b|\bhaben sie\b|\bhast du\b|\bavez-vous\b|\bha (?:probado|intentado)\b|"
    r"\b(?:heeft|hebt) u\b",
    re.IGNORECASE,
)
"""Asking whether it was done is as bad as telling to do it."""
_THING = re.compile(
    r"(?<!do )(?<!try )(?<!run )(?<!perform )\b(?:the|this|that|every|each|of|is|was|are|after|a|an|der|die|das|"
    r"nach|le|la|el|de|het)\s+[\"“'»«]*$|\b(?:if|when|once|whether|wenn|falls|ob|quand|cuando)\b[^,;:]*$",
    re.IGNORECASE,
)
"""Before a step that is spoken of, not proposed: "the results of the restart"."""
_BEFORE = 80
"""Characters before a step that may say so."""
_ITSELF = frozenset(
    content(
        "it this that machine device unit thing times twice everything gerät maschine ding déjà j'ai nous veuillez "
        "favor heb alvast"
    )
)


def proposed(sentence: str, tried: str) -> tuple[int, int] | None:
    """Start and end of the words of ``sentence`` that propose what ``tried`` says was done; None where none do."""
    if (_DONE.search(sentence) and not _ASKS.search(sentence)) or _NOT.search(sentence):
        return None
    done = _steps(tried)
    for start, end, number, things in _steps(sentence):
        if _THING.search(sentence[max(0, start - _BEFORE) : start]):
            continue
        for _, _, known, of in done:
            if known != number:
                continue
            if things & of or (_VERBS[number].alone and not (things and of)):
                return start, end
            if _VERBS[number].alone and number in _WHOLE:
                return start, end
    return None


_WHOLE = frozenset({2, 3, 4, 5})
"""Verbs that are hardly done to two things: descaling, installing anew, clearing the cache, logging out."""


@lru_cache(maxsize=512)
def _steps(sentence: str) -> tuple[tuple[int, int, int, frozenset[str]], ...]:
    """(start, end, number of the verb, stems of what it is done to) for each step that a sentence names."""
    out = []
    clauses = [(m.start(), m.end()) for m in re.finditer(r"[^,;:.!?]+", sentence)]
    for a, b in clauses:
        for clause in re.finditer(r"(?:(?!\b(?:and then|and|und|et|y|en|then|dann)\b).)+", sentence[a:b]):
            start = a + clause.start()
            for number, verb in enumerate(_VERBS):
                found = verb.words.search(clause[0])
                if found:
                    rest = clause[0][: found.start()] + " " + clause[0][found.end() :]
                    things = frozenset(content(rest)) - _ITSELF
                    out.append((start + found.start(), start + found.end(), number, things))
    return tuple(out)
