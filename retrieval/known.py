"""Records of documents as they are read from their points, and what is known of them between two writes."""

from dataclasses import dataclass, field
from typing import Any

from retrieval.documents import Kind
from retrieval.index import Record

LIGHT = [
    "record",
    "source_id",
    "generation",
    "digest",
    "passages",
    "updated_at",
    "visibility",
    "valid_from",
    "valid_until",
    "supersedes",
    "source",
]
"""A record's fields without its document."""


@dataclass(slots=True)
class Known:
    """What was read of documents after so many writes."""

    at: int
    records: dict[tuple[str, Kind, str], Record | None] = field(default_factory=dict)
    """By tenant, kind and source id, without their documents; None where there is none."""
    superseding: dict[tuple[str, str], list[Record]] = field(default_factory=dict)
    """By tenant and the name that is superseded."""
    next_valid: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By tenant: past which moment the next document that becomes valid was looked for, and when it does (epoch s)."""

    @property
    def size(self) -> int:
        return len(self.records) + len(self.superseding)


def record_of(payload: dict[str, Any]) -> Record:
    return Record(
        kind=payload["record"],
        source_id=payload["source_id"],
        generation=payload["generation"],
        document=payload.get("document", ""),
        digest=payload["digest"],
        passages=payload["passages"],
        updated_at=payload["updated_at"],
        visibility=payload["visibility"],
        valid_from=payload["valid_from"],
        valid_until=payload["valid_until"],
        supersedes=tuple(payload["supersedes"]),
        source=payload.get("source"),
    )
