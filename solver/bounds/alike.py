"""Days that are alike, so that what one of them may hold is priced once."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from models.planning import HalfDay, Problem
from solver.blocks import whole_blocks
from solver.bounds.cells import Cells, choices_in, most_of
from solver.bounds.daily import Daily, DayKind
from solver.bounds.oneday import OneDay
from solver.bounds.shapes import Shape, one_jury_phase, shapes_of
from solver.counting import least_commissions
from solver.instance import Instance
from solver.limits import Clock
from solver.master import Master

MOST_CELLS = 120_000
MOST_STEPS = 3_000
"""Hours of a day up to which a price takes milliseconds."""

NEEDED = ("unplaced", "extra_days")


class KnownDays:
    """The days of a session, kept for the whole of a search so that each cell is priced once."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._problem: Problem | None = None
        self._kinds: list[DayKind] | None = None

    def kinds(self, instance: Instance, master: Master) -> list[DayKind] | None:
        """Return the kinds of days of a session whose candidates avoid nobody; None when too many."""
        if instance.problem != self._problem:
            self._problem = instance.problem
            self._kinds = _kinds(instance, master, self.clock)
        return self._kinds


def daily_of(
    instance: Instance,
    reached: Mapping[str, int],
    clock: Clock,
    *,
    crowded: bool = True,
    known: KnownDays | None = None,
) -> Daily | None:
    """Return the days of a session of one centre; None where they are too many to count, or not apart.

    Days are apart where nobody is left out and everybody comes one day.
    """
    if len(instance.centres) > 1 or instance.grouped or not one_jury_phase(instance):
        return None
    if any(reached[level] for level in NEEDED):
        return None
    plain = anybody(instance)
    master = Master(plain, whole_blocks(plain), clock, relaxed=True)
    kinds = (known or KnownDays(clock)).kinds(plain, master)
    if kinds is None:
        return None
    least = least_commissions(master, clock)
    spare = reached["half_days"] - sum(least.values())
    wanted = [shape.size for shape in kinds[0].cells.day.hours.shapes]
    most = {key: count + spare for key, count in least.items()}
    return Daily(kinds, wanted, most, clock, crowded=crowded)


def anybody(instance: Instance) -> Instance:
    """Let everybody be heard by everybody anywhere: fewer shapes, and no plan is lost."""
    tasks = tuple(
        replace(task, conflicts=frozenset(), accessible=False) for task in instance.problem.tasks
    )
    return Instance(replace(instance.problem, tasks=tasks))


def _kinds(instance: Instance, master: Master, clock: Clock) -> list[DayKind] | None:
    """Kinds of days with their cells; None when there are too many."""
    alike = days_alike(instance, master)
    shapes = shapes_of(instance, master.groups)
    if sum(_cells(instance, len(master.kinds), shapes, one) for _, one in alike) > MOST_CELLS:
        return None
    found = []
    for days, one in alike:
        first = OneDay(instance, one, clock)
        if len(first.hours.steps) > MOST_STEPS:
            return None
        found.append(DayKind(tuple(days), Cells(first, _rooms(instance, one))))
    return found


def days_alike(instance: Instance, master: Master) -> list[tuple[list[int], list[HalfDay]]]:
    """Return the days of each kind, with the half-days of the first one."""
    halves: dict[int, list[HalfDay]] = defaultdict(list)
    for half in instance.problem.half_days:
        halves[half.day].append(half)
    alike: dict[object, list[int]] = defaultdict(list)
    for day, inside in halves.items():
        alike[_signature(instance, master, inside)].append(day)
    return [(days, halves[days[0]]) for days in alike.values()]


def _cells(instance: Instance, keys: int, shapes: Iterable[Shape], halves: list[HalfDay]) -> int:
    """How many cells a day has at the most, épreuves and shapes being so many."""
    rooms = _rooms(instance, halves)
    minutes = sum(rooms[half.id] * (half.end - half.start) for half in halves)
    contents = math.prod(most_of(shape, minutes) + 1 for shape in shapes)
    return contents * math.prod(choices_in(keys, rooms[half.id]) for half in halves)


def _rooms(instance: Instance, halves: list[HalfDay]) -> dict[int, int]:
    return {half.id: len(instance.open_rooms(half, jury=True)) for half in halves}


def _signature(instance: Instance, master: Master, halves: list[HalfDay]) -> object:
    """What days alike have in common; one where somebody has other hours is like no other."""
    start, day = halves[0].start, halves[0].day
    taken = any(task.busy for task in instance.problem.tasks)
    ranks = {half.id: rank for rank, half in enumerate(halves)}
    rooms = _rooms(instance, halves)
    flows = frozenset((group, part, ranks[half]) for group, part, half in master.flows if half in ranks)
    hours = tuple((half.start - start, half.end - start, rooms[half.id]) for half in halves)
    grid = start % instance.settings.grid
    return (hours, flows, grid, day if taken else None)
