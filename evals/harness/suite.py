"""A suite is a readable file: cases, how to ask them, which metrics, thresholds and slices. See ``docs/evals.md``."""

import hashlib
import json
import random
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from copilot.errors import UserError
from retrieval.documents import Document

IN_THE_BOX = Path(__file__).parents[1] / "suites"
Door = Literal["search", "assist", "drafts", "own"]
"""``own``: no door; the part knows how it is asked."""
Json = dict[str, Any]
Runner = Callable[["Part", Callable[[str], None]], Awaitable[Sequence[Any]]]
"""Asks and scores all cases of a part by itself, in place of a door; returns a ``Done`` of each."""


class Threshold(BaseModel):
    """Where a metric has to lie; ``evals gate`` fails where its value doesn't."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at_least: float | None = None
    at_most: float | None = None

    def holds(self, value: float) -> bool:
        """Whether a value keeps within."""
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)

    def __str__(self) -> str:
        bounds = (("at least", self.at_least), ("at most", self.at_most))
        return " and ".join(f"{words} {bound:g}" for words, bound in bounds if bound is not None)


class Cases(BaseModel):
    """A file of cases, one JSON object a line, and what holds for each of them where it says nothing else."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str
    each: Json = Field(default_factory=dict)
    only: Json = Field(default_factory=dict)
    """Rows of the file with these values alone."""


class SuiteFile(BaseModel):
    """What stands in the file of a suite."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")
    about: str = ""
    parts: tuple[str, ...] = ()
    """Files of other suites, which together are this one; they hold the cases, metrics and thresholds."""
    door: Literal["search", "assist", "drafts"] = "assist"
    knowledge: str | None = None
    """What the copilot of this process knows: ``sample``, or a path as ``copilot ingest`` takes it; a service has its
    own."""
    ask: Json = Field(default_factory=dict)
    """Fields of every request, such as ``want`` or ``as_of``."""
    cases: str | tuple[Cases | Json, ...] = ()
    """A file, several, or the cases themselves; ``sample-resolutions`` makes them from the sample company's past."""
    translated: str | None = None
    """What the id of a document has before that of its original, such as ``de-``: either is then right."""
    slices: tuple[str, ...] = ("channel", "language")
    """Fields of the cases by whose values the metrics are told apart."""
    metrics: tuple[str, ...] = ()
    thresholds: dict[str, Threshold] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """One request and what would be right."""

    id: str
    body: Json
    """Of the request, without what the suite adds to each."""
    expect: Json
    slices: dict[str, str]


@dataclass(frozen=True)
class Part:
    """Cases that are asked at one door and scored alike."""

    name: str
    about: str
    door: Door
    cases: Sequence[Case]
    metrics: Sequence[str]
    thresholds: dict[str, Threshold]
    slices: Sequence[str]
    ask: Json
    knowledge: str | None = None
    documents: Sequence[Document] | None = None
    """What has to be known, where a reader of public data brings it."""
    runner: Runner | None = None


@dataclass(frozen=True)
class Suite:
    name: str
    about: str
    parts: Sequence[Part]

    @property
    def fingerprint(self) -> str:
        """Changes with any case, request, metric or threshold."""
        told = [
            [p.name, p.door, p.ask, p.metrics, [[c.id, c.body, c.expect, c.slices] for c in p.cases]]
            for p in self.parts
        ]
        return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()[:16]

    def sampled(self, most: int | None, seed: int) -> "Suite":
        """At most ``most`` cases of each part, drawn by the seed and left in their order."""
        if most is None:
            return self
        return replace(self, parts=[replace(p, cases=_drawn(p, most, seed)) for p in self.parts])


def _drawn(part: Part, most: int, seed: int) -> Sequence[Case]:
    if most >= len(part.cases):
        return part.cases
    chance = random.Random(f"{seed} {part.name}")  # noqa: S311 (a sample, no secret)
    return [part.cases[n] for n in sorted(chance.sample(range(len(part.cases)), most))]


def read(name: str) -> Suite:
    """A suite by the name of one in the box or by the path of its file. Raises UserError, one line."""
    path = IN_THE_BOX / f"{name}.yaml"
    if not path.is_file():
        path = Path(name)
    if not path.is_file():
        raise UserError(
            f"there is no suite {name!r}; in the box: {', '.join(in_the_box())}; or give the path of a file"
        )
    top = read_file(path)
    files = [(read_file(path.parent / f), path.parent / f) for f in top.parts] if top.parts else [(top, path)]
    names = [file.name for file, _ in files]
    if top.parts and (top.cases or top.metrics or top.thresholds):
        raise UserError(
            f"{path}: a suite of parts has no cases, metrics or thresholds of its own; they stand in the parts"
        )
    if twice := next((n for n in names if names.count(n) > 1), None):
        raise UserError(f"{path}: two parts have the name {twice!r}")
    return Suite(top.name, top.about, [_part(file, where) for file, where in files])


