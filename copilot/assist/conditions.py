"""What rules of the policy may ask about a case: promises, renewals, incidents. Pure; what is not known is left out."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from copilot.assist.case import Case
from copilot.assist.gather import Gathered
from copilot.assist.ledger import moment_of, overdue

_RENEWS = re.compile(
    r"(?:^|_)(?:renew\w*|next_renewal|renewal_date|contract_end\w*|subscription_end\w*|verlängerung\w*|"
    r"vertragsende)(?:$|_)",
    re.IGNORECASE,
)
"""Names of fields that hold the day on which a contract is renewed or ends."""
_INCIDENT = frozenset({"incident", "status"})
"""Tags of articles that tell of something that is wrong now."""
_FITS = 0.5
"""Relevance from which on an incident is what the customer writes about."""
_DEEP = 4


def conditions(case: Case, found: Gathered | None = None) -> dict[str, Any]:
    """``overdue_promise``: True where one is, else False. ``renewal_in_days``: days to the next one that the record
    names (0 today; no past ones). ``incident``: the title of the article that tells of it."""
    told: dict[str, Any] = {"overdue_promise": bool(overdue(case))}
    if (days := renewal_in_days(case)) is not None:
        told["renewal_in_days"] = days
    if found is not None and not found.down:
        if (name := incident(found)) is not None:
            told["incident"] = name
        elif found.query is not None:
            told["incident"] = ""
    return told


def renewal_in_days(case: Case) -> int | None:
    """Days from now to the nearest renewal that the customer's record names; None where it names none to come."""
    if case.customer is None:
        return None
    today = moment_of(case).astimezone(UTC).date()
    ahead = [(day - today).days for day in _renewals(case.customer.attributes, 0) if day >= today]
    return min(ahead, default=None)


def incident(found: Gathered) -> str | None:
    """The title of the best article tagged ``incident`` or ``status`` that fits; searching leaves out what is no longer
    or not yet valid."""
    for passage in (f for f, _ in found.evidence):
        tags = {t.casefold() for t in passage.passage.tags}
        if passage.passage.kind == "article" and tags & _INCIDENT and passage.relevance >= _FITS:
            return passage.passage.title
    return None


def _renewals(node: Any, depth: int) -> Iterator[date]:
    if depth > _DEEP:
        return
    if isinstance(node, Mapping):
        for key, value in node.items():
            if isinstance(value, str) and _RENEWS.search(str(key)):
                if (day := _day(value)) is not None:
                    yield day
            else:
                yield from _renewals(value, depth + 1)
    elif isinstance(node, list):
        for inner in node:
            yield from _renewals(inner, depth + 1)


def _day(text: str) -> date | None:
    """A date or time of ISO 8601, in UTC where it has a zone."""
    try:
        at = datetime.fromisoformat(text.strip())
        return at.astimezone(UTC).date() if at.tzinfo else at.date()
    except (ValueError, OverflowError):  # no date, or one at the edge of the calendar
        return None
