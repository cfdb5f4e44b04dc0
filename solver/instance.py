"""A problem with the indexes every stage asks for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import permutations

from models.planning import (
    EpreuveNeed,
    HalfDay,
    LockedPassage,
    PlanExaminer,
    PlanRoom,
    Problem,
    SeatNeed,
    Task,
    Turn,
)
from models.roles import Role

MINUTES_PER_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a half-day in which a commission may sit; usually the whole of it."""

    id: int
    half_day: HalfDay
    start: int
    end: int

    @property
    def minutes(self) -> int:
        """Length of the block."""
        return self.end - self.start

    def first_jury(self, lead: int, reading: int) -> int:
        """Earliest jury phase: the dossiers are read in the block, preparations may begin before it."""
        return max(self.start + reading, self.half_day.start + lead)


@dataclass(frozen=True, slots=True)
class SeatOption:
    """One way for an examiner to sit: which seat, and whether as a replacement."""

    seat: int
    replacement: bool


def seat_option(seat: SeatNeed, index: int, examiner: PlanExaminer) -> SeatOption | None:
    """Return how `examiner` may hold `seat`, or None."""
    held = examiner.qualifications
    if examiner.role == seat.role and held & seat.qualifications:
        return SeatOption(index, replacement=False)
    if seat.role == Role.PROFESSIONNEL and examiner.role == Role.ENSEIGNANT and held & seat.replacement:
        return SeatOption(index, replacement=True)
    return None


def needs_computer(task: Task) -> bool:
    """Whether a phase before the jury takes a computer."""
    return any(phase.computer for phase in task.phases if not phase.with_jury)


def needs_to_be_alone(task: Task) -> bool:
    """Whether a phase before the jury takes a room without anybody else."""
    return any(phase.alone for phase in task.phases if not phase.with_jury)


def computers_in(room: PlanRoom) -> int:
    """Seats of a room with a computer; all of them when the centre did not say."""
    return room.seats if room.computers is None else min(room.seats, room.computers)


def suits(room: PlanRoom, task: Task) -> bool:
    """Whether a preparation room is what this task asks for, were it empty."""
    if task.accessible and not room.accessible:
        return False
    return computers_in(room) > 0 if needs_computer(task) else room.seats > 0


def is_free(task: Task, begin: int, end: int) -> bool:
    """Whether nothing else keeps the candidate from a passage at these hours."""
    return all(end <= start or until <= begin for start, until in task.busy)


def leaves_time(task: Task, half: HalfDay) -> bool:
    """Whether what else the candidate has that day leaves a stretch long enough for the task."""
    minutes = task.lead + task.jury
    begins = [half.start, *(until for _, until in task.busy if half.start <= until < half.end)]
    return any(begin + minutes <= half.end and is_free(task, begin, begin + minutes) for begin in begins)


def without_endless_half_days(problem: Problem) -> Problem:
    """Return the problem with no half-day longer than anybody may sit without a pause.

    A commission begins when the half-day does, so that what lies beyond would be no use to it.
    Half-days that hold a locked passage stay as they are.
    """
    most = problem.settings.stretch
    if not most:
        return problem
    held = [phase.end for lock in problem.locked for phase in lock.phases]
    halves = tuple(
        replace(half, end=half.start + most)
        if half.end - half.start > most and not any(half.start + most < end <= half.end for end in held)
        else half
        for half in problem.half_days
    )
    return replace(problem, half_days=halves)


