"""The eight levels of the best plan of a minute problem, by trying every hour of every passage.

Independent of the solver: it reads the records alone. There is one centre, no cap, no reserve, one
preparation room, and half-days far enough apart for lunch and working time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, permutations, product

from models.planning import HalfDay, PlanRoom, Preference, Problem, SeatNeed, Task
from models.roles import Role

Levels = tuple[int, ...]


@dataclass(frozen=True)
class Heard:
    """A task at an hour of a half-day."""

    task: Task
    half: HalfDay
    begin: int
    start: int

    @property
    def end(self) -> int:
        """When the jury is over."""
        return self.start + self.task.jury


Group = tuple[Heard, ...]


class LevelsOracle:
    """Best levels of a problem whose hours are every `step` minutes."""

    def __init__(self, problem: Problem, step: int) -> None:
        self.problem = problem
        self.step = step
        self.needs = {need.key: need for need in problem.epreuves}
        self.rooms = [room for room in problem.rooms if room.jury]
        self.seats = sum(room.seats for room in problem.rooms if not room.jury)

    def best(self) -> Levels:
        """Return the least levels, first level first."""
        least: Levels = (len(self.problem.tasks), 0, 0, 0, 0, 0, 0, 0)
        for heard in sorted(self._timings(), key=self._of_candidates):
            unplaced, days, waiting = self._of_candidates(heard)
            if unplaced > least[0]:
                break
            for groups in self._commissions(heard):
                idle = sum(self._idle(group) for group in groups)
                hope = (unplaced, 0, len(groups), days, waiting, idle, 0, 0)
                if hope < least:
                    for replaced, squares, disliked in self._juries(groups):
                        found = (
                            unplaced, replaced, len(groups), days, waiting, idle, squares, disliked
                        )  # fmt: skip
                        least = min(least, found)
        return least

    def _timings(self) -> Iterator[tuple[Heard, ...]]:
        """Every lawful choice of hours, or of nothing, for each task."""
        choices = [[None, *self._hours(task)] for task in self.problem.tasks]
        for chosen in product(*choices):
            heard = tuple(one for one in chosen if one is not None)
            if self._rested(heard) and self._seated(heard):
                yield heard

    def _hours(self, task: Task) -> Iterator[Heard]:
        need = self.needs[task.epreuve]
        changes = sum(not phase.with_jury for phase in task.phases)
        pauses = range(0, changes * self.problem.settings.phase_gap + 1, self.step)
        opened = (one for one in self.problem.half_days if task.epreuve in (one.epreuves or self.needs))
        for half in opened:
            first = half.start + max(need.reading, task.lead)
            for start in range(first, half.end - task.jury + 1, self.step):
                for pause in pauses:
                    begin = start - task.lead - pause
                    if begin >= half.start:
                        yield Heard(task, half, begin, start)

    def _rested(self, heard: Sequence[Heard]) -> bool:
        return all(
            after.begin - before.end >= self.problem.settings.rest for before, after in _pairs(heard)
        )

    def _seated(self, heard: Sequence[Heard]) -> bool:
        stays = [(one.begin, one.begin + one.task.lead) for one in heard if one.task.lead]
        return all(
            sum(begin <= moment < end for begin, end in stays) <= self.seats for moment, _ in stays
        )

    def _of_candidates(self, heard: Sequence[Heard]) -> tuple[int, int, int]:
        """Unplaced, days beyond the first, minutes of waiting."""
        days = {(one.task.candidate, one.half.day) for one in heard}
        people = {one.task.candidate for one in heard}
        waiting = sum(
            after.begin - before.end - self.problem.settings.rest
            for before, after in _pairs(heard)
            if before.half.day == after.half.day
        )
        return len(self.problem.tasks) - len(heard), len(days) - len(people), waiting

    def _commissions(self, heard: Sequence[Heard]) -> Iterator[tuple[Group, ...]]:
        """Every way to share passages between commissions of one épreuve and half-day."""
        for groups in _partitions(tuple(sorted(heard, key=lambda one: (one.start, one.task.id)))):
            if all(self._one_by_one(group) for group in groups):
                yield groups

    def _one_by_one(self, group: Group) -> bool:
        gap = self.needs[group[0].task.epreuve].gap
        return all(after.start - before.end >= gap for before, after in pairwise(group))

    def _idle(self, group: Group) -> int:
        gap = self.needs[group[0].task.epreuve].gap
        return sum(after.start - before.end - gap for before, after in pairwise(group))

    def _juries(self, groups: Sequence[Group]) -> Iterator[tuple[int, int, int]]:
        """Replacements, squares and disliked half-days of each lawful choice of members and rooms."""
        choices = [list(self._members(group)) for group in groups]
        if not self._have_rooms(groups):
            return
        for chosen in product(*choices):
            if self._one_place(groups, [codes for codes, _ in chosen]):
                halves = {
                    (code, group[0].half.id)
                    for group, (codes, _) in zip(groups, chosen, strict=True)
                    for code in codes
                }
                loads = Counter(code for code, _ in halves)
                if all(self._may(code, load) for code, load in loads.items()):
                    squares = sum(load * load for load in loads.values())
                    yield sum(replaced for _, replaced in chosen), squares, self._disliked(halves)

    def _members(self, group: Group) -> Iterator[tuple[tuple[str, ...], int]]:
        banned = {code for one in group for code in one.task.conflicts}
        half = group[0].half.id
        free = [
            one for one in self.problem.examiners if half in one.half_days and one.code not in banned
        ]
        seats = self.needs[group[0].task.epreuve].seats
        for people in permutations(free, len(seats)):
            ways = [
                _held(seat, one.role, one.qualifications)
                for seat, one in zip(seats, people, strict=True)
            ]
            if None not in ways:
                yield tuple(one.code for one in people), sum(bool(way) for way in ways)

    def _window(self, group: Group) -> tuple[int, int]:
        return group[0].start - self.needs[group[0].task.epreuve].reading, group[-1].end

    def _meet(self, one: Group, two: Group) -> bool:
        first, second = self._window(one), self._window(two)
        return first[0] < second[1] and second[0] < first[1]

    def _one_place(self, groups: Sequence[Group], members: Sequence[tuple[str, ...]]) -> bool:
        return not any(
            set(members[one]) & set(members[two])
            and (self._meet(groups[one], groups[two]) or self._hurry(groups[one], groups[two]))
            for one, two in combinations(range(len(groups)), 2)
        )

    def _hurry(self, one: Group, two: Group) -> bool:
        """Whether commissions of one épreuve follow each other without the gap."""
        first, second = sorted((one, two), key=lambda group: group[0].start)
        need = self.needs[first[0].task.epreuve]
        same = first[0].task.epreuve == second[0].task.epreuve
        return same and second[0].start - first[-1].end < need.gap

    def _have_rooms(self, groups: Sequence[Group]) -> bool:
        choices = [[room for room in self.rooms if _admits(room, group)] for group in groups]
        return any(
            not any(
                where[one] == where[two] and self._meet(groups[one], groups[two])
                for one, two in combinations(range(len(groups)), 2)
            )
            for where in product(*choices)
        )

    def _may(self, code: str, load: int) -> bool:
        most = next(one.max_half_days for one in self.problem.examiners if one.code == code)
        return most is None or load <= most

    def _disliked(self, halves: set[tuple[str, int]]) -> int:
        known = {one.code: one.half_days for one in self.problem.examiners}
        return sum(known[code][half] == Preference.DISLIKED for code, half in halves)


def _pairs(heard: Sequence[Heard]) -> Iterator[tuple[Heard, Heard]]:
    """Neighbouring passages of each candidate."""
    rows: dict[str, list[Heard]] = defaultdict(list)
    for one in sorted(heard, key=lambda one: one.begin):
        rows[one.task.candidate].append(one)
    for passages in rows.values():
        yield from pairwise(passages)


def _partitions(heard: Group) -> Iterator[tuple[Group, ...]]:
    if not heard:
        yield ()
        return
    first = heard[0]
    for groups in _partitions(heard[1:]):
        yield ((first,), *groups)
        for index, group in enumerate(groups):
            alike = group[0].task.epreuve == first.task.epreuve and group[0].half == first.half
            if alike:
                yield (*groups[:index], (first, *group), *groups[index + 1 :])


def _held(seat: SeatNeed, role: Role, held: frozenset[str]) -> bool | None:
    """Whether an examiner holds the seat as a replacement; None when not at all."""
    if role == seat.role and held & seat.qualifications:
        return False
    replaces = seat.role == Role.PROFESSIONNEL and role == Role.ENSEIGNANT and held & seat.replacement
    return True if replaces else None


def _admits(room: PlanRoom, group: Group) -> bool:
    return room.accessible or not any(one.task.accessible for one in group)
