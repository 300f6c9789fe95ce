"""Who does what to whom: who pays, who sends, from where to where. Pure.

Read from pronouns, agents ("by the passenger"), whose cost or risk it is, and the two ends of a way. A claim is only
told off where the passage's sentence says the other way round, and nothing of the claim's way.
"""

import re
from functools import lru_cache

from copilot.guard import lexemes
from copilot.guard.words import stem

_COMPANY, _CUSTOMER, _THIRD = "we", "the customer", "somebody else"
_PAYS = {
    "en": (
        r"\bwe(?: will|'ll| also| always| gladly)* (?:pay|bear|cover|take over|meet)\b|\b(?:is|are|it's) (?:on "
        r"us|ours)\b"
        r"|\b(?:is|are|it's) up to us\b|\bour (?:job|task|duty)\b|\bat our (?:own )?(?:cost|expense|risk)|"
        r"\bour (?:cost|expense|risk|responsibility)\b",
        r"\b(?:you|customers?|guests?|members?|passengers?|buyers?|users?|travellers?|policyholders?|senders?)"
        r"(?: will|'ll| must| have to| need to| has to| also| always)* (?:pays?|bears?|covers?|meets?)\b"
        r"|\b(?:is|are|it's) up to (?:you|the \w+)\b|\byour (?:own )?(?:job|task|duty|responsibility)\b"
        r"|\b(?:is|are|it's) (?:on you|yours)\b|\byour own (?:cost|expense|risk)|\bat your (?:cost|expense|risk)"
        r"|\b(?:owner|customer|buyer|sender|guest|passenger|user|member|traveller|client|recipient|driver|"
        r"tenant|host|renter)['’]?s?['’]? "
        r"(?:own )?(?:cost|expense|risk|responsibility)|\b(?:payable|borne|paid) by (?:the )?(?:you|customer|"
        r"guest|buyer|passenger)",
    ),
    "de": (
        r"\bwir\b.{0,40}?\b(?:tragen|bezahlen|zahlen|übernehmen)\b|\b(?:tragen|bezahlen|zahlen|übernehmen) wir\b"
        r"|\b(?:ist|sind) unsere (?:sache|aufgabe)\b|\bauf unsere (?:kosten|rechnung|gefahr)|\bzu unseren lasten",
        r"\bsie\b.{0,40}?\b(?:tragen|bezahlen|zahlen|übernehmen)\b|\b(?:tragen|bezahlen|zahlen|übernehmen) sie\b"
        r"|\b(?:ist|sind) (?:ihre sache|ihre aufgabe|sache des \w+)\b|\bauf (?:ihre|eigene) (?:kosten|rechnung|"
        r"gefahr)|\bzu ihren lasten|\b(?:trägt|zahlt) (?:der|die) "
        r"(?:kund|käufer|gast|mieter|absender|mitglied|reisend)\w*|\b(?:kund|käufer|gäste|mieter)\w* (?:tragen|"
        r"zahlen)\b",
    ),
    "fr": (
        r"\bnous (?:\w+ )?(?:payons|prenons|supportons|réglons|avançons|assumons)\b|\bà (?:notre charge|"
        r"nos frais|nos risques)",
        r"\bvous (?:\w+ )?(?:payez|supportez|réglez|prenez|avancez|assumez)\b|\bc['’]est à vous\b|"
        r"\bà (?:votre charge|vos frais|vos risques|la charge du "
        r"(?:client|passager|locataire))",
    ),
    "es": (
        r"\b(?:pagamos|asumimos|cubrimos) \w+|\b(?:a nuestro cargo|corre por nuestra cuenta|corren por nuestra cuenta)"
        r"|\b(?:lo|la|los|las) (?:pagamos|asumimos)",
        r"\b(?:usted|el cliente|el pasajero|los clientes) (?:\w+ )?(?:pagan?|asumen?)\b|\ba (?:su cargo|cargo del "
        r"(?:cliente|pasajero|comprador))|\bcorren? por (?:su cuenta|cuenta del cliente)|\bpaga usted",
    ),
    "nl": (
        r"\b(?:wij|we)\b.{0,30}?\b(?:betalen|dragen|vergoeden)\b|\b(?:betalen|dragen) (?:wij|we)\b|\bvoor onze "
        r"rekening",
        r"\bu\b.{0,30}?\b(?:betaalt|draagt)\b|\b(?:betaalt|draagt) u\b|\bvoor (?:uw|eigen) rekening"
        r"|\bvoor rekening van de (?:klant|koper|huurder)",
    ),
    "it": (
        r"\b(?:paghiamo|sosteniamo|copriamo)\b|\ba (?:nostro carico|nostre spese)",
        r"\b(?:lei|il cliente|il passeggero|i clienti)\b.{0,20}?\b(?:pagano?|sostien\w+)\b|\bpaga lei\b|\ba "
        r"(?:suo carico|"
        r"carico del (?:cliente|passeggero|compratore)|sue spese)",
    ),
    "pt": (
        r"\b(?:pagamos|suportamos|cobrimos)\b|\bpor nossa conta|\ba nosso cargo",
        r"\b(?:o cliente|o passageiro|você)\b.{0,20}?\b(?:paga|suporta)\b|\bpor sua conta|\ba cargo do (?:cliente|"
        r"passageiro)|\bpor conta do cliente",
    ),
}  # fmt: skip
"""How a sentence says that the company bears a cost or a risk, and how that the customer does."""

