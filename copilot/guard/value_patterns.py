"""How values are written. Every pattern reads at most a bounded run from each place, so hostile text costs little."""

import re
from collections.abc import Iterable

from copilot.guard.value_tables import CURRENCIES, GERMAN_ADJECTIVES, MONTHS, UNITS, WEEKDAYS, words


def _either(choices: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, choices), key=len, reverse=True))


N = (
    r"(?:(?<![\w.,])[1-9]\d{0,2}(?:[.,'’\u00a0\u202f ]\d{3}){1,5}(?:[.,]\d{1,2})?(?![\d])|(?<![\w])\d+(?:[.,]\d+)?)"
    r"(?:[kK](?!\w)|\s?½)?"
)
_M, _U, _C = _either(MONTHS), _either(UNITS), _either(CURRENCIES)
_JOIN = r"[ \u00a0]?(?:-|–|—|to|and|or|bis|und|oder|à|et|ou|a|y|o|e|tot|en|of|till)[ \u00a0]?"
_WORK = r"(?:working|business|week|banking|bank|jours?\s+ouvr\w+|werk)"
_FILL = (
    r"(?:full|whole|more|calendar|consecutive|additional|extra|further|or\s+more|oder\s+mehr|weitere[nr]?|"
    r"volle[nr]?|ganze[nr]?|Kalender)"
)
_EACH = r"/|per|pro|an?|je|par|al|por|each|every|the|im|jede[rns]?|ao|alla|à\s+l[ae]"
_ADVERBS = {"m 1": "monthly monatlich mensual mensuel mensuels maandelijks", "s 86400": "daily täglich",
            "m 12": "yearly annually jährlich anual jaarlijks", "s 604800": "weekly wöchentlich"}  # fmt: skip