def in_the_box() -> list[str]:
    """Names of the suites that come with the package."""
    return sorted(p.stem for p in IN_THE_BOX.glob("*.yaml"))


def read_file(path: Path) -> SuiteFile:
    """One file. Raises UserError that names the file and the field."""
    try:
        return SuiteFile.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except OSError as e:
        raise UserError(f"{path}: {e.strerror}") from e
    except yaml.YAMLError as e:
        raise UserError(f"{path} is no YAML: {' '.join(str(e).split())}") from e
    except ValidationError as e:
        first = e.errors()[0]
        raise UserError(f"{path}: {'.'.join(map(str, first['loc'])) or 'the file'}: {first['msg']}") from e


def _part(file: SuiteFile, path: Path) -> Part:
    from evals.harness.measures import MEASURES

    for metric in {*file.metrics, *file.thresholds}:
        if metric not in MEASURES:
            raise UserError(f"{path}: there is no metric {metric!r}; there are {', '.join(sorted(MEASURES))}")
    cases: list[Case] = []
    seen: set[str] = set()
    for n, (row, where) in enumerate(_rows(file, path), 1):
        case = _case(row, file, where, n)
        if case.id in seen:
            raise UserError(f"{where}: two cases have the id {case.id!r}")
        seen.add(case.id)
        cases.append(case)
    if not cases:
        raise UserError(f"{path}: no cases")
    knowledge = file.knowledge
    if knowledge not in (None, "sample"):
        knowledge = str(path.parent / knowledge)
    return Part(
        name=file.name,
        about=file.about,
        door=file.door,
        cases=cases,
        metrics=file.metrics,
        thresholds=file.thresholds,
        slices=file.slices,
        ask=file.ask,
        knowledge=knowledge,
    )


def _rows(file: SuiteFile, path: Path) -> Iterator[tuple[Json, str]]:
    """Each case as it is written, and where."""
    if file.cases == "sample-resolutions":
        from evals.harness.past import past_actions

        yield from ((row, file.cases) for row in past_actions())
        return
    for given in [Cases(file=file.cases)] if isinstance(file.cases, str) else file.cases:
        if not isinstance(given, Cases):
            yield given, str(path)
            continue
        source = path.parent / given.file
        try:
            lines = source.read_text("utf-8").splitlines()
        except OSError as e:
            raise UserError(f"{source}: {e.strerror}") from e
        for n, line in enumerate(lines, 1):
            if line.strip():
                try:
                    row = json.loads(line)
                except ValueError as e:
                    raise UserError(f"{source}:{n} is no JSON") from e
                if not isinstance(row, dict):
                    raise UserError(f"{source}:{n} is no object")
                if all(row.get(k) == v for k, v in given.only.items()):
                    yield given.each | row, f"{source}:{n}"


_ASKED = ("text", "messages", "conversation", "sample", "query", "customer", "audience", "exclude", "as_of")
"""Fields of a case that say what is asked; all others say what would be right, or are slices."""


def _case(row: Json, file: SuiteFile, where: str, n: int) -> Case:
    asked = ("customer", "exclude", "as_of") if file.door != "search" else ("audience", "exclude", "as_of")
    body = {k: row[k] for k in asked if k in row}
    if "query" in row:
        body["query"] = row["query"]
    elif "sample" in row:
        from evals.harness.past import live

        body |= live(row["sample"])
    elif "conversation" in row:
        body["conversation"] = row["conversation"]
    elif "messages" in row or "text" in row:
        messages = row.get("messages") or [{"author": "customer", "text": row["text"]}]
        body["conversation"] = {"channel": row.get("channel", "chat"), "messages": messages}
    else:
        raise UserError(f"{where}: a case needs one of text, messages, conversation, query")
    conversation = body.get("conversation", {})
    expect = {k: v for k, v in row.items() if k not in _ASKED}
    expect.setdefault("language", conversation.get("language"))
    expect["said"] = row.get("text", "")
    if file.translated and expect.get("gold"):
        plain = [g.removeprefix(file.translated) for g in expect["gold"]]
        expect["gold"] = list(dict.fromkeys([*plain, *(file.translated + g for g in plain)]))
    slices = {}
    for name in file.slices:
        value = row.get(name, conversation.get(name))
        if value is not None:
            slices[name] = str(value)
    return Case(str(row.get("id", f"{file.name}-{n:04}")), body, expect, slices)
