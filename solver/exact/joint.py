"""The exact model of a small session: members, commissions, candidates and hours at once.

The master of the search, with its rules, and the hours of `solver.bounds.hours`; what it finds is a
lawful plan but for names: which candidate of a shape takes which hours, which commission hears whom.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.planning import LEVELS
from models.planning.aims import worth
from solver.blocks import whole_blocks
from solver.bounds.hours import Hours, Step, accessible_commissions_hear_in_turn, add_hours
from solver.bounds.ladder import HELD, ladder_of
from solver.bounds.relaxed import Presence
from solver.bounds.shapes import Grid, Rounding
from solver.constraints.master import add_constraints
from solver.counting import add_counting_cuts
from solver.draft import Draft
from solver.exact.guide import Days
from solver.instance import Instance
from solver.limits import Clock
from solver.master import Master
from solver.mip import Answer, Expr, total

EFFORT_A_TASK = 0.1
"""Work for each level: what more would find is hardly worth it."""
LEVEL_SHARE = 0.6
TRIED = 2
"""Answers given, last levels first: where no names fit the best hours, they may fit those before."""
FIRST = LEVELS[:3]
TIMED = LEVELS[: LEVELS.index("squares")]
FEW_TASKS = 60
"""Tasks up to which loads and preferences have a say in which half-days commissions sit."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """How many candidates of each shape take each hour; commissions by block and épreuve."""

    hours: Hours
    steps: tuple[tuple[Step, int], ...]
    opened: Mapping[tuple[int, str], int]
    replacements: int


def best_timetables(
    instance: Instance,
    draft: Draft,
    reached: Mapping[str, int],
    bounds: Mapping[str, int],
    clock: Clock,
    days: Days | None = None,
) -> list[Timetable]:
    """Return hours with the least of each level up to idling, in the order of the aim; then others.

    The others are those of the levels before, which may idle more. In the smallest sessions loads and
    preferences are looked at too: names are given later, but half-days are chosen here.

    Where the first levels are proved, the same people are left out as in the draft: the model is then
    far easier. None are returned where nothing was found within the work allowed, or is to be gained.

    Parameters
    ----------
    days
        What each day opens and hears, when chosen already.

    """
    hours = _hours(instance, draft, reached, bounds, clock, days)
    few = len(instance.problem.tasks) <= FEW_TASKS
    levels = LEVELS if few else TIMED
    answers, held = _climbed(hours, levels, reached, bounds)
    tried = TRIED + len(levels) - len(TIMED)
    return [_read(hours, answer, held["replacements"]) for answer in reversed(answers[-tried:])]


def _hours(
    instance: Instance,
    draft: Draft,
    reached: Mapping[str, int],
    bounds: Mapping[str, int],
    clock: Clock,
    days: Days | None,
) -> Hours:
    """Build the master with its rules, and the hours of what it opens."""
    master = Master(instance, whole_blocks(instance), clock)
    add_constraints(master)
    add_counting_cuts(master, clock)
    if all(reached[level] <= bounds.get(level, 0) for level in FIRST):
        _leave_out(master, draft)
    if days is not None:
        days.hold(master)
    hours = Hours(master, Grid(instance.settings.grid, Rounding.UP), whole=True)
    add_hours(hours)
    accessible_commissions_hear_in_turn(hours)
    return hours


def _climbed(
    hours: Hours, levels: Sequence[str], reached: Mapping[str, int], bounds: Mapping[str, int]
) -> tuple[list[Answer], dict[str, int]]:
    """Return the answers found level after level, and what each level then holds."""
    master = hours.master
    problem = master.instance.problem
    ladder = ladder_of(master, _present(master), hours)
    most = EFFORT_A_TASK * len(problem.tasks)
    answers: list[Answer] = []
    held = dict(reached)
    for tier in problem.aim.among(levels):
        better = any(held[before] < reached[before] for before in levels)
        cost = total([weight * ladder.costs[level] for level, weight in tier])
        if better or any(reached[level] > bounds.get(level, 0) for level, _ in tier):
            # hours of an answer that did not mind waiting lead astray
            last = any(LEVELS.index(level) >= LEVELS.index(TIMED[-1]) for level, _ in tier)
            start = answers[-1].values if answers and last else None
            effort = min(most, LEVEL_SHARE * master.mip.clock.left)
            found = master.mip.minimize(cost, effort=effort, start=start)
            if found is None:
                break
            answers.append(found)
            held |= {level: round(found.of(ladder.costs[level])) for level, _ in tier}
        master.mip.at_most(cost, worth(tier, held) + HELD)
    return answers, held


def _leave_out(master: Master, draft: Draft) -> None:
    """Leave out as many of each group as the draft does, and no others."""
    missing = Counter((task.candidate, task.epreuve) for task in draft.missing)
    for group in master.groups:
        for rank, one in enumerate(group.classes):
            count = sum(missing[candidate, one.key] for candidate in group.candidates)
            master.mip.equal(master.short[group.id, rank], count)


def _present(master: Master) -> tuple[Presence, ...]:
    """Whoever sits in a half-day is there."""
    sits: dict[tuple[str, int], list[Expr]] = defaultdict(list)
    for seat in master.seats:
        sits[seat.examiner, seat.block.half_day.id].append(seat.var)
    return tuple(Presence(code, half, total(there)) for (code, half), there in sits.items())


def _read(hours: Hours, answer: Answer, replacements: int) -> Timetable:
    steps = ((step, answer.count(step.var)) for step in hours.steps)
    opened: Counter[tuple[int, str]] = Counter()
    for place, patterns in hours.master.opened.items():
        opened[place] = sum(answer.count(var) for var in patterns.values())
    return Timetable(hours, tuple(row for row in steps if row[1]), opened, replacements)
