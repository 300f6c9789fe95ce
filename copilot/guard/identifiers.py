"""Finds what points to a person or their money by its form alone: mails, phones, cards, IBANs, national ids, addresses
of machines, wallets, and secrets in links.

Pure, in time linear in the text: candidates are found by their digits or by a fixed character, then judged by code
(Luhn, modulo 97, length by country, words beside them). A number without a form of its own (``467 3395``) is a phone
only where a word beside it says so, as an order number looks the same.
"""

import hashlib
import ipaddress
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

IdentifierKind = Literal["email", "phone", "card", "iban", "document", "ip", "wallet", "secret"]


class Identifier(NamedTuple):
    """One place; ``key`` is the same for two notations of one value."""

    kind: IdentifierKind
    start: int
    end: int
    key: str


_LOCAL = re.compile(r"[\w.+%'&/=-]{1,64}\Z")
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}(?![\w-])|\[[\da-fA-F.:]{3,45}\]")
_GAP = r"[ \u00a0\u202f\u2009().\-\u2010\u2011\u2013/]"
_RUN = re.compile(rf"\d(?:{_GAP}{{0,3}}\d)*")
_DIGIT = re.compile(r"\d")
_GROUP = re.compile(r"\d+")
_NANP = re.compile(r"(?:\+?1[ .-]?)?\(?[2-9]\d\d\)?[ .-]?\d{3}[ .-]\d{4}\Z")
_DATED = re.compile(r"(?:19|20)\d\d[-./ ][01]?\d[-./ ][0-3]?\d(?!\d)|[0-3]?\d[-./][0-3]?\d[-./](?:19|20)\d\d(?!\d)")
_BETWEEN = re.compile(r" ?[/–] ?| {2,}| - ")
_PRICED = re.compile(r"\d{1,3}(?:[.,]\d{3})*[.,]\d\d\Z")
_EXTENSION = re.compile(
    r"\s?(?:x|ext\.?|extension|durchwahl|dw|poste|toestel|anexo|extensi[oó]n)\s?[:.]?\s?\d{1,6}(?!\w)", re.IGNORECASE
)
_PHONE_BEFORE = re.compile(
    r"phone|telephone|\btel\b|mobile|mobil|\bcell|\bfax\b|whats ?app|\bsms\b|\btext (?:me|us)|\bcall|\bring (?:me|us)|"
    r"\breach|contact|messages? to|answering at|registered|\bdesk\b|\boffice\b|\b(?:my|new|old|his|her) number|hotline|"
    r"telefon|handy|anruf|ruf(?:en|t)? |rückruf|erreich|(?:meine|neue|alte) nummer|durchwahl|"
    r"t[eé]l[eé]phone|\bt[eé]l\b|portable|appel|joindre|mon num[eé]ro|"
    r"tel[eé]fono|m[oó]vil|celular|ll[aá]m|mi n[uú]mero|telefoon|mobiel|\bbel(?:len|t)?\b|bereik|mijn nummer|gsm",
    re.IGNORECASE,
)
_OTHER_BEFORE = re.compile(
    r"order|invoice|tracking|parcel|shipment|ticket|\bcase\b|serial|article|\bitem|reference|\bref\b|version|voucher|"
    r"bestell|rechnung|sendung|paket|auftrag|vorgang|kunden|serien|artikel|gutschein|commande|facture|colis|suivi|"
    r"pedido|factura|env[ií]o|seguimiento|factuur|pakket|volg|\bplz\b|postcode|\bzip\b|\bsku\b",
    re.IGNORECASE,
)
_PHONE_AFTER = re.compile(
    r"[ -]?\(?(?:office|fax|mobile|cell|desk|home|work|mobil|privat|portable|m[oó]vil)\b", re.IGNORECASE
)
_CARD_BEFORE = re.compile(r"card|karte|carte|tarjeta|kaart|visa|master|amex|maestro", re.IGNORECASE)
_ISSUER = re.compile(r"4|5[0-8]|6|2[2-7]|3[0-9]|1800|2131|0604")
# What stands before is looked at behind the first character: a pattern that begins with a set is searched for faster.
_SSN = re.compile(r"\d(?<![\w-]\d)\d\d-\d{2}-\d{4}(?![\w-])")
_INNER = re.compile(
    r"(?<![\d,.])(?:0\d{1,4}[ /-]\d{3,}(?:[ -]\d{2,})*|(?:\+?1[ .-]?)?\(?[2-9]\d\d\)?[ .-]?\d{3}[ .-]\d{4})(?!\d)"
)
"""A phone behind another number: "order 12345 0151 23456789"."""
_IBAN = re.compile(r"\d\d(?:[ \u00a0.-]?[A-Za-z0-9]){10,30}")
_IBAN_HEAD = re.compile(r"\d\d(?<=[A-Za-z]{2}\d\d)")
_IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "BY": 28,
    "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18,
    "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22,
    "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20,
    "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18,
    "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SC": 31, "SE": 24,
    "SI": 19, "SK": 24, "SM": 27, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24,
    "XK": 20,
}  # fmt: skip
_DOCUMENT_WORDS = (
    "passport", "reisepass", "passnummer", "personalausweis", "ausweisnummer", "ausweis-nr", "social security", "ssn",
    "national insurance", "nino", "national id", "identity card", "id card", "driver", "driving licen", "führerschein",
    "steuer-id", "steueridentifikation", "steuernummer", "sozialversicherung", "passeport", "carte d'identité",
    "carte d’identité", "sécurité sociale", "permis de conduire", "pasaporte", "seguridad social", "paspoort",
    "identiteitskaart", "burgerservicenummer", "rijbewijs", "tax id", "taxpayer", "sin number", "medicare number",
)  # fmt: skip
_DOCUMENT_SHORT = re.compile(r"[DNBSTPC](?<!\w.)(?:NI|IE|IF|SN|IR|SS|IN|ESEL|PF)(?!\w)")
_DOCUMENT = re.compile(r"(?<![\w@])(?=[A-Za-z]*\d)[A-Za-z\d]+(?:[ ./-](?=[A-Za-z]{0,3}\d)[A-Za-z\d]+){0,6}(?![\w@])")
_DNI = re.compile(r"[\dXYZ](?<![\w-].)(?:\d{6,7}|(?<=[XYZ])-?\d{7})[- ]?[A-Z](?![\w-])")
_NINO = re.compile(r"[A-CEGHJ-PR-TW-Z](?<!\w.)[A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D](?!\w)")
_IPV4 = re.compile(r"\d(?<![\w.]\d)\d{0,2}\.(?:\d{1,3}\.){2}\d{1,3}(?!\w|\.\d)")
_VERSION = re.compile(r"(?:version|firmware|build|release|software|\bv)[ .:]{0,2}\Z", re.IGNORECASE)
_IPV6 = re.compile(r":[0-9a-fA-F]{0,4}:[0-9a-fA-F:.]*")
_HEX_HEAD = re.compile(r"[0-9a-fA-F]{0,4}\Z")
_WALLET = re.compile(
    r"[013b](?<!\w.)(?:(?<=0)x[0-9a-fA-F]{40}|(?<=b)c1[02-9ac-hj-np-z]{25,60}|(?<=[13])[1-9A-HJ-NP-Za-km-z]{25,34})(?!\w)"
)
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_PARAMETER = re.compile(
    r"[?&;#](?:access_token|auth|token|key|api_?key|apikey|password|passwd|pwd|secret|session(?:id)?|sid|sig|signature|code|"
    r"otp|email|e-?mail|user(?:name)?|name|phone)=([^\s&#\"'<>]{3,512})",
    re.IGNORECASE,
)
_USERINFO = re.compile(r"://([^\s/@:\"'<>]{1,64}:[^\s/@\"'<>]{1,64})@")


