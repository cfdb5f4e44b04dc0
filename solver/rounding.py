"""From the bound of a linear programme to a whole number that is surely below."""

from __future__ import annotations

import math

MARGIN = 0.01
"""What a linear programme may be wrong by."""


def rounded_up(bound: float) -> int:
    """Whole number below which nothing is: 0, always true, where nothing was proved in time."""
    return max(0, math.ceil(bound - MARGIN)) if math.isfinite(bound) else 0
