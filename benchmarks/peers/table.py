"""What every peer answers with, and the plan it makes, so that the same checkers judge all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from models.planning import Member, Passage, PhaseTime, Plan, Problem, Sitting, Task, Unplaced
from solver.assembly import watches_of
from solver.instance import Instance


@dataclass(frozen=True, slots=True)
class Held:
    """A commission: one épreuve, one jury room, a whole half-day; members as (code, replacement)."""

    half_day: int
    room: str
    key: str
    members: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """A task before the commission of a room and half-day; hours of the first and of the jury phase."""

    task: int
    half_day: int
    room: str
    begin: int
    start: int
    preparation: str | None


@dataclass(frozen=True, slots=True)
class Table:
    """A peer's plan."""

    held: tuple[Held, ...]
    heard: tuple[Heard, ...]


def plan_of(problem: Problem, table: Table) -> Plan:
    """Write a peer's table as a plan; commissions that hear nobody are dropped."""
    instance = Instance(problem)
    tasks = {task.id: task for task in problem.tasks}
    used: dict[tuple[int, str], list[Heard]] = defaultdict(list)
    for one in sorted(table.heard, key=lambda one: (one.begin, one.task)):
        used[one.half_day, one.room].append(one)
    codes: dict[tuple[int, str], str] = {}
    sittings = []
    for held in table.held:
        rows = used.get((held.half_day, held.room))
        if rows:
            codes[held.half_day, held.room] = f"{held.key.rpartition('/')[2]}-{len(codes) + 1:04}"
            sittings.append(_sitting(instance, held, codes[held.half_day, held.room], rows, tasks))
    passages = tuple(_passages(instance, table.heard, codes, tasks))
    there = {one.task for one in table.heard if (one.half_day, one.room) in codes}
    left = tuple(
        Unplaced(task.candidate, instance.needs[task.epreuve].code, "Sans place")
        for task in problem.tasks
        if task.id not in there
    )
    watches = watches_of(instance, passages)
    return Plan(problem.first_day, passages, tuple(sittings), watches, left)


def _sitting(
    instance: Instance, held: Held, code: str, rows: list[Heard], tasks: dict[int, Task]
) -> Sitting:
    need = instance.needs[held.key]
    members = tuple(Member(who, instance.examiners[who].role, stands) for who, stands in held.members)
    start = min(one.start for one in rows) - need.reading
    end = max(one.start + tasks[one.task].jury for one in rows)
    centre = instance.half_days[held.half_day].centre
    return Sitting(code, need.code, centre, held.room, start, end, members)


def _passages(
    instance: Instance,
    heard: Iterable[Heard],
    codes: dict[tuple[int, str], str],
    tasks: dict[int, Task],
) -> list[Passage]:
    found = []
    ends: dict[tuple[str, int], int] = {}
    for one in sorted(heard, key=lambda one: (one.begin, one.task)):
        code = codes.get((one.half_day, one.room))
        if code is None:
            continue
        task, half = tasks[one.task], instance.half_days[one.half_day]
        report = one.begin - instance.settings.report
        before = ends.get((task.candidate, half.day))
        called = report if before is None else min(one.begin, max(before, report))
        ends[task.candidate, half.day] = one.start + task.jury
        epreuve = instance.needs[task.epreuve].code
        found.append(Passage(task.candidate, epreuve, half.centre, code, called, _phases(one, task)))
    return found


def _phases(one: Heard, task: Task) -> tuple[PhaseTime, ...]:
    clock = one.begin
    found = []
    for phase in task.phases:
        if phase.with_jury:
            clock = max(clock, one.start)
        room = one.room if phase.with_jury or one.preparation is None else one.preparation
        found.append(PhaseTime(phase.id, clock, clock + phase.minutes, room))
        clock += phase.minutes
    return tuple(found)
