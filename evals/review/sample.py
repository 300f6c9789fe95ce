"""A blind, seeded sample of a run's suggestions, and the key that leads from an item back to its case.

A reviewer sees the conversation, the sources and the suggestion; not the run, the case's id, the confidence or the
score, which would lead them. Only ``key.json`` knows those: it stays with whoever made the sample.
"""

import json
import os
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copilot.errors import UserError
from evals.judge.judge import Material

KEY = "key.json"
RESULTS = "results.json"
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """One suggestion to label; ``id`` says nothing about it."""

    id: str
    material: Material
    reply: str
    case: str
    """Of the run, as ``suite/id``: in the key alone."""


def read_run(path: Path) -> list[Json]:
    """The cases of a run: a file, or a folder with ``results.json`` or other JSON files of that shape
    (``{"cases": [{"id", "suite", "input": {"conversation"}, "output": {"replies"}}]}``). Raises UserError."""
    if path.is_dir():
        one = path / RESULTS
        files = [one] if one.exists() else sorted(f for f in path.glob("*.json") if f.name != KEY)
    else:
        files = [path]
    cases: list[Json] = []
    for file in files:
        try:
            run = json.loads(file.read_text("utf-8"))
        except OSError as e:
            raise UserError(f"{file}: {e.strerror}") from e
        except ValueError as e:
            raise UserError(f"{file} is no JSON") from e
        if not isinstance(run, dict) or not isinstance(run.get("cases"), list):
            raise UserError(f"{file} is no result of a run: it has no list of cases")
        cases += [c for c in run["cases"] if isinstance(c, dict)]
    return cases


def sample(cases: Iterable[Json], size: int, seed: int) -> list[Item]:
    """At most ``size`` first suggestions, drawn and ordered by the seed alone: the order of the cases in the file does
    not matter. Cases without a suggestion are left out. Raises UserError where none has any."""
    drawn = sorted((i for i in map(_item, cases) if i is not None), key=lambda i: (i.case, i.reply))
    if not drawn:
        raise UserError("no case of the run holds a conversation and a suggested reply")
    chance = random.Random(seed)  # noqa: S311 (a sample, no secret)
    chance.shuffle(drawn)
    return [Item(f"r{n:03}", i.material, i.reply, i.case) for n, i in enumerate(drawn[:size], 1)]


def _item(case: Json) -> Item | None:
    output = case.get("output") or {}
    reply = next(iter(output.get("replies") or ()), None) or output.get("reply")
    conversation = (case.get("input") or {}).get("conversation") or {}
    messages = [(str(m["author"]), str(m["text"])) for m in conversation.get("messages") or () if not m.get("private")]
    if not reply or not messages:
        return None
    if subject := conversation.get("subject"):
        messages = [("subject", str(subject)), *messages]
    cited = [f"{c.get('title', '')}: {c.get('quote', '')}" for c in reply.get("citations") or ()]
    sources = tuple(dict.fromkeys(cited))
    return Item("", Material(tuple(messages), sources), str(reply["text"]), f"{case.get('suite', '')}/{case['id']}")


def write_key(folder: Path, items: Sequence[Item], seed: int) -> None:
    """What leads back, and what the judge is shown."""
    told = [
        {
            "item": i.id,
            "case": i.case,
            "conversation": [list(m) for m in i.material.conversation],
            "sources": list(i.material.sources),
            "reply": i.reply,
        }
        for i in items
    ]
    write_private(folder / KEY, json.dumps({"seed": seed, "items": told}, ensure_ascii=False, indent=1) + "\n")


def read_key(folder: Path) -> list[Item]:
    """Raises UserError."""
    file = folder / KEY
    try:
        told = json.loads(file.read_text("utf-8"))["items"]
        return [
            Item(i["item"], Material([(a, t) for a, t in i["conversation"]], i["sources"]), i["reply"], i["case"])
            for i in told
        ]
    except OSError as e:
        raise UserError(f"{file}: {e.strerror}; it is made by 'python -m evals review make'") from e
    except (ValueError, KeyError, TypeError) as e:
        raise UserError(f"{file} is no key of a review") from e


def write_private(file: Path, text: str) -> None:
    """For the owner alone: it holds what customers wrote."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline="") as f:
        f.write(text)
    file.chmod(0o600)
