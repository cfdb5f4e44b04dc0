"""Who is left out takes a place, whoever had it goes elsewhere: chains over commissions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from models.planning import LockedPassage, Member, PhaseTime, Problem, Task
from models.roles import Role
from solver import Limits
from solver.chains import chained
from solver.draft import Draft, Placed
from solver.instance import Block, Instance
from solver.limits import Clock
from solver.master import Opening
from tests.solver.small import examiner, half_day, jury_room, need, preparation_room, problem, task

TWO_CANDIDATES, ONE_CANDIDATE = 65, 30


def clock(effort: float = 60.0) -> Clock:
    return Clock(Limits(600, 1, effort, 1))


def session(tasks: Sequence[Task], *, minutes: int = TWO_CANDIDATES, days: int = 3) -> Problem:
    """Make one half-day a day, with two jury rooms and a teacher for each commission."""
    halves = [half_day(day, start=480 + 1440 * day, minutes=minutes, day=day) for day in range(days)]
    people = [examiner(f"T{number}", halves=range(days)) for number in range(2 * days)]
    rooms = [jury_room("J0"), jury_room("J1"), preparation_room()]
    return problem(tasks, half_days=halves, rooms=rooms, examiners=people)


def draft_of(given: Problem, commissions: Iterable[tuple[int, str, str, list[int]]]) -> Draft:
    """Hear passages one after the other: half-day, épreuve, member and passages of each commission."""
    openings, placed = [], []
    for half, key, code, heard in commissions:
        where = given.half_days[half]
        openings.append(Opening(Block(half, where, where.start, where.end), key, ((code, False),)))
        begin = where.start
        for number in heard:
            placed.append(Placed(given.tasks[number], len(openings) - 1, begin, begin))
            begin += 35
    there = {one.task.id for one in placed}
    missing = tuple(one for one in given.tasks if one.id not in there)
    return Draft(tuple(openings), tuple(placed), missing)


def days_of(draft: Draft) -> dict[int, int]:
    return {one.task.id: draft.day_of(one) for one in draft.placed}


def three_rows() -> Problem:
    """Passage 5 may only go before T0, whose two candidates may only go before T1 instead."""
    avoiding = {0: ["T2"], 1: ["T2"], 5: ["T1", "T2"]}
    return session([task(number, conflicts=avoiding.get(number, ())) for number in range(6)])


ROWS = [(0, "X", "T0", [0, 1]), (1, "X", "T1", [2, 3]), (2, "X", "T2", [4])]


def test_chain_of_three_places_whoever_no_commission_has_room_for() -> None:
    given = three_rows()

    found = chained(Instance(given), draft_of(given, ROWS), clock())

    assert found.missing == ()
    assert days_of(found)[5] == 0
    assert Counter(days_of(found).values()) == {0: 2, 1: 2, 2: 2}


def test_chain_opens_no_commission_and_nobody_meets_whom_they_must_avoid() -> None:
    given = three_rows()
    before = draft_of(given, ROWS)

    found = chained(Instance(given), before, clock())

    assert found.openings == before.openings
    members = [{code for code, _ in one.members} for one in found.openings]
    assert all(one.task.conflicts.isdisjoint(members[one.opening]) for one in found.placed)


def test_draft_stays_as_it_is_where_every_row_is_full() -> None:
    given = session([task(number) for number in range(7)])
    full = draft_of(given, [(0, "X", "T0", [0, 1]), (1, "X", "T1", [2, 3]), (2, "X", "T2", [4, 5])])

    found = chained(Instance(given), full, clock())

    assert found is full


def test_other_passage_of_the_candidate_moves_where_it_is_in_the_way() -> None:
    given = session(
        [task(0, "a", "X", conflicts=["T3"]), task(1, "a", "Y")], minutes=ONE_CANDIDATE, days=2
    )
    before = draft_of(given, [(0, "X", "T0", []), (0, "Y", "T1", [1]), (1, "Y", "T2", [])])

    found = chained(Instance(given), before, clock())

    assert days_of(found) == {0: 0, 1: 1}


def test_locked_passage_keeps_its_place_whoever_is_left_out() -> None:
    given = three_rows()
    kept = tuple(_locked(number, 480 + 35 * number) for number in (0, 1))
    given = replace(given, locked=kept)
    before = draft_of(given, ROWS)

    found = chained(Instance(given), before, clock())

    assert [one.id for one in found.missing] == [5]


def test_locked_passage_without_its_commission_is_given_no_other_place() -> None:
    given = session([task(0)], days=1)
    given = replace(given, locked=(_locked(0, 480),))
    before = draft_of(given, [(0, "X", "T1", [])])

    found = chained(Instance(given), before, clock())

    assert found is before


def test_chain_keeps_the_binding_cap_of_a_pair() -> None:
    given = session([task(number) for number in range(2)], days=1)
    capped = replace(need("X"), daily_cap=1, cap_is_hard=True)
    given = replace(given, epreuves=(capped, need("Y")))
    before = draft_of(given, [(0, "X", "T0", [0])])

    found = chained(Instance(given), before, clock())

    assert [one.id for one in found.missing] == [1]


def test_chain_without_work_left_changes_nothing() -> None:
    given = three_rows()
    before = draft_of(given, ROWS)

    found = chained(Instance(given), before, clock(0.0))

    assert found is before


def test_candidate_who_needs_an_accessible_room_is_not_heard_without_one() -> None:
    asking = [replace(task(number), accessible=True) for number in range(2)]
    given = session(asking, minutes=ONE_CANDIDATE, days=1)
    given = replace(given, rooms=(jury_room("J0", accessible=True), jury_room("J1")))
    before = draft_of(given, [(0, "X", "T0", []), (0, "X", "T1", [0])])

    found = chained(Instance(given), before, clock())

    assert [one.id for one in found.missing] == [1]


def _locked(number: int, start: int) -> LockedPassage:
    phase = PhaseTime("oral", start, start + 30, "J0")
    return LockedPassage(number, "J1", "J0", (phase,), (Member("T0", Role.ENSEIGNANT),))
