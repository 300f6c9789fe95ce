"""The question for a parameter that nobody told yet, in the customer's language where a phrase knows it. Pure."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from copilot.assist.phrases import phrases, spoken
from copilot.assist.typed import words_of

_MOST_OPTIONS = 6


class _Words(NamedTuple):
    send: str
    """With {what}: a thing that has a phrase of its own."""
    tell: str
    """With {what}: any other, by the words of the catalogue."""
    which: str
    """With {what} and {options}."""
    yes: str
    """With {what}."""
    join: str
    """Before the last option."""


_WORDS = {
    "en": _Words(
        "Could you please send us {what}?",
        "Could you please tell us this: {what}?",
        "{what}: {options}?",
        "{what}: yes or no?",
        " or ",
    ),
    "de": _Words(
        "Können Sie uns bitte {what} schicken?",
        "Können Sie uns bitte dies sagen: {what}?",
        "{what}: {options}?",
        "{what}: ja oder nein?",
        " oder ",
    ),
    "fr": _Words(
        "Pourriez-vous nous envoyer {what} ?",
        "Pourriez-vous nous indiquer ceci : {what} ?",
        "{what} : {options} ?",
        "{what} : oui ou non ?",
        " ou ",
    ),
    "es": _Words(
        "¿Podría enviarnos {what}?",
        "¿Podría indicarnos lo siguiente: {what}?",
        "¿{what}: {options}?",
        "¿{what}: sí o no?",
        " o ",
    ),
    "it": _Words(
        "Potrebbe inviarci {what}?",
        "Potrebbe indicarci questo: {what}?",
        "{what}: {options}?",
        "{what}: sì o no?",
        " o ",
    ),
    "pt": _Words(
        "Pode enviar-nos {what}?",
        "Pode indicar-nos o seguinte: {what}?",
        "{what}: {options}?",
        "{what}: sim ou não?",
        " ou ",
    ),
    "nl": _Words(
        "Kunt u ons {what} sturen?",
        "Kunt u ons dit laten weten: {what}?",
        "{what}: {options}?",
        "{what}: ja of nee?",
        " of ",
    ),
}


def detail(name: str, language: str) -> str | None:
    """What a parameter is called to a customer, by a word of its name; None where no phrase names it."""
    words = words_of(name)
    return next((said for word, said in phrases(language).details.items() if word in words), None)


def question_for(name: str, spec: Mapping[str, Any], language: str) -> str:
    """One question. What no phrase knows is called by the catalogue's own words, in the language that these are in."""
    words = _WORDS[spoken(language)]
    options = spec.get("enum")
    if isinstance(options, list) and 1 < len(options) <= _MOST_OPTIONS:
        shown = [str(o).replace("_", " ") for o in options]
        listed = ", ".join(shown[:-1]) + words.join + shown[-1]
        return words.which.format(what=_called(name, spec, short=True), options=listed)
    if spec.get("type") == "boolean":
        return words.yes.format(what=_called(name, spec, short=True))
    if what := detail(name, language):
        return words.send.format(what=what)
    return words.tell.format(what=_called(name, spec))


def _called(name: str, spec: Mapping[str, Any], *, short: bool = False) -> str:
    """The parameter's title, else the first sentence of its description, else its name as words."""
    title, described = spec.get("title"), spec.get("description")
    if isinstance(title, str) and title.strip():
        return title.strip().rstrip("?:. ")[:120]
    if isinstance(described, str) and described.strip() and not short:
        first = re.split(r"(?<=[.!?])\s|[:;,]\s(?=such as|e\.g\.)|,? such as ", described.strip())[0]
        return first.strip().rstrip("?:.,; ")[:120]
    return " ".join(words_of(name)).capitalize()
