"""What is promised or refused: a call, a refund, a delivery; and whether a sentence says that it was done. Pure."""

import re
from functools import lru_cache

from copilot.guard.values import Value, extract, same

_ACTS = {
    "call": r"call\w*|ring|phone|anruf\w*|rufe\w*|zurückrufen|telefonier\w*|rappel\w*|llamar\w*|llamada|"
    r"richiam\w*|chiam\w*|"
    r"telefon\w*|lig(?:ar\w*|amos)|bel|bellen|teruggebeld|terugbellen",
    "refund": r"refund\w*|money back|reimburs\w*|credit\w*|erstatt\w*|zurückerstatt\w*|gutschr\w*|rembours\w*|"
    r"reembols\w*|devol(?:uci|ver)\w*|rimbors\w*|terugbetal\w*|betal\w* (?:\w+ ){0,9}terug",
    "send": r"send\w*|ship\w*|dispatch\w*|deliver\w*|post|schick\w*|send\w*|versend\w*|liefer\w*|envoy\w*|"
    r"envoi\w*|enverr\w*|"
    r"expédi\w*|livr\w*|envi\w*|invi\w*|sped\w*|mand(?:ar|er)\w*|stuur\w*|sturen|verstur\w*|verzend\w*",
    "replace": r"replac\w*|exchang\w*|ersatz\w*|ersetz\w*|austausch\w*|umtausch\w*|remplac\w*|cambi\w*|"
    r"sostitu\w*|substitu\w*|"
    r"vervang\w*",
    "reply": r"get back|come back to you|reply|hear from us|be in touch|follow up|update you|write to you|let "
    r"you know|"
    r"melde\w*|hören|bescheid|recontact\w*|contact\w*|revien\w*|laten weten|hoort|sapere|rispond\w*|respond\w*|"
    r"avis\w*|"
    r"tien\w* (?:au courant|informé\w*)",
    "repair": r"repair\w*|fix\w*|technician|engineer|reparier\w*|reparatur|techniker\w*|répar\w*|repar\w*|ripar\w*",
    "discount": r"discount\w*|voucher\w*|coupon\w*|rabatt\w*|gutschein\w*|remise|descuento|sconto|desconto|korting",
    "check": r"check\w*|look into|find out|ask|investigat\w*|verif\w*|prüf\w*|klär\w*|nachfrag\w*|frage|"
    r"vérifi\w*|comprob\w*|"
    r"consult\w*|revis\w*|controll?\w*|uitzoeken|zoek\w*",
}
_ACT = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _ACTS.items()}
_DONE = {
    "call": r"called|rang|phoned|spoke (?:to|with)|spoken|left (?:you )?a (?:message|voicemail)|as discussed|"
    r"angerufen|"
    r"telefoniert|gesprochen|appelée?|llamado|hablado|chiamato|sentiti|liguei|ligámos|falámos|gebeld|gesproken",
    "refund": r"refunded|reimbursed|credited|(?:refund|money|amount|credit) (?:of [^.!?]{1,20} )?(?:is on its "
    r"way|went out|"
    r"has (?:been )?(?:gone|issued|sent|made|processed|paid|left)|was (?:issued|sent|made|processed|paid)|"
    r"is (?:done|issued|processed))|(?:issued|processed|made|paid) (?:\w+ ){0,3}refund|(?:zurück)?erstattet|"
    r"gutgeschrieben|"
    r"überwiesen|zurückgezahlt|remboursée?s?|reembolsado|devuelto|rimborsato|effettuato il rimborso|devolvido|"
    r"terugbetaald|"
    r"teruggestort",
    "send": r"sent|shipped|dispatched|posted|delivered|on (?:its|the) way|in the post|verschickt|versendet|"
    r"versandt|geschickt|"
    r"geliefert|zugestellt|unterwegs|rausgegangen|envoyée?s?|expédiée?s?|livrée?s?|parti[es]?|enviad[oa]s?|"
    r"entregad[oa]|"
    r"en camino|spedit[oaie]|inviat[oaie]|consegnat[oa]|entregue|enviámos|verzonden|verstuurd|gestuurd|bezorgd|"
    r"onderweg",
    "replace": r"replaced|exchanged|ersetzt|ausgetauscht|umgetauscht|remplacée?|cambiado|sustituido|sostituit[oa]|"
    r"substituíd[oa]|vervangen",
    "repair": r"repaired|fixed|repariert|behoben|réparée?|reparad[oa]|arreglado|riparat[oa]|gerepareerd|hersteld",
    "discount": r"(?:added|applied|credited|sent|issued|taken off)|(?:gutgeschrieben|abgezogen|geschickt|"
    r"hinterlegt)|appliquée?|"
    r"aplicado|applicato|toegepast|verrekend",
    "check": r"checked|asked|looked into|found out|heard back|investigated|verified|geprüft|nachgefragt|geklärt|"
    r"nachgesehen|"
    r"herausgefunden|vérifiée?|comprobado|consultado|revisado|verificato|controllato|verifique?i|verificámos|"
    r"gecontroleerd|"
    r"nagevraagd|uitgezocht|nagekeken",
    "reply": r"(?:here is|this is|here's) (?:the|my|your|our) (?:update|answer|result)|(?:have|is|got) (?:an|"
    r"the|your) (?:update|"
    r"answer|result)|checked|asked|heard back|found out|looked into|geprüft|nachgefragt|geklärt|rückmeldung|"
    r"herausgefunden|"
    r"vérifiée?|comprobado|consultado|verificato|verifique?i|nagevraagd|uitgezocht",
}  # fmt: skip
_DID = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _DONE.items()}
_AS_PROMISED = re.compile(
    r"\bas (?:we |i )?(?:promised|agreed)|\bwie (?:versprochen|zugesagt|besprochen|vereinbart)|\bcomme "
    r"(?:promis|convenu)|"
    r"\bcomo (?:le )?(?:promet\w*|acord\w*|combinado)|\bcome promesso|\bzoals (?:beloofd|afgesproken)",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:not|never|no|nobody|no one|niemand|personne|nadie|will|shall|would|should|could|can|may|might|if|"
    r"once|when|going to|to be|nicht|kein\w*|noch|wird|"
    r"werden|würde\w*|sobald|wenn|sollte\w*|pas|jamais|sera|seront|serons|si|será\w*|aún|todavía|verrà|sarà|"
    r"ainda|não|non|"
    r"niet|nog|zal|zullen|wordt|zodra|almost|about to|usually|normally|always)\b|n['’]t\b|['’]ll\b|\?",
    re.IGNORECASE,
)
_GOT = re.compile(
    r"\b(?:received|arrived|got|came|thank(?:s| you) for|is here|erhalten|bekommen|angekommen|da|danke für|"
    r"reçue?|arrivée?|"
    r"merci pour|recibido|llegado|gracias por|ricevuto|arrivato|grazie per|recebi|chegou|obrigad[oa] pel[oa]|"
    r"ontvangen|"
    r"aangekomen|bedankt voor)\b",
    re.IGNORECASE,
)

