"""The fewest unplaced and moved passages of a tiny repair, by a model of its own: intervals, one centre.

Independent of the solver: it reads the records alone. Commissions of the plan keep their code, épreuve
and half-day; others may be opened. Hours follow the grid, phases follow each other without a pause.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from models.planning import HalfDay, Plan, Problem, Task
from models.roles import Role

UNPLACED = 1000
GRID = 5


@dataclass(frozen=True)
class Jury:
    """A commission that exists or may be opened."""

    code: str
    key: str
    half: HalfDay


class RepairOracle:
    """Variables of every lawful plan; its best is compared with what a repair finds."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem = problem
        self.plan = plan
        self.model = cp_model.CpModel()
        self.needs = {need.key: need for need in problem.epreuves}
        self.before = {(one.candidate, one.epreuve): one for one in plan.passages}
        self.juries = [*self._known(), *self._new()]
        self.hours: dict[int, tuple[Any, Any, Any]] = {}
        self.heard: dict[tuple[int, int], Any] = {}
        self.starts: dict[int, Any] = {}
        self.moved: list[Any] = []
        self.short: list[Any] = []

    def best(self) -> tuple[int, int]:
        """Least unplaced, then moved."""
        for index in range(len(self.juries)):
            self._open(index)
        for task in self.problem.tasks:
            self._hear(task)
        self._gaps()
        self._rest()
        self._seats()
        self._rooms()
        self._preparations()
        self.model.minimize(UNPLACED * sum(self.short) + sum(self.moved))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        if solver.solve(self.model) != cp_model.OPTIMAL:
            raise AssertionError("a tiny repair is always solved to the end")
        return divmod(round(solver.objective_value), UNPLACED)

    def _known(self) -> list[Jury]:
        return [
            Jury(one.code, one.epreuve, half)
            for one in self.plan.sittings
            for half in self.problem.half_days
            if half.start <= one.start and one.end <= half.end
        ]

    def _new(self) -> list[Jury]:
        keys = {task.epreuve for task in self.problem.tasks}
        return [
            Jury("", key, half)
            for half in self.problem.half_days
            for key in sorted(keys)
            for _ in range(sum(task.epreuve == key for task in self.problem.tasks))
        ]

    def _open(self, index: int) -> None:
        half = self.juries[index].half
        opened = self.model.new_bool_var("")
        start = self.model.new_int_var(half.start, half.end, "")
        end = self.model.new_int_var(half.start, half.end, "")
        self.model.add(end >= start)
        self.hours[index] = (opened, start, end)

    def _hear(self, task: Task) -> None:
        """Choose a commission and an hour, or none."""
        last = max(half.end for half in self.problem.half_days)
        step = self.model.new_int_var(0, last // GRID, "")
        start = self.starts[task.id] = self.model.new_int_var(0, last, "")
        self.model.add(start == GRID * step)
        ways = []
        for index, jury in enumerate(self.juries):
            if jury.key == task.epreuve:
                ways.append(self._before(task, index, start))
        short = self.model.new_bool_var("")
        self.short.append(short)
        self.model.add_exactly_one([*ways, short])
        self._count_move(task, start, short)

    def _before(self, task: Task, index: int, start: Any) -> Any:
        here = self.heard[task.id, index] = self.model.new_bool_var("")
        opened, begins, ends = self.hours[index]
        half, reading = self.juries[index].half, self.needs[task.epreuve].reading
        self.model.add_implication(here, opened)
        self.model.add(start - task.lead >= half.start).only_enforce_if(here)
        self.model.add(begins <= start - reading).only_enforce_if(here)
        self.model.add(ends >= start + task.jury).only_enforce_if(here)
        return here

    def _count_move(self, task: Task, start: Any, short: Any) -> None:
        was = self.before.get((task.candidate, task.epreuve))
        if was is None:
            return
        stays = self.model.new_bool_var("")
        self.model.add(start == was.start + task.lead).only_enforce_if(stays)
        for index, jury in enumerate(self.juries):
            if (task.id, index) in self.heard and jury.code != was.commission:
                self.model.add_implication(self.heard[task.id, index], ~stays)
        moved = self.model.new_bool_var("")
        self.model.add_bool_or([stays, moved, short])
        self.moved.append(moved)

    def _gaps(self) -> None:
        for index, jury in enumerate(self.juries):
            gap = self.needs[jury.key].gap
            self.model.add_no_overlap(
                self.model.new_optional_fixed_size_interval_var(
                    self.starts[task.id], task.jury + gap, self.heard[task.id, index], ""
                )
                for task in self.problem.tasks
                if (task.id, index) in self.heard
            )

    def _rest(self) -> None:
        by_candidate: dict[str, list[Any]] = defaultdict(list)
        for task, short in zip(self.problem.tasks, self.short, strict=True):
            length = task.lead + task.jury + self.problem.settings.rest
            begin = self.starts[task.id] - task.lead
            interval = self.model.new_optional_fixed_size_interval_var(begin, length, ~short, "")
            by_candidate[task.candidate].append(interval)
        for intervals in by_candidate.values():
            self.model.add_no_overlap(intervals)

    def _seats(self) -> None:
        """Fill the seats of open commissions with people who are free and know nobody there."""
        sits: dict[str, list[tuple[int, Any]]] = defaultdict(list)
        for index, jury in enumerate(self.juries):
            for seat in self.needs[jury.key].seats:
                chosen = []
                for one in self.problem.examiners:
                    usual = one.role == seat.role and one.qualifications & seat.qualifications
                    instead = seat.role == Role.PROFESSIONNEL and one.role == Role.ENSEIGNANT
                    able = usual or (instead and one.qualifications & seat.replacement)
                    if able and jury.half.id in one.half_days:
                        var = self.model.new_bool_var("")
                        chosen.append(var)
                        sits[one.code].append((index, var))
                self.model.add(sum(chosen) == self.hours[index][0])
        for code, rows in sits.items():
            self._once(code, rows)

    def _once(self, code: str, rows: list[tuple[int, Any]]) -> None:
        intervals = []
        for index, var in rows:
            _, start, end = self.hours[index]
            size = self.model.new_int_var(0, 1440, "")
            intervals.append(self.model.new_optional_interval_var(start, size, end, var, ""))
            for task in self.problem.tasks:
                if code in task.conflicts and (task.id, index) in self.heard:
                    self.model.add_implication(self.heard[task.id, index], ~var)
        self.model.add_no_overlap(intervals)
        most = next(one.max_half_days for one in self.problem.examiners if one.code == code)
        if most is None:
            return
        used = []
        for half in self.problem.half_days:
            inside = [var for index, var in rows if self.juries[index].half.id == half.id]
            there = self.model.new_bool_var("")
            for var in inside:
                self.model.add_implication(var, there)
            used.append(there)
        self.model.add(sum(used) <= most)

    def _rooms(self) -> None:
        by_room: dict[str, list[Any]] = defaultdict(list)
        for index in self.hours:
            opened, start, end = self.hours[index]
            choices = []
            for room in (one for one in self.problem.rooms if one.jury):
                var = self.model.new_bool_var("")
                choices.append(var)
                size = self.model.new_int_var(0, 1440, "")
                by_room[room.code].append(
                    self.model.new_optional_interval_var(start, size, end, var, "")
                )
                for task in self.problem.tasks:
                    if task.accessible and not room.accessible and (task.id, index) in self.heard:
                        self.model.add_implication(self.heard[task.id, index], ~var)
            self.model.add(sum(choices) == opened)
        for intervals in by_room.values():
            self.model.add_no_overlap(intervals)

    def _preparations(self) -> None:
        seats = sum(room.seats for room in self.problem.rooms if not room.jury)
        intervals = [
            self.model.new_optional_fixed_size_interval_var(
                self.starts[task.id] - task.lead, task.lead, ~short, ""
            )
            for task, short in zip(self.problem.tasks, self.short, strict=True)
            if task.lead
        ]
        self.model.add_cumulative(intervals, [1] * len(intervals), seats)
