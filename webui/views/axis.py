"""Time across the page: one day or several side by side, night left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from models.french import MINUTES_A_DAY
from models.planning import Plan

HOUR = 60
BETWEEN = 14
"""Pixels between two days."""
USUAL = (8 * HOUR, 18 * HOUR)
SCALES = {"serre": 1.25, "normal": 2.0, "large": 3.0}
WEEK_SCALES = {"serre": 0.245, "normal": 1.0, "large": 1.6}
"""Pixels a minute; five days are in sight at once in the first of a week."""


@dataclass(frozen=True, slots=True)
class DayColumn:
    """One day of a plan: whole hours in minutes of the plan, and where it begins, pixels."""

    day: date
    start: int
    end: int
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Mark:
    """An hour to write at the head."""

    minute: int
    x: float


class Axis:
    """Where each minute of the plan stands; every day shows the same hours."""

    def __init__(self, plan: Plan, days: Iterable[date], scale: float) -> None:
        self.scale = scale
        indexes = [(day - plan.first_day).days for day in days]
        first, last = _hours(plan, set(indexes))
        width = round((last - first) * scale, 1)
        self.columns = tuple(
            DayColumn(
                plan.first_day + timedelta(days=index),
                index * MINUTES_A_DAY + first,
                index * MINUTES_A_DAY + last,
                rank * (width + BETWEEN),
                width,
            )
            for rank, index in enumerate(indexes)
        )
        self._lefts = {one.start // MINUTES_A_DAY: one.left - one.start * scale for one in self.columns}

    @property
    def width(self) -> float:
        """Width of every row's drawing, pixels."""
        return self.columns[-1].left + self.columns[-1].width if self.columns else 0

    @property
    def marks(self) -> Iterator[Mark]:
        """Hours to write: every one, every second or every fourth, as there is room."""
        step = next(step for step in (1, 2, 4, 24) if step * HOUR * self.scale >= MARK_ROOM)
        for column in self.columns:
            for minute in range(column.start, column.end, step * HOUR):
                if (column.end - minute) * self.scale >= LEAST_ROOM:
                    yield Mark(minute, self.x(minute))

    def holds(self, minute: int) -> bool:
        """Whether the day of a minute is shown."""
        return minute // MINUTES_A_DAY in self._lefts

    def x(self, minute: int) -> float:
        """Where a minute of a day that is shown stands, pixels."""
        return round(self._lefts[minute // MINUTES_A_DAY] + minute * self.scale, 1)


LEAST_ROOM = 36
"""Pixels that the last hour of a day needs before the next day."""
MARK_ROOM = 58
"""Pixels that a written hour needs."""


def _hours(plan: Plan, days: set[int]) -> tuple[int, int]:
    """Whole hours of the day around everything on some days, the same whatever is in rows."""
    spans = [(one.start, one.end) for one in plan.passages]
    spans += [(one.start, one.end) for one in plan.sittings]
    inside = [
        (start % MINUTES_A_DAY, end - start + start % MINUTES_A_DAY)
        for start, end in spans
        if start // MINUTES_A_DAY in days
    ]
    first = min((start for start, _ in inside), default=USUAL[0])
    last = max((end for _, end in inside), default=USUAL[1])
    return first // HOUR * HOUR, -(-last // HOUR) * HOUR


def days_of(plan: Plan) -> tuple[date, ...]:
    """Return the days on which the plan has a passage or a commission."""
    starts = {passage.start for passage in plan.passages} | {sitting.start for sitting in plan.sittings}
    return tuple(sorted({plan.first_day + timedelta(days=start // MINUTES_A_DAY) for start in starts}))
