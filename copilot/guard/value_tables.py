# ruff: noqa: E501 (long lists of words)
"""Words that turn a number into a value: months, weekdays, units of time and measure, currencies."""

from decimal import Decimal


def words(text: str) -> frozenset[str]:
    """The words of a text that only lists them."""
    return frozenset(text.split())


MONTHS = {
    "january": 1, "jan": 1, "januar": 1, "jänner": 1, "janvier": 1, "enero": 1, "januari": 1, "gennaio": 1, "janeiro": 1,
    "janv": 1, "ene": 1, "fevereiro": 2, "março": 3, "maio": 5, "junho": 6, "julho": 7, "setembro": 9, "outubro": 10,
    "novembro": 11, "dezembro": 12, "févr": 2, "ago": 8, "dic": 12, "déc": 12,
    "february": 2, "feb": 2, "februar": 2, "février": 2, "febrero": 2, "februari": 2, "febbraio": 2,
    "march": 3, "mar": 3, "märz": 3, "mars": 3, "marzo": 3, "maart": 3,
    "april": 4, "apr": 4, "avril": 4, "abril": 4, "aprile": 4,
    "may": 5, "mai": 5, "mayo": 5, "mei": 5, "maggio": 5,
    "june": 6, "jun": 6, "juni": 6, "juin": 6, "junio": 6, "giugno": 6,
    "july": 7, "jul": 7, "juli": 7, "juillet": 7, "julio": 7, "luglio": 7,
    "august": 8, "aug": 8, "août": 8, "agosto": 8, "augustus": 8,
    "september": 9, "sep": 9, "sept": 9, "septembre": 9, "septiembre": 9, "settembre": 9,
    "october": 10, "oct": 10, "oktober": 10, "okt": 10, "octobre": 10, "octubre": 10, "ottobre": 10,
    "november": 11, "nov": 11, "novembre": 11, "noviembre": 11,
    "december": 12, "dec": 12, "dezember": 12, "dez": 12, "décembre": 12, "diciembre": 12, "dicembre": 12,
}  # fmt: skip
WEEKDAYS = {
    name: day
    for day, names in enumerate(
        (
            "monday mondays montag montags lundi lundis lunes maandag maandags lunedì segunda-feira segundas-feiras",
            "tuesday tuesdays dienstag dienstags mardi mardis martes dinsdag martedì terça-feira terças-feiras",
            "wednesday wednesdays mittwoch mittwochs mercredi mercredis miércoles woensdag mercoledì quarta-feira",
            "thursday thursdays donnerstag donnerstags jeudi jeudis jueves donderdag giovedì quinta-feira",
            "friday fridays freitag freitags vendredi vendredis viernes vrijdag venerdì sexta-feira sextas-feiras",
            "saturday saturdays samstag samstags sonnabend samedi samedis sábado sábados zaterdag zaterdags sabato",
            "sunday sundays sonntag sonntags dimanche dimanches domingo domingos zondag zondags domenica",
        )
    )
    for name in names.split()
}
SHORT_WEEKDAYS: dict[str, tuple[str, ...]] = {}
"""Short names, which are words too: read only beside another, or before a time. Some are two days in two languages."""
for _day, _text in enumerate(
    (
        "mon mo lun lu ma seg lunes",
        "tue tues di mar dins ter ma",
        "wed mi mer mie mié wo qua",
        "thu thur thurs do jeu jue gio qui don",
        "fri fr ven vie vr vrij sex",
        "sat sa sam sab sáb za zat",
        "sun so dim dom zo zon",
    )
):
    for _name in _text.split():
        SHORT_WEEKDAYS[_name] = (*SHORT_WEEKDAYS.get(_name, ()), str(_day))
# Everything of one family is counted in its smallest unit, so two weeks meet 14 days; working days stay apart.
UNITS: dict[str, tuple[str, int]] = {}
for _names, _family, _factor in (
    ("second seconds sec secs s sekunde sekunden sek seconde secondes seconden segundo segundos secondi", "s", 1),
    ("minute minutes min mins minuten minuto minutos minuut minuti", "s", 60),
    ("hour hours hr hrs h std stunde stunden heure heures hora horas uur uren ora ore", "s", 3600),
    ("kwartier kwartieren", "s", 900),
    (
        "day days tag tage tagen jour jours día días dia dias dag dagen giorno giorni kalendertage kalendertagen",
        "s",
        86_400,
    ),
    ("week weeks wk wks woche wochen semaine semaines semana semanas weken wochen settimana settimane", "s", 604_800),
    ("fortnight fortnights", "s", 1_209_600),
    ("month months monat monate monaten mois mes meses mês maand maanden mese mesi mos", "m", 1),
    ("year years yr yrs jahr jahre jahren an ans année années año años ano anos jaar anno anni", "m", 12),
    (
        "workday workdays werktag werktage werktagen arbeitstag arbeitstage arbeitstagen geschäftstage geschäftstagen "
        "bankarbeitstag bankarbeitstage bankarbeitstagen werkdag werkdagen",
        "w",
        1,
    ),
):
    UNITS.update(dict.fromkeys(_names.split(), (_family, _factor)))
GERMAN_ADJECTIVES = {"sekündig": "s 1", "minütig": "s 60", "stündig": "s 3600", "tägig": "s 86400",
                     "wöchig": "s 604800", "monatig": "m 1", "jährig": "m 12"}  # fmt: skip
