"""How good the extractive replies are on a real help centre: ``python -m evals.helpcenter FOLDER``.

FOLDER is what the cases' page ids are relative to. The cases are questions as customers write them, each with the
pages that answer it; and questions that no page answers, where the right thing is to say nothing. Beside them lie 122
more and 116 near misses, half of them said in a roundabout way (``cases/helpcenter_plausible_hard.jsonl``); nothing was
tuned on these.
"""

import argparse
import asyncio
import json
import math
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Literal

from pydantic import Field, ValidationError

from copilot.api.logs import configure_logging
from copilot.domain import Answer, AssistRequest, Caller, Conversation
from copilot.errors import UserError
from copilot.settings import Settings, load_settings
from copilot.wiring import Parts, assemble
from retrieval.documents import Article, Channel, Frozen, Message
from retrieval.scope import Scope
from retrieval.sources.folder import read_folder
from retrieval.thread import query_from_thread

CASES = Path(__file__).parent / "cases" / "helpcenter_plausible.jsonl"
TENANT = "evals"
BATCH = 32
TOP = 5
CALLER = Caller(tenant=TENANT, role="agent", key_id="evals")

Verdict = Literal["right", "wrong_sentences", "wrong_page_first", "wrong_page", "silent", "kept_silent", "answered"]
CAUSES: dict[Verdict, str] = {
    "wrong_page": "wrong page retrieved: no gold page among the top 5",
    "wrong_page_first": "gold page retrieved, but the first reply cites another",
    "wrong_sentences": "right page, wrong sentences: the first reply lacks the point",
    "silent": "silent though answerable",
    "answered": "answered though unanswerable",
}


class Case(Frozen):
    """One question; ``gold`` is empty where no page answers it."""

    id: str
    text: str
    channel: Channel = "chat"
    gold: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    """What a right answer holds: every one of these, each with its alternatives separated by ``|``, in lower case."""


class Outcome(Frozen):
    """What came back for one case."""

    case: Case
    ms: float
    """The whole request."""
    replies: tuple[str, ...]
    cited: tuple[tuple[str, ...], ...]
    """Pages that each reply cites."""
    confidence: float | None
    """Of the first reply."""
    retrieved: tuple[str, ...]
    """Pages of the best passages, best first."""
    ranked: tuple[str, ...]
    """The same without the floor: what would have been found had weak evidence been let through."""
    reasons: tuple[str, ...] = Field(default=())

    def has_gold(self, pages: Sequence[str]) -> bool:
        return bool(set(pages) & set(self.case.gold))

    @property
    def first_cites(self) -> bool:
        return bool(self.cited) and self.has_gold(self.cited[0])

    @property
    def any_cites(self) -> bool:
        return any(self.has_gold(pages) for pages in self.cited)

    @property
    def holds_must(self) -> bool:
        return bool(self.replies) and holds(self.replies[0], self.case.must)

    @property
    def verdict(self) -> Verdict:
        if not self.case.gold:
            return "answered" if self.replies else "kept_silent"
        if not self.replies:
            return "silent"
        if self.first_cites:
            return "right" if self.holds_must else "wrong_sentences"
        return "wrong_page_first" if self.has_gold(self.retrieved) else "wrong_page"


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares are 0..1 of the answerable cases but for ``kept_silent``; times are milliseconds."""

    answerable: int
    unanswerable: int
    first_cites_gold: float
    any_cites_gold: float
    must_in_first: float
    first_right: float
    """Cites a gold page and holds what it must."""
    gold_in_top_1: float
    gold_in_top_5: float
    gold_ranked_top_1: float
    """Whether or not it is above the floor."""
    gold_ranked_top_5: float
    silent_on_answerable: float
    kept_silent: float
    """Of the unanswerable."""
    silent_reasons: dict[str, int]
    p50_ms: float
    p95_ms: float


def holds(text: str, must: Sequence[str]) -> bool:
    """Whether the text holds one alternative of each."""
    plain = " ".join(text.lower().replace("’", "'").split())
    return all(any(alternative in plain for alternative in one.split("|")) for one in must)


def read_cases(path: Path = CASES) -> list[Case]:
    """Raises UserError for a line that is no case."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            found += [Case.model_validate_json(line)] if line.strip() else []
        except ValidationError as e:
            first = e.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise UserError(f"{path}, line {number}: {where + ': ' if where else ''}{first['msg']}") from None
    return found


