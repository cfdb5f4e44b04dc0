"""Where a passage could go, roughly: the hours a commission has left, and which of them looks best.

A sieve, not a judge: it only chooses which places are worth showing to the checkers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from models.french import MINUTES_A_DAY
from models.planning import Task
from scheduler.board.change import Key
from scheduler.board.index import PlanIndex
from scheduler.board.making import Maker
from scheduler.rules.seen import SeenPassage, SeenSitting

Span = tuple[int, int]
Wish = tuple[int, ...]


class Sieve:
    """The free hours of the commissions of one plan."""

    def __init__(self, index: PlanIndex, maker: Maker) -> None:
        self.index = index
        self.maker = maker
        self.settings = maker.settings

    def best_start(self, key: Key, code: str) -> int | None:
        """Return the best hour of a commission for a passage; an unlawful one where none is free.

        None when the only free hour is the one it has.
        """
        task, seen = self.maker.task(key), self.index.sittings[code]
        now = self.index.passages.get(key)
        own = now.jury_start if now is not None and now.record.commission == code else None
        starts = [start for start in self.starts(key, code) if start != own]
        if starts:
            return min(starts, key=lambda start: self.wish(key, seen, start))
        return None if own is not None else self._unlawful(task, seen, now)

    def starts(self, key: Key, code: str) -> list[int]:
        """Return the free hours of a commission worth looking at."""
        task, seen = self.maker.task(key), self.index.sittings[code]
        found: set[int] = set()
        for first, last in self._gaps(task, seen, key):
            found.update(self._in_gap(task, key, first, last))
        return sorted(found)

    def _in_gap(self, task: Task, key: Key, first: int, last: int) -> Iterator[int]:
        """Both ends of a gap, the hour the passage has, and hours next to the candidate's others."""
        grid = self.settings.grid
        low, high = -(-first // grid) * grid, last - last % grid
        if low > high:
            yield first
            return
        hours = [low, high]
        now = self.index.passages.get(key)
        if now is not None:
            hours.append(now.jury_start % MINUTES_A_DAY + low - low % MINUTES_A_DAY)
        for other in self._others(key):
            hours.append(-(-(other.end + self.settings.rest + task.lead) // grid) * grid)
            before = other.start - self.settings.rest - task.jury
            hours.append(before - before % grid)
        yield from (hour for hour in hours if low <= hour <= high)

    def _gaps(self, task: Task, seen: SeenSitting, key: Key) -> Iterator[Span]:
        """First and last hours at which the jury could see the candidate, gap after gap."""
        half = seen.half_day
        if half is None:
            return
        need = self.maker.needs[task.epreuve]
        low, high = self._window(seen)
        clock = max(half.start + max(task.lead, need.reading), low + need.reading)
        for one in (*self._beside_it(seen, key), None):
            last = (one.jury_start - need.gap if one is not None else high) - task.jury
            if clock <= last:
                yield clock, last
            if one is not None:
                clock = max(clock, one.jury_end + need.gap)

    def _window(self, seen: SeenSitting) -> Span:
        """Hours within which a commission can grow: its half-day, its members, its room."""
        half, record = seen.half_day, seen.record
        low, high = (half.start, half.end) if half is not None else (record.start, record.end)
        for other, lunch in self._beside(seen):
            if other.record.end <= record.start:
                rest = lunch if other.morning and not seen.morning else 0
                low = max(low, other.record.end + rest)
            elif other.record.start >= record.end:
                rest = lunch if seen.morning and not other.morning else 0
                high = min(high, other.record.start - rest)
        return low, high

    def _beside(self, seen: SeenSitting) -> Iterator[tuple[SeenSitting, int]]:
        """Other commissions of the day with a member or the room of this one, and the lunch to keep."""
        record = seen.record
        for member in record.members:
            for other in self.index.of_examiner.get(member.examiner, ()):
                if other.day == seen.day and other is not seen:
                    yield other, self.settings.lunch
        for code in self.index.in_room[record.centre, record.room, seen.day]:
            if code != record.code:
                yield self.index.sittings[code], 0

    def _beside_it(self, seen: SeenSitting, key: Key) -> list[SeenPassage]:
        """Passages of a commission that stay if this one, and its group, goes."""
        mine = self.maker.together(key)
        return [row for row in seen.passages if row.key not in mine]

    def _others(self, key: Key) -> Sequence[SeenPassage]:
        """Other passages of those who come to this one."""
        people = self.maker.task(key).people
        return [one for person in people for one in self._others_of(person, key)]

    def _others_of(self, person: str, key: Key) -> Sequence[SeenPassage]:
        """Other passages of one candidate of the group of a passage."""
        return [one for one in self.index.of_candidate.get(person, ()) if one.key[1] != key[1]]

    def wish(self, key: Key, seen: SeenSitting, start: int) -> Wish:
        """Return what to compare hours by: rest, days, waiting, idle time, distance from now."""
        task, now = self.maker.task(key), self.index.passages.get(key)
        begin, end = start - task.lead, start + task.jury
        return (
            *self.comfort(key, begin, end),
            self._idle(key, seen, start, end),
            abs(start - now.jury_start) if now is not None else start,
        )

    def comfort(self, key: Key, begin: int, end: int) -> tuple[int, int, int]:
        """Rests not kept, days and minutes of waiting of candidates, one passage at these hours."""
        people = self.maker.task(key).people
        found = [self._comfort_of(person, key, begin, end) for person in people]
        tight, days, waiting = (sum(values) for values in zip((0, 0, 0), *found, strict=True))
        return tight, days, waiting

    def _comfort_of(self, person: str, key: Key, begin: int, end: int) -> tuple[int, int, int]:
        """Rests not kept, days and waiting of one candidate."""
        hours = [(begin, end), *((one.start, one.end) for one in self._others_of(person, key))]
        hours.sort()
        tight = waiting = 0
        for before, after in pairwise(hours):
            free = after[0] - before[1] - self.settings.rest
            tight += free < 0
            if before[0] // MINUTES_A_DAY == after[0] // MINUTES_A_DAY:
                waiting += max(0, free)
        return tight, len({start // MINUTES_A_DAY for start, _ in hours}), waiting

    def _idle(self, key: Key, seen: SeenSitting, start: int, end: int) -> int:
        """Return the idle minutes that somebody at these hours adds to a commission."""
        gap = self.maker.needs[self.maker.task(key).epreuve].gap
        rows = self._beside_it(seen, key)
        before = [one.jury_end for one in rows if one.jury_end <= start]
        after = [one.jury_start for one in rows if one.jury_start >= end]
        idle = start - max(before) - gap if before else 0
        idle += min(after) - end - gap if after else 0
        return idle - (min(after) - max(before) - gap if before and after else 0)

    def _unlawful(self, task: Task, seen: SeenSitting, now: SeenPassage | None) -> int | None:
        """Return an hour at which to ask the checkers why nothing is free."""
        half = seen.half_day
        if half is None:
            return None
        wanted = now.jury_start % MINUTES_A_DAY + seen.day * MINUTES_A_DAY if now else half.start
        return max(half.start + task.lead, min(wanted, half.end - task.jury))
