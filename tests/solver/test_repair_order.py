"""A repair keeps the order of a candidate's épreuves, his or her meal and written épreuves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.planning import Plan, Problem, Turn
from solver.constraints import repair as repair_rules
from solver.repair import Repair, repair
from solver.repairing import options
from tests.solver.mending import hours, laid, without
from tests.solver.small import SETTINGS, examiner, half_day, jury_room, need, problem, task

ROOMS = (jury_room("J0"), jury_room("J1"))
MORNING, NOON = 480, 840


def _one_candidate(turn: Turn = Turn.COMPULSORY, *, afternoon: int = NOON) -> tuple[Problem, Plan]:
    """X before A at 8 h, then Y, in its turn, before B at 9 h; A and B may come in the afternoon too."""
    given = problem(
        [task(0, "1", "X"), task(1, "1", "Y")],
        half_days=[half_day(0, minutes=120), half_day(1, start=afternoon, minutes=120)],
        rooms=ROOMS,
        examiners=[examiner("A", "X", halves=(0, 1)), examiner("B", "Y", halves=(0, 1))],
        needs=[_heard_by("X"), replace(_heard_by("Y"), turn=turn)],
    )
    plan = laid(given, ("X-01", "J0", ("A",), {0: 480}), ("Y-01", "J1", ("B",), {1: 540}))
    return given, plan


def _heard_by(key: str):
    usual = need(key)
    return replace(usual, seats=(replace(usual.seats[0], qualifications=frozenset({key})),))


def _mended(given: Problem, plan: Plan) -> list[dict[tuple[str, str], tuple[str, int]]]:
    """Hours of each proposal once A cannot come in the morning."""
    found = repair(without(given, "A", 0), plan)
    assert found.refused == 0
    proposals: tuple[Repair, ...] = tuple(found.proposals)
    assert proposals
    return [hours(one.plan) for one in proposals]


def test_compulsory_epreuve_moved_to_the_afternoon_takes_the_optional_one_along() -> None:
    both = [one for one in _mended(*_one_candidate(Turn.OPTIONAL)) if len(one) > 1]

    assert both
    assert all(one["1", "X"][1] < one["1", "Y"][1] for one in both)


def test_compulsory_epreuves_may_follow_each_other_either_way() -> None:
    best = _mended(*_one_candidate())[0]

    assert best["1", "X"][1] >= NOON
    assert best["1", "Y"] == ("Y-01", 540)


def test_order_is_lost_without_what_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    given, plan = _one_candidate(Turn.OPTIONAL)
    kept = repair(without(given, "A", 0), plan).proposals

    monkeypatch.setattr(repair_rules, "candidates_keep_the_order", lambda *_: None)
    monkeypatch.setattr(options, "are_apart", lambda *_: True)
    lost = repair(without(given, "A", 0), plan).proposals

    assert all(_in_order(one.plan) for one in kept)
    assert not all(_in_order(one.plan) for one in lost)


def _in_order(plan: Plan) -> bool:
    at = {one.epreuve: one.start for one in plan.passages}
    return len(at) < 2 or at["X"] < at["Y"]


def test_moved_passage_leaves_time_for_the_meal() -> None:
    given, plan = _one_candidate(afternoon=600)
    hungry = replace(given, settings=replace(SETTINGS, meal=60))
    late = replace(hungry, half_days=(hungry.half_days[0], replace(hungry.half_days[1], morning=False)))

    moved = [after["1", "X"][1] for after in _mended(late, plan) if ("1", "X") in after]

    assert moved
    assert all(start >= 570 + 60 for start in moved)


def test_moved_passage_keeps_clear_of_a_written_epreuve() -> None:
    given, plan = _one_candidate()
    busy = replace(given.tasks[0], busy=((NOON, NOON + 60),))
    given = replace(given, tasks=(busy, given.tasks[1]))

    moved = [after["1", "X"][1] for after in _mended(given, plan) if ("1", "X") in after]

    assert moved
    assert all(start >= NOON + 60 for start in moved)
