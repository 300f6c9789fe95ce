"""How surely a passage answers a question: 0..1, meaning the same across queries, from evidence alone."""

import math
import re
import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from operator import mul

from retrieval import bm25
from retrieval.chunk import TELLS
from retrieval.crowd import USUAL, crowd
from retrieval.documents import Kind, Passage, Query
from retrieval.index import Hit, Sparse
from retrieval.names import NOTHING, Spoken

FLOOR = 0.3
"""Below it a passage is not returned. Above it is something for 97 % of the answerable questions of the sample company,
and for 76 % of the near misses, most of which speak of its products; not measured on questions held out."""
SIMILAR_FLOOR = 0.05
"""For counting what was done in similar cases: there many weak votes, weighed, are better than a few strong ones."""

_WITH_COSINE = (16.5, -1.5, 3.6, 1.25, -10.5, 4.4, 3.0, 1.3, 1.7, 2.3, 1.0, -10.0)
_WITHOUT_COSINE = (0.0, 9.7, 14.1, -1.5, -8.0, 3.5, 0.0, 0.0, 0.0, 0.0, 0.0, -9.5)
"""Of cosine, coverage by the title, saturated BM25, coverage by telling words, talk of another name, talk of its own,
words beside each other, the best other passage of the document, plain coverage, a title that holds all terms, the
crowd, and the constant.

All but the last three: the order within a question, by listwise regression on six corpora (a help centre, a shop, 719
question-answer pairs, snippets under names, written and spoken, and 748 pages of technical documentation), on one half
of the questions each and looked at on the other; title and body count apart, so the title's words count less than
those beside them; then moved a little by a random walk that kept what was best on all of them together. A title that
holds all of the question: for questions of a word or two, which come to little else. The constant: as many of the
answerable questions of the help centre and of the shop above the floor as before. Without cosines the older
fit on plain coverage stands."""
_WEAK = (10.0, 2.5, 6.0, 4.0, -8.0, 3.5, 0.0, 0.0, 0.0, 0.0, 1.0, -8.4)
"""The same where the model doesn't know the question's language: its vectors tell less, and words more. Tuned on 61
German questions about a shop, with a model made for English: the right article among the first five for 96 % instead of
92 %."""
_CASES = (18.5, 4.4, 2.6, 1.1, -10.95)
"""Of the first four and the constant, for how alike two cases are, which no crowd and no other name tells: logistic
regression on three corpora (a help centre, a shop, 719 question-answer pairs)."""
_HALF = 8.0
"""The BM25 score that counts half; a short question that is met well scores about this."""
_OTHER_LANGUAGE = 0.5
_RESOLUTION = 0.9
"""What we say counts a little more than what was once written."""
_AMONG = 24
"""Best hits among which it is told which words are rare."""
_LOOSE = 0.8
"""What a word counts that a passage has in another form only: misspelt, or as the beginning of a longer one."""
_ALL = 0.999
"""The share of the terms from which on a title holds all of them."""
_APART = 3
"""How far apart two words of a passage may stand that stand beside each other in the question."""
_ELSEWHERE = 0.2
"""From here on a passage is of another name, and no neighbour: sixty houses with the same answers are no crowd."""
_TOGETHER = 0.98
"""What the best of several answers to one question counts for each of them; the rest keeps their own order. Less (.5)
finds fewer of them where the question is the right one (mean average precision .961 for .971), and fills the first five
less with them where it is not (right thread among the first five: 99.1 % for 97.1 %)."""
_LETTERS = re.compile(r"[^\W\d_]{5,}")


def saturated(score: float | None) -> float:
    """BM25 without an upper end as 0..1, independent of the other hits."""
    return score / (score + _HALF) if score and score > 0 else 0.0


def fused(hit: Hit) -> float:
    """Both halves in one number, for a first ranking: convex fusion of scores."""
    return 0.7 * (hit.dense_score or 0.0) + 0.3 * saturated(hit.bm25_score)


