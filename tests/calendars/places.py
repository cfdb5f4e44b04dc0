"""Sessions held here and there, on both sides of a clock change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SPRING, SUMMER, AUTUMN = date(2027, 3, 27), date(2027, 6, 7), date(2027, 10, 30)
"""First days of sessions of four days: the clocks change on 28 March and 31 October 2027."""


@dataclass(frozen=True)
class Place:
    """A session: its first day, and where its centre is."""

    first_day: date
    postal_code: str
    town: str
    zone: str
