"""Which jury room each commission takes."""

from __future__ import annotations

from solver import Limits
from solver.assembly import jury_rooms
from solver.blocks import split_blocks
from solver.draft import Draft, Placed
from solver.instance import Block, Instance
from solver.levels import best_openings
from solver.limits import Clock
from solver.master import Opening
from tests.solver.small import examiner, half_day, jury_room, problem, task


def test_accessible_room_is_left_to_who_needs_it_later_in_the_half_day() -> None:
    half = half_day()
    tasks = [task(0), task(1), task(2, accessible=True)]
    rooms = [jury_room("J0", accessible=True), jury_room("J1")]
    instance = Instance(problem(tasks, half_days=[half], rooms=rooms))
    spans = ((480, 520), (480, 600), (520, 600))
    openings = tuple(
        Opening(Block(rank, half, *span), "X", ((code, False),))
        for rank, (span, code) in enumerate(zip(spans, "ABA", strict=True))
    )
    placed = tuple(
        Placed(one, rank, span[0], span[0])
        for rank, (one, span) in enumerate(zip(tasks, spans, strict=True))
    )

    found = jury_rooms(instance, Draft(openings, placed, ()))

    assert found == {0: "J0", 1: "J1", 2: "J0"}


def test_shared_half_day_has_its_one_accessible_room_once_at_a_time() -> None:
    asking = [task(number, jury=60, accessible=True) for number in range(4)]
    rooms = [jury_room("J0", accessible=True), jury_room("J1"), jury_room("J2")]
    people = [examiner(code) for code in "ABC"]
    one = Instance(problem(asking, rooms=rooms, examiners=people))

    opened = best_openings(one, split_blocks(one), Clock(Limits(600, 1, 60.0, 1)))

    assert opened is not None
    assert opened.unplaced == 1
