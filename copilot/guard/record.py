"""Reads what is personal out of a customer's record, and the names by which people in a thread call themselves.

From the record: names, addresses with their postcodes, the day of birth, mails and phones, and ids (customer, order,
tracking, invoice, account). Towns, countries, plans, prices, dates and product codes stay: a model needs them, and none
says who it is.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple


class Known(NamedTuple):
    """A value to look for; ``label`` is that of its placeholder."""

    label: str
    value: str


_JOINING = "van von vom zu zur der den ter ten de del della di da do dos das du des la le les el al bin ibn abu y e"
_OTHERS = """
mr mrs ms miss mx dr prof sir madam herr frau hr fr dipl ing mme mlle madame monsieur sr sra srta señor señora don doña
dhr mevr mevrouw meneer heer und and et en jr ii iii customer unknown guest team support kunde
there all both again everyone everybody folks guys advance you much regards wishes thanks lot dear valued client sent
service kundin kundenservice kundendienst schön voraus sehr im in zusammen alle allerseits damen herren tous équipe
équipes service equipo todos allemaal iedereen iphone ipad android outlook hi hello agent bot
"""
_PARTICLES = frozenset(_JOINING.split())
_NO_NAMES = _PARTICLES | frozenset(_OTHERS.split())
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PERSON_KEYS = re.compile(
    r"(?:first|last|given|family|full|middle|maiden|nick|display|contact|recipient|holder|sur|fore|customer|owner)_?name|"
    r"cardholder|recipient|vorname|nachname|surname"
)
_PERSON_PARENTS = re.compile(
    r"contact|address|shipping|billing|delivery|person|customer|recipient|user|owner|profile|requester"
)
_ADDRESS_KEYS = re.compile(r"street|addr|line_?[123]|postcode|post_?code|postal|\bzip|plz|strasse|straße")
_NOT_ADDRESS = re.compile(r"ip_|mac_|email|web|url|type|country|state|city|town|region")
_BIRTH_KEYS = re.compile(r"birth|\bdob\b|geburt")
_PHONE_KEYS = re.compile(r"phone|mobile|\btel\b|\bfax\b|whatsapp|telefon|handy")
_ID_KEYS = re.compile(
    r"(?:^|_)(?:ids?|uuid|guid|number|num|no|nr|ref|reference|orders?|tracking|invoices?|account|serial|contract|policy|"
    r"user|username|login|vat|customer|ticket|case|parcel|shipment|booking|reservation|card|iban|ssn|passport)(?:_|$)"
)
_NOT_ID = re.compile(
    r"sku|product|article|item|model|plan|currency|country|lang|locale|error|status|store|amount|price|total|count|"
    r"points|quantity|version|date|(?:^|_)at$|tier|segment|brand|market|since|year|age|type|channel|priority|rating"
)
_LABELS = (
    (re.compile("track|shipment|parcel|sendung"), "TRACKING"),
    (re.compile("invoice|bill|rechnung"), "INVOICE"),
    (re.compile("order|bestell"), "ORDER"),
    (re.compile("account|contract|konto|vertrag"), "ACCOUNT"),
)
_ID_FORM = re.compile(r"(?=.*\d{3})[A-Za-z]{1,6}-[\w-]{3,40}|[A-Za-z]{0,4}\d{6,24}")
_DATE_FORM = re.compile(r"\d{4}-\d\d-\d\d.*|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_DEPTH = 8


def name_words(name: str) -> list[str]:
    """The words of a name that point to somebody: no titles, no initials; a surname with its particles and without."""
    found: list[str] = []
    before: list[str] = []
    for word in _NAME_WORD.findall(unicodedata.normalize("NFC", name)):
        if word.lower() in _PARTICLES:
            before.append(word)
            continue
        if len(word) > 1 and word.lower() not in _NO_NAMES:
            found += [" ".join([*before, word])] if before else []
            found += [word, *(p for p in word.split("-") if len(p) > 2)] if "-" in word else [word]
        before = []
    return list(dict.fromkeys(found))


def known_of(attributes: Mapping[str, Any]) -> Iterator[Known]:
    """What a record's attributes hold of names, addresses, phones and ids."""
    for path, leaf in _leaves(attributes, (), 0):
        key, parents = path[-1], "_".join(path[:-1])
        text = str(leaf).strip()
        if not 2 <= len(text) <= 300:
            continue
        if _PERSON_KEYS.search(key) or (key == "name" and (not parents or _PERSON_PARENTS.search(parents))):
            yield Known("NAME", text)
        elif _BIRTH_KEYS.search(key):
            yield Known("BIRTHDATE", text)
        elif _PHONE_KEYS.search(key):
            yield Known("PHONE", text)
        elif _ADDRESS_KEYS.search(f"{parents}_{key}") and not _NOT_ADDRESS.search(key):
            yield from (Known("ADDRESS", part.strip()) for part in re.split(r"[\n,;]", text) if _points(part.strip()))
        elif _is_id(key, text, parents):
            label = next((name for words, name in _LABELS if words.search(f"{parents}_{key}")), "ID")
            yield Known(label, text)


