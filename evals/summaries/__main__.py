"""How good summaries are: ``python -m evals.summaries tweetsumm|tau|fit --data FOLDER``.

``tweetsumm``: ROUGE against what people wrote. ``tau``: facts kept and wrong ones added. ``fit``: the weights by which
sentences are chosen, from the train part. ``FOLDER`` holds the public data sets. Without a model unless ``--model`` is
given. Exit code 2 where the data or the model is not there.
"""

import argparse
import asyncio
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from copilot.api.logs import configure_logging
from copilot.domain import Summary
from copilot.errors import UserError
from evals.metrics import mean
from evals.retrieval.suite import DataMissing
from evals.rouge import KINDS
from evals.summaries import fit, tasks, tweets
from evals.summaries.service import summaries

SUITES = ("tweetsumm", "tau", "fit")


async def tweetsumm(data: Path, split: str, limit: int | None, *, model: bool) -> dict[str, Any]:
    """ROUGE of the text, of its part that the references have too (who said what, without who waits), and the floor."""
    threads = tweets.threads(data, split, limit)
    async with summaries(model=model) as ask:
        told = [await ask(t.conversation, None) for t in threads]
    account = ["\n".join(s.text.splitlines()[: _told(s)]) if _told(s) else s.text for s in told]
    texts = {"summary.text": [s.text for s in told], "floor: template": [t.floor for t in threads]}
    if not model:
        texts["without its last line"] = account
    figures = {
        name: tweets.figures([(x, t.references) for x, t in zip(each, threads, strict=True)])
        for name, each in texts.items()
    }
    words = mean([float(len(s.text.split())) for s in told])
    origins = dict(Counter(s.origin for s in told))
    return {"conversations": len(threads), "words": words, "origins": origins, "rouge": figures}


def _told(summary: Summary) -> int:
    """How many lines tell who said what, each with its messages."""
    return sum(place.startswith("text/") for place in summary.evidence)


async def tau(data: Path, limit: int | None, *, model: bool) -> dict[str, Any]:
    """Facts kept, by kind and in all, wrong ones added, and which."""
    every = tasks.tasks(data, limit)
    gold: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    wrong = told = 0
    failures = []
    async with summaries(model=model) as ask:
        for task in every:
            summary = await ask(task.conversation, task.customer)
            lost = tasks.lost(task, summary)
            added, count = tasks.added(task, summary)
            gold.update(g.kind for g in task.gold)
            missed.update(g.kind for g in lost)
            wrong, told = wrong + len(added), told + count
            if lost or added:
                failures.append({"task": task.name, "lost": [[g.kind, *g.words] for g in lost], "added": added})
    kept = {kind: 1 - missed[kind] / n for kind, n in gold.items()}
    kept["all"] = 1 - missed.total() / gold.total()
    return {
        "conversations": len(every),
        "gold facts": dict(gold),
        "kept": kept,
        "wrong": wrong / max(1, told),
        "checked": told,
        "failures": failures,
    }


def show(suite: str, found: dict[str, Any], console: Console) -> None:
    if suite == "tweetsumm":
        console.print(f"{found['conversations']} conversations, {found['words']:.0f} words, {found['origins']}")
        rows = Table("text", "references", *KINDS)
        for name, rules in found["rouge"].items():
            for rule, scores in rules.items():
                rows.add_row(name, rule, *(f"{100 * scores[k]:.1f}" for k in KINDS))
        console.print(rows)
        return
    for failure in found["failures"]:
        lost = "; ".join(" ".join(g) for g in failure["lost"])
        console.print(f"{failure['task']}: lost {lost or 'nothing'}; added {', '.join(failure['added']) or 'nothing'}")
    rows = Table("gold facts", "number", "kept")
    for kind, share in found["kept"].items():
        rows.add_row(kind, str(found["gold facts"].get(kind, sum(found["gold facts"].values()))), f"{share:.3f}")
    console.print(rows)
    console.print(f"wrong: {found['wrong']:.4f} of {found['checked']} told; {found['conversations']} conversations")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.summaries", description=__doc__)
    parser.add_argument("suite", choices=SUITES)
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="where the data is")
    parser.add_argument("--limit", type=int, help="only so many conversations (of each file)")
    parser.add_argument("--split", default="valid", help="of tweetsumm")
    parser.add_argument("--model", action="store_true", help="with the model that COPILOT_LLM_URL names")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    configure_logging("error")
    try:
        if given.suite == "fit":
            print(fit.report(tweets.threads(given.data, "train", given.limit or fit.CONVERSATIONS)))
            return 0
        if given.suite == "tau":
            found = asyncio.run(tau(given.data, given.limit, model=given.model))
        else:
            found = asyncio.run(tweetsumm(given.data, given.split, given.limit, model=given.model))
    except (UserError, DataMissing, OSError) as e:
        print(f"evals.summaries: {e}", file=sys.stderr)
        return 2
    if given.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        show(given.suite, found, Console())
    return 0


if __name__ == "__main__":
    sys.exit(main())
