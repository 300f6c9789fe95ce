"""The sentences in which a customer says what is wrong or wanted. Pure."""

import re

from copilot.assist.arguments import address_in
from copilot.assist.case import Case, asks, once, own_text
from copilot.guard.sentences import units
from copilot.guard.values import extract
from copilot.guard.words import content
from retrieval.thread import is_small_talk

_TROUBLE = re.compile(
    r"\b(?:error|broken?|late|missing|wrong|lost|damaged|stuck|fault\w*|problem|stopped|failed|hot|smell\w*|"
    r"stinks?|burn\w*|"
    r"drip\w*|leak\w*|expired|pause|cancel\w*|return\w*|refund\w*|money back|repair\w*|warranty|invoice|"
    r"discount|codes?|points|"
    r"address|charged|doesn'?t (?:work|offer|start|come)|won'?t|fehler|kaputt|defekt|falsch|verschwunden|"
    r"verspätet|beschädigt|"
    r"verloren|undicht|abgelaufen|geld zurück|neu schicken|kündig\w*|rechnung|abbuchung|lastschrift|garantie|"
    r"reparatur|pausier\w*)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(r"\b(?:not|never|no|can'?t|cannot|nicht|nie|nichts|kein\w*)\b|n['’]t\b", re.IGNORECASE)
_WISH = re.compile(
    r"\b(?:i(?:'d|’d| would) (?:\w+ )?like|i want|i wish|i need|please|pls|can (?:i|you|it|we)|could you|do i|"
    r"am i|is it|what's|"
    r"how (?:do|can|long|much)|which one|ich möchte|hätte ich|ich hätte|bitte|kann ich|können sie|könnt ihr|muss ich|"
    r"wie (?:lange|kann|viel)|sagen sie)\b",
    re.IGNORECASE,
)
_GRIEVANCE = re.compile(
    r"\b(?:money back|still|again|late|broken?|wrong|lost|damaged|missing|leak\w*|burn\w*|smell\w*|why|nobody|never|"
    r"kaputt|defekt|falsch|verspätet|verschwunden|verloren|beschädigt|undicht|immer noch|schon wieder|niemand|nie|"
    r"geld zurück|warum)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"^(?:ps\b|p\.s\.|thank|thanks|regards|best|cheers|system notice|ignore|you are now)", re.IGNORECASE
)
_INJECTED = re.compile(
    r"\b(?:ignore (?:all|your|the|any|previous)|system notice|test mode|internal (?:goodwill )?rules|earlier rules|"
    r"approved by team lead|reply with the code)\b",
    re.IGNORECASE,
)
_EARLIER = 0.9
"""What a sentence loses for each turn that lies between it and the latest one."""
_VOUCHES = 0.8
"""How much what a key sentence finds is worth, 0..1."""
_ENOUGH = 3
"""Content words of a sentence that can be searched for alone."""
_ADDRESSES = {"en": "Change the delivery address of my order.", "de": "Lieferadresse der Bestellung ändern."}
"""Who writes an address rarely says the word."""
IMPLIED = frozenset(_ADDRESSES.values())
"""Topics that no sentence of the customer's states."""
_EARLIER_TALK = 0.25
"""The same where turns follow each other within seconds."""


def key_sentences(case: Case, most: int = 2) -> tuple[str, ...]:
    """The most telling sentences of the customer, in the order they were written; the latest turn counts most."""
    best = _ranked(case)[:most]
    return tuple(s for _, _, s in sorted(best, key=lambda b: b[1]))


def ranked_sentences(case: Case) -> list[str]:
    """The customer's sentences that say something, the most telling first."""
    return [s for _, _, s in _ranked(case)]


@once
def topics(case: Case) -> tuple[tuple[str, float], ...]:
    """What is searched for on its own, with how much it vouches: the key sentences, joined where they say little."""
    best = ranked_sentences(case)[:2]
    found = [(s, _VOUCHES - 0.15 * n) for n, s in enumerate(best)]
    if best and min(len(set(content(s, case.language))) for s in best) < _ENOUGH:
        found = [(" ".join(best), _VOUCHES)]
    if address_in(case.turn_text):
        found.append((_ADDRESSES.get(case.language, _ADDRESSES["en"]), _VOUCHES - 0.2))
    return tuple(found)


def matter(case: Case) -> list[tuple[str, float]]:
    """What the customer is about, in pieces with weights: questions before key sentences before the rest."""
    rest = " ".join(u.text for u in case.turn_units if not aside(u.text))
    pieces = [(rest, 0.4), (case.conversation.subject or "", 0.8)]
    return [*pieces, *((key, 1.0) for key, _ in topics(case)), *((a, 1.2) for a in case.asks)]


def wrong(text: str) -> bool:
    """True where something is said to be wrong or not to work."""
    return bool(_TROUBLE.search(text) or _DENIAL.search(text))


@once
def complains(case: Case) -> bool:
    """True where the turn says that something is wrong; a question or a wish alone says so only in plain words."""
    said = (u.text for u in case.turn_units)
    return any(wrong(s) and (_GRIEVANCE.search(s) or not (asks(s) or _WISH.search(s))) for s in said)


@once
def _ranked(case: Case) -> list[tuple[float, int, str]]:
    """(score, place, sentence) of the customer's sentences that say something, best first."""
    subject = set(content(case.conversation.subject or "", case.language))
    scored: list[tuple[float, int, str]] = []
    turn, place = 0, 0
    latest = {m.id for m in case.turn}
    fade = _EARLIER_TALK if case.channel in ("phone", "video", "chat") else _EARLIER
    for message in reversed(case.visible):
        if message.author != "customer":
            turn += message.author == "agent"
            continue
        for n, unit in enumerate(units(own_text(message))):
            sentence = re.sub(r"\s+", " ", unit.text).strip()
            words = set(content(sentence, case.language))
            wanted = _TROUBLE.search(sentence) and _WISH.search(sentence)
            if (
                len(words) < (1 if wanted else 2)
                or is_small_talk(sentence)
                or _ASIDE.match(sentence)
                or _INJECTED.search(sentence)
                or address_in(sentence)
            ):
                continue
            score = (
                1.4 * bool(_TROUBLE.search(sentence))
                + 0.5 * bool(_DENIAL.search(sentence))
                + 1.0 * bool(_WISH.search(sentence))
            )
            codes = [len(v.text) for v in extract(sentence) if v.kind == "code"]
            # an error code says it all; an order number or a serial only that it is about one
            score += 0.5 * min(2, len(words & subject)) + (2.0 if min(codes, default=9) < 4 else 0.5 * bool(codes))
            score += 0.7 * sentence.endswith("?") + min(len(words), 12) / 12 - 0.05 * n
            score -= (0.5 if len(sentence) > 260 else 0.0) + (0.0 if message.id in latest else fade * min(turn, 3))
            scored.append((score, n - place, sentence))
        place += 1000
    return sorted(scored, reverse=True)


def aside(sentence: str) -> bool:
    """True for what is said beside the matter: a postscript, thanks, an attempt to give orders to the machine."""
    return bool(_ASIDE.match(sentence) or _INJECTED.search(sentence))
