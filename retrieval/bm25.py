"""BM25 as sparse vectors: pure, the same for both engines, which only add the inverse document frequencies.

On 1,249 rephrased questions over 719 answers this encoder finds an answer of the right thread first for 73.0 % (mean
reciprocal rank .810), the embedded engine's own one for 73.1 % (.809); ours also keeps codes such as ``PW-204517``
whole and gives the same ids on a server.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import repeat
from threading import local
from typing import Any

import snowballstemmer

from retrieval.index import Sparse
from retrieval.stopwords import STOPWORDS

K1 = 1.2
B = 0.75
AVERAGE_LENGTH = 45.0
"""Terms of a usual passage (articles 35 to 60, resolutions 25); a constant: no passage depends on others."""

_STEMMERS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech", "da": "danish", "nl": "dutch",
    "en": "english", "eo": "esperanto", "et": "estonian", "fi": "finnish", "fr": "french", "de": "german",
    "el": "greek", "hi": "hindi", "hu": "hungarian", "id": "indonesian", "ga": "irish", "it": "italian",
    "lt": "lithuanian", "ne": "nepali", "nb": "norwegian", "nn": "norwegian", "no": "norwegian", "fa": "persian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "es": "spanish",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
# starts at a word's start and gives nothing back: linear also on a megabyte without a space
_CODE = re.compile(r"(?<![^\W_])[^\W_]++(?:[-_./#+][^\W_]++)+")
_DIGIT = re.compile("[0-9]")
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_UNSPACED = re.compile(r"[぀-ヿ㐀-䶿一-鿿豈-﫿가-힣]+")
_MAX_WORD = 64  # longer ones are noise: keys, encoded blobs
_threads = local()


def document(text: str, language: str | None) -> Sparse:
    """The vector of a passage: saturated term frequencies, normalised by length."""
    found = _terms(text, _base(language))
    counts, length = Counter(found), len(found)
    norm = K1 * (1 - B + B * length / AVERAGE_LENGTH)
    weights = {term: n * (K1 + 1) / (n + norm) for term, n in counts.items()}
    return _sparse(weights)


def query(pieces: Sequence[tuple[str, float]], language: str | None) -> Sparse:
    """The vector of a question: each term once, with the weight of the heaviest piece it stands in."""
    base = _base(language)
    weights: dict[int, float] = {}
    for text, weight in pieces:
        if weight > 0:
            for term in _terms(text, base):
                weights[term] = max(weight, weights.get(term, 0.0))
    return _sparse(weights)


def terms(text: str, language: str | None) -> tuple[int, ...]:
    """Ids of the terms of a text in their order, with repetition."""
    return tuple(_terms(text, _base(language)))


def _sparse(weights: dict[int, float]) -> Sparse:
    ordered = sorted(weights)
    return Sparse(tuple(ordered), tuple([weights[term] for term in ordered]))


def _base(language: str | None) -> str:
    """``pt-BR`` -> ``pt``; English where nobody said."""
    return language.split("-")[0].lower() if language else "en"


def _terms(text: str, language: str) -> list[int]:
    """Ids of the terms of a text, with repetition: stems of its words, and codes with a digit whole besides."""
    text = unicodedata.normalize("NFKC", text).casefold()
    if "'" in text or "’" in text:
        text = _APOSTROPHE.sub("" if language == "en" else " ", text)
    codes: list[str] = []
    if not text.isascii() or _DIGIT.search(text):
        codes = [c for c in _CODE.findall(text) if len(c) <= _MAX_WORD and any(map(str.isdigit, c))]
    words = [word for word in _WORD.findall(text) if len(word) <= _MAX_WORD]
    pairs: list[str] = []
    if not text.isascii() and _UNSPACED.search(text):  # no spaces between words: pairs of characters instead
        runs = [run for word in words for run in _UNSPACED.findall(word)]
        pairs = [run[i : i + 2] for run in runs for i in range(max(1, len(run) - 1))]
        words = [part for word in words for part in _UNSPACED.split(word) if part]
    stems = [term for term in map(_term, words, repeat(language)) if term is not None]
    return [*map(_hash, codes), *stems, *map(_hash, pairs)]


@lru_cache(maxsize=100_000)
def _term(word: str, language: str) -> int | None:
    """Id of a word's stem, accents folded; None for a stopword. Words with a digit stay whole."""
    if word in STOPWORDS.get(language, ()):
        return None
    if not any(c.isdigit() for c in word):
        stemmer = _stemmer(language)
        word = stemmer.stemWord(word) if stemmer else word
        if not word.isascii():
            word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return _hash(word)


def _hash(term: str) -> int:
    """A stable 32-bit id: an index outlives the process, so Python's own hash won't do."""
    return int.from_bytes(blake2b(term.encode(), digest_size=4).digest(), "little")


def _stemmer(language: str) -> Any:
    """The language's stemmer, one per thread (they keep state), or None."""
    name = _STEMMERS.get(language)
    if name is None:
        return None
    mine: dict[str, Any] = _threads.__dict__.setdefault("stemmers", {})
    if name not in mine:
        mine[name] = snowballstemmer.stemmer(name)
    return mine[name]
