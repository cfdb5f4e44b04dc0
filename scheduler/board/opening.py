"""Commissions that could still be opened for one passage: a half-day, a free room, free people."""

from __future__ import annotations

from collections.abc import Iterator

from models.french import MINUTES_A_DAY, hour
from models.planning import HalfDay, Member, PlanExaminer, Preference, Problem, SeatNeed, Sitting, Task
from scheduler.board.change import Key
from scheduler.board.index import PlanIndex
from scheduler.board.making import Maker, Move
from scheduler.board.slots import Sieve
from scheduler.rules import speech
from solver.instance import SeatOption, seat_option


class Openings:
    """What is left of people and rooms in one plan."""

    def __init__(self, index: PlanIndex, maker: Maker, sieve: Sieve, problem: Problem) -> None:
        self.index, self.maker, self.sieve = index, maker, sieve
        self.problem = problem
        self.rooms = [room for room in problem.rooms if room.jury]

    def for_passage(self, key: Key) -> Iterator[Move]:
        """One move for each half-day in which a commission could be opened for this passage."""
        task = self.maker.task(key)
        for half in self.problem.half_days:
            open_for = half.epreuves is None or task.epreuve in half.epreuves
            if not open_for or task.centre not in (None, half.centre):
                continue
            room, members = self._room(task, half), self._members(task, half)
            start = self._start(key, task, half)
            if room is not None and members is not None and start is not None:
                code = self._code(key[1])
                end, ccf = start + task.jury, self.maker.needs[task.epreuve].ccf
                sitting = Sitting(code, key[1], half.centre, room, start, end, members, ccf)
                yield Move(*key, code, start, sitting)

    def obstacles(self, key: Key) -> Iterator[tuple[str, str]]:
        """Yield each half-day in which no commission can be opened for a passage, and why."""
        task = self.maker.task(key)
        view = self.index.view
        for half in self.problem.half_days:
            if task.centre not in (None, half.centre):
                continue
            words = f"{speech.day(view, half.start)} à {hour(half.start)}"
            if half.epreuves is not None and task.epreuve not in half.epreuves:
                yield words, "pas ouverte à cette épreuve"
            elif self._room(task, half) is None:
                kind = "accessible " if task.accessible else ""
                yield words, f"plus de salle de jury {kind}libre"
            elif self._members(task, half) is None:
                yield words, "plus les membres qu’il faut"
            elif self._start(key, task, half) is None:
                yield words, "trop courte pour ce passage"

    def _room(self, task: Task, half: HalfDay) -> str | None:
        """Return a jury room that nobody uses in the half-day; accessible ones are kept for who asks."""
        free = [
            room
            for room in self.rooms
            if room.centre == half.centre
            and (room.accessible or not task.accessible)
            and not self._used(room.centre, room.code, half)
        ]
        best = min(
            free, key=lambda room: (room.accessible and not task.accessible, room.code), default=None
        )
        return best.code if best is not None else None

    def _used(self, centre: str, room: str, half: HalfDay) -> bool:
        codes = self.index.in_room.get((centre, room, half.start // MINUTES_A_DAY), ())
        records = [self.index.sittings[code].record for code in codes]
        return any(one.start < half.end and half.start < one.end for one in records)

    def _start(self, key: Key, task: Task, half: HalfDay) -> int | None:
        """Return the hour that suits the candidate best in the half-day."""
        grid, reading = self.maker.settings.grid, self.maker.needs[task.epreuve].reading
        first = half.start + max(task.lead, reading)
        starts = range(-(-first // grid) * grid, half.end - task.jury + 1, grid)
        return min(
            starts,
            key=lambda at: (*self.sieve.comfort(key, at - task.lead, at + task.jury), at),
            default=None,
        )

    def _members(self, task: Task, half: HalfDay) -> tuple[Member, ...] | None:
        """Return somebody free for each seat, the seat with the fewest people first; None when short."""
        seats = self.maker.needs[task.epreuve].seats
        free = [one for one in self.problem.examiners if self._is_free(one, task, half)]
        choices = {rank: self._choices(free, seat, rank, half) for rank, seat in enumerate(seats)}
        chosen: dict[int, Member] = {}
        for rank in sorted(choices, key=lambda rank: len(choices[rank])):
            taken = {member.examiner for member in chosen.values()}
            found = next((one for one in choices[rank] if one.examiner not in taken), None)
            if found is None:
                return None
            chosen[rank] = found
        return tuple(chosen[rank] for rank in sorted(chosen))

    def _choices(
        self, free: list[PlanExaminer], seat: SeatNeed, rank: int, half: HalfDay
    ) -> list[Member]:
        """Those who can hold a seat: nobody replaced, no reserve, their wishes, the least busy first."""
        able: list[tuple[PlanExaminer, SeatOption]] = [
            (one, option) for one in free if (option := seat_option(seat, rank, one)) is not None
        ]
        able.sort(
            key=lambda pair: (
                pair[1].replacement,
                pair[0].reserve,
                pair[0].half_days[half.id] is Preference.DISLIKED,
                len(self.index.of_examiner.get(pair[0].code, ())),
                pair[0].code,
            )
        )
        return [Member(one.code, one.role, option.replacement) for one, option in able]

    def _is_free(self, examiner: PlanExaminer, task: Task, half: HalfDay) -> bool:
        """Whether an examiner may come, sits nowhere then, and that day only in this centre."""
        if half.id not in examiner.half_days or examiner.code in task.conflicts:
            return False
        sat = self.index.of_examiner.get(examiner.code, ())
        most = examiner.max_half_days
        if most is not None and len({one.half_day_key for one in sat}) >= most:
            return False
        today = [one.record for one in sat if one.day == half.day]
        return all(
            one.centre == half.centre and (one.end <= half.start or half.end <= one.start)
            for one in today
        )

    def _code(self, epreuve: str) -> str:
        """Return a code that no commission has, like those of the same épreuve."""
        short = epreuve.rpartition("/")[2]
        other = any(
            one.record.epreuve != epreuve and one.record.epreuve.rpartition("/")[2] == short
            for one in self.index.sittings.values()
        )
        name, number = (epreuve.replace("/", "-") if other else short), 1
        while f"{name}-{number:02}" in self.index.sittings:
            number += 1
        return f"{name}-{number:02}"
