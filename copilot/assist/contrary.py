"""What can't be the answer: the opposite of what is wanted, or no price where a price is asked for. Pure.

Who asks how to turn something on must not be told how to turn it off, however alike the two read.
"""

import re
from functools import lru_cache

_PAIRS = (
    (r"(?:re-)?enabl\w*|activat\w*|turn(?:ing)? (?:\w+ )?on|switch(?:ing)? (?:\w+ )?on|set(?:ting)? up|aktivier\w*|"
     r"einschalten|einrichten",
     r"disabl\w*|stop\w*|deactivat\w*|turn(?:ing)? (?:\w+ )?off|switch(?:ing)? (?:\w+ )?off|deaktivier\w*|ausschalten|"
     r"abschalten"),
    (r"add(?:ing)?|creat\w+|install\w*|hinzufügen|anlegen|installier\w*",
     r"remov\w+|delet\w+|uninstall\w*|get(?:ting)? rid of|entfernen|löschen|deinstallier\w*"),
    (r"upgrad\w+|hochstufen", r"downgrad\w+|herabstufen"),
    (r"subscrib\w+|abonnieren|abschließen", r"unsubscrib\w+|cancel\w*|kündig\w+|abbestellen"),
    (r"paus(?:e|ing)|pausier\w*|anhalten|aussetzen", r"resum\w+|restart\w*|unpaus\w+|fortsetzen"),
    (r"exclud\w+|block\w*|ausschließen|sperren", r"unblock\w*|entsperren"),
    (r"connect(?:ing)?|pair(?:ing)?|verbinden|koppeln", r"disconnect\w*|unpair\w*|trennen|entkoppeln"),
    (r"(?:log|sign)(?:ging|ing)? in|anmelden|einloggen", r"(?:log|sign)(?:ging|ing)? out|abmelden|ausloggen"),
    (r"import\w*", r"export\w*"),
    (r"show(?:ing)?|unhid\w+|publish\w*|anzeigen|veröffentlichen", r"hid(?:e|ing)|unpublish\w*|ausblenden|verbergen"),
    (r"lock(?:ing)?|archiv\w+", r"unlock\w*|unarchiv\w+|restor\w+"),
)  # fmt: skip
_SIDES = tuple(tuple(re.compile(rf"(?<!\w)(?:{side})(?!\w)", re.IGNORECASE) for side in pair) for pair in _PAIRS)


def contrary(wanted: str, heading: str) -> bool:
    """True where a heading names only the opposite of an action that ``wanted`` names, and that one alone."""
    for n, (here, there) in enumerate(_named(heading)):
        if here == there:
            continue
        asks, turns = _named(wanted)[n]
        if asks not in (turns, here):
            return True
    return False


@lru_cache(maxsize=2048)
def _named(text: str) -> tuple[tuple[bool, bool], ...]:
    """Of each pair, whether a text names the one and the other."""
    return tuple((bool(one.search(text)), bool(other.search(text))) for one, other in _SIDES)


_ASKS_PRICE = re.compile(
    r"\bhow much (?:is|are|does|do|would|will|for)\b|\b(?:price|cost)s? (?:of|for)\b|"
    r"\bwhat (?:does|do|is|are|would)\b[^.?!]{0,60}\b(?:cost|price)\b|"
    r"\b(?:was|wie ?viel|wieviel) (?:kostet|kosten)\b|\bwie teuer\b|\bcombien coûte|\bcuánto cuesta|\bhoeveel kost",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"[$€£¥]|\b(?:eur|usd|gbp|chf|euros?|dollars?|pric\w*|costs?|fees?|free|charg\w*|pay\w*|cheap\w*|discount\w*|"
    r"preis\w*|kost\w*|gebühr\w*|gratis|zahl\w*|prix|gratuit\w*|precio\w*|prijs|prijzen)\b",
    re.IGNORECASE,
)


def lacks_price(wanted: str, answer: str) -> bool:
    """True where a price is asked for and the answer speaks of none."""
    return _asks_price(wanted) and not _PRICE.search(answer)


@lru_cache(maxsize=256)
def _asks_price(wanted: str) -> bool:
    return bool(_ASKS_PRICE.search(wanted))
