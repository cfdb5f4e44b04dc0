"""Who prepares in which room, against a naive check minute by minute."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from models.planning import PlanRoom
from solver.blocks import whole_blocks
from solver.instance import Instance
from solver.master import Opening
from solver.preparation import Stay, rooms_for, seats_of
from tests.solver.small import jury_room, preparation_room, problem, task


@st.composite
def rooms(draw: st.DrawFn) -> list[PlanRoom]:
    count = draw(st.integers(1, 3))
    return [
        preparation_room(
            f"P{rank}",
            seats=draw(st.integers(1, 3)),
            computers=draw(st.sampled_from((None, 0, 1, 2))),
            accessible=draw(st.booleans()),
        )
        for rank in range(count)
    ]


@st.composite
def stays(draw: st.DrawFn) -> list[Stay]:
    found = []
    for number in range(draw(st.integers(1, 6))):
        one = task(
            number,
            lead=30,
            accessible=draw(st.booleans()),
            computer=draw(st.booleans()),
            alone=draw(st.integers(0, 3)) == 0,
        )
        begin = 480 + 10 * draw(st.integers(0, 8))
        found.append(Stay(one, begin, begin + 30))
    return found


def broken(known: Sequence[PlanRoom], found: dict[int, str], all_stays: Sequence[Stay]) -> list[str]:
    """Say what is wrong at any minute: seats, computers, access, company of who must be alone."""
    wrong = []
    for room in known:
        inside = [stay for stay in all_stays if found.get(stay.task.id) == room.code]
        wrong += [
            f"access {room.code}" for stay in inside if stay.task.accessible and not room.accessible
        ]
        for minute in range(480, 620):
            now = [stay.task.phases[0] for stay in inside if stay.begin <= minute < stay.end]
            machines = room.seats if room.computers is None else min(room.seats, room.computers)
            if len(now) > room.seats:
                wrong.append(f"seats {room.code}")
            if sum(phase.computer for phase in now) > machines:
                wrong.append(f"computers {room.code}")
            if len(now) > 1 and any(phase.alone for phase in now):
                wrong.append(f"alone {room.code}")
    return wrong


@given(rooms(), stays())
@settings(derandomize=True, database=None, deadline=None, max_examples=200)
def test_rooms_hold_whom_they_are_given(known: list[PlanRoom], all_stays: list[Stay]) -> None:
    found = rooms_for(known, all_stays)

    assert broken(known, found, all_stays) == []


@given(rooms(), stays())
@settings(derandomize=True, database=None, deadline=None, max_examples=200)
def test_nobody_is_left_out_where_a_seat_stays_free(
    known: list[PlanRoom], all_stays: list[Stay]
) -> None:
    found = rooms_for(known, all_stays)

    for stay in all_stays:
        if stay.task.id not in found:
            tries = [{**found, stay.task.id: room.code} for room in known]
            assert all(broken(known, one, all_stays) for one in tries)


def test_room_already_settled_is_kept() -> None:
    known = [preparation_room("P0"), preparation_room("P1")]
    all_stays = [Stay(task(0, lead=30), 480, 510), Stay(task(1, lead=30), 480, 510)]

    found = rooms_for(known, all_stays, {1: "P0"})

    assert found == {0: "P1", 1: "P0"}


def test_candidates_share_the_room_already_in_use() -> None:
    known = [preparation_room("P0", seats=2), preparation_room("P1", seats=2)]
    all_stays = [Stay(task(number, lead=30), 480, 510) for number in (0, 1)]

    found = rooms_for(known, all_stays)

    assert len(set(found.values())) == 1


def test_smallest_room_is_kept_for_who_must_be_alone() -> None:
    alone = task(0, lead=30, alone=True)
    known = [preparation_room("P0", seats=1), preparation_room("P1", seats=5)]
    instance = Instance(problem([alone, task(1, lead=30)], rooms=[jury_room(), *known]))

    seats = seats_of(instance, instance.rooms("C", jury=False), instance.problem.tasks, [])

    assert seats.kept == known[0]
    assert seats.shared == (known[1],)
    assert [seats.weight(one) for one in instance.problem.tasks] == [0, 1]


def test_only_room_is_shared_with_who_must_be_alone() -> None:
    alone = task(0, lead=30, alone=True)
    room = preparation_room("P0", seats=3)
    instance = Instance(problem([alone, task(1, lead=30)], rooms=[jury_room(), room]))
    openings = [Opening(whole_blocks(instance)[0], "X", (("A", False),))]
    seats = seats_of(instance, instance.rooms("C", jury=False), instance.problem.tasks, openings)

    assert seats.alone_in_shared
    assert seats.weight(alone) == 3
