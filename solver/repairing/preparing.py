"""How many passages cannot stay at their hours for want of a seat to prepare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from models.planning import HalfDay
from solver.repairing.damage import Barred, Damage
from solver.repairing.standing import Standing

Stretch = tuple[int, int]


def fewest_without_a_seat(standing: Standing, damage: Damage, barred: Barred) -> int:
    """Return how many passages of the half-days hit must leave so that the others have a seat.

    Any seat suits anybody here, and rooms that other sessions use are taken to be free: no repair
    moves, or leaves out, fewer.
    """
    halves: dict[int, HalfDay] = {}
    preparing: dict[int, list[Stretch]] = defaultdict(list)
    homeless = {held.task.id for held in damage.homeless}
    for one in standing.commissions.values():
        for held in one.held if one.half else ():
            if one.half and held.task.lead and held.start > held.begin:
                preparing[one.half.id].append((held.begin, held.start))
                if held.task.id in homeless:
                    halves[one.half.id] = one.half
    return sum(
        fewest_to_take_out(preparing[half.id], _seats(standing, barred, half))
        for half in halves.values()
    )


def _seats(standing: Standing, barred: Barred, half: HalfDay) -> int:
    rooms = standing.instance.rooms(half.centre, jury=False)
    return sum(room.seats for room in rooms if (half.centre, room.code, half.id) not in barred.rooms)


def fewest_to_take_out(stretches: Iterable[Stretch], seats: int) -> int:
    """Return how few stretches to take out so that no more than `seats` go on at once.

    Each time one too many begins, the one that would end last is taken out: none does better.
    """
    inside: list[int] = []
    taken_out = 0
    for begin, end in sorted(stretches):
        inside = sorted([*(until for until in inside if until > begin), end])
        if len(inside) > seats:
            inside.pop()
            taken_out += 1
    return taken_out
