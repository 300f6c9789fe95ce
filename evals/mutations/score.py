"""What one answer scores: yes or no, or a share, higher is better. Judged from outside, with none of its own checks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from copilot.domain import Reply
from copilot.guard.values import extract, same
from evals.figures import Score, Unscored
from evals.metrics import reciprocal_rank
from evals.metrics_replies import Statement, citation_precision, value_errors
from retrieval.documents import Found
from retrieval.text import detect_language


@dataclass(frozen=True, slots=True)
class Case:
    """A question to the sample company, at a moment."""

    id: str
    text: str
    language: str
    gold: tuple[str, ...]
    """Articles that answer it; none where nobody should."""
    at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a case."""

    case: Case
    ranking: tuple[str, ...]
    """Articles that search found, best first, floor or not."""
    replies: tuple[Reply, ...]
    passages: Mapping[str, str]
    """Texts, with their titles, of what the replies may rest on."""
    found: tuple[Found, ...]
    """The passages themselves, best first."""


def _ranked(seen: Seen) -> Score:
    return reciprocal_rank(seen.ranking, seen.case.gold, 10) if seen.case.gold else Unscored("nothing answers it")


def _cited(seen: Seen) -> Score:
    """A citation is right where its quote stands word for word in the passage that it names."""
    return citation_precision(
        [
            Statement(right, (right,))
            for reply in seen.replies
            for c in reply.citations
            for right in [bool(c.quote) and c.quote in seen.passages.get(c.passage_id, "")]
        ]
    )


def _values(seen: Seen) -> Score:
    """Whether every value of the replies stands in the passages or in the question."""
    said = {v.text: v for reply in seen.replies for v in extract(reply.text)}
    if not said:
        return Unscored("no value")
    known = [v for text in (*seen.passages.values(), seen.case.text) for v in extract(text)]
    return float(not value_errors(said, [text for text, v in said.items() if any(same(v, k) for k in known)]))


def _silent(seen: Seen) -> Score:
    return Unscored("something answers it") if seen.case.gold else float(not seen.replies)


def _language(seen: Seen) -> Score:
    """Whether all of the first reply is in the customer's language: each of its paragraphs that is long enough to tell,
    since a greeting in English above a German quotation is no German reply."""
    if not seen.replies:
        return Unscored("no reply")
    told = {lang for part in seen.replies[0].text.split("\n\n") if (lang := detect_language(part))}
    return float(told == {seen.case.language}) if told else Unscored("too short to tell its language")


def _past(seen: Seen) -> Score:
    """Whether nothing that was found is from after the question."""
    if not seen.found:
        return Unscored("nothing found")
    return float(all(f.passage.valid_from is None or f.passage.valid_from <= seen.case.at for f in seen.found))


METRICS: dict[str, Callable[[Seen], Score]] = {
    "mrr@10": _ranked,
    "citation precision": _cited,
    "values right": _values,
    "silent": _silent,
    "language right": _language,
    "past only": _past,
}


def scores(seen: Sequence[Seen], metric: str) -> dict[str, Score]:
    """By case."""
    return {s.case.id: METRICS[metric](s) for s in seen}
