"""Measures of what is offered and decided: is it taken, cited, are its values right, does a person get it in time.

Pure. A count over nothing is ``Unscored``, not zero: a reply without a citation has no precision of citations.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from evals.figures import Score, Unscored
from evals.metrics import matthews

ACCEPTED = ("right", "small_edit")
"""Labels of a suggestion that an agent would send, as it is or after a touch."""


def acceptance_at(labels: Sequence[str | None], k: int, accepted: Collection[str] = ACCEPTED) -> bool | Unscored:
    """Whether any of the first ``k`` suggestions of a case was taken; the share over cases is acceptance@k.

    ``labels`` are a person's, best suggestion first; None where one was not labelled. No suggestion at all is a no:
    there was nothing to take. Without a taken one, a missing label leaves it open. (The acceptance rate of code
    completion: Ziegler et al. 2022, "Productivity assessment of neural code completion"; success@k over people's
    labels.)
    """
    first = labels[:k]
    if any(label in accepted for label in first if label is not None):
        return True
    return Unscored("a suggestion is not labelled") if None in first else False


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a reply that claims something."""

    supported: bool
    """All that it cites, taken together, bears it."""
    citations: tuple[bool, ...]
    """Of each citation, whether it bears the statement or a part of it."""


def citation_recall(statements: Sequence[Statement]) -> Score:
    """The share of statements that their citations bear; one without a citation is not borne (ALCE: Gao et al. 2023,
    "Enabling large language models to generate text with citations", 3)."""
    if not statements:
        return Unscored("no statement")
    return sum(s.supported and bool(s.citations) for s in statements) / len(statements)


def citation_precision(statements: Sequence[Statement]) -> Score:
    """The share of citations that bear what they stand beside (ALCE: Gao et al. 2023, 3, with the judgement of each
    citation given, where ALCE infers it)."""
    citations = [right for s in statements for right in s.citations]
    return sum(citations) / len(citations) if citations else Unscored("no citation")


def value_errors(said: Collection[str], known: Collection[str]) -> int:
    """How many different values (amounts, dates, codes, links...) a text says that nothing it rests on holds. Extrinsic
    errors of entities and numbers (Maynez et al. 2020, "On faithfulness and factuality in abstractive summarization").
    """
    return len(set(said) - set(known))


def value_error_rate(said: Collection[str], known: Collection[str]) -> Score:
    """Those by all different values that it says; of a text without values nothing is scored."""
    return value_errors(said, known) / len(set(said)) if said else Unscored("no value")


@dataclass(frozen=True, slots=True)
class Escalation:
    """One case: whether a bot gave it to a person, and whether it should have."""

    given: bool
    due: bool


def escalation_precision(cases: Sequence[Escalation]) -> Score:
    """Of the cases given to a person, the share that had to be (positive predictive value; van Rijsbergen 1979)."""
    given = [c.due for c in cases if c.given]
    return sum(given) / len(given) if given else Unscored("nothing was given to a person")


def escalation_recall(cases: Sequence[Escalation]) -> Score:
    """Of the cases that a person had to have, the share that one got (sensitivity; van Rijsbergen 1979)."""
    due = [c.given for c in cases if c.due]
    return sum(due) / len(due) if due else Unscored("nothing was due to a person")


def escalation_mcc(cases: Sequence[Escalation]) -> Score:
    """Matthews correlation of given and due, -1..1: unlike F1 it heeds what was rightly kept, and always escalating is
    worth nothing (Matthews 1975; Chicco and Jurman 2020). Unscored where all are given or none, or all due or none."""
    if len({c.given for c in cases}) < 2 or len({c.due for c in cases}) < 2:
        return Unscored("only one kind of case")
    return matthews([str(c.given) for c in cases], [str(c.due) for c in cases])
