"""Each constraint taken out of the solver lets through somebody whom the rule keeps out.

The master and the hours of a day are asked for the fewest they leave out, with every constraint and then
without one of them: a constraint that changes nothing would be dead, or no longer the one that keeps its
rule.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from types import ModuleType

import pytest

from models.planning import Problem
from solver.blocks import whole_blocks
from solver.constraints import master as master_rules
from solver.constraints import timing as timing_rules
from solver.cp import total
from solver.instance import Block, Instance, without_endless_half_days
from solver.limits import Clock
from solver.master import Master, Opening
from solver.sequence import timing_of
from solver.starts import Grain
from tests.solver.small import (
    LIMITS,
    examiner,
    half_day,
    jury_room,
    need,
    preparation_room,
    problem,
    task,
)
from tests.solver.test_rules_are_enforced import BITES

Make = Callable[[], Problem]


def _clock() -> Clock:
    return Clock(LIMITS, lambda: False, lambda _: None)


def _short_in_master(given: Problem, cut: int | None = None) -> int:
    """Fewest that the master leaves out, the first half-day being cut after some minutes."""
    instance = Instance(given)
    blocks = whole_blocks(instance)
    if cut is not None:
        half = given.half_days[0]
        middle = half.start + cut
        blocks = [Block(0, half, half.start, middle), Block(1, half, middle, half.end)]
    model = Master(instance, blocks, _clock())
    master_rules.add_constraints(model)
    answer = model.mip.minimize(model.unplaced, effort=5.0)
    assert answer is not None
    return round(answer.value)


def _short_in_hours(given: Problem) -> int:
    """Fewest that the hours leave out, one commission of each épreuve being open in each half-day."""
    instance = Instance(without_endless_half_days(given))
    openings = [
        Opening(block, one.key, (("A", False),))
        for block in whole_blocks(instance)
        for one in given.epreuves
        if instance.open_for(block.half_day, one.key) and one.key in instance.tasks_of_key
    ]
    timing = timing_of(instance, openings, given.tasks, _clock(), Grain.EXACT)
    timing_rules.add_constraints(timing)
    solver = timing.cp.minimize(total(timing.short.values()), effort=5.0)
    assert solver is not None
    return sum(solver.boolean_value(var) for var in timing.short.values())


def _tight(rule: str) -> Make:
    return lambda: BITES[rule]()[1]


def _too_many() -> Problem:
    """Two candidates, time for one."""
    return problem([task(0), task(1)], half_days=[half_day(minutes=30)], examiners=[examiner("A")])


def _prepared_together() -> Problem:
    """Four preparations of twenty minutes on one seat, five minutes short."""
    tasks = [task(rank, str(rank), "XY"[rank % 2], lead=20) for rank in range(4)]
    rooms = [jury_room("J0"), jury_room("J1"), preparation_room(seats=1)]
    return problem(tasks, half_days=[half_day(minutes=105)], rooms=rooms)


def _full_rows() -> Problem:
    """Two commissions so full that both first candidates prepare at once, and one seat."""
    tasks = [task(rank, str(rank), "XY"[rank % 2], lead=10) for rank in range(6)]
    rooms = [jury_room("J0"), jury_room("J1"), preparation_room(seats=1)]
    return problem(tasks, half_days=[half_day(minutes=110)], rooms=rooms)


def _both_conflicts() -> Problem:
    """Two candidates at once before A or B, neither of whom A may hear."""
    tasks = [task(0, conflicts=("A",)), task(1, conflicts=("A",))]
    rooms = [jury_room("J0"), jury_room("J1")]
    return problem(tasks, half_days=[half_day(minutes=30)], rooms=rooms)


def _no_gap() -> Problem:
    """Two candidates before one commission, a minute short of the gap between them."""
    return problem([task(0), task(1)], half_days=[half_day(minutes=64)], needs=[need()])


MASTER: dict[str, Make] = {
    "everyone_is_counted": _too_many,
    "commissions_hold_what_fits": _too_many,
    "seats_are_filled": _tight("examiner_one_commission"),
    "rooms_are_enough": _tight("room_one_commission"),
    "accessible_rooms_are_enough": _tight("accessible_room"),
    "preparation_seats_are_enough": _prepared_together,
    "first_preparations_have_a_seat": _full_rows,
    "candidates_avoid_their_conflicts": _both_conflicts,
    "examiners_sit_once": _tight("examiner_one_commission"),
    "examiners_keep_their_maximum": _tight("examiner_max_half_days"),
}
HOURS: dict[str, tuple[Make, ...]] = {
    "everyone_once": (_no_gap,),
    "rest_between_passages": (_tight("rest_between_passages"),),
    "candidate_meal": (_tight("candidate_meal"),),
    "candidates_keep_the_order": (_tight("optional_last"), _tight("final_last")),
    "gap_between_candidates": (_no_gap,),
    "preparation_rooms": tuple(
        _tight(rule) for rule in ("preparation_seats", "preparation_computers", "separate_room")
    ),
    "daily_cap": (_tight("daily_cap"),),
}
SAID_TWICE = {
    "examiners_keep_to_one_centre_a_day": "examiners_sit_once knows already that nobody is in two "
    "centres on one day: this one only shortens the search",
}
"""Constraints that another one implies."""


def _called_in(*tables: Callable[..., None]) -> set[str]:
    """Names of the constraints that a table of contents adds."""
    return {
        name
        for table in tables
        for name in re.findall(r"^    (\w+)\(", inspect.getsource(table), re.MULTILINE)
    }


def _without(monkeypatch: pytest.MonkeyPatch, module: ModuleType, names: Iterable[str]) -> None:
    for name in names:
        monkeypatch.setattr(module, name, lambda *_: None)


def test_every_constraint_of_the_master_is_taken_out_here() -> None:
    apart = {"examiners_keep_the_gap"}

    assert _called_in(master_rules.add_constraints) == MASTER.keys() | SAID_TWICE.keys() | apart


def test_every_constraint_of_the_hours_is_taken_out_here() -> None:
    tables = (timing_rules.add_constraints, timing_rules.add_shared_constraints)

    assert _called_in(*tables) - {"add_shared_constraints"} == HOURS.keys()


@pytest.mark.parametrize("name", MASTER)
def test_master_without_a_constraint_leaves_fewer_out(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = MASTER[name]()
    kept = _short_in_master(given)

    _without(monkeypatch, master_rules, [name])

    assert kept > 0
    assert _short_in_master(given) == 0


def test_master_without_the_gap_lets_a_jury_go_on_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    given = problem([task(0), task(1)], half_days=[half_day(minutes=60)], examiners=[examiner("A")])
    kept = _short_in_master(given, cut=30)

    _without(monkeypatch, master_rules, ["examiners_keep_the_gap"])

    assert kept == 1
    assert _short_in_master(given, cut=30) == 0


def test_nobody_is_in_two_centres_though_a_constraint_is_taken_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = _tight("examiner_one_centre_a_day")()

    _without(monkeypatch, master_rules, SAID_TWICE)
    assert _short_in_master(given) == 1

    _without(monkeypatch, master_rules, ["examiners_sit_once"])
    assert _short_in_master(given) == 0


@pytest.mark.parametrize(("name", "make"), [(name, make) for name in HOURS for make in HOURS[name]])
def test_hours_without_a_constraint_leave_fewer_out(
    name: str, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = make()
    kept = _short_in_hours(given)

    _without(monkeypatch, timing_rules, [name])

    assert kept == 1
    assert _short_in_hours(given) == 0


@pytest.mark.parametrize(
    ("rule", "setting"), [("working_time_pause", "stretch"), ("examiner_lunch", "lunch")]
)
def test_setting_that_is_not_asked_for_binds_nobody(rule: str, setting: str) -> None:
    given = _tight(rule)()
    loose = replace(given, settings=replace(given.settings, **{setting: 0}))

    assert _short_in_master(without_endless_half_days(given)) == 1
    assert _short_in_master(without_endless_half_days(loose)) == 0
