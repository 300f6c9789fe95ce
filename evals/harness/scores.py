"""What a score can be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unscored:
    """It can't be told: counted apart, and never a zero."""

    reason: str


Score = float | Unscored | None
"""None: the metric is not about this case."""
