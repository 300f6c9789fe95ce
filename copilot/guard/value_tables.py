"""Words that turn a number into a value: months, weekdays, units of time and measure, currencies."""


def words(text: str) -> frozenset[str]:
    """The words of a text that only lists them."""
    return frozenset(text.split())


MONTHS = {
    "january": 1, "jan": 1, "januar": 1, "jänner": 1, "janvier": 1, "enero": 1, "januari": 1, "gennaio": 1,
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
            "monday mondays montag montags lundi lunes maandag lunedì",
            "tuesday tuesdays dienstag dienstags mardi martes dinsdag martedì",
            "wednesday wednesdays mittwoch mittwochs mercredi miércoles woensdag mercoledì",
            "thursday thursdays donnerstag donnerstags jeudi jueves donderdag giovedì",
            "friday fridays freitag freitags vendredi viernes vrijdag venerdì",
            "saturday saturdays samstag samstags sonnabend samedi sábado zaterdag sabato",
            "sunday sundays sonntag sonntags dimanche domingo zondag domenica",
        )
    )
    for name in names.split()
}
# Everything of one family is counted in its smallest unit, so two weeks meet 14 days; working days stay apart.
UNITS: dict[str, tuple[str, int]] = {}
for _names, _family, _factor in (
    ("second seconds sec secs s sekunde sekunden seconde secondes seconden segundo segundos secondi", "s", 1),
    ("minute minutes min mins minuten minuto minutos minuut minuti", "s", 60),
    ("hour hours hr hrs h std stunde stunden heure heures hora horas uur ora ore", "s", 3600),
    ("day days tag tage tagen jour jours día días dag dagen giorno giorni", "s", 86_400),
    ("week weeks woche wochen semaine semaines semana semanas weken settimana settimane", "s", 604_800),
    ("fortnight fortnights", "s", 1_209_600),
    ("month months monat monate monaten mois mes meses maand maanden mese mesi", "m", 1),
    ("year years jahr jahre jahren an ans année années año años jaar anno anni", "m", 12),
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
        "EUR": "€ eur euro euros", "GBP": "£ gbp pound pounds quid", "USD": "$ usd us$ dollar dollars",
        "CHF": "chf franken francs sfr", "PLN": "pln zł zloty złoty", "SEK": "sek", "DKK": "dkk", "NOK": "nok",
        "KR": "kr kr. kronor kroner kronen", "JPY": "jpy ¥ yen", "INR": "inr ₹ rupees", "CZK": "czk kč",
        "HUF": "huf", "AUD": "aud a$", "CAD": "cad c$", "BRL": "brl r$", "MXN": "mxn", "TRY": "₺",
        "UAH": "uah ₴", "CENT": "cent cents ct", "PENCE": "pence penny",
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
MEASURES: dict[str, tuple[str, str]] = {}
"""Unit as written to (family, factor); units of one letter count only as they are written here."""
for _names, _family, _text in (
    ("V volt volts", "V", "1"), ("kV", "V", "1000"), ("W watt watts", "W", "1"), ("kW kilowatt", "W", "1000"),
    ("kWh", "Wh", "1000"), ("Wh", "Wh", "1"), ("A amp amps ampere", "A", "1"), ("mA", "A", "0.001"),
    ("mAh", "Ah", "0.001"), ("Ah", "Ah", "1"), ("Hz hertz", "Hz", "1"), ("kHz", "Hz", "1000"),
    ("MHz", "Hz", "1000000"), ("GHz", "Hz", "1000000000"),
    ("l L litre litres liter liters litro litros litri", "l", "1"),
    ("ml mL milliliter millilitres", "l", "0.001"), ("cl", "l", "0.01"), ("dl", "l", "0.1"), ("bar bars", "bar", "1"),
    ("psi", "psi", "1"), ("mm millimetres millimeter", "m", "0.001"),
    ("cm centimetres centimeters zentimeter", "m", "0.01"), ("m metre metres meter meters mètres metros", "m", "1"),
    ("km kilometres kilometer", "m", "1000"), ("inch inches zoll in. ″", "in", "1"), ("ft feet", "ft", "1"),
    ("mile miles", "mi", "1"), ("g gram grams gramm grammes gramos", "g", "1"), ("mg", "g", "0.001"),
    ("kg kilo kilos kilogram kilograms kilogramm", "g", "1000"), ("t tonnes tons tonnen", "g", "1000000"),
    ("lb lbs", "lb", "1"), ("oz", "oz", "1"), ("°C celsius", "C", "1"), ("°F fahrenheit", "F", "1"),
    ("° degrees grad", "deg", "1"), ("MB megabytes", "B", "1000000"), ("GB gigabyte gigabytes", "B", "1000000000"),
    ("TB terabyte terabytes", "B", "1000000000000"), ("KB kB", "B", "1000"), ("Mbps Mbit/s", "bps", "1000000"),
    ("Gbps Gbit/s", "bps", "1000000000"), ("dpi", "dpi", "1"), ("px pixel pixels", "px", "1"), ("dB", "dB", "1"),
    ("kcal", "cal", "1000"), ("Nm", "Nm", "1"), ("rpm", "rpm", "1"), ("m²", "m2", "1"), ("m³", "m3", "1"),
    ("°dH dH", "dH", "1"), ("ppm", "ppm", "1"), ("MP megapixels", "MP", "1"), ("km/h", "km/h", "1"),
    ("mph", "mph", "1"),
):  # fmt: skip
    MEASURES.update(dict.fromkeys(_names.split(), (_family, _text)))
