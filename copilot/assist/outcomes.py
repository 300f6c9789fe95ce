"""What a customer says came of a step. By rules, in seven languages. Pure."""

import re
from collections.abc import Sequence
from typing import Literal

from copilot.guard.words import content

Result = Literal["helped", "no_effect"]

_NO_EFFECT = re.compile(
    r"\b(?:no (?:change|effect|luck|difference|success)|made no difference|without (?:effect|success|luck)|"
    r"nothing (?:changed|"
    r"happened|helped)|(?:did|does|do)(?:n['’]?t| not) (?:help|work|change|fix|solve)|same (?:error|problem|"
    r"result)|still (?:not|no|the "
    r"same|broken|shows?|drips?|\w+ing|doesn['’]?t|won['’]?t|can['’]?t)|in vain|to no avail|"
    r"ohne (?:erfolg|wirkung)|nichts gebracht|hilft nicht|half nicht|nicht geholfen|immer noch|keine "
    r"(?:änderung|besserung)|"
    r"(?:funktioniert|geht) (?:immer noch |noch |trotzdem )?nicht|sans (?:succès|effet|résultat)|toujours "
    r"(?:pas|le même)|rien (?:changé|n['’]a)|"
    r"n['’]a (?:rien|pas)|sin (?:éxito|resultado)|sigue (?:sin|igual)|no (?:ha )?(?:funcion\w+|sirv\w+|ayud\w+)|"
    r"senza (?:successo|"
    r"esito|risultato)|non (?:ha )?(?:funzion\w+|cambia\w*|risolto)|sem (?:sucesso|efeito|resultado)|não "
    r"(?:funcion\w+|resolveu|"
    r"adiantou|ajudou)|zonder (?:succes|effect|resultaat)|hielp niet|helpt niet|werkt (?:nog steeds )?niet|nog "
    r"steeds)\b",
    re.IGNORECASE,
)
_HELPED = re.compile(
    r"\b(?:(?:it|that|which|this) (?:helped|worked|fixed it|solved it)|works? (?:again|now|fine)|(?:is|was) "
    r"(?:fixed|solved)|solved the|"
    r"jetzt (?:geht|funktioniert|läuft)|(?:das )?hat geholfen|(?:geht|funktioniert|läuft) (?:jetzt|wieder)|"
    r"(?:ça|cela) (?:a )?march\w+|"
    r"fonctionne (?:à nouveau|de nouveau|maintenant)|ya funciona|(?:ha )?funcionado|adesso funziona|ora "
    r"funziona|já funciona|"
    r"resolveu|werkt weer|doet het weer|dat hielp)\b",
    re.IGNORECASE,
)


def result_of(step: str, following: Sequence[str]) -> Result | None:
    """What the step's own sentence says, else those after it in the same message; None where they say nothing."""
    for sentence in (step, *following):
        if sentence.endswith("?"):
            continue
        if _NO_EFFECT.search(sentence):
            return "no_effect"
        if _HELPED.search(sentence):
            return "helped"
    return None


def only_result(sentence: str) -> bool:
    """True where a sentence says what came of a step and names none: "No change."."""
    rest = _NO_EFFECT.sub("", sentence)
    return rest != sentence and not content(rest)
