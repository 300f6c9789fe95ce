"""When a bot may answer without a model, and when it hands over: ``python -m evals.escalation SUITE --data FOLDER``.

``clinc150`` and ``banking77`` take the folder of that data; ``small`` and ``weights`` the one that holds both. Exit
code 2 where the data is not there.
"""

import argparse
import asyncio
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from copilot.api.logs import configure_logging
from copilot.errors import UserError
from evals.escalation import weights
from evals.escalation.figures import WRONG, figures, risk_coverage
from evals.escalation.judge import Answer, Method, Said, judge
from evals.escalation.noisy import SCOPES, Corpus, small, sources
from evals.escalation.plot import risk_coverage_svg
from evals.escalation.scope import banking77, clinc150
from evals.metrics import mean
from evals.retrieval.suite import DataMissing
from retrieval.answerability import ANSWERED

READERS = {"clinc150": clinc150, "banking77": banking77}
Figures = dict[str, float]


async def one(name: str, data: Path, seed: int, out: Path | None) -> dict[Method, Figures]:
    """A whole corpus; the plot goes into ``out``."""
    scope = READERS[name](data, seed)
    judged = await judge(scope, _progress)
    _plot(out, name, {method: said.asked for method, said in judged.items()})
    return {method: figures(said) for method, said in judged.items()}


async def many(data: Path, out: Path | None) -> dict[str, dict[Method, Figures]]:
    """The small noisy scopes of both corpora, each method with one threshold for all: ours with the one in the code,
    the baselines with the one that is best here."""
    from_, strange = sources(data, "test")
    corpora: tuple[Corpus, Corpus] = ("clinc150", "banking77")
    tables: dict[str, dict[Method, Figures]] = {}
    for corpus in corpora:
        scopes: dict[Method, weights.Scopes] = {}
        for n in range(SCOPES):
            for method, said in (await judge(small(corpus, n, "test", from_, strange))).items():
                scopes.setdefault(method, []).append(said.asked)
            _progress(f"{corpus}: {n + 1} of {SCOPES} small scopes")
        tables[corpus] = {}
        for method, each in scopes.items():
            all_of = [figures(Said([], asked, [])) for asked in each]
            table = {name: mean([f[name] for f in all_of]) for name in all_of[0]}
            best = weights.best_threshold(each)
            if method in weights.NAMES:
                table["Matthews correlation"] = mean([weights.correlation(asked, ANSWERED) for asked in each])
            table["  with the threshold that is best here"] = best[1]
            tables[corpus][method] = table
        _plot(out, f"small-{corpus}", {m: [a for asked in each for a in asked] for m, each in scopes.items()})
    return tables


def show(title: str, table: Mapping[Method, Figures], console: Console) -> None:
    rows = Table("figure", *table, title=title)
    for name in dict.fromkeys(name for f in table.values() for name in f):
        rows.add_row(name, *(f"{f[name]:.3f}" if name in f else "" for f in table.values()))
    console.print(rows)


def _plot(folder: Path | None, name: str, answers: Mapping[Method, Sequence[Answer]]) -> None:
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    curves = {str(method): risk_coverage(asked) for method, asked in answers.items()}
    (folder / f"{name}.svg").write_text(risk_coverage_svg(f"{name}: risk against coverage", curves, WRONG), "utf-8")


def _progress(line: str) -> None:
    print(line, file=sys.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.escalation", description=__doc__)
    parser.add_argument("suite", choices=[*READERS, "small", "weights"])
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="where the data is")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="write plots of risk against coverage there")
    parser.add_argument("--seed", type=int, default=7, help="which intents of banking77 are held out")
    given = parser.parse_args()
    configure_logging("warning")
    console = Console()
    try:
        if given.suite == "weights":
            asyncio.run(weights.main(given.data, _progress))
        elif given.suite == "small":
            for corpus, table in asyncio.run(many(given.data, given.out)).items():
                show(f"{SCOPES} small noisy scopes of {corpus}, mean", table, console)
        else:
            show(given.suite, asyncio.run(one(given.suite, given.data, given.seed, given.out)), console)
    except (UserError, DataMissing, OSError) as e:
        print(f"evals.escalation: {e}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
