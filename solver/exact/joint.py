"""The exact model of a small session: members, commissions, candidates and hours at once.

The master of the search, with its rules, and the hours of `solver.bounds.hours`; what it finds is a
lawful plan but for names: which candidate of a shape takes which hours, which commission hears whom.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from models.planning import LEVELS
from solver.blocks import whole_blocks
from solver.bounds.hours import Hours, Step, add_hours
from solver.bounds.ladder import Ladder, ladder_of
from solver.bounds.relaxed import Presence
from solver.bounds.shapes import Grid, Rounding
from solver.constraints.master import add_constraints
from solver.counting import add_counting_cuts
from solver.instance import Instance
from solver.limits import Clock
from solver.master import Master
from solver.mip import Answer, Expr, total

EFFORT = 6.0


@dataclass(frozen=True, slots=True)
class Timetable:
    """How many candidates of each shape take each hour, and what the levels then are.

    `opened` counts commissions by half-day and épreuve; `least` are the levels reached so far.
    """

    hours: Hours
    steps: tuple[tuple[Step, int], ...]
    opened: Mapping[tuple[int, str], int]
    least: Mapping[str, int]


def best_timetable(
    instance: Instance, reached: Mapping[str, int], bounds: Mapping[str, int], clock: Clock
) -> Timetable | None:
    """Return the hours with the least waiting, then idling, at the plan's first levels.

    None where nothing better than `reached` was found in time.
    """
    master = Master(instance, whole_blocks(instance), clock)
    add_constraints(master)
    add_counting_cuts(master, clock)
    hours = Hours(master, Grid(instance.settings.grid, Rounding.UP), whole=True)
    add_hours(hours)
    ladder = ladder_of(master, _present(master), hours)
    least = dict(reached)
    answer = None
    for level in LEVELS[: LEVELS.index("squares")]:
        if least[level] > bounds.get(level, 0):
            found = _improved(ladder, level)
            if found is not None:
                answer, least[level] = found
        ladder.hold(level, least[level])
    return None if answer is None else _read(hours, answer, least)


def _present(master: Master) -> list[Presence]:
    """Whoever sits in a half-day is there."""
    sits: dict[tuple[str, int], list[Expr]] = defaultdict(list)
    for seat in master.seats:
        sits[seat.examiner, seat.block.half_day.id].append(seat.var)
    return [Presence(code, half, total(there)) for (code, half), there in sits.items()]


def _improved(ladder: Ladder, level: str) -> tuple[Answer, int] | None:
    """Solve a level; its value is whole."""
    answer = ladder.master.mip.minimize(ladder.costs[level], effort=EFFORT)
    return None if answer is None else (answer, round(answer.value))


def _read(hours: Hours, answer: Answer, least: Mapping[str, int]) -> Timetable:
    steps = ((step, answer.count(step.var)) for step in hours.steps)
    opened: dict[tuple[int, str], int] = {}
    for (block, key), patterns in hours.master.opened.items():
        opened[block, key] = sum(answer.count(var) for var in patterns.values())
    return Timetable(hours, tuple(row for row in steps if row[1]), opened, least)
