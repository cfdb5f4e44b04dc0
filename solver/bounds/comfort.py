"""Bounds of all eight levels of a plan: without hours, then with them where a gap is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.planning import LEVELS
from solver.bounds.alike import KnownDays, daily_of
from solver.bounds.balance import least_of_members
from solver.bounds.daily import Column, Daily, least_by_days, priced
from solver.bounds.hours import Hours, add_hours
from solver.bounds.ladder import Ladder, climb, ladder_of
from solver.bounds.linked import Linked
from solver.bounds.relaxed import relaxed_master
from solver.bounds.shapes import Grid, Rounding, one_jury_phase
from solver.instance import Instance
from solver.limits import Clock
from solver.rounding import rounded_up

MOST_TASKS = 1_000
SMALL = 60
"""Tasks up to which every level is looked at in both models, whole numbers included."""

EXTRA_DAYS = "extra_days"
WAITING = "waiting_minutes"
HOURLY = (WAITING, "idle_minutes")
MEMBERS = ("squares", "disliked")
MOST_STEPS = 12_000
"""Hours up to which the linear relaxation ends in seconds, and says something."""
WORK_A_STEP = 4e-4
LINKED_EFFORT = 3.0


def bounds_of_levels(
    instance: Instance,
    values: Mapping[str, int],
    known: Mapping[str, int],
    clock: Clock,
    days: KnownDays | None = None,
) -> dict[str, int]:
    """Return lower bounds of all levels, each given the plan's `values` on those before it.

    `known` are bounds already proved, `days` what is known of them. What could not be computed in time
    is 0, which is always true.
    """
    found = _by_models(instance, values, known, clock, days)
    if any(found[level] < values[level] for level in MEMBERS):
        members = least_of_members(instance, values, clock)
        found |= {level: max(found[level], least) for level, least in members.items()}
    return found


def _by_models(
    instance: Instance,
    values: Mapping[str, int],
    known: Mapping[str, int],
    clock: Clock,
    days: KnownDays | None,
) -> dict[str, int]:
    """Bound each level by the models that are not too large for the session."""
    found = {level: min(value, known.get(level, 0)) for level, value in values.items()}
    if len(instance.problem.tasks) > MOST_TASKS:
        return found
    if instance.grouped:
        return _bounds_of_groups(instance, values, found, clock)
    small = len(instance.problem.tasks) <= SMALL
    found = climb(_without_hours(instance, clock), values, found, whole=small)
    if all(found[level] == value for level, value in values.items() if small or level in HOURLY):
        return found
    found = bounds_with_hours(instance, values, found, clock)
    return bounds_by_days(instance, values, found, clock, days)


def _without_hours(instance: Instance, clock: Clock) -> Ladder:
    flat = relaxed_master(instance, clock)
    return ladder_of(flat.master, flat.present, None)


def _bounds_of_groups(
    instance: Instance, values: Mapping[str, int], known: Mapping[str, int], clock: Clock
) -> dict[str, int]:
    """Bound what can be known without hours; what a group's candidates wait for cannot.

    A group comes on days that are not all the days of its candidates: the levels of members are
    bounded whatever days anybody comes.
    """
    found = climb(_without_hours(instance, clock), values, known, whole=False, last=EXTRA_DAYS)
    ladder = _without_hours(instance, clock)
    members = {level: cost for level, cost in ladder.costs.items() if level != EXTRA_DAYS}
    small = len(instance.problem.tasks) <= SMALL
    return climb(replace(ladder, costs=members), values, found, whole=small)


def bounds_by_days(
    instance: Instance,
    values: Mapping[str, int],
    known: Mapping[str, int],
    clock: Clock,
    days: KnownDays | None = None,
) -> dict[str, int]:
    """Return bounds where waiting is no less than that of each day, its candidates being whole.

    First whoever sits, then with the people there are.
    """
    found = dict(known)
    open_still = any(found[level] < values[level] for level in (WAITING, *MEMBERS))
    daily = daily_of(instance, values, clock, known=days) if open_still else None
    if daily is None:
        return found
    with priced(daily):
        least = least_by_days(daily, values[WAITING])
        found[WAITING] = max(found[WAITING], least.bound)
        if least.columns is not None:
            _with_people(instance, values, found, Linking(daily, least.columns))
    return found


@dataclass(frozen=True, slots=True)
class Linking:
    """Days, and the cells they may have."""

    daily: Daily
    columns: tuple[Column, ...]


def _with_people(
    instance: Instance, values: Mapping[str, int], found: dict[str, int], days: Linking
) -> None:
    """Raise the bounds of waiting and of the members' levels, for days that have members."""
    relaxed = relaxed_master(instance, days.daily.clock)
    ladder = ladder_of(relaxed.master, relaxed.present, None)
    for level in LEVELS[: LEVELS.index(WAITING)]:
        ladder.hold(level, values[level])
    linked = Linked(days.daily, relaxed.master, days.columns)
    mip = linked.mip
    mip.at_most(found[WAITING], linked.cost)
    if found[WAITING] < values[WAITING]:
        bound, _ = linked.settled(LINKED_EFFORT)
        found[WAITING] = max(found[WAITING], min(values[WAITING], rounded_up(bound)))
    mip.at_most(linked.cost, values[WAITING])
    for level in MEMBERS:
        if found[level] < values[level]:
            least = rounded_up(mip.bound(ladder.costs[level], effort=LINKED_EFFORT, whole=True))
            found[level] = max(found[level], min(values[level], least))
        ladder.hold(level, values[level])


def bounds_with_hours(
    instance: Instance, values: Mapping[str, int], known: Mapping[str, int], clock: Clock
) -> dict[str, int]:
    """Return bounds from the model that knows the hours, but not whom candidates must avoid."""
    found = {level: min(value, known.get(level, 0)) for level, value in values.items()}
    bare = _without_conflicts(instance)
    relaxed = relaxed_master(bare, clock)
    grid = Grid(instance.settings.grid, Rounding.DOWN)
    steps = _steps(relaxed.master.flows, grid, instance)
    if not one_jury_phase(instance) or steps > MOST_STEPS:
        return found
    clock.spend(WORK_A_STEP * steps)
    if clock.over:
        return found
    hours = Hours(relaxed.master, grid, whole=False)
    add_hours(hours)
    last = LEVELS[-1] if len(instance.problem.tasks) <= SMALL else HOURLY[-1]
    ladder = ladder_of(relaxed.master, relaxed.present, hours)
    return climb(ladder, values, found, whole=False, last=last)


def _without_conflicts(instance: Instance) -> Instance:
    """Let everybody be heard by everybody: fewer groups, and no plan is lost."""
    tasks = tuple(replace(task, conflicts=frozenset()) for task in instance.problem.tasks)
    return Instance(replace(instance.problem, tasks=tasks))


def _steps(flows: Mapping[tuple[int, int, int], object], grid: Grid, instance: Instance) -> int:
    """About how many hours there will be."""
    halves = instance.half_days
    return sum((halves[half].end - halves[half].start) // grid.step for _, _, half in flows)
