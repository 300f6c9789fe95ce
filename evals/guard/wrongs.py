"""Correct replies made wrong by code: one value, link or name changed to what nothing in the scene says.

Works on the text alone, with patterns of its own, so that what the checks can't read isn't left out here as well.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache


def _listed(text: str) -> list[str]:
    return text.split()


_NUMBER = re.compile(r"(?<![\w\[])\d+(?:[.,:/-]\d+)*(?![\w\]]*\])|(?<=[A-Z#-])\d{3,}")
_UNITS = (
    ("days", "weeks"), ("weeks", "months"), ("months", "weeks"), ("hours", "minutes"), ("minutes", "hours"),
    ("min", "h"),
    ("seconds", "minutes"), ("working days", "weeks"), ("business days", "weeks"), ("years", "months"),
    ("year", "month"),
    ("kg", "g"), ("g", "kg"), ("cm", "mm"), ("GB", "MB"), ("TB", "GB"), ("km", "m"), ("bar", "psi"), ("W", "kW"),
    ("ml", "l"), ("GHz", "MHz"), ("Mbps", "kbps"), ("dB", "W"), ("°C", "°F"), ("pages", "minutes"),
    ("Tage", "Wochen"), ("Tagen", "Wochen"), ("Werktage", "Wochen"), ("Arbeitstage", "Stunden"), ("Wochen", "Monate"),
    ("Monate", "Wochen"), ("Jahre", "Monate"), ("Stunden", "Tage"), ("Minuten", "Stunden"), ("Sekunden", "Minuten"),
    ("jours", "semaines"), ("semaines", "mois"), ("mois", "ans"), ("días", "semanas"), ("semanas", "meses"),
    ("años", "meses"), ("dagen", "weken"), ("weken", "maanden"), ("maanden", "jaar"), ("giorni", "settimane"),
    ("settimane", "mesi"), ("mesi", "anni"),
    ("dias", "semanas"), ("semanas", "meses"), ("EUR", "%"), ("€", "%"), ("percent", "euros"), ("%", " EUR"),
)  # fmt: skip
_CURRENCIES = (("€", "£"), ("EUR", "GBP"), ("euros", "dollars"), ("Euro", "Franken"), ("euro", "dollar"), ("£", "$"),
               ("GBP", "USD"), ("$", "€"), ("USD", "EUR"), ("pounds", "dollars"))  # fmt: skip
_MONTHS = {
    "en": "January February March April May June July August September October November December "
    "Jan Feb Aug Oct Nov Dec",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "nl": "januari februari maart april juni juli augustus september oktober november december",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}
_DAYS = {"en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
         "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag"}  # fmt: skip
_SPELLED = {
    "en": _listed("two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty"),
    "de": _listed("zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig"),
    "fr": _listed("deux trois quatre cinq six sept huit neuf dix"),
    "es": _listed("dos tres cuatro cinco seis siete ocho nueve diez"),
    "nl": _listed("twee drie vier vijf zes zeven acht negen tien"),
    "it": _listed("due tre quattro cinque sei sette otto nove dieci"),
    "pt": _listed("dois três quatro cinco seis sete oito nove dez"),
}
_SPELLED_AS = {w: n for words in _SPELLED.values() for n, w in enumerate(words[:11], 2)}
_SPELLED_AS |= {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "zwanzig": 20, "dreißig": 30, "vierzig": 40,
                "fünfzig": 50, "trenta": 30, "treinta": 30, "dertig": 30, "a hundred": 100, "half": 50}  # fmt: skip
_ADDED = {
    "en": ("You can also write to help-desk@fastcare.example{n}.", "Or call us on +44 161 555 0937{n}.",
           "There is a handling fee of 7.35 EUR{n}.", "Use the code SPARK77 at checkout{n}.",
           "Pay here: https://pay.fastcare.example/x1{n}.", "This takes another 17 working days{n}."),
    "de": ("Schreiben Sie auch an hilfe@fastcare.example{n}.", "Oder rufen Sie uns an: +49 89 5550 9371{n}.",
           "Dazu kommt eine Gebühr von 7,35 Euro{n}.", "Nutzen Sie den Code SPARK77{n}."),
    "fr": ("Écrivez à aide@fastcare.example{n}.", "Les frais sont de 7,35 €{n}."),
    "es": ("Escriba a ayuda@fastcare.example{n}.", "El recargo es de 7,35 €{n}."),
    "nl": ("Mail naar hulp@fastcare.example{n}.", "De toeslag is 7,35 euro{n}."),
    "pt": ("Escreva para ajuda@fastcare.example{n}.", "A taxa é de 7,35 euros{n}."),
    "it": ("Scriva a aiuto@fastcare.example{n}.", "Il supplemento è di 7,35 euro{n}."),
}  # fmt: skip
_INVENTED = ("Max", "Ultra", "Plus")
_HOSTED = re.compile(r"(?<![\w@])((?:https?://)?)((?:[a-z0-9-]+\.)+(?:example|com))((?:/[\w./-]*\w)?)")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A reply, still with its markers, that says something nothing vouches for."""

    kind: str
    text: str
    changed: str
    """What was changed into what, for people."""


