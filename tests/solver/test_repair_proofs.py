"""What a repair says cannot be less really cannot: left out, moved."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import pytest

from models.planning import Plan
from solver.repairing.preparing import fewest_to_take_out
from tests.solver.mending import laid, without
from tests.solver.small import half_day, preparation_room, problem, task
from tests.solver.test_repair import ROOMS, best, both_halves


def test_passage_that_no_repair_can_place_is_proved_to_be_left_out():
    before = problem([task(0), task(1)], rooms=ROOMS)
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}), ("X-02", "J1", ("B",), {1: 480}))
    linked = replace(
        before, tasks=(replace(before.tasks[0], conflicts=frozenset("AB")), before.tasks[1])
    )

    mended = best(linked, plan)

    assert [(level.value, level.bound) for level in mended.levels[:2]] == [(1, 1), (0, 0)]


def test_passage_left_out_for_want_of_minutes_is_proved_too():
    tasks = [task(number) for number in range(8)]
    before = problem(tasks, rooms=ROOMS)
    four = {number: 480 + 35 * number for number in range(4)}
    rest = {number + 4: 480 + 35 * number for number in range(4)}
    plan = laid(before, ("X-01", "J0", ("A",), four), ("X-02", "J1", ("B",), rest))

    mended = best(without(before, "A", 0), plan)

    assert (mended.levels[0].value, mended.levels[0].bound) == (1, 1)


def test_examiner_in_two_centres_a_day_by_exception_leaves_nothing_proved_short():
    halves = (half_day(0), half_day(1, start=840, centre="D"))
    rooms = (*ROOMS, replace(ROOMS[0], centre="D"))
    before = problem([task(0), task(1)], half_days=halves, rooms=rooms, examiners=both_halves("A"))
    plan = laid(before, ("X-01", "J0", ("A",), {0: 480}), ("X-02", "J0", ("A",), {1: 840}))
    plan = replace(plan, sittings=(plan.sittings[0], replace(plan.sittings[1], centre="D")))
    nobody = replace(before, tasks=(replace(before.tasks[0], conflicts=frozenset("A")), before.tasks[1]))

    assert best(nobody, plan).levels[0].bound == 0


def in_room(plan: Plan, candidate: str, room: str) -> Plan:
    """Return a plan where a candidate prepares in a room."""
    passages = tuple(
        replace(one, phases=(replace(one.phases[0], room=room), *one.phases[1:]))
        if one.candidate == candidate
        else one
        for one in plan.passages
    )
    return replace(plan, passages=passages)


def test_passage_without_a_seat_to_prepare_is_proved_to_move():
    rooms = (*ROOMS, preparation_room("P0"), preparation_room("P1"))
    before = problem([task(0, lead=30), task(1, lead=30)], rooms=rooms)
    plan = laid(before, ("X-01", "J0", ("A",), {0: 510}), ("X-02", "J1", ("B",), {1: 510}))
    plan = in_room(plan, "1", "P1")

    mended = best(replace(before, rooms=rooms[:3]), plan)

    assert [(level.value, level.bound) for level in mended.levels[:2]] == [(0, 0), (1, 1)]


@pytest.mark.parametrize("seats", [1, 2, 3])
def test_fewest_taken_out_are_those_of_every_choice(seats):
    hand = random.Random(seats)
    for _ in range(30):
        begins = [hand.randrange(0, 60, 5) for _ in range(7)]
        rows = [(begin, begin + hand.choice((10, 20, 35))) for begin in begins]

        least = min(
            len(rows) - len(kept)
            for size in range(len(rows) + 1)
            for kept in combinations(rows, size)
            if all(sum(row[0] <= at < row[1] for row in kept) <= seats for at, _ in kept)
        )

        assert fewest_to_take_out(rows, seats) == least
