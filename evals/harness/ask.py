"""Asks every case of a part, a few at a time, and keeps what came back as it comes, so that a run can be taken up."""

import asyncio
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import Any, TextIO

import httpx2

from copilot.errors import UserError
from evals.harness.measures import scored
from evals.harness.suite import Case, Door, Part

Json = dict[str, Any]
DEADLINE_MS = 120_000
"""The longest that the doors take: none that a case on a busy machine would reach."""
_AGAIN = (429, 503)
"""Statuses of a service that is full: asked again."""
_TRIES = 4
_DEGRADED = {"retrieval_timeout", "retrieval_unavailable", "state_unavailable", "deadline"}
"""Codes of an answer that a machine too busy, or a part that was gone, made less than it is: no result of the suite.
What a model did not write is one."""
_KEPT = 10
"""Passages of a search that are kept for the report."""
_TEXT = 400
"""Characters of a passage that are."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a case."""

    part: str
    id: str
    scores: dict[str, float]
    unscored: dict[str, str]
    output: Json
    """Nothing in it changes from run to run: no ids that are made anew, no times."""
    ms: float
    usage: Json = field(default_factory=dict)


class Journal:
    """Cases as they are done, a line each, for a run that is taken up; deleted when all are done."""

    def __init__(self, path: Path, header: Json, *, resume: bool) -> None:
        self._path = path
        self.done: dict[tuple[str, str], Done] = {}
        whole = 0
        if resume and path.exists():
            whole = self._read(header)
        if whole:
            os.truncate(path, whole)  # a line that was cut short would spoil the next one
        self._file: TextIO = path.open("a" if whole else "w", encoding="utf-8")
        path.chmod(0o600)
        if not whole:
            self._write(header)

    def _read(self, header: Json) -> int:
        """Bytes of whole lines. Raises UserError where they are of another run."""
        lines = self._path.read_bytes().splitlines(keepends=True)
        if not lines or not lines[0].endswith(b"\n"):
            return 0
        if json.loads(lines[0]) != header:
            raise UserError(f"{self._path} is of another suite, seed or service; run without --resume to start over")
        size = len(lines[0])
        for line in lines[1:]:
            if not line.endswith(b"\n"):
                break
            done = Done(**json.loads(line))
            self.done[done.part, done.id] = done
            size += len(line)
        return size

    def add(self, done: Done) -> None:
        self.done[done.part, done.id] = done
        self._write({name: getattr(done, name) for name in Done.__slots__})

    def _write(self, row: Json) -> None:
        self._file.write(json.dumps(row, ensure_ascii=False) + "\n")
        self._file.flush()

    def close(self, *, whole: bool) -> None:
        self._file.close()
        if whole:
            self._path.unlink()


async def ask_all(
    http: httpx2.AsyncClient, part: Part, journal: Journal, workers: int, progress: Callable[[Done], None]
) -> None:
    """Every case that the journal hasn't. The first refusal of the whole service (a bad key, a wrong role) ends it with
    a UserError; a case that fails is scored as failed."""
    left: Iterator[Case] = iter([c for c in part.cases if (part.name, c.id) not in journal.done])

    async def work() -> None:
        for case in left:
            done = await ask(http, part, case)
            journal.add(done)
            progress(done)

    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(work())


async def ask_each(http: httpx2.AsyncClient, part: Part, progress: Callable[[str], None]) -> list[Done]:
    """Every case of a part of its own way, one after the other at ``POST /v1/assist``."""
    at_door = replace(part, door="assist")
    out = []
    for n, case in enumerate(part.cases):
        if n % 200 == 0:
            progress(f"{part.name}: {n} of {len(part.cases)} cases are asked")
        out.append(await ask(http, at_door, case))
    return out