@lru_cache(maxsize=4096)
def numbers_of(text: str) -> frozenset[Decimal]:
    """Every number that a text may be said to hold, in digits or in words, however it is grouped."""
    out: set[Decimal] = set()
    for m in re.finditer(r"\d[\d.,'’ \u00a0]*\d|\d", text):
        for piece in (m[0], *re.split(r"[.,'’ \u00a0]", m[0])):
            for form in (piece.replace(",", "."), re.sub(r"\D", "", piece)):
                try:
                    out.add(Decimal(form))
                except InvalidOperation:
                    continue
    low = text.lower()
    # a pattern takes far longer to say that a text doesn't hold the word
    out |= {Decimal(n) for w, n in _SPELLED_AS.items() if w in low and re.search(rf"(?<!\w){w}", low)}
    return frozenset(out)


def wrongs(text: str, ground: str, language: str, *, hosts: list[str], names: list[str], seed: str) -> Iterator[Wrong]:
    """Every kind of wrong reply that can be made of ``text``; ``ground`` is all that it may rest on."""
    chance = random.Random(seed)  # noqa: S311 (choices, no secret)
    known = numbers_of(ground)
    yield from _digits(text, known, chance)
    yield from _scaled(text, known)
    yield from _spelled(text, known, language, chance)
    yield from _units(text, ground)
    yield from _months_and_days(text, ground, language, chance)
    yield from _parts_of_dates(text, known)
    yield from _links(text, hosts)
    yield from _named(text, names, ground, chance)
    for added in _ADDED[language]:
        n = " [1]" if "[1]" in text and chance.random() < 0.5 else ""
        head, gap, tail = text.rpartition("\n\n")
        yield Wrong("invented", f"{head} {added.format(n=n)}{gap}{tail}".strip(), added.format(n=""))


def _free(value: Decimal, known: frozenset[Decimal]) -> bool:
    """Nothing says the number, nor what it is in another unit or as a sum."""
    factors = [Decimal(f) for f in ("1", "7", "14", "24", "60", "3600", "12", "1000", "100", "10", "30", "5", "2")]
    if any(value * f in known or value / f in known for f in factors):
        return False
    few = {k for k in known if k < 100_000}
    return not any(value - k in few or value + k in few for k in few)


def _digits(text: str, known: frozenset[Decimal], chance: random.Random) -> Iterator[Wrong]:
    for m in _NUMBER.finditer(text):
        said = m[0]
        for _ in range(2):
            for _ in range(12):
                at = chance.choice([n for n, c in enumerate(said) if c.isdigit()])
                digit = chance.choice([d for d in "123456789" if d != said[at]])
                made = said[:at] + digit + said[at + 1 :]
                parts = numbers_of(made) - numbers_of(said)
                if parts and all(_free(p, known) for p in parts) and not re.search(r":[6-9]|^[3-9]\d:", made):
                    yield Wrong("digit", text[: m.start()] + made + text[m.end() :], f"{said} > {made}")
                    break


def _scaled(text: str, known: frozenset[Decimal]) -> Iterator[Wrong]:
    for m in re.finditer(r"(?<![\w.,:/\[-])(?!\d\. )\d{1,4}(?![\w.,:/\]-]*[\d\]])", text):
        n = int(m[0])
        for made in (n * 2, n // 2 if n % 2 == 0 else n * 3):
            if made and Decimal(made) not in known and not any(Decimal(made) * f in known or Decimal(made) / f in known
                                                               for f in (7, 24, 60, 12, 1000, 30)):  # fmt: skip
                yield Wrong("scaled", f"{text[: m.start()]}{made}{text[m.end() :]}", f"{n} > {made}")
                break


def _spelled(text: str, known: frozenset[Decimal], language: str, chance: random.Random) -> Iterator[Wrong]:
    words = _SPELLED[language]
    for m in re.finditer(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])", text):
        free = [w for w in words if w != m[0] and _free(Decimal(_SPELLED_AS[w]), known)]
        if free:
            made = chance.choice(free)
            yield Wrong("spelled", text[: m.start()] + made + text[m.end() :], f"{m[0]} > {made}")


