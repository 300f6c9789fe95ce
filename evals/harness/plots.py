"""Plots as inline SVG, in the colours of the page around them. Each has a title that screen readers tell."""

from collections.abc import Sequence
from html import escape

_W, _H = 360, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 12, 34
_BINS = 20
Point = tuple[float, float]


def histogram(title: str, x_label: str, groups: Sequence[tuple[str, str, Sequence[float]]], most: float = 1.0) -> str:
    """Counts of values from 0 to ``most``: (name, class of colour, values) of each group, stacked."""
    counts = [[0] * _BINS for _ in groups]
    for row, (_, _, values) in zip(counts, groups, strict=True):
        for value in values:
            row[min(_BINS - 1, max(0, int(value / most * _BINS)))] += 1
    top = max((sum(column) for column in zip(*counts, strict=True)), default=0) or 1
    width = (_W - _LEFT - _RIGHT) / _BINS
    out = []
    for n in range(_BINS):
        y = float(_H - _BOTTOM)
        for row, (name, colour, _) in zip(counts, groups, strict=True):
            height = row[n] / top * (_H - _TOP - _BOTTOM)
            if row[n]:
                y -= height
                told = f"{name}: {row[n]} from {n * most / _BINS:.4g} to {(n + 1) * most / _BINS:.4g}"
                out.append(
                    f'<rect class="{colour}" x="{_LEFT + n * width:.1f}" y="{y:.1f}" width="{width - 1:.1f}" '
                    f'height="{height:.1f}"><title>{escape(told)}</title></rect>'
                )
    ticks = [(0.0, "0"), (0.5, f"{most / 2:.4g}"), (1.0, f"{most:.4g}")]
    frame = _frame(x_label, "cases", ticks, [(0.0, "0"), (1.0, str(top))])
    return _figure(title, frame + "".join(out), [(name, colour) for name, colour, _ in groups])


def risk_coverage(title: str, curve: Sequence[Point]) -> str:
    """The share of wrong ones among the surest, at each share of all."""
    top = min(1.0, max(0.1, max((risk for _, risk in curve), default=0.1) * 1.1))
    line = _line([(coverage, risk / top) for coverage, risk in curve], "line-a")
    frame = _frame(
        "share of all that is answered, surest first",
        "wrong",
        [(0, "0 %"), (0.5, "50 %"), (1, "100 %")],
        [(0, "0 %"), (1, f"{top:.0%}")],
    )
    return _figure(title, frame + line, [])


def calibration(title: str, bins: Sequence[tuple[int, float, float]]) -> str:
    """Right ones by confidence: on the dashed line a confidence says what it means. Larger dots are more cases."""
    most = max((n for n, _, _ in bins), default=1)
    dots = "".join(
        f'<circle class="a" cx="{_x(c):.1f}" cy="{_y(r):.1f}" r="{3 + 6 * (n / most) ** 0.5:.1f}">'
        f"<title>{n} cases, confidence {c:.2f}, right {r:.2f}</title></circle>"
        for n, c, r in bins
    )
    ticks = [(0.0, "0"), (0.5, "0.5"), (1.0, "1")]
    diagonal = f'<path class="dashed" d="M{_x(0):.1f} {_y(0):.1f}L{_x(1):.1f} {_y(1):.1f}"/>'
    return _figure(title, _frame("confidence", "right", ticks, ticks) + diagonal + dots, [])


def intervals(title: str, rows: Sequence[tuple[str, float, float, float, int]]) -> str:
    """A dot with its interval for each (name, value, low, high, cases), from 0 to 1."""
    step, left, width = 22, 108, 430
    height = step * len(rows) + 28
    scale = width - left - 92
    out = []
    for n in range(5):
        x = left + n / 4 * scale
        out.append(f'<path class="grid" d="M{x:.1f} 4V{height - 22}"/>')
        out.append(f'<text x="{x:.1f}" y="{height - 6}" text-anchor="middle">{n / 4:g}</text>')
    for n, (name, value, low, high, cases) in enumerate(rows):
        y = 16 + n * step
        short = name if len(name) <= 15 else name[:14] + "…"
        a, at, b = (left + min(1.0, max(0.0, v)) * scale for v in (low, value, high))
        label = f"{escape(short)}<title>{escape(name)}</title>"
        out.append(f'<text x="{left - 10}" y="{y + 4}" text-anchor="end">{label}</text>')
        out.append(f'<path class="line-a" d="M{a:.1f} {y}H{b:.1f}"/><circle class="a" cx="{at:.1f}" cy="{y}" r="4"/>')
        out.append(f'<text x="{width - 82}" y="{y + 4}">{value:.3f} · {cases}</text>')
    return _figure(title, "".join(out), [], width, height)


def _figure(title: str, inside: str, keys: Sequence[tuple[str, str]], width: int = _W, height: int = _H) -> str:
    legend = "".join(f'<span class="key"><i class="{colour}"></i>{escape(name)}</span>' for name, colour in keys)
    return (
        f"<figure><figcaption>{escape(title)} {legend}</figcaption>"
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title, quote=True)}">{inside}</svg>'
        "</figure>"
    )


def _frame(x_label: str, y_label: str, xs: Sequence[tuple[float, str]], ys: Sequence[tuple[float, str]]) -> str:
    out = [f'<path class="grid" d="M{_LEFT} {_y(0):.1f}H{_W - _RIGHT}M{_LEFT} {_TOP}V{_y(0):.1f}"/>']
    out += [f'<text x="{_x(at):.1f}" y="{_H - 20}" text-anchor="middle">{escape(t)}</text>' for at, t in xs]
    out += [f'<text x="{_LEFT - 6}" y="{_y(at) + 4:.1f}" text-anchor="end">{escape(t)}</text>' for at, t in ys]
    out.append(f'<text x="{(_LEFT + _W) / 2:.0f}" y="{_H - 4}" text-anchor="middle">{escape(x_label)}</text>')
    out.append(f'<text x="{_LEFT - 6}" y="{(_TOP + _y(0)) / 2:.1f}" text-anchor="end">{escape(y_label)}</text>')
    return "".join(out)


def _line(points: Sequence[Point], colour: str) -> str:
    told = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in points)
    return f'<polyline class="{colour}" points="{told}"/>'


def _x(share: float) -> float:
    return _LEFT + share * (_W - _LEFT - _RIGHT)


def _y(share: float) -> float:
    return _H - _BOTTOM - share * (_H - _TOP - _BOTTOM)
