"""Whether a sentence of ours promises something, and who signed it. By rules, in seven languages. Pure."""

import re
from functools import lru_cache

from copilot.assist.acts import done

_DOES = (
    r"(?:call|ring|phone|write|send|pass|forward|get back|let you|check|look|come back|update|refund|reimburse|"
    r"credit|"
    r"ship|dispatch|ask|add|put|keep|tell|confirm|make sure|contact|mail|reply|follow|be in touch|sort|arrange|find|"
    r"replace|exchange|repair|fix|investigate|take off|deliver)"
)
_SOON = r"(?:from us|by|on|before|until|within|today|tomorrow)"
_PROMISE = re.compile(
    rf"\b(?:i|we)(?:'ll|’ll| will| shall)\s+(?!be (?:able|happy|glad)|need)(?:\w+\s+)?{_DOES}\b|"
    rf"\b(?:i|we)(?:'m|’m| am|'re|’re| are) going to (?:\w+ )?{_DOES}\b|"
    rf"\b(?:someone|somebody|colleagues?|team|technicians?|engineers?|manager|supervisor|department|they)(?:'ll|"
    rf"’ll| will)"
    rf"\s+(?!be (?:able|happy|glad)|need)(?:\w+\s+)?{_DOES}\b|"
    rf"\byou(?:'ll|’ll| will) (?:hear|receive|get|have)\b[^.!?]{{0,60}}\b{_SOON}\b|"
    rf"\byour\b[^.!?,]{{0,40}} (?:will|shall) (?:be|arrive|reach|leave|go out)\b[^.!?]{{0,60}}\b{_SOON}\b|"
    r"\b(?:will|shall) be (?:refunded|reimbursed|shipped|sent|dispatched|replaced|credited|repaired|delivered)\b|"
    r"\bpromised\b|"
    r"\b(?:melde|melden|schaue|kläre|rufe|rufen|schicke|schicken|sende|senden|erstatte|erstatten|überweise|"
    r"überweisen|"
    r"frage|prüfe|prüfen)\b(?=[^.!?]*\b(?:ich|wir|mich|uns|bei ihnen|bei dir|nach|noch|an|mit)\b)|"
    r"\b(?:ich|wir) (?:melde|schaue|kläre|rufe|schicke|sende|erstatte|erstatten|schicken|senden|rufen|melden|prüfe|"
    r"prüfen|überweisen|gebe|geben|gewähre|gewähren|ersetze|ersetzen|tausche|tauschen|liefere|liefern|repariere|"
    r"reparieren) |"
    r"\bsie hören\b|\bwerden? (?:ich|wir|uns|mich)\b|\b(?:ich|wir) werden? (?!benötig|brauch)|"
    r"\bsie (?:erhalten|bekommen)\b[^.!?]{0,60}\b(?:bis|von uns|innerhalb|binnen|spätestens|morgen|heute|am)\b|"
    r"\b(?:versprochen|zugesagt|versprach)\b|"
    r"\b(?:je|nous) (?:(?:vous|le|la|les|lui) ){0,2}(?:rappell\w+|rappelons|rappelerons|rembours\w+|enverr\w+|"
    r"envoie|envoyons|vérifi\w+|"
    r"revien\w+|reviendr\w+|recontact\w+|contacter\w+|tiendr\w+|tiens|expédi\w+|livr\w+|remplac\w+|répond\w+|"
    r"répar\w+|"
    r"(?:vais|allons) (?:vous )?\w+(?:er|ir|re))\b|"
    r"\bvous (?:recevrez|aurez|serez)\b[^.!?]{0,60}\b(?:d['’]ici|avant|sous|dans|demain|aujourd|le|lundi|mardi|"
    r"mercredi|"
    r"jeudi|vendredi)\b|\bpromis\b|"
    r"\b(?:llamar|enviar|reembolsar|devolver|contactar|escribir|informar|avisar|responder|mandar|revisar|comprobar|"
    r"consultar|verificar|reemplazar|cambiar|reparar|abonar)(?:é|emos)\b|\b(?:voy|vamos) a \w+(?:ar|er|ir)\w*\b|"
    r"\b(?:recibirá|tendrá)s?\b[^.!?]{0,60}\b(?:antes|en|hoy|mañana|el|dentro|hasta)\b|\bprometid[oa]\b|"
    r"\b(?:richiam|chiam|contatt|aggiorn|inform|mand|rimbors|control+|invi|spedi|sped|sostitu|ripar|rispond|verifich)"
    r"(?:er|ir|i)(?:ò|emo)\b|\bfar(?:ò|emo) sapere\b|\briceverà\b|\bpromesso\b|"
    r"\b(?:ligar|enviar|reembolsar|verificar|contactar|contatar|responder|informar|devolver|avisar|mandar|"
    r"trocar|reparar)"
    r"(?:ei|emos)\b|\b(?:vou|vamos) (?:\w+[- ])?\w+(?:ar|er|ir)\b|\b\w+[aei]r-(?:lhe|vos|te|se)-(?:ei|emos|á)\b|"
    r"\breceberá\b|"
    r"\b(?:ik|wij|we) (?:zal|zullen|bel|bellen|stuur|sturen|kom|komen|laat|laten|zoek|betaal|betalen|neem|nemen|"
    r"controleer|vraag|vergoeden|vervangen)\b|\b(?:bel|stuur|betaal|neem|laat|zoek|vraag|controleer) ik\b|"
    r"\b(?:bellen|sturen|betalen|nemen|laten) (?:we|wij)\b|"
    r"\bu (?:hoort|ontvangt|krijgt)\b[^.!?]{0,60}\b(?:van ons|voor|uiterlijk|binnen|morgen|vandaag)\b|\bbeloofd\b",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\b(?:will|shall|can) not\b|\b(?:won|can|don|wouldn|couldn)['’]t\b|\bcannot\b|\bwerden? "
    r"[^.!?]{0,40}\b(?:nicht|kein\w*)\b|"
    r"\bne (?:pouvons|pourrons|serons|vais) \b|\bno (?:le |les |lo )?\w+(?:emos|é)\b|\bnon (?:\w+ )?\w+(?:emo|erò)\b|"
    r"\bnão (?:\w+ )?(?:vamos|\w+emos)\b|\bniet\b[^.!?]{0,20}\bkunnen\b|"
    r"\bas (?:we |i )?promised\b|\bwie (?:versprochen|zugesagt)\b|\bcomme promis\b|\bcomo prometid\w|\bcome "
    r"promesso\b|"
    r"\bzoals beloofd\b|\bhave you (?:been )?promised\b|\byou were promised\b",
    re.IGNORECASE,
)
"""What is refused, or told as kept."""
_TOLD = re.compile(r"\bpromis|versprach|zugesagt|versprochen|\bprometi|\bbeloofd", re.IGNORECASE)


@lru_cache(maxsize=4096)
def promises_something(sentence: str) -> bool:
    """True for a sentence of an agent that says what we will do."""
    if sentence.endswith("?") or not _PROMISE.search(sentence):
        return False
    return not _NEVER.search(sentence) and not ("promise" in sentence.lower() and done(sentence))


def tells_of_promise(sentence: str) -> bool:
    """True for a sentence of a contact's summary that tells of a promise: "Owen promised a call"."""
    return bool(_TOLD.search(sentence)) and not _NEVER.search(sentence)


def signed(text: str) -> str | None:
    """The name that an agent signed with on the last line."""
    last = text.strip().splitlines()[-1].strip() if text.strip() else ""
    tail = re.search(r"(?:^|[.!?]\s+)([A-ZÄÖÜ][\w'’-]{1,20})$", last)
    return tail[1] if tail else None
