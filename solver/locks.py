"""Locked passages: what stays as it is while the rest is planned around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from models.planning import LockedPassage, Task
from solver.draft import Placed
from solver.instance import Block, Instance
from solver.master import Master, Opening
from solver.mip import total


def locked_openings(instance: Instance, blocks: Iterable[Block]) -> list[Opening]:
    """Commissions that hold locked passages, one each, with their members."""
    by_code: dict[str, LockedPassage] = {}
    for lock in instance.problem.locked:
        by_code.setdefault(lock.commission, lock)
    known = list(blocks)
    found = []
    for code, lock in sorted(by_code.items()):
        task = instance.problem.tasks[lock.task]
        block = _block_of(known, instance, lock)
        if block is not None:
            members = tuple((one.examiner, one.replacement) for one in lock.members)
            found.append(Opening(block, task.epreuve, members, code))
    return found


def locked_hours(lock: LockedPassage, task: Task) -> tuple[int, int]:
    """When the first phase and the jury phase of a locked passage start."""
    begin = lock.phases[0].start
    return begin, next(phase.start for phase in lock.phases if phase.start >= begin + task.lead)


def locked_places(instance: Instance, openings: Sequence[Opening]) -> list[Placed]:
    """Locked passages before these openings, at their hours."""
    indexes = {one.lock: index for index, one in enumerate(openings) if one.lock}
    found = []
    for lock in instance.problem.locked:
        if lock.commission in indexes:
            task = instance.problem.tasks[lock.task]
            found.append(Placed(task, indexes[lock.commission], *locked_hours(lock, task)))
    return found


def _block_of(blocks: Sequence[Block], instance: Instance, lock: LockedPassage) -> Block | None:
    start, end = lock.phases[0].start, lock.phases[-1].end
    task = instance.problem.tasks[lock.task]
    holding = [
        block
        for block in blocks
        if block.start <= start and end <= block.end and task.centre in (None, block.half_day.centre)
    ]
    return max(holding, key=lambda block: block.minutes, default=None)


def keep_locked_members(master: Master) -> None:
    """Members of locked commissions sit where they were, and their commissions are opened."""
    opened: dict[tuple[int, str], int] = defaultdict(int)
    blocks = {block.id: block for block in master.blocks}
    for opening in locked_openings(master.instance, master.blocks):
        opened[opening.block.id, opening.key] += 1
        for code, replacement in opening.members:
            ways = [
                seat.var
                for seat in master.seats
                if (seat.examiner, seat.block.id, seat.key) == (code, opening.block.id, opening.key)
                and seat.option.replacement == replacement
            ]
            if ways:
                master.mip.equal(total(ways), 1)
    for (block, key), count in opened.items():
        if (block, key) in master.opened:
            master.mip.at_most(count, master.count(blocks[block], key))