_THANKS = re.compile(r"\b(?:thank|danke|merci|gracias|grazie|obrigad|bedankt)\w*", re.IGNORECASE)


@lru_cache(maxsize=4096)
def acts(text: str) -> frozenset[str]:
    """What a text speaks of doing: ``call``, ``refund``, ``send``..."""
    return frozenset(name for name, words in _ACT.items() if words.search(text))


_PAPER = re.compile(
    r"\b(?:e-?mails?|links?|instructions?|labels?|forms?|invoices?|receipts?|survey|quote|details|anleitung\w*|"
    r"etikett\w*|rechnung\w*|"
    r"formular\w*|courriel|étiquette|facture|lien|enlace|etiqueta|factura|istruzioni|etichetta|fattura|fatura|"
    r"factuur)\b",
    re.IGNORECASE,
)
"""What is sent and is no goods."""
_CALLED = re.compile(
    r"\b(?:called|rang|phoned) (?:back|her|him|them|the customer)|spoke|spoken|left a|zurückgerufen|gesprochen|"
    r"rappelé|"
    r"devuelto la llamada|richiamat[oa]|teruggebeld|ligou de volta",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def done(sentence: str) -> frozenset[str]:
    """What a sentence of ours says was done; what is denied, still to come or only asked is not."""
    told = _AS_PROMISED.search(sentence)
    if _NOT_DONE.search(_AS_PROMISED.sub("", sentence)):
        return frozenset()
    found = frozenset(name for name, words in _DID.items() if words.search(sentence))
    return found | acts(sentence) if told else found


@lru_cache(maxsize=4096)
def got(sentence: str) -> frozenset[str]:
    """What a customer's sentence says has come: "Thanks for the call", "the refund arrived"."""
    if not _GOT.search(sentence) or _NOT_DONE.search(sentence):
        return frozenset()
    # "I called and got nowhere" is no call of ours
    return acts(sentence) - {"check", "reply"} - (frozenset() if _THANKS.search(sentence) else {"call"})


@lru_cache(maxsize=4096)
def did_call(sentence: str) -> bool:
    """True where a contact's summary says that we called, not that the customer did."""
    return bool(_CALLED.search(sentence))


def same_kind(one: str, other: str) -> bool:
    """False where one speaks of papers that are sent and the other of goods."""
    return bool(_PAPER.search(one)) == bool(_PAPER.search(other)) or not acts(other) & {"send", "replace"}


def same_things(promise: str, said: str) -> bool:
    """False where one speaks of another sum, or of papers and the other of goods."""
    sums, others = money(promise), money(said)
    if sums and others and not any(same(a, b) for a in sums for b in others):
        return False
    return same_kind(said, promise)


def without_acts(text: str, which: frozenset[str]) -> str:
    """The text without the words for these acts."""
    for name in which:
        text = _ACT[name].sub(" ", text)
    return text


@lru_cache(maxsize=4096)
def money(text: str) -> tuple[Value, ...]:
    """Sums and percentages in a text."""
    return tuple(v for v in extract(text) if v.kind in ("money", "percent"))