class Terms:
    """The terms of a question among what it found: how telling each is there, and which are met loosely only."""

    def __init__(
        self,
        query: Query,
        terms: Sparse,
        hits: Sequence[Hit],
        spoken: Spoken = NOTHING,
        *,
        weak: bool = False,
        found: Sequence[Hit] | None = None,
    ) -> None:
        """``weak``: in a language that the embedding model doesn't know. ``found``: all that was found, where ``hits``
        are the best of it."""
        self.spoken = spoken
        self.weak = weak
        found = hits if found is None else found
        here = [h for h in found if spoken.elsewhere(h.passage.title) < _ELSEWHERE] if spoken.titles else found
        self.crowd = crowd(here)
        self._query, self._found = query, found
        self.weights = dict(zip(terms.indices, terms.values, strict=True))
        self._held: dict[tuple[str, str], tuple[tuple[int, ...], AbstractSet[int]]] = {}
        best = sorted(hits, key=fused, reverse=True)[:_AMONG]
        met = Counter(chain.from_iterable([self._holds(h.passage)[1] for h in best]))
        self._spelt = _spelt(query, self.weights.keys() - met.keys())
        self._loose = _loosely(self._spelt, [_whole(h.passage) for h in best]) if self._spelt else {}
        if self._loose:
            met.update(t for h in best for t in self._nearly(_whole(h.passage)))
        self._telling = {t: w * math.log((len(best) + 1) / (met[t] + 0.5)) for t, w in self.weights.items()}
        self._totals = sum(self.weights.values()), sum(self._telling.values())
        self._both = {t: (w, self._telling[t]) for t, w in self.weights.items()}

    # what tells passages apart and not cases, worked out where it is asked for
    @cached_property
    def _pairs(self) -> dict[tuple[int, int], float]:
        asked = [t for t in bm25.terms(self._query.text, self._query.language) if t in self._telling]
        return {pair: self._telling[pair[0]] + self._telling[pair[1]] for pair in pairwise(asked)}

    @cached_property
    def _in_pairs(self) -> float:
        return sum(self._pairs.values())

    @cached_property
    def _best_two(self) -> dict[tuple[Kind, str], list[tuple[float, str]]]:
        return _best_two(self._found)

    def covered(self, text: str, language: str | None) -> tuple[float, float]:
        """The share of the terms, by weight, that a text holds: plainly, and with those counting more that few of the
        hits hold."""
        return self._shares(self.weights.keys() & _terms(text, language), text)

    def _shares(self, held: AbstractSet[int], text: str) -> tuple[float, float]:
        plain = telling = 0.0
        for t in held:
            one, other = self._both[t]
            plain += one
            telling += other
        if self._loose:
            near = [self._both[t] for t in self._nearly(text) if t not in held]
            plain += _LOOSE * sum(one for one, _ in near)
            telling += _LOOSE * sum(other for _, other in near)
        all_plain, all_telling = self._totals
        return plain / all_plain if all_plain > 0 else 0.0, telling / all_telling if all_telling > 0 else 0.0

    def together(self, text: str, language: str | None) -> float:
        """The share of the question's neighbouring words, by how telling they are, that are neighbours in a text. What
        it holds of them where there is one word only."""
        order = _terms(text, language)
        held = self.weights.keys() & order
        return self._neighbours(order, held) if self._in_pairs else self._shares(held, text)[0]

    def _neighbours(self, order: tuple[int, ...], held: AbstractSet[int]) -> float:
        beside = [
            weight
            for (one, two), weight in self._pairs.items()
            if one in held and two in held and _follows(order, one, two)
        ]
        return sum(beside) / self._in_pairs

    def _holds(self, passage: Passage) -> tuple[tuple[int, ...], AbstractSet[int]]:
        """The terms of a passage in their order, and those of the question among them; worked out once."""
        key = passage.id, passage.text  # two versions of a document may be found
        found = self._held.get(key)
        if found is None:
            order = _terms_of(passage)
            found = self._held[key] = order, self.weights.keys() & order
        return found

    def words(self, passage: Passage) -> tuple[float, float, float]:
        """Of a passage with its title and headings: coverage, plain and telling, and how much stands together."""
        order, held = self._holds(passage)
        plain, telling = self._shares(held, _whole(passage) if self._loose else "")
        return plain, telling, self._neighbours(order, held) if self._in_pairs else plain

    def telling(self, passage: Passage) -> float:
        """Of a passage with its title and headings: coverage by telling words."""
        held = self._holds(passage)[1]
        return self._shares(held, _whole(passage) if self._loose else "")[1]

    def beside(self, passage: Passage) -> float:
        """The fused score of the best other passage of the same document; 0 where none was found."""
        best = self._best_two.get((passage.kind, passage.source_id), ())
        for score, name in best:
            if name != passage.id:
                return score
        return 0.0

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
        return [t for t, like in self._loose.items() if not like.isdisjoint(words)]


def share_crowd(pools: Sequence[Terms]) -> None:
    """A question is in scope or not, whichever pool says so: the crowd that speaks most for it counts in all, so that
    it never moves one pool against the other."""
    crowds = [terms.crowd for terms in pools if terms.crowd is not None]  # an empty pool says nothing
    best = max(crowds, key=lambda c: c.speaks, default=None)
    for terms in pools:
        terms.crowd = best


def evidence(hit: Hit, terms: Terms) -> tuple[float, ...]:
    """What speaks for a passage, in the order of the weights."""
    p = hit.passage
    plain, telling, together = terms.words(p)
    title = _of_title(p, terms)
    return (
        hit.dense_score or 0.0,
        title,
        saturated(hit.bm25_score),
        telling,
        terms.spoken.elsewhere(p.title),
        terms.spoken.titles.get(p.title, 0.0),
        together,
        terms.beside(p),
        plain,
        float(title > _ALL),
        (terms.crowd or USUAL).speaks,
        1.0,
    )