CURRENCIES = {
    name: code
    for code, names in {
        "EUR": "€ eur euro euros", "GBP": "£ gbp pound pounds quid libras livres", "USD": "$ usd us$ dollar dollars bucks dólar dólares dollari",
        "CHF": "chf franken francs sfr", "PLN": "pln zł zloty złoty", "SEK": "sek", "DKK": "dkk", "NOK": "nok",
        "KR": "kr kr. kronor kroner kronen", "JPY": "jpy ¥ yen", "INR": "inr ₹ rupees", "CZK": "czk kč",
        "HUF": "huf", "AUD": "aud a$ au$", "CAD": "cad c$ ca$ can$", "BRL": "brl r$", "MXN": "mxn mx$", "TRY": "₺ try lira", "NZD": "nzd nz$", "SGD": "sgd s$", "HKD": "hkd hk$", "PHP": "php ₱",
        "NGN": "ngn ₦ naira", "KRW": "krw ₩", "THB": "thb ฿ baht", "ILS": "ils ₪", "VND": "vnd ₫", "ZAR": "zar rand", "KES": "kes ksh", "AED": "aed dirham dirhams", "RON": "ron lei",

        "UAH": "uah ₴", "CENT": "cent cents ct centime centimes céntimo céntimos cêntimo cêntimos centesimi", "PENCE": "pence penny p",
    }.items()
    for name in names.split()
}  # fmt: skip
CURRENCY_READINGS = {
    "KR": ("KR", "SEK", "DKK", "NOK"),
    "SEK": ("SEK", "KR"),
    "DKK": ("DKK", "KR"),
    "NOK": ("NOK", "KR"),
}
"""Crowns are all written ``kr`` at home: the letters are each of them, and each of them is the letters."""
NO_MONEY = Decimal(10) ** 12
"""From here on no price is worked with: sums of thirty digits are errors."""
MEASURES: dict[str, tuple[str, str]] = {}
"""Unit as written to (family, factor); units of one letter count only as they are written here."""
for _names, _family, _text in (
    ("V volt volts", "V", "1"), ("kV", "V", "1000"), ("W watt watts", "W", "1"), ("kW kilowatt", "W", "1000"),
    ("kWh", "Wh", "1000"), ("Wh", "Wh", "1"), ("A amp amps ampere", "A", "1"), ("mA", "A", "0.001"),
    ("mAh", "Ah", "0.001"), ("Ah", "Ah", "1"), ("Hz hertz", "Hz", "1"), ("kHz", "Hz", "1000"),
    ("MHz", "Hz", "1000000"), ("GHz", "Hz", "1000000000"),
    ("l L litre litres liter liters litern litro litros litri", "l", "1"),
    ("ml mL milliliter millilitern millilitres millilitri mililitros", "l", "0.001"), ("cl", "l", "0.01"), ("dl", "l", "0.1"), ("bar bars", "bar", "1"),
    ("psi", "psi", "1"), ("mm millimetres millimeter millimetern millimètres milímetros millimetri", "m", "0.001"),
    ("cm centimetres centimeters centimeter zentimeter zentimetern centimètres centímetros centimetri", "m", "0.01"), ("m metre metres meter meters metern mètre mètres metros metri", "m", "1"),
    ("km kilometre kilometres kilometer kilometers kilometern kilomètres kilómetros quilómetros quilômetros chilometri", "m", "1000"), ("inch inches zoll in. ″", "in", "1"), ("ft feet", "ft", "1"),
    ("mile miles meile meilen mijl milla millas milles miglia milha milhas", "mi", "1"), ("g gram grams gramm grammes gramos", "g", "1"), ("mg", "g", "0.001"),
    ("kg kilo kilos kilogram kilograms kilogramm quilo quilos chilo chili kilogramos kilogramme kilogrammes", "g", "1000"), ("t tonnes tons tonnen", "g", "1000000"),
    ("lb lbs", "lb", "1"), ("oz", "oz", "1"), ("°C celsius", "C", "1"), ("°F fahrenheit", "F", "1"),
    ("° degrees grad", "deg", "1"), ("MB Mo megabyte megabytes megs", "B", "1000000"), ("GB Go gigabyte gigabytes gigas gig gigs giga", "B", "1000000000"),
    ("TB To terabyte terabytes", "B", "1000000000000"), ("KB kB", "B", "1000"), ("Mbps Mbit/s Mb/s mega megas megabit megabits", "bps", "1000000"), ("kbps kbit/s", "bps", "1000"),
    ("Gbps Gbit/s Gb/s gigabit", "bps", "1000000000"), ("dpi", "dpi", "1"), ("px pixel pixels", "px", "1"), ("dB", "dB", "1"),
    ("kcal", "cal", "1000"), ("Nm", "Nm", "1"), ("rpm", "rpm", "1"), ("m² sqm qm", "m2", "1"), ("sqft ft²", "ft2", "1"), ("m³", "m3", "1"),
    ("°dH dH", "dH", "1"), ("ppm", "ppm", "1"), ("MP megapixels", "MP", "1"), ("km/h", "km/h", "1"),
    ("mph", "mph", "1"),
):  # fmt: skip
    MEASURES.update(dict.fromkeys(_names.split(), (_family, _text)))
