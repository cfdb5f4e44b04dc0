"""Which jury room each commission takes."""

from __future__ import annotations

from solver.assembly import jury_rooms
from solver.draft import Draft, Placed
from solver.instance import Block, Instance
from solver.master import Opening
from tests.solver.small import half_day, jury_room, problem, task


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
