"""How likely the page that a bot's reply rests on is a right one, beside the other pages that were found.

Relevance says how near a page is; where several are as near, which of them was meant shows in their titles and in the
words of the question that they hold. Weights by logistic regression from the sample company's 200 openings (``python -m
evals.drafts``) and 76 that were written apart; by article left out the AUC is 0.85, by relevance alone 0.55. Pure.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from copilot.domain import Reply
from copilot.guard.words import content
from retrieval.documents import Found

_WEIGHTS = (0.55, 0.58, 3.40, -3.14, 2.98, -1.82, -1.33)
"""Of the log-odds of the page's relevance, its lead over the next one's, the share of its title that is asked about and
of another's at most, the share of the question that it holds and that another holds at most, and the constant."""
_READ = 400
"""Characters of a passage of which the words count."""
_LEAD = 3.0
"""Most that a lead counts, in log-odds; and what a page without rivals has."""


@dataclass(slots=True)
class _Page:
    relevance: float = 0.0
    title: frozenset[str] = frozenset()
    words: set[str] = field(default_factory=set)


def page_fits(reply: Reply, found: Sequence[tuple[Found, str]], text: str, language: str) -> float | None:
    """0..1: the chance that all articles that ``reply`` cites answer ``text``, of the ``found`` passages; None where it
    cites none of them."""
    pages: dict[str, _Page] = {}
    for f, quotable in found:
        if f.passage.kind == "article":
            page = pages.setdefault(f.passage.source_id, _Page())
            page.relevance = max(page.relevance, f.relevance)
            page.title = frozenset(content(f.passage.title, language))
            page.words.update(content(f"{quotable[:_READ]} {f.passage.section}", language))
    cited = {c.source_id for c in reply.citations if c.kind == "article"} & pages.keys()
    if not cited:
        return None
    asked = frozenset(content(text, language))
    of = [p for name, p in pages.items() if name in cited]
    others = [p for name, p in pages.items() if name not in cited]
    rarity = {w: _rarity(sum(w in p.words or w in p.title for p in pages.values()), len(pages)) for w in asked}
    near = max(_logit(p.relevance) for p in of)
    lead = near - max(_logit(p.relevance) for p in others) if others else _LEAD
    evidence = (
        near,
        max(-_LEAD, min(_LEAD, lead)),
        *(max((len(p.title & asked) / max(1, len(p.title)) for p in some), default=0.0) for some in (of, others)),
        *(max((_held(p, rarity) for p in some), default=0.0) for some in (of, others)),
        1.0,
    )
    return 1 / (1 + math.exp(-sum(w * e for w, e in zip(_WEIGHTS, evidence, strict=True))))


def _held(page: _Page, rarity: dict[str, float]) -> float:
    """Share of the question, by how rare its words are among the pages, that stands on this one."""
    return sum(r for w, r in rarity.items() if w in page.words or w in page.title) / (sum(rarity.values()) or 1.0)


def _rarity(pages: int, of: int) -> float:
    return math.log(1 + (of + 1) / (pages + 0.5))


def _logit(p: float) -> float:
    p = min(0.995, max(0.005, p))
    return math.log(p / (1 - p))
