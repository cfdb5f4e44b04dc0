"""Stretches of half-days a commission may sit in."""

from __future__ import annotations

from collections.abc import Iterator

from models.planning import HalfDay
from solver.instance import Block, Instance
from solver.starts import round_up

PARTS = (1 / 3, 1 / 2, 2 / 3)
MOST_TASKS_FOR_ALL_CUTS = 40
MOST_HEARD_BEFORE_A_CUT = 4


def whole_blocks(instance: Instance) -> list[Block]:
    """One block a half-day."""
    return [Block(half.id, half, half.start, half.end) for half in instance.problem.half_days]


def split_blocks(instance: Instance) -> list[Block]:
    """Whole half-days, both sides of a few cuts in each, and what lunch leaves where noon is short."""
    found = whole_blocks(instance)
    for half in instance.problem.half_days:
        for start, end in _parts(instance, half):
            found.append(Block(len(found), half, start, end))
    return found


def _parts(instance: Instance, half: HalfDay) -> Iterator[tuple[int, int]]:
    for cut in _cuts(instance, half):
        yield half.start, cut
        yield cut, half.end
    for other in instance.problem.half_days:
        if other.centre == half.centre and other.day == half.day and other.id != half.id:
            lunch = instance.settings.lunch
            if 0 <= other.start - half.end < lunch:
                yield half.start, other.start - lunch
            if 0 <= half.start - other.end < lunch:
                yield other.end + lunch, half.end


def _cuts(instance: Instance, half: HalfDay) -> list[int]:
    """Hours to cut a half-day at: its thirds and its middle; in small sessions, where juries end too."""
    grid = instance.settings.grid
    length = half.end - half.start
    found = {half.start + round_up(int(length * part), grid) for part in PARTS}
    if len(instance.problem.tasks) <= MOST_TASKS_FOR_ALL_CUTS:
        for key, tasks in instance.tasks_of_key.items():
            need = instance.needs[key]
            first = max(need.reading, min(task.lead for task in tasks))
            jury = min(task.jury for task in tasks) + need.gap
            ends = (first + heard * jury - need.gap for heard in range(1, MOST_HEARD_BEFORE_A_CUT))
            found |= {half.start + round_up(end, grid) for end in ends}
    return sorted(cut for cut in found if half.start < cut < half.end)
