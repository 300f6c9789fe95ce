"""``python -m evals replay EXPORT``: your own closed tickets, asked again without a look into the future.

Writes replay.json (figures, timings apart), replay.html (every suggestion beside what was sent) and turns.jsonl into
DIR. The last two hold customers' words, and only their owner can read any of them. A run that was cut off goes on where
it stopped when it is started again with the same arguments.
"""

import argparse
import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from copilot.api.logs import configure_logging
from copilot.domain import ActionSpec, Policy
from copilot.errors import UserError
from copilot.settings import load_settings
from evals.replay.keep import FIGURES, PAGE, private_file
from evals.replay.report import table, write_page
from evals.replay.run import Options, replay
from retrieval.sources.shape import FORMATS

T = TypeVar("T")
_TOLD_EVERY_S = 2.0


def main() -> int:
    """0 when it is done, 2 for what the user must change."""
    parser = argparse.ArgumentParser(prog="python -m evals replay", description=__doc__)
    parser.add_argument("export", type=Path, metavar="EXPORT", help="a file or folder, as the copilot ingests it")
    parser.add_argument("--out", type=Path, default=Path("replay"), metavar="DIR", help="where the results go (replay)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of what --limit draws, and of intervals (1)")
    parser.add_argument("--format", choices=FORMATS, dest="form", help="how to read it, where its files don't tell")
    parser.add_argument("--limit", type=int, metavar="N", help="replay N tickets; all are indexed all the same")
    parser.add_argument(
        "--policy", type=Path, metavar="FILE", help="what your bot may send, as PUT /v1/policy takes it"
    )
    parser.add_argument("--actions", type=Path, metavar="FILE", help="your catalogue, a JSON list; else what was taken")
    parser.add_argument("--parallel", type=int, default=4, metavar="N", help="turns asked at once (4)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="processes (all cores)")
    parser.add_argument("--keep", action="store_true", help="leave the index in DIR; else it is removed at the end")
    given = parser.parse_args()
    configure_logging("error")
    os.umask(0o077)
    try:
        options = Options(
            export=given.export,
            out=given.out,
            seed=given.seed,
            form=given.form,
            limit=_positive("--limit", given.limit),
            policy=_read(given.policy, TypeAdapter(Policy)) if given.policy else None,
            actions=tuple(_read(given.actions, TypeAdapter(list[ActionSpec]))) if given.actions else (),
            parallel=_positive("--parallel", given.parallel) or 1,
            workers=_positive("--workers", given.workers) or 1,
            keep=given.keep,
        )
        done = asyncio.run(replay(options, load_settings(), _Told()))
        with private_file(given.out / FIGURES) as out:
            json.dump({**done.figures, "timings": done.timings}, out, indent=1, ensure_ascii=False)
        with private_file(given.out / PAGE) as out:
            write_page(out, done)
    except (UserError, OSError) as e:
        print(f"evals replay: {e}", file=sys.stderr)
        return 2
    print("\n".join(table(done.figures["metrics"])))
    print(f"\n{len(done.turns)} turns; see {given.out / PAGE}")
    if unreadable := done.figures["export"]["unreadable"]:
        print(f"{unreadable} items could not be read; {given.out / FIGURES} names them", file=sys.stderr)
    return 0


def _positive(name: str, value: int | None) -> int | None:
    if value is not None and value < 1:
        raise UserError(f"{name} takes a number from 1 on")
    return value


def _read(path: Path, form: TypeAdapter[T]) -> T:
    try:
        return form.validate_json(path.read_bytes())
    except ValidationError as e:
        first = e.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UserError(f"{path}: {where}: {first['msg']}") from None


class _Told:
    """Progress for people, every two seconds and at the end of each stage."""

    def __init__(self) -> None:
        self._at, self._began, self._stage = 0.0, 0.0, ""

    def __call__(self, stage: str, done: int, of: int) -> None:
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._began = stage, now
        if done != of and now - self._at < _TOLD_EVERY_S:
            return
        self._at = now
        rate = done / (now - self._began) if now > self._began else 0.0
        left = f", {round((of - done) / rate)} s left" if rate > 0 and done < of else ""
        print(f"{stage} {done} of {of}{left}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
