"""From counts to commissions: who sits with whom in each block."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from solver.locks import locked_openings
from solver.master import Master, Opening
from solver.mip import Answer


def openings_of(master: Master, answer: Answer) -> list[Opening]:
    """Read the commissions of an answer, members paired.

    Teachers of the same candidates sit together, so that the fewest commissions are closed to those
    candidates; otherwise the order of the codes keeps the same pair from one half-day to the next.
    """
    sitting: dict[tuple[int, str], dict[int, list[tuple[str, bool]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for seat in master.seats:
        if answer.count(seat.var):
            way = (seat.examiner, seat.option.replacement)
            sitting[seat.block.id, seat.key][seat.option.seat].append(way)
    blocks = {block.id: block for block in master.blocks}
    banned = _banned_tasks(master)
    found = locked_openings(master.instance, master.blocks)
    for opening in found:
        for column in sitting[opening.block.id, opening.key].values():
            column[:] = [way for way in column if way not in opening.members]
    for (block_id, key), seats in sorted(sitting.items()):
        columns = [
            sorted(seats[index], key=lambda way: (banned.get((key, way[0]), ()), way[1], way[0]))
            for index in sorted(seats)
        ]
        paired = [Opening(blocks[block_id], key, members) for members in zip(*columns, strict=True)]
        found += _with_rooms(master, answer, paired) if paired else []
    return found


def _with_rooms(master: Master, answer: Answer, paired: list[Opening]) -> list[Opening]:
    """Give the accessible rooms of a block to the openings that most of those who ask may go to."""
    block, key = paired[0].block.id, paired[0].key
    if (block, key) not in master.accessible:
        return paired
    asking = [task for task in master.instance.tasks_of_key[key] if task.accessible]

    def closed(index: int) -> int:
        members = {code for code, _ in paired[index].members}
        return sum(bool(task.conflicts & members) for task in asking)

    rooms = answer.count(master.accessible[block, key])
    chosen = sorted(range(len(paired)), key=closed)[:rooms]
    return [replace(one, accessible=index in chosen) for index, one in enumerate(paired)]


def _banned_tasks(master: Master) -> dict[tuple[str, str], tuple[int, ...]]:
    """Tasks each examiner must not hear, by épreuve."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for task in master.instance.problem.tasks:
        for code in task.conflicts:
            found[task.epreuve, code].append(task.id)
    return {key: tuple(ids) for key, ids in found.items()}
