"""Candidates heard together, and dossiers examined without their candidate."""

from __future__ import annotations

from dataclasses import replace

from models.planning import Plan, Problem
from solver import solve
from solver.repair import repair
from tests.solver.small import LIMITS, half_day, jury_room, problem, task


def _group_and_own(minutes: int, *, absent: bool = False) -> Problem:
    """Candidates 1 and 2 together in X, candidate 1 alone in Y as well; 30 minutes each."""
    together = replace(task(0, "groupe", "X"), members=("1", "2"))
    own = replace(task(1, "Y of 1", "Y"), members=("1",), absent=True) if absent else task(1, "1", "Y")
    rooms = [jury_room("J0"), jury_room("J1")]
    return problem([together, own], half_days=[half_day(minutes=minutes)], rooms=rooms)


def _hours(plan: Plan) -> dict[tuple[str, str], tuple[int, str]]:
    return {(one.candidate, one.epreuve): (one.start, one.commission) for one in plan.passages}


def test_group_is_heard_together() -> None:
    found = _hours(solve(_group_and_own(90), limits=LIMITS).plan)

    assert len(found) == 3
    assert found["1", "X"] == found["2", "X"]


def test_candidate_of_a_group_rests_before_an_epreuve_of_his_own() -> None:
    plan = solve(_group_and_own(80), limits=LIMITS).plan
    short = solve(_group_and_own(79), limits=LIMITS).plan

    assert not plan.unplaced
    assert len(short.passages) < 3


def test_whole_group_is_left_out_with_its_reason() -> None:
    given = _group_and_own(80)
    refused = replace(
        given, tasks=(replace(given.tasks[0], refusal="Groupe trop petit."), given.tasks[1])
    )

    found = solve(refused, limits=LIMITS)

    assert [(one.candidate, one.reason) for one in found.plan.unplaced] == [
        ("1", "Groupe trop petit."),
        ("2", "Groupe trop petit."),
    ]
    assert found.report.levels[0].value == 2


def test_dossier_is_examined_while_its_candidate_is_elsewhere() -> None:
    plan = solve(_group_and_own(30, absent=True), limits=LIMITS).plan

    assert not plan.unplaced
    assert {one.start for one in plan.passages} == {plan.passages[0].start}


def test_absent_candidate_neither_waits_nor_comes_another_day() -> None:
    levels = solve(_group_and_own(200, absent=True), limits=LIMITS).report.levels

    assert {one.name: one.value for one in levels}["waiting_minutes"] == 0


def _two_groups() -> tuple[Problem, Plan]:
    """Groups of 1 and 2, then of 3 and 4, before one jury each, by turns of half an hour."""
    tasks = [
        replace(task(rank, f"groupe {rank}"), members=members)
        for rank, members in enumerate((("1", "2"), ("3", "4")))
    ]
    given = problem(tasks, rooms=[jury_room("J0"), jury_room("J1")])
    return given, solve(given, limits=LIMITS).plan


def test_levels_of_members_are_proved_for_groups_too() -> None:
    given, _ = _two_groups()
    only = replace(given, examiners=given.examiners[:1])

    levels = {one.name: one for one in solve(only, limits=LIMITS).report.levels}

    assert [(levels[name].value, levels[name].bound) for name in ("squares", "half_days")] == [
        (1, 1)
    ] * 2


def test_repair_moves_a_whole_group() -> None:
    given, plan = _two_groups()
    (sitting,) = plan.sittings
    (member,) = sitting.members
    away = tuple(one for one in given.examiners if one.code != member.examiner)
    rooms = tuple(room for room in given.rooms if room.code != sitting.room)

    found = repair(replace(given, examiners=away, rooms=rooms), plan).proposals[0]

    after = _hours(found.plan)
    assert after["1", "X"] == after["2", "X"]
    assert after["3", "X"] == after["4", "X"]
    assert len(after) == 4


def test_group_that_loses_a_candidate_stays_where_it_is() -> None:
    given, plan = _two_groups()
    fewer = replace(given, tasks=(replace(given.tasks[0], members=("1",)), given.tasks[1]))

    found = repair(fewer, plan).proposals

    kept = found[0].plan if found else plan
    assert _hours(kept)["1", "X"] == _hours(plan)["1", "X"]
    assert ("2", "X") not in _hours(kept)


def test_candidate_who_joins_a_group_passes_with_it() -> None:
    given, plan = _two_groups()
    more = replace(given, tasks=(replace(given.tasks[0], members=("1", "2", "5")), given.tasks[1]))
    away = tuple(one for one in given.examiners if one.code != plan.sittings[0].members[0].examiner)

    found = repair(replace(more, examiners=away), plan).proposals[0]

    assert _hours(found.plan)["5", "X"] == _hours(found.plan)["1", "X"]
