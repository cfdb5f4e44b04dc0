"""Stage 3, comfort: the hours of a centre-day with the least waiting, by columns.

A column is the hours of one candidate over all the épreuves of the day, its cost the waiting;
candidates alike share columns, so that the whole day is a count of columns under the same rules as
`Timing`. Where one variable an hour leaves the solver without a bound, columns prove the least
waiting, usually in a second.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise, product

from models.planning import Task
from solver.limits import Clock
from solver.mip import Answer, Expr, Mip, Var, total
from solver.neighbours import Visit, are_apart
from solver.timing import Slot, Timing

UNPLACED_COST = 10_000
MOST_COLUMNS = 6_000

Combination = tuple[Slot, ...]
Signature = tuple[tuple[object, ...], ...]


class Columns:
    """Columns over the slots of a `Timing`; `chosen` maps each class to its columns."""

    def __init__(self, timing: Timing, clock: Clock) -> None:
        self.timing = timing
        self.mip = Mip(clock)
        self.classes = _classes(timing)
        self.columns: list[tuple[Signature, Combination, Var]] = []
        self.cost: list[Expr] = []
        self.size = 0
        self.uses: list[tuple[Slot, Expr]] = []

    def build(self) -> bool:
        """Make every column; False when they would be too many, or when some are heard together."""
        if any(len(task.people) > 1 for task in self.timing.tasks):
            return False
        for signature, members in self.classes.items():
            if self.size + self._most(members[0]) > MOST_COLUMNS:
                return False
            found = list(self._combinations(members[0]))
            self.size += len(found)
            self._add(signature, members, found)
        return True

    def _most(self, tasks: Sequence[Task]) -> int:
        """Columns of one class at the most."""
        return math.prod(len(self.timing.by_task[task.id]) + 1 for task in tasks)

    def _combinations(self, tasks: Sequence[Task]) -> Iterator[Combination]:
        for size in range(len(tasks), -1, -1):
            for chosen in combinations(tasks, size):
                choices = [[slot for slot, _ in self.timing.by_task[task.id]] for task in chosen]
                for slots in product(*choices):
                    ordered = tuple(sorted(slots, key=lambda slot: slot.begin))
                    if are_apart(self.timing.instance, map(self._visit, ordered)):
                        yield ordered

    def _visit(self, slot: Slot) -> Visit:
        half = self.timing.pools[slot.pool].block.half_day
        return Visit(slot.task, half, slot.begin, slot.end)

    def _add(self, signature: Signature, members: list[list[Task]], found: list[Combination]) -> None:
        rest = self.timing.instance.settings.rest
        count = len(members)
        held: list[Expr] = []
        for slots in found:
            var = self.mip.integer(count)
            held.append(var)
            missing = len(members[0]) - len(slots)
            self.columns.append((signature, slots, var))
            self.cost.append((waiting(slots, rest) + UNPLACED_COST * missing) * var)
            self.uses += [(slot, var) for slot in slots]
        self.mip.equal(total(held), count)

    def chosen(self, answer: Answer) -> list[tuple[Task, Slot]]:
        """Give each candidate of a class one of the columns chosen for it."""
        queues = {signature: list(members) for signature, members in self.classes.items()}
        found: list[tuple[Task, Slot]] = []
        for signature, slots, var in self.columns:
            for _ in range(answer.count(var)):
                tasks = {_task_signature(self.timing, task): task for task in queues[signature].pop(0)}
                found += [(tasks[_task_signature(self.timing, slot.task)], slot) for slot in slots]
        return found


def waiting(slots: Combination, rest: int) -> int:
    """Minutes beyond the rest between consecutive passages."""
    return sum(after.begin - before.end - rest for before, after in pairwise(slots))


def _task_signature(timing: Timing, task: Task) -> tuple[object, ...]:
    banned = tuple(index for index, pool in enumerate(timing.pools) if task.id in pool.banned)
    alone = any(phase.alone for phase in task.phases)
    busy = tuple(timing.busy.get(person, ()) for person in task.people)
    locked = task.id if task.id in timing.instance.locks else None  # at its hours, like nobody else
    return (
        *(task.epreuve, task.lead, task.jury, task.accessible, alone, task.centre, task.busy),
        *(banned, busy, locked),
    )


def _classes(timing: Timing) -> dict[Signature, list[list[Task]]]:
    by_candidate: dict[str, list[Task]] = defaultdict(list)
    for task in timing.tasks:
        by_candidate[task.candidate].append(task)
    found: dict[Signature, list[list[Task]]] = defaultdict(list)
    for tasks in by_candidate.values():
        found[tuple(_task_signature(timing, task) for task in tasks)].append(tasks)
    return dict(found)
