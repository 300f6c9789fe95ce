"""Signs of orders to the machine in a text from outside: a signal for people and gates, never a reason to drop it.

Rules on what a reader or a model would make of the text: composed, without invisible characters, lookalike letters
folded, encoded stretches decoded. A text without signs is no proof; the filters before a prompt and the checks after
it hold without this.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from copilot.guard.disguise import decoded, folded, joined, spoken_backwards, unleet
from copilot.guard.orders import RULES, STRONG
from retrieval.visible import hidden

_TAGS = range(0xE0000, 0xE1000)
_BIDI = frozenset("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
_MOST = 30_000
"""Characters of one text that are examined."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One sign: a stable code such as ``override``, and where the text stood, such as ``message``."""

    code: str
    place: str


def findings(texts: Iterable[tuple[str, str]]) -> tuple[Finding, ...]:
    """Signs in texts given as (place, text), each kind once for each place."""
    return tuple(dict.fromkeys(Finding(code, place) for place, text in texts for code in signs(text)))


def signs(text: str) -> tuple[str, ...]:
    """The codes of what is found in one text; empty for the many that hold nothing."""
    return _signs(text[:_MOST]) if text else ()


@lru_cache(maxsize=4096)
def _signs(text: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    unseen = hidden(text)
    if sum(ord(c) in _TAGS for c in unseen) > 2 or len(unseen.strip("\ufeff\u00ad")) > 20 or _BIDI & set(unseen):
        found["invisible"] = None
        tags = "".join(chr(ord(c) - 0xE0000) for c in unseen if 0xE0020 <= ord(c) < 0xE007F)
        found.update(dict.fromkeys(_plain_signs(folded(tags))))
    plain = folded(text)
    found.update(dict.fromkeys(_plain_signs(plain)))
    for other in (unleet(plain), joined(text), spoken_backwards(plain)):
        if other != plain and any(rule.search(other) for rule in STRONG):
            found["disguised"] = None
    if any(_plain_signs(folded(stretch)) for stretch in decoded(text)):
        found["encoded"] = None
    return tuple(found)


def _plain_signs(text: str) -> Iterable[str]:
    return [code for code, rules in RULES.items() if any(rule.search(text) for rule in rules)]
