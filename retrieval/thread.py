"""From a live conversation to what is searched for; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.courtesy import is_small_talk, strip_courtesies
from retrieval.documents import Message, Query
from retrieval.fillers import strip_fillers
from retrieval.language import detect_language
from retrieval.quoted import strip_quoted
from retrieval.readable import readable
from retrieval.sentences import sentences
from retrieval.size import size, split
from retrieval.stopwords import STOPWORDS
from retrieval.wordset import wordset

__all__ = ["is_small_talk", "query_from_thread"]

WORDS = 80
"""What the embedder gets at most; more words of a thread blur what the last ones ask."""
_SHORT = 6
"""Telling words; a latest turn with fewer leans on the turns before."""
_SUBJECT, _EARLIER, _FADE, _AGENT = 0.7, 0.4, 0.6, 0.15
"""Weights of the words of the subject, of the turn before the latest, of each turn further back (a factor), and of
the names in what the agent or bot said last; the latest turn has 1."""
_TURNS = 4
"""Earlier customer turns that are looked at."""
_SAID = 8
"""Messages in which names are looked for."""
_READ = 40
"""Words of an attachment's text."""
_ASKING = wordset("""
    is are was were do does did can could will would should has have may what which who when where why how
    ist sind war gibt hat haben kann könnt könnten darf wird was welche welcher welches wer wann wo warum wieso wie
""")
_LEADING = wordset(
    "uh um uhm er erm hm hmm oh yeah yes yep no so like well ok okay and but also then und ja nein äh ähm"
)
"""What comes before a question, spoken ones above all."""
_INVERTED = re.compile(
    r"\b(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|may)"
    r" (?:it|they|there|i|we|you|he|she|this|that|these|their)\b"
)
"""A question within talk without marks: "I'm new here do they have parking"."""
_FURTHER = re.compile(
    r"(?:(?:and|but|or|so|also|then|ok|okay|und|aber|oder|dann|et|mais|ou|y|pero|o)[ ,]+)+"
    r"(?:for|to|in|on|at|with|without|from|by|after|before|if|the|my|our|a|an|für|nach|mit|ohne|bei|zu|von|auf|aus"
    r"|wenn|falls|danach|die|der|das|den|dem|mein\w*|unser\w*"
    r"|pour|à|en|avec|sans|si|le|la|les|mon|ma|mes|para|con|sin)\b"
    r"|(?:(?:and|but|so|ok|okay|und|aber|et|mais)[ ,]+)*(?:(?:what|how) about|what if"
    r"|was ist(?: denn)? mit|was ist,? wenn|wie (?:ist|sieht) es (?:denn )?mit|et pour)\b",
    re.IGNORECASE,
)
"""How a question begins that goes on with the one before: "and for the big one?" asks nothing by itself."""
_NOISE = re.compile(
    r"https?://\S+|www\.\S+|(?<![^\s@])[^\s@]+@[^\s@]+\.\w+|(?<!\w)@\w+"
    r"|\b[A-Za-z]{2,4}-(?:\d{2,4}-)?\d{4,}\b"  # order, return and invoice numbers; SK-2407 with 4 digits: see _kept
    r"|(?<![\w.,])\+?\d[\d ()/-]{6,}\d\b"  # telephone numbers, long numbers
    r"|\b\d{5,}\b"
)
_SERIAL = re.compile(r"\b[A-Z]{2,4}-\d{4}\b")
_NAME = re.compile(r"\b(?:[A-Z][\w-]*\d[\w-]*|[A-Z]{2,}\w*|[A-Z][a-z]+(?: [A-Z]\w*)*(?: \d{1,3})?)\b")
_REPLY_MARK = re.compile(r"^\s*(?:(?:re|aw|fwd?|wg|sv|vs|tr|rv|antw|res|enc)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Turn:
    """What the customer said in a row: as sent, and what of it says something."""

    raw: str
    text: str


def query_from_thread(messages: Sequence[Message], *, subject: str | None, language: str | None) -> Query | None:
    """What to search for; None where nobody asks anything (greetings, thanks, emoji, no word of a customer).

    The customer's latest turn weighs most. Private notes are never used; of agents and bots only names count.
    """
    turns = _turns(messages)
    if not turns:
        return None
    title = _clean(_REPLY_MARK.sub("", subject or ""))
    texts = [turn.text for turn in reversed(turns[-_TURNS - 1 :])]
    language = language or detect_language("\n".join([texts[0], *[text for text in texts[1:] if text][:2], title]))
    latest, *earlier = (strip_fillers(text, language) for text in texts)
    earlier = [text for text in earlier if text]
    if not latest:
        # "Hello?" after a question means: please answer it. "Thanks!" means: nothing more.
        raw = turns[-1].raw
        if not earlier or _thanked(raw) or (is_small_talk(raw) and "?" not in raw):
            return None
    pieces = [(latest, 1.0), (title, _SUBJECT)]
    pieces += [(text, _EARLIER * _FADE**n) for n, text in enumerate(earlier)]
    lean = _telling(latest) < _SHORT and not _asks(latest)
    if lean:  # "still the same", "the big one"
        pieces += [(text, 0.8) for text in earlier[:1]]
    names = _names(messages)
    if names:
        pieces.append((names, _AGENT))
    text = _question(latest, title, earlier if lean else [])
    if not any(c.isalnum() for c in text):
        return None
    return Query(
        text=text,
        terms=tuple((piece, weight) for piece, weight in pieces if piece),
        said=_said(messages, title),
        language=language,
    )


def _said(messages: Sequence[Message], title: str) -> tuple[str, ...]:
    """The last messages of all sides, one text for each, the latest last."""
    open_ones = [m for m in messages if not m.private and m.author != "system"][-_SAID:]
    texts = [next(iter(split(_clean(m.text), WORDS)), "") for m in open_ones]
    return tuple(text for text in (title, *texts) if text)


def _turns(messages: Sequence[Message]) -> list[_Turn]:
    """What the customer said, messages in a row as one turn."""
    turns: list[_Turn] = []
    own_turn = False
    for message in messages:
        if message.private or message.author == "system":
            continue
        if message.author != "customer":
            own_turn = False
            continue
        read = " ".join(a.text for a in message.attachments if a.text)
        parts = [_clean(message.text), _clean(next(iter(split(readable(read), _READ)), ""))]
        turn = _Turn(readable(message.text), " ".join(p for p in parts if p))
        if own_turn:
            before = turns.pop()
            turn = _Turn(f"{before.raw}\n{turn.raw}", "\n".join(t for t in (before.text, turn.text) if t))
        turns.append(turn)
        own_turn = True
    return turns


@lru_cache(maxsize=256)
def _clean(text: str) -> str:
    """What says something: no courtesies and quotes, no numbers and addresses, which are in no article. Kept, since a
    message is read as a turn, for the names in it, and again when the next one comes."""
    own = strip_quoted(readable(text))
    if is_small_talk(own):
        return ""
    parts = [part for part in own.split("\n\n") if not is_small_talk(part)]
    kept = _NOISE.sub(
        lambda m: m.group() if _SERIAL.fullmatch(m.group()) else " ", strip_courtesies("\n\n".join(parts))
    )
    kept = re.sub(r"(?<!\S)[,;:.–-]+(?!\S)", " ", kept)  # what stood around them
    kept = re.sub(r"\s+([,.;:!?])", r"\1", " ".join(kept.split())).strip(" ,;:-–")
    return kept if any(c.isalnum() for c in kept) else ""


def _thanked(text: str) -> bool:
    return bool(re.search(r"(?i)\b(?:thank|thx|cheers|dank|merci|gracias|grazie|obrigad|tack\b|takk\b|tak\b)", text))


def _telling(text: str) -> int:
    """Words that tell something in any of the languages."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return sum(1 for w in words if len(w) > 1 and not any(w in STOPWORDS[x] for x in ("en", "de")))


def _asks(text: str) -> bool:
    """True for a question that stands alone: what it asks about may be a name said before, and names are looked for
    apart (names.py)."""
    inverted = bool(_INVERTED.search(text.casefold()))
    if _FURTHER.match(text) and not inverted:
        return False
    words = text.casefold().split()
    first = next((word for word in words if word.strip(",.") not in _LEADING), "")
    return len(words) > 3 and _telling(text) > 0 and ("?" in text or first in _ASKING or inverted)


def _names(messages: Sequence[Message]) -> str:
    """Products, codes and names in what the agent or bot said last."""
    for message in reversed(messages):
        if message.author in ("agent", "bot") and not message.private:
            text = _clean(message.text)
            inside = [m.group() for s in sentences(text) for m in _NAME.finditer(s) if m.start() > 0]
            return " ".join(dict.fromkeys(inside))[:300]
    return ""


def _question(latest: str, title: str, earlier: Sequence[str]) -> str:
    """For the embedder: subject first, then what led here where the latest turn says little, then the latest turn."""
    parts = [title] if title and title.casefold() not in latest.casefold() else []
    room = WORDS - sum(size(p) for p in parts) - min(size(latest), WORDS / 2)
    for text in earlier[:2]:
        if room > 5:
            short = _shortened(text, min(room, WORDS / 2))
            parts.append(short)
            room -= size(short)
    used = sum(size(p) for p in parts)
    parts.append(_shortened(latest, max(WORDS / 2, WORDS - used)))
    return "\n".join(p for p in parts if p)


def _shortened(text: str, limit: float) -> str:
    """The sentences that say most, in their order: questions first, then those with names and codes, then the first."""
    if size(text) <= limit:
        return text
    parts = sentences(text)
    by_worth = sorted(range(len(parts)), key=lambda n: (-_worth(parts[n]), n))
    chosen: list[int] = []
    used = 0.0
    for n in by_worth:
        weight = size(parts[n])
        if used + weight <= limit:
            chosen.append(n)
            used += weight
    if not chosen:
        return next(iter(split(text, limit)), "")
    return " ".join(parts[n] for n in sorted(chosen))


def _worth(sentence: str) -> int:
    has_code = bool(re.search(r"\b[A-Z]+-?\d", sentence))
    return 2 * sentence.rstrip().endswith("?") + has_code + (3 <= len(sentence.split()) <= 30)
