"""A run as one HTML file that needs nothing else: figures, plots, and every failed case with what came back.

Everything that customers or documents said is escaped; no script of the page touches it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from evals.harness import plots
from evals.harness.measures import MEASURES, calibration, risk_coverage, sure

Json = dict[str, Any]
_STYLE = Path(__file__).with_name("report.css")
_SLICES = 12
"""Values of a slice that are drawn: the ones with most cases."""
_LONG = 1500
"""Characters of a text that are shown."""
_SNIPPET = 160
"""Characters of a passage that are."""


def report(found: Json) -> str:
    """The page."""
    body = "\n".join(_body(found))
    title = escape(f"{found['suite']}: evaluation")
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<style>{_STYLE.read_text('utf-8')}</style></head>\n<body><main>\n{body}\n</main></body></html>"
    )


def _body(found: Json) -> Iterator[str]:
    run, times = found["run"], found["timings"]
    yield f"<h1>{escape(found['suite'])}</h1><p>{escape(found['about'])}</p>"
    speed = f"{times['cases_per_s']} cases/s" if times["cases_per_s"] else "taken up from an earlier run"
    told = (
        ("when", run["at"]),
        ("where", run["where"]),
        ("seed", found["seed"]),
        ("cases", len(found["cases"])),
        ("speed", f"{speed}, {run['workers']} at a time"),
        ("version", run["version"]),
        ("model calls, tokens", f"{times['cost']['calls']}, {_tokens(times['cost'])}"),
    )
    yield '<dl class="facts">' + "".join(f"<div><dt>{k}</dt><dd>{escape(str(v))}</dd></div>" for k, v in told) + "</dl>"
    yield _thresholds(found["thresholds"])
    yield "<nav>" + "".join(f'<a href="#{p}">{escape(p)}</a>' for p in found["parts"]) + "</nav>"
    for name, part in found["parts"].items():
        yield from _part(found, name, part)


def _tokens(cost: Json) -> int:
    return int(cost["prompt_tokens"]) + int(cost["completion_tokens"])


def _thresholds(checks: Sequence[Json]) -> str:
    if not checks:
        return ""
    bad = [c for c in checks if not c["ok"]]
    lines = "".join(
        f"<li>{escape(c['metric'])} "
        + ("cannot be scored" if c["value"] is None else f"is {c['value']:g}")
        + f", must be {escape(c['must'])}</li>"
        for c in bad
    )
    kind = "bad" if bad else "good"
    return f'<p class="{kind}">{len(checks) - len(bad)} of {len(checks)} thresholds hold.</p><ul>{lines}</ul>'


def _part(found: Json, name: str, part: Json) -> Iterator[str]:
    cases = [c for c in found["cases"] if c["suite"] == name]
    yield f'<section id="{name}"><h2>{escape(name)}</h2><p>{escape(part["about"])}</p>'
    yield _table(found, name)
    yield f'<div class="plots">{"".join(_plots(found, cases))}</div>'
    yield _sliced(found, name)
    yield from _failed(cases)
    yield "</section>"


def _table(found: Json, part: str) -> str:
    must = {c["metric"]: c for c in found["thresholds"]}
    rows = []
    for full, f in found["metrics"].items():
        suite, _, name = full.partition(".")
        if suite != part:
            continue
        check = must.get(full)
        goal = ""
        if check is not None:
            goal = f'<span class="{"good" if check["ok"] else "bad"}">{escape(check["must"])}</span>'
        between = "" if f["low"] is None else f"{f['low']:.3f} to {f['high']:.3f}"
        value = "cannot be scored" if f["value"] is None else f"{f['value']:.3f}"
        why = ", ".join(f"{escape(reason)}: {n}" for reason, n in f["unscored"].items())
        lower = ", lower is better" if MEASURES[name].better == "lower" else ""
        rows.append(
            f"<tr><th>{escape(name)}<small>{escape(MEASURES[name].about)}{lower}</small></th>"
            f"<td>{value}</td><td>{between}</td><td>{f['n']}</td><td>{goal}</td><td>{why}</td></tr>"
        )
    head = "<tr><th>metric</th><th>value</th><th>95 %</th><th>cases</th><th>goal</th><th>not scored</th></tr>"
    return f'<div class="wide"><table>{head}{"".join(rows)}</table></div>'


def _plots(found: Json, cases: Sequence[Json]) -> Iterator[str]:
    scores = [c["scores"] for c in cases]
    if any("relevance" in s and "answerable" in s for s in scores):
        known = [s for s in scores if "relevance" in s and "answerable" in s]
        groups = [
            ("an answer exists", "a", [s["relevance"] for s in known if s["answerable"]]),
            ("none exists", "b", [s["relevance"] for s in known if not s["answerable"]]),
        ]
        yield plots.histogram("Best relevance", "relevance", groups)
    if answers := sure(scores):
        groups = [
            ("right", "a", [c for c, right in answers if right]),
            ("wrong", "b", [c for c, right in answers if not right]),
        ]
        yield plots.histogram("Confidence", "confidence", groups)
        yield plots.risk_coverage("Risk against coverage", risk_coverage(answers))
        yield plots.calibration("Is the confidence true?", calibration(answers))
    keys = (f"{c['suite']}/{c['id']}" for c in cases)
    took = sorted(ms for key in keys if (ms := found["timings"]["cases_ms"].get(key, 0.0)))
    if took:
        most = max(1.0, took[round(0.99 * (len(took) - 1))])
        yield plots.histogram("Time of a request, to p99", "milliseconds", [("requests", "a", took)], most)


def _sliced(found: Json, part: str) -> str:
    """Each metric by each field, folded away."""
    out = []
    for full, fields in found["slices"].items():
        suite, _, name = full.partition(".")
        if suite != part or MEASURES[name].about.startswith("how many"):
            continue
        for field, by in fields.items():
            most = sorted(by.items(), key=lambda item: -item[1]["n"])[:_SLICES]
            rows = [(v, f["value"], f["low"], f["high"], f["n"]) for v, f in sorted(most) if f["low"] is not None]
            left = len(by) - len(rows)
            title = f"{name} by {field}" + (f" (and {left} more in the file)" if left else "")
            out.append(plots.intervals(title, rows))
    if not out:
        return ""
    return f"<details><summary>Slices ({len(out)})</summary><div class='plots slices'>{''.join(out)}</div></details>"


def _failed(cases: Sequence[Json]) -> Iterator[str]:
    bad = [c for c in cases if c["failed"]]
    yield f"<h3>{len(bad)} of {len(cases)} cases to look at</h3>"
    by: dict[str, list[Json]] = {}
    for case in bad:
        by.setdefault(case["failed"][0], []).append(case)
    for name, some in by.items():
        count = f"{len(some)} case{'' if len(some) == 1 else 's'}"
        yield f"<details><summary>{escape(name)}, {count} <small>{escape(MEASURES[name].about)}</small></summary>"
        for case in some:
            yield _case(case)
        yield "</details>"


def _case(case: Json) -> str:
    tags = "".join(f"<b>{escape(name)} {case['scores'][name]:g}</b>" for name in case["failed"])
    about = ", ".join(f"{k} {v}" for k, v in case["slices"].items())
    expect = {k: v for k, v in case["expect"].items() if k not in ("language", "channel", *case["slices"])}
    return (
        f"<article><h4>{escape(str(case['id']))} <small>{escape(about)}</small> {tags}</h4>"
        f'<div class="sides"><div><h5>asked</h5>{_asked(case["input"])}<h5>right would be</h5>{_plain(expect)}</div>'
        f"<div><h5>came back</h5>{''.join(_output(case['output']))}</div></div></article>"
    )


def _asked(given: Json) -> str:
    messages = given.get("conversation", {}).get("messages")
    if not messages:
        return _text(str(given.get("query") or given.get("text") or ""))
    return "".join(
        f'<p class="said {escape(str(m["author"]))}"><i>{escape(str(m["author"]))}'
        f"{' (private)' if m.get('private') else ''}</i> {_cut(m['text'])}</p>"
        for m in messages
    )


def _output(output: Json) -> Iterator[str]:
    if "problem" in output:
        yield _text(output["problem"])
    for passage in output.get("passages", ()):
        mark = " held back" if passage["below_floor"] else ""
        yield (
            f'<p class="passage{mark}"><i>{passage["relevance"]:.3f}{mark}</i> {escape(passage["title"])} '
            f"<code>{escape(passage['source_id'])}</code><small>{escape(passage['text'][:_SNIPPET])}</small></p>"
        )
    if "decision" in output:
        gates = (f"{g['gate']}: {g['detail']}" for g in output["failed_gates"])
        yield _text(f"{output['decision']} ({', '.join(output['reasons'])})\n" + "\n".join(gates))
    replies = [output["reply"]] if output.get("reply") else output.get("replies", ())
    for reply in replies:
        yield _reply(reply)
    if output.get("summary"):
        yield _text(output["summary"]["text"])
    for action in output.get("next_actions", ()):
        yield f"<p>{escape(action['label'])} <code>{escape(action['action'])}</code> {action['confidence']:.2f}</p>"
    known = (
        "problem",
        "passages",
        "decision",
        "reasons",
        "failed_gates",
        "reply",
        "replies",
        "summary",
        "next_actions",
    )
    yield _plain({k: v for k, v in output.items() if k not in known and v})
    if output.get("reasons") and "decision" not in output:
        yield f"<p>reasons: {escape(', '.join(output['reasons']))}</p>"


def _reply(reply: Json) -> str:
    rests = "".join(
        f"<li><code>{escape(c['source_id'])}</code> {escape(c['title'])}: “{_cut(c['quote'])}”</li>"
        for c in reply["citations"]
    )
    checks = "".join(f'<li class="bad">{escape(c["kind"])}: {escape(c["detail"])}</li>' for c in reply["failed_checks"])
    return f"<p><i>{reply['confidence']:.2f}</i></p>{_text(reply['text'])}<ul>{rests}{checks}</ul>"


def _plain(values: Mapping[str, Any]) -> str:
    rows = "".join(f"<li>{escape(k)}: {escape(_listed(v))}</li>" for k, v in values.items())
    return f"<ul>{rows}</ul>" if rows else ""


def _listed(value: Any) -> str:
    if isinstance(value, list | tuple | dict) and value:
        flat: Iterable[Any] = value if not isinstance(value, dict) else (f"{k} {v}" for k, v in value.items())
        return ", ".join(str(one) for one in flat)
    return "nothing" if value in ([], {}, None) else str(value)


def _text(text: str) -> str:
    return f"<pre>{_cut(text)}</pre>"


def _cut(text: str) -> str:
    return escape(text if len(text) <= _LONG else text[:_LONG] + " …")
