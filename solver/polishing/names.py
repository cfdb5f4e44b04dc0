"""Names for the hours of a patch: which commission hears which row, which candidate has which day.

Hours are known, so that waiting is too. The candidates of a shape are matched to days so that nobody
is before somebody to avoid; while some are, commissions of a place exchange their rows.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.planning import Task
from solver.bounds.hours import Hours
from solver.bounds.shapes import Shape
from solver.draft import Placed
from solver.exact.walks import Walk
from solver.limits import Clock
from solver.matching import matched
from solver.polishing.patch import Patch, Place
from solver.polishing.rows import Passing, Row
from solver.timing import begin_of

MOST_EXCHANGES = 150
WORK_A_PRICE = 2e-6

Tasks = tuple[Task, ...]
"""Tasks of a candidate, in the order of the parts of the shape."""


@dataclass(frozen=True, slots=True)
class Day:
    """What one candidate of a shape takes: usually one walk, one a day for who comes on several."""

    walks: tuple[int, ...]
    passings: tuple[Passing, ...]


class Names:
    """Rows given to commissions, and days to candidates; `clashes` counts whom it does not suit."""

    def __init__(self, hours: Hours, patch: Patch, rows: list[Row], days: dict[int, list[Day]]) -> None:
        self.hours = hours
        self.patch = patch
        self.rows = rows
        self.days = days
        self.row_of = {
            (one.walk, one.step.rank): rank for rank, row in enumerate(rows) for one in row.heard
        }
        self.people = {shape.id: self._alike(shape) for shape in hours.shapes}
        self.taken: dict[int, list[int]] = {}
        self.clashing: dict[int, list[Day]] = {}
        for shape in hours.shapes:
            self.match(shape.id)

    def _alike(self, shape: Shape) -> list[list[Tasks]]:
        """Candidates of a shape, those who avoid the same people together."""
        found: dict[tuple[frozenset[str], ...], list[Tasks]] = defaultdict(list)
        tasks = self.patch.tasks
        for group in shape.groups:
            for one in group.candidates:
                mine = tuple(tasks[task.id] for task in self.patch.instance.tasks_of_candidate[one])
                found[tuple(task.conflicts for task in mine)].append(mine)
        return list(found.values())

    @property
    def clashes(self) -> int:
        """Days that nobody left may take."""
        return sum(map(len, self.clashing.values()))

    def match(self, shape: int) -> None:
        """Give the days of a shape to its candidates, the fewest being before somebody to avoid."""
        days, people = self.days[shape], self.people[shape]
        costs = [[self._clashes(alike[0], day) for alike in people] for day in days]
        chosen = matched(costs, [len(alike) for alike in people])
        self.taken[shape] = [-1 if one is None else one for one in chosen]
        self.clashing[shape] = [
            day
            for day, row, one in zip(days, costs, self.taken[shape], strict=True)
            if one < 0 or row[one]
        ]

    def _clashes(self, tasks: Tasks, day: Day) -> int:
        return sum(self.clash(tasks[one.step.rank], one) for one in day.passings)

    def clash(self, task: Task, one: Passing) -> bool:
        """Whether the commission that hears a passage must not hear this task."""
        index = self.rows[self.row_of[one.walk, one.step.rank]].index
        members = {code for code, _ in self.patch.openings[index].members}
        return not task.conflicts.isdisjoint(members)

    def exchange(self, one: int, two: int) -> None:
        """Let two commissions of a place hear each other's row."""
        first, second = self.rows[one], self.rows[two]
        first.index, second.index = second.index, first.index
        touched = {passing.step.shape for row in (first, second) for passing in row.heard}
        for shape in sorted(touched):
            self.match(shape)

    def asks(self, rank: int) -> bool:
        """Whether a row has somebody who needs an accessible room."""
        return any(self.hours.part(one.step).kind.accessible for one in self.rows[rank].heard)

    @property
    def work(self) -> float:
        """What matching everybody once takes."""
        return WORK_A_PRICE * sum(
            len(days) * len(self.people[shape]) for shape, days in self.days.items()
        )


