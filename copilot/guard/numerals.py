"""Numbers as they are written: digits with any usual marks, and words of six languages. Pure."""

import re
from decimal import Decimal


def _listed(text: str) -> list[str]:
    return text.split()


_EN = _listed(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
       "eighteen nineteen"
)  # fmt: skip
_EN_TENS = _listed("twenty thirty forty fifty sixty seventy eighty ninety")
_DE = _listed(
    "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
       "achtzehn neunzehn"
)  # fmt: skip
_DE_TENS = _listed("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig")
_NL = _listed(
    "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
       "achttien negentien"
)  # fmt: skip
_NL_TENS = _listed("twintig dertig veertig vijftig zestig zeventig tachtig negentig")
# Left out because they mean something else elsewhere: un, une, cent, due, sei, otto, once, mil, mille.
_OTHERS = {
    2: "deux dos", 3: "trois tres tre", 4: "quatre cuatro quattro", 5: "cinq cinco cinque", 6: "seis", 7: "sept siete",
    8: "huit ocho", 9: "neuf nueve", 10: "dix diez dieci", 11: "onze undici", 12: "douze doce dodici",
    13: "treize trece",
    14: "quatorze catorce quattordici", 15: "quinze quince quindici", 16: "seize dieciséis", 18: "dieciocho",
    20: "vingt veinte venti", 21: "vingt-et-un veintiuno", 24: "veinticuatro vingt-quatre",
    25: "vingt-cinq veinticinco",
    30: "trente treinta trenta", 40: "quarante cuarenta quaranta", 45: "quarante-cinq", 48: "quarante-huit",
    50: "cinquante cincuenta cinquanta", 60: "soixante sesenta sessanta", 90: "quatre-vingt-dix noventa novanta",
    100: "cien cento",
}  # fmt: skip


def _simple() -> dict[str, int]:
    out: dict[str, int] = {}
    for some, tens in ((_EN, _EN_TENS), (_DE, _DE_TENS), (_NL, _NL_TENS)):
        out.update({w: n for n, w in enumerate(some, 1)})
        out.update({w: 10 * n for n, w in enumerate(tens, 2)})
    for n, ten in enumerate(_EN_TENS, 2):
        out.update({f"{ten}-{one}": 10 * n + k for k, one in enumerate(_EN[:9], 1)})
    for ones, tens, link in ((_DE, _DE_TENS, "und"), (_NL, _NL_TENS, "en"), (_NL, _NL_TENS, "ën")):
        for n, ten in enumerate(tens, 2):
            out.update({f"{one}{link}{ten}": 10 * n + k for k, one in enumerate(ones[:9], 1)})
    below = {w: n for w, n in out.items() if n < 100 and w not in _EN}
    for hundred, ones in (("hundert", ["", *_DE[:9]]), ("honderd", ["", "een", *_NL[1:9]])):
        for k, one in enumerate(ones):
            base = 100 * max(k, 1)
            out[f"{one}{hundred}"] = base
            out.update({f"{one}{hundred}{w}": base + n for w, n in below.items()})
    out.update({w: n for n, words in _OTHERS.items() for w in words.split()})
    out.update({"dreissig": 30, "eins": 1, "één": 1, "dutzend": 12, "dozen": 12, "tausend": 1000, "zweitausend": 2000})
    for article in ("ein", "een"):  # articles far more often than numbers: read where a unit follows
        del out[article]
    return out


_WORDS = _simple()
_TENS = frozenset(_EN_TENS)
_ONES = frozenset(_EN[:9])
_ITALIAN_TWO = re.compile(r"\s(?:settimane|anni|mesi|giorni|ore|volte|minuti|euro)\b", re.IGNORECASE)
_WORD = re.compile(r"(?<![\w.-])[^\W\d_]+(?:-[^\W\d_]+)*(?![\w]|-\d)")
_SCALE = {"hundred": 100, "thousand": 1000}
_NEAR_DIGIT = re.compile(r"\d\.?\s$")


