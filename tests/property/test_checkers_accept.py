"""Plans of the solver before the checkers, which know nothing of it, on sessions drawn at random."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from models.dossier import Dossier
from models.regulation import load
from scheduler.exchange import read_plan, write_plan
from scheduler.problem import problem_of
from scheduler.rules import check, levels_of
from solver import Solution, solve
from tests.patience import by_work
from tests.property.dossiers import Drawn

YEAR = 2027
SEEDS = tuple(range(12))
MOST = 12


@cache
def planned(seed: int) -> tuple[Dossier, Solution]:
    dossier = Drawn(seed, most=MOST).dossier()
    return dossier, solve(problem_of(dossier, load(YEAR)), limits=by_work(1))


@pytest.mark.parametrize("seed", SEEDS)
def test_plan_breaks_no_hard_rule(seed: int) -> None:
    dossier, solution = planned(seed)

    report = check(dossier, load(YEAR), solution.plan)

    assert [one.sentence for one in report.violations if one.hard] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_levels_of_the_report_are_those_the_checkers_count(seed: int) -> None:
    dossier, solution = planned(seed)

    counted = levels_of(dossier, load(YEAR), solution.plan)

    assert {level.name: level.value for level in solution.report.levels} == counted


@pytest.mark.parametrize("seed", SEEDS)
def test_bounds_never_exceed_the_values(seed: int) -> None:
    _, solution = planned(seed)

    assert [level for level in solution.report.levels if level.bound > level.value] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_plan_written_and_read_back_is_the_same(seed: int, tmp_path: Path) -> None:
    dossier, solution = planned(seed)

    write_plan(solution.plan, dossier, solution.report, tmp_path)
    reading = read_plan(tmp_path, dossier)

    assert reading.problems == ()
    assert set(reading.plan.passages) == set(solution.plan.passages)
    assert set(reading.plan.sittings) == set(solution.plan.sittings)
    assert set(reading.plan.watches) == set(solution.plan.watches)
    assert set(reading.plan.unplaced) == set(solution.plan.unplaced)
    assert reading.plan.first_day == solution.plan.first_day


def test_sessions_are_not_all_easy() -> None:
    solutions = [planned(seed)[1] for seed in SEEDS]

    assert any(solution.plan.unplaced for solution in solutions)
    assert any(not solution.plan.unplaced for solution in solutions)
    assert sum(len(solution.plan.passages) for solution in solutions) > len(SEEDS)
