"""Keeps personal data of one request from a model: masked before it, restored after it.

Every value gets one placeholder for the whole request, so a model can still tell two orders apart and greet by the
first name. What stands in public knowledge (the support address of an article) stays. A placeholder that stood in a
text from outside loses its number on the way in, so nobody can ask for a value by writing one.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from copilot.domain import Check
from copilot.guard.identifiers import Identifier, identifiers, unescaped
from copilot.guard.placeholders import Filling, filled, placeholders
from copilot.guard.record import introduced, known_of, name_words

# Names that are words too: taken for a name only with a capital letter.
_WORDS = """
will may mark bill rose grace art hope jack faith joy dawn eve grant frank rich young long short brown white black green
gray grey king knight page price read reed wood woods field stone rice rivers lane day week moon star summer winter bush
hill ford cook baker miller smith taylor carter turner walker hunter fisher mason bishop pope power love best good
strong wise sharp swift bond cash gold silver penny olive ivy iris lily daisy violet amber ruby pearl sandy sunny chase
dean miles pat sue rob drew josh guy max van don ray ben gene mike case order model august
klein groß gross kurz lang wolf fuchs vogel hahn stein berg bach baum wald feld busch sommer herbst frühling koch weber
schneider müller fischer bauer jäger könig kaiser herzog graf richter vogt frei freund reich stark ernst heller schwarz
weiß weiss braun roth rot grün sauer süß jung alt neu gut ende anfang montag freitag mai
petit grand blanc noir brun roux leblanc bon belle pierre marin marchand fleur claire aime france
rey reyes flores cruz luz sol mar paz rosa blanco negro moreno rubio bueno calvo leal delgado alegre dulce pilar
jong groot wit zwart bruin bakker visser smit boer koning prins bos dijk mooi oud goed dag
"""
_COMMON = frozenset(_WORDS.split())
_CASED = 3
"""A name of fewer letters counts with a capital only, as one in ``_COMMON`` does."""
_SENTENCE = 4
"""With more words, some with a capital and some without, a name is a sentence: the latter are words."""
_SPELT = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae"}
_STRONG = frozenset({"email", "secret", "iban", "card"})
_CLOSES = re.compile(r"(?:…|\.\.\.)?(?:\n|\\n|\"[,}\]]|\Z)")
_WORD_STARTS = re.compile(r"(?<![^\W_])[^\W_]|(?<!\S)[+(]")
_CUT, _TAIL = 4, 64
"""Part of a value is known again from this many characters on, in so many last ones of a line."""
_SPACED = re.compile(r"[^\s()/.-]+")
_MOST_GROUPS = 10


@dataclass(slots=True, eq=False)
class _Entry:
    """One value; ``group`` is the same for the words of one name."""

    label: str
    value: str
    group: str
    name: str = ""
    """Of its placeholder, once it has one."""
    used: bool = False


class Redaction:
    """What one request keeps back. ``public`` are texts that everyone may read: what stands there is not masked."""

    def __init__(self, public: Iterable[str] = ()) -> None:
        self._public_text = unicodedata.normalize("NFC", "\n".join(public))
        self._public_low = self._public_text.lower()
        self._published: frozenset[tuple[str, str]] | None = None
        self._entries: dict[tuple[str, str], _Entry] = {}
        self._named: dict[str, _Entry] = {}
        self._numbers: Counter[str] = Counter()
        self._aliases: dict[str, _Entry] = {}
        self._guessed: set[str] = set()
        """Forms that may be words and count with a capital only: of names that only the thread tells, and of sentences
        in the place of a name."""
        self._parts: dict[str, _Entry] | None = None

    def allow(self, public: Iterable[str]) -> None:
        """More texts that everyone may read."""
        more = unicodedata.normalize("NFC", "\n".join(public))
        self._published = None
        self._public_text = f"{self._public_text}\n{more}"
        self._public_low = self._public_text.lower()

    # --- what to look for --------------------------------------------------------------------------------------------

    def learn_record(self, name: str | None, identity: str | None, attributes: Mapping[str, Any]) -> None:
        """The customer's name, id and attributes."""
        if name:
            self._learn_name(name)
        if identity and len(identity) > 2:
            self._learn("ID", identity)
        for known in known_of(attributes):
            if known.label == "NAME":
                self._learn_name(known.value)
            else:
                self._learn(known.label, known.value)

    def learn_thread(self, messages: Iterable[tuple[str, str]]) -> None:
        """Names that (author, text) introduce."""
        for name in introduced(messages):
            before = set(self._aliases)
            self._learn_name(name)
            self._guessed |= self._aliases.keys() - before

    def learn_whole(self, texts: Iterable[str]) -> None:
        """Values of texts of which a prompt may hold only the beginning, so that a value cut in half is known."""
        for text in texts:
            plain = unicodedata.normalize("NFC", text)
            for found in identifiers(plain):
                self._entry_of(found, plain)

    def _learn_name(self, name: str) -> None:
        words = name_words(name)
        group = " ".join(words).lower()
        sentence = len(words) > _SENTENCE and any(w[:1].isupper() for w in words)
        known = [e for w in words if (e := self._aliases.get(w.lower()))]
        group = known[0].group if known else group
        for word in words:
            entry = self._add("NAME", word.lower(), word, group)
            self._numbered(entry)
            for form in _spellings(word):
                self._aliases.setdefault(form, entry)
                if sentence and word[:1].islower():
                    self._guessed.add(form)
        first = words[0].lower() if words else ""
        for last in (w.lower() for w in words[1:] if " " not in w):
            for form in (first + last, last + first, first[0] + last):
                if len(form) > _CASED + 1:
                    self._aliases.setdefault(form, self._add("NAME", form, form, group))

    def _learn(self, label: str, value: str) -> None:
        value = unicodedata.normalize("NFC", value)
        found = next(iter(identifiers(value)), None)
        if found and found.end - found.start == len(value) and label != "ORDER":
            self._entry_of(found, value)
            return
        if value.lower() in self._public_low:
            return
        if label == "PHONE":
            self._aliases.setdefault(value.lower(), self._add(label, _digits(value)[-9:], value, value))
            return
        entry = self._add(label, value.lower(), value, value.lower())
        self._aliases.setdefault(value.lower(), entry)
        if label not in ("ADDRESS", "BIRTHDATE"):
            bare = re.sub(r"[\s_.-]", "", value.lower())
            spaced = re.sub(r"[\s_.-]+", " ", value.lower())
            tail = re.search(r"(?<!\d)\d{6,}$", bare)
            for form in (bare, spaced, tail[0] if tail else ""):
                if len(form) > _CASED:
                    self._aliases.setdefault(form, entry)

    def _add(self, label: str, key: str, value: str, group: str) -> _Entry:
        self._parts = None
        return self._entries.setdefault((label, key), _Entry(label, value, group))

    def _numbered(self, entry: _Entry) -> str:
        if not entry.name:
            self._numbers[entry.label] += 1
            entry.name = f"{entry.label}_{self._numbers[entry.label]}"
            self._named[entry.name] = entry
        return entry.name

    def _public(self) -> frozenset[tuple[str, str]]:
        if self._published is None:
            self._published = frozenset((i.kind, i.key) for i in identifiers(self._public_text))
        return self._published

    def _entry_of(self, found: Identifier, text: str) -> _Entry | None:
        """None where the value is public."""
        if (found.kind, found.key) in self._public():
            return None
        label = found.kind.upper()
        return self._add(label, found.key, text[found.start : found.end], found.key)

    # --- before the model --------------------------------------------------------------------------------------------

    def mask(self, text: str, keep: re.Pattern[str] | None = None) -> str:
        """``text`` with placeholders for what is personal; what ``keep`` matches is public and stays."""
        text = unicodedata.normalize("NFC", text)
        out, at = [], 0
        for start, end, instead in self.places(text, keep):
            out += [text[at:start], instead]
            at = end
        return "".join(out) + text[at:]

    def places(self, text: str, keep: re.Pattern[str] | None = None) -> list[tuple[int, int, str]]:
        """(start, end, what to put there) of everything to be masked in a text in Unicode's form NFC."""
        kept = [m.span() for m in keep.finditer(text)] if keep else []
        open_text = _blanked(text, kept)
        taken = bytearray(len(text))
        out: list[tuple[int, int, str]] = []

        def take(start: int, end: int, entry: _Entry | None) -> None:
            """None takes a place to leave it as it stands."""
            for a, b in _free(taken, start, end):
                taken[a:b] = b"\x01" * (b - a)
                part = text[a:b]
                if entry is None or not any(c.isalnum() for c in part):
                    continue
                whole = entry if (a, b) == (start, end) else self._add(entry.label, f"{part}…", part, entry.group)
                out.append((a, b, self._used(whole)))

        for outside in placeholders(text):
            taken[outside.start : outside.end] = b"\x01" * (outside.end - outside.start)
            out.append((outside.start, outside.end, f"({outside.name.rpartition('_')[0].lower()})"))
        found = [(i, self._entry_of(i, text)) for i in identifiers(open_text)]
        learned = list(self._learned(open_text))
        for one, entry in found:
            if one.kind in _STRONG:
                take(one.start, one.end, entry)
        for start, end, known in learned:
            if known.label != "NAME":
                take(start, end, known)
        for one, entry in found:
            if one.kind not in _STRONG:
                take(one.start, one.end, entry)
        for start, end, known in learned:
            if known.label == "NAME":
                take(start, end, known)
        for start, end, known in self._cut_off(open_text):
            take(start, end, known)
        return sorted(out)

    def _used(self, entry: _Entry) -> str:
        entry.used = True
        return f"[{self._numbered(entry)}]"

    def _learned(self, text: str) -> Iterator[tuple[int, int, _Entry]]:
        """Where learned values stand, the longest first."""
        text = unescaped(text)
        low = lowered(text)
        for form in sorted(self._aliases, key=len, reverse=True):
            entry = self._aliases[form]
            at = low.find(form)
            while at >= 0:
                end = at + len(form)
                if _stands_alone(low, at, end, name=entry.label == "NAME") and (
                    entry.label != "NAME" or text[at].isupper() or not self._needs_capital(form) or _signs(low, at, end)
                ):
                    yield at, end, entry
                at = low.find(form, at + 1)

    def _needs_capital(self, form: str) -> bool:
        return (form.isascii() and len(form) < _CASED) or form in _COMMON or form in self._guessed

    def _cut_off(self, text: str) -> Iterator[tuple[int, int, _Entry]]:
        """Part of a value where a line or a JSON string ends: cut off there, or taken for a value of its own."""
        if self._parts is None:
            self._parts = {p: e for e in list(self._entries.values()) for p in _parts_of(e.value)}
        known = self._parts
        for close in _CLOSES.finditer(text) if known else ():
            end = close.start()
            for m in _WORD_STARTS.finditer(text, max(0, end - _TAIL), end):
                part = text[m.start() : end]
                if (whole := known.get(part)) is not None:
                    yield m.start(), end, self._add(whole.label, f"{part}…", part, whole.group)
                    break

    # --- after the model ---------------------------------------------------------------------------------------------

    def value_of(self, name: str) -> str | None:
        """The value behind a placeholder's name; None for one that this request has not made."""
        entry = self._named.get(name)
        return entry.value if entry else None

    def restore(self, text: str) -> str:
        return filled(text, self.value_of)

    def restoring(self) -> Filling:
        """For a text that comes in pieces."""
        return Filling(self.value_of)

    def counts(self) -> dict[str, int]:
        """How many values of each kind were kept from the model; a name counts once, however many words it has."""
        used = {(e.label.lower(), e.group) for e in self._entries.values() if e.used}
        return dict(sorted(Counter(label for label, _ in used).items()))


