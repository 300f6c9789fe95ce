"""TweetSumm: summaries of support conversations on Twitter against those that people wrote.

Feigenblat et al., "TWEETSUMM - A Dialog Summarization Dataset for Customer Service", EMNLP Findings 2021. The headline
figure is against the first reference, as published figures are; the mean over all references and the best of them stand
beside it.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from copilot.domain import Conversation
from evals.metrics import mean
from evals.retrieval.suite import DataMissing, folder_of
from evals.rouge import KINDS, rouge

Rule = Literal["first reference", "mean of references", "best reference"]
_RULES: dict[Rule, Callable[[Sequence[float]], float]] = {
    "first reference": lambda of: of[0],
    "mean of references": mean,
    "best reference": max,
}


@dataclass(frozen=True, slots=True)
class Thread:
    conversation: Conversation
    references: tuple[str, ...]
    floor: str
    """A one-line template filled with the customer's first tweet and the first sentence of the agent's first."""


def threads(data: Path, split: str, limit: int | None = None) -> list[Thread]:
    """Raises DataMissing."""
    path = folder_of(data, "tweetsumm") / f"{split}.jsonl"
    if not path.is_file():
        raise DataMissing(f"no {path}: TweetSumm is not there")
    with path.open(encoding="utf-8") as lines:
        return [_thread(json.loads(line)) for line in list(lines)[:limit]]


def figures(told: Sequence[tuple[str, Sequence[str]]]) -> dict[Rule, dict[str, float]]:
    """ROUGE F1 of (text, references), stemmed, mean over conversations, by how several references are counted."""
    scores = [[rouge(text, reference) for reference in references] for text, references in told]
    return {
        rule: {kind: mean([of([s[kind].f1 for s in each]) for each in scores]) for kind in KINDS}
        for rule, of in _RULES.items()
    }


def _thread(row: dict[str, Any]) -> Thread:
    brand = row["brand"]
    turns = [(t["speaker_heuristic"], t["text"]) for t in row["turns"] if t["text"].strip()]
    own = re.compile(rf"(?<![\w@]){re.escape(brand)}(?!\w)")
    messages = [{"author": who, "text": own.sub(f"@{brand}", text)} for who, text in turns]
    conversation = Conversation.model_validate({"id": row["id"], "channel": "x", "public": True, "messages": messages})
    first = {who: text.replace(brand, "").strip() for who, text in reversed(turns)}
    answer = re.split(r"(?<=[.!?])\s", first.get("agent", ""))[0]
    floor = f"Customer is complaining about {first.get('customer', '')} Agent {answer}"
    return Thread(conversation, tuple(row["summaries"]), floor)
