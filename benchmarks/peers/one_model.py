"""One big CP-SAT model with optional intervals: what one writes in a day.

A commission may sit in each jury room and half-day; each task takes one of them, an hour and a
preparation room; members are 0-1 variables; all levels are one weighted sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from itertools import combinations
from typing import Any, NamedTuple

from ortools.sat.python import cp_model

from benchmarks.peers.table import Heard, Held, Table
from models.planning import HalfDay, PlanRoom, Problem, Task
from solver.instance import (
    Instance,
    SeatOption,
    computers_in,
    needs_computer,
    needs_to_be_alone,
    suits,
)

UNPLACED, REPLACED, HALF_DAY, DAY = 1_000_000, 30_000, 1_000, 200
CORES = 2


class Slot(NamedTuple):
    """A jury room in a half-day."""

    half: HalfDay
    room: PlanRoom


class OneModel:
    """Every decision at once."""

    def __init__(self, problem: Problem) -> None:
        self.instance = Instance(problem)
        self.problem = problem
        self.model = cp_model.CpModel()
        self.slots = [
            Slot(half, room)
            for half in problem.half_days
            for room in self.instance.rooms(half.centre, jury=True)
        ]
        self.opened: dict[tuple[int, str], Any] = {}
        self.sits: dict[tuple[int, str, str], dict[SeatOption, Any]] = {}
        self.takes: dict[tuple[int, int], Any] = {}
        self.starts: dict[int, Any] = {}
        self.placed: dict[int, Any] = {}
        self.seated: dict[tuple[int, str], Any] = {}
        self.costs: list[Any] = []
        self._commissions()
        self._members()
        self._tasks()
        self._juries()
        self._preparations()
        self._candidates()
        self.model.minimize(sum(self.costs))

    def _commissions(self) -> None:
        for index, slot in enumerate(self.slots):
            for need in self.problem.epreuves:
                if self.instance.open_for(slot.half, need.key):
                    self.opened[index, need.key] = self.model.new_bool_var("")
                    self.costs.append(HALF_DAY * self.opened[index, need.key])
            self.model.add_at_most_one(
                self.opened[index, need.key]
                for need in self.problem.epreuves
                if (index, need.key) in self.opened
            )

    def _members(self) -> None:
        for (index, key), opened in self.opened.items():
            slot, seats = self.slots[index], self.instance.needs[key].seats
            filled: list[list[Any]] = [[] for _ in seats]
            for examiner, options in self.instance.options[key]:
                if slot.half.id not in examiner.half_days:
                    continue
                ways = {option: self.model.new_bool_var("") for option in options}
                self.sits[index, key, examiner.code] = ways
                self.model.add_at_most_one(ways.values())
                for option, var in ways.items():
                    filled[option.seat].append(var)
                    self.costs.append(REPLACED * option.replacement * var)
            for choices in filled:
                self.model.add(sum(choices) == opened)
        self._working_time()

    def _working_time(self) -> None:
        by_half: dict[tuple[str, int], list[Any]] = defaultdict(list)
        by_day: dict[tuple[str, int, str], list[Any]] = defaultdict(list)
        whole: dict[str, list[Any]] = defaultdict(list)
        for (index, _, code), ways in self.sits.items():
            half = self.slots[index].half
            hour = half.day * 2 + (not half.morning)
            by_half[code, hour] += ways.values()
            by_day[code, half.day, half.centre] += ways.values()
            whole[code] += ways.values()
        for rows in by_half.values():
            self.model.add_at_most_one(rows)
        self._one_centre(by_day)
        for code, rows in whole.items():
            most = self.instance.examiners[code].max_half_days
            if most is not None:
                self.model.add(sum(rows) <= most)

    def _one_centre(self, by_day: dict[tuple[str, int, str], list[Any]]) -> None:
        there: dict[tuple[str, int], list[Any]] = defaultdict(list)
        for (code, day, _), rows in by_day.items():
            present = self.model.new_bool_var("")
            for row in rows:
                self.model.add_implication(row, present)
            there[code, day].append(present)
        for presences in there.values():
            self.model.add_at_most_one(presences)

    def _tasks(self) -> None:
        last = max(half.end for half in self.problem.half_days)
        grid = self.instance.settings.grid
        for task in self.problem.tasks:
            tick = self.model.new_int_var(0, last // grid, "")
            self.starts[task.id] = grid * tick
            self.placed[task.id] = self.model.new_bool_var("")
            self.costs.append(UNPLACED * (1 - self.placed[task.id]))
            choices = []
            for index, slot in enumerate(self.slots):
                if (index, task.epreuve) in self.opened and self._suits(task, slot):
                    choices.append(self._take(task, index))
            self.model.add(sum(choices) == self.placed[task.id])

    def _suits(self, task: Task, slot: Slot) -> bool:
        return self.instance.may_use(task, slot.half) and (slot.room.accessible or not task.accessible)

    def _take(self, task: Task, index: int) -> Any:
        var = self.takes[task.id, index] = self.model.new_bool_var("")
        half, need = self.slots[index].half, self.instance.needs[task.epreuve]
        start = self.starts[task.id]
        first = half.start + max(need.reading, task.lead)
        self.model.add(start >= first).only_enforce_if(var)
        self.model.add(start <= half.end - task.jury).only_enforce_if(var)
        self.model.add_implication(var, self.opened[index, task.epreuve])
        for code in task.conflicts:
            for member in self.sits.get((index, task.epreuve, code), {}).values():
                self.model.add_bool_or([var.negated(), member.negated()])
        return var

    def _juries(self) -> None:
        rows: dict[int, list[Any]] = defaultdict(list)
        for task in self.problem.tasks:
            size = task.jury + self.instance.needs[task.epreuve].gap
            start = self.starts[task.id]
            for index in range(len(self.slots)):
                if (task.id, index) in self.takes:
                    present = self.takes[task.id, index]
                    rows[index].append(
                        self.model.new_optional_fixed_size_interval_var(start, size, present, "")
                    )
        for intervals in rows.values():
            self.model.add_no_overlap(intervals)

    def _preparations(self) -> None:
        rooms = [room for room in self.problem.rooms if not room.jury]
        rows: dict[tuple[str, str], list[tuple[Any, Task]]] = defaultdict(list)
        for task in self.problem.tasks:
            if not task.lead:
                continue
            choices = []
            for number, room in enumerate(rooms):
                if suits(room, task) and task.centre in {None, room.centre}:
                    present = self.seated[task.id, f"{number}"] = self.model.new_bool_var("")
                    choices.append(present)
                    self._same_centre(task, room, present)
                    begin = self.starts[task.id] - task.lead
                    interval = self.model.new_optional_fixed_size_interval_var(
                        begin, task.lead, present, ""
                    )
                    rows[room.centre, room.code].append((interval, task))
            self.model.add(sum(choices) == self.placed[task.id])
        for room in rooms:
            self._capacity(room, rows[room.centre, room.code])

    def _same_centre(self, task: Task, room: PlanRoom, present: Any) -> None:
        if task.centre is None:
            here = [
                self.takes[task.id, index]
                for index, slot in enumerate(self.slots)
                if slot.half.centre == room.centre and (task.id, index) in self.takes
            ]
            self.model.add(sum(here) >= 1).only_enforce_if(present)

    def _capacity(self, room: PlanRoom, rows: list[tuple[Any, Task]]) -> None:
        weights = [room.seats if needs_to_be_alone(task) else 1 for _, task in rows]
        self.model.add_cumulative([interval for interval, _ in rows], weights, room.seats)
        machines = [interval for interval, task in rows if needs_computer(task)]
        self.model.add_cumulative(machines, [1] * len(machines), computers_in(room))

    def _candidates(self) -> None:
        for tasks in self.instance.tasks_of_candidate.values():
            self._rest(tasks)
            self._days(tasks)

    def _rest(self, tasks: list[Task]) -> None:
        rest = self.instance.settings.rest
        intervals = [
            self.model.new_optional_fixed_size_interval_var(
                self.starts[task.id] - task.lead, task.lead + task.jury + rest, self.placed[task.id], ""
            )
            for task in tasks
        ]
        self.model.add_no_overlap(intervals)

    def _days(self, tasks: list[Task]) -> None:
        by_day: dict[int, list[Any]] = defaultdict(list)
        for task in tasks:
            for index, slot in enumerate(self.slots):
                if (task.id, index) in self.takes:
                    by_day[slot.half.day].append(self.takes[task.id, index])
        for rows in by_day.values():
            there = self.model.new_bool_var("")
            for row in rows:
                self.model.add_implication(row, there)
            self.costs.append(DAY * there)
        for one, two in combinations(tasks, 2):
            self._waiting(one, two)

    def _waiting(self, one: Task, two: Task) -> None:
        """Minutes apart within a day; a pair on two days pays its extra day instead."""
        apart = self.model.new_int_var(0, 1440, "")
        far = self.model.new_bool_var("")
        for first, second in ((one, two), (two, one)):
            ends = self.starts[first.id] + first.jury
            gap = self.starts[second.id] - second.lead - ends
            self.model.add(apart >= gap).only_enforce_if(far.negated())
        self.costs += [apart, DAY * far]


class Curve(cp_model.CpSolverSolutionCallback):
    """Tells each better answer."""

    def __init__(self, tell: Callable[[Any], None]) -> None:
        super().__init__()
        self.tell = tell

    def on_solution_callback(self) -> None:
        """Pass the values on."""
        self.tell(self.value)


def one_model(problem: Problem, seconds: float, tell: Callable[[Table], None]) -> None:
    """Solve, telling each better table."""
    made = OneModel(problem)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = CORES
    solver.solve(made.model, Curve(lambda value: tell(_table(made, value))))


def _table(made: OneModel, value: Callable[[Any], int]) -> Table:
    rooms = [room for room in made.problem.rooms if not room.jury]
    held = []
    for (index, key), opened in made.opened.items():
        if value(opened):
            members = sorted(
                (option.seat, code, option.replacement)
                for (at, what, code), ways in made.sits.items()
                if (at, what) == (index, key)
                for option, var in ways.items()
                if value(var)
            )
            slot = made.slots[index]
            named = tuple((code, stands) for _, code, stands in members)
            held.append(Held(slot.half.id, slot.room.code, key, named))
    seats = {task: rooms[int(number)].code for (task, number), var in made.seated.items() if value(var)}
    tasks = {task.id: task for task in made.problem.tasks}
    heard = []
    for (task, index), var in made.takes.items():
        if value(var):
            slot, start = made.slots[index], value(made.starts[task])
            begin = start - tasks[task].lead
            heard.append(Heard(task, slot.half.id, slot.room.code, begin, start, seats.get(task)))
    return Table(tuple(held), tuple(heard))
