"""Names that a reply states: products, plans, companies, people, places. Found by how they are written, since no list
holds them all, and known where any text that the reply may rest on holds them. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from copilot.guard.places import countries
from copilot.guard.value_tables import CURRENCIES, MEASURES, MONTHS, UNITS, WEEKDAYS, words
from copilot.guard.words import STOP

_MODEL = words(
    """
    max pro plus mini lite air ultra premium basic classic gold silver platinum bronze diamond standard business
    starter enterprise deluxe elite advanced professional unlimited family student essential essentials prime turbo
    sport compact comfort eco smart go one duo trio neo nano micro mega super vip xl xxl xs se gt ii iii iv v2 v3
    select signature limited edition flex junior senior
    """
)
"""Words that tell one model or plan from the next."""
_PLAIN = words(
    """
    pdf faq faqs id ids ok usb led lcd url urls sms qr nfc gps ssl vpn wifi wi-fi wlan bluetooth internet web e-mail
    email mail iban bic sepa vat mwst pin tan otp tv pc app apps ui hd uv ac dc uk eu us usa gmbh ltd inc ag kg iso
    tüv gdpr dsgvo mbit gbit dsl ps fyi asap eta faq's rma sku isbn ean imei mac ip am pm cet utc gmt est ios
    android windows macos csv i i'm i'll i've i'd christmas easter xmas eve ramadan hanukkah weihnachten ostern
    black friday god mr mrs ms miss dr prof sir madam mx team support customer service care help centre center desk
    account settings terms conditions privacy policy monday-friday earth north south east west northern southern
    europe european asia africa america american atlantic brexit herr frau herrn kundenservice kundendienst monsieur
    madame señor señora mevrouw meneer signora signor
    """
)
_LANDS = words(
    """
    english german french spanish dutch italian portuguese polish danish swedish norwegian finnish czech greek
    turkish british irish scottish welsh austrian swiss belgian japanese chinese indian deutsch englisch französisch
    spanisch niederländisch italienisch deutschen schweizer österreichischen britischen français anglais allemand
    españa español inglés alemania francia allemagne italie espagne suisse belgique pays-bas autriche royaume-uni
    duitsland frankrijk nederland belgië engeland spanje italia germania francia nederlands engels duits frans
    germany austria switzerland france spain italy netherlands belgium luxembourg ireland poland portugal denmark
    sweden norway finland britain england scotland wales kingdom united states
    """
)
_VOWELS_EN = words(
    """
    data extra camera photo info auto area via menu camera media idea bonus demo memo promo logo studio radio visa
    micro macro turbo zero hero piano tuna pasta pizza soda vanilla visa quota formula agenda schema criteria ciao
    ski taxi alibi mini maxi multi anti semi
    """
) - {"visa"}
_TOKEN = re.compile(r"[^\W_][\w'’&+]*(?:[-.][^\W_][\w'’]*)*\+?")
_TITLE = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|St|Hr|Fr)\.\s$")
_START = re.compile(r"(?:^|[.!?…:;\n|>•*()\[\]\"“”„«»–—]|^\s*[-\d]+[.)]?|\s[-‘'])\s*$")
_SIGN_OFF = re.compile(
    r"^[ \t]*(?:(?:kind|best|warm|many|with)\s+(?:\w+\s+)?(?:regards|wishes|thanks)|regards|best|cheers|"
    r"yours\b[^\n]{0,20}|your\s(?:\S+\s){0,3}team|"
    r"thanks|thank you|sincerely|all the best|take care|(?:mit\s+)?(?:freundliche[nr]?|herzliche[nr]?|viele|liebe|"
    r"beste|"
    r"schöne)\s+grüße[n]?|lg|vg|(?:ihr|euer|dein|das)\b[^\n]{0,40}team\b[^\n]{0,30}|cordialement|bien à vous|"
    r"(?:l['’]|votre )équipe[^\n]{0,30}|"
    r"un saludo|"
    r"saludos|atentamente|(?:su|el) equipo[^\n]{0,30}|met vriendelijke groet|groetjes|groeten|cordiali saluti|"
    r"il team[^\n]{0,30}|"
    r"het team[^\n]{0,30}|the\b[^\n]{0,30}team|team\b[^\n]{0,30})\s*[,.!]?\s*(?=\n|$)",
    re.IGNORECASE | re.MULTILINE,
)
_FOREIGN_END = re.compile(r"(?:[aoiyu]|[bcdfgkpt]x)$")
_GERMAN_VOWELS = words(
    """
    kamera auto foto konto info büro euro firma dispo thema pizza radio video kino handy hobby studio logo taxi kilo
    menu kamera batterie gummi cappuccino espresso latte porto risiko saldo storno bonus akku akkus tempo niveau
    cookie display party story lobby agenda aroma dilemma drama klima komma schema sofa mensa villa pasta mama oma
    opa papa uni profi tipp abo abos limo demo memo promo neu du wo so zu da ja sie wie die my taxi azubi kombi
    müsli ski gratis sofort alu
    """
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in a text."""

    text: str
    start: int
    end: int


