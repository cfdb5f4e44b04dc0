"""Candidates without a centre in a session solved at once: each household is sent where it lives."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solver import Limits, solve
from tests.solver.small import examiner, half_day, jury_room, need, problem, task

NEAR_C, NEAR_D = {"C": 10, "D": 90}, {"C": 90, "D": 10}
LIMITS = Limits(60, seed=1, effort=5.0)


@pytest.mark.parametrize("near_c", [2, 3, 5, 6])
def test_each_candidate_goes_to_the_nearest_centre_when_that_costs_no_commission(near_c: int) -> None:
    ways = [NEAR_C] * near_c + [NEAR_D] * (8 - near_c)
    tasks = [replace(task(number), travel=travel) for number, travel in enumerate(ways)]
    halves = [half_day(minutes=210), half_day(1, centre="D", minutes=210)]
    rooms = [jury_room(), replace(jury_room(), centre="D")]
    people = [examiner("A", halves=[0]), examiner("B", halves=[1])]
    one = problem(tasks, half_days=halves, rooms=rooms, examiners=people, needs=[need("X")])

    plan = solve(one, limits=LIMITS).plan

    homes = {passage.candidate: passage.centre for passage in plan.passages}
    assert homes == {str(number): "C" if number < near_c else "D" for number in range(8)}
