"""Stretches of half-days a commission may sit in."""

from __future__ import annotations

from collections.abc import Iterator

from models.planning import HalfDay
from solver.instance import Block, Instance
from solver.starts import round_up

PARTS = (1 / 3, 1 / 2, 2 / 3)


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
    length = half.end - half.start
    for part in PARTS:
        cut = half.start + round_up(int(length * part), instance.settings.grid)
        yield half.start, cut
        yield cut, half.end
    for other in instance.problem.half_days:
        if other.centre == half.centre and other.day == half.day and other.id != half.id:
            lunch = instance.settings.lunch
            if 0 <= other.start - half.end < lunch:
                yield half.start, other.start - lunch
            if 0 <= half.start - other.end < lunch:
                yield other.end + lunch, half.end