def lowered(text: str) -> str:
    """Lower case at the same length: the few letters that grow stay as they are."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def left_over(text: str) -> tuple[Check, ...]:
    """Placeholders in a restored text: the model made them up, and no customer may read them."""
    return tuple(
        Check(
            kind="consistency",
            ok=False,
            start=p.start,
            end=p.end,
            found=text[p.start : p.end],
            detail=f"The placeholder {text[p.start : p.end]!r} stands for nothing.",
        )
        for p in placeholders(text)
    )


def _blanked(text: str, kept: list[tuple[int, int]]) -> str:
    out, at = [], 0
    for start, end in kept:
        out += [text[at:start], " " * (end - start)]
        at = end
    return "".join(out) + text[at:] if kept else text


def _parts_of(value: str) -> Iterator[str]:
    """Beginnings of a value, and groups of one that is written with spaces: what a cut or an extraction leaves."""
    for n in range(_CUT, min(_TAIL, len(value))):
        yield value[:n]
    groups = [m.span() for m in _SPACED.finditer(value)]
    if 1 < len(groups) <= _MOST_GROUPS:
        for n, (start, _) in enumerate(groups):
            for _, end in groups[n:]:
                if _CUT <= end - start < len(value):
                    yield value[start:end]


def _free(taken: bytearray, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What is left of a place where others were taken before."""
    while start < end:
        stop = taken.find(1, start, end)
        stop = end if stop < 0 else stop
        if start < stop:
            yield start, stop
        start = taken.find(0, stop, end)
        if start < 0:
            return


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit()).lstrip("0")