_SENDS_EN = r"(?:send|sends|mail|mails|post|posts|email|e-mail|forward|give|gives|tell|tells|inform|show|notify|ship|"
_SENDS_EN += r"ships|hand|call|contact|write to|provide|lend|pay)"
_GIVEN = {
    "en": (
        rf"\b(?:we|our \w+)(?: will|'ll| can| may| also| then| always| must)* {_SENDS_EN}(?: (?:back|over|to))* you\b",
        rf"\byou(?: will|'ll| can| may| also| then| must| have to| need to| should)* {_SENDS_EN}(?: (?:back|over|to))*"
        rf" us\b|(?:^|[.,;:]\s*|\bplease |\bthen |\band )(?:just |kindly )?{_SENDS_EN} us\b",
    ),
    "de": (
        r"\b(?:schicken|senden|geben|nennen|melden|zeigen|schreiben|rufen) wir (?:ihnen|sie)\b|\bwir "
        r"(?:schicken|senden|geben|"
        r"nennen|zeigen|schreiben|rufen) (?:ihnen|sie)\b",
        r"\b(?:schicken|senden|geben|nennen|melden|zeigen|schreiben|rufen) sie (?:es |ihn |sie )?uns\b|\bsie "
        r"(?:schicken|"
        r"senden|geben|nennen|zeigen|schreiben|rufen) (?:es |ihn |sie )?uns\b",
    ),
    "fr": (
        r"\bnous vous (?:envoyons|donnons|communiquons|appelons|transmettons|enverrons)\b",
        r"\bvous nous (?:envoyez|donnez|communiquez|appelez|transmettez)\b|\b(?:envoyez|donnez|communiquez|"
        r"appelez|transmettez)"
        r"-nous\b",
    ),
    "es": (
        r"\b(?:le|les) (?:enviamos|damos|llamamos|mandamos|comunicamos)\b",
        r"\b(?:usted )?nos (?:envía|da|llama|manda|comunica)\b|\b(?:envíe|mande|llame|comuníque|dé)nos\b",
    ),
    "nl": (
        r"\b(?:wij|we) (?:sturen|geven|bellen|melden) u\b|\b(?:sturen|geven|bellen) (?:wij|we) u\b",
        r"\bu (?:stuurt|geeft|belt|meldt) ons\b|\b(?:stuur|geef|bel) ons\b|\b(?:stuurt|geeft|belt) u ons\b",
    ),
    "it": (r"\b(?:le|vi) (?:inviamo|diamo|chiamiamo)\b", r"\bci (?:invia|invii|dia|mandi|chiami)\b"),
    "pt": (r"\b(?:enviamos|damos|ligamos)-lhe\b|\blhe (?:enviamos|damos)\b", r"\b(?:envie|dê|mande|ligue)-nos\b"),
}  # fmt: skip
"""How a sentence says that the company gives something to the customer, and how that the customer does to it."""

