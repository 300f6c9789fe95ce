"""First messages that customers of the sample company may write, each with the articles that answer it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OPENINGS = Path(__file__).parents[1] / "cases" / "draft_openings.jsonl"


@dataclass(frozen=True, slots=True)
class Opening:
    id: str
    language: str
    channel: str
    text: str
    gold: tuple[str, ...]
    """Articles of which any answers it; the same article in another language counts too."""

    @property
    def body(self) -> dict[str, Any]:
        """For ``POST /v1/drafts``."""
        message = {"id": "m1", "author": "customer", "text": self.text}
        return {"conversation": {"channel": self.channel, "messages": [message]}, "deadline_ms": 60_000}


def read_openings(limit: int | None = None) -> list[Opening]:
    """All of them, or ``limit`` evenly from all."""
    rows = [json.loads(line) for line in OPENINGS.read_text("utf-8").splitlines() if line.strip()]
    read = [Opening(r["id"], r["language"], r["channel"], r["text"], tuple(r["gold"])) for r in rows]
    if limit is None or limit >= len(read):
        return read
    return [read[n * len(read) // limit] for n in range(limit)]
