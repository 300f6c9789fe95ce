"""The attacks: our own, and those of BIPIA from a folder that the command names."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CASES = Path(__file__).parents[1] / "cases"


@dataclass(frozen=True, slots=True)
class Attack:
    id: str
    kind: str
    """Its class, such as ``fence`` or ``link``."""
    text: str
    language: str = "en"
    bait: tuple[str, ...] = ()
    """Links and contact details that must not stand unflagged in a written reply."""
    parts: tuple[str, ...] = ()
    """The same text in pieces, for turns and fields."""
    half: str = "tune"
    """``held-out``: written after the rules of the detector, which were not changed for it."""


def own() -> list[Attack]:
    return [
        Attack(
            id=r["id"],
            kind=r["class"],
            text=r["text"],
            language=r["language"],
            bait=tuple(r.get("bait", ())),
            parts=tuple(r.get("parts", ())),
            half=r.get("half", "tune"),
        )
        for r in _lines(CASES / "attacks.jsonl")
    ]


def bipia(folder: Path) -> list[Attack]:
    """Attacks of BIPIA's training part (Yi et al. 2023), each within an e-mail of it: before, amid or after its text.

    Raises FileNotFoundError where the folder isn't there.
    """
    mails = [r["context"] for r in _lines(folder / "email_train.jsonl")]
    out: list[Attack] = []
    for name in ("text_attack_train.json", "code_attack_train.json"):
        kinds: dict[str, list[str]] = json.loads((folder / name).read_text("utf-8"))
        for kind, texts in kinds.items():
            for text in texts:
                mail = mails[len(out) % len(mails)][:1500]
                cut = (0, mail.find(" ", len(mail) // 2), len(mail))[len(out) % 3]
                whole = f"{mail[:cut]}\n{text}\n{mail[cut:]}".strip()
                out.append(Attack(f"bipia-{len(out) + 1:03}", f"bipia {kind}", whole))
    return out


def harmless() -> list[tuple[str, str]]:
    """(half, text) of messages that use the words of attacks and mean no harm; halves ``tune`` and ``held-out``."""
    return [(r["half"], r["text"]) for r in _lines(CASES / "harmless.jsonl")]


def sampled(attacks: list[Attack], limit: int | None) -> list[Attack]:
    """At most ``limit`` attacks, evenly from all."""
    if limit is None or limit >= len(attacks):
        return attacks
    return [attacks[n * len(attacks) // limit] for n in range(limit)]


def public_texts(data: Path) -> Iterator[tuple[str, list[str]]]:
    """Customers' texts of public data sets in a folder, as ordinary traffic: those that are there."""
    sets = {
        "tweetsumm": ("tweetsumm/train.jsonl", "tweetsumm/valid.jsonl"),
        "banking77": ("intents_banking77/original_train.jsonl",),
        "clinc150": ("intents_clinc150/original_train.jsonl",),
    }
    for name, files in sets.items():
        rows = [r for f in files if (data / f).is_file() for r in _lines(data / f)]
        if rows:
            yield name, [t for r in rows for t in _said(r)]


def _said(row: dict[str, Any]) -> Iterable[str]:
    turns = row.get("turns")
    if isinstance(turns, list):
        return [str(t["text"]) for t in turns if "cust" in str(t.get("speaker_heuristic", "")).lower()]
    return [str(row["text"])]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
