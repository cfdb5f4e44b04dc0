"""Each rule of the naming, taken out, lets through a timetable that nobody could be named for."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from models.planning import Problem, SeatNeed
from models.roles import Role
from solver.blocks import whole_blocks
from solver.bounds.hours import Hours
from solver.bounds.shapes import Grid, Rounding
from solver.draft import Draft
from solver.exact import naming as rules
from solver.exact.joint import Timetable
from solver.exact.walks import walks_of
from solver.instance import Instance
from solver.limits import Clock
from solver.master import Master
from tests.solver.small import LIMITS, examiner, half_day, jury_room, need, problem, task

Heard = Sequence[tuple[str, int]]
"""Épreuve and hour of each passage."""
Situation = tuple[Problem, Heard]
ROOMS = (jury_room("J0"), jury_room("J1"))


def _named(situation: Situation) -> Draft | None:
    """Name a timetable where each épreuve has one commission."""
    given, heard = situation
    instance = Instance(given)
    master = Master(instance, whole_blocks(instance), Clock(LIMITS))
    hours = Hours(master, Grid(5, Rounding.UP), whole=True)
    steps = tuple(
        (next(one for one in hours.steps if (hours.part(one).kind.key, one.start) == where), count)
        for where, count in Counter(heard).items()
    )
    opened = Counter({(step.half_day, hours.part(step).kind.key): 1 for step, _ in steps})
    timetable = Timetable(hours, steps, opened, 0)
    return rules._named(instance, timetable, walks_of(timetable, None), Clock(LIMITS))


def _two_at_once() -> Situation:
    return problem([task(0), task(1)], rooms=ROOMS), (("X", 480), ("X", 480))


def _a_minute_short_of_the_gap() -> Situation:
    return problem([task(0), task(1)], rooms=ROOMS), (("X", 480), ("X", 510))


def _one_candidate_for_two_walks() -> Situation:
    return problem([task(0)], rooms=ROOMS), (("X", 480), ("X", 520))


def _a_replacement_not_promised() -> Situation:
    professional = SeatNeed(Role.PROFESSIONNEL, frozenset({"PRO"}), frozenset({"EG"}))
    return problem([task(0)], needs=[need(seats=[professional])]), (("X", 480),)


def _one_examiner_in_two_centres() -> Situation:
    halves = [half_day(), half_day(1, start=840, centre="D")]
    tasks = [replace(task(0), centre="C"), replace(task(1, key="Y"), centre="D")]
    rooms = [ROOMS[0], replace(ROOMS[0], centre="D")]
    one = examiner("A", halves=(0, 1))
    given = problem(tasks, half_days=halves, rooms=rooms, examiners=[one])
    return given, (("X", 480), ("Y", 840))


def _more_than_promised() -> Situation:
    one = examiner("A", most=0)
    return problem([task(0)], examiners=[one]), (("X", 480),)


def _one_examiner_without_links_for_two() -> Situation:
    tasks = [task(0, conflicts=("A",)), task(1, key="Y", conflicts=("A",))]
    return problem(tasks, rooms=ROOMS), (("X", 480), ("Y", 480))


def _one_accessible_room_for_two() -> Situation:
    tasks = [task(0, accessible=True), task(1, key="Y", accessible=True)]
    rooms = (jury_room("J0", accessible=True), ROOMS[1])
    return problem(tasks, rooms=rooms), (("X", 480), ("Y", 480))


SITUATIONS: dict[str, tuple[Callable[[], Situation], ...]] = {
    "passages_are_heard": (_two_at_once,),
    "commissions_keep_the_gap": (_a_minute_short_of_the_gap,),
    "seats_are_filled": (_a_replacement_not_promised,),
    "examiners_sit_once": (_one_examiner_in_two_centres, _more_than_promised),
    "conflicts_are_avoided": (_one_examiner_without_links_for_two,),
    "accessible_rooms_are_enough": (_one_accessible_room_for_two,),
}


def test_every_rule_of_the_naming_is_taken_out_here() -> None:
    source = inspect.getsource(rules._named)

    assert set(re.findall(r"^    (\w+)\(naming\)$", source, re.MULTILINE)) == {
        "candidates_take_walks",
        *SITUATIONS,
    }


def test_walk_without_its_rule_is_nobodys(monkeypatch: pytest.MonkeyPatch) -> None:
    situation = _one_candidate_for_two_walks()
    kept = _named(situation)

    monkeypatch.setattr(rules, "candidates_take_walks", lambda _: None)

    assert kept is None
    with pytest.raises(KeyError):
        _named(situation)


@pytest.mark.parametrize(
    ("name", "make"), [(name, one) for name in SITUATIONS for one in SITUATIONS[name]]
)
def test_naming_without_a_rule_finds_names_that_cannot_be(
    name: str, make: Callable[[], Situation], monkeypatch: pytest.MonkeyPatch
) -> None:
    situation = make()
    kept = _named(situation)

    monkeypatch.setattr(rules, name, lambda _: None)

    assert kept is None
    assert _named(situation) is not None


def test_names_are_found_where_they_may_be() -> None:
    given = problem([task(0), task(1)], rooms=ROOMS)

    found = _named((given, (("X", 480), ("X", 515))))

    assert found is not None
    assert sorted(one.start for one in found.placed) == [480, 515]
