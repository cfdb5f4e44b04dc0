"""Which hours the sequencing may choose from.

A commission that hears candidates one after the other starts them at hours that follow from its
first: the few chains of such hours keep the model small. Where they are not enough, every step of
the grid is offered; where that is not enough either, hours off the grid that a chain of exact
lengths reaches.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from models.planning import EpreuveNeed, Task
from solver.instance import Block


class Grain(IntEnum):
    """How fine the offered hours are."""

    CHAINS = 0
    GRID = 1
    EXACT = 2


def round_up(minute: int, step: int) -> int:
    """Next multiple of `step`."""
    return -(-minute // step) * step


def jury_starts(
    block: Block, need: EpreuveNeed, tasks: Sequence[Task], *, grid: int, grain: Grain
) -> list[int]:
    """Return the hours at which a jury phase may start, ascending."""
    first = block.first_jury(min(task.lead for task in tasks), need.reading)
    last = block.end - min(task.jury for task in tasks)
    if grain == Grain.GRID:
        return list(range(round_up(first, grid), last + 1, grid))
    found = _chains(first, last, need, tasks, grid)
    if grain == Grain.EXACT:
        found |= set(range(round_up(first, grid), last + 1, grid)) | _chains(first, last, need, tasks, 1)
    return sorted(found)


def _chains(first: int, last: int, need: EpreuveNeed, tasks: Sequence[Task], grid: int) -> set[int]:
    """Hours reached by hearing usual candidates and up to three longer ones, from either end."""
    lengths = sorted({round_up(task.jury + need.gap, grid) for task in tasks})
    usual = max(
        lengths, key=lambda length: sum(round_up(t.jury + need.gap, grid) == length for t in tasks)
    )
    origins = {round_up(first, grid), *(round_up(first, grid) + length - usual for length in lengths)}
    shifts = {0}
    for _ in range(3):
        shifts |= {shift + length - usual for shift in shifts for length in lengths}
    found = set()
    for origin in origins:
        for shift in shifts:
            found |= set(range(origin + shift, last + 1, usual))
    found |= set(range(last - (last % grid), first - 1, -usual))
    return {start for start in found if first <= start <= last}
