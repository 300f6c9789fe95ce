"""Written talk as a machine would have heard it: no capitals, no marks, fillers, and words slightly wrong."""

import random
import re

_FILLERS = ("uh", "um", "yeah", "so", "like", "you know")
_HEARD = {"ph": "f", "ck": "k", "ee": "ea", "ea": "ee", "ai": "ay", "ou": "ow", "th": "t", "s": "z", "z": "s",
          "c": "k", "y": "i", "i": "e", "e": "a", "a": "o", "o": "u", "d": "t", "b": "p", "m": "n",
          "v": "f"}  # fmt: skip
"""What sounds alike."""
_WRONG, _SPLIT, _FILLED = 0.12, 0.04, 0.06
"""Shares of words that are misheard, heard as two, and preceded by a filler: about the word errors of telephone
speech."""


def spoken(text: str, seed: str) -> str:
    """The text as heard; the same seed hears the same."""
    chance = random.Random(seed)  # noqa: S311 (noise, no secret)
    words = []
    for word in re.findall(r"[^\W_]+", re.sub(r"['’]", "", text.lower())):
        if chance.random() < _FILLED:
            words.append(chance.choice(_FILLERS))
        if len(word) > 3 and word.isalpha() and (drawn := chance.random()) < _WRONG + _SPLIT:
            if drawn < _WRONG:
                word = _misheard(word, chance)
            else:
                at = chance.randrange(2, len(word) - 1)
                word = f"{word[:at]} {word[at:]}"
        words.append(word)
    return " ".join(words)


def _misheard(word: str, chance: random.Random) -> str:
    """One or two sounds of a word replaced by ones that are alike."""
    for _ in range(chance.choice((1, 1, 2))):
        sounds = [s for s in _HEARD if s in word]
        if sounds:
            sound = chance.choice(sounds)
            word = word.replace(sound, _HEARD[sound], 1)
    return word
