"""Whom a document is for: a tag ``brand:NAME``, ``market:NAME`` or ``plan:NAME`` keeps it to that one.

A document without a tag of a kind holds for all of that kind; with several, for each of them. Case doesn't matter.
"""

from collections.abc import Iterable, Mapping
from typing import Any

SEGMENTS = ("brand", "market", "plan")


def folded(value: str) -> str:
    """How names of segments are compared."""
    return " ".join(value.casefold().split())


def segments_in(tags: Iterable[str]) -> dict[str, list[str]]:
    """The segments that ``tags`` name, each with its values; without those that are not named."""
    found: dict[str, list[str]] = {}
    for tag in tags:
        kind, colon, value = tag.partition(":")
        kind, value = kind.strip().lower(), folded(value)
        if colon and kind in SEGMENTS and value and value not in found.setdefault(kind, []):
            found[kind].append(value)
    return {kind: values for kind, values in found.items() if values}


def segments_of(*records: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The segments that somebody is in, as (kind, value), from the first of the records that names each."""
    found: dict[str, str] = {}
    for record in records:
        for kind in SEGMENTS:
            value = record.get(kind)
            if kind not in found and isinstance(value, str) and folded(value):
                found[kind] = folded(value)
    return tuple(found.items())
