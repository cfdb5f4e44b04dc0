"""Stage 3: the hours of one centre-day (or of several days at once, to place who is left).

Commissions alike (same block, épreuve and forbidden candidates) are one pool: intervals colour
perfectly, so that counting the passages under way at each start is exact, and the commission
follows afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from models.planning import Task
from solver.cp import Bool, Cp
from solver.instance import Block, Instance, is_free
from solver.limits import Clock
from solver.locks import locked_hours
from solver.master import Opening
from solver.preparation import NOTHING_AROUND, Around
from solver.starts import Grain, jury_starts

Busy = Mapping[str, tuple[tuple[int, int], ...]]
NOBODY_BUSY: Busy = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Pool:
    """Commissions that are alike for the tasks at hand; `indexes` into the openings."""

    block: Block
    key: str
    banned: frozenset[int]
    accessible: bool
    lock: str | None
    indexes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A task before a pool, its jury phase starting at `start`."""

    task: Task
    pool: int
    start: int
    begin: int
    gap: int

    @property
    def end(self) -> int:
        """When the jury phase ends."""
        return self.start + self.task.jury


def begin_of(task: Task, start: int, block: Block, grid: int) -> int:
    """When the first phase begins: on the grid where the time to change rooms allows it."""
    if not task.lead:
        return start
    exact = start - task.lead
    rounded = exact - exact % grid
    return rounded if rounded >= block.half_day.start else exact


class Timing:
    """One 0-1 variable for each task, pool and hour; `around` stays as it is.

    `busy` are the minutes that candidates spend elsewhere, rests included, first and last.
    """

    def __init__(
        self,
        instance: Instance,
        openings: Sequence[Opening],
        accessible: frozenset[int],
        tasks: Sequence[Task],
        clock: Clock,
        grain: Grain,
        around: Around = NOTHING_AROUND,
        busy: Busy = NOBODY_BUSY,
    ) -> None:
        self.instance = instance
        self.around = around
        self.busy = busy
        self.openings = openings
        self.tasks = tasks
        self.cp = Cp(clock)
        self.pools = _pools(instance, openings, accessible, tasks)
        self.slots: list[tuple[Slot, Bool]] = []
        self.short: dict[int, Bool] = {task.id: self.cp.boolean() for task in tasks}
        for index, pool in enumerate(self.pools):
            self._offer(index, pool, grain)
        self.by_task: dict[int, list[tuple[Slot, Bool]]] = defaultdict(list)
        for slot, var in self.slots:
            self.by_task[slot.task.id].append((slot, var))

    def _offer(self, index: int, pool: Pool, grain: Grain) -> None:
        tasks = [task for task in self.tasks if self._may_go(task, pool)]
        if not tasks:
            return
        grid = self.instance.settings.grid
        need = self.instance.needs[pool.key]
        starts = jury_starts(pool.block, need, tasks, grid=grid, grain=grain)
        for task in tasks:
            lock = self.instance.locks.get(task.id)
            if lock is not None:
                begin, start = locked_hours(lock, task)
                slot = Slot(task, index, start, begin, need.gap)
                self.slots.append((slot, self.cp.boolean()))
                continue
            for start in starts:
                early = start < pool.block.first_jury(task.lead, need.reading)
                if not early and start + task.jury <= pool.block.end:
                    begin = begin_of(task, start, pool.block, grid)
                    slot = Slot(task, index, start, begin, need.gap)
                    if is_free(task, begin, slot.end) and self._is_free(slot):
                        self.slots.append((slot, self.cp.boolean()))

    def _is_free(self, slot: Slot) -> bool:
        """Whether nobody of a passage is busy elsewhere meanwhile."""
        spans = (span for person in slot.task.people for span in self.busy.get(person, ()))
        return not any(slot.begin < last and first < slot.end for first, last in spans)

    def _may_go(self, task: Task, pool: Pool) -> bool:
        lock = self.instance.locks.get(task.id)
        if lock is not None:
            return lock.commission == pool.lock
        if task.epreuve != pool.key or task.id in pool.banned:
            return False
        if task.accessible and not pool.accessible:
            return False
        return self.instance.may_use(task, pool.block.half_day)


def _pools(
    instance: Instance, openings: Sequence[Opening], accessible: frozenset[int], tasks: Sequence[Task]
) -> list[Pool]:
    by_key: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        by_key[task.epreuve].append(task)
    found: dict[tuple[object, ...], list[int]] = defaultdict(list)
    banned_by: dict[int, frozenset[int]] = {}
    for index, opening in enumerate(openings):
        members = frozenset(code for code, _ in opening.members)
        banned_by[index] = frozenset(task.id for task in by_key[opening.key] if task.conflicts & members)
        pair = members if instance.needs[opening.key].cap_is_hard else None
        alike = (
            opening.block.id,
            opening.key,
            banned_by[index],
            index in accessible,
            pair,
            opening.lock,
        )
        found[alike].append(index)
    return [
        Pool(
            openings[indexes[0]].block,
            openings[indexes[0]].key,
            banned_by[indexes[0]],
            indexes[0] in accessible,
            openings[indexes[0]].lock,
            tuple(indexes),
        )
        for indexes in found.values()
    ]
