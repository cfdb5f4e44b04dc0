"""In a session of many centres, a repair looks at those it hits first."""

from __future__ import annotations

from dataclasses import replace

from models.planning import Plan, Problem
from tests.solver.mending import laid
from tests.solver.small import examiner, half_day, jury_room, problem, task
from tests.solver.test_repair import best

NAMES = ("C", "D", "E", "F")


def _four_centres(minutes: int) -> tuple[Problem, Plan]:
    """Two half-days in C, of which the second has `minutes`; one in each of the other centres."""
    halves = [half_day(0), half_day(1, start=840, minutes=minutes)]
    halves += [half_day(rank, start=840, centre=name) for rank, name in enumerate(NAMES[1:], 2)]
    rooms = [replace(jury_room(), centre=name) for name in NAMES]
    people = [examiner(code, halves=range(5)) for code in ("A", "B")]
    before = problem([task(0), task(1)], half_days=halves, rooms=rooms, examiners=people)
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480, 1: 515}))
    without = replace(halves[0], epreuves=frozenset({"Y"}))
    return replace(before, half_days=(without, *halves[1:])), plan


def _centres(plan: Plan) -> set[str]:
    return {one.centre for one in plan.passages}


def test_half_day_lost_is_made_up_in_its_own_centre() -> None:
    lost, plan = _four_centres(minutes=240)

    assert _centres(best(lost, plan).plan) == {"C"}


def test_half_day_lost_is_made_up_elsewhere_where_its_centre_has_no_room() -> None:
    lost, plan = _four_centres(minutes=20)

    mended = best(lost, plan)

    assert mended.levels[0].value == 0
    assert "C" not in _centres(mended.plan)
