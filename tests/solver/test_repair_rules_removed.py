"""Each constraint taken out of the model of repairs places somebody whom the rule leaves out.

Most of these sessions have a plan and somebody to place besides: the model is asked for the fewest it
leaves out, with every constraint and then without one of them.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from models.planning import Plan, Problem, Turn
from solver.constraints import repair as rules
from solver.cp import total
from solver.instance import Instance
from solver.limits import Clock
from solver.repairing.damage import Barred, damage_of
from solver.repairing.model import Recast
from solver.repairing.places import Freedom
from solver.repairing.standing import Standing
from tests.solver.mending import laid
from tests.solver.small import (
    LIMITS,
    examiner,
    half_day,
    jury_room,
    need,
    preparation_room,
    problem,
    task,
)

Situation = tuple[Problem, Plan, Freedom]
ROOMS = tuple(jury_room(f"J{rank}") for rank in range(3))
SHORT = (half_day(minutes=30),)
"""A half-day of one interrogation."""
OPEN = Freedom(open=True)


def _fewest_left_out(situation: Situation) -> int:
    given, plan, freedom = situation
    standing = Standing(Instance(given), plan)
    damage = damage_of(standing, Barred())
    recast = Recast(standing, damage, Barred(), freedom, Clock(LIMITS))
    rules.add_constraints(recast)
    solver = recast.cp.minimize(total(recast.short.values()), effort=5.0)
    assert solver is not None
    return sum(solver.boolean_value(var) for var in recast.short.values())


def _heard(given: Problem, freedom: Freedom, *members: str) -> Situation:
    """Task 0 is heard at 8 h by these members, all the others are to place."""
    return given, laid(given, ("X-01", "J0", members, {0: 480})), freedom


def _nobody_heard(given: Problem) -> Situation:
    return given, laid(given), OPEN


def _no_time_left() -> Situation:
    return _heard(problem([task(0), task(1)], half_days=SHORT), Freedom(), "A")


def _no_examiner_left() -> Situation:
    given = problem([task(0), task(1)], half_days=SHORT, rooms=ROOMS, examiners=[examiner("A")])
    return _heard(given, OPEN, "A")


def _only_a_linked_examiner_left() -> Situation:
    tasks = [task(0), task(1, conflicts=("A",))]
    return _heard(problem(tasks, half_days=SHORT, rooms=ROOMS), OPEN, "B")


def _one_examiner_for_two() -> Situation:
    tasks = [task(number) for number in range(3)]
    return _heard(problem(tasks, half_days=SHORT, rooms=ROOMS), OPEN, "B")


def _half_day_not_accepted() -> Situation:
    halves = [half_day(minutes=30), half_day(1, start=840, minutes=30)]
    one = examiner("A", halves=(0, 1), most=1)
    return _nobody_heard(problem([task(0), task(1)], half_days=halves, examiners=[one]))


def _one_room_for_two_commissions() -> Situation:
    before = problem([task(0), task(1)], half_days=SHORT, rooms=ROOMS)
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}), ("X-02", "J1", ("B",), {1: 480}))
    return replace(before, rooms=(ROOMS[2],)), plan, Freedom()


def _a_minute_short_of_the_gap() -> Situation:
    tasks = [task(number) for number in range(3)]
    return _heard(problem(tasks, half_days=[half_day(minutes=99)]), Freedom(), "A")


def _a_minute_short_of_the_rest() -> Situation:
    tasks = [task(0, "1"), task(1, "1", "Y")]
    return _nobody_heard(problem(tasks, half_days=[half_day(minutes=79)], rooms=ROOMS))


def _two_half_days(second: int, **turns: Turn) -> Problem:
    """One candidate sits X and Y, each in a half-day of its own."""
    halves = [
        replace(half_day(start=690, minutes=30), epreuves=frozenset("X")),
        replace(half_day(1, start=second, minutes=30), epreuves=frozenset("Y")),
    ]
    needs = [replace(need(key), turn=turns.get(key, Turn.COMPULSORY)) for key in "XY"]
    people = [examiner("A", halves=(0,)), examiner("B", halves=(1,))]
    tasks = [task(0, "1"), task(1, "1", "Y")]
    return problem(tasks, half_days=halves, needs=needs, examiners=people)


def _no_time_to_eat() -> Situation:
    given = _two_half_days(745)
    return _nobody_heard(replace(given, settings=replace(given.settings, meal=45)))


def _last_one_first() -> Situation:
    return _nobody_heard(_two_half_days(840, X=Turn.FINAL))


def _one_preparation_seat_for_two() -> Situation:
    tasks = [task(0, lead=30), task(1, lead=30)]
    rooms = [*ROOMS[:2], preparation_room()]
    return _nobody_heard(problem(tasks, half_days=[half_day(minutes=60)], rooms=rooms))


def _cap_reached() -> Situation:
    capped = replace(need(), daily_cap=1, cap_is_hard=True)
    return _heard(problem([task(0), task(1)], needs=[capped]), Freedom(), "A")


SITUATIONS: dict[str, Callable[[], Situation]] = {
    "everyone_once": _no_time_left,
    "open_where_heard": _no_examiner_left,
    "seats_are_filled": _no_examiner_left,
    "conflicts_are_avoided": _only_a_linked_examiner_left,
    "examiners_sit_once": _one_examiner_for_two,
    "maximum_is_kept": _half_day_not_accepted,
    "rooms_are_given": _one_room_for_two_commissions,
    "gap_between_candidates": _a_minute_short_of_the_gap,
    "rest_between_passages": _a_minute_short_of_the_rest,
    "candidate_meal": _no_time_to_eat,
    "candidates_keep_the_order": _last_one_first,
    "preparation_seats": _one_preparation_seat_for_two,
    "daily_cap": _cap_reached,
}
SHORTENS = {"alike_in_order"}
"""Says which of two alike comes first: nothing is kept out, the search is shorter."""


def test_every_constraint_of_a_repair_is_taken_out_here() -> None:
    source = inspect.getsource(rules.add_constraints)

    assert set(re.findall(r"^    (\w+)\(rules\)", source, re.MULTILINE)) == SITUATIONS.keys() | SHORTENS


@pytest.mark.parametrize("name", SITUATIONS)
def test_repair_without_a_constraint_leaves_fewer_out(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    situation = SITUATIONS[name]()
    kept = _fewest_left_out(situation)

    monkeypatch.setattr(rules, name, lambda _: None)

    assert kept == 1
    assert _fewest_left_out(situation) == 0


def test_order_of_commissions_alike_leaves_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    tasks = [task(number) for number in range(4)]
    situation = _nobody_heard(problem(tasks, half_days=SHORT, rooms=ROOMS))
    kept = _fewest_left_out(situation)

    for name in SHORTENS:
        monkeypatch.setattr(rules, name, lambda _: None)

    assert kept == _fewest_left_out(situation) == 2