ADVERBS = {word: key for key, listed in _ADVERBS.items() for word in listed.split()}
DISCOURSE = words(
    """
    ways way options option things thing steps step points questions question possibilities choices reasons issues
    topics answers parts possible simple quick easy short small little requests cases people quarters friends sides
    hands möglichkeiten wege schritte schritten dinge fragen punkte optionen gründe varianten anliegen sachen arten
    options façons solutions étapes questions choses opciones formas pasos cosas preguntas maneras opties manieren
    stappen dingen vragen mogelijkheden opzioni modi passaggi
    """
)
"""What a reply counts for its reader rather than for the matter: "there are two ways"."""

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,80}@[\w-]{1,80}(?:\.[\w-]{1,60}){1,6}")
PHONE = re.compile(
    r"(?<![\w+\-])(?:(?:\+\d{1,3}|00\d{1,3}|\(?0)[\d ()/.\-\u00a0]{5,20}\d|"
    r"(?:1[-. ])?(?:\(\d{3}\)\s?|\d{3}[-. ])\d{3}[-. ]\d{4})(?![\w])(?!\.\d)"
)
_MONEY_CODE = r"EUR|GBP|USD|CHF|PLN|SEK|DKK|NOK|JPY|INR|CZK|HUF|AUD|CAD|BRL|MXN"
CODE = re.compile(
    rf"(?<![\w-])(?!(?:{_MONEY_CODE})\d)"
    r"(?:[A-Z]{1,6}-?\d\w*(?:-\w+)*|[A-Za-z]{1,8}-\d\w*(?:-\w+)*|(?=\d*[A-Z])(?=[A-Z]*\d)[A-Z0-9]{5,20}|"
    r"[A-Z]{2,}\d+|\d{1,4}[A-Z]{1,3}\d{1,6})(?![\w-])"
)
ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
DMY = re.compile(r"(?<![\d.])(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{4}|\d{2}))?(?![\d])")
DASHED = re.compile(r"(?<![\d-])(\d{1,2})-(\d{1,2})-(\d{4})(?![\d-])")
SLASH = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?![\d/])")
SLASH_SHORT = re.compile(
    r"(?<=\s)(?:on|by|until|before|le|el|il|op|du|al|am|vom|bis)\s(\d{1,2})/(\d{1,2})(?![/\d])", re.IGNORECASE
)
DAY_MONTH = re.compile(
    rf"(?<![\w.,:])(?:(\d{{1,2}})(?:st|nd|rd|th|er|\.)?(?: ?[-–] ?|\s(?:to|and|or|bis|und|oder|et|au|y|al|en|tot)\s"
    rf"(?:the\s)?))?(\d{{1,2}})(?:st|nd|rd|th|er|\.)?[\s\u00a0-](?:of\s+|de\s+)?({_M})\b\.?"
    rf"(?:,?\s+(?:de[l]?\s+)?(\d{{4}}))?",
    re.IGNORECASE,
)
MONTH_DAY = re.compile(
    rf"\b({_M})\b\.?\s+(?:the\s)?(\d{{1,2}})(?:st|nd|rd|th)?(?:(?:\s?[-–]\s?|\s(?:to|and)\s)(\d{{1,2}})"
    rf"(?:st|nd|rd|th)?)?(?![\d:.,]*\d)(?!\s?%|\s?(?:{_U})\b)(?:,?\s+(\d{{4}}))?",
    re.IGNORECASE,
)
MONTH_YEAR = re.compile(
    rf"\b({_M})\b\.?\s+(?:de\s+)?(20\d\d)(?!\d)|(?<![\d/.])(0?[1-9]|1[0-2])/(20\d\d)(?!\d)", re.IGNORECASE
)
WEEKDAY = re.compile(rf"(?<!\w)({_either(WEEKDAYS)})(?!\w)", re.IGNORECASE)
_HALF = r"am|pm|a\.m\.|p\.m\."
TIME = re.compile(
    rf"(?<![\d:.,])(?:(\d{{1,2}})(?:[:.](\d{{2}}))?\s?({_HALF})?\s?(?:-|–|to|bis|and|und|until|till|a|à|tot|en)\s?)?"
    rf"(?<![\d:.,])(\d{{1,2}})(?::(\d{{2}})(?!\d)(?::\d{{2}})?(?:\s?({_HALF}|Uhr|uur)(?!\w))?|"
    rf"(?:\.(\d{{2}}))?\s?({_HALF}|Uhr|o['’]clock)(?!\w)|\.(\d{{2}})\suur(?!\w))",
    re.IGNORECASE,
)
TIME_H = re.compile(
    r"(?<![\w:.,])(\d{1,2})\s?h(\d{2})(?!\w)|(?:(?<=[àe] )(?<!de )|(?<=las ))(\d{1,2})\s?h(?:eures)?(?!\w)|"
    r"(?<=lle |las |ore )(\d{1,2})(?![\d.,:]*\d|\s?h)"
    rf"(?!\s(?:{_U})(?!\w))",
    re.IGNORECASE,
)
TIME_SAID = re.compile(
    r"\b(half past|quarter past|quarter to|halb|viertel nach|viertel vor)\s(\d{1,9})(?!\w)", re.IGNORECASE
)
NOON = re.compile(r"\b(noon|midday|midnight|mitternacht)\b", re.IGNORECASE)
_PER = rf"(?:\s?(?:{_EACH})\s?(?P<per>{_U})(?!\w)|\s(?P<often>{_either(ADVERBS)})(?!\w))?"
MONEY = re.compile(
    rf"(?:(?<![^\W\d_])(?P<c1>{_C})\s?(?P<a1>{N})(?:{_JOIN}(?:{_C})?\s?(?P<b1>{N}))?(?!\s?%)|"
    rf"(?P<a2>{N})(?:{_JOIN}(?P<b2>{N}))?[\s-]?(?P<c2>{_C})(?!\w)){_PER}",
    re.IGNORECASE,
)
_OFF = "price|cost|fee|amount|total"
PERCENT = re.compile(
    rf"(?P<a>{N})(?:{_JOIN}(?P<b>{N}))?\s?-?(?:%|(?:percent|per cent|prozent\w{{0,4}}|pour cent|por ciento|procent|"
    rf"per cento)\b)|"
    rf"(?<![\w%])%\s?(?P<c>{N})|"
    rf"(?<!\w)(?P<half>half(?= (?:of )?(?:the|its|your) (?:{_OFF})| price)|halben? (?=preis))",
    re.IGNORECASE,
)
DURATION = re.compile(
    rf"(?<!\w)({N})(?:{_JOIN}({N}))?[\s\u00a0-]?(?:{_FILL}[\s-]?){{0,2}}({_WORK}[\s-])?({_U})"
    rf"(?:\s+(ouvrables?|ouvrés?|laborables?|hábiles|lavorativi))?(?!\w)",
    re.IGNORECASE,
)
HALF_DURATION = re.compile(
    rf"(?<!\w)(?:half an?|(?:eine?|einer|einem)\s+halbe[sn]?|une demi|media|medio|een half|"
    rf"mezz['’]?)[\s-]?({_U})(?!\w)|"
    rf"(?<!\w)(?:anderthalb|eineinhalb|one and a half|an? ({_U}) and a half)(?:\s({_U}))?(?!\w)|"
    rf"(?<!\w)({N}) and a half ({_U})(?!\w)|"
    r"(?<!\w)(?P<quarters>(?:0*3|a|eine?|einer|einem|un|trois)[ -](?:quarters? of an|quarts d['’]|"
    r"quart d['’])\s?(?:hour|heure)|"
    r"(?:drei)?viertelstunde)(?!\w)",
    re.IGNORECASE,
)
COMPOUND = re.compile(
    rf"(?<!\w)({N}|an?|eine?|une?|una|een|un'?)\s({_U}),?\s(?:and\s|und\s|et\s|y\s|en\s|e\s)?({N})\s({_U})(?!\w)",
    re.IGNORECASE,
)
ARTICLE_DURATION = re.compile(
    rf"(?<!\w)(?:(?:within|in|after|for|over|than|least|most|to|innerhalb|binnen|nach|für|dans|pendant|sous|en|"
    rf"durante|entro|binnen|na) )(an?|ein(?:e[mrsn]?)?|une?|una|een)\s({_WORK}[\s-])?({_U})(?!\w)"
    rf"|(?<=\s)(?<=is |'s |es |ve |as |th |er |at |en |gt |st |re |ra |sa )(an?|eine?|une?|una|"
    rf"een)\s({_WORK}[\s-])?(year|jahr|anno|año|jaar|month|monat|fortnight)(?!\w)",
    re.IGNORECASE,
)
_DE_ONES = {"ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "zehn": 10,
            "zwölf": 12, "vierzehn": 14, "dreißig": 30}  # fmt: skip
