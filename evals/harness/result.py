"""What a run found, as it stands in its file: figures, slices, thresholds and cases; times and costs apart."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from copilot.errors import UserError
from evals.harness.ask import Done
from evals.harness.interval import figure
from evals.harness.measures import MEASURES
from evals.harness.suite import Case, Part, Suite

Json = dict[str, Any]
FORMAT = 1
RESULTS, REPORT = "results.json", "report.html"
_GOLD = 20
"""Right ids that are listed of a case; some have hundreds."""


def result_of(suite: Suite, seed: int, done: Mapping[tuple[str, str], Done], run: Json, seconds: float) -> Json:
    """All of it. ``timings`` and ``run`` alone differ between runs of the same code, suite and seed."""
    cases = [_case(part, case, done[part.name, case.id]) for part in suite.parts for case in part.cases]
    metrics: Json = {}
    slices: Json = {}
    thresholds: list[Json] = []
    for part in suite.parts:
        rows = [c for c in cases if c["suite"] == part.name]
        for name in (*part.metrics, "errors"):
            metrics[f"{part.name}.{name}"] = figure(name, MEASURES[name], rows, seed)
            slices[f"{part.name}.{name}"] = by_slice(name, part.slices, rows, seed)
        thresholds += checked(part.name, part.thresholds, metrics)
    return {
        "format": FORMAT,
        "suite": suite.name,
        "about": suite.about,
        "parts": {p.name: {"about": p.about, "door": p.door, "cases": len(p.cases)} for p in suite.parts},
        "fingerprint": suite.fingerprint,
        "seed": seed,
        "metrics": metrics,
        "slices": {name: by for name, by in slices.items() if by},
        "thresholds": thresholds,
        "cases": cases,
        "timings": _timings(list(done.values()), seconds),
        "run": run,
    }


def by_slice(name: str, fields: Sequence[str], rows: Sequence[Json], seed: int) -> Json:
    """Field -> value -> figure, of fields that have several values."""
    out: Json = {}
    if name == "errors":
        return out
    for field in fields:
        values = sorted({r["slices"][field] for r in rows if field in r["slices"]})
        if len(values) > 1:
            told = {
                v: figure(name, MEASURES[name], [r for r in rows if r["slices"].get(field) == v], seed) for v in values
            }
            out[field] = {v: f for v, f in told.items() if f["n"]}
    return {field: told for field, told in out.items() if len(told) > 1}


def checked(part: str, thresholds: Mapping[str, Any], metrics: Mapping[str, Json]) -> list[Json]:
    """Each threshold with the value; ``ok`` is null where the value can't be scored."""
    out = []
    for name, threshold in thresholds.items():
        told = metrics.get(f"{part}.{name}")
        value = told["value"] if told else None
        ok = None if value is None else threshold.holds(value)
        out.append({"metric": f"{part}.{name}", "must": str(threshold), "value": value, "ok": ok})
    return out


def _case(part: Part, case: Case, done: Done) -> Json:
    names = [n for n in dict.fromkeys((*part.metrics, "errors")) if n in done.scores]
    expect = {k: v for k, v in case.expect.items() if k not in ("id", "said") and v not in (None, "")}
    if len(gold := list(expect.get("gold") or ())) > _GOLD:
        expect["gold"] = [*gold[:_GOLD], f"and {len(gold) - _GOLD} more"]
    return {
        "id": done.id,
        "suite": part.name,
        "slices": case.slices,
        "input": {k: v for k, v in case.body.items() if k != "exclude"},
        "expect": expect,
        "output": done.output,
        "scores": done.scores,
        "unscored": done.unscored,
        "failed": [n for n in names if MEASURES[n].failed(done.scores[n])],
    }


def _timings(done: Sequence[Done], seconds: float) -> Json:
    took = sorted(d.ms for d in done)
    tokens = {k: sum(int(d.usage.get(k) or 0) for d in done) for k in ("prompt_tokens", "completion_tokens", "calls")}
    return {
        "seconds": round(seconds, 2),
        "cases_per_s": round(len(done) / seconds, 2) if seconds else None,
        "request_ms": {f"p{q}": took[round(q / 100 * (len(took) - 1))] for q in (50, 90, 95, 99)} if took else {},
        "cases_ms": {f"{d.part}/{d.id}": d.ms for d in sorted(done, key=lambda d: (d.part, d.id))},
        "cost": tokens,
    }


def write(folder: Path, result: Json, report: str) -> None:
    """Both files, for their owner alone: they hold what customers wrote."""
    for name, text in ((RESULTS, json.dumps(result, ensure_ascii=False, indent=1)), (REPORT, report)):
        new = folder / f"{name}.new"
        new.write_text(text + "\n", "utf-8")
        new.chmod(0o600)
        os.replace(new, folder / name)  # noqa: PTH105 (in one step)


def read(path: Path) -> Json:
    """A result, by its file or its folder. Raises UserError."""
    file = path / RESULTS if path.is_dir() else path
    try:
        result = json.loads(file.read_text("utf-8"))
    except OSError as e:
        raise UserError(f"{file}: {e.strerror}") from e
    except ValueError as e:
        raise UserError(f"{file} is no JSON") from e
    if not isinstance(result, dict) or "metrics" not in result or "cases" not in result:
        raise UserError(f"{file} is no result of 'evals run'")
    if result.get("format") != FORMAT:
        raise UserError(f"{file} has the format {result.get('format')}; this version reads {FORMAT}")
    return result
