"""A candidate without a designated centre is heard elsewhere when the nearest centre cannot."""

from __future__ import annotations

from dataclasses import replace

from models.planning import Problem
from solver.division.found import Found, Heard, Seance
from solver.division.moving import without_tasks
from solver.limits import Clock, Limits
from solver.solve import by_centre
from tests.solver.small import examiner, half_day, jury_room, need, problem, task

WAYS = {"C": 10, "D": 60}


def given(*, linked: bool) -> Problem:
    """Make a candidate nearer to C, whose only examiner is perhaps a teacher of the candidate."""
    free = replace(task(0, conflicts=["AT-C"] if linked else []), travel=WAYS)
    tasks = [free, replace(task(1), centre="C"), replace(task(2), centre="D")]
    return problem(
        tasks,
        half_days=[half_day(), half_day(1, centre="D")],
        rooms=[jury_room(), replace(jury_room(), centre="D")],
        examiners=[examiner("AT-C", halves=[0]), examiner("AT-D", halves=[1])],
        needs=[need("X")],
    )


def centres(one: Problem) -> dict[str, str]:
    plan = by_centre(one, Clock(Limits(60, 1, 10.0, 1))).plan
    return {passage.candidate: passage.centre for passage in plan.passages}


def test_candidate_stays_in_the_nearest_centre_that_hears_it() -> None:
    assert centres(given(linked=False)) == {"0": "C", "1": "C", "2": "D"}


def test_candidate_linked_to_every_examiner_of_a_centre_is_heard_in_another() -> None:
    assert centres(given(linked=True)) == {"0": "D", "1": "C", "2": "D"}


def test_commission_that_heard_only_those_who_left_does_not_sit() -> None:
    kept, left = (Seance(half, 480, 720, "X", (("A", False),), None) for half in (0, 1))
    found = Found("C", (left, kept), (Heard(7, 0, 480, 480), Heard(8, 1, 480, 480)), (9,))

    rest = without_tasks(found, frozenset({7, 9}))

    assert rest == Found("C", (kept,), (Heard(8, 0, 480, 480),), ())