_US = {
    "en": r"\b(?:us|we|our|ours|you|your)\b", "de": r"\b(?:uns|wir|unser\w*|sie)\b", "fr": r"\b(?:nous|vous|"
        r"notre|nos)\b",
    "es": r"(?:\b(?:nosotros|usted|nuestr\w+|nos)\b|nos\b)", "nl": r"\b(?:ons|we|wij|onze|u|uw)\b",
    "it": r"\b(?:noi|ci|lei|nostr\w+)\b|ci\b", "pt": r"\b(?:nós|nos|noss\w+)\b|nos\b",
}  # fmt: skip
_ASKED = re.compile(
    r"\b(?:must|ha(?:s|ve) to|needs? to|should|required|please|muss|müssen|bitte|doi\w+|devez|veuillez|deben?|tienen? "
    r"que|por favor|moet|moeten|dev\w+|per favore)\b",
    re.IGNORECASE,
)
_BY = {
    "en": r"\bby (?:the |our |your |an? )?(?P<who>[a-z]+(?: team| desk| office)?)",
    "de": r"\b(?:vom|von|von der|von den|durch den|durch die) (?:unsere[mnr] )?(?P<who>[^\W\d_]+)",
    "fr": r"\bpar (?:le |la |les |l['’]|notre |nos |votre )?(?P<who>[^\W\d_]+)",
    "es": r"\bpor (?:el |la |los |las |nuestro |nuestra )?(?P<who>[^\W\d_]+)",
    "nl": r"\bdoor (?:de |het |een |onze |ons )?(?P<who>[^\W\d_]+)",
    "it": r"\bda(?:l|lla|i|gli|lle|ll['’])? ?(?P<who>[^\W\d_]+)",
    "pt": r"\bpel[oa]s? (?:nosso |nossa )?(?P<who>[^\W\d_]+)",
}  # fmt: skip
_REACHES = re.compile(
    r"\b(?:call|contact|write to|e-?mail|rufen|schreiben|melden|appelez|contactez|llámenos|escríbanos|bel|belt|"
    r"schrijf)\b",
    re.IGNORECASE,
)
_CHANNEL = re.compile(r"\b(?:t[eé]l[eé]\w*|phone|e-?mail|courriel|correo|hotline|chat|telefo\w*)\b", re.IGNORECASE)
_OURS = frozenset(
    [
        "us",
        "support",
        "staff",
        "service",
        "team",
        "we",
        "uns",
        "kundendienst",
        "support",
        "kundenservice",
        "nous",
        "équipe",
        "nosotros",
        "equipo",
        "ons",
        "noi",
    ]
)
_YOURS = frozenset(
    [
        "you",
        "customer",
        "customers",
        "guest",
        "guests",
        "passenger",
        "passengers",
        "user",
        "users",
        "buyer",
        "buyers",
        "client",
        "clients",
        "traveller",
        "travellers",
        "member",
        "members",
        "policyholder",
        "kunden",
        "kunde",
        "gast",
        "gästen",
        "mieter",
        "reisenden",
        "ihnen",
        "vous",
        "client",
        "passager",
        "usted",
        "cliente",
        "clientes",
        "pasajero",
        "u",
        "klant",
        "klanten",
        "cliente",
        "passeggero",
        "passageiro",
    ]
)
_OTHERS = frozenset(
    [
        "carrier",
        "courier",
        "manufacturer",
        "bank",
        "operator",
        "airline",
        "hotel",
        "landlord",
        "seller",
        "provider",
        "partner",
        "network",
        "netzbetreiber",
        "hersteller",
        "zusteller",
        "paketdienst",
        "bank",
        "vermieter",
        "verkäufer",
        "anbieter",
        "installateur",
        "transporteur",
        "fabricant",
        "banque",
        "vendeur",
        "transportista",
        "fabricante",
        "banco",
        "vendedor",
        "vervoerder",
        "fabrikant",
        "verkoper",
        "netbeheerder",
        "produttore",
        "corriere",
        "banca",
        "venditore",
        "transportadora",
        "vendedor",
        "technician",
        "engineer",
        "insurer",
        "doctor",
        "supplier",
        "installer",
        "electrician",
        "plumber",
        "mechanic",
        "agency",
        "dealer",
        "merchant",
        "retailer",
        "pharmacist",
    ]
)
_MAYBE_YOU = frozenset(["parent", "driver", "host"])
"""Whom the customer may be."""
_OWN = re.compile(
    r"\b(?:bring|take|use) your own\b|\b(?:bringen|nehmen|machen|stellen|tragen) sie (?:\w+ )?selbst\b|"
    r"\bapportez votre propre\b|\btraiga su propi[oa]\b|\bneem uw eigen\b",
    re.IGNORECASE,
)
_WE = frozenset(
    [
        "we",
        "us",
        "our",
        "ours",
        "wir",
        "uns",
        "unser",
        "unsere",
        "nous",
        "notre",
        "nos",
        "nosotros",
        "nuestro",
        "nuestra",
        "wij",
        "ons",
        "onze",
        "noi",
        "nostro",
        "ci",
    ]
)
_ACTING = {
    "en": (r"\b(?:we|our (?:team|staff|support))\b", r"\byou\b(?! (?:are|were|get|receive)\b)(?=.*\byourself\b)|"
        r"^you\b(?! (?:are|were|get|receive)\b)"),
    "de": (r"\bwir\b", r"\bsie\b(?=.*\bselbst\b)|^sie\b"),
    "fr": (r"\bnous\b", r"\bvous-mêmes?\b"),
    "es": (r"\b(?:nosotros|nos encargamos|hacemos|cambiamos)\b", r"\busted mism[oa]\b"),
    "nl": (r"\b(?:wij|we)\b", r"\bzelf\b"),
    "it": (r"\bnoi\b", r"\blei stess[oa]\b"),
    "pt": (r"\bnós\b", r"\bvocê mesm[oa]\b"),
}  # fmt: skip
_NOT_US = re.compile(
    r"\b(?:not (?:by )?(?:us|ours)|nicht (?:von uns|wir|durch uns)|pas (?:par )?nous|no (?:por )?nosotros|"
    r"niet (?:door )?ons|non (?:da )?noi)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|\w+n['’]t|never|nicht|kein\w*|pas|no|niet|geen|non|não)\b", re.IGNORECASE)
