"""Let a model label a review's sample: ``python -m evals judge DIR [--record FILE]``.

DIR is what ``evals review make`` wrote. The model is that of ``COPILOT_LLM_URL``, ``COPILOT_LLM_MODEL`` and
``COPILOT_LLM_KEY``; without them the recorded answers are replayed. Its labels go to ``DIR/judge.csv``, which
``evals review read`` sets beside those of people: its scores are worth what that agreement is.
"""

import argparse
import asyncio
import csv
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from copilot.errors import UserError
from copilot.llm import open_llm
from copilot.settings import load_settings
from evals.figures import Unscored, share
from evals.judge.judge import LABELS, Judge, Rating
from evals.judge.records import Recorded
from evals.review.sample import Item, read_key, write_private

RECORD, JUDGED = "judge-answers.jsonl", "judge.csv"
_AT_ONCE = 4


async def label(judge: Judge, items: Sequence[Item]) -> list[Rating | Unscored]:
    """A rating of each item, a few at a time. Raises NotRecorded."""
    few = asyncio.Semaphore(_AT_ONCE)

    async def one(item: Item) -> Rating | Unscored:
        async with few:
            return await judge.rate(item.material, item.reply)

    return list(await asyncio.gather(*(one(item) for item in items)))


def as_csv(items: Sequence[Item], ratings: Sequence[Rating | Unscored]) -> str:
    """In the form of a reviewer's file; an item that the judge gave no label is empty. Reasons are left out: they quote
    customers, and a spreadsheet may take them for a formula."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(("item", "label"))
    rows.writerows((i.id, "" if isinstance(r, Unscored) else r.label) for i, r in zip(items, ratings, strict=True))
    return out.getvalue()


async def _run(folder: Path, record: Path, model: str | None) -> int:
    items = read_key(folder)
    llm = open_llm(load_settings())
    try:
        answers = Recorded(record, llm, model=model)
        ratings = await label(Judge(answers), items)
    finally:
        if llm is not None:
            await llm.close()
    write_private(folder / JUDGED, as_csv(items, ratings))
    print(f"{answers.model}: {len(items)} items, {answers.asked} asked of the model, the others from {record}")
    for name in LABELS:
        print(f"  {name:<11}{share(r if isinstance(r, Unscored) else r.label == name for r in ratings)}")
    print(f"Set it beside people: python -m evals review read {folder} YOUR.csv --judge {folder / JUDGED}")
    return 0


def main() -> int:
    """0 where it was done, 2 for what the user must change."""
    parser = argparse.ArgumentParser(prog="python -m evals judge", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder of a review")
    parser.add_argument("--record", type=Path, help=f"the recorded answers (default DIR/{RECORD})")
    parser.add_argument("--model", help="whose recorded answers, where the file holds several models'")
    told = parser.parse_args()
    try:
        return asyncio.run(_run(told.folder, told.record or told.folder / RECORD, told.model))
    except (UserError, OSError) as e:
        print(f"evals judge: {e}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
