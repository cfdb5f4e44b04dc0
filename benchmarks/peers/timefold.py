"""Timefold on the same problem, in Java: its own construction is replaced by the plan made by hand.

Needs a JDK and the Python package `timefold`, of which only the Java libraries are used. What is written
to the Java process and read from it: one record a line, tab separated (see `OralExams.java`).
"""

from __future__ import annotations

import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from benchmarks.peers.hand import by_hand
from benchmarks.peers.table import Heard, Held, Table
from models.planning import PlanExaminer, PlanRoom, Problem, Task
from solver.instance import Instance, needs_to_be_alone, suits

HERE = Path(__file__).resolve().parent
MEMORY = "-Xmx6g"


def libraries() -> Path:
    """Folder of the Java libraries.

    Raises
    ------
    RuntimeError
        The package is not installed.

    """
    found = find_spec("timefold")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("pip install --pre timefold")
    return Path(found.submodule_search_locations[0]) / "solver" / "jars"


def timefold(problem: Problem, seconds: float, tell: Callable[[Table], None]) -> None:
    """Solve, telling each better table that breaks no hard constraint."""
    path = f"{libraries()}/*"
    with tempfile.TemporaryDirectory() as folder:
        source = str(HERE / "OralExams.java")
        subprocess.run(["javac", "-cp", path, "-d", folder, source], check=True)  # noqa: S603, S607
        command = ["java", MEMORY, "-cp", f"{folder}:{path}", "OralExams"]
        with subprocess.Popen(  # noqa: S603
            [*command, str(HERE / "timefold.xml"), str(seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        ) as process:
            if process.stdin is None or process.stdout is None:
                raise RuntimeError
            instance = Instance(problem)
            process.stdin.writelines(f"{line}\n" for line in _records(instance, by_hand(problem)))
            process.stdin.close()
            for table in _tables(instance, process.stdout):
                tell(table)


def _records(instance: Instance, first: Table) -> Iterator[str]:
    yield f"REST\t{instance.settings.rest}"
    slots = _slots(instance)
    for name, (half, room) in slots.items():
        one = instance.half_days[half]
        hour = 2 * one.day + (not one.morning)
        where = f"{name}\t{half}\t{room.code}\t{one.centre}"
        yield f"SLOT\t{where}\t{one.day}\t{hour}\t{one.start}\t{one.end}"
    for room in instance.problem.rooms:
        if not room.jury:
            yield f"ROOM\t{room.centre}/{room.code}\t{room.centre}\t{room.seats}"
    for examiner in instance.problem.examiners:
        yield _examiner(instance, examiner)
    ranks = max(len(need.seats) for need in instance.problem.epreuves)
    for name in slots:
        for rank in range(ranks):
            yield f"SEAT\t{name}#{rank}\t{name}\t{rank}"
    here = _by_centre(instance, slots)
    for task in instance.problem.tasks:
        yield _passage(instance, task, slots if task.centre is None else here[task.centre])
    yield from _start(instance, first)
    yield "END"


def _slots(instance: Instance) -> dict[str, tuple[int, PlanRoom]]:
    return {
        f"{half.id}/{room.code}": (half.id, room)
        for half in instance.problem.half_days
        for room in instance.rooms(half.centre, jury=True)
    }


def _by_centre(
    instance: Instance, slots: dict[str, tuple[int, PlanRoom]]
) -> dict[str, dict[str, tuple[int, PlanRoom]]]:
    found: dict[str, dict[str, tuple[int, PlanRoom]]] = defaultdict(dict)
    for name, (half, room) in slots.items():
        found[instance.half_days[half].centre][name] = half, room
    return found


def _examiner(instance: Instance, one: PlanExaminer) -> str:
    ways = [
        f"{'+' if option.replacement else '-'}{key}#{option.seat}"
        for key, rows in instance.options.items()
        for examiner, options in rows
        for option in options
        if examiner is one
    ]
    halves = " ".join(str(half) for half in sorted(one.half_days))
    most = one.max_half_days if one.max_half_days is not None else len(instance.half_days)
    return f"EXAMINER\t{one.code}\t{most}\t{' '.join(ways)}\t{halves}"


def _passage(instance: Instance, task: Task, slots: dict[str, tuple[int, PlanRoom]]) -> str:
    need = instance.needs[task.epreuve]
    places = [
        name
        for name, (half, room) in slots.items()
        if instance.may_use(task, instance.half_days[half]) and (room.accessible or not task.accessible)
    ]
    rooms = [
        f"{room.centre}/{room.code}"
        for room in instance.problem.rooms
        if task.lead and not room.jury and suits(room, task) and task.centre in {None, room.centre}
    ]
    longest = max(half.end - half.start for half in instance.problem.half_days)
    fields = (
        task.id, task.candidate, task.epreuve, task.lead, task.jury, need.gap, need.reading,
        int(needs_to_be_alone(task)), " ".join(sorted(task.conflicts)), " ".join(places),
        " ".join(rooms),
        instance.settings.grid, longest,
    )  # fmt: skip
    return "PASSAGE\t" + "\t".join(str(field) for field in fields)


def _start(instance: Instance, first: Table) -> Iterator[str]:
    """Write the plan that the search starts from."""
    for held in first.held:
        for rank, (code, _) in enumerate(held.members):
            yield f"SITS\t{held.half_day}/{held.room}#{rank}\t{code}"
    for one in first.heard:
        half = instance.half_days[one.half_day]
        room = f"{half.centre}/{one.preparation}" if one.preparation else ""
        yield f"HEARD\t{one.task}\t{half.id}/{one.room}\t{one.start - half.start}\t{room}"


def _tables(instance: Instance, lines: IO[str]) -> Iterator[Table]:
    rows: list[list[str]] = []
    for line in lines:
        fields = line.rstrip("\n").split("\t")
        if fields[0] == "TABLE":
            rows = []
        elif fields[0] == "DONE":
            yield _table(instance, rows)
        else:
            rows.append(fields)


def _table(instance: Instance, rows: list[list[str]]) -> Table:
    tasks = {task.id: task for task in instance.problem.tasks}
    keys: dict[str, str] = {}
    heard = []
    sits: dict[str, dict[int, str]] = defaultdict(dict)
    for kind, name, *rest in rows:
        if kind == "HEARD":
            task, (slot, offset, room) = tasks[int(name)], rest
            half, _, code = slot.partition("/")
            start = instance.half_days[int(half)].start + int(offset)
            keys[slot] = task.epreuve
            seat = room.rpartition("/")[2] or None
            heard.append(Heard(task.id, int(half), code, start - task.lead, start, seat))
        else:
            slot, _, rank = name.rpartition("#")
            sits[slot][int(rank)] = rest[0]
    held = [_held(instance, slot, key, sits[slot]) for slot, key in keys.items()]
    return Table(tuple(held), tuple(heard))


def _held(instance: Instance, slot: str, key: str, sits: dict[int, str]) -> Held:
    half, _, room = slot.partition("/")
    ways = {
        (examiner.code, option.seat): option.replacement
        for examiner, options in instance.options[key]
        for option in options
    }
    seats = range(len(instance.needs[key].seats))
    members = tuple((sits[rank], ways[sits[rank], rank]) for rank in seats)
    return Held(int(half), room, key, members)