class Known:
    """The words of everything that a reply may rest on."""

    def __init__(self, texts: Iterable[str]) -> None:
        parts = [_plain(t) for t in texts]
        self._flat = " " + " | ".join(flat for flat, _, _ in parts) + " "
        self._words = frozenset().union(*(these for _, these, _ in parts))
        self.lower = frozenset().union(*(low for _, _, low in parts))
        """Words that stand somewhere without a capital: no names, or not only."""

    def phrase(self, tokens: list[str]) -> bool:
        """The words stand beside each other somewhere."""
        return f" {' '.join(tokens)} " in self._flat

    def word(self, token: str) -> bool:
        """The word stands somewhere, as it is, inflected, or in a compound."""
        if token in self._words:
            return True
        bare = token.replace("-", "")
        if bare in self._words or any(token.removesuffix(e) in self._words for e in ("s", "es", "n", "en", "e", "r")):
            return True
        if any(token + e in self._words for e in ("s", "es", "n", "en", "e", "r")):
            return True
        if len(token) >= 4 and f" {token}" in self._flat:
            return True
        return len(token) >= 6 and token[: max(6, len(token) - 3)] in self._flat


@lru_cache(maxsize=2048)
def _plain(text: str) -> tuple[str, frozenset[str], frozenset[str]]:
    said = [m[0] for m in _TOKEN.finditer(text)]
    tokens = [t for s in said for t in _bare(s).split()]
    low = frozenset(_bare(s) for s in said if s[:1].islower())
    return " ".join(tokens), frozenset(tokens), low


def _bare(token: str) -> str:
    """In lower case, without an ending of possession, and with hyphens as spaces."""
    low = re.sub(r"^(?:[ldnjmts]|qu|dell|all|nell|sull|un)'(?=\w{3})", "", token.replace("’", "'").casefold())
    return re.sub(r"'s?$", "", low).replace("-", " ")


def unknown_names(text: str, known: Known, language: str | None) -> list[Name]:
    """Names in ``text`` that nothing known holds, in order. Only clear ones where nouns are written large."""
    language = language or "de"
    german = language[:2] in ("de", "lb")
    out = []
    closing = _closing(text)
    for run in _runs(text[:closing]):
        run = _trimmed(run, known)
        if not run:
            continue
        bad = _unknown_german(run, known) if german else _unknown(run, known, english=language[:2] == "en")
        if bad:
            start, end = bad[0].start, bad[-1].end
            out.append(Name(text[start:end], start, end))
    return out


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    first: bool
    """Begins a sentence, a line, a list item or a quotation, where any word is written large."""

    @property
    def low(self) -> str:
        return _bare(self.text)

    @property
    def coded(self) -> bool:
        """Written as only names are: iPhone, PayPal, DHL."""
        letters = [c for c in self.text if c.isalpha()]
        mixed = any(c.isupper() for c in letters[1:]) and "-" not in self.text
        return mixed and (len(letters) > 1)


