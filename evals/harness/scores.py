"""What a score of a case can be."""

from evals.figures import Unscored

Score = float | Unscored | None
"""``Unscored`` is counted apart and never a zero; None: the metric is not about this case."""
