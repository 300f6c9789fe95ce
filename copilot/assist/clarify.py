"""The one question that would unblock a conversation, in the customer's language. A model writes none."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from copilot.assist.case import SHORT_CHANNELS, Case
from copilot.assist.gather import Gathered
from copilot.assist.phrases import phrases, spoken
from copilot.assist.signals import wanting
from copilot.domain import Answer, Reply
from copilot.drafting import Code
from copilot.guard.wishes import action_wanted
from copilot.guard.wording import plain

_WHAT = {
    "en": "What can we help you with?",
    "de": "Wobei können wir Ihnen helfen?",
    "fr": "En quoi pouvons-nous vous aider ?",
    "es": "¿En qué podemos ayudarle?",
    "it": "Come possiamo aiutarla?",
    "nl": "Waarmee kunnen we u helpen?",
    "pt": "Em que podemos ajudar?",
}
_ELSE = {
    "en": "Is there anything else we can help you with?",
    "de": "Können wir sonst noch etwas für Sie tun?",
    "fr": "Pouvons-nous vous aider pour autre chose ?",
    "es": "¿Podemos ayudarle en algo más?",
    "it": "Possiamo aiutarla in altro?",
    "nl": "Kunnen we u nog ergens anders mee helpen?",
    "pt": "Podemos ajudar em mais alguma coisa?",
}
"""After thanks for an answer."""
_BROKEN = {
    "en": "Which product is it, and what exactly happens?",
    "de": "Um welches Produkt geht es, und was genau passiert?",
    "fr": "De quel produit s'agit-il, et que se passe-t-il exactement ?",
    "es": "¿De qué producto se trata y qué ocurre exactamente?",
    "it": "Di quale prodotto si tratta e che cosa succede esattamente?",
    "nl": "Om welk product gaat het, en wat gebeurt er precies?",
    "pt": "De que produto se trata e o que acontece exatamente?",
}
_ABOUT = {
    "en": "What exactly would you like to know or have done?",
    "de": "Was genau möchten Sie wissen oder erledigt haben?",
    "fr": "Que souhaitez-vous savoir ou faire exactement ?",
    "es": "¿Qué desea saber o que hagamos exactamente?",
    "it": "Che cosa desidera sapere o che facciamo esattamente?",
    "nl": "Wat wilt u precies weten of laten doen?",
    "pt": "O que deseja saber ou que façamos exatamente?",
}
_WHICH = {
    "en": "Is it about “{one}” or “{other}”?",
    "de": "Geht es um „{one}“ oder um „{other}“?",
    "fr": "S'agit-il de « {one} » ou de « {other} » ?",
    "es": "¿Se trata de «{one}» o de «{other}»?",
    "it": "Si tratta di «{one}» o di «{other}»?",
    "nl": "Gaat het om ‘{one}’ of om ‘{other}’?",
    "pt": "Trata-se de «{one}» ou de «{other}»?",
}
_SEND = {
    "en": "Could you please send us {what}?",
    "de": "Können Sie uns bitte {what} schicken?",
    "fr": "Pourriez-vous nous envoyer {what} ?",
    "es": "¿Podría enviarnos {what}?",
    "it": "Potrebbe inviarci {what}?",
    "nl": "Kunt u ons {what} sturen?",
    "pt": "Pode enviar-nos {what}?",
}
_DETAILS = {
    "it": {
        "order": "il numero d'ordine",
        "serial": "il numero di serie del dispositivo",
        "subscription": "il numero dell'abbonamento",
        "invoice": "il numero della fattura",
        "address": "il nuovo indirizzo completo",
        "phone": "un numero di telefono",
        "email": "l'indirizzo e-mail del suo account",
        "date": "la data di cui si tratta",
        "item": "il nome dell'articolo",
        "plan": "il piano desiderato",
    },
    "pt": {
        "order": "o número do pedido",
        "serial": "o número de série do aparelho",
        "subscription": "o número da assinatura",
        "invoice": "o número da fatura",
        "address": "a nova morada completa",
        "phone": "um número de telefone",
        "email": "o e-mail da sua conta",
        "date": "a data em causa",
        "item": "o nome do artigo",
        "plan": "o plano desejado",
    },
}
"""Of the languages that ``phrases`` does not write replies in."""
_HELLO = {
    "it": ("Buongiorno {name},", "Buongiorno,", "Cordiali saluti"),
    "pt": ("Olá {name},", "Olá,", "Com os melhores cumprimentos"),
}
_BARE = re.compile(
    r"^(?:(?:hi|hello|hey|please|hallo|guten tag|bonjour|hola|ciao|buongiorno|ola|bitte|sorry)[, !.]*\n?)*(?:"
    r"(?P<broken>(?:it|this|that|the app|the (?:machine|device|product|thing)|my (?:machine|device|app|"
    r"product))?\s?(?:is not|isn'?t|does not|doesn'?t|don'?t|not|won'?t|"
    r"stopped) work(?:ing)?(?: any ?more)?|(?:it'?s|is) (?:broken|not working)|(?:es|das|die app|das gerät|sie|"
    r"er)? ?(?:geht|funktioniert|klappt) (?:einfach |leider )?nicht(?: mehr)?|"
    r"(?:ist )?kaputt|(?:ca|cela|il|elle) ne (?:marche|fonctionne) (?:pas|plus)|no (?:me )?funciona|"
    r"non funziona(?: piu)?|(?:het )?(?:werkt|doet het) niet(?: meer)?|nao funciona)|"
    r"(?P<about>(?:i have |i've got |i got |there is |having )?(?:a |an |some )?(?:problems?|issues?|questions?|"
    r"trouble|queries|query)(?: (?:with|about|regarding|on) (?:my|the|an?|your) \w+)?|"
    r"(?:i )?(?:need )?(?:some )?help(?: me)?(?: please| pls)?|(?:ich )?(?:habe |hab )?(?:ein |eine )?(?:problem|"
    r"frage|anliegen)(?: (?:mit|zu|wegen) (?:meine[rm]?|der|dem|einer) \w+)?|"
    r"(?:ich )?(?:brauche )?hilfe|(?:j'ai )?(?:un|une) (?:probleme|question)(?: (?:avec|sur|concernant) (?:ma|mon|"
    r"votre) \w+)?|aide[zr]?(?:-moi)?|(?:tengo )?(?:un|una) (?:problema|pregunta|duda)"
    r"(?: (?:con|sobre) mi \w+)?|ayuda|(?:ho )?un (?:problema|dubbio)(?: con il mio \w+)?|aiuto|"
    r"(?:ik heb )?een (?:probleem|vraag)(?: (?:met|over) mijn \w+)?|hulp|(?:tenho )?(?:um|uma) "
    r"(?:problema|duvida)(?: com (?:o meu|a minha) \w+)?|ajuda))"
    r"[\s.!?,]*(?:please|thanks|thank you|bitte|danke|merci|gracias|grazie|bedankt|obrigado)?[\s.!?]*$"
)
"""All of a turn that says nothing to search for, folded as ``plain`` does."""
_THANKS = re.compile(r"\b(?:thank|thx|cheers|dank|merci|gracias|grazie|bedankt|obrigad)", re.IGNORECASE)
_CLOSE = 0.04
"""Difference in relevance within which two articles are equally likely."""
_LIKELY = 0.3
"""Relevance that an article needs to be worth asking for."""
_SHORT_TURN = 80
"""Characters of a turn from which on it says enough not to be asked which of two things it means."""
LONGEST = 120
"""Characters of a question; who must read more than that does not answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, and the code of what its answer would mend."""

    code: Code
    text: str

    def reply(self, case: Case, draft_id: str) -> Reply:
        """The message that asks it."""
        known, language = phrases(case.language), spoken(case.language)
        hello, nobody, regards = _HELLO.get(language, (known.hello, known.hello_nobody, known.regards))
        if case.channel in SHORT_CHANNELS:
            hi, hi_nobody = (hello, nobody) if language in _HELLO else (known.hi, known.hi_nobody)
            name = hi.format(name=case.first_name) if case.first_name else hi_nobody
            text = f"{name} {self.text}" if not any(m.author == "bot" for m in case.visible) else self.text
        else:
            name = hello.format(name=case.first_name) if case.first_name else nobody
            text = "\n\n".join((name, self.text, regards))
        return Reply(id=f"{draft_id}-q", text=text, language=language, origin="extractive", confidence=1.0)


def questions(case: Case, found: Gathered, answer: Answer) -> Iterator[Question]:
    """What could be asked, the most helpful first; each is one question and no longer than LONGEST."""
    return (q for q in _questions(case, found, answer) if len(q.text) <= LONGEST and q.text.count("?") == 1)


def asked_before(question: Question, said: Iterable[str]) -> bool:
    """Whether one of these texts asks it already."""
    wanted = _plain(question.text)
    return any(wanted in _plain(text) for text in said)


def _questions(case: Case, found: Gathered, answer: Answer) -> Iterator[Question]:
    language = spoken(case.language)
    bare = _BARE.match(plain(case.turn_text))
    if bare is not None and len(case.turn) == len(case.from_customer):
        yield Question("nothing_asked", (_BROKEN if bare["broken"] else _ABOUT)[language])
        return
    if any(r.code in ("small_talk", "no_question", "empty_query") for r in answer.reasons):
        answered = any(m.author == "bot" for m in case.visible)
        yield Question("nothing_asked", (_ELSE if answered and _THANKS.search(case.turn_text) else _WHAT)[language])
        return
    if action_wanted(case.turn_text) and (what := _detail(wanting(answer), language)):
        yield Question("missing_detail", _SEND[language].format(what=what))
        return
    best = _best_pages(found, case.language)
    if (
        len(best) > 1
        and best[0][1] >= _LIKELY
        and best[0][1] - best[1][1] <= _CLOSE
        and len(case.turn_text) < _SHORT_TURN
    ):
        one, other = _apart(best[0][0], best[1][0])
        yield Question("ambiguous", _WHICH[language].format(one=one, other=other))


def _detail(missing: Iterable[str], language: str) -> str | None:
    """What to ask for first, by a word of the parameter's name; None where no phrase names it."""
    details: Mapping[str, str] = _DETAILS.get(language) or phrases(language).details
    for name in missing:
        words = re.split(r"[_\W]+", name.lower())
        for word, said in details.items():
            if word in words:
                return said
    return None


def _best_pages(found: Gathered, language: str) -> list[tuple[str, float]]:
    """(title, relevance) of articles in the customer's language, the likeliest first."""
    pages: dict[str, tuple[str, float]] = {}
    for f, _ in found.evidence:
        p = f.passage
        if p.kind == "article" and (p.language or language).split("-")[0] == language:
            title, relevance = pages.get(p.source_id, (p.title, 0.0))
            pages[p.source_id] = (title, max(relevance, f.relevance))
    return sorted(pages.values(), key=lambda p: -p[1])


def _apart(one: str, other: str) -> tuple[str, str]:
    """Two titles without a question mark, and without the words that both begin with where that leaves something."""
    a, b = (t.strip(" ?¿!.").replace("?", "") for t in (one, other))
    if len(a) + len(b) <= LONGEST // 2:
        return a, b
    first, second = a.split(), b.split()
    same = 0
    while same < min(len(first), len(second)) - 1 and first[same].casefold() == second[same].casefold():
        same += 1
    return " ".join(first[same:]), " ".join(second[same:])


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