def _runs(text: str) -> Iterable[list[_Token]]:
    """Words written large that stand beside each other."""
    run: list[_Token] = []
    for m in _TOKEN.finditer(text):
        word = m[0].rstrip(".")
        large = any(c.isupper() for c in word) and not any(c.isdigit() for c in word)
        linked = run and text[run[-1].end : m.start()] == " "
        if linked and word.isdigit() and len(word) < 5:  # Nordby 160 Max
            run.append(_Token(word, m.start(), m.start() + len(word), first=False))
            continue
        if run and not (large and linked):
            yield run
            run = []
        if large:
            before = text[max(0, m.start() - 12) : m.start()]
            first = m.start() == 0 or (bool(_START.search(before)) and not _TITLE.search(before))
            run.append(_Token(word, m.start(), m.start() + len(word), first))
    if run:
        yield run


def _closing(text: str) -> int:
    """Where the sign-off begins: whose name stands there the sender knows."""
    last = None
    for m in _SIGN_OFF.finditer(text):
        if len(text) - m.start() < 200 and text[m.start() :].strip().count("\n") <= 4:
            last = m.start()
            break
    return len(text) if last is None else last


def _trimmed(run: list[_Token], known: Known) -> list[_Token]:
    """Without the plain words at either end: "Your Arc Max" is "Arc Max"."""
    at, end = 0, len(run)
    while at < end and _ordinary(run[at], known):
        at += 1
    while (
        end > at and (run[end - 1].text.isdigit() or _ordinary(run[end - 1], known)) and run[end - 1].low not in _MODEL
    ):
        end -= 1
    return run[at:end]


def _ordinary(token: _Token, known: Known) -> bool:
    low = token.low
    parts = low.split()
    if low in _PLAIN or all(p in STOP or p in _PLAIN or p in UNITS for p in parts):
        return low not in _MODEL or token.first
    if (
        low in CURRENCIES
        or token.text in MEASURES
        or (len(low) > 3 and low in MEASURES)
        or low in MONTHS
        or low in WEEKDAYS
        or low in _LANDS
        or countries(token.text)
    ):
        return True
    return low in known.lower and not token.coded and low not in _MODEL


def _unknown(run: list[_Token], known: Known, *, english: bool) -> list[_Token]:
    tokens = [w for t in run for w in t.low.split()]
    if known.phrase(tokens):
        return []
    if len(run) == 1:
        (only,) = run
        if all(known.word(w) for w in tokens):
            return []
        foreign = english and re.search(r"[aoiu]$", only.low) and only.low not in _VOWELS_EN
        return [] if only.first and not only.coded and not foreign else run
    if run[0].first and not known.word(run[0].low) and not run[0].coded and _known_parts(run[1:], known):
        return []  # "Reinstalling Arc Pro": the first word is large as any
    if run[0].first and len(run) == 2 and run[0].low not in _MODEL and run[1].low in known.lower:
        return []
    return [] if _known_parts(run, known) else run


def _known_parts(run: list[_Token], known: Known) -> bool:
    """Known names one after another, where none is a known one with another model's word."""
    tokens = [w for t in run for w in t.low.split()]
    if known.phrase(tokens):
        return True
    if any(w in _MODEL for w in tokens[1:]):
        return False
    return all(known.word(w) or w in STOP for w in tokens)


def _unknown_german(run: list[_Token], known: Known) -> list[_Token]:
    """Where nouns are written large: coded words, words of models, and words that end as German ones don't."""
    for n, token in enumerate(run):
        low = token.low
        if n + 1 < len(run) and run[n + 1].low in _MODEL and not known.phrase(f"{low} {run[n + 1].low}".split()):
            return run[n : n + 2]
        if known.word(low) or all(known.word(w) for w in low.split()):
            continue
        if token.coded or (low in _MODEL and not token.first and n > 0):
            return [token]
        if not token.first and _FOREIGN_END.search(low) and low not in _GERMAN_VOWELS and " " not in low:
            return [token]
    return []
