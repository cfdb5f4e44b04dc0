"""Waiting bounded centre by centre, against trying every hour of minute sessions of two centres."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from models.planning import LEVELS, HalfDay, Problem, Task
from solver.bounds.planes import Plane
from solver.division.comfort import WAITING, Together, bound_of_centre, least_waiting
from solver.division.share import Part
from solver.limits import Clock
from tests.patience import by_work
from tests.property.levels_oracle import Levels, LevelsOracle
from tests.property.minute import ROUND, forced_problems, odd_problems, round_problems

LIMITS = by_work(20)
EXAMPLES = 8
MOST_TASKS = 3
"""Tasks up to which every hour is tried at once in a centre."""
NEAR, FAR = "C", "D"
RANK = LEVELS.index(WAITING)


@dataclass(frozen=True)
class Pair:
    """Two sessions of one centre each, and the one they make together, a candidate free or not."""

    near: Problem
    far: Problem
    free: bool
    step: int

    @property
    def problem(self) -> Problem:
        """The session of both centres: candidate 0 of the first one may go to either."""
        mine = [self._asked(task) for task in self.near.tasks]
        return joined(replace(self.near, tasks=tuple(mine)), self.far)

    def _asked(self, task: Task) -> Task:
        free = self.free and task.candidate == "0"
        return replace(task, centre=None if free else NEAR)

    @property
    def homes(self) -> list[tuple[Problem, Problem]]:
        """Every choice of a centre for whoever has none."""
        stays = self.near, self.far
        if not self.free:
            return [stays]
        moved = tuple(task for task in self.near.tasks if task.candidate == "0")
        left = replace(self.near, tasks=tuple(task for task in self.near.tasks if task not in moved))
        renamed = (replace(task, candidate="moved") for task in moved)
        return [stays, (left, replace(self.far, tasks=numbered((*self.far.tasks, *renamed))))]

    @property
    def best(self) -> Levels:
        """Least levels of both centres together."""
        return min(
            tuple(map(sum, zip(*(LevelsOracle(one, self.step).best() for one in both), strict=True)))
            for both in self.homes
        )


def numbered(tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    return tuple(replace(task, id=number) for number, task in enumerate(tasks))


def joined(near: Problem, far: Problem) -> Problem:
    """One session of two centres, the second one's people and half-days being its own."""
    first = 1 + max(half.id for half in near.half_days)
    halves = (replace(half, id=half.id + first, centre=FAR) for half in far.half_days)
    tasks = (replace(task, candidate=f"far-{task.candidate}", centre=FAR) for task in far.tasks)
    return replace(
        near,
        half_days=(*near.half_days, *halves),
        rooms=(*near.rooms, *(replace(room, centre=FAR) for room in far.rooms)),
        tasks=numbered((*near.tasks, *tasks)),
        examiners=(),
    )


def bound_of(problem: Problem, homes: Problem, best: Levels) -> int:
    """The bound of waiting, given the least of the levels before."""
    clock = Clock(LIMITS)
    values = dict(zip(LEVELS, best, strict=True)) | {WAITING: 10_000}

    def ask(parts: Iterator[Part]) -> dict[str, tuple[Plane, ...]]:
        return {
            part.centre: bound_of_centre(part, LIMITS, lambda _: None, lambda: False).planes
            for part in parts
        }

    return least_waiting(Together(problem, values, clock), homes, OPENED, ask)


OPENED = {centre: {"X": 1, "Y": 1} for centre in (NEAR, FAR)}
"""Commissions for which the first planes are sought: they hold for any."""


def at_home(problem: Problem) -> Problem:
    tasks = (replace(task, centre=task.centre or NEAR) for task in problem.tasks)
    return replace(problem, tasks=tuple(tasks))


@cache
def pairs(family: str) -> tuple[Pair, ...]:
    """The same sessions every time."""
    make, step = {"round": (round_problems, ROUND), "odd": (odd_problems, 1)}[family]
    found: list[Pair] = []

    @given(make(), make(), st.booleans())
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def collect(near: Problem, far: Problem, free: bool) -> None:
        alike = replace(far, epreuves=near.epreuves, settings=near.settings)
        few = len(near.tasks) + len(far.tasks) <= MOST_TASKS
        found.append(Pair(near, alike, free and few, step))

    collect()
    if family == "round":
        found.extend(Pair(one, one, True, step) for one in forced_problems())
    return tuple(found)


def test_bound_of_two_centres_never_exceeds_the_least_waiting() -> None:
    wrong = []
    for one in (*pairs("round"), *pairs("odd")):
        best = one.best
        bound = bound_of(one.problem, at_home(one.problem), best)
        if bound > best[RANK]:
            wrong.append((one, bound, best))

    assert wrong == []


def test_bound_of_two_centres_reaches_what_each_must_wait() -> None:
    must_wait = forced_problems()[1]
    one = Pair(must_wait, must_wait, False, ROUND)

    bound = bound_of(one.problem, at_home(one.problem), one.best)

    assert bound == one.best[RANK] > 0


def test_candidate_free_to_go_where_nobody_waits_does_not_wait_in_the_bound() -> None:
    must_wait = forced_problems()[1]
    long = HalfDay(0, "C", 0, 480, 720, morning=True)
    elsewhere = replace(must_wait, half_days=(long,), tasks=())
    designated = Pair(must_wait, elsewhere, False, ROUND)
    free = replace(designated, free=True)

    bounds = [bound_of(one.problem, at_home(one.problem), one.best) for one in (designated, free)]

    assert bounds == [designated.best[RANK], 0]
    assert free.best[RANK] == 0