async def ask(http: httpx2.AsyncClient, part: Part, case: Case) -> Done:
    """One case, asked and scored."""
    body = part.ask | case.body
    if part.door != "search":
        body = {"deadline_ms": DEADLINE_MS} | body
    started = perf_counter()
    answer, problem = await _post(http, f"/v1/{part.door}", body)
    ms = round((perf_counter() - started) * 1000, 2)
    if answer is None:
        return Done(part.name, case.id, {"errors": 1.0}, dict.fromkeys(part.metrics, problem), {"problem": problem}, ms)
    scores, unscored = scored(part.metrics, part.door, case.expect, answer)
    return Done(
        part.name, case.id, scores | {"errors": 0.0}, unscored, kept(part.door, answer), ms, answer.get("usage", {})
    )


async def _post(http: httpx2.AsyncClient, path: str, body: Json) -> tuple[Json | None, str]:
    """The answer, or why there is none."""
    problem = ""
    for n in range(_TRIES):
        try:
            response = await http.post(path, json=body)
        except httpx2.HTTPError as e:
            problem = f"request failed: {type(e).__name__}"
            continue
        if response.status_code == 200:
            answer: Json = response.json()
            codes = degraded(answer)
            if not codes:
                return answer, ""
            problem = f"the service was degraded: {', '.join(codes)}"
        else:
            problem = f"request failed: {response.status_code} {_detail(response)}"
            if response.status_code in (401, 403):
                raise UserError(f"{path}: {problem.removeprefix('request failed: ')}")
            if response.status_code not in _AGAIN:
                break
        if n + 1 < _TRIES:
            await asyncio.sleep(_wait(response, n))
    return None, problem


def degraded(answer: Json) -> list[str]:
    """Why an answer of any door is no result: asked again, and a failed request where it stays so."""
    told = answer.get("reasons") or [answer.get("reason")]
    codes = {r["code"] if isinstance(r, dict) else r for r in [*told, *answer.get("notes", ())]}
    return sorted(codes & _DEGRADED)


def _wait(response: httpx2.Response, n: int) -> float:
    """Seconds until the next try, as the service says."""
    told = response.headers.get("retry-after", "")
    return min(30.0, float(told)) if told.isdigit() else 0.5 * 2**n


def _detail(response: httpx2.Response) -> str:
    try:
        return str(response.json().get("detail", ""))[:200]
    except ValueError:
        return ""


def kept(door: Door, answer: Json) -> Json:
    """Of an answer what a reader wants to see, and nothing that is made anew each time."""
    if door == "search":
        names = ("source_id", "kind", "title", "below_floor")
        # two indexes of the same documents add up their scores in another order, which the tenth digit shows
        passages = [
            {k: p[k] for k in names} | {"relevance": round(p["relevance"], 5), "text": p["text"][:_TEXT]}
            for p in answer["passages"][:_KEPT]
        ]
        return {"reason": answer["reason"], "passages": passages}
    if door == "assist":
        return {
            "mode": answer["mode"],
            "reasons": [r["code"] for r in answer["reasons"]],
            "replies": [_reply(r) for r in answer["replies"]],
            "summary": answer["summary"] and {k: v for k, v in answer["summary"].items() if k != "covers"},
            "next_actions": answer["next_actions"],
        }
    handoff = answer["handoff"] or {}
    reply = answer["reply"] or handoff.get("first_reply")
    return {
        "decision": answer["decision"],
        "reasons": answer["reasons"],
        "failed_gates": [{k: g[k] for k in ("gate", "detail")} for g in answer["gates"] if not g["ok"]],
        "reply": _reply(reply) if reply else None,
        "wants": handoff.get("wants"),
        "team": handoff.get("team"),
    }


def _reply(reply: Json) -> Json:
    cited = [{k: c[k] for k in ("source_id", "kind", "title", "quote")} for c in reply["citations"]]
    return {
        "text": reply["text"],
        "origin": reply["origin"],
        "language": reply.get("language"),
        "confidence": reply["confidence"],
        "citations": cited,
        "failed_checks": [{k: c[k] for k in ("kind", "found", "detail")} for c in reply["checks"] if not c["ok"]],
    }