def named(
    hours: Hours, patch: Patch, walks: Sequence[Walk], rows: list[Row], clock: Clock
) -> list[Placed] | None:
    """Return the passages of a patch with their candidates; None where they do not add up.

    A passage that nobody left may have is left out.
    """
    days = _days(hours, walks)
    if days is None:
        return None
    names = Names(hours, patch, rows, days)
    _without_clashes(names, clock)
    return list(_placed(names))


def _without_clashes(names: Names, clock: Clock) -> None:
    """Exchange rows of commissions, at random where somebody clashes, while it is no worse."""
    draw = random.Random(clock.limits.seed)  # noqa: S311 - a search draws, nothing is protected
    beside: dict[Place, list[int]] = defaultdict(list)
    for rank, row in enumerate(names.rows):
        beside[row.place].append(rank)
    for _ in range(MOST_EXCHANGES):
        clock.spend(names.work)
        if not names.clashes or clock.over:
            return
        day = draw.choice([day for days in names.clashing.values() for day in days])  # has passages
        passing = draw.choice(day.passings)
        one = names.row_of[passing.walk, passing.step.rank]
        others = [two for two in beside[names.rows[one].place] if _may_exchange(names, one, two)]
        if others:
            _try(names, one, draw.choice(others))


def _may_exchange(names: Names, one: int, two: int) -> bool:
    """Whether two rows differ, and each may be heard in the room of the other's commission."""
    accessible = names.patch.accessible
    first, second = (names.rows[rank].index for rank in (one, two))
    return one != two and not (
        (names.asks(one) and second not in accessible) or (names.asks(two) and first not in accessible)
    )


def _try(names: Names, one: int, two: int) -> None:
    before = names.clashes
    names.exchange(one, two)
    if names.clashes > before:
        names.exchange(one, two)


def _days(hours: Hours, walks: Sequence[Walk]) -> dict[int, list[Day]] | None:
    """Put together the walks of who comes on several days; None where they are too many.

    Who is not heard has a day without passages.
    """
    found: dict[int, list[Day]] = {}
    for shape in hours.shapes:
        partial: list[tuple[set[int], list[int]]] = []
        mine = [rank for rank, walk in enumerate(walks) if walk.shape == shape.id]
        for rank in sorted(mine, key=lambda one: (-len(walks[one].steps), one)):
            heard = {step.rank for step in walks[rank].steps}
            other = next((one for one in partial if _goes_with(walks, rank, heard, one)), None)
            if other is None:
                partial.append((heard, [rank]))
            else:
                other[0].update(heard)
                other[1].append(rank)
        if len(partial) > shape.size:
            return None
        nothing = [Day((), ())] * (shape.size - len(partial))
        found[shape.id] = [_day(walks, ranks) for _, ranks in partial] + nothing
    return found


def _goes_with(
    walks: Sequence[Walk], rank: int, heard: set[int], other: tuple[set[int], list[int]]
) -> bool:
    """Whether a walk may be another day of a candidate."""
    days = {walks[one].day for one in other[1]}
    return not heard & other[0] and walks[rank].day not in days


def _day(walks: Sequence[Walk], ranks: list[int]) -> Day:
    passings = (Passing(rank, step) for rank in ranks for step in walks[rank].steps)
    return Day(tuple(ranks), tuple(passings))


def _placed(names: Names) -> Iterator[Placed]:
    for shape, days in names.days.items():
        queues = [iter(alike) for alike in names.people[shape]]
        for day, chosen in zip(days, names.taken[shape], strict=True):
            tasks = next(queues[chosen])
            for one in day.passings:
                if not names.clash(tasks[one.step.rank], one):
                    yield _hour(names, tasks[one.step.rank], one)


def _hour(names: Names, task: Task, one: Passing) -> Placed:
    step, part = one.step, names.hours.part(one.step)
    index = names.rows[names.row_of[one.walk, step.rank]].index
    begin = max(step.begin, step.start - part.lead - part.slack)
    if not step.done:
        grid = names.hours.instance.settings.grid
        begin = begin_of(task, step.start, names.patch.openings[index].block, grid)
    return Placed(task, index, begin, step.start)
