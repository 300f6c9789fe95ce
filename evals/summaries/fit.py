"""The weights of ``copilot.assist.salient``: ridge regression of how much of what people wrote a sentence says."""

import re
from collections.abc import Sequence

import numpy as np

from copilot.assist.case import Case
from copilot.assist.salient import FEATURES, sentence, spoken
from copilot.assist.third_person import Speaker
from copilot.domain import AssistRequest, Policy
from evals.metrics import mean
from evals.rouge import rouge
from evals.summaries.tweets import Thread

CONVERSATIONS = 300
"""Of the train part, the first ones: what the weights in the code were fitted on."""
_RIDGE = 3.0
_AGENT = re.compile(r"\b(?:the )?agent", re.IGNORECASE)
SPEAKERS: tuple[Speaker, ...] = ("customer", "agent")


def report(threads: Sequence[Thread]) -> str:
    """For each speaker the weights in the order of FEATURES, and how much of the variance they explain."""
    lines = []
    for speaker in SPEAKERS:
        weights, explained = fitted(threads, speaker)
        lines.append(f"{speaker}, r2 {explained:.3f}: {weights}")
    return "\n".join([", ".join(FEATURES), *lines])


def fitted(threads: Sequence[Thread], speaker: Speaker) -> tuple[tuple[float, ...], float]:
    """(weights, r2): a sentence's worth is the mean ROUGE-1, 2 and L F1 of it, as it would be told, against the part of
    each reference that tells of this speaker. Raises ValueError where nobody of that kind speaks."""
    rows: list[tuple[float, ...]] = []
    worth: list[float] = []
    for thread in threads:
        case = Case(AssistRequest(conversation=thread.conversation), thread.conversation, None, Policy())
        parts = [_part(r, speaker) for r in thread.references]
        for said in spoken(case, speaker):
            text = sentence([said], speaker)
            rows.append(said.features)
            worth.append(mean([mean([r.f1 for r in rouge(text, part).values()]) for part in parts]))
    if not rows:
        raise ValueError(f"no {speaker} speaks")
    x, y = np.array(rows), np.array(worth)
    weights = np.linalg.solve(x.T @ x + _RIDGE * np.eye(x.shape[1]), x.T @ y)
    left, spread = float(((x @ weights - y) ** 2).sum()), float(((y - y.mean()) ** 2).sum())
    return tuple(round(float(w), 3) for w in weights), 1 - left / spread if spread else 0.0


def _part(reference: str, speaker: Speaker) -> str:
    """What a reference tells of a speaker: up to "Agent", or from there on."""
    found = _AGENT.search(reference)
    if found is None or found.start() < 10:
        return reference
    return reference[: found.start()] if speaker == "customer" else reference[found.start() :]
