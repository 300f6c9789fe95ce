"""How long a replay of closed tickets takes: ``python -m benchmarks.replay [--tickets N]``.

The tickets are made from the sample company's: other names, numbers and times, and sentences of several customers with
the same concern, so that no two are the same. No model is asked. The aim is 5,000 tickets in 15 minutes on two cores.
"""

import argparse
import asyncio
import json
import os
import random
import re
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from copilot.api.logs import configure_logging
from copilot.demo import SAMPLE, read_sample
from copilot.settings import load_settings
from evals.replay.run import Options, replay
from retrieval.documents import Resolution
from retrieval.sentences import sentences

_BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
_NAMES = ("Ada", "Bram", "Chiara", "Dev", "Elif", "Finn", "Grete", "Hugo", "Ines", "Jonas", "Kira", "Liam", "Mona")
_FILL = (
    "I bought it {n} weeks ago.", "My neighbour {name} has the same one and it is fine there.",
    "It worked until day {n}.",
    "I have {n} of them.", "Sorry for the long message.", "I wrote about this to {name} already.",
    "We use it about {n} times a day.", "It is for our office in the {n}th street.",
)  # fmt: skip


def tickets(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Closed conversations in our own format; the same for a seed."""
    chance = random.Random(seed)
    known = [d for d in read_sample() if isinstance(d, Resolution)]
    alike: defaultdict[str, list[Resolution]] = defaultdict(list)
    for one in known:
        alike[one.tags[0] if one.tags else ""].append(one)
    for n in range(count):
        base = known[n % len(known)]
        start = _BEGIN + timedelta(minutes=chance.randrange(60 * 24 * 600))
        first = next((m.sent_at for m in base.messages if m.sent_at), None)
        messages = []
        for at, m in enumerate(base.messages):
            other = chance.choice(alike[base.tags[0] if base.tags else ""])
            text = m.text
            if m.author == "customer":
                text = _mixed(text, next(o.text for o in other.messages if o.author == "customer"), chance)
            passed = m.sent_at - first if m.sent_at and first else timedelta(minutes=at)
            messages.append(
                {"id": m.id, "author": m.author, "text": _renumbered(text, chance), "private": m.private,
                 "sent_at": (start + passed).isoformat()}
            )  # fmt: skip
        ended = max(str(m["sent_at"]) for m in messages)
        yield {
            "id": f"gen-{n}", "channel": base.channel, "language": base.language, "messages": messages,
            "customer_id": f"cus-{n}", "actions": [a.model_dump(mode="json") for a in base.actions],
            "outcome": {"solved": base.outcome.solved, "reopened": base.outcome.reopened,
                        "rating": base.outcome.rating, "closed_at": ended},
        }  # fmt: skip


def _mixed(own: str, other: str, chance: random.Random) -> str:
    """Some sentences of one's own, one of another's, and one of nobody's, in some order."""
    said = list(sentences(own))
    kept = chance.sample(said, max(1, round(len(said) * chance.uniform(0.4, 0.9)))) if said else [own]
    filled = chance.choice(_FILL).format(n=chance.randrange(2, 90), name=chance.choice(_NAMES))
    more = [*chance.sample(list(sentences(other)) or [other], 1), filled]
    out = kept + more
    chance.shuffle(out)
    return " ".join(out)


def _renumbered(text: str, chance: random.Random) -> str:
    return re.sub(r"\b([A-Z]{2}-)\d{4,6}\b", lambda m: f"{m[1]}{chance.randrange(10_000, 999_999)}", text)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.replay", description=__doc__)
    parser.add_argument("--tickets", type=int, default=300, metavar="N")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N")
    given = parser.parse_args()
    configure_logging("error")
    with tempfile.TemporaryDirectory(prefix="copilot-replay-") as made:
        export = Path(made, "export")
        shutil.copytree(SAMPLE / "articles", export / "articles")
        lines = "\n".join(json.dumps(t, ensure_ascii=False) for t in tickets(given.tickets))
        (export / "tickets.ndjson").write_text(lines, "utf-8")
        options = Options(export, Path(made, "out"), workers=given.workers)
        done = asyncio.run(replay(options, load_settings(), lambda *_: None))
        print(json.dumps(done.timings | {"tickets": given.tickets, "workers": given.workers}))


if __name__ == "__main__":
    main()
