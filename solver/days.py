"""Stage 2: which candidate goes to which commission's day, named and exact about conflicts.

Hours are not known yet: a commission is a length to fill. Only the day of each task is kept; the sequencing
of the day is then free to choose the commission and the hour.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from models.planning import Task
from solver.cp import Bool, Cp, Linear, total
from solver.instance import Instance
from solver.limits import Clock
from solver.master import Opening

UNPLACED_COST = 10_000
DAY_COST = 20
DAYS_EFFORT = 4.0


class DayModel:
    """One 0-1 variable for each task and each commission it may go to."""

    def __init__(self, instance: Instance, openings: Sequence[Opening], tasks: Sequence[Task], clock: Clock):
        self.instance = instance
        self.openings = openings
        self.tasks = tasks
        self.cp = Cp(clock)
        self.goes: dict[tuple[int, int], Bool] = {}
        by_key: dict[str, list[int]] = defaultdict(list)
        for index, opening in enumerate(openings):
            by_key[opening.key].append(index)
        for task in tasks:
            for index in by_key[task.epreuve]:
                if self._may_go(task, openings[index]):
                    self.goes[task.id, index] = self.cp.boolean()

    def _may_go(self, task: Task, opening: Opening) -> bool:
        if any(code in task.conflicts for code, _ in opening.members):
            return False
        need = self.instance.needs[task.epreuve]
        fits = max(task.lead, need.reading) + task.jury <= opening.block.minutes
        return fits and self.instance.may_use(task, opening.block.half_day)


def days_of(
    instance: Instance, openings: Sequence[Opening], tasks: Sequence[Task], clock: Clock
) -> dict[int, int]:
    """Return the day of each task; a task no commission can hold is left out."""
    model = DayModel(instance, openings, tasks, clock)
    short = _one_commission_each(model)
    _commissions_hold_their_minutes(model)
    _preparation_fits(model)
    _half_days_are_long_enough(model)
    solver = model.cp.minimize(
        UNPLACED_COST * total(short) + DAY_COST * total(_days_present(model)), effort=DAYS_EFFORT
    )
    if solver is None:
        return {}
    return {
        task: openings[index].block.half_day.day
        for (task, index), var in model.goes.items()
        if solver.boolean_value(var)
    }


def _one_commission_each(model: DayModel) -> list[Linear]:
    ways: dict[int, list[Linear]] = defaultdict(list)
    for (task, _), var in model.goes.items():
        ways[task].append(var)
    short: list[Linear] = []
    for task in model.tasks:
        missing = model.cp.boolean()
        model.cp.model.add_exactly_one([*ways[task.id], missing])
        short.append(missing)
    return short


def _commissions_hold_their_minutes(model: DayModel) -> None:
    inside: dict[int, list[tuple[Task, Linear]]] = defaultdict(list)
    tasks = {task.id: task for task in model.tasks}
    for (task, index), var in model.goes.items():
        inside[index].append((tasks[task], var))
    for index, rows in inside.items():
        opening = model.openings[index]
        need = model.instance.needs[opening.key]
        first = max(need.reading, min(task.lead for task, _ in rows))
        minutes = opening.block.minutes - first + need.gap
        model.cp.model.add(total((task.jury + need.gap) * var for task, var in rows) <= minutes)


def _preparation_fits(model: DayModel) -> None:
    prepared: dict[int, list[Linear]] = defaultdict(list)
    halves = model.instance.half_days
    tasks = {task.id: task for task in model.tasks}
    for (task, index), var in model.goes.items():
        lead = tasks[task].lead
        if lead:
            prepared[model.openings[index].block.half_day.id].append(lead * var)
    for half, terms in prepared.items():
        seats = sum(room.seats for room in model.instance.rooms(halves[half].centre, jury=False))
        model.cp.model.add(total(terms) <= seats * (halves[half].end - halves[half].start))


def _half_days_are_long_enough(model: DayModel) -> None:
    """A candidate's tasks of one half-day fit in it, with the rest between them."""
    rest = model.instance.settings.rest
    by_half: dict[tuple[int, int], list[Linear]] = defaultdict(list)
    for (task, index), var in model.goes.items():
        by_half[task, model.openings[index].block.half_day.id].append(var)
    shown = {task.id for task in model.tasks}
    for tasks in model.instance.tasks_of_candidate.values():
        there = [task for task in tasks if task.id in shown]
        for half in model.instance.problem.half_days if len(there) > 1 else ():
            terms = [
                (task.lead + task.jury + rest) * var for task in there for var in by_half.get((task.id, half.id), [])
            ]
            if terms:
                model.cp.model.add(total(terms) <= half.end - half.start + rest)


def _days_present(model: DayModel) -> list[Linear]:
    by_day: dict[tuple[int, int], list[Bool]] = defaultdict(list)
    for (task, index), var in model.goes.items():
        by_day[task, model.openings[index].block.half_day.day].append(var)
    days = sorted({half.day for half in model.instance.problem.half_days})
    present: list[Linear] = []
    shown = {task.id for task in model.tasks}
    for tasks in model.instance.tasks_of_candidate.values():
        there = [task for task in tasks if task.id in shown]
        if len(there) < len(tasks) or len(there) > 1:
            present += _presence(model, there, days, by_day)
    return present


def _presence(
    model: DayModel, tasks: list[Task], days: list[int], by_day: dict[tuple[int, int], list[Bool]]
) -> list[Linear]:
    found: list[Linear] = []
    for day in days:
        rows = [total(by_day[task.id, day]) for task in tasks if (task.id, day) in by_day]
        if rows:
            here = model.cp.boolean()
            for row in rows:
                model.cp.model.add(row <= here)
            found.append(here)
    return found
