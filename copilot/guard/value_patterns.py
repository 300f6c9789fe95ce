# ruff: noqa: E501 (long alternatives are read as lists)
"""How values are written. Every pattern reads at most a bounded run from each place, so hostile text costs little."""

import re
from collections.abc import Iterable

from copilot.guard.value_tables import (
    CURRENCIES,
    GERMAN_ADJECTIVES,
    MONTHS,
    SHORT_WEEKDAYS,
    UNITS,
    WEEKDAYS,
    words,
)


def _either(choices: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, choices), key=len, reverse=True))


N = (
    r"(?:(?<![\w.,])[1-9]\d?(?:,\d{2}){1,4},\d{3}(?![\d,])|(?<![\w.,])[1-9]\d{0,2}(?:[.,'’\u00a0\u202f ]\d{3}){1,5}(?:[.,]\d{1,2})?(?![\d])|(?<![\w])\d+(?:[.,]\d+)?)"
    r"(?:[kK](?!\w)|\s?½)?"
)
_M, _U, _C = _either(MONTHS), _either(UNITS), _either(CURRENCIES)
_JOIN = r"[ \u00a0]?(?:-|–|—|to|and|or|bis|und|oder|à|et|ou|a|y|o|e|tot|en|of|till)[ \u00a0]?"
_WORK = r"(?:working|business|week|banking|bank|jours?\s+ouvr\w+|werk)"
_FILL = (
    r"(?:full|whole|more|calendar|consecutive|additional|extra|further|or\s+more|oder\s+mehr|weitere[nr]?|"
    r"volle[nr]?|ganze[nr]?|Kalender)"
)
_EACH = (
    r"/|per|pro|an?|je|par|al|por|each|every|the|im|jede[rns]?|ao|alla|l[ae]|l['’]|el|all['’]|à\s+l[ae]|[àd]e?\s+l['’]"
)
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
    r"(?<![\w+\-])(?<!\d/)(?!\d\d?/\d\d?/|\d\d/\d{4}(?!\d))(?:(?:\+\d{1,3}|00\d{1,3}|\(?0)[\d ()/.\-\u00a0]{5,20}\d|"
    r"(?:1[-. ])?(?:\(\d{3}\)\s?|\d{3}[-. ])\d{3}[-. ]\d{4}|[6-9]\d{2}(?:[ .-]\d{2,3}){2,3}|[89]\d{2}[ .-]\d{6}|9\d \d{3} \d{2} \d{2}|1[38]00[ -]\d{3}[ -]\d{3,4})(?![\w])(?![.,]\d)"
    rf"(?!\s?(?:%|{_C})(?!\w))"
)
ALWAYS = re.compile(
    r"(?<![\w/])(?:24/7|7/24|24\s?h(?:eures?|ours?|oras)?\s?(?:/|sur |a day|al día|por dia|per dag)\s?(?:24)?"
    r"(?:(?:,| et| and|,? y)?\s?(?:7\s?(?:j|jours|days|días)\s?(?:/|sur |a week|a la semana)\s?7?))?|7\s?j(?:ours)?\s?(?:/|sur )\s?7|"
    r"day and night|around the clock|round the clock|rund um die Uhr|jour et nuit|día y noche|dag en nacht|giorno e notte|"
    r"dia e noite|24 ore su 24|24 uur per dag|24 Stunden (?:am Tag|täglich)|24 horas(?: por dia| al día)?,? (?:los )?7 d[ií]as)(?!\w)",
    re.IGNORECASE,
)
_MONEY_CODE = r"EUR|GBP|USD|CHF|PLN|SEK|DKK|NOK|JPY|INR|CZK|HUF|AUD|CAD|BRL|MXN|NZD|SGD|HKD|PHP|NGN|ZAR|KES|AED|RON"
CODE = re.compile(
    rf"(?<![\w-])(?!(?:{_MONEY_CODE})\d|(?i:under|over|unter|über|sub|non|moins|sous|onder|boven)-\d)"
    r"(?:[A-Z]{1,6}-?\d\w*(?:-\w+)*|[A-Za-z]{1,8}-\d\w*(?:-\w+)*|(?=\d*[A-Z])(?=[A-Z]*\d)[A-Z0-9]{5,20}|"
    r"[A-Z]{2,}\d+|\d{1,4}[A-Z]{1,3}\d{1,6})(?![\w-])"
)
AGES = re.compile(
    r"(?<!\w)(?:under|over|unter|über|sub|onder|boven)[- ](\d{1,3})['’]?(?:s|-?jährige\w*)(?!\w)", re.IGNORECASE
)
"""People by their age: "under-25s"."""
ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
DMY = re.compile(r"(?<![\d.])(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{4}|\d{2}))?(?![\d])")
DASHED = re.compile(r"(?<![\d-])(\d{1,2})-(\d{1,2})-(\d{4})(?![\d-])")
SLASH = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?![\d/])")
SLASH_SHORT = re.compile(
    r"(?<=\s)(?:on|by|until|before|le|el|il|op|du|au|al|am|vom|bis|dia|até|fino al|hasta el|tot)\s(\d{1,2})/(\d{1,2})(?![/\d])",
    re.IGNORECASE,
)
DAY_MONTH = re.compile(
    rf"(?<![\w.,:])(?:(\d{{1,2}})(?:st|nd|rd|th|er|\.)?(?: ?[-–] ?|\s(?:to|and|or|bis|und|oder|et|au|y|al|a|ao|en|e|tot|bis zum|t/m|tot en met|until|till)\s"
    rf"(?:the\s|el\s|le\s|den\s|dem\s|der\s|il\s|de\s|o\s)?(?:(?:{_either(WEEKDAYS)}),?\s(?:den\s|dem\s|the\s)?)?))?(0{{0,9}}\d{{1,2}})(?:st|nd|rd|th|er|\.)?[\s\u00a0-](?:of\s+|de\s+)?({_M})\b\.?"
    rf"(?:,?\s+(?:de[l]?\s+)?((?:19|20)\d\d)(?!\d))?",
    re.IGNORECASE,
)
MONTH_DAY = re.compile(
    rf"\b({_M})\b\.?\s+(?:the\s)?(\d{{1,2}})(?:st|nd|rd|th)?(?:(?:\s?[-–]\s?|\s(?:to|and)\s)(\d{{1,2}})"
    rf"(?:st|nd|rd|th)?)?(?![\d:.,]*\d)(?!\s?%|\s?(?:{_U})\b)(?:,?\s+((?:19|20)\d\d)(?!\d))?",
    re.IGNORECASE,
)
MONTH_YEAR = re.compile(
    rf"\b({_M})\b\.?\s+(?:de\s+)?(20\d\d)(?!\d)|(?<![\d/.])(0?[1-9]|1[0-2])/(20\d\d)(?!\d)", re.IGNORECASE
)
WEEKDAY = re.compile(rf"(?<!\w)({_either(WEEKDAYS)})(?!\w)", re.IGNORECASE)
_HALF = r"am|pm|a\.m\.|p\.m\."
_D = _either(SHORT_WEEKDAYS)
TIME = re.compile(
    rf"(?<![\d:.,€$£])(?:(\d{{1,2}})(?:[:.](\d{{2}}))?\s?({_HALF})?\s?(?:-|–|to|bis|and|und|until|till|a|à|tot|en|et|y|e|às|alle)\s?)?"
    rf"(?<![\d:.,])(\d{{1,2}})(?::(\d{{2}})(?!\d)(?::\d{{2}})?(?:\s?({_HALF}|Uhr|uur)(?!\w))?|"
    rf"(?:\.(\d{{2}}))?\s?({_HALF}|Uhr|o['’]clock)(?!\w)|\.(\d{{2}})\suur(?!\w))",
    re.IGNORECASE,
)
PART_OF_DAY = re.compile(
    r"(?<![\w:.,])(?:(?P<past>half past|quarter past|quarter to|half|halb|viertel nach|viertel vor|kwart over|kwart voor)\s)?"
    r"(\d{1,9})(?:[:.h](\d\d))?\s?(?:h|Uhr|uur|heures?|horas?|ore|o['’]clock)?"
    r"(?P<later>\s(?:et demie|et quart|y media|y cuarto|e mezz[ao]|e un quarto|e meia))?\s(?:"
    r"(?P<am>in the morning|this morning|morgens|früh|vormittags|['’]s ochtends|'s morgens|du matin|de la mañana|del mattino|di mattina|da manhã)|"
    r"(?P<pm>(?:in the|this) (?:afternoon|evening)|at night|tonight|abends|heute Abend|ce soir|esta (?:tarde|noche)|stasera|vanavond|esta (?:tarde|noite)|hoje à noite|nachmittags|['’]s (?:avonds|middags)|du soir|de l['’]après-midi|de la (?:tarde|"
    r"noche)|di sera|del pomeriggio|da (?:tarde|noite)))(?!\w)",
    re.IGNORECASE,
)
TIME_H = re.compile(
    r"(?<![\w:.,])(?P<dotted>(?:[01]?\d|2[0-4]))[.:](?P<minute>[0-5]\d)\s?(?:h|hs|hrs|uur|Uhr)(?![\w])(?!\s(?:par|por|de|d['’]))|"
    r"(?<![\w:.,])(\d{1,2})\s?h\s?(\d{2})(?!\w|\s?(?:min|s\b))|(?:(?<=à )|(?<=s ))(?<!\w\ws )(?:(?<=[àáa]s )|(?<=à )|(?<=las ))"
    r"(\d{1,2})\s?h(?:eures?|oras)?(?!\w)(?!\s(?:par|por|de|d['’]))|"
    r"(?<=lle |las |ore )(\d{1,2})(?:\.(\d\d))?(?![\d.,:]*\d|\s?h)"
    rf"(?!\s(?:{_U})(?!\w))",
    re.IGNORECASE,
)
TIME_SAID = re.compile(
    r"\b(half past|quarter past|quarter to|halb|viertel nach|viertel vor|kwart over|kwart voor)\s(\d{1,9}|midnight|noon)"
    r"(?!\w)|"
    rf"\b(?P<half>half) (?P<of>0\d{{1,8}})(?:\suur)?(?!\w|[ -](?:{_U}|dozen)(?!\w))",
    re.IGNORECASE,
)
"""Words of an hour: "half past six"; "half zes" is an hour earlier in Dutch than "half six" in English."""
IN_WORDS = re.compile(r"(?<![\d.,:/-])00|[ -](?:past|nach|over|minutes?|quart|cuarto|quarto)(?!\w)")
"""What any text holds that says a time with its minutes in words."""
MINUTES_SAID = re.compile(
    r"(?<!\w)(?P<minutes>0{1,9}(?:5|10|20|25)|0{0,9}\d{1,2}(?= minutes? | minuten ))(?:\s(?:minutes?|minuten))?\s"
    r"(?P<side>past|to|nach|vor|over|voor)\s(?P<half>halb|half\s)?\s?(?P<hour>\d{1,9})(?!\w|[ -](?:days?|tage|people))",
    re.IGNORECASE,
)
"""Minutes in words and the hour that they follow or precede: "five past ten", "zehn vor acht", "vijf voor half negen"."""
MINUTES_AFTER = re.compile(
    r"(?<![\w:.,])(?P<hour>0{0,9}\d{1,2})(?:\s(?:heures?|horas?|h))?\s(?P<less>moins|menos|meno)?\s?(?:le\s|e\s|y\s|un\s)?"
    r"(?P<minutes>0{1,9}(?:5|10|20|25)|quart|cuarto|quarto)(?!\w|[ -](?:minut|d[ií]as?|jours|giorni|%|euro|€))",
    re.IGNORECASE,
)
"""The same as Romance languages say it: "dix heures moins le quart", "las diez y cinco"."""
TIME_AND = re.compile(
    r"(?<![\w:.,])(?P<hour>\d{1,9})(?P<unit>\s(?:heures?|horas?|ore|h))?\s(?P<part>et demie|y media|e mezz[ao]|e meia|et quart|y cuarto|"
    r"e un quarto|e quinze)(?!\w)",
    re.IGNORECASE,
)
"""An hour and a half or a quarter, as Romance languages say a time; many are as well a span."""
HOUR_IN_WORDS = re.compile(
    r"(?<!\w)(?:tot|om|vanaf|vóór|voor|rond|na|en)\s((0\d{1,8})\suur)(?!\w)(?!\s(?:lang|per|van tevoren))",
    re.IGNORECASE,
)
CLOCK_BEFORE = re.compile(
    r"(?:^|[\s(])(?:à|dès|vers|avant|jusqu['’]à|de|entre|et|las|las|desde las|hasta las|alle|dalle|le|ore|entro le|fino alle|"
    r"às|das|as|até às|pelas)\s$",
    re.IGNORECASE,
)
"""What stands before a time of day in them."""
AT = re.compile(r"(?<!\w)(?:at|until|till|by|before|after|around|from)\s\Z", re.IGNORECASE)
NIGHT = re.compile(r"midn|mitt|minuit|media|mezzan|midder|meia", re.IGNORECASE)
_BETWEEN_DAYS = r"\.?(?:\s?[-–/,&+]\s?|\s(?:t/m|to|bis|and|und|et|y|e|en|au?|al|til|thru)\s)"
SHORT_DAYS = rf"(?<![\w-])({_D}){_BETWEEN_DAYS}({_D})(?:{_BETWEEN_DAYS}({_D}))?(?![\w-])"
DAYS_IN_SHORT = re.compile(SHORT_DAYS, re.IGNORECASE)
"""Two or three short names: "Mon-Fri", "ma t/m za"."""
SHORT_WEEKDAY = re.compile(
    rf"(?<![\w-])({_D})[.,:]?\s(?:\d{{1,2}}(?:[.:]\d\d)?\s?(?:h|am|pm)?\s?(?:-|–|to|bis|tot|à)\s?\d{{1,2}})(?!\w{{3}})",
    re.IGNORECASE,
)
"""One before hours: "Sat 9-1"."""
_FROM = r"from|between|von|zwischen|ab|de|dès|entre|das|desde|dalle|dal|van|tussen|de las|desde las|entre as|entre las"
_AND = r"-|–|to|until|till|and|bis|und|à|et|a|á|y|e|às|tot|en|alle|al"
HOURS = re.compile(
    rf"(?<![\w.,:/-])(?:(?P<lead>{_FROM})\s(?:(?:las|as|les|le)\s)?)?(?P<h1>0{{0,9}}\d{{1,2}})(?:[.:](?P<m1>\d\d))?(?:\s?h)?"
    rf"\s?(?:{_AND})\s?(?:(?:las|as|les|le)\s)?(?P<h2>0{{0,9}}\d{{1,2}})(?:[.:](?P<m2>\d\d))?(?:\s?(?:h|uur|Uhr|horas|heures|ore))?"
    rf"(?=[;:!?)]|[.,](?!\d)|\s*$|\s*\n|\s(?:and|und|et|y|e|en|or|on|at|nei|i|op|am|le|les|los|il|la|alle|to|of|in|from|"
    rf"via|by|sowie|{_either(WEEKDAYS)})(?!\w))",
    re.IGNORECASE,
)
"""Hours without a unit: "from 9 to 1", "8-12"; what they are is told by the word before, or by what stands around."""
HOURS_BEFORE = re.compile(
    rf"(?:(?<!\w)(?:{_either(WEEKDAYS)}|slots?|hours|open|opening|lines?|phones?|staffed|call|geöffnet|horaires?|horario|"
    rf"orari[o]?|openingstijden|uur|uhr|times?|reachable|erreichbar|\d\d?[-–]\d\d? (?:and|und|et|or|,))\.?,?:?|\x00)\s*(?:on the phone |"
    rf"and |from )?$|(?<!\w)(?:{_D})[.,:]?\s$",
    re.IGNORECASE,
)
HOURS_AFTER = re.compile(
    rf"(?:\s?(?:and|und|et|y|e|en|,)\s?\d\d?[-–]\d\d?)?,?\s\(?(?:on\s)?(?:{_either(WEEKDAYS)}|(?:{_D}){_BETWEEN_DAYS}(?:{_D}))(?!\w)",
    re.IGNORECASE,
)
NOON = re.compile(
    r"\b(noon|midday|midnight|mitternacht|midi|minuit|mediodía|medianoche|mezzogiorno|mezzanotte|middernacht|"
    r"meio-dia|meia-noite)\b",
    re.IGNORECASE,
)
_PER = rf"(?:\s?(?:(?:more|less|extra|mehr|weniger|de plus|de moins|más|menos|meer|minder|in più)\s)?(?:{_EACH})\s?(?:[^\W\d_]{{3,15}}\s(?:and|und|et|y|e|en)\s(?:(?:per|pro|par|por|a)\s)?)?(?P<per>{_U})(?!\w)|\s(?P<often>{_either(ADVERBS)})(?!\w))?"
MONEY = re.compile(
    rf"(?:(?<![^\W\d_])(?P<c1>{_C})\s?(?P<a1>{N})(?:{_JOIN}(?:{_C})?\s?(?P<b1>{N}))?(?!\s?%)|"
    rf"(?P<a2>{N})(?:{_JOIN}(?P<b2>{N}))?(?:[\s-]|,[-–—]\s)?(?P<c2>{_C})(?!\w)){_PER}",
    re.IGNORECASE,
)
CENTS_AFTER = re.compile(
    r"\s(?:e\s|et\s|con\s|y\s|und\s|and\s|en\s)?(0{0,9}[1-9]\d)(?=\s*[.,;:!?)]|\s*$|\s(?:per|pro|par|por|a|an|each|je|al|for|für)\s)(?![.,]\d)",
    re.IGNORECASE,
)
"""Cents after a currency in words: "nine dollars fifty", "neun Euro fünfzig"."""
_OFF = "price|cost|fee|amount|total"
PERCENT = re.compile(
    rf"(?P<a>{N})(?:{_JOIN}(?P<b>{N}))?\s?-?(?:%|(?:percent|per cent|prozent\w{{0,4}}|pour cent|por ciento|procent|"
    rf"per cento|percentage points?|Prozentpunkte?n?|points? de pourcentage|puntos? porcentual(?:es)?|punt[oi] percentual[ei]|procentpunt(?:en)?|"
    rf"pontos? percentua(?:l|is))\b)|"
    rf"(?<![\w%])%\s?(?P<c>{N})|"
    r"(?<!\w)(?P<small>half an?|half|a quarter of an?|(?:three|0*3) quarters of an?|(?:ein )?halbes|(?:ein )?viertel|un demi|un quart de|"
    r"medio|un cuarto de|mezzo|un quarto di|half|een half|een kwart|meio|um quarto de)[ -](?:per ?cent(?:age point)?|percent|"
    r"prozent\w{0,4}|pour ?cent|por ciento|per cento|procent|por cento)(?!\w)|"
    rf"(?<!\w)(?P<half>(?<!and a )half(?= (?:of )?(?:the|its|your) (?:{_OFF})| price| fare|[.;!?)]| off)|halbe[nr]?(?= preis| fahrpreis)|"
    r"(?:die |zur |der )Hälfte(?=\W)|la moitié|la mitad|mitad de precio|la metà|metà prezzo|de helft|a metade|metade do preço|"
    r"moitié prix|halve prijs)(?!\w)|"
    r"(?<!\w)(?P<part>(?:an?|one|0*1|two|0*2|three|0*3|four|0*4|un|deux|trois|ein|zwei|drei|une|uno|dos|tres|due|tre|um|dois|três|een|twee|"
    r"drie|vier|quatre|cuatro|quattro|quatro)[ -](?:thirds?|quarters?|fifths?|Drittel|Viertel|Fünftel|tiers|quarts?|"
    r"cinquièmes?|tercios?|cuartos?|cuarta parte|quintos?|terz[oi]|quint[oi]|terços?|quartos?|derden?|derde|kwart|vijfden?)(?= (?:of|des|der|vom|von|du|de|del|della|do|da|van|off)\b|(?<!quarter)(?<!quarters)[.,;!?)]))(?!\w)"
    r"(?! (?:of an |de |d['’]|d')?(?:hour|hora|heure|ora)| of an? )",
    re.IGNORECASE,
)
DURATION = re.compile(
    rf"(?<!\w)({N})(?:{_JOIN}({N}))?[\s\u00a0-]?(?:{_FILL}[\s-]?){{0,2}}({_WORK}[\s-])?({_U})"
    rf"(?:\s+(ouvrables?|ouvrés?|laborables?|hábiles|lavorativ[io]|úteis|útil))?(?!\w)",
    re.IGNORECASE,
)
GLUED = {
    f"{w}einhalb": n
    for n, w in enumerate(["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"], 1)
}
GLUED |= {
    w: n for n, w in enumerate(["anderhalve", "tweeënhalf", "drieënhalf", "vierenhalf", "vijfenhalf", "zesenhalf"], 1)
}
GLUED |= {"tweeënhalve": 2, "drieënhalve": 3}
HALF_DURATION = re.compile(
    rf"(?<!\w)(?:half an?|(?:eine?|einer|einem)\s+halbe[sn]?|une demi|media|medio|een half|"
    rf"mezz['’]?)[\s-]?({_U})(?!\w)|"
    rf"(?<!\w)(?:anderthalb|eineinhalb|one and a half|an? ({_U}) and a half)(?:\s({_U}))?(?!\w)|"
    rf"(?<!\w)({N}) and a half ({_U})(?!\w)|"
    rf"(?<!\w)(?P<n>{N}) (?P<romance>{_U}) (?:et demie?|y media|y medio|e mezz[ao]|e meia|e meio)(?!\w)|"
    rf"(?<!\w)(?P<glued>{_either(GLUED)})\s(?P<unit>{_U})(?!\w)|"
    r"(?<!\w)(?P<quarters>(?:0*3|a|eine?|einer|einem|un|trois|tre)[ -](?:quarters? of an|quarts d['’]|quarti d['’]|quarto d['’]|"
    r"cuartos? de|quartos? de|quart d['’])\s?(?:hour|heure|ora|hora)|"
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
    rf"|(?<=\s)(?<!more )(?<!less )(?<!mehr )(?<=is |'s |es |ve |as |th |er |at |en |gt |st |re |ra |sa )(an?|eine?|une?|una|"
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
    rf"(?<!\w)({N})(?:{_JOIN}({N}))?[\s\u00a0-]?(°\s?[CF]?|°dH|m[²³]|ft²|″|(?P<square>square (?:met(?:re|er)s?|feet)|sq\.? ?(?:m|ft)|Quadratmetern?|mètres? carrés?|metros? cuadrados?|metr[oi] quadrat[oi]|vierkante meters?|metros? quadrados?)|km/h|[kMG]b(?:it)?/s|[^\W\d_]{{1,12}})(?!\w)"
)
_BY = r"(?:[x×]|by(?=\s)|mal(?=\s)|sur(?=\s)|por(?=\s)|per(?=\s)|bij(?=\s))"
DIMENSIONS = re.compile(
    rf"(?<!\w)({N})\s?{_BY}\s?({N})(?:\s?{_BY}\s?({N}))?(?:\s?([^\W\d_]{{1,11}}|″)(?!\w))?", re.IGNORECASE
)
NAMED = re.compile(r"(?<![^\W_])(?:version|release|[^\W\d_]*[a-z][A-Z][^\W\d_]*|[A-Z][^\W\d_]+)\s$")
"""A name before its number."""
VERSION = re.compile(
    r"(?<![\w.])v?(\d{1,6}(?:\.\d{1,6}){2,5})(?![\w]|\.\d)|"
    r"\b(?:version|firmware|release|ios|android|windows|macos|v)\s?(\d{1,4}(?:\.\d{1,4}){0,2})(?![\w]|\.\d)",
    re.IGNORECASE,
)
_NTH = ("first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|erste[nrsm]?|zweite[nrsm]?|dritte[nrsm]?|"
        "vierte[nrsm]?|fünfte[nrsm]?")  # fmt: skip
