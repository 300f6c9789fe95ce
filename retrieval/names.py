"""Which titles a conversation speaks of: names of products, places and people in it, however they were spelt.

Speech and haste change names: "city roomz" for CityRoomz, "el shadai" for El Shaddai. A title is known by its rare
words, so a few of them right are enough, and common ones ("guest house") are not.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from retrieval.stopwords import STOPWORDS

FADE = 0.9
"""What a name counts that was said one message earlier."""
LEAST = 0.5
"""The share of a title, by how rare its words are, that must be there."""
_MOST = 8
"""Names in one conversation at most."""
_TITLES = 100
"""Titles under one name at most; a filter gets no longer than that."""
_LOOSE = 0.68
"""Letter pairs that two words must share to be the same one misheard (Dice's coefficient)."""
_LONGEST, _LOWER = 6, 4
"""Telling words of a name at most, and of one in small letters."""
_CLOSE = 0.85
"""The same for a whole name in one word, most of which may be a common word."""
_CROWDED = 300
"""Names with a word from which on it brings up none of them by itself."""
_LEARNED = 20_000
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_DIVIDERS = re.compile(r"\s*(?::|\||>|\s[–—-])\s+")
_COMMON = STOPWORDS["en"] | STOPWORDS["de"]


def _under_none(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a conversation speaks of by name."""

    titles: Mapping[str, float] = field(default_factory=dict)
    """Titles of articles under those names, 0..1: how surely and how lately."""
    surest: float = 0.0
    is_under: Callable[[str], bool] = _under_none
    """Whether a title is under any name at all."""

    def elsewhere(self, title: str) -> float:
        """0..1: how surely the talk is of another name than the one that a title is under; 0 for titles that are
        under none, and where nothing is named."""
        if not self.titles or not self.is_under(title):
            return 0.0
        return self.surest - self.titles.get(title, 0.0)


NOTHING = Spoken()


class Names:
    """The names in the titles of one tenant; made once for many questions."""

    def __init__(self, titles: Mapping[str, int]) -> None:
        """``titles``: each with the number of articles that have it."""
        heads = Counter(_head(title) for title in titles)
        self._titles: defaultdict[str, list[str]] = defaultdict(list)
        for title, articles in titles.items():
            # "El Shaddai: parking" and "El Shaddai: pets" are of one name, and so are several called "El Shaddai"
            head = _head(title)
            if (heads[head] > 1 or (articles > 1 and head == title)) and is_name(head):
                self._titles[head.casefold()].append(title)
        words = self._words = {name: frozenset(_words(name)) for name in self._titles}
        known = Counter(word for head in heads for word in set(_words(head)))
        self._rare = {
            word: math.log(1 + len(heads) / max(1, known[word])) ** 3 for found in words.values() for word in found
        }
        self._of: defaultdict[str, list[str]] = defaultdict(list)
        self._whole: dict[str, float] = {}
        self._joined: dict[str, tuple[str, ...]] = {}
        for name, found in words.items():
            self._whole[name] = sum(self._rare[word] for word in found)
            for word in found:
                self._of[word].append(name)
            if len(found) > 1:
                self._joined["".join(_words(name))] = tuple(found)
                initials = "".join(word[0] for word in _words(name))
                if len(initials) > 2 and initials not in _COMMON:
                    self._joined.setdefault(initials, tuple(found))
        self._pairs: defaultdict[str, list[str]] = defaultdict(list)
        for word in [*self._rare, *self._joined]:
            if len(word) > 4:
                for pair in _pairs(word):
                    self._pairs[pair].append(word)
        self._like = lru_cache(maxsize=_LEARNED)(self._meant)
        self._in = lru_cache(maxsize=1024)(self._mentioned)

    def spoken_of(self, said: Sequence[str]) -> "Spoken":
        """The names in what was said, the latest last."""
        titles = self._titles_in(said)
        return Spoken(titles, max(titles.values(), default=0.0), self._is_under)

    def _is_under(self, title: str) -> bool:
        return _head(title).casefold() in self._titles

    def _titles_in(self, said: Sequence[str]) -> dict[str, float]:
        """Titles that are spoken of, 0..1: how much of each is there, less the longer ago it was."""
        best: dict[str, float] = {}
        for ago, text in enumerate(reversed(said)):
            for name, share in self._in(text).items():
                best[name] = max(best.get(name, 0.0), share * FADE**ago)
        if not best:
            return {}
        # the name spoken of last counts whole, however long ago that was
        top = max(best.values())
        strongest = max(self._in(text).get(max(best, key=lambda n: best[n]), 0.0) for text in said)
        scale = strongest / top
        chosen = sorted(best, key=lambda name: -best[name])[:_MOST]
        return {
            title: min(1.0, best[name] * scale)
            for name in chosen
            if best[name] >= LEAST * top
            for title in self._titles[name][:_TITLES]
        }

    def _mentioned(self, text: str) -> dict[str, float]:
        """How much of each name is in one text, where it is enough."""
        said = _plain(text)
        heard: dict[str, float] = {}
        for word in said:
            for meant, sure in self._like(word):
                heard[meant] = max(heard.get(meant, 0.0), sure)
        for one, two in pairwise(said):
            if one not in _COMMON and two not in _COMMON:  # "city roomz"
                for meant, sure in self._like(one + two):
                    heard[meant] = max(heard.get(meant, 0.0), sure)
        share: defaultdict[str, float] = defaultdict(float)
        for word, sure in sorted(heard.items(), key=lambda one: len(self._of[one[0]])):
            named = self._of[word]
            if len(named) > _CROWDED:  # "hotel": adds to names that something rarer has brought up
                named = [name for name in share if word in self._words[name]]
            for name in named:
                share[name] += sure * self._rare[word]
        return {name: s for name, found in share.items() if (s := found / self._whole[name]) >= LEAST}

    def _meant(self, word: str) -> tuple[tuple[str, float], ...]:
        """Words of names that a word as heard may stand for, with how sure that is."""
        if word in self._rare:
            return ((word, 1.0),)
        if word in self._joined:
            return tuple((part, 1.0) for part in self._joined[word])
        if len(word) < 5:
            return ()
        shared = Counter(other for pair in _pairs(word) for other in self._pairs.get(pair, ()))
        found: dict[str, float] = {}
        for other, n in shared.most_common(12):
            sure = 2 * n / (len(_pairs(word)) + len(_pairs(other)))
            if sure >= (_CLOSE if other in self._joined else _LOOSE):
                for part in self._joined.get(other, (other,)):
                    found[part] = max(found.get(part, 0.0), sure)
        return tuple(found.items())


def is_name(text: str) -> bool:
    """True for what can be a name: few words, all written large (or none of them), and no question."""
    words = [word for word in _WORD.findall(text) if word.casefold() not in _COMMON]
    if not words or len(words) > _LONGEST or "?" in text:
        return False
    if text == text.lower():
        return len(words) <= _LOWER
    return not any(word[0].islower() for word in words)


@lru_cache(maxsize=_LEARNED)
def _head(title: str) -> str:
    return _DIVIDERS.split(title, maxsplit=1)[0]


def _plain(text: str) -> list[str]:
    """All words; "Rosa's" is one."""
    return _WORD.findall(_APOSTROPHE.sub("", text.casefold()))


def _words(text: str) -> list[str]:
    """Words in order, without those that every title has; all of them where nothing else is there."""
    words = _plain(text)
    return [word for word in words if word not in _COMMON] or words


@lru_cache(maxsize=_LEARNED)
def _pairs(word: str) -> frozenset[str]:
    framed = f"^{word}$"
    return frozenset(framed[n : n + 2] for n in range(len(framed) - 1))