def identifiers(text: str) -> list[Identifier]:
    """All places in the order of the text, none overlapping another."""
    text = unescaped(text)
    taken = bytearray(len(text))
    found: list[Identifier] = []
    for finder in (_secrets, _emails, _wallets, _ibans, _ips, _documents, _numbers):
        for one in finder(text):
            if not any(taken[one.start : one.end]):
                taken[one.start : one.end] = b"\x01" * (one.end - one.start)
                found.append(one)
    return sorted(found, key=lambda i: i.start)


def unescaped(text: str) -> str:
    """``text`` at the same length with JSON's escapes of line ends as white space: no letter stands before a value."""
    return text.replace("\\n", " \n").replace("\\r", " \r").replace("\\t", " \t") if "\\" in text else text


def _secrets(text: str) -> Iterator[Identifier]:
    if "://" not in text:
        return
    for pattern in (_USERINFO, _PARAMETER):
        for m in pattern.finditer(text):
            yield Identifier("secret", *m.span(1), m[1])


def _emails(text: str) -> Iterator[Identifier]:
    for sign in ("@", "%40"):
        at = text.find(sign)
        while at >= 0:
            local = _LOCAL.search(text, max(0, at - 64), at)
            domain = _DOMAIN.match(text, at + len(sign), at + len(sign) + 254)
            if local and domain:
                start = local.start() + _lead(local[0])
                if start < at:
                    yield Identifier("email", start, domain.end(), f"{text[start:at]}@{domain[0]}".lower())
            at = text.find(sign, at + 1)


