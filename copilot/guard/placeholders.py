"""The shape of a placeholder, ``[EMAIL_1]``: written so that no citation marker looks like it, and read as models write
it back (``[email 1]``, ``EMAIL\\_1``, ``[E-Mail_1]``, with a genitive behind it or the label in another language).

Without brackets only the underscore tells a placeholder from words ("order 1"), so there it must stand.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_SAID = {
    "NAME": "name nom nombre naam",
    "EMAIL": "email e-mail mail",
    "PHONE": "phone telefon telefonnummer téléphone teléfono telefoon",
    "CARD": "card karte carte tarjeta kaart",
    "IBAN": "iban",
    "DOCUMENT": "document dokument documento",
    "IP": "ip",
    "WALLET": "wallet",
    "SECRET": "secret",
    "ADDRESS": "address adresse anschrift dirección adres",
    "BIRTHDATE": "birthdate geburtsdatum",
    "ORDER": "order bestellung commande pedido bestelling",
    "TRACKING": "tracking sendungsnummer",
    "INVOICE": "invoice rechnung facture factura factuur",
    "ACCOUNT": "account konto compte cuenta rekening",
    "ID": "id",
}
LABELS = tuple(_SAID)
_LABEL_OF = {word: label for label, words in _SAID.items() for word in words.split()}
_WORDS = sorted(_LABEL_OF, key=len, reverse=True)
_L = "|".join(_WORDS)
_OPEN, _CLOSE = r"\\?[\[［【][ \t]{0,2}", r"[ \t]{0,2}\\?[\]］】]"
_TOKEN = re.compile(
    rf"{_OPEN}({_L})\\?_(\d{{1,3}})(?!\d)(?:{_CLOSE})?|{_OPEN}({_L})[ -]?(\d{{1,3}}){_CLOSE}|"
    rf"(?<!\w)({_L})\\?_(\d{{1,3}})(?!\d)(?:{_CLOSE})?",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"[\[［【]")
_UNDERSCORE = re.compile(r"_\d")
_LABEL_BEFORE = re.compile(rf"(?<!\w)(?:{_L})\\?\Z", re.IGNORECASE)
_LONGEST_LABEL = len(_WORDS[0]) + 1
_STARTS = "|".join(sorted({w[:n] for w in _WORDS for n in range(1, len(w) + 1)}, key=len, reverse=True))
_NUMBERED = r"\d{0,3}(?:(?<=\d)[ \t]{0,2}\\?)?"
# the end of what came so far may still become a placeholder, or the closing bracket of one may follow
_PENDING = re.compile(
    rf"(?:{_OPEN}(?:(?:{_STARTS})?|(?:{_L})\\|(?:{_L})(?:\\?_|[ -])?{_NUMBERED})|\\|"
    rf"(?<!\w)(?:(?:{_STARTS})\\?|(?:{_L})\\?_{_NUMBERED}))\Z",
    re.IGNORECASE,
)
_LONGEST = 40


class Placeholder(NamedTuple):
    start: int
    end: int
    name: str
    """As it was made, without its brackets: ``EMAIL_1``."""


def placeholders(text: str, start: int = 0) -> Iterator[Placeholder]:
    """All that reads as a placeholder from ``start`` on, whether one was made or not."""
    # tried only where one may begin, as most texts hold none: at a bracket, or at the label before an underscore
    begins = {m.start() - (m.start() > start and text[m.start() - 1] == "\\") for m in _BRACKET.finditer(text, start)}
    for mark in _UNDERSCORE.finditer(text, start):
        before = _LABEL_BEFORE.search(text, max(start, mark.start() - _LONGEST_LABEL), mark.start())
        begins.update((before.start(),) if before else ())
    end = start
    for begin in sorted(begins):
        m = _TOKEN.match(text, begin) if begin >= end else None
        if m is None:
            continue
        end = m.end()
        label, number = m[1] or m[3] or m[5], m[2] or m[4] or m[6]
        yield Placeholder(m.start(), m.end(), f"{_LABEL_OF[label.lower()]}_{int(number)}")


def filled(text: str, value_of: Callable[[str], str | None], start: int = 0) -> str:
    """``text[start:]`` with the values in the place of placeholders; one without a value stays as it stands."""
    out, at = [], start
    for found in placeholders(text, start):
        value = value_of(found.name)
        if value is not None:
            out += [text[at : found.start], value]
            at = found.end
    return "".join(out) + text[at:]


class Filling:
    """Fills placeholders of a text that comes in pieces; every way to cut it gives the same text."""

    def __init__(self, value_of: Callable[[str], str | None]) -> None:
        self._value_of = value_of
        self._before = ""
        self._held = ""

    def feed(self, piece: str) -> str:
        """What can be passed on; the rest may still be a placeholder."""
        text = self._before + self._held + piece
        pending = _PENDING.search(text, max(len(self._before), len(text) - _LONGEST))
        return self._pass_on(text, pending.start() if pending else len(text))

    def finish(self) -> str:
        """What was held back at the end: a placeholder without its end stays as it stands."""
        text = self._before + self._held
        return self._pass_on(text, len(text))

    def _pass_on(self, text: str, end: int) -> str:
        out = filled(text[:end], self._value_of, len(self._before))
        self._held = text[end:]
        self._before = text[max(0, end - 1) : end]
        return out
