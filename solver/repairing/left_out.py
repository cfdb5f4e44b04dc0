"""How many passages no repair at all can keep a place for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from models.planning import HalfDay, Task
from solver.bounds.heard import fewest_unplaced
from solver.instance import Instance
from solver.limits import Clock
from solver.repairing.damage import Barred, Damage
from solver.repairing.standing import Standing


def least_left_out(standing: Standing, damage: Damage, barred: Barred, clock: Clock) -> int:
    """Return a number that no lawful plan goes below, were everything else to move.

    What has happened stays, and those who had no place before are not counted. Rooms and people that
    other sessions hold are taken to be free: they may be, for some minutes of a half-day.
    """
    if _goes_from_centre_to_centre(standing):
        return 0
    instance = _still_to_come(standing, barred)
    return fewest_unplaced(instance, clock, _Usable(instance, standing, damage, barred))


def _goes_from_centre_to_centre(standing: Standing) -> bool:
    """Whether a written exception already has somebody in two centres a day, which the bound forbids."""
    for mine in standing.sits.values():
        centres: dict[int, str] = {}
        for one in mine:
            if one.half and centres.setdefault(one.half.day, one.half.centre) != one.half.centre:
                return True
    return False


def _still_to_come(standing: Standing, barred: Barred) -> Instance:
    problem = standing.instance.problem
    without = {(one.candidate, one.epreuve) for one in standing.plan.unplaced}
    tasks = tuple(
        task
        for task in problem.tasks
        if not _has_begun(standing, barred, task) and without.isdisjoint(standing.keys_of(task))
    )
    begins = {half.id: (half.centre, half.start) for half in problem.half_days}
    shut = {row for row in barred.rooms if row[2] in begins and not barred.is_over(*begins[row[2]])}
    return Instance(replace(problem, tasks=tasks, closed=frozenset(shut)))


def _has_begun(standing: Standing, barred: Barred, task: Task) -> bool:
    held = standing.held.get(task.id)
    return held is not None and barred.is_over(held.passage.centre, held.begin)


class _Usable:
    """Where each task could be heard: where it is, as long as it can stay, or where it may go."""

    def __init__(self, instance: Instance, standing: Standing, damage: Damage, barred: Barred) -> None:
        self.instance = instance
        self.barred = barred
        adrift = {held.task.id for held in damage.adrift}
        self.stays: dict[int, set[int]] = defaultdict(set)
        for commission in standing.commissions.values():
            for held in commission.held if commission.half else ():
                if held.task.id not in adrift and commission.half:
                    self.stays[held.task.id].add(commission.half.id)

    def __call__(self, task: Task, half: HalfDay) -> bool:
        if half.id in self.stays[task.id]:
            return True
        code = self.instance.needs[task.epreuve].code
        return (
            not self.barred.is_over(half.centre, half.end)
            and not self.barred.forbids(task, code, half.id)
            and self.instance.may_use(task, half)
            and self.instance.has_jury_for(task, half)
        )