def number_words(text: str) -> list[tuple[int, int, int]]:
    """(start, end, number) of every number that is written in words."""
    found: list[tuple[int, int, int]] = []
    words = [(m.start(), m.end(), m[0].lower()) for m in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        start, end, word = words[at]
        total, used = _WORDS.get(word, 0), 1
        if word == "due" and _ITALIAN_TWO.match(text, end):  # elsewhere what is owed
            total = 2
        article = word == "a" or (word == "ein" and text[start:end].islower())
        following = words[at + 1][2] if at + 1 < len(words) and text[end : words[at + 1][0]] == " " else ""
        if article and (following in _SCALE or following in ("dozen", "dutzend")):
            total, used = _more(words, text, at, 2, _SCALE.get(following, 12))
        elif word == "half" and [w for _, _, w in words[at + 1 : at + 3]] == ["a", "dozen"]:
            total, used = 6, 3
        elif word in _TENS and following in _ONES:
            total, used = total + _WORDS[following], 2
        elif total and following in _SCALE:
            total, used = _more(words, text, at, 2, total * _SCALE[following])
        elif total and following == "dozen":
            total, used = total * 12, 2
        if total and not (word == "sept" and _NEAR_DIGIT.search(text[max(0, start - 4) : start])):
            found.append((start, words[at + used - 1][1], total))
        at += used
    return found


def _more(words: list[tuple[int, int, str]], text: str, at: int, used: int, total: int) -> tuple[int, int]:
    """Goes on after "hundred": "and fifty", "and twenty-one", "fifty"."""
    rest = [w for _, _, w in words[at + used : at + used + 3]]
    skip = 1 if rest[:1] == ["and"] else 0
    if len(rest) <= skip or rest[skip] not in _WORDS or not 0 < _WORDS[rest[skip]] < 100:
        return total, used
    gap = text[words[at + used - 1][1] : words[at + used + skip][0]]
    if gap.strip() not in ("", "and"):
        return total, used
    total, used = total + _WORDS[rest[skip]], used + skip + 1
    if rest[skip] in _TENS and rest[skip + 1 : skip + 2] and rest[skip + 1] in _ONES:
        return total + _WORDS[rest[skip + 1]], used + 1
    return total, used


def readings(number: str) -> frozenset[Decimal]:
    """What ``number`` may mean: ``1.000`` is a thousand or one, ``1.000,00`` only a thousand, ``2k`` two thousand."""
    scale = 1000 if number[-1:] in "kK" and number[-1:] else 1
    plain = re.sub(r"['’\u00a0\u202f kK]", "", number)
    half = Decimal("0.5") if plain.endswith("½") else Decimal(0)
    plain = plain.rstrip("½") or "0"
    return frozenset(scale * (reading + half) for reading in _readings(plain))


def _readings(plain: str) -> frozenset[Decimal]:
    dot, comma = plain.rfind("."), plain.rfind(",")
    if dot >= 0 and comma >= 0:
        decimal, thousands = (".", ",") if dot > comma else (",", ".")
        return frozenset({Decimal(plain.replace(thousands, "").replace(decimal, "."))})
    mark = "." if dot >= 0 else ","
    head, *groups = plain.split(mark)
    if not groups:
        return frozenset({Decimal(plain)})
    whole = Decimal(plain.replace(mark, ""))
    if len(groups) > 1:
        return frozenset({whole})
    point = Decimal(f"{head}.{groups[0]}")
    if len(groups[0]) != 3 or len(head) > 3 or head == "0":
        return frozenset({point})
    # nobody writes one as 1.000, but 2.500 may be two and a half
    return frozenset({whole} if groups[0] == "000" else {whole, point})


def plain(amount: Decimal) -> str:
    """An amount as it stands in a key: no exponent, no zeros at its end."""
    return format(amount.normalize(), "f")