_WAYS = {
    "en": r"\bfrom (?:an? |the |your )?(?P<a>[\w-]+) (?:back |over )?(?:in)?to (?:an? |the |your )?(?P<b>[\w-]+)",
    "de": r"\b(?:von|vom) (?:der |dem |einer |einem )?(?P<a>[\w-]+) (?:auf|zu|zum|zur|nach|in) (?:den |die |das "
        r"|der )?(?P<b>[\w-]+)",
    "fr": r"\b(?:du|de la|de l['’]|d['’]|de) ?(?P<a>[\w-]+) (?:vers|à|au|aux) (?:le |la |l['’])?(?P<b>[\w-]+)",
    "es": r"\b(?:del|de la|de|desde el|desde la|desde) (?P<a>[\w-]+) (?:al?|hacia) (?:la |el )?(?P<b>[\w-]+)",
    "nl": r"\bvan (?:de |het |een )?(?P<a>[\w-]+) naar (?:de |het |een )?(?P<b>[\w-]+)",
    "it": r"\b(?:dal|dalla|da|dall['’]) ?(?P<a>[\w-]+) (?:al|alla|a|all['’]) ?(?P<b>[\w-]+)",
    "pt": r"\b(?:do|da|de) (?P<a>[\w-]+) para (?:o |a )?(?P<b>[\w-]+)",
}  # fmt: skip


