"""What other sessions of the installation already occupy, as a problem sees it.

A person or a room taken during part of a half-day is not used in that half-day: the checkers, which
count minutes, allow more by hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from models.dossier import Taken, TakenKind
from models.french import MINUTES_A_DAY
from models.planning import HalfDay, Settings

ROOMS = (TakenKind.JURY, TakenKind.SEATS)


class Elsewhere:
    """Rooms and people by what other sessions made of them."""

    def __init__(self, taken: Iterable[Taken], first_day: date, settings: Settings) -> None:
        self.first_day = first_day
        self.settings = settings
        self.rooms: dict[tuple[str, str], list[Taken]] = defaultdict(list)
        self.people: dict[tuple[TakenKind, str], list[Taken]] = defaultdict(list)
        for one in taken:
            if one.kind in ROOMS:
                self.rooms[one.centre, one.code].append(one)
            else:
                self.people[one.kind, one.code].append(one)

    def closed(self, halves: Iterable[HalfDay]) -> Iterator[tuple[str, str, int]]:
        """Rooms that somebody else uses during a half-day."""
        for half in halves:
            for (centre, room), rows in self.rooms.items():
                if centre == half.centre and any(self._meets(one, half) for one in rows):
                    yield centre, room, half.id

    def allows(self, examiner: str, half: HalfDay) -> bool:
        """Whether an examiner could sit in the whole half-day besides what he or she does elsewhere."""
        rows = self.people.get((TakenKind.EXAMINER, examiner), ())
        return all(self._leaves(one, half) for one in rows)

    def busy(self, candidates: Iterable[str]) -> Iterator[tuple[int, int]]:
        """Stretches in which candidates are examined elsewhere, the rest around them."""
        rest = self.settings.rest
        for candidate in candidates:
            for one in self.people.get((TakenKind.CANDIDATE, candidate), ()):
                start, end = self._span(one)
                yield start - rest, end + rest

    def _span(self, one: Taken) -> tuple[int, int]:
        midnight = (one.day - self.first_day).days * MINUTES_A_DAY
        return midnight + one.start, midnight + one.end

    def _meets(self, one: Taken, half: HalfDay) -> bool:
        start, end = self._span(one)
        return start < half.end and half.start < end

    def _leaves(self, one: Taken, half: HalfDay) -> bool:
        """Whether working hours allow both, and one centre a day."""
        start, end = self._span(one)
        first, last = sorted(((start, end), (half.start, half.end)))
        free = last[0] - first[1]
        days = abs(start // MINUTES_A_DAY - half.day)
        if days:
            return days > 1 or free >= self.settings.night_rest
        if one.centre != half.centre or free < 0:
            return False
        lunch = half.morning is (one.start < MINUTES_A_DAY // 2) or free >= self.settings.lunch
        work = end - start + half.end - half.start <= self.settings.max_work
        return lunch and work and last[1] - first[0] <= self.settings.max_span
