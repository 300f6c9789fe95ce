"""Risk against coverage as an SVG."""

from collections.abc import Mapping, Sequence
from html import escape

_WIDTH, _HEIGHT, _LEFT, _TOP = 640, 400, 76, 52
_RIGHT, _BELOW = 24, 60
_MOST = 0.2
"""The highest risk that is drawn."""
_COLOURS = ("#1b6ca8", "#c05621", "#4a7c2f", "#7a4fa3")
_DASHES = ("", "9 4", "2 4", "9 4 2 4")
"""So that the lines can be told apart without colours."""
_POINTS = 200
_STEP = 20
"""Between two lines of the legend."""

Curve = Sequence[tuple[float, float]]


def risk_coverage_svg(title: str, curves: Mapping[str, Curve], wrong: float) -> str:
    """A line for each curve of (coverage, risk), and a thin one at the risk that is allowed, with how far each goes
    below it: the greatest coverage with that risk or less."""
    wide, high = _LEFT + _WIDTH + _RIGHT, _TOP + _HEIGHT + _BELOW
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="sans-serif" font-size="13">',
        f'<rect width="{wide}" height="{high}" fill="white"/>',
        f'<text x="{_LEFT}" y="28" font-size="16" font-weight="bold">{escape(title)}</text>',
    ]
    for n in range(5):
        x, y = _at(0, n * _MOST / 4)
        out.append(f'<path d="M{x} {y}h{_WIDTH}" stroke="{"#e4e4e4" if n else "#555"}"/>')
        out.append(f'<text x="{x - 8}" y="{y + 4}" text-anchor="end">{n * _MOST / 4:.0%}</text>')
    for n in range(6):
        x, y = _at(n / 5, 0)
        out.append(f'<path d="M{x} {y}v5" stroke="#555"/>')
        out.append(f'<text x="{x}" y="{y + 20}" text-anchor="middle">{n / 5:.0%}</text>')
    middle = _TOP + _HEIGHT / 2
    out.append(
        f'<text x="22" y="{middle}" text-anchor="middle" transform="rotate(-90 22 {middle})">risk: answers that are '
        "wrong</text>"
    )
    x, y = _at(0.5, 0)
    out.append(f'<text x="{x}" y="{y + 44}" text-anchor="middle">coverage: openings that are answered</text>')
    x, y = _at(0, wrong)
    out.append(f'<path d="M{x} {y}h{_WIDTH}" stroke="#b00020"/>')
    for n, (name, curve) in enumerate(curves.items()):
        look = f'stroke="{_COLOURS[n % len(_COLOURS)]}" stroke-width="2" stroke-dasharray="{_DASHES[n % len(_DASHES)]}"'
        out.append(f'<polyline points="{_line(curve)}" fill="none" {look}/>')
        y = _TOP + 24 + _STEP * n
        out.append(f'<path d="M{_LEFT + 14} {y - 4}h34" {look}/>')
        out.append(f'<text x="{_LEFT + 56}" y="{y}">{escape(name)}</text>')
        reached = max((c for c, r in curve if r <= wrong), default=0.0)
        out.append(f'<text x="{_LEFT + 250}" y="{y}">{reached:.0%} at {wrong:.0%} wrong</text>')
    return "\n".join([*out, "</svg>", ""])


def _line(curve: Curve) -> str:
    """Some of the points, the last among them, up to where the line leaves the plot for good."""
    inside = max((n for n, (_, risk) in enumerate(curve) if risk <= _MOST), default=-1)
    some = list(curve[: inside + 1 : max(1, len(curve) // _POINTS)]) + list(curve[inside : inside + 1])
    return " ".join("{},{}".format(*_at(c, min(r, _MOST))) for c, r in some)


def _at(coverage: float, risk: float) -> tuple[float, float]:
    return round(_LEFT + coverage * _WIDTH, 1), round(_TOP + (1 - risk / _MOST) * _HEIGHT, 1)
