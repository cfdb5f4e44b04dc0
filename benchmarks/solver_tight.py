"""Sessions where one resource or another is scarce: who is left out, and how far above the bound.

`python benchmarks/solver_tight.py [--sizes 24,60] [--seeds 3] [--kinds rooms,seats] [--effort 30]`
prints a row an instance: unplaced, replaced and half-days, each with its bound, the seconds of processor
and the work counted. A row where a value is above its bound has a `*`: the solver may have missed
something, or the bound may be too low. Plans are made by the solver alone; `tests/solver` and
`tests/property` judge them. `--only kind:size:tight:seed,…` runs these rows instead.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from math import ceil
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from models.planning import PhaseNeed, PlanRoom, Problem, Task
from models.roles import Role
from solver import Limits, solve
from tests.solver.instances import half_days, phases_of, session

DAYS = {24: 3, 30: 2, 60: 4, 114: 4}
Scarcity = Callable[[Problem, random.Random], Problem]


def plain(given: Problem, _draw: random.Random) -> Problem:
    """Take the session as it is."""
    return given


def rooms(given: Problem, _draw: random.Random) -> Problem:
    """Leave the jury rooms that the least commissions fill."""
    least = ceil(len(given.tasks) / 4 / len(given.half_days) * 1.05)
    jury = [room for room in given.rooms if room.jury][:least]
    return replace(given, rooms=(*jury, *(room for room in given.rooms if not room.jury)))


def seats(given: Problem, _draw: random.Random) -> Problem:
    """Leave about as many preparation seats as candidates of E5 prepare at once."""
    count = ceil(len(given.tasks) / 2 / 4 / len(given.half_days)) + 1
    return replace(given, rooms=tuple(_with_seats(room, count) for room in given.rooms))


def _with_seats(room: PlanRoom, count: int) -> PlanRoom:
    return room if room.jury else replace(room, seats=count)


def accessible(given: Problem, draw: random.Random) -> Problem:
    """One candidate in ten asks for an accessible room; one jury room is."""
    asking = {one for one in sorted({task.candidate for task in given.tasks}) if draw.random() < 0.1}
    tasks = tuple(replace(task, accessible=task.candidate in asking) for task in given.tasks)
    made = tuple(replace(room, accessible=room.code in {"J0", "PREP"}) for room in given.rooms)
    return replace(given, tasks=tasks, rooms=made)


def professionals(given: Problem, draw: random.Random) -> Problem:
    """Four professionals in ten do not come."""
    kept = [one for one in given.examiners if one.role != Role.PROFESSIONNEL or draw.random() < 0.6]
    return replace(given, examiners=tuple(kept))


def extra_time(given: Problem, draw: random.Random) -> Problem:
    """A third more time for one candidate in four."""
    longer = {one for one in sorted({task.candidate for task in given.tasks}) if draw.random() < 0.25}
    return replace(given, tasks=tuple(_longer(task, longer) for task in given.tasks))


def _longer(task: Task, longer: set[str]) -> Task:
    phases: tuple[PhaseNeed, ...] = phases_of(task.epreuve, 1 / 3)
    return replace(task, phases=phases) if task.candidate in longer else task


def big_schools(given: Problem, draw: random.Random) -> Problem:
    """Three schools, whose teachers must not hear their own candidates."""
    teachers = [one.code for one in given.examiners if one.role == Role.ENSEIGNANT]
    school = {code: draw.randrange(3) for code in teachers}
    people = sorted({task.candidate for task in given.tasks})
    own = {one: draw.randrange(3) for one in people}
    return replace(
        given,
        tasks=tuple(
            replace(task, conflicts=frozenset(c for c in teachers if school[c] == own[task.candidate]))
            for task in given.tasks
        ),
    )


def short_days(given: Problem, _draw: random.Random) -> Problem:
    """Half-days of two hours and a half, twice as many."""
    days = len(given.half_days)
    halves = half_days(1, days, 150)
    people = tuple(
        replace(one, half_days={half + shift: liked for half, liked in one.half_days.items()
                                for shift in (0, days)})
        for one in given.examiners
    )  # fmt: skip
    return replace(given, half_days=halves, examiners=people)


KINDS: dict[str, Scarcity] = {
    one.__name__: one
    for one in (
        plain, rooms, seats, accessible, professionals, extra_time, big_schools, short_days,
    )
}  # fmt: skip
TIGHTNESS = (1.0, 1.1, 1.3)


def drawn(kind: str, size: int, tight: float, seed: int) -> Problem:
    """Make one instance."""
    given = session(size, seed=seed, days=DAYS.get(size, 5), tight=tight)
    return KINDS[kind](given, random.Random(seed))


def main() -> None:
    """Print one row an instance, then what is left."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--sizes", default="24,60")
    asked.add_argument("--seeds", type=int, default=2)
    asked.add_argument("--kinds", default=",".join(KINDS))
    asked.add_argument("--tight", default=",".join(str(one) for one in TIGHTNESS))
    asked.add_argument("--effort", type=float, default=30.0)
    asked.add_argument("--only", default="")
    options = asked.parse_args()
    print("| session | unplaced (bound) | replaced (bound) | half-days (bound) | CPU s, work | above |")
    print("|---|---|---|---|---:|---|")
    rows = [one.split(":") for one in options.only.split(",")] if options.only else _rows(options)
    gaps = sum(
        _row(kind, int(size), float(tight), int(seed), options.effort)
        for kind, size, tight, seed in rows
    )
    print(f"\n{gaps} instances above their bound")


def _rows(options: argparse.Namespace) -> list[list[str]]:
    seeds = [str(seed) for seed in range(1, options.seeds + 1)]
    wanted = options.kinds.split(","), options.sizes.split(","), options.tight.split(","), seeds
    return [list(row) for row in product(*wanted)]


def _row(kind: str, size: int, tight: float, seed: int, effort: float) -> bool:
    begun = time.process_time()
    report = solve(drawn(kind, size, tight, seed), limits=Limits(20 * effort, 1, effort)).report
    spent = time.process_time() - begun
    left, replaced, opened = report.levels[:3]
    above = not (left.proved and replaced.proved and opened.proved)
    print(
        f"| {kind}, {size}, {tight:.2f}, seed {seed} | {left.value} ({left.bound}) "
        f"| {replaced.value} ({replaced.bound}) | {opened.value} ({opened.bound}) "
        f"| {spent:.0f}, {report.seconds:.0f} | {'*' if above else ''} |",
        flush=True,
    )
    return above


if __name__ == "__main__":
    main()