ORDINAL = re.compile(
    rf"(?<![\w.,])(\d{{1,3}})(?:st|nd|rd|th|º|ª|ème|e)(?!\w)|\b((?!(?:first|erste[nrsm]?) (?:{_U})\b)(?:{_NTH}))(?= (?:{_U}|order|orders|delivery|box|invoice|"
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
FOURS = words("four 4 04 004 0004 vier quatre cuatro quattro quatro")
FIFTH = re.compile(r"fifth|fünftel|cinqui|quint|vijf", re.IGNORECASE)
THREES = words("three 3 03 003 0003 00003 drei trois tres tre três drie")
TWOS = words("two 2 02 002 0002 zwei deux dos due dois twee")
QUARTER = re.compile(r"quart|viertel|cuart|kwart", re.IGNORECASE)
TIMES_WORDS = {"once": 1, "einmal": 1, "twice": 2, "thrice": 3, "zweimal": 2, "dreimal": 3, "viermal": 4, "fünfmal": 5}
FRACTION = re.compile(r"(?<![\w/.,])(\d{1,2})/(\d{1,3})(?![\w/]|[.,]\d)")
BELOW_ZERO = re.compile(r"(?:^|[\s(])[-−–]\s?$|(?<!\w)(?:minus|moins|menos|meno|min) $", re.IGNORECASE)
NUMBER = re.compile(N)
LIST_MARK = re.compile(r"^[ \t]*\d{1,2}[.)](?=\s)", re.MULTILINE)
GIVEN = re.compile(
    r"(?<!\w)(?:the|these|those|your|our|all|die|diese|beide|alle|les|ces|vos|los|las|de|i|le|gli|os|as)\s$",
    re.IGNORECASE,
)
"""Before a number in words of things that are known already: "the two codes"."""
NOUN = re.compile(r"[ \u00a0-]([^\W\d_]{2,})")
PRICED = re.compile(r"(?:[$€£¥₹₦₺₽]|(?<!\w)(?:EUR|USD|GBP|CHF|Fr\.))\s?\Z")
"""A currency right before a number: searched up to where that begins."""