def _spellings(word: str) -> set[str]:
    """A name as it may be typed: Müller, Mueller, Muller."""
    low = lowered(word)
    spelt = "".join(_SPELT.get(c, c) for c in low)
    plain = "".join(c for c in unicodedata.normalize("NFD", low) if not unicodedata.combining(c))
    curly = {f.replace("'", "’") for f in (low, spelt, plain)} | {f.replace("’", "'") for f in (low, spelt, plain)}
    return {low, spelt, plain, *curly}


def _signs(text: str, start: int, end: int) -> bool:
    """True for the last word of a line that stands alone on it or behind a comma or a dash: "thanks, will"."""
    last = text[end : end + 1] in ("", "\n", "\r")
    return last and (start == 0 or text[start - 1] == "\n" or text[max(0, start - 2) : start] in (", ", "- "))


def _stands_alone(text: str, start: int, end: int, *, name: bool) -> bool:
    """No letter stands beside a name but the s of a genitive, and no letter or digit beside another value; in scripts
    without spaces a name needs no bounds."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if not name:
        return not (before.isalnum() or after.isalnum())
    if "\u2e80" <= text[start] <= "\uffdc":
        return True
    return not before.isalpha() and (not after.isalpha() or (after == "s" and not text[end + 1 : end + 2].isalpha()))
