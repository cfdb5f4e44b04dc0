"""Each part of a bound, taken out, lets the bound fall: what it proves is proved by it alone.

The loosened master, and the hours beside a master, are asked for the fewest they leave out.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from models.planning import Problem, Task
from solver.blocks import whole_blocks
from solver.bounds import hours as hours_rules
from solver.bounds import relaxed as relaxed_rules
from solver.bounds.shapes import Grid, Rounding
from solver.constraints.master import add_constraints
from solver.instance import Instance
from solver.limits import Clock
from solver.master import Master
from solver.mip import total
from tests.solver.small import LIMITS, examiner, half_day, jury_room, preparation_room, problem, task

Situation = Callable[[], Problem]
ROOMS = tuple(jury_room(f"J{rank}") for rank in range(4))
SHORT = (half_day(minutes=65),)
"""A half-day of two interrogations."""


def _short_in_relaxed(given: Problem) -> int:
    return _fewest(relaxed_rules.relaxed_master(Instance(given), Clock(LIMITS)).master)


def _short_in_hours(given: Problem) -> int:
    instance = Instance(given)
    master = Master(instance, whole_blocks(instance), Clock(LIMITS))
    add_constraints(master)
    return _with_hours(master)


def _short_in_relaxed_hours(given: Problem) -> int:
    return _with_hours(relaxed_rules.relaxed_master(Instance(given), Clock(LIMITS)).master)


def _with_hours(master: Master) -> int:
    hours_rules.add_hours(hours_rules.Hours(master, Grid(5, Rounding.UP), whole=True))
    return _fewest(master)


def _fewest(master: Master) -> int:
    answer = master.mip.minimize(master.unplaced, effort=5.0)
    assert answer is not None
    return round(answer.value)


def _at_eight(one: Task) -> Task:
    """A candidate who has just the time of a passage, from 8 h."""
    return replace(one, busy=((480 + one.lead + one.jury, 720),))


def _four(**kinds: object) -> Problem:
    tasks = [task(number) for number in range(4)]
    return replace(problem(tasks, half_days=SHORT, rooms=ROOMS), **kinds)


def _two_full_commissions_of_one_examiner() -> Problem:
    return _four(rooms=ROOMS[:2], examiners=(examiner("A"),))


def _one_examiner_for_two_epreuves() -> Problem:
    tasks = tuple(task(number, key="XY"[number % 2]) for number in range(4))
    return _four(examiners=(examiner("A"),), tasks=tasks)


def _one_room_for_two_examiners() -> Problem:
    return _four(rooms=ROOMS[:1])


def _half_day_not_accepted() -> Problem:
    halves = [half_day(minutes=30), half_day(1, start=840, minutes=30)]
    one = examiner("A", halves=(0, 1), most=1)
    return problem([task(0), task(1)], half_days=halves, examiners=[one])


def _one_examiner_in_two_centres() -> Problem:
    halves = [half_day(minutes=30), half_day(1, start=840, minutes=30, centre="D")]
    tasks = [replace(task(0), centre="C"), replace(task(1), centre="D")]
    rooms = [ROOMS[0], replace(ROOMS[0], centre="D")]
    one = examiner("A", halves=(0, 1))
    return problem(tasks, half_days=halves, rooms=rooms, examiners=[one])


def _two_at_eight_before_one_commission() -> Problem:
    tasks = [_at_eight(task(0)), _at_eight(task(1))]
    return problem(tasks, rooms=ROOMS, examiners=[examiner("A")])


def _two_at_eight_on_one_seat() -> Problem:
    tasks = [_at_eight(task(0, lead=30)), _at_eight(task(1, key="Y", lead=30))]
    return problem(tasks, rooms=[*ROOMS, preparation_room()])


def _two_at_eight_in_one_room() -> Problem:
    return problem([_at_eight(task(0)), _at_eight(task(1, key="Y"))])


RELAXED: dict[str, Situation] = {
    "_seats_are_held": _two_full_commissions_of_one_examiner,
    "_minutes_are_enough": _one_examiner_for_two_epreuves,
    "_rooms_have_the_minutes": _one_room_for_two_examiners,
    "_maximum_is_kept": _half_day_not_accepted,
    "_one_centre_a_day": _one_examiner_in_two_centres,
}
HOURS: dict[str, tuple[Situation, Callable[[Problem], int]]] = {
    "commissions_walk": (_two_at_eight_before_one_commission, _short_in_hours),
    "preparation_has_seats": (_two_at_eight_on_one_seat, _short_in_relaxed_hours),
    "juries_have_rooms": (_two_at_eight_in_one_room, _short_in_relaxed_hours),
}


def test_every_part_of_the_hours_is_taken_out_here() -> None:
    source = inspect.getsource(hours_rules.add_hours)

    called = set(re.findall(r"^    (\w+)\(hours\)", source, re.MULTILINE))

    assert called - {"passages_are_counted", "candidates_walk"} == HOURS.keys()


@pytest.mark.parametrize(("minutes", "days"), [(79, 2), (80, 1)])
def test_candidate_comes_twice_where_the_rest_does_not_fit(minutes: int, days: int) -> None:
    """Only the walk of candidates knows that: without it nobody comes at all."""
    tasks = [task(0, "1"), task(1, "1", "Y")]
    given = problem(tasks, half_days=[half_day(minutes=minutes)], rooms=ROOMS)
    master = relaxed_rules.relaxed_master(Instance(given), Clock(LIMITS)).master
    hours = hours_rules.Hours(master, Grid(5, Rounding.UP), whole=True)
    hours_rules.add_hours(hours)
    master.mip.at_most(master.unplaced, 0)

    answer = master.mip.minimize(total(hours.days.values()), effort=5.0)

    assert answer is not None
    assert round(answer.value) == days


@pytest.mark.parametrize("name", RELAXED)
def test_loosened_master_without_a_part_proves_less(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given = RELAXED[name]()
    kept = _short_in_relaxed(given)

    monkeypatch.setattr(relaxed_rules, name, lambda *_: None)

    assert kept > _short_in_relaxed(given) == 0


@pytest.mark.parametrize("name", HOURS)
def test_hours_without_a_part_prove_less(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make, fewest = HOURS[name]
    given = make()
    kept = fewest(given)

    monkeypatch.setattr(hours_rules, name, lambda *_: None)

    assert kept == 1
    assert fewest(given) == 0