def turned_round(clause: str, said: str, known: str, language: str) -> str | None:
    """Where ``clause`` of the sentence ``said`` has somebody do what in the passage's sentence ``known`` "
    "another does."""
    mine, theirs = _sides(clause, _PAYS, language), _sides(known, _PAYS, language)
    if len(mine) == 1 and len(theirs) == 1 and mine != theirs:
        return f"In the passage {_who(theirs)} bears it: '{known}'."
    mine, theirs = _sides(clause, _GIVEN, language), _sides(known, _GIVEN, language)
    if len(mine) == 1 and len(theirs) == 1 and mine != theirs:
        return f"In the passage {_who(theirs)} does so: '{known}'."
    if (
        mine == {_CUSTOMER}
        and not theirs
        and not _ASKED.search(known)
        and not (_REACHES.search(clause) and _CHANNEL.search(known))
        and not re.search(_US.get(language, "."), known, re.IGNORECASE)
    ):
        return f"The passage doesn't say that the customer gives it to us: '{known}'."
    return _agent(clause, said, known, language) or _way(said, known, language)


def _who(side: frozenset[str]) -> str:
    (who,) = side
    return "the company" if who == _COMPANY else who


@lru_cache(maxsize=8192)
def _matches(pattern: str, text: str) -> bool:
    return bool(re.search(pattern, text, re.IGNORECASE))


def _sides(text: str, table: dict[str, tuple[str, str]], language: str) -> frozenset[str]:
    """Which of company and customer a sentence makes bear or give something."""
    sides = zip((_COMPANY, _CUSTOMER), table.get(language, ()), strict=False)
    return frozenset(who for who, pattern in sides if _matches(pattern, text))


def _agent(clause: str, said: str, known: str, language: str) -> str | None:
    """We or you as the doer, where the passage names its doer: "restored by support", "vom Netzbetreiber"."""
    company, customer = (_matches(p, clause) for p in _ACTING.get(language, ("(?!)", "(?!)")))
    if company == customer:
        return None
    if company and _NOT_US.search(known) and not _NOT.search(said):
        return f"Somebody else does it in the passage: '{known}'."
    if company and _OWN.search(known) and not _OWN.search(said):
        return f"In the passage it is the customer's own: '{known}'."
    words = set(re.findall(r"[^\W\d_]+", known.lower()))
    third = words & (_OTHERS | (_MAYBE_YOU if company else frozenset()))
    named = set(re.findall(r"[^\W\d_]+", said.lower()))
    other = bool(third) and (not third & named or bool((third & _subject(known)) - named))
    if other and not words & _WE and not _NOT.search(clause):
        return f"In the passage it is '{min(third)}': '{known}'."
    by = {_kind(m["who"].lower()) for m in re.finditer(_BY.get(language, "(?!)"), known, re.IGNORECASE)} - {""}
    if len(by) != 1 or _NOT.search(clause):
        return None
    (doer,) = by
    if doer in ((_CUSTOMER, _THIRD) if company else (_COMPANY, _THIRD)) and not _named(said, language):
        return f"Somebody else does it in the passage: '{known}'."
    return None


def _subject(known: str) -> set[str]:
    """The words with which a sentence begins, where its doer stands if it names one."""
    return set(re.findall(r"[^\W\d_]+", known.lower())[:3])


def _named(said: str, language: str) -> bool:
    """Whether a sentence names a doer of its own."""
    return any(_kind(m["who"].lower()) for m in re.finditer(_BY.get(language, "(?!)"), said, re.IGNORECASE))


def _kind(word: str) -> str:
    first = word.split(maxsplit=1)[0]
    for kind, known in ((_COMPANY, _OURS), (_CUSTOMER, _YOURS), (_THIRD, _OTHERS)):
        if first in known or word in known:
            return kind
    return ""


def _way(said: str, known: str, language: str) -> str | None:
    """From A to B turned into from B to A."""
    for mine in _ends(said, language):
        theirs = _ends(known, language)
        if mine not in theirs and mine[::-1] in theirs:
            return f"Goes the other way than the passage: '{known}'."
    return None


@lru_cache(maxsize=4096)
def _ends(text: str, language: str) -> tuple[tuple[str, str], ...]:
    found = re.finditer(_WAYS.get(language, "(?!)"), text, re.IGNORECASE)
    return tuple((_root(m["a"], language), _root(m["b"], language)) for m in found)


def _root(word: str, language: str) -> str:
    low = word.lower()
    same = sorted(k for k in lexemes.known(low, language) if k[0] == "=")
    return same[0] if same else stem(low, language)