async def ingest(parts: Parts, folder: Path) -> set[str]:
    """Put every page of the folder in; the ids of what is there now. Pages that can't be read are named on stderr."""
    scope = Scope(tenant=TENANT)
    articles: list[Article] = []
    for read in read_folder(folder):
        if isinstance(read, Article):
            articles.append(read)
        else:
            print(f"skipped {read.where}: {read.reason}", file=sys.stderr)
    for start in range(0, len(articles), BATCH):
        await parts.knowledge.put_many(scope, articles[start : start + BATCH])
    return {article.id for article in articles}


async def ask(parts: Parts, case: Case) -> Outcome:
    message = Message(author="customer", text=case.text)
    request = AssistRequest(conversation=Conversation(channel=case.channel, messages=(message,)), want=("replies",))
    started = perf_counter()
    answer = await parts.assistant.answer(CALLER, request)
    took = (perf_counter() - started) * 1000
    found, ranked = await _retrieved(parts, message), await _retrieved(parts, message, below_floor=True)
    return _outcome(case, answer, took, found, ranked)


async def _retrieved(parts: Parts, message: Message, *, below_floor: bool = False) -> tuple[str, ...]:
    """Pages of the best passages, one each; the question goes through what the assistant makes of a thread."""
    query = query_from_thread([message], subject=None, language=None)
    if query is None:
        return ()
    result = await parts.retriever.search(query, Scope(tenant=TENANT), limit=TOP, below_floor=below_floor)
    return tuple(found.passage.source_id for found in result.passages)


def _outcome(case: Case, answer: Answer, ms: float, retrieved: tuple[str, ...], ranked: tuple[str, ...]) -> Outcome:
    return Outcome(
        case=case,
        ms=round(ms, 1),
        replies=tuple(reply.text for reply in answer.replies),
        cited=tuple(tuple(dict.fromkeys(c.source_id for c in reply.citations)) for reply in answer.replies),
        confidence=answer.replies[0].confidence if answer.replies else None,
        retrieved=retrieved,
        ranked=ranked,
        reasons=tuple(f"{reason.stage}:{reason.code}" for reason in answer.reasons),
    )


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """The summary. Raises ValueError where there is no case of one kind."""
    answerable = [o for o in outcomes if o.case.gold]
    others = [o for o in outcomes if not o.case.gold]
    if not answerable or not others:
        raise ValueError("the cases need answerable and unanswerable questions")
    silent = [o for o in others if not o.replies]
    times = sorted(o.ms for o in outcomes)
    return Figures(
        answerable=len(answerable),
        unanswerable=len(others),
        first_cites_gold=_share([o.first_cites for o in answerable]),
        any_cites_gold=_share([o.any_cites for o in answerable]),
        must_in_first=_share([o.holds_must for o in answerable]),
        first_right=_share([o.verdict == "right" for o in answerable]),
        gold_in_top_1=_share([o.has_gold(o.retrieved[:1]) for o in answerable]),
        gold_in_top_5=_share([o.has_gold(o.retrieved) for o in answerable]),
        gold_ranked_top_1=_share([o.has_gold(o.ranked[:1]) for o in answerable]),
        gold_ranked_top_5=_share([o.has_gold(o.ranked) for o in answerable]),
        silent_on_answerable=_share([not o.replies for o in answerable]),
        kept_silent=_share([not o.replies for o in others]),
        silent_reasons=dict(Counter(code for o in silent for code in o.reasons or ("none given",)).most_common()),
        p50_ms=_percentile(times, 0.50),
        p95_ms=_percentile(times, 0.95),
    )


def _share(hits: Sequence[bool]) -> float:
    return round(sum(hits) / len(hits), 3)


def _percentile(ordered: Sequence[float], part: float) -> float:
    """Nearest rank."""
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]


