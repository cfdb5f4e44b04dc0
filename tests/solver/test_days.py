"""Days priced one by one: what their counts wait at least, and the plan they lead to."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import pytest

from models.planning import LEVELS, Problem
from solver import Limits
from solver.bounds.alike import KnownDays, anybody, daily_of
from solver.bounds.cells import UNLIMITED, Cells, choices_of
from solver.bounds.comfort import bounds_by_days
from solver.bounds.daily import least_by_days, priced
from solver.bounds.oneday import OneDay
from solver.exact.guide import best_days
from solver.instance import Instance
from solver.limits import Clock
from tests.solver.instances import session
from tests.solver.small import examiner, half_day, jury_room, problem, task

PLENTY = Limits(seconds=300, seed=1, effort=60)
PLACED = {
    "unplaced": 0,
    "replacements": 0,
    "half_days": 2,
    "extra_days": 0,
    "waiting_minutes": 200,
}
"""A plan of two commissions that leaves nobody out."""


def one_day() -> Problem:
    """Five candidates in a day of two rooms."""
    given = session(5, seed=1, days=1, tight=2.0)
    rooms = tuple(room for room in given.rooms if room.code in {"J0", "J1", "PREP"})
    return replace(given, rooms=rooms)


def apart() -> Instance:
    """One candidate, X only in the morning and Y only in the afternoon: 170 minutes to wait."""
    halves = [
        replace(half_day(minutes=50), epreuves=frozenset({"X"})),
        replace(half_day(1, start=720, minutes=50), epreuves=frozenset({"Y"})),
    ]
    people = [examiner("A", halves=(0, 1)), examiner("B", halves=(0, 1))]
    tasks = [task(0, "1", "X"), task(1, "1", "Y")]
    return Instance(problem(tasks, half_days=halves, examiners=people, rooms=[jury_room()]))


def one_teacher() -> Instance:
    """Two candidates for X and Y, whom one teacher hears: X in a half-day, Y in the other.

    Two teachers would hear both in one half-day, and nobody would wait.
    """
    halves = [half_day(minutes=90), half_day(1, start=720, minutes=90)]
    tasks = [task(rank, str(rank // 2), "XY"[rank % 2]) for rank in range(4)]
    rooms = [jury_room("J0"), jury_room("J1")]
    people = [examiner("A", halves=(0, 1))]
    return Instance(problem(tasks, half_days=halves, examiners=people, rooms=rooms))


@pytest.fixture(scope="module")
def cells() -> Iterator[Cells]:
    instance = anybody(Instance(one_day()))
    halves = [half for half in instance.problem.half_days if half.day == 0]
    day = OneDay(instance, halves, Clock(PLENTY))
    with day.pricing():
        yield Cells(day, {half.id: 2 for half in halves})


def test_plane_of_a_cell_is_below_the_price_of_every_other(cells: Cells) -> None:
    several = [rank for rank, one in enumerate(cells.contents) if sum(one) in {2, 3}]
    alone = [rank for rank, choice in enumerate(cells.choices) if set(choice.used) == {1}]
    for content in several:
        cells.look((alone[0], content))

    for content in several:
        price = cells.day.price(cells.choices[alone[0]].used, cells.contents[content], 1.0)
        assert cells.low[alone[0]][content] <= price


def test_day_without_commissions_hears_nobody(cells: Cells) -> None:
    alone = cells.contents.index(tuple(int(rank == 0) for rank in range(len(cells.contents[0]))))

    cells.look((0, alone))

    assert cells.low[0][alone] == math.inf
    assert cells.low[0][0] == 0


def test_two_commissions_of_one_room_sit_one_after_the_other() -> None:
    tasks = [task(rank, str(rank // 2), "XY"[rank % 2]) for rank in range(4)]
    given = problem(tasks, half_days=[half_day(minutes=240)], rooms=[jury_room()])
    day = OneDay(anybody(Instance(given)), given.half_days, Clock(PLENTY))

    assert day.price((1, 1), (2,), 1.0) > 0
    assert day.price((2, 2), (2,), 1.0) == 0


def test_cells_are_priced_once_for_the_search_and_for_the_bounds() -> None:
    known = KnownDays(Clock(PLENTY))
    guide = daily_of(apart(), PLACED, Clock(PLENTY), crowded=False, known=known)
    bounds = daily_of(apart(), PLACED, Clock(PLENTY), known=known)
    assert guide is not None
    assert bounds is not None

    with priced(guide):
        guide.linear()

    assert guide.kinds[0].cells.looked
    assert bounds.kinds[0].cells.looked == guide.kinds[0].cells.looked


def test_commissions_far_beyond_the_rooms_are_not_told_apart() -> None:
    choices = choices_of([(0, "X"), (0, "Y")], {0: 1})

    assert max(sum(choice.counted) for choice in choices) == 3
    assert {sum(choice.counted) for choice in choices if UNLIMITED in choice.used} == {3}
    assert [choice.crowded for choice in choices] == [sum(choice.counted) > 1 for choice in choices]


def test_waiting_between_the_half_days_of_a_day_is_proved() -> None:
    daily = daily_of(apart(), PLACED, Clock(PLENTY))
    assert daily is not None

    with priced(daily):
        least = least_by_days(daily, 200)

    assert least.bound == 720 - 530 - 20


def test_work_that_ends_before_the_linear_optimum_keeps_what_is_proved() -> None:
    daily = daily_of(apart(), PLACED, Clock(PLENTY))
    assert daily is not None

    with priced(daily):
        daily.linear()
        daily.clock = Clock(replace(PLENTY, effort=0.0))
        least = least_by_days(daily, 200)

    assert least.bound == 720 - 530 - 20


def test_bound_of_waiting_knows_who_can_sit() -> None:
    instance = one_teacher()
    values = dict.fromkeys(LEVELS, 0) | PLACED | {"waiting_minutes": 330}
    daily = daily_of(instance, values, Clock(PLENTY))
    assert daily is not None

    with priced(daily):
        whoever = least_by_days(daily, 330).bound
    found = bounds_by_days(instance, values, dict.fromkeys(LEVELS, 0), Clock(PLENTY))

    assert (whoever, found["waiting_minutes"]) == (0, 330)


def test_days_chosen_first_hear_everybody_in_as_many_commissions() -> None:
    days = list(best_days(apart(), PLACED, Clock(PLENTY)))

    assert [dict(one.opened) for one in days] == [{(0, "X"): 1, (1, "Y"): 1}]
    assert [list(one.heard.values()) for one in days] == [[1]]


def test_session_of_two_centres_is_not_counted_by_days() -> None:
    instance = Instance(session(8, centres=2, days=1))

    assert daily_of(instance, PLACED, Clock(PLENTY)) is None


def test_session_with_too_many_cells_is_told_before_they_are_made() -> None:
    instance = Instance(session(150, days=3))

    assert daily_of(instance, PLACED, Clock(PLENTY)) is None
