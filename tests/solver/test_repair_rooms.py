"""A commission whose room is shut takes what others leave free, or give up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solver.repair import Barred
from solver.repairing import mending
from tests.solver.mending import hours, laid
from tests.solver.small import half_day, problem, task
from tests.solver.test_repair import ROOMS, TWO_HALVES, best, both_halves


def test_commission_keeps_whom_it_can_where_its_new_room_is_free_for_a_time() -> None:
    tasks = [task(number) for number in range(3)]
    before = problem(tasks, half_days=[half_day(minutes=65)], rooms=ROOMS)
    both = {0: 480, 1: 515}
    plan = laid(before, ("X-01", "J0", ("A",), both), ("X-02", "J1", ("B",), {2: 515}))

    mended = best(replace(before, rooms=(ROOMS[1],)), plan)

    assert hours(mended.plan) == {("0", "X"): ("X-01", 480), ("2", "X"): ("X-02", 515)}
    shorter = mended.plan.sittings[0]
    assert (shorter.room, shorter.start, shorter.end) == ("J1", 480, 510)


def test_commission_without_room_takes_that_of_one_that_hears_fewer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mending, "MOST_IN_A_RING", 0)
    halves = (half_day(0, minutes=135), TWO_HALVES[1])
    tasks = [task(number) for number in range(6)]
    before = problem(tasks, half_days=halves, rooms=ROOMS, examiners=both_halves("A", "B"))
    four = {0: 480, 1: 515, 2: 550, 3: 585}
    plan = laid(before, ("X-01", "J0", ("A",), four), ("X-02", "J1", ("B",), {4: 495, 5: 565}))

    mended = best(before, plan, Barred(rooms=frozenset({("C", "J0", 0)})))

    assert {move.before.candidate for move in mended.changes.moved} == {"4", "5"}
    assert mended.levels[1].proved
