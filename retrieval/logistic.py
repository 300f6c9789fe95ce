"""One-vs-rest logistic regression with a ridge, for all classes at once; numpy only, seconds for 15,000 rows."""

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

_MEMORY = 8
_STEPS = 60
_NEWTON_STEPS = 30
_FLAT = 1e-4
"""The relative gain of a step below which the loss counts as at its end."""
_BIAS_RIDGE = 0.01
"""Share of the ridge that pulls at the constants."""


def one_vs_rest(rows: Matrix, wanted: Matrix, ridge: float) -> Matrix:
    """Weights, shape (columns + 1, classes), the constants last; ``wanted`` is 0 or 1, shape (rows, classes).

    A row may be of no class. Minimised with L-BFGS (Nocedal and Wright 2006, algorithm 7.5) and halved steps. The same
    input gives the same weights.
    """
    rows = np.hstack([rows, np.ones((len(rows), 1), np.float32)])
    pull = np.full((rows.shape[1], 1), ridge, np.float32)
    pull[-1] *= _BIAS_RIDGE

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        logits = rows @ weights
        fit = (np.logaddexp(0, logits) - wanted * logits).sum(dtype=np.float64)
        ridged = 0.5 * (pull * weights**2).sum(dtype=np.float64)
        slope: Matrix = rows.T @ (sigmoid(logits) - wanted) + pull * weights
        return float(fit + ridged), slope

    share = np.clip(wanted.mean(axis=0), 1e-6, 1 - 1e-6)
    weights = np.zeros((rows.shape[1], wanted.shape[1]), np.float32)
    weights[-1] = np.log(share / (1 - share))
    value, slope = loss(weights)
    memory: list[tuple[Matrix, Matrix]] = []
    for _ in range(_STEPS):
        way = _newton(slope, memory)
        gain, step = float(np.vdot(slope, way)), 1.0
        while True:
            there = weights - np.float32(step) * way
            value_there, slope_there = loss(there)
            if value_there <= value - 1e-4 * step * gain or step < 1e-4:
                break
            step /= 2
        if value_there >= value:
            break
        moved, turned = there - weights, slope_there - slope
        if np.vdot(moved, turned) > 1e-10:
            memory = [*memory[1 - _MEMORY :], (moved, turned)]
        gained, weights, value, slope = value - value_there, there, value_there, slope_there
        if gained < _FLAT * abs(value):
            break
    return weights


def pulled(
    rows: NDArray[np.float64],
    wanted: NDArray[np.float64],
    *,
    weighing: NDArray[np.float64],
    towards: NDArray[np.float64],
    ridge: float,
) -> NDArray[np.float64]:
    """Weights of a few columns, the last one constant, for one class: each is ridged towards ``towards``, by the spread
    of its column, so that few rows change little and no unit matters. ``weighing``: what each row counts.

    Newton's method, the logistic regression of Hastie et al. 2009, 4.4.1, with a Gaussian prior.
    """
    spread = rows.std(axis=0)
    spread[spread < 1e-9] = 1.0
    scaled, start = rows / spread, towards * spread
    pull = np.full(rows.shape[1], ridge)
    pull[-1] *= _BIAS_RIDGE
    weights = start
    for _ in range(_NEWTON_STEPS):
        p = 0.5 * (1 + np.tanh(0.5 * (scaled @ weights)))
        slope = scaled.T @ (weighing * (p - wanted)) + pull * (weights - start)
        step = np.linalg.solve((scaled.T * (weighing * p * (1 - p))) @ scaled + np.diag(pull), slope)
        weights = weights - step
        if np.abs(step).max() < 1e-9:
            break
    out: NDArray[np.float64] = weights / spread
    return out


def sigmoid(logits: Matrix) -> Matrix:
    """1 / (1 + exp(-x)) without overflow."""
    out: Matrix = (0.5 * (1 + np.tanh(0.5 * logits))).astype(np.float32)
    return out


def _newton(slope: Matrix, memory: list[tuple[Matrix, Matrix]]) -> Matrix:
    """The slope times the inverse curvature that the last steps show: what to subtract."""
    if not memory:
        first: Matrix = slope / np.float32(max(1e-9, float(np.linalg.norm(slope))))
        return first
    way: Matrix = slope.copy()
    shares = []
    for moved, turned in reversed(memory):
        share = np.vdot(moved, way) / np.vdot(moved, turned)
        way -= share * turned
        shares.append(share)
    moved, turned = memory[-1]
    way *= np.vdot(moved, turned) / np.vdot(turned, turned)
    for (moved, turned), share in zip(memory, reversed(shares), strict=True):
        way += moved * (share - np.vdot(turned, way) / np.vdot(moved, turned))
    return way
