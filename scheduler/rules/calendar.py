"""Opened half-days in minutes of the plan, found by centre and hour."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.dossier import HalfDayName, OpenHalfDay
from models.french import MINUTES_A_DAY


@dataclass(frozen=True, slots=True)
class Opened:
    """A row of `calendrier`, `start` to `end` in minutes since the plan's first midnight."""

    record: OpenHalfDay
    start: int
    end: int

    @property
    def key(self) -> tuple[str, int]:
        """What tells two half-days apart."""
        return (self.record.centre, self.start)

    @property
    def name(self) -> HalfDayName:
        """MATIN when it starts before noon."""
        return self.record.name

    def holds(self, start: int, end: int) -> bool:
        """Whether `start`-`end` lies inside."""
        return self.start <= start and end <= self.end

    def overlap(self, start: int, end: int) -> int:
        """Minutes shared with `start`-`end`."""
        return max(0, min(self.end, end) - max(self.start, start))


class Calendar:
    """The half-days of all centres."""

    def __init__(self, rows: Iterable[OpenHalfDay], first_day: date) -> None:
        self._by_day: dict[tuple[str, int], list[Opened]] = {}
        for row in rows:
            days = (row.day - first_day).days
            midnight = days * MINUTES_A_DAY
            opened = Opened(row, midnight + row.start, midnight + row.end)
            self._by_day.setdefault((row.centre, days), []).append(opened)

    def of_day(self, centre: str, minute: int) -> list[Opened]:
        """Half-days of the centre on the day of a minute."""
        return self._by_day.get((centre, minute // MINUTES_A_DAY), [])

    def holding(self, centre: str, start: int, end: int) -> Opened | None:
        """Return the half-day in which `start`-`end` lies, if any."""
        for one in self.of_day(centre, start):
            if one.start <= start and end <= one.end:
                return one
        return None

    def around(self, centre: str, start: int, end: int) -> Opened | None:
        """Return the half-day that holds `start`-`end` or, failing that, the one it overlaps most."""
        found = self.holding(centre, start, end)
        if found is not None:
            return found
        shared = [(one.overlap(start, end), one) for one in self.of_day(centre, start)]
        most, best = max(shared, key=lambda pair: pair[0], default=(0, None))
        return best if most else None
