"""What must not be known at a turn, and how it is kept away.

The export is indexed once, in a form that the searches' ``as_of`` can filter: a case counts from the moment at which
it was complete, an article from its last change. What has no time of its own is left out of the index where it is a
case, and counted where it is an article. The case itself and its duplicates are excluded by name.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from evals.replay.turns import Turn, known_from
from retrieval.documents import Article, Resolution
from retrieval.text import strip_quoted

EXCLUDED_AT_MOST = 1000
"""Ids that one request may exclude."""
_GRAM = 3
_SHORT = 8
"""Shingles below which two texts are alike by chance: then only the same customer's count as one."""
_SAME = 0.8
"""Share of the shorter text's shingles that the other one has, from which on they are the same text."""
_COMMON = 200
"""Tickets from which on a shingle is a phrase of the house and finds no candidates."""
_WORD = re.compile(r"\w+")


def moment(turn: Turn) -> datetime:
    """``as_of`` of a turn. The index keeps whole seconds, so one second less leaves nothing of the same second in."""
    return turn.at - timedelta(seconds=1)


def as_case(ticket: Resolution) -> Resolution | None:
    """A ticket as it is indexed; None where nothing says when it was closed.

    Tags are taken off, since nothing says when they were put on. When it was reopened or rated nothing says either but
    ``updated_at``, the last change of all: without it both are taken off, with it they count from then on.
    """
    known = known_from(ticket)
    if known is None:
        return None
    outcome = ticket.outcome.model_copy(update={"closed_at": known})
    updated = ticket.updated_at
    if updated is None:
        outcome = outcome.model_copy(update={"reopened": False, "rating": None})
    changed = max(known, updated) if updated else known
    return ticket.model_copy(update={"outcome": outcome, "updated_at": changed, "tags": (), "source": None})


def as_it_stood(article: Article) -> Article:
    """An article that counts from its last change on: what it said before that is not at hand."""
    times = [t for t in (article.valid_from, article.updated_at) if t]
    return article.model_copy(update={"valid_from": max(times, default=None), "source": None})


def as_it_is(article: Article) -> Article:
    """The other way to score it: as if it had always said what it says now."""
    return article.model_copy(update={"source": None})


def edited_since(article: Article, at: datetime) -> bool:
    """Changed after ``at``, while it may have been there before."""
    began = article.valid_from is None or article.valid_from < at
    return began and article.updated_at is not None and article.updated_at >= at


def duplicates(tickets: Sequence[Resolution]) -> dict[str, tuple[str, ...]]:
    """For each ticket those in which a customer wrote the same: sent twice, forwarded, merged, or split.

    Two are the same where one holds 0.8 of the other's word triples (containment: Broder 1997), counted over all that
    customers wrote, or where one customer wrote the same few words.
    """
    texts = [_words(t) for t in tickets]
    grams = [_grams(words) for words in texts]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for n, of in enumerate(grams):
        for gram in of:
            holders[gram].append(n)
    equal: defaultdict[str, set[int]] = defaultdict(set)
    for n, words in enumerate(texts):
        equal[" ".join(words)].add(n)
    out = {}
    for n, ticket in enumerate(tickets):
        shared: Counter[int] = Counter()
        for gram in grams[n]:
            if len(holders[gram]) <= _COMMON:
                shared.update(holders[gram])
        near = {m for m in shared if _are_same(grams[n], grams[m])}
        for m in equal[" ".join(texts[n])]:
            if len(grams[n]) >= _SHORT or (ticket.customer_id and ticket.customer_id == tickets[m].customer_id):
                near.add(m)
        near.discard(n)
        if near:
            out[ticket.id] = tuple(sorted(tickets[m].id for m in near))
    return out


def _words(ticket: Resolution) -> list[str]:
    said = [strip_quoted(m.text) for m in ticket.messages if m.author == "customer" and not m.private]
    return [w.lower() for text in said for w in _WORD.findall(text)]


def _grams(words: Sequence[str]) -> frozenset[str]:
    return frozenset(" ".join(words[n : n + _GRAM]) for n in range(len(words) - _GRAM + 1))


def _are_same(one: frozenset[str], other: frozenset[str]) -> bool:
    least = min(len(one), len(other))
    return least >= _SHORT and len(one & other) >= _SAME * least
