"""Bounds of all eight levels against trying every hour, on problems small enough for that."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import takewhile

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from models.planning import Level, Problem
from solver import solve
from tests.patience import by_work
from tests.property.levels_oracle import Levels, LevelsOracle
from tests.property.minute import ROUND, forced_problems, odd_problems, round_problems

LIMITS = by_work(20)
EXAMPLES = 30
FAMILIES = {"round": (round_problems, ROUND), "odd": (odd_problems, 1)}
LEAST_OPTIMAL = 0.8
"""Share of the round problems whose plan is the best on all eight levels."""
LEAST_PROVED = 0.6


@dataclass(frozen=True)
class Trial:
    """A problem, its optimum, and what the report says."""

    problem: Problem
    best: Levels
    levels: tuple[Level, ...]

    @property
    def values(self) -> Levels:
        """Levels of the plan."""
        return tuple(level.value for level in self.levels)

    @property
    def proved(self) -> int:
        """How many levels, first ones first, the report says proved."""
        return len(list(takewhile(lambda level: level.proved, self.levels)))


@cache
def trials(family: str) -> tuple[Trial, ...]:
    """The same problems every time."""
    make, step = FAMILIES[family]
    drawn: SearchStrategy[Problem] = make()
    found: list[Trial] = []

    @given(drawn)
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def collect(problem: Problem) -> None:
        found.append(tried(problem, step))

    collect()
    if family == "round":
        found.extend(tried(problem, step) for problem in forced_problems())
    return tuple(found)


def tried(problem: Problem, step: int) -> Trial:
    """Solve a problem and try everything."""
    levels = solve(problem, limits=LIMITS).report.levels
    return Trial(problem, LevelsOracle(problem, step).best(), levels)


@pytest.mark.parametrize("family", FAMILIES)
def test_plan_never_beats_trying_every_hour(family: str) -> None:
    assert [trial for trial in trials(family) if trial.values < trial.best] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_bound_of_each_level_never_exceeds_the_optimum(family: str) -> None:
    wrong = [
        (trial, level.name)
        for trial in trials(family)
        for rank, level in enumerate(trial.levels)
        if trial.values[:rank] == trial.best[:rank] and level.bound > trial.best[rank]
    ]

    assert wrong == []


@pytest.mark.parametrize("family", FAMILIES)
def test_levels_said_proved_are_the_optimum(family: str) -> None:
    wrong = [
        trial for trial in trials(family) if trial.values[: trial.proved] != trial.best[: trial.proved]
    ]

    assert wrong == []


def test_most_plans_are_the_best_on_all_levels() -> None:
    optimal = [trial for trial in trials("round") if trial.values == trial.best]

    assert len(optimal) >= LEAST_OPTIMAL * len(trials("round"))


def test_most_plans_are_proved_on_all_levels() -> None:
    proved = [trial for trial in trials("round") if trial.proved == len(trial.levels)]

    assert len(proved) >= LEAST_PROVED * len(trials("round"))


def test_lengths_off_the_grid_leave_the_first_four_levels_at_their_best() -> None:
    assert [trial for trial in trials("odd") if trial.values[:4] != trial.best[:4]] == []


def test_problems_try_every_level() -> None:
    reached = [trial.best for trial in trials("round")]

    assert all(any(best[rank] for best in reached) for rank in range(8))
