"""The figures and every turn on one page that needs nothing else: no script, no other file, no address."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import IO, Any

from evals.replay.figures import DEFINITIONS
from evals.replay.run import Replayed
from evals.replay.score import Scored

_STYLE = """body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1a1a1a}
table{border-collapse:collapse;margin:1rem 0}td,th{border:1px solid #ccc;padding:.25rem .6rem;text-align:left;
vertical-align:top}td.n{text-align:right;font-variant-numeric:tabular-nums}details{border-top:1px solid #ddd;
padding:.4rem 0}summary{cursor:pointer}.two{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
.text{white-space:pre-wrap;overflow-wrap:anywhere;background:#f6f6f6;padding:.6rem;border-radius:4px}
.bad{color:#a00}.dim{color:#666}"""
_HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Replay of closed tickets</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer"><style>{style}</style></head><body><h1>Replay of closed tickets</h1>
<p>Every answer of a person, and what the copilot would have suggested with what was known at that moment. This page
holds customers' words: keep it where the tickets may be.</p>"""


def write_page(out: IO[str], replayed: Replayed) -> None:
    """The page, piece by piece: thousands of turns are not held twice."""
    for piece in page(replayed):
        out.write(piece)


def page(replayed: Replayed) -> Iterator[str]:
    told = replayed.figures
    yield _HEAD.format(style=_STYLE)
    yield "<h2>What was read</h2>" + _facts(told["export"])
    yield "<h2>Figures</h2>" + _metrics(told["metrics"])
    yield "<h2>What a bot would have done, and how the ticket really ended</h2>" + _decisions(told["bot"])
    for kind, groups in told["slices"].items():
        yield f"<h2>By {escape(kind)}</h2>" + _slices(groups)
    yield "<h2>Timings</h2>" + _facts(replayed.timings)
    yield f"<h2>Turns</h2><p>{len(replayed.turns)}; open one to see both texts.</p>"
    for turn in replayed.turns:
        yield _turn(turn)
    yield "</body></html>\n"


def _facts(values: Mapping[str, Any]) -> str:
    rows = []
    for name, value in values.items():
        if isinstance(value, Mapping):
            shown = "<br>".join(f"{escape(str(k))}: {escape(str(v))}" for k, v in value.items()) or "none"
        elif isinstance(value, list):
            shown = "<br>".join(escape(str(v)) for v in value) or "none"
        else:
            shown = escape(str(value))
        rows.append(f"<tr><th>{escape(name.replace('_', ' '))}</th><td>{shown}</td></tr>")
    return f"<table>{''.join(rows)}</table>"


def _metrics(metrics: Mapping[str, Mapping[str, Any]]) -> str:
    rows = [
        f"<tr><th>{escape(name)}</th><td class=n>{_number(m['value'])}</td>"
        f"<td class=n>{_number(m['low'])} to {_number(m['high'])}</td><td class=n>{m['n']}</td>"
        f"<td class=n>{m['not_scored']}</td><td>{escape(DEFINITIONS[name][0])}</td></tr>"
        for name, m in metrics.items()
    ]
    head = "<tr><th>figure</th><th>value</th><th>95 %</th><th>turns</th><th>not scored</th><th>what it is</th></tr>"
    return f"<table>{head}{''.join(rows)}</table>"


def _decisions(table: Mapping[str, Mapping[str, int]]) -> str:
    rows = [
        f"<tr><th>{escape(decision)}</th><td class=n>{ends.get('well', 0)}</td>"
        f"<td class=n>{ends.get('badly', 0)}</td></tr>"
        for decision, ends in table.items()
        if decision != "why_not_sent"
    ]
    why = table.get("why_not_sent", {})
    head = "<tr><th>decision</th><th>ended well</th><th>ended badly</th></tr>"
    return f"<table>{head}{''.join(rows)}</table><p>Why it would not have sent:</p>{_facts(why)}"


def _slices(groups: Mapping[str, Mapping[str, Any]]) -> str:
    names = ["turns", *DEFINITIONS]
    head = "".join(f"<th>{escape(g)}</th>" for g in groups)
    rows = [
        f"<tr><th>{escape(n)}</th>" + "".join(f"<td class=n>{_number(g[n])}</td>" for g in groups.values()) + "</tr>"
        for n in names
    ]
    return f"<table><tr><th></th>{head}</tr>{''.join(rows)}</table>" if groups else "<p>Too few turns.</p>"


def _turn(turn: Scored) -> str:
    line = f"{turn.key}, {turn.channel}: {turn.use or 'no reply'}"
    if turn.best_likeness is not None:
        line += f" ({turn.best_likeness:.2f})"
    if turn.decision != "with_agent":
        line += f", a bot: {turn.decision}"
    line += ", ended well" if turn.well else ", ended badly"
    replies = "".join(map(_reply, turn.replies)) or f"<p>None: {escape(', '.join(turn.reasons) or 'no reason')}</p>"
    facts = {
        "sources": [f"{s.title} ({s.source})" for s in turn.sources],
        "the answer came from": list(turn.origin) or "cannot be told",
        "or from, edited since": list(turn.origin_edited) or "none",
        "place of that article": turn.rank if turn.rank is not None else "cannot be scored",
        "next actions": [f"{a.label} ({a.did_this} of {a.similar} similar)" for a in turn.actions],
        "taken": list(turn.taken) if turn.taken is not None else "cannot be told",
        "a bot's decision": f"{turn.decision} {', '.join(turn.why)}",
    }
    bot = f"<h4>A bot would have written</h4><div class=text>{escape(turn.bot_text)}</div>" if turn.bot_text else ""
    return (
        f"<details><summary>{escape(line)}</summary><p class=dim>{escape(turn.at)}</p>"
        f"<h4>The customer wrote</h4><div class=text>{escape(turn.asked)}</div>"
        f"<div class=two><div><h4>Suggested</h4>{replies}{bot}</div>"
        f"<div><h4>Sent</h4><div class=text>{escape(turn.sent)}</div></div></div>{_facts(facts)}</details>\n"
    )


def _reply(reply: Any) -> str:
    failed = "".join(f"<p class=bad>{escape(f)}</p>" for f in reply.failed)
    about = f"{reply.origin}, confidence {reply.confidence:.2f}, likeness {reply.likeness:.2f}; rests on "
    about += ", ".join(reply.cited) or "nothing"
    return f"<div class=text>{escape(reply.text)}</div><p class=dim>{escape(about)}</p>{failed}"


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def table(metrics: Mapping[str, Mapping[str, Any]]) -> Sequence[str]:
    """The figures as lines of Markdown."""
    rows = ["| figure | value | 95 % | turns |", "|---|---|---|---|"]
    rows += [
        f"| {name} | {_number(m['value'])} | {_number(m['low'])} to {_number(m['high'])} | {m['n']} |"
        for name, m in metrics.items()
    ]
    return rows
