"""Which of a domain's reply templates the agent picked: all are ranked, not the two that were shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from copilot.assist.learn import Head
from copilot.assist.places import examples
from evals.actions.star import Dialogue
from retrieval.embed import Embedder

_TYPED = 8.0
"""How much nearness to what was typed weighs beside the log of the chance."""


@dataclass(frozen=True, slots=True)
class Accepted:
    picks: int
    templates: float
    """That were ranked at each pick, on average."""
    first: float
    """Share of the picks at which the best one was picked."""
    second: float
    """Or the second."""


async def ranked(
    head: Head, embedder: Embedder, dialogues: Sequence[Dialogue], replies: Mapping[str, Mapping[str, str]]
) -> dict[str, Accepted]:
    """By what is known: the conversation alone, what the agent typed alone, both."""
    texts = sorted(
        {t for d in dialogues for t in d.typed.values() if t} | {t for r in replies.values() for t in r.values()}
    )
    vectors = dict(zip(texts, await embedder.documents(texts), strict=True))
    ranks: dict[str, list[int]] = {"conversation": [], "typed": [], "both": []}
    sizes: list[int] = []
    for dialogue in dialogues:
        domains = {task.partition("_")[0] for task in dialogue.tasks}
        offered = {
            label.lower().replace("-", "_"): text
            for task, all_of_it in replies.items()
            if task.partition("_")[0] in domains
            for label, text in all_of_it.items()
        }
        labels = sorted(offered)
        n = -1
        for place, did in examples(dialogue.resolution):
            n = len(place.done)
            if did not in offered or n not in dialogue.typed:
                continue
            chances = head.likely(place).chances
            said = np.array([np.log(max(1e-6, chances.get(label, 0.0))) for label in labels])
            typed = dialogue.typed[n]
            near = (
                np.array([float(vectors[typed] @ vectors[offered[label]]) for label in labels]) if typed else said * 0
            )
            at = labels.index(did)
            for name, score in (("conversation", said), ("typed", near), ("both", said + _TYPED * near)):
                ranks[name].append(int((score > score[at]).sum()))
            sizes.append(len(labels))
    return {
        name: Accepted(
            len(found), float(np.mean(sizes)), float(np.mean(np.array(found) < 1)), float(np.mean(np.array(found) < 2))
        )
        for name, found in ranks.items()
    }
