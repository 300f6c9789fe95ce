"""What is broken, one thing at a time, and which metric has to notice.

A mutation wraps the retriever, what is asked, or what comes out. All are repeatable: what is random goes by the text.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from copilot.domain import AssistRequest, Citation, Reply
from copilot.guard.values import extract
from retrieval.documents import Found, Query, SearchResult
from retrieval.scope import Scope
from retrieval.search import Retriever

Spoil = Callable[[Reply, tuple[Found, ...]], Reply]
"""A reply made worse; with the passages that were found for it."""


def _same(request: AssistRequest) -> AssistRequest:
    return request


def _as_it_is(reply: Reply, _: tuple[Found, ...]) -> Reply:
    return reply


@dataclass(frozen=True, slots=True)
class Mutation:
    name: str
    about: str
    metric: str
    """The one that has to turn red; "" where nothing is broken."""
    retriever: type[Retriever] = Retriever
    ask: Callable[[AssistRequest], AssistRequest] = _same
    spoil: Spoil = _as_it_is

    @property
    def asks_anew(self) -> bool:
        """Whether its answers differ before they are spoilt, so that every case has to be asked again."""
        return self.retriever is not Retriever or self.ask is not _same


class Shuffled(Retriever):
    """The passages in any order, as though it were the order of their evidence."""

    async def search(self, query: Query, scope: Scope, **options: Any) -> SearchResult:
        result = await super().search(query, scope, **options)
        order = list(result.passages)
        random.Random(query.text).shuffle(order)  # noqa: S311 (no secret)
        ranked = [
            f.model_copy(update={"relevance": at.relevance, "below_floor": at.below_floor})
            for f, at in zip(order, result.passages, strict=True)
        ]
        return result.model_copy(update={"passages": tuple(ranked)})


class Floorless(Retriever):
    """Whatever is nearest counts as evidence, however far away it is."""

    async def search(self, query: Query, scope: Scope, **options: Any) -> SearchResult:
        result = await super().search(query, scope, **options | {"below_floor": True})
        let_through = [f.model_copy(update={"below_floor": False}) for f in result.passages]
        return result.model_copy(
            update={"passages": tuple(let_through), "reason": None if let_through else "below_floor"}
        )


class Foresighted(Retriever):
    """All knowledge of today, whenever the question was asked."""

    async def search(self, query: Query, scope: Scope, **options: Any) -> SearchResult:
        now = replace(scope, as_of=None)
        return await super().search(query, now, **options | {"standing": self.standing(now)})


def in_english(request: AssistRequest) -> AssistRequest:
    """Everyone is taken to write English."""
    assert request.conversation is not None
    return request.model_copy(update={"conversation": request.conversation.model_copy(update={"language": "en"})})


_NOWHERE = "article:of-nobody#0"
"""What a lonely citation is credited to."""


def swap_citations(reply: Reply, found: tuple[Found, ...]) -> Reply:
    """Each quote is said to come from the next source: of the reply's own, or of one that was found beside it."""
    sources = {c.passage_id: (c.source_id, c.title) for c in reply.citations}
    sources |= {f.passage.id: (f.passage.source_id, f.passage.title) for f in found if f.passage.id not in sources}
    sources |= {} if len(sources) > 1 else {_NOWHERE: (_NOWHERE, "")}
    order = list(sources)

    def swapped(citation: Citation) -> Citation:
        other = order[(order.index(citation.passage_id) + 1) % len(order)]
        source_id, title = sources[other]
        return citation.model_copy(update={"passage_id": other, "source_id": source_id, "title": title})

    return reply.model_copy(update={"citations": tuple(map(swapped, reply.citations))})


def change_digit(reply: Reply, _: tuple[Found, ...]) -> Reply:
    """The first digit of its first value is one more; a reply without any stays as it is."""
    for value in extract(reply.text):
        for at in range(value.start, value.end):
            if reply.text[at].isdecimal():
                wrong = str((int(reply.text[at]) + 1) % 10)
                return reply.model_copy(update={"text": reply.text[:at] + wrong + reply.text[at + 1 :]})
    return reply


NOTHING = Mutation("nothing", "the copilot as it is", "")
MUTATIONS = (
    Mutation("retrieval shuffled", "passages in random order", "mrr@10", retriever=Shuffled),
    Mutation(
        "citations swapped", "each quote is credited to another source", "citation precision", spoil=swap_citations
    ),
    Mutation("a digit changed", "in the first value of each reply", "values right", spoil=change_digit),
    Mutation("floor removed", "whatever is nearest counts as evidence", "silent", retriever=Floorless),
    Mutation("language ignored", "everyone is taken to write English", "language right", ask=in_english),
    Mutation("future leaked", "knowledge from after the question", "past only", retriever=Foresighted),
)
