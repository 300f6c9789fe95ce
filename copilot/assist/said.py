"""What the customer has given already, on any channel: not to be asked for again. English, German and others. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from copilot.assist.arguments import address_in
from copilot.assist.case import Case, once, own_text
from copilot.guard.sentences import units
from copilot.guard.values import extract


@dataclass(frozen=True, slots=True)
class Given:
    """One thing that need not be asked for."""

    what: str
    """In words, such as "order number"."""
    value: str
    """As it was given; "" where it is no value, such as a photo."""


NOUNS = {
    "order number": r"order(?:'s)? (?:number|no|id|code|reference)|(?:bestell|auftrags)(?:nummer|nr)\w*|"
    r"numéro de (?:la |votre )?commande|número de (?:su |tu )?pedido|bestelnummer|ordernummer|numero (?:d'|di )ordine|"
    r"número (?:do|da) (?:pedido|encomenda)",
    "serial number": r"serial (?:number|no)|seriennummer|gerätenummer|numéro de série|número de serie|serienummer",
    "invoice number": r"invoice (?:number|no)|rechnungs(?:nummer|nr)|numéro de (?:la )?facture|número de factura|"
    r"factuurnummer",
    "tracking number": r"tracking (?:number|no|code|id)|sendungs(?:nummer|nr)|numéro de suivi|"
    r"número de seguimiento|(?:track[- ]?(?:and|&)[- ]?trace[- ]?code|trackingnummer)",
    "error code": r"error (?:code|number|message)|(?:which|what) (?:error|code)\b|fehler(?:code|nummer|meldung)|"
    r"code d'erreur|código de error|foutcode",
    "e-mail address": r"e-?mail(?: ?address|-?adresse)?|adresse e-?mail|courriel|"
    r"(?:correo|dirección de correo)(?: electrónico)?|e-?mailadres",
    "phone number": r"(?:phone|telephone|mobile) number|(?:telefon|handy|mobil)nummer|numéro de téléphone|"
    r"número de teléfono|telefoonnummer|numero di telefono|número de telefone",
    "postal address": r"(?:delivery|shipping|postal|new|full|complete|home) address|(?:liefer|post)?(?:adresse|"
    "anschrift)|"
    r"adresse (?:de livraison|postale)|dirección (?:de envío|postal)|(?:bezorg|post)?adres",
    "photo": r"photos?|pictures?|images?|screenshots?|fotos?|bilder|bild|captures? d'écran|imagen|afbeelding",
}  # fmt: skip
"""How each thing is called in a reply that asks for it."""
_RECENT, _READ = 200, 8000
"""Messages, the newest first, and characters of each, in which it is looked for."""
_BEFORE = {
    "serial number": r"serial|serien|s/n|série|serie",
    "invoice number": r"invoice|rechnung|facture|factura|factuur",
    "tracking number": r"tracking|sendungs|track\b|suivi|seguimiento",
    "error code": r"error|fehler|code|erreur|fout",
    "order number": r"order|bestell|auftrag|commande|pedido|ordine",
}
_PURCHASE = re.compile(
    r"\b(?:order|parcel|package|deliver|ship|return|bought|bestell|paket|liefer|sendung|commande|colis|livr|pedido|"
    r"paquete|enví|pakket|bezorg)\w*",
    re.IGNORECASE,
)
_RECORDED = {
    "e-mail address": ("email", "e_mail"),
    "phone number": ("phone", "mobile"),
    "serial number": ("serial", "serial_number"),
    "order number": ("order_id", "order_number"),
}
"""Names of attributes that hold it."""
_SHOWS = re.compile(
    r"\b(?:errors?|codes?|shows?|showing|says|displays?|blink\w*|flash\w*|fehler\w*|zeigt|meldet|anzeige|blinkt|erreur|affiche|"
    r"muestra|fout\w*|toont|geeft)\b",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"image|photo|picture|png|jpe?g|heic|webp|screenshot|foto|bild", re.IGNORECASE)


@once
def given(case: Case) -> tuple[Given, ...]:
    """In the thread first, then in earlier contacts, and in the record of a customer whose identity is attested: others
    may be asked for it, to be sure who they are. Of a public thread, what stands in it only."""
    found: dict[str, Given] = {}
    for text in (t[:_READ] for t in islice(_texts(case), _RECENT)):
        for value in _values(text, case):
            found.setdefault(value.what, value)
        if address_in(text):
            found.setdefault("postal address", Given("postal address", ""))
    pictures = [a for m in case.from_customer for a in m.attachments if _PICTURE.search(f"{a.type} {a.name or ''}")]
    if pictures:
        found["photo"] = Given("photo", "")
    if case.customer and case.customer.verified == "attested" and not case.public:
        for what, keys in _RECORDED.items():
            held = {str(v) for v in _held(case.customer.attributes, keys) if v}
            if len(held) == 1:  # of two orders it is fair to ask which
                found.setdefault(what, Given(what, held.pop()))
    return tuple(found.values())


_DONE = re.compile(
    r"\b(?:did(?:n['’]?t| not) (?:help|work)|done (?:that|all|both|it|this|so)|did (?:that|all that|both|so|it|this)|"
    r"tried (?:that|all that|both|it|this|everything)|no (?:change|effect|luck|difference)|made no difference|"
    r"(?:hab\w*|schon|alles) (?:\w+ ){0,3}(?:gemacht|probiert|versucht)|nicht geholfen|hilft nicht|ohne erfolg|"
    r"(?:déjà|tout) (?:fait|essayé)|ya lo (?:hice|intenté|probé)|al (?:gedaan|geprobeerd)|hielp niet)\b|"
    r"^(?:done|erledigt)\b",
    re.IGNORECASE,
)
"""The customer did what they were told to."""


@once
def followed(case: Case) -> tuple[str, ...]:
    """Sentences of ours (and of a bot) after which the customer says that they did it, newest first."""
    out: list[str] = []
    for message, answer in reversed(list(pairwise(case.visible))):
        if message.author in ("agent", "bot") and answer.author == "customer" and _DONE.search(own_text(answer)):
            out += [u.text for u in units(own_text(message)) if not u.text.endswith("?")]
    return tuple(out[:12])


def _texts(case: Case) -> Iterable[str]:
    yield from (m.text for m in reversed(case.from_customer))
    yield case.conversation.subject or ""
    if case.customer and not case.public:
        for past in reversed(case.customer.history):
            yield from (m.text for m in reversed(past.messages) if m.author == "customer")


def _values(text: str, case: Case) -> Iterable[Given]:
    for value in extract(text):
        if value.kind == "email":
            yield Given("e-mail address", value.text)
        elif value.kind == "phone":
            yield Given("phone number", value.text)
        elif value.kind == "code" or (value.kind == "number" and sum(c.isdigit() for c in value.text) > 4):
            what = _code(text, value.start, value.text, case, bare=value.kind == "number")
            if what:
                yield Given(what, value.text)


def _code(text: str, start: int, code: str, case: Case, *, bare: bool) -> str | None:
    """What a code is, by the words right before it, the customer's orders, or its look."""
    if code in _orders(case):
        return "order number"
    before = text[max(0, start - 24) : start].lower()
    named = {what: m[-1].start() for what, words in _BEFORE.items() if (m := list(re.finditer(words, before)))}
    if named:
        return max(named, key=lambda what: named[what])
    if bare:
        return None
    if len(code) <= 4:
        postcode = re.match(r"\s?\d[A-Za-z]{2}\b", text[start + len(code) :])
        return "error code" if _SHOWS.search(text) and not postcode else None
    return "order number" if sum(c.isdigit() for c in code) >= 4 and _PURCHASE.search(case.customer_text) else None


def _held(value: Any, keys: tuple[str, ...], depth: int = 0) -> Iterable[Any]:
    """Scalars under these keys, anywhere in a JSON-like value."""
    if depth > 4:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in keys and isinstance(inner, (str, int)):
                yield inner
            else:
                yield from _held(inner, keys, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _held(inner, keys, depth + 1)


@once
def _orders(case: Case) -> frozenset[str]:
    orders: Any = case.customer.attributes.get("orders") if case.customer else None
    if not isinstance(orders, list):
        return frozenset()
    return frozenset(str(o.get(k)) for o in orders if isinstance(o, dict) for k in ("order_id", "id") if o.get(k))
