"""Past answers that an article changed since then tells otherwise: what was right when the case was closed."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime

from retrieval.amounts import Told, Unit, terms_of, told
from retrieval.documents import Passage
from retrieval.index import Hit

OUTDATED = 0.4
"""What it takes off the odds of a past answer, a little more than that a case was reopened: it is evidence still, since
two sentences may speak of two things."""
_AMONG = 16
"""Best hits of each pool that are compared."""
_SHARED, _OF_THE_ANSWER, _OF_THE_ARTICLE = 2, 0.6, 0.34
"""Terms that both sentences have, besides the amount; the share of the answer's that the article's has with its
headings; the share of the article's that the answer's has."""
_CLOSE = 0.45
"""Cosine from which on a case and a piece of an article are close; where it isn't known, words alone decide."""


def outdated(articles: Sequence[Hit], cases: Sequence[Hit], as_of: datetime | None = None) -> dict[str, str]:
    """For the ids of resolutions that are contradicted, the article that does it; of the best hits, best first.

    It must have been changed, or become valid, after the case was closed, and say another amount of the same unit in a
    sentence about the same. No amount of the answer may stand in any article at hand, nor come from the customer.
    """
    ended = [
        (hit, closed, _said(hit.passage)) for hit in cases[:_AMONG] if (closed := _closed(hit.passage)) is not None
    ]
    ended = [(hit, closed, says) for hit, closed, says in ended if says]
    if not ended:
        return {}
    known = [(hit, told(hit.passage.text, hit.passage.language)) for hit in articles[:_AMONG]]
    vouched: dict[Unit, set[str]] = {}
    for _, says in known:
        for one in says:
            vouched.setdefault(one.unit, set()).update(one.amounts)
    newer = [(hit, says, _changed(hit.passage, as_of)) for hit, says in known if says]
    problems = {hit.passage.source_id: hit.passage for hit in cases if hit.passage.side == "problem"}
    out: dict[str, str] = {}
    for hit, closed, says in ended:
        name = hit.passage.source_id
        if name in out:
            continue
        asked = problems.get(name)
        given = {(one.unit, n) for one in (told(asked.text, asked.language) if asked else ()) for n in one.amounts}
        doubtful = [one for one in says if _is_doubtful(one, vouched, given)]
        by = next(
            (o for o, tells, at in newer if doubtful and at > closed and _contradicts(o, tells, hit, doubtful)), None
        )
        if by is not None:
            out[name] = by.passage.source_id
    return out


def _closed(p: Passage) -> float | None:
    closed = p.metadata.get("closed_at")
    return closed if isinstance(closed, int | float) else None


def _said(p: Passage) -> tuple[Told, ...]:
    return told(p.text if p.side == "answer" else str(p.metadata.get("answer") or ""), p.language)


def _is_doubtful(one: Told, vouched: Mapping[Unit, set[str]], given: AbstractSet[tuple[Unit, str]]) -> bool:
    """Articles know amounts of this unit, but none of these, and they are not the customer's."""
    known = vouched.get(one.unit)
    return bool(known) and one.amounts.isdisjoint(known or ()) and given.isdisjoint((one.unit, n) for n in one.amounts)


def _changed(p: Passage, as_of: datetime | None) -> float:
    """Epoch seconds of the last change that had happened at ``as_of``; 0 where none is known."""
    times = (at for at in (p.updated_at, p.valid_from) if at and (as_of is None or at <= as_of))
    return max((at.timestamp() for at in times), default=0.0)


def _contradicts(article: Hit, tells: Sequence[Told], case: Hit, says: Sequence[Told]) -> bool:
    if article.vector is not None and case.vector is not None and float(article.vector @ case.vector) < _CLOSE:
        return False
    p = article.passage
    for answer in says:
        for one in tells:
            shared = len(one.terms & answer.terms) if one.unit == answer.unit else 0
            if shared >= max(_SHARED, _OF_THE_ARTICLE * len(one.terms)):
                held = answer.terms & (one.terms | terms_of(f"{p.title} {p.section}", p.language))
                if len(held) >= _OF_THE_ANSWER * len(answer.terms):
                    return True
    return False
