# ruff: noqa: E501 (long lists of words)
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
_FR = _listed(
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf"
)
_FR_TENS = _listed("vingt trente quarante cinquante soixante")
_ES = _listed("uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
              "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis "
              "veintisiete veintiocho veintinueve")  # fmt: skip
_ES_TENS = _listed("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_IT = _listed("uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
              "diciassette diciotto diciannove")  # fmt: skip
_IT_TENS = _listed("venti trenta quaranta cinquanta sessanta settanta ottanta novanta")
_PT = _listed("um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete "
              "dezoito dezanove")  # fmt: skip
_PT_TENS = _listed("vinte trinta quarenta cinquenta sessenta setenta oitenta noventa")
_BESIDE_UNIT = {"due": 2, "sei": 6, "otto": 8, "once": 11, "sette": 7, "mil": 1000, "mille": 1000, "cent": 100,
                "cento": 100, "cien": 100, "ciento": 100}  # fmt: skip
"""Words that mean something else elsewhere: numbers only right before what they count."""


def _romance() -> dict[str, int]:
    """Numbers of French, Spanish, Italian and Portuguese that are one word, or words with a hyphen."""
    out: dict[str, int] = {}
    for words in (_FR, _ES, _IT, _PT):
        out.update({w: n for n, w in enumerate(words[1:], 2)})
    for words, first in ((_FR_TENS, 2), (_ES_TENS, 3), (_IT_TENS, 2), (_PT_TENS, 2)):
        out.update({w: 10 * n for n, w in enumerate(words, first)})
    out.update({f"{ten}-{one}": 10 * n + k for n, ten in enumerate(_FR_TENS, 2) for k, one in enumerate(_FR[:9], 1)})
    out.update({f"{ten}-et-un": 10 * n + 1 for n, ten in enumerate(_FR_TENS, 2)})
    out.update({f"soixante-{w}": 60 + n for n, w in enumerate(_FR[9:], 10)})
    out.update({f"quatre-vingt-{w}": 80 + n for n, w in enumerate(_FR, 1)} | {"quatre-vingts": 80})
    out.update({"soixante-et-onze": 71})
    for n, ten in enumerate(_IT_TENS, 2):
        ones = {f"{ten[:-1] if one[0] in 'uo' else ten}{one}": 10 * n + k for k, one in enumerate(_IT[:9], 1)}
        out.update(ones | {f"{ten[:-1]}un": 10 * n + 1, f"{ten}tré": 10 * n + 3})
    out.update({"duas": 2, "dezesseis": 16, "dezessete": 17, "dezenove": 19, "quatorze": 14, "veintiún": 21})
    out.update({"duecento": 200, "trecento": 300, "quattrocento": 400, "cinquecento": 500, "duemila": 2000,
                "doscientos": 200, "trescientos": 300, "quinientos": 500, "duzentos": 200, "quinhentos": 500})  # fmt: skip
    return {w: n for w, n in out.items() if w not in _BESIDE_UNIT}


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
    out.update({w: n for w, n in _romance().items() if w not in out})
    out.update({"dreissig": 30, "eins": 1, "één": 1, "dutzend": 12, "dozen": 12, "tausend": 1000, "duizend": 1000})
    out.update({f"{w}tausend": 1000 * n for n, w in enumerate(_DE, 1)})
    for article in ("ein", "een"):  # articles far more often than numbers: read where a unit follows
        del out[article]
    return out


_WORDS = _simple()
_TENS = frozenset(_EN_TENS)
_ONES = frozenset(_EN[:9])
_UNIT = re.compile(
    r"\s(?:euros?|jours?|ans|mois|heures?|semaines?|personnes?|nuits?|minutes|días?|meses|horas?|años?|semanas?|"
    r"personas?|noches?|minutos?|d[oó]l[al]a?res|dollars?|francs|giorni|mesi|ore|anni|settimane|volte|minuti|persone|notti|"
    r"rate|dias?|anos?|pessoas?|noites?|gigas?|kilos?|km|fois|veces|vezes|unidades|pièces|pezzi|quilos?|chili|e mezz[ao]|e un quarto|euro)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?<![\w.-])[^\W\d_]+(?:-[^\W\d_]+)*(?![\w]|-\d)")
