"""What one centre is given of a session, and the problem that makes of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from models.planning import HalfDay, LockedPassage, PlanExaminer, PlanRoom, Preference, Problem, Task
from solver.bounds.planes import Point


@dataclass(frozen=True, slots=True)
class Loan:
    """Half-days of one centre in which an examiner may sit there, and how many at the most."""

    half_days: frozenset[int]
    most: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """One centre as a problem of its own, numbered from zero; `tasks` and `half_days` lead back.

    `unheard` are the numbers of tasks that words are wanted for; `opened` the commissions of each
    épreuve, and `points` what the days hold, that a bound is wanted for.
    """

    centre: str
    problem: Problem
    tasks: tuple[int, ...]
    half_days: tuple[int, ...]
    unheard: tuple[int, ...] = ()
    opened: tuple[tuple[str, int], ...] = ()
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """What a centre is to be planned with; cut from the session when there is a hand for it.

    `loans` is what the centre is lent, by examiner; `away` the days that candidates of several centres
    spend in another one.
    """

    centre: str
    loans: Mapping[str, Loan]
    away: Mapping[str, frozenset[int]] = field(default_factory=dict)


class Cutter:
    """Cuts the problem of a session into problems of one centre."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.half_days: dict[str, list[HalfDay]] = defaultdict(list)
        for half in problem.half_days:
            self.half_days[half.centre].append(half)
        self.rooms: dict[str, list[PlanRoom]] = defaultdict(list)
        for room in problem.rooms:
            self.rooms[room.centre].append(room)
        self.tasks: dict[str, list[Task]] = defaultdict(list)
        for task in problem.tasks:
            if task.centre is not None:
                self.tasks[task.centre].append(task)
        self.examiners = {one.code: one for one in problem.examiners}
        self.locks = {lock.task: lock for lock in problem.locked}

    @property
    def centres(self) -> list[str]:
        """Centres that hear somebody, in order."""
        return sorted(centre for centre in self.tasks if self.half_days[centre])

    def numbers(self, centre: str) -> tuple[int, ...]:
        """Numbers of the tasks that a centre hears, in the session."""
        return tuple(task.id for task in self.tasks[centre])

    def part(self, order: Order) -> Part:
        """Return the problem of a centre with the examiners it is lent."""
        centre = order.centre
        halves = self.half_days[centre]
        numbers = {half.id: number for number, half in enumerate(halves)}
        given = self.tasks[centre]
        keys = {task.epreuve for task in given}
        problem = replace(
            self.problem,
            half_days=tuple(replace(half, id=numbers[half.id]) for half in halves),
            rooms=tuple(self.rooms[centre]),
            epreuves=tuple(need for need in self.problem.epreuves if need.key in keys),
            tasks=tuple(_tasks(given, frozenset(order.loans), order.away)),
            examiners=tuple(self._examiners(order.loans, numbers)),
            locked=tuple(self._locks(given)),
            closed=frozenset(
                (where, room, numbers[half])
                for where, room, half in self.problem.closed
                if where == centre
            ),
        )
        return Part(centre, problem, self.numbers(centre), tuple(half.id for half in halves))

    def _examiners(
        self, loans: Mapping[str, Loan], numbers: Mapping[int, int]
    ) -> Iterable[PlanExaminer]:
        for one in self.problem.examiners:
            loan = loans.get(one.code)
            if loan is not None:
                free = {
                    numbers[half]: one.half_days.get(half, Preference.NEUTRAL)
                    for half in sorted(loan.half_days)
                }
                away = frozenset(numbers[half] for half in one.elsewhere if half in numbers)
                yield replace(one, half_days=free, max_half_days=loan.most, elsewhere=away)

    def _locks(self, tasks: Iterable[Task]) -> Iterable[LockedPassage]:
        for number, task in enumerate(tasks):
            if task.id in self.locks:
                yield replace(self.locks[task.id], task=number)


def _tasks(
    tasks: Iterable[Task], people: frozenset[str], away: Mapping[str, frozenset[int]]
) -> Iterable[Task]:
    for number, task in enumerate(tasks):
        yield replace(
            task,
            id=number,
            conflicts=task.conflicts & people,
            travel={},
            wished=None,
            away=task.away.union(*(away.get(person, frozenset()) for person in task.people)),
        )
