"""Stage 3: hours and commissions for the tasks of one centre over one day or a few."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from models.planning import PlanRoom, Task
from solver.columns import Columns
from solver.constraints.timing import add_column_constraints, add_constraints
from solver.cp import total as cp_total
from solver.draft import Placed, accessible_openings
from solver.instance import Instance
from solver.limits import Clock
from solver.master import Opening
from solver.mip import total as mip_total
from solver.preparation import NOTHING_AROUND, Around, Stay, rooms_for
from solver.starts import Grain
from solver.timing import NOBODY_BUSY, Busy, Slot, Timing

PLACE_EFFORT = 8.0
MOST_SLOTS = 30_000
WAIT_EFFORT = 6.0
WAIT_GAP = 0.02
Hours = list[tuple[Task, Slot]]


def place(
    instance: Instance,
    openings: Sequence[Opening],
    tasks: Sequence[Task],
    clock: Clock,
    *,
    grains: Iterable[Grain] = Grain,
    effort: float = PLACE_EFFORT,
    around: Around = NOTHING_AROUND,
) -> list[Placed]:
    """Place as many tasks as can be, with finer and finer hours until all are placed."""
    best: list[Placed] = []
    for grain in grains:
        if len(best) == len(tasks) or clock.over:
            break
        timing = timing_of(instance, openings, tasks, clock, grain, around)
        if len(timing.slots) > MOST_SLOTS:
            break
        add_constraints(timing)
        found = coloured(timing, _most_placed(timing, effort))
        best = max(best, found, key=len)
    return best


def timing_of(
    instance: Instance,
    openings: Sequence[Opening],
    tasks: Sequence[Task],
    clock: Clock,
    grain: Grain,
    around: Around = NOTHING_AROUND,
) -> Timing:
    """Build the model by hours, without its rules."""
    accessible = accessible_openings(instance, openings, tasks, around)
    return Timing(instance, openings, accessible, tasks, clock, grain, around)


def _most_placed(timing: Timing, effort: float) -> Hours:
    """Search from the empty day, so that a search cut short still places some.

    Locked passages come first, whoever else is then left out.
    """
    locks = timing.instance.locks
    most = len(timing.short) + 1
    left_out = [(most if task in locks else 1) * var for task, var in timing.short.items()]
    timing.cp.hint(
        [*((var, 0) for _, var in timing.slots), *((var, 1) for var in timing.short.values())]
    )
    solver = timing.cp.minimize(cp_total(left_out), effort=effort, probing=False)
    if solver is None:
        return []
    return [(slot.task, slot) for slot, var in timing.slots if solver.boolean_value(var)]


def least_waiting(
    instance: Instance,
    openings: Sequence[Opening],
    tasks: Sequence[Task],
    clock: Clock,
    *,
    around: Around = NOTHING_AROUND,
    busy: Busy = NOBODY_BUSY,
) -> list[Placed] | None:
    """Place every task with the least waiting; None when that is not reached in time.

    `around` are those who prepare meanwhile, `busy` the hours that candidates spend elsewhere.
    """
    accessible = accessible_openings(instance, openings, tasks, around)
    timing = Timing(instance, openings, accessible, tasks, clock, Grain.CHAINS, around, busy)
    columns = Columns(timing, clock)
    if not columns.build():
        return None
    add_column_constraints(columns)
    answer = columns.mip.minimize(
        mip_total(columns.cost), effort=WAIT_EFFORT, gap=WAIT_GAP, presolve=False
    )
    if answer is None:
        return None
    found = coloured(timing, columns.chosen(answer))
    return found if len(found) == len(tasks) else None


def coloured(timing: Timing, hours: Hours) -> list[Placed]:
    """Give each passage a commission of its pool; leave out whom no preparation room can seat."""
    by_pool: dict[int, Hours] = defaultdict(list)
    for task, slot in _seated(timing, hours):
        by_pool[slot.pool].append((task, slot))
    found = []
    for pool, rows in by_pool.items():
        found += _colour(timing.pools[pool].indexes, rows)
    return found


def _colour(indexes: Sequence[int], rows: Hours) -> list[Placed]:
    """Give each passage to the commission that has waited least."""
    free_at: dict[int, int] = {}
    found = []
    for task, slot in sorted(rows, key=lambda row: (row[1].start, row[0].id)):
        ready = [index for index, at in free_at.items() if at <= slot.start]
        if ready:
            index = max(ready, key=lambda one: (free_at[one], -one))
        else:
            index = next(index for index in indexes if index not in free_at)
        free_at[index] = slot.end + slot.gap
        found.append(Placed(task, index, slot.begin, slot.start))
    return found


def _seated(timing: Timing, hours: Hours) -> Hours:
    by_rooms: dict[tuple[PlanRoom, ...], list[Stay]] = defaultdict(list)
    for task, slot in hours:
        if task.lead:
            half = timing.pools[slot.pool].block.half_day
            rooms = tuple(timing.instance.open_rooms(half, jury=False))
            by_rooms[rooms].append(Stay(task, slot.begin, slot.start))
    seated: set[int] = set()
    for rooms, stays in by_rooms.items():
        seated |= set(rooms_for(rooms, [*timing.around.stays, *stays]))
    return [(task, slot) for task, slot in hours if not task.lead or task.id in seated]
