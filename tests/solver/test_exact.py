"""The exact model of small sessions, and the bounds that prove it."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from models.planning import LEVELS, Level, Problem, SeatNeed
from models.roles import Role
from solver import solve
from solver.blocks import whole_blocks
from solver.bounds import bounds_of_levels
from solver.bounds.hours import Hours, accessible_commissions_hear_in_turn, add_hours
from solver.bounds.loads import add_loads
from solver.bounds.relaxed import relaxed_master
from solver.bounds.shapes import Grid, Rounding
from solver.constraints.master import add_constraints
from solver.exact import polished
from solver.greedy import first_plan
from solver.instance import Instance
from solver.limits import Clock
from solver.master import Master
from solver.measure import values_of
from solver.mip import total
from solver.rounding import rounded_up
from tests.patience import by_work
from tests.solver.instances import session
from tests.solver.small import LIMITS, TEACHER, examiner, half_day, jury_room, need, problem, task

PLENTY = by_work(60)


def apart() -> Problem:
    """One candidate, X only in the morning and Y only in the afternoon: 160 minutes to wait."""
    halves = [
        replace(half_day(minutes=50), epreuves=frozenset({"X"})),
        replace(half_day(1, start=720, minutes=50), epreuves=frozenset({"Y"})),
    ]
    people = [examiner("A", halves=(0, 1)), examiner("B", halves=(0, 1))]
    return problem(
        [task(0, "1", "X"), task(1, "1", "Y")], half_days=halves, examiners=people, rooms=[jury_room()]
    )


def levels(given: Problem) -> dict[str, Level]:
    return {level.name: level for level in solve(given, limits=LIMITS).report.levels}


def test_waiting_that_nobody_can_spare_is_proved() -> None:
    found = levels(apart())["waiting_minutes"]

    assert (found.value, found.bound) == (720 - 530 - 20, 720 - 530 - 20)


def test_exact_model_never_makes_a_plan_worse() -> None:
    instance = Instance(session(8, seed=2))
    draft = first_plan(instance, whole_blocks(instance), Clock(PLENTY))

    better = polished(instance, draft, {}, Clock(PLENTY))

    before, after = (tuple(values_of(instance, one).values()) for one in (draft, better))
    assert after <= before


def test_exact_model_leaves_locked_sessions_alone() -> None:
    given = apart()
    instance = Instance(given)
    draft = first_plan(instance, whole_blocks(instance), Clock(PLENTY))
    instance.locks = {0: None}  # type: ignore[dict-item]

    assert polished(instance, draft, {}, Clock(PLENTY)) is draft


def test_whoever_has_extra_time_off_the_grid_is_heard_last() -> None:
    tasks = [task(0, jury=37), task(1), task(2)]

    found = levels(problem(tasks))["idle_minutes"]

    assert (found.value, found.bound) == (0, 0)


@pytest.mark.parametrize("epreuve", ["E4", "E5"])
def test_one_epreuve_is_proved_on_every_level(epreuve: str) -> None:
    given = session(24, seed=1)
    tasks = [one for one in given.tasks if one.epreuve == epreuve]
    alone = replace(given, tasks=tuple(replace(one, id=rank) for rank, one in enumerate(tasks)))

    report = solve(alone, limits=PLENTY).report

    assert [level.name for level in report.levels if not level.proved] == []


def hours_of_three(step: int = 5) -> Hours:
    """Two candidates for X and one for Y, who all need one of two accessible rooms of three."""
    tasks = [task(rank, key=key, accessible=True) for rank, key in enumerate("XXY")]
    people = [examiner(code) for code in "ABC"]
    rooms = [jury_room("J0", accessible=True), jury_room("J1", accessible=True), jury_room("J2")]
    instance = Instance(problem(tasks, examiners=people, rooms=rooms))
    master = Master(instance, whole_blocks(instance), Clock(PLENTY))
    add_constraints(master)
    hours = Hours(master, Grid(step, Rounding.UP), whole=True)
    add_hours(hours)
    master.mip.at_most(master.unplaced, 0)
    return hours


@pytest.mark.parametrize("kept", [False, True])
def test_accessible_room_of_a_commission_is_not_lent_to_another_the_same_half_day(*, kept: bool) -> None:
    hours = hours_of_three()
    if kept:
        accessible_commissions_hear_in_turn(hours)
    at_eight = total(step.var for step in hours.steps if step.start == 480)
    of_x = total(
        step.var for step in hours.steps if step.start == 480 and hours.part(step).kind.key == "X"
    )
    hours.mip.at_most(2, of_x)
    hours.mip.at_most(at_eight, 2)

    answer = hours.mip.minimize(hours.master.commissions, effort=1)

    assert (answer is None) == kept


def test_person_short_in_one_of_two_like_seats_is_proved() -> None:
    """Two teachers a commission; B comes in the morning only, when two candidates can be heard."""
    halves = [half_day(minutes=65), half_day(1, start=720, minutes=65)]
    people = [examiner("A", halves=(0, 1)), examiner("B", halves=(0,))]
    two = [need("X", seats=(TEACHER, TEACHER))]
    given = problem([task(rank) for rank in range(4)], half_days=halves, examiners=people, needs=two)

    found = levels(given)["unplaced"]

    assert (found.value, found.bound) == (2, 2)


def test_shortages_of_two_epreuves_add_up_in_the_bound() -> None:
    """Both épreuves have their own teacher, who hears two of four."""
    people = [examiner("A", "X"), examiner("B", "Y")]
    needs = [need(key, seats=(SeatNeed(Role.ENSEIGNANT, frozenset({key})),)) for key in "XY"]
    tasks = [task(rank, key="XY"[rank % 2]) for rank in range(8)]
    rooms = [jury_room("J0"), jury_room("J1")]
    given = problem(tasks, half_days=[half_day(minutes=65)], examiners=people, needs=needs, rooms=rooms)

    found = levels(given)["unplaced"]

    assert (found.value, found.bound) == (4, 4)


def test_bounds_are_nothing_without_work() -> None:
    values = dict.fromkeys(LEVELS, 5)

    found = bounds_of_levels(Instance(apart()), values, {}, Clock(by_work(0)))

    assert set(found.values()) == {0}


@pytest.mark.parametrize(
    ("bound", "whole"), [(-math.inf, 0), (-3.0, 0), (4.0, 4), (4.001, 4), (4.2, 5), (math.inf, 0)]
)
def test_bound_is_rounded_up_when_it_is_surely_above(bound: float, whole: int) -> None:
    assert rounded_up(bound) == whole


def test_people_come_as_often_as_full_commissions_need() -> None:
    """Six candidates of 30 minutes, two a half-day of 65: three half-days, whoever sits."""
    halves = [half_day(rank, start=480 + 1440 * rank, minutes=65, day=rank) for rank in range(4)]
    people = [examiner("A", halves=range(4)), examiner("B", halves=range(4))]
    given = problem([task(rank) for rank in range(6)], half_days=halves, examiners=people)
    relaxed = relaxed_master(Instance(given), Clock(PLENTY))

    add_loads(relaxed.master, relaxed.present, (0, 0, 3))

    there = total(one.var for one in relaxed.present)
    assert rounded_up(relaxed.master.mip.bound(there, effort=1, whole=False)) == 3


@pytest.mark.parametrize(("rounding", "length"), [(Rounding.DOWN, 70), (Rounding.UP, 75)])
def test_length_off_the_grid_is_rounded_as_asked(rounding: Rounding, length: int) -> None:
    assert Grid(5, rounding).length(74) == length


def test_gap_is_the_share_a_better_plan_might_spare() -> None:
    assert Level("waiting_minutes", 200, 150).gap == 0.25
    assert Level("waiting_minutes", 0, 0).gap == 0
