"""Which language a text is written in: by script, by function words, by letters. Small, and silent when unsure."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache

from retrieval.stopwords import STOPWORDS

_MORE = {
    "en": """hello hey thanks thank please order delivery refund account password app help sorry still yet want need
    get got back order ordered arrived received working work broken cancel money card email number does know
    check good morning day yes cheers what do pause return first last again after before now today yesterday
    tomorrow not never parcel machine day days week weeks month only any anything something nothing""",
    "de": """hallo guten tag morgen abend danke bitte vielen dank bestellung lieferung rechnung konto passwort geld
    zurück hilfe leider immer schon seit kommt geht funktioniert bekommen bestellt kündigen paket moin
    servus gerne gern heute gestern wann wieso warum wurde worden können könnt könnte möchte gibt mal wäre
    hätte nichts etwas keinen meinen meinem meiner ihnen eure eurem abo maschine kaputt defekt grüße
    freundlichen versand tage woche wochen""",
    "fr": """bonjour bonsoir merci salut commande livraison remboursement compte mot passe aide jamais toujours reçu
    colis veux voudrais puis peux comment combien quand pourquoi svp plaît facture machine depuis aujourd
    hui demain bien très fait faire peut encore""",
    "es": """hola buenos buenas días tardes gracias pedido envío reembolso cuenta contraseña ayuda todavía nunca
    recibido paquete quiero puedo puede quisiera cómo cuándo cuánto dónde favor factura hoy ayer mañana
    hacer funciona saludos""",
    "it": """buongiorno buonasera salve grazie ordine consegna rimborso account password aiuto ancora mai ricevuto
    pacco voglio vorrei posso può quando quanto dove fattura oggi ieri domani fare funziona ciao cordiali
    saluti prego stato mio""",
    "nl": """hallo goedemorgen goedemiddag goedendag bedankt dank bestelling levering terugbetaling wachtwoord hulp
    nooit ontvangen pakket wanneer waarom hoeveel alstublieft factuur vandaag gisteren morgen graag jullie
    werkt wel mijn groet geen""",
    "pt": """olá oi bom dia boa tarde noite obrigado obrigada pedido entrega reembolso conta senha ajuda ainda nunca
    recebi encomenda quero posso pode gostaria quanto onde fatura hoje ontem amanhã fazer funciona
    cumprimentos""",
    "sv": """hej tack beställning leverans återbetalning konto lösenord hjälp aldrig fått paket vill när varför
    snälla faktura idag igår imorgon fungerar kvitto mvh skulle""",
    "da": """hej tak bestilling levering refusion konto adgangskode hjælp aldrig fået pakke hvornår hvorfor venligst
    faktura dag går morgen virker kvittering mvh skulle kære gerne""",
    "no": """hei takk bestilling levering refusjon konto passord hjelp aldri fått pakke når hvorfor vennligst faktura
    dag går morgen virker kvittering mvh skulle kjære gjerne ikkje""",
    "fi": """hei moi kiitos tilaus toimitus palautus tili salasana apua paketti milloin miksi haluan voinko voiko
    saanut lasku tänään eilen huomenna toimi terveisin tilaukseni saako olisi""",
    "pl": """i w z na do nie się że to jest jak co czy dla po od ale za przez tak już mi mnie moje mój moja mam ma
    jestem są był była było być może mogę chcę proszę dziękuję dzień dobry cześć zamówienie dostawa zwrot
    konto hasło pomoc jeszcze nigdy paczka kiedy dlaczego ile gdzie faktura dziś wczoraj jutro działa
    pozdrawiam o te ten ta""",
    "cs": """a v na je se že to jak co pro po od ale za tak už mi mě moje můj mám jsem jsou byl byla bylo být může
    mohu chci prosím děkuji dobrý den ahoj objednávka dodání peníze účet heslo pomoc ještě nikdy balík kdy
    proč kolik kde faktura dnes včera zítra funguje""",
    "tr": """ve bir bu için ile ben benim sen siz ne nasıl neden zaman değil var yok çok ama daha merhaba teşekkürler
    sipariş kargo iade hesap şifre yardım hala lütfen fatura bugün dün yarın istiyorum""",
}
_WORDS = {
    language: STOPWORDS.get(language, frozenset()) | frozenset(_MORE.get(language, "").split())
    for language in {*STOPWORDS, *_MORE}
}
_SHARED = Counter(word for words in _WORDS.values() for word in words)
_LETTERS = {
    "de": "ßäöü", "fr": "çœèêàùûîô", "es": "ñ¿¡áíóú", "it": "òìèàù", "pt": "ãõçáâêóú", "sv": "åäö", "da": "æøå",
    "no": "æøå", "fi": "äö", "pl": "łąęśżźćńó", "cs": "řůěščžýáíé", "tr": "ğışçöü", "nl": "ĳ",
}  # fmt: skip
_SCRIPTS = (
    ("ja", re.compile("[぀-ヿ]")),
    ("ko", re.compile("[가-힣]")),
    ("zh", re.compile("[㐀-鿿]")),
    ("el", re.compile("[Ͱ-Ͽ]")),
    ("he", re.compile("[֐-׿]")),
    ("fa", re.compile("[پچژگ]")),
    ("ar", re.compile("[؀-ۿ]")),
    ("th", re.compile("[฀-๿]")),
    ("hi", re.compile("[ऀ-ॿ]")),
    ("uk", re.compile("[іїєґІЇЄҐ]")),
    ("ru", re.compile("[Ѐ-ӿ]")),
)
_LEAST = {"fa": 0.02, "uk": 0.02, "ja": 0.05}
"""Share of the letters that decides, where a script's few own letters tell it from its neighbour."""
_NOISE = re.compile(r"https?://\S+|\S+@\S+|[#@]\w+")
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 3000
"""Characters that are looked at; more tell nothing new."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@lru_cache(maxsize=1024)
def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None when the text is too short or too mixed to tell."""
    text = _NOISE.sub(" ", text[:_ENOUGH])
    letters = sum(1 for c in text if c.isalpha())
    for language, script in _SCRIPTS:
        seen = len(script.findall(text))
        if seen >= max(1, _LEAST.get(language, 0.15) * letters):
            return language
    words = [word.casefold() for word in _WORD.findall(text.replace("’", "'"))]
    scores: defaultdict[str, float] = defaultdict(float)
    told: Counter[str] = Counter()
    for word in words:
        # A word of one language alone says much, one of six languages or a single letter little.
        weight = (1.0 if len(word) > 2 else 0.7 if len(word) > 1 else 0.3) / max(1, _SHARED[word])
        for language, known in _WORDS.items():
            if word in known:
                scores[language] += weight
                told[language] += max(1, len(word) - 2)
        if word in _PLAIN_GERMAN:
            scores["de"] += 0.5
    lower = text.casefold()
    for language, marks in _LETTERS.items():
        if hits := sum(lower.count(mark) for mark in marks):
            scores[language] += min(1.5, 0.3 * hits)
    if len(words) > 1:  # one short word that happens to be another language's too is no evidence
        scores = defaultdict(float, {k: v for k, v in scores.items() if told[k] != 1})
    return _surest(scores, len(words))


def _surest(scores: Mapping[str, float], words: int) -> str | None:
    ranked = sorted(scores.items(), key=lambda item: -item[1])[:2]
    if not ranked:
        return None
    best, score = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    if score < 0.5 or score < 0.05 * words:
        return None
    return best if score >= 1.25 * second + 0.1 else None


_PLAIN_GERMAN = frozenset(
    plain
    for word in _WORDS["de"]
    if (plain := word.translate(_UMLAUTS).replace("ß", "ss")) != word and plain not in _SHARED
)
"""German typed without umlauts, as people do on foreign keyboards: "fuer", "moechte", "gruesse"."""


def wider(language: str | None) -> list[str]:
    """A language in small letters, after the wider ones that it belongs to: ``en-US`` is ``en`` too."""
    parts = (language or "").lower().split("-")
    return ["-".join(parts[:n]) for n in range(1, len(parts) + 1)] if language else []
