"""Risk against coverage as an SVG."""

from collections.abc import Mapping, Sequence
from html import escape

_WIDTH, _HEIGHT, _LEFT, _TOP = 640, 400, 60, 40
_MOST = 0.3
"""The highest risk that is drawn."""
_COLOURS = ("#1b6ca8", "#c05621", "#4a7c2f", "#7a4fa3")
_POINTS = 200


def risk_coverage_svg(title: str, curves: Mapping[str, Sequence[tuple[float, float]]], wrong: float) -> str:
    """A line for each curve of (coverage, risk), and a dashed one at the risk that is allowed."""
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH + 100} {_HEIGHT + 100}" font-family="sans-serif"'
        ' font-size="12">',
        f'<rect width="{_WIDTH + 100}" height="{_HEIGHT + 100}" fill="white"/>',
        f'<text x="{_LEFT}" y="24" font-size="15">{escape(title)}</text>',
    ]
    for n in range(7):
        risk = n * _MOST / 6
        x, y = _at(0, risk)
        out.append(f'<path d="M{x} {y}h{_WIDTH}" stroke="#ddd"/>')
        out.append(f'<text x="{x - 8}" y="{y + 4}" text-anchor="end">{risk:.0%}</text>')
    for n in range(6):
        x, y = _at(n / 5, 0)
        out.append(f'<text x="{x}" y="{y + 18}" text-anchor="middle">{n / 5:.0%}</text>')
    x, y = _at(0, wrong)
    out.append(f'<path d="M{x} {y}h{_WIDTH}" stroke="#a00" stroke-dasharray="5 4"/>')
    x, y = _at(0.5, 0)
    out.append(
        f'<text x="{x}" y="{y + 38}" text-anchor="middle">openings answered; upwards, wrong ones among them</text>'
    )
    for n, (name, curve) in enumerate(curves.items()):
        colour = _COLOURS[n % len(_COLOURS)]
        line = " ".join("{},{}".format(*_at(c, min(r, _MOST))) for c, r in curve[:: max(1, len(curve) // _POINTS)])
        out.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        out.append(f'<text x="{_LEFT + 12}" y="{_TOP + 18 + 18 * n}" fill="{colour}">{escape(name)}</text>')
    return "\n".join([*out, "</svg>", ""])


def _at(coverage: float, risk: float) -> tuple[float, float]:
    return round(_LEFT + coverage * _WIDTH, 1), round(_TOP + (1 - risk / _MOST) * _HEIGHT, 1)
