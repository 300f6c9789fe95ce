"""Public intents as a support scope: utterances as past cases whose answer is their intent, others as openings."""

import json
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from evals.retrieval.suite import DataMissing

HELD_OUT = 10
"""Intents of Banking77 that are nobody's answer: as many for the choice of a threshold, and as many for the test."""


@dataclass(frozen=True, slots=True)
class Opening:
    text: str
    group: str | None
    """Its intent; None where it is out of scope."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Past cases, openings to choose a threshold by, and openings that count."""

    name: str
    cases: list[Opening]
    tune: list[Opening]
    asked: list[Opening]


def clinc150(folder: Path, _seed: int) -> Scope:
    """150 intents and openings of none (Larson et al. 2019)."""
    return Scope(
        "clinc150",
        read(folder / "original_train.jsonl"),
        read(folder / "original_val.jsonl") + read(folder / "original_oos_val.jsonl", known=False),
        read(folder / "original_test.jsonl") + read(folder / "original_oos_test.jsonl", known=False),
    )


def banking77(folder: Path, seed: int) -> Scope:
    """77 intents of one bank (Casanueva et al. 2020), some of them held out: near misses."""
    cases, tune, asked = (read(folder / f"{part}.jsonl") for part in ("train", "valid", "test"))
    names = sorted({o.group or "" for o in cases})
    random.Random(seed).shuffle(names)  # noqa: S311
    held = names[: 2 * HELD_OUT]
    return Scope(
        "banking77",
        [o for o in cases if o.group not in held],
        _scoped(tune, unknown=held[:HELD_OUT], gone=held[HELD_OUT:]),
        _scoped(asked, unknown=held[HELD_OUT:], gone=held[:HELD_OUT]),
    )


def by_group(openings: list[Opening]) -> dict[str, list[str]]:
    """The texts of each intent."""
    out: defaultdict[str, list[str]] = defaultdict(list)
    for opening in openings:
        out[opening.group or ""].append(opening.text)
    return dict(out)


def _scoped(openings: list[Opening], *, unknown: list[str], gone: list[str]) -> list[Opening]:
    return [Opening(o.text, None if o.group in unknown else o.group) for o in openings if o.group not in gone]


def read(path: Path, *, known: bool = True) -> list[Opening]:
    try:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    except FileNotFoundError as e:
        raise DataMissing(f"no {path}") from e
    return [Opening(row["text"], row["label"] if known else None) for row in rows]
