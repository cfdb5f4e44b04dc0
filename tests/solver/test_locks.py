"""Locked passages: commissions opened as they are, the rest heard around them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from benchmarks.instances import Size, instance
from models.planning import HalfDay, LockedPassage, Member, PhaseTime, Plan, Problem
from models.regulation import load
from models.roles import Role
from scheduler.problem import problem_of
from scheduler.rules import check
from solver import Limits
from solver.assembly import plan_of
from solver.blocks import whole_blocks
from solver.division import Processes
from solver.division.divide import Division
from solver.draft import Draft, Placed
from solver.gaps import first_clear, patterns_around
from solver.greedy import first_plan
from solver.homes import beside_their_locks
from solver.instance import Instance
from solver.levels import best_openings
from solver.limits import Clock
from solver.locks import locked_openings
from solver.master import Opening
from solver.patterns import Kind
from solver.routes import routed
from solver.rows import Row, with_new_rows
from solver.sequence import least_waiting, place
from tests.solver.small import half_day, jury_room, need, problem, task

FOLDER = instance(Size(30, centres=1, days=2, tight=1.6))
TEXTS = load(2027)
LOCKED_EVERY = 3
MOST = 0.9


def clock() -> Clock:
    return Clock(Limits(600, 1, 60.0, 1))


def first(given: Problem) -> tuple[Instance, Draft]:
    one = Instance(given)
    return one, first_plan(one, whole_blocks(one), clock())


def followed(given: Problem) -> tuple[Instance, Draft]:
    one = Instance(given)
    opened = best_openings(one, whole_blocks(one), clock())
    assert opened is not None
    placed = tuple(routed(one, opened.openings, given.tasks, clock()))
    there = {row.task.id for row in placed}
    missing = tuple(one for one in given.tasks if one.id not in there)
    return one, Draft(opened.openings, placed, missing)


def written(one: Instance, draft: Draft) -> Plan:
    return plan_of(one, draft.without_empty_openings(), {task.id: "manque" for task in draft.missing})


@pytest.fixture(scope="module")
def before() -> Plan:
    """A plan in which every third passage is locked."""
    plan = written(*followed(problem_of(FOLDER, TEXTS)))
    passages = (replace(one, locked=rank % LOCKED_EVERY == 0) for rank, one in enumerate(plan.passages))
    return replace(plan, passages=tuple(passages))


@pytest.mark.parametrize("planned", [first, followed])
def test_locked_passages_stay_and_most_are_heard_around_them(
    before: Plan, planned: Callable[[Problem], tuple[Instance, Draft]]
) -> None:
    after = written(*planned(problem_of(FOLDER, TEXTS, locked_from=before)))

    assert len(after.passages) >= MOST * len(before.passages)
    assert sum(one.locked for one in after.passages) == sum(one.locked for one in before.passages)
    assert [row.sentence for row in check(FOLDER, TEXTS, after, reference=before).hard] == []


def _lock(number: int, start: int, *, code: str = "L", examiner: str = "A") -> LockedPassage:
    phases = (PhaseTime("oral", start, start + 30, "J0"),)
    return LockedPassage(number, code, "J0", phases, (Member(examiner, Role.ENSEIGNANT),))


def _hours(given: Problem) -> tuple[Instance, Opening]:
    one = Instance(given)
    return one, locked_openings(one, whole_blocks(one))[0]


def test_commission_hears_what_the_stretches_left_can_hold() -> None:
    given = problem([task(0), task(1)], needs=[need("X", gap=0)])
    _, opening = _hours(replace(given, locked=(_lock(0, 8 * 60 + 45),)))
    fixed = [Placed(given.tasks[0], 0, 8 * 60 + 45, 8 * 60 + 45)]

    found = patterns_around([Kind(30, 0)], opening, fixed, given.epreuves[0])

    assert found == [(1 + 5,)]  # 45 minutes before, 165 after


def test_row_hears_others_before_and_after_a_fixed_passage() -> None:
    tasks = [task(number) for number in range(4)]
    one, opening = _hours(
        replace(problem(tasks, half_days=[half_day(minutes=140)]), locked=(_lock(0, 515),))
    )
    row = Row(one, opening, 0, [], [Placed(tasks[0], 0, 515, 515)])

    row.hear(tasks[1:])

    assert sorted(place.start for place in row.heard) == [480, 515, 550, 585]


def test_hour_in_a_gap_too_short_is_after_it() -> None:
    assert first_clear(480, 30, [(500, 530)], gap=5, step=5) == 535
    assert first_clear(480, 30, [(515, 545)], gap=5, step=5) == 480


def test_locked_passage_keeps_its_hour_beside_another_one_alike() -> None:
    tasks = [task(0), task(1)]
    one, opening = _hours(replace(problem(tasks), locked=(_lock(1, 600),)))

    found = least_waiting(one, [opening], tasks, clock())

    assert found is not None
    assert [place.start for place in found if place.task.id == 1] == [600]


def test_locked_passage_is_heard_though_two_others_could_be_without_it() -> None:
    tasks = [task(number) for number in range(3)]
    short = [half_day(minutes=65)]
    one, opening = _hours(replace(problem(tasks, half_days=short), locked=(_lock(0, 495),)))

    found = place(one, [opening], tasks, clock())

    assert [(row.task.id, row.start) for row in found] == [(0, 495)]


def test_locked_passage_is_heard_in_no_commission_more() -> None:
    given = problem([task(0)])
    one = Instance(replace(given, locked=(_lock(0, 495),)))
    nothing = Draft((), (), given.tasks)

    found = with_new_rows(one, nothing, whole_blocks(one), clock())

    assert found.missing == given.tasks


def _two_centres() -> list[HalfDay]:
    later = [half_day(1 + day, start=1440 * day + 480, centre="D", day=day) for day in range(3)]
    return [half_day(), *later, half_day(4, start=1440 * 3 + 480, day=3)]


def _in_two_centres(*locks: LockedPassage) -> Problem:
    rooms = [replace(jury_room(), centre=centre) for centre in "CD"]
    tasks = [
        replace(task(0, "one"), centre="D"),
        task(1, "one", "Y"),
        replace(task(2, "two"), centre="C"),
        replace(task(3, "three"), centre="D"),
        replace(task(4, "four", conflicts="A"), centre="C"),
    ]
    given = problem(tasks, half_days=_two_centres(), rooms=rooms)
    free = dict.fromkeys(range(5), 0)
    people = tuple(replace(one, half_days=free) for one in given.examiners)
    return replace(given, examiners=people, locked=locks)


def test_candidate_with_a_locked_passage_is_heard_in_its_centre_for_the_rest() -> None:
    found = beside_their_locks(_in_two_centres(_lock(0, 480)))

    assert found.tasks[1].centre == "D"


def test_locked_passage_gives_its_centre_to_a_candidate_without_one(before: Plan) -> None:
    homeless = tuple(replace(one, centre=None) for one in FOLDER.candidates)

    given = problem_of(replace(FOLDER, candidates=homeless), TEXTS, locked_from=before)

    centres = {one.centre for one in before.passages}
    assert {given.tasks[lock.task].centre for lock in given.locked} == centres
    assert any(one.centre is None for one in given.tasks)


def test_examiner_with_locked_passages_is_lent_to_their_centre_alone() -> None:
    with Processes(1) as processes:
        division = Division(_in_two_centres(_lock(2, 480)), clock(), processes)
        division._share()

    assert {centre: division.lent[centre] for centre in "CD"} == {"C": {"A"}, "D": {"B"}}


def test_examiner_locked_in_two_centres_is_lent_to_one_of_them_for_these_half_days_alone() -> None:
    given = _in_two_centres(_lock(2, 480), _lock(3, 1920, code="K"))
    with Processes(1) as processes:
        division = Division(given, clock(), processes)
        division._share()
        orders = {centre: division._order(centre, division.lent[centre]) for centre in "CD"}

    assert orders["C"].loans["A"].half_days == {0}