def _points(part: str) -> bool:
    """A line of an address that says where: it has a number. A town or a country has none."""
    return len(part) >= 3 and any(c.isdigit() for c in part)


def _is_id(key: str, text: str, parents: str) -> bool:
    if _NOT_ID.search(key) or _DATE_FORM.fullmatch(text) or len(text) > 64 or not any(c.isdigit() for c in text):
        return False
    if len(text) >= 4 and not re.search(r"\s", text) and (_ID_KEYS.search(key) or (key == "code" and parents)):
        return True
    return bool(_ID_FORM.fullmatch(text)) or (
        bool(_ID_KEYS.search(parents)) and len(text) >= 4 and bool(_ID_FORM.match(text))
    )


def _leaves(value: Any, path: tuple[str, ...], depth: int) -> Iterator[tuple[tuple[str, ...], str | int]]:
    if depth > _DEPTH:
        return
    if isinstance(value, Mapping):
        for key, inner in value.items():
            plain = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[\s.-]+", "_", str(key)).lower()
            yield from _leaves(inner, (*path, plain), depth + 1)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _leaves(inner, path, depth + 1)
    elif path and isinstance(value, (str, int)) and not isinstance(value, bool):
        yield path, value


_MESSAGES = 100
_N = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]+(?:['’-][^\W\d_]+)*"
_FULL = rf"({_N}(?:[ \t]{{1,4}}(?:(?:van|von|de|der|den|del|la|le|di|da|du|zu)[ \t]{{1,4}}){{0,2}}{_N}){{0,2}})"
_INTRODUCED = re.compile(
    rf"(?:[Mm]y (?:full )?name is|[Mm]y name['’]s|[Ii]ch heiße|[Mm]ein Name ist|[Jj]e m['’]appelle|[Mm]on nom est|"
    rf"[Mm]e llamo|[Mm]i nombre es|[Mm]ijn naam is|[Ii]k heet)[ \t]{{1,4}}{_FULL}"
)
_SIGNED = re.compile(
    r"(?:^|\n)[ \t]{0,4}(?i:(?:many |kind |best |warm |with best |yours |mit )?"
    r"(?:regards|wishes|thanks|thank you|thx|cheers|best|yours|sincerely|faithfully|truly|"
    r"(?:freundliche[nr]?|viele|liebe|beste|herzliche|schöne) grüße[n]?|grüße|gruß|danke|vielen dank|lg|vg|mfg|"
    r"(?:bien )?cordialement|bien à vous|merci|un saludo|saludos|gracias|atentamente|"
    r"met vriendelijke groet(?:en)?|groetjes|groeten|bedankt|dank)"
    rf"[ \t]{{0,4}}[,.!]?(?:[ \t]{{0,4}}\n){{0,2}}[ \t]{{0,4}}(?:[–—-][ \t]{{0,4}})?){_FULL}[ \t]{{0,4}}(?=\n|\Z|[,|])"
)
_GREETED = re.compile(
    r"^[ \t]{0,4}(?i:dear|hello|hi|hey|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|"
    r"sehr geehrte[rs]?|moin|bonjour|bonsoir|chère?|hola|buen[oa]s(?: días| tardes)?|estimad[oa]|beste|geachte|hoi|dag)"
    r"[ \t]{1,4}(?:(?i:mr|mrs|ms|dr|prof|herr|frau|herrn|mme|madame|monsieur|señora?|sr|sra|mevrouw|meneer|heer)\.?"
    rf"[ \t]{{1,4}}){{0,2}}{_FULL}[ \t]{{0,4}}(?=[,!.\n]|\Z)"
)


def introduced(messages: Iterable[tuple[str, str]]) -> list[str]:
    """Names of customers as (author, text) show them: how they sign and introduce themselves, how agents greet them.

    A name that agents sign with or that customers greet is an agent's and left out. Of a long thread the latest
    messages are read.
    """
    customers: list[str] = []
    agents: set[str] = set()
    for author, text in list(messages)[-_MESSAGES:]:
        signed = [m[1] for m in _SIGNED.finditer(text[-2000:])]
        greeted = [m[1] for m in _GREETED.finditer(text[:300])]
        if author == "customer":
            customers += signed + [m[1] for m in _INTRODUCED.finditer(text[:20_000])]
            agents.update(w.lower() for g in greeted for w in name_words(g))
        else:
            customers += greeted
            agents.update(w.lower() for s in signed for w in name_words(s))
    return [n for n in dict.fromkeys(customers) if not any(w.lower() in agents for w in name_words(n))]
