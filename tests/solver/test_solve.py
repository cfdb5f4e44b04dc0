"""The solver's door: stopping, locks, centres, determinism; plans are judged by the checkers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest

from models.planning import Plan
from models.regulation import load
from scheduler.problem import problem_of
from scheduler.rules import check
from solver import Limits, Progress, Solution, solve
from tests.factories import E4, E5, YEAR, candidate, desk_for
from tests.patience import by_work
from tests.solver.instances import session
from tests.solver.small import LIMITS, examiner, half_day, jury_room, problem, task

FOLDER = desk_for(E4, E5, candidates=tuple(candidate(str(number)) for number in range(1, 6)))
GENEROUS = by_work(60, seed=3)


def hard_violations(plan: Plan, reference: Plan | None = None) -> list[str]:
    report = check(FOLDER, load(YEAR), plan, reference=reference)
    return [one.sentence for one in report.violations if one.hard]


def planned(cancelled: Callable[[], bool] | None = None) -> Solution:
    return solve(problem_of(FOLDER, load(YEAR)), limits=LIMITS, cancelled=cancelled)


def at_call(number: int) -> Callable[[], bool]:
    """Stop from the n-th time somebody asks."""
    asked = count()
    return lambda: next(asked) >= number


@pytest.mark.parametrize("number", [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144])
def test_search_stopped_at_any_moment_leaves_a_lawful_plan(number: int) -> None:
    solution = planned(at_call(number))

    assert hard_violations(solution.plan) == []
    assert len(solution.plan.passages) + len(solution.plan.unplaced) == 10


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.2])
def test_search_out_of_time_leaves_a_lawful_plan(seconds: float) -> None:
    solution = solve(problem_of(FOLDER, load(YEAR)), limits=Limits(seconds=seconds))

    assert hard_violations(solution.plan) == []
    assert all(level.bound <= level.value for level in solution.report.levels)


def test_same_problem_and_seed_give_the_same_plan() -> None:
    first, second = (solve(session(8, seed=4), limits=GENEROUS) for _ in range(2))

    assert first.plan == second.plan
    assert first.report.levels == second.report.levels


def test_problem_without_candidate_gives_an_empty_plan() -> None:
    solution = solve(problem([]), limits=LIMITS)

    assert solution.plan.passages == ()
    assert solution.report.status == "complete"


def test_progress_only_gains_candidates() -> None:
    seen: list[Progress] = []

    solve(session(8, seed=4), limits=GENEROUS, progress=seen.append)

    assert [one.placed for one in seen] == sorted(one.placed for one in seen)
    assert {one.total for one in seen} == {16}


def _locked(plan: Plan, rank: int) -> Plan:
    passages = tuple(replace(one, locked=index == rank) for index, one in enumerate(plan.passages))
    return replace(plan, passages=passages)


@pytest.mark.parametrize("rank", [0, 3, 7])
def test_locked_passage_stays_and_the_rest_is_planned_around_it(rank: int) -> None:
    before = _locked(planned().plan, rank)
    kept = before.passages[rank]

    after = solve(problem_of(FOLDER, load(YEAR), locked_from=before), limits=LIMITS).plan

    found = next(one for one in after.passages if one.locked)
    sittings = [
        next(one for one in plan.sittings if one.code == kept.commission) for plan in (before, after)
    ]
    assert (found.candidate, found.epreuve, found.phases) == (kept.candidate, kept.epreuve, kept.phases)
    assert set(sittings[0].members) == set(sittings[1].members)
    assert after.unplaced == ()
    assert hard_violations(after, before) == []


def test_candidate_without_centre_passes_everything_in_one() -> None:
    halves = [half_day(minutes=90), half_day(1, start=1440 + 480, minutes=90, centre="D", day=1)]
    tasks = [task(2 * rank + part, str(rank), key) for rank in range(2) for part, key in enumerate("XY")]
    rooms = [replace(jury_room(code), centre=centre) for centre in ("C", "D") for code in ("J0", "J1")]
    given = problem(tasks, half_days=halves, rooms=rooms)
    people = tuple(replace(one, half_days=dict.fromkeys((0, 1), 0)) for one in given.examiners)

    plan = solve(replace(given, examiners=people), limits=LIMITS).plan

    centres = {(one.candidate, one.centre) for one in plan.passages}
    assert len(plan.passages) == 4
    assert len(centres) == 2


def test_candidate_without_centre_goes_to_the_nearest() -> None:
    halves = [half_day(), half_day(1, centre="D")]
    rooms = [jury_room(), replace(jury_room(), centre="D")]
    tasks = [replace(task(0), travel={"C": 90, "D": 10})]
    given = problem(tasks, half_days=halves, rooms=rooms)
    people = tuple(replace(one, half_days=dict.fromkeys((0, 1), 0)) for one in given.examiners)

    plan = solve(replace(given, examiners=people), limits=LIMITS).plan

    assert [one.centre for one in plan.passages] == ["D"]


def test_designated_centre_wins_over_the_nearest() -> None:
    halves = [half_day(), half_day(1, centre="D")]
    rooms = [jury_room(), replace(jury_room(), centre="D")]
    tasks = [replace(task(0), centre="C", travel={"C": 90, "D": 10})]
    given = problem(tasks, half_days=halves, rooms=rooms)
    people = tuple(replace(one, half_days=dict.fromkeys((0, 1), 0)) for one in given.examiners)

    plan = solve(replace(given, examiners=people), limits=LIMITS).plan

    assert [one.centre for one in plan.passages] == ["C"]


@pytest.mark.parametrize("effort", [0.001, 0.01, 0.03, 0.1, 0.3, 1.0])
def test_search_out_of_effort_leaves_a_lawful_plan(effort: float) -> None:
    limits = Limits(seconds=600, effort=effort)

    solution = solve(problem_of(FOLDER, load(YEAR)), limits=limits)

    assert hard_violations(solution.plan) == []
    assert len(solution.plan.passages) + len(solution.plan.unplaced) == 10
    assert all(level.bound <= level.value for level in solution.report.levels)


def test_accessible_room_goes_to_the_epreuve_that_asks_for_it_each_half_day() -> None:
    halves = [half_day(0, minutes=30), half_day(1, start=840, minutes=30)]
    tasks = [task(0, "1", "X", accessible=True), task(1, "2", "Y", accessible=True)]
    others = [task(2, "3", "X"), task(3, "4", "Y")]
    rooms = [jury_room("J0", accessible=True), jury_room("J1")]
    people = [examiner(code, halves=(0, 1)) for code in "AB"]

    plan = solve(
        problem([*tasks, *others], half_days=halves, rooms=rooms, examiners=people), limits=LIMITS
    ).plan

    assert plan.unplaced == ()
    assert {one.phases[0].room for one in plan.passages if one.candidate in {"1", "2"}} == {"J0"}


def test_candidate_linked_with_every_juror_is_proved_to_have_no_place() -> None:
    tasks = [task(0, conflicts=("A", "B")), task(1)]

    report = solve(problem(tasks), limits=LIMITS).report

    assert (report.levels[0].value, report.levels[0].bound) == (1, 1)