def _lead(local: str) -> int:
    """How much of what stands before the @ is not the mail's: a link's path or parameter, quotes."""
    skip = max(local.rfind(c) + 1 for c in "/='&")
    return skip + len(local[skip:]) - len(local[skip:].lstrip(".%-"))


def _wallets(text: str) -> Iterator[Identifier]:
    for m in _WALLET.finditer(text):
        if m[0].startswith(("0x", "bc1")) or _base58_checks(m[0]):
            yield Identifier("wallet", *m.span(), m[0])


def _base58_checks(text: str) -> bool:
    number = 0
    for c in text:
        number = number * 58 + _BASE58.index(c)
    raw = number.to_bytes(max(25, (number.bit_length() + 7) // 8), "big")
    return len(raw) == 25 and hashlib.sha256(hashlib.sha256(raw[:-4]).digest()).digest()[:4] == raw[-4:]


def _ibans(text: str) -> Iterator[Identifier]:
    done = 0
    for head in _IBAN_HEAD.finditer(text):
        start = head.start() - 2
        length = _IBAN_LENGTHS.get(text[start : start + 2].upper()) if start >= done else None
        if length is None or (start and text[start - 1].isalnum()):
            continue
        m = _IBAN.match(text, head.start())
        if m is None:
            continue
        places = [start, start + 1, *(p for p in range(m.start(), m.end()) if text[p].isalnum())]
        if len(places) < length:
            continue
        end = places[length - 1] + 1
        plain = "".join(text[p] for p in places[:length]).upper()
        said = "iban" in text[max(0, start - 24) : start].lower()
        if not text[end : end + 1].isalnum() and (said or _mod97(plain)):
            done = end
            yield Identifier("iban", start, end, plain)


def _mod97(iban: str) -> bool:
    if not iban.isascii():
        return False
    return int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1


def _ips(text: str) -> Iterator[Identifier]:
    for m in _IPV4.finditer(text):
        if all(int(p) < 256 for p in m[0].split(".")) and not _VERSION.search(text, max(0, m.start() - 16), m.start()):
            yield Identifier("ip", *m.span(), m[0])
    for m in _IPV6.finditer(text):
        head = _HEX_HEAD.search(text, max(0, m.start() - 4), m.start())
        start = head.start() if head else m.start()
        written = text[start : m.end()].rstrip(".:") if not m[0].endswith("::") else text[start : m.end()]
        if len(written) > 39 or (start and text[start - 1].isalnum()):
            continue
        try:
            address = ipaddress.IPv6Address(written)
        except ValueError:
            continue
        if len(written) > 4:
            yield Identifier("ip", start, start + len(written), str(address))


def _documents(text: str) -> Iterator[Identifier]:
    for pattern in (_SSN, _NINO):
        for m in pattern.finditer(text):
            yield Identifier("document", *m.span(), _plain(m[0]))
    for m in _DNI.finditer(text):
        plain = _plain(m[0])
        number = int(plain[:-1].replace("X", "0").replace("Y", "1").replace("Z", "2"))
        if plain[-1] == "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23]:
            yield Identifier("document", *m.span(), plain)
    low = text.lower()
    if len(low) != len(text):
        low = text
    ends = {m.end() for m in _DOCUMENT_SHORT.finditer(text)}
    for word in _DOCUMENT_WORDS:
        at = low.find(word)
        while at >= 0:
            ends.add(at + len(word))
            at = low.find(word, at + len(word))
    for end in ends:
        # number, licence and the like may stand between; the first token with digits enough is it
        for m in _DOCUMENT.finditer(text, end, min(len(text), end + 64)):
            if 5 <= sum(c.isalnum() for c in m[0]) <= 20 and len(_DIGIT.findall(m[0])) >= 4:
                yield Identifier("document", *m.span(), _plain(m[0]))
                break


def _plain(text: str) -> str:
    return "".join(c for c in text if c.isalnum()).upper()


def _numbers(text: str) -> Iterator[Identifier]:
    for run in _RUN.finditer(text):
        start, end = run.span()
        if end - start < 7 or (digits := len(_DIGIT.findall(run[0]))) < 7:
            continue
        before = text[start - 1 : start]
        if before.isalnum() or before in ("#", "_", "@"):
            continue
        tail = _EXTENSION.match(text, end)
        if text[end : end + 1].isalnum() and not tail:
            continue
        cards = list(_cards(text, start, end)) if digits >= 12 else []
        yield from cards
        edges = [start, *(e for c in cards for e in (c.start, c.end)), end]
        for left, right in zip(edges[::2], edges[1::2], strict=True):
            for a, b in _apart(text, left, right):
                yield from _phone(text, a, tail.end() if tail and b == end else b)


def _cards(text: str, start: int, end: int) -> Iterator[Identifier]:
    """Windows of whole groups with 12 to 19 digits that pass Luhn and begin as an issuer's do."""
    groups = [m.span() for m in _GROUP.finditer(text, start, end)]
    said: bool | None = None
    n = 0
    while n < len(groups):
        digits, best = "", 0
        for k in range(n, min(n + 10, len(groups))):
            if k > n and groups[k][0] - groups[k - 1][1] > 3:
                break
            digits += text[slice(*groups[k])]
            if len(digits) > 19:
                break
            if len(digits) >= 12 and _ISSUER.match(digits):
                if said is None:
                    said = bool(_CARD_BEFORE.search(text, max(0, start - 40), start))
                enough = len(digits) >= 13 or said or digits.startswith(("5", "6", "06"))
                if (_luhn(digits) and enough) or (said and len(digits) >= 13 and k == len(groups) - 1):
                    best = k + 1
                    key = digits
        if best:
            yield Identifier("card", groups[n][0], groups[best - 1][1], key)
        n = best or n + 1


def _luhn(digits: str) -> bool:
    odd = sum(int(d) for d in digits[-1::-2])
    even = sum(2 * int(d) - 9 * (d > "4") for d in digits[-2::-2])
    return (odd + even) % 10 == 0


def _apart(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """One run as the numbers it is made of: two phones with a slash between them are too long for one."""
    if len(_DIGIT.findall(text, start, end)) <= 15:
        yield start, end
        return
    at = start
    for m in _BETWEEN.finditer(text[start:end]):
        yield at, start + m.start()
        at = start + m.end()
    yield at, end


def _phone(text: str, start: int, end: int) -> Iterator[Identifier]:
    while start < end and not text[start].isdigit():
        start += 1
    core = text[start:end].split("x", maxsplit=1)[0]
    digits = "".join(_DIGIT.findall(core))
    if not len(digits) >= 7 or _DATED.match(core):
        return
    while start and text[start - 1] in "(+":
        start -= 1
    plus = text[start] == "+" or text[start : start + 2] == "(+"
    zero = (digits.startswith("00") and 10 <= len(digits) <= 17) or (digits[0] == "0" and 9 <= len(digits) <= 12)
    shaped = (plus and len(digits) >= 8) or bool(_NANP.match(core))
    said = "" if shaped else _said(text, start, end)
    shaped = shaped or (zero and said != "other")
    if shaped or (said == "phone" and len(digits) <= 17 and not _PRICED.match(core)):
        yield Identifier("phone", start, end, digits.lstrip("0")[-9:])
        return
    for m in _INNER.finditer(text, start, end):
        if m.start() > start and len(_DIGIT.findall(m[0])) >= 9:
            yield Identifier("phone", *m.span(), _plain(m[0]).lstrip("0")[-9:])


def _said(text: str, start: int, end: int) -> Literal["phone", "other", ""]:
    """What the nearest word that says something of a number says it is."""
    if _PHONE_AFTER.match(text, end):
        return "phone"
    window = text[max(0, start - 48) : start]
    phone = max((m.end() for m in _PHONE_BEFORE.finditer(window)), default=-1)
    other = max((m.end() for m in _OTHER_BEFORE.finditer(window)), default=-1)
    return "" if phone == other else "phone" if phone > other else "other"