GERMAN_ONES = _DE_ONES
GERMAN_DURATION = re.compile(
    rf"(?<!\w)(\d{{1,4}}|{_either(_DE_ONES)})[-\s]?({_either(GERMAN_ADJECTIVES)})(?:e[nrms]?)?(?!\w)|"
    rf"(?<!\w)({_either(_DE_ONES)})(tages|wochen|monats|jahres)(?=[a-zäöü]{{4}})",
    re.IGNORECASE,
)
MEASURE = re.compile(
    rf"(?<!\w)({N})(?:{_JOIN}({N}))?[\s\u00a0-]?(°\s?[CF]?|°dH|m[²³]|″|km/h|[MG]bit/s|[^\W\d_]{{1,12}})(?!\w)"
)
DIMENSIONS = re.compile(
    rf"(?<!\w)({N})\s?[x×]\s?({N})(?:\s?[x×]\s?({N}))?(?:\s?([^\W\d_]{{1,11}}|″)(?!\w))?", re.IGNORECASE
)
VERSION = re.compile(
    r"(?<![\w.])v?(\d{1,6}(?:\.\d{1,6}){2,5})(?![\w]|\.\d)|"
    r"\b(?:version|firmware|release|ios|android|windows|macos|v)\s?(\d{1,4}(?:\.\d{1,4}){0,2})(?![\w]|\.\d)",
    re.IGNORECASE,
)
_NTH = ("first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|erste[nrsm]?|zweite[nrsm]?|dritte[nrsm]?|"
        "vierte[nrsm]?|fünfte[nrsm]?")  # fmt: skip
ORDINAL = re.compile(
    rf"(?<![\w.,])(\d{{1,3}})(?:st|nd|rd|th|º|ª|ème|e)(?!\w)|\b({_NTH})(?= (?:{_U}|order|orders|delivery|box|invoice|"
    rf"payment|reminder|attempt|repair|Lieferung|Bestellung|Rechnung|Mahnung|Zahlung|Versuch)\b)",
    re.IGNORECASE,
)
NTH = {"fir": 1, "sec": 2, "thi": 3, "fou": 4, "fif": 5, "six": 6, "sev": 7, "eig": 8, "nin": 9, "ten": 10,
       "ers": 1, "zwe": 2, "dri": 3, "vie": 4, "fün": 5}  # fmt: skip
TIMES = re.compile(
    rf"(?<!\w)(?P<word>twice|thrice|zweimal|dreimal|viermal|fünfmal|(?:once|einmal)(?= (?:{_EACH}) (?:{_U})\b))(?!\w)|"
    rf"(?<!\w)(?P<n>\d+)\s?(?:times|[x×](?!\s?\d)|-?mal|fois|veces|keer|maal|volte)(?!\w)",
    re.IGNORECASE,
)
TIMES_WORDS = {"once": 1, "einmal": 1, "twice": 2, "thrice": 3, "zweimal": 2, "dreimal": 3, "viermal": 4, "fünfmal": 5}
FRACTION = re.compile(r"(?<![\w/.,])(\d{1,2})/(\d{1,3})(?![\w/]|[.,]\d)")
NUMBER = re.compile(N)
LIST_MARK = re.compile(r"^[ \t]*\d{1,2}[.)](?=\s)", re.MULTILINE)
GIVEN = re.compile(
    r"(?<!\w)(?:the|these|those|your|our|all|die|diese|beide|alle|les|ces|vos|los|las|de|i|le)\s$", re.IGNORECASE
)
"""Before a number in words of things that are known already: "the two codes"."""
NOUN = re.compile(r"[ \u00a0-]([^\W\d_]{2,})")