async def run(folder: Path, cases: Sequence[Case]) -> list[Outcome]:
    """Ingest into a data folder that is thrown away and ask everything, one after the other.

    Raises ValueError where a gold page is not in the folder: then the figures would mean nothing.
    """
    with tempfile.TemporaryDirectory(prefix="copilot-evals-") as scratch:
        async with assemble(_settings(Path(scratch) / "data")) as parts:
            there = await ingest(parts, folder)
            missing = sorted({page for case in cases for page in case.gold} - there)
            if missing:
                raise ValueError(f"{len(missing)} gold pages are not in {folder}, the first is {missing[0]}")
            await ask(parts, cases[0])  # the first request of a process pays for warming up
            return [await ask(parts, case) for case in cases]


def _settings(data_dir: Path) -> Settings:
    """The environment's embedding model, but own engines and no language model."""
    own = {"data_dir": data_dir, "llm_url": None, "llm_model": None, "qdrant_url": None, "redis_url": None}
    return load_settings().model_copy(update=own)


def report(outcomes: Sequence[Outcome]) -> str:
    """The figures, then every failed case with its first reply, grouped by cause."""
    sums = figures(outcomes)
    reasons = ", ".join(f"{code} x{count}" for code, count in sums.silent_reasons.items()) or "no silence"
    lines = [
        f"{sums.answerable} answerable questions, {sums.unanswerable} unanswerable ones",
        f"  first reply cites a gold page        {sums.first_cites_gold:6.1%}",
        f"  any reply cites a gold page          {sums.any_cites_gold:6.1%}",
        f"  first reply holds the point          {sums.must_in_first:6.1%}",
        f"  first reply does both                {sums.first_right:6.1%}",
        f"  retrieval: gold page in top 1        {sums.gold_in_top_1:6.1%}",
        f"  retrieval: gold page in top {TOP}        {sums.gold_in_top_5:6.1%}",
        f"  the same without the floor           {sums.gold_ranked_top_1:6.1%} and {sums.gold_ranked_top_5:.1%}",
        f"  silent though answerable             {sums.silent_on_answerable:6.1%}",
        f"  silent where unanswerable            {sums.kept_silent:6.1%}  ({reasons})",
        f"  request: p50 {sums.p50_ms:.0f} ms, p95 {sums.p95_ms:.0f} ms",
    ]
    for verdict, cause in CAUSES.items():
        group = [o for o in outcomes if o.verdict == verdict]
        if group:
            lines += ["", f"== {cause} ({len(group)}): {' '.join(o.case.id for o in group)}"]
            lines += [line for o in group for line in _failed(o)]
    return "\n".join(lines)


def _failed(outcome: Outcome) -> list[str]:
    case = outcome.case
    lines = ["", f"{case.id} [{case.channel}] {' '.join(case.text.split())}"]
    if case.gold:
        lines += [f"  gold: {', '.join(case.gold)}", f"  must: {' & '.join(case.must)}"]
    lines.append(f"  retrieved: {', '.join(outcome.retrieved) or '-'}")
    if not outcome.replies:
        ranked = ", ".join(outcome.ranked) or "-"
        return [*lines, f"  below the floor: {ranked}", f"  silent: {', '.join(outcome.reasons) or 'no reason given'}"]
    cited = ", ".join(outcome.cited[0]) or "nothing"
    lines.append(f"  first of {len(outcome.replies)} replies, confidence {outcome.confidence}, cites {cited}:")
    return [*lines, *(f"    | {line}" for line in outcome.replies[0].splitlines())]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.helpcenter", description="Extractive replies, evaluated.")
    parser.add_argument("folder", type=Path, help="the help centre's folder, which the cases' page ids are relative to")
    parser.add_argument("--cases", type=Path, default=CASES, help="questions to ask instead, one JSON object a line")
    parser.add_argument("--json", action="store_true", help="print figures and all outcomes as JSON")
    given = parser.parse_args()
    configure_logging("warning")
    try:
        outcomes = asyncio.run(run(given.folder, read_cases(given.cases)))
    except (UserError, ValueError, OSError) as e:
        print(f"evals.helpcenter: {e}", file=sys.stderr)
        return 2
    if given.json:
        shown = [{**o.model_dump(mode="json"), "verdict": o.verdict} for o in outcomes]
        print(json.dumps({"figures": asdict(figures(outcomes)), "outcomes": shown}, ensure_ascii=False, indent=1))
    else:
        print(report(outcomes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
