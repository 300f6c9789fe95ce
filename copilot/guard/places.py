"""Countries that a text names, in English or German: what holds in one market may be wrong in the next. Pure."""

import re
from functools import lru_cache

_NAMES = {
    "GB": "uk|united kingdom|great britain|britain|england|scotland|wales|northern ireland|großbritannien|"
    "vereinigtes königreich|schottland",
    "IE": "(?:republic of )?ireland|irland",
    "DE": "germany|deutschland",
    "AT": "austria|österreich",
    "CH": "switzerland|schweiz",
    "FR": "france|frankreich",
    "NL": "(?:the )?netherlands|holland|niederlande[n]?",
    "BE": "belgium|belgien",
    "LU": "luxembourg|luxemburg",
    "ES": "spain|spanien",
    "PT": "portugal",
    "IT": "italy|italien",
    "DK": "denmark|dänemark",
    "SE": "sweden|schweden",
    "NO": "norway|norwegen",
    "FI": "finland|finnland",
    "PL": "poland|polen",
    "CZ": "czechia|czech republic|tschechien",
    "HU": "hungary|ungarn",
    "GR": "greece|griechenland",
    "US": "usa|united states|vereinigte[n]? staaten",
    "CA": "canada|kanada",
    "AU": "australia|australien",
    "NZ": "new zealand|neuseeland",
    "IN": "india|indien",
    "JP": "japan",
    "BR": "brazil|brasilien",
    "MX": "mexico|mexiko",
}
_COUNTRIES = {code: re.compile(rf"\b(?:{names})\b", re.IGNORECASE) for code, names in _NAMES.items()}


@lru_cache(maxsize=8192)
def countries(text: str) -> frozenset[str]:
    """The two-letter codes of the countries named in ``text``."""
    return frozenset(code for code, name in _COUNTRIES.items() if name.search(text))