class Instance:
    """Read-only view of a `Problem`, indexed."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.settings = problem.settings
        self.needs: dict[str, EpreuveNeed] = {need.key: need for need in problem.epreuves}
        self.half_days: dict[int, HalfDay] = {half.id: half for half in problem.half_days}
        self.locks: dict[int, LockedPassage] = {lock.task: lock for lock in problem.locked}
        self.examiners: dict[str, PlanExaminer] = {one.code: one for one in problem.examiners}
        self._seated: dict[tuple[str, int], list[PlanExaminer]] = {}
        self._juries: dict[tuple[str, frozenset[str], int], bool] = {}
        self.centres: tuple[str, ...] = tuple(sorted({half.centre for half in problem.half_days}))

    @cached_property
    def tasks_of_key(self) -> dict[str, list[Task]]:
        """Tasks of each épreuve key."""
        found: dict[str, list[Task]] = defaultdict(list)
        for task in self.problem.tasks:
            found[task.epreuve].append(task)
        return dict(found)

    @cached_property
    def tasks_of_candidate(self) -> dict[str, list[Task]]:
        """Tasks of each party: a candidate's own, a group's, a dossier's without its candidate."""
        found: dict[str, list[Task]] = defaultdict(list)
        for task in self.problem.tasks:
            found[task.candidate].append(task)
        return dict(found)

    @cached_property
    def grouped(self) -> bool:
        """Whether some candidates are heard together: their other épreuves depend on one another."""
        return any(len(task.people) > 1 for task in self.problem.tasks)

    @cached_property
    def options(self) -> dict[str, list[tuple[PlanExaminer, tuple[SeatOption, ...]]]]:
        """For each épreuve key, who may sit and how."""
        return {need.key: self._options_of(need) for need in self.problem.epreuves}

    @cached_property
    def able(self) -> dict[str, frozenset[str]]:
        """Codes of those who may sit, by épreuve key."""
        return {key: frozenset(one.code for one, _ in rows) for key, rows in self.options.items()}

    def able_to_sit(self, key: str, seat: int) -> list[PlanExaminer]:
        """Examiners who may hold one seat of an épreuve."""
        if (key, seat) not in self._seated:
            rows = self.options[key]
            self._seated[key, seat] = [
                one for one, ways in rows if any(way.seat == seat for way in ways)
            ]
        return self._seated[key, seat]

    def _options_of(self, need: EpreuveNeed) -> list[tuple[PlanExaminer, tuple[SeatOption, ...]]]:
        rows = []
        for examiner in self.problem.examiners:
            ways = [seat_option(seat, index, examiner) for index, seat in enumerate(need.seats)]
            found = tuple(way for way in ways if way is not None)
            if found:
                rows.append((examiner, found))
        return rows

    def open_rooms(self, half: HalfDay, *, jury: bool) -> list[PlanRoom]:
        """Jury rooms, or preparation rooms, to be had in a half-day."""
        found, closed = self.rooms(half.centre, jury=jury), self.problem.closed
        if not closed:
            return found
        return [room for room in found if (half.centre, room.code, half.id) not in closed]

    def rooms(self, centre: str, *, jury: bool) -> list[PlanRoom]:
        """Jury rooms, or preparation rooms, of a centre."""
        return self._rooms.get((centre, jury), [])

    @cached_property
    def _rooms(self) -> dict[tuple[str, bool], list[PlanRoom]]:
        found: dict[tuple[str, bool], list[PlanRoom]] = defaultdict(list)
        for room in self.problem.rooms:
            found[room.centre, room.jury].append(room)
        return dict(found)

    def open_for(self, half: HalfDay, key: str) -> bool:
        """Whether `calendrier` opens this half-day to this épreuve."""
        return half.epreuves is None or key in half.epreuves

    def turn(self, task: Task) -> Turn:
        """When an épreuve comes among those of its candidate."""
        return self.needs[task.epreuve].turn if task.turn is None else task.turn

    @cached_property
    def is_capped(self) -> bool:
        """Whether a pair of examiners may hear only so many candidates a day, at most."""
        return any(need.cap_is_hard for need in self.needs.values())

    @cached_property
    def has_final(self) -> bool:
        """Whether somebody sits an épreuve that comes after all the others."""
        return any(self.turn(task) is Turn.FINAL for task in self.problem.tasks)

    @cached_property
    def has_short_noon(self) -> bool:
        """Whether a morning ends too near the afternoon of its centre for a meal between."""
        noons = (
            after.start - before.end
            for before, after in permutations(self.problem.half_days, 2)
            if (before.centre, before.day) == (after.centre, after.day)
            and before.morning
            and not after.morning
        )
        return any(minutes < self.settings.meal for minutes in noons)

    def may_use(self, task: Task, half: HalfDay) -> bool:
        """Whether the task alone could be heard in the half-day: centre, rooms, épreuve, length."""
        if task.refusal or task.centre not in {None, half.centre} or half.day in task.away:
            return False
        if not self.has_rooms_for(task, half):
            return False
        need = self.needs[task.epreuve]
        length = max(task.lead, need.reading) + task.jury
        if not self.open_for(half, task.epreuve) or length > half.end - half.start:
            return False
        return not task.busy or leaves_time(task, half)

    def has_jury_for(self, task: Task, half: HalfDay) -> bool:
        """Whether somebody without a link to the candidate is free for each seat."""
        conflicts = task.conflicts & self.able[task.epreuve]
        asked = task.epreuve, conflicts, half.id
        if asked not in self._juries:
            free = {
                way.seat
                for one, ways in self.options[task.epreuve]
                if half.id in one.half_days and one.code not in conflicts
                for way in ways
            }
            self._juries[asked] = len(free) == len(self.needs[task.epreuve].seats)
        return self._juries[asked]

    def has_rooms_for(self, task: Task, half: HalfDay) -> bool:
        """Whether the centre has, in a half-day, the kinds of rooms the task asks for."""
        jury = any(room.accessible or not task.accessible for room in self.open_rooms(half, jury=True))
        if not task.lead:
            return jury
        return jury and any(suits(room, task) for room in self.open_rooms(half, jury=False))

    def hurried(self, one: Block, two: Block, key: str) -> bool:
        """Whether commissions of an épreuve in a half-day lack the gap that a member of both owes."""
        free = max(one.start, two.start) - min(one.end, two.end)
        return one.half_day.id == two.half_day.id and 0 <= free < self.needs[key].gap

    def same_time(self, one: Block, two: Block) -> bool:
        """Whether nobody could sit in both blocks: they overlap, or working time forbids it."""
        first, second = sorted((one, two), key=lambda block: (block.start, block.end))
        free = second.start - first.end
        if first.half_day.day != second.half_day.day:
            near = second.half_day.day - first.half_day.day == 1
            return near and free < self.settings.night_rest
        if one.half_day.centre != two.half_day.centre or free < 0:
            return True
        return (
            free < self._least_pause(first, second)
            or first.minutes + second.minutes > self.settings.max_work
            or second.end - first.start > self.settings.max_span
        )

    def _least_pause(self, first: Block, second: Block) -> int:
        """Minutes an examiner has between two blocks of a day: lunch, or the pause of a long stretch."""
        settings = self.settings
        if first.half_day.id != second.half_day.id:
            return max(settings.lunch, settings.pause)
        long = bool(settings.stretch) and second.end - first.start > settings.stretch
        return settings.pause if long else 0