_HUNDRED = frozenset({"cent", "cien", "ciento", "cento"})
_ITALIAN = re.compile(r"\s[a-zàèìòù]{3,}[ie]\b")
_IS_ITALIAN = re.compile(
    r"(?<!\w)(?:di|per|che|gli|della|del|dei|nel|alla|è|sono|può|massimo|persona|il|la|le|lo|un|con|costa|costano|cioè)(?!\w)"
)
_ROMANCE_TENS = frozenset([*_ES_TENS, *_PT_TENS, *_FR_TENS])
_ROMANCE_ONES = {w: n for words in (_FR, _ES, _PT) for n, w in enumerate(words[:9], 1)} | {"duas": 2}
_SCALE = {"hundred": 100, "thousand": 1000} | dict.fromkeys(
    ("million", "millions", "millionen", "miljoen", "millones", "milioni", "milhões"), 1_000_000
)
_SCALED = re.compile(
    r"(?<![\w.,])(\d{1,4}(?:[.,]\d{1,2})?)\s(mil|mille|mila|thousand|tausend|duizend|million|millions|millionen|miljoen|"
    r"millones|millón|milioni|milhões|mio\.?|mln\.?|lakhs?|crores?)(?!\w)",
    re.IGNORECASE,
)
"""Digits with a word for how many of them: "15 mil euros", "1.5 million"."""
_SCALES = dict.fromkeys(("mil", "mille", "mila", "thousand", "tausend", "duizend"), 1000) | {
    "lakh": 100_000,
    "crore": 10_000_000,
}
_NEAR_DIGIT = re.compile(r"\d\.?\s$")
_DIGIT_AFTER = re.compile(r"\.?\s\d{1,2}(?!\d)")


def number_words(text: str) -> list[tuple[int, int, int]]:
    """(start, end, number) of every number that is written in words."""
    found: list[tuple[int, int, int]] = []
    words = [(m.start(), m.end(), m[0].lower()) for m in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        start, end, word = words[at]
        total, used = _WORDS.get(word, 0), 1
        if word in _BESIDE_UNIT and _UNIT.match(text, end):
            total = _BESIDE_UNIT[word]
        article = word == "a" or (word == "ein" and text[start:end].islower())
        following = words[at + 1][2] if at + 1 < len(words) and text[end : words[at + 1][0]] == " " else ""
        if article and (following in _SCALE or following in ("dozen", "dutzend")):
            total, used = _more(words, text, at, 2, _SCALE.get(following, 12))
        elif word == "half" and [w for _, _, w in words[at + 1 : at + 3]] == ["a", "dozen"]:
            total, used = 6, 3
        elif word in _TENS and following in _ONES:
            total, used = total + _WORDS[following], 2
        elif (
            word in _HUNDRED
            and following in _WORDS
            and _WORDS[following] < 100
            and not _NEAR_DIGIT.search(text[max(0, start - 4) : start])
        ):
            total, used = 100 + _WORDS[following], 2
        elif (
            word in ("due", "sette", "otto") and _ITALIAN.match(text, end) and len(_IS_ITALIAN.findall(text[:400])) > 1
        ):
            total = _BESIDE_UNIT[word]
        elif (
            word in _ROMANCE_TENS
            and [w for _, _, w in words[at + 1 : at + 2]] in (["y"], ["e"], ["et"])
            and at + 2 < len(words)
            and words[at + 2][2] in _ROMANCE_ONES
            and text[end : words[at + 2][0]] in (" y ", " e ", " et ")
        ):  # treinta y cinco
            total, used = total + _ROMANCE_ONES[words[at + 2][2]], 3
        elif total and following in ("mil", "mille", "mila") and total < 1000:
            total, used = total * 1000, 2
        elif total and following in _SCALE:
            total, used = _more(words, text, at, 2, total * _SCALE[following])
        elif total and following == "dozen":
            total, used = total * 12, 2
        near = word in ("sept", "dez") and (
            _NEAR_DIGIT.search(text[max(0, start - 4) : start]) or _DIGIT_AFTER.match(text, end)
        )
        if total and not near:
            found.append((start, words[at + used - 1][1], total))
        at += used
    return found


def scaled_numbers(text: str) -> list[tuple[int, int, int]]:
    """(start, end, number) of every number whose thousands or millions are a word behind digits."""
    out = []
    for m in _SCALED.finditer(text):
        scale = _SCALES.get(m[2].lower().removesuffix("s"), 1_000_000)
        number = Decimal(m[1].replace(",", ".")) * scale
        if number == number.to_integral_value():
            out.append((*m.span(), int(number)))
    return out


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
        decimal = "." if dot > comma else ","
        before, _, after = plain.rpartition(decimal)
        between = "" if decimal in before else "."  # coordinates and lists are no number: their digits alone
        return frozenset({Decimal(re.sub("[.,]", "", before) + between + after)})
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