def _units(text: str, ground: str) -> Iterator[Wrong]:
    for kind, pairs in (("unit", _UNITS), ("currency", _CURRENCIES)):
        for unit, made in pairs:
            edge = r"(?![\w-])" if unit[-1].isalpha() else ""
            for m in re.finditer(rf"(?<![\w]){re.escape(unit)}{edge}", text):
                near = re.search(r"(\d[\d.,]*|[a-zäöüß-]+) ?$", text[max(0, m.start() - 14) : m.start()])
                after = re.match(r" ?(\d[\d.,]*)", text[m.end() :])
                said = (
                    near[1] if near and (near[1][0].isdigit() or near[1] in _SPELLED_AS) else after[1] if after else ""
                )
                if not said or (kind == "unit" and not near):
                    continue
                forms = {said} | ({str(_SPELLED_AS[said])} if said in _SPELLED_AS else set())
                if any(re.search(rf"(?<!\d){re.escape(f)} ?{re.escape(made.strip())}", ground) for f in forms):
                    continue
                if kind == "currency" and re.search(
                    rf"(?<![\d€£$]){re.escape(said.rstrip('.,'))}(?! ?[€£$A-Z])", ground
                ):
                    continue
                yield Wrong(kind, text[: m.start()] + made + text[m.end() :], f"{said} {unit} > {made}")


def _months_and_days(text: str, ground: str, language: str, chance: random.Random) -> Iterator[Wrong]:
    names = _MONTHS[language].split()
    for m in re.finditer(rf"\b(?:{'|'.join(names)})\b(?=[ .,]|$)", text):
        if not re.search(r"\d(?:st|nd|rd|th|\.|er)? (?:de )?$", text[: m.start()]) and not re.match(
            r" \d", text[m.end() :]
        ):
            continue
        made = chance.choice([n for n in names if n[:3].lower() != m[0][:3].lower() and n[:3] not in ground])
        yield Wrong("month", text[: m.start()] + made + text[m.end() :], f"{m[0]} > {made}")
    days = _DAYS.get(language, "").split()
    for m in re.finditer(rf"\b(?:{'|'.join(days)})(?=s?\b)", text) if days else ():
        free = [
            d for d in days if d != m[0] and d not in ground and not re.search(r"20\d\d-|\d (?:[A-Z]|\w+ber)", ground)
        ]
        if free:
            made = chance.choice(free)
            yield Wrong("weekday", text[: m.start()] + made + text[m.end() :], f"{m[0]} > {made}")


def _parts_of_dates(text: str, known: frozenset[Decimal]) -> Iterator[Wrong]:
    for m in re.finditer(r"(?<!\d)(\d\d)([./])(\d\d)(?=[./])", text):
        if m[1] != m[3] and int(m[1]) <= 12 and int(m[3]) <= 12 and m[2] == ".":
            made = f"{m[3]}{m[2]}{m[1]}"
            yield Wrong("date parts", text[: m.start()] + made + text[m.end() :], f"{m[0]} > {made}")


def _links(text: str, hosts: list[str]) -> Iterator[Wrong]:
    for m in _HOSTED.finditer(text):
        scheme, host, path = m.groups()
        name, _, tld = host.rpartition(".")
        others = [f"{scheme}{name}-secure.{tld}{path}", f"{scheme}{host}.top{path}", f"https://{host}@login.top{path}",
                f"https://{host.replace('e', 'е', 1)}{path}", f"https://xn--{name.replace('.', '-')}-9ya.{tld}{path}",
                f"javascript://{host}{path}", f"https://{host}:8443{path}", f"ftp://{host}{path}"]  # fmt: skip
        if host not in hosts and path:
            others += [f"{scheme}{host}{path}s", f"{scheme}{host}{path}/login", f"{scheme}{host}/x{path[1:]}"]
        for link in others:
            if "@" not in text[max(0, m.start() - 1) : m.start()]:
                yield Wrong("link", text[: m.start()] + link + text[m.end() :], f"{m[0]} > {link}")
    for m in re.finditer(r"[\w.-]+@([\w-]+)\.example", text):
        for made in (f"x{m[0]}", m[0].replace("@", "@my-"), m[0].replace(".example", ".com")):
            yield Wrong("mail", text[: m.start()] + made + text[m.end() :], f"{m[0]} > {made}")


def _named(text: str, names: list[str], ground: str, chance: random.Random) -> Iterator[Wrong]:
    for name in sorted(names, key=len, reverse=True):
        for m in re.finditer(rf"(?<![\w-]){re.escape(name)}(?!\w|-| (?:Pro|Plus|Club|Grant|Best)\b)", text):
            other = chance.choice([i for i in _INVENTED if f"{name} {i}" not in ground and not name.endswith(i)])
            yield Wrong("name", f"{text[: m.end()]} {other}{text[m.end() :]}", f"{name} > {name} {other}")
            if " " in name:
                made = f"{name.rpartition(' ')[0]} {other}"
                yield Wrong("name", text[: m.start()] + made + text[m.end() :], f"{name} > {made}")
            first = not text[: m.start()].strip() or text[: m.start()].rstrip()[-1] in ".!?:"
            if not first:
                made = chance.choice(["Zaltiva", "Korvano", "Belluna"])
                yield Wrong("name", text[: m.start()] + made + text[m.end() :], f"{name} > {made}")
