"""Sessions cut into centres: lawful, the same with one process or two, nobody sits twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from itertools import count

import pytest

from benchmarks.instances import Size, instance
from models.planning import Plan, Problem
from models.regulation import load
from scheduler.problem import problem_of
from scheduler.rules import check
from solver import Limits, Progress
from solver.division import worth_dividing
from solver.limits import Clock
from solver.solve import Solution, by_centre
from tests.solver.instances import session

YEAR = 2027
FOLDER = instance(Size(36, centres=3, days=2, tight=1.8))


def planned(problem: Problem, *, workers: int = 1, effort: float = 15.0) -> Solution:
    limits = Limits(seconds=600, seed=1, effort=effort, workers=workers)
    return by_centre(problem, Clock(limits))


def hard(plan: Plan) -> list[str]:
    return [one.sentence for one in check(FOLDER, load(YEAR), plan).hard]


def test_divided_session_is_lawful_and_places_everybody() -> None:
    solution = planned(problem_of(FOLDER, load(YEAR)))

    assert hard(solution.plan) == []
    assert solution.plan.unplaced == ()
    assert solution.report.levels[2].proved


def test_two_processes_find_what_one_finds() -> None:
    given = problem_of(FOLDER, load(YEAR))

    alone, together = planned(given, effort=6.0), planned(given, workers=2, effort=6.0)

    assert together.plan == alone.plan
    assert together.report == alone.report


def test_examiner_free_everywhere_works_in_one_centre_a_day() -> None:
    plan = planned(session(24, centres=3, days=2, tight=1.5), effort=8.0).plan

    days: dict[tuple[str, int], set[str]] = defaultdict(set)
    for sitting in plan.sittings:
        for member in sitting.members:
            days[member.examiner, sitting.start // 1440].add(sitting.centre)
    assert max(len(centres) for centres in days.values()) == 1
    assert len({centre for centres in days.values() for centre in centres}) == 3


def test_candidate_without_centre_gets_one_for_all_passages() -> None:
    given = session(24, centres=3, days=2, tight=4)
    near = {f"{rank:05}": f"C{rank % 3}" for rank in range(6)}
    tasks = tuple(
        replace(task, centre=None, travel={c: 10 if near[task.candidate] == c else 90 for c in CENTRES})
        if task.candidate in near
        else task
        for task in (replace(one, conflicts=frozenset()) for one in given.tasks)
    )

    plan = planned(replace(given, tasks=tasks), effort=8.0).plan

    where = Counter((one.candidate, one.centre) for one in plan.passages if one.candidate in near)
    assert {candidate for candidate, _ in where} == set(near)
    assert set(where.values()) == {2}


CENTRES = ("C0", "C1", "C2")


def test_candidate_of_two_centres_has_a_day_for_each() -> None:
    given = session(24, centres=3, days=2, tight=4)
    travellers = {f"{rank:05}" for rank in range(3)}
    tasks = tuple(
        replace(task, centre="C2" if task.epreuve == "E4" else "C1", conflicts=frozenset())
        if task.candidate in travellers
        else replace(task, conflicts=frozenset())
        for task in given.tasks
    )

    plan = planned(replace(given, tasks=tasks), effort=8.0).plan

    days = defaultdict(list)
    for one in plan.passages:
        if one.candidate in travellers:
            days[one.candidate].append((one.centre, one.start // 1440))
    assert plan.unplaced == ()
    assert all({centre for centre, _ in rows} == {"C1", "C2"} for rows in days.values())
    assert all(len({day for _, day in rows}) == 2 for rows in days.values())


@pytest.mark.parametrize("number", [0, 3, 30])
def test_divided_search_stopped_at_any_moment_leaves_a_lawful_plan(number: int) -> None:
    asked = count()
    clock = Clock(Limits(600, 1, 20.0, 1), cancelled=lambda: next(asked) >= number)

    solution = by_centre(problem_of(FOLDER, load(YEAR)), clock)

    assert hard(solution.plan) == []
    assert len(solution.plan.passages) + len(solution.plan.unplaced) == 72
    assert solution.report.status == "stopped"


def test_progress_counts_centres_and_only_gains_candidates() -> None:
    seen: list[Progress] = []
    clock = Clock(Limits(600, 1, 12.0, 1), report=seen.append)

    by_centre(session(24, centres=3, days=2, tight=1.5), clock)

    assert {"Centre 1 sur 3", "Centre 3 sur 3"} <= {one.stage for one in seen}
    assert [one.placed for one in seen] == sorted(one.placed for one in seen)


def test_only_large_sessions_of_several_centres_are_divided() -> None:
    assert worth_dividing(session(301, centres=2))
    assert not worth_dividing(session(301, centres=1))
    assert not worth_dividing(session(60, centres=2))
