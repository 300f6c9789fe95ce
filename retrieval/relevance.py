"""How surely a passage answers a question: 0..1, meaning the same across queries, from evidence alone."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from functools import lru_cache

from retrieval import bm25
from retrieval.documents import Passage, Query
from retrieval.index import Hit, Sparse

FLOOR = 0.3
"""Below it a passage is not returned. Of the questions of the fit, above it are four of five short or misspelt ones,
98 % of rephrased ones, and one in five near misses (a bank's customers asking a shop and a help centre); not measured
on questions held out."""
SIMILAR_FLOOR = 0.05
"""For counting what was done in similar cases: there many weak votes, weighed, are better than a few strong ones."""

_WITH_COSINE = (18.5, 4.4, 2.6, 1.1, -10.95)
_WITHOUT_COSINE = (0.0, 9.7, 14.1, -1.5, -9.5)
"""Of cosine, coverage by the title, saturated BM25, coverage by telling words, and the constant: logistic regression on
three corpora (a help centre, a shop, 719 question-answer pairs), each question alone and among sentences about
something else; the slope raised by half, so that the ends of the scale are used. Without cosines the older fit on plain
coverage stands, not refitted to telling words."""
_HALF = 8.0
"""The BM25 score that counts half; a short question that is met well scores about this."""
_OTHER_LANGUAGE = 0.5
_RESOLUTION = 0.9
"""What we say counts a little more than what was once written."""
_AMONG = 24
"""Best hits among which it is told which words are rare."""
_LOOSE = 0.8
"""What a word counts that a passage has in another form only: misspelt, or as the beginning of a longer one."""
_LETTERS = re.compile(r"[^\W\d_]{5,}")


def saturated(score: float | None) -> float:
    """BM25 without an upper end as 0..1, independent of the other hits."""
    return score / (score + _HALF) if score and score > 0 else 0.0


def fused(hit: Hit) -> float:
    """Both halves in one number, for a first ranking: convex fusion of scores."""
    return 0.7 * (hit.dense_score or 0.0) + 0.3 * saturated(hit.bm25_score)


class Terms:
    """The terms of a question among what it found: how telling each is there, and which are met loosely only."""

    def __init__(self, query: Query, terms: Sparse, hits: Sequence[Hit]) -> None:
        self.weights = dict(zip(terms.indices, terms.values, strict=True))
        best = sorted(hits, key=fused, reverse=True)[:_AMONG]
        met = Counter(t for h in best for t in self.weights.keys() & _terms(_whole(h.passage), h.passage.language))
        self._spelt = _spelt(query, self.weights.keys() - met.keys())
        self._loose = _loosely(self._spelt, [_whole(h.passage) for h in best])
        if self._loose:
            met.update(t for h in best for t in self._nearly(_whole(h.passage)))
        self._telling = {t: w * math.log((len(best) + 1) / (met[t] + 0.5)) for t, w in self.weights.items()}
        self._totals = sum(self.weights.values()), sum(self._telling.values())

    def covered(self, text: str, language: str | None, *, telling: bool) -> float:
        """The share of the terms, by weight, that a text holds; those that few of the hits hold count more where
        ``telling``."""
        weights, total = (self._telling, self._totals[1]) if telling else (self.weights, self._totals[0])
        if total <= 0:
            return 0.0
        held = self.weights.keys() & _terms(text, language)
        loosely = sum(weights[t] for t in self._nearly(text) if t not in held) if self._loose else 0.0
        return (sum(weights[t] for t in held) + _LOOSE * loosely) / total

    def respelt(self, text: str) -> str:
        """The text with the words that nothing holds as written replaced by those that were probably meant."""
        meant = {
            self._spelt[t]: min(slips)
            for t, like in self._loose.items()
            if (slips := [w for w in like if abs(len(w) - len(self._spelt[t])) < 2])
        }
        return _LETTERS.sub(lambda m: meant.get(m[0].casefold(), m[0]), text)

    def _nearly(self, text: str) -> list[int]:
        words = _words(text)
        return [t for t, like in self._loose.items() if not like.isdisjoint(words.get(self._spelt[t][0], ()))]


def relevance(hit: Hit, terms: Terms, weight: float) -> float:
    """How surely a passage of this evidence answers; its odds are multiplied by ``weight``."""
    cosine, titled, words, telling, constant = _WITHOUT_COSINE if hit.dense_score is None else _WITH_COSINE
    p = hit.passage
    logit = (
        cosine * (hit.dense_score or 0.0)
        + titled * terms.covered(f"{p.title} {p.section}", p.language, telling=False)
        + words * saturated(hit.bm25_score)
        + telling * terms.covered(_whole(p), p.language, telling=True)
        + constant
        + math.log(weight)
    )
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, logit))))


def alike(one: str, other: str) -> bool:
    """True where a word begins the other, or they begin alike and differ by one slip; lower case."""
    short, long = sorted((one, other), key=len)
    if len(short) < 5 or short[0] != long[0]:
        return False
    if long.startswith(short):
        return True
    if len(long) - len(short) > 1:
        return False
    n = next(n for n, c in enumerate(long) if n == len(short) or c != short[n])
    a, b = short[n:], long[n:]
    if len(a) < len(b):
        return a == b[1:]
    return a[1:] == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])


def _spelt(query: Query, terms: AbstractSet[int]) -> dict[int, str]:
    """The words of some terms as they were written; only long ones, the others are alike by chance."""
    if not terms:
        return {}
    found = {}
    for text, _ in query.terms or ((query.text, 1.0),):
        for word in _LETTERS.findall(text.casefold()):
            for term in bm25.query(((word, 1.0),), query.language).indices:
                if term in terms:
                    found[term] = word
    return found


def _whole(p: Passage) -> str:
    return f"{p.title} {p.section}\n{p.text}"


@lru_cache(maxsize=8192)
def _terms(text: str, language: str | None) -> frozenset[int]:
    return frozenset(bm25.document(text, language).indices)


@lru_cache(maxsize=4096)
def _words(text: str) -> dict[str, frozenset[str]]:
    """The long words of a text by their first letter."""
    found: dict[str, set[str]] = {}
    for word in _LETTERS.findall(text.casefold()):
        found.setdefault(word[0], set()).add(word)
    return {first: frozenset(words) for first, words in found.items()}


def _loosely(spelt: dict[int, str], texts: Sequence[str]) -> dict[int, set[str]]:
    """For each term the words of the texts that are alike, where there are any; each pair is compared once."""
    found = {}
    for term, word in spelt.items():
        known = set().union(*(_words(text).get(word[0], ()) for text in texts))
        like = {other for other in known if alike(word, other)}
        if like:
            found[term] = like
    return found


def outcome_weight(passage: Passage, now: datetime | None = None) -> float:
    """A factor for how a resolution ended: solved, stayed closed, was liked, is recent. 1 for an article."""
    if passage.kind != "resolution":
        return 1.0
    ended = passage.metadata
    weight = _RESOLUTION
    if not ended.get("solved", True):
        weight *= 0.5
    if ended.get("reopened"):
        weight *= 0.6
    rating = ended.get("rating")
    if isinstance(rating, int):
        weight *= {1: 0.6, 2: 0.7, 3: 0.9, 4: 1.0, 5: 1.1}.get(rating, 1.0)
    closed = ended.get("closed_at")
    if isinstance(closed, int | float):
        years = max(0.0, ((now or datetime.now(UTC)).timestamp() - closed) / (365.25 * 86400))
        weight *= max(0.6, 0.5 ** (years / 3))  # rules change: half as much after three years
    return weight


def is_other_language(passage: Passage, wanted: str | None) -> bool:
    """True where both languages are known and differ."""
    if not wanted or not passage.language:
        return False
    return passage.language.split("-")[0] != wanted.split("-")[0]


def language_weight(passage: Passage, wanted: str | None) -> float:
    """A passage in another language comes after one as good in the customer's own."""
    return _OTHER_LANGUAGE if is_other_language(passage, wanted) else 1.0
