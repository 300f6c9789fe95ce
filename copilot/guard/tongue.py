"""In which language a reply is, by its own words: a label or message that it quotes may be in another. Pure."""

import re

from retrieval.text import detect_language

_QUOTED = re.compile(r"„[^“”\"\n]{1,400}[“”\"]|“[^”\n]{1,400}”|\"[^\"\n]{1,400}\"|«[^»\n]{1,400}»|»[^«\n]{1,400}«")
_MOST = 0.8
"""Share of the letters from which on a quote is the text itself, which some models put into quotation marks."""


def spoken_in(text: str, language: str) -> str | None:
    """The language of the text's own words, where ``language`` is that of the whole; None where they are too few to
    tell, or nothing but names."""
    bare = _QUOTED.sub(" ", text)
    if _letters(bare) <= (1 - _MOST) * _letters(text):
        return language
    if not any(word.islower() for word in re.findall(r"[^\W\d_]+", bare)) and bare.isascii():
        return None
    return language if bare == text else detect_language(bare)


def _letters(text: str) -> int:
    return sum(c.isalpha() for c in text)