def _of_title(p: Passage, terms: Terms) -> float:
    return terms.covered(f"{p.title} {p.section}", p.language)[0]


def relevance(hit: Hit, terms: Terms, weight: float) -> float:
    """How surely a passage of this evidence answers; its odds are multiplied by ``weight``."""
    return _share(_logit(hit, terms, weight))


def likeness(hit: Hit, terms: Terms) -> float:
    """How alike a past case is to this one, 0..1."""
    if hit.dense_score is None or terms.weak:
        return relevance(hit, terms, 1.0)
    p = hit.passage
    told = (hit.dense_score or 0.0, _of_title(p, terms), saturated(hit.bm25_score), terms.telling(p), 1.0)
    return _share(sum(map(mul, _CASES, told)))


def relevances(hits: Sequence[Hit], terms: Terms, weights: Sequence[float]) -> list[float]:
    """The same for the hits of a pool, where answers to one question speak for each other: articles with the same
    title count by the best of them too. Not under a name, which says what they are about and not what they answer."""
    logits = [_logit(hit, terms, weight) for hit, weight in zip(hits, weights, strict=True)]
    best: dict[str, float] = {}
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for hit, logit in zip(hits, logits, strict=True):
        title = hit.passage.title
        asks = hit.passage.kind == "article" and len(title.split()) >= TELLS
        if asks and not terms.spoken.is_under(title):
            best[title] = max(logit, best.get(title, logit))
            articles[title].add(hit.passage.source_id)
    shared = {title: top for title, top in best.items() if len(articles[title]) > 1}  # not an article's own passages
    own = [shared.get(hit.passage.title, logit) for hit, logit in zip(hits, logits, strict=True)]
    return [_share((1 - _TOGETHER) * logit + _TOGETHER * top) for logit, top in zip(logits, own, strict=True)]


def _logit(hit: Hit, terms: Terms, weight: float) -> float:
    weights = _WITHOUT_COSINE if hit.dense_score is None else _WEAK if terms.weak else _WITH_COSINE
    speaks: float = sum(map(mul, weights, evidence(hit, terms)))
    return math.log(weight) + speaks


def _share(logit: float) -> float:
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
            for term in _terms(word, query.language):
                if term in terms:
                    found[term] = word
    return found


def _whole(p: Passage) -> str:
    return f"{p.title} {p.section}\n{p.text}"


def _terms_of(p: Passage) -> tuple[int, ...]:
    """Of all of a passage."""
    return _terms_in(p.title, p.section, p.text, p.language)


@lru_cache(maxsize=8192)
def _terms_in(title: str, section: str, text: str, language: str | None) -> tuple[int, ...]:
    """By the parts of a passage, which keep their hashes from question to question; joined they are a new text."""
    return bm25.terms(f"{title} {section}\n{text}", language)


@lru_cache(maxsize=8192)
def _terms(text: str, language: str | None) -> tuple[int, ...]:
    """In their order; a tuple, since thousands are kept and a set takes several times the room."""
    return bm25.terms(text, language)


def _follows(order: tuple[int, ...], one: int, two: int) -> bool:
    """True where ``two`` stands after ``one``, which is there, at most a few terms on."""
    n = -1
    for _ in range(order.count(one)):
        n = order.index(one, n + 1)
        if two in order[n + 1 : n + 1 + _APART]:
            return True
    return False


def _best_two(hits: Sequence[Hit]) -> dict[tuple[Kind, str], list[tuple[float, str]]]:
    """The two best passages of each document by fused score, best first."""
    best: defaultdict[tuple[Kind, str], dict[str, float]] = defaultdict(dict)
    for hit in hits:
        p = hit.passage
        best[p.kind, p.source_id][p.id] = fused(hit)
    return {
        source: sorted(zip(scores.values(), scores, strict=True), reverse=True)[:2] for source, scores in best.items()
    }


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    """The long words of a text, each once, in order of the alphabet."""
    return tuple(sorted(set(map(sys.intern, _LETTERS.findall(text.casefold())))))  # texts share most of their words


def _beginning(letter: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Those of ``_words`` that begin with a letter."""
    return words[bisect_left(words, letter) : bisect_left(words, chr(ord(letter) + 1))]


def _loosely(spelt: dict[int, str], texts: Sequence[str]) -> dict[int, set[str]]:
    """For each term the words of the texts that are alike, where there are any; each pair is compared once."""
    if not spelt:
        return {}
    held = [_words(text) for text in texts]
    known = {
        letter: frozenset(chain.from_iterable([_beginning(letter, words) for words in held]))
        for letter in {word[0] for word in spelt.values()}
    }
    found = {}
    for term, word in spelt.items():
        # one slip can't be both in the second letter and in the last two: most words are passed over at a glance
        second, last = word[1], word[-2:]
        like = {w for w in known[word[0]] if (w[1] == second or w[-2:] == last) and alike(word, w)}
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
