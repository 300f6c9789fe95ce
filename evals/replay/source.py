"""Which article an answer came from, as its links and its words tell. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from evals.replay.hide import edited_since
from evals.replay.likeness import words
from retrieval.documents import Article
from retrieval.text import article_blocks, plain_text

_LINK = re.compile(r"https?://[^\s<>\"')\]]+")
_NUMBERED = re.compile(r"/articles/(\d+)")
_GRAM = 4
_SHARED, _SHARE = 6, 0.12
"""Word quadruples that an answer has from an article, and their share of the answer's own, from which on it came from
it: about two sentences, word for word."""
_HOUSE = 3
"""Articles from which on a quadruple is a phrase of the house."""


class Origins:
    """The articles of an export, to be recognised in what people wrote."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles: Mapping[str, Article] = {a.id: a for a in articles}
        self._urls = {_plain(a.url): a.id for a in articles if a.url}
        self._numbers: defaultdict[str, list[str]] = defaultdict(list)
        self._holders: defaultdict[str, list[str]] = defaultdict(list)
        for a in articles:
            for part in a.id.split(":"):
                if part.isdigit():
                    self._numbers[part].append(a.id)
            for gram in set(_grams(plain_text(article_blocks(a.body, a.format, a.url)))):
                self._holders[gram].append(a.id)

    def of(self, sent: str, at: datetime) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Ids of the articles that an answer came from: those that stood at ``at`` as they are now, and those that
        were edited since. Linked ones first; nothing where neither a link nor enough words tell."""
        found = dict.fromkeys(self._linked(sent))
        if not found:
            found = dict.fromkeys(self._worded(sent))
        stood, edited = [], []
        for name in found:
            article = self._articles[name]
            if edited_since(article, at):
                edited.append(name)
            elif article.valid_from is None or article.valid_from < at:
                stood.append(name)
        return tuple(stood), tuple(edited)

    def _linked(self, sent: str) -> Iterable[str]:
        for match in _LINK.finditer(sent):
            url = match[0].rstrip(".,;:!?")
            if (name := self._urls.get(_plain(url))) is not None:
                yield name
            elif (number := _NUMBERED.search(url)) is not None:
                yield from self._numbers.get(number[1], ())

    def _worded(self, sent: str) -> Iterable[str]:
        own = set(_grams(sent))
        shared = Counter(name for gram in own if len(held := self._holders.get(gram, ())) <= _HOUSE for name in held)
        best = max(shared.values(), default=0)
        if best >= max(_SHARED, _SHARE * len(own)):
            yield from sorted(name for name, n in shared.items() if n == best)


def _plain(url: str | None) -> str:
    """An address without what doesn't change the page."""
    parts = urlsplit(url or "")
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}".lower()


def _grams(text: str) -> list[str]:
    said = words(text)
    return [" ".join(said[n : n + _GRAM]) for n in range(len(said) - _GRAM + 1)]
