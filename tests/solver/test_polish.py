"""What the last stages may and may not change, and how levels are measured."""

from __future__ import annotations

from itertools import pairwise

import pytest

from models.planning import LEVELS
from solver.blocks import whole_blocks
from solver.compaction import compacted
from solver.draft import Draft, Placed
from solver.instance import Block, Instance
from solver.levels import best_openings
from solver.limits import Clock
from solver.master import Opening
from solver.measure import levels_of, values_of
from solver.sequence import place
from solver.swaps import exchanged
from tests.patience import by_work
from tests.solver.instances import session
from tests.solver.small import half_day, problem, task

CLOCK = by_work(30)


def drafted(seed: int, size: int = 8) -> tuple[Instance, Draft]:
    """A day as the sequencing leaves it, before any comfort."""
    instance = Instance(session(size, seed=seed, days=1, tight=2.0))
    clock = Clock(CLOCK)
    opened = best_openings(instance, whole_blocks(instance), clock)
    assert opened is not None
    placed = tuple(place(instance, opened.openings, instance.problem.tasks, clock))
    here = {one.task.id for one in placed}
    missing = tuple(one for one in instance.problem.tasks if one.id not in here)
    return instance, Draft(opened.openings, placed, missing)


def order(placed: list[Placed] | tuple[Placed, ...]) -> dict[int, list[int]]:
    """Return the tasks of each commission, first to last."""
    ranked = sorted(placed, key=lambda one: one.start)
    return {
        index: [one.task.id for one in ranked if one.opening == index]
        for index in {one.opening for one in placed}
    }


def broken(instance: Instance, draft: Draft) -> list[str]:
    """Say which rules of hours a draft breaks."""
    wrong = []
    for index, rows in draft.heard_by().items():
        block = draft.openings[index].block
        gap = instance.needs[draft.openings[index].key].gap
        wrong += ["gap" for one, two in pairwise(rows) if two.start < one.end + gap]
        wrong += ["block" for one in rows if one.begin < block.start or one.end > block.end]
        members = {code for code, _ in draft.openings[index].members}
        wrong += ["conflict" for one in rows if one.task.conflicts & members]
    rest = instance.settings.rest
    for candidate in instance.tasks_of_candidate:
        mine = [one for one in draft.placed if one.task.candidate == candidate]
        passages = sorted(mine, key=lambda one: one.begin)
        wrong += ["rest" for one, two in pairwise(passages) if two.begin < one.end + rest]
    seats = sum(room.seats for room in instance.rooms("C0", jury=False))
    for minute in {one.begin for one in draft.placed}:
        wrong += ["seats"] * (sum(one.begin <= minute < one.start for one in draft.placed) > seats)
    return wrong


@pytest.mark.parametrize("seed", range(4))
def test_compaction_keeps_order_and_rules_and_never_lengthens(seed: int) -> None:
    instance, draft = drafted(seed)
    before = values_of(instance, draft)

    closer = compacted(instance, draft.openings, draft.placed, Clock(CLOCK))

    after = values_of(instance, Draft(draft.openings, tuple(closer), draft.missing))
    assert draft.placed
    assert order(closer) == order(draft.placed)
    assert broken(instance, Draft(draft.openings, tuple(closer), draft.missing)) == []
    assert after["waiting_minutes"] <= before["waiting_minutes"]
    assert (after["waiting_minutes"], after["idle_minutes"]) <= (
        before["waiting_minutes"],
        before["idle_minutes"],
    )


@pytest.mark.parametrize("seed", range(4))
def test_exchanges_keep_hours_and_rules_and_never_cost_comfort(seed: int) -> None:
    instance, draft = drafted(seed)
    before = values_of(instance, draft)

    found = exchanged(instance, draft, Clock(CLOCK))

    after = values_of(instance, found)
    assert sorted((one.opening, one.start) for one in found.placed) == sorted(
        (one.opening, one.start) for one in draft.placed
    )
    assert {one.task.id for one in found.placed} == {one.task.id for one in draft.placed}
    assert broken(instance, found) == []
    assert [after[name] for name in LEVELS[:3]] == [before[name] for name in LEVELS[:3]]
    assert (after["extra_days"], after["waiting_minutes"]) <= (
        before["extra_days"],
        before["waiting_minutes"],
    )


def _two_mornings() -> tuple[Instance, Draft]:
    """One candidate half placed, another who waits, a commission that idles."""
    halves = [half_day(), half_day(1, start=1440 + 480, day=1)]
    tasks = [task(0, "1", "X"), task(1, "1", "Y"), task(2, "2", "X"), task(3, "2", "Y")]
    instance = Instance(problem(tasks, half_days=halves))
    blocks = [Block(half.id, half, half.start, half.end) for half in halves]
    openings = (
        Opening(blocks[0], "X", (("A", False),)),
        Opening(blocks[0], "Y", (("B", True),)),
    )
    placed = (
        Placed(tasks[0], 0, 480, 480),
        Placed(tasks[2], 0, 525, 525),
        Placed(tasks[3], 1, 600, 600),
    )
    return instance, Draft(openings, placed, (tasks[1],))


def test_levels_are_measured_from_the_draft() -> None:
    instance, draft = _two_mornings()

    assert values_of(instance, draft) == {
        "unplaced": 1,
        "replacements": 1,
        "half_days": 2,
        "extra_days": 0,
        "waiting_minutes": 25,
        "idle_minutes": 10,
        "squares": 2,
        "disliked": 0,
    }


def test_bound_never_exceeds_its_value() -> None:
    instance, draft = _two_mornings()

    levels = levels_of(values_of(instance, draft), {"unplaced": 5, "half_days": 1})

    assert [level.bound for level in levels[:3]] == [1, 0, 1]
